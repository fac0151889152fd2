"""A post that changes its section: weight, first mode, buckling, wind and ice on each length with its own width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apex.engine.document import Cabinet, Orientation
from apex.engine.load.action import Action
from apex.engine.support.axis import Axes, axes
from apex.engine.support.cantilever import SegmentSpan, Spread
from apex.engine.support.ladder import Length
from apex.engine.support.metal import Metal
from apex.engine.support.mode import buckling, frequency
from apex.engine.support.setting import Setting
from apex.engine.support.weight import Weight, cabinet_weights, cover_weights, ice_weights, reach_weights, snow_weights
from apex.engine.trace import Quiet
from apex.engine.wind.ice import IceOnSign, IceOnSupport, ice_on_support
from apex.engine.wind.member import SupportWind, support_wind
from apex.engine.wind.part import Part

CHOICE = (
    "Where the section of the support changes, n_1 is that of the stepped cantilever by iteration, and P_e the least "
    "of its elastic critical loads under dead load, snow and ice each alone, at the heights they have (AISC 360 "
    "App. 8): any mixture of them buckles no sooner. The formula with the height of the weight's centroid is that of "
    "one section."
)


@dataclass(frozen=True, slots=True)
class Stepped:
    """A post of several sections, from the base up."""

    runs: tuple[Length, ...]
    orientation: Orientation

    def axes(self, run: Length) -> Axes:
        return axes(run.section, self.orientation)

    def weights(self, setting: Setting) -> Sequence[tuple[float, float]]:
        return [(r.section.weight_plf * r.height_ft, (r.z0_ft + r.z1_ft) / 2.0) for r in self.runs]

    def spans(self, count: int = 1) -> tuple[tuple[SegmentSpan, ...], tuple[SegmentSpan, ...]]:
        """So many posts as one cantilever that sways normal to the face, and along it."""
        normal, along = [], []
        for r in self.runs:
            ax, w = self.axes(r), count * r.section.weight_plf
            GJ = None if r.section.kind == "wide_flange" else count * r.steel.G * r.section.J
            normal.append(SegmentSpan(r.z0_ft, r.z1_ft, count * r.steel.E * ax.I_normal, GJ, w))
            along.append(SegmentSpan(r.z0_ft, r.z1_ft, count * r.steel.E * ax.I_along, GJ, w))
        return tuple(normal), tuple(along)

    def frequencies(
        self, sheet: Quiet, setting: Setting, cabinets: Sequence[Cabinet], ice: IceOnSupport | None = None
    ) -> tuple[float, float]:
        weights = [*cabinet_weights(cabinets), *cover_weights(setting)]
        if ice is not None:
            weights += self._ice_on_posts(setting)
        loads = [w.load(setting.H_ft) for w in weights]
        sheet.assume(CHOICE)
        normal, along = self.spans(setting.posts.count)
        found = frequency(sheet, normal, loads)
        return found, found if along == normal else frequency(sheet, along, loads)

    def wind(self, sheet: Quiet, setting: Setting) -> SupportWind:
        normal: list[Part] = []
        along: list[Part] = []
        for run in self.runs:
            ax = self.axes(run)
            pressures = [p for p in setting.pressures[ax.profile] if run.holds(p[0])]
            sheet.note(f"{run.section.name}, from {run.z0_ft:g} to {run.z1_ft:g} ft")
            H, rough = setting.H_ft, setting.roughness
            found = support_wind(sheet, setting.climate, pressures, ax.profile, rough, ax.widths_ft, H)
            normal += found.normal
            along += found.along
        return SupportWind(tuple(normal), tuple(along))

    def ice(self, sheet: Quiet, setting: Setting, ice: IceOnSign) -> IceOnSupport:
        pounds, weight = 0.0, Action()
        normal: list[Part] = []
        along: list[Part] = []
        for run, icy in self._icy(ice):
            ax, on = self.axes(run), setting.wind_on_support
            sheet.note(f"{run.section.name}, from {run.z0_ft:g} to {run.z1_ft:g} ft")
            found = ice_on_support(
                sheet, icy, ax.profile, setting.roughness, ax.widths_ft, setting.H_ft, wind_on_support=on
            )
            pounds, weight = pounds + found.weight_lb, weight.plus(found.weight)
            normal += found.wind.normal
            along += found.wind.along
        return IceOnSupport(pounds, weight, SupportWind(tuple(normal), tuple(along)))

    def _icy(self, ice: IceOnSign) -> Iterator[tuple[Length, IceOnSign]]:
        """Each length with the ice on the reaches it has."""
        for run in self.runs:
            profile = self.axes(run).profile
            yield run, replace(ice, pressures={profile: [p for p in ice.pressures[profile] if run.holds(p[0])]})

    def _ice_on_posts(self, setting: Setting) -> list[Weight]:
        return reach_weights(setting, self.runs)

    def critical(self, sheet: Quiet, setting: Setting, metal: Metal, z_W: float) -> tuple[float, float]:
        """The least over the kinds of vertical load; see `CHOICE`."""
        H = setting.H_ft
        dead = [w.load(H) for w in (*cabinet_weights(setting.cabinets), *cover_weights(setting))]
        others = [
            (name, [w.load(H) for w in weights])
            for name, weights in (("snow", snow_weights(setting)), ("ice", ice_weights(setting, self.runs)))
            if weights
        ]
        normal, along = self.spans(setting.posts.count)
        found = self._least(sheet, normal, dead, others)
        return found, found if along == normal else self._least(sheet, along, dead, others)

    def _least(
        self,
        sheet: Quiet,
        spans: Sequence[SegmentSpan],
        dead: Sequence[Spread],
        others: Sequence[tuple[str, Sequence[Spread]]],
    ) -> float:
        sheet.note("Dead load")
        found = [buckling(sheet, spans, dead).P_e_kip]
        bare = [replace(s, weight_plf=0.0) for s in spans]
        for name, loads in others:
            sheet.note(f"{name.capitalize()} alone")
            found.append(buckling(sheet, bare, loads).P_e_kip)
        return min(found)
