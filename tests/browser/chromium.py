"""The system's Chromium, and pages that tell what went wrong in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
]  # fmt: skip
AXE = (Path(__file__).parent / "axe" / "axe-4.14.1.min.js").read_text()
WATCH = """
window.apexSeen = {csp: [], shift: 0};
document.addEventListener('securitypolicyviolation', e =>
  window.apexSeen.csp.push(e.violatedDirective + ' ' + e.blockedURI));
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.apexSeen.shift += entry.value;
}).observe({type: 'layout-shift', buffered: true});
"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLORS = ["color-contrast", "link-in-text-block"]
"""The rules that see colors, which is all that differs between light and dark."""
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
AUDIT = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(r => r.violations)"


def found() -> str:
    """Where Chromium is; tests of pages cannot do without it."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    raise RuntimeError("no Chromium: `apt-get install chromium`, as `make test` does where it may")


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


class Tab:
    """One page, and everything it complained about."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base = base
        self.page: Page = context.new_page()
        self.page.add_init_script(WATCH)
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.base}{path}")
        return self.page

    def seen(self) -> dict[str, Any]:
        """Violations of the security policy, and how much of the page moved by itself, since it was opened."""
        return self.page.evaluate("window.apexSeen")

    def refusals(self, rules: Sequence[str] = RULES) -> list[str]:
        """Violations of the rules of accessibility, each with the first places it was found at."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        return [
            f"{v['id']}: {v['help']} at " + "; ".join(" ".join(map(str, n["target"])) for n in v["nodes"][:4])
            for v in self.page.evaluate(AUDIT, list(rules))
        ]


class Scale:
    """What comes to a tab that keeps nothing of what it was sent: each page as if it were the first."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.size, self.open = 0, set[str]()
        talk = tab.page.context.new_cdp_session(tab.page)
        talk.on("Network.requestWillBeSent", lambda said: self.open.add(said["requestId"]))
        talk.on("Network.loadingFailed", lambda said: self.open.discard(said["requestId"]))
        talk.on("Network.loadingFinished", self._came)
        talk.send("Network.enable")
        talk.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _came(self, said: dict[str, Any]) -> None:
        self.open.discard(said["requestId"])
        self.size += said["encodedDataLength"]

    def weigh(self, path: str) -> int:
        """Open a page: how many bytes came, heads and all, until nothing was on its way and everything was drawn."""
        self.size = 0
        self.open.clear()
        page = self.tab.open(path)
        page.evaluate(DRAWN)
        while self.open:
            page.evaluate(DRAWN)
        assert self.size > 0
        return round(self.size)
