"""Weights where they are: each spread evenly over a height, at its place along the face. lb, ft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from apex.engine.document import Cabinet
from apex.engine.load.action import Action
from apex.engine.support.axis import axes
from apex.engine.support.cantilever import Spread
from apex.engine.support.ladder import Length
from apex.engine.support.setting import Setting
from apex.engine.trace import Quiet
from apex.engine.wind.ice import ice_on_support


@dataclass(frozen=True, slots=True)
class Weight:
    """So many lb from z0 to z1, at x from the support line."""

    lb: float
    z0_ft: float
    z1_ft: float
    x_ft: float = 0.0

    def above(self, z_ft: float) -> float:
        """What of it (lb) lies above a height."""
        if z_ft <= self.z0_ft:
            return self.lb
        return self.lb * max(self.z1_ft - z_ft, 0.0) / (self.z1_ft - self.z0_ft)

    def load(self, H_ft: float) -> Spread:
        """As a load on a cantilever of that height: ice stands a little over its top and counts there."""
        return Spread(self.z0_ft, min(self.z1_ft, H_ft), Action(N=self.lb / 1000.0))


def cabinet_weights(cabinets: Iterable[Cabinet]) -> list[Weight]:
    return [Weight(c.weight_lb, c.bottom_ft, c.top_ft, c.offset_ft) for c in cabinets]


def cover_weights(setting: Setting) -> list[Weight]:
    """Covers of all posts; in the middle of the line together."""
    n = setting.posts.count
    return [
        Weight(n * c.weight_plf * (c.top_ft - c.bottom_ft), c.bottom_ft, c.top_ft)
        for c in setting.covers
        if c.weight_plf
    ]


def dead_weights(setting: Setting, lengths: Sequence[Length]) -> list[Weight]:
    """Cabinets, and all posts with their covers."""
    n = setting.posts.count
    posts = [Weight(n * s.section.weight_plf * s.height_ft, s.z0_ft, s.z1_ft) for s in lengths]
    return [*cabinet_weights(setting.cabinets), *posts, *cover_weights(setting)]


def snow_weights(setting: Setting) -> list[Weight]:
    """Snow on the plan of every cabinet, which the posts take over its height."""
    if not setting.snow_psf:
        return []
    return [
        Weight(setting.snow_psf * c.width_ft * c.t_ft, c.bottom_ft, c.top_ft, c.offset_ft) for c in setting.cabinets
    ]


def reach_weights(setting: Setting, lengths: Sequence[Length]) -> list[Weight]:
    """Ice on every reach of every post."""
    ice, found = setting.ice, []
    if ice is None:
        return []
    for s in lengths:
        ax = axes(s.section, setting.orientation)
        for entry in ice.pressures[ax.profile]:
            reach = entry[0]
            if not s.holds(reach):
                continue
            # Only its weight is asked for here: the wind on it is found with that on all reaches.
            alone = replace(ice, pressures={ax.profile: [entry]})
            on = ice_on_support(
                Quiet(), alone, ax.profile, setting.roughness, ax.widths_ft, setting.H_ft, wind_on_support=False
            )
            found.append(Weight(on.weight_lb, reach.z0, reach.z1, reach.x))
    return found


def ice_on_cabinets(setting: Setting) -> list[Weight]:
    """Ice at the height and place of each cabinet; none where no ice is given."""
    if setting.ice is None:
        return []
    return [
        Weight(iced.weight_lb - c.weight_lb, c.bottom_ft, c.top_ft, c.offset_ft)
        for c, iced in zip(setting.cabinets, setting.ice.cabinets, strict=True)
    ]


def ice_weights(setting: Setting, lengths: Sequence[Length]) -> list[Weight]:
    """Ice on the cabinets and on the posts."""
    return [*ice_on_cabinets(setting), *reach_weights(setting, lengths)]


def weight_above(weights: Iterable[Weight], z_ft: float) -> Action:
    """N (kip) of what lies above a height, and its moment about the support line."""
    held = [(w.above(z_ft), w.x_ft) for w in weights]
    return Action(N=sum(lb for lb, _ in held) / 1000.0, M_y=sum(lb * x for lb, x in held) / 1000.0)
