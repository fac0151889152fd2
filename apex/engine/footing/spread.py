"""A spread footing solved: soil, stability, concrete and bars; sizes left open are chosen. IBC 1806-1809, ACI 318."""

from __future__ import annotations

from dataclasses import dataclass, replace

from apex.engine.concrete.bar import BarSet
from apex.engine.concrete.flexure import require_materials
from apex.engine.footing import mat, pedestal
from apex.engine.footing.bearing import Bearing, bearing_checks, bearings, resultant_check
from apex.engine.footing.cut import Shears
from apex.engine.footing.mat import Mats, bending
from apex.engine.footing.mat_check import mat_checks
from apex.engine.footing.pedestal_bar import bar_sets
from apex.engine.footing.push import Push, pressing
from apex.engine.footing.shape import Footing, footing_volume, weight
from apex.engine.footing.size import MOST_ASPECT, MOST_PLAN, MOST_THICK, Sizes, least, pedestals
from apex.engine.footing.stability import overturning_checks, require_sliding, sliding_check
from apex.engine.footing.task import Judge, Task, cuts, reinforced, uplifts
from apex.engine.footing.words import say_choices
from apex.engine.foundation.burial import round_up
from apex.engine.foundation.concrete import cubic_yards
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope

LEAST_DEPTH_FT = 1.0
MOST_STEPS = 12
"""A base so many steps below the shallowest is no spread footing any more, and the search ends."""


@dataclass(frozen=True, slots=True)
class SpreadFooting:
    """A solved footing. `bearing` has every allowable-stress combination; empty `bars` where no mat was found."""

    footing: Footing
    bearing: tuple[Bearing, ...]
    mats: Mats | None
    pedestal: pedestal.Pedestal | None
    bars: tuple[BarSet, ...]
    concrete_yd3: float
    excavation_yd3: float
    checks: tuple[Check, ...]

    @property
    def kind(self) -> str:
        return "spread_footing"

    @property
    def depth_ft(self) -> float:
        return self.footing.D_ft

    @property
    def pole_embedment_ft(self) -> float:
        """The post stands on a base plate."""
        return 0.0


def solve(sheet: Quiet, sizes: Sizes, task: Task, known: Footing | None = None) -> SpreadFooting:
    """Sizes left open chosen for least concrete, then everything checked and written down.

    `known` is what `found` came to before. Raises `OutOfScope` as that does.
    """
    f = known or found(sizes, task)
    say_choices(sheet, sizes, f, task)
    return worked(sheet, f, task, sizes)


def found(sizes: Sizes, task: Task) -> Footing:
    """The footing for the sizes wished.

    Raises `OutOfScope` where nothing up to the greatest sizes passes, where the soil has no sliding
    resistance, and outside the ranges of the materials.
    """
    k = task.concrete
    require_materials(k.fc_psi, k.fy_ksi, f"{task.field}.fc_psi", f"{task.field}.rebar.fy_ksi")
    require_sliding(task.soil, task.soil_cases, "soil" if task.field == "" else "site.soil")
    return sized(sizes, task)


def sized(sizes: Sizes, task: Task) -> Footing:
    """The footing as given, or the least that passes at the shallowest depth that has one."""
    depths = [sizes.depth_ft] if sizes.depth_ft is not None else _depths(sizes, task)
    thick = sizes.thickness_ft
    if thick is not None and thick > depths[-1]:
        limit = f"the base lies {depths[-1]:g} ft below grade: a thicker footing would stand above it"
        raise OutOfScope("IBC 1809.4", "thickness", thick, limit, _field(task, "thickness_ft"))
    for D in depths:
        judge = task.judge(D)
        if sizes.width_ft is not None and sizes.length_ft is not None and thick is not None:
            f = _given(judge, sizes, Footing(sizes.width_ft, sizes.length_ft, thick, D, sizes.column_ft))
            if sizes.depth_ft is not None or (judge.stands(f) and judge.has_pedestal(f) and judge.carries(f)):
                return f
            continue
        found = least(sizes, judge)
        if found is not None:
            return found
    limit = (
        f"no footing up to {MOST_PLAN:g} x {MOST_PLAN:g} ft, {MOST_ASPECT:g} times as long as wide and "
        f"{MOST_THICK:g} ft thick passes with what is given"
    )
    raise OutOfScope("IBC 1809", "depth of the base, ft", depths[-1], limit, _field(task, "width_ft"))


def _field(task: Task, name: str) -> str:
    return f"{task.field}.{name}" if task.field else name


def _depths(sizes: Sizes, task: Task) -> list[float]:
    """From the shallowest that frost and the least depths allow, in steps."""
    shallow = max(LEAST_DEPTH_FT, task.frost_ft, sizes.minimum_depth_ft, sizes.thickness_ft or 0.0)
    first = round_up(shallow, sizes.depth_step_ft)
    steps = min(int((sizes.max_depth_ft - first) / sizes.depth_step_ft + 1e-9), MOST_STEPS)
    return [round(first + i * sizes.depth_step_ft, 6) for i in range(max(steps, 0) + 1)]


def _given(judge: Judge, sizes: Sizes, f: Footing) -> Footing:
    """All sizes given: only the pedestal may still be open; the smallest that holds, or the smallest at all."""
    if f.pedestal_height_ft <= 0.0:
        return f
    made = [replace(f, c_ft=c) for c in pedestals(sizes) if c <= min(f.B_ft, f.L_ft)]
    if not made:
        limit = f"a footing of {min(f.B_ft, f.L_ft):g} ft has no room for a pedestal of {pedestals(sizes)[0]:g} ft"
        raise OutOfScope("ACI 318 13.3", "pedestal, ft", pedestals(sizes)[0], limit, _field(judge.task, "pedestal_ft"))
    return next((one for one in made if judge.has_pedestal(one)), made[0])


def worked(sheet: Quiet, f: Footing, task: Task, sizes: Sizes) -> SpreadFooting:
    """Every check of one footing, step by step."""
    service, factored = task.service(f.D_ft), task.factored(f.D_ft)
    checks = _place(sheet, f, task, sizes)
    W, U = weight(Quiet(), f, task.book), uplifts(f, task.waters)
    rows, more = _ground(sheet, f, task, service, (W, U))
    checks += more
    sheet.part("foundation", "Footing: concrete under factored soil pressure")
    pressed = pressing(factored)
    checks.append(resultant_check(sheet, f, [(p, p.N(W, U[p.water.name])) for p in pressed], "factored loads"))
    mats, more, layers = _mats(sheet, f, task, pressed)
    made, last = _pedestal(sheet, f, task)
    bars = (*layers, *(bar_sets(made, task.concrete) if made is not None else ()))
    sheet.part("foundation", "Concrete and earth of the footing")
    volume = sheet(footing_volume, B=f.B_ft, L=f.L_ft, t=f.t_ft, c=f.c_ft, D=f.D_ft)
    yards = sheet(cubic_yards, V=volume)
    earth = cubic_yards(V=f.area_ft2 * f.D_ft)
    return SpreadFooting(f, rows, mats, made, bars, yards, earth, (*checks, *more, *last))


def _place(sheet: Quiet, f: Footing, task: Task, sizes: Sizes) -> list[Check]:
    """12 in. below grade and below frost."""
    sheet.part("foundation", "Footing: sizes")
    for symbol, label, value in (
        ("B", "Width along the face", f.B_ft),
        ("L", "Length normal to the face", f.L_ft),
        ("t", "Thickness", f.t_ft),
        ("D", "Base below grade", f.D_ft),
        ("c", "Side of the pedestal" if f.pedestal_height_ft > 0.0 else "Side of the column", f.c_ft),
    ):
        sheet.given(symbol, label, value, "ft")
    checks = [
        Check("Base below grade", "IBC 1809.4", LEAST_DEPTH_FT, f.D_ft, "ft"),
        Check("Base below frost", "IBC 1809.5", task.frost_ft, f.D_ft, "ft"),
    ]
    if sizes.depth_ft is None:
        checks.append(Check("Greatest depth", "chosen limit", f.D_ft, sizes.max_depth_ft, "ft"))
    return [sheet.check(c) for c in checks]


def _ground(
    sheet: Quiet, f: Footing, task: Task, service: list[Push], resting: tuple[float, dict[str, float]]
) -> tuple[tuple[Bearing, ...], list[Check]]:
    """Bearing, overturning and sliding of every allowable-stress combination."""
    book, (W, U) = task.book, resting
    rows, firsts = bearings(f, service, W, U)
    sheet.part("foundation", "Footing: soil bearing")
    for symbol, v in (("gamma_c", book.concrete_weight), ("gamma_s", book.soil_weight)):
        sheet.taken(symbol, "Unit weight", v.value, v.unit, book.label, v.source)
    checks = bearing_checks(sheet, f, firsts, task.soil, book)
    sheet.part("foundation", "Footing: overturning and sliding")
    checks += overturning_checks(sheet, f, rows, W, U)
    slide = sliding_check(sheet, f, rows, task.soil)
    return tuple([b for _, _, b in rows]), checks + ([slide] if slide is not None else [])


def _mats(sheet: Quiet, f: Footing, task: Task, factored: list[Push]) -> tuple[Mats | None, list[Check], list[BarSet]]:
    """Mats chosen or as given. Where no bars pass, the heaviest are shown with what fails."""
    made = cuts(f, factored, task)
    if not made:
        return None, [], []
    shears, k, pack = Shears(made), task.concrete, task.bars
    lifted = bending(shears).lifted
    if task.rebar is not None:
        mats: Mats | None = mat.given(f, pack.bar(task.rebar.size), task.rebar.count, lifted=lifted)
    else:
        mats = reinforced(shears, task)
    if mats is None:
        sheet.warn("no bars make this footing hold: it is shown with heavy ones and what fails")
        mats = mat.heaviest(f, pack, lifted=lifted)
    checks, hooked = mat_checks(sheet, shears, k, mats, pack.label)
    return mats, checks, [a.bars(hooks) for a, hooks in zip(mats.layers, hooked, strict=True)]


def _pedestal(sheet: Quiet, f: Footing, task: Task) -> tuple[pedestal.Pedestal | None, list[Check]]:
    if f.pedestal_height_ft <= 0.0:
        return None, []
    sheet.part("foundation", "Pedestal")
    made = task.pedestal(f) or pedestal.heaviest(f, task.bars)
    words = f"{made.count} #{made.bar.size} vertical, #{made.tie.size} ties at {made.tie_spacing_in:g} in."
    sheet.note(f"{words}; two more ties within 5 in. of the top, around the anchor rods (ACI 318 10.7.6.1.5)")
    return made, pedestal.checks(sheet, made, task.pushed(f), task.concrete)
