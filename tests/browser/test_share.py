"""A customer without an account: sees drawing and price, asks for a change, approves; the shop is told."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def link(shop):
    """A link made on the page."""
    page = shop.tab("estimator").open(f"{shop.project('Auto Row, wide sign')}/shares")
    page.get_by_label("For whom").fill("Auto Row")
    page.get_by_role("button", name="Make a link").click()
    return page.locator(".verdict code").inner_text().removeprefix(shop.base)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_customer_asks_for_a_change_and_then_approves(shop, link, scripts):
    tab = shop.tab(None, java_script_enabled=scripts, viewport={"width": 360, "height": 800})
    page = tab.open(link)
    expect(page.locator("figure svg")).to_be_visible()
    expect(page.get_by_text("NOT SEALED", exact=True).first).to_be_visible()
    who = "Dana Scripts" if scripts else "Dana Plain"
    page.get_by_label("Your name").fill(who)
    page.get_by_role("button", name="Ask for a change").click()
    expect(page.locator(".error", has_text="say what should be different")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value(who)
    page.get_by_label("Remarks").fill("6 in higher, please")
    page.get_by_role("button", name="Ask for a change").click()
    expect(page.locator(".answers li").first).to_contain_text(f"{who} asked for a change")
    page.get_by_label("Your name").fill(who)
    page.get_by_role("button", name="Approve drawing and price").click()
    expect(page.locator(".answers li").first).to_contain_text(f"{who} approved")
    expect(page.locator(".answers li")).to_have_count(2)
    tab.complaints[:] = [said for said in tab.complaints if "422" not in said]
    home = shop.tab("estimator").open("/")
    expect(home.get_by_text(f"{who} (customer) approved").first).to_be_visible()
    home.get_by_role("link", name=re.compile("Auto Row, wide sign")).first.click()
    said = home.locator(".answers li", has_text=f"{who} approved")
    said.get_by_role("button", name="Done").click()
    expect(home.locator(".answers li", has_text=f"{who} approved")).to_contain_text("done")
