"""Velocity pressure: ASCE 7 section 26.10, both editions, K_d applied exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from apex.engine.clause import clause
from apex.engine.elementwise import exp, linear
from apex.engine.pack import EditionExposure, Exposure, ExposureFactors, WindCode
from apex.engine.trace import Quiet
from apex.engine.units import Mph, Psf

KzMethod = Literal["formula", "table"]


@clause(
    "ASCE 7",
    {"7-16": "Table 26.10-1", "7-22": "Table 26.10-1"},
    symbol="K_z",
    unit="",
    formula="k * (min(max(z, 15), z_g) / z_g)**(2 / alpha)",
    example=(
        {"k": 2.01, "z": 17.5, "z_g": 900.0, "alpha": 9.5},
        0.877,
        "MecaWind v2335 sample output, ASCE 7-16, Exposure C",
    ),
)
def exposure_coefficient(*, k: float, z: float, z_g: float, alpha: float) -> float:
    """Velocity pressure exposure coefficient (k of the table).

    z, z_g in ft. Below 15 ft the value at 15 ft holds, above z_g the value at z_g. The 0.70
    floor of Exposure B belongs to components and cladding and is not applied here.
    """
    return k * (min(max(z, 15.0), z_g) / z_g) ** (2.0 / alpha)


@clause(
    "ASCE 7",
    "Table 26.9-1",
    symbol="K_e",
    unit="",
    formula="exp(-0.0000362 * z_e)",
    example=({"z_e": 5000.0}, 0.8344, "ASCE 7-16 Table 26.9-1 prints 0.83 for 5,000 ft; exp(-0.181)"),
)
def elevation_factor(*, z_e: float) -> float:
    """Ground elevation factor. z_e in ft above sea level."""
    return exp(-0.0000362 * z_e)


@clause(
    "IBC",
    "1609.3.1",
    symbol="V_asd",
    unit="mph",
    formula="V * sqrt(0.6)",
    example=({"V": 115.0}, 89.0, "IBC Table 1609.3.1 prints 89 mph for a basic wind speed of 115 mph"),
)
def allowable_speed(*, V: float) -> float:
    """The basic wind speed at allowable stress level, for what is still specified by it."""
    return V * 0.6**0.5


@clause(
    "ASCE 7",
    "Eq. 26.10-1",
    symbol="q_z",
    unit="psf",
    formula="0.00256 * K_z * K_zt * K_d * K_e * V**2",
    example=(
        {"K_z": 0.98, "K_zt": 1.0, "K_d": 0.85, "K_e": 1.0, "V": 115.0},
        28.2,
        "Public worked note, ASCE 7-16, V 115 mph, h 30 ft, Exposure C",
        0.004,
    ),
)
def velocity_pressure_7_16(*, K_z: float, K_zt: float, K_d: float, K_e: float, V: Mph) -> Psf:
    """Velocity pressure with K_d inside, as ASCE 7-16 defines it. V in mph, result in psf."""
    return Psf(0.00256 * K_z * K_zt * K_d * K_e * V**2)


@clause(
    "ASCE 7",
    "Eq. 26.10-1",
    symbol="q_z",
    unit="psf",
    formula="0.00256 * K_z * K_zt * K_e * V**2",
    example=(
        {"K_z": 0.98, "K_zt": 1.0, "K_e": 1.0, "V": 115.0},
        33.18,
        "windloadcalc freestanding wall test 12: 28.2 psf with K_d 0.85, so 33.18 without",
        0.0005,
    ),
)
def velocity_pressure_7_22(*, K_z: float, K_zt: float, K_e: float, V: Mph) -> Psf:
    """Velocity pressure without K_d, as ASCE 7-22 defines it. V in mph, result in psf."""
    return Psf(0.00256 * K_z * K_zt * K_e * V**2)


@clause(
    "ASCE 7",
    {"7-22": "Eq. 29.3-1"},
    symbol="q_z*K_d",
    unit="psf",
    formula="q_z * K_d",
    example=(
        {"q_z": 33.18, "K_d": 0.85},
        28.2,
        "windloadcalc freestanding wall test 12 (ASCE 7-22, K_d folded once)",
        0.0005,
    ),
)
def directional_pressure(*, q_z: Psf, K_d: float) -> Psf:
    """Velocity pressure times K_d, which ASCE 7-22 carries in the force equation."""
    return Psf(q_z * K_d)


@clause(
    "ASCE 7",
    {"7-22": "Eq. 29.4-1"},
    symbol="q_z*K_d",
    unit="psf",
    formula="q_z * K_d",
    example=({"q_z": 33.18, "K_d": 0.90}, 29.862, "Independent arithmetic: 33.18 x 0.9"),
)
def body_pressure(*, q_z: Psf, K_d: float) -> Psf:
    """Velocity pressure times K_d, which ASCE 7-22 carries in the force equation of other structures."""
    return Psf(q_z * K_d)


class Pressure(NamedTuple):
    """q_z as the edition defines it, and the product with K_d that every force uses."""

    q_z: Psf
    q_kd: Psf
    K_z: float


@dataclass(frozen=True, slots=True)
class WindClimate:
    """All that makes velocity pressure at a site, whatever stands there."""

    code: WindCode
    factors: ExposureFactors
    exposure: Exposure
    V_mph: Mph
    K_zt: float
    K_e: float
    kz_method: KzMethod

    @property
    def edition(self) -> EditionExposure:
        return self.factors.editions[self.code.edition]

    def coefficient(self, sheet: Quiet, z_ft: float) -> float:
        """K_z at height z by the chosen method."""
        edition = self.edition
        terrain = edition.terrain.of(self.exposure)
        if self.kz_method == "table":
            table = edition.kz_table
            value = linear(z_ft, table.heights_ft, table.of(self.exposure))
            label = f"Exposure coefficient at {z_ft:.2f} ft, linear in the table"
            return sheet.taken("K_z", label, value, "", self.factors.label, table.source)
        return sheet(exposure_coefficient, k=edition.k.value, z=z_ft, z_g=terrain.z_g_ft, alpha=terrain.alpha)

    def pressure(self, sheet: Quiet, z_ft: float, K_d: float, *, face: bool = True) -> Pressure:
        """Velocity pressure at height z (ft) for a face, or a body as posts and edges are, of directionality K_d."""
        K_z = self.coefficient(sheet, z_ft)
        table = self.code.directionality
        sheet.taken("K_d", "Wind directionality factor", K_d, "", self.code.label, table.source)
        if self.code.edition == "7-16":
            q = sheet(velocity_pressure_7_16, K_z=K_z, K_zt=self.K_zt, K_d=K_d, K_e=self.K_e, V=self.V_mph)
            return Pressure(q, q, K_z)
        q = sheet(velocity_pressure_7_22, K_z=K_z, K_zt=self.K_zt, K_e=self.K_e, V=self.V_mph)
        return Pressure(q, sheet(directional_pressure if face else body_pressure, q_z=q, K_d=K_d), K_z)
