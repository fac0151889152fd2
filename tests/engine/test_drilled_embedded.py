"""A post that ends inside its pier: the couple in balance, the pier's part by walking down, the checks and refusals."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.engine.document import Rebar
from apex.engine.edition import EDITIONS
from apex.engine.foundation.backfill import backfill_check
from apex.engine.foundation.couple import bearing_sum, couple, design_bearing
from apex.engine.foundation.embedded import EmbeddedPost, embedded_post
from apex.engine.foundation.hole import Pier
from apex.engine.foundation.pier import extremes, pier_moment, pier_shear, pivot_depth, reaction_rate
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet, cases, lrfd
from apex.engine.steel.capacity import Strength
from apex.engine.trace import Computed, Quiet, Sheet
from apex.errors import OutOfScope
from apex.packs.load import load_packs

PACKS = load_packs()
QUIET = Quiet()
POST = PACKS.sections.find("HSS8.625X0.322")
HELD = Strength(M_x=1150.0, M_y=1150.0, V_x=100.0, V_y=100.0, P=250.0, T=900.0, round=True)


def embedded(
    length: float = 5.0, depth: float = 9.0, *, V: float = 3.0, h: float = 21.0, T: float = 0.0, N: float = 3.0,
    pier: Pier | None = None, rebar: Rebar | None = None, sheet: Quiet = QUIET, section: Any = POST,
    basis: Any = "IBC2021", orientation: Any = "strong",
) -> EmbeddedPost:  # fmt: skip
    load = LoadSet(
        Action(N=N), [("case A", Action(V_y=V, M_x=V * h, T=T)), ("along", Action(V_x=V / 5, M_y=V * h / 5))]
    )
    found = list(cases(lrfd("7-16"), load))
    return embedded_post(
        sheet, pier or Pier("round", 3.0, 3.0), length, depth, 0.0, section, HELD, [(c.name, c.total) for c in found],
        found, 3000.0, rebar, PACKS.reinforcement, EDITIONS[basis], orientation=orientation,
    )  # fmt: skip


def check(found: EmbeddedPost, name: str) -> Any:
    return next(c for c in found.checks if c.name == name)


@given(M=st.floats(0.0, 500.0), V=st.floats(0.0, 60.0), L=st.floats(1.0, 20.0))
def test_the_two_blocks_balance_the_post(M: float, V: float, L: float) -> None:
    """Walked down in strips: shear and moment vanish at the foot, and the extremes are the largest on the way."""
    if M + V * L < 1e-3:
        return
    k = couple(QUIET, M, V, L)
    line, x_1 = k.R / L, k.C_1 / (k.R / L)
    assert 0.0 < x_1 <= L * (1.0 + 1e-9)
    n = 2000
    edges = sorted({i * L / n for i in range(n + 1)} | {min(x_1, L)})
    shear, moment, most_m, most_v = V, M, M, V
    for low, high in pairwise(edges):
        push = -line if (low + high) / 2.0 < x_1 else line
        moment += shear * (high - low) + push * (high - low) ** 2 / 2.0
        shear += push * (high - low)
        most_m, most_v = max(most_m, moment), max(most_v, abs(shear))
        assert moment >= -1e-6 * (M + V * L)
    scale = M + V * L
    assert shear == pytest.approx(0.0, abs=1e-7 * k.R)
    assert moment == pytest.approx(0.0, abs=1e-6 * scale)
    assert k.M_post == pytest.approx(most_m, rel=1e-3) and k.M_post >= most_m - 1e-9 * scale
    assert k.V_post == pytest.approx(most_v, rel=1e-3)


def test_a_pure_moment_is_two_halves_and_a_longer_post_bears_less() -> None:
    assert bearing_sum(M=60.0, V=0.0, L=5.0) == pytest.approx(4.0 * 60.0 / 5.0)
    found = [bearing_sum(M=60.0, V=3.0, L=L) / L for L in (3.0, 4.0, 6.0, 9.0)]
    assert found == sorted(found, reverse=True)
    assert couple(QUIET, 0.0, 0.0, 5.0).C_1 == 0.0


def test_the_pier_never_carries_more_than_it_is_made_for() -> None:
    """Whole pier less the post, walked down: inside both bounds that the cage is checked for."""
    for V, h, L, d in ((3.0, 21.0, 5.0, 9.0), (8.0, 4.0, 3.0, 12.0), (1.0, 60.0, 6.0, 8.0)):
        M = V * h
        k, x = couple(QUIET, M, V, L), extremes(QUIET, V, M, d)
        K, a = reaction_rate(d=d, P=V, M=M), pivot_depth(d=d, P=V, M=M)
        line, x_1 = k.R / L, k.C_1 * L / k.R
        for i in range(1, 400):
            z = d * i / 400.0
            over, back = min(z, x_1, L), max(min(z, L) - x_1, 0.0)
            V_post = V - line * over + line * back if z < L else 0.0
            M_post = M + V * z - line * over * (z - over / 2.0) + line * back**2 / 2.0 if z < L else 0.0
            assert abs(pier_shear(P=V, K=K, a=a, z=z) - V_post) <= max(k.C_1, x.V_max) * (1.0 + 1e-9)
            assert -1e-9 <= M_post <= k.M_post + 1e-9
            assert abs(pier_moment(M=M, P=V, K=K, a=a, z=z) - M_post) <= x.M_max * (1.0 + 1e-9)


def test_the_checks_of_a_shorter_post_by_hand() -> None:
    found = embedded()
    k = couple(QUIET, 63.0, 3.0, 5.0)
    bearing = check(found, "Post's bearing on the concrete")
    assert bearing.demand == pytest.approx(k.R / (60.0 * 8.625))
    assert bearing.capacity == pytest.approx(0.65 * 0.85 * 3.0)
    foot = check(found, "Post's foot on the concrete")
    assert (foot.demand, foot.capacity) == (
        pytest.approx(1.4 * 3.0),
        pytest.approx(design_bearing(f_c=3000.0) * POST.A),
    )
    assert check(found, "Post in the pier, shear").demand == pytest.approx(max(3.0, k.C_2))
    combined = check(found, "Post in the pier, combined")
    p, m = 1.2 * 3.0 / 250.0, 12.0 * k.M_post / 1150.0
    assert combined.demand == pytest.approx(p / 2.0 + m)
    assert found.cage.worked.shear.V_y == pytest.approx(max(k.C_1, extremes(QUIET, 3.0, 63.0, 9.0).V_max))
    assert found.cage.worked.moment.M_x == pytest.approx(extremes(QUIET, 3.0, 63.0, 9.0).M_max)
    lap = check(found, "Bars lapped with the post")
    assert lap.demand == pytest.approx(found.cage.lap_in)
    assert lap.capacity == pytest.approx(60.0 - 3.0 - (found.cage.ring_in - 8.625) / 2.0)
    below = check(found, "Bars below the post's foot")
    assert below.capacity == pytest.approx(12.0 * (9.0 - 5.0) - 3.0)
    assert set(found.cage.checks) <= set(found.checks) and all(c.passes for c in found.checks)


@pytest.mark.parametrize(("section", "corner"), [("HSS6X6X3/8", True), ("HSS8.625X0.322", False)])
def test_a_lap_counts_the_space_to_the_bar_at_the_corner(section: str, corner: bool) -> None:
    post = PACKS.sections.find(section)
    found = embedded(pier=Pier("square", 2.5, 2.5), rebar=Rebar(size=7, count=4), section=post)
    x, y = max(found.cage.points_in)
    assert x == y > 9.0
    space = math.sqrt(2.0) * (x - 3.0) if corner else math.sqrt(2.0) * x - 8.625 / 2.0
    lap = check(found, "Bars lapped with the post")
    assert lap.capacity == pytest.approx(60.0 - found.cage.layout.cover_in - space)


def test_a_post_too_short_fails_by_bearing_and_lap() -> None:
    short = embedded(1.5, rebar=Rebar(size=8, count=10))
    assert not check(short, "Bars lapped with the post").passes
    assert not check(embedded(1.0, V=12.0, rebar=Rebar(size=8, count=10)), "Post's bearing on the concrete").passes
    low = embedded(8.0, rebar=Rebar(size=8, count=10))
    assert not check(low, "Bars below the post's foot").passes


def test_a_post_wider_than_the_cage_fails() -> None:
    box = PACKS.sections.find("HSS20X12X5/8")
    wide = embedded(pier=Pier("round", 2.5, 2.5), section=box, rebar=Rebar(size=8, count=10))
    assert not check(wide, "Post inside the cage").passes
    assert check(wide, "Post inside the cage").demand == pytest.approx(math.hypot(20.0, 12.0) + 3.0)
    # A box bears on its least width.
    k = couple(QUIET, 63.0, 3.0, 5.0)
    assert check(wide, "Post's bearing on the concrete").demand == pytest.approx(k.R / (60.0 * 12.0))


@pytest.mark.parametrize(("length", "word"), [(8.5, "last 6 in."), (9.0, "last 6 in."), (10.0, "out of its foot")])
def test_a_post_to_the_foot_or_past_it_is_refused(length: float, word: str) -> None:
    with pytest.raises(OutOfScope, match=word) as refused:
        embedded(length)
    assert refused.value.problems[0].field == "foundation.pole_embedment_ft"
    embedded(8.49, rebar=Rebar(size=8, count=10))


def test_torsion_is_left_to_lugs_and_said() -> None:
    sheet = Sheet()
    embedded(T=6.0, sheet=sheet)
    assert any("torsion of 6.00 kip-ft" in text for text in sheet.assumptions)
    plain = Sheet()
    found = embedded(sheet=plain)
    assert not any("torsion of" in text for text in plain.assumptions)
    symbols = {s.clause.symbol for part in plain.parts for s in part.steps if isinstance(s, Computed)}
    assert {"R", "C_1", "C_2", "M_post", "q", "phi q", "M(z)", "l_st"} <= symbols
    assert tuple(sorted(plain.checks, key=str)) == tuple(sorted(found.checks, key=str))


def test_a_square_pier_takes_the_couple_in_each_plane() -> None:
    found = embedded(pier=Pier("square", 3.0, 3.0), rebar=Rebar(size=8, count=12))
    k = couple(QUIET, 63.0, 3.0, 5.0)
    assert found.cage.worked.shear.V_y == pytest.approx(max(k.C_1, extremes(QUIET, 3.0, 63.0, 9.0).V_max))


def test_weak_backfill_fails() -> None:
    book = PACKS.footing_calibration
    assert backfill_check(QUIET, 2000.0, book).passes
    assert not backfill_check(QUIET, 1999.0, book).passes
