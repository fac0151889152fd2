"""Whether plate, rods, support and concrete fit together: AISC DG1 Table 2.3, AISC 360 J3.4. Inches."""

from __future__ import annotations

import math
from collections.abc import Sequence

from apex.engine.anchor.group import Block, Point
from apex.engine.baseplate.outline import Column, edge_distance
from apex.engine.clause import clause
from apex.engine.document.baseplate import Plate
from apex.engine.trace import Check, Quiet


@clause(
    "AISC DG1",
    "Table 2.3 (2nd edition)",
    symbol="d_h",
    unit="in",
    formula=(
        "1.3125 if d <= 0.75 else 1.5625 if d <= 0.875 else 1.8125 if d <= 1 else 2.0625 if d <= 1.25 else "
        "2.3125 if d <= 1.5 else 2.75 if d <= 1.75 else 3.25 if d <= 2 else 3.75"
    ),
    example=({"d": 1.0}, 1.8125, "AISC DG1, 2nd edition, Table 2.3: 1 in. rod, hole 1 13/16 in."),
)
def hole_diameter(*, d: float) -> float:
    """Hole in the plate for a rod; a size the table leaves out takes that of the next larger."""
    for size, hole in ((0.75, 1.3125), (0.875, 1.5625), (1.0, 1.8125), (1.25, 2.0625), (1.5, 2.3125), (1.75, 2.75)):
        if d <= size:
            return hole
    return 3.25 if d <= 2.0 else 3.75


@clause(
    "AISC DG1",
    "Table 2.3 (2nd edition)",
    symbol="b_w",
    unit="in",
    formula=(
        "2 if d <= 0.75 else 2.5 if d <= 0.875 else 3 if d <= 1.25 else 3.5 if d <= 1.5 else "
        "4 if d <= 1.75 else 5 if d <= 2 else 5.5"
    ),
    example=({"d": 1.0}, 3.0, "AISC DG1, 2nd edition, Table 2.3: 1 in. rod, washer 3 in."),
)
def washer_width(*, d: float) -> float:
    """Least size of the plate washer that covers the hole."""
    for size, width in ((0.75, 2.0), (0.875, 2.5), (1.25, 3.0), (1.5, 3.5), (1.75, 4.0), (2.0, 5.0)):
        if d <= size:
            return width
    return 5.5


@clause(
    "AISC DG1",
    "Table 2.3 (2nd edition)",
    symbol="t_w",
    unit="in",
    formula=(
        "0.25 if d <= 0.75 else 0.3125 if d <= 0.875 else 0.375 if d <= 1 else 0.5 if d <= 1.5 else "
        "0.625 if d <= 1.75 else 0.75 if d <= 2 else 0.875"
    ),
    example=({"d": 1.0}, 0.375, "AISC DG1, 2nd edition, Table 2.3: 1 in. rod, washer 3/8 in."),
)
def washer_thickness(*, d: float) -> float:
    """Least thickness of the plate washer."""
    for size, thickness in ((0.75, 0.25), (0.875, 0.3125), (1.0, 0.375), (1.5, 0.5), (1.75, 0.625), (2.0, 0.75)):
        if d <= size:
            return thickness
    return 0.875


@clause(
    "AISC 360",
    "Table J3.4",
    symbol="L_e,std",
    unit="in",
    formula=(
        "0.75 if d <= 0.5 else 0.875 if d <= 0.625 else 1 if d <= 0.75 else 1.125 if d <= 0.875 else "
        "1.25 if d <= 1 else 1.5 if d <= 1.125 else 1.625 if d <= 1.25 else 1.25 * d"
    ),
    example=({"d": 1.0}, 1.25, "AISC 360 Table J3.4: 1 in., 1 1/4 in."),
)
def standard_edge(*, d: float) -> float:
    """Least edge distance from the center of a standard hole."""
    steps = ((0.5, 0.75), (0.625, 0.875), (0.75, 1.0), (0.875, 1.125), (1.0, 1.25), (1.125, 1.5), (1.25, 1.625))
    for size, edge in steps:
        if d <= size:
            return edge
    return 1.25 * d


@clause(
    "AISC 360",
    "J3.4, hole of DG1 Table 2.3",
    symbol="L_e",
    unit="in",
    formula="L_std + (d_h - d) / 2",
    example=(
        {"L_std": 1.25, "d_h": 1.8125, "d": 1.0},
        1.65625,
        "Independent arithmetic: 1.25 + 0.40625; at least the metal beside a standard hole stays",
    ),
)
def least_edge(*, L_std: float, d_h: float, d: float) -> float:
    """Least edge distance of a rod: that of a standard hole and half of what this hole is wider than the rod."""
    return L_std + (d_h - d) / 2.0


@clause(
    "Engineering method",
    "wrench",
    symbol="c_w",
    unit="in",
    formula="(1.5 * d + 0.125) / 3**0.5 + 0.25 + w",
    example=(
        {"d": 1.0, "w": 0.25},
        1.4382,
        "Independent arithmetic: nut 1 5/8 in. across flats (ASME B18.2.2), 0.9382 to its corners, + 0.25 + 0.25",
    ),
)
def wrench_clearance(*, d: float, w: float) -> float:
    """Room from a rod's center to the support: nut corners and 1/4 in., and the weld."""
    return (1.5 * d + 0.125) / 3.0**0.5 + 0.25 + w


def overhang(block: Block, plate: Plate) -> tuple[float, float]:
    """Size of the plate that leaves least to spare on the concrete, and that of the concrete."""
    if block.round:
        return math.hypot(plate.width_in, plate.length_in), block.width_in
    sides = ((plate.width_in, block.width_in), (plate.length_in, block.length_in))
    return max(sides, key=lambda s: s[0] / s[1])


def fits(
    sheet: Quiet, aisc: str, column: Column, plate: Plate, block: Block, points: Sequence[Point], d: float, w: float
) -> list[Check]:
    """Plate on the concrete, support on the plate, rods in the plate, a wrench around every rod."""
    side, room = overhang(block, plate)
    fit = [sheet.check(Check("Plate on the concrete", "AISC DG1 2.4", side, room, "in"))]
    wide = 2.0 * column.half_x_in / plate.width_in, 2.0 * column.half_y_in / plate.length_in
    which = (
        (2.0 * column.half_x_in, plate.width_in) if wide[0] >= wide[1] else (2.0 * column.half_y_in, plate.length_in)
    )
    fit.append(sheet.check(Check("Weld on the plate", "AISC 360 J2", which[0] + 2.0 * w, which[1], "in")))
    hole = sheet(hole_diameter, d=d)
    edge = sheet(least_edge, L_std=sheet(standard_edge, d=d), d_h=hole, d=d)
    has = edge_distance(points, plate.width_in, plate.length_in)
    fit.append(sheet.check(Check("Rod to the edge of the plate", f"{aisc} J3.4", edge, has, "in")))
    clear = min(column.clear_of(p) for p in points)
    needed = sheet(wrench_clearance, d=d, w=w)
    fit.append(sheet.check(Check("Wrench around the rods", "AISC DG1 2.6 (choice)", needed, clear, "in")))
    half = sheet(washer_width, d=d) / 2.0
    clear = min(column.clear_of_washer(p, half) for p in points)
    fit.append(sheet.check(Check("Washers beside the weld", "AISC DG1 2.6 (choice)", w, clear, "in")))
    return fit
