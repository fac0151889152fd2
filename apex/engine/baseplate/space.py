"""What the search for a base plate chooses from: rods, circles, sides, depths and fillets of the packs."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from apex.engine.anchor.group import Block
from apex.engine.anchor.rod import RodSize
from apex.engine.baseplate.bearing import frustum
from apex.engine.baseplate.fit import hole_diameter, least_edge, standard_edge, washer_width, wrench_clearance
from apex.engine.baseplate.joint import Joint, block_of, joint
from apex.engine.baseplate.least_weld import WeldUse
from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.ring import Asks, Ring
from apex.engine.baseplate.weight import cost, weights
from apex.engine.baseplate.weld import weld_line
from apex.engine.baseplate.work import BasePlateWork, base_plate
from apex.engine.bundle import Packs
from apex.engine.document.baseplate import AnchorReinforcement, Anchors, Plate, PlateConcrete, RodGradeName, Sdc, Weld
from apex.engine.edition import Editions
from apex.engine.load.combination import Case
from apex.engine.trace import Quiet

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
    """What the bars of a pier can do for rods at their places and depth; None where they can do nothing."""
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


@dataclass(slots=True)
class Search:
    """What one search knows."""

    column: Column
    concrete: PlateConcrete
    cases: Sequence[Case]
    editions: Editions
    packs: Packs
    sdc: Sdc | None
    wishes: Wishes
    tried: int = 0
    asks: Asks = field(init=False)
    """Those of the combinations that have mattered so far."""
    block: Block = field(init=False)
    weld_length_in: float = field(init=False)
    rings: dict[tuple[int, float], Ring] = field(default_factory=dict)
    bars: dict[tuple[int | None, float | None, float], AnchorReinforcement | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.asks = Asks(self.sdc)
        self.block = block_of(self.concrete)
        self.weld_length_in = weld_line(Quiet(), self.column).L

    def joint(self, plate: Plate, anchors: Anchors, weld: Weld) -> Joint:
        return joint(Quiet(), self.column, plate, anchors, weld, self.concrete, self.editions, self.packs)

    def plate(self, side: float, thickness: float) -> Plate:
        return Plate(width_in=side, length_in=side, thickness_in=thickness, fy_ksi=self.wishes.plate_fy_ksi)

    def ring(self, count: int, circle: float) -> Ring:
        """Rods on a circle, with what is found for them."""
        key = count, circle
        if key not in self.rings:
            self.rings[key] = Ring(count, circle, self.column, self.block)
        return self.rings[key]

    def anchors(
        self, count: int, circle: float, size: RodSize, grade: RodGradeName, h_ef: float, *, welded: bool = False
    ) -> Anchors:
        """Rods on a circle, without the bars of a pier."""
        w = self.wishes
        return Anchors(
            grade=grade,
            diameter_in=size.diameter_in,
            embedment_in=h_ef,
            bolt_circle_in=circle,
            count=count,
            gap_in=w.gap_in,
            grouted=w.grouted,
            plate_washers_welded=bool(w.plate_washers_welded) or welded,
            anchor_reinforcement=w.anchor_reinforcement,
        )

    def serves(self, count: int, circle: float, h_ef: float) -> bool:
        """Whether the bars of a pier, where they are asked for, do anything at a depth."""
        if self.wishes.reinforced is None:
            return True
        if (count, circle, h_ef) not in self.bars:
            self.with_bars(self.anchors(count, circle, self.packs.anchor_rods.sizes[0], GRADES[0], h_ef))
        return self.bars[count, circle, h_ef] is not None

    def with_bars(self, anchors: Anchors) -> Anchors:
        """The same rods with the bars of the pier that serve them at their embedment."""
        if self.wishes.reinforced is None:
            return anchors
        key = anchors.count, anchors.bolt_circle_in, anchors.embedment_in
        if key not in self.bars:
            self.bars[key] = self.wishes.reinforced(anchors)
        return replace(anchors, anchor_reinforcement=self.bars[key])

    def whole(self, j: Joint, sheet: Quiet | None = None) -> BasePlateWork:
        """Everything of a joint, under every combination."""
        return self.given(j.plate, j.anchors, j.weld, sheet)

    def given(self, plate: Plate, a: Anchors, weld: Weld, sheet: Quiet | None = None) -> BasePlateWork:
        """Everything of plate, rods and weld, under every combination."""
        ring = self.rings.get((a.count, a.bolt_circle_in)) if a.count and a.bolt_circle_in else None
        return base_plate(
            sheet or Quiet(), self.column, plate, a, weld, self.concrete, self.cases, self.editions,
            self.packs, self.sdc, placed=ring.placed if ring else None,
        )  # fmt: skip


def outer(cases: Sequence[Case]) -> list[Case]:
    """Combinations that are likely to govern: most moment, most moment with least weight, torsion, shear, weight."""
    marks = (
        lambda a: a.M,
        lambda a: a.M - 2.0 * a.N,
        lambda a: a.V + abs(a.T),
        lambda a: a.N,
    )
    totals = [(c, c.total) for c in cases]
    kept: list[Case] = []
    for mark in marks:
        best = max(totals, key=lambda c, by=mark: by(c[1]))[0]  # type: ignore[misc]
        if best not in kept:
            kept.append(best)
    return kept


def least_weld(s: Search) -> Weld:
    """The least fillet that carries every combination on a plate of any thickness; where none does, the largest."""
    if s.wishes.weld is not None:
        return s.wishes.weld
    legs, fexx = sorted(s.packs.anchor_rods.welds_in), s.wishes.fexx_ksi
    use, thick = weld_use(s, fexx), max(s.packs.anchor_rods.plates_in)
    return Weld(size_in=next((leg for leg in legs if use.ratio(leg, thick) <= 1.0), legs[-1]), fexx_ksi=fexx)


def weld_use(s: Search, fexx_ksi: float) -> WeldUse:
    """What the fillet is asked for."""
    return WeldUse(s.column, [c.total for c in s.cases], fexx_ksi, s.wishes.plate_fy_ksi)


def circles(s: Search, size: RodSize, weld: Weld, count: int) -> list[float]:
    """Bolt circles from the least that leaves room for a wrench."""
    d = size.diameter_in
    w, half = weld.size_in, washer_width(d=d) / 2.0
    room = wrench_clearance(d=d, w=w)
    circle = float(math.ceil(2.0 * min(s.column.half_x_in, s.column.half_y_in)))
    while (ring := s.ring(count, circle)).clear_in < room or ring.clear_of_washers(half) < w:
        circle += 1.0
    return [circle + step for step in s.wishes.circle_steps_in]


def least_side(s: Search, ring: Ring, size: RodSize, weld: Weld) -> float:
    """The least plate around rods and pole."""
    d = size.diameter_in
    edge = least_edge(L_std=standard_edge(d=d), d_h=hole_diameter(d=d), d=d)
    pole = max(s.column.half_x_in, s.column.half_y_in) + weld.size_in
    return float(math.ceil(2.0 * max(ring.reach_in + edge, pole) - 1e-9))


def embedments(s: Search, size: RodSize) -> list[float]:
    """Embedments from 8 diameters to what the depth of the concrete leaves with nut and cover."""
    room = math.inf if s.concrete.depth_in is None else s.concrete.depth_in - size.diameter_in - 3.0
    return [float(h) for h in s.wishes.embedments_in if 8.0 * size.diameter_in <= h <= room]


def price(s: Search, plate: Plate, anchors: Anchors, size: RodSize, weld: Weld) -> float:
    """What a plate with its rods and weld costs."""
    assert anchors.count is not None
    return cost(weights(plate, anchors, size, anchors.count, weld.size_in, s.weld_length_in), s.packs)


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Rods of one size on a circle in the plate of a side, and what they cost at the least."""

    count: int
    size: RodSize
    circle: float
    side: float
    least_usd: float

    @property
    def key(self) -> tuple[int, float, float]:
        """Its places in the plate, whatever the size of the rods."""
        return self.count, self.circle, self.side


def patterns(s: Search, weld: Weld) -> Iterator[Pattern]:
    """Every pattern of the space that fits the concrete."""
    thin = min(s.packs.anchor_rods.plates_in)
    for count, size in itertools.product(s.wishes.counts, s.packs.anchor_rods.sizes):
        depths = embedments(s, size)
        if size.diameter_in < s.wishes.least_rod_in or not depths:
            continue
        for circle in circles(s, size, weld, count):
            least = least_side(s, s.ring(count, circle), size, weld)
            for side in (least + step for step in s.wishes.side_steps_in):
                if frustum(Quiet(), s.block, side, side) >= 1.0:
                    anchors = s.anchors(count, circle, size, s.wishes.grades[0], depths[0])
                    yield Pattern(count, size, circle, side, price(s, s.plate(side, thin), anchors, size, weld))
