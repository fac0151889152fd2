"""Side faces that deep rods near an edge may burst: one rod, and rods along an edge. lb, psi, in."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from apex.engine.anchor.area import distances, nearest_edge
from apex.engine.anchor.cone import LAMBDA_A
from apex.engine.anchor.group import Block, RodGroup
from apex.engine.anchor.pullout import corner, side_face, side_face_group
from apex.engine.trace import Quiet

DEEP = 2.5
"""h_ef > 2.5 c_a1: ACI 318-14 17.4.4.1, 318-19 17.6.4.1."""


@dataclass(frozen=True, slots=True)
class Face:
    """Rods that burst one side face together. `along_in` is the distance between the outer ones, along the edge."""

    rods: tuple[int, ...]
    c_a1_in: float
    c_a2_in: float
    along_in: float

    def strength_lb(self, sheet: Quiet, group: RodGroup, block: Block) -> float:
        N_sb = sheet(side_face, c_a1=self.c_a1_in, A_brg=group.head_area_in2, lambda_a=LAMBDA_A, f_c=block.fc_psi)
        if len(self.rods) > 1:
            return sheet(side_face_group, s=self.along_in, c_a1=self.c_a1_in, N_sb=N_sb)
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


def _rows(group: RodGroup, block: Block, rods: tuple[int, ...]) -> list[Face]:
    """Along each of four edges: all rods close to it, the least edge distance standing for all."""
    out = []
    for edge in range(4):
        near = {i: distances(block, group.points[i])[edge] for i in rods}
        close = [i for i, c in near.items() if group.embedment_in > DEEP * c]
        if len(close) < 2:
            continue
        axis = 1 if edge < 2 else 0
        place = {i: group.points[i][axis] for i in close}
        order = sorted(close, key=place.__getitem__)
        steps = [place[b] - place[a] for a, b in itertools.pairwise(order)]
        out += _chains(order, steps, near)
    return out


def _around(group: RodGroup, deep: dict[int, float]) -> list[Face]:
    """Around a round block, spacings as chords; the ring opens at its widest gap."""
    if len(deep) < 2:
        return []
    order = sorted(deep, key=lambda i: math.atan2(group.points[i][1], group.points[i][0]))
    gaps = [math.dist(group.points[a], group.points[b]) for a, b in zip(order, order[1:] + order[:1], strict=True)]
    cut = gaps.index(max(gaps)) + 1
    order, gaps = order[cut:] + order[:cut], gaps[cut:] + gaps[:cut]
    return _chains(order, gaps[:-1], deep)


def _chains(order: list[int], steps: list[float], c: dict[int, float]) -> list[Face]:
    """Runs of neighbors spaced less than 6 c_a1, c_a1 the lesser of both; also every neighboring pair."""
    runs: list[tuple[list[int], float]] = [([order[0]], 0.0)]
    pairs = []
    for a, b, step in zip(order, order[1:], steps, strict=False):
        if step < 6.0 * min(c[a], c[b]):
            runs[-1] = (runs[-1][0] + [b], runs[-1][1] + step)
            pairs.append(([a, b], step))
        else:
            runs.append(([b], 0.0))
    runs = [r for r in runs if len(r[0]) > 1]
    groups = runs + [p for p in pairs if p not in runs]
    return [Face(tuple(rods), min(c[i] for i in rods), math.inf, along) for rods, along in groups]
