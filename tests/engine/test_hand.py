"""Hand cases worked twice by independent routes: pier, P-Delta, interaction, shares, units, earthquake."""

import math
from typing import Any

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.engine.design import Design, design
from apex.engine.foundation.embedment import required_depth, slab_reaction
from apex.engine.foundation.pier import extremes, pier_moment, pier_shear, pivot_depth, reaction_rate
from apex.engine.foundation.soil import Lateral
from apex.engine.load.action import Action
from apex.engine.load.share import couple_force, positions, post_share
from apex.engine.steel.capacity import Strength
from apex.engine.steel.combined import sway_amplifier
from apex.engine.support.member import ratios
from apex.engine.trace import Quiet
from apex.packs.load import load_packs
from tests.engine.documents import cabinet, document

PACKS = load_packs()
SOIL = Lateral(150.0, 1.0, None, "on_depth", 12.0)


def worked(**changes: Any) -> Design:
    return design(document(**{"options__gust": 0.85, **changes}), PACKS)


@given(M=st.floats(100.0, 1e6), b=st.floats(0.5, 10.0))
def test_the_depth_goes_over_into_the_pure_moment_as_the_shear_vanishes(M: float, b: float) -> None:
    pure = required_depth(0.0, M, b, SOIL, Quiet(), constrained=False)
    for P in (1.0, 1e-3, 1e-9):
        d = required_depth(P, M, b, SOIL, Quiet(), constrained=False)
        assert d >= pure - 2e-5
    assert d == pytest.approx(pure, rel=2e-4, abs=2e-5)  # 2.55 stands for 2.5506
    S_1 = 150.0 * min(pure / 3.0, 4.0)
    assert math.sqrt(0.25 * 4.36 * 2.34 * M / (S_1 * b)) == pytest.approx(pure, rel=1e-3)


def integrated(P: float, M: float, d: float, z: float, n: int = 4000) -> tuple[float, float]:
    """Shear and moment at z from the soil pressure K x (a - x), added up strip by strip."""
    K, a = reaction_rate(d=d, P=P, M=M), pivot_depth(d=d, P=P, M=M)
    step = z / n
    shear, moment = P, M
    for i in range(n):
        push = K * (i + 0.5) * step * (a - (i + 0.5) * step) * step
        moment += shear * step - push * step / 2.0
        shear -= push
    return shear, moment


@pytest.mark.parametrize(("P", "M", "d"), [(3.0, 60.0, 8.0), (0.0, 25.0, 5.0), (12.0, 0.0, 10.0), (1.5, 300.0, 14.0)])
def test_the_pier_is_in_balance_and_its_shear_and_moment_are_sums_of_the_pressure(P: float, M: float, d: float) -> None:
    K, a = reaction_rate(d=d, P=P, M=M), pivot_depth(d=d, P=P, M=M)
    assert 0.0 < a < d
    for part in (0.1, 0.35, 0.6, 0.85, 1.0):
        z = part * d
        V, m = integrated(P, M, d, z)
        assert pier_shear(P=P, K=K, a=a, z=z) == pytest.approx(V, abs=1e-5 * (P + M / d))
        assert pier_moment(M=M, P=P, K=K, a=a, z=z) == pytest.approx(m, abs=1e-5 * (P * d + M))
    foot = integrated(P, M, d, d)
    assert foot == (pytest.approx(0.0, abs=1e-5 * (P + M / d)), pytest.approx(0.0, abs=1e-5 * (P * d + M)))


@given(P=st.floats(0.0, 50.0), M=st.floats(0.0, 900.0), d=st.floats(1.0, 40.0))
def test_the_extremes_of_the_pier_are_the_largest_along_it(P: float, M: float, d: float) -> None:
    if P + M < 1e-3:
        return
    x = extremes(Quiet(), P, M, d)
    K, a = reaction_rate(d=d, P=P, M=M), pivot_depth(d=d, P=P, M=M)
    places = [i * d / 400.0 for i in range(401)]
    scale = P * d + M
    assert max(abs(pier_moment(M=M, P=P, K=K, a=a, z=z)) for z in places) <= x.M_max + 1e-6 * scale
    assert max(abs(pier_shear(P=P, K=K, a=a, z=z)) for z in places) <= x.V_max + 1e-6 * (P + M / d)
    assert x.M_max >= M - 1e-9 * scale and abs(pier_shear(P=P, K=K, a=a, z=x.z_max)) <= 1e-4 * (P + M / d)


def test_the_slab_of_a_held_pier_balances_a_triangle_of_soil_pressure() -> None:
    P, M, d, b = 2000.0, 30000.0, 6.0, 3.0
    S_3 = 3.0 * M / (b * d**2)
    soil = S_3 * b * d / 2.0
    assert soil * 2.0 * d / 3.0 == pytest.approx(M)
    assert slab_reaction(P=P, M_g=M, d=d) == pytest.approx(P + soil)


def test_the_amplifier_is_the_sum_of_the_sway_it_stands_for() -> None:
    P, P_e = 40.0, 200.0
    series = sum((P / P_e) ** n for n in range(60))
    assert sway_amplifier(alpha=1.0, P=P, P_e=P_e) == pytest.approx(series)
    assert sway_amplifier(alpha=1.6, P=P, P_e=P_e) == pytest.approx(1.0 / (1.0 - 0.32))


def test_the_moments_of_a_design_are_amplified_with_their_own_axial_load() -> None:
    found = worked(sign__cabinets=[cabinet(weight_psf=40, offset_ft=3)], support__section="HSS8.625X0.322")
    d = found.support.demand
    N, I = d.weight_lb / 1000.0, PACKS.sections.find("HSS8.625X0.322").I  # type: ignore[union-attr]
    P_e = math.pi**2 * 29000.0 * I / (2 * 12 * d.weight_height_ft) ** 2
    name, a = next(c for c in found.support.strength_cases if c[0].startswith("1.2D + 1.0W, case A"))
    b = 1.0 / (1.0 - 1.2 * N / P_e)
    assert pytest.approx(b * d.normal[0][1].M / 1000.0) == a.M_x, name
    assert pytest.approx(b * 1.2 * 40 * 96 * 3 / 1000.0) == a.M_y
    soil = next(a for name, a in found.support.soil if name.startswith("0.6D + 0.6W, case A"))
    assert pytest.approx(0.6 * d.normal[0][1].M / 1000.0 / (1.0 - 1.6 * 0.6 * N / P_e)) == soil.M_x


def test_h3_6_counts_both_axes_and_the_resultant_shear() -> None:
    c = Strength(M_x=1200.0, M_y=600.0, V_x=40.0, V_y=80.0, P=200.0, T=480.0)
    a = Action(N=20.0, V_x=4.0, V_y=-8.0, M_x=40.0, M_y=-10.0, T=-12.0)
    v = math.hypot(4.0 / 40.0, 8.0 / 80.0)
    by_hand = 0.1 + 0.4 + 0.2 + (v + 0.3) ** 2
    r = ratios(a, c)
    assert (r.p, r.m_x, r.m_y, r.tau) == pytest.approx((0.1, 0.4, 0.2, 0.3))
    assert r.together == pytest.approx(by_hand)
    below = ratios(Action(N=20.0, V_x=4.0, V_y=8.0, M_x=40.0, M_y=10.0, T=8.0), c)
    assert below.tau == pytest.approx(0.2) and below.together == pytest.approx(0.05 + 0.6)
    heavy = ratios(Action(N=50.0, M_x=40.0, M_y=10.0), c)
    assert heavy.together == pytest.approx(0.25 + 8.0 / 9.0 * 0.6)


def test_a_round_section_bends_about_the_resultant_moment() -> None:
    c = Strength(M_x=1200.0, M_y=1200.0, V_x=60.0, V_y=60.0, P=200.0, T=900.0, round=True)
    r = ratios(Action(V_x=3.0, V_y=4.0, M_x=30.0, M_y=40.0), c)
    assert (r.m_x, r.m_y, r.v) == pytest.approx((0.5, 0.0, 5.0 / 60.0))


@pytest.mark.parametrize(("n", "spacing"), [(2, 8.0), (3, 6.0), (5, 4.0)])
def test_posts_in_a_line_balance_force_and_torsion(n: int, spacing: float) -> None:
    """Rigid body by hand: forces of the posts add up to V, their moments about the centroid to V e."""
    x = positions(n, spacing)
    sum_x2 = sum(v * v for v in x)
    V, T, off = 12.0, 30.0, 1.5
    e = T / V + off
    forces = [V * post_share(n=float(n), e=e, x_i=v, sum_x2=sum_x2) for v in x]
    assert sum(forces) == pytest.approx(V)
    assert sum(f * v for f, v in zip(forces, x, strict=True)) == pytest.approx(T + V * off)
    assert sum(x) == pytest.approx(0.0)
    assert x[1] - x[0] == pytest.approx(spacing)
    alone = [couple_force(T=T, x_i=v, sum_x2=sum_x2) for v in x]
    assert sum(f * v for f, v in zip(alone, x, strict=True)) == pytest.approx(T)


def test_a_chain_from_wind_speed_to_moment_keeps_its_units() -> None:
    """pint as the oracle: dynamic pressure of standard air at 59 F, then force, moment, stress."""
    u = pint.UnitRegistry()
    found = worked(options__wind_on_support=False, support__section="Pipe12STD")
    V = 115.0 * u.mile / u.hour
    q = (0.5 * 0.0765 * u.pound / u.foot**3 * V**2).to(u.force_pound / u.foot**2)
    factor = found.sign.q_h / (found.sign.K_z * 0.85)
    assert q.magnitude == pytest.approx(factor, rel=2e-3)
    F = found.sign.q_kd * u.force_pound / u.foot**2 * 0.85 * 1.7925 * (12 * u.foot) * (8 * u.foot)
    d = found.support.demand
    assert F.to("kip").magnitude == pytest.approx(d.normal[0][1].F / 1000.0)
    M = (F * 21 * u.foot).to("kip * foot")
    b = 1.0 / (1.0 - 1.2 * d.weight_lb / 1000.0 / d.P_e[0])
    flexure = next(c for c in found.checks if c.name == "Flexure")
    assert (M * b).magnitude == pytest.approx(flexure.demand)
    pipe = PACKS.sections.find("Pipe12STD")
    assert (0.9 * 35 * u.ksi * pipe.Z * u.inch**3).to("kip * foot").magnitude == pytest.approx(flexure.capacity)  # type: ignore[union-attr]
    E, I, L = 29000 * u.ksi, pipe.I * u.inch**4, 25 * u.foot  # type: ignore[union-attr]
    # The cabinet from 17 to 25 ft moves as (3u^2 - u^3)/2 does: its mass counts by the square of that.
    shape = sum(((3 * v**2 - v**3) / 2) ** 2 for v in (0.68 + 0.32 * (i + 0.5) / 2000 for i in range(2000))) / 2000
    mass = shape * 960 * u.pound + 0.24 * pipe.weight_plf * u.pound / u.foot * L
    f = ((3 * E * I / (mass * L**3)) ** 0.5 / (2 * math.pi)).to("hertz")
    assert f.magnitude == pytest.approx(d.n_1[0], rel=1e-4)


@pytest.mark.parametrize(("risk", "I_e"), [("II", 1.0), ("III", 1.25), ("IV", 1.5)])
def test_the_earthquake_of_a_sign_by_hand(risk: str, I_e: float) -> None:
    found = worked(site__risk_category=risk, site__sds=1.2, site__s1=0.7, site__sd1=0.9)
    d = found.support.demand
    T = 1.0 / d.n_1[0]
    C_s = min(1.2 * I_e / 3.0, 0.9 * I_e / (T * 3.0))
    C_s = max(C_s, 0.044 * 1.2 * I_e, 0.03, 0.8 * 0.7 * I_e / 3.0)
    name, a = d.loads.seismic[0]
    assert pytest.approx(C_s * d.weight_lb / 1000.0) == a.V_y, name
    assert pytest.approx(a.V_y * d.weight_height_ft) == a.M_x
    assert d.loads.vertical_seismic == pytest.approx(0.24)


def test_a_rigid_sign_feels_0_30_of_s_ds() -> None:
    found = worked(
        site__sds=1.2, sign__cabinets=[cabinet(bottom_ft=0.0, height_ft=2.0)], support__section="HSS20.000X0.500"
    )
    d = found.support.demand
    assert 1.0 / d.n_1[0] < 0.06
    assert d.loads.seismic[0][1].V_y == pytest.approx(0.30 * 1.2 * d.weight_lb / 1000.0)


def test_the_torsion_the_soil_takes_by_hand() -> None:
    found = worked(foundation__depth_ft=12.0)
    check = next(c for c in found.checks if c.name == "Torsion in the soil")
    N = 0.6 * found.support.demand.weight_lb
    f = 0.25 * 0.5 * 110.0 * 6.0
    T_a = (f * math.pi * 9.0 * 12.0 / 2.0 + 0.25 * N * 3.0 / 3.0) / 1.5 / 1000.0
    assert check.capacity == pytest.approx(T_a)
    clay = worked(foundation__depth_ft=12.0, site__soil={"class": 5})
    T_c = 130.0 * math.pi * 9.0 * 12.0 / 2.0 / 1.5 / 1000.0
    assert next(c for c in clay.checks if c.name == "Torsion in the soil").capacity == pytest.approx(T_c)


@pytest.mark.parametrize(("shape", "sizes", "b"), [
    ("round", {"diameter_ft": 3.0}, 3.0), ("square", {"width_ft": 3.0}, 3.0 * math.sqrt(2.0)),
    ("rectangular", {"width_ft": 2.0, "length_ft": 4.0}, 2.0 * math.sqrt(2.0)),
    ("rectangular", {"width_ft": 4.0, "length_ft": 2.0}, math.hypot(2.0, 4.0)),
])  # fmt: skip
def test_the_width_of_a_pier_by_its_shape(shape: str, sizes: dict[str, float], b: float) -> None:
    found = worked(foundation={"kind": "direct_burial", "shape": shape, **sizes}).foundation
    assert found is not None
    assert found.burial.case.count("case") == 1
    assert found.burial.b_ft == pytest.approx(b)
