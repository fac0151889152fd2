"""History in a browser: two versions picked by keyboard, both drawings side by side, back to one, sentences by day."""

import re

from playwright.sync_api import expect

NAME = "Auto Row, wide sign"


def test_two_versions_are_picked_by_keyboard_and_compared(shop):
    tab = shop.tab("engineer")
    page = tab.open(f"{shop.project(NAME)}/versions")
    page.get_by_label("From version 2").focus()
    page.keyboard.press("Space")
    page.get_by_label("To version 3").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/versions/2/diff/3")
    expect(page.locator(".diff").first).to_contain_text("Diameter")
    left, right = (page.locator(".sides section").nth(i).bounding_box() for i in (0, 1))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    expect(page.locator(".sides svg")).to_have_count(2)
    expect(page.get_by_role("link", name="History")).to_have_attribute("aria-current", "page")
    assert tab.refusals() == []


def test_it_is_one_below_the_other_on_a_phone(shop):
    page = shop.tab("engineer", viewport={"width": 360, "height": 800}).open(f"{shop.project(NAME)}/versions/2/diff/3")
    left, right = (page.locator(".sides section").nth(i).bounding_box() for i in (0, 1))
    assert right["y"] >= left["y"] + left["height"]


def test_going_back_shows_the_difference_first_without_scripts(shop):
    page = shop.tab("engineer", java_script_enabled=False).open(f"{shop.project(NAME)}/versions")
    now = int(page.locator("tbody th a").first.inner_text())
    page.get_by_role("link", name="go back to version 2").click()
    expect(page.get_by_role("heading", name="Going back to version 2 changes this")).to_be_visible()
    page.get_by_label("Reason").fill("the first pier")
    page.get_by_role("button", name="Go back").click()
    page.goto(f"{shop.base}{shop.project(NAME)}/versions")
    expect(page.locator("tbody th a").first).to_have_text(str(now + 1))
    expect(page.locator("tbody tr").first).to_contain_text("the first pier")


def test_activity_is_told_in_sentences_by_day(shop):
    page = shop.tab("engineer").open(f"{shop.project('Main Street pylon')}/events")
    expect(page.locator(".day h2").first).to_have_text(re.compile(r"\w+day, \w+ \d+, \d{4}"))
    told = page.locator(".timeline li", has_text="wind and frost of the county")
    expect(told).to_contain_text("saved the design: basic wind speed V 105 to 115 mph")
