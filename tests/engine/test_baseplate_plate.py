"""Thickness of the plate, fit of its parts, and the published examples it is held to."""

import itertools
import math
from dataclasses import replace

import pytest

from apex.engine.anchor.group import Block
from apex.engine.baseplate.bearing import frustum
from apex.engine.baseplate.bending import bend_lines, bend_ways
from apex.engine.baseplate.joint import joint
from apex.engine.baseplate.outline import rod_points
from apex.engine.baseplate.side import bearing_side
from apex.engine.baseplate.state import states
from apex.engine.document.baseplate import PlateConcrete, Weld
from apex.engine.load.action import Action
from apex.engine.load.combination import Case
from apex.engine.trace import Quiet
from tests.engine.plates import (
    EDITION,
    FILLET,
    GIVEN,
    PACKS,
    SLAB,
    circle,
    column,
    grid,
    named,
    one,
    plate,
    sign_cases,
    work,
)

W = column("W12X96")


def heavy(side_x: float, side_y: float, fc: float, N: float, M: float = 0.0):
    """The Design Guide's examples: A2/A1 = 1, so the concrete is as large as the plate."""
    concrete = PlateConcrete(fc_psi=fc, width_in=side_x, length_in=side_y, depth_in=60)
    base = replace(plate(side_x, 1.5), length_in=side_y)
    rods = grid(side_x - 4.0, side_y - 4.0, gap_in=0.0)
    return work([one(N, M_x=M / 12.0)], column=W, plate=base, anchors=rods, concrete=concrete)


def test_the_axial_example_of_the_design_guide_asks_for_its_thickness() -> None:
    """AISC DG1 Ex. 4.1: W12x96, 700 kip, 20 x 22 in., m 4.97, n 5.12 in.: 1.60 in."""
    found = named(heavy(20.0, 22.0, 3000.0, 700.0))
    assert found["Plate thickness, bearing side"].demand == pytest.approx(1.60, abs=0.01)
    assert found["Bearing where no rod pulls"].demand == pytest.approx(700.0 / 440.0)
    assert found["Bearing where no rod pulls"].capacity == pytest.approx(0.65 * 0.85 * 3.0)


def test_the_small_moment_example_of_the_design_guide_asks_for_its_thickness() -> None:
    """AISC DG1 Ex. 4.6: W12x96, 376 kip, 940 kip-in, 19 x 19 in., f'c 4 ksi: 1.36 in."""
    found = named(heavy(19.0, 19.0, 4000.0, 376.0, 940.0))
    assert found["Plate thickness, bearing side"].demand == pytest.approx(1.36, abs=0.01)
    assert found["Bearing where no rod pulls"].demand == pytest.approx(376.0 / (19.0 * 14.0))
    assert "Rod tension" not in found


def test_a_negative_radicand_fails_and_nothing_is_judged_behind_it() -> None:
    found = heavy(14.0, 14.0, 3000.0, 300.0, 3000.0)
    assert not found.passes and not found.complete
    failed = named(found)["Plate large enough to balance"]
    assert failed.ratio > 1.0
    assert not {"Rod tension", "Plate thickness, rod side", "Concrete breakout in tension"} & set(named(found))


def test_the_plate_stays_in_its_plastic_moment_on_the_rod_side() -> None:
    """Four rods in the corners of a box: by hand each bends the plate on the diagonal, T x lever over 2 x lever."""
    box = column("HSS8X8X1/2")
    found = work([one(-40.0)], column=box, plate=plate(20.0), anchors=grid(16.0, 16.0))
    t = named(found)["Plate thickness, rod side"].demand
    lever = 8.0 - 0.95 * 4.0
    two = (10.0 + 10.0) * lever / (2.0 * (lever + min(lever, 2.0)))  # square to a side: clipped by the plate's edge
    diagonal = 10.0 / 2.0
    assert t == pytest.approx(math.sqrt(4.0 * max(two, diagonal) / (0.9 * 36.0)))


def test_width_is_counted_once_where_rods_reach_over_each_other() -> None:
    pole, base = column(), plate(24.0)
    rods = rod_points(grid(4.0, 20.0, columns=4))
    line = next(b for b in bend_lines(bend_ways(pole, rods), base.width_in, base.length_in) if b.n == (0.0, 1.0))
    m, M, b = line.worst((0.0,) * 4 + (5.0,) * 4)
    lever = 10.0 - 0.4 * 12.75
    assert pytest.approx(20.0 * lever) == M
    assert b == pytest.approx(min(12.0 + 2.0 * lever, 24.0))
    assert m == pytest.approx(M / b)
    alone = line.worst((0.0,) * 4 + (5.0, 0.0, 0.0, 0.0))
    assert alone[0] == pytest.approx(5.0 * lever / 2.0 / lever)


def test_the_frustum_is_similar_to_the_plate_inside_round_and_rectangular_concrete() -> None:
    assert frustum(Quiet(), Block(4000.0, 40.0, 30.0), 20.0, 20.0) == pytest.approx(1.5)
    assert frustum(Quiet(), Block(4000.0, 48.0, 48.0, round=True), 20.0, 20.0) == pytest.approx(
        48.0 / (20.0 * math.sqrt(2.0))
    )
    assert frustum(Quiet(), Block(4000.0, 400.0, 400.0, depth_in=6.0), 20.0, 20.0) == pytest.approx(2.2)
    inscribed = 48.0 / (20.0 * math.sqrt(2.0)) * 20.0
    assert math.hypot(inscribed, inscribed) == pytest.approx(48.0)


def test_bearing_stops_at_twice_however_large_the_concrete_is() -> None:
    wide = named(work([one(200.0)]))["Bearing where no rod pulls"]
    assert wide.capacity == pytest.approx(0.65 * 1.7 * 4.0)
    near = PlateConcrete(fc_psi=4000, width_in=28, length_in=33, depth_in=60)
    tight = named(work([one(200.0)], concrete=near))["Bearing where no rod pulls"]
    assert tight.capacity == pytest.approx(0.65 * 0.85 * 4.0 * 28.0 / 22.0)


def test_a_plate_that_overhangs_its_pier_fails_and_bearing_is_not_judged() -> None:
    pier = PlateConcrete(fc_psi=4000, diameter_in=30, depth_in=96)
    found = work(sign_cases(), concrete=pier)
    fit = named(found)["Plate on the concrete"]
    assert fit.demand == pytest.approx(22.0 * math.sqrt(2.0)) and not fit.passes
    assert not found.complete and not found.passes and "Plate large enough to balance" not in named(found)


def test_rods_need_their_edge_and_a_wrench_its_room() -> None:
    close = work(sign_cases(), anchors=circle(across=15.0), plate=plate(16.0))
    room, edge = named(close)["Wrench around the rods"], named(close)["Rod to the edge of the plate"]
    assert room.capacity == pytest.approx(7.5 - 12.75 / 2.0)
    assert room.demand == pytest.approx(1.625 / math.sqrt(3.0) + 0.25 + 0.3125) and not room.passes
    washers = named(close)["Washers beside the weld"]
    assert washers.capacity == pytest.approx(7.5 - 12.75 / 2.0 - 1.5) and washers.demand == 0.3125
    assert edge.demand == pytest.approx(1.25 + (1.8125 - 1.0) / 2.0)
    assert edge.capacity == pytest.approx(8.0 - 7.5) and not edge.passes


def test_a_washer_at_the_corner_of_a_box_needs_its_room_along_a_side() -> None:
    """Its corner is nearer to that of the box than its middle is to a wrench: the diagonal is not what it has."""
    box = column("HSS10X10X3/8")
    at, half = (6.4, 6.4), 1.5
    assert box.clear_of(at) == pytest.approx(math.hypot(1.4, 1.4)) and box.clear_of(at) > half
    assert box.clear_of_washer(at, half) == pytest.approx(-0.1)
    assert box.clear_of_washer((6.4, 9.0), half) == pytest.approx(9.0 - 5.0 - half)
    assert column("HSS10.000X0.500").clear_of_washer((6.0, 8.0), half) == pytest.approx(10.0 - 5.0 - half)


def test_the_plate_under_the_weld_is_held_to_its_own_steel() -> None:
    soft, hard = (named(work(sign_cases(), plate=plate(F_y=F))) for F in (36.0, 50.0))
    assert soft["Plate at the weld"].capacity == pytest.approx(0.45 * 58.0)
    assert hard["Plate at the weld"].capacity == pytest.approx(0.45 * 65.0)
    assert soft["Plate at the weld"].demand == pytest.approx(0.707 * soft["Weld"].demand)


def test_a_thicker_plate_and_stronger_steel_never_fare_worse() -> None:
    ratios = [named(work(sign_cases(), plate=plate(t=t)))["Plate thickness, rod side"].ratio for t in (1.0, 1.25, 1.5)]
    assert all(a > b for a, b in itertools.pairwise(ratios))
    soft, hard = (named(work(sign_cases(), plate=plate(F_y=F)))["Plate thickness, rod side"] for F in (36.0, 50.0))
    assert hard.demand == pytest.approx(soft.demand * math.sqrt(36.0 / 50.0))


def test_mirrored_wind_asks_for_the_same_plate() -> None:
    turned = [
        Case(c.name, GIVEN, c.gravity._replace(M_y=-c.gravity.M_y), c.lateral._replace(V_x=-c.lateral.V_x,
             M_y=-c.lateral.M_y, T=-c.lateral.T))
        for c in sign_cases()
    ]  # fmt: skip
    a, b = named(work(sign_cases())), named(work(turned))
    assert {n: c.demand for n, c in a.items()} == pytest.approx({n: c.demand for n, c in b.items()})


def test_a_quarter_turn_of_loads_and_steel_changes_nothing() -> None:
    """A rectangular tube in a square plate: turned with its loads, it is the same joint."""
    loads = [one(8.0, V_y=3.0, M_x=60.0, T=6.0), one(8.0, V_x=1.0, M_y=20.0)]
    turned = [one(8.0, V_x=3.0, M_y=60.0, T=6.0), one(8.0, V_y=1.0, M_x=20.0)]
    tube = column("HSS12X8X1/2")
    a = named(work(loads, column=tube, anchors=grid(16.0, 18.0)))
    b = named(work(turned, column=replace(tube, orientation="weak"), anchors=grid(18.0, 16.0)))
    assert {n: c.demand for n, c in a.items()} == pytest.approx({n: c.demand for n, c in b.items()})


def test_weights_are_those_of_plate_rods_and_fillet() -> None:
    found = work(sign_cases(), anchors=circle(plate_washers_welded=False))
    assert found.plate_lb == pytest.approx(22.0 * 22.0 * 1.5 * 0.2836)
    assert found.weld_lb == pytest.approx(0.5 * 0.3125**2 * math.pi * 12.75 * 0.2836)
    bar = found.weights.rod_length_in / 12.0 * 2.673 * 6.0
    assert bar < found.rods_lb < 1.5 * bar
    assert found.weights.rod_length_in > 30.0 + 1.5 + 1.5


def test_given_sizes_are_never_changed() -> None:
    small = plate(t=0.5)
    found = work(sign_cases(), plate=small, weld=Weld(size_in=0.125))
    assert found.plate is small and found.weld.size_in == 0.125 and not found.passes
    assert {c.name for c in found.checks if not c.passes} >= {"Plate thickness, rod side", "Least weld", "Weld"}


def test_every_combination_is_looked_at() -> None:
    """One bad combination among many good ones fails the plate, wherever it stands."""
    good = [one(6.0, V_y=1.0, M_x=20.0)] * 5
    bad = Case("bad", GIVEN, Action(N=6.0), Action(V_x=2.0, M_y=200.0))
    for place in range(6):
        found = named(work([*good[:place], bad, *good[place:]]))
        assert found["Rod tension"].case == "bad" and not found["Plate thickness, rod side"].passes
    assert SLAB.depth_in == 60 and FILLET.size_in == 0.3125


def test_the_corner_bends_on_the_line_of_its_own_block() -> None:
    """A load over the corner: the block beyond the bend line added up square by square, over the line's length."""
    base, half = plate(20.0, 3.0), 10.0
    j = joint(Quiet(), column(), base, circle(across=17.0, count=8), FILLET, SLAB, EDITION, PACKS)
    (state,) = states(j, [one(600.0, M_x=100.0, M_y=100.0)], "A")
    assert state.stand is not None and state.stand.n == pytest.approx((0.5**0.5, 0.5**0.5))
    at, steps, M = 0.4 * 12.75, 600, 0.0
    for i, k in itertools.product(range(steps), range(steps)):
        x, y = (i + 0.5) * 20.0 / steps - half, (k + 0.5) * 20.0 / steps - half
        s = (x + y) / math.sqrt(2.0)
        M += (s - at) if s >= max(at, state.stand.h_in) else 0.0
    M *= state.stand.pressure_ksi * (20.0 / steps) ** 2
    by_hand = M / (2.0 * (half * math.sqrt(2.0) - at))
    strip = bearing_side(j, state)
    assert pytest.approx(M, rel=5e-3) == strip.M
    assert strip.m == pytest.approx(by_hand, rel=5e-3)
    side = half - at
    assert strip.m > state.stand.pressure_ksi * side**2 / 2.0


def test_the_plate_between_the_flanges_bends_too() -> None:
    """W12x96 on a plate that hardly stands out: n' = sqrt(12.7 x 12.2)/4 governs (AISC DG1 3.1.2)."""
    found = named(heavy(14.0, 14.0, 4000.0, 300.0))
    p, inner = 300.0 / 196.0, math.sqrt(12.7 * 12.2) / 4.0
    assert inner > (14.0 - 0.8 * 12.2) / 2.0
    assert found["Plate thickness, bearing side"].demand == pytest.approx(inner * math.sqrt(2.0 * p / (0.9 * 36.0)))


def test_rods_that_press_bend_a_plate_without_grout() -> None:
    pressed = named(work([one(60.0)], anchors=grid(16.0, 16.0, d=1.5, grouted=False, gap_in=1.5)))
    pulled = named(work([one(-60.0)], anchors=grid(16.0, 16.0, d=1.5, grouted=False, gap_in=1.5)))
    name = "Plate thickness, rod side"
    assert pressed[name].demand == pytest.approx(pulled[name].demand) and pressed[name].demand > 0.5
    assert "Plate thickness, bearing side" not in pressed
