"""Anchor rods and their sizes: the shape of the anchor rod pack."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.pack import Header


@dataclass(frozen=True, slots=True)
class RodGrade:
    """A grade of ASTM F1554. `ductile` in the sense of ACI 318 2.3: elongation 14 %, reduction of area 30 %."""

    name: str
    f_y_ksi: float
    f_u_ksi: float
    ductile: bool


@dataclass(frozen=True, slots=True)
class RodSize:
    """A rod: nominal diameter, tensile stress area, bearing area of a heavy hex nut, weight."""

    diameter_in: float
    threads_per_in: float
    A_se_in2: float
    head_area_in2: float
    weight_plf: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnchorRods(Header):
    units: dict[str, str]
    grades: tuple[RodGrade, ...]
    sizes: tuple[RodSize, ...]
    plates_in: tuple[float, ...]
    """Thicknesses of plate that are stocked."""
    welds_in: tuple[float, ...]
    """Sizes of fillet welds."""
