"""The design language in a browser: every component is there, readable in both schemes, and nothing stands outside."""

import pytest
from playwright.sync_api import expect

PARTS = (
    "button.main", "button.small", ".field.number .unit", ".field.bad .error", ".mark.theirs", ".mark.yours",
    ".field.checkbox", ".field.many", ".field.lines", ".verdict.pass", ".verdict.fail", ".verdict.refused", ".warnings",
    ".stale", ".drafts", ".empty", ".status.accepted", ".tabs [aria-current]", ".crumbs", ".pages a", "table .meter",
    "dl.facts", "figure.drawing svg", ".toast", ".stamp.sealed", "kbd",
)  # fmt: skip


def test_every_component_is_shown(shop):
    page = shop.tab("viewer").open("/styleguide")
    missing = [part for part in PARTS if not page.locator(f"main {part}").first.is_visible()]
    assert missing == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable(shop, scheme):
    tab = shop.tab("viewer", color_scheme=scheme)
    page = tab.open("/styleguide")
    assert tab.refusals() == []
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    assert tab.refusals() == []


def test_paper_has_neither_bar_nor_messages(shop):
    page = shop.tab("viewer").open("/styleguide")
    page.emulate_media(media="print")
    expect(page.locator(".bar")).not_to_be_visible()
    expect(page.locator(".toast").first).not_to_be_visible()
