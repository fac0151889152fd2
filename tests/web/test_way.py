"""The way through a project, without scripts: what comes next is said on every page, and what is blank is not wrong."""

import re

import pytest

from tests.web.page import form
from tests.web.parts import DESIGN


@pytest.fixture
def desk(house):
    """An estimator's browser, and a project nobody designed anything in."""
    browser = house.browser("estimator")
    made = browser.post_form("/projects", {"name": "Bakery"}, page="/projects")
    return browser, made.headers["Location"]


def text(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def save(browser, url, **fields):
    """Send the form of a stage, as it stands with these fields in it; where it leads."""
    sent = form(text(browser, url), url)
    answer = browser.http.post(url, data={**sent.to_dict(), **fields})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


SITE = {f"site.{name}": str(DESIGN["site"][name]) for name in ("code_basis", "wind_speed_mph", "exposure")}
CABINET = {f"sign.cabinets.0.{name}": "10" for name in ("width_ft", "height_ft", "bottom_ft", "weight_psf")}


def test_each_stage_leads_to_the_next_and_the_last_to_the_calculation(desk):
    browser, at = desk
    assert f'href="{at}/design/site"' in text(browser, at)
    go = {"go:next": "1"}
    assert save(browser, f"{at}/design/site", **SITE, **{"site.soil.class": "4"}, **go) == f"{at}/design/sign"
    assert save(browser, f"{at}/design/sign", **CABINET, **go) == f"{at}/design/support"
    assert save(browser, f"{at}/design/support", **go) == f"{at}/design/foundation"
    assert "The design is not complete yet" in text(browser, at)
    pier = {"foundation.kind": "drilled_pier"}
    assert save(browser, f"{at}/design/foundation", **pier, **go) == f"{at}/design/baseplate"
    assert save(browser, f"{at}/design/baseplate", **go) == f"{at}/design/pricing"
    assert save(browser, f"{at}/design/pricing", **go) == f"{at}/calculation"
    assert save(browser, f"{at}/design/pricing") == f"{at}/design/pricing"
    assert "Make the permit package" in text(browser, f"{at}/calculation")
    assert f'href="{at}/calculation"' in text(browser, at)


def test_a_foundation_that_is_saved_as_it_stands_is_designed(desk):
    browser, at = desk
    save(browser, f"{at}/design/site", **SITE, **{"site.soil.class": "4"})
    save(browser, f"{at}/design/sign", **CABINET)
    page = text(browser, f"{at}/design/sign")
    assert "Not complete yet" in page
    assert f'<a href="{at}/design/foundation">Foundation</a>' in page
    assert save(browser, f"{at}/design/foundation", **{"go:next": "1"}) == f"{at}/design/pricing"
    assert "Every check passes" in text(browser, f"{at}/design/foundation")


@pytest.mark.parametrize("rest", ["/calculation", "/price", "/bom", "/options"])
def test_what_comes_of_a_design_says_where_to_begin_while_there_is_none(desk, rest):
    browser, at = desk
    page = text(browser, at + rest)
    assert "Go to the design" in page
    assert 'class="verdict refused"' not in page
    assert browser.get(f"{at}/calculation", headers={"Accept": "application/json"}).status_code == 404


def test_what_nobody_typed_yet_is_needed_and_not_wrong(desk):
    browser, at = desk
    page = text(browser, f"{at}/design/site")
    assert "Nothing is designed yet" in page
    assert 'class="verdict refused"' not in page
    sent = {**form(page, f"{at}/design/site").to_dict(), "site.code_basis": "IBC2021"}
    preview = f"{at}/design/preview?stage=site"
    part = browser.http.post(preview, data=sent, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "Still needed:" in part
    assert '<a href="#f-site-exposure">Site, Exposure</a>' in part
    assert f'<a href="{at}/design/sign">Sign</a>' in part
    assert "is required" not in part
    assert "refused" not in part
    wrong = browser.http.post(preview, data={**sent, "site.wind_speed_mph": "fast"}, headers={"HX-Request": "true"})
    assert re.search(
        r'class="verdict refused".*1 field to correct, \d to fill in', wrong.get_data(as_text=True), re.DOTALL
    )
    saved = browser.http.post(f"{at}/design/site", data=sent)
    assert saved.status_code == 422
    assert saved.get_data(as_text=True).count("is required") >= 2


def test_a_design_that_is_sealed_says_so_under_its_drawing(house):
    client = house.client("engineer")
    project = house.project(client, design=DESIGN)
    at = f"/api/v1/projects/{project['id']}"
    page = f"/projects/{project['id']}/design"
    assert "NOT SEALED" in client.get(page, headers={"Accept": "text/html"}).get_data(as_text=True)
    for to in ("estimating", "submitted"):
        assert client.post(f"{at}/transitions", json={"to": to}, headers={"If-Match": "*"}).status_code == 200
    sealed = client.get(f"{page}?see:sheet=plan", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "SEALED, as it was submitted" in sealed
    assert "NOT SEALED" not in sealed
