"""The demo shop behind a real server, and who works in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import select

from apex.cli import apex
from apex.cli.demo import PASSWORD, PEOPLE
from apex.extensions import db
from apex.store.calculation import Calculation
from apex.store.project import Project
from tests.browser.chromium import Tab
from tests.process import Web


@dataclass
class Shop:
    """A server with the demo shop in it, and tabs of its people."""

    web: Web
    app: Flask
    browser: Browser
    url: str
    folder: Path
    states: dict[str, Any] = field(default_factory=dict)
    tabs: list[Tab] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.web.port}"

    def tab(self, role: str | None = "engineer", **options: Any) -> Tab:
        """A tab of somebody of that role, logged in; of a stranger for None."""
        state = self._state(role) if role else None
        context = self.browser.new_context(
            storage_state=state, **{"viewport": {"width": 1280, "height": 900}, **options}
        )
        context.set_default_timeout(15_000)
        tab = Tab(context, self.base)
        self.tabs.append(tab)
        return tab

    def _state(self, role: str) -> Any:
        """Each logs in once, through the login page."""
        if role not in self.states:
            context = self.browser.new_context()
            page = context.new_page()
            page.goto(f"{self.base}/login")
            page.fill("input[name=email]", PEOPLE[role][0])
            page.fill("input[name=password]", PASSWORD)
            page.click("main button:has-text('Log in')")
            page.wait_for_url(lambda url: "/login" not in url)
            self.states[role] = context.storage_state()
            context.close()
        return self.states[role]

    def close_tabs(self) -> list[str]:
        """Close every tab; what they complained of."""
        said = []
        for tab in self.tabs:
            said += [*tab.complaints]
            if not tab.page.is_closed():
                said += [f"{tab.page.url}: policy: {v}" for v in (tab.page.evaluate("window.apexSeen?.csp") or [])]
                tab.page.context.close()
        self.tabs.clear()
        return said

    def project(self, name: str) -> str:
        """The address of a project of the demo."""
        with self.app.app_context():
            return f"/projects/{db.session.scalar(select(Project.id).where(Project.name == name))}"

    def has_calculation(self) -> str:
        with self.app.app_context():
            held = db.session.scalars(select(Calculation).order_by(Calculation.at.desc())).first()
            return "" if held is None else held.project_id


def seed(app: Flask) -> None:
    """What `flask apex demo` makes."""
    with app.app_context():
        done = app.test_cli_runner().invoke(apex, ["demo"])
    if done.exit_code:
        raise RuntimeError(done.output)


def serving(app: Flask, url: str, folder: Path, browser: Browser) -> Iterator[Shop]:
    web = Web(url, folder, workers=2)
    try:
        yield Shop(web, app, browser, url, folder)
    finally:
        web.stop()
