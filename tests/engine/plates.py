"""Base plates to test with: a pole under the wind of a sign, its plate, rods, weld and concrete."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.select import Selection, design_base_plate
from apex.engine.baseplate.space import Wishes
from apex.engine.baseplate.work import BasePlateWork, base_plate
from apex.engine.document.baseplate import Anchors, Plate, PlateConcrete, Weld
from apex.engine.edition import EDITIONS, Editions
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


POLES = (
    "HSS12.750X0.375", "HSS8.625X0.322", "HSS10X10X3/8", "HSS6X6X1/4", "HSS12X8X1/2", "Pipe8STD", "W14X48",
    "HSS16.000X0.500", "HSS4X4X1/4", "HSS20X12X1/2",
)  # fmt: skip
BASES = ("IBC2018", "IBC2021", "IBC2024")


@dataclass(frozen=True)
class Problem:
    """A plate to be designed, drawn at random."""

    column: Column
    concrete: PlateConcrete
    cases: list[Case]
    editions: Editions
    sdc: Any
    wishes: Wishes

    def solved(self, sheet: Quiet | None = None) -> Selection:
        return design_base_plate(
            sheet or Quiet(), self.column, self.concrete, self.cases, self.editions, PACKS, self.sdc, self.wishes
        )


def drawn(seed: int) -> Problem:
    """Poles of every kind with wind, weight off center, earthquake, snow and ice on piers and footings."""
    r = random.Random(seed)
    label = r.choice(POLES)
    pole = column(label, r.choice(("strong", "strong", "weak")))
    small = 0.3 if "4X4" in label or "6X6" in label else 1.0
    k = r.choice((0.2, 0.4, 0.7, 1.0, 1.5, 2.2)) * small
    editions = EDITIONS[r.choice(BASES)]
    T = 0.0 if label.startswith("W") else r.choice((0, 6, 12, 20)) * k
    wind = [
        (f"{n}{way:+g}y", Action(V_y=3 * k * way * f, M_x=60 * k * way * f, T=t))
        for way in (1.0, -1.0)
        for n, t, f in (("A", 0, 1), ("B+", T, 1), ("B-", -T, 1), ("C+", 1.3 * T, 0.95), ("C-", -1.3 * T, 0.95))
    ]
    wind += [("+x", Action(V_x=k, M_y=15 * k)), ("-x", Action(V_x=-k, M_y=-15 * k))]
    dead = Action(N=r.choice((2, 4, 8, 20)), M_y=r.choice((0, 0, 2, 6)) * k, M_x=r.choice((0, 0, 0, 1)) * k)
    more, sdc = _more(r, k, wind, twisted=not label.startswith("W"))
    loads = list(cases(lrfd(editions.asce7), LoadSet(dead, wind, **more)))
    return Problem(pole, _concrete(r), loads, editions, sdc, Wishes(**_wishes(r)))


def _more(r: random.Random, k: float, wind: Any, *, twisted: bool) -> tuple[dict[str, Any], str]:
    more: dict[str, Any] = {}
    sdc = "A"
    if r.random() < 0.4:
        e = r.choice((0.1, 0.5, 1.2))
        t = 3 * k * e if twisted else 0.0
        more["seismic"] = [
            (f"seismic {'+-'[int(s < 0)]}{a}", Action(V_y=2 * k * e * s, M_x=40 * k * e * s) if a == "y"
             else Action(V_x=2 * k * e * s, M_y=40 * k * e * s, T=t))
            for a in "xy" for s in (1, -1)
        ]  # fmt: skip
        more["vertical_seismic"] = 0.2
        sdc = r.choice("BCD")
    if r.random() < 0.3:
        more["snow"] = Action(N=r.choice((1, 5)))
    if r.random() < 0.3:
        more |= {"ice": Action(N=2.0), "ice_wind": [(n, a.times(0.3)) for n, a in wind]}
    return more, sdc


def _concrete(r: random.Random) -> PlateConcrete:
    fc, depth, cracked = r.choice((2500, 3000, 4000)), r.choice((None, 24, 42, 72, 120)), r.random() < 0.8
    match r.choice("rrsst"):
        case "r":
            across = r.choice((24, 30, 36, 42, 48, 60, 72))
            return PlateConcrete(fc_psi=fc, diameter_in=across, depth_in=depth, cracked=cracked)
        case "s":
            side = r.choice((24, 30, 36, 48, 60, 84, 120))
            return PlateConcrete(fc_psi=fc, width_in=side, length_in=side, depth_in=depth, cracked=cracked)
    wide, long = r.choice((30, 48, 96)), r.choice((36, 60, 120))
    return PlateConcrete(fc_psi=fc, width_in=wide, length_in=long, depth_in=depth, cracked=cracked)


def _wishes(r: random.Random) -> dict[str, Any]:
    x = r.random()
    if x < 0.15:
        return {"grouted": False, "gap_in": r.choice((1.5, 3.0))}
    if x < 0.25:
        return {"weld": Weld(size_in=0.3125)}
    if x < 0.3:
        return {"plate_washers_welded": r.random() < 0.5}
    return {"side_steps_in": (0.0, 2.0)} if x < 0.4 else {}


def any_joint(seed: int) -> tuple[list[Case], dict[str, Any]]:
    """A plate with rods anywhere, some of them outside of it, under combinations that push every way."""
    r = random.Random(seed)
    wide, long = r.uniform(10, 40), r.uniform(10, 40)
    more = {
        "d": r.choice((0.75, 1.0, 1.5)), "plate_washers_welded": r.random() < 0.5, "grouted": r.random() < 0.6,
        "gap_in": r.choice((0.0, 1.5, 3.0)), "embedment_in": r.uniform(6, 60),
    }  # fmt: skip
    if r.random() < 0.5:
        rods = circle(across=r.uniform(0.3, 1.5) * min(wide, long), count=r.randint(3, 12), **more)
    else:
        kind = r.choice(("perimeter", "grid"))
        rows, columns = r.randint(2, 4), r.randint(2, 5)
        rods = grid(r.uniform(2, 20), r.uniform(2, 30), rows=rows, columns=columns, arrangement=kind, **more)
    depth = r.choice((None, 60))
    concrete = PlateConcrete(fc_psi=4000, width_in=r.uniform(30, 80), length_in=r.uniform(30, 80), depth_in=depth)
    if r.random() < 0.5:
        concrete = PlateConcrete(fc_psi=4000, diameter_in=r.uniform(30, 80), depth_in=depth)
    loads = [
        Case(
            f"c{i}", Combination("any", 1.0, W=1.0, E=1.0 if r.random() < 0.3 else 0.0),
            Action(N=r.uniform(-5, 30), M_x=r.uniform(-5, 5), M_y=r.uniform(-20, 20)),
            Action(0.0, r.uniform(-3, 3), r.uniform(-5, 5), r.uniform(-60, 60), r.uniform(-40, 40), r.uniform(-15, 15)),
        )
        for i in range(r.randint(1, 4))
    ]  # fmt: skip
    pole = column(r.choice(("HSS12.750X0.375", "HSS10X10X3/8", "HSS12X8X1/2", "W14X48")), r.choice(("strong", "weak")))
    base = Plate(width_in=wide, length_in=long, thickness_in=1.5)
    return loads, {"plate": base, "anchors": rods, "concrete": concrete, "column": pole, "sdc": r.choice("BD")}
