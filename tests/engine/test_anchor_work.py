"""The stage of the anchor rods: envelope, interaction, earthquake, limits of chapter 17, the quick way of searches."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.anchor.breakout import PHI_CONCRETE
from apex.engine.anchor.edge import tension_and_shear
from apex.engine.anchor.group import Bars, RodForces
from apex.engine.anchor.work import anchor_checks, governing_ratio
from apex.engine.trace import Computed, Quiet, Sheet
from apex.errors import OutOfScope
from tests.engine.anchoring import NEW, OLD, block, forces, grid, group, named, ring

POINTS = ring(8, 10.0)
ROUND = block(42.0)


def turning(n: int, moment: float = 500.0, **more: bool) -> list[RodForces]:
    """Bending that goes round, with shear and some torsion."""
    out = []
    for k in range(n):
        a = 2 * math.pi * k / n + 0.1
        T = [max(0.0, moment * (math.cos(a) * x + math.sin(a) * y) / 400.0 - 1.0) for x, y in POINTS]
        out.append(forces(T, 5 * math.cos(a), 5 * math.sin(a), 40.0 * math.sin(3 * k), name=f"case {k}", **more))
    return out


@pytest.mark.parametrize("welded", [True, False])
def test_every_check_shows_the_worst_combination_and_searches_see_the_same(welded: bool) -> None:
    rods, cases = group(POINTS, 24.0, washers_welded=welded, gap_in=1.0), turning(16)
    sheet = Sheet()
    found = anchor_checks(sheet, rods, ROUND, cases, NEW)
    each = [named(anchor_checks(Quiet(), rods, ROUND, [c], NEW)) for c in cases]
    for check in found:
        assert check.ratio == pytest.approx(max(e[check.name].ratio for e in each if check.name in e)), check.name
        if check.case:
            assert each[int(check.case.split()[1])][check.name].ratio == pytest.approx(check.ratio)
    assert governing_ratio(rods, ROUND, cases, NEW) == pytest.approx(max(c.ratio for c in found))
    assert tuple(sheet.checks) == found


def test_the_sheet_and_the_quiet_one_come_to_the_same_figures() -> None:
    for editions in (NEW, OLD):
        for where in (ROUND, block(42.0, 40.0, depth_in=30.0)):
            rods = group(POINTS, 24.0, washers_welded=True)
            loud, quiet = (anchor_checks(s, rods, where, turning(7), editions) for s in (Sheet(), Quiet()))
            assert [(c.name, c.case) for c in loud] == [(c.name, c.case) for c in quiet]
            for a, b in zip(loud, quiet, strict=True):
                assert a.capacity == pytest.approx(b.capacity, rel=1e-12)
                assert a.demand == pytest.approx(b.demand, rel=1e-12)


def test_the_steps_carry_the_clauses_of_the_edition() -> None:
    for editions, mark, number in ((OLD, "ACI 318-14", "17.4.2"), (NEW, "ACI 318-19", "17.6.2")):
        sheet = Sheet()
        found = named(anchor_checks(sheet, group(POINTS, 20.0), ROUND, turning(3), editions))
        assert found["Concrete breakout in tension"].clause == f"{mark} {number}"
        said = [s.clause.cite(editions.names()) for s in sheet.parts[0].steps if isinstance(s, Computed)]
        assert any(c.startswith(f"{mark} Eq. {number}.1") for c in said)


@given(r_N=st.floats(0.0, 1.5), r_V=st.floats(0.0, 1.5))
@settings(max_examples=300)
def test_the_interaction_is_the_one_the_code_says_in_words(r_N: float, r_V: float) -> None:
    if r_V <= 0.2:
        allowed = r_N <= 1.0
    elif r_N <= 0.2:
        allowed = r_V <= 1.0
    else:
        allowed = r_N + r_V <= 1.2 and max(r_N, r_V) <= 1.0
    assert (tension_and_shear(r_N=r_N, r_V=r_V) <= 1.0 + 1e-12) == allowed or abs(r_N + r_V - 1.2) < 1e-9


def test_tension_and_shear_meet_in_one_combination_and_not_across_two() -> None:
    rods = group(grid(2, 2, 12.0, 12.0), 12.0)
    where, pull, push = block(60.0, 60.0), forces([6.0] * 4, name="pull"), forces([0.0] * 4, 6.0, name="push")
    apart = named(anchor_checks(Quiet(), rods, where, [pull, push], NEW))
    assert "Tension and shear together" not in apart
    both = forces([6.0] * 4, 6.0, name="both")
    joined = named(anchor_checks(Quiet(), rods, where, [pull, push, both], NEW))["Tension and shear together"]
    names = ("Rod steel in tension", "Pullout", "Concrete breakout in tension")
    r_N = max(apart[n].ratio for n in names)
    r_V = max(apart[n].ratio for n in ("Rod steel in shear", "Pryout", "Concrete breakout in shear"))
    assert joined.demand == pytest.approx((r_N + r_V) / 1.2)
    assert joined.case == "both"


def test_earthquake_takes_a_quarter_of_the_concrete_in_tension_and_nothing_else() -> None:
    rods = group(grid(2, 2, 20.0, 20.0), 16.0)
    still = named(anchor_checks(Quiet(), rods, block(30.0, 30.0), [forces([5.0] * 4, 3.0)], NEW))
    quake = forces([5.0] * 4, 3.0, seismic=True)
    shaken = named(anchor_checks(Quiet(), rods, block(30.0, 30.0), [quake], NEW, omega_0=1.75))
    reduced = {"Pullout", "Concrete breakout in tension", "Side-face blow-out"}
    assert reduced <= set(still) == set(shaken)
    for name in set(still) - {"Tension and shear together"}:
        factor = 0.75 if name in reduced else 1.0
        assert shaken[name].capacity == pytest.approx(factor * still[name].capacity), name


def test_earthquake_without_overstrength_is_out_of_scope() -> None:
    rods, where = group(grid(2, 2, 20.0, 20.0), 16.0), block(60.0, 60.0)
    quake = forces([5.0] * 4, 3.0, seismic=True)
    for run in (anchor_checks, lambda _, *rest, **more: governing_ratio(*rest, **more)):
        with pytest.raises(OutOfScope, match="Omega_0"):
            run(Quiet(), rods, where, [quake], NEW)
        with pytest.raises(OutOfScope, match="Omega_0"):
            run(Quiet(), rods, where, [quake], NEW, sdc_ductile=True, stretch_in=10.0)
    assert anchor_checks(Quiet(), rods, where, [quake._replace(seismic=False)], NEW)


def test_the_ductile_way_asks_for_stretch_hardening_and_weaker_steel() -> None:
    pull, where = forces([5.0] * 4, seismic=True), block(90.0, 90.0)
    rods = group(grid(2, 2, 20.0, 20.0), 20.0, 0.75, head_area_in2=4.0)
    with pytest.raises(OutOfScope, match="stretch length"):
        anchor_checks(Quiet(), rods, where, [pull], NEW, sdc_ductile=True)
    found = named(anchor_checks(Quiet(), rods, where, [pull], NEW, sdc_ductile=True, stretch_in=6.0))
    assert found["Stretch length of the rods"].demand == 6.0
    sheet = Sheet()
    strong = pull._replace(shear_x_kip=1.75)
    anchor_checks(sheet, rods, where, [strong], NEW, sdc_ductile=True, stretch_in=6.0, omega_0=1.75)
    assert any("shears on the anchor rods carry Omega_0 = 1.75" in a for a in sheet.assumptions)
    assert any("ductile steel governs" in a for a in sheet.assumptions)
    assert found["Stretch length of the rods"].passes
    assert found["Rod f_u/f_y"].capacity == pytest.approx(58 / 36)
    way = found["Steel gives way before concrete"]
    assert way.capacity == pytest.approx(5.0 / (1.2 * 0.334 * 58.0))
    cone = found["Concrete breakout in tension"]
    nominal = cone.capacity / (PHI_CONCRETE * 0.75)
    assert way.demand == pytest.approx(max(20.0 / nominal, 5.0 / (8 * 4.0 * 4.0)))
    assert way.passes
    small = replace(rods, head_area_in2=0.5)
    crushed = named(anchor_checks(Quiet(), small, where, [pull], NEW, sdc_ductile=True, stretch_in=6.0))
    assert crushed["Steel gives way before concrete"].demand == pytest.approx(5.0 / (8 * 0.5 * 4.0))
    shallow = group(grid(2, 2, 20.0, 20.0), 6.0, 0.75, head_area_in2=4.0)
    weak = named(anchor_checks(Quiet(), shallow, where, [pull], NEW, sdc_ductile=True, stretch_in=6.0))
    assert not weak["Steel gives way before concrete"].passes
    hard = replace(rods, grade=group(POINTS, grade="F1554-105").grade)
    strong = named(anchor_checks(Quiet(), hard, where, [pull], NEW, sdc_ductile=True, stretch_in=6.0))
    assert not strong["Rod f_u/f_y"].passes


def test_brittle_steel_has_its_lower_factors_and_no_ductile_way() -> None:
    rods = group(grid(2, 2, 12.0, 12.0))
    brittle = replace(rods, grade=replace(rods.grade, ductile=False))
    found = named(anchor_checks(Quiet(), brittle, block(60.0, 60.0), [forces([5.0] * 4, 3.0)], NEW))
    assert found["Rod steel in tension"].capacity == pytest.approx(0.65 * 0.606 * 58)
    assert found["Rod steel in shear"].capacity == pytest.approx(0.60 * 0.6 * 0.606 * 58)
    quake = forces([5.0] * 4, seismic=True)
    with pytest.raises(OutOfScope, match="ductile steel"):
        anchor_checks(Quiet(), brittle, block(60.0, 60.0), [quake], NEW, sdc_ductile=True, stretch_in=9.0)


def test_what_chapter_17_has_no_number_for_is_out_of_scope() -> None:
    rods, pull = group(grid(2, 2, 12.0, 12.0)), forces([5.0] * 4)
    thick = replace(rods, size=replace(rods.size, diameter_in=4.1))
    cases = [
        (rods, block(60.0, 60.0, 10001.0), "10,000 psi"),
        (thick, block(60.0, 60.0), "at most 4 in"),
        (replace(rods, kind="post_installed"), block(60.0, 60.0), "post-installed"),
        (rods, block(12.0, 60.0), "within the concrete"),
        (rods, block(16.0), "within the concrete"),
    ]
    for one, where, said in cases:
        with pytest.raises(OutOfScope, match=said):
            anchor_checks(Quiet(), one, where, [pull], NEW)
    assert governing_ratio(rods, block(12.0, 60.0), [pull], NEW) == math.inf
    with pytest.raises(ValueError, match="3 tensions for 4 rods"):
        anchor_checks(Quiet(), rods, block(60.0, 60.0), [forces([1.0] * 3)], NEW)


def test_spacing_edge_and_depth_are_checks_of_their_own() -> None:
    rods = group(grid(2, 2, 3.9, 12.0), 20.0)
    found = named(anchor_checks(Quiet(), rods, block(20.0, 18.8, depth_in=23.9), [], NEW))
    assert (found["Rod spacing"].demand, found["Rod spacing"].capacity) == (4.0, pytest.approx(3.9))
    assert (found["Rod edge distance"].demand, found["Rod edge distance"].capacity) == (3.5, pytest.approx(3.4))
    assert (found["Concrete depth for the rods"].demand, found["Concrete depth for the rods"].capacity) == (24.0, 23.9)
    assert not any(c.passes for c in found.values())
    uneven = group([(-9.0, 0.0), (5.0, 0.0), (8.5, 0.0)])
    assert named(anchor_checks(Quiet(), uneven, block(40.0, 40.0), [], NEW))["Rod spacing"].capacity == 3.5
    sheet = Sheet()
    anchor_checks(sheet, rods, block(20.0, 20.0), [], NEW)
    assert any("deep enough for the rods" in a for a in sheet.assumptions)


def test_choices_are_printed() -> None:
    for welded, said in ((True, "all rods carry the shear"), (False, "two rods carry the shear")):
        sheet = Sheet()
        quake = turning(3, seismic=True)
        anchor_checks(sheet, group(POINTS, 20.0, washers_welded=welded), ROUND, quake, NEW, omega_0=1.75)
        assert any(said in a for a in sheet.assumptions)
        assert any("Omega_0 = 1.75" in a for a in sheet.assumptions)
        # ACI 318-19 Table 17.5.3 speaks of no condition B.
        assert any("no supplementary reinforcement (phi 0.70)" in a for a in sheet.assumptions)
    older = Sheet()
    anchor_checks(older, group(POINTS, 20.0), ROUND, turning(3), OLD)
    assert any("(condition B, phi 0.70)" in a for a in older.assumptions)


def test_a_search_sees_bars_too_short_and_the_ductile_way() -> None:
    bars = Bars(16, 0.6, 0.875, 60.0, 4.0, 20.0, 60.0)
    rods, pull = group(grid(2, 2, 14.0, 14.0), 20.0, bars=bars), forces([5.0] * 4)
    found = anchor_checks(Quiet(), rods, block(40.0, 40.0), [pull], NEW)
    short = named(found)["Anchor reinforcement developed above the cone"]
    assert not short.passes
    assert governing_ratio(rods, block(40.0, 40.0), [pull], NEW) == pytest.approx(max(c.ratio for c in found))
    quake, way = pull._replace(seismic=True), {"sdc_ductile": True, "stretch_in": 4.0}
    found = anchor_checks(Quiet(), rods, block(40.0, 40.0), [quake], NEW, **way)
    assert not named(found)["Stretch length of the rods"].passes
    assert governing_ratio(rods, block(40.0, 40.0), [quake], NEW, **way) == pytest.approx(max(c.ratio for c in found))
