"""People with a device that keeps passkeys, and what their browsers send."""

import json

from tests.authenticator import Authenticator
from tests.web.house import Browser

HERE = "http://localhost"
JSON = {"Accept": "application/json"}


class Person:
    """Somebody logged in with a password, and their device."""

    def __init__(self, house, **device) -> None:
        self.house = house
        self.browser = house.browser("engineer")
        self.email = self.browser.email
        self.device = Authenticator(HERE, **device)

    def begin(self):
        return self.browser.post_form("/account/passkeys/options", headers=JSON)

    def add(self, credential=None, name="Phone", **twist):
        made = credential or self.device.create(self.begin().get_json()["result"], **twist)
        return self.browser.post_form("/account/passkeys", {"name": name, "passkey": json.dumps(made)})

    def keys(self):
        return self.browser.get("/api/v1/account/passkeys").get_json()["result"]["items"]


def visitor(house) -> Browser:
    return Browser(house.app, "")


def asked(browser) -> dict:
    answer = browser.post_form("/login/passkey/options", page="/login", headers=JSON)
    assert answer.status_code == 200
    return answer.get_json()["result"]


def send(browser, credential, **fields):
    return browser.post_form("/login/passkey", {"passkey": json.dumps(credential), **fields}, page="/login")


def comes_in(house, device, **twist) -> bool:
    """Whether a fresh browser gets in with the device's passkey."""
    browser = visitor(house)
    answer = send(browser, device.get(asked(browser), **twist))
    opened = browser.get("/projects").status_code == 200
    assert answer.status_code == (303 if opened else 401), answer.get_data(as_text=True)
    return opened
