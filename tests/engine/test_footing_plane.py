"""Soil pressure without tension: against a fine grid, a fibre relaxation, and equilibrium itself."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from apex.engine.footing.cut import Cut
from apex.engine.footing.plane import corner_plane, newton_plane, plane, unit_plane
from apex.engine.footing.polygon import clipped, moments, rectangle, rectangle_moments
from apex.engine.footing.shape import Footing

inside = st.floats(0.0, 0.495)


def grid(B: float, L: float, n: int = 1200):
    x = ((np.arange(n) + 0.5) / n - 0.5) * B
    y = ((np.arange(n) + 0.5) / n - 0.5) * L
    return np.meshgrid(x, y, indexing="ij")


def pressed_by_springs(N: float, e_x: float, e_y: float, B: float, L: float, n: int = 400) -> float:
    """Corner pressure of a bed of springs that let go in tension: lifted ones are dropped until none pulls."""
    X, Y = (a.ravel() for a in grid(B, L, n))
    cell, held = B * L / n**2, np.ones(n * n, bool)
    for _ in range(300):
        A = np.stack([np.ones(held.sum()), X[held], Y[held]])
        p = np.linalg.solve(A @ A.T * cell, [N, N * e_x, N * e_y])
        now = p[0] + p[1] * X + p[2] * Y > 0.0
        if (now == held).all():
            break
        held = now
    return float(p[0] + p[1] * B / 2.0 + p[2] * L / 2.0)


@given(u=inside, v=inside)
@settings(max_examples=300)
def test_the_pressure_balances_force_and_both_moments(u, v) -> None:
    found = unit_plane(u, v)
    assert found is not None
    A, S_x, S_y, I_xx, I_xy, I_yy = moments(clipped(rectangle(0.5, 0.5), *found))
    a, b, c = found
    assert a * A + b * S_x + c * S_y == pytest.approx(1.0, abs=1e-6)
    assert a * S_x + b * I_xx + c * I_xy == pytest.approx(u, abs=1e-6)
    assert a * S_y + b * I_xy + c * I_yy == pytest.approx(v, abs=1e-6)


@given(half_x=st.floats(0.05, 50.0), half_y=st.floats(0.05, 50.0))
def test_the_moments_of_a_rectangle_are_those_of_its_polygon(half_x, half_y) -> None:
    assert rectangle_moments(half_x, half_y) == moments(rectangle(half_x, half_y))


@pytest.mark.parametrize(
    ("B", "L", "e_x", "e_y"),
    [(8, 10, 1.0, 2.0), (6, 6, 1.8, 0.2), (10, 5, 2.4, 1.2), (7, 9, 0.3, 3.4), (6, 12, 2.2, 4.5), (8, 8, 0.9, 0.9)],
)
def test_the_corner_pressure_is_that_of_springs_which_let_go(B, L, e_x, e_y) -> None:
    found = plane(100.0, e_x, e_y, B, L)
    assert found is not None
    assert found.q_max == pytest.approx(pressed_by_springs(100.0, e_x, e_y, B, L), rel=2e-3)


@given(u=st.floats(0.02, 0.45), v=st.floats(0.02, 0.45), B=st.floats(3.0, 20.0), L=st.floats(3.0, 20.0))
@settings(max_examples=60)
def test_a_grid_of_the_pressure_adds_up_to_the_loads(u, v, B, L) -> None:
    found = plane(50.0, u * B, -v * L, B, L)
    assert found is not None
    X, Y = grid(B, L, 600)
    q = np.maximum(found.a + found.b * X + found.c * Y, 0.0) * B * L / 600**2
    assert q.sum() == pytest.approx(50.0, rel=2e-3)
    assert (q * X).sum() == pytest.approx(50.0 * u * B, rel=5e-3)
    assert (q * Y).sum() == pytest.approx(-50.0 * v * L, rel=5e-3)
    # Corners only: a plane has its largest value there, and the grid's largest is half a cell away.
    assert found.q_max == pytest.approx(found.at(B / 2.0, -L / 2.0))


def test_the_kern_and_one_axis_are_the_formulas_of_the_books() -> None:
    in_kern, one_way = plane(60.0, 0.5, 0.0, 6.0, 5.0), plane(60.0, 0.0, 1.8, 5.0, 6.0)
    assert in_kern is not None and one_way is not None
    assert in_kern.full and in_kern.q_max == pytest.approx(2.0 * 1.5)
    assert not one_way.full and one_way.q_max == pytest.approx(2.0 * 60.0 / (3.0 * 5.0 * (3.0 - 1.8)))
    assert one_way.pressed_area == pytest.approx(5.0 * 3.0 * 1.2)
    assert one_way.q_min == 0.0


@given(u=st.floats(0.26, 0.47), v=st.floats(0.26, 0.47))
@settings(max_examples=60)
def test_newton_finds_the_triangle_that_has_a_closed_form(u, v) -> None:
    found = newton_plane(u, v)
    assert found is not None
    assert found == pytest.approx(corner_plane(u, v), rel=1e-6)


@given(u=inside, v=inside, step=st.floats(1e-4, 0.05))
@settings(max_examples=150)
def test_more_eccentricity_never_presses_less(u, v, step) -> None:
    assume(u + step < 0.495)
    less, more = unit_plane(u, v), unit_plane(u + step, v)
    assert less is not None and more is not None
    assert sum(more) / 2.0 + more[0] / 2.0 >= (sum(less) / 2.0 + less[0] / 2.0) * (1.0 - 1e-9)


@pytest.mark.parametrize(("N", "e_x", "e_y"), [(10, 3.0, 0), (10, 0, 4.0), (10, 5.0, 0.1), (0, 0, 0), (-5, 0, 0)])
def test_there_is_no_pressure_where_nothing_can_balance(N, e_x, e_y) -> None:
    assert plane(N, e_x, e_y, 6.0, 8.0) is None


@given(u=st.floats(0.0, 0.45), v=st.floats(0.0, 0.45), at=st.floats(-0.45, 0.45))
@settings(max_examples=60)
def test_strips_are_what_a_fine_grid_says(u, v, at) -> None:
    B, L, w = 9.0, 7.0, 0.35
    found = plane(40.0, u * B, v * L, B, L)
    assert found is not None
    cut = Cut("", Footing(B, L, 1.5, 4.0, 2.0), found, w)
    X, Y = grid(B, L, 900)
    q = (np.maximum(found.a + found.b * X + found.c * Y, 0.0) - w) * B * L / 900**2
    for side, axis, coordinate in ((B, "x", X), (L, "y", Y)):
        x = abs(at) * side
        far = coordinate > x
        toe, heel = cut.beyond(f"toe_{axis}", x), cut.beyond(f"heel_{axis}", x)
        assert toe[0] == pytest.approx(q[far].sum(), abs=0.15)
        assert toe[1] == pytest.approx((q * (coordinate - x))[far].sum(), abs=0.3)
        near = coordinate < -x
        assert heel[0] == pytest.approx(-q[near].sum(), abs=0.15)
        assert heel[1] == pytest.approx(-(q * (-coordinate - x))[near].sum(), abs=0.3)
    V, M_x, M_y = cut.around(3.0)
    out = (np.abs(X) > 1.5) | (np.abs(Y) > 1.5)
    assert pytest.approx(q[out].sum(), abs=0.2) == V
    assert M_x == pytest.approx((q * Y)[out].sum(), abs=0.4)
    assert M_y == pytest.approx((q * X)[out].sum(), abs=0.4)


def test_the_strip_on_either_side_and_the_middle_make_the_whole() -> None:
    found = plane(40.0, 1.2, 0.7, 9.0, 7.0)
    assert found is not None
    right, left = found.beyond(1.0, 1.0, 0)[0], found.beyond(1.0, -1.0, 0)[0]
    middle = found.inside(1.0, 3.5)[0]
    assert right + left + middle == pytest.approx(40.0, rel=1e-9)
    assert math.isclose(found.inside(4.5, 3.5)[2], 28.0, rel_tol=1e-9)
