"""What one support must carry: gust factors of its own stiffness, wind, weight, seismic.

Written for one section or for arrays of candidates alike: `sheet` says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from apex.engine.document import Cabinet
from apex.engine.elementwise import smaller
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet
from apex.engine.load.seismic import base_shear_coefficient
from apex.engine.steel.capacity import Material
from apex.engine.steel.section import Section
from apex.engine.support.axis import Axes, axes
from apex.engine.support.gravity import Heights, dead_load, leaning, load_height, snow_height, total_weight
from apex.engine.support.line import shared
from apex.engine.support.metal import Metal
from apex.engine.support.setting import Setting
from apex.engine.support.stiffness import natural_frequency, top_mass
from apex.engine.trace import Quiet
from apex.engine.units import G_IN_S2
from apex.engine.wind.gust import gust_factor, turbulence
from apex.engine.wind.ice import IceOnSign, IceOnSupport, ice_on_support
from apex.engine.wind.member import SupportWind, support_wind
from apex.engine.wind.part import Resultant, resultant

__all__ = ["Axes", "Demand", "Iced", "Pole", "Setting", "Uniform", "axes", "demand", "demand_of", "stability"]

WAYS = ("normal to the face", "along the face")


@dataclass(frozen=True, slots=True)
class Demand:
    """The actions at the base of all posts, those of the end posts, and what they were made of."""

    loads: LoadSet
    posts: tuple[LoadSet, ...]
    n_1: tuple[float, float]
    G: tuple[float, float]
    G_least: tuple[float, float]
    P_e: tuple[float, float]
    weight_lb: float
    weight_height_ft: float
    normal: tuple[tuple[str, Resultant], ...]
    along: Resultant
    support: SupportWind
    iced: Iced | None


class Pole(Protocol):
    """One post as the demand asks for it: of one section, or stepped."""

    def weights(self, setting: Setting) -> Sequence[tuple[float, float]]:
        """Weight (lb) and middle (ft) of each of its lengths."""
        ...

    def frequencies(
        self, sheet: Quiet, setting: Setting, cabinets: Sequence[Cabinet], ice: IceOnSupport | None = None
    ) -> tuple[float, float]:
        """n_1 (Hz) of all posts together, normal to the face and along it."""
        ...

    def wind(self, sheet: Quiet, setting: Setting) -> SupportWind:
        """Wind on all posts at G = 1."""
        ...

    def ice(self, sheet: Quiet, setting: Setting, ice: IceOnSign) -> IceOnSupport: ...

    def critical(self, sheet: Quiet, setting: Setting, metal: Metal, z_W: float) -> tuple[float, float]:
        """Elastic critical load (kip) of all posts together, for sway normal to the face and along it."""
        ...


@dataclass(frozen=True, slots=True)
class Uniform:
    """A post of one section, or of each of a stack of them."""

    section: Section
    steel: Material
    ax: Axes

    def weights(self, setting: Setting) -> Sequence[tuple[float, float]]:
        return ((self.section.weight_plf * setting.H_ft, setting.H_ft / 2.0),)

    def frequencies(
        self, sheet: Quiet, setting: Setting, cabinets: Sequence[Cabinet], ice: IceOnSupport | None = None
    ) -> tuple[float, float]:
        plf = self.section.weight_plf
        if ice is not None:
            plf = plf + ice.weight_lb / (setting.posts.count * setting.H_ft)
        n = setting.posts.count
        M_e, m, L = _top_mass(sheet, setting, cabinets), n * plf / 12000.0 / G_IN_S2, 12.0 * setting.H_ft
        sheet.note("Normal to the face, and along it:")
        normal = sheet(natural_frequency, E=self.steel.E, I=n * self.ax.I_normal, M=M_e, m=m, L=L)
        return normal, sheet(natural_frequency, E=self.steel.E, I=n * self.ax.I_along, M=M_e, m=m, L=L)

    def wind(self, sheet: Quiet, setting: Setting) -> SupportWind:
        ax, pressures = self.ax, setting.pressures[self.ax.profile]
        H = setting.H_ft
        return support_wind(sheet, setting.climate, pressures, ax.profile, setting.roughness, ax.widths_ft, H)

    def ice(self, sheet: Quiet, setting: Setting, ice: IceOnSign) -> IceOnSupport:
        ax, on = self.ax, setting.wind_on_support
        return ice_on_support(sheet, ice, ax.profile, setting.roughness, ax.widths_ft, setting.H_ft, wind_on_support=on)

    def critical(self, sheet: Quiet, setting: Setting, metal: Metal, z_W: float) -> tuple[float, float]:
        n, E, L = setting.posts.count, self.steel.E, 12.0 * z_W
        sheet.note(
            f"Of one of {n} posts, normal to the face and along it:" if n > 1 else "Normal to the face, and along it:"
        )
        normal = n * metal.critical(sheet, E, self.ax.I_normal, L)
        return normal, n * metal.critical(sheet, E, self.ax.I_along, L)


def demand(sheet: Quiet, setting: Setting, metal: Metal, section: Section, steel: Material) -> Demand:
    """Dead, snow, wind and seismic actions at the base, with the section's own gust and wind."""
    return demand_of(sheet, setting, metal, Uniform(section, steel, axes(section, setting.orientation)))


def demand_of(sheet: Quiet, setting: Setting, metal: Metal, pole: Pole) -> Demand:
    """The same for any post."""
    sheet.part("support", "Weight, frequency and gust-effect factor")
    weight, z_W = total_weight(sheet, setting, pole.weights(setting))
    n_1 = pole.frequencies(sheet, setting, setting.cabinets)
    gusts = []
    for name, f, body, wind in zip(WAYS, n_1, setting.bodies, setting.turbulences, strict=True):
        sheet.note(f"Gust-effect factor, wind {name}")
        G, least = gust_factor(sheet, setting.gust, body, wind, f)
        sheet.given("G", f"Gust-effect factor in use, wind {name}", G)
        gusts.append((G, least))
    (G_n, least_n), (G_a, least_a) = gusts
    support = _support_wind(sheet, setting, pole)
    cases = tuple((c.name, resultant((*c.parts, *support.normal), G_n)) for c in setting.sign.cases)
    along = resultant((*setting.sign.edges, *support.along), G_a)
    dead = dead_load(setting, weight)
    iced = _iced(sheet, setting, pole)
    heights = Heights(z_W, snow_height(setting), iced.height_ft if iced else 0.0)
    sheet.part("support", "Elastic critical load, for the second order")
    ice = 1000.0 * iced.weight.N if iced else 0.0
    P_e = pole.critical(sheet, setting, metal, load_height(sheet, setting, weight, ice, heights))
    loads = LoadSet(
        dead,
        pushes(cases, along),
        setting.snow,
        _seismic(sheet, setting, dead, z_W, n_1),
        0.2 * setting.ground.S_DS if setting.ground else 0.0,
        iced.weight if iced else None,
        pushes(iced.normal, iced.along) if iced else (),
    )
    ends = shared(sheet, setting.posts, loads, cases, iced.normal if iced else ())
    if metal.lean:
        sheet.assume(f"All weight leans by {metal.lean:g} of its height in both directions ({metal.series} C.2).")
        loads, ends = leaning(loads, metal.lean, heights), tuple(leaning(one, metal.lean, heights) for one in ends)
    found = (G_n, G_a), (least_n, least_a)
    return Demand(loads, ends, n_1, *found, P_e, weight, z_W, cases, along, support, iced)


@dataclass(frozen=True, slots=True)
class Iced:
    """Weight of all ice with the height of its centroid, and the wind on the ice-covered sign by case."""

    weight: Action
    height_ft: float
    normal: tuple[tuple[str, Resultant], ...]
    along: Resultant
    support: SupportWind
    G: tuple[float, float]


def _iced(sheet: Quiet, setting: Setting, pole: Pole) -> Iced | None:
    """What ice adds, with the gust factor of the sign as heavy as it then is."""
    ice = setting.ice
    if ice is None:
        return None
    post = pole.ice(sheet, setting, ice)
    sheet.part("support", "Gust-effect factor with ice")
    n_1 = pole.frequencies(sheet, setting, ice.cabinets, post)
    found = []
    for name, body, f in zip(WAYS, ice.bodies(setting.bodies), n_1, strict=True):
        sheet.note(f"Gust-effect factor with ice, wind {name}")
        found.append(gust_factor(sheet, setting.gust, body, turbulence(sheet, body), f)[0])
    G_n, G_a = found
    cases = tuple((f"ice, {c.name}", resultant((*c.parts, *post.wind.normal), G_n)) for c in ice.wind.cases)
    along = resultant((*ice.wind.edges, *post.wind.along), G_a)
    moment = sum(
        (iced.weight_lb - c.weight_lb) * (c.bottom_ft + c.top_ft) / 2.0
        for c, iced in zip(setting.cabinets, ice.cabinets, strict=True)
    )
    height = (moment + post.weight_lb * setting.H_ft / 2.0) / (ice.weight_lb + post.weight_lb)
    return Iced(ice.weight.plus(post.weight), height, cases, along, post.wind, (G_n, G_a))


def pushes(normal: Sequence[tuple[str, Resultant]], along: Resultant) -> tuple[tuple[str, Action], ...]:
    return (*(normal_action(name, r) for name, r in normal), *along_actions(along))


def normal_action(name: str, r: Resultant) -> tuple[str, Action]:
    """Wind normal to the face. Either sign of it gives the same magnitudes on a symmetric post."""
    return f"{name} (±)", Action(V_y=r.F / 1000.0, M_x=r.M / 1000.0, T=r.T / 1000.0)


def along_actions(r: Resultant) -> tuple[tuple[str, Action], ...]:
    """Wind along the face from the left and from the right; they differ by the dead moment."""
    return tuple(
        (name, Action(V_x=k * r.F / 1000.0, M_y=k * r.M / 1000.0))
        for name, k in (("along the face, to the right", 1.0), ("along the face, to the left", -1.0))
    )


def _top_mass(sheet: Quiet, setting: Setting, cabinets: Sequence[Cabinet]) -> float:
    """All cabinets, and the covers of all posts, as one mass at the top, each spread over its own height."""
    H, n = setting.H_ft, setting.posts.count
    # Ice stands a little over the top: what is there counts at the top itself.
    spread = [(c.weight_lb, c.bottom_ft, min(c.top_ft, H)) for c in cabinets]
    for c in setting.covers:
        if c.weight_plf:
            spread.append((n * c.weight_plf * (c.top_ft - c.bottom_ft), c.bottom_ft, min(c.top_ft, H)))
    return sum(sheet(top_mass, M=pounds / 1000.0 / G_IN_S2, u_0=z_0 / H, u_1=z_1 / H) for pounds, z_0, z_1 in spread)


def _support_wind(sheet: Quiet, setting: Setting, pole: Pole) -> SupportWind:
    if not setting.wind_on_support:
        return SupportWind((), ())
    sheet.part("support", "Wind on the support at G = 1")
    return pole.wind(sheet, setting)


def _seismic(
    sheet: Quiet, setting: Setting, dead: Action, z_W: float, n_1: Sequence[float]
) -> tuple[tuple[str, Action], ...]:
    """E_h in four directions at the centroid of the weight."""
    ground: Any = setting.ground
    if ground is None:
        return ()
    sheet.part("support", "Seismic load at the base")
    V_y, V_x = (dead.N * base_shear_coefficient(sheet, ground, 1.0 / f, way) for f, way in zip(n_1, WAYS, strict=True))
    sheet.note("E_h = V: rho = 1 for a nonbuilding structure not similar to a building (ASCE 7 12.3.4.1).")
    e = dead.M_y / dead.N
    return (
        ("seismic normal (±)", Action(V_y=V_y, M_x=V_y * z_W, T=V_y * e)),
        ("seismic along, to the right", Action(V_x=V_x, M_y=V_x * z_W)),
        ("seismic along, to the left", Action(V_x=-V_x, M_y=-V_x * z_W)),
    )


def stability(load: float, P_e: tuple[float, float]) -> float:
    """Largest alpha P / P_e of the two axes."""
    return load / smaller(P_e[0], P_e[1])
