"""Single sign-on against a provider that speaks the protocol over HTTP."""

import html
import json
import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from apex.actions.call import utc_now
from apex.outside import oidc
from apex.store.audit import AuditDetail, AuditRow
from apex.store.user import User
from tests.database import application, on_sqlite
from tests.provider import Provider, running
from tests.web.house import Browser, House
from tests.web.test_login import change, verbs

ANN = "ann@shop.example"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running() as made:
        yield made


@pytest.fixture
def house(provider, database_url, tmp_path) -> Iterator[House]:
    """The application with a provider, and Ann who has an account and no password."""
    with application(database_url, tmp_path, **provider.settings()) as app:
        made = House(app)
        made.user("engineer", email=ANN)
        yield made


@pytest.fixture
def browser(house) -> Browser:
    return Browser(house.app, ANN)


def go(browser, provider, **wanted) -> str:
    """To the provider and until it sends the browser back: the address it is sent to."""
    answer = browser.get("/login/oidc", query_string=wanted)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return provider.agree(answer.headers["Location"])


def comes_in(browser, provider) -> bool:
    answer = browser.get(go(browser, provider))
    opened = browser.get("/projects").status_code == 200
    assert answer.status_code == (303 if opened else 401), answer.get_data(as_text=True)
    return opened


def last_reason(house):
    def look(session):
        row = session.query(AuditRow).order_by(AuditRow.seq.desc()).first()
        return json.loads(session.get(AuditDetail, row.seq).detail)["reason"]

    return house.look(look)


def said(answer) -> str:
    return html.unescape(re.search(r'role="alert">([^<]*)<', answer.get_data(as_text=True))[1])


def test_who_has_an_account_comes_in_and_where_they_wanted_to_go(house, browser, provider):
    assert "Log in with Shop ID" in browser.get("/projects?q=x").get_data(as_text=True)
    answer = browser.get(go(browser, provider, next="/projects?q=x"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/projects?q=x")
    assert ANN in browser.get("/account").get_data(as_text=True)
    assert (verbs(house)[-1], last_reason(house)) == ("login.succeeded", "single sign-on")
    with browser.http.session_transaction() as kept:
        assert "journeys" not in kept


@on_sqlite
def test_no_second_step_is_asked_after_it(house, browser, provider):
    change(house, update(User).where(User.email == ANN).values(totp_since=utc_now(), totp_secret="x"))
    assert comes_in(browser, provider)


@on_sqlite
def test_a_provider_that_wants_the_secret_in_the_body_gets_it_there(browser, provider):
    provider.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert comes_in(browser, provider)


@on_sqlite
def test_an_address_told_only_in_userinfo_is_taken_from_there(browser, provider):
    provider.tells_in_userinfo = True
    assert comes_in(browser, provider)
    provider.claims = {"sub": "somebody else"}
    assert not comes_in(Browser(browser.http.application, ANN), provider)


def test_a_callback_opens_once(house, browser, provider):
    back = go(browser, provider)
    before = browser.http.get_cookie("apex_session").value
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 401
    thief = Browser(house.app, ANN)
    thief.http.set_cookie("apex_session", before)
    assert thief.get(back).status_code == 401
    assert thief.get("/projects").status_code == 401


@on_sqlite
def test_a_login_waits_ten_minutes_for_its_return(house, browser, provider):
    back = go(browser, provider)
    house.app.extensions["apex_clock"] = lambda: utc_now() + timedelta(minutes=10, seconds=1)
    assert browser.get(back).status_code == 401


@on_sqlite
def test_two_tabs_may_log_in_at_once(house, browser, provider):
    first, second = go(browser, provider, next="/projects?q=1"), go(browser, provider, next="/projects?q=2")
    kept = browser.http.get_cookie("apex_session").value
    assert browser.get(first).headers["Location"] == "/projects?q=1"
    other = Browser(house.app, ANN)
    other.http.set_cookie("apex_session", kept)
    assert other.get(second).headers["Location"] == "/projects?q=2"


def test_letters_that_only_look_the_same_are_another_address(house, browser, provider):
    house.user("engineer", email="kim@shop.example")
    provider.person = {"email": "\u212aim@shop.example", "email_verified": True}
    assert "\u212aim@shop.example".lower() == "kim@shop.example"
    assert browser.get(go(browser, provider)).status_code == 403


def test_capitals_are_the_same_address(browser, provider):
    provider.person["email"] = "Ann@Shop.Example"
    assert comes_in(browser, provider)


def test_a_disabled_account_is_refused(house, browser, provider):
    change(house, update(User).where(User.email == ANN).values(active=False))
    assert browser.get(go(browser, provider)).status_code == 403


def away(answer):
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "Shop ID does not answer" in answer.get_data(as_text=True)


def test_a_provider_that_is_down_is_503_and_the_same_return_works_when_it_is_back(browser, provider):
    provider.line.cut()
    away(browser.get("/login/oidc"))
    provider.line.restore()
    back = go(browser, provider)
    provider.line.cut()
    away(browser.get(back))
    provider.line.restore()
    assert browser.get(back).status_code == 303


@on_sqlite
def test_a_provider_that_is_silent_is_given_up_in_time(browser, provider, monkeypatch):
    monkeypatch.setattr(oidc, "TOTAL", 0.5)
    provider.line.silence()
    since = time.monotonic()
    away(browser.get("/login/oidc"))
    assert time.monotonic() - since < 5


@on_sqlite
def test_attempts_are_counted_by_address(browser):
    answers = [browser.get("/login/oidc/callback").status_code for _ in range(21)]
    assert answers == [401] * 20 + [429]


def test_without_a_provider_there_is_no_button_and_no_address(client, app):
    fresh = app.test_client()
    assert fresh.get("/login/oidc").status_code == 404
    assert fresh.get("/login/oidc/callback?code=x&state=y").status_code == 404
    assert "oidc" not in fresh.get("/login").get_data(as_text=True)


def test_a_provider_that_is_away_is_left_alone_for_a_while(house, browser, provider):
    provider.line.cut()
    for _ in range(5):
        assert browser.get("/login/oidc").status_code == 503
    provider.line.restore()
    refused = browser.get("/login/oidc")
    assert refused.status_code == 503
    assert 30 < int(refused.headers["Retry-After"]) <= 60
    assert provider.asked == []
    (held,) = house.client("admin").get("/api/v1/admin/outside").get_json()["result"]["items"]
    assert (held["state"], held["last_error"]) == ("open", "connection refused")
    house.client("admin").post("/api/v1/admin/outside/try", json={"host": held["host"]})
    assert browser.get("/login/oidc").status_code == 303
