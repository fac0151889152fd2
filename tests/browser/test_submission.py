"""Submitting in a browser: the button, how far it is without a reload, and the page that follows by itself."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.jobs.office import ready, work
from tests.web.house import House


def test_a_submission_is_followed_to_its_end(shop):
    house = House(shop.app)
    at = ready(house, house.client("engineer")).removeprefix("/api/v1")
    tab = shop.tab("engineer", viewport={"width": 360, "height": 800})
    page = tab.open(at)
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("heading", name="Being submitted")).to_be_visible()
    assert tab.refusals() == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
    expect(page.get_by_role("button", name="Cancel the submission")).to_be_hidden()
    page.locator("#submission summary").click()
    page.get_by_role("button", name="Cancel the submission").focus()
    with page.expect_response(lambda answer: answer.url.endswith("/submit")):
        pass
    expect(page.get_by_role("button", name="Cancel the submission")).to_be_focused()
    work(house)
    expect(page.get_by_role("heading", name="Status: submitted")).to_be_visible()
    expect(page.locator("#submission")).to_be_hidden()
    assert tab.refusals() == []
