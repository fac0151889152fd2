"""Known traps of combinations, second order, steel and embedment, each by name."""

import math
from dataclasses import replace
from typing import Any

import pytest

from apex.engine.design import Design, design
from apex.engine.load.combination import asd, lrfd
from apex.engine.load.share import couple_force, positions, post_share
from apex.engine.steel.capacity import Material
from apex.engine.steel.section import Round
from apex.engine.steel.strength import strength
from apex.engine.trace import Check, Note, Quiet, Sheet
from apex.errors import OutOfScope
from apex.packs.load import load_packs
from tests.engine.documents import cabinet, document

PACKS = load_packs()


def worked(**changes: Any) -> Design:
    return design(document(**{"options__gust": 0.85, **changes}), PACKS)


def check(found: Design, name: str) -> Check:
    return next(c for c in found.checks if c.name == name)


def factors(combinations: Any) -> set[tuple[float, ...]]:
    return {(c.D, c.W, c.S, c.E, c.E_v) for c in combinations if not c.D_i}


def test_strength_combinations_are_those_of_the_edition() -> None:
    common = {(1.4, 0, 0, 0, 0), (0.9, 1.0, 0, 0, 0), (0.9, 0, 0, 1, -1)}
    assert factors(lrfd("7-16")) == common | {(1.2, 1.0, 0.5, 0, 0), (1.2, 0.5, 1.6, 0, 0), (1.2, 0, 0.2, 1, 1)}
    assert factors(lrfd("7-22")) == common | {(1.2, 1.0, 0.3, 0, 0), (1.2, 0.5, 1.0, 0, 0), (1.2, 0, 0.15, 1, 1)}


def test_allowable_combinations_carry_0_6_of_the_wind() -> None:
    common = {(1, 0, 0, 0, 0), (1, 0.6, 0, 0, 0), (0.6, 0.6, 0, 0, 0), (1, 0, 0, 0.7, 0.7), (0.6, 0, 0, 0.7, -0.7)}
    assert factors(asd("7-16")) == common | {(1, 0, 1, 0, 0), (1, 0.45, 0.75, 0, 0), (1, 0, 0.75, 0.525, 0.525)}
    k = 0.75 * 0.7  # ASCE 7-22 gives snow at strength level
    assert factors(asd("7-22")) == common | {(1, 0, 0.7, 0, 0), (1, 0.45, k, 0, 0), (1, 0, 0.1, 0.525, 0.525)}


def test_strength_wind_never_stands_in_an_allowable_check_nor_the_reverse() -> None:
    strong, allowed = worked(support__method="LRFD"), worked(support__method="ASD")
    M = max(r.M for _, r in strong.support.demand.normal) / 1000.0
    assert check(strong, "Flexure").demand == pytest.approx(M, rel=0.01)
    assert check(allowed, "Flexure").demand == pytest.approx(0.6 * M, rel=0.01)
    ratio = check(strong, "Flexure").capacity / check(allowed, "Flexure").capacity
    assert ratio == pytest.approx(0.9 * 1.67)


def test_the_soil_sees_0_6_of_the_wind_by_either_method() -> None:
    both = [worked(support__method=m).foundation for m in ("LRFD", "ASD")]
    assert both[0] is not None and both[1] is not None
    assert both[0].burial.depth_required_ft == both[1].burial.depth_required_ft
    assert "0.6W" in both[0].burial.case


def test_s_1_is_taken_at_a_third_of_the_solved_depth_not_at_a_provided_one() -> None:
    depths = set()
    for given in (None, 8.0, 20.0, 30.0):
        found = worked(foundation__depth_ft=given).foundation
        assert found is not None
        depths.add(found.burial.depth_required_ft)
        assert found.burial.S_psf == pytest.approx(min(150.0 * found.burial.depth_required_ft / 3.0, 600.0), rel=1e-4)
    assert len(depths) == 1


def test_a_given_depth_too_shallow_fails_and_is_not_resized() -> None:
    found = worked(foundation__depth_ft=6.0)
    assert not check(found, "Embedment depth").passes and not found.passes
    assert found.foundation is not None and found.foundation.burial.depth_ft == 6.0


def test_vertical_bearing_is_never_used_sideways() -> None:
    soil = {"lateral_psf_per_ft": 150.0, "friction": 0.25, "source": "a named report"}
    found = [worked(site__soil={**soil, "vertical_psf": q}).foundation for q in (2000.0, 12000.0)]
    own = worked().foundation
    assert own is not None and all(f is not None for f in found)
    assert {f.burial.depth_required_ft for f in found if f} == {own.burial.depth_required_ft}


def test_the_neglected_top_layer_lengthens_the_arm_and_the_depth() -> None:
    found = worked(foundation__neglect_top_ft=2.0).foundation
    assert found is not None
    net = found.burial.depth_required_ft - 2.0
    a = next(a for name, a in worked().support.soil if name == found.burial.case)
    A = 2.34 * 1000.0 * a.V / (150.0 * min(net / 3.0, 4.0) * 3.0)
    h = a.M / a.V + 2.0
    assert 0.5 * A * (1.0 + math.sqrt(1.0 + 4.36 * h / A)) == pytest.approx(net, abs=1e-3)


def test_a_depth_beyond_the_greatest_fails_and_is_not_the_bound_returned_as_passing() -> None:
    soil = {"lateral_psf_per_ft": 20.0, "vertical_psf": 2000.0, "friction": 0.4, "source": "a named report"}
    found = worked(site__soil=soil, foundation__diameter_ft=2.0, sign__cabinets=[cabinet(width_ft=30)])
    assert found.foundation is not None
    assert found.foundation.burial.depth_required_ft > 30.0
    assert not check(found, "Greatest depth").passes and check(found, "Embedment depth").passes
    assert not found.passes


def test_a_soil_without_any_friction_fails_in_torsion_and_is_not_a_crash() -> None:
    soil = {"lateral_psf_per_ft": 150.0, "vertical_psf": 2000.0, "friction": 0.0, "source": "a named report"}
    assert not check(worked(site__soil=soil), "Torsion in the soil").passes


def test_a_slender_support_fails_and_its_amplifier_never_turns_negative() -> None:
    heavy = [cabinet(width_ft=10, height_ft=10, bottom_ft=25, weight_psf=30)]
    crushed = worked(support__section="HSS4.000X0.125", sign__cabinets=heavy)
    assert not check(crushed, "Stability").passes and not crushed.passes and crushed.foundation is None
    assert all(c.demand >= 0.0 and c.capacity > 0.0 for c in crushed.checks)


@pytest.mark.parametrize("method", ["LRFD", "ASD"])
def test_no_amplifier_above_1_5_is_used_anywhere(method: str) -> None:
    """The soil's combinations are allowable ones with alpha 1.6, whatever the method of the support."""
    for weight in range(1, 61):
        given = document(
            options__gust=0.85, support__method=method, support__section="HSS8.625X0.322",
            sign__cabinets=[cabinet(width_ft=14, height_ft=14, bottom_ft=62, weight_psf=weight)],
        )  # fmt: skip
        try:
            found = design(given, PACKS)
        except OutOfScope:
            continue
        P_e, N = min(found.support.demand.P_e), max((a.N for _, a in found.support.soil), default=0.0)
        assert 1.0 / (1.0 - 1.6 * N / P_e) <= 1.5, f"{weight} psf: B_2 = {1.0 / (1.0 - 1.6 * N / P_e):.3f}"


def test_a_compact_section_reaches_its_plastic_moment_not_its_elastic_one() -> None:
    pipe = PACKS.sections.find("Pipe8XS")
    assert isinstance(pipe, Round)
    M = strength(Quiet(), pipe, Material(35.0, 29000.0, 11200.0), 240.0).M_x
    assert pytest.approx(35.0 * pipe.Z) == M and M > 35.0 * pipe.S * 1.2


def test_slenderness_uses_the_design_wall_not_the_nominal_one() -> None:
    sheet = Sheet()
    sheet.part("support", "strength")
    section = PACKS.sections.find("HSS12.750X0.250")
    strength(sheet, section, Material(46.0, 29000.0, 11200.0), 240.0)
    said = next(s.text for s in sheet.parts[0].steps if isinstance(s, Note) and s.text.startswith("D/t"))
    assert "/0.233" in said


def test_deflection_is_that_of_a_cantilever() -> None:
    found = worked(options__wind_on_support=False)
    section = PACKS.sections.find("HSS12.750X0.375")
    F = 0.6 * found.support.demand.normal[0][1].F / 1000.0
    H, EI = 25.0 * 12, 29000.0 * section.I  # type: ignore[union-attr]
    # The face's force is spread over its 8 ft of height: the mean of P a^2 (3H - a) / 6EI over it.
    slices = [(17.0 + 8.0 * (i + 0.5) / 4000) * 12 for i in range(4000)]
    mean = sum(a**2 * (3 * H - a) for a in slices) / len(slices)
    assert check(found, "Deflection").demand == pytest.approx(F * mean / (6 * EI))


def test_moments_of_checks_are_in_kip_ft_and_strengths_in_kip_in() -> None:
    found = worked(support__section="Pipe12STD")
    flexure = check(found, "Flexure")
    assert flexure.unit == "kip-ft"
    assert flexure.capacity == pytest.approx(0.9 * found.support.nominal.M_x / 12.0)


def test_posts_share_once_and_torsion_between_them_is_not_ignored() -> None:
    x = positions(2, 8.0)
    sum_x2 = sum(v * v for v in x)
    e = 0.2 * 20.0
    shares = [post_share(n=2.0, e=e, x_i=v, sum_x2=sum_x2) for v in x]
    assert shares == pytest.approx([0.0, 1.0]) and sum(shares) == pytest.approx(1.0)
    couple = [couple_force(T=32.0, x_i=v, sum_x2=sum_x2) for v in x]
    assert sum(couple) == pytest.approx(0.0)
    assert sum(c * v for c, v in zip(couple, x, strict=True)) == pytest.approx(32.0)


def test_torsion_and_offset_weight_reach_the_checks() -> None:
    centered, flag = worked(), worked(sign__cabinets=[cabinet(offset_ft=6.0)])
    assert check(flag, "Torsion").demand > check(centered, "Torsion").demand
    N = 0.96
    M_y = {round(abs(a.M_y), 6) for name, a in flag.support.strength_cases if name.startswith("1.4D")}
    assert min(M_y) == pytest.approx(1.4 * N * 6.0, rel=0.02)


def test_a_wide_flange_under_torsion_is_refused_with_what_to_do() -> None:
    with pytest.raises(OutOfScope, match="closed section"):
        worked(support__section="W12X26")


def test_torsion_of_weight_in_an_earthquake_does_not_vanish_on_a_wide_flange() -> None:
    """Two open signs balanced in area, not in weight: wind twists nothing, the earthquake does."""
    pair = [
        cabinet(width_ft=4, bottom_ft=10, offset_ft=x, solid_ratio=0.5, weight_psf=w) for x, w in ((-4, 5), (4, 50))
    ]
    given = document(support__section="W24X62", sign__cabinets=pair, site__sds=2.0, options__gust=0.85)
    with pytest.raises(OutOfScope, match="closed section"):
        design(given, PACKS)


def test_a_gust_factor_below_the_calculated_one_fails_on_a_flexible_support() -> None:
    sign = [cabinet(width_ft=20, height_ft=10, bottom_ft=70)]
    low = worked(support__section="HSS24.000X0.500", sign__cabinets=sign)
    assert low.support.demand.n_1[0] < 1.0 and not check(low, "Gust factor").passes
    own = worked(support__section="HSS24.000X0.500", sign__cabinets=sign, options__gust="auto")
    assert max(own.support.demand.G) > 0.85 and "Gust factor" not in {c.name for c in own.checks}


def test_weights_and_limits_given_are_echoed_and_not_changed() -> None:
    given = document()
    found = design(given, PACKS)
    assert found.document is given and replace(given) == given
