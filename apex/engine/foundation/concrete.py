"""Volumes of concrete and earth."""

from __future__ import annotations

import math

from apex.engine.clause import clause


@clause(
    "Geometry",
    "cylinder",
    symbol="Vol",
    unit="ft3",
    formula="pi / 4 * D**2 * d",
    example=({"D": 3.0, "d": 8.0}, 56.549, "Independent arithmetic: 7.0686 x 8"),
)
def cylinder_volume(*, D: float, d: float) -> float:
    """Volume of a round pier."""
    return math.pi / 4.0 * D**2 * d


@clause(
    "Geometry",
    "prism",
    symbol="Vol",
    unit="ft3",
    formula="B * L * d",
    example=({"B": 2.0, "L": 3.0, "d": 8.0}, 48.0, "Independent arithmetic"),
)
def prism_volume(*, B: float, L: float, d: float) -> float:
    """Volume of a square or rectangular pier."""
    return B * L * d


@clause(
    "Geometry",
    "yards",
    symbol="Vol",
    unit="yd3",
    formula="V / 27",
    example=({"V": 56.549}, 2.0944, "Independent arithmetic"),
)
def cubic_yards(*, V: float) -> float:
    """Cubic yards of a volume in cubic feet."""
    return V / 27.0
