"""Rods of one size, grade and washers at the places of a pattern that has been stood, at the depths that may do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from apex.engine.anchor.group import RodForces, RodGroup
from apex.engine.anchor.layout import layout_checks
from apex.engine.anchor.placed import Placed
from apex.engine.anchor.use import Strengths
from apex.engine.baseplate.joint import Joint, free_length, group_of
from apex.engine.baseplate.near import Near
from apex.engine.baseplate.space import Pattern, Search, price
from apex.engine.baseplate.stood import Stood, together
from apex.engine.document.baseplate import Anchors
from apex.engine.trace import Quiet

QUIET = Quiet()

Use = Callable[[float], float]
"""Of an embedment, in.: the greatest ratio."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A plate with its rods, all but proven in the concrete."""

    joint: Joint
    forces: tuple[RodForces, ...]
    placed: Placed


@dataclass(frozen=True, slots=True)
class Candidate:
    """Rods that carry what a pattern asks, with the embedments that may do, and the cost at the first of them."""

    pattern: Pattern
    held: Stood
    anchors: Anchors
    """Without the bars of a pier, at any depth."""
    use: Use
    depths: Sequence[float]
    """From the one looked at on; of the deeper ones some may not do."""
    cost_usd: float

    def trial(self, s: Search) -> Trial:
        """The whole joint at the first depth, with the bars that serve there."""
        anchors = s.with_bars(replace(self.anchors, embedment_in=self.depths[0]))
        j = replace(self.held.joint, group=group_of(anchors, s.packs), anchors=anchors)
        return Trial(j, self.held.forces, self.held.ring.placed)

    def deeper(self, s: Search) -> list[Candidate]:
        """The same rods at the next depth that may do, if there is one."""
        rest = _holding(self.use, self.depths[1:])
        if not rest:
            return []
        return [replace(self, depths=rest, cost_usd=_price(s, self.held, self.pattern, self.anchors, rest[0]))]


def _holding(use: Use, depths: Sequence[float]) -> Sequence[float]:
    """From the first depth that may do on."""
    return next((depths[i:] for i, h in enumerate(depths) if use(h) <= 1.0), ())


def _price(s: Search, held: Stood, pattern: Pattern, anchors: Anchors, h_ef: float) -> float:
    return price(s, held.joint.plate, replace(anchors, embedment_in=h_ef), pattern.size, held.joint.weld)


def candidates(
    s: Search, held: Stood, pattern: Pattern, depths: Sequence[float], near: Near, fillet: float, *, welded: bool
) -> Iterator[Candidate]:
    """Every grade of a size that carries what the pattern asks; `fillet` is the use of the weld on its plate."""
    j, size, book = held.joint, pattern.size, s.packs.anchor_rods
    plain = replace(j.anchors, diameter_in=size.diameter_in, plate_washers_welded=welded, embedment_in=depths[0])
    free_in = free_length(plain, j.plate.thickness_in)
    holding = [g for name in s.wishes.grades for g in book.grades if g.name == name]
    holding = [g for g in holding if held.threaded(size, g, free_in=free_in, welded=welded)]
    if not holding:
        return
    group = group_of(s.with_bars(plain), s.packs)
    edges, prices = held.edges(group), dict[float, float]()
    for grade in holding:
        own = replace(group, grade=grade)
        named = replace(plain, grade=grade.name)  # type: ignore[arg-type]
        if not (plain.grouted or held.stands_free(replace(j, anchors=named, group=own))):
            continue
        use = _use(held, own, edges, fillet)
        deep = _holding(use, depths)
        if not deep:
            made = replace(j, anchors=s.with_bars(named), group=own)
            best = min(depths, key=use)
            near.take(use(best), lambda made=made, best=best: at_depth(made, best))  # type: ignore[misc]
            continue
        if deep[0] not in prices:
            prices[deep[0]] = _price(s, held, pattern, plain, deep[0])
        yield Candidate(pattern, held, named, use, deep, prices[deep[0]])


def _use(held: Stood, group: RodGroup, edges: list[float], fillet: float) -> Use:
    """What rods use at an embedment, as far as it is known without the whole chapter: no side faces, no pryout.

    A deeper cone may be weaker: another formula beyond 25 in., another edge within reach, an area that edges cap.
    """
    f = held.fastening(group)
    strong, place = Strengths(f), max(fillet, *(c.ratio for c in layout_checks(QUIET, f)))
    asked = held.asked(welded=group.washers_welded)
    pull = [max(q.T / strong.steel_T, q.T / strong.head[q.quake]) for q in asked]
    push = [max(q.V / strong.steel_V, e) for q, e in zip(asked, edges, strict=True)]
    return lambda h: max(place, together([max(p, c) for p, c in zip(pull, held.cones(h), strict=True)], push))


def at_depth(j: Joint, h_ef: float) -> Joint:
    """The rods of a joint at another embedment, with the bars they have."""
    return replace(j, anchors=replace(j.anchors, embedment_in=h_ef), group=replace(j.group, embedment_in=h_ef))
