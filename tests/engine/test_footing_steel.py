"""Mats and concrete of footings: each formula family by a second route, each rule seen to bite."""

import math
from dataclasses import replace

import numpy as np
import pytest

from apex.engine.document.foundation import Rebar
from apex.engine.footing.concrete import block_depth, flexural_strength, least_ratio, section_modulus, steel_needed
from apex.engine.footing.cut import Cut, Shears
from apex.engine.footing.layer import Concrete, area_needed, depth, developed, layer
from apex.engine.footing.mat import Mats, one_way, two_way
from apex.engine.footing.plane import plane
from apex.engine.footing.shape import Footing
from apex.engine.footing.size import Sizes
from apex.engine.footing.spread import solve
from apex.engine.footing.task import Judge, cuts, reinforced
from apex.engine.footing.transfer import transfers, with_transfer
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet, asd, cases, lrfd
from apex.engine.trace import Quiet
from tests.engine.footings import PACKS, SAND, check, task

K = Concrete(3000.0, 60.0, "318-19")
ROCK = replace(SAND, vertical_psf=8000.0, friction=0.5)


def cut(f: Footing, N: float = 120.0, e_x: float = 0.5, e_y: float = 1.5, w: float = 0.4) -> Cut:
    found = plane(N, e_x, e_y, f.B_ft, f.L_ft)
    assert found is not None
    return Cut("case", f, found, w)


def test_one_way_shear_is_taken_at_d_from_the_pedestal() -> None:
    f = Footing(8.0, 10.0, 1.5, 4.0, 2.0)
    a = layer(f, "y", "bottom", PACKS.reinforcement.bar(5), 12)
    V, _ = one_way(Shears([cut(f)]), a)
    q = cut(f).plane
    y0, n = 1.0 + a.d_in / 12.0, 4000
    ys = [y0 + (i + 0.5) * (5.0 - y0) / n for i in range(n)]
    by_hand = sum((q.a + q.c * y - 0.4) * 8.0 for y in ys) * (5.0 - y0) / n  # the whole width is pressed there
    assert pytest.approx(by_hand, rel=1e-3) == V
    assert a.d_in == pytest.approx(18.0 - 3.0 - 0.3125)


def test_two_way_stress_is_that_of_shear_flow_integrated_around_the_section() -> None:
    """The stresses of the formula, put along the four sides, carry gamma_v M back: the same J by integration."""
    s, d = 34.0, 13.0
    J = section_modulus(s=s, d=d) * s / 2.0
    t = (np.arange(20000) + 0.5) / 20000 * s - s / 2.0
    stress = 0.4 * 12.0 * 100.0 / J
    ends = 2.0 * (s / 2.0) ** 2 * s * d * stress
    sides = 2.0 * (t**2).mean() * s * d * stress
    twist = stress * (s * d**3 / 6.0)
    assert ends + sides + twist == pytest.approx(0.4 * 12.0 * 100.0, rel=1e-6)


def test_two_way_shear_outside_the_footing_is_no_check() -> None:
    f = Footing(3.0, 8.0, 1.5, 4.0, 2.0)
    assert two_way(Quiet(), cut(f, e_x=0.1), 13.0) is None


def test_bars_needed_give_back_the_moment_they_were_for() -> None:
    for M in (20.0, 150.0, 600.0):
        A = steel_needed(f_c=3000.0, b=96.0, f_y=60.0, d=14.0, M=M)
        a = block_depth(A_s=A, f_y=60.0, f_c=3000.0, b=96.0)
        assert flexural_strength(A_s=A, f_y=60.0, d=14.0, a=a) == pytest.approx(M)


def test_bars_of_the_short_way_are_more_by_the_band() -> None:
    long, M = Footing(6.0, 12.0, 1.5, 4.0, 2.0), 700.0
    d = depth(long, "x", "bottom", PACKS.reinforcement.bar(6))
    plain = steel_needed(f_c=3000.0, b=144.0, f_y=60.0, d=d, M=M)
    assert area_needed(Quiet(), long, K, "x", d, M) == pytest.approx(plain * 2.0 * 2.0 / 3.0)
    along = steel_needed(f_c=3000.0, b=72.0, f_y=60.0, d=d, M=300.0)
    assert area_needed(Quiet(), long, K, "y", d, 300.0) == pytest.approx(along)


@pytest.mark.parametrize(
    ("f_y", "aci", "rho"), [(60.0, "318-14", 0.0018), (40.0, "318-14", 0.002), (40.0, "318-19", 0.0018)]
)
def test_the_least_steel_is_a_part_of_the_whole_section_each_way(f_y, aci, rho) -> None:
    assert least_ratio(f_y, aci) == rho
    made = solve(Quiet(), Sizes(8.0, 9.0, 1.5, 4.0, 2.0), task(concrete=Concrete(3000.0, f_y, aci)))
    for a in made.mats.layers:
        assert a.A_s >= rho * a.width_in * 18.0


def test_bars_lie_on_each_other_and_the_longer_way_lies_outside() -> None:
    bar = PACKS.reinforcement.bar(8)
    long, wide = Footing(6.0, 9.0, 2.0, 4.0, 2.0), Footing(9.0, 6.0, 2.0, 4.0, 2.0)
    assert depth(long, "y", "bottom", bar) == pytest.approx(24.0 - 3.0 - 0.5)
    assert depth(long, "x", "bottom", bar) == pytest.approx(24.0 - 3.0 - 1.5)
    assert depth(wide, "x", "bottom", bar) == pytest.approx(24.0 - 3.0 - 0.5)
    assert depth(wide, "x", "top", bar) == pytest.approx(24.0 - 2.0 - 0.5)


def test_top_bars_over_a_foot_of_concrete_need_longer_development() -> None:
    f, bar = Footing(9.0, 9.0, 2.0, 4.0, 2.0), PACKS.reinforcement.bar(6)
    bottom, top = (layer(f, "x", face, bar, 14) for face in ("bottom", "top"))
    low, high = developed(Quiet(), f, K, bottom)[0], developed(Quiet(), f, K, top)[0]
    confined = min(2.5, (2.0 + 0.375) / 0.75)
    assert low == pytest.approx(75.0 * 60.0 / math.sqrt(3000.0) * 0.8 / 2.5 * 0.75)
    assert high == pytest.approx(1.3 * 75.0 * 60.0 / math.sqrt(3000.0) * 0.8 / confined * 0.75)


def test_bars_too_short_for_their_length_are_hooked() -> None:
    f = Footing(4.0, 4.0, 1.5, 4.0, 2.0)
    a = layer(f, "x", "bottom", PACKS.reinforcement.bar(6), 8)
    length, hooked = developed(Quiet(), f, K, a)
    assert hooked
    assert a.reach_in == pytest.approx(9.0)
    assert length < 75.0 * 60.0 / math.sqrt(3000.0) * 0.8 / 2.5 * 0.75
    assert a.bars(True).length_ft > a.bars(False).length_ft


def test_the_transfer_of_moment_asks_for_more_bars_near_the_pedestal() -> None:
    f, bar = Footing(12.0, 12.0, 1.5, 4.0, 2.0), PACKS.reinforcement.bar(5)
    made = Shears([cut(f, N=60.0, e_x=0.0, e_y=3.0)])
    few = Mats((layer(f, "x", "bottom", bar, 8), layer(f, "y", "bottom", bar, 8)), None)
    assert not all(c.passes for c in transfers(Quiet(), made, K, few))
    more = with_transfer(made, K, few)
    assert more is not None
    assert all(c.passes for c in transfers(Quiet(), made, K, more))
    assert more.bottom[1].count > 8
    one_less = more.bottom[1].with_count(more.bottom[1].count - 1)
    assert not all(c.passes for c in transfers(Quiet(), made, K, Mats((more.bottom[0], one_less), None)))


def test_buoyancy_takes_weight_off_what_holds_the_lifted_side_down() -> None:
    t, f = task(water_depth_ft=0.0), Footing(10.0, 10.0, 1.5, 4.0, 2.0)
    found = cuts(f, t.factored(4.0), t)
    wet = [c for c in found if "water" in c.name]
    dry = [c for c in found if "water" not in c.name]
    for a, b in zip(wet, dry, strict=True):
        assert b.w - a.w == pytest.approx(0.0624 * 4.0)
        assert a.plane.force((*[0.0] * 6,))[0] == 0.0
        # Equilibrium of all that is not the pedestal's square: what goes up there comes down in the pedestal.
        V = a.around(2.0)[0]
        assert pytest.approx(a.beyond("toe_x", -5.0)[0] - (a.plane.inside(1.0, 1.0)[0] - a.w * 4.0), rel=1e-9) == V


def test_a_heavy_column_is_governed_by_two_way_shear_and_the_choice_still_passes() -> None:
    loads = LoadSet(Action(N=160.0), (("wind", Action(V_y=2.0, M_x=20.0)),))
    made = solve(Quiet(), Sizes(depth_ft=4.0, pedestal_ft=1.5), task(loads, soil=ROCK))
    assert all(c.passes for c in made.checks)
    assert check(made, "Two-way shear").ratio > 0.75
    thin = replace(made.footing, t_ft=made.footing.t_ft - 0.25)
    assert not Judge(task(loads, soil=ROCK), 4.0).carries(thin)


def test_factored_loads_that_no_pressure_balances_are_not_left_out_of_the_judgement() -> None:
    calm = LoadSet(Action(N=3.0), (("wind", Action(V_y=1.0, M_x=10.0)),))
    storm = LoadSet(Action(N=3.0), (("wind", Action(V_y=8.0, M_x=400.0)),))
    t = task(calm, lrfd_cases=list(cases(lrfd("7-16"), storm)), soil_cases=list(cases(asd("7-16"), calm)))
    f = Footing(9.0, 9.0, 1.5, 4.0, 2.0)
    assert Judge(t, 4.0).stands(f)
    assert not Judge(t, 4.0).carries(f)
    made = solve(Quiet(), Sizes(9.0, 9.0, 1.5, 4.0, 2.0), t)
    assert not check(made, "Resultant inside the base, factored loads").passes


def test_mats_of_least_weight_are_found_among_all_sizes() -> None:
    t, f = task(soil=ROCK), Footing(9.0, 10.0, 1.5, 4.0, 2.0)
    made = cuts(f, t.factored(4.0), t)
    least, any_one = reinforced(Shears(made), t), reinforced(Shears(made), t, any_size=True)
    assert least is not None and any_one is not None

    def pounds(m: Mats) -> float:
        return sum(a.bars(developed(Quiet(), f, K, a)[1]).weight_lb for a in m.layers)

    assert pounds(least) <= pounds(any_one)


def test_moments_towards_the_left_edge_overturn_as_those_to_the_right_do() -> None:
    for sign in (1.0, -1.0):
        loads = LoadSet(Action(N=3.0), (("along", Action(V_x=2.0 * sign, M_y=60.0 * sign)),))
        made = solve(Quiet(), Sizes(10.0, 10.0, 1.5, 4.0, 2.0), task(loads))
        found = check(made, "Overturning, 0.6 of dead load")
        assert found.demand == pytest.approx(0.6 * (60.0 + 2.0 * 4.0))
        assert found.case.endswith("right edge" if sign > 0.0 else "left edge")


def test_a_high_pedestal_is_a_column_and_needs_twice_the_steel() -> None:
    low, high = (
        solve(Quiet(), Sizes(10.0, 11.0, 1.5, D, 1.5), task(LoadSet(Action(N=5.0), (("w", Action(V_y=0.5, M_x=5.0)),))))
        for D in (4.0, 6.5)
    )
    assert check(low, "Pedestal: vertical bars").demand == pytest.approx(0.005 * 18.0**2)
    assert check(high, "Pedestal: vertical bars").demand == pytest.approx(0.01 * 18.0**2)
    assert check(high, "Pedestal: flexure at its foot").demand == pytest.approx(5.0 + 0.5 * 5.0)


def test_two_way_shear_is_judged_at_the_depth_of_the_bars_that_are_chosen() -> None:
    f, held, refused = Footing(9.0, 9.0, 1.5, 4.0, 1.5), 0, 0
    for N in range(150, 450, 5):
        made = [cut(f, N=float(N), e_x=0.1, e_y=0.1, w=0.3)]
        mats = reinforced(Shears(made), task(soil=ROCK))
        if mats is None:
            refused += 1
            continue
        d, held = mats.d_two_way, held + 1
        s = 18.0 + d
        assert (two_way(Quiet(), made[0], d) or 0.0) <= 0.75 * min(4.0, 2.0 + 10.0 * d / s) * math.sqrt(3000.0) / 1000.0
    assert held and refused


def test_every_check_of_a_mat_is_made_by_name_and_fails_where_it_should() -> None:
    loads = LoadSet(Action(N=150.0), (("wind", Action(V_y=2.0, M_x=60.0)),))
    made = solve(Quiet(), Sizes(6.0, 9.0, 1.5, 4.0, 2.0), task(loads, soil=ROCK, rebar=Rebar(size=11, count=4)))
    for face in ("Bottom bars along the face", "Bottom bars along the normal"):
        names = {c.name.removeprefix(f"{face}: ") for c in made.checks if c.name.startswith(face)}
        assert names == {
            "steel", "flexure", "tension-controlled", "one-way shear", "spacing", "room between bars", "development",
        }  # fmt: skip
    assert not check(made, "Bottom bars along the face: development").passes
    weak = solve(Quiet(), Sizes(6.0, 9.0, 1.5, 4.0, 2.0), task(loads, soil=ROCK, rebar=Rebar(size=3, count=12)))
    found = check(weak, "Bottom bars along the normal: flexure")
    d = 18.0 - 3.0 - 0.375 / 2.0
    a = 12 * 0.11 * 60.0 / (0.85 * 3.0 * 72.0)
    assert found.capacity == pytest.approx(0.9 * 12 * 0.11 * 60.0 * (d - a / 2.0) / 12.0)
    assert not found.passes
