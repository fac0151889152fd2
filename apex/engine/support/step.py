"""The lengths of a post with their checks: each by its own section, every splice, every hand hole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from apex.engine.baseplate.outline import Column
from apex.engine.document import HandHole, Support
from apex.engine.load.action import Action
from apex.engine.load.combination import Case, LoadSet
from apex.engine.steel.capacity import Strength
from apex.engine.steel.grade import Grade
from apex.engine.steel.section import Section
from apex.engine.support.cut import Cuts
from apex.engine.support.demand import Demand, Setting
from apex.engine.support.hand_hole import HoleWork, hole_checks
from apex.engine.support.ladder import Ladder, within
from apex.engine.support.splice import CapSteel, Splice, splice
from apex.engine.support.station import Segment, SegmentWork, Station, stations
from apex.engine.support.sway import amplified
from apex.engine.support.weight import cabinet_weights, ice_on_cabinets, snow_weights, weight_above
from apex.engine.trace import Check, Quiet
from apex.engine.wind.part import above, resultant
from apex.errors import OutOfScope

Cases = list[tuple[str, Action]]


@dataclass(frozen=True, slots=True)
class Step:
    """One length as worked: its checks, and the splice on which it stands (none at the base)."""

    section: Section
    grade: Grade
    z0_ft: float
    z1_ft: float
    checks: tuple[Check, ...]
    splice: Splice | None = None


@dataclass(frozen=True, slots=True)
class Climb:
    """Everything the lengths are checked with; `strong` are the factored cases at the base."""

    cuts: Cuts
    ladder: Ladder
    support: Support
    asce: str
    aisc: str
    strong: Sequence[Case]
    cap: CapSteel | None
    """What splices are made of; none where there are none."""

    def factored(self, posts: Sequence[LoadSet]) -> Cases:
        """By the support's own method."""
        return _cases(amplified(self.cuts.setting, self.cuts.demand, self.support.method, self.asce, posts))

    def strength(self, posts: Sequence[LoadSet]) -> Cases:
        """By LRFD, as welds are always designed."""
        return _cases(amplified(self.cuts.setting, self.cuts.demand, "LRFD", self.asce, posts))

    @property
    def grows(self) -> bool:
        """Whether torsion and moments may grow upward: where cabinets may pull to opposite sides."""
        return len(self.cuts.setting.cabinets) > 1

    def between(self, low_ft: float, high_ft: float) -> list[float]:
        """Ends of cabinets, where forces may be larger than at the lower end.

        N, V, T and moments of weight are linear between them; the wind's moments only grow downward.
        """
        return [z for z in _ends(self.cuts.setting) if low_ft < z < high_ft] if self.grows else []

    def at(self, sheet: Quiet, z_ft: float) -> Cases:
        return self.factored(self.cuts.loads(sheet, z_ft))


def _ends(setting: Setting) -> list[float]:
    """Heights above grade where a cabinet ends, from the lowest up."""
    return sorted({z for c in setting.cabinets for z in (c.bottom_ft, c.top_ft) if z > 0.0})


def turns_more_aloft(setting: Setting, d: Demand) -> bool:
    """Whether what stands above an end of a cabinet turns or tilts the posts more than the whole sign does at grade.

    Cabinets that pull to opposite sides do: at the base one takes back what the other gives.
    """
    ends = _ends(setting)
    if len(setting.cabinets) < 2:
        return False
    weights = (cabinet_weights(setting.cabinets), snow_weights(setting), ice_on_cabinets(setting))
    if any(_more([weight_above(w, z).M_y for z in (0.0, *ends)]) for w in weights):
        return True
    iced = [(case, d.iced.G[0]) for case in setting.ice.wind.cases] if setting.ice and d.iced else []
    for case, G in [*((case, d.G[0]) for case in setting.sign.cases), *iced]:
        if _more([resultant([above(p, z) for p in case.parts], G).T for z in (0.0, *ends)]):
            return True
    return False


def _more(values: Sequence[float]) -> bool:
    """Whether one of the others is larger than the first, signs aside."""
    return max(abs(v) for v in values) > abs(values[0]) * (1.0 + 1e-9) + 1e-6


def higher(c: Climb) -> Cases:
    """The forces in a post of one section at the ends of its cabinets, for the checks they may govern."""
    return [(f"{name}, at {z:g} ft", a) for z in c.between(0.0, c.cuts.setting.H_ft) for name, a in c.at(Quiet(), z)]


def _cases(found: Sequence[Case]) -> Cases:
    return [(c.name, c.total) for c in found]


def climb(sheet: Quiet, c: Climb) -> tuple[tuple[Step, ...], tuple[SegmentWork, ...]]:
    """Every length and every splice, from the base up.

    `OutOfScope`: walls beyond chapter F, torsion on an open section, a section that does not stand on the next.
    """
    lengths = c.ladder.lengths
    joints: list[Sequence[tuple[str, Action]]] = []
    segments: list[Segment] = []
    if len(c.ladder.runs) < len(lengths):
        sheet.assume("Segments of one section that follow one another are one length, but for their splices.")
    d, n = c.cuts.demand, c.cuts.setting.posts.count
    k = min(d.P_e) / d.loads.dead.N
    for s in lengths:
        if s.z0_ft == 0.0:
            seen = [Station(0.0, _cases(c.strong))]
        else:
            posts = c.cuts.loads(sheet, s.z0_ft)
            seen = [Station(s.z0_ft, c.factored(posts))]
            joints.append(seen[0].cases if c.support.method == "LRFD" else c.strength(posts))
            if c.grows:
                segments[-1] = replace(segments[-1], stations=[*segments[-1].stations, seen[0]])
        seen += [Station(z, c.at(sheet, z)) for z in c.between(s.z0_ft, s.z1_ft)]
        held = k * weight_above(c.cuts.dead, s.z0_ft).N / n
        segments.append(Segment(s.section, s.steel, seen, held, c.support.orientation))
    works = stations(sheet, segments, c.cuts.setting.H_ft, c.support.method, c.aisc)
    return _steps(sheet, c, works, joints), works


def _steps(
    sheet: Quiet, c: Climb, works: Sequence[SegmentWork], joints: Sequence[Sequence[tuple[str, Action]]]
) -> tuple[Step, ...]:
    steps, lower = [], None
    for i, (s, made) in enumerate(zip(c.ladder.lengths, works, strict=True)):
        column = Column(s.section, s.grade, c.support.orientation)
        joint = None
        if lower is not None:
            if c.cap is None:
                raise TypeError("splices need their steel")
            joint = splice(sheet, lower, column, s.z0_ft, joints[i - 1], c.cap, c.aisc, i)
        steps.append(Step(s.section, s.grade, s.z0_ft, s.z1_ft, made.checks, joint))
        lower = column
    return tuple(steps)


def holes(sheet: Quiet, c: Climb, gross: Sequence[Strength]) -> tuple[HoleWork, ...]:
    """Checks of every hand hole; `gross` are the available strengths of the lengths.

    `OutOfScope` (support.hand_holes): what the method does not cover, a hole across a splice.
    """
    return tuple(_hole(sheet, c, hole, gross, i) for i, hole in enumerate(c.support.hand_holes, start=1))


def _hole(sheet: Quiet, c: Climb, hole: HandHole, gross: Sequence[Strength], number: int) -> HoleWork:
    half = hole.height_in / 24.0
    low, high = hole.center_ft - half, hole.center_ft + half
    at = within(c.ladder.lengths, max(low, 0.0), high)
    if at is None:
        limit = "it must lie within one segment, clear of splices"
        raise OutOfScope("choice for hand holes", "center of a hand hole, ft", hole.center_ft, limit,
                         "support.hand_holes")  # fmt: skip
    index = c.ladder.lengths.index(at)
    cases = [case for z in (max(low, 0.0), *c.between(low, high)) for case in c.at(sheet, z)]
    return hole_checks(
        sheet,
        at.section,
        at.steel,
        hole,
        gross[index],
        cases,
        c.support.method,
        c.aisc,
        c.support.orientation,
        number,
    )
