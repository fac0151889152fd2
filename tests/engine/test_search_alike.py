"""What searches judge by a formula of their own, or pass over by a bound, is what the checks say."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.anchor.fastening import Fastening
from apex.engine.anchor.use import Strengths
from apex.engine.anchor.work import MODES
from apex.engine.baseplate import rod
from apex.engine.baseplate import weld as welds
from apex.engine.baseplate.check import plate_checks, pulled_and_sheared, rod_checks, weld_checks
from apex.engine.baseplate.joint import Joint, joint
from apex.engine.baseplate.least_weld import WeldUse
from apex.engine.baseplate.ring import Ring
from apex.engine.baseplate.side import bearing_side, rod_side
from apex.engine.baseplate.state import State, plain, states
from apex.engine.baseplate.stood import Stood
from apex.engine.baseplate.weld import flows, weld_line
from apex.engine.concrete.flexure import Bent, between, least_strength, moment_strength
from apex.engine.document.baseplate import Weld
from apex.engine.footing import mat, pedestal
from apex.engine.footing.bearing import bearing, bearings, pressure, resultant_check
from apex.engine.footing.concrete import GAMMA_F, two_way_strength
from apex.engine.footing.cut import STRIPS, Cut, Shears, at_most
from apex.engine.footing.layer import Concrete
from apex.engine.footing.pedestal_push import pushed
from apex.engine.footing.plane import plane
from apex.engine.footing.shape import Footing
from apex.engine.footing.stability import overturning_rows, sliding_at_most, sliding_check, sliding_row, stands
from apex.engine.footing.task import uplifts
from apex.engine.footing.transfer import transfers
from apex.engine.load.action import Action
from apex.engine.load.combination import Case, LoadSet
from apex.engine.trace import Quiet
from tests.engine.footings import CLAY, PACKS, SAND, sign, task
from tests.engine.plates import EDITION, FILLET, any_joint

QUIET = Quiet()
BASE = Footing(8.0, 10.0, 1.5, 4.0, 2.0)
K = Concrete(3000.0, 60.0, "318-19")
eccentric = st.tuples(st.floats(20.0, 200.0), st.floats(0.0, 0.48), st.floats(0.0, 0.48), st.floats(0.1, 0.6))


def pressed(held: Any) -> list[Cut]:
    made = []
    for i, (N, u, v, w) in enumerate(held):
        found = plane(N, u * BASE.B_ft, v * BASE.L_ft, BASE.B_ft, BASE.L_ft)
        assert found is not None
        made.append(Cut(f"case {i}", BASE, found, w))
    return made


@given(held=st.lists(eccentric, min_size=1, max_size=8), line=st.floats(0.0, 5.5))
@settings(max_examples=150, deadline=None)
def test_no_strip_exceeds_what_is_said_of_it_and_moments_are_the_largest_of_all(held: Any, line: float) -> None:
    cuts = pressed(held)
    for strip in STRIPS:
        for c, V, M in zip(cuts, *(at_most(cuts, strip, line, which) for which in (0, 1)), strict=True):
            found = c.beyond(strip, line)
            assert found[0] <= V + 1e-9 * (1.0 + abs(V))
            assert found[1] <= M + 1e-9 * (1.0 + abs(M))
        most, name = max(((c.beyond(strip, 1.0)[1], c.name) for c in cuts), key=lambda row: row[0])
        assert Shears(cuts).moments[strip] == ((most, name) if most > 1e-9 else (0.0, name))


@given(held=st.lists(eccentric, min_size=1, max_size=8), d=st.floats(4.0, 40.0), f_c=st.floats(2500.0, 10000.0))
@settings(max_examples=150, deadline=None)
def test_around_the_pedestal_nothing_exceeds_what_is_said_of_it_and_the_worst_is_found(
    held: Any, d: float, f_c: float
) -> None:
    cuts, k, s = pressed(held), replace(K, fc_psi=f_c), 24.0 + d
    shears = Shears(cuts)
    every = [mat.two_way(QUIET, c, d) for c in cuts]
    assert all(v is not None and v <= most for v, most in zip(every, mat.two_way_at_most(shears, d), strict=True))
    assert mat.governing(shears, d) is max(zip(every, cuts, strict=True), key=lambda row: row[0] or 0.0)[1]
    capacity = two_way_strength(d=d, s=s, f_c=f_c)
    over = [i for i, v in enumerate(every) if (v or 0.0) > capacity]
    assert mat.two_way_fails(shears, k, d) == (over[0] if over else None)
    bar = PACKS.reinforcement.bar(5)
    mats = mat.given(BASE, bar, 9, lifted=True)
    for check, axis in zip(transfers(QUIET, shears, k, mats), (2, 1), strict=True):
        passed = [GAMMA_F * abs(c.around(BASE.c_ft + mats.d_two_way / 12.0)[axis]) for c in cuts]
        assert check.demand == max(passed)
        assert check.case == cuts[passed.index(max(passed))].name


@given(
    side=st.floats(12.0, 72.0),
    size=st.sampled_from([5, 7, 9, 11]),
    n=st.integers(2, 8),
    f_c=st.floats(2500.0, 8000.0),
    loads=st.tuples(*[st.floats(-0.02, 0.2)] * 3),
    aci=st.sampled_from(["318-14", "318-19"]),
)
@settings(max_examples=200, deadline=None)
def test_no_section_is_weaker_than_the_bound_between_two_depths(
    side: float, size: int, n: int, f_c: float, loads: Any, aci: str
) -> None:
    bar = PACKS.reinforcement.bar(size)
    rows = tuple((3.5 + i * (side - 7.0) / (n - 1), bar.area_in2 * (n if i in (0, n - 1) else 2)) for i in range(n))
    s = Bent(False, side, side, rows, bar.diameter_in, f_c, 60.0)
    low, N, high = sorted(part * side * side * f_c / 1000.0 for part in loads)
    c = moment_strength(QUIET, s, N, aci).c_in
    depths = None if c is None else between(s, low, high, c, aci)
    if depths is None:
        return
    least = least_strength(s, *depths, aci)
    for load in (low, N, high):
        assert moment_strength(QUIET, s, load, aci).phi_M_n >= least


@pytest.mark.parametrize("scale", [0.2, 1.0, 2.0, 4.0, 6.0, 9.0])
@pytest.mark.parametrize("bar", [5, 7, 9])
def test_a_pedestal_holds_and_is_governed_as_by_looking_at_every_combination(scale: float, bar: int) -> None:
    lateral = (*sign(scale).wind, ("up", Action(N=-6.0, V_y=scale, M_x=30.0 * scale)))
    loads = LoadSet(Action(N=3.0), lateral, snow=Action(N=20.0))
    k, cases = replace(K), task(loads).factored(BASE.D_ft)
    one = pedestal.Pedestal(BASE, PACKS.reinforcement.bar(bar), 3, PACKS.reinforcement.bar(3))
    rows = pushed(BASE, cases).largest
    held = [moment_strength(QUIET, one.bent(k), p.N_s, k.aci).phi_M_n / 12.0 for _, p in rows]
    assert len(rows) > 3
    falling = sorted(rows, key=lambda row: -row[0])
    assert one.holds(k, falling) is all(strength >= M for (M, _), strength in zip(rows, held, strict=True))
    uses = [M / strength if strength > 0.0 else math.inf for (M, _), strength in zip(rows, held, strict=True)]
    assert pedestal.most_used(replace(one, strengths={}), rows, k) is rows[uses.index(max(uses))][1]


@pytest.mark.parametrize("over", [0.999, 1.001])
def test_a_pedestal_fails_by_a_smaller_moment_where_less_load_helps_it(over: float) -> None:
    one = pedestal.Pedestal(BASE, PACKS.reinforcement.bar(7), 3, PACKS.reinforcement.bar(3))
    p = task().factored(BASE.D_ft)[0]
    strong, weak = (moment_strength(QUIET, one.bent(K), N, K.aci).phi_M_n / 12.0 for N in (90.0, 0.0))
    rows = [(0.999 * strong, p._replace(N_s=90.0)), (over * weak, p._replace(N_s=0.0))]
    assert rows[0][0] > rows[1][0]
    assert one.holds(K, rows) is (over < 1.0)


def joined(seed: int, loads: list[Case] | None = None) -> tuple[Joint, list[State]]:
    drawn, given_ = any_joint(seed)
    loads = loads or drawn
    j = joint(QUIET, given_["column"], given_["plate"], given_["anchors"], FILLET, given_["concrete"], EDITION, PACKS)
    return j, states(j, loads, given_["sdc"])


def twisted(s: State, k: float) -> State:
    return s._replace(action=s.action._replace(T=k * s.action.T))


SEEDS = [s for s in range(90) if (made := any_joint(s)) and made[1]["anchors"].bolt_circle_in is not None]


@pytest.mark.parametrize("size", [0.1875, 0.3125, 0.625])
@pytest.mark.parametrize("twist", [1.0, 30.0])
@pytest.mark.parametrize("seed", range(30))
def test_the_weld_of_a_search_is_used_as_its_checks_say(seed: int, twist: float, size: float) -> None:
    j, loaded = joined(seed)
    j, loaded = replace(j, weld=Weld(size_in=size)), [twisted(s, twist) for s in loaded]
    use = WeldUse(j.column, [s.action for s in loaded], j.weld.fexx_ksi, j.plate.fy_ksi)
    found = weld_checks(QUIET, j, loaded)
    assert use.ratio(size, j.plate.thickness_in) == pytest.approx(max(c.ratio for c in found), rel=1e-12)
    line, w, t = weld_line(QUIET, j.column), size, j.column.wall_in
    stress = []
    for s in loaded:
        n, v = flows(QUIET, line, w, s.action)
        throat = welds.resultant_stress(f_n=n, f_v=v)
        stress.append(max(welds.fusion_stress(f_w=throat), welds.wall_stress(n=j.column.welds, f_v=v, w=w, t=t)))
    wall = next(c for c in found if c.name == "Wall at the weld")
    assert (wall.demand, wall.case) == (max(stress), loaded[stress.index(max(stress))].name)


@pytest.mark.parametrize("seed", range(60))
def test_rods_bend_the_plate_as_the_worst_line_of_every_combination_does(seed: int) -> None:
    j, loaded = joined(seed)
    every = [
        (line.worst(way)[0], s.name)
        for s in loaded
        for way in ([s.tension_kip] if s.stand is not None else [s.tension_kip, s.compression_kip])
        for line in j.lines
    ]
    most, name = max(every, key=lambda row: row[0], default=(0.0, ""))
    found = rod_side(j, loaded)
    assert (found is None) is (most <= 0.0)
    if found:
        assert (found[1] / found[2], found[0].name) == (most, name)


@pytest.mark.parametrize("one_way", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_blocks_and_rods_that_are_passed_over_govern_neither_the_plate_nor_the_rods(seed: int, one_way: bool) -> None:
    r, loads = random.Random(seed), any_joint(seed)[0]
    if one_way:
        loads = [c._replace(gravity=Action(2.0), lateral=Action(0.0, 0.0, 1.0, r.uniform(1.0, 60.0))) for c in loads]
    j, loaded = joined(seed, loads)
    every = [(bearing_side(j, s).m, s.name) for s in loaded]
    most, name = max(every, key=lambda row: row[0])
    found = {c.name: c for c in (*plate_checks(QUIET, j, loaded), *rod_checks(QUIET, j, loaded))}
    if most > 0.0:
        check = found["Plate thickness, bearing side"]
        assert check.demand == pytest.approx((4.0 * most / (0.9 * j.plate.fy_ksi)) ** 0.5, rel=1e-12)
        assert check.case == name
    A_b, F_u = rod.nominal_area(d=j.group.size.diameter_in), j.group.grade.f_u_ksi
    d_se, use = rod.thread_diameter(A_se=j.group.size.A_se_in2), []
    for T, V in ((T, V) for s in loaded for T, V in zip(s.force_kip, s.shear_kip, strict=True) if T >= 0.0 and V):
        held = 0.75 * min(1.3 * 0.75 * F_u - 0.75 / (0.75 * 0.45) * V / A_b, 0.75 * F_u)
        stress = T / A_b + 6.0 * V * j.free_in / 2.0 / d_se**3
        use += [math.inf if held <= 0.0 else stress / held] if T or j.free_in else []
    both = found.get("Rod tension with shear")
    assert (both is None) is (not use)
    if both:
        assert both.ratio == pytest.approx(max(use), rel=1e-9) or both.capacity <= 0.0 < max(use) == math.inf


@pytest.mark.parametrize("still", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_threaded_rods_hold_in_a_search_where_their_checks_pass(seed: int, still: bool) -> None:
    loads, given_ = any_joint(seed)
    if still:
        loads = [c._replace(lateral=c.lateral._replace(V_x=0.0, V_y=0.0, T=0.0)) for c in loads]
    j, loaded = joined(seed, loads)
    a = j.anchors
    assert a.count is not None and a.bolt_circle_in is not None
    ring = Ring(a.count, a.bolt_circle_in, j.column, j.block)
    asked = plain(loads, given_["sdc"])
    kept = tuple(one for one in asked if one.name in {s.name for s in loaded})
    held = Stood(ring, j, kept, tuple(loaded), tuple(s.rods() for s in loaded))
    judged = set()
    pull = max(max(s.force_kip) for s in loaded)
    just = pull / (0.75 * 0.75 * j.group.grade.f_u_ksi * math.pi / 4.0 * j.group.size.diameter_in**2)
    for scale in (0.001, 0.05, 0.2, 0.5, 1.0, 2.0, 5.0, 20.0, 0.98 * just, 1.02 * just):
        if scale <= 0.0:
            continue
        size = replace(j.group.size, A_se_in2=scale * j.group.size.A_se_in2)
        size = replace(size, diameter_in=math.sqrt(scale) * size.diameter_in)
        own = replace(j, group=replace(j.group, size=size))
        quick = held.threaded(size, j.group.grade, free_in=own.free_in, welded=j.group.washers_welded)
        assert quick is all(c.passes for c in rod_checks(QUIET, own, loaded)), scale
        judged.add(quick)
    assert judged == {True, False}


def test_of_rods_that_differ_those_outdone_in_both_are_left_out() -> None:
    r = random.Random(3)
    for _ in range(200):
        force, shear = ([round(r.uniform(-3.0, 9.0), 1) for _ in range(6)], [r.randint(0, 5) / 2.0 for _ in range(6)])
        kept = pulled_and_sheared(State("", False, Action(), None, tuple(force), tuple(shear)))
        pairs = [(T, V) for T, V in zip(force, shear, strict=True) if T >= 0.0 and V > 0.0]
        assert all(any(a >= T and b >= V for a, b in kept) for T, V in pairs)
        assert set(kept) <= set(pairs)


@pytest.mark.parametrize("soil", [SAND, CLAY, replace(CLAY, friction=0.4)])
def test_a_footing_stands_in_a_search_where_resultant_overturning_and_sliding_pass(soil: Any) -> None:
    lifts = LoadSet(
        Action(N=3.0, M_x=4.0, M_y=2.0),
        (*sign(0.5).wind, ("up", Action(N=-6.0, M_y=9.0, V_x=0.5)), ("back", Action(V_y=-2.5, M_x=-36.0, T=3.0))),
    )
    t, seen = task(lifts, soil=soil), set()
    for side in (4.0, 6.0, 8.0, 11.0):
        f = Footing(side, side + 1.0, 1.25, 4.0, 2.0)
        for p in t.service(4.0):
            for W in (4.0, 8.0, 12.0, 18.0, 25.0, 40.0, 70.0):
                N = p.N(W, 0.0)
                inside = resultant_check(QUIET, f, [(p, N)], "").passes
                row = bearing(p, N, pressure(f, p, N))
                need, held = sliding_row(QUIET, f, p, N, row, soil)
                most = sliding_at_most(f, p, N, row, soil)
                assert most >= (need / held * (1.0 - 1e-12) if held > 0.0 else math.inf)
                turns = any(asked > there for asked, there, _ in overturning_rows(f, p, W, 0.0))
                checked = inside and not turns and need <= held
                assert stands(f, p, W, 0.0, soil) is checked, (p.name, W, inside, turns, need, held)
                seen.add((inside, turns, need <= held))
    assert {(True, False, True), (True, False, False), (True, True, False)} <= seen


@pytest.mark.parametrize("soil", [SAND, CLAY])
@pytest.mark.parametrize("scale", [0.2, 0.5, 1.0, 3.0])
def test_sliding_is_governed_as_by_looking_at_every_combination(scale: float, soil: Any) -> None:
    lateral = [(f"{i}", Action(V_x=0.3 * i, V_y=scale, M_x=9.0 * scale, M_y=2.0 * i, T=3.0 * i)) for i in range(-4, 5)]
    t = task(LoadSet(Action(N=3.0, M_y=1.0), tuple(lateral)), soil=soil, water_depth_ft=2.0)
    f = Footing(7.0, 9.0, 1.25, 4.0, 2.0)
    U = uplifts(f, t.waters)
    rows, firsts = bearings(f, t.service(4.0), 30.0, U)
    each = [(p, N, bearing(p, N, pressure(f, p, N))) for p in t.service(4.0) for N in [p.N(30.0, U[p.water.name])]]
    assert rows == each
    pressed = {(N, abs(p.M_x), abs(p.M_y)): p.name for p, N, _ in reversed(each)}
    assert sorted(pressed.values()) == sorted(p.name for p, _, _ in firsts)
    uses = [
        need / held if held > 0.0 else math.inf for row in rows for need, held in [sliding_row(QUIET, f, *row, soil)]
    ]
    found = sliding_check(QUIET, f, rows, soil)
    assert found is not None
    assert found.case == rows[uses.index(max(uses))][0].name
    assert found.ratio == max(uses)


def test_every_ratio_of_the_quick_way_is_that_of_its_check() -> None:
    """The envelope picks by the quick ratios what is then worked out on the sheet."""

    compared = set()
    for seed in range(60):
        j, loaded = joined(seed)
        f = Fastening(j.group, j.block, EDITION)
        if f.placed.nearest_edge_in() <= 0.0:
            continue
        strong = Strengths(f)
        for s in loaded:
            if not s.balanced:
                continue
            for mode, ratio in enumerate(strong.uses(s.rods())):
                if mode in MODES and ratio > 0.0:
                    check = MODES[mode](QUIET, f, s.rods())
                    assert check is not None
                    assert check.ratio == pytest.approx(ratio, rel=1e-9), (seed, check.name)
                    compared.add(mode)
    assert len(compared) >= 7
