"""Ties of a drilled pier under shear and torsion, by hand."""

import math

import pytest

from apex.engine.document import Rebar
from apex.engine.document.foundation import Ties
from apex.engine.foundation.hole import Pier
from tests.engine.piers import cage, check


def test_torsion_over_its_threshold_is_given_ties_and_bars() -> None:
    pier, bars = Pier("round", 4.0, 4.0), Rebar(size=8, count=16, ties=Ties(size=4, spacing_in=6.0))
    low, high = cage(pier, T=40.0, rebar=bars), cage(pier, T=150.0, rebar=bars)
    limit = 0.75 * math.sqrt(3000.0) * (math.pi * 24.0**2) ** 2 / (math.pi * 48.0) / 12000.0
    threshold = check(low, "Pier torsion, threshold")
    assert threshold.passes and threshold.demand == 40.0 and threshold.capacity == pytest.approx(limit, rel=0.01)
    assert not any(c.name == "Pier torsion, threshold" for c in high.checks)
    # By hand: tie of 41.5 in. between centers; torsion takes two legs, the concrete all of the shear.
    D_h = 48.0 - 6.0 - 0.5
    A_t = 150.0 * 12.0 * 6.0 / (0.75 * 1.7 * math.pi / 4.0 * D_h**2 * 60.0)
    assert check(high, "Ties for shear and torsion").demand == pytest.approx(2.0 * A_t)
    assert check(high, "Ties for shear and torsion").capacity == pytest.approx(0.4)
    A_l = A_t / 6.0 * math.pi * D_h
    least = 5.0 * math.sqrt(3000.0) * math.pi * 24.0**2 / 60000.0 - max(A_t / 6.0, 25 * 48 / 60000) * math.pi * D_h
    assert check(high, "Bars for torsion").demand == pytest.approx(max(A_l, least))
    # What torsion takes of the bars is not there for bending.
    assert high.worked.phi_M_n_kipft < low.worked.phi_M_n_kipft
    part = 1.0 - max(A_l, least) / (16 * 0.79)
    assert high.worked.phi_M_n_kipft / low.worked.phi_M_n_kipft == pytest.approx(part, abs=0.06)


def test_ties_are_as_close_as_shear_bars_and_ties_ask() -> None:
    found = cage(V=25.0, rebar=Rebar(size=9, count=14, ties=Ties(size=4, spacing_in=6.0)))
    V_u = found.worked.shear.V_y
    root = math.sqrt(3000.0) * 36.0 * 28.8 / 1000.0
    V_c = 2.0 * root + 2.7 / 6.0 * 0.0 + found.worked.shear.N / 6.0 * 36.0 * 28.8 / 1017.876
    assert V_u / 0.75 > V_c and V_u / 0.75 - V_c < 4.0 * root
    assert check(found, "Spacing of ties").capacity == pytest.approx(14.4)
    assert check(found, "Pier shear").capacity == pytest.approx(0.75 * (V_c + 0.4 * 60.0 * 28.8 / 6.0))
    calm = cage(V=0.5, rebar=Rebar(size=5, count=18, ties=Ties(size=3, spacing_in=6.0)))
    assert check(calm, "Spacing of ties").capacity == pytest.approx(10.0)
    assert not any(c.name == "Least area of ties" for c in calm.checks)


def test_ties_over_half_of_d_apart_count_nothing_in_shear() -> None:
    """d is 14.4 in. of a pier of 18: at 7 in. the ties count, at 7.5 none is sure to cross a crack (10.7.6.5.2).

    Nor are they the least ties that row (a) of Table 22.5.5.1 asks for: row (c) holds, with two bars of 0.31 in2 more
    than 12 in. below the compressed edge. 8 bars are under 1 %, so only 248 in2 of the concrete count.
    """

    def strength(apart: float) -> float:
        bars = Rebar(size=5, count=8, ties=Ties(size=3, spacing_in=apart))
        return check(cage(Pier("round", 1.5, 1.5), V=0.2, ecc=0.0, rebar=bars), "Pier shear").capacity

    size = math.sqrt(2.0 / 2.44)
    fewer = 2.0 - 8.0 * size * (2 * 0.31 / (18.0 * 14.4)) ** (1 / 3)
    concrete = fewer * math.sqrt(3000.0) * 18.0 * 14.4 / 1000.0 * 248.0 / (math.pi * 81.0)
    gone = strength(7.0) - strength(7.5)
    assert gone == pytest.approx(0.75 * (0.22 * 60.0 * 14.4 / 7.0 + concrete))
    assert strength(7.5) == pytest.approx(strength(10.0))


def test_ties_of_80_ksi_count_60_in_shear() -> None:
    found = cage(V=25.0, rebar=Rebar(size=9, count=14, fy_ksi=80.0, ties=Ties(size=4, spacing_in=6.0)))
    same = cage(V=25.0, rebar=Rebar(size=9, count=14, fy_ksi=60.0, ties=Ties(size=4, spacing_in=6.0)))
    assert check(found, "Pier shear").capacity == pytest.approx(check(same, "Pier shear").capacity)
    apart = check(found, "Spacing of 80 ksi bars")
    assert apart.demand == 6.0 and apart.capacity == pytest.approx(found.ring_in * math.sin(math.pi / 14))
    assert apart.passes == (apart.capacity >= 6.0)


def test_every_crosstie_of_a_square_pier_is_a_leg() -> None:
    """16 bars: three between the corners of each face, so five legs of #3 either way; d = 0.8 h."""
    bars = Rebar(size=8, count=16, ties=Ties(size=3, spacing_in=8.0))
    found = cage(Pier("square", 3.0, 3.0), V=10.0, ecc=0.0, rebar=bars)
    N = found.worked.shear.N
    V_c = (2.0 * math.sqrt(3000.0) + 1000.0 * N / (6.0 * 1296.0)) * 36.0 * 28.8 / 1000.0
    part = 100.0 * 16 * 0.79 / 1296.0
    V_s = 5.0 * 0.11 * 60.0 * 28.8 / 8.0
    assert part < 1.0 and check(found, "Pier shear").capacity == pytest.approx(0.75 * (part * V_c + V_s))
    assert found.crossties is not None and found.crossties.count == 6 * found.ties.count


def test_heavy_shear_and_torsion_bring_the_ties_closer() -> None:
    heavy = cage(Pier("round", 3.0, 3.0), V=75.0, rebar=Rebar(size=11, count=20, ties=Ties(size=5, spacing_in=4.0)))
    assert check(heavy, "Spacing of ties").capacity == pytest.approx(28.8 / 4.0)
    twisted = cage(Pier("round", 2.0, 2.0), T=60.0, rebar=Rebar(size=8, count=10, ties=Ties(size=4, spacing_in=4.0)))
    p_h = math.pi * (24.0 - 6.0 - 0.5)
    assert check(twisted, "Spacing of ties").capacity == pytest.approx(p_h / 8.0)
    A_oh = math.pi / 4.0 * 17.5**2
    A_l = 60.0 * 12.0 * p_h / (0.75 * 1.7 * A_oh * 60.0)
    assert check(twisted, "Bars for torsion").demand == pytest.approx(A_l)
    assert check(twisted, "Shear and torsion, size of the section").demand > 60.0 * 12.0 * p_h / (1.7 * A_oh**2)
