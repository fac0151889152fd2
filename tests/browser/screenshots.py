"""`make screenshots`: every page there is, of the demo shop, in light and dark and on a narrow screen."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import launched
from tests.browser.places import places
from tests.browser.shop import Shop, seed, serving
from tests.database import application, prepare_file

LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 360, "height": 740}},
}


def take(shop: Shop, into: Path) -> int:
    """A picture of each page in each look, named by its endpoint; how many there are."""
    taken, known = 0, list(places(shop))
    for look, options in LOOKS.items():
        (into / look).mkdir(parents=True, exist_ok=True)
        for place in known:
            tab = shop.tab(place.role, **options)
            answer = tab.page.request.get(f"{shop.base}{place.path}", headers={"Accept": "text/html"})
            if answer.headers["content-type"].startswith("text/html"):
                tab.open(place.path).screenshot(path=into / look / f"{place.endpoint}.png", full_page=True)
                taken += 1
            shop.close_tabs()
    return taken


def main(into: Path) -> None:
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        url = f"sqlite:///{prepare_file(folder)}"
        with application(url, folder) as app, launched() as browser:
            seed(app)
            for shop in serving(app, url, folder, browser):
                print(f"{take(shop, into)} pictures are in {into}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "var/screenshots"))
