"""The joint of support and foundation as it is checked, and what every combination does to it. kip, in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.anchor.group import Bars, Block, Point, RodForces, RodGroup
from apex.engine.baseplate.bearing import PHI_BEARING, bearing_stress, confinement, frustum
from apex.engine.baseplate.bending import BendLine, bend_lines
from apex.engine.baseplate.equilibrium import Stand, Standing, linear, mirror
from apex.engine.baseplate.fit import washer_thickness
from apex.engine.baseplate.outline import Column, rod_points
from apex.engine.baseplate.rod import shears
from apex.engine.bundle import Packs
from apex.engine.document.baseplate import AnchorReinforcement, Anchors, Plate, PlateConcrete, Sdc, Weld
from apex.engine.edition import Editions
from apex.engine.load.action import Action
from apex.engine.load.combination import Case
from apex.engine.load.seismic import OMEGA_0
from apex.engine.trace import Quiet
from apex.errors import OutOfScope

SEISMIC_CATEGORIES = "CDEF"


@dataclass(frozen=True, slots=True)
class Joint:
    """Plate, rods, weld, concrete. `p_max_ksi` and `standing` are None without grout: then the rods alone carry."""

    column: Column
    plate: Plate
    anchors: Anchors
    weld: Weld
    group: RodGroup
    block: Block
    editions: Editions
    p_max_ksi: float | None
    standing: Standing | None
    lines: tuple[BendLine, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        return self.group.points

    @property
    def aisc(self) -> str:
        return self.editions.names()["AISC 360"]

    def shears(self, a: Action, *, washers_welded: bool) -> tuple[float, ...]:
        """Shear of every rod, kip."""
        return shears(self.points, a.V_x, a.V_y, 12.0 * a.T, washers_welded=washers_welded)

    @property
    def free_in(self) -> float:
        """Length over which shear bends the rods, in double curvature.

        Without grout the open gap, where it is more than a diameter. On grout with welded washers from the middle of
        the washer to the grout (AISC DG1 3.5.3); a rod that bears in its hole does not bend.
        """
        gap, d = self.anchors.gap_in, self.anchors.diameter_in
        if not self.anchors.grouted:
            return gap if gap > d else 0.0
        return self.plate.thickness_in + washer_thickness(d=d) / 2.0 if self.group.washers_welded else 0.0


@dataclass(frozen=True, slots=True)
class State:
    """One combination at the joint: kip and kip-in. Rods pull (+) or press (-); `stand` where the plate bears."""

    name: str
    seismic: bool
    action: Action
    stand: Stand | None
    force_kip: tuple[float, ...]
    shear_kip: tuple[float, ...]

    @property
    def balanced(self) -> bool:
        return self.stand is None or self.stand.regime != "none"

    @property
    def tension_kip(self) -> tuple[float, ...]:
        return tuple(max(f, 0.0) for f in self.force_kip)

    @property
    def compression_kip(self) -> tuple[float, ...]:
        return tuple(max(-f, 0.0) for f in self.force_kip)

    def rods(self) -> RodForces:
        a = self.action
        return RodForces(self.name, self.tension_kip, a.V_x, a.V_y, 12.0 * a.T, self.seismic)


def block_of(concrete: PlateConcrete) -> Block:
    """The concrete as the anchors see it."""
    depth, cracked = concrete.depth_in, concrete.cracked
    if concrete.diameter_in is not None:
        return Block(concrete.fc_psi, concrete.diameter_in, concrete.diameter_in, True, depth, cracked)
    assert concrete.width_in is not None and concrete.length_in is not None
    return Block(concrete.fc_psi, concrete.width_in, concrete.length_in, False, depth, cracked)


def group_of(anchors: Anchors, packs: Packs, where: str = "anchors") -> RodGroup:
    """Rods with what the pack knows of their size and grade; `OutOfScope` for a size it does not hold."""
    book = packs.anchor_rods
    size = next((s for s in book.sizes if abs(s.diameter_in - anchors.diameter_in) < 1e-9), None)
    if size is None:
        limit = f"sizes of {book.label}: " + ", ".join(f"{s.diameter_in:g}" for s in book.sizes)
        raise OutOfScope("ASTM F1554", "rod diameter", anchors.diameter_in, limit, f"{where}.diameter_in")
    grade = next(g for g in book.grades if g.name == anchors.grade)
    points = rod_points(anchors)
    if not any(x for x, _ in points) or not any(y for _, y in points):
        limit = "rods in one line have no lever about it; give at least two rows and two columns"
        raise OutOfScope("AISC DG1 3.4", "rods in one line", len(points), limit, f"{where}.rows")
    return RodGroup(
        points,
        size,
        grade,
        anchors.embedment_in,
        size.head_area_in2 if anchors.head_area_in2 is None else anchors.head_area_in2,
        anchors.gap_in,
        anchors.grouted,
        anchors.plate_washers_welded,
        _bars(anchors.anchor_reinforcement, packs, f"{where}.anchor_reinforcement"),
    )


def _bars(given: AnchorReinforcement | None, packs: Packs, where: str) -> Bars | None:
    if given is None:
        return None
    bar = next((b for b in packs.reinforcement.bars if b.size == given.size), None)
    if bar is None:
        sizes = ", ".join(f"{b.size}" for b in packs.reinforcement.bars)
        raise OutOfScope("ASTM A615", "bar size", given.size, f"bars are made in sizes {sizes}", f"{where}.size")
    above, below = given.developed_above_in, given.developed_below_in
    return Bars(given.count, bar.area_in2, bar.diameter_in, given.fy_ksi, given.distance_in, above, below)


def joint(
    sheet: Quiet,
    column: Column,
    plate: Plate,
    anchors: Anchors,
    weld: Weld,
    concrete: PlateConcrete,
    editions: Editions,
    packs: Packs,
) -> Joint:
    """Everything that does not depend on the loads, with the bearing stress worked out."""
    group, block = group_of(anchors, packs), block_of(concrete)
    p_max, standing = None, None
    k = frustum(block, plate.width_in, plate.length_in)
    if anchors.grouted and k >= 1.0:
        sheet.note(f"Side of the lower base of the frustum over that of the plate: {k:.4f}")
        p_max = sheet(bearing_stress, phi=PHI_BEARING, f_c=block.fc_psi, r=sheet(confinement, k=k))
        standing = Standing(plate.width_in, plate.length_in, group.points, p_max)
    lines = bend_lines(column, group.points, plate.width_in, plate.length_in)
    return Joint(column, plate, anchors, weld, group, block, editions, p_max, standing, lines)


def states(j: Joint, cases: Sequence[Case], sdc: Sdc) -> list[State]:
    """What each combination does to the joint. Rods in concrete may also need those of `amplified`."""
    strict = sdc in SEISMIC_CATEGORIES
    asked = [(case.name, case.total, case.seismic and strict) for case in cases]
    return [_state(j, name, a, seismic=quake) for name, a, quake in distinct(j.points, asked)]


def overstrength(j: Joint, cases: Sequence[Case], sdc: Sdc) -> list[State]:
    """Seismic combinations of categories C to F with E_h times the overstrength (ACI 318 17.10, ASCE 7 12.4.3)."""
    if sdc not in SEISMIC_CATEGORIES:
        return []
    strong = [(f"{c.name}, Omega_0", c.gravity.plus(c.lateral, OMEGA_0), True) for c in cases if c.seismic]
    return [_state(j, name, a, seismic=True) for name, a, _ in distinct(j.points, strong)]


Asked = tuple[str, Action, bool]


def distinct(points: Sequence[Point], asked: Sequence[Asked]) -> list[Asked]:
    """Combinations less those that are the mirror image of an earlier one, where the rods are their own image too."""
    if mirror(points, -1.0, 1.0) is None or mirror(points, 1.0, -1.0) is None:
        return list(asked)
    seen = set()
    kept = []
    for one in asked:
        a = one[1]
        image = max(
            (sx * sy * a.T, sx * a.M_y, sy * a.M_x, sx * a.V_x, sy * a.V_y) for sx in (1.0, -1.0) for sy in (1.0, -1.0)
        )
        key = (a.N, image, one[2])
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


def _state(j: Joint, name: str, a: Action, *, seismic: bool) -> State:
    M_x, M_y = 12.0 * a.M_x, 12.0 * a.M_y
    V = j.shears(a, washers_welded=j.group.washers_welded)
    if j.standing is not None:
        stand = j.standing.under(a.N, M_x, M_y)
        return State(name, seismic, a, stand, stand.tension_kip, V)
    force = linear(j.points, a.N, M_x, M_y)
    assert force is not None  # rods in one line were refused with the group
    return State(name, seismic, a, None, force, V)


@dataclass(frozen=True, slots=True)
class Weights:
    """Steel of one joint, lb, and the length of each rod."""

    plate_lb: float
    rods_lb: float
    weld_lb: float
    rod_length_in: float
    rod_projection_in: float


STEEL_LB_IN3 = 0.2836
WASHER_WELD_IN = 0.25
"""Leg of the fillet around a plate washer."""


def weights(j: Joint, weld_length_in: float, washer_in: float, washer_thickness_in: float) -> Weights:
    """Plate, rods with nuts and plate washers, and fillet, as bought.

    A rod reaches from half an inch below its head's nut to half an inch above the upper one.
    """
    size, d = j.group.size, j.group.size.diameter_in
    projection = j.anchors.gap_in + j.plate.thickness_in + washer_thickness_in + d + 0.5
    length = j.group.embedment_in + d + 0.5 + projection
    nuts = 2.0 if j.anchors.grouted else 3.0
    # Across the flats a heavy hex nut is 1.5 d + 1/8: its face less the hole is the bearing area of the pack.
    nut = size.head_area_in2 * d * STEEL_LB_IN3
    washer = (washer_in**2 - math.pi / 4.0 * d**2) * washer_thickness_in * STEEL_LB_IN3
    head = 0.0
    if j.anchors.head == "plate" and j.anchors.head_area_in2 is not None:
        head = j.anchors.head_area_in2 * max(0.5, d / 2.0) * STEEL_LB_IN3
    each = length / 12.0 * size.weight_plf + nuts * nut + washer + head
    plate = j.plate.width_in * j.plate.length_in * j.plate.thickness_in * STEEL_LB_IN3
    fillet = 0.5 * j.weld.size_in**2 * weld_length_in * STEEL_LB_IN3
    if j.group.washers_welded:
        fillet += 0.5 * WASHER_WELD_IN**2 * 4.0 * washer_in * STEEL_LB_IN3 * len(j.points)
    return Weights(plate, each * len(j.points), fillet, length, projection)
