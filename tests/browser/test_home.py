"""Home and the list of projects in a browser: found while typing, the address kept, everything without scripts too."""

import re

from playwright.sync_api import expect


def test_home_leads_to_what_waits(shop):
    page = shop.tab("approver").open("/")
    expect(page.get_by_role("heading", name="Waits for you")).to_be_visible()
    page.get_by_role("link", name="Exit 42 truck stop").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Exit 42 truck stop")


def test_a_new_person_begins_from_home(shop):
    page = shop.tab("estimator").open("/")
    page.get_by_role("link", name="New project").click()
    page.get_by_label("Name", exact=True).fill("Begun from home")
    page.get_by_role("button", name="Create").click()
    page.wait_for_url(re.compile(r"/projects/[0-9A-Z]{26}"))
    page.goto(f"{shop.base}/")
    expect(page.get_by_role("link", name="Begun from home").first).to_be_visible()


def test_projects_are_found_while_typing_and_nothing_jumps(shop):
    tab = shop.tab("engineer")
    page = tab.open("/projects")
    found = page.locator("#rows tbody th")
    everything = found.count()
    assert everything > 3
    page.get_by_label("Search").press_sequentially("harbor", delay=20)
    expect(page).to_have_url(re.compile(r"[?&]q=harbor"))
    expect(found).not_to_have_count(everything)
    expect(found).not_to_have_count(0)
    assert all("harbor" in name.lower() for name in found.all_inner_texts())
    page.get_by_label("Search").fill("")
    page.get_by_label("Status").focus()
    page.get_by_label("Status").select_option("submitted")
    expect(page.locator("#rows .status.draft")).to_have_count(0)
    expect(page.locator("#rows .status.submitted").first).to_be_visible()
    expect(page.get_by_label("Status")).to_be_focused()
    expect(page).to_have_url(re.compile(r"status=submitted"))
    submitted = found.all_inner_texts()
    page.reload()
    assert found.all_inner_texts() == submitted
    page.get_by_label("Search").fill("nowhere at all")
    expect(page.locator("#rows .empty")).to_contain_text("No project fits")
    assert tab.seen()["shift"] < 0.01


def test_the_list_works_without_scripts(shop):
    page = shop.tab("engineer", java_script_enabled=False).open("/projects")
    page.get_by_label("Search").fill("harbor")
    page.get_by_role("button", name="Show").click()
    rows = page.locator("#rows tbody th")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Clone")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("(copy)")


def test_the_list_is_readable_on_a_phone(shop):
    page = shop.tab("engineer", viewport={"width": 360, "height": 800}).open("/projects")
    assert page.evaluate("document.scrollingElement.scrollWidth") == 360
    rows = page.locator("#rows tbody tr").all()
    assert len(rows) > 3
    for row in rows:
        assert row.bounding_box()["width"] <= 360
        expect(row.locator("th a")).to_be_visible()
        expect(row.locator(".status")).to_be_visible()


def test_a_design_is_imported_and_a_bad_one_names_its_line(shop):
    tab = shop.tab("engineer")
    page = tab.open("/projects/import")
    page.locator("textarea").fill("schema: apex/design/1\nname: Pasted\nsite:\n  wnd: 1\n")
    page.get_by_role("button", name="Make a project of it").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 4, site.wnd")
    expect(page.locator("textarea")).to_have_value(re.compile("name: Pasted"))
    # The browser itself says of a refused request that it was.
    assert tab.complaints
    assert all("422" in said for said in tab.complaints)
    tab.complaints.clear()
    page.locator("textarea").fill("schema: apex/design/1\nname: Pasted\n")
    page.get_by_role("button", name="Make a project of it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pasted")
