"""Loads of the end posts at any height, from all that lies above it: exact cuts of wind, weight and earthquake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet
from apex.engine.support.cantilever import cut_moment
from apex.engine.support.demand import Demand, pushes
from apex.engine.support.ladder import Length
from apex.engine.support.line import shared
from apex.engine.support.seismic_cut import seismic_above
from apex.engine.support.setting import Setting
from apex.engine.support.weight import Weight, dead_weights, ice_weights, snow_weights, weight_above
from apex.engine.trace import Quiet
from apex.engine.wind.cabinet import WindCase
from apex.engine.wind.member import SupportWind
from apex.engine.wind.part import Part, Resultant, above, resultant

EVENLY = (
    "Forces above the base are cut from all that acts above: cabinets load the posts evenly over their height, and "
    "moments take the amplifier of the base."
)
EARTHQUAKE = (
    "Above the base the earthquake is spread over the height by ASCE 7 12.8.3; at the base it acts at the centroid of "
    "the weight."
)


@dataclass(frozen=True, slots=True)
class Cuts:
    """A sign and its posts, to be cut at any height. Weights in lb."""

    setting: Setting
    demand: Demand
    dead: Sequence[Weight]
    snow: Sequence[Weight]
    ice: Sequence[Weight]

    def loads(self, sheet: Quiet, z_ft: float) -> tuple[LoadSet, ...]:
        """Unfactored loads of the end posts from what lies above z (ft), first order."""
        d, sign = self.demand, self.setting.sign
        sheet.part("support", f"Forces at {z_ft:g} ft above grade")
        sheet.assume(EVENLY)
        normal, along = _wind(sheet, sign.cases, sign.edges, d.support, d.G, z_ft)
        iced: tuple[tuple[str, Resultant], ...] = ()
        ice_wind: Sequence[tuple[str, Action]] = ()
        if d.iced is not None and self.setting.ice is not None:
            icy = self.setting.ice.wind
            iced, iced_along = _wind(sheet, icy.cases, icy.edges, d.iced.support, d.iced.G, z_ft, "ice, ")
            ice_wind = pushes(iced, iced_along)
        seismic: Sequence[tuple[str, Action]] = ()
        if d.loads.seismic:
            sheet.assume(EARTHQUAKE)
            sheet.note("Seismic load above it")
            seismic = seismic_above(sheet, self.dead, d.loads.seismic, d.n_1, z_ft)
        whole = replace(
            d.loads,
            dead=weight_above(self.dead, z_ft),
            wind=pushes(normal, along),
            snow=weight_above(self.snow, z_ft) if self.snow else None,
            seismic=seismic,
            ice=weight_above(self.ice, z_ft) if self.ice else None,
            ice_wind=ice_wind,
        )
        return shared(sheet, self.setting.posts, whole, normal, iced)


def cuts(setting: Setting, d: Demand, runs: Sequence[Length]) -> Cuts:
    """What is cut, for posts of these lengths."""
    return Cuts(setting, d, dead_weights(setting, runs), snow_weights(setting), ice_weights(setting, runs))


def _wind(
    sheet: Quiet,
    cases: Sequence[WindCase],
    edges: Sequence[Part],
    posts: SupportWind,
    G: tuple[float, float],
    z_ft: float,
    prefix: str = "",
) -> tuple[tuple[tuple[str, Resultant], ...], Resultant]:
    """Wind above a height by case and along the face, its moments about that height."""
    on_posts = _above(posts.normal, z_ft)
    normal = []
    for c in cases:
        name = f"{prefix}{c.name}"
        normal.append((name, _cut(sheet, name, resultant((*_above(c.parts, z_ft), *on_posts), G[0]), z_ft)))
    along = resultant((*_above(edges, z_ft), *_above(posts.along, z_ft)), G[1])
    return tuple(normal), _cut(sheet, f"{prefix}along the face", along, z_ft)


def _above(parts: Sequence[Part], z_ft: float) -> list[Part]:
    return [p for p in (above(part, z_ft) for part in parts) if p.pieces]


def _cut(sheet: Quiet, name: str, r: Resultant, z_ft: float) -> Resultant:
    """The moment about the cut, written down as S_1 about grade less V z."""
    if sheet.records:
        sheet.note(f"{name}: V = {r.F / 1000.0:,.3f} kip, T = {r.T / 1000.0:,.2f} kip-ft, strength level")
        sheet(cut_moment, S_1=(r.M + z_ft * r.F) / 1000.0, V=r.F / 1000.0, z=z_ft, C=0.0)
    return r
