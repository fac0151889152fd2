"""The stage rail of a project, from its overview to its submission, and the stages that are only read."""

import html
import re

import pytest

from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.database import on_sqlite
from tests.web import page

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
FAILING = load_yaml((ROOT / "examples" / "nothing_feasible.yaml").read_bytes())


@pytest.fixture
def engineer(house):
    return house.client("engineer")


def made(house, engineer, **fields):
    return f"/projects/{house.project(engineer, **fields)['id']}"


def read(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.get_data(as_text=True))


def rail(text):
    """Title, state and word of each stop, its address, and which is the open one."""
    (found,) = re.findall(r'<nav class="rail".*?</nav>', text, re.DOTALL)
    stop = r'<li class="stop (\w+)"><a href="([^"]+)"( aria-current="page")?>.*?title">([^<]+)<.*?word">([^<]+)<'
    return [(title, state, word, to, bool(here)) for state, to, here, title, word in re.findall(stop, found)]


@on_sqlite
def test_every_stage_stands_on_the_rail_of_every_stage(house, engineer):
    browser, project = house.browser("engineer"), made(house, engineer, design=DESIGN, customer="Keller")
    stages = rail(read(browser, f"{project}/design/sign"))
    assert [to.rpartition("/")[2] for _, _, _, to, _ in stages] == [
        project.rpartition("/")[2], "site", "sign", "loads", "support", "foundation", "baseplate", "pricing", "review",
        "submit",
    ]  # fmt: skip
    for i, (title, *_, to, _) in enumerate(stages):
        again = rail(read(browser, to))
        assert [one[:4] for one in again] == [one[:4] for one in stages], title
        assert [here for *_, here in again].index(True) == i, title


@on_sqlite
def test_stages_beside_the_design_say_how_they_stand(house, engineer):
    browser = house.browser("engineer")

    def said(address):
        return {title: (state, word) for title, state, word, _, _ in rail(read(browser, f"{address}/design/sign"))}

    new, whole = made(house, engineer), made(house, engineer, design=DESIGN, customer="Keller", address="412 Main St")
    failing = made(house, engineer, design=FAILING)
    names = ("Overview", "Loads", "Review", "Submit")
    assert [said(new)[n] for n in names] == [
        ("blank", "no customer or address"), ("blank", "not worked out"), ("blank", "nothing yet"), ("blank", "draft"),
    ]  # fmt: skip
    assert [said(whole)[n] for n in names] == [
        ("ok", "ok"), ("ok", "ok"), ("warning", "1 warning"), ("blank", "draft"),
    ]  # fmt: skip
    assert said(failing)["Review"][0] == "failing"

    def move(to):
        api = f"/api/v1{whole}/transitions"
        assert engineer.post(api, json={"to": to}, headers={"If-Match": "*"}).status_code == 200

    move("estimating")
    assert said(whole)["Submit"] == ("blank", "ready")
    move("submitted")
    assert said(whole)["Submit"] == ("ok", "submitted")


@on_sqlite
def test_a_sign_is_drawn_while_it_is_typed_before_its_foundation_is(house, engineer):
    browser, project = house.browser("engineer"), made(house, engineer)
    url = f"{project}/design/sign"
    shown = read(browser, url)
    assert "No drawing yet" in shown
    form = page.form(shown, url)
    for name, value in (("width_ft", "12"), ("height_ft", "8'"), ("bottom_ft", "17")):
        form[f"sign.cabinets.0.{name}"] = value
    preview = f"{project}/design/preview?stage=sign"
    answer = browser.http.post(preview, data=form, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert 'id="part-drawing"' in answer
    assert ">25'-0\"<" in answer
    assert "As typed: posts not to size, nothing in the ground yet. NOT SEALED" in answer


def test_loads_are_those_of_the_calculation_in_the_units_of_who_looks(house, engineer):
    project = made(house, engineer, design=DESIGN)
    loads = engineer.get(f"/api/v1{project}/loads").get_json()["result"]
    assert loads == engineer.get(f"/api/v1{project}/calculation").get_json()["result"]["loads"]
    us, si = read(house.browser(), f"{project}/loads"), read(house.metric(), f"{project}/loads")
    row = r"<th scope=\"row\">case A</th>.*?>([\d.,]+)<.*?>([\d.,]+)<.*?>([\d.,]+)<"
    force, arm, moment = (float(v.replace(",", "")) for v in re.search(row, us).groups())
    assert force == pytest.approx(loads["wind"]["case A"]["force_lb"], abs=0.5)
    assert [float(v) for v in re.search(row, si).groups()] == pytest.approx(
        [force * 4.4482216e-3, arm * 0.3048, moment * 1.3558179], rel=2e-3
    )
    assert "Force, kN" in si
    assert f'href="{project}/calculation#wind-1"' in us


@on_sqlite
def test_loads_of_a_design_that_is_not_whole_are_not_there_yet(house, engineer):
    project = made(house, engineer)
    assert "Nothing is computed yet" in read(house.browser(), f"{project}/loads")
    assert engineer.get(f"/api/v1{project}/loads").status_code == 404


def test_a_review_names_what_speaks_against_the_design_and_who_sealed_it(house, engineer):
    approver = house.browser("approver")
    failing, whole = made(house, engineer, design=FAILING), made(house, engineer, design=DESIGN)
    found = engineer.get(f"/api/v1{failing}/review").get_json()["result"]
    assert {f["kind"] for f in found["findings"]} >= {"fails", "warning", "condition"}
    assert {f["stage"] for f in found["findings"] if f["kind"] == "warning"} >= {"support"}
    text = read(approver, f"{failing}/review")
    assert all(f["text"] in text.replace("<sub>", "_").replace("</sub>", "") for f in found["findings"])
    for to in ("estimating", "submitted"):
        engineer.post(f"/api/v1{whole}/transitions", json={"to": to}, headers={"If-Match": "*"})
    text = read(approver, f"{whole}/review")
    assert engineer.email in text
    assert 'value="accepted"' in text
    (seal,) = engineer.get(f"/api/v1{whole}/review").get_json()["result"]["seals"]
    assert (seal["by"], seal["superseded"]) == (engineer.email, None)
    raw = approver.get(f"{whole}/review").get_data(as_text=True)
    form = page.form(raw, f"{whole}/transitions")
    assert approver.http.post(f"{whole}/transitions", data={**form, "to": "accepted"}).status_code == 303
    assert 'value="accepted"' not in read(approver, f"{whole}/review")


@on_sqlite
def test_what_is_wrong_is_counted_apart_from_what_nobody_came_to_yet(house, engineer):
    browser, project = house.browser("engineer"), made(house, engineer)
    url = f"{project}/design/site"
    form = page.form(browser.get(url).get_data(as_text=True), url)
    preview = f"{project}/design/preview?stage=site"
    form["site.wind_speed_mph"] = "60"
    answer = browser.http.post(preview, data=form, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert re.search(r"<h2>1 field to correct, \d to fill in</h2>", answer)
    refused = browser.http.post(url, data=form).get_data(as_text=True)
    (soil,) = re.findall(r'id="f-site-soil-class-e">([^<]*)<', refused)
    assert soil == "choose a class, or give what a soil report says under More"


@on_sqlite
def test_a_foundation_nobody_saved_is_tried_as_its_form_begins(house, engineer):
    browser, project = house.browser("engineer"), made(house, engineer)
    for stage in ("site", "sign"):
        put = engineer.put(f"/api/v1{project}/design/{stage}", json=DESIGN[stage], headers={"If-Match": "*"})
        assert put.status_code == 200
    assert "Still needed" in read(browser, f"{project}/design/support")
    shown = read(browser, f"{project}/design/foundation")
    assert "Every check passes" in shown
    assert ("Foundation", "ok", "ok") in [stop[:3] for stop in rail(shown)]
    assert engineer.get(f"/api/v1{project}/calculation").status_code == 404


@on_sqlite
def test_a_refusal_leads_back_to_where_one_came_from(house, engineer):
    browser, project = house.browser("engineer"), made(house, engineer)

    def back(url, **headers):
        answer = browser.get(url, headers={"Accept": "text/html", **headers})
        assert answer.status_code == 404
        return re.search(r'<p><a href="([^"]+)">', answer.get_data(as_text=True))[1]

    wrong = f"{project}/versions/99"
    assert back(wrong, Referer=f"http://localhost{project}/versions") == f"{project}/versions"
    assert back(wrong, Referer="http://elsewhere.example/projects") == project
    assert back(wrong) == project
    assert back("/projects/01ARZ3NDEKTSV4RRFFQ69G5FAV") == "/"
