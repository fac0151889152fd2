"""The stepped cantilever against beam elements, closed forms and equilibrium; every route is written twice."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.load.action import Action
from apex.engine.support.cantilever import (
    Spread,
    deflected,
    stacked,
    top_deflection_in,
    top_twist_deg,
)
from apex.engine.support.mode import buckling, frequency
from apex.engine.trace import Quiet, Sheet
from apex.errors import OutOfScope
from tests.engine.beams import assemble, geometric, least_eigenvalue, mass, mesh, stiffness

QUIET = Quiet()
EI, GJ = 2.9e6, 2.24e6
lengths = st.integers(2, 14).map(float)
segments = st.lists(
    st.tuples(lengths, st.floats(3e5, 3e7), st.floats(1e5, 1e7), st.floats(5.0, 120.0)), min_size=1, max_size=4
)


def top_of(parts):
    return sum(p[0] for p in parts)


def elements_of(parts):
    return mesh([(L, ei, plf) for L, ei, _, plf in parts])


def on_nodes(elements, z_ft):
    """The node at a height that lies on the mesh."""
    z, best = 0.0, (math.inf, 0)
    for i, e in enumerate(elements, start=1):
        z += e[0] / 12.0
        best = min(best, (abs(z - z_ft), i))
    assert best[0] < 1e-9
    return best[1]


# --- closed forms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cuts", [(30.0,), (12.0, 18.0), (1.0, 4.0, 25.0)])
def test_a_uniform_cantilever_has_the_frequency_of_the_textbook(cuts) -> None:
    spans, L, m = stacked([(c, EI, GJ, 50.0) for c in cuts]), 360.0, 50.0 / 12000.0 / 386.0886
    exact = 3.5160153 / (2.0 * math.pi) * math.sqrt(EI / (m * L**4))
    assert frequency(QUIET, spans, []) == pytest.approx(exact, rel=5e-4)
    assert frequency(QUIET, spans, []) <= exact * (1.0 + 1e-6)


def test_a_mass_at_the_top_has_the_frequency_of_its_spring() -> None:
    spans = stacked([(10.0, EI, GJ, 0.0)])
    k, m = 3.0 * EI / 120.0**3, 3.0 / 386.0886
    found = frequency(QUIET, spans, [Spread(10.0, 10.0, Action(N=3.0))])
    assert found == pytest.approx(math.sqrt(k / m) / (2.0 * math.pi), rel=1e-9)


def test_the_critical_load_at_the_top_is_eulers_and_own_weight_greenhills() -> None:
    bare, heavy = stacked([(10.0, EI, GJ, 0.0)]), stacked([(6.0, EI, GJ, 80.0), (4.0, EI, GJ, 80.0)])
    top = buckling(QUIET, bare, [Spread(10.0, 10.0, Action(N=3.0))])
    assert top.P_e_kip == pytest.approx(math.pi**2 * EI / 240.0**2, rel=4e-4)
    assert buckling(QUIET, heavy, []).P_e_kip == pytest.approx(7.83735 * EI / 120.0**2, rel=5e-4)


def test_a_load_at_the_centroid_of_weight_gives_the_critical_load_of_one_section() -> None:
    spans = stacked([(20.0, EI, GJ, 0.0)])
    found = buckling(QUIET, spans, [Spread(14.0, 14.0, Action(N=5.0))])
    assert found.P_e_kip == pytest.approx(math.pi**2 * EI / (2.0 * 12.0 * 14.0) ** 2, rel=5e-4)
    assert found.k * found.P_kip == found.P_e_kip and found.P_kip == pytest.approx(5.0)


def test_a_stepped_column_under_a_top_load_meets_its_transcendental_equation() -> None:
    """Slopes B sin(k1 z) below and C cos(k2 x), x from the top, above: tan(k1 a) tan(k2 b) = k2/k1.

    Slope and moment EI s' are the same on both sides of the step, and EI k^2 = P.
    """
    EI_1, EI_2, a, b = 6e6, 1.5e6, 120.0, 96.0

    def residual(P):
        k1, k2 = math.sqrt(P / EI_1), math.sqrt(P / EI_2)
        return math.sin(k1 * a) * math.sin(k2 * b) * k1 - math.cos(k1 * a) * math.cos(k2 * b) * k2

    low, high = 1.0, 300.0
    assert residual(low) < 0.0 < residual(high)
    for _ in range(100):
        middle = (low + high) / 2.0
        low, high = (middle, high) if residual(middle) < 0.0 else (low, middle)
    spans = stacked([(10.0, EI_1, GJ, 0.0), (8.0, EI_2, GJ, 0.0)])
    found = buckling(QUIET, spans, [Spread(18.0, 18.0, Action(N=1.0))]).P_e_kip
    assert found == pytest.approx(low, rel=5e-4)


def test_deflection_of_a_uniform_cantilever_is_that_of_the_manual() -> None:
    spans = stacked([(4.0, EI, GJ, 0.0), (6.0, EI, GJ, 0.0)])
    point, couple = Spread(10.0, 10.0, Action(V_y=2.0)), Spread(10.0, 10.0, Action(M_x=3.0))
    spread = Spread(0.0, 10.0, Action(V_y=2.0))
    assert top_deflection_in(QUIET, spans, [point]) == pytest.approx(2.0 * 120**3 / (3 * EI))
    assert top_deflection_in(QUIET, spans, [spread]) == pytest.approx(2.0 * 120**3 / (8 * EI))
    assert top_deflection_in(QUIET, spans, [couple]) == pytest.approx(36.0 * 120**2 / (2 * EI))
    along = Spread(10.0, 10.0, Action(V_x=2.0))
    assert top_deflection_in(QUIET, spans, [along], "x") == pytest.approx(2.0 * 120**3 / (3 * EI))
    assert top_deflection_in(QUIET, spans, [along]) == 0.0


# --- beam elements --------------------------------------------------------------------------------------------------


@given(parts=segments, pounds=st.floats(100.0, 8000.0), low=st.floats(0.0, 0.8))
@settings(max_examples=15, deadline=None)
def test_the_first_mode_of_a_stepped_support_is_that_of_beam_elements(parts, pounds, low) -> None:
    top, elements = top_of(parts), elements_of(parts)
    bottom = float(round(low * (top - 1.0)))
    lb_ft = [e[2] + (pounds / (top - bottom) if e[3] > bottom else 0.0) for e in elements]
    z = parts[0][0]
    at = on_nodes(elements, z)
    M = mass(elements, lb_ft, [(at, 400.0)])
    exact = math.sqrt(least_eigenvalue(stiffness(elements), M)) / (2.0 * math.pi)
    loads = [Spread(bottom, top, Action(N=pounds / 1000.0)), Spread(z, z, Action(N=0.4))]
    assert frequency(QUIET, stacked(parts), loads) == pytest.approx(exact, rel=2e-3)


@given(parts=segments, kips=st.floats(0.2, 30.0), low=st.floats(0.0, 0.9))
@settings(max_examples=15, deadline=None)
def test_the_critical_load_of_a_stepped_support_is_that_of_beam_elements(parts, kips, low) -> None:
    top, elements = top_of(parts), elements_of(parts)
    bottom = float(round(low * (top - 1.0)))
    along = [e[0] / 12.0 * (e[2] / 1000.0 + (kips / (top - bottom) if e[3] > bottom else 0.0)) for e in elements]
    axial = [(sum(along[i:]), sum(along[i + 1 :])) for i in range(len(elements))]
    exact = least_eigenvalue(stiffness(elements), geometric(elements, axial)) * sum(along)
    found = buckling(QUIET, stacked(parts), [Spread(bottom, top, Action(N=kips))])
    assert found.P_kip == pytest.approx(sum(along))
    assert found.P_e_kip == pytest.approx(exact, rel=2e-3)
    assert found.P_e_kip <= exact * (1.0 + 5e-4)


@given(parts=segments, F=st.floats(-5, 5), q=st.floats(-5, 5), C=st.floats(-9, 9), low=st.floats(0.0, 0.8))
@settings(max_examples=15, deadline=None)
def test_deflection_and_slope_are_those_of_beam_elements(parts, F, q, C, low) -> None:
    top, elements = top_of(parts), elements_of(parts)
    bottom = float(round(low * (top - 1.0)))
    forces = np.zeros(2 * len(elements))
    at = on_nodes(elements, bottom) if bottom else 0
    if at:
        forces[2 * at - 2] += F
        forces[2 * at - 1] += 12.0 * C
    for i, (L, _, _, z) in enumerate(elements, start=1):
        if z > bottom:
            w = q / (12.0 * (top - bottom))
            for node, sign in ((i - 1, 1.0), (i, -1.0)):
                if node:
                    forces[2 * node - 2] += w * L / 2.0
                    forces[2 * node - 1] += sign * w * L**2 / 12.0
    exact = np.linalg.solve(stiffness(elements), forces)
    loads = [Spread(bottom, bottom, Action(V_y=F, M_x=C)), Spread(bottom, top, Action(V_y=q))]
    line = deflected(QUIET, stacked(parts), loads)
    size = max(1e-9, float(np.abs(exact[::2]).max()))
    assert line[-1].u_in == pytest.approx(exact[-2], abs=1e-6 * size)
    for place in line[1:]:
        node = on_nodes(elements, place.z_ft)
        assert place.u_in == pytest.approx(exact[2 * node - 2], abs=1e-6 * size)
        assert place.slope == pytest.approx(
            exact[2 * node - 1], abs=1e-6 * max(1e-12, float(np.abs(exact[1::2]).max()))
        )


def test_a_couple_spread_over_a_height_bends_as_many_small_ones() -> None:
    spans = stacked([(6.0, EI, GJ, 0.0), (6.0, EI / 3.0, GJ, 0.0)])
    n = 400
    many = [Spread(z, z, Action(M_x=8.0 / n)) for z in (3.0 + 6.0 * (i + 0.5) / n for i in range(n))]
    whole = top_deflection_in(QUIET, spans, [Spread(3.0, 9.0, Action(M_x=8.0))])
    assert whole == pytest.approx(top_deflection_in(QUIET, spans, many), rel=1e-4)


@given(parts=segments, T=st.floats(-20, 20), t=st.floats(-20, 20), low=st.floats(0.0, 0.8))
@settings(max_examples=15, deadline=None)
def test_twist_is_that_of_springs_in_a_row(parts, T, t, low) -> None:
    top, elements = top_of(parts), elements_of(parts)
    bottom = low * top
    gj = [g for L, _, g, _ in parts for _ in range(max(8, round(2 * L)))]
    turn = 0.0
    for (h, _, _, z), stiff in zip(elements, gj, strict=True):
        carried = 0.0
        steps = 40
        for k in range(steps):
            at = z + (k + 0.5) / steps * h / 12.0 - h / 24.0
            carried += 12.0 * (T + t * min(1.0, (top - at) / (top - bottom))) / steps
        turn += carried * h / stiff
    loads = [Spread(top, top, Action(T=T)), Spread(bottom, top, Action(T=t))]
    exact = math.degrees(turn)
    scale = math.degrees(12.0 * (abs(T) + abs(t)) * 12.0 * top / min(gj))
    assert top_twist_deg(QUIET, stacked(parts), loads) == pytest.approx(exact, abs=2e-3 * scale + 1e-12)


# --- bounds and refusals --------------------------------------------------------------------------------------------


@given(parts=segments, more=st.floats(1.05, 3.0), which=st.integers(0, 3))
@settings(max_examples=15, deadline=None)
def test_a_stiffer_segment_never_sways_sooner_or_buckles_lower(parts, more, which) -> None:
    i = which % len(parts)
    stiff = [(L, ei * (more if k == i else 1.0), g, w) for k, (L, ei, g, w) in enumerate(parts)]
    load = [Spread(top_of(parts), top_of(parts), Action(N=2.0, V_y=1.0))]
    before, after = stacked(parts), stacked(stiff)
    assert frequency(QUIET, after, load) >= frequency(QUIET, before, load) * (1.0 - 1e-6)
    assert buckling(QUIET, after, load).k >= buckling(QUIET, before, load).k * (1.0 - 2e-4)
    assert top_deflection_in(QUIET, after, load) < top_deflection_in(QUIET, before, load)


def test_a_load_above_the_last_segment_is_refused_and_not_dropped() -> None:
    spans, load = stacked([(12.0, EI, GJ, 40.0), (8.0, EI, GJ, 20.0)]), [Spread(15.0, 21.0, Action(V_y=1.0, N=1.0))]
    for solve in (deflected, top_twist_deg, frequency, buckling):
        with pytest.raises(OutOfScope) as refused:
            solve(QUIET, spans, load)
        assert refused.value.problems[0].field == "support.segments"


def test_torque_into_an_open_section_is_refused_and_without_torque_it_stands() -> None:
    spans = stacked([(12.0, EI, GJ, 40.0), (8.0, EI, None, 20.0)])
    with pytest.raises(OutOfScope):
        top_twist_deg(QUIET, spans, [Spread(20.0, 20.0, Action(T=1.0))])
    assert top_twist_deg(QUIET, spans, [Spread(12.0, 12.0, Action(T=1.0))]) > 0.0
    with pytest.raises(ValueError, match="no critical load"):
        buckling(QUIET, stacked([(10.0, EI, GJ, 0.0)]), [])


def test_what_is_recorded_gives_the_same_numbers_as_the_silent_sheet() -> None:
    spans = stacked([(12.0, EI, GJ, 40.0), (8.0, EI / 2, GJ, 20.0)])
    load = [Spread(12.0, 20.0, Action(N=2.0, V_y=3.0, T=4.0))]
    sheet = Sheet()
    sheet.part("support", "Stepped")
    for solve in (top_deflection_in, top_twist_deg, frequency, buckling):
        assert solve(sheet, spans, load) == solve(QUIET, spans, load)
    assert len(sheet.parts[0].steps) > 8


def test_the_elements_of_the_second_route_are_those_of_the_textbook() -> None:
    elements = mesh([(10.0, EI, 50.0)])
    exact = 3.5160153 / (2.0 * math.pi) * math.sqrt(EI / (50.0 / 12000.0 / 386.0886 * 120.0**4))
    found = math.sqrt(least_eigenvalue(stiffness(elements), mass(elements, [50.0] * len(elements)))) / (2.0 * math.pi)
    assert found == pytest.approx(exact, rel=1e-6)
    assert assemble(elements, lambda i, L: np.eye(4)).shape == (2 * len(elements),) * 2
