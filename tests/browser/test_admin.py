"""The administration in a browser: from its first page to each part, and a token revoked."""

from playwright.sync_api import expect


def test_every_part_is_reached_from_the_first_page(shop):
    tab = shop.tab("admin")
    page = tab.open("/admin")
    for word, title in (
        ("People", "People"), ("API tokens", "API tokens"), ("Packs", "Packs"), ("Audit", "Audit log"),
        ("Health", "Health"), ("Overview", "Admin"),
    ):  # fmt: skip
        page.get_by_role("navigation", name="Admin").get_by_role("link", name=word, exact=True).click()
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator("nav.tabs [aria-current]")).to_have_text(word)


def test_a_token_is_issued_seen_and_revoked(shop):
    own = shop.tab("engineer").open("/account")
    own.fill("#f-name", "of the plotter")
    own.click("button:has-text('Issue a token')")
    expect(own.locator(".verdict.pass code")).to_contain_text("apx_")
    page = shop.tab("admin").open("/admin/tokens")
    row = page.locator("tr", has_text="of the plotter")
    expect(row).to_have_count(1)
    expect(row.get_by_role("button", name="Revoke")).to_be_hidden()
    row.locator("summary").click()
    row.get_by_role("button", name="Revoke").click()
    expect(page.locator(".toast")).to_contain_text("is revoked")
    expect(page.locator("tr", has_text="of the plotter")).to_have_count(0)


def test_a_row_of_the_log_leads_to_those_like_it(shop):
    page = shop.tab("admin").open("/audit")
    page.locator("#rows td a").nth(1).click()
    expect(page.get_by_role("link", name="Show all").first).to_be_visible()
    verbs = set(page.locator("#rows tbody tr td:nth-child(4)").all_inner_texts())
    assert len(verbs) == 1
