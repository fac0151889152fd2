"""The site stage of a project: an address looked up beside the form, and values taken only by who takes them."""

import pytest

from apex.extensions import db
from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.database import application
from tests.outside.sites import census, census_match
from tests.provider import json_response
from tests.web import page
from tests.web.house import House

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())


@pytest.fixture
def environ(there):
    return there.settings()


@pytest.fixture
def stage(house):
    """A browser without scripts on the site stage: its address, and what its form holds."""
    browser = house.browser("engineer")
    made = house.project(house.client("engineer"), design=DESIGN, address="2201 Mounds Rd, Anderson, IN")
    at = f"/projects/{made['id']}/design/site"
    return browser, at, page.form(browser.get(at).get_data(as_text=True), at)


def version(house, at):
    return house.client("admin").get(f"/api/v1{at.removesuffix('/design/site')}").get_json()["result"]["version"]


def test_what_is_found_stands_beside_the_form_and_not_in_it(house, stage):
    browser, at, fields = stage
    assert fields["try:address"] == "2201 Mounds Rd, Anderson, IN"
    fields["site.kzt"] = "1.2"
    shown = browser.http.post(f"{at}/lookup", data=fields)
    text = shown.get_data(as_text=True)
    assert shown.status_code == 200
    for word in (
        "2201 MOUNDS RD",
        "ASCE Hazard Tool (ASCE 7-16)",
        "<b>107</b> mph",
        "90 % sure",
        "Nothing is saved yet",
    ):
        assert word in text
    again = page.form(text, at)
    assert again["site.wind_speed_mph"] == fields["site.wind_speed_mph"]
    assert again["site.kzt"] == "1.2", "what was typed is still there"
    assert again["etag"] == fields["etag"]
    assert "take:site" not in again, "nothing is ticked by itself"
    assert version(house, at) == 1


def test_only_what_is_ticked_is_taken_and_only_a_save_saves_it(house, stage):
    browser, at, fields = stage
    found = page.form(browser.http.post(f"{at}/lookup", data=fields).get_data(as_text=True), at)
    found.setlist("take:site", ["wind_speed_mph", "elevation_ft", "code_basis"])
    found["do"] = "site"
    taken = page.form(browser.http.post(at, data=found).get_data(as_text=True), at)
    assert (taken["site.wind_speed_mph"], taken["site.elevation_ft"]) == ("107", "879.3")
    assert taken["site.sds"] == fields["site.sds"]
    assert taken["site.code_basis"] == fields["site.code_basis"]
    assert version(house, at) == 1
    assert browser.http.post(at, data=taken).status_code == 303
    stored = house.client("admin").get(f"/api/v1{at}").get_json()["result"]
    assert (stored["wind_speed_mph"], stored["elevation_ft"]) == (107, 879.3)
    assert version(house, at) == 2


def test_an_address_that_is_not_clear_is_said(house, stage, there):
    browser, at, fields = stage
    there.says["/census"] = census(census_match("A", 40.0), census_match("B", 41.0))
    text = browser.http.post(f"{at}/lookup", data=fields).get_data(as_text=True)
    assert "Write it as one of these" in text
    assert "Take what is ticked" not in text
    fields["try:address"] = ""
    refused = browser.http.post(f"{at}/lookup", data=fields)
    assert refused.status_code == 422
    assert "Address must have at least 5 characters" in refused.get_data(as_text=True)


def test_the_hand_is_offered_to_editors_where_there_is_somebody_to_ask(house, stage, database_url, tmp_path):
    browser, at, _ = stage
    assert "Look up by address" in browser.get(at).get_data(as_text=True)
    assert "Look up by address" not in house.browser("viewer").get(at).get_data(as_text=True)
    assert "Look up by address" not in browser.get(at.replace("site", "support")).get_data(as_text=True)
    with application(database_url, tmp_path / "other") as app:
        assert "Look up by address" not in House(app).browser("engineer").get(at).get_data(as_text=True)


def test_nothing_is_open_on_the_database_while_others_are_waited_for(house, stage, there):
    """A backup, a migration and the pool would wait for it too."""
    browser, at, fields = stage
    seen = []

    def answer(request):
        with house.app.app_context():
            seen.append(db.engine.pool.checkedout())
        return json_response(there.says[request.path])

    there.service.answer = answer
    assert "<b>107</b> mph" in browser.http.post(f"{at}/lookup", data=fields).get_data(as_text=True)
    assert seen[0] == 0, "the geocoder is asked before the others"
