"""Rods at their places in a block: what depends on neither their steel nor their load is found once and kept. in."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from apex.engine.anchor.area import clusters, nearest_edge
from apex.engine.anchor.cone import Cone, Stance, cone_of
from apex.engine.anchor.edge_body import EdgeBody, edge_body, stiff, towards
from apex.engine.anchor.face import Face, faces
from apex.engine.anchor.group import Block, Kind, Point, RodGroup
from apex.engine.anchor.image import Front, fronts, mirror, symmetric
from apex.engine.trace import Quiet

Rods = tuple[int, ...]
Row = list[tuple[int, float]]
"""Of every rod of a row its number and its place along the edge."""
_ROW_IN = 1e-5
QUIET = Quiet()


@dataclass(slots=True)
class Cones:
    """The cones over some rods, and of every pull on them the one used most: its place, pull (kip), strength (lb)."""

    every: list[Cone]
    most: dict[tuple[float, ...], tuple[int, float, float]] = field(default_factory=dict)
    image: Cones | None = None
    """Those with x and y in each other's place, where they were asked for."""


@dataclass(slots=True)
class Towards:
    """Bodies that rows of rods break out towards the edges, and the use of the edges by directions of shear."""

    group: RodGroup
    block: Block
    images: tuple[Rods | None, Rods | None]
    """The rods turned over along x and along y."""
    bodies: dict[tuple[int, Rods], EdgeBody] = field(default_factory=dict)
    uses: dict[tuple[float, float, float], tuple[float, int]] = field(default_factory=dict)
    """Ratio and number of the edge used most."""

    def body(self, edge: int, rods: Rods) -> EdgeBody:
        """The body that some rods of a row break out towards an edge: as strong as that of their image along it."""
        key = edge, rods
        found = self.bodies.get(key)
        if found is None:
            image = self.images[edge < 2]
            like = image and self.bodies.get((edge, tuple([image[i] for i in rods[::-1]])))
            if like:
                found = like._replace(rods=rods, center_in=-like.center_in)
            else:
                found = edge_body(QUIET, self.group, self.block, edge, rods)
            self.bodies[key] = found
        return found


@dataclass(slots=True)
class Placed:
    """Rods in a block. Searches share it among rods of every size, grade and embedment at the same places."""

    points: tuple[Point, ...]
    block: Block
    stances: dict[Rods, Stance] = field(default_factory=dict)
    joined: dict[Rods, float] = field(default_factory=dict)
    """A reach of their squares that joins some rods: a longer one does too."""
    cones: dict[tuple[str, float, Rods], Cones] = field(default_factory=dict)
    like: dict[tuple[str, tuple[tuple[Rods, float], ...]], Cones] = field(default_factory=dict)
    whole_cones: dict[tuple[str, float], float] = field(default_factory=dict)
    faces: dict[tuple[float, Rods], list[Face]] = field(default_factory=dict)
    edges: dict[tuple[float, float, bool], Towards] = field(default_factory=dict)
    """By stiffness and welded washers."""
    rows: dict[int, list[Row]] = field(default_factory=dict)
    pairs: dict[int, Rods] = field(default_factory=dict)
    pair_rows: dict[int, list[Row]] = field(default_factory=dict)
    alike: bool = False
    """The rods are their own mirror images about both axes, as the block is."""
    fronts: tuple[Front, ...] = ()
    """Of every edge the one that stands for it."""
    nearest: float | None = None
    step: float | None = None
    span: float | None = None
    centroid: tuple[float, float, float] | None = None

    def __post_init__(self) -> None:
        self.alike = symmetric(self.points)
        self.fronts = fronts(self.points, square=self.block.round or self.block.width_in == self.block.length_in)

    def cones_of(self, group: RodGroup, rods: Rods, h_ef: float | None = None) -> Cones:
        """A cone for every set of rods whose squares overlap, at their own or another embedment.

        Where h'_ef takes the place of many embedments they have the same cones.
        """
        h = group.embedment_in if h_ef is None else h_ef
        key = group.kind, h, rods
        found = self.cones.get(key)
        if found is None:
            found = self.cones[key] = self._swapped(*key) or self._cones(*key)
        return found

    def _cones(self, kind: Kind, h: float, rods: Rods) -> Cones:
        stances = [self._stance(near) for near in self._near(rods, 1.5 * h)]
        alike = kind, tuple([(one.rods, one.embedment(QUIET, h)) for one in stances])
        found = self.like.get(alike)
        if found is None:
            every = [cone_of(QUIET, kind, one, own) for one, (_, own) in zip(stances, alike[1], strict=True)]
            found = self.like[alike] = Cones(every)
        return found

    def _swapped(self, kind: Kind, h: float, rods: Rods) -> Cones | None:
        """The cones over some rods, where those over their image with x and y in each other's place are known."""
        edge, image = self.fronts[2]
        known = None if edge else self.cones.get((kind, h, tuple(sorted([image[i] for i in rods]))))
        if known is not None and known.image is None:
            turned = [(tuple(sorted([image[i] for i in one.rods])), one) for one in known.every]
            known.image = Cones([one._replace(rods=own, center=one.center[::-1]) for own, one in sorted(turned)])
        return None if known is None else known.image

    def _near(self, rods: Rods, reach: float) -> list[Rods]:
        """Rods whose cones overlap, together: nearer than 3 h_ef (ACI 318-14 17.2.1.1, 318-19 17.5.1.3.1)."""
        if reach >= self.joined.get(rods, math.inf):
            return [rods]
        found = clusters(self.points, rods, reach)
        if len(found) == 1:
            self.joined[rods] = reach
        return found

    def _stance(self, rods: Rods) -> Stance:
        if rods not in self.stances:
            self.stances[rods] = Stance(self.block, self.points, rods)
        return self.stances[rods]

    def whole_cone_lb(self, group: RodGroup) -> float:
        """The cone of all rods under a central pull, lb."""
        key = group.kind, group.embedment_in
        if key not in self.whole_cones:
            self.whole_cones[key] = self.cone(QUIET, group, tuple(range(len(self.points)))).central_lb
        return self.whole_cones[key]

    def cone(self, sheet: Quiet, group: RodGroup, rods: Rods) -> Cone:
        """The cone of some of the rods, at the embedment they have."""
        stance = self._stance(rods)
        return cone_of(sheet, group.kind, stance, stance.embedment(sheet, group.embedment_in))

    def faces_of(self, group: RodGroup, rods: Rods) -> list[Face]:
        """Side faces that these rods may burst."""
        key = group.embedment_in, rods
        found = self.faces.get(key)
        if found is None:
            found = self.faces[key] = faces(group, self.block, rods)
        return found

    def towards_edges(self, group: RodGroup) -> Towards:
        """What was found so far of the edges for rods as stiff as these, with washers like theirs."""
        key = (*stiff(group), group.washers_welded)
        if key not in self.edges:
            images = mirror(self.points, -1.0, 1.0), mirror(self.points, 1.0, -1.0)
            self.edges[key] = Towards(group, self.block, images)
        return self.edges[key]

    def rows_behind(self, edge: int) -> list[Row]:
        """Rows of rods from an edge backwards."""
        if edge not in self.rows:
            self.rows[edge] = _rows(self.points, edge)
        return self.rows[edge]

    def front_pair(self, edge: int) -> Rods:
        """The two rods nearest to an edge; of a longer row the two closest to each other: the narrowest body.

        Of equally close ones those nearest to a corner.
        """
        if edge not in self.pairs:
            rows = self.rows_behind(edge)
            pairs = [
                (round(t_b - t_a, 6), -round(abs(t_a + t_b), 6), a, b)
                for (a, t_a), (b, t_b) in itertools.pairwise(rows[0])
            ]
            order = [i for row in rows for i, _ in row]
            self.pairs[edge] = min(pairs)[2:] if pairs else tuple(order[:2])
        return self.pairs[edge]

    def rows_of_pair(self, edge: int) -> list[Row]:
        """The rows of the two rods nearest to an edge, and only these rods of them."""
        if edge not in self.pair_rows:
            pair = self.front_pair(edge)
            rows = ([one for one in row if one[0] in pair] for row in self.rows_behind(edge))
            self.pair_rows[edge] = [row for row in rows if row]
        return self.pair_rows[edge]

    def nearest_edge_in(self) -> float:
        """Least edge distance of a rod; negative where one stands outside."""
        if self.nearest is None:
            self.nearest = min(nearest_edge(self.block, p) for p in self.points)
        return self.nearest

    def least_step_in(self) -> float:
        """Least distance of two rods; infinite where there is one."""
        if self.step is None:
            near = (math.dist(p, q) for i, p in enumerate(self.points) for q in self.points[:i])
            self.step = min(near, default=math.inf)
        return self.step

    def span_in(self) -> float:
        """The greatest distance between two rods."""
        if self.span is None:
            self.span = max((math.dist(p, q) for p in self.points for q in self.points), default=0.0)
        return self.span

    def middle(self) -> tuple[float, float, float]:
        """Centroid of the rods, and their sum of squares about it."""
        if self.centroid is None:
            n = len(self.points)
            x = sum(p[0] for p in self.points) / n
            y = sum(p[1] for p in self.points) / n
            self.centroid = (x, y, sum((p[0] - x) ** 2 + (p[1] - y) ** 2 for p in self.points))
        return self.centroid


def _rows(points: Sequence[Point], edge: int) -> list[Row]:
    places = [towards(edge, p) for p in points]
    rows: list[Row] = []
    last = math.inf
    for i in sorted(range(len(places)), key=lambda i: (-math.floor(1e6 * places[i][0] + 0.5), places[i][1])):
        if last - places[i][0] > _ROW_IN:
            rows.append([])
            last = places[i][0]
        rows[-1].append((i, places[i][1]))
    return rows
