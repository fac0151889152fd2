"""Side faces that deep rods near an edge may burst: one rod, and rods along an edge. lb, psi, in."""

from __future__ import annotations

import itertools
import math
from typing import NamedTuple

from apex.engine.anchor.area import distances, nearest_edge
from apex.engine.anchor.cone import LAMBDA_A
from apex.engine.anchor.group import Block, RodGroup
from apex.engine.anchor.pullout import corner, side_face, side_face_group
from apex.engine.trace import Quiet

_DIGITS = 6
DEEP = 2.5
"""h_ef > 2.5 c_a1: ACI 318-14 17.4.4.1, 318-19 17.6.4.1."""


class Face(NamedTuple):
    """Rods that burst one side face together. `along_in` is the distance between the outer ones, along the edge."""

    rods: tuple[int, ...]
    c_a1_in: float
    c_a2_in: float
    along_in: float

    def strength_lb(self, sheet: Quiet, group: RodGroup, block: Block) -> float:
        N_sb = sheet(side_face, c_a1=self.c_a1_in, A_brg=group.head_area_in2, lambda_a=LAMBDA_A, f_c=block.fc_psi)
        if len(self.rods) > 1:
            return sheet(side_face_group, s=self.along_in, c_a1=self.c_a1_in, N_sb=N_sb)
        if math.isinf(self.c_a2_in):
            sheet.note("A round side has no second edge: k_corner is 1")
            return N_sb
        return N_sb * sheet(corner, c_a2=self.c_a2_in, c_a1=self.c_a1_in)


def faces(group: RodGroup, block: Block, rods: tuple[int, ...]) -> list[Face]:
    """Every single rod and every chain of rods (s < 6 c_a1) that may burst a face; none where all are shallow."""
    deep = {i: c for i in rods if group.embedment_in > DEEP * (c := nearest_edge(block, group.points[i]))}
    if not deep:
        return []
    single = [_single(block, group, i, c) for i, c in deep.items()]
    return single + (_around(group, deep) if block.round else _rows(group, block, rods))


def _single(block: Block, group: RodGroup, i: int, c: float) -> Face:
    if block.round:
        return Face((i,), c, math.inf, 0.0)
    right, left, back, front = distances(block, group.points[i])
    second = min(back, front) if c in (right, left) else min(right, left)
    return Face((i,), c, second, 0.0)


Station = tuple[int, ...]
"""Rods at one place along an edge, one behind the other."""


def _rows(group: RodGroup, block: Block, rods: tuple[int, ...]) -> list[Face]:
    """Along each of four edges: all rods close to it, the least edge distance standing for all."""
    out = []
    for edge in range(4):
        near = {i: distances(block, group.points[i])[edge] for i in rods}
        close = [i for i, c in near.items() if group.embedment_in > DEEP * c]
        if len(close) < 2:
            continue
        axis = 1 if edge < 2 else 0
        order = _stations({i: group.points[i][axis] for i in close})
        steps = [group.points[b[0]][axis] - group.points[a[0]][axis] for a, b in itertools.pairwise(order)]
        out += _chains(order, steps, near)
    return out


def _around(group: RodGroup, deep: dict[int, float]) -> list[Face]:
    """Around a round block, spacings as chords; where all rods chain together the ring opens at its widest gap."""
    order = _stations({i: math.atan2(group.points[i][1], group.points[i][0]) for i in deep})
    if len(order) < 3:
        return _chains(order, [_gap(group, a, b) for a, b in itertools.pairwise(order)], deep)
    follow = order[1:] + order[:1]
    gaps = [_gap(group, a, b) for a, b in zip(order, follow, strict=True)]
    loose = [k for k, (a, b) in enumerate(zip(order, follow, strict=True)) if not _linked(a, b, gaps[k], deep)]
    cut = (loose[0] if loose else gaps.index(max(gaps))) + 1
    order, gaps = order[cut:] + order[:cut], gaps[cut:] + gaps[:cut]
    found = _chains(order, gaps[:-1], deep)
    return found if loose else [*found, _face([order[-1], order[0]], gaps[-1], deep)]


def _stations(place: dict[int, float]) -> list[Station]:
    """Rods in order of their places; those at the same place together."""
    found: dict[float, Station] = {}
    for i in sorted(place, key=lambda i: (round(place[i], _DIGITS), i)):
        key = round(place[i], _DIGITS)
        found[key] = (*found.get(key, ()), i)
    return list(found.values())


def _gap(group: RodGroup, a: Station, b: Station) -> float:
    return min(math.dist(group.points[i], group.points[k]) for i in a for k in b)


def _linked(a: Station, b: Station, step: float, c: dict[int, float]) -> bool:
    """Whether neighbors burst a face together: spaced less than 6 c_a1, c_a1 the lesser of both."""
    return step < 6.0 * min(c[i] for i in (*a, *b))


def _chains(order: list[Station], steps: list[float], c: dict[int, float]) -> list[Face]:
    """Runs of neighbors that burst a face together; also every neighboring pair."""
    runs: list[tuple[list[Station], float]] = [([order[0]], 0.0)]
    pairs = []
    for a, b, step in zip(order, order[1:], steps, strict=False):
        if _linked(a, b, step, c):
            runs[-1] = (runs[-1][0] + [b], runs[-1][1] + step)
            pairs.append(([a, b], step))
        else:
            runs.append(([b], 0.0))
    runs = [r for r in runs if sum(map(len, r[0])) > 1]
    groups = runs + [p for p in pairs if p not in runs]
    return [_face(stations, along, c) for stations, along in groups]


def _face(stations: list[Station], along: float, c: dict[int, float]) -> Face:
    rods = tuple(i for station in stations for i in station)
    return Face(rods, min(c[i] for i in rods), math.inf, along)
