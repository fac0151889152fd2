"""Rods in shear: shares of rods in balance, rows and edges by hand, two rods without welded washers, pryout."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.anchor.fastening import Fastening
from apex.engine.anchor.group import Point
from apex.engine.anchor.share import most_sheared, rod_shears
from apex.engine.anchor.work import anchor_checks
from apex.engine.trace import Check, Quiet, Sheet
from apex.errors import OutOfScope
from tests.engine.anchoring import NEW, WIDE, block, forces, grid, group, named, ring

EDGE, STEEL, PRY = "Concrete breakout in shear", "Rod steel in shear", "Pryout"
V_UNIT = 9.0 * math.sqrt(4000.0) * 0.7 / 1000.0
"""Design strength per c_a1^1.5 where the cap governs."""
near = st.floats(-15.0, 15.0)


def checked(rods, where, *cases) -> dict[str, Check]:
    return named(anchor_checks(Quiet(), rods, where, cases, NEW))


@given(
    points=st.lists(st.tuples(near, near), min_size=2, max_size=9, unique=True),
    V_x=st.floats(-9, 9), V_y=st.floats(-9, 9), T=st.floats(-300, 300),
)  # fmt: skip
@settings(max_examples=100)
def test_the_shears_of_the_rods_balance_the_load(points: list[Point], V_x: float, V_y: float, T: float) -> None:
    f = Fastening(group(points, washers_welded=True), block(100.0, 100.0), NEW)
    load = forces([0.0] * len(points), V_x, V_y, T)
    shears = rod_shears(f, V_x, V_y, T)
    assert sum(v[0] for v in shears) == pytest.approx(V_x, abs=1e-8)
    assert sum(v[1] for v in shears) == pytest.approx(V_y, abs=1e-8)
    turning = sum(x * v[1] - y * v[0] for (x, y), v in zip(points, shears, strict=True))
    spread = sum((x - points[0][0]) ** 2 + (y - points[0][1]) ** 2 for x, y in points)
    if spread > 1e-3:
        assert turning == pytest.approx(T, abs=1e-6 * (1 + abs(T)))
        sheet = Sheet()
        sheet.part("baseplate", "shear")
        assert most_sheared(sheet, f, load) == pytest.approx(max(math.hypot(*v) for v in shears), abs=1e-9)


def test_two_rods_carry_where_no_washer_is_welded() -> None:
    points = grid(2, 2, 12.0, 16.0)
    load = forces([0.0] * 4, 6.0, 8.0, 100.0)
    loose = checked(group(points), block(60.0, 60.0), load)
    assert loose[STEEL].demand == pytest.approx(10.0 / 2 + 100.0 / 20.0)
    tight = checked(group(points, washers_welded=True), block(60.0, 60.0), load)
    J = 4 * (36.0 + 64.0)
    worst = max(math.hypot(1.5 - 100.0 * y / J, 2.0 + 100.0 * x / J) for x, y in points)
    assert tight[STEEL].demand == pytest.approx(worst)
    for name in (STEEL, PRY, EDGE):
        assert loose[name].ratio > tight[name].ratio


def test_grout_takes_a_fifth_of_the_steel_in_shear_and_brittle_steel_more() -> None:
    points, load = grid(2, 2, 12.0, 12.0), forces([0.0] * 4, 4.0)
    bare = checked(group(points), block(60.0, 60.0), load)[STEEL].capacity
    assert bare == pytest.approx(0.65 * 0.6 * 0.606 * 58.0)
    assert checked(group(points, gap_in=1.5), block(60.0, 60.0), load)[STEEL].capacity == pytest.approx(0.8 * bare)
    open_gap = group(points, gap_in=1.5, grouted=False)
    assert checked(open_gap, block(60.0, 60.0), load)[STEEL].capacity == pytest.approx(bare)


def test_welded_rows_break_out_with_what_has_gathered() -> None:
    """Two rows of two, 10 in. apart, the front one 6 in. from the edge: half on the front, all on the rear."""
    points = grid(2, 2, 10.0, 8.0, x=WIDE / 2 - 11.0)
    found = checked(group(points, washers_welded=True), block(WIDE, WIDE), forces([0.0] * 4, 10.0))[EDGE]
    ratios = []
    for c, V in ((6.0, 5.0), (16.0, 10.0)):
        ratios.append(V / (V_UNIT * c**1.5 * (3 * c + 8.0) / (3 * c)))
    assert found.ratio == pytest.approx(max(ratios))
    assert found.demand == pytest.approx(5.0)


def test_without_welds_the_front_row_carries_all() -> None:
    points = grid(2, 2, 10.0, 8.0, x=WIDE / 2 - 11.0)
    found = checked(group(points), block(WIDE, WIDE), forces([0.0] * 4, 10.0))[EDGE]
    assert found.demand == pytest.approx(10.0)
    assert found.capacity == pytest.approx(V_UNIT * 6.0**1.5 * (18.0 + 8.0) / 18.0)


def test_without_welds_a_single_front_rod_carries_half_and_the_next_ones_behind_it_all() -> None:
    """Rods on the axes of a circle of 5 in.: the front one 6 in. from the edge, the next pair 11 in."""
    points = [(WIDE / 2 - 11.0 + x, y) for x, y in ((5.0, 0.0), (0.0, 5.0), (-5.0, 0.0), (0.0, -5.0))]
    found = checked(group(points), block(WIDE, WIDE), forces([0.0] * 4, 10.0))[EDGE]
    rear = 10.0 / (V_UNIT * 11.0**1.5) * (1 + 2.5 / 16.5)
    assert found.ratio == pytest.approx(max(5.0 / (V_UNIT * 6.0**1.5), rear))
    assert rear > 0.8 * found.ratio


def test_the_torsion_of_two_loose_rods_pushes_one_of_them_out() -> None:
    """Couple 60/10 on one of two rods 8 in. apart, 4 in. from their middle: psi_ec 1/(1 + 4/9)."""
    points = grid(1, 2, 0.0, 8.0, x=WIDE / 2 - 6.0)
    found = checked(group(points), block(WIDE, WIDE), forces([0.0] * 2, T=80.0))[EDGE]
    assert found.demand == pytest.approx(10.0)
    assert found.capacity == pytest.approx(V_UNIT * 6.0**1.5 * 26.0 / 18.0 / (1 + 4.0 / 9.0))


def test_shear_along_an_edge_has_twice_the_strength_and_both_ways_add_by_squares() -> None:
    """One rod 6 in. from an edge, the others far."""
    rod, where = group([(WIDE / 2 - 6.0, 0.0)]), block(WIDE, WIDE)
    outward = checked(rod, where, forces([0.0], 5.0))[EDGE].ratio
    along = checked(rod, where, forces([0.0], 0.0, 5.0))[EDGE].ratio
    assert outward == pytest.approx(5.0 / (V_UNIT * 6.0**1.5))
    assert along == pytest.approx(outward / 2.0)
    assert checked(rod, where, forces([0.0], 5.0, 5.0))[EDGE].ratio == pytest.approx(math.hypot(outward, along))
    inward = checked(rod, where, forces([0.0], -5.0))[EDGE].ratio
    assert inward < 1e-3 * outward, "only the far edge is left"


def test_torsion_that_runs_both_ways_along_an_edge_loses_neither_row() -> None:
    """Front and rear rods shear along the edge in opposite senses; the front ones govern their edge."""
    points = grid(2, 2, 40.0, 8.0, x=WIDE / 2 - 26.0)
    for V_y in (0.0, -2.0):
        load = forces([0.0] * 4, 0.0, V_y, 800.0)
        f = Fastening(group(points, washers_welded=True), block(WIDE, WIDE), NEW)
        centered = forces([0.0] * 4, 0.0, V_y, 800.0 + (WIDE / 2 - 26.0) * V_y)
        found = checked(group(points, washers_welded=True), block(WIDE, WIDE), centered)[EDGE]
        shears = rod_shears(f, 0.0, V_y, centered.torsion_kipin)
        front = sum(v[1] for p, v in zip(points, shears, strict=True) if p[0] > WIDE / 2 - 26.0)
        par = front / (2 * V_UNIT * 6.0**1.5 * 26.0 / 18.0)
        assert found.ratio >= par > 0.0, load.name


def test_the_thin_and_narrow_member_lowers_the_strength_at_an_edge() -> None:
    rod, load = group([(34.0, 0.0)]), forces([0.0], 3.0)
    wide = checked(rod, block(80.0, 80.0), load)[EDGE].capacity
    thin = checked(rod, block(80.0, 80.0, depth_in=6.0), load)[EDGE].capacity
    narrow = checked(rod, block(80.0, 12.0), load)[EDGE].capacity
    assert wide == pytest.approx(V_UNIT * 6.0**1.5)
    assert thin == pytest.approx(wide * (6.0 / 9.0) * math.sqrt(9.0 / 6.0))
    assert narrow == pytest.approx(wide * (12.0 / 18.0) * (0.7 + 0.3 * 6.0 / 9.0))


def test_a_thick_short_rod_has_the_strength_of_its_stiffness() -> None:
    """l_e = h_ef = 4 in., d_a 0.75: 7 (4/0.75)^0.2 sqrt(0.75) = 8.47, below 9."""
    found = checked(group([(34.0, 0.0)], 4.0, 0.75), block(80.0, 80.0), forces([0.0], 3.0))[EDGE]
    factor = 7 * (4 / 0.75) ** 0.2 * math.sqrt(0.75)
    assert factor < 9.0
    assert found.capacity == pytest.approx(V_UNIT * 6.0**1.5 * factor / 9.0)


def test_pryout_is_the_share_of_the_most_sheared_rod_in_the_group_s_cone() -> None:
    points, h = grid(2, 2, 10.0, 10.0), 8.0
    found = checked(group(points, h, washers_welded=True), block(WIDE, WIDE), forces([0.0] * 4, 8.0))[PRY]
    N_cbg = (34.0**2 / (9 * 64.0)) * 24 * math.sqrt(4000.0) * h**1.5 / 1000.0
    assert found.demand == pytest.approx(2.0)
    assert found.capacity == pytest.approx(0.7 * 2 * N_cbg / 4)
    shallow = checked(group(points, 2.4, washers_welded=True), block(WIDE, WIDE), forces([0.0] * 4, 8.0))[PRY]
    assert shallow.capacity == pytest.approx(0.7 * 24 * math.sqrt(4000.0) * 2.4**1.5 / 1000.0)


def test_a_single_rod_carries_no_torsion() -> None:
    with pytest.raises(OutOfScope, match="one rod carries no torsion"):
        checked(group([(0.0, 0.0)]), block(40.0, 40.0), forces([0.0], 1.0, 0.0, 5.0))


@pytest.mark.parametrize("welded", [True, False])
def test_a_ring_in_a_round_block_is_as_strong_in_each_of_its_directions(welded: bool) -> None:
    rods, where = group(ring(8, 9.0), washers_welded=welded), block(36.0)
    ratios = [
        checked(rods, where, forces([0.0] * 8, 5 * math.cos(a), 5 * math.sin(a)))[EDGE].ratio
        for a in (0.0, math.pi / 2, math.pi, 3 * math.pi / 2)
    ]
    assert ratios == pytest.approx([ratios[0]] * 4)
