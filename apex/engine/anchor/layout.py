"""Whether the rods may stand where they stand: spacing, cover, thickness. ACI 318-14 17.7, 318-19 17.9. in."""

from __future__ import annotations

from apex.engine.anchor.fastening import Fastening
from apex.engine.clause import clause
from apex.engine.trace import Check, Quiet

COVER_IN = 3.0
"""Concrete cast against and permanently in contact with ground: ACI 318-14 20.6.1.3, 318-19 20.5.1.3."""


@clause(
    "ACI 318",
    {"318-14": "17.7.1", "318-19": "Table 17.9.2a"},
    symbol="s_min",
    unit="in",
    formula="4 * d_a",
    example=({"d_a": 1.25}, 5.0, "Independent arithmetic"),
)
def least_spacing(*, d_a: float) -> float:
    """Least spacing of cast-in rods that are not torqued."""
    return 4.0 * d_a


@clause(
    "ACI 318",
    {"318-14": "17.7.2", "318-19": "Table 17.9.2a, 20.5.1.3"},
    symbol="c_min",
    unit="in",
    formula="cover + d_a / 2",
    example=({"cover": 3.0, "d_a": 1.0}, 3.5, "Independent arithmetic"),
)
def least_edge(*, cover: float, d_a: float) -> float:
    """Least edge distance of cast-in rods that are not torqued: the cover of reinforcement."""
    return cover + d_a / 2.0


@clause(
    "ACI 318",
    {"318-14": "20.6.1.3.1", "318-19": "20.5.1.3.1"},
    symbol="h_a,min",
    unit="in",
    formula="h_ef + d_a + cover",
    example=({"h_ef": 20.0, "d_a": 1.0, "cover": 3.0}, 24.0, "Independent arithmetic: rod, nut of 1 in., cover of 3"),
)
def least_thickness(*, h_ef: float, d_a: float, cover: float) -> float:
    """Least thickness of the concrete: the embedment, a nut as thick as the rod, and cover."""
    return h_ef + d_a + cover


def layout_checks(sheet: Quiet, f: Fastening) -> list[Check]:
    """Spacing, edge distance and thickness, whatever the load."""
    d_a, points = f.group.size.diameter_in, f.points
    sheet.assume("anchor rods are brought to snug tight and not torqued; cover 3 in. as against ground")
    checks = []
    if len(points) > 1:
        s = f.placed.least_step_in()
        least = sheet(least_spacing, d_a=d_a)
        checks.append(Check("Rod spacing", f.cite("17.7.1", "17.9.2"), least, s, "in"))
    c = f.placed.nearest_edge_in()
    least = sheet(least_edge, cover=COVER_IN, d_a=d_a)
    checks.append(Check("Rod edge distance", f.cite("17.7.2", "17.9.2"), least, c, "in"))
    if f.block.depth_in is None:
        sheet.assume("the concrete under the base plate is deep enough for the rods: embedment, nut and 3 in. of cover")
        return checks
    least = sheet(least_thickness, h_ef=f.group.embedment_in, d_a=d_a, cover=COVER_IN)
    checks.append(Check("Concrete depth for the rods", f.cite("20.6.1.3", "20.5.1.3"), least, f.block.depth_in, "in"))
    return checks
