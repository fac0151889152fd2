"""A group of rods in a block of concrete, and what a combination asks of it: in, kip; x along the face, y normal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from apex.engine.anchor.rod import RodGrade, RodSize

Point = tuple[float, float]
Kind = Literal["cast_in", "post_installed"]


@dataclass(frozen=True, slots=True)
class Block:
    """The concrete: a rectangle `width` x `length`, or a circle; its center lies under the center of the plate."""

    fc_psi: float
    width_in: float
    length_in: float
    round: bool = False
    depth_in: float | None = None
    cracked: bool = True


@dataclass(frozen=True, slots=True)
class Bars:
    """Anchor reinforcement: bars near the rods that carry their tension (ACI 318 17.5.2.1)."""

    count: int
    area_in2: float
    diameter_in: float
    fy_ksi: float
    distance_in: float
    developed_above_in: float
    developed_below_in: float


@dataclass(frozen=True, slots=True)
class RodGroup:
    """Equal rods at `points`. `head_area_in2` bears on the concrete; `gap_in` is open or grout under the plate."""

    points: tuple[Point, ...]
    size: RodSize
    grade: RodGrade
    embedment_in: float
    head_area_in2: float
    gap_in: float = 0.0
    grouted: bool = True
    washers_welded: bool = False
    bars: Bars | None = None
    kind: Kind = "cast_in"


class RodForces(NamedTuple):
    """One factored combination at the rods: tension of each (0 where pressed), and shear and torsion on the group.

    `seismic`: earthquake is more than 20 % of the tension or of the shear in a category C to F.
    """

    name: str
    tension_kip: Sequence[float]
    shear_x_kip: float
    shear_y_kip: float
    torsion_kipin: float
    seismic: bool = False
