"""Rods on a circle in the plate of a side, stood under one combination after the other, as far as they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from apex.engine.anchor.edge import tension_and_shear
from apex.engine.anchor.fastening import Fastening, sheared, tensioned
from apex.engine.anchor.group import RodForces, RodGroup
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

    def refuses(self, deepest: RodGroup) -> float:
        """A ratio above 1 where the deepest cone, the edges or the balance refuse rods of any size; else 0.

        The combination that turns the plate hardest comes first, and the first that refuses is enough.
        """
        welded = deepest.washers_welded
        if welded in self.refused:
            return self.refused[welded]
        f = Fastening(deepest, self.s.block, self.s.editions, self.ring.placed)
        for asked in self.ring.hardest_first(self.s.asks):
            least = self._use(f, asked)
            if least > 1.0:
                self.refused[welded] = least
                return least
        return 0.0

    def _use(self, f: Fastening, asked: Asked) -> float:
        """The use of cone and edges by a combination; only of edges where that is enough."""
        shear = push(asked)
        edge = max(edge_use(f, shear), 0.0) if sheared(shear) else 0.0
        if edge > 1.0:
            return edge
        made = self.state(asked)
        return tension_and_shear(r_N=_cone(f, made.rods()), r_V=edge) if made.balanced else 2.0

    def worst(self, deepest: RodGroup, limit: float) -> float | None:
        """The greatest use of cone and edges; None above a limit, or where not every combination is balanced."""
        f = Fastening(deepest, self.s.block, self.s.editions, self.ring.placed)
        most = 0.0
        for asked in self.ring.hardest_first(self.s.asks):
            made = self.state(asked)
            if not made.balanced:
                return None
            force = made.rods()
            edge = max(edge_use(f, force), 0.0) if sheared(force) else 0.0
            most = max(most, tension_and_shear(r_N=_cone(f, force), r_V=edge))
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


def _cone(f: Fastening, force: RodForces) -> float:
    """Use of the cone; bars in its place are looked at with the rods they serve."""
    rods: Sequence[int] = tensioned(force)
    return cone_use(f, force, tuple(rods)) if rods and f.group.bars is None else 0.0
