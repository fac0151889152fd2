"""What one support must carry: gust factors of its own stiffness, wind, weight, seismic.

Written for one section or for arrays of candidates alike: `sheet` says which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apex.engine.document import Cabinet, GustChoice, Orientation
from apex.engine.elementwise import smaller
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet
from apex.engine.load.dead import CabinetTotals, weight_height
from apex.engine.load.seismic import Ground, base_shear_coefficient
from apex.engine.steel.capacity import Material
from apex.engine.steel.combined import elastic_load
from apex.engine.steel.section import Box, Round, Section
from apex.engine.support.stiffness import natural_frequency, top_mass
from apex.engine.trace import Quiet
from apex.engine.units import G_IN_S2
from apex.engine.wind.cabinet import SignWind
from apex.engine.wind.gust import GustBody, Turbulence, gust_factor
from apex.engine.wind.member import Profile, Reach, Roughness, SupportWind, support_wind
from apex.engine.wind.solid import Resultant, resultant
from apex.engine.wind.velocity import WindClimate


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything about the sign that does not depend on which section holds it up."""

    climate: WindClimate
    sign: SignWind
    cabinets: tuple[Cabinet, ...]
    totals: CabinetTotals
    bodies: tuple[GustBody, GustBody]
    turbulences: tuple[Turbulence, Turbulence]
    pressures: Mapping[Profile, Sequence[tuple[Reach, float, float]]]
    gust: GustChoice
    roughness: Roughness
    orientation: Orientation
    wind_on_support: bool
    ground: Ground | None
    snow: Action | None

    @property
    def H_ft(self) -> float:
        return self.totals.top_ft

    @property
    def twists(self) -> bool:
        """Whether any wind or seismic case turns the sign about its support."""
        wind = any(p.T for case in self.sign.cases for p in case.parts)
        return wind or (self.ground is not None and self.totals.weight_centroid_x_ft != 0.0)


@dataclass(frozen=True, slots=True)
class Axes:
    """The section as the sign turns it: inertia against normal and along wind, widths shown (in)."""

    profile: Profile
    I_normal: float
    I_along: float
    width_normal: float
    width_along: float


def axes(section: Section, orientation: Orientation) -> Axes:
    if isinstance(section, Round):
        return Axes("round", section.I, section.I, section.D, section.D)
    depth, width = (section.H, section.B) if isinstance(section, Box) else (section.d, section.b_f)
    profile: Profile = "square" if isinstance(section, Box) else "wide_flange"
    if orientation == "strong":
        return Axes(profile, section.I_x, section.I_y, width, depth)
    return Axes(profile, section.I_y, section.I_x, depth, width)


@dataclass(frozen=True, slots=True)
class Demand:
    """The actions at the base of a support and what they were made of."""

    loads: LoadSet
    n_1: tuple[float, float]
    G: tuple[float, float]
    G_least: tuple[float, float]
    P_e: tuple[float, float]
    weight_lb: float
    weight_height_ft: float
    normal: tuple[tuple[str, Resultant], ...]
    along: Resultant


def demand(sheet: Quiet, setting: Setting, section: Section, steel: Material) -> Demand:
    """Dead, snow, wind and seismic actions at the base, with the section's own gust and wind."""
    ax = axes(section, setting.orientation)
    totals, H = setting.totals, setting.H_ft
    sheet.part("support", "Weight, frequency and gust-effect factor")
    pole_lb = section.weight_plf * H
    z_W = sheet(weight_height, W_c=totals.weight_lb, z_c=totals.weight_centroid_ft, W_p=pole_lb, z_p=H / 2.0)
    M_e = _top_mass(sheet, setting)
    n_1 = tuple(_frequency(sheet, setting, section, steel, i, M_e) for i in (ax.I_normal, ax.I_along))
    gusts = []
    for name, f, body, wind in zip(
        ("normal to the face", "along the face"), n_1, setting.bodies, setting.turbulences, strict=True
    ):
        sheet.note(f"Gust-effect factor, wind {name}")
        G, least = gust_factor(sheet, setting.gust, body, wind, f)
        sheet.given("G", f"Gust-effect factor in use, wind {name}", G)
        gusts.append((G, least))
    (G_n, least_n), (G_a, least_a) = gusts
    support = _support_wind(sheet, setting, ax)
    sheet.part("support", "Wind, weight and seismic load at the base")
    cases = tuple((c.name, resultant((*c.parts, *support.normal), G_n)) for c in setting.sign.cases)
    along = resultant((*setting.sign.edges, *support.along), G_a)
    dead = Action(
        N=(totals.weight_lb + pole_lb) / 1000.0,
        M_y=totals.weight_lb * totals.weight_centroid_x_ft / 1000.0,
    )
    P_e = tuple(sheet(elastic_load, E=steel.E, I=i, L=12.0 * z_W) for i in (ax.I_normal, ax.I_along))
    loads = LoadSet(
        dead,
        (*(normal_action(name, r) for name, r in cases), *along_actions(along)),
        setting.snow,
        _seismic(sheet, setting, dead, z_W, n_1),
        0.2 * setting.ground.S_DS if setting.ground else 0.0,
    )
    return Demand(loads, (n_1[0], n_1[1]), (G_n, G_a), (least_n, least_a), (P_e[0], P_e[1]),
                  totals.weight_lb + pole_lb, z_W, cases, along)  # fmt: skip


def normal_action(name: str, r: Resultant) -> tuple[str, Action]:
    """Wind normal to the face. Either sign of it gives the same magnitudes on a symmetric post."""
    return f"{name} (±)", Action(V_y=r.F / 1000.0, M_x=r.M / 1000.0, T=r.T / 1000.0)


def along_actions(r: Resultant) -> tuple[tuple[str, Action], ...]:
    """Wind along the face from the left and from the right; they differ by the dead moment."""
    return tuple(
        (name, Action(V_x=k * r.F / 1000.0, M_y=k * r.M / 1000.0))
        for name, k in (("along the face, to the right", 1.0), ("along the face, to the left", -1.0))
    )


def _frequency(sheet: Quiet, setting: Setting, section: Section, steel: Material, inertia: float, M_e: float) -> float:
    return sheet(
        natural_frequency,
        E=steel.E,
        I=inertia,
        M=M_e,
        m=section.weight_plf / 12000.0 / G_IN_S2,
        L=12.0 * setting.H_ft,
    )


def _top_mass(sheet: Quiet, setting: Setting) -> float:
    """All cabinets as one mass at the top, each spread over its own height."""
    H = setting.H_ft
    return sum(
        sheet(top_mass, M=c.weight_lb / 1000.0 / G_IN_S2, u_0=c.bottom_ft / H, u_1=c.top_ft / H)
        for c in setting.cabinets
    )


def _support_wind(sheet: Quiet, setting: Setting, ax: Axes) -> SupportWind:
    if not setting.wind_on_support:
        return SupportWind((), ())
    sheet.part("support", "Wind on the support at G = 1")
    widths = (ax.width_normal / 12.0, ax.width_along / 12.0)
    return support_wind(
        sheet, setting.climate, setting.pressures[ax.profile], ax.profile, setting.roughness, widths, setting.H_ft
    )


def _seismic(
    sheet: Quiet, setting: Setting, dead: Action, z_W: float, n_1: Sequence[float]
) -> tuple[tuple[str, Action], ...]:
    """E_h in four directions at the centroid of the weight."""
    ground: Any = setting.ground
    if ground is None:
        return ()
    V_y = dead.N * base_shear_coefficient(sheet, ground, 1.0 / n_1[0])
    V_x = dead.N * base_shear_coefficient(sheet, ground, 1.0 / n_1[1])
    e = dead.M_y / dead.N
    return (
        ("seismic normal (±)", Action(V_y=V_y, M_x=V_y * z_W, T=V_y * e)),
        ("seismic along, to the right", Action(V_x=V_x, M_y=V_x * z_W)),
        ("seismic along, to the left", Action(V_x=-V_x, M_y=-V_x * z_W)),
    )


def stability(load: float, P_e: tuple[float, float]) -> float:
    """Largest alpha P / P_e of the two axes."""
    return load / smaller(P_e[0], P_e[1])
