"""The shape of the packs as the engine reads them: what all share, and the code values of the wind.

`apex.packs` fills these from `config/*.yaml`; nothing here knows files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Exposure = Literal["B", "C", "D"]


@dataclass(frozen=True, slots=True)
class Value:
    """One figure with its unit and the place it was taken from."""

    value: float
    unit: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Header:
    """What every pack says of itself. A loaded pack is one thing: equal to itself alone."""

    name: str
    version: str
    effective_date: str
    source: str

    @property
    def label(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Terrain:
    """Terrain exposure constants of one exposure category (ASCE 7 Table 26.11-1)."""

    alpha: float
    z_g_ft: float
    alpha_bar: float
    b_bar: float
    c: float
    l_ft: float
    epsilon_bar: float
    z_min_ft: float


@dataclass(frozen=True, slots=True)
class TerrainTable:
    units: dict[str, str]
    source: str
    B: Terrain
    C: Terrain
    D: Terrain

    def of(self, exposure: Exposure) -> Terrain:
        return {"B": self.B, "C": self.C, "D": self.D}[exposure]


@dataclass(frozen=True, slots=True)
class HeightTable:
    """Table 26.10-1: K_z by height for each exposure."""

    unit: str
    source: str
    heights_ft: tuple[float, ...]
    B: tuple[float, ...]
    C: tuple[float, ...]
    D: tuple[float, ...]

    def of(self, exposure: Exposure) -> tuple[float, ...]:
        return {"B": self.B, "C": self.C, "D": self.D}[exposure]


@dataclass(frozen=True, slots=True)
class Feature:
    """Fig. 26.8-1 for one landform: K_1/(H/L_h) by exposure, gamma, mu upwind and downwind."""

    B: float
    C: float
    D: float
    gamma: float
    mu_upwind: float
    mu_downwind: float

    def k1_ratio(self, exposure: Exposure) -> float:
        return {"B": self.B, "C": self.C, "D": self.D}[exposure]


@dataclass(frozen=True, slots=True)
class TopographyTable:
    unit: str
    source: str
    ridge: Feature
    escarpment: Feature
    hill: Feature

    def of(self, kind: Literal["ridge", "escarpment", "hill"]) -> Feature:
        return {"ridge": self.ridge, "escarpment": self.escarpment, "hill": self.hill}[kind]


@dataclass(frozen=True, slots=True)
class EditionExposure:
    k: Value
    terrain: TerrainTable
    kz_table: HeightTable
    topography: TopographyTable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExposureFactors(Header):
    """What the terrain does to the wind, by edition of ASCE 7."""

    editions: dict[str, EditionExposure]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table read bilinearly: one row per `rows` value, one column per `columns` value."""

    unit: str
    source: str
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A table read linearly in one variable."""

    unit: str
    source: str
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StripTable:
    """Fig. 29.3-1 case C: coefficient curves in B/s for each strip behind the windward edge."""

    unit: str
    source: str
    first: Curve
    second: Curve
    third: Curve
    third_short: Value
    rest: Curve
    rest_short: Value
    fourth_long: Curve
    fifth_long: Curve
    sixth_long: Curve
    beyond: Value


@dataclass(frozen=True, slots=True)
class Directionality:
    """K_d, Table 26.6-1."""

    unit: str
    source: str
    solid_sign: float
    square: float
    hexagonal: float
    octagonal: float
    round: float


@dataclass(frozen=True, slots=True)
class BodyTable:
    """Fig. 29.4-1: force coefficients of bodies by h/D."""

    unit: str
    source: str
    h_over_d: tuple[float, ...]
    square_normal: tuple[float, ...]
    wide_flange: tuple[float, ...]
    hexagonal: tuple[float, ...]
    round_moderately_smooth: tuple[float, ...]
    round_rough: tuple[float, ...]
    round_very_rough: tuple[float, ...]
    round_small: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class OpenTable:
    """Fig. 29.4-2: open signs by solidity ratio, for one kind of member."""

    unit: str
    source: str
    below_0_1: float
    to_0_29: float
    to_0_70: float

    def at(self, ratio: float) -> float:
        """C_f at a solidity ratio up to 0.70; the figure prints 0.29 for "below 0.3"."""
        return self.below_0_1 if ratio < 0.1 else self.to_0_29 if ratio < 0.3 else self.to_0_70


@dataclass(frozen=True, slots=True)
class GustValues:
    unit: str
    source: str
    rigid: float
    g_q: float
    g_v: float
    rigid_frequency_hz: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindCode(Header):
    """What a sign of given shape does with the wind, one edition of ASCE 7."""

    edition: Literal["7-16", "7-22"]
    minimum_pressure: Value
    directionality: Directionality
    gust: GustValues
    sign: Grid
    strips: StripTable
    return_corner: Curve
    double_faced_reduction: bool
    body: BodyTable
    open_flat: OpenTable
    open_round_small: OpenTable
    """Round members with D sqrt(q_z) <= 2.5, D in ft and q_z in psf."""
    open_round_large: OpenTable
