"""Ice: its thickness by edition, its weight against geometry, and the wind on the grown sign by hand."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.engine.document import Cover
from apex.engine.load.ice import ice_area, plate_ice
from apex.engine.trace import Computed, Quiet, Sheet, Sweep
from apex.engine.units import Mph
from apex.engine.wind.gust import GustBody, turbulence
from apex.engine.wind.ice import ice_on_support
from apex.engine.wind.part import resultant
from apex.errors import OutOfScope
from tests.engine.documents import cabinet
from tests.engine.icing import EDITION, PACKS, iced, ring


@given(D=st.floats(0.1, 60.0), t=st.floats(0.05, 8.0))
def test_the_ice_on_a_member_is_the_ring_around_its_circumscribed_circle(D: float, t: float) -> None:
    assert ice_area(t_d=t, D_c=D) == pytest.approx(ring(D, t, 400), rel=1e-9)


def test_a_plate_catches_what_the_rain_brings_to_its_one_side() -> None:
    """A cylinder shows D to the rain and spreads it over pi D: so the flux is pi t_d, and a plate takes it whole."""
    D, L, t = 100.0, 10.0, 0.01  # ft, ft, in: ice thin against the cylinder
    flux = ice_area(t_d=t, D_c=12.0 * D) / 144.0 * L / (D * L)
    assert plate_ice(t_d=t, A_s=1.0) == pytest.approx(flux, rel=1e-4)


@pytest.mark.parametrize(
    ("basis", "risk", "factor"),
    [("IBC2021", "I", 0.80), ("IBC2021", "II", 1.0), ("IBC2018", "III", 1.15), ("IBC2021", "IV", 1.25)]
    + [("IBC2024", r, 1.0) for r in ("I", "II", "III", "IV")],
)
def test_the_importance_of_ice_belongs_to_7_16_and_the_map_of_7_22_carries_it(
    basis: str, risk: str, factor: float
) -> None:
    found, _ = iced(site__code_basis=basis, site__risk_category=risk, site__kzt=1.4)
    assert found.t_d_in == pytest.approx(factor * (25.0 / 33.0) ** 0.10 * 1.4**0.35)


def test_the_factor_2_of_older_editions_is_nowhere() -> None:
    found, _ = iced(sign__cabinets=[cabinet(bottom_ft=25)])
    assert found.t_d_in == pytest.approx(1.0)


def test_the_thickness_cites_the_equation_of_the_edition() -> None:
    for basis in ("IBC2021", "IBC2024"):
        sheet = Sheet()
        iced(sheet, site__code_basis=basis)
        edition = f"ASCE {EDITION[basis]}"
        steps = [s for p in sheet.parts for s in p.steps if isinstance(s, Computed) and s.clause.symbol == "t_d"]
        assert [s.clause.cite({"ASCE 7": edition}) for s in steps] == [f"{edition} Eq. 10.4-5"]
        assert ("I_i" in steps[0].given) == (basis == "IBC2021")


def test_the_weight_of_a_cabinet_by_hand() -> None:
    found, _ = iced()
    t = (25.0 / 33.0) ** 0.10 / 12.0
    by_hand = 56.0 * math.pi * t * (0.8 * (12 * 8 + 2 * 8) + 0.6 * 12 * 2)
    assert found.weight_lb == pytest.approx(by_hand)
    assert pytest.approx(by_hand / 1000.0) == found.weight.N


def test_a_cabinet_carries_at_least_the_ice_of_even_thickness_on_what_the_rain_can_reach() -> None:
    for width, height, depth in ((12.0, 8.0, 2.0), (3.0, 20.0, 0.5), (40.0, 2.0, 3.0)):
        found, _ = iced(sign__cabinets=[cabinet(width_ft=width, height_ft=height, depth_ft=depth)])
        sides = 2.0 * (width + depth) * height
        assert found.weight_lb >= 56.0 * found.t_d_ft * sides


def test_an_offset_cabinet_turns_its_support_with_its_ice() -> None:
    found, _ = iced(sign__cabinets=[cabinet(offset_ft=6), cabinet(bottom_ft=30, offset_ft=-2, width_ft=4)])
    one, _ = iced(sign__cabinets=[cabinet(offset_ft=6)])
    share = found.weight.M_y - 6.0 * one.weight.N * found.t_d_in / one.t_d_in
    assert share == pytest.approx(-2.0 * (found.weight.N - one.weight.N * found.t_d_in / one.t_d_in))
    assert one.weight.M_y == pytest.approx(6.0 * one.weight.N)


def test_wind_with_ice_by_hand() -> None:
    """V_c 60, exposure D: 0.00256 K_z K_d V^2 on the face with t_d on every edge; never below 16 psf."""
    found, _ = iced(site__ice_wind_mph=90, site__exposure="D", site__ice_in=2.0)
    t = 2.0 * (25.0 / 33.0) ** 0.10 / 12.0
    B, s, h = 12 + 2 * t, 8 + 2 * t, 25 + t
    K_z = 2.01 * (h / 700.0) ** (2 / 11.5)
    q = 0.00256 * K_z * 0.85 * 90.0**2
    C_f = found.wind.solids[0].cf
    A = found.wind.cases[0].parts[0]
    assert pytest.approx(q * C_f * B * s) == A.F
    assert pytest.approx(21.0) == A.M / A.F
    r = resultant(found.wind.cases[2].parts, 0.85)
    assert pytest.approx(0.85 * q * C_f * B * s) == r.F
    assert pytest.approx(0.2 * B * r.F) == r.T
    slow, _ = iced(site__ice_wind_mph=30)
    t = (25.0 / 33.0) ** 0.10 / 12.0
    held = resultant(slow.wind.cases[0].parts, 0.85)
    assert pytest.approx(16.0 * (12 + 2 * t) * (8 + 2 * t)) == held.F


def test_k_d_is_applied_once_under_ice_in_both_editions() -> None:
    for basis, k, z_g, alpha in (("IBC2021", 2.01, 900.0, 9.5), ("IBC2024", 2.41, 2460.0, 9.8)):
        found, _ = iced(site__code_basis=basis)
        K_z = k * ((25.0 + found.t_d_ft) / z_g) ** (2.0 / alpha)
        assert found.wind.q_kd == pytest.approx(0.85 * 0.00256 * K_z * 40.0**2)


def test_wind_along_the_face_meets_the_edge_with_its_ice() -> None:
    found, _ = iced(site__ice_wind_mph=100)
    t = found.t_d_ft
    depth, height, top = 2.0 + 2.0 * t, 8.0 + 2.0 * t, 25.0 + t
    q = 0.00256 * 2.01 * (top / 900.0) ** (2 / 9.5) * 0.90 * 100.0**2
    C_f = 1.4 + 0.6 * (top / depth - 7.0) / 18.0
    (edge,) = found.wind.edges
    assert pytest.approx(q * C_f * depth * height) == edge.F
    assert pytest.approx(21.0) == edge.M / edge.F


def test_ice_earns_no_reduction_for_a_depth_nobody_gave() -> None:
    given = {"site__code_basis": "IBC2024", "site__ice_wind_mph": 100}
    unsaid, _ = iced(**given, sign__cabinets=[cabinet(double_faced=True)])
    told, _ = iced(**given, sign__cabinets=[cabinet(double_faced=True, depth_ft=2)])
    assert unsaid.wind.solids[0].k_face == 1.0
    t = told.t_d_ft
    assert told.wind.solids[0].k_face == pytest.approx(1.0 - 0.133 * (2.0 + 2.0 * t) / (8.0 + 2.0 * t))


def test_a_sign_on_the_ground_grows_upward_only() -> None:
    found, _ = iced(sign__cabinets=[cabinet(bottom_ft=0)])
    assert found.cabinets[0].bottom_ft == 0.0
    assert found.cabinets[0].height_ft == pytest.approx(8.0 + found.t_d_ft)


@given(gap=st.one_of(st.just(0.0), st.floats(0.0, 0.4)), height=st.floats(1.0, 9.0), bottom=st.floats(5.0, 30.0))
def test_cabinets_that_touch_stay_one_sign_under_ice_and_no_edge_is_lost(
    gap: float, height: float, bottom: float
) -> None:
    above = cabinet(bottom_ft=bottom + height + gap, width_ft=6, height_ft=4)
    pair = [cabinet(bottom_ft=bottom, height_ft=height), above]
    found, d = iced(sign__cabinets=pair, site__ice_wind_mph=100)
    merged = next(c for c in found.wind.cases if c.name == "merged, case A")
    assert len(merged.parts) == 1
    a, b = found.cabinets
    assert a.top_ft <= b.bottom_ft
    t = found.t_d_ft
    whole = sum((c.width_ft + 2 * t) * (c.height_ft + 2 * t) for c in d.sign.cabinets)
    solid = found.wind.solids[-1]
    assert solid.q_kd * solid.cf * whole * (1.0 - 1e-12) <= merged.parts[0].F


def test_openings_close_and_open_signs_thicken() -> None:
    closed, _ = iced(sign__cabinets=[cabinet(solid_ratio=0.8)])
    solid, _ = iced()
    assert pytest.approx(solid.wind.cases[0].parts[0].F) == closed.wind.cases[0].parts[0].F
    bars, _ = iced(sign__cabinets=[cabinet(solid_ratio=0.2, members="round", member_in=4.0)])
    t = bars.t_d_in
    assert bars.cabinets[0].solid_ratio == pytest.approx(0.2 * (4.0 + 2.0 * t) / 4.0)
    length = 0.2 * 96.0 / (4.0 / 12.0)
    assert bars.weight_lb == pytest.approx(56.0 * ring(4.0, t) / 144.0 * length, rel=1e-6)
    flat, _ = iced(sign__cabinets=[cabinet(solid_ratio=0.2, member_in=4.0)])
    assert flat.weight_lb == pytest.approx(56.0 * ring(4.0 * math.sqrt(2.0), t) / 144.0 * length, rel=1e-6)
    shut, _ = iced(sign__cabinets=[cabinet(solid_ratio=0.5, members="round", member_in=2.0)])
    assert shut.cabinets[0].solid_ratio == pytest.approx(min(0.5 * (2.0 + 2.0 * shut.t_d_in) / 2.0, 1.0))
    assert pytest.approx(12.0 + 2.0 * shut.t_d_ft) == shut.wind.solids[0].solid.B
    assert shut.wind.solids[0].e > 0.0  # solid now: case B applies


def test_round_members_under_ice_have_the_higher_coefficient_whatever_their_size() -> None:
    found, _ = iced(site__ice_wind_mph=110, sign__cabinets=[cabinet(solid_ratio=0.2, members="round", member_in=24.0)])
    assert math.sqrt(found.wind.q_h) * 2.0 > 2.5
    assert found.wind.solids[0].cf == 1.3


def test_what_ice_cannot_be_worked_out_for_is_refused_by_its_field() -> None:
    with pytest.raises(OutOfScope) as refused:
        iced(sign__cabinets=[cabinet(), cabinet(bottom_ft=30, solid_ratio=0.5)])
    assert refused.value.problems[0].field == "sign.cabinets.1.member_in"
    with pytest.raises(OutOfScope) as refused:
        iced(site__ice_wind_mph=0)
    assert refused.value.problems[0].field == "site.ice_wind_mph"


def test_a_gust_below_the_maps_and_ice_on_both_sides_are_warned_of() -> None:
    sheet = Sheet()
    iced(sheet, site__ice_wind_mph=20, sign__cabinets=[cabinet(offset_ft=-7), cabinet(offset_ft=7)])
    assert any("below the least of the maps" in a for a in sheet.assumptions)
    assert any(a.startswith("warning:") and "10.6" in a for a in sheet.assumptions)
    plain = Sheet()
    iced(plain)
    assert not any(a.startswith("warning:") for a in plain.assumptions)


def test_ice_on_a_round_post_and_the_wind_on_it_by_hand() -> None:
    found, _ = iced(site__ice_wind_mph=100)
    D, H = 12.75 / 12.0, 25.0
    post = ice_on_support(Sheet(), found, "round", "moderately_smooth", (D, D), H)
    t = found.t_d_ft
    area = math.pi / 4.0 * ((D + 2 * t) ** 2 - D**2)
    assert post.weight_lb == pytest.approx(56.0 * area * H)
    assert post.weight.M_y == 0.0
    ratio = H / (D + 2 * t)
    C_f = 0.8 + 0.4 * (ratio - 7.0) / 18.0
    q = 0.00256 * 2.01 * (17.0 / 900.0) ** (2 / 9.5) * 100.0**2  # K_d 1.0, top of the shown length at 17 ft
    assert len(post.wind.normal) == 1
    assert pytest.approx(q * C_f * (D + 2 * t) * 17.0) == post.wind.normal[0].F


@pytest.mark.parametrize("profile", ["square", "wide_flange"])
def test_ice_on_a_shape_goes_by_the_circle_around_it(profile: Any) -> None:
    found, _ = iced()
    post = ice_on_support(Sheet(), found, profile, "rough", (0.5, 1.0), 25.0)
    D_c = 12.0 * math.hypot(0.5, 1.0)
    assert post.weight_lb == pytest.approx(56.0 * ring(D_c, found.t_d_in) / 144.0 * 25.0, rel=1e-6)
    first = post.wind.along[0]
    ratio = 25.0 / (1.0 + 2.0 * found.t_d_ft)
    C_f = 2.0 if profile == "wide_flange" else 1.4 + 0.6 * (ratio - 7.0) / 18.0
    K_z = 2.01 * (17.0 / 900.0) ** (2 / 9.5)
    assert pytest.approx(0.00256 * K_z * 0.90 * 40.0**2 * C_f * (1.0 + 2.0 * found.t_d_ft) * 17.0) == first.F


def test_every_post_carries_its_own_ice_and_covers_carry_it_for_them() -> None:
    two, _ = iced(posts=(-4.0, 4.0))
    one, _ = iced()
    pair, single = (ice_on_support(Quiet(), i, "round", "rough", (1.0, 1.0), 25.0) for i in (two, one))
    assert pair.weight_lb == pytest.approx(2.0 * single.weight_lb)
    assert pair.weight.M_y == pytest.approx(0.0)
    dressed, _ = iced(covers=(Cover(bottom_ft=0, top_ft=10, width_ft=3, depth_ft=2),))
    cover = ice_on_support(Quiet(), dressed, "round", "rough", (1.0, 1.0), 25.0)
    t = dressed.t_d_in
    by_hand = 56.0 / 144.0 * (10.0 * ring(12.0 * math.hypot(3, 2), t) + 15.0 * ring(12.0, t))
    assert cover.weight_lb == pytest.approx(by_hand, rel=1e-6)
    assert cover.wind.normal[0].F > single.wind.normal[0].F * 10.0 / 17.0


def test_ice_on_an_array_of_posts_is_the_ice_on_each() -> None:
    import numpy as np

    found, _ = iced()
    D = np.array([0.5, 1.0, 2.0])
    many: Any = ice_on_support(Sweep(), found, "round", "moderately_smooth", (D, D), 25.0)  # type: ignore[arg-type]
    for i, d in enumerate(D.tolist()):
        alone = ice_on_support(Quiet(), found, "round", "moderately_smooth", (d, d), 25.0)
        assert many.weight.N[i] == pytest.approx(alone.weight.N)
        assert many.wind.normal[0].F[i] == pytest.approx(alone.wind.normal[0].F)


def test_the_sheet_and_the_quiet_path_agree_and_wind_on_posts_can_be_left_out() -> None:
    found, _ = iced()
    loud, quiet = (ice_on_support(s, found, "round", "rough", (1.0, 1.0), 25.0) for s in (Sheet(), Quiet()))
    assert loud == quiet
    none = ice_on_support(Quiet(), found, "round", "rough", (1.0, 1.0), 25.0, wind_on_support=False)
    assert none.wind.normal == none.wind.along == ()
    assert none.weight_lb == quiet.weight_lb


def test_grown_cabinets_weigh_what_they_and_their_ice_do() -> None:
    found, d = iced()
    assert sum(c.weight_lb for c in found.cabinets) == pytest.approx(
        sum(c.weight_lb for c in d.sign.cabinets) + found.weight_lb
    )


@given(t=st.floats(0.1, 3.0), more=st.floats(0.01, 2.0))
def test_thicker_ice_never_weighs_less_nor_shows_less_to_the_wind(t: float, more: float) -> None:
    thin, thick = (iced(Quiet(), site__ice_in=v, site__ice_wind_mph=80)[0] for v in (t, t + more))
    assert thick.weight_lb > thin.weight_lb
    for a, b in zip(thin.wind.cases, thick.wind.cases, strict=True):
        assert resultant(b.parts, 0.85).F > 0.98 * resultant(a.parts, 0.85).F


def test_the_gust_factor_under_ice_goes_by_the_concurrent_gust() -> None:
    found, d = iced(site__ice_wind_mph=60)
    assert found.climate.V_mph == 60.0
    edition = PACKS.exposure_factors.editions["7-16"]
    dry = GustBody(edition.terrain.of("C"), PACKS.wind["7-16"].gust, Mph(115.0), 12.0, 25.0, 2.0, 0.005)
    (body,) = found.bodies((dry,))
    assert body.V_mph == 60.0
    assert (body.B_ft, body.h_ft, body.L_ft) == (12.0, 25.0, 2.0)
    assert turbulence(Quiet(), body).V_z == pytest.approx(turbulence(Quiet(), dry).V_z * 60.0 / d.site.wind_speed_mph)
