"""Every page, opened once: accessible in light and dark, nothing refused, nothing too wide, nothing heavy or moving."""

import pytest

from tests.browser.chromium import COLORS, Scale
from tests.browser.places import places

FIRST_LOAD = 150_000
"""Bytes of a page with all it needs, nothing of it known before."""
SHIFT = 0.05
"""Of the layout while a page loads, as browsers measure it; 0.1 is still called good."""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 800}


@pytest.fixture
def pages(shop):
    """Addresses that answer with a page, one of each route."""
    found = []
    tab = {role: shop.tab(role) for role in ("admin", None)}
    for place in places(shop):
        answer = tab[place.role].page.request.get(f"{shop.base}{place.path}", headers={"Accept": "text/html"})
        assert answer.ok, (place.endpoint, answer.status)
        if answer.headers["content-type"].startswith("text/html"):
            found.append(place)
    assert shop.close_tabs() == []
    assert len(found) > 40
    return found


def test_every_page_is_accessible_fits_a_narrow_screen_is_light_and_stands_still(shop, pages):
    """All of it of one load: loading a page costs more than looking at it."""
    scales = {role: Scale(shop.tab(role)) for role in ("admin", None)}
    refused, wide, heavy, moving = [], [], [], []
    for place in pages:
        scale = scales[place.role]
        tab, page = scale.tab, scale.tab.page
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")
        size = scale.weigh(place.path)
        if size > FIRST_LOAD:
            heavy.append((place.endpoint, size))
        if tab.seen()["shift"] > SHIFT:
            moving.append((place.endpoint, tab.seen()["shift"]))
        refused += [f"{place.endpoint} (light) {said}" for said in tab.refusals()]
        page.emulate_media(color_scheme="dark")
        refused += [f"{place.endpoint} (dark) {said}" for said in tab.refusals(COLORS)]
        page.set_viewport_size(NARROW)
        width = page.evaluate("document.scrollingElement.scrollWidth")
        if width > NARROW["width"]:
            wide.append((place.endpoint, width))
    assert (refused, wide, heavy, moving) == ([], [], [], [])
