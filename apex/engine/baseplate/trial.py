"""A pattern of rods stood under the combinations that matter, and the rods and depths that may do for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from apex.engine.anchor import shear, tension
from apex.engine.anchor.edge import tension_and_shear
from apex.engine.anchor.fastening import Fastening, sheared, tensioned
from apex.engine.anchor.group import RodForces
from apex.engine.anchor.rod import RodSize
from apex.engine.baseplate.check import plate_checks, rod_checks
from apex.engine.baseplate.joint import Joint, State, group_of, states
from apex.engine.baseplate.space import GRADES, Pattern, Search, embedments, hold, price
from apex.engine.baseplate.standing_free import free_checks
from apex.engine.baseplate.work import rod_forces
from apex.engine.document.baseplate import RodGradeName, Weld
from apex.engine.trace import Quiet


@dataclass(frozen=True, slots=True)
class Trial:
    """A plate with its rods, all but proven in the concrete."""

    joint: Joint
    forces: tuple[RodForces, ...]
    cost_usd: float


def with_depth(s: Search, one: Trial, h_ef: float) -> Trial:
    anchors = s.at_depth(one.joint.anchors, h_ef)
    j = replace(one.joint, group=group_of(anchors, s.packs), anchors=anchors)
    return Trial(j, one.forces, price(s, j))


@dataclass(frozen=True, slots=True)
class Stood:
    """A pattern on a plate under the active combinations, with the least thickness of plate.

    `cone_use` is the use of the cone in tension by embedment and combination, found where it is asked for.
    """

    joint: Joint
    states: tuple[State, ...]
    forces: tuple[RodForces, ...]
    cone_use: dict[float, tuple[float, ...]] = field(default_factory=dict)
    refused: dict[bool, bool] = field(default_factory=dict)

    def cones(self, h_ef: float) -> tuple[float, ...]:
        """Breakout asks nothing of the size or grade of the rods, so it is found once; bars in its place are not."""
        if self.joint.group.bars is not None:
            return (0.0,) * len(self.forces)
        if h_ef not in self.cone_use:
            f = Fastening(replace(self.joint.group, embedment_in=h_ef), self.joint.block, self.joint.editions)
            quiet = Quiet()
            self.cone_use[h_ef] = tuple(
                tension.breakout(quiet, f, q).ratio if tensioned(q) else 0.0 for q in self.forces
            )
        return self.cone_use[h_ef]


def stand(s: Search, weld: Weld, pattern: Pattern) -> Stood | None:
    """The pattern under the active combinations; None where it has no balance or no plate of the pack does."""
    thick = max(s.packs.anchor_rods.plates_in)
    # Bars of a pier serve deep rods alone: with them the search looks at the deepest first.
    h_ef = max(s.wishes.embedments_in) if s.wishes.reinforced else 12.0
    anchors = s.anchors(pattern.count, pattern.circle, pattern.size, s.wishes.grades[0], h_ef)
    j = s.joint(s.plate(pattern.side, thick), anchors, weld)
    loaded = states(j, s.active, s.sdc)
    if not all(x.balanced for x in loaded):
        return None
    need = max((c.demand for c in plate_checks(Quiet(), j, loaded)), default=0.0)
    t = next((p for p in sorted(s.packs.anchor_rods.plates_in) if p >= need), None)
    forces = rod_forces(j, loaded, s.active, s.sdc, ductile=False)
    if t is None or forces is None:
        return None
    return Stood(replace(j, plate=s.plate(pattern.side, t)), tuple(loaded), tuple(forces))


def rods(s: Search, held: Stood, size: RodSize) -> Iterator[tuple[Trial, list[float]]]:
    """Every grade of a size that carries what the pattern asks, with the embedments that may do."""
    quiet, wish = Quiet(), s.wishes.plate_washers_welded
    allowed = [h for h in embedments(s, size) if s.serves(held.joint.anchors, h)]
    if not allowed:
        return
    for welded in (False, True) if wish is None else (wish,):
        if _hopeless(s, held, welded=welded):
            continue
        loaded = [replace(x, shear_kip=held.joint.shears(x.action, washers_welded=welded)) for x in held.states]
        edges = None
        for grade in s.wishes.grades:
            plain = replace(held.joint.anchors, grade=grade, diameter_in=size.diameter_in, plate_washers_welded=welded)
            anchors = s.at_depth(plain, allowed[0])
            j = replace(held.joint, anchors=anchors, group=group_of(anchors, s.packs))
            if not (hold(rod_checks(quiet, j, loaded)) and hold(free_checks(quiet, j, loaded))):
                continue
            f = Fastening(j.group, j.block, s.editions)
            if edges is None:
                found = [shear.edges(quiet, f, q) if sheared(q) else None for q in held.forces]
                edges = [e.ratio if e else 0.0 for e in found]
            deep = _likely(s, f, held, allowed, edges)
            if deep:
                yield with_depth(s, Trial(j, held.forces, 0.0), deep[0]), deep


def _hopeless(s: Search, held: Stood, *, welded: bool) -> bool:
    """Whether concrete refuses the pattern for rods of any size: its deepest cone with the strongest edges."""
    if welded not in held.refused:
        deepest, largest = max(s.wishes.embedments_in), max(s.packs.anchor_rods.sizes, key=lambda z: z.diameter_in)
        group = replace(held.joint.group, size=largest, embedment_in=deepest, washers_welded=welded)
        f, quiet = Fastening(group, held.joint.block, s.editions), Quiet()
        use = 0.0
        for q, cone in zip(held.forces, held.cones(deepest), strict=True):
            edge = shear.edges(quiet, f, q) if sheared(q) else None
            use = max(use, tension_and_shear(r_N=cone, r_V=edge.ratio if edge else 0.0))
        held.refused[welded] = use > 1.0
        if use > 1.0:
            own = replace(held.joint.group, washers_welded=welded)
            _nearer(s, use, Fastening(own, held.joint.block, s.editions), held, deepest)
    return held.refused[welded]


def _likely(s: Search, f: Fastening, held: Stood, allowed: Sequence[float], edges: Sequence[float]) -> list[float]:
    """Embedments that pass what is known before the whole chapter is worked: head, steel, edges, and the cone."""
    quiet = Quiet()
    pull = [
        max(tension.steel(quiet, f, q).ratio, tension.head(quiet, f, q).ratio) if tensioned(q) else 0.0
        for q in held.forces
    ]
    push = [
        max(shear.steel(quiet, f, q).ratio, e) if sheared(q) else 0.0 for q, e in zip(held.forces, edges, strict=True)
    ]

    def use(h: float, *, cone: bool) -> float:
        cones = held.cones(h) if cone else (0.0,) * len(pull)
        three = zip(pull, push, cones, strict=True)
        return max((tension_and_shear(r_N=max(p, c), r_V=v) for p, v, c in three), default=0.0)

    without = use(allowed[-1], cone=False)
    if without > 1.0:
        best = max(without, use(allowed[-1], cone=True))
        _nearer(s, best, f, held, allowed[-1])
        return []
    # A deeper cone is never weaker: where the deepest fails, none holds.
    deepest = use(allowed[-1], cone=True)
    if deepest > 1.0:
        _nearer(s, deepest, f, held, allowed[-1])
        return []
    first = next(i for i, h in enumerate(allowed) if use(h, cone=True) <= 1.0)
    return list(allowed[first:])


def _nearer(s: Search, ratio: float, f: Fastening, held: Stood, h_ef: float) -> None:
    """Keep what comes nearest of all that fails."""
    if s.near is None or ratio < s.near[0]:
        grade: RodGradeName = next(g for g in GRADES if g == f.group.grade.name)
        d = f.group.size.diameter_in
        anchors = replace(
            held.joint.anchors,
            grade=grade,
            diameter_in=d,
            embedment_in=h_ef,
            plate_washers_welded=f.group.washers_welded,
        )
        s.near = ratio, replace(held.joint, anchors=anchors, group=replace(f.group, embedment_in=h_ef))
