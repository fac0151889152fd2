"""Deeper, farther from edges, stronger concrete, thicker rods: never less strength. Mirrors change nothing."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.anchor.group import Block, RodForces, RodGroup
from apex.engine.anchor.work import anchor_checks
from apex.engine.trace import Quiet
from tests.engine.anchoring import NEW, block, forces, grid, group, named, ring

tension = st.floats(0.0, 15.0).map(lambda t: t if t > 0.01 else 0.0)


@st.composite
def fastenings(draw: st.DrawFn) -> tuple[RodGroup, Block, RodForces]:
    """Four to eight rods in a round or a rectangular block, with a pull on some and shear and torsion on all."""
    points = draw(st.sampled_from([grid(2, 2, 10.0, 12.0), grid(3, 2, 8.0, 10.0), ring(6, 8.0), ring(8, 9.0)]))
    where = draw(st.sampled_from([block(34.0), block(60.0), block(34.0, 30.0), block(44.0, 90.0, depth_in=28.0)]))
    T = draw(st.lists(tension, min_size=len(points), max_size=len(points)))
    V_x, V_y, torsion = draw(st.floats(-8, 8)), draw(st.floats(-8, 8)), draw(st.floats(-80, 80))
    welded = draw(st.booleans())
    return group(points, 16.0, washers_welded=welded), where, forces(T, V_x, V_y, torsion)


def ratios(rods: RodGroup, where: Block, load: RodForces) -> dict[str, float]:
    return {n: c.ratio for n, c in named(anchor_checks(Quiet(), rods, where, [load], NEW)).items()}


@given(one=fastenings(), more=st.floats(1.0, 2.4))
@settings(max_examples=60, deadline=None)
def test_stronger_concrete_never_carries_less(one: tuple[RodGroup, Block, RodForces], more: float) -> None:
    rods, where, load = one
    weak, strong = ratios(rods, where, load), ratios(rods, replace(where, fc_psi=where.fc_psi * more), load)
    assert all(strong[n] <= weak[n] + 1e-9 for n in weak)


@given(one=fastenings(), more=st.floats(1.0, 3.0))
@settings(max_examples=60, deadline=None)
def test_a_larger_load_is_never_carried_better(one: tuple[RodGroup, Block, RodForces], more: float) -> None:
    rods, where, load = one
    larger = RodForces(
        "more", [more * t for t in load.tension_kip], more * load.shear_x_kip, more * load.shear_y_kip,
        more * load.torsion_kipin,
    )  # fmt: skip
    small, large = ratios(rods, where, load), ratios(rods, where, larger)
    for name in set(small) & set(large) - {"Rod spacing", "Rod edge distance", "Concrete depth for the rods"}:
        assert large[name] >= small[name] - 1e-9, name


@given(c=st.floats(4.0, 30.0), step=st.floats(0.0, 20.0), V=st.floats(0.5, 9.0), T=st.floats(0.5, 9.0))
@settings(max_examples=80, deadline=None)
def test_rods_farther_from_an_edge_never_carry_less(c: float, step: float, V: float, T: float) -> None:
    """Two rods beside one edge of a wide block."""
    used = []
    for edge in (c, c + step):
        rods = group([(200.0 - edge, -5.0), (200.0 - edge, 5.0)], 12.0)
        used.append(ratios(rods, block(400.0, 400.0), forces([T, T / 2], V)))
    for name in ("Concrete breakout in tension", "Concrete breakout in shear", "Pryout"):
        assert used[1][name] <= used[0][name] + 1e-9, name
    assert used[1].get("Side-face blow-out", 0.0) <= used[0].get("Side-face blow-out", math.inf) + 1e-9


@given(h=st.floats(3.01, 10.9), step=st.floats(0.0, 14.0), T=st.floats(0.5, 9.0))
@settings(max_examples=80, deadline=None)
def test_deeper_rods_away_from_edges_never_carry_less(h: float, step: float, T: float) -> None:
    """While the rods stay one group (s < 3 h_ef) and within 25 in., where ACI's deep formula ends.

    At 11 in., where that formula begins, it gives 0.6 % less.
    """
    used = [
        ratios(group(grid(2, 2, 9.0, 9.0), d), block(400.0, 400.0), forces([T, T, T / 3, 0.0])) for d in (h, h + step)
    ]
    name = "Concrete breakout in tension"
    assert used[1][name] <= used[0][name] * 1.006


@given(one=fastenings())
@settings(max_examples=60, deadline=None)
def test_a_mirror_of_everything_changes_nothing(one: tuple[RodGroup, Block, RodForces]) -> None:
    rods, where, load = one
    before = ratios(rods, where, load)
    flipped = replace(rods, points=tuple((-x, y) for x, y in rods.points))
    after = ratios(flipped, where, load._replace(shear_x_kip=-load.shear_x_kip, torsion_kipin=-load.torsion_kipin))
    assert after.keys() == before.keys()
    for name in before:
        assert after[name] == pytest.approx(before[name], rel=1e-6, abs=1e-9), name


@given(one=fastenings())
@settings(max_examples=60, deadline=None)
def test_a_quarter_turn_of_everything_changes_nothing(one: tuple[RodGroup, Block, RodForces]) -> None:
    rods, where, load = one
    before = ratios(rods, where, load)
    turned = replace(rods, points=tuple((-y, x) for x, y in rods.points))
    aside = replace(where, width_in=where.length_in, length_in=where.width_in)
    after = ratios(turned, aside, load._replace(shear_x_kip=-load.shear_y_kip, shear_y_kip=load.shear_x_kip))
    assert after.keys() == before.keys()
    for name in before:
        assert after[name] == pytest.approx(before[name], rel=1e-6, abs=1e-9), name
