"""What the search for a base plate chooses from: rods, circles, sides, depths and fillets of the packs."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from apex.engine.anchor.group import Point
from apex.engine.anchor.rod import RodSize
from apex.engine.baseplate.bearing import frustum
from apex.engine.baseplate.check import weld_checks
from apex.engine.baseplate.fit import (
    hole_diameter,
    least_edge,
    standard_edge,
    washer_thickness,
    washer_width,
    wrench_clearance,
)
from apex.engine.baseplate.joint import Joint, block_of, group_of, joint, states, weights
from apex.engine.baseplate.outline import Column, edge_distance, rod_points
from apex.engine.baseplate.weld import weld_line
from apex.engine.baseplate.work import BasePlateWork, base_plate, cost
from apex.engine.bundle import Packs
from apex.engine.document.baseplate import AnchorReinforcement, Anchors, Plate, PlateConcrete, RodGradeName, Sdc, Weld
from apex.engine.edition import Editions
from apex.engine.load.combination import Case
from apex.engine.trace import Check, Quiet

GRADES: tuple[RodGradeName, ...] = ("F1554-36", "F1554-55", "F1554-105")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the search does not choose, and the space it chooses from; inches."""

    grouted: bool = True
    gap_in: float = 1.5
    plate_washers_welded: bool | None = None
    """None: whichever is cheaper."""
    anchor_reinforcement: AnchorReinforcement | None = None
    reinforced: Callable[[Anchors], AnchorReinforcement | None] | None = None
    """What the bars of a pier can do for rods on a circle; None where they can do nothing."""
    plate_fy_ksi: float = 36.0
    fexx_ksi: float = 70.0
    weld: Weld | None = None
    counts: tuple[int, ...] = (4, 6, 8)
    grades: tuple[RodGradeName, ...] = GRADES
    least_rod_in: float = 0.75
    circle_steps_in: tuple[float, ...] = (0.0, 2.0, 4.0, 8.0, 12.0)
    """Added to the least bolt circle that leaves room for a wrench."""
    side_steps_in: tuple[float, ...] = (0.0,)
    """Added to the least plate that leaves the rods their edge distance."""
    embedments_in: tuple[float, ...] = (9.0, 12.0, 15.0, 18.0, 21.0, 24.0, 27.0, 30.0, 36.0, 42.0, 48.0)
    most_trials: int = 60


@dataclass(slots=True)
class Search:
    """What one search knows: the problem, and the combinations that have mattered so far."""

    column: Column
    concrete: PlateConcrete
    cases: Sequence[Case]
    editions: Editions
    packs: Packs
    sdc: Sdc
    wishes: Wishes
    active: list[Case] = field(default_factory=list)
    tried: int = 0
    near: tuple[float, Joint] | None = None
    """Of what the concrete does not hold, the plate that comes nearest."""

    def joint(self, plate: Plate, anchors: Anchors, weld: Weld) -> Joint:
        return joint(Quiet(), self.column, plate, anchors, weld, self.concrete, self.editions, self.packs)

    def plate(self, side: float, thickness: float) -> Plate:
        return Plate(width_in=side, length_in=side, thickness_in=thickness, fy_ksi=self.wishes.plate_fy_ksi)

    def anchors(self, count: int, circle: float, size: RodSize, grade: RodGradeName, h_ef: float) -> Anchors:
        w = self.wishes
        plain = Anchors(
            grade=grade,
            diameter_in=size.diameter_in,
            embedment_in=h_ef,
            bolt_circle_in=circle,
            count=count,
            gap_in=w.gap_in,
            grouted=w.grouted,
            plate_washers_welded=bool(w.plate_washers_welded),
            anchor_reinforcement=w.anchor_reinforcement,
        )
        return self.at_depth(plain, h_ef)

    def at_depth(self, anchors: Anchors, h_ef: float) -> Anchors:
        """The same rods at another embedment, with the bars that serve them there."""
        made, reinforced = replace(anchors, embedment_in=h_ef), self.wishes.reinforced
        return made if reinforced is None else replace(made, anchor_reinforcement=reinforced(made))

    def serves(self, anchors: Anchors, h_ef: float) -> bool:
        """Whether the bars of a pier, where they are asked for, do anything at a depth."""
        return self.wishes.reinforced is None or self.at_depth(anchors, h_ef).anchor_reinforcement is not None

    def whole(self, j: Joint, sheet: Quiet | None = None) -> BasePlateWork:
        return base_plate(
            sheet or Quiet(), j.column, j.plate, j.anchors, j.weld, self.concrete, self.cases, self.editions,
            self.packs, self.sdc,
        )  # fmt: skip


def outer(cases: Sequence[Case]) -> list[Case]:
    """Combinations that are likely to govern: most moment, most moment with least weight, torsion, shear, weight."""
    marks = (
        lambda a: a.M,
        lambda a: a.M - 2.0 * a.N,
        lambda a: a.V + abs(a.T),
        lambda a: a.N,
    )
    kept: list[Case] = []
    for mark in marks:
        best = max(cases, key=lambda c, by=mark: by(c.total))  # type: ignore[misc]
        if best not in kept:
            kept.append(best)
    return kept


def hold(checks: Sequence[Check]) -> bool:
    return all(c.passes for c in checks)


def least_weld(s: Search) -> Weld:
    """The least fillet that carries every combination; where none does, the largest."""
    if s.wishes.weld is not None:
        return s.wishes.weld
    size = next(z for z in s.packs.anchor_rods.sizes if z.diameter_in >= s.wishes.least_rod_in)
    thick = max(s.packs.anchor_rods.plates_in)
    legs = sorted(s.packs.anchor_rods.welds_in)
    # Neither plate nor rods matter to the fillet; the thick plate asks for the largest of least legs.
    plain = s.anchors(4, 24.0, size, s.wishes.grades[0], 12.0)
    j = s.joint(s.plate(36.0, thick), plain, Weld(size_in=legs[-1], fexx_ksi=s.wishes.fexx_ksi))
    every = states(replace(j, standing=None), s.cases, s.sdc)
    for leg in legs:
        weld = Weld(size_in=leg, fexx_ksi=s.wishes.fexx_ksi)
        if hold(weld_checks(Quiet(), replace(j, weld=weld), every)):
            return weld
    return j.weld


def circles(s: Search, size: RodSize, weld: Weld, count: int) -> list[float]:
    """Bolt circles from the least that leaves room for a wrench."""
    d = size.diameter_in
    room = wrench_clearance(d=d, b_w=washer_width(d=d), w=weld.size_in)
    circle = math.ceil(2.0 * min(s.column.half_x_in, s.column.half_y_in))
    while (
        min(s.column.clear_of(p) for p in rod_points(s.anchors(count, circle, size, s.wishes.grades[0], 12.0))) < room
    ):
        circle += 1
    return [circle + step for step in s.wishes.circle_steps_in]


def least_side(s: Search, points: Sequence[Point], size: RodSize, weld: Weld) -> float:
    d = size.diameter_in
    edge = least_edge(L_std=standard_edge(d=d), d_h=hole_diameter(d=d), d=d)
    reach = -edge_distance(points, 0.0, 0.0) + edge
    pole = max(s.column.half_x_in, s.column.half_y_in) + weld.size_in
    return float(math.ceil(2.0 * max(reach, pole) - 1e-9))


def embedments(s: Search, size: RodSize) -> list[float]:
    """Embedments from 8 diameters to what the depth of the concrete leaves with nut and cover."""
    room = math.inf if s.concrete.depth_in is None else s.concrete.depth_in - size.diameter_in - 3.0
    return [float(h) for h in s.wishes.embedments_in if 8.0 * size.diameter_in <= h <= room]


def price(s: Search, j: Joint) -> float:
    d = j.group.size.diameter_in
    w = weights(j, weld_line(Quiet(), j.column).L, washer_width(d=d), washer_thickness(d=d))
    return cost(w, s.packs)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rods of one size on a circle in the plate of a side, and what they cost at the least."""

    count: int
    size: RodSize
    circle: float
    side: float
    least_usd: float


def patterns(s: Search, weld: Weld) -> Iterator[Pattern]:
    """Every pattern of the space that fits the concrete."""
    thin, block = min(s.packs.anchor_rods.plates_in), block_of(s.concrete)
    for count, size in itertools.product(s.wishes.counts, s.packs.anchor_rods.sizes):
        depths = embedments(s, size)
        if size.diameter_in < s.wishes.least_rod_in or not depths:
            continue
        for circle in circles(s, size, weld, count):
            anchors = s.anchors(count, circle, size, s.wishes.grades[0], depths[0])
            least = least_side(s, rod_points(anchors), size, weld)
            for side in (least + step for step in s.wishes.side_steps_in):
                if frustum(block, side, side) >= 1.0:
                    j = Joint(
                        s.column, s.plate(side, thin), anchors, weld, group_of(anchors, s.packs), block, s.editions,
                        None, None, (),
                    )  # fmt: skip
                    yield Pattern(count, size, circle, side, price(s, j))
