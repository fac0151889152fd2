"""Anchor rods in concrete, every check over every combination: ACI 318-14 and 318-19 chapter 17."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from apex.engine.anchor import seismic, shear, tension, use
from apex.engine.anchor.edge import tension_and_shear
from apex.engine.anchor.fastening import Fastening, require_scope
from apex.engine.anchor.group import Block, RodForces, RodGroup
from apex.engine.anchor.layout import layout_checks
from apex.engine.anchor.placed import Placed
from apex.engine.anchor.reinforcement import bars_checks
from apex.engine.anchor.use import Strengths
from apex.engine.edition import Editions
from apex.engine.trace import Check, Quiet

Mode = Callable[[Quiet, Fastening, RodForces], Check | None]
MODES: dict[int, Mode] = {
    use.STEEL_T: tension.steel, use.HEAD: tension.head, use.CONE: tension.breakout, use.FACE: tension.blowout,
    use.DUCTILE: seismic.ductile, use.STEEL_V: shear.steel, use.PRY: shear.pry, use.EDGES: shear.edges,
}  # fmt: skip
"""What each ratio of `Strengths.uses` stands for; `use.BOTH` is their interaction."""


def anchor_checks(
    sheet: Quiet,
    group: RodGroup,
    block: Block,
    forces: Sequence[RodForces],
    editions: Editions,
    *,
    sdc_ductile: bool = False,
    omega_0: float | None = None,
    stretch_in: float | None = None,
    placed: Placed | None = None,
) -> tuple[Check, ...]:
    """Every check of the rods in the concrete, each under the combination that governs it, worked on the sheet.

    Tension of a rod is 0 where it is pressed. Earthquake (`RodForces.seismic`): `omega_0` says that the forces of
    those combinations carry that overstrength factor; `sdc_ductile` takes the ductile way in tension instead (only
    shear and torsion carry it then), with `stretch_in` of rod free to stretch. Raises `OutOfScope` outside of
    chapter 17 or where neither way is open.
    """
    f = Fastening(group, block, editions, placed)
    require_scope(f, forces)
    seismic.require_path(f, forces, omega_0, ductile=sdc_ductile)
    strengths = Strengths(f, ductile=sdc_ductile)
    governing = _envelope(strengths, forces)
    sheet.part("baseplate", "Anchor rods in the concrete")
    _opening(sheet, f, omega_0, quake=any(q.seismic for q in forces), ductile=sdc_ductile)
    rules = layout_checks(sheet, f) + bars_checks(sheet, f)
    if sdc_ductile:
        rules += seismic.ductile_checks(sheet, f, forces, stretch_in)
    checks = [sheet.check(c) for c in rules]
    for mode, (_, force) in governing.items():
        check = MODES[mode](sheet, f, force) if mode in MODES else _together(sheet, strengths, force)
        if check is not None:
            checks.append(sheet.check(check))
    return tuple(checks)


def governing_ratio(
    group: RodGroup,
    block: Block,
    forces: Sequence[RodForces],
    editions: Editions,
    *,
    sdc_ductile: bool = False,
    omega_0: float | None = None,
    stretch_in: float | None = None,
    stop_above: float = math.inf,
    placed: Placed | None = None,
) -> float:
    """The greatest ratio of all checks, for searches: what `anchor_checks` would show, and nothing kept.

    Returns early with any ratio found above `stop_above`; infinite where a rod stands outside of the concrete.
    """
    f, quiet = Fastening(group, block, editions, placed), Quiet()
    if f.placed.nearest_edge_in() <= 0.0:
        return math.inf
    require_scope(f, forces)
    seismic.require_path(f, forces, omega_0, ductile=sdc_ductile)
    rules = layout_checks(quiet, f) + bars_checks(quiet, f)
    if sdc_ductile:
        rules += seismic.ductile_checks(quiet, f, forces, stretch_in)
    worst, strengths = max(c.ratio for c in rules), Strengths(f, ductile=sdc_ductile)
    for force in _hardest_first(forces):
        if worst > stop_above:
            return worst
        worst = max(worst, *strengths.uses(force))
    return worst


def _hardest_first(forces: Sequence[RodForces]) -> list[RodForces]:
    """The combinations with the greatest tension, rod tension, shear and torsion before the others."""
    scales: tuple[Callable[[RodForces], float], ...] = (
        lambda q: sum(q.tension_kip),
        lambda q: max(q.tension_kip),
        lambda q: math.hypot(q.shear_x_kip, q.shear_y_kip),
        lambda q: abs(q.torsion_kipin),
    )
    first = {id(q): q for q in (max(forces, key=scale) for scale in scales)} if forces else {}
    return [*first.values(), *(q for q in forces if id(q) not in first)]


def _together(sheet: Quiet, strengths: Strengths, force: RodForces) -> Check:
    """Tension and shear of the same combination."""
    uses, f = strengths.uses(force), strengths.f
    r_N, r_V = max(uses[: use.DUCTILE]), max(uses[use.STEEL_V : use.BOTH])
    demand = sheet(tension_and_shear, r_N=r_N, r_V=r_V)
    return Check("Tension and shear together", f.cite("17.6", "17.8"), demand, 1.0, "", force.name)


def _envelope(strengths: Strengths, forces: Sequence[RodForces]) -> dict[int, tuple[float, RodForces]]:
    """Of every check that is asked for, in their order, the first combination of the greatest ratio."""
    most = [use.NONE] * (use.BOTH + 1)
    best: dict[int, tuple[float, RodForces]] = {}
    for force in forces:
        uses = strengths.uses(force)
        for mode, ratio in enumerate(uses):
            if ratio > most[mode]:
                most[mode] = ratio
                best[mode] = (ratio, force)
    return {mode: best[mode] for mode in sorted(best)}


def _opening(sheet: Quiet, f: Fastening, omega_0: float | None, *, quake: bool, ductile: bool) -> None:
    """What was given, and the choices that hold for every check."""
    group, block = f.group, f.block
    shape = f"circle {block.width_in:g} in." if block.round else f"{block.width_in:g} x {block.length_in:g} in."
    sheet.given("n", f"Rods of {group.grade.name}", len(group.points))
    sheet.given("d_a", "Diameter of the rods", group.size.diameter_in, "in")
    sheet.given("A_se", "Effective area of a rod", group.size.A_se_in2, "in2")
    sheet.given("h_ef", "Embedment", group.embedment_in, "in")
    sheet.given("A_brg", "Bearing area of a head", group.head_area_in2, "in2")
    sheet.given("f'c", f"Concrete, {shape}", block.fc_psi, "psi")
    called = "condition B, " if f.editions.aci318 == "318-14" else ""
    sheet.assume(f"anchor rods: no supplementary reinforcement ({called}phi 0.70); normal-weight concrete")
    if group.washers_welded:
        sheet.assume("plate washers are welded to the base plate: all rods carry the shear")
    else:
        sheet.assume("plate washers are not welded: two rods carry the shear")
    if quake and omega_0 is not None:
        which = "shears" if ductile else "forces"
        sheet.assume(f"earthquake {which} on the anchor rods carry Omega_0 = {omega_0:g}")
    if quake and ductile:
        sheet.assume("earthquake tension of the anchor rods: ductile steel governs")
