"""One support worked out in full: demand, strength and every check, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from apex.engine.document import Support
from apex.engine.load.combination import Case, Method
from apex.engine.pack import Header
from apex.engine.steel.capacity import Strength
from apex.engine.steel.combined import resultant_moment
from apex.engine.steel.grade import Grade
from apex.engine.steel.section import PROPERTIES, Section, WideFlange
from apex.engine.support.axis import axes
from apex.engine.support.candidate import NO_TORSION
from apex.engine.support.cut import cuts
from apex.engine.support.demand import Demand, demand, demand_of
from apex.engine.support.hand_hole import HoleWork
from apex.engine.support.ladder import Ladder, Length, one
from apex.engine.support.member import NAMES, Governing
from apex.engine.support.metal import Metal
from apex.engine.support.setting import Setting
from apex.engine.support.splice import CapSteel
from apex.engine.support.step import Cases, Climb, Step, climb, higher, holes, turns_more_aloft
from apex.engine.support.stepped import Stepped
from apex.engine.support.stepped_sway import stepped_deflection, stepped_twist
from apex.engine.support.sway import amplified, stability_check
from apex.engine.support.uniform_sway import uniform_deflection, uniform_twist
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope


@dataclass(frozen=True, slots=True)
class SupportWork:
    """A support's actions, strengths and checks. Without any cases where it is not stable.

    `section`, `nominal` and `available` are those at the base; `steps` are all lengths from there up.
    """

    section: Section
    grade: Grade
    metal: Metal
    demand: Demand
    nominal: Strength
    available: Strength
    strength: tuple[Case, ...]
    allowable: tuple[Case, ...]
    lrfd: tuple[Case, ...]
    governing: tuple[Governing, ...]
    deflection_in: float
    twist_deg: float | None
    checks: tuple[Check, ...]
    steps: tuple[Step, ...]
    holes: tuple[HoleWork, ...]

    @property
    def stable(self) -> bool:
        return bool(self.allowable)

    @property
    def strength_cases(self) -> Cases:
        """Factored actions on the end posts for the support's own method."""
        return [(c.name, c.total) for c in self.strength]

    @property
    def soil(self) -> Cases:
        """Allowable stress actions on the end posts, for the soil."""
        return [(c.name, c.total) for c in self.allowable]


def work(
    sheet: Quiet,
    setting: Setting,
    support: Support,
    editions: Mapping[str, str],
    section: Section,
    grade: Grade,
    metal: Metal,
    cap: CapSteel | None = None,
    ladder: Ladder | None = None,
) -> SupportWork:
    """Demand, second order, strengths and checks of one section, or of the segments of a ladder.

    `cap` is what splices are made of; segments and hand holes need it.
    """
    steel = metal.material(section, grade)
    rungs = ladder or one(section, grade, steel, setting.H_ft)
    _require(metal, setting, rungs)
    pole = Stepped(rungs.runs, setting.orientation) if rungs.steps_ft else None
    d = demand_of(sheet, setting, metal, pole) if pole else demand(sheet, setting, metal, section, steel)
    if isinstance(section, WideFlange) and setting.twists:
        raise OutOfScope("AISC 360 H3", "section", section.name, NO_TORSION, rungs.field)
    asce = setting.climate.code.edition
    checks = [stability_check(sheet, d, support, asce, _second_order(metal, editions), rungs.field, metal.amplifier)]
    stable = all(c.passes for c in checks)
    strong, allowable, lrfd = _factored(setting, d, support.method, asce) if stable else ((), (), ())
    task = _Strengths(sheet, setting, support, editions, metal, rungs)
    aloft = stable and not rungs.stepped and turns_more_aloft(setting, d)
    climbs = stable and (rungs.stepped or aloft or bool(support.hand_holes))
    climber = _climber(task, d, strong, asce, cap) if climbs else None
    if climber and rungs.stepped:
        made = task.by_segments(climber)
    else:
        made = task.by_section([(c.name, c.total) for c in strong] + (higher(climber) if climber and aloft else []))
    checks += made.checks
    held = holes(sheet, climber, made.each) if climber else ()
    checks += [c for hole in held for c in hole.checks]
    deflection = sheet.check(_deflection(sheet, setting, d, support, rungs, pole))
    checks += [deflection, *_gust(sheet, setting, d)]
    angle = _twist(sheet, setting, d, support, rungs, pole)
    return SupportWork(
        section,
        grade,
        metal,
        d,
        made.nominal,
        made.each[0],
        strong,
        allowable,
        lrfd,
        made.governing,
        deflection.demand,
        angle,
        tuple(checks),
        made.steps,
        held,
    )


def _factored(
    setting: Setting, d: Demand, method: Method, asce: str
) -> tuple[tuple[Case, ...], tuple[Case, ...], tuple[Case, ...]]:
    """Cases at the base by the support's own method, by ASD and by LRFD."""
    strong = amplified(setting, d, method, asce)
    allowable = strong if method == "ASD" else amplified(setting, d, "ASD", asce)
    return strong, allowable, strong if method == "LRFD" else amplified(setting, d, "LRFD", asce)


def _deflection(
    sheet: Quiet, setting: Setting, d: Demand, support: Support, ladder: Ladder, pole: Stepped | None
) -> Check:
    if pole:
        return stepped_deflection(sheet, setting, d, pole, support)
    ax = axes(ladder.base.section, setting.orientation)
    return uniform_deflection(sheet, setting, d, ax, ladder.base.steel, support)


def _twist(
    sheet: Quiet, setting: Setting, d: Demand, support: Support, ladder: Ladder, pole: Stepped | None
) -> float | None:
    if pole:
        return stepped_twist(sheet, setting, d, pole, support)
    return uniform_twist(sheet, setting, d, support, ladder.base.steel, ladder.base.section)


def _require(metal: Metal, setting: Setting, ladder: Ladder) -> None:
    """Refuse what the standard does not cover, by the field of the section that is not."""
    for i, s in enumerate(ladder.lengths):
        try:
            metal.require(s.section, s.steel, setting.H_ft)
        except OutOfScope as refused:
            if ladder.stepped:
                where = f"{ladder.field}.{i}.section"
                refused.problems = tuple(replace(p, field=where) for p in refused.problems)
            raise


def _climber(task: _Strengths, d: Demand, strong: Sequence[Case], asce: str, cap: CapSteel | None) -> Climb:
    made = cuts(task.setting, d, task.ladder.runs)
    return Climb(made, task.ladder, task.support, asce, task.editions[task.metal.series], strong, cap)


@dataclass(frozen=True, slots=True)
class _Made:
    """Strengths and what governs: nominal at the base, available of each length, checks of all."""

    nominal: Strength
    each: Sequence[Strength]
    governing: tuple[Governing, ...]
    checks: Sequence[Check]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Strengths:
    """Where the strengths are worked out and held against the forces."""

    sheet: Quiet
    setting: Setting
    support: Support
    editions: Mapping[str, str]
    metal: Metal
    ladder: Ladder

    def by_section(self, strong: Cases) -> _Made:
        """One section, or the base of segments that are not stable."""
        sheet, metal, base = self.sheet, self.metal, self.ladder.base
        self._record(base)
        metal.record(sheet, base.section, base.steel)
        H_in = 12.0 * self.setting.H_ft
        turned, c = metal.strengths(sheet, base.section, base.steel, H_in, self.support.method)
        if self.support.orientation == "weak":
            turned, c = turned.turned(), c.turned()
        governing: list[Governing] = []
        checks: list[Check] = []
        if strong:
            sheet.part("support", "Checks of the support")
            governing = metal.envelope(strong, c)
            _note_governing(sheet, governing, c)
            checks = metal.checks(sheet, governing, c, self.editions)
        steps = tuple(Step(s.section, s.grade, s.z0_ft, s.z1_ft, ()) for s in self.ladder.lengths)
        if not self.ladder.stepped:
            steps = (replace(steps[0], checks=tuple(checks)),)
        return _Made(turned, [c] * len(steps), tuple(governing), checks, steps)

    def by_segments(self, climber: Climb) -> _Made:
        """Every length by its own section."""
        for s in self.ladder.lengths:
            self._record(s)
        steps, works = climb(self.sheet, climber)
        governing = tuple(max(each, key=lambda g: g.ratio) for each in zip(*(w.governing for w in works), strict=True))
        checks = [c for s in steps for c in (*s.checks, *(s.splice.checks if s.splice else ()))]
        return _Made(works[0].nominal, [w.available for w in works], governing, checks, steps)

    def _record(self, s: Length) -> None:
        self.sheet.part("support", f"Strength of {s.section.name}, {s.grade.name}")
        _record_section(self.sheet, s.section, self.metal.catalog)


def _record_section(sheet: Quiet, section: Section, catalog: Header) -> None:
    """Every property the strengths use, from the catalog; t is the design wall."""
    if not sheet.records:
        return
    source = catalog.source.split(" as carried")[0]
    for f in fields(section):
        value = getattr(section, f.name)
        if isinstance(value, float):
            symbol, label, unit = PROPERTIES[f.name]
            sheet.taken(symbol, f"{section.name}: {label}", value, unit, catalog.label, source)


def _second_order(metal: Metal, editions: Mapping[str, str]) -> str:
    return f"{editions[metal.series]} {'App. 8' if metal.series == 'AISC 360' else 'C.2'}"


def _note_governing(sheet: Quiet, governing: list[Governing], c: Strength) -> None:
    """Required and available strengths of the combination that governs the interaction."""
    if not sheet.records:
        return
    g = governing[NAMES.index("Combined forces")]
    a = g.action
    sheet.note(f"Governing combination: {g.case}")
    if c.round:
        sheet(resultant_moment, M_rx=a.M_x, M_ry=a.M_y)
    for symbol, label, value, unit in (
        ("P_r", "Axial force", a.N, "kip"),
        ("M_rx", "Moment, wind normal to the face, amplified", a.M_x, "kip-ft"),
        ("M_ry", "Moment, along the face, amplified", a.M_y, "kip-ft"),
        ("V_r", "Shear", a.V, "kip"),
        *([] if c.T is None else [("T_r", "Torsion", a.T, "kip-ft")]),
        ("P_c", "Available compression", c.P, "kip"),
        ("M_cx", "Available flexure", c.M_x / 12.0, "kip-ft"),
        ("V_c", "Available shear", c.V_y, "kip"),
        *([] if c.T is None else [("T_c", "Available torsion", c.T / 12.0, "kip-ft")]),
    ):
        sheet.given(symbol, label, value, unit)


def _gust(sheet: Quiet, setting: Setting, d: Demand) -> list[Check]:
    """A gust factor given as a number is held against G_f where the support is flexible."""
    if isinstance(setting.gust, str):
        return []
    least = max(d.G_least)
    if least == 0.0:
        sheet.note("n_1 >= 1 Hz: a given gust-effect factor stands")
        return []
    return [sheet.check(Check("Gust factor", f"ASCE {setting.climate.code.edition} 26.11.5", least, setting.gust, ""))]
