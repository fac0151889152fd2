"""Spread footings worked whole: bars, concrete, depth and refusals, every check seen failing, what others read."""

import math
from dataclasses import replace

import pytest

from apex.engine.document.foundation import Rebar
from apex.engine.footing.layer import Concrete
from apex.engine.footing.push import pushes
from apex.engine.footing.shape import water_states
from apex.engine.footing.size import Sizes
from apex.engine.footing.spread import solve
from apex.engine.foundation.work import FoundationWork
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet, asd, cases
from apex.engine.trace import Quiet, Sheet
from apex.errors import OutOfScope
from tests.engine.footings import FIXED, SAND, check, plain, sign, task


def test_given_bars_are_checked_and_not_changed() -> None:
    made = solve(Quiet(), FIXED, task(plain(), rebar=Rebar(size=3, count=4)))
    assert {(a.bar.size, a.count) for a in made.mats.layers} == {(3, 4)}
    assert not check(made, "Bottom bars along the normal: steel").passes
    assert not check(made, "Bottom bars along the normal: spacing").passes
    assert check(made, "Bottom bars along the normal: steel").demand >= 0.0018 * 120.0 * 18.0


def test_a_mat_stands_on_top_only_where_a_side_is_lifted() -> None:
    calm = LoadSet(Action(N=60.0), (("wind", Action(V_y=1.0, M_x=4.0)),))
    made = solve(Quiet(), replace(FIXED, depth_ft=2.0), task(calm))
    assert made.mats.top is None
    assert solve(Quiet(), FIXED, task(plain())).mats.top is not None


def test_both_editions_judge_one_way_shear_by_their_own_formula() -> None:
    found = {}
    for aci in ("318-14", "318-19"):
        made = solve(Quiet(), FIXED, task(plain(), concrete=Concrete(3000.0, 60.0, aci)))
        found[aci] = check(made, "Bottom bars along the normal: one-way shear"), made.mats.bottom[1]
    old, new = found["318-14"], found["318-19"]
    b_d = 120.0 * old[1].d_in
    assert old[0].capacity == pytest.approx(0.75 * 2.0 * math.sqrt(3000.0) * b_d / 1000.0)
    rho = new[1].A_s / (120.0 * new[1].d_in)
    assert new[0].capacity == pytest.approx(
        0.75 * 8.0 * rho ** (1 / 3) * math.sqrt(3000.0) * 120.0 * new[1].d_in / 1000.0
    )
    assert new[0].capacity < old[0].capacity


def test_a_footing_too_thin_fails_in_concrete_and_never_shows_a_pass_for_it() -> None:
    loads = LoadSet(Action(N=200.0), (("wind", Action(V_y=5.0, M_x=50.0)),))
    sizes = Sizes(width_ft=12.0, length_ft=12.0, thickness_ft=1.0, depth_ft=3.0, pedestal_ft=2.0)
    sheet = Sheet()
    strong = replace(SAND, vertical_psf=6000.0)
    made = solve(sheet, sizes, task(loads, soil=strong, concrete=Concrete(3000.0, 60.0, "318-14")))
    failed = {c.name for c in made.checks if not c.passes}
    assert "Two-way shear" in failed
    assert any("one-way shear" in name for name in failed)
    assert any(a.startswith("warning: no bars") for a in sheet.assumptions)


def test_depth_is_held_against_frost_and_the_twelve_inches() -> None:
    made = solve(Quiet(), replace(FIXED, depth_ft=3.0), task(plain(), frost_ft=3.5))
    assert not check(made, "Base below frost").passes
    assert check(made, "Base below grade").passes


def test_a_pedestal_twisted_beyond_the_threshold_fails() -> None:
    made = solve(Quiet(), FIXED, task(plain(T=40.0)))
    assert not check(made, "Pedestal: torsion below the threshold").passes


def test_a_thickness_above_grade_and_a_pedestal_without_room_are_refused() -> None:
    with pytest.raises(OutOfScope, match="above") as caught:
        solve(Quiet(), replace(FIXED, thickness_ft=5.0), task(plain()))
    assert caught.value.problems[0].field == "foundation.thickness_ft"
    with pytest.raises(OutOfScope, match="no room"):
        solve(Quiet(), replace(FIXED, width_ft=1.5), task(plain()))


def test_what_the_price_and_the_drawing_read_is_there() -> None:
    made: FoundationWork = solve(Quiet(), FIXED, task(plain()))
    assert made.kind == "spread_footing"
    assert made.depth_ft == 4.0
    assert made.concrete_yd3 == pytest.approx((165.0 + 10.0) / 27.0)
    assert made.excavation_yd3 == pytest.approx(440.0 / 27.0)
    assert made.pole_embedment_ft == 0.0
    assert {b.mark for b in made.bars} == {"B1", "B2", "T1", "T2", "P1", "P2", "P3"}
    assert all(b.weight_lb > 0.0 for b in made.bars)


def test_every_combination_case_and_direction_is_in_the_bearing_table() -> None:
    made = solve(Quiet(), FIXED, task())
    names = {c.name for c in cases(asd("7-16"), sign())}
    assert {b.case for b in made.bearing} == names
    assert len(made.bearing) == len(names)
    assert len(pushes(list(cases(asd("7-16"), sign())), 4.0, 0.0, water_states(2.0))) == 2 * len(names)


def test_the_sheet_and_a_quiet_run_come_to_the_same() -> None:
    quiet, loud = solve(Quiet(), FIXED, task()), solve(Sheet(), FIXED, task())
    assert quiet.checks == loud.checks
    assert quiet.bars == loud.bars
