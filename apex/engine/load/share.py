"""How n posts in a rigid line share what arrives at their base."""

from __future__ import annotations

from apex.engine.clause import clause


@clause(
    "Statics",
    "rigid line of posts",
    symbol="s_i",
    unit="",
    formula="1 / n + e * x_i / sum_x2",
    example=(
        {"n": 2.0, "e": 4.0, "x_i": 4.0, "sum_x2": 32.0},
        1.0,
        "A 20 ft sign on two posts 8 ft apart: case B (e = 4 ft) puts all its force on one post",
    ),
)
def post_share(*, n: float, e: float, x_i: float, sum_x2: float) -> float:
    """Share of post i at x_i (ft) from the centroid of n posts, force at eccentricity e (ft)."""
    return 1.0 / n + e * x_i / sum_x2


@clause(
    "Statics",
    "rigid line of posts",
    symbol="V_i",
    unit="kip",
    formula="T * x_i / sum_x2",
    example=({"T": 32.0, "x_i": 4.0, "sum_x2": 32.0}, 4.0, "Independent arithmetic: couple of two posts 8 ft apart"),
)
def couple_force(*, T: float, x_i: float, sum_x2: float) -> float:
    """Shear of post i from a torsion alone (kip-ft), spent as a couple between the posts."""
    return T * x_i / sum_x2


def positions(count: int, spacing_ft: float) -> tuple[float, ...]:
    """Places of the posts from their centroid, ft."""
    middle = (count - 1) / 2.0
    return tuple((i - middle) * spacing_ft for i in range(count))
