"""The workbench in a browser: the result follows what is typed, and nothing else on the page moves or changes."""

import re

import pytest
from playwright.sync_api import expect

from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.web.house import House

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
SECTION = {**DESIGN, "support": {**DESIGN["support"], "section": "HSS14.000X0.250"}}
WIND = "#f-site-wind_speed_mph"
SWAPS = """
window.apexSwaps = [];
document.addEventListener('htmx:oobBeforeSwap', e => window.apexSwaps.push(e.detail.target.id));
"""


@pytest.fixture
def address(shop):
    """A project of its own for each test."""
    client = House(shop.app).client("engineer")
    return f"/projects/{House(shop.app).project(client, design=SECTION)['id']}/design"


def opened(shop, address, **options):
    tab = shop.tab(**options)
    tab.page.add_init_script(SWAPS)
    tab.open(address)
    return tab, tab.page


def settled(page, act):
    """Do something and wait for the answer to its preview."""
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 200) as found:
        act()
    found.value.finished()
    page.wait_for_timeout(80)
    return page.evaluate("window.apexSwaps.splice(0)")


def ratio(page):
    return page.inner_text("#part-bars tbody tr:first-child td.n")


def test_typing_changes_drawing_and_ratios_without_a_reload(shop, address):
    _, page = opened(shop, address)
    page.evaluate("window.sameDocument = true")
    before, drawn = ratio(page), page.inner_html("#part-drawing")
    swapped = settled(page, lambda: page.fill("#f-sign-cabinets-0-width_ft", "14"))
    assert ratio(page) != before
    assert page.inner_html("#part-drawing") != drawn
    assert "14'-0\"" in page.text_content("#part-drawing svg")
    assert {"part-drawing", "part-bars", "part-checks"} <= set(swapped)
    assert page.evaluate("window.sameDocument")


def test_only_what_differs_is_swapped(shop, address):
    _, page = opened(shop, address)
    # The first preview answers for the form with its defaults, and the stored result is the same.
    settled(page, lambda: page.fill("#f-site-frost_depth_ft", "3.6"))
    assert settled(page, lambda: page.fill("#why", "only a reason")) == []
    priced = settled(page, lambda: page.uncheck("input[name='pricing.addons'][value=hard_copies]"))
    assert set(priced) == {"part-facts", "part-cost", "part-whatif"}
    wind = settled(page, lambda: page.fill(WIND, "116"))
    assert {"part-verdict", "part-bars", "part-checks"} <= set(wind)
    assert not {"part-rail", "part-sheets", "part-errors"} & set(wind)
    wrong = settled(page, lambda: page.fill(WIND, "fast"))
    assert {"f-site-wind_speed_mph-e", "part-verdict", "part-rail"} <= set(wrong)
    assert page.inner_text("#f-site-wind_speed_mph-e") == "must be a number in mph"
    assert page.get_attribute(WIND, "aria-invalid") == "true"
    settled(page, lambda: page.fill(WIND, "116"))
    assert page.inner_text("#f-site-wind_speed_mph-e") == ""
    assert page.get_attribute(WIND, "aria-invalid") is None


def test_nothing_else_moves_when_parts_are_swapped(shop, address):
    tab, page = opened(shop, address)
    settled(page, lambda: page.fill(WIND, "118"))
    page.wait_for_timeout(700)
    at, before = page.locator("#part-drawing").bounding_box(), tab.seen()["shift"]
    # Held back past the half second in which a browser puts a shift down to the typing.
    page.route("**/preview*", lambda route: (page.wait_for_timeout(900), route.continue_()))
    assert "part-bars" in settled(page, lambda: page.fill(WIND, "121"))
    page.wait_for_timeout(300)
    assert page.locator("#part-drawing").bounding_box() == at
    assert tab.seen()["shift"] == before


def test_an_answer_that_came_too_late_is_dropped(shop, address):
    _, page = opened(shop, address)
    held = []
    page.route("**/preview*", lambda route: held.append(route) if not held else route.continue_())
    page.fill(WIND, "180")
    page.wait_for_timeout(500)
    assert len(held) == 1
    settled(page, lambda: page.fill(WIND, "116"))
    after = page.inner_text("#part-verdict")
    assert "Every check passes" in after
    held[0].continue_()
    page.wait_for_timeout(600)
    assert page.inner_text("#part-verdict") == after
    assert page.is_hidden("#stale")


def test_the_verdict_is_announced_once_for_each_change(shop, address):
    _, page = opened(shop, address)
    assert re.fullmatch(r"Every check passes, subject to \d+ conditions", page.inner_text("#said"))
    assert page.get_attribute("#said", "role") == "status"
    settled(page, lambda: page.fill(WIND, "190"))
    expect(page.locator("#said")).to_have_text("Checks fail")


def test_what_is_folded_out_stays_so(shop, address):
    _, page = opened(shop, address)
    page.click("#sum-checks")
    assert "part-checks" in settled(page, lambda: page.fill(WIND, "119"))
    assert page.evaluate("document.getElementById('fold-checks').open")


def test_another_wind_is_tried_beside_the_design_and_taken_over(shop, address):
    _, page = opened(shop, address)
    before = page.inner_text("#part-verdict")
    page.focus("#try-range")
    swapped = settled(page, lambda: [page.keyboard.press("ArrowRight") for _ in range(5)])
    assert swapped == ["part-whatif"]
    assert page.input_value(WIND) == "115"
    assert page.inner_text("#part-verdict") == before
    head = page.inner_text("#part-whatif thead")
    assert "At 120 mph" in head
    design, other = (page.inner_text(f"#part-whatif tr:nth-child(2) td:nth-of-type({i})") for i in (1, 2))
    assert float(other.split()[-1]) > float(design.split()[-1])
    prices = page.locator("#part-whatif tr:nth-child(4) td").all_inner_texts()
    assert all(re.fullmatch(r"\$[\d,]+\.\d\d", price) for price in prices)
    settled(page, lambda: page.click("#try-take"))
    assert page.input_value(WIND) == "120"
    assert other.split()[-1] in page.inner_text("#part-verdict")


def test_the_other_sheets_are_a_click_away(shop, address):
    _, page = opened(shop, address)
    swapped = settled(page, lambda: page.locator(".sheets label", has_text="Pier").click())
    assert swapped == ["part-drawing"]
    assert page.locator("#part-drawing svg.pier").count() == 1
    settled(page, lambda: page.locator(".sheets label", has_text="Elevation").click())
    assert page.locator("#part-drawing svg.elevation").count() == 1


def test_a_save_can_be_undone_and_nothing_is_lost(shop, address):
    _, page = opened(shop, f"{address}/site")
    page.fill(WIND, "122")
    page.locator("main").get_by_role("button", name="Save", exact=True).click()
    toast = page.locator(".toast", has_text="Saved as version 2")
    expect(toast).to_be_visible()
    assert page.input_value(WIND) == "122"
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator(WIND)).to_have_value("115")
    assert page.url == f"{shop.base}{address}/site"
    page.goto(f"{shop.base}{address.removesuffix('/design')}/versions")
    assert "back to version 1" in page.inner_text("main")


def test_the_rail_says_how_each_stage_stands(shop, address):
    _, page = opened(shop, address)

    def word(stage):
        return page.inner_text(f"#part-rail a[href='#stage-{stage}'] .word")

    assert [word(s) for s in ("site", "support", "foundation", "baseplate", "pricing")] == [
        "ok", "1 warning", "ok", "none", "ok",
    ]  # fmt: skip
    settled(page, lambda: page.fill(WIND, "199"))
    assert word("support").endswith("fail")
    settled(page, lambda: page.fill(WIND, "a"))
    assert word("site") == "1 to correct"
    assert word("support") == "not checked"
    page.goto(f"{shop.base}{address}/support")
    assert page.get_attribute("#part-rail a[aria-current]", "href") == f"{address}/support"


def test_fields_of_another_kind_of_foundation_go_into_their_fold_at_once(shop, address):
    _, page = opened(shop, address)
    page.click("#stage-foundation details:not(.unused) summary")
    assert page.is_visible("#f-foundation-diameter_ft")
    assert page.is_hidden("#f-foundation-thickness_ft")
    page.select_option("#f-foundation-kind", "spread_footing")
    assert page.is_hidden("#f-foundation-diameter_ft")
    assert page.is_visible("#f-foundation-thickness_ft")
    assert page.locator("#stage-baseplate.idle").count() == 0
    page.select_option("#f-foundation-kind", "direct_burial")
    assert page.is_visible("#f-foundation-diameter_ft")
    assert page.locator("#stage-baseplate.idle").count() == 1


def test_all_of_it_by_keyboard(shop, address):
    _, page = opened(shop, f"{address}/site")
    page.focus("#part-rail a")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.name"))
    assert {"f-site-wind_speed_mph", "why", "try-range", "try-wind", "see:sheet"} <= reached
    page.focus(WIND)
    settled(page, lambda: page.keyboard.insert_text("9"))
    page.keyboard.press("Control+A")
    settled(page, lambda: page.keyboard.insert_text("124"))
    page.keyboard.press("Enter")
    expect(page.locator(".toast", has_text="Saved as version 2")).to_be_visible()
    assert page.input_value(WIND) == "124"


def test_without_scripts_it_saves_adds_rows_and_tries_a_wind(shop, address):
    tab = shop.tab(java_script_enabled=False)
    page = tab.page
    page.goto(f"{shop.base}{address}")
    page.get_by_role("button", name="Add a cabinet").click()
    page.get_by_role("button", name="Add a cover").click()
    assert page.input_value("#f-support-covers-0-top_ft") == "14"
    page.get_by_role("button", name="Remove cover 1").click()
    assert page.locator("#f-support-covers-0-top_ft").count() == 0
    page.fill("#try-wind", "130")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "At 130 mph" in page.inner_text(".whatif")
    assert page.input_value("#f-sign-cabinets-1-bottom_ft") == "14"
    page.get_by_role("button", name="Take it over").click()
    assert page.input_value(WIND) == "130"
    page.locator("main").get_by_role("button", name="Save", exact=True).last.click()
    page.goto(f"{shop.base}{address}")
    assert page.input_value(WIND) == "130"
    assert page.input_value("#f-sign-cabinets-1-bottom_ft") == "14"
    page.context.close()
    shop.tabs.remove(tab)


def test_the_sketch_has_the_same_bench(shop):
    _, page = opened(shop, "/sketch")
    swapped = settled(page, lambda: page.fill(WIND, "121"))
    assert "part-bars" in swapped
    assert page.locator("#try-range").is_visible()
    assert page.locator("#part-rail .stop").count() == 7
