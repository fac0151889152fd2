"""Checks of a stepped support: every segment by its own section, wherever its forces can be largest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.clause import clause
from apex.engine.document.support import Orientation
from apex.engine.load.action import Action
from apex.engine.steel.capacity import Material, Strength
from apex.engine.steel.section import Round, Section, WideFlange
from apex.engine.steel.strength import require_scope, strength
from apex.engine.support.member import Governing, Method, available, envelope, strength_checks
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope

_PI = 3.141592653589793
K = 2.1
NO_TORSION = "an open section under torsion: choose a closed section (HSS or pipe)"


@dataclass(frozen=True, slots=True)
class Station:
    """The forces at one height of a segment, by combination and case: factored, second order included."""

    z_ft: float
    cases: Sequence[tuple[str, Action]]


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment from the base up: its section, and the stations at its base and above.

    `P_e_kip` is the axial force in it at which the whole stepped cantilever buckles about its worse axis.
    """

    section: Section
    steel: Material
    stations: Sequence[Station]
    P_e_kip: float
    orientation: Orientation = "strong"


@dataclass(frozen=True, slots=True)
class SegmentWork:
    """What one segment can carry and how much of that is used; `ratio` is the worst of its checks."""

    nominal: Strength
    available: Strength
    governing: tuple[Governing, ...]
    checks: tuple[Check, ...]
    K: float

    @property
    def ratio(self) -> float:
        return max(c.ratio for c in self.checks)


@clause(
    "AISC 360",
    "E2, App. 7.2.3, effective length of a segment",
    symbol="K",
    unit="",
    formula="max(2.1, 2.1 / 2 * pi / L * sqrt(E * I / P_e))",
    example=(
        {"L": 240.0, "E": 29000.0, "I": 100.0, "P_e": 62.115},
        2.9698,
        "Independent arithmetic: half the P_e of a uniform cantilever (124.23 kip): 2.1 x sqrt(2)",
    ),
)
def segment_length_factor(*, L: float, E: float, I: float, P_e: float) -> float:
    """Effective length factor on the whole height L (in) of a segment with least I, never below 2.1.

    P_e is the axial force in the segment as the whole cantilever buckles; 2.1/2 is the allowance of Table C-A-7.1
    for a base that is not quite fixed.
    """
    return max(K, K / 2.0 * _PI / L * (E * I / P_e) ** 0.5)


def stations(
    sheet: Quiet, segments: Sequence[Segment], height_ft: float, method: Method, document: str
) -> tuple[SegmentWork, ...]:
    """Ratios of every segment from the base up. `document` is the edition, `AISC 360-16`.

    Each is checked with its own section over the whole height (L_b = L_v = L = `height_ft`), which is more than its
    own length. `OutOfScope`: walls beyond chapter F, torsion on an open section.
    """
    out = []
    for number, s in enumerate(segments, start=1):
        require_scope(s.section, s.steel)
        cases = [(f"{name}, at {at.z_ft:g} ft", a) for at in s.stations for name, a in at.cases]
        if isinstance(s.section, WideFlange) and any(a.T for _, a in cases):
            raise OutOfScope("AISC 360 H3", "section", s.section.name, NO_TORSION, "support.segments")
        sheet.part("support", f"Segment {number}: {s.section.name}")
        s.steel.record(sheet)
        L = 12.0 * height_ft
        factor = sheet(segment_length_factor, L=L, E=s.steel.E, I=_least_inertia(s.section), P_e=s.P_e_kip)
        nominal = strength(sheet, s.section, s.steel, L, factor)
        turned = nominal if s.orientation == "strong" else nominal.turned()
        c = available(sheet, turned, method)
        governing = envelope(cases, c)
        checks = strength_checks(sheet, governing, c, document, f"Segment {number}: ")
        out.append(SegmentWork(turned, c, tuple(governing), tuple(checks), factor))
    return tuple(out)


def _least_inertia(section: Section) -> float:
    return section.I if isinstance(section, Round) else min(section.I_x, section.I_y)
