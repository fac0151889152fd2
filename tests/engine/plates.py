"""Base plates to test with: a pole under the wind of a sign, its plate, rods, weld and concrete."""

from __future__ import annotations

from typing import Any

from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.work import BasePlateWork, base_plate
from apex.engine.document.baseplate import Anchors, Plate, PlateConcrete, Weld
from apex.engine.edition import EDITIONS
from apex.engine.load.action import Action
from apex.engine.load.combination import Case, Combination, LoadSet, cases, lrfd
from apex.engine.steel.catalog import find_grade
from apex.engine.trace import Check, Quiet
from apex.packs.load import load_packs

PACKS = load_packs()
EDITION = EDITIONS["IBC2021"]
GIVEN = Combination("given", 1.0, W=1.0)


def column(label: str = "HSS12.750X0.375", orientation: Any = "strong") -> Column:
    section = PACKS.sections.find(label)
    return Column(section, find_grade(PACKS.materials, None, section.family), orientation)


def one(N: float = 0.0, V_x: float = 0.0, V_y: float = 0.0, M_x: float = 0.0, M_y: float = 0.0, T: float = 0.0) -> Case:
    """A single factored combination, kip and kip-ft."""
    return Case("given", GIVEN, Action(N=N), Action(0.0, V_x, V_y, M_x, M_y, T))


def sign_cases() -> list[Case]:
    """Wind on a sign from both sides, with torsion both ways, and along the face; its weight stands off center."""
    wind = [
        (f"{name} {'+' if way > 0 else '-'}y", Action(V_y=3.0 * way, M_x=60.0 * way, T=T))
        for way in (1.0, -1.0)
        for name, T in (("A", 0.0), ("B+", 12.0), ("B-", -12.0), ("C+", 15.0), ("C-", -15.0))
    ]
    wind += [("+x", Action(V_x=1.0, M_y=15.0)), ("-x", Action(V_x=-1.0, M_y=-15.0))]
    return list(cases(lrfd("7-16"), LoadSet(Action(N=4.0, M_y=2.0), wind)))


def plate(side: float = 22.0, t: float = 1.5, F_y: float = 36.0) -> Plate:
    return Plate(width_in=side, length_in=side, thickness_in=t, fy_ksi=F_y)


def circle(d: float = 1.0, across: float = 18.0, count: int = 6, **more: Any) -> Anchors:
    return Anchors(**{
        "grade": "F1554-55", "diameter_in": d, "embedment_in": 30.0, "bolt_circle_in": across, "count": count,
        "gap_in": 1.5, "plate_washers_welded": True, **more,
    })  # fmt: skip


def grid(sx: float, sy: float, d: float = 1.0, rows: int = 2, columns: int = 2, **more: Any) -> Anchors:
    return Anchors(**{
        "grade": "F1554-55", "diameter_in": d, "embedment_in": 30.0, "rows": rows, "columns": columns,
        "spacing_x_in": sx, "spacing_y_in": sy, "gap_in": 1.5, "plate_washers_welded": True, **more,
    })  # fmt: skip


SLAB = PlateConcrete(fc_psi=4000, width_in=96, length_in=96, depth_in=60)
FILLET = Weld(size_in=0.3125)


def work(loads: list[Case], sheet: Quiet | None = None, **changes: Any) -> BasePlateWork:
    given = {
        "column": column(), "plate": plate(), "anchors": circle(), "weld": FILLET, "concrete": SLAB,
        "editions": EDITION, "packs": PACKS, "sdc": "B", **changes,
    }  # fmt: skip
    return base_plate(sheet or Quiet(), cases=loads, **given)


def named(found: BasePlateWork) -> dict[str, Check]:
    return {c.name: c for c in found.checks}
