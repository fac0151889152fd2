"""Open signs, Fig. 29.4-2: flat and round members, by solidity and by D sqrt(q_z)."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.engine.design import design
from apex.engine.trace import Computed, Given, Note, Quiet, Sheet
from apex.engine.units import Psf
from apex.engine.wind.cabinet import OPEN_CASE, SignWind, sign_wind
from apex.engine.wind.climate import site_climate
from apex.engine.wind.part import resultant
from apex.engine.wind.solid import Face, Solid, solid_wind
from apex.packs.load import load_packs
from tests.engine.documents import cabinet, document

PACKS = load_packs()
FLAT = {0.05: 2.0, 0.0999: 2.0, 0.1: 1.8, 0.299: 1.8, 0.3: 1.6, 0.7: 1.6}
SMALL = {0.05: 1.2, 0.0999: 1.2, 0.1: 1.3, 0.299: 1.3, 0.3: 1.5, 0.7: 1.5}
LARGE = {0.05: 0.8, 0.0999: 0.8, 0.1: 0.9, 0.299: 0.9, 0.3: 1.1, 0.7: 1.1}


def wind(sheet: Quiet | None = None, *, basis: str = "IBC2021", V: float = 115.0, **changes: Any) -> SignWind:
    shown = cabinet(**{"members": "round", "member_in": 3.0, "solid_ratio": 0.2, **changes})
    d = document(site__code_basis=basis, site__wind_speed_mph=V, sign__cabinets=[shown])
    edition = "7-22" if basis == "IBC2024" else "7-16"
    climate = site_climate(Quiet(), PACKS, edition, d.site, d.options, d.sign.cabinets[0].top_ft)
    return sign_wind(sheet or Sheet(), climate, d.sign.cabinets, "envelope")


@pytest.mark.parametrize("edition", ["7-16", "7-22"])
@pytest.mark.parametrize("ratio", FLAT)
def test_the_coefficients_are_those_of_the_figure(edition: str, ratio: float) -> None:
    code = PACKS.wind[edition]

    def cf(D: float | None, q: float) -> float:
        face = (Face(-5.0, 10.0, 10.0, 5.0),)
        body = Solid("open", 10.0, 5.0, 15.0, -5.0, face, solid_ratio=ratio, round_member=D)
        return solid_wind(Quiet(), code, Psf(20.0), body, Psf(q)).cf

    assert cf(None, 25.0) == FLAT[ratio]
    assert cf(0.5, 25.0) == SMALL[ratio]  # D sqrt(q_z) = 2.5 exactly
    assert cf(0.5, 25.01) == LARGE[ratio]
    assert cf(0.51, 25.0) == LARGE[ratio]


@pytest.mark.parametrize("basis", ["IBC2021", "IBC2024"])
def test_the_size_of_members_is_judged_by_q_z_of_the_edition_at_the_top_of_the_sign(basis: str) -> None:
    """The diameter just at the limit for q_z; one that took q_z K_d under 7-22 would stay on the other side."""
    q = wind(basis=basis).q_h
    k, z_g, alpha = (2.01, 900.0, 9.5) if basis == "IBC2021" else (2.41, 2460.0, 9.8)
    K_d = 0.85 if basis == "IBC2021" else 1.0
    by_hand = 0.00256 * k * (25.0 / z_g) ** (2 / alpha) * K_d * 115.0**2
    assert q == pytest.approx(by_hand)
    limit = 12.0 * 2.5 / math.sqrt(by_hand)
    assert wind(basis=basis, member_in=limit * 0.999).solids[0].cf == 1.3
    assert wind(basis=basis, member_in=limit * 1.001).solids[0].cf == 0.9


def test_the_force_is_on_the_solid_area_at_the_center_without_cases_b_and_c() -> None:
    found = wind(member_in=3.0, width_ft=40.0, V=200.0)
    r = [resultant(c.parts, 0.85) for c in found.cases]
    assert pytest.approx(found.q_kd * 0.85 * 1.3 * 0.2 * 40.0 * 8.0) == r[0].F
    assert all(x == r[0] for x in r)
    assert r[0].T == 0.0
    assert pytest.approx(21.0 * r[0].F) == r[0].M


def test_the_minimum_stays_on_the_gross_area() -> None:
    found = wind(V=85.0, member_in=30.0)
    assert pytest.approx(16.0 * 96.0) == resultant(found.cases[0].parts, 0.85).F


@given(D=st.floats(0.2, 60.0), ratio=st.floats(0.05, 0.7), V=st.floats(85.0, 200.0))
def test_round_members_never_feel_more_than_flat_ones(D: float, ratio: float, V: float) -> None:
    round_one = wind(Quiet(), member_in=D, solid_ratio=ratio, V=V)
    flat = wind(Quiet(), members="flat", member_in=None, solid_ratio=ratio, V=V)
    assert round_one.solids[0].cf < flat.solids[0].cf
    bare, boxed = (resultant(w.cases[0].parts, 0.85).F for w in (round_one, flat))
    assert bare <= boxed * (1.0 + 1e-12)  # the same where the floor holds both


def test_members_say_nothing_where_the_sign_counts_as_solid() -> None:
    assert wind(solid_ratio=0.71).solids[0].cf == wind(solid_ratio=0.71, members="flat").solids[0].cf


def test_a_width_given_for_flat_members_does_not_make_them_round() -> None:
    assert wind(members="flat", member_in=6.0).solids[0].cf == 1.8


def test_the_sheet_shows_the_size_and_says_what_the_members_are() -> None:
    sheet = Sheet()
    wind(sheet)
    steps = [s for p in sheet.parts for s in p.steps if isinstance(s, Computed) and "sqrt" in s.clause.symbol]
    assert len(steps) == 1
    assert steps[0].value == pytest.approx(0.25 * math.sqrt(wind().q_h))
    assert any("its members are taken as round" in a for a in sheet.assumptions)
    flat = Sheet()
    wind(flat, members="flat")
    assert any("its members are taken as flat-sided" in a for a in flat.assumptions)


def test_round_members_without_q_z_are_a_mistake_of_the_caller() -> None:
    body = Solid("o", 10.0, 5.0, 15.0, -5.0, (Face(-5.0, 10.0, 10.0, 5.0),), solid_ratio=0.2, round_member=0.3)
    with pytest.raises(TypeError, match="q_z"):
        solid_wind(Quiet(), PACKS.wind["7-16"], Psf(20.0), body)


def test_a_published_open_carport_frame_has_the_coefficient_of_its_solidity() -> None:
    """Emerald Court Carports, calculations filed with the City of Everett, WA, 2022: epsilon 0.153, C_f 1.8."""
    assert PACKS.wind["7-16"].open_flat.at(0.153) == 1.8
    assert PACKS.wind["7-16"].open_round_small.at(0.153) == 1.3
    assert PACKS.wind["7-16"].open_round_large.at(0.153) == 0.9


def test_an_open_sign_has_one_case_and_its_force_on_the_solid_area_by_the_equation_of_open_signs() -> None:
    found = design(
        document(sign__cabinets=[cabinet(solid_ratio=0.5, members="flat")], site__code_basis="IBC2024"), PACKS
    )
    assert [c.name for c in found.sign.cases] == [OPEN_CASE]
    assert not [c.case for c in found.checks if "case " in c.case]
    (part,) = [p for p in found.sheet.parts if p.title.startswith("Wind force on")]
    (force,) = [s for s in part.steps if isinstance(s, Computed)]
    c = found.document.sign.cabinets[0]
    assert force.clause.cite(found.editions.names()) == "ASCE 7-22 Eq. 29.4-1"
    assert force.given["A_f"] == 0.5 * c.area_ft2
    assert force.value == pytest.approx(found.sign.q_kd * found.support.demand.G[0] * 1.6 * 0.5 * c.area_ft2)
    told = [s for p in found.sheet.parts if p.stage == "wind" for s in p.steps]
    assert not [s for s in told if isinstance(s, Given) and s.symbol == "A_s"]
    words = " ".join(s.text for s in told if isinstance(s, Note))
    assert "case B" not in words and "at the center of the area" in words
    assert all("case B" not in a for a in found.sheet.assumptions)


def test_a_solid_sign_beside_an_open_one_keeps_its_cases() -> None:
    high = cabinet(name="Open", solid_ratio=0.5, members="flat", bottom_ft=40)
    found = design(document(sign__cabinets=[cabinet(), high]), PACKS)
    assert {"case A", "case B left", "case B right"} <= {c.name for c in found.sign.cases}
