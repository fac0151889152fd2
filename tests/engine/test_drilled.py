"""The cage of a drilled pier: against the pier walked down, by hand, at its limits."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.document import CodeBasis, Rebar
from apex.engine.document.foundation import Ties
from apex.engine.edition import EDITIONS
from apex.engine.foundation.along import Demand, bending, shearing
from apex.engine.foundation.cage import pier_cage
from apex.engine.foundation.cage_check import Bending, worst_bending
from apex.engine.foundation.hole import Pier
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet, cases, lrfd
from apex.engine.trace import Computed, Sheet
from apex.errors import OutOfScope
from tests.engine.piers import PACK, QUIET, ROUND, cage, check, factored, task


def walked(V: float, M: float, net: float, neglect: float, n: int = 6000) -> tuple[float, float, float]:
    """Largest moment, where, and largest shear, walking down under the parabola that balances V and M.

    The soil's line load is z (A + B z) on the net depth; A and B from two equations of balance.
    """
    top = M + V * neglect
    # Sum of forces and of moments about the top: A d^2/2 + B d^3/3 = V, A d^3/3 + B d^4/4 = -top.
    d = net
    det = d**2 / 2 * d**4 / 4 - d**3 / 3 * d**3 / 3
    A, B = (V * d**4 / 4 + top * d**3 / 3) / det, (-top * d**2 / 2 - V * d**3 / 3) / det
    step, shear, moment, best, where, most = d / n, V, top, top, 0.0, abs(V)
    for i in range(n):
        z = (i + 0.5) * step
        push = z * (A + B * z) * step
        moment += (shear - push / 2.0) * step
        shear -= push
        if moment > best:
            best, where = moment, z
        most = max(most, abs(shear))
    return best, where + neglect, most


@pytest.mark.parametrize(
    ("neglect", "depth", "V", "h"), [(0.0, 9.0, 4.0, 21.0), (2.0, 12.0, 2.0, 30.0), (3.5, 10.0, 9.0, 5.0)]
)
def test_the_cage_carries_the_largest_moment_and_shear_along_the_pier(neglect, depth, V, h) -> None:
    found = cage(depth=depth, neglect=neglect, V=V, h=h, ecc=0.0)
    M_u, z, V_u = walked(V, V * h, depth - neglect, neglect)
    assert found.worked.moment.M_x == pytest.approx(M_u, rel=1e-4)
    assert found.worked.moment.z_ft == pytest.approx(z, abs=0.02)
    assert found.worked.shear.V_y == pytest.approx(V_u, rel=1e-3)
    assert check(found, "Pier bending").demand == pytest.approx(M_u, rel=1e-4)
    assert check(found, "Pier shear").demand == pytest.approx(V_u, rel=1e-3)


def test_a_pier_held_at_grade_has_its_moment_there() -> None:
    found = cage(constrained=True, ecc=0.0)
    assert found.worked.moment.M_x == pytest.approx(84.0)
    assert found.worked.moment.z_ft == 0.0
    assert found.worked.shear.V_y == pytest.approx(1.5 * 84.0 / 9.0)
    # No bar is developed at grade: it is said, and no check of it is reported.
    sheet = Sheet()
    found = cage(constrained=True, ecc=0.0, sheet=sheet)
    assert not any("above the largest moment" in c.name for c in found.checks)
    assert any("anchor rods must carry the tension" in text for text in sheet.assumptions)
    assert found.hooked_top


def test_each_case_is_bent_under_its_own_axial_load() -> None:
    found = cage(N=60.0, V=12.0, rebar=Rebar(size=7, count=14))
    assert found.worked.moment.name.startswith("0.9D")
    assert pytest.approx(54.0) == found.worked.moment.N
    # In compression-controlled steel-rich piers the heavier case is the weaker one.
    rich = cage(Pier("round", 2.0, 2.0), N=400.0, V=8.0, rebar=Rebar(size=11, count=10))
    assert rich.worked.moment.name.startswith("1.2D")


@given(
    V=st.floats(0.1, 12.0), N=st.floats(-30.0, 300.0), T=st.floats(0.0, 60.0),
    shape=st.sampled_from(["round", "square"]),
    rows=st.lists(
        st.tuples(st.floats(-60.0, 400.0), st.floats(0.0, 300.0), st.floats(0.0, 60.0)), min_size=1, max_size=30
    ),
)  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_no_case_that_would_govern_is_passed_over(V, N, T, shape, rows) -> None:
    """Against every case looked at one by one."""
    given_task = task(Pier(shape, 3.0, 3.0), V=V, N=N, T=T)
    extra = tuple(Demand(f"extra {i}", n, m, v, 1.5, T=v / 2.0) for i, (n, m, v) in enumerate(rows))
    every = (*given_task.demands, *extra)
    layout = given_task.layout(PACK.bar(8), 8, PACK.bar(3))
    bent = Bending(layout, given_task, 1.0)
    _, ratio = worst_bending(bending(every), bent)
    assert ratio >= max(bent.ratio(d) for d in every) * (1.0 - 1e-9)
    kept = shearing(every)
    for d in every:
        assert any(k.N <= d.N and k.V_y >= d.V_y and k.V_x >= d.V_x and k.T >= d.T for k in kept)


def test_a_case_between_two_axial_loads_governs_where_the_strength_dips() -> None:
    """Where phi falls from 0.9 to 0.65 phi M_n is below its values at a smaller and at a larger axial load."""
    strong = replace(task(Pier("round", 2.0, 2.0), aci="318-14"), fc_psi=6000.0, f_y_ksi=80.0)
    bent = Bending(strong.layout(PACK.bar(6), 12, PACK.bar(3)), strong, 1.0)
    held = {N: bent.at(float(N), normal=True)[1].phi_M_n / 12.0 for N in range(0, 1000, 25)}
    low, middle, high = max(
        ((a, b, c) for a in held for b in held for c in held if a < b < c),
        key=lambda n: min(held[n[0]], held[n[2]]) / held[n[1]],
    )
    assert min(held[low], held[high]) > 1.05 * held[middle]
    most = 0.5 * min(held[low], held[high])
    between = Demand("between", float(middle), 0.99 * most, 1.0, 1.0)
    found = [Demand("low", float(low), most, 1.0, 1.0), between, Demand("high", float(high), most, 1.0, 1.0)]
    assert worst_bending(bending(found), bent)[0] is between


@pytest.mark.parametrize("basis", ["IBC2018", "IBC2021"])
@pytest.mark.parametrize(("pier", "V", "T"), [
    (ROUND, 4.0, 8.0), (ROUND, 25.0, 8.0), (Pier("round", 5.0, 5.0), 20.0, 260.0), (Pier("square", 3.0, 3.0), 8.0, 8.0),
    (Pier("rectangular", 4.0, 2.5), 8.0, 60.0),
])  # fmt: skip
def test_a_chosen_cage_passes_when_it_is_given_back(pier, V, T, basis) -> None:
    chosen = cage(pier, 10.0, V=V, T=T, basis=basis)
    assert chosen.passes
    back = Rebar(
        size=chosen.vertical.bar.size, count=chosen.vertical.count,
        ties=Ties(size=chosen.ties.bar.size, spacing_in=chosen.tie_spacing_in),
    )  # fmt: skip
    given_back = cage(pier, 10.0, V=V, T=T, basis=basis, rebar=back)
    assert given_back.checks == chosen.checks and given_back.passes
    assert given_back.sets == chosen.sets


def test_given_bars_are_checked_and_never_changed() -> None:
    given_bars = Rebar(size=4, count=6, fy_ksi=40.0, ties=Ties(size=3, spacing_in=20.0))
    found = cage(V=25.0, rebar=given_bars)
    assert (found.vertical.bar.size, found.vertical.count, found.tie_spacing_in, found.f_y_ksi) == (4, 6, 20.0, 40.0)
    failed = {c.name for c in found.checks if not c.passes}
    assert {"Least vertical steel", "Pier bending", "Pier shear", "Spacing of ties"} <= failed
    assert check(found, "Least vertical steel").capacity == pytest.approx(1.2)
    assert check(found, "Least vertical steel").demand == pytest.approx(0.005 * math.pi * 18.0**2)


def test_where_no_cage_passes_the_nearest_is_shown_and_fails() -> None:
    sheet = Sheet()
    found = cage(Pier("round", 2.0, 2.0), V=60.0, sheet=sheet)
    assert not found.passes and check(found, "Pier bending").ratio > 1.0
    assert any("no cage of #4 to #11" in text for text in sheet.assumptions)
    lighter = cage(Pier("round", 2.0, 2.0), V=60.0, rebar=Rebar(size=5, count=6))
    assert check(found, "Pier bending").ratio < check(lighter, "Pier bending").ratio


def test_crowded_and_thin_and_too_few_bars_fail_their_own_checks() -> None:
    crowded = cage(rebar=Rebar(size=11, count=30))
    assert not check(crowded, "Clear space between bars").passes
    ring = 36.0 - 2 * (3.0 + 0.5) - 1.41  # the tie is #4 around #11
    assert check(crowded, "Clear space between bars").capacity == pytest.approx(ring * math.sin(math.pi / 30) - 1.41)
    thin = cage(rebar=Rebar(size=11, count=8, ties=Ties(size=3, spacing_in=8.0)))
    assert not check(thin, "Size of ties").passes
    few = cage(rebar=Rebar(size=11, count=3))
    assert not check(few, "Number of bars").passes


def test_a_larger_load_never_uses_the_same_cage_less() -> None:
    bars = Rebar(size=8, count=10, ties=Ties(size=3, spacing_in=8.0))
    for name in ("Pier bending", "Pier shear"):
        found = [check(cage(V=V, rebar=bars), name).ratio for V in (1.0, 4.0, 9.0, 16.0)]
        assert found == sorted(found) and found[0] < found[-1]


def test_a_wider_pier_of_the_same_bars_is_stronger() -> None:
    bars = Rebar(size=8, count=12, ties=Ties(size=3, spacing_in=8.0))
    found = [cage(Pier("round", D, D), rebar=bars).worked for D in (2.5, 3.0, 3.5, 4.0)]
    assert [w.phi_M_n_kipft for w in found] == sorted(w.phi_M_n_kipft for w in found)


def test_both_planes_of_a_square_pier_add_up() -> None:
    wind = [("corner", Action(V_y=4.0, M_x=84.0, V_x=3.0, M_y=63.0))]
    load = list(cases(lrfd("7-16"), LoadSet(Action(N=3.0), wind)))
    bars = Rebar(size=8, count=12)
    square = Pier("square", 3.0, 3.0)
    both, one, other = (
        pier_cage(QUIET, square, 9.0, 0.0, 9.0, chosen, 3000.0, bars, PACK, EDITIONS["IBC2021"])
        for chosen in (load, factored(V=4.0, ecc=0.0), factored(V=3.0, ecc=0.0))
    )
    ratio = check(both, "Pier bending, both planes").ratio
    assert ratio == pytest.approx(check(one, "Pier bending").ratio + check(other, "Pier bending").ratio, rel=1e-6)
    assert both.crossties is not None and both.crossties.count == both.ties.count * 4


def test_a_seismic_case_is_not_given_the_relief_for_excess_steel() -> None:
    load = LoadSet(
        Action(N=3.0), [("case A", Action(V_y=4.0, M_x=84.0))], seismic=[("seismic", Action(V_y=1.0, M_x=20.0))]
    )
    found = pier_cage(
        QUIET, ROUND, 12.0, 0.0, 12.0, list(cases(lrfd("7-16"), load)), 3000.0, Rebar(size=8, count=8), PACK,
        EDITIONS["IBC2021"],
    )  # fmt: skip
    l_d = 75.0 * 60.0 / math.sqrt(3000.0) / 2.5
    assert check(found, "Bars below the largest moment").demand == pytest.approx(l_d)
    calm = cage(depth=12.0, rebar=Rebar(size=8, count=8))
    assert check(calm, "Bars below the largest moment").demand < l_d


def test_rods_must_reach_past_the_bars_they_hand_over_to() -> None:
    found = cage(V=15.0, rebar=Rebar(size=8, count=10))
    assert found.hooked_top
    enough, short = found.rod_lap(QUIET, 30.0, 6.0), found.rod_lap(QUIET, 12.0, 6.0)
    assert enough.passes and not short.passes
    assert enough.capacity == pytest.approx(30.0 - 3.0 - 4.0)
    l_dh = 60000.0 * (3000.0 / 15000.0 + 0.6) / (55.0 * math.sqrt(3000.0))
    assert enough.demand == pytest.approx(l_dh) == found.at_rods_in
    assert found.lap_in == pytest.approx(1.3 * 75.0 * 60.0 / math.sqrt(3000.0) / 2.5)


@pytest.mark.parametrize(("basis", "aci"), [("IBC2018", "318-14"), ("IBC2021", "318-19")])
def test_bars_lapped_with_rods_are_developed_in_full(basis: CodeBasis, aci: str) -> None:
    """Only at the largest moment l_d may be as much shorter as steel is not required (25.4.10.1)."""
    found = cage(rebar=Rebar(size=8, count=8), basis=basis)
    l_d = 75.0 * 60.0 / math.sqrt(3000.0) / 2.5
    assert not found.hooked_top and check(found, "Bars above the largest moment").demand < l_d
    sheet = Sheet()
    sheet.part("baseplate", "Rods beside the bars")
    short, enough = (found.rod_lap(sheet, h_ef, 6.0) for h_ef in (3.0 + l_d + 3.99, 3.0 + l_d + 4.01))
    assert short.demand == enough.demand == found.at_rods_in == pytest.approx(l_d)
    assert enough.passes and not short.passes
    assert short.clause == f"ACI {aci} {'17.4.2.9' if aci == '318-14' else '17.5.2.1'}, 25.4.2"
    assert l_d in [pytest.approx(s.value) for part in sheet.parts for s in part.steps if isinstance(s, Computed)]


def test_bars_and_ties_are_as_many_and_as_long_as_the_pier_asks() -> None:
    found = cage(rebar=Rebar(size=6, count=12, ties=Ties(size=3, spacing_in=12.0)), basis="IBC2018")
    straight = not found.hooked_top
    assert straight and found.vertical.length_ft == pytest.approx(9.0 - 0.5)
    assert found.ties.count == math.ceil(102.0 / 12.0) + 3
    assert found.ring_in == pytest.approx(36.0 - 6.0 - 0.75 - 0.75)
    assert found.vertical.weight_lb == pytest.approx(12 * 8.5 * 1.502)
    assert len(found.points_in) == 12
    assert all(math.hypot(*p) == pytest.approx(28.5 / 2.0) for p in found.points_in)
    hooked = cage(V=25.0, rebar=Rebar(size=8, count=20))
    assert hooked.hooked_top and hooked.vertical.length_ft > 8.5


@pytest.mark.parametrize(("change", "field"), [
    ({"rebar": Rebar(size=6, count=12, fy_ksi=100.0)}, "foundation.rebar.fy_ksi"),
    ({"fc": 11000.0}, "foundation.fc_psi"),
    ({"pier": Pier("round", 0.6, 0.6)}, "foundation.diameter_ft"),
    ({"pier": Pier("round", 0.6, 0.6), "rebar": Rebar(size=4, count=4)}, "foundation.diameter_ft"),
    ({"pier": Pier("square", 3.0, 3.0), "rebar": Rebar(size=6, count=9)}, "foundation.rebar.count"),
    ({"rebar": Rebar(size=14, count=8)}, "foundation.rebar.size"),
])  # fmt: skip
def test_what_is_out_of_range_is_refused_by_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(OutOfScope) as refused:
        cage(**change)
    assert refused.value.problems[0].field == field


def test_the_sheet_shows_the_pier_along_its_depth_and_cites_the_edition() -> None:
    for basis, number in (("IBC2018", "25.4.2.3a"), ("IBC2021", "25.4.2.4a")):
        sheet = Sheet()
        found = cage(sheet=sheet, basis=basis)
        steps = [s for part in sheet.parts for s in part.steps if isinstance(s, Computed)]
        symbols = {s.clause.symbol for s in steps}
        assert {"M(z)", "V(z)", "M_n", "phi", "V_c", "V_s", "l_d", "A_st,min", "phi T_th"} <= symbols
        moments = [s.value for s in steps if s.clause.symbol == "M(z)"]
        assert any(m == pytest.approx(found.worked.moment.M_x) for m in moments)
        assert any(number in s.clause.cite(EDITIONS[basis].names()) for s in steps)
        assert tuple(sheet.checks) == found.checks


def test_hooks_that_fit_above_the_largest_moment_are_checked() -> None:
    found = cage(V=15.0, rebar=Rebar(size=8, count=10))
    hooks = check(found, "Hooks above the largest moment")
    l_dh = 60000.0 * 0.8 / (55.0 * math.sqrt(3000.0))
    assert found.layout.spacing_in >= 6.0 and hooks.demand == pytest.approx(l_dh)
    assert hooks.capacity == pytest.approx(12.0 * found.worked.moment.z_ft - 3.0) and hooks.passes
