"""The keyboard in a real browser: where keys lead, that nothing happens while one types, and that they can be off."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def tab(shop):
    return shop.tab("engineer")


def test_two_keys_lead_to_a_place(shop, tab):
    page = tab.open("/account")
    page.locator("h1").first.click()
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/projects")
    page.keyboard.press("g")
    page.wait_for_timeout(1500)
    page.keyboard.press("u")
    page.wait_for_timeout(200)
    assert page.url.endswith("/projects")
    page.keyboard.press("g")
    page.keyboard.press("u")
    page.wait_for_url("**/account")


def test_typing_is_typing(tab):
    page = tab.open("/account")
    page.fill("#f-signature", "")
    page.locator("#f-signature").press_sequentially("gp?sn/[]")
    assert page.input_value("#f-signature") == "gp?sn/[]"
    assert page.url.endswith("/account")
    assert page.locator("dialog[open]").count() == 0


def test_the_sheet_lists_the_keys_of_the_page_and_closes_by_escape(tab):
    page = tab.open("/projects")
    page.keyboard.press("?")
    sheet = page.locator("dialog#keys")
    expect(sheet).to_be_visible()
    rows = dict(re.split(r"\s*\t\s*", line, maxsplit=1) for line in sheet.locator("tbody").inner_text().splitlines())
    assert rows["g p"] == "Projects"
    assert "/" in rows
    assert tab.refusals() == []
    page.keyboard.press("g")
    page.keyboard.press("h")
    assert page.url.endswith("/projects")
    page.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()


def test_a_slash_goes_to_the_search_and_escape_leaves_it(tab):
    page = tab.open("/projects")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") is None


def test_a_form_is_saved_from_within_a_field_and_outside_of_it(tab):
    page = tab.open("/account")
    page.fill("#f-signature", "by Ctrl S")
    page.keyboard.press("Control+s")
    expect(page.locator(".toast")).to_contain_text("What you prefer is saved.")
    page.fill("#f-signature", "by s alone")
    page.locator("#f-signature").blur()
    page.keyboard.press("s")
    page.wait_for_function("document.querySelector('#f-signature').value === 'by s alone'")
    expect(page.locator(".toast")).to_contain_text("What you prefer is saved.")
    page.get_by_role("link", name="Close").click()
    expect(page.locator(".toast")).to_have_count(0)
    assert page.url.endswith("/account")


def test_single_keys_can_be_switched_off(shop):
    tab = shop.tab("viewer")
    page = tab.open("/account")
    page.uncheck("#f-shortcuts")
    page.click("main button.main")
    page.wait_for_selector(".toast")
    page.keyboard.press("?")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_timeout(200)
    assert page.url.endswith("/account")
    assert page.locator("dialog[open]").count() == 0
    page.check("#f-shortcuts")
    page.keyboard.press("Control+s")
    page.wait_for_selector("body:not([data-keys])")


def test_the_menu_opens_by_keyboard_and_closes_by_escape(tab):
    page = tab.open("/projects")
    summary = page.locator("details.menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Account")).to_be_visible()
    assert tab.refusals() == []
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Account")).not_to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_without_scripts_the_list_is_a_page_and_a_message_closes(shop):
    tab = shop.tab("engineer", java_script_enabled=False)
    page = tab.page
    page.goto(f"{shop.base}/account")
    page.fill("#f-signature", "without scripts")
    page.click("main button.main")
    expect(page.locator(".toast")).to_contain_text("What you prefer is saved.")
    page.get_by_role("link", name="Close").click()
    expect(page.locator(".toast")).to_have_count(0)
    page.click("details.menu summary")
    page.get_by_role("link", name="Keyboard shortcuts").first.click()
    expect(page.locator("h1")).to_have_text("Keyboard shortcuts")
    page.context.close()
    shop.tabs.remove(tab)
