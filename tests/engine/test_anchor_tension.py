"""Rods in tension: eccentricity of both axes, clusters, side faces, bars, the deep formula, uncracked concrete."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.anchor.group import Bars
from apex.engine.anchor.work import anchor_checks
from apex.engine.trace import Check, Computed, Quiet, Sheet
from apex.errors import OutOfScope
from tests.engine.anchoring import NEW, OLD, WIDE, block, forces, grid, group, named, ring
from tests.engine.test_anchor_area import counted

SQRT_FC = math.sqrt(4000.0)
BREAKOUT, BLOWOUT, PULLOUT = "Concrete breakout in tension", "Side-face blow-out", "Pullout"


def checked(rods, where, *cases, editions=NEW, **more) -> dict[str, Check]:
    return named(anchor_checks(Quiet(), rods, where, cases, editions, **more))


@pytest.mark.parametrize("round_one", [False, True])
def test_breakout_of_an_uneven_pull_is_the_one_worked_by_counting(round_one: bool) -> None:
    """Four of six rods pulled, in a block with two near edges: area by counting, eccentricity by moments."""
    where = block(70.0) if round_one else block(70.0, 64.0)
    points = [(14.0, 8.0), (14.0, 0.0), (6.0, 8.0), (6.0, 0.0), (-2.0, 8.0), (-2.0, 0.0)]
    T = [9.0, 7.0, 4.0, 3.0, 0.0, 0.0]
    h = 9.0
    N, pulled = sum(T), points[:4]
    x = sum(t * p[0] for t, p in zip(T, points, strict=True)) / N - 10.0
    y = sum(t * p[1] for t, p in zip(T, points, strict=True)) / N - 4.0
    edge = 35.0 - math.hypot(14.0, 8.0) if round_one else 21.0
    psi = (1 / (1 + 2 * abs(x) / (3 * h))) * (1 / (1 + 2 * abs(y) / (3 * h)))
    psi *= min(1.0, 0.7 + 0.3 * edge / 13.5)
    expected = 0.7 * counted(where, pulled, 13.5, 2000) / 81.0 / 9.0 * psi * 24.0 * SQRT_FC * h**1.5 / 1000.0
    found = checked(group(points, h), where, forces(T))[BREAKOUT]
    assert found.demand == pytest.approx(N)
    assert found.capacity == pytest.approx(expected, rel=3e-3)


def test_the_deep_formula_holds_from_11_to_25_inches_and_not_beyond() -> None:
    for h, N_b in (
        (10.9, 24 * 10.9**1.5),
        (11.0, 16 * 11.0 ** (5 / 3)),
        (25.0, 16 * 25.0 ** (5 / 3)),
        (25.1, 24 * 25.1**1.5),
    ):
        found = checked(group([(0.0, 0.0)], h), block(WIDE, WIDE), forces([10.0]))[BREAKOUT]
        assert found.capacity == pytest.approx(0.7 * N_b * SQRT_FC / 1000.0), h


def test_uncracked_concrete_has_a_quarter_more_breakout_and_four_tenths_more_pullout() -> None:
    rods, pull = group(grid(2, 2, 10.0, 10.0)), forces([8.0, 6.0, 4.0, 2.0], 3.0)
    cracked, whole = (checked(rods, block(60.0, 60.0, cracked=c), pull) for c in (True, False))
    ratio = {name: whole[name].capacity / cracked[name].capacity for name in cracked}
    assert ratio[BREAKOUT] == pytest.approx(1.25)
    assert ratio[PULLOUT] == pytest.approx(1.4)
    assert ratio["Concrete breakout in shear"] == pytest.approx(1.4)
    assert ratio["Pryout"] == pytest.approx(1.25)
    assert ratio["Rod steel in tension"] == 1.0


def test_rods_far_apart_break_out_alone_and_the_passage_is_steady() -> None:
    """At s = 3 h_ef the cone of both, with its eccentricity, and the cone of the more loaded one are the same."""
    h = 8.0
    used = []
    for s in (24.0 - 1e-6, 24.0 + 1e-6):
        found = checked(group(grid(2, 1, s, 0.0), h), block(WIDE, WIDE), forces([9.0, 4.0]))[BREAKOUT]
        used.append(found.ratio)
    assert used[0] == pytest.approx(used[1], rel=1e-5)
    assert found.demand == 9.0
    assert found.capacity == pytest.approx(0.7 * 24.0 * SQRT_FC * h**1.5 / 1000.0)
    turned = checked(group(grid(2, 1, s, 0.0), h), block(WIDE, WIDE), forces([4.0, 9.0]))
    assert turned[BREAKOUT].ratio == pytest.approx(found.ratio)
    for one_rod in ("Rod steel in tension", PULLOUT):
        assert turned[one_rod].demand == 9.0


@given(T=st.lists(st.floats(0.5, 20.0), min_size=4, max_size=4), s=st.floats(6.0, 20.0))
@settings(max_examples=40)
def test_a_pull_off_the_center_is_never_carried_better_than_the_same_pull_in_it(T: list[float], s: float) -> None:
    rods, where = group(grid(2, 2, s, s), 10.0), block(60.0, 60.0)
    even = [sum(T) / 4.0] * 4
    assert checked(rods, where, forces(T))[BREAKOUT].ratio >= checked(rods, where, forces(even))[BREAKOUT].ratio - 1e-12


def test_side_faces_of_a_row_and_of_a_corner_rod_are_the_printed_formulas() -> None:
    """h_ef 20, edges 4 in.: two rods 10 in. apart along the edge burst it together; a corner rod by itself."""
    A_brg, c, s = 1.501, 4.0, 10.0
    N_sb = 160 * c * math.sqrt(A_brg) * SQRT_FC / 1000.0
    where = block(200.0, 200.0)
    row = group([(96.0, -s / 2), (96.0, s / 2)], 20.0)
    found = checked(row, where, forces([10.0, 10.0]))[BLOWOUT]
    assert (found.demand, found.capacity) == (20.0, pytest.approx(0.7 * N_sb * (1 + s / (6 * c))))
    found = checked(row, where, forces([19.0, 1.0]))[BLOWOUT]
    assert (found.demand, found.capacity) == (19.0, pytest.approx(0.7 * N_sb)), "one rod governs"
    corner = group([(96.0, 94.0)], 20.0)
    found = checked(corner, where, forces([10.0]))[BLOWOUT]
    assert found.capacity == pytest.approx(0.7 * N_sb * (1 + 6.0 / 4.0) / 4)
    apart = group([(96.0, -12.5), (96.0, 12.5)], 20.0)
    assert checked(apart, where, forces([10.0, 10.0]))[BLOWOUT].capacity == pytest.approx(0.7 * N_sb), "25 > 6 c"


def test_shallow_rods_have_no_side_face_check() -> None:
    assert BLOWOUT not in checked(group([(96.0, 0.0)], 10.0), block(200.0, 200.0), forces([5.0]))
    assert BLOWOUT in checked(group([(96.0, 0.0)], 10.1), block(200.0, 200.0), forces([5.0]))
    assert BLOWOUT not in checked(group([(96.0, 0.0)], 20.0), block(200.0, 200.0), forces([0.0], 5.0))


def test_only_rods_close_to_the_edge_burst_its_face() -> None:
    """h_ef 20: close is nearer than 8 in. The rods of a second row at 9 in. do not count, at 7 in. they do."""
    for second, pull in ((9.0, 20.0), (7.0, 40.0)):
        points = [(100.0 - c, y) for c in (4.0, second) for y in (-5.0, 5.0)]
        found = checked(group(points, 20.0), block(200.0, 200.0), forces([10.0] * 4))[BLOWOUT]
        assert found.demand == pull


def test_side_faces_around_a_round_block_open_at_the_widest_gap() -> None:
    """Six rods of a ring of eight pulled: five chords between the outer ones."""
    where, radius, c = block(30.0), 11.0, 4.0
    chord = 2 * radius * math.sin(math.pi / 8)
    found = checked(group(ring(8, radius), 20.0), where, forces([5.0] * 6 + [0.0, 0.0]))[BLOWOUT]
    N_sb = 160 * c * math.sqrt(1.501) * SQRT_FC / 1000.0
    assert found.demand == 30.0
    assert found.capacity == pytest.approx(0.7 * N_sb * (1 + 5 * chord / (6 * c)))


def test_one_rod_bursts_a_round_side_without_a_corner_and_no_figure_of_it_is_endless() -> None:
    sheet = Sheet()
    sheet.part("baseplate", "Rods")
    where, uneven = block(30.0), forces([20.0, 1.0])
    found = named(anchor_checks(sheet, group([(11.0, 0.0), (-11.0, 0.0)], 20.0), where, [uneven], NEW))[BLOWOUT]
    assert found.capacity == pytest.approx(0.7 * 160 * 4.0 * math.sqrt(1.501) * SQRT_FC / 1000.0)
    given = [v for p in sheet.parts for s in p.steps if isinstance(s, Computed) for v in (s.value, *s.given.values())]
    assert given and all(math.isfinite(v) for v in given)


BARS = Bars(8, 0.6, 0.875, 60.0, 4.0, 60.0, 60.0)


def test_bars_take_the_place_of_the_cone_and_each_rod_has_its_share() -> None:
    rods = group(grid(2, 2, 10.0, 10.0), 18.0, bars=BARS)
    found = checked(rods, block(30.0, 30.0), forces([20.0, 20.0, 5.0, 0.0]))
    assert BREAKOUT not in found
    assert found["Anchor reinforcement"].demand == 20.0
    assert found["Anchor reinforcement"].capacity == pytest.approx(0.75 * 8 * 0.6 * 60.0 / 4)


def test_bars_must_be_near_and_developed_on_both_sides() -> None:
    def with_bars(**changes: float) -> dict[str, Check]:
        bars = Bars(**{**{f: getattr(BARS, f) for f in Bars.__slots__}, **changes})  # type: ignore[arg-type]
        return checked(group(grid(2, 2, 10.0, 10.0), 18.0, bars=bars), block(30.0, 30.0), forces([9.0] * 4))

    for editions in (NEW, OLD):
        named_ = named(
            anchor_checks(Quiet(), group(grid(2, 2, 10.0, 10.0), 18.0, bars=BARS), block(30.0, 30.0), [], editions)
        )
        need = named_["Anchor reinforcement developed above the cone"].demand
        assert need == pytest.approx(60000.0 / (20.0 * SQRT_FC) * 0.875), "f_y / (20 sqrt f'c) d_b, ACI 25.4.2"
    assert with_bars(developed_above_in=need - 0.1)["Anchor reinforcement developed above the cone"].passes is False
    assert with_bars(developed_below_in=need + 0.1)["Anchor reinforcement developed below the cone"].passes is True
    assert with_bars(distance_in=9.0)["Anchor reinforcement"].passes
    with pytest.raises(OutOfScope, match=r"0\.5 h_ef = 9 in"):
        with_bars(distance_in=9.1)
    with pytest.raises(OutOfScope, match="80 ksi"):
        with_bars(fy_ksi=100.0)


def test_rods_without_tension_have_no_tension_check() -> None:
    found = checked(group(grid(2, 2, 10.0, 10.0)), block(40.0, 40.0), forces([0.0] * 4, 2.0))
    assert not {BREAKOUT, PULLOUT, "Rod steel in tension", "Tension and shear together"} & set(found)
    assert "Pryout" in found
