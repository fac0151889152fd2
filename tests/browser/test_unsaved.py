"""What is typed survives a save that does not come through, and is not offered any more once it did."""

import re

import pytest
from playwright.sync_api import expect

from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.web.house import House

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
TOLD = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "422")
WIND, NAME = "#f-site-wind_speed_mph", "#f-name"
BOTH, COPIED = "#f-sign-cabinets-0-double_faced", "input[name='pricing.addons'][value=hard_copies]"
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
    tab.complaints[:] = [said for said in tab.complaints if not any(word in said for word in TOLD)]


def save(page):
    page.locator("main .entry-side").get_by_role("button", name="Save", exact=True).click()


def offer(page):
    return page.locator(".entry-side .drafts", has_text="Typed in this browser and not saved")


def save_offline(page):
    page.context.set_offline(True)
    save(page)
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)


def ratio(page):
    return page.inner_text("#part-bars tbody tr:first-child td.n")


def test_a_save_while_offline_loses_nothing_and_the_next_one_drops_the_copy(shop, made):
    tab, address, stored = made
    page = tab.page
    at_115 = ratio(page)
    with page.expect_response(lambda answer: answer.url.endswith("/unsaved")):
        page.get_by_role("button", name="Add a cabinet").click()
    expect(page.locator(".kept-note").last).to_have_text(re.compile("Draft kept"))
    draft = page.input_value("#bench [name=tab]")
    page.context.set_offline(True)
    page.fill(WIND, "131")
    page.fill(NAME, "Typed in the tunnel")
    page.fill("#why", "by the lake")
    page.locator("details", has=page.locator(BOTH)).locator("summary").first.click()
    page.uncheck(BOTH)
    page.uncheck(COPIED)
    save_offline(page)
    # Older than the copy: what the server has of the same tab.
    tab.open(f"{address}?draft={draft}")
    assert (page.evaluate(COPIES), page.input_value(WIND)) == (1, "115")
    put_back = offer(page).get_by_role("button", name="Put it back")
    page.context.set_offline(True)
    put_back.click()
    expect(offer(page)).to_contain_text("The server cannot be reached. Nothing is put back; it stays in this browser.")
    page.context.set_offline(False)
    assert page.evaluate(COPIES) == 1
    with page.expect_navigation():
        put_back.click()
    assert page.evaluate(COPIES) == 0
    now = [page.input_value(field) for field in (WIND, NAME, "#why", "#f-sign-cabinets-1-width_ft")]
    assert now == ["131", "Typed in the tunnel", "by the lake", "8"]
    assert not page.is_checked(BOTH)
    assert not page.is_checked(COPIED)
    assert ratio(page) != at_115, "the result is that of what was put back"
    with page.expect_navigation():
        save(page)
    expect(page.locator(".toast", has_text="Saved as version 2")).to_be_visible()
    saved = stored()
    assert (saved["site"]["wind_speed_mph"], saved["name"]) == (131, "Typed in the tunnel")
    assert (len(saved["sign"]["cabinets"]), saved["sign"]["cabinets"][0]["double_faced"]) == (2, False)
    assert saved["pricing"]["addons"] == ["calc_packet"]
    tab.open(address)
    assert page.locator(".drafts").count() == 0


def test_a_refused_form_is_on_the_page_and_kept_as_a_draft_at_once(made):
    tab, address, stored = made
    page = tab.page
    page.fill(WIND, "fast")
    with page.expect_response(lambda answer: answer.url.endswith("/unsaved") and answer.status == 204):
        save(page)
    assert page.input_value(WIND) == "fast"
    assert offer(page).count() == 0
    expect(page.locator(".kept-note").last).to_have_text(re.compile("Draft kept"))
    assert page.evaluate(COPIES) == 0
    tab.open(address)
    page.get_by_role("link", name="Take it up").click()
    assert page.input_value(WIND) == "fast"
    page.fill(WIND, "132")
    with page.expect_navigation():
        save(page)
    assert stored()["site"]["wind_speed_mph"] == 132
    assert page.evaluate(COPIES) == 0


def test_a_copy_is_for_its_author_alone_and_outlives_saves_of_other_tabs(shop, made):
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
    other.context.add_cookies(shop.tab("estimator").page.context.cookies())
    other.goto(f"{tab.base}{address}")
    assert (offer(other).count(), other.evaluate(COPIES)) == (0, 1)
