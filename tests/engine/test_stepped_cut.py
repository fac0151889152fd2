"""Forces at every height of a post: by summing thin slices of wind, weight and earthquake, post by post."""

import numpy as np
import pytest

from apex.engine.design import design
from apex.engine.load.combination import cases, combinations
from apex.engine.support.cantilever import cut as cantilever_cut
from apex.engine.support.cut import cuts
from apex.engine.support.ladder import ladder
from apex.engine.support.seismic_cut import height_exponent
from apex.engine.support.stepped_sway import wind_spreads
from apex.engine.support.sway import amplified
from apex.engine.trace import Quiet
from apex.engine.wind.part import Part, above, block
from apex.packs.load import load_packs
from tests.engine.documents import cabinet
from tests.engine.stepping import BASE, EVERYTHING, OPPOSED, THIN, UPPER, forces, sliced, stepped

PACKS = load_packs()
QUIET = Quiet()
TALL = [cabinet(width_ft=16, height_ft=24.9, bottom_ft=0.1)]
SIGNS = [{}, {"sign__cabinets": OPPOSED}, {"sign__cabinets": TALL}, {"sign__cabinets": OPPOSED, **EVERYTHING}]
THREE = ((BASE, 9.0), (UPPER, 8.0), (THIN, 8.0))
HEIGHTS = (0.5, 9.0, 12.0, 17.0, 21.3)


def made(*parts, **change):
    given = stepped(*parts, **change)
    found = design(given, PACKS)
    return found, cuts(found.setting, found.support.demand, ladder(given, found.support.metal).runs)


def at(found, name):
    return dict(found)[name]


@pytest.mark.parametrize("change", SIGNS, ids=range(len(SIGNS)))
@pytest.mark.parametrize("z", HEIGHTS)
def test_a_single_post_carries_at_every_height_what_is_above_it(change, z) -> None:
    found, made_cuts = made(*THREE, **change)
    d, sign = found.support.demand, found.setting.sign
    (loads,) = made_cuts.loads(QUIET, z)
    seen = [(f"{c.name} (±)", (*c.parts, *d.support.normal), d.G[0], loads.wind) for c in sign.cases]
    if d.iced:
        icy = found.setting.ice.wind
        seen += [
            (f"ice, {c.name} (±)", (*c.parts, *d.iced.support.normal), d.iced.G[0], loads.ice_wind) for c in icy.cases
        ]
    for name, parts, G, held in seen:
        F, M, T = sliced(parts, G, z)
        a = at(held, name)
        assert (a.V_y, a.M_x) == pytest.approx((F, M), rel=2e-3)
        assert pytest.approx(T, rel=2e-3, abs=0.01) == a.T
        assert a.V_x == a.M_y == 0.0
    right, left = at(loads.wind, "along the face, to the right"), at(loads.wind, "along the face, to the left")
    F, M, _ = sliced((*sign.edges, *d.support.along), d.G[1], z)
    assert (right.V_x, right.M_y) == pytest.approx((F, M), rel=2e-3)
    assert (left.V_x, left.M_y) == (-right.V_x, -right.M_y)


@pytest.mark.parametrize("change", SIGNS, ids=range(len(SIGNS)))
def test_just_above_the_ground_a_cut_is_the_load_at_the_base(change) -> None:
    found, made_cuts = made(*THREE, **change)
    (loads,), whole = made_cuts.loads(QUIET, 1e-9), found.support.demand.loads
    for ours, theirs in ((loads.wind, whole.wind), (loads.ice_wind, whole.ice_wind)):
        assert [n for n, _ in ours] == [n for n, _ in theirs]
        for (_, a), (_, b) in zip(ours, theirs, strict=True):
            for name in ("V_x", "V_y", "M_x", "M_y", "T"):
                assert getattr(a, name) == pytest.approx(getattr(b, name), rel=1e-6, abs=1e-9), name
    for a, b in ((loads.dead, whole.dead), (loads.snow, whole.snow), (loads.ice, whole.ice)):
        assert (a is None) == (b is None)
        if a is not None and b is not None:
            assert (a.N, a.M_y) == pytest.approx((b.N, b.M_y), rel=1e-6, abs=1e-9)


def test_the_cut_is_that_of_the_cantilever_under_the_same_loads() -> None:
    """Two routes of the engine: loads put on a cantilever, and parts of the wind cut."""
    found, made_cuts = made(*THREE, sign__cabinets=TALL)
    d = found.support.demand
    for c in found.setting.sign.cases:
        put = wind_spreads((*c.parts, *d.support.normal), d.G[0], 1.0, 25.0, "y", twist=True)
        for z in HEIGHTS:
            a, b = at(made_cuts.loads(QUIET, z)[0].wind, f"{c.name} (±)"), cantilever_cut(QUIET, put, z)
            assert pytest.approx((b.V_y, b.M_x, b.T), rel=1e-9, abs=1e-9) == (a.V_y, a.M_x, a.T)


@pytest.mark.parametrize("z", HEIGHTS)
def test_end_posts_carry_above_every_height_what_a_rigid_bar_on_springs_gives_them(z) -> None:
    found, made_cuts = made(*THREE, sign__cabinets=OPPOSED, support__count=3, support__spacing_ft=5)
    d, x = found.support.demand, np.array([-5.0, 0.0, 5.0])
    loads = made_cuts.loads(QUIET, z)
    for c in found.setting.sign.cases:
        V, M = np.zeros(3), np.zeros(3)
        for F, at_x, h in forces((*c.parts, *d.support.normal), d.G[0]):
            if h > z:
                share = 1.0 / 3.0 + at_x * x / (x @ x)
                V, M = V + F / 1000.0 * share, M + F / 1000.0 * share * (h - z)
        for end, i in zip(loads, (0, 2), strict=True):
            a = at(end.wind, f"{c.name} (±)")
            assert (a.V_y, a.M_x) == pytest.approx((V[i], M[i]), rel=5e-3, abs=5e-3)
            assert a.T == 0.0


@pytest.mark.parametrize("z", [9.0, 17.0, 21.3])
def test_weight_above_a_height_is_what_stands_there(z) -> None:
    found, made_cuts = made(*THREE, sign__cabinets=OPPOSED, **EVERYTHING)
    (loads,) = made_cuts.loads(QUIET, z)
    n, pounds, turning, snow = 20_000, 0.0, 0.0, 0.0
    section = {s.section.name: s for s in found.support.steps}
    h = (np.arange(n) + 0.5) / n * 25.0
    for label in (BASE, UPPER, THIN):
        s = section[label]
        pounds += s.section.weight_plf * 25.0 / n * ((h > z) & (h > s.z0_ft) & (h < s.z1_ft)).sum()
    for c in found.setting.cabinets:
        share = ((h > z) & (h > c.bottom_ft) & (h < c.top_ft)).sum() * 25.0 / n / c.height_ft
        pounds, turning = pounds + c.weight_lb * share, turning + c.weight_lb * share * c.offset_ft
        snow += 25.0 * c.width_ft * c.t_ft * share
    assert (loads.dead.N, loads.dead.M_y) == pytest.approx((pounds / 1000.0, turning / 1000.0), rel=1e-3)
    assert pytest.approx(snow / 1000.0, rel=1e-3) == loads.snow.N


@pytest.mark.parametrize("z", [9.0, 17.0])
def test_the_earthquake_above_a_height_is_spread_as_the_code_spreads_it(z) -> None:
    found, made_cuts = made(*THREE, sign__cabinets=OPPOSED, site__sds=1.0)
    d = found.support.demand
    (loads,) = made_cuts.loads(QUIET, z)
    k = height_exponent(T=1.0 / d.n_1[0])
    lumps = [
        (w.lb / 500.0, w.x_ft, w.z0_ft + (i + 0.5) / 500.0 * (w.z1_ft - w.z0_ft)) for w in made_cuts.dead
        for i in range(500)
    ]  # fmt: skip
    whole = sum(w * h**k for w, _, h in lumps)
    V = at(d.loads.seismic, "seismic normal (±)").V_y
    a = at(loads.seismic, "seismic normal (±)")
    F = [(V * w * h**k / whole, x, h) for w, x, h in lumps if h > z]
    assert a.V_y == pytest.approx(sum(f for f, _, _ in F), rel=5e-3)
    assert a.M_x == pytest.approx(sum(f * (h - z) for f, _, h in F), rel=5e-3)
    assert pytest.approx(sum(f * x for f, x, _ in F), rel=5e-3) == a.T
    # More than the weight alone would take there.
    assert a.V_y > V * loads.dead.N / d.loads.dead.N


@pytest.mark.parametrize(("T", "k"), [(0.1, 1.0), (0.5, 1.0), (1.0, 1.25), (2.5, 2.0), (9.0, 2.0)])
def test_the_exponent_runs_from_one_to_two(T, k) -> None:
    assert height_exponent(T=T) == pytest.approx(k)


@pytest.mark.parametrize("method", ["LRFD", "ASD"])
def test_every_combination_takes_the_amplifier_of_the_base(method) -> None:
    found, made_cuts = made(*THREE, sign__cabinets=OPPOSED, **EVERYTHING)
    d, posts = found.support.demand, made_cuts.loads(QUIET, 17.0)
    done = amplified(found.setting, d, method, "7-16", posts)
    alpha = {"LRFD": 1.0, "ASD": 1.6}[method]
    chosen = combinations(method, "7-16")
    for case, plain, base in zip(done, cases(chosen, posts[0]), cases(chosen, d.loads), strict=True):
        B = 1.0 / (1.0 - alpha * base.total.N / d.P_e[0])
        assert case.total.M_x == pytest.approx(B * plain.total.M_x)
        assert (case.total.V_y, case.total.T, case.total.N) == (plain.total.V_y, plain.total.T, plain.total.N)


def test_a_part_that_was_scaled_is_cut_as_scaled() -> None:
    whole = block(1000.0, 2.0, 10.0, 6.0, 0.3)
    twice = Part(2000.0, 2 * whole.M, 2 * whole.T, 2 * whole.D, 2 * whole.C, 2 * whole.X, 0.3, whole.pieces)
    upper = above(twice, 12.0)
    assert pytest.approx((2000.0 / 6.0, 2000.0 / 6.0 * 0.5, 4000.0 / 6.0)) == (upper.F, upper.M, upper.T)
    assert (upper.X, upper.floor) == (pytest.approx(upper.M * 2.0), 0.3)
    assert above(whole, 7.0) == block(1000.0, 2.0, 3.0, 6.0, 0.3)
    assert above(whole, 13.0).pieces == ()
