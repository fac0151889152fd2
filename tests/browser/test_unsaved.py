"""What is typed survives a save that does not come through, and is not offered any more once it did."""

import pytest
from playwright.sync_api import expect

from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.web.house import House

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
WIND, NAME = "#f-site-wind_speed_mph", "#f-name"
COPIES = "Object.keys(localStorage).filter(name => name.startsWith('apex unsaved')).length"


@pytest.fixture
def made(shop):
    """A project's design in a tab, and what is stored of it."""
    client = House(shop.app).client("engineer")
    address = f"/projects/{House(shop.app).project(client, design=DESIGN)['id']}/design"
    tab = shop.tab()
    tab.open(address)
    yield tab, address, lambda: client.get(f"/api/v1{address}").get_json()["result"]
    # The network was cut off, and a refused form is answered with 422: a browser tells both to its console.
    tab.complaints[:] = [
        said for said in tab.complaints if "ERR_INTERNET_DISCONNECTED" not in said and "422" not in said
    ]


def save(page):
    page.locator("main .entry-side").get_by_role("button", name="Save", exact=True).click()


def offer(page):
    return page.locator(".drafts", has_text="Typed in this browser and not saved")


def save_offline(page):
    page.context.set_offline(True)
    save(page)
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)


def test_a_save_while_offline_loses_nothing_and_the_next_one_drops_the_copy(shop, made):
    tab, address, stored = made
    page = tab.page
    page.fill(WIND, "131")
    page.fill(NAME, "Typed in the tunnel")
    save_offline(page)
    tab.open(address)
    assert page.evaluate(COPIES) == 1
    assert page.input_value(WIND) == "115"
    offer(page).get_by_role("button", name="Put it back").click()
    assert (page.input_value(WIND), page.input_value(NAME)) == ("131", "Typed in the tunnel")
    with page.expect_navigation():
        save(page)
    expect(page.locator(".toast", has_text="Saved as version 2")).to_be_visible()
    assert page.evaluate(COPIES) == 0
    assert (stored()["site"]["wind_speed_mph"], stored()["name"]) == (131, "Typed in the tunnel")
    tab.open(address)
    assert offer(page).count() == 0


def test_a_refused_form_is_on_the_page_and_not_offered_beside_itself(made):
    tab, _, stored = made
    page = tab.page
    page.fill(WIND, "fast")
    with page.expect_navigation():
        save(page)
    assert page.input_value(WIND) == "fast"
    assert offer(page).count() == 0
    page.fill(WIND, "132")
    with page.expect_navigation():
        save(page)
    assert stored()["site"]["wind_speed_mph"] == 132
    assert page.evaluate(COPIES) == 0


def test_a_save_of_one_tab_leaves_the_copy_of_another(made):
    tab, address, stored = made
    page, other = tab.page, tab.page.context.new_page()
    page.fill(WIND, "133")
    save_offline(page)
    other.goto(f"{tab.base}{address}")
    other.fill(NAME, "From the other tab")
    with other.expect_navigation():
        save(other)
    assert stored()["name"] == "From the other tab"
    expect(offer(other)).to_have_count(1)
    offer(other).get_by_role("button", name="Put it back").click()
    assert other.input_value(WIND) == "133"
