"""The breakout cone of rods in tension, all but its eccentricity. lb, psi, in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from apex.engine.anchor.area import covered_area, distances, nearest_edge, widest_step
from apex.engine.anchor.breakout import (
    DEEP_FROM_IN,
    DEEP_TO_IN,
    K_C,
    PSI_C,
    basic_breakout,
    cone_area,
    deep_breakout,
    group_breakout,
    limited_embedment,
    tension_eccentricity,
    tension_edge,
)
from apex.engine.anchor.group import Block, Kind, Point
from apex.engine.trace import Quiet

LAMBDA_A = 1.0
"""Normalweight concrete (ACI 318-14 17.2.6, 318-19 17.2.4.1)."""


class Cone(NamedTuple):
    """One cone over the rods of a group: areas, factors, and its strength under a central pull."""

    rods: tuple[int, ...]
    center: Point
    h_ef_in: float
    A_Nc_in2: float
    A_Nco_in2: float
    psi_ed: float
    psi_c: float
    N_b_lb: float
    central_lb: float

    def strength_lb(self, sheet: Quiet, e_x: float, e_y: float) -> float:
        """Nominal strength with the pull off the centroid by e_x and e_y: the factors of both axes multiplied."""
        psi = sheet(tension_eccentricity, e_N=e_x, h_ef=self.h_ef_in)
        psi *= sheet(tension_eccentricity, e_N=e_y, h_ef=self.h_ef_in)
        if not sheet.records:
            return self.central_lb * psi
        return sheet(
            group_breakout,
            A_Nc=self.A_Nc_in2,
            A_Nco=self.A_Nco_in2,
            psi_ec=psi,
            psi_ed=self.psi_ed,
            psi_c=self.psi_c,
            psi_cp=1.0,
            N_b=self.N_b_lb,
        )


class Stance:
    """Some rods as they stand in their block: what of their cone asks nothing of the embedment."""

    __slots__ = ("_areas", "_step", "block", "center", "nearest_in", "points", "rods", "sides_in")

    def __init__(self, block: Block, points: Sequence[Point], rods: tuple[int, ...]) -> None:
        self.block, self.rods = block, rods
        self.points = [points[i] for i in rods]
        self.nearest_in = min([nearest_edge(block, p) for p in self.points])
        self.sides_in = tuple(map(min, zip(*[distances(block, p) for p in self.points], strict=True)))
        xs, ys = zip(*self.points, strict=True)
        self.center = (sum(xs) / len(rods), sum(ys) / len(rods))
        self._step: float | None = None
        self._areas: dict[float, float] = {}

    @property
    def step_in(self) -> float:
        """The greatest spacing that joins the rods."""
        if self._step is None:
            self._step = widest_step(self.points)
        return self._step

    def area_in2(self, reach: float) -> float:
        """What their squares of a half-side cover of the block together."""
        found = self._areas.get(reach)
        if found is None:
            found = self._areas[reach] = covered_area(self.block, self.points, reach)
        return found

    def embedment(self, sheet: Quiet, h_ef: float) -> float:
        """h_ef, or h'_ef where three or more edges lie within 1.5 h_ef of the rods."""
        near = [c for c in self.sides_in if c < 1.5 * h_ef]
        if len(near) < 3:
            return h_ef
        if sheet.records:
            how = "; edge distances along the chords of the round block" if self.block.round else ""
            sheet.note(f"{len(near)} edges lie within 1.5 h_ef: h'_ef takes the place of h_ef{how}")
        return sheet(limited_embedment, h_ef=h_ef, c_a_max=max(near), s=self.step_in)


def cone_of(sheet: Quiet, kind: Kind, stance: Stance, h_ef: float) -> Cone:
    """The cone of rods where they stand; h_ef as their edges leave it."""
    block, rods, c_a_min = stance.block, stance.rods, stance.nearest_in
    A_Nco = sheet(cone_area, h_ef=h_ef)
    A_Nc = stance.area_in2(1.5 * h_ef)
    if sheet.records:
        where = "the circle" if block.round else "the rectangle"
        sheet.given("A_Nc", f"Squares of 3 h_ef around the {len(rods)} rods, joined, within {where}", A_Nc, "in2")
        sheet.given("c_a,min", "Least edge distance of these rods", c_a_min, "in")
    psi_ed = sheet(tension_edge, c_a_min=c_a_min, h_ef=h_ef)
    psi_c = 1.0 if block.cracked else PSI_C[kind]
    if sheet.records:
        sheet.note(f"Concrete {'cracked' if block.cracked else 'not cracked'}: psi_c,N {psi_c:g}; cast-in: psi_cp,N 1")
    N_b = _basic(sheet, kind, block, h_ef)
    central = group_breakout(A_Nc=A_Nc, A_Nco=A_Nco, psi_ec=1.0, psi_ed=psi_ed, psi_c=psi_c, psi_cp=1.0, N_b=N_b)
    return Cone(rods, stance.center, h_ef, A_Nc, A_Nco, psi_ed, psi_c, N_b, central)


def _basic(sheet: Quiet, kind: Kind, block: Block, h_ef: float) -> float:
    deep = kind == "cast_in" and DEEP_FROM_IN <= h_ef <= DEEP_TO_IN
    return sheet.first(
        (
            deep,
            "Headed rods with h_ef from 11 to 25 in.",
            lambda: sheet(deep_breakout, lambda_a=LAMBDA_A, f_c=block.fc_psi, h_ef=h_ef),
        ),
        (
            True,
            f"k_c {K_C[kind]:g}",
            lambda: sheet(basic_breakout, k_c=K_C[kind], lambda_a=LAMBDA_A, f_c=block.fc_psi, h_ef=h_ef),
        ),
    )
