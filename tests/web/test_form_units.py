"""Forms in the units of who fills them in: what nobody changed stays what is stored, what is typed is exact."""

import html
import json
import re

import pytest
from flask import Flask, g
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from apex.engine.document import Cabinet, Site, Soil
from apex.errors import Problem
from apex.schema.text import load_yaml
from apex.settings import ROOT
from apex.web.form import Filled, as_data, form_fields, from_form
from apex.web.viewer import Viewer
from tests.web import page
from tests.web.house import hidden

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
FIELDS = [
    (Site, "site", ("wind_speed_mph", "elevation_ft", "frost_depth_ft", "snow_psf", "ice_in", "ice_wind_mph")),
    (Soil, "site.soil", ("lateral_psf_per_ft", "vertical_psf", "cohesion_psf")),
    (Cabinet, "cabinet", ("width_ft", "height_ft", "weight_psf", "member_in", "offset_ft")),
]
STORED = st.one_of(
    st.floats(-1e6, 1e6, allow_nan=False),
    st.integers(-10_000, 10_000),
    st.sampled_from(["12'-6 1/2\"", "150 in", "3.5 m", "wide", "115 mph", "7|8", "1e3"]),
)


def sent(fields):
    """What a browser sends of these fields."""
    pairs = [(f.name, f.text) for f in fields] + [(f"as:{f.name}", f.carried) for f in fields if f.carried]
    return MultiDict(pairs)


def made(system, cls, prefix, names, document, problems=()):
    app = Flask("form")
    with app.test_request_context():
        g.viewer = Viewer(system)
        return form_fields(cls, prefix, names, Filled(document, problems))


@pytest.mark.parametrize(("cls", "prefix", "names"), FIELDS)
@given(value=STORED, system=st.sampled_from(["us", "si"]))
def test_what_nobody_changes_comes_back_to_the_last_digit(cls, prefix, names, value, system):
    document = {}
    for part in reversed(prefix.split(".")):
        document = {part: document or dict.fromkeys(names, value)}
    fields = made(system, cls, prefix, names, document)
    read = as_data(from_form(sent(fields), ()))
    plain = from_form(MultiDict([(f.name, f.value) for f in fields]), ())
    held = Filled(read).at(prefix)
    for name in names:
        kept = held[name] if isinstance(value, (int, float)) or name.endswith("_ft") else None
        assert from_form(sent(fields), ()) == plain
        if isinstance(value, (int, float)):
            assert kept == value
            assert repr(float(kept)) == repr(float(value))


def test_a_number_is_in_the_unit_beside_it_and_a_text_in_its_own():
    carried = {"as:site.wind_speed_mph": "m/s>mph|51.4|115", "as:site.elevation_ft": "m>ft|304.8|1000"}

    def read(speed, elevation="304.8"):
        return as_data(
            from_form(MultiDict({"site.wind_speed_mph": speed, "site.elevation_ft": elevation, **carried}), ())
        )

    assert read("51.4")["site"] == {"wind_speed_mph": 115, "elevation_ft": 1000}
    assert read("44.704", "30.48")["site"] == {"wind_speed_mph": 100, "elevation_ft": 100}
    assert read("120 mph", "100 ft")["site"] == {"wind_speed_mph": 120.0, "elevation_ft": "100 ft"}
    assert read("51 m/s")["site"]["wind_speed_mph"] == 114.08375089477451
    assert read("fast")["site"]["wind_speed_mph"] == "fast"
    assert as_data(from_form(MultiDict({"site.wind_speed_mph": "51 m/s", "site.elevation_ft": "10"}), ()))["site"] == {
        "wind_speed_mph": 114.08375089477451,
        "elevation_ft": 10,
    }


def test_bounds_defaults_and_faults_are_in_the_unit_of_the_field():
    wrong = [Problem("site.wind_speed_mph", "must be at least 85 mph", "greater_than_equal")]
    speed, frost = made(
        "si", Site, "site", ("wind_speed_mph", "frost_depth_ft"), {"site": {"wind_speed_mph": 60}}, wrong
    )
    assert (speed.text, speed.value, speed.unit, speed.least, speed.most) == ("26.8", "60", "m/s", "38", "89.4")
    assert speed.error == "must be at least 38 m/s"
    assert (frost.text, frost.placeholder, frost.unit) == ("", "1.0668", "m")


ODD = {
    **DESIGN,
    "site": {**DESIGN["site"], "frost_depth_ft": 2.123456789012345, "elevation_ft": 1 / 3 + 900},
    "sign": {"cabinets": [{**DESIGN["sign"]["cabinets"][0], "width_ft": "12'-6 1/2\"", "height_ft": 7.999999}]},
}


def test_a_design_is_saved_by_somebody_in_si_with_only_what_they_changed(house):
    browser = house.metric()
    project = house.project(house.client("engineer"), design=ODD)
    url = f"/projects/{project['id']}/design"

    def stored():
        return browser.get(url, headers={"Accept": "application/json"}).get_json()["result"]

    shown = browser.get(url).get_data(as_text=True)
    form = page.form(shown, url)
    assert form["sign.cabinets.0.width_ft"] == "3.8227"
    assert form["site.wind_speed_mph"] == "51.4"
    before = json.dumps(stored(), sort_keys=True)
    assert browser.http.post(url, data=form).status_code == 303
    assert json.dumps(stored(), sort_keys=True) == before
    changed = page.form(browser.get(url).get_data(as_text=True), url)
    changed["site.wind_speed_mph"] = "53.6448"
    assert browser.http.post(url, data=changed).status_code == 303
    after = stored()
    assert after["site"].pop("wind_speed_mph") == 120
    was = json.loads(before)
    was["site"].pop("wind_speed_mph")
    assert {name: after["site"][name] for name in was["site"]} == was["site"]
    cabinet, before = after["sign"]["cabinets"][0], was["sign"]["cabinets"][0]
    assert {name: cabinet[name] for name in before} == before


def test_a_preview_says_its_facts_and_faults_in_si(house):
    browser = house.metric()
    project = house.project(house.client("engineer"), design=DESIGN)
    url = f"/projects/{project['id']}/design"
    shown = browser.get(url).get_data(as_text=True)
    form = page.form(shown, url)
    facts = html.unescape(re.search(r'<dl class="facts">.*?</dl>', shown, re.DOTALL)[0])
    assert re.search(r"pier [\d.]+ m diameter, [\d.]+ m deep", facts)
    assert "kPa" in facts
    assert not re.search(r"\d'-\d|psf|lb/ft", facts)
    form["site.wind_speed_mph"] = "150"
    answer = browser.http.post(f"{url}/preview", data=form, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "must be at most 89.4 m/s" in answer
    assert "200 mph" not in answer


def test_the_sketch_takes_si_and_machines_are_answered_as_ever(house):
    browser = house.metric()
    address = next(r.rule for r in house.app.url_map.iter_rules() if r.endpoint == "sketch.save")
    form = page.form(browser.get(address).get_data(as_text=True), address)
    assert form["site.wind_speed_mph"] == "51.4"
    form["sign.cabinets.0.width_ft"] = "4"
    again = page.form(browser.http.post(address, data=form).get_data(as_text=True), address)
    assert again["sign.cabinets.0.width_ft"] == "4"
    assert again["as:sign.cabinets.0.width_ft"] == "m>ft|4|13.123359580052494"
    assert again["as:site.wind_speed_mph"] == "m/s>mph|51.4|115"
    result = browser.http.get("/account/settings", headers={"Accept": "application/json"}).get_json()["result"]
    assert result["units"] == "si"
    assert hidden(browser.get("/account").get_data(as_text=True))["was:units"] == "si"


def test_who_types_inches_into_feet_is_told_how_they_are_written():
    def said(depth, system="us"):
        wrong = [Problem("site.frost_depth_ft", "must be at most 10 ft", "less_than_equal")]
        (frost,) = made(system, Site, "site", ("frost_depth_ft",), {"site": {"frost_depth_ft": depth}}, wrong)
        return frost.error

    assert said("42") == "must be at most 10 ft; 42 inches are written 42 in"
    assert said("420") == "must be at most 10 ft"
    assert said("42", "si") == "must be at most 3.048 m"
    (fine,) = made("us", Site, "site", ("frost_depth_ft",), {"site": {"frost_depth_ft": "42"}})
    assert fine.error == "", "nothing is explained that nobody found wrong"
