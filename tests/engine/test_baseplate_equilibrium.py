"""The plate on its grout: the Design Guide along one axis, and balance in any direction by adding up small squares."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.baseplate.alone import linear
from apex.engine.baseplate.bearing import bearing_length, critical_eccentricity, rod_tension
from apex.engine.baseplate.equilibrium import Stand, Standing
from apex.engine.baseplate.rectangle import block

SQUARE = [(x, y) for x in (-8.0, 8.0) for y in (-8.0, 8.0)]


def ring(n: int, R: float) -> list[tuple[float, float]]:
    return [(R * math.cos(math.pi * (2 * i + 1) / n), R * math.sin(math.pi * (2 * i + 1) / n)) for i in range(n)]


def pressed(stand: Stand, B: float, L: float, steps: int = 500) -> tuple[float, float, float]:
    """Force and moments of the block, square by square: nothing of the engine but where its line lies."""
    dx, dy = B / steps, L / steps
    N = M_x = M_y = 0.0
    for i, k in itertools.product(range(steps), range(steps)):
        x, y = (i + 0.5) * dx - B / 2.0, (k + 0.5) * dy - L / 2.0
        if stand.n[0] * x + stand.n[1] * y >= stand.h_in:
            N, M_x, M_y = N + 1.0, M_x + y, M_y + x
    k = stand.pressure_ksi * dx * dy
    return k * N, k * M_x, k * M_y


@pytest.mark.parametrize(
    ("N", "M_x", "M_y", "points"),
    [
        (40.0, 600.0, 0.0, SQUARE),
        (40.0, 600.0, 200.0, SQUARE),
        (10.0, -700.0, 650.0, ring(8, 9.0)),
        (-25.0, 500.0, -120.0, ring(6, 9.0)),
        (90.0, 250.0, 250.0, ring(6, 9.0)),
        (60.0, 90.0, -140.0, SQUARE),
    ],
)
def test_block_and_rods_balance_the_loads_when_added_up_square_by_square(N, M_x, M_y, points) -> None:
    B, L = 22.0, 20.0
    stand = Standing(B, L, points, 1.1).under(N, M_x, M_y)
    assert stand.regime in ("small", "large")
    C, C_x, C_y = pressed(stand, B, L)
    T = stand.tension_kip
    pull_x = sum(t * p[1] for t, p in zip(T, points, strict=True))
    pull_y = sum(t * p[0] for t, p in zip(T, points, strict=True))
    assert C - sum(T) == pytest.approx(N, abs=0.01 * (C + 1.0))
    assert C_x - pull_x == pytest.approx(M_x, abs=0.01 * (C + 1.0) * L / 2.0)
    assert C_y - pull_y == pytest.approx(M_y, abs=0.01 * (C + 1.0) * B / 2.0)
    assert min(T) >= 0.0 and stand.pressure_ksi <= 1.1 + 1e-12


def residual(stand: Stand, B: float, L: float, points, N: float, M_x: float, M_y: float) -> float:
    """Out of balance over the size of the loads, by the corners of the block's own polygon."""
    corners = [(B / 2, L / 2), (-B / 2, L / 2), (-B / 2, -L / 2), (B / 2, -L / 2)]
    inside = []
    for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
        da, db = (stand.n[0] * q[0] + stand.n[1] * q[1] - stand.h_in for q in (a, b))
        if da >= 0.0:
            inside.append(a)
        if da * db < 0.0:
            k = da / (da - db)
            inside.append((a[0] + k * (b[0] - a[0]), a[1] + k * (b[1] - a[1])))
    A = Q_x = Q_y = 0.0
    for a, b in zip(inside, inside[1:] + inside[:1], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        A, Q_x, Q_y = A + cross / 2.0, Q_x + cross * (a[0] + b[0]) / 6.0, Q_y + cross * (a[1] + b[1]) / 6.0
    p, T = stand.pressure_ksi, stand.tension_kip
    miss = (
        p * A - sum(T) - N,
        p * Q_x - sum(t * q[0] for t, q in zip(T, points, strict=True)) - M_y,
        p * Q_y - sum(t * q[1] for t, q in zip(T, points, strict=True)) - M_x,
    )
    return max(abs(m) for m in miss) / (abs(N) * 10.0 + math.hypot(M_x, M_y))


loads = {"N": st.floats(-80.0, 150.0), "M": st.floats(0.1, 2500.0), "angle": st.floats(-math.pi, math.pi)}


@given(
    **loads, B=st.floats(12.0, 30.0), L=st.floats(12.0, 30.0), n=st.sampled_from((4, 5, 6, 8)), p=st.floats(0.8, 4.0)
)
@settings(max_examples=400, deadline=None)
def test_the_residual_of_equilibrium_is_below_a_millionth(N, M, angle, B, L, n, p) -> None:
    points = ring(n, min(B, L) / 2.0 - 2.0)
    M_x, M_y = M * math.sin(angle), M * math.cos(angle)
    stand = Standing(B, L, points, p).under(N, M_x, M_y)
    if stand.regime in ("small", "large"):
        assert residual(stand, B, L, points, N, M_x, M_y) < 1e-6
    if stand.regime == "pulled":
        assert stand.pressure_ksi == 0.0
        assert sum(stand.tension_kip) == pytest.approx(-N, rel=1e-6)
    assert stand.regime == "none" or min(stand.tension_kip) >= 0.0


@given(angle=st.floats(0.0, math.pi / 2.0), h=st.floats(-0.99, 0.99), b=st.floats(3.0, 15.0), l=st.floats(3.0, 15.0))
@settings(max_examples=200)
def test_the_part_beyond_a_line_and_the_part_before_it_make_the_rectangle(angle, h, b, l) -> None:
    c, s = math.cos(angle), math.sin(angle)
    at = h * (b * c + l * s)
    A, Q_x, Q_y, chord = block(b, l, c, s, at)
    rest = block(b, l, -c, -s, -at)
    assert A + rest[0] == pytest.approx(4.0 * b * l, rel=1e-9)
    assert Q_x + rest[1] == pytest.approx(0.0, abs=1e-8 * b * b * l)
    assert Q_y + rest[2] == pytest.approx(0.0, abs=1e-8 * b * l * l)
    step = 1e-5
    assert (block(b, l, c, s, at - step)[0] - A) / step == pytest.approx(chord, abs=2e-2 * (b + l))


@given(N=st.floats(5.0, 200.0), M=st.floats(50.0, 1800.0), p=st.floats(1.0, 4.0))
@settings(max_examples=300)
def test_along_one_axis_it_is_the_design_guide(N, M, p) -> None:
    """Small moment: Y = L - 2e. Large: the guide's quadratic. Its negative radicand is our `none`."""
    B, L, f = 20.0, 22.0, 8.0
    stand = Standing(B, L, SQUARE, p).under(N, M, 0.0)
    e, e_crit = M / N, critical_eccentricity(L=L, N=N, p=p, B=B)
    radicand = (f + L / 2.0) ** 2 - 2.0 * (M + N * f) / (p * B)
    if e <= e_crit:
        assert stand.regime == "small"
        assert L / 2.0 - stand.h_in == pytest.approx(L - 2.0 * e)
        assert stand.pressure_ksi == pytest.approx(N / (B * (L - 2.0 * e)))
    elif radicand <= 0.0:
        assert stand.regime == "none" and stand.share >= 1.0
    else:
        Y = bearing_length(f=f, L=L, M=M, N=N, p=p, B=B)
        T = rod_tension(p=p, B=B, Y=Y, N=N)
        assert stand.regime == "large" and stand.share < 1.0
        assert L / 2.0 - stand.h_in == pytest.approx(Y, rel=1e-7)
        assert sum(stand.tension_kip) == pytest.approx(T, rel=1e-6, abs=1e-6)


def test_the_large_moment_of_a_22_in_plate_by_hand() -> None:
    """376 kip, 3,600 kip-in, 22 x 22 in., 2.21 ksi, rods at 9.5 in.: 48.62 Y^2/2 - 48.62 x 20.5 Y + 7,172 = 0."""
    rods = [(x, y) for x in (-9.5, 9.5) for y in (-9.5, 9.5)]
    stand = Standing(22.0, 22.0, rods, 2.21).under(376.0, 3600.0, 0.0)
    Y = 20.5 - math.sqrt(20.5**2 - 2.0 * 7172.0 / 48.62)
    assert pytest.approx(9.3095, abs=1e-3) == Y
    assert 11.0 - stand.h_in == pytest.approx(Y)
    assert sum(stand.tension_kip) == pytest.approx(48.62 * Y - 376.0) == pytest.approx(76.63, abs=0.01)
    assert stand.tension_kip == pytest.approx((38.31, 0.0, 38.31, 0.0), abs=0.01)


@pytest.mark.parametrize("turn", [0.01, 0.3, 0.7, 1.2])
def test_signs_mirror_the_stand_and_nothing_else(turn: float) -> None:
    rods = ring(8, 9.0)
    there = Standing(22.0, 20.0, rods, 2.0)
    M_x, M_y = 900.0 * math.sin(turn), 900.0 * math.cos(turn)
    plain = there.under(20.0, M_x, M_y)
    for sx, sy in ((-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)):
        image = there.under(20.0, sy * M_x, sx * M_y)
        pulls = {(round(sx * p[0], 6), round(sy * p[1], 6)): t for p, t in zip(rods, plain.tension_kip, strict=True)}
        for p, t in zip(rods, image.tension_kip, strict=True):
            assert t == pytest.approx(pulls[round(p[0], 6), round(p[1], 6)], abs=1e-9)
        assert image.n == pytest.approx((sx * plain.n[0], sy * plain.n[1]))


@pytest.mark.parametrize("angle", [0.0, 0.2, math.pi / 4.0, 1.1, math.pi / 2.0])
def test_more_moment_pulls_more_and_more_weight_pulls_less(angle: float) -> None:
    there = Standing(22.0, 22.0, ring(6, 9.0), 2.21)

    def pull(N: float, M: float) -> float:
        stand = there.under(N, M * math.sin(angle), M * math.cos(angle))
        return max(stand.tension_kip) if stand.regime != "none" else math.inf

    by_moment = [pull(10.0, 50.0 * i) for i in range(1, 40)]
    by_weight = [pull(-40.0 + 5.0 * i, 800.0) for i in range(30)]
    assert all(a <= b + 1e-9 for a, b in itertools.pairwise(by_moment))
    assert all(a >= b - 1e-9 for a, b in itertools.pairwise(by_weight))


def test_uplift_alone_and_uplift_with_a_little_moment_are_the_rods_own() -> None:
    there = Standing(22.0, 22.0, ring(6, 9.0), 2.21)
    assert there.under(-60.0, 0.0, 0.0).tension_kip == pytest.approx((10.0,) * 6)
    stand = there.under(-60.0, 100.0, 40.0)
    assert stand.regime == "pulled"
    assert stand.tension_kip == pytest.approx(linear(there.points, -60.0, 100.0, 40.0))
    assert sum(t * p[1] for t, p in zip(stand.tension_kip, there.points, strict=True)) == pytest.approx(-100.0)


def test_a_load_the_concrete_cannot_take_finds_no_stand_and_no_number_passes_for_one() -> None:
    there = Standing(12.0, 12.0, [(x, y) for x in (-4.0, 4.0) for y in (-4.0, 4.0)], 1.0)
    centric = there.under(150.0, 0.0, 0.0)
    assert centric.regime == "none" and centric.share > 1.0
    turned = there.under(60.0, 900.0, 300.0)
    assert turned.regime == "none" and turned.share > 1.0
    held = there.under(60.0, 90.0, 30.0)._replace(share=0.0)
    assert held.regime in ("small", "large")


@pytest.mark.parametrize("angle", [0.0, 0.4, math.pi / 2.0, 2.5])
def test_more_weight_than_the_concrete_bears_finds_no_stand_whatever_little_moment_comes_with_it(angle: float) -> None:
    """The block that would carry 130 kip at 0.875 ksi is larger than the plate: 148.6 in2 of 144."""
    there = Standing(12.0, 12.0, ring(4, 4.0), 0.875)
    for M in (0.001, 1.0, 20.0, 100.0):
        stand = there.under(130.0, M * math.sin(angle), M * math.cos(angle))
        assert stand.regime == "none"
        assert stand.share >= 130.0 / 126.0 * (1.0 - 1e-6)
