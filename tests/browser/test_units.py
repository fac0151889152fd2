"""SI in a real browser: shown, typed, previewed and saved, with what nobody touched left to the last digit."""

import json

import pytest
from playwright.sync_api import expect

from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.web.house import House

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())


@pytest.fixture
def metric(shop):
    """An estimator who works in SI, for as long as the test lasts."""
    tab = shop.tab("estimator")
    choose(tab, units="si")
    yield tab
    choose(tab, units="us")


def choose(tab, **values):
    page = tab.open("/account")
    for name, value in values.items():
        page.select_option(f"#f-{name}", value)
    page.keyboard.press("Control+s")
    page.wait_for_selector(".toast")


def stored(tab, url):
    return tab.page.request.get(f"{tab.base}{url}/design", headers={"Accept": "application/json"}).json()["result"]


def test_a_design_is_worked_on_in_si(shop, metric):
    house = House(shop.app)
    url = f"/projects/{house.project(house.client('engineer'), name='Metric sign', design=DESIGN)['id']}"
    before = stored(metric, url)
    page = metric.open(f"{url}/design/sign")
    width = page.locator("#f-sign-cabinets-0-width_ft")
    assert float(width.input_value()) == pytest.approx(before["sign"]["cabinets"][0]["width_ft"] * 0.3048)
    assert page.locator(".field:has(#f-sign-cabinets-0-width_ft) .unit").inner_text() == "m"
    with page.expect_response("**/preview*"):
        width.fill("400")
        width.blur()
    error = page.locator("#f-sign-cabinets-0-width_ft-e")
    expect(error).to_have_text("must be at most 30.48 m")
    assert metric.refusals() == []
    with page.expect_response("**/preview*"):
        width.fill("3.9624")
        width.blur()
    expect(error).to_have_text("")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    after = stored(metric, url)
    assert after["sign"]["cabinets"][0].pop("width_ft") == 13
    before["sign"]["cabinets"][0].pop("width_ft")
    kept = {name: after["sign"]["cabinets"][0][name] for name in before["sign"]["cabinets"][0]}
    assert json.dumps(kept) == json.dumps(before["sign"]["cabinets"][0])
    assert after["site"] == before["site"]


def test_times_are_those_of_the_browser_until_a_zone_is_chosen(shop):
    tab = shop.tab("approver", timezone_id="Asia/Kolkata")
    page = tab.open("/account")
    assert page.locator("time").first.inner_text().endswith("GMT+5:30")
    choose(tab, time_zone="America/Phoenix")
    assert page.locator("time").first.inner_text().endswith("MST")
    choose(tab, time_zone="")
    assert page.locator("time").first.inner_text().endswith("GMT+5:30")
