"""The joint of support and foundation as it is checked: plate, rods, weld, concrete. kip, in."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.anchor.group import Bars, Block, Point, RodGroup
from apex.engine.baseplate.bearing import PHI_BEARING, bearing_stress, confinement, frustum
from apex.engine.baseplate.bending import BendLine, bend_lines, bend_ways
from apex.engine.baseplate.equilibrium import Standing
from apex.engine.baseplate.fit import washer_thickness
from apex.engine.baseplate.outline import Column, rod_points
from apex.engine.baseplate.rod import shears
from apex.engine.bundle import Packs
from apex.engine.document.baseplate import AnchorReinforcement, Anchors, Plate, PlateConcrete, Weld
from apex.engine.edition import Editions
from apex.engine.load.action import Action
from apex.engine.trace import Quiet
from apex.errors import OutOfScope


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
        """Length over which shear bends the rods."""
        return free_length(self.anchors, self.plate.thickness_in)


def free_length(anchors: Anchors, plate_in: float) -> float:
    """Length over which shear bends the rods, in double curvature.

    Without grout the open gap, where it is more than a diameter. On grout with welded washers from the middle of
    the washer to the grout (AISC DG1 3.5.3); a rod that bears in its hole does not bend.
    """
    gap, d = anchors.gap_in, anchors.diameter_in
    if not anchors.grouted:
        return gap if gap > d else 0.0
    return plate_in + washer_thickness(d=d) / 2.0 if anchors.plate_washers_welded else 0.0


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
    standing = None
    if anchors.grouted:
        standing = standing_of(sheet, plate.width_in, plate.length_in, group.points, block)
    p_max = None if standing is None else standing.p_max
    lines = bend_lines(bend_ways(column, group.points), plate.width_in, plate.length_in)
    return Joint(column, plate, anchors, weld, group, block, editions, p_max, standing, lines)


def standing_of(
    sheet: Quiet, width_in: float, length_in: float, points: tuple[Point, ...], block: Block
) -> Standing | None:
    """A plate on grout with the bearing stress of its concrete; None where it overhangs."""
    k = frustum(sheet, block, width_in, length_in)
    if k < 1.0:
        return None
    p_max = sheet(bearing_stress, phi=PHI_BEARING, f_c=block.fc_psi, r=sheet(confinement, k=k))
    return Standing(width_in, length_in, points, p_max)
