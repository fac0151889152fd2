"""All that weighs on the posts: how much, how high, and how far it leans. lb and kip, ft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from apex.engine.elementwise import choose, larger
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet, asd, lrfd
from apex.engine.load.dead import weight_height
from apex.engine.support.setting import Setting
from apex.engine.trace import Quiet


class Heights(NamedTuple):
    """Centroids (ft) of dead load, snow and ice."""

    dead: float
    snow: float
    ice: float


def total_weight(sheet: Quiet, setting: Setting, lengths: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Weight of cabinets, posts and covers (lb) and its height (ft); `lengths` are those of one post."""
    n, totals = setting.posts.count, setting.totals
    weight, z_W = totals.weight_lb, totals.weight_centroid_ft
    for pounds, z in (*lengths, *_dress(setting)):
        if n > 1 and sheet.records:
            sheet.note(f"{n} posts")
        z_W = sheet(weight_height, W_c=weight, z_c=z_W, W_p=n * pounds, z_p=z)
        weight = weight + n * pounds
    return weight, z_W


def _dress(setting: Setting) -> list[tuple[float, float]]:
    """Weight (lb) and middle (ft) of each cover of one post."""
    return [
        (c.weight_plf * (c.top_ft - c.bottom_ft), (c.top_ft + c.bottom_ft) / 2.0)
        for c in setting.covers
        if c.weight_plf
    ]


def dead_load(setting: Setting, weight: float) -> Action:
    """Weight (lb) of all at its place along the face."""
    offset = setting.totals.weight_lb * setting.totals.weight_centroid_x_ft
    return Action(N=weight / 1000.0, M_y=offset / 1000.0)


def snow_height(setting: Setting) -> float:
    """Centroid of the snow, which lies on top of every cabinet."""
    plans = [(c.width_ft * c.t_ft, c.top_ft) for c in setting.cabinets]
    return sum(A * z for A, z in plans) / sum(A for A, _ in plans)


def load_height(sheet: Quiet, setting: Setting, weight: float, ice: float, z: Heights) -> float:
    """Centroid (ft) of all vertical load in the combination that has it highest: dead load, snow and ice (lb)."""
    S = 0.0 if setting.snow is None else 1000.0 * setting.snow.N
    if S == 0.0 and setting.ice is None:
        return z.dead
    found, asce = z.dead, setting.climate.code.edition
    for c in (*lrfd(asce), *asd(asce)):
        D, S_c, D_i = c.D * weight, c.S * S, c.D_i * ice
        found = larger(found, (D * z.dead + S_c * z.snow + D_i * z.ice) / (D + S_c + D_i))
    sheet.note("L reaches to the centroid of all vertical load in the combination that has it highest:")
    sheet.given("z_P", "Height of the centroid of dead load, snow and ice together", found, "ft")
    return found


def leaning(loads: LoadSet, lean: float, z: Heights) -> LoadSet:
    """The same with all weight out of plumb by so much of its height, both ways to the unfavorable side."""
    dead = _leaning(loads.dead, lean * z.dead)
    snow = None if loads.snow is None else _leaning(loads.snow, lean * z.snow)
    return replace(loads, dead=dead, snow=snow, ice=None if loads.ice is None else _leaning(loads.ice, lean * z.ice))


def _leaning(a: Action, e: float) -> Action:
    """Weight that stands e (ft) off, along the face to the side it leans to already."""
    return a._replace(M_x=a.M_x + e * a.N, M_y=a.M_y + choose(a.M_y >= 0.0, e, -e) * a.N)
