"""The concrete a row of rods breaks out towards an edge. Edges: 0 +x, 1 -x, 2 +y, 3 -y. lb, psi, in."""

from __future__ import annotations

import itertools
import math
from typing import NamedTuple

from apex.engine.anchor.breakout import PHI_CONCRETE
from apex.engine.anchor.cone import LAMBDA_A
from apex.engine.anchor.edge import (
    bearing_length,
    concrete_design_shear,
    edge_breakout,
    edge_breakout_cap,
    edge_cone_area,
    edge_group_breakout,
    limited_edge,
    parallel_breakout,
    shear_eccentricity,
    shear_edge,
    shear_thickness,
)
from apex.engine.anchor.group import Block, Point, RodGroup
from apex.engine.trace import Quiet

EDGES = ("+x", "-x", "+y", "-y")
PSI_C_V = {True: 1.0, False: 1.4}
"""By cracked concrete, without edge reinforcement: ACI 318-14 17.5.2.7, 318-19 17.7.2.5.1."""


def towards(edge: int, v: Point) -> Point:
    """A point or a force in the axes of an edge: outward, and along it."""
    x, y = v if edge < 2 else v[::-1]
    return (-x, y) if edge % 2 else (x, y)


class EdgeBody(NamedTuple):
    """The body of one row: areas, factors and strengths under a central push."""

    rods: tuple[int, ...]
    center_in: float
    c_a1_in: float
    A_Vc_in2: float
    A_Vco_in2: float
    psi_ed: float
    psi_c: float
    psi_h: float
    V_b_lb: float
    outward_kip: float
    along_kip: float
    """Design strengths under a central push."""

    def strength_lb(self, sheet: Quiet, e_V: float, *, parallel: bool) -> float:
        """Nominal strength, the push off the row's centroid by e_V."""
        psi = sheet(shear_eccentricity, e_V=e_V, c_a1=self.c_a1_in)
        areas = {"A_Vc": self.A_Vc_in2, "A_Vco": self.A_Vco_in2, "psi_ec": psi}
        rest = {"psi_c": self.psi_c, "psi_h": self.psi_h, "V_b": self.V_b_lb}
        if parallel:
            return sheet(parallel_breakout, **areas, **rest)
        return sheet(edge_group_breakout, psi_ed=self.psi_ed, **areas, **rest)


def stiff(group: RodGroup) -> tuple[float, float]:
    """What of a rod its bodies depend on: its loaded length and diameter, nothing where the upper limit governs."""
    d_a = group.size.diameter_in
    l_e = bearing_length(h_ef=group.embedment_in, d_a=d_a)
    one = {"lambda_a": LAMBDA_A, "f_c": 1.0, "c_a1": 1.0}
    return (0.0, 0.0) if edge_breakout(l_e=l_e, d_a=d_a, **one) >= edge_breakout_cap(**one) else (l_e, d_a)


def edge_body(sheet: Quiet, group: RodGroup, block: Block, edge: int, rods: tuple[int, ...]) -> EdgeBody:
    """The body that the rods of one row break out towards an edge."""
    row = [towards(edge, group.points[i]) for i in rods]
    along = sorted([t for _, t in row])
    c_a1, left, right = _edges(block, edge, max(row)[0], along)
    h_a = math.inf if block.depth_in is None else block.depth_in
    if sheet.records:
        sheet.given("c_a1", f"Edge distance of the row towards {EDGES[edge]}", c_a1, "in")
        if block.round:
            sheet.note("Round block: the largest c_a1 whose full body, 1.5 c_a1 to each side, lies within the circle")
    if max(left, right, h_a) < 1.5 * c_a1:
        step = max((b - a for a, b in itertools.pairwise(along)), default=0.0)
        c_a1 = sheet(limited_edge, c_a1=c_a1, c_a2_max=max(left, right), h_a=h_a, s=step)
    reach = 1.5 * c_a1
    A_Vc = _width(along, reach, left, right) * min(reach, h_a)
    A_Vco = sheet(edge_cone_area, c_a1=c_a1)
    if sheet.records:
        sheet.given("A_Vc", "Area of the body on the side face", A_Vc, "in2")
    psi_ed = sheet(shear_edge, c_a2=min(left, right), c_a1=c_a1) if left < math.inf else 1.0
    psi_h = sheet(shear_thickness, c_a1=c_a1, h_a=h_a) if h_a < math.inf else 1.0
    psi_c = PSI_C_V[block.cracked]
    V_b = _basic(sheet, group, block, c_a1)
    whole = edge_group_breakout(A_Vc=A_Vc, A_Vco=A_Vco, psi_ec=1.0, psi_ed=psi_ed, psi_c=psi_c, psi_h=psi_h, V_b=V_b)
    beside = parallel_breakout(A_Vc=A_Vc, A_Vco=A_Vco, psi_ec=1.0, psi_c=psi_c, psi_h=psi_h, V_b=V_b)
    outward = concrete_design_shear(phi=PHI_CONCRETE, V_n=whole)
    along_edge = concrete_design_shear(phi=PHI_CONCRETE, V_n=beside)
    middle = sum(along) / len(along)
    return EdgeBody(rods, middle, c_a1, A_Vc, A_Vco, psi_ed, psi_c, psi_h, V_b, outward, along_edge)


def _width(along: list[float], reach: float, left: float, right: float) -> float:
    """How much of an edge bodies that reach so far to both sides of sorted rods cover together."""
    width = 2.0 * reach
    for a, b in itertools.pairwise(along):
        width += min(b - a, 2.0 * reach)
    return width - max(0.0, reach - left) - max(0.0, reach - right)


def _basic(sheet: Quiet, group: RodGroup, block: Block, c_a1: float) -> float:
    d_a = group.size.diameter_in
    l_e = sheet(bearing_length, h_ef=group.embedment_in, d_a=d_a)
    V_a = sheet(edge_breakout, l_e=l_e, d_a=d_a, lambda_a=LAMBDA_A, f_c=block.fc_psi, c_a1=c_a1)
    return min(V_a, sheet(edge_breakout_cap, lambda_a=LAMBDA_A, f_c=block.fc_psi, c_a1=c_a1))


def _edges(block: Block, edge: int, u: float, along: list[float]) -> tuple[float, float, float]:
    """c_a1 of a row at u, and the side edges beyond its outer rods.

    A round block has no straight edge. Cutting concrete away never adds strength, so the row may be given
    any straight edge within the circle: the farthest one whose body of 1.5 c_a1 beyond the outer rods still
    fits, from sqrt(R^2 - a^2) = 1.5 (a - u) + t.
    """
    if not block.round:
        half_u, half_t = (block.width_in, block.length_in) if edge < 2 else (block.length_in, block.width_in)
        return half_u / 2.0 - u, half_t / 2.0 + along[0], half_t / 2.0 - along[-1]
    R = block.width_in / 2.0
    k = max(-along[0], along[-1]) - 1.5 * u
    a = (-3.0 * k + math.sqrt(13.0 * R * R - 4.0 * k * k)) / 6.5
    return a - u, math.inf, math.inf
