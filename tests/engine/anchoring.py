"""Groups, blocks and forces of rods for the tests."""

import math
from collections.abc import Sequence
from typing import Any

from apex.engine.anchor.group import Block, Point, RodForces, RodGroup
from apex.engine.edition import EDITIONS
from apex.engine.trace import Check
from apex.packs.load import load_packs

RODS = load_packs().anchor_rods
NEW, OLD = EDITIONS["IBC2021"], EDITIONS["IBC2018"]
WIDE = 4000.0
"""A block so wide that no edge counts."""


def grid(columns: int, rows: int, s_x: float, s_y: float, x: float = 0.0, y: float = 0.0) -> tuple[Point, ...]:
    """Rods in rows about x, y."""
    return tuple(
        (x + (i - (columns - 1) / 2) * s_x, y + (j - (rows - 1) / 2) * s_y) for j in range(rows) for i in range(columns)
    )


def ring(n: int, radius: float, turn: float = 0.5) -> tuple[Point, ...]:
    return tuple(
        (radius * math.cos(2 * math.pi * (i + turn) / n), radius * math.sin(2 * math.pi * (i + turn) / n))
        for i in range(n)
    )


def group(
    points: Sequence[Point], h_ef: float = 12.0, d_a: float = 1.0, grade: str = "F1554-36", **more: Any
) -> RodGroup:
    size = next(s for s in RODS.sizes if s.diameter_in == d_a)
    more.setdefault("head_area_in2", size.head_area_in2)
    found = next(g for g in RODS.grades if g.name == grade)
    return RodGroup(tuple(points), size, found, h_ef, **more)


def block(width: float, length: float | None = None, fc: float = 4000.0, **more: Any) -> Block:
    """A rectangle, or a circle where no length is given."""
    return Block(fc, width, width if length is None else length, length is None, **more)


def forces(tension: Sequence[float], V_x: float = 0.0, V_y: float = 0.0, T: float = 0.0, **more: Any) -> RodForces:
    return RodForces(more.pop("name", "one"), tuple(tension), V_x, V_y, T, **more)


def named(checks: Sequence[Check]) -> dict[str, Check]:
    return {c.name: c for c in checks}
