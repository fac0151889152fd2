"""Patterns as the concrete takes them: refused by its edges or by the cones of all depths, or worth a closer look."""

from __future__ import annotations

from dataclasses import replace

from apex.engine.anchor.fastening import Fastening
from apex.engine.baseplate.candidate import Candidate, at_depth, candidates
from apex.engine.baseplate.joint import Joint, group_of
from apex.engine.baseplate.near import Near
from apex.engine.baseplate.place import Place
from apex.engine.baseplate.space import Pattern, Search, embedments, weld_use
from apex.engine.baseplate.stood import Stood
from apex.engine.document.baseplate import Weld

Key = tuple[int, float, float]


class Grounds:
    """What a search has found of every circle in a plate of a side; `begin` again with more combinations."""

    def __init__(self, s: Search, weld: Weld) -> None:
        self.s, self.weld, self.near = s, weld, Near()
        self.fillet = weld_use(s, weld.fexx_ksi)
        self.spent = self.weld_ratio(min(s.packs.anchor_rods.plates_in)) > 1.0
        """Whether the weld fails on the thinnest plate, where its least leg is least: then it does on all."""
        self.places: dict[Key, Place] = {}
        self.deepest_in = max(s.wishes.embedments_in)
        sizes = [z for z in s.packs.anchor_rods.sizes if z.diameter_in >= s.wishes.least_rod_in]
        self.largest = max(sizes, key=lambda z: z.diameter_in)
        self.depths_in = embedments(s, min(sizes, key=lambda z: z.diameter_in))[::-1]
        """Those of the thinnest rods hold all others; the deepest is looked at first."""
        self.strongest: dict[tuple[int, float, bool], Fastening] = {}
        self.stood: dict[Key, Stood | None] = {}
        self.put_off: set[tuple[Key, bool]] = set()
        self.fresh: set[Pattern] = set()
        """Patterns looked at under all combinations that matter now."""

    def begin(self) -> None:
        """Anew with the combinations that matter now: what refused a place under fewer still does."""
        self.near, self.stood, self.put_off = Near(), {}, set()
        self.fresh = set()

    def again(self, one: Candidate) -> list[Candidate]:
        """The candidates of a pattern once more, where they were found under fewer combinations."""
        return [] if one.pattern in self.fresh else self.candidates(one.pattern)

    def stale(self, one: Candidate) -> bool:
        """Whether a candidate was found under fewer combinations than matter now."""
        return one.pattern not in self.fresh or one.held is not self.stood.get(one.pattern.key)

    def candidates(self, pattern: Pattern) -> list[Candidate]:
        """Rods of the pattern's size that may do."""
        s = self.s
        self.fresh.add(pattern)
        depths = self._depths(pattern)
        wish = s.wishes.plate_washers_welded
        found: list[Candidate] = []
        for welded in ((False, True) if wish is None else (wish,)) if depths else ():
            if self._refuses(pattern, welded=welded):
                continue
            held = self._held(pattern)
            if held is not None:
                fillet = 0.0 if self.spent else self.weld_ratio(held.joint.plate.thickness_in)
                found += candidates(s, held, pattern, depths, self.near, fillet, welded=welded)
        return found

    def weld_ratio(self, plate_in: float) -> float:
        """The use of the fillet on a plate of a thickness."""
        return self.fillet.ratio(self.weld.size_in, plate_in)

    def _place(self, pattern: Pattern) -> Place:
        key = pattern.key
        if key not in self.places:
            self.places[key] = Place(self.s, self.s.ring(pattern.count, pattern.circle), pattern.side)
        return self.places[key]

    def _held(self, pattern: Pattern) -> Stood | None:
        """The pattern stood, once for all sizes of rods at its places."""
        key = pattern.key
        if key not in self.stood:
            s = self.s
            # Bars of a pier serve deep rods alone: with them the search looks at the deepest first.
            h_ef = self.deepest_in if s.wishes.reinforced else 12.0
            anchors = s.with_bars(s.anchors(pattern.count, pattern.circle, pattern.size, s.wishes.grades[0], h_ef))
            self.stood[key] = self._place(pattern).stood(self.weld, anchors)
        return self.stood[key]

    def _refuses(self, pattern: Pattern, *, welded: bool) -> bool:
        """Whether concrete refuses rods of any size: the cones of every depth with the strongest edges."""
        place, key = self._place(pattern), pattern.key
        if (key, welded) in self.put_off:
            return True
        least = place.refuses(self._strongest(pattern, welded=welded), self.depths_in)
        if least > 1.0:
            self.put_off.add((key, welded))
            self.near.put_off(least, lambda limit: self._look(pattern, limit, welded=welded))
        return least > 1.0

    def _look(self, pattern: Pattern, limit: float, *, welded: bool) -> tuple[float, Joint] | None:
        """Least use of a cone with the edges; None above a limit, without balance, or where no plate will do."""
        place, strongest = self._place(pattern), self._strongest(pattern, welded=welded)
        best: tuple[float, float] | None = None
        for h in self._depths(pattern):
            most = place.worst(strongest, h, limit)
            if most is not None and (best is None or most < limit):
                best, limit = (most, h), most
        held = None if best is None else self._held(pattern)
        if held is None or best is None:
            return None
        j = held.joint
        anchors = replace(j.anchors, plate_washers_welded=welded)
        shown = replace(j, anchors=anchors, group=replace(j.group, washers_welded=welded))
        return best[0], at_depth(shown, best[1])

    def _depths(self, pattern: Pattern) -> list[float]:
        """Embedments for rods of the pattern's size, less those at which the bars of a pier would not serve them."""
        s = self.s
        return [h for h in embedments(s, pattern.size) if s.serves(pattern.count, pattern.circle, h)]

    def _strongest(self, pattern: Pattern, *, welded: bool) -> Fastening:
        """The strongest rods there are, with the bars that serve them."""
        key = pattern.count, pattern.circle, welded
        if key not in self.strongest:
            s, (count, circle, _) = self.s, key
            anchors = s.anchors(count, circle, self.largest, s.wishes.grades[0], self.deepest_in, welded=welded)
            group, placed = group_of(s.with_bars(anchors), s.packs), s.ring(count, circle).placed
            self.strongest[key] = Fastening(group, s.block, s.editions, placed)
        return self.strongest[key]
