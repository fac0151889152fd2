"""The hole of a buried pole: its cross-section, the soil around it, what its depth follows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from apex.engine.foundation.book import FootingCalibration
from apex.engine.foundation.concrete import cylinder_volume, prism_volume
from apex.engine.foundation.soil import Lateral, SoilValues
from apex.engine.load.action import Action
from apex.engine.trace import Quiet

Shape = Literal["round", "square", "rectangular"]
Cases = Sequence[tuple[str, Action]]


@dataclass(frozen=True, slots=True)
class Pier:
    """Cross-section of a pier: x along the face, y normal to it; ft."""

    shape: Shape
    x_ft: float
    y_ft: float

    def b_ft(self, action: Action) -> float:
        """Width b of the formula: diameter, diagonal of a square, sqrt(2) x width of a rectangle.

        A rectangle never counts more than its diagonal; under loads both ways the narrower width.
        """
        if self.shape == "round":
            return self.x_ft
        diagonal = math.hypot(self.x_ft, self.y_ft)
        if self.shape == "square":
            return diagonal
        loaded_y = bool(action.V_y or action.M_x)
        loaded_x = bool(action.V_x or action.M_y)
        widths = [w for w, loaded in ((self.x_ft, loaded_y), (self.y_ft, loaded_x)) if loaded]
        return min(math.sqrt(2.0) * min(widths, default=self.x_ft), diagonal)

    @property
    def area_ft2(self) -> float:
        return math.pi / 4.0 * self.x_ft**2 if self.shape == "round" else self.x_ft * self.y_ft

    @property
    def inscribed_ft(self) -> float:
        return min(self.x_ft, self.y_ft)

    def volume_ft3(self, sheet: Quiet, depth_ft: float) -> float:
        if self.shape == "round":
            return sheet(cylinder_volume, D=self.x_ft, d=depth_ft)
        return sheet(prism_volume, B=self.x_ft, L=self.y_ft, d=depth_ft)


@dataclass(frozen=True, slots=True)
class Ground:
    """The soil with everything chosen about it."""

    values: SoilValues
    lateral: Lateral
    neglect_ft: float
    frost_ft: float
    book: FootingCalibration
    field: str = "site.soil"
    """Where the soil stands in what was given, for faults."""


@dataclass(frozen=True, slots=True)
class DepthRules:
    """What the built depth follows: given, or required rounded up, within its bounds; ft."""

    given_ft: float | None
    minimum_ft: float
    step_ft: float
    maximum_ft: float | None
    constrained: bool
    deepen: bool = False
    """Whether a depth left to the engine also grows until torsion passes."""
