"""Footings the engine chooses: least concrete by brute force, passing their own checks, growing with the loads."""

from dataclasses import replace

import pytest

from apex.engine.footing.shape import Footing, weight
from apex.engine.footing.size import MOST_ASPECT, Sizes, least, wishes
from apex.engine.footing.spread import solve
from apex.engine.footing.task import Judge
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet
from apex.engine.trace import Quiet
from apex.errors import OutOfScope
from tests.engine.footings import CLAY, PACKS, SAND, sign, task

STIFF = replace(SAND, friction=0.5, vertical_psf=3000.0)
ROUGH = replace(SAND, friction=0.7, vertical_psf=12000.0)
SMALL = LoadSet(
    Action(N=2.0, M_y=1.0), (("wind", Action(V_y=1.2, M_x=18.0, T=1.5)), ("along", Action(V_x=0.4, M_y=5.0)))
)
OPEN = Sizes(depth_ft=3.0, column_ft=0.5)


def passes(t, f: Footing) -> bool:
    """The judgement of the whole calculation, nothing of the search."""
    sizes = Sizes(f.B_ft, f.L_ft, f.t_ft, f.D_ft, f.c_ft if f.pedestal_height_ft > 0.0 else None, OPEN.column_ft)
    try:
        made = solve(Quiet(), sizes, t)
    except OutOfScope:
        return False
    return all(c.passes for c in made.checks)


def brute(t, sizes: Sizes, most: float) -> Footing | None:
    """Every plan and thickness up to a side, each worked whole, in the order of volume."""
    steps = [i * 0.5 for i in range(4, int(most * 2) + 1)]
    every = [
        wish.footing(B, L, thick)
        for wish in wishes(sizes, sizes.depth_ft)
        for thick in wish.thicknesses
        for B in (steps if sizes.width_ft is None else [sizes.width_ft])
        for L in (steps if sizes.length_ft is None else [sizes.length_ft])
        if max(B, L) <= MOST_ASPECT * min(B, L) and min(B, L) >= wish.c_ft
    ]
    every.sort(key=lambda f: (round(f.volume_ft3, 9), max(f.B_ft, f.L_ft), f.t_ft))
    return next((f for f in every if passes(t, f)), None)


@pytest.mark.parametrize(
    ("loads", "soil", "aci"),
    [
        (SMALL, STIFF, "318-19"),
        (SMALL, SAND, "318-14"),
        (SMALL, CLAY, "318-19"),
        (LoadSet(Action(N=2.0), (("wind", Action(V_y=0.5, M_x=15.0)),)), ROUGH, "318-19"),
        (LoadSet(Action(N=25.0), (("wind", Action(V_y=1.5, M_x=20.0)),)), STIFF, "318-14"),
    ],
)
def test_the_least_concrete_is_that_of_brute_force(loads, soil, aci) -> None:
    t = task(loads, soil=soil)
    t = replace(t, concrete=replace(t.concrete, aci=aci))
    found = least(OPEN, Judge(t, 3.0))
    assert found is not None
    wanted = brute(t, OPEN, 9.0)
    assert wanted is not None
    assert found.volume_ft3 == pytest.approx(wanted.volume_ft3)
    assert passes(t, found)


@pytest.mark.parametrize(("N", "vertical"), [(5.0, 0.28), (5.0, 0.32), (10.0, 0.32)])
def test_where_water_lifts_what_a_footing_gains_the_least_is_found_all_the_same(N: float, vertical: float) -> None:
    """0.6 D - 0.7 E_v counts under 62.4 pcf of the concrete: the largest plans float, smaller ones stand."""
    shake = Action(V_y=0.1, M_x=3.0)
    loads = LoadSet(Action(N=N), (("wind", shake),), seismic=(("quake", shake),), vertical_seismic=vertical)
    t = task(loads, soil=STIFF, water_depth_ft=0.0)
    judge = Judge(t, 3.0)
    assert judge.most_area(3.0) < 60.0**2 and not judge.stable(Footing(60.0, 60.0, 3.0, 3.0, 0.5))
    found, wanted = least(OPEN, judge), brute(t, OPEN, 7.0)
    assert found is not None and wanted is not None
    assert found.volume_ft3 == pytest.approx(wanted.volume_ft3) and passes(t, found)


@pytest.mark.parametrize("given", [{"width_ft": 5.0}, {"length_ft": 6.5}, {"thickness_ft": 1.5}, {"pedestal_ft": 2.5}])
def test_what_is_given_is_kept_and_the_rest_is_least(given) -> None:
    t, sizes = task(SMALL, soil=STIFF), replace(OPEN, **given)
    made = solve(Quiet(), sizes, t).footing
    for name, value in given.items():
        assert {"width_ft": made.B_ft, "length_ft": made.L_ft, "thickness_ft": made.t_ft, "pedestal_ft": made.c_ft}[
            name
        ] == value
    wanted = brute(t, sizes, 9.0)
    assert wanted is not None
    if "thickness_ft" not in given:
        assert made.volume_ft3 == pytest.approx(wanted.volume_ft3)


@pytest.mark.parametrize("scale", [0.2, 1.0, 3.0])
@pytest.mark.parametrize("water", [None, 1.0])
@pytest.mark.parametrize("aci", ["318-14", "318-19"])
def test_a_chosen_footing_passes_its_own_checks_when_given_back(scale, water, aci) -> None:
    t = task(sign(scale), water_depth_ft=water)
    t = replace(t, concrete=replace(t.concrete, aci=aci))
    made = solve(Quiet(), Sizes(depth_ft=4.0), t)
    f = made.footing
    assert all(c.passes for c in made.checks), [c for c in made.checks if not c.passes]
    again = solve(Quiet(), Sizes(f.B_ft, f.L_ft, f.t_ft, f.D_ft, f.c_ft), t)
    assert again.checks == tuple(c for c in made.checks if c.name != "Greatest depth")
    assert again.concrete_yd3 == made.concrete_yd3


def test_larger_moments_never_make_a_smaller_footing() -> None:
    volumes = []
    for scale in (0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0):
        volumes.append(solve(Quiet(), Sizes(depth_ft=4.0), task(sign(scale))).concrete_yd3)
    assert volumes == sorted(volumes)


@pytest.mark.parametrize(("B", "L"), [(6.0, 8.0), (8.0, 8.0), (9.0, 7.0), (12.0, 12.0)])
@pytest.mark.parametrize("way", [(0.5, 0.0), (0.0, 0.5), (1.0, 1.0), (3.0, 0.0)])
def test_a_larger_plan_stands_no_worse(B, L, way) -> None:
    def ratios(b, length):
        made = solve(Quiet(), Sizes(b, length, 1.5, 4.0, 2.0), task(sign(0.6)))
        return {c.name: c.ratio for c in made.checks if c.name.startswith(("Soil", "Over", "Slid", "Resultant"))}

    small, large = ratios(B, L), ratios(B + way[0], L + way[1])
    for name, ratio in large.items():
        if name in small:
            assert ratio <= small[name] * (1.0 + 1e-9), name


def test_the_search_judges_as_the_whole_calculation_does() -> None:
    for soil in (SAND, CLAY):
        t = task(sign(0.5), soil=soil, water_depth_ft=2.0)
        judge = Judge(t, 3.5)
        seen = set()
        for B in (4.0, 6.0, 8.0, 10.0):
            for L in (4.0, 7.0, 10.0):
                for thick in (1.0, 1.25, 2.0):
                    f = Footing(B, L, thick, 3.5, 2.0)
                    quick = judge.stands(f) and judge.has_pedestal(f) and judge.carries(f)
                    assert quick == passes(t, f), f
                    seen.add(quick)
        assert seen == {True, False}


def test_an_open_depth_is_the_shallowest_below_frost() -> None:
    made = solve(Quiet(), Sizes(minimum_depth_ft=3.0, depth_step_ft=0.5), task(sign(0.5), frost_ft=3.6))
    assert made.footing.D_ft == 4.0
    assert all(c.passes for c in made.checks)
    shallow = solve(Quiet(), Sizes(minimum_depth_ft=3.0, depth_step_ft=0.5), task(sign(0.5), frost_ft=1.0))
    assert shallow.footing.D_ft == 3.0


def test_where_nothing_passes_there_is_no_footing() -> None:
    """A search that ends never returns its largest as if it had passed."""
    with pytest.raises(OutOfScope, match="no footing up to") as caught:
        solve(Quiet(), Sizes(depth_ft=4.0, width_ft=4.0), task(sign(5.0)))
    assert caught.value.problems[0].field == "foundation.width_ft"


def test_solid_concrete_is_the_heaviest_and_bounds_the_search() -> None:
    book = PACKS.footing_calibration
    solid = weight(Quiet(), Footing(6.0, 6.0, 4.0, 4.0, 1.0), book)
    assert all(weight(Quiet(), Footing(6.0, 6.0, t, 4.0, c), book) < solid for t in (1.0, 3.5) for c in (2.0, 5.0))
