"""Somebody with a second step, and the app on their phone."""

import re

import pyotp

from apex.store.audit import AuditRow
from tests.web.house import PASSWORD, Browser, hidden

URL = "/account/second-step"
API = f"/api/v1{URL}"


class Person:
    """An account and the secret its app makes codes from."""

    def __init__(self, house, clock, browser, secret) -> None:
        self.house, self.clock, self.browser, self.secret = house, clock, browser, secret
        self.email = browser.email
        self.recovery: list[str] = []

    def code(self, steps=0) -> str:
        return pyotp.TOTP(self.secret).at(self.clock.now, counter_offset=steps)

    @property
    def wrong(self) -> str:
        """Six digits that are the code of no time step near now."""
        near = {self.code(steps) for steps in range(-2, 3)}
        return next(code for code in (f"{i:06}" for i in range(9)) if code not in near)

    def first_step(self, password=PASSWORD, **fields):
        """A new browser in which the password was right; and the fields of the page that asks for the code."""
        browser = Browser(self.house.app, self.email)
        page = browser.log_in(password, **fields)
        assert page.status_code == 200, page.get_data(as_text=True)
        return browser, hidden(page.get_data(as_text=True))

    def enter(self, code, password=PASSWORD):
        browser, form = self.first_step(password)
        return browser.http.post("/login/code", data={**form, "code": code})


def begun(house, clock, role="engineer") -> Person:
    """Somebody who has given the secret to their app and confirmed nothing yet."""
    browser = house.browser(role)
    answer = browser.post_form(URL, {"password": PASSWORD}, page=URL)
    return Person(house, clock, browser, shown_secret(answer))


def set_up(house, clock, role="engineer") -> Person:
    """Somebody with a second step. The code that confirmed it is a while ago."""
    person = begun(house, clock, role)
    answer = person.browser.post_form(f"{URL}/confirm", {"code": person.code()}, page=URL)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    person.recovery = recovery_codes(answer)
    clock.move(minutes=2)
    return person


def shown_secret(answer) -> str:
    return re.search(r"secret=([A-Z2-7]{32})", answer.get_data(as_text=True))[1]


def recovery_codes(answer) -> list[str]:
    return re.findall(r"<code>((?:[0-9a-z]{4}-){3}[0-9a-z]{4})</code>", answer.get_data(as_text=True))


def state(browser) -> dict:
    return browser.get(URL, headers={"Accept": "application/json"}).get_json()["result"]


def verbs(house) -> list[str]:
    return house.look(lambda s: [row.verb for row in s.query(AuditRow).order_by(AuditRow.seq)])
