"""What is known of a site: given values win, nothing is guessed, and what fails is said."""

import pytest
from werkzeug.wrappers import Response

from apex.outside import wind
from apex.outside.client import Client
from apex.schema.read import bounds_of
from apex.schema.site import SiteQuery
from tests.database import application, on_sqlite
from tests.outside.service import listening, silent
from tests.outside.sites import census, census_match, elevation, gusts, motion, place
from tests.provider import json_response
from tests.web import page
from tests.web.house import House

ADDRESS = "2201 Mounds Rd, Anderson, IN"
ASKED = {"address": ADDRESS, "code_basis": "IBC2021", "risk_category": "II"}
VALUES = ("lat", "lon", "elevation_ft", "wind_speed_mph", "snow_psf", "sds", "s1", "sd1")


@pytest.fixture
def environ(there):
    return there.settings()


@pytest.fixture
def client(house):
    return house.client("estimator")


def ask(client, **given):
    answer = client.post("/api/v1/site/resolve", json={**ASKED, **given})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def result(client, **given):
    return ask(client, **given)["result"]


def said(envelope):
    return " | ".join(envelope["assumptions"])


def test_an_address_becomes_the_values_of_its_site_each_with_its_source(client):
    envelope = ask(client)
    assert {name: envelope["result"][name] for name in VALUES} == {
        "lat": 40.0923, "lon": -85.653, "elevation_ft": 879.3, "wind_speed_mph": 107.0, "snow_psf": None, "sds": 0.127,
        "s1": 0.074, "sd1": 0.087,
    }  # fmt: skip
    assert envelope["result"]["matched_address"] == "2201 MOUNDS RD, ANDERSON, IN, 46016"
    assert envelope["result"]["source"] == {
        "lat": "US Census geocoder", "lon": "US Census geocoder", "elevation_ft": "USGS point query (3DEP)",
        "wind_speed_mph": "ASCE Hazard Tool (ASCE 7-16)", "snow_psf": None, "sds": "USGS design maps (ASCE 7-16)",
        "s1": "USGS design maps (ASCE 7-16)", "sd1": "USGS design maps (ASCE 7-16)", "exposure": None,
    }  # fmt: skip
    assert envelope["result"]["confidence"]["wind_speed_mph"] == 0.9
    assert envelope["result"]["confidence"]["sds"] == 0.8, "no site class was given"
    assert envelope["result"]["confidence"]["snow_psf"] == 0.0
    assert "Site class D-default" in said(envelope)
    assert envelope["trace"]["data"]["inputs"] == ASKED
    assert envelope["confidence"] == 0.9


@on_sqlite
def test_the_edition_follows_the_code_and_the_site_class_what_is_given(client, there):
    assert result(client, code_basis="IBC2024", site_class="CD")["sds"] == 0.131
    (request,) = there.asked("/seismic/asce7-22")
    assert request.args["siteClass"] == "CD"
    assert there.asked("/wind")[0].args["standardsVersion"] == "7-22"
    assert there.asked("/wind")[0].args["token"] == "the-key-we-were-given"


@on_sqlite
def test_a_given_value_always_wins_and_nobody_is_asked_for_it(client, there):
    given = {"wind_speed_mph": 120, "exposure": "C", "elevation_ft": "12 ft", "sds": 0.5, "snow_psf": 20}
    envelope = ask(client, **given, lat=35.5, lon=-97.5)
    found = envelope["result"]
    assert (found["wind_speed_mph"], found["exposure"], found["elevation_ft"]) == (120, "C", 12.0)
    assert (found["lat"], found["lon"], found["sds"], found["snow_psf"]) == (35.5, -97.5, 0.5, 20)
    assert {found["source"][name] for name in (*given, "lat", "lon")} == {"given"}
    assert (found["s1"], found["source"]["s1"]) == (None, None)
    assert there.service.asked == []
    assert envelope["confidence"] == 1.0


@on_sqlite
def test_a_question_is_answered_from_the_cache_for_an_hour(client, there):
    first = client.post("/api/v1/site/resolve", json=ASKED)
    again = client.post("/api/v1/site/resolve", json=ASKED)
    assert (first.headers["Cache-Status"], again.headers["Cache-Status"]) == ("apex; fwd=miss; stored", "apex; hit")
    assert first.get_json()["content_sha256"] == again.get_json()["content_sha256"]
    assert len(there.service.asked) == 4
    there.says["/census"] = census()
    other = {**ASKED, "address": "nowhere at all"}
    told = [client.post("/api/v1/site/resolve", json=other).headers["Cache-Status"] for _ in range(2)]
    assert told == ["apex; fwd=miss; stored", "apex; hit"], "that nobody knows it is an answer too"
    assert len(there.asked("/census")) == 2


def test_what_a_failing_service_would_have_told_is_asked_again(client, there):
    there.says["/wind"] = Response(status=400)
    envelope = ask(client)
    assert (envelope["result"]["wind_speed_mph"], envelope["result"]["sds"]) == (None, 0.127)
    assert "warning: ASCE Hazard Tool could not be asked" in said(envelope)
    assert envelope["confidence"] < ask(client, wind_speed_mph=110)["confidence"]
    there.says["/wind"] = gusts()
    assert result(client)["wind_speed_mph"] == 107.0


@on_sqlite
@pytest.mark.parametrize(
    "broken",
    [Response(status=500), Response("<html>"), Response("x" * 2_000_000), json_response({}), json_response([])],
)
def test_whatever_the_services_answer_the_known_values_stay_and_nothing_is_guessed(client, there, broken):
    there.says |= dict.fromkeys(("/elevation", "/seismic/asce7-16", "/wind"), broken)
    envelope = ask(client)
    known = {name: envelope["result"][name] for name in VALUES if envelope["result"][name] is not None}
    assert known == {"lat": 40.0923, "lon": -85.653}
    assert envelope["confidence"] <= 0.6
    there.says["/census"] = broken
    envelope = ask(client, address="1 Another Street, Anderson, IN")
    assert [envelope["result"][name] for name in VALUES] == [None] * len(VALUES)
    assert envelope["confidence"] <= 0.1


@on_sqlite
def test_services_that_are_not_there_or_say_nothing_cost_their_value_alone(database_url, tmp_path, there, monkeypatch):
    monkeypatch.setattr(Client.__init__, "__kwdefaults__", {**Client.__init__.__kwdefaults__, "total_s": 0.5})
    with listening(silent) as mute:
        given = there.settings() | {"APEX_WIND_URL": f"{mute.url}/wind", "APEX_ELEVATION_URL": "http://127.0.0.1:9/"}
        with application(database_url, tmp_path, **given) as app:
            envelope = ask(House(app).client())
    assert (envelope["result"]["sds"], envelope["result"]["wind_speed_mph"]) == (0.127, None)
    assert "does not answer: too slow" in said(envelope)
    assert "does not answer: connection refused" in said(envelope)


@on_sqlite
@pytest.mark.parametrize(
    ("path", "bent", "name", "outside"),
    [
        ("/elevation", elevation(20_000), "elevation_ft", "20000 ft"),
        ("/elevation", elevation(-501), "elevation_ft", "-501 ft"),
        ("/wind", gusts({"mri700": 84}), "wind_speed_mph", "84 mph"),
        ("/wind", gusts({"mri700": 201}), "wind_speed_mph", "201 mph"),
        ("/seismic/asce7-16", motion(sds=4.5), "sds", "4.5 g"),
        ("/seismic/asce7-16", motion(sds=-0.1), "sds", "-0.1 g"),
    ],
)
def test_a_value_outside_of_the_documents_bounds_is_not_taken_nor_bent(client, there, path, bent, name, outside):
    there.says[path] = bent
    envelope = ask(client)
    assert envelope["result"][name] is None
    assert f"{name} = {outside}, which is outside of" in said(envelope)
    assert envelope["confidence"] == 0.8


@on_sqlite
def test_values_at_the_bounds_are_taken(client, there):
    there.says |= {"/elevation": elevation(15_000), "/wind": gusts({"mri700": 200}), "/seismic/asce7-16": motion(sds=4)}
    found = result(client)
    assert (found["elevation_ft"], found["wind_speed_mph"], found["sds"]) == (15_000.0, 200.0, 4.0)


@on_sqlite
def test_places_without_data_are_said(client, there):
    there.says |= {
        "/elevation": elevation(-1000000), "/wind": gusts({"mri300": 100}), "/seismic/asce7-16": motion(sds=None),
    }  # fmt: skip
    envelope = ask(client)
    assert [envelope["result"][name] for name in VALUES[2:]] == [None] * 6
    for sentence in ("has no ground elevation there", "has no wind speed for the risk category", "gives no S_DS there"):
        assert sentence in said(envelope)
    assert "site-specific study" in said(ask(client, site_class="F"))


@on_sqlite
def test_a_special_wind_region_is_for_the_building_department(client, there):
    there.says["/wind"] = gusts(isSpecialWindZone=True)
    envelope = ask(client)
    assert envelope["result"]["wind_speed_mph"] is None
    assert "special wind region" in said(envelope)
    assert "107 mph" in said(envelope)


@on_sqlite
def test_an_address_that_may_mean_several_places_lists_them_and_takes_none(client, there):
    there.says["/census"] = census(
        census_match("100 MAIN ST, ANDERSON, IN"), census_match("100 MAIN ST, ANDERSON, SC", 34.5, -82.65)
    )  # fmt: skip
    envelope = ask(client, address="100 Main St, Anderson")
    assert envelope["result"]["candidates"] == [
        {"address": "100 MAIN ST, ANDERSON, IN", "lat": 40.0923, "lon": -85.653},
        {"address": "100 MAIN ST, ANDERSON, SC", "lat": 34.5, "lon": -82.65},
    ]
    assert [envelope["result"][name] for name in VALUES] == [None] * len(VALUES)
    assert there.asked("/wind") == []
    assert "may mean 2 places" in said(envelope)
    assert envelope["confidence"] <= 0.2


@on_sqlite
def test_two_entries_of_one_place_are_one(client, there):
    there.says["/census"] = census(census_match(), census_match(lat=40.0924))
    assert result(client)["lat"] == 40.0923


@on_sqlite
def test_a_place_outside_of_the_states_is_none(client, there):
    there.says["/census"] = census(census_match(lat=0.0, lon=0.0))
    envelope = ask(client)
    assert envelope["result"]["lat"] is None
    assert "does not know the address in the United States" in said(envelope)


@on_sqlite
def test_nominatim_takes_turns_and_a_street_is_less_sure_than_a_house(there, database_url, tmp_path):
    there.says["/nominatim"] = [place("Mounds Road", rank=26)]
    with application(database_url, tmp_path, **there.settings(nominatim=True)) as app:
        envelope = ask(House(app).client())
    assert envelope["result"]["confidence"]["wind_speed_mph"] == 0.7
    assert "only the street was found" in said(envelope)
    (request,) = there.asked("/nominatim")
    assert "(shop@example.com)" in request.headers["User-Agent"]


@on_sqlite
def test_where_nobody_is_configured_the_given_values_are_what_is_known(database_url, tmp_path):
    with application(database_url, tmp_path) as app:
        envelope = ask(House(app).client(), wind_speed_mph=115)
    found = envelope["result"]
    assert {name: found[name] for name in VALUES if found[name] is not None} == {"wind_speed_mph": 115}
    for sentence in ("no geocoder is configured", "elevation_ft is not known", "sds is not known", "snow_psf is not"):
        assert sentence in said(envelope)
    assert envelope["confidence"] == 0.1


@on_sqlite
@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"address": None}, {"address"}), ({"address": "x"}, {"address"}), ({"lat": 40}, {"lon"}),
        ({"lon": -85, "lat": 91}, {"lat"}),
        ({"code_basis": "IBC1999", "wind_speed_mph": 20}, {"code_basis", "wind_speed_mph"}),
        ({"winds": 20}, {"winds"}), ({"elevation_ft": "high"}, {"elevation_ft"}),
    ],
)  # fmt: skip
def test_every_bad_field_is_named_at_once(client, there, given, fields):
    answer = client.post("/api/v1/site/resolve", json={**ASKED, **given})
    assert answer.status_code == 422
    assert {error["field"] for error in answer.get_json()["errors"]} == fields
    assert there.service.asked == []


def test_the_bounds_are_those_of_the_design_document():
    from apex.engine.document import Site

    for name in ("wind_speed_mph", "elevation_ft", "snow_psf", "sds", "s1", "sd1"):
        assert bounds_of(SiteQuery, name) == bounds_of(Site, name)
    assert bounds_of(Site, "wind_speed_mph") == (85, 200, "mph")
    assert set(wind.YEARS) == {"I", "II", "III", "IV"}


def test_the_page_asks_the_same_and_shows_what_it_found(house, there):
    browser = house.browser("viewer")
    shown = browser.get("/site/resolve").get_data(as_text=True)
    assert "US Census geocoder" in shown
    fields = page.form(shown, "/site/resolve")
    fields["address"], fields["code_basis"] = ADDRESS, "IBC2024"
    answer = browser.http.post("/site/resolve", data=fields)
    text = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Cache-Status"]) == (200, "apex; fwd=miss; stored")
    assert "2201 MOUNDS RD, ANDERSON, IN, 46016" in text
    assert "<b>107</b> mph" in text
    assert "the-key-we-were-given" not in text
    assert page.form(text, "/site/resolve")["address"] == ADDRESS
    assert "Latitude</th>" in text
    fields["address"] = "62701"
    assert browser.http.post("/site/resolve", data=fields).status_code == 200, (
        "the number of a post office is an address"
    )
    fields["address"], fields["wind_speed_mph"] = "", "20"
    refused = browser.http.post("/site/resolve", data=fields)
    assert refused.status_code == 422
    assert "must be at least 85 mph" in refused.get_data(as_text=True)
