"""Shear, torsion and development of reinforced concrete by second routes: thin tubes, limits, other forms of a rule."""

import math
from dataclasses import replace

import pytest

from apex.engine.concrete.detail import bend_diameter, hook_allowance, least_tie, round_tie_length, seismic_tail
from apex.engine.concrete.development import (
    compression_length,
    compression_splice,
    hook_length,
    reduced_length,
    tension_length,
    tension_splice,
)
from apex.engine.concrete.shear import Web, concrete_shear, least_ties, shear_strength
from apex.engine.concrete.torsion import threshold_torsion, torsion_bar_area, torsion_tie_area
from apex.engine.trace import Quiet, Sheet
from apex.errors import OutOfScope
from apex.packs.load import load_packs

PACK = load_packs().reinforcement
QUIET = Quiet()
WEB = Web(b_w=36.0, d=28.8, A_g=1017.88, A_e=1017.88, rho_w=0.002, A_v=0.22, s=6.0, f_c=3000.0, f_yt=60.0)


def test_shear_without_axial_load_is_two_roots_of_the_concrete_in_both_editions() -> None:
    expected = 2.0 * math.sqrt(3000.0) * 36.0 * 28.8 / 1000.0
    for aci in ("318-14", "318-19"):
        assert concrete_shear(QUIET, WEB, 0.0, aci) == pytest.approx(expected)
        assert shear_strength(QUIET, WEB, 0.0, aci).phi_V_n == pytest.approx(0.75 * (expected + 0.22 * 60.0 * 4.8))


def test_compression_helps_and_tension_hurts_shear() -> None:
    for aci in ("318-14", "318-19"):
        found = [concrete_shear(QUIET, WEB, N, aci) for N in (-700.0, -100.0, 0.0, 100.0)]
        assert found == sorted(found) and found[0] == 0.0 < found[1] < found[2] < found[3]
    # 318-19: N_u/6A_g stops at 0.05 f'c, and V_c at 5 roots.
    most = concrete_shear(QUIET, WEB, 1e6, "318-19")
    assert most == pytest.approx((2.0 * math.sqrt(3000.0) + 150.0) * 36.0 * 28.8 / 1000.0)
    rich = replace(WEB, f_c=10000.0)
    assert concrete_shear(QUIET, rich, 1e6, "318-19") == pytest.approx(500.0 * 36.0 * 28.8 / 1000.0)


def test_few_ties_cost_the_concrete_its_part_in_318_19_only() -> None:
    least = least_ties(f_c=3000.0, b_w=36.0, s=6.0, f_yt=60.0)
    assert least == pytest.approx(50.0 * 36.0 * 6.0 / 60000.0)
    assert least_ties(f_c=8000.0, b_w=36.0, s=6.0, f_yt=60.0) == pytest.approx(0.75 * math.sqrt(8000.0) * 216.0 / 6e4)
    few = replace(WEB, A_v=least * 0.999)
    assert concrete_shear(QUIET, few, 0.0, "318-14") == concrete_shear(QUIET, WEB, 0.0, "318-14")
    by_hand = 8.0 * math.sqrt(2.0 / 3.88) * 0.002 ** (1 / 3) * math.sqrt(3000.0) * 36.0 * 28.8 / 1000.0
    assert concrete_shear(QUIET, few, 0.0, "318-19") == pytest.approx(by_hand)
    assert by_hand < 0.5 * concrete_shear(QUIET, WEB, 0.0, "318-19")


def test_the_root_of_the_concrete_stops_at_100_psi() -> None:
    a, b = replace(WEB, f_c=10000.0), replace(WEB, f_c=14000.0)
    assert concrete_shear(QUIET, a, 0.0, "318-14") == concrete_shear(QUIET, b, 0.0, "318-14")


def test_the_effective_area_takes_its_part_of_the_concrete_and_none_of_the_ties() -> None:
    whole, half = (
        shear_strength(QUIET, WEB, 0.0, "318-19"),
        shear_strength(QUIET, replace(WEB, A_e=508.94), 0.0, "318-19"),
    )
    assert half.V_c == pytest.approx(whole.V_c / 2.0)
    assert whole.phi_V_n - half.phi_V_n == pytest.approx(0.75 * whole.V_c / 2.0)
    assert whole.most - 0.75 * whole.V_c == pytest.approx(half.most - 0.75 * half.V_c)


def test_torsion_ties_and_bars_balance_the_shear_flow_of_a_thin_tube() -> None:
    """Bredt: q = T/(2 A_o). Cracks at 45 degrees: each inch of path asks q of tie, and as much of bars along."""
    T, s, D_h = 1500.0, 5.0, 29.6
    A_oh, p_h = math.pi / 4.0 * D_h**2, math.pi * D_h
    q = T / 0.75 / (2.0 * 0.85 * A_oh)
    assert torsion_tie_area(T_u=T, s=s, A_oh=A_oh, f_yt=60.0) * 60.0 == pytest.approx(q * s)
    assert torsion_bar_area(T_u=T, p_h=p_h, A_oh=A_oh, f_y=60.0) * 60.0 == pytest.approx(q * p_h)


def test_the_threshold_is_a_quarter_of_cracking_of_the_thin_tube() -> None:
    """Cracking: 4 roots of stress in a tube of t = 0.75 A/p and A_o = 2/3 A; the threshold is a quarter of it."""
    A, p = math.pi * 18.0**2, math.pi * 36.0
    T_cr = 4.0 * math.sqrt(3000.0) / 1000.0 * 2.0 * (2.0 / 3.0 * A) * (0.75 * A / p)
    found = threshold_torsion(f_c=3000.0, A_cp=A, p_cp=p, N_u=0.0, A_g=A)
    assert found == pytest.approx(0.75 * T_cr / 4.0)
    assert threshold_torsion(f_c=3000.0, A_cp=A, p_cp=p, N_u=-100.0, A_g=A) < found
    assert threshold_torsion(f_c=3000.0, A_cp=A, p_cp=p, N_u=-1000.0, A_g=A) == 0.0


@pytest.mark.parametrize(("size", "divisor"), [(6, 25.0), (8, 20.0)])
@pytest.mark.parametrize("aci", ["318-14", "318-19"])
def test_the_general_length_is_that_of_the_table_where_cover_is_one_and_a_half_bars(size, divisor, aci) -> None:
    """ACI 318 Table 25.4.2.2 (318-14), 25.4.2.3 (318-19): f_y/(25 or 20 sqrt f'c) d_b: (c + K)/d_b = 1.5."""
    d_b = PACK.bar(size).diameter_in
    found = tension_length(QUIET, size=size, d_b=d_b, f_y=60.0, f_c=4000.0, c_b=1.5 * d_b, aci=aci)
    assert found == pytest.approx(60000.0 / (divisor * math.sqrt(4000.0)) * d_b, rel=1e-3)


def test_development_in_its_limits_and_by_edition() -> None:
    given = {"size": 8, "d_b": 1.0, "f_c": 4000.0, "c_b": 3.0}
    base = tension_length(QUIET, f_y=60.0, aci="318-19", **given)
    assert base == pytest.approx(75.0 * 60.0 / math.sqrt(4000.0) / 2.5)
    assert tension_length(QUIET, f_y=60.0, aci="318-14", **given) == pytest.approx(base)
    # psi_g: 1.15 for 80 ksi, and for what lies between, in 318-19 alone.
    for f_y in (75.0, 80.0):
        old, new = (tension_length(QUIET, f_y=f_y, aci=aci, **given) for aci in ("318-14", "318-19"))
        assert new / old == pytest.approx(1.15)
    assert tension_length(QUIET, f_y=60.0, aci="318-19", psi_t=1.3, psi_e=1.5, **given) == pytest.approx(1.7 * base)
    assert tension_length(QUIET, f_y=60.0, aci="318-19", **{**given, "c_b": 9.0}) == pytest.approx(base)
    assert tension_length(QUIET, f_y=40.0, aci="318-14", **{**given, "size": 4, "d_b": 0.5}) == 12.0
    assert tension_splice(QUIET, size=8, l_d=base) == pytest.approx(1.3 * base)
    assert reduced_length(l_d=40.0, u=0.5) == 20.0 and reduced_length(l_d=40.0, u=0.1) == 12.0
    assert reduced_length(l_d=40.0, u=1.7) == 40.0


def test_hooks_by_edition() -> None:
    given = {"size": 8, "d_b": 1.0, "f_y": 60.0, "f_c": 4000.0}
    root = math.sqrt(4000.0)
    assert hook_length(QUIET, aci="318-14", **given) == pytest.approx(0.02 * 60000.0 / root)
    assert hook_length(QUIET, aci="318-14", covered=True, **given) == pytest.approx(0.7 * 0.02 * 60000.0 / root)
    psi_c = 4000.0 / 15000.0 + 0.6
    plain = 60000.0 * psi_c / (55.0 * root)
    assert hook_length(QUIET, aci="318-19", covered=True, **given) == pytest.approx(plain)
    assert hook_length(QUIET, aci="318-19", **given) == pytest.approx(1.25 * plain)
    assert hook_length(QUIET, aci="318-19", covered=True, spaced=False, **given) == pytest.approx(1.6 * plain)
    big = {**given, "size": 14, "d_b": 1.693}
    assert hook_length(QUIET, aci="318-19", covered=True, **big) == pytest.approx(1.25 * 1.6 * plain * 1.693**1.5)
    assert hook_length(QUIET, aci="318-14", covered=True, **big) == pytest.approx(0.02 * 60000.0 / root * 1.693)
    small = {**given, "size": 3, "d_b": 0.375, "f_c": 10000.0, "f_y": 40.0}
    assert hook_length(QUIET, aci="318-19", covered=True, **small) == 6.0


def test_compression_lengths_at_their_limits() -> None:
    assert compression_length(f_y=60.0, f_c=9000.0, d_b=1.0) == pytest.approx(18.0)
    assert compression_length(f_y=60.0, f_c=4000.0, d_b=0.375) == 8.0
    assert compression_splice(f_y=80.0, d_b=1.0, f_c=4000.0) == pytest.approx(48.0)
    assert compression_splice(f_y=60.0, d_b=1.0, f_c=2500.0) == pytest.approx(40.0)


def test_bars_above_11_are_not_lapped_in_tension() -> None:
    with pytest.raises(OutOfScope, match="not lapped"):
        tension_splice(Sheet(), size=14, l_d=60.0)


def test_hooks_and_ties_are_as_long_as_their_center_lines() -> None:
    """Lengths along the bar's axis, walked in small steps."""
    bar, tie = PACK.bar(8), PACK.bar(4)
    radius = (bend_diameter(bar) + bar.diameter_in) / 2.0
    steps = 20000
    arc = sum(radius * math.pi / 2.0 / steps for _ in range(steps))
    outside = bend_diameter(bar) / 2.0 + bar.diameter_in
    assert hook_allowance(D_bend=bend_diameter(bar), d_b=1.0) == pytest.approx(arc + 12.0 - outside)
    assert [bend_diameter(PACK.bar(n)) / PACK.bar(n).diameter_in for n in (8, 9, 11, 14)] == pytest.approx(
        [6, 8, 8, 10]
    )
    tail = seismic_tail(D_bend=4.0 * tie.diameter_in, d_b=tie.diameter_in)
    assert tail == pytest.approx(0.75 * math.pi * 2.5 * 0.5 + 3.0)
    assert round_tie_length(D_tie=29.5, l_tail=tail) == pytest.approx(math.pi * 29.5 + 6.0 + 2.0 * tail)
    assert [least_tie(PACK.bar(n), PACK).size for n in (4, 10, 11, 18)] == [3, 3, 4, 4]
