"""A footing with its pedestal: sizes, volumes, and what it weighs with the soil over it. ft, kip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from apex.engine.clause import clause
from apex.engine.foundation.book import FootingCalibration
from apex.engine.trace import Quiet

WATER_PCF = 62.4


@clause(
    "Geometry",
    "footing and pedestal",
    symbol="Vol",
    unit="ft3",
    formula="B * L * t + c**2 * (D - t)",
    example=({"B": 8.0, "L": 10.0, "t": 1.5, "c": 2.0, "D": 4.0}, 130.0, "Independent arithmetic: 120 + 10"),
)
def footing_volume(*, B: float, L: float, t: float, c: float, D: float) -> float:
    """Concrete of a footing and of the square pedestal on it up to grade."""
    return B * L * t + c**2 * (D - t)


@clause(
    "Geometry",
    "soil over a footing",
    symbol="Vol_s",
    unit="ft3",
    formula="(B * L - c**2) * (D - t)",
    example=({"B": 8.0, "L": 10.0, "t": 1.5, "c": 2.0, "D": 4.0}, 190.0, "Independent arithmetic: 76 x 2.5"),
)
def cover_volume(*, B: float, L: float, t: float, c: float, D: float) -> float:
    """Soil over a footing up to grade, around the pedestal."""
    return (B * L - c**2) * (D - t)


@clause(
    "Statics",
    "weight of footing and cover",
    symbol="W",
    unit="kip",
    formula="(gamma_c * Vol + gamma_s * Vol_s) / 1000",
    example=(
        {"gamma_c": 150.0, "Vol": 130.0, "gamma_s": 110.0, "Vol_s": 190.0},
        40.4,
        "Independent arithmetic: 19.5 + 20.9",
    ),
)
def dead_weight(*, gamma_c: float, Vol: float, gamma_s: float, Vol_s: float) -> float:
    """Weight of footing, pedestal and soil cover; pcf and ft3."""
    return (gamma_c * Vol + gamma_s * Vol_s) / 1000.0


@clause(
    "Statics",
    "buoyancy",
    symbol="U",
    unit="kip",
    formula="62.4 * B * L * (D - w) / 1000",
    example=({"B": 8.0, "L": 10.0, "D": 4.0, "w": 3.0}, 4.992, "Independent arithmetic: 62.4 x 80 x 1"),
)
def buoyancy(*, B: float, L: float, D: float, w: float) -> float:
    """Water displaced by concrete and soil below a water table at depth w."""
    return WATER_PCF * B * L * (D - w) / 1000.0


@dataclass(frozen=True, slots=True, order=True)
class Footing:
    """B along the face (x), L normal to it (y), t thick, its bottom D below grade; a square c stands on it.

    c is the side of the pedestal, or of the column where the footing reaches up to grade (D = t).
    """

    B_ft: float
    L_ft: float
    t_ft: float
    D_ft: float
    c_ft: float

    @property
    def pedestal_height_ft(self) -> float:
        return self.D_ft - self.t_ft

    @property
    def volume_ft3(self) -> float:
        return footing_volume(B=self.B_ft, L=self.L_ft, t=self.t_ft, c=self.c_ft, D=self.D_ft)

    @property
    def area_ft2(self) -> float:
        return self.B_ft * self.L_ft


class Water(NamedTuple):
    """Where the water stands: the uplift of one state of it on a footing, kip and ksf."""

    name: str
    depth_ft: float | None

    def uplift(self, sheet: Quiet, f: Footing) -> float:
        if self.depth_ft is None or self.depth_ft >= f.D_ft:
            return 0.0
        return sheet(buoyancy, B=f.B_ft, L=f.L_ft, D=f.D_ft, w=self.depth_ft)


def water_states(depth_ft: float | None) -> tuple[Water, ...]:
    """Without a water table one state; with one, water at its level and water away."""
    dry = Water("", None)
    return (dry,) if depth_ft is None else (Water(f"water at {depth_ft:g} ft", depth_ft), dry)


def weight(sheet: Quiet, f: Footing, book: FootingCalibration) -> float:
    """Weight of concrete and soil cover in kip, dry."""
    sizes = {"B": f.B_ft, "L": f.L_ft, "t": f.t_ft, "c": f.c_ft, "D": f.D_ft}
    concrete, soil = sheet(footing_volume, **sizes), sheet(cover_volume, **sizes)
    return sheet(
        dead_weight,
        gamma_c=book.concrete_weight.value,
        Vol=concrete,
        gamma_s=book.soil_weight.value,
        Vol_s=soil,
    )


def cover_ksf(f: Footing, book: FootingCalibration) -> float:
    """Weight of concrete and soil over one square foot away from the pedestal."""
    return (book.concrete_weight.value * f.t_ft + book.soil_weight.value * f.pedestal_height_ft) / 1000.0
