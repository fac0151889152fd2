"""Areas of joined squares in a block, against counting of points; edges, spacings, clusters."""

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.anchor.area import clusters, covered_area, distances, nearest_edge, widest_step
from apex.engine.anchor.group import Block, Point
from tests.engine.anchoring import block, grid, ring


def counted(where: Block, points: list[Point], reach: float, n: int = 1200) -> float:
    """The same area by counting the middles of small squares."""
    W, L = where.width_in, where.width_in if where.round else where.length_in
    x = ((np.arange(n) + 0.5) / n - 0.5) * W
    y = ((np.arange(n) + 0.5) / n - 0.5) * L
    hit = np.zeros((n, n), dtype=bool)
    for px, py in points:
        hit |= (np.abs(x - px) < reach)[:, None] & (np.abs(y - py) < reach)[None, :]
    if where.round:
        hit &= x[:, None] ** 2 + y[None, :] ** 2 < (W / 2) ** 2
    return float(hit.sum()) * W * L / n**2


@pytest.mark.parametrize("seed", range(40))
def test_the_area_is_the_one_that_counting_finds(seed: int) -> None:
    draw = random.Random(seed)
    W, L = draw.uniform(10, 60), draw.uniform(10, 60)
    where = block(W) if seed % 2 else block(W, L)
    points = [(draw.uniform(-W / 2, W / 2), draw.uniform(-W / 2, W / 2)) for _ in range(draw.randint(1, 9))]
    reach = draw.uniform(1.5, 25)
    assert covered_area(where, points, reach) == pytest.approx(counted(where, points, reach), rel=6e-3, abs=0.3)


@pytest.mark.parametrize("seed", range(20))
def test_a_ring_of_rods_in_a_round_block_has_the_area_that_counting_finds(seed: int) -> None:
    draw = random.Random(seed)
    D = draw.uniform(24, 72)
    points = list(ring(draw.randint(4, 12), D * draw.uniform(0.15, 0.45), draw.random()))
    reach = draw.uniform(2, 40)
    assert covered_area(block(D), points, reach) == pytest.approx(counted(block(D), points, reach), rel=6e-3)


def test_a_whole_block_is_never_exceeded_and_rods_never_give_more_than_their_squares() -> None:
    points = list(ring(8, 10.0))
    assert covered_area(block(36.0), points, 100.0) == pytest.approx(math.pi * 18.0**2)
    assert covered_area(block(36.0, 48.0), points, 100.0) == pytest.approx(36.0 * 48.0)
    far = list(grid(3, 2, 50.0, 60.0))
    assert covered_area(block(4000.0, 4000.0), far, 10.0) == pytest.approx(6 * 400.0)


def test_joined_squares_are_the_rectangle_of_the_commentary() -> None:
    """ACI 318 Fig. R17.6.2.1(b): (c_a1 + s_1 + 1.5 h_ef)(c_a2 + s_2 + 1.5 h_ef)."""
    h, c_1, c_2, s_1, s_2 = 8.0, 6.0, 5.0, 10.0, 14.0
    W = 200.0
    points = [(-W / 2 + c_1 + i * s_1, -W / 2 + c_2 + j * s_2) for i in (0, 1) for j in (0, 1)]
    assert covered_area(block(W, W), points, 1.5 * h) == pytest.approx((c_1 + s_1 + 12.0) * (c_2 + s_2 + 12.0))


points_inside = st.tuples(st.floats(-12.0, 12.0), st.floats(-12.0, 12.0))


@given(points=st.lists(points_inside, min_size=1, max_size=8), reach=st.floats(1.0, 30.0), round_one=st.booleans())
@settings(max_examples=60)
def test_a_mirror_and_a_longer_reach_keep_and_widen_the_area(
    points: list[Point], reach: float, round_one: bool
) -> None:
    where = block(36.0) if round_one else block(36.0, 36.0)
    area = covered_area(where, points, reach)
    for image in ([(-x, y) for x, y in points], [(x, -y) for x, y in points], [(y, x) for x, y in points]):
        assert covered_area(where, image, reach) == pytest.approx(area, rel=1e-9)
    assert covered_area(where, points, reach * 1.1) >= area * (1.0 - 1e-9)
    assert covered_area(where, [*points, (0.0, 0.0)], reach) >= area * (1.0 - 1e-9)


def test_edge_distances_of_a_rectangle_and_of_a_circle() -> None:
    assert distances(block(20.0, 30.0), (4.0, -5.0)) == (6.0, 14.0, 20.0, 10.0)
    assert nearest_edge(block(20.0, 30.0), (4.0, -5.0)) == 6.0
    assert nearest_edge(block(20.0), (6.0, -6.0)) == pytest.approx(10.0 - math.hypot(6.0, 6.0))
    assert distances(block(20.0), (6.0, 0.0)) == pytest.approx((4.0, 16.0, 8.0, 8.0))
    for c in distances(block(20.0), (6.0, -5.0)):
        assert c >= nearest_edge(block(20.0), (6.0, -5.0))
    assert nearest_edge(block(20.0), (9.0, 9.0)) < 0.0


def test_the_widest_step_joins_all_rods() -> None:
    assert widest_step(grid(2, 2, 10.0, 20.0)) == 20.0
    assert widest_step(grid(4, 3, 6.0, 9.0)) == 9.0
    assert widest_step(ring(8, 10.0)) == pytest.approx(20.0 * math.sin(math.pi / 8))
    assert widest_step([(1.0, 2.0)]) == 0.0


def test_clusters_are_rods_whose_squares_overlap_in_a_chain() -> None:
    points = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (30.0, 0.0), (30.0, 6.5)]
    assert clusters(points, range(5), 3.0) == [(0, 1, 2), (3,), (4,)]
    assert clusters(points, range(5), 3.3) == [(0, 1, 2), (3, 4)]
    assert clusters(points, (0, 2), 3.0) == [(0,), (2,)]
