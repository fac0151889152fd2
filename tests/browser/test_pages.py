"""Every page, opened in a browser: accessible in light and dark, nothing refused, nothing too wide, nothing heavy."""

import pytest

from tests.browser.places import places

FIRST_LOAD = 150_000
"""Bytes of a page with all it needs, nothing of it known before."""
SHIFT = 0.05
"""Of the layout while a page loads, as browsers measure it; 0.1 is still called good."""


@pytest.fixture(scope="module")
def pages(_seeded):
    """Addresses that answer with a page, one of each route; a module of tests opens the same ones."""
    found = []
    tab = {role: _seeded.tab(role) for role in ("admin", None)}
    for place in places(_seeded):
        answer = tab[place.role].page.request.get(f"{_seeded.base}{place.path}", headers={"Accept": "text/html"})
        assert answer.ok, (place.endpoint, answer.status)
        if answer.headers["content-type"].startswith("text/html"):
            found.append(place)
    assert _seeded.close_tabs() == []
    assert len(found) > 40
    return found


def test_no_page_has_a_violation_of_accessibility(shop, pages):
    tabs = {role: shop.tab(role) for role in ("admin", None)}
    wrong = []
    for place in pages:
        tab = tabs[place.role]
        tab.open(place.path)
        for scheme in ("light", "dark"):
            tab.page.emulate_media(color_scheme=scheme)
            wrong += [f"{place.endpoint} ({scheme}) {said}" for said in tab.refusals()]
    assert wrong == []


def test_every_page_fits_a_narrow_screen(shop, pages):
    tabs = {role: shop.tab(role, viewport={"width": 360, "height": 800}) for role in ("admin", None)}
    wide = []
    for place in pages:
        page = tabs[place.role].open(place.path)
        width = page.evaluate("document.scrollingElement.scrollWidth")
        if width > 360:
            wide.append((place.endpoint, width))
    assert wide == []


def test_every_page_is_light_and_stands_still(shop, pages):
    heavy, moving = [], []
    for place in pages:
        tab = shop.tab(place.role)
        sizes = []
        tab.page.on("requestfinished", lambda asked, sizes=sizes: sizes.append(asked.sizes()))
        tab.open(place.path)
        tab.page.wait_for_load_state("networkidle")
        total = sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes)
        if total > FIRST_LOAD:
            heavy.append((place.endpoint, total))
        if tab.seen()["shift"] > SHIFT:
            moving.append((place.endpoint, tab.seen()["shift"]))
    assert (heavy, moving) == ([], [])
