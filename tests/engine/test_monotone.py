"""More wind, more height, rougher ground, worse soil: never less load, never less depth."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from apex.engine.design import Design, design
from apex.engine.document import Document
from apex.engine.foundation.embedment import required_depth
from apex.engine.foundation.soil import Lateral
from apex.engine.trace import Quiet
from apex.errors import OutOfScope
from apex.packs.load import load_packs
from tests.engine.documents import cabinet, document, numbers

PACKS = load_packs()
TINY = 2e-5
"""The embedment solver stops within 1e-5 ft."""


@st.composite
def signs(draw: st.DrawFn) -> dict[str, Any]:
    """A sign on a stout square post (its C_f has no step in D sqrt(q)), gust 0.85."""
    one = cabinet(
        width_ft=draw(numbers(2.0, 30.0)), height_ft=draw(numbers(2.0, 10.0)), bottom_ft=draw(numbers(0.0, 25.0)),
        offset_ft=draw(st.sampled_from([0.0, 0.0, 3.0, -5.0])), solid_ratio=draw(st.sampled_from([1.0, 0.8, 0.5])),
    )  # fmt: skip
    return {
        "site__code_basis": draw(st.sampled_from(["IBC2018", "IBC2024"])), "sign__cabinets": [one],
        "support__section": draw(st.sampled_from(["HSS12X12X1/2", "HSS14X14X5/8", "HSS20X12X5/8"])),
        "support__method": draw(st.sampled_from(["LRFD", "ASD"])), "options__gust": 0.85,
        "site__wind_speed_mph": draw(numbers(85.0, 160.0)), "site__exposure": draw(st.sampled_from("BCD")),
        "foundation__diameter_ft": draw(numbers(2.0, 6.0)), "site__soil__class": draw(st.sampled_from([2, 3, 4, 5])),
        "foundation__depth_limit_reading": draw(st.sampled_from(["on_depth", "on_third"])),
        "foundation__neglect_top_ft": draw(st.sampled_from([0.0, 1.0])),
        "foundation__water_depth_ft": draw(st.sampled_from([None, None, 2.0])),
    }  # fmt: skip


def worked(given: Document) -> Design:
    try:
        found = design(given, PACKS)
    except OutOfScope:
        assume(False)
        raise
    assume(found.foundation is not None)
    return found


def moment(found: Design) -> float:
    return max(r.M for _, r in found.support.demand.normal)


def depth(found: Design) -> float:
    assert found.foundation is not None
    return found.foundation.burial.depth_required_ft


@given(sign=signs(), faster=st.floats(1.0, 1.3))
@settings(max_examples=60)
def test_moment_and_depth_never_fall_with_wind_speed(sign, faster) -> None:
    base = document(**sign)
    V = min(base.site.wind_speed_mph * faster, 200.0)
    slow, fast = worked(base), worked(replace(base, site=replace(base.site, wind_speed_mph=V)))
    assert moment(fast) >= moment(slow) * (1.0 - 1e-12)
    assert depth(fast) >= depth(slow) - TINY


@given(sign=signs(), rise=numbers(0.1, 30.0))
@settings(max_examples=60)
def test_moment_never_falls_as_the_sign_is_raised_except_across_the_step_at_the_ground(sign, rise) -> None:
    base = document(**sign)
    c = base.sign.cabinets[0]
    assume(c.height_ft / c.top_ft < 0.99 or c.height_ft / (c.top_ft + rise) >= 0.99)
    raised = replace(base, sign=replace(base.sign, cabinets=(replace(c, bottom_ft=c.bottom_ft + rise),)))
    low, high = worked(base), worked(raised)
    assert moment(high) >= moment(low) * (1.0 - 1e-12)
    assert depth(high) >= depth(low) - TINY


def test_across_the_step_at_the_ground_the_moment_may_fall() -> None:
    at = [document(sign__cabinets=[cabinet(bottom_ft=b)], options__gust=0.85) for b in (0.08, 0.09)]
    on_ground, raised = (moment(design(d, PACKS)) for d in at)
    assert on_ground > raised


@given(sign=signs())
@settings(max_examples=40)
def test_exposure_b_loads_less_than_c_and_c_less_than_d(sign) -> None:
    base = document(**sign)
    m = {e: worked(replace(base, site=replace(base.site, exposure=e))) for e in "BCD"}
    assert moment(m["B"]) <= moment(m["C"]) <= moment(m["D"])
    assert depth(m["B"]) - TINY <= depth(m["C"]) <= depth(m["D"]) + TINY


def test_exposures_differ_where_the_minimum_does_not_govern() -> None:
    B, C, D = (moment(design(document(site__exposure=e, options__gust=0.85), PACKS)) for e in "BCD")
    assert B < C < D


@st.composite
def piers(draw: st.DrawFn) -> tuple[float, float, float, Lateral, bool]:
    soil = Lateral(
        draw(st.floats(20.0, 1200.0)), draw(st.sampled_from([1.0, 2.0])),
        draw(st.one_of(st.none(), st.floats(0.0, 20.0))), draw(st.sampled_from(["on_depth", "on_third"])), 12.0,
    )  # fmt: skip
    P, M = draw(st.one_of(st.just(0.0), st.floats(1.0, 60000.0))), draw(st.floats(10.0, 2e6))
    return P, M, draw(st.floats(0.5, 10.0)), soil, draw(st.booleans())


@given(pier=piers(), factor=st.floats(1.0, 3.0))
@settings(max_examples=150)
def test_a_wider_pier_is_never_deeper(pier, factor) -> None:
    P, M, b, soil, held = pier
    narrow = required_depth(P, M, b, soil, Quiet(), constrained=held)
    assert required_depth(P, M, b * factor, soil, Quiet(), constrained=held) <= narrow + TINY


@given(pier=piers(), factor=st.floats(1.0, 3.0))
@settings(max_examples=150)
def test_a_larger_moment_or_shear_is_never_shallower(pier, factor) -> None:
    P, M, b, soil, held = pier
    d = required_depth(P, M, b, soil, Quiet(), constrained=held)
    assert required_depth(P, M * factor, b, soil, Quiet(), constrained=held) >= d - TINY
    assert required_depth(P * factor, M, b, soil, Quiet(), constrained=held) >= d - TINY


@given(pier=piers())
@settings(max_examples=150)
def test_the_depth_found_is_what_the_formula_asks_for_at_that_depth(pier) -> None:
    P, M, b, soil, held = pier
    d = required_depth(P, M, b, soil, Quiet(), constrained=held)
    if held:
        needed = (4.25 * M / (soil.s3(Quiet(), d) * b)) ** 0.5
    elif P == 0.0:
        needed = (2.55 * M / (soil.s1(Quiet(), d) * b)) ** 0.5
    else:
        A = 2.34 * P / (soil.s1(Quiet(), d) * b)
        needed = 0.5 * A * (1.0 + (1.0 + 4.36 * M / P / A) ** 0.5)
    assert needed == pytest.approx(d, abs=1e-3)


@pytest.mark.parametrize("reading", ["on_depth", "on_third"])
@pytest.mark.parametrize("M", [1e4, 1e5, 4e5, 1.2e6])
def test_water_at_grade_is_a_soil_of_half_the_rate(M: float, reading: Any) -> None:
    wet, half = Lateral(150.0, 1.0, 0.0, reading, 12.0), Lateral(75.0, 1.0, None, reading, 12.0)
    depths = [required_depth(5000.0, M, 3.0, soil, Quiet(), constrained=False) for soil in (wet, half)]
    assert depths[0] == pytest.approx(depths[1], abs=TINY)


@pytest.mark.parametrize("step", [0.01, 0.1, 0.25, 0.3, 0.5, 0.7, 1.0])
def test_a_depth_rounded_up_is_never_below_what_was_asked(step: float) -> None:
    from apex.engine.foundation.burial import round_up

    short = [v for v in (round(k * 0.1, 1) for k in range(1, 400)) if round_up(v, step) < v]
    assert not short
