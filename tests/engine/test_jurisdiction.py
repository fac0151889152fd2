"""Jurisdictions: found by name and state or not at all; their words warn and never change a number."""

from dataclasses import replace
from typing import Any

import pytest

from apex.engine.design import design
from apex.engine.edition import EDITIONS
from apex.engine.jurisdiction import CONFIRM, Jurisdictions, jurisdiction_words, plain
from apex.engine.trace import Sheet
from apex.packs.load import load_packs
from tests.engine.documents import document

PACKS = load_packs()
KNOWN: Jurisdictions = PACKS.jurisdictions


def said(**site: Any) -> list[str]:
    sheet = Sheet()
    jurisdiction_words(sheet, KNOWN, document(**{f"site__{k}": v for k, v in site.items()}).site)
    return sheet.assumptions


def warnings(**site: Any) -> list[str]:
    return [s for s in said(**site) if s.startswith("warning:")]


def test_at_least_25_places_each_with_its_code_and_source() -> None:
    assert len(KNOWN.places) >= 25
    for place in KNOWN.places:
        assert place.adopted_code and place.source
        assert len(place.state) == 2 and place.state.isupper()
        assert place.code_basis is None or place.asce7 == EDITIONS[place.code_basis].asce7


def test_no_name_means_two_places() -> None:
    owners: dict[str, set[str]] = {}
    for place in KNOWN.places:
        for name in (place.title, *place.aliases):
            owners.setdefault(plain(name), set()).add(place.title)
    assert {n: o for n, o in owners.items() if len(o) > 1} == {}


def test_every_place_says_to_ask_the_building_department() -> None:
    for place in KNOWN.places:
        found = said(jurisdiction=place.title, wind_speed_mph=115)
        assert any(place.title in s and place.adopted_code in s and CONFIRM in s for s in found)


@pytest.mark.parametrize(("checked", "held"), [(None, "not yet held against its text"), ("2026-11-30", "2026-11-30")])
def test_whether_an_entry_was_held_against_its_text_is_said(checked: str | None, held: str) -> None:
    pack = replace(KNOWN, places=tuple(replace(p, checked=checked) for p in KNOWN.places))
    sheet = Sheet()
    jurisdiction_words(sheet, pack, document(site__jurisdiction="Chicago").site)
    assert held in sheet.assumptions[0]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Miami-Dade County, FL", "Miami-Dade County, FL"), ("miami dade", "Miami-Dade County, FL"),
        ("City of Chicago", "Chicago, IL"), ("chicago, il", "Chicago, IL"), ("  ST. PAUL , MN ", "Saint Paul, MN"),
        ("NYC", "New York City, NY"), ("Las Vegas NV", "Clark County, NV"), ("california", "California"),
    ],
)  # fmt: skip
def test_a_place_is_found_however_it_is_written(typed: str, title: str) -> None:
    found = KNOWN.find(typed)
    assert found is not None and found.title == title


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Portland", "Portland, OR"), ("Portland, ME", "Portland, OR"), ("Kansas City", "Kansas City, MO"),
        ("Chigaco, IL", "Chicago, IL"), ("Sacramento, CA", "California"),
    ],
)  # fmt: skip
def test_a_name_that_could_be_another_place_is_not_guessed(typed: str, near: str) -> None:
    assert KNOWN.find(typed) is None
    found = said(jurisdiction=typed)
    assert len(found) == 1
    assert "is not known here; nothing was applied" in found[0] and found[0].startswith("warning:")
    assert near in found[0]


def test_a_name_like_nothing_known_is_said_without_a_guess() -> None:
    (only,) = said(jurisdiction="Xyzzy")
    assert "Known with a like name" not in only


def test_nothing_is_said_where_no_jurisdiction_is_named() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("place", "risk", "local"),
    [
        ("Miami-Dade County, FL", "I", 165), ("Miami-Dade County, FL", "II", 175), ("Broward County, FL", "I", 156),
        ("Broward County, FL", "II", 170), ("Broward County, FL", "III", 180),
    ],
)  # fmt: skip
def test_a_wind_speed_below_that_of_the_hvhz_is_warned_of(place: str, risk: str, local: float) -> None:
    given = {"jurisdiction": place, "risk_category": risk, "code_basis": "IBC2024"}
    low = warnings(wind_speed_mph=local - 1, **given)
    assert any(f"below the local {local:g} mph" in w for w in low)
    assert not any("below the local" in w for w in warnings(wind_speed_mph=local, **given))
    assert any("High-Velocity Hurricane Zone" in w and "1620" in w for w in low)


def test_a_local_speed_that_is_not_known_here_is_said() -> None:
    found = warnings(jurisdiction="Broward", risk_category="IV", wind_speed_mph=200, code_basis="IBC2024")
    assert any("fixed for risk category IV and not known here" in w for w in found)


@pytest.mark.parametrize(
    ("place", "frost_in"),
    [("Chicago", 42), ("Minneapolis", 42), ("Duluth, MN", 60), ("Denver", 36), ("Detroit", 42)],
)
def test_a_frost_depth_above_the_local_one_is_warned_of(place: str, frost_in: float) -> None:
    shallow = warnings(jurisdiction=place, frost_depth_ft=frost_in / 12.0 - 0.1)
    assert any(f"below the local {frost_in:g} in" in w for w in shallow)
    assert not any("below the local" in w for w in warnings(jurisdiction=place, frost_depth_ft=frost_in / 12.0))


def test_another_code_basis_is_warned_of() -> None:
    assert any("stands on IBC2024" in w for w in warnings(jurisdiction="California", code_basis="IBC2021"))
    assert not any("stands on" in w for w in warnings(jurisdiction="California", code_basis="IBC2024"))
    assert any("from ASCE 7-22" in w for w in warnings(jurisdiction="Florida", code_basis="IBC2021"))
    assert not any("from ASCE 7" in w for w in warnings(jurisdiction="Florida", code_basis="IBC2024"))
    assert not any("stands on" in w for w in warnings(jurisdiction="Seattle", code_basis="IBC2021"))


def test_a_special_wind_region_is_warned_of_and_amendments_are_listed() -> None:
    assert any("special wind regions" in w for w in warnings(jurisdiction="Denver"))
    assert not any("special wind regions" in w for w in warnings(jurisdiction="Chicago"))
    assert any("Kipling" in s and "not applied here" in s for s in said(jurisdiction="Denver"))


def test_what_is_not_known_says_nothing() -> None:
    bare = replace(
        KNOWN.places[0], wind_speed_mph=None, frost_depth_in=None, asce7=None, code_basis=None, hvhz=False,
        special_wind_region=None, amendments=(),
    )  # fmt: skip
    pack = replace(KNOWN, places=(bare,))
    sheet = Sheet()
    jurisdiction_words(sheet, pack, document(site__jurisdiction="Miami-Dade", site__frost_depth_ft=0).site)
    assert len(sheet.assumptions) == 1 and not sheet.assumptions[0].startswith("warning:")


def test_a_jurisdiction_changes_no_number() -> None:
    plain_one = design(document(), PACKS)
    for name in ("Miami-Dade", "Denver", "Nowhere at all"):
        other = design(document(site__jurisdiction=name), PACKS)
        assert [c.ratio for c in other.checks] == [c.ratio for c in plain_one.checks]
