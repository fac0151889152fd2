"""Posts in a rigid line: what each takes of the loads on all of them.

The cabinets hold the posts in one plane, so every load is shared linearly along the line; a quantity is largest at
an end post, and so is any check made of such quantities: the two end posts stand for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apex.engine.clause import clause
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet
from apex.engine.load.share import couple_force, positions, post_share
from apex.engine.trace import Quiet
from apex.engine.wind.part import Resultant

_PI = 3.141592653589793


@clause(
    "Statics",
    "rigid line of posts",
    symbol="theta",
    unit="deg",
    formula="180 / pi * delta * e / sum_x2 / 12",
    example=(
        {"delta": 2.0, "e": 4.0, "sum_x2": 32.0},
        1.1937,
        "Independent arithmetic: 0.25 in over each ft of the line, 0.020833 rad",
    ),
)
def line_twist(*, delta: float, e: float, sum_x2: float) -> float:
    """Turn of the line in plan: delta (in) is what one post alone would deflect under all of the load, e ft off."""
    return 180.0 / _PI * delta * e / sum_x2 / 12.0


@dataclass(frozen=True, slots=True)
class Posts:
    """So many equal posts at one spacing, their middle on the line x = 0."""

    count: int
    spacing_ft: float = 0.0

    @property
    def places(self) -> tuple[float, ...]:
        return positions(self.count, self.spacing_ft)

    @property
    def sum_x2(self) -> float:
        return sum(x * x for x in self.places)

    @property
    def ends(self) -> tuple[tuple[str, float], ...]:
        """Name and place of the posts that are worked out."""
        if self.count == 1:
            return (("", 0.0),)
        return ((", left post", self.places[0]), (", right post", self.places[-1]))

    def share(self, sheet: Quiet, e: Any, x: float) -> Any:
        """What the post at x takes of a load at eccentricity e."""
        if self.count == 1:
            return 1.0
        return sheet(post_share, n=float(self.count), e=e, x_i=x, sum_x2=self.sum_x2)

    def largest(self, e: Any) -> Any:
        """The largest share any post takes of a load at eccentricity e, either side."""
        if self.count == 1:
            return 1.0
        return 1.0 / self.count + abs(e) * self.places[-1] / self.sum_x2


def shared(
    sheet: Quiet,
    posts: Posts,
    loads: LoadSet,
    normal: Sequence[tuple[str, Resultant]],
    iced: Sequence[tuple[str, Resultant]] = (),
) -> tuple[LoadSet, ...]:
    """The loads of the two end posts, or of the one there is.

    Normal to the face the shear is shared by its own eccentricity and the moment by its own, so that torsion and
    the lean of the moment are spent between the posts. Along the face each post is a cantilever of its own.
    """
    if posts.count == 1:
        return (loads,)
    if posts.count > 2:
        sheet.assume(
            "The cabinets hold all posts in one plane, so that the posts share by a straight line; where a cabinet is "
            "too soft for that, those in the middle take more."
        )
    leans = {f"{case} (±)": r for case, r in (*normal, *iced)}
    return tuple(_one(sheet, posts, loads, leans, name.removeprefix(", "), x) for name, x in posts.ends)


def _one(sheet: Quiet, posts: Posts, loads: LoadSet, leans: Mapping[str, Resultant], name: str, x: float) -> LoadSet:
    sheet.part("support", f"Loads of the {name}, x = {x:g} ft")

    def pushed(pushes: Sequence[tuple[str, Action]]) -> list[tuple[str, Action]]:
        return [(case, _lateral(sheet, posts, a, leans.get(case), x, case)) for case, a in pushes]

    def carried(a: Action | None) -> Action | None:
        return None if a is None else _gravity(sheet, posts, a, x)

    wind, seismic, ice_wind = pushed(loads.wind), pushed(loads.seismic), pushed(loads.ice_wind)
    sheet.note("Dead load, snow and ice, each at the centroid of its weight")
    dead = _gravity(sheet, posts, loads.dead, x)
    return LoadSet(dead, wind, carried(loads.snow), seismic, loads.vertical_seismic, carried(loads.ice), ice_wind)


def _lateral(sheet: Quiet, posts: Posts, a: Action, r: Resultant | None, x: float, case: str) -> Action:
    """A push along the face is shared equally, one normal to it by where it acts."""
    n = posts.count
    if isinstance(a.V_y, float) and a.V_y == 0.0 and (not isinstance(a.T, float) or a.T == 0.0):
        return a.times(1.0 / n)
    sheet.note(f"{case}: shares of shear and of moment")
    if isinstance(a.V_y, float) and a.V_y == 0.0:
        push = sheet(couple_force, T=a.T, x_i=x, sum_x2=posts.sum_x2)
        return Action(V_x=a.V_x / n, V_y=push, M_x=a.M_x / n, M_y=a.M_y / n)
    k_V = posts.share(sheet, a.T / a.V_y, x)
    k_M = k_V if r is None else posts.share(sheet, r.X / r.M, x)
    return Action(V_x=a.V_x / n, V_y=k_V * a.V_y, M_x=k_M * a.M_x, M_y=a.M_y / n)


def _gravity(sheet: Quiet, posts: Posts, a: Action, x: float) -> Action:
    """Weight is shared as on a beam over the posts; the moment it had about the line is spent by that."""
    return Action(N=posts.share(sheet, a.M_y / a.N, x) * a.N, M_x=a.M_x / posts.count)
