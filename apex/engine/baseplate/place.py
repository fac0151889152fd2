"""Rods on a circle in the plate of a side, stood under one combination after the other, as far as they are asked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from apex.engine.anchor.edge import tension_and_shear
from apex.engine.anchor.fastening import Fastening, sheared, tensioned
from apex.engine.anchor.group import RodForces
from apex.engine.anchor.use import cone_use, edge_use
from apex.engine.baseplate.check import plate_checks
from apex.engine.baseplate.joint import Joint, group_of, standing_of
from apex.engine.baseplate.ring import Ring, push
from apex.engine.baseplate.space import Search
from apex.engine.baseplate.state import Asked, State, stood
from apex.engine.baseplate.stood import Stood
from apex.engine.document.baseplate import Anchors, Weld
from apex.engine.trace import Quiet

QUIET = Quiet()
Felt = tuple[RodForces, tuple[int, ...], float]
"""A combination as the rods feel it, those of them in tension, and the use of the edges."""


class Place:
    """What concrete and equilibrium make of the places of rods, whatever the size of the rods."""

    def __init__(self, s: Search, ring: Ring, side: float) -> None:
        self.s, self.ring, self.side = s, ring, side
        grouted = s.wishes.grouted
        self.standing = standing_of(QUIET, side, side, ring.points, s.block) if grouted else None
        self.states: dict[Asked, State] = {}
        self.refused: dict[bool, float] = {}
        """By welded washers: the least ratio of what refused the place."""

    def state(self, asked: Asked) -> State:
        """The plate under one combination; the shears are those of washers as wished."""
        found = self.states.get(asked)
        if found is None:
            V = self.ring.shears(asked, welded=bool(self.s.wishes.plate_washers_welded))
            found = self.states[asked] = stood(self.standing, self.ring.points, asked, V)
        return found

    def refuses(self, strongest: Fastening, depths_in: Sequence[float]) -> float:
        """A ratio above 1 where the edges, the balance or the cones of every depth refuse rods of any size; else 0.

        A deeper cone may be weaker, so no depth speaks for another. The combination that turns the plate hardest comes
        first; for each depth the first that refuses it is enough, and a depth that holds under all is enough for all.
        """
        welded = strongest.group.washers_welded
        if welded not in self.refused:
            found = self._refused(strongest, depths_in)
            if found <= 1.0:
                return 0.0
            self.refused[welded] = found
        return self.refused[welded]

    def _refused(self, f: Fastening, depths_in: Sequence[float]) -> float:
        least, depths = math.inf, iter(depths_in)
        h = next(depths)
        felt: list[Felt] = []
        for asked in self.ring.hardest_first(self.s.asks):
            edge = _edge(f, push(asked))
            if edge > 1.0:
                return edge
            made = self.state(asked)
            if not made.balanced:
                return 2.0
            force = made.rods()
            felt.append((force, tensioned(force), edge))
            use = _used(f, h, felt[-1:])
            while use > 1.0:
                least, deeper = min(least, use), next(depths, None)
                if deeper is None:
                    return least
                h, use = deeper, _used(f, deeper, felt)
        return 0.0

    def worst(self, f: Fastening, h_ef: float, limit: float) -> float | None:
        """The greatest use of cone and edges; None above a limit, or where not every combination is balanced."""
        most = 0.0
        for asked in self.ring.hardest_first(self.s.asks):
            made = self.state(asked)
            if not made.balanced:
                return None
            force = made.rods()
            most = max(most, tension_and_shear(r_N=_cone(f, h_ef, force, tensioned(force)), r_V=_edge(f, force)))
            if most > limit:
                return None
        return most

    def stood(self, weld: Weld, anchors: Anchors) -> Stood | None:
        """Under every active combination, with the least plate; None without balance or a plate that thick."""
        s = self.s
        plain, strong = self.ring.asked(s.asks)
        loaded, shaken = [self.state(one) for one in plain], [self.state(one) for one in strong]
        if not all(one.balanced for one in (*loaded, *shaken)):
            return None
        book = sorted(s.packs.anchor_rods.plates_in)
        j = self._joint(anchors, weld, book[-1])
        need = max((c.demand for c in plate_checks(QUIET, j, loaded)), default=0.0)
        t = next((p for p in book if p >= need), None)
        if t is None:
            return None
        forces = [x.rods() for x in loaded if not x.seismic] + [x.rods() for x in shaken]
        made = replace(j, plate=s.plate(self.side, t))
        return Stood(self.ring, made, tuple(plain), tuple(loaded), tuple(forces))

    def _joint(self, anchors: Anchors, weld: Weld, thickness: float) -> Joint:
        s, p_max = self.s, None if self.standing is None else self.standing.p_max
        return Joint(
            s.column, s.plate(self.side, thickness), anchors, weld, group_of(anchors, s.packs), s.block, s.editions,
            p_max, self.standing, self.ring.lines(self.side),
        )  # fmt: skip


def _used(f: Fastening, h_ef: float, felt: Sequence[Felt]) -> float:
    """The use of cone and edges by the first combination that is above 1; else 0."""
    for force, rods, edge in felt:
        use = tension_and_shear(r_N=_cone(f, h_ef, force, rods), r_V=edge)
        if use > 1.0:
            return use
    return 0.0


def _edge(f: Fastening, force: RodForces) -> float:
    """Use of the edges."""
    return max(edge_use(f, force), 0.0) if sheared(force) else 0.0


def _cone(f: Fastening, h_ef: float, force: RodForces, rods: tuple[int, ...]) -> float:
    """Use of the cone at an embedment; bars in its place are looked at with the rods they serve."""
    return cone_use(f, force, rods, h_ef) if rods and f.group.bars is None else 0.0
