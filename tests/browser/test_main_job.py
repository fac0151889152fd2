"""What the product is for, from logging in to the permit package, by somebody who follows the pages; and on paper."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from apex.cli.demo import PASSWORD
from tests.web.house import House

WIND, SOIL = "#f-site-wind_speed_mph", "#f-site-soil-class"
CABINET = {"name": "Main", "width_ft": "10'", "height_ft": "6'-6\"", "bottom_ft": "168 in", "weight_psf": "9"}
NAVIGATION = (".bar", ".tabs", ".rail", ".entry-side", ".actions", ".toasts", ".stages", "button", "input", "select")
OVER = """selectors => [...document.querySelectorAll(selectors)].filter(e => e.checkVisibility()
  && e.getBoundingClientRect().height > 1).map(e => e.outerHTML.slice(0, 80))"""
CUT = """() => [...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && !e.closest('svg, .vh')
  && (e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
  || (getComputedStyle(e).overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 2)))
  .map(e => e.outerHTML.slice(0, 80))"""
INK = """() => [...document.querySelectorAll('main :is(h1, h2, h3, p, li, dt, dd, th, td, span, b, small)')]
  .filter(e => e.checkVisibility() && e.textContent.trim()).map(e => getComputedStyle(e).color)"""


def following(page):
    with page.expect_navigation():
        page.locator("button[name='go:next']").click()


def begun(page, shop, name):
    """Log in, make a project from the empty first page, and say where it is."""
    email = House(shop.app).user("estimator", PASSWORD)
    page.goto(f"{shop.base}/login")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Begin here")).to_be_visible()
    page.get_by_role("link", name="New project").click()
    page.fill("#f-name", name)
    page.fill("#f-customer", "Corner Bakery")
    page.get_by_role("button", name="Create").click()
    page.get_by_role("link", name="Begin with the site").click()


def designed(page):
    """Every stage as its form asks for it; each button leads to the next."""
    page.select_option("#f-site-code_basis", "IBC2021")
    page.fill(WIND, "115")
    page.select_option("#f-site-exposure", "C")
    page.select_option(SOIL, "4")
    following(page)
    for field, typed in CABINET.items():
        page.fill(f"#f-sign-cabinets-0-{field}", typed)
    following(page)
    page.get_by_label("HSS square").check()
    following(page)
    page.select_option("#f-foundation-kind", "drilled_pier")
    following(page)
    expect(page.locator("h2", has_text="Base plate").first).to_be_visible()
    following(page)
    expect(page.locator("#part-verdict")).to_contain_text("Every check passes")
    following(page)


def packaged(page, name, *, scripts):
    """From the calculation sheet to the bytes of the package."""
    expect(page.get_by_role("heading", name="Calculation sheet")).to_be_visible()
    expect(page.locator("math").first).to_be_attached()
    page.get_by_role("button", name="Make the permit package").click()
    download = page.get_by_role("link", name="Open the package (PDF)")
    if scripts:
        expect(download).to_be_visible(timeout=60_000)
    else:
        while not download.count():
            page.get_by_role("link", name="Look again").click()
    with page.expect_download() as found:
        download.click()
    body = found.value.path().read_bytes()
    assert body.startswith(b"%PDF-")
    read = PdfReader(io.BytesIO(body))
    assert len(read.pages) >= 6
    assert name in read.pages[0].extract_text()
    assert found.value.suggested_filename.endswith(".pdf")


@pytest.mark.usefixtures("worker")
def test_from_the_empty_first_page_to_the_permit_package(shop):
    tab = shop.tab(None)
    page = tab.page
    begun(page, shop, "Corner Bakery pole sign")
    designed(page)
    page.get_by_role("link", name="Options").click()
    take = page.get_by_role("button", name="Take this section").first
    section = take.get_attribute("value")
    take.click()
    expect(page.locator("#f-support-section")).to_have_value(section)
    page.get_by_role("link", name="Calculation", exact=True).click()
    expect(page.locator("main")).to_contain_text(section)
    packaged(page, "Corner Bakery pole sign", scripts=True)
    page.get_by_role("link", name="Corner Bakery pole sign").click()
    expect(page.get_by_role("link", name="Calculation and permit package")).to_be_visible()


@pytest.mark.usefixtures("worker")
def test_the_same_without_scripts(shop):
    tab = shop.tab(None, java_script_enabled=False)
    begun(tab.page, shop, "Plain Forms sign")
    designed(tab.page)
    packaged(tab.page, "Plain Forms sign", scripts=False)
    tab.page.context.close()
    shop.tabs.remove(tab)


@pytest.mark.parametrize("rest", ["/design", "/design/sign", "/calculation"])
def test_on_paper_there_is_the_result_alone_whole_and_in_black(shop, rest):
    page = shop.tab("engineer").open(f"{shop.project('Exit 42 truck stop')}{rest}")
    page.set_viewport_size({"width": 688, "height": 1000})
    for scheme in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=scheme)
        assert page.evaluate(OVER, ", ".join(NAVIGATION)) == []
        assert page.evaluate(CUT) == []
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", scheme
        shades = {tuple(map(int, color[4:-1].split(", "))) for color in page.evaluate(INK) if color.startswith("rgb(")}
        assert shades
        assert all(max(shade) <= 0x44 for shade in shades), (scheme, shades)
    assert "SEALED" in page.text_content("main")
