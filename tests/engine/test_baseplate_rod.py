"""Rods and welds: each figure a second time by adding up rods, strips and short lengths of weld."""

import itertools
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.baseplate.joint import group_of
from apex.engine.baseplate.outline import rod_points
from apex.engine.baseplate.rod import shears
from apex.engine.baseplate.state import Asked, distinct
from apex.engine.baseplate.weld import weld_line
from apex.engine.document.baseplate import PlateConcrete, Weld
from apex.engine.load.action import Action
from apex.engine.load.combination import Case, Combination
from apex.engine.trace import Computed, Quiet, Sheet
from apex.errors import OutOfScope
from tests.engine.plates import GIVEN, PACKS, circle, column, grid, named, one, plate, sign_cases, work

OPEN = {"grouted": False, "gap_in": 2.5}


def test_the_ungrouted_plate_by_two_routes() -> None:
    """Rods by N/n and M y/sum y2; and from balance alone: 4 rods, moments taken about one row."""
    N, M, s = 6.0, 60.0, 16.0
    found = named(work([one(N, M_x=M)], anchors=grid(s, s, d=1.5, **OPEN), plate=plate(t=2.0)))
    couple = 12.0 * M / s
    assert found["Rod tension"].demand == pytest.approx(couple / 2.0 - N / 4.0)
    assert found["Rod compression"].demand == pytest.approx(couple / 2.0 + N / 4.0)
    assert "Bearing where no rod pulls" not in found and "Plate large enough to balance" not in found


@given(
    n=st.sampled_from((3, 4, 5, 6, 8)), N=st.floats(-50.0, 50.0), M_x=st.floats(-90.0, 90.0), M_y=st.floats(-90.0, 90.0)
)
@settings(max_examples=60, deadline=None)
def test_ungrouted_rods_balance_axial_load_and_both_moments(n, N, M_x, M_y) -> None:
    rods = circle(count=n, d=2.0, **OPEN)
    found = work([one(N, M_x=M_x, M_y=M_y)], anchors=rods, plate=plate(t=2.0))
    points, checks = rod_points(rods), named(found)
    most = max(
        -N / n - 12.0 * (M_x * y + M_y * x) / (n * 81.0 / 2.0) for x, y in points
    )  # sum of x2 on a circle is n R2/2
    if most > 1e-6:
        assert checks["Rod tension"].demand == pytest.approx(most, rel=1e-6)
        assert sum(found.tension_kip) >= -N - 1e-6


def test_a_rod_that_stands_free_bends_and_buckles_by_hand() -> None:
    """1 in. Gr. 55 over 6 in., 3 kip on 4 rods with welded washers: M = 0.75 x 6/2; E3 with K 1.2."""
    rods = grid(16.0, 16.0, grouted=False, gap_in=6.0)
    found = named(work([one(20.0, V_y=3.0, M_x=20.0)], anchors=rods, plate=plate(t=2.0)))
    d = math.sqrt(4.0 * 0.606 / math.pi)
    pull = 12.0 * 20.0 / 16.0 / 2.0 - 20.0 / 4.0
    stress = pull / (math.pi / 4.0) + 0.75 * 3.0 / (d**3 / 6.0)
    assert found["Rod tension with shear"].demand == pytest.approx(stress)
    F_e = math.pi**2 * 29000.0 / (1.2 * 6.0 / (d / 4.0)) ** 2
    P_c = 0.9 * 0.606 * 55.0 * 0.658 ** (55.0 / F_e)
    assert found["Rod compression"].capacity == pytest.approx(P_c)
    push = 12.0 * 20.0 / 16.0 / 2.0 + 20.0 / 4.0
    M_c = 0.9 * 55.0 * 1.6 * math.pi * d**3 / 32.0
    V_c = 0.75 * 0.45 * 75.0 * math.pi / 4.0
    together = push / P_c + 0.75 * 3.0 / M_c + (0.75 / V_c) ** 2
    assert found["Rod compression with bending"].demand == pytest.approx(together)


def test_a_gap_within_a_diameter_bends_no_rod_and_a_larger_one_does() -> None:
    def stress(gap: float) -> float:
        rods = grid(16.0, 16.0, d=1.5, grouted=False, gap_in=gap)
        return named(work([one(6.0, V_y=3.0, M_x=60.0)], anchors=rods, plate=plate(t=2.0)))[
            "Rod tension with shear"
        ].demand

    assert stress(0.5) == stress(1.5) < stress(1.6) < stress(4.0)


def test_punching_below_pressed_rods_needs_the_depth_and_says_so() -> None:
    sheet = Sheet()
    shallow = PlateConcrete(fc_psi=4000, width_in=96, length_in=96)
    found = named(work([one(6.0, M_x=60.0)], sheet, anchors=grid(16.0, 16.0, **OPEN), concrete=shallow))
    assert "Punch-out below a rod" not in found
    assert any(a.startswith("warning: punch-out") for a in sheet.assumptions)
    by_depth = []
    for depth in (34.0, 36.0, 40.0, 48.0):
        held = PlateConcrete(fc_psi=4000, width_in=96, length_in=96, depth_in=depth)
        by_depth.append(named(work([one(6.0, M_x=60.0)], anchors=grid(16.0, 16.0, **OPEN), concrete=held)))
    ratios = [f["Punch-out below a rod"].ratio for f in by_depth]
    assert all(a > b for a, b in itertools.pairwise(ratios))
    d, d_h = 4.0, 2.0 * math.sqrt((1.501 + math.pi / 4.0) / math.pi)
    by_hand = 0.75 * 4.0 * math.sqrt(4000.0) * math.pi * (d_h + d) * d / 1000.0
    assert by_depth[0]["Punch-out below a rod"].capacity == pytest.approx(by_hand)
    group = 0.75 * 4.0 * math.sqrt(4000.0) * (2.0 * 16.0 + math.pi * (d_h + d)) * d / 1000.0
    assert by_depth[0]["Punch-out below the rods"].capacity == pytest.approx(group)


@given(V_x=st.floats(-9.0, 9.0), V_y=st.floats(-9.0, 9.0), T=st.floats(-300.0, 300.0), n=st.sampled_from((4, 6, 8)))
def test_the_shears_of_all_rods_are_no_less_than_shear_and_torsion_need(V_x, V_y, T, n) -> None:
    points = rod_points(circle(count=n))
    all_rods = shears(points, V_x, V_y, T, washers_welded=True)
    J = n * 81.0
    parts = [(V_x / n - T * y / J, V_y / n + T * x / J) for x, y in points]
    assert sum(p[0] for p in parts) == pytest.approx(V_x, abs=1e-9)
    assert sum(p[1] for p in parts) == pytest.approx(V_y, abs=1e-9)
    assert sum(x * p[1] - y * p[0] for p, (x, y) in zip(parts, points, strict=True)) == pytest.approx(T, abs=1e-7)
    assert all_rods == pytest.approx([math.hypot(*p) for p in parts])
    two = shears(points, V_x, V_y, T, washers_welded=False)
    assert min(two) >= max(all_rods) - 1e-9
    assert two[0] == pytest.approx(math.hypot(V_x, V_y) / 2.0 + abs(T) / 18.0)


def test_shear_takes_from_tension_as_the_interaction_says() -> None:
    found = [named(work([one(4.0, V_y=V, M_x=60.0)])) for V in (1.0, 40.0, 60.0)]
    left = [f["Rod tension with shear"].capacity for f in found]
    F_nt, F_nv, f_rv = 0.75 * 75.0, 0.45 * 75.0, 60.0 / 6.0 / (math.pi / 4.0)
    assert left[0] == pytest.approx(0.75 * F_nt)
    assert left[2] == pytest.approx(0.75 * (1.3 * F_nt - F_nt / (0.75 * F_nv) * f_rv))
    assert left[2] < left[1] < left[0]


@pytest.mark.parametrize(
    ("label", "orientation"),
    [("HSS12.750X0.375", "strong"), ("HSS8X8X1/2", "strong"), ("HSS12X8X1/2", "weak"), ("W12X26", "strong"),
     ("W12X26", "weak")],
)  # fmt: skip
def test_the_weld_as_a_line_is_the_sum_of_its_short_lengths(label, orientation) -> None:
    joint = column(label, orientation)
    x, y, s = joint.half_x_in, joint.half_y_in, joint.section
    if label.startswith("W"):
        half = {"b": s.b_f / 2.0, "d": s.d / 2.0, "w": s.t_w / 2.0, "i": s.d / 2.0 - s.t_f}
        paths = [((-half["b"], way * half["d"]), (half["b"], way * half["d"])) for way in (1, -1)]
        for way, side in itertools.product((1, -1), (1, -1)):
            paths.append(((side * half["w"], way * half["i"]), (side * half["b"], way * half["i"])))
        paths += [((side * half["w"], -half["i"]), (side * half["w"], half["i"])) for side in (1, -1)]
        if orientation == "weak":
            paths = [((a[1], a[0]), (b[1], b[0])) for a, b in paths]
    elif s.kind == "round":
        ring = [(x * math.cos(a), x * math.sin(a)) for a in (math.pi * i / 2000.0 for i in range(4001))]
        paths = list(itertools.pairwise(ring))
    else:
        corners = [(x, y), (-x, y), (-x, -y), (x, -y), (x, y)]
        paths = list(itertools.pairwise(corners))
    L = I_x = I_y = 0.0
    for (ax, ay), (bx, by) in paths:
        steps = 400 if len(paths) < 100 else 1
        each = math.hypot(bx - ax, by - ay) / steps
        for i in range(steps):
            k = (i + 0.5) / steps
            L += each
            I_x += each * (ay + k * (by - ay)) ** 2
            I_y += each * (ax + k * (bx - ax)) ** 2
    line = weld_line(Quiet(), joint)
    assert pytest.approx(L, rel=1e-4) == line.L
    assert (line.S_x, line.S_y) == pytest.approx((I_x / y, I_y / x), rel=1e-4)
    assert pytest.approx(I_x + I_y, rel=1e-4) == line.J


def test_the_weld_of_a_round_pole_is_its_worst_point_all_around() -> None:
    found = named(work([one(5.0, V_x=2.0, V_y=-3.0, M_x=40.0, M_y=25.0, T=10.0)]))
    D, w = 12.75, 0.3125
    S, L, J = math.pi * D**2 / 4.0, math.pi * D, math.pi * D**3 / 4.0
    normal = 5.0 / L + 12.0 * math.hypot(40.0, 25.0) / S
    shear = math.hypot(2.0, 3.0) / L + 120.0 * D / 2.0 / J
    assert found["Weld"].demand == pytest.approx(math.hypot(normal, shear) / (0.707 * w))
    assert found["Weld"].capacity == pytest.approx(31.5)
    # The leg of the fillet takes all of it; through the wall goes only what runs along the weld.
    assert found["Wall at the weld"].demand == pytest.approx(max(math.hypot(normal, shear) / w, shear / 0.349))


@pytest.mark.parametrize(("t", "least"), [(0.25, 0.125), (0.375, 0.1875), (0.75, 0.25), (1.0, 0.25)])
def test_the_least_fillet_follows_the_thinner_part(t, least) -> None:
    thick = column("HSS12X12X3/4")
    found = named(
        work([one(5.0, M_x=5.0)], column=thick, plate=plate(t=t), anchors=grid(18.0, 18.0), weld=Weld(size_in=0.125))
    )
    assert found["Least weld"].demand == least


def test_earthquake_brings_its_overstrength_to_the_rods_in_concrete_only() -> None:
    quake = Case("E", Combination("0.9D + E", 0.9, E=1.0), Action(N=4.0), Action(V_y=2.0, M_x=40.0))
    calm, strict = named(work([quake], sdc="B")), named(work([quake], sdc="D"))
    assert strict["Rod tension"].demand == calm["Rod tension"].demand
    assert strict["Rod steel in tension"].demand > 1.7 * calm["Rod steel in tension"].demand
    assert "Omega_0" in strict["Rod steel in tension"].case
    cone = "Concrete breakout in tension"
    assert strict[cone].capacity == pytest.approx(0.75 * calm[cone].capacity, rel=0.05)
    wind = Case("W", GIVEN, quake.gravity, quake.lateral)
    assert named(work([wind], sdc="D"))[cone].capacity == pytest.approx(calm[cone].capacity)


def test_rods_in_one_line_and_sizes_not_made_are_refused_with_their_field() -> None:
    with pytest.raises(OutOfScope) as line:
        work(sign_cases(), anchors=grid(5.0, 1.0, rows=1, columns=4))
    assert line.value.problems[0].field == "anchors.rows"
    with pytest.raises(OutOfScope) as size:
        group_of(circle(d=1.3), PACKS)
    assert size.value.problems[0].field == "anchors.diameter_in"


def test_images_of_a_combination_are_dropped_and_nothing_else() -> None:
    points = rod_points(circle())
    a = Action(N=3.0, V_y=2.0, M_x=30.0, M_y=4.0, T=5.0)
    over_x, over_y = Action(3.0, 0.0, -2.0, -30.0, 4.0, -5.0), Action(3.0, 0.0, 2.0, 30.0, -4.0, -5.0)
    other = Action(N=3.0, V_y=2.0, M_x=30.0, M_y=4.0, T=-5.0)
    kept = distinct(points, [Asked("a", a), Asked("x", over_x), Asked("y", over_y), Asked("t", other)])
    assert [one.name for one in kept] == ["a", "t"]
    odd = rod_points(circle(count=5))
    assert len(distinct(odd, [Asked("a", a), Asked("x", over_x)])) == 2


size, way = st.sampled_from([0.0, 0.0, 1.0, -2.0]), st.sampled_from([1.0, -1.0])


@given(a=st.tuples(size, size, size, size, size), ways=st.tuples(way, way, way, way, way))
@settings(max_examples=400)
def test_of_two_combinations_the_second_is_dropped_where_a_mirror_makes_it_of_the_first(a: Any, ways: Any) -> None:
    V_x, V_y, M_x, M_y, T = a
    b = tuple(v * k for v, k in zip(a, ways, strict=True))
    images = [(V_x * x, V_y * y, M_x * y, M_y * x, T * x * y) for x in (1, -1) for y in (1, -1)]
    kept = distinct(rod_points(circle()), [Asked("a", Action(3.0, *a)), Asked("b", Action(3.0, *b))])
    assert len(kept) == (1 if b in images else 2)


def test_a_web_takes_what_runs_along_the_fillets_on_both_its_faces() -> None:
    """W14X48: shear alone, 40 kip over the whole line; two fillets of 5/16 in. pass it on through 0.34 in."""
    made = work([one(0.001, V_y=40.0)], column=column("W14X48"), weld=Weld(size_in=0.3125), plate=plate(30.0))
    web = column("W14X48").section
    L = 4.0 * web.b_f - 2.0 * web.t_w + 2.0 * (web.d - 2.0 * web.t_f)
    assert named(made)["Wall at the weld"].demand == pytest.approx(2.0 * 40.0 / L / web.t_w, rel=1e-3)


def test_the_sheet_shows_the_balance_it_found() -> None:
    sheet = Sheet()
    work(sign_cases(), sheet)
    steps = [s for part in sheet.parts for s in part.steps if isinstance(s, Computed)]
    balanced = {s.clause.key.rsplit(".", 1)[1]: s.value for s in steps}
    assert balanced["balanced_axial"] == pytest.approx(0.9 * 4.0)
    moments = [s.value for s in steps if s.clause.key.endswith("balanced_moment")]
    assert sorted(abs(m) for m in moments) == pytest.approx([0.9 * 24.0, 720.0])


def test_welded_washers_bend_the_rods_within_the_plate_and_bearing_in_the_hole_does_not() -> None:
    """AISC DG1 3.5.3: V/n over half of plate and half washer, on the thread; without welded washers no bending."""
    loads, d = [one(4.0, V_y=6.0, M_x=60.0)], math.sqrt(4.0 * 0.606 / math.pi)
    welded, loose = (named(work(loads, anchors=circle(plate_washers_welded=w))) for w in (True, False))
    pull = welded["Rod tension"].demand
    bent = 1.0 * (1.5 + 0.375 / 2.0) / 2.0 / (d**3 / 6.0)
    assert welded["Rod tension with shear"].demand == pytest.approx(pull / (math.pi / 4.0) + bent)
    assert loose["Rod tension with shear"].demand == pytest.approx(pull / (math.pi / 4.0))


def test_what_keeps_the_rods_from_being_checked_in_concrete_is_a_failed_check() -> None:
    narrow = PlateConcrete(fc_psi=4000, width_in=15, length_in=15, depth_in=60)
    outside = work([one(6.0, M_x=60.0)], anchors=grid(16.0, 16.0, **OPEN), concrete=narrow)
    assert not outside.complete and not named(outside)["Rods within the concrete"].passes
    tight = PlateConcrete(fc_psi=2500, width_in=22, length_in=22, depth_in=60)
    quake = Case("E", Combination("1.2D + E", 1.2, E=1.0), Action(N=200.0), Action(V_y=2.0, M_x=240.0))
    shaken = work([quake], concrete=tight, sdc="D")
    assert "Plate large enough to balance" in named(shaken) and named(shaken)["Plate large enough to balance"].passes
    assert not shaken.complete and named(shaken)["Plate large enough for the overstrength"].ratio > 1.0


def test_a_rod_in_the_middle_turns_nothing_and_leaves_torsion_to_two_that_stand_opposite() -> None:
    around = grid(7.0, 6.0, rows=3, columns=3, arrangement="grid", plate_washers_welded=False)
    nine = rod_points(around)
    assert (0.0, 0.0) in nine
    assert set(shears(nine, 0.0, 4.0, 48.0, washers_welded=False)) == {2.0 + 48.0 / (2.0 * 6.0)}
    sheet = Sheet()
    made = work([one(20.0, M_x=10.0, V_y=4.0, T=4.0)], sheet=sheet, anchors=around)
    assert named(made)["Rod shear"].demand == pytest.approx(6.0)
