"""Single sign-on against a provider that speaks the protocol over HTTP."""

import html
import json
import re
import time
from collections.abc import Iterator
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy import update

from apex.actions.call import utc_now
from apex.app import create_app
from apex.extensions import db
from apex.outside import oidc
from apex.settings import Settings
from apex.store.audit import AuditDetail, AuditRow
from apex.store.user import User
from tests.provider import SECRET, Provider, query, running
from tests.web.house import Browser, House, hidden
from tests.web.test_login import change, verbs

ANN = "ann@shop.example"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running() as made:
        yield made


@pytest.fixture
def house(provider, database_url, tmp_path) -> Iterator[House]:
    """The application with a provider, and Ann who has an account and no password."""
    given = {"APEX_ENV": "testing", "APEX_DATABASE_URL": database_url, "APEX_DATA_DIR": str(tmp_path)}
    app = create_app(Settings.from_environment({**given, **provider.settings()}))
    made = House(app)
    made.user("engineer", email=ANN)
    yield made
    with app.app_context():
        db.engine.dispose()


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


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\t/evil.example", "/login/oidc", "/" + "x" * 600]
)
def test_a_login_leads_nowhere_but_here(browser, provider, target):
    assert browser.get(go(browser, provider, next=target)).headers["Location"] == "/"


def test_no_second_step_is_asked_after_it(house, browser, provider):
    change(house, update(User).where(User.email == ANN).values(totp_since=utc_now(), totp_secret="x"))
    assert comes_in(browser, provider)


def test_a_provider_that_wants_the_secret_in_the_body_gets_it_there(browser, provider):
    provider.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert comes_in(browser, provider)


def test_an_address_told_only_in_userinfo_is_taken_from_there(browser, provider):
    provider.tells_in_userinfo = True
    assert comes_in(browser, provider)
    provider.claims = {"sub": "somebody else"}
    assert not comes_in(Browser(browser.http.application, ANN), provider)


PAST = {"iat": timedelta(seconds=-900), "exp": timedelta(seconds=-600)}
"""From now on: what a case is called must not depend on when it was collected."""


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"}, {"nonce": None}, {"aud": "another"}, {"aud": ["another"]}, {"aud": None},
        {"aud": "another", "azp": "apex"},
        {"aud": ["apex", "another"], "azp": "another"}, {"iss": "https://evil.example"}, {"iss": None}, PAST,
        {"exp": None}, {"exp": "soon"}, {"sub": None}, {"at_hash": "another"}, {"at_hash": 5},
        {"nbf": timedelta(seconds=900)},
    ],
    ids=str,
)  # fmt: skip
def test_an_id_token_that_does_not_hold_opens_nothing(house, browser, provider, claims):
    now = time.time()
    provider.claims = {k: int(now + v.total_seconds()) if isinstance(v, timedelta) else v for k, v in claims.items()}
    assert not comes_in(browser, provider)
    assert verbs(house)[-1] == "login.failed"
    assert last_reason(house) == "single sign-on, authentication: what the provider said about you does not verify"


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        (rsa.generate_private_key(65537, 2048), "RS256"),
        (None, "none"),
        (SECRET + " and long enough", "HS256"),
    ],
    ids=["another key", "none", "a shared secret"],
)
def test_an_id_token_somebody_else_signed_opens_nothing(browser, provider, key, algorithm):
    provider.sign = lambda claims: jwt.encode(claims, key, algorithm=algorithm, headers={"kid": provider.key_name})
    assert not comes_in(browser, provider)


def test_a_signature_of_a_kind_that_was_not_agreed_opens_nothing(browser, provider):
    provider.algorithm = "RS512"
    assert not comes_in(browser, provider)


def test_another_state_than_the_one_kept_opens_nothing(house, browser, provider):
    back = go(browser, provider)
    answer = browser.get(back.replace(query(back)["state"], "x" * 32))
    assert answer.status_code == 401
    assert "begin again" in said(answer)
    assert verbs(house)[-1] == "login.failed"
    thief = Browser(house.app, ANN)
    assert thief.get(back).status_code == 401
    assert "/shop/token" not in provider.asked
    assert browser.get(back).status_code == 303


def test_a_callback_opens_once(house, browser, provider):
    back = go(browser, provider)
    before = browser.http.get_cookie("apex_session").value
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 401
    thief = Browser(house.app, ANN)
    thief.http.set_cookie("apex_session", before)
    assert thief.get(back).status_code == 401
    assert thief.get("/projects").status_code == 401


def test_a_code_is_of_no_use_without_what_its_challenge_was_made_of(browser, provider):
    back = go(browser, provider)
    provider.codes[query(back)["code"]]["code_challenge"] = "another"
    assert browser.get(back).status_code == 401


def test_a_login_waits_ten_minutes_for_its_return(house, browser, provider):
    back = go(browser, provider)
    house.app.extensions["apex_clock"] = lambda: utc_now() + timedelta(minutes=10, seconds=1)
    assert browser.get(back).status_code == 401


def test_two_tabs_may_log_in_at_once(house, browser, provider):
    first, second = go(browser, provider, next="/projects?q=1"), go(browser, provider, next="/projects?q=2")
    kept = browser.http.get_cookie("apex_session").value
    assert browser.get(first).headers["Location"] == "/projects?q=1"
    other = Browser(house.app, ANN)
    other.http.set_cookie("apex_session", kept)
    assert other.get(second).headers["Location"] == "/projects?q=2"


def test_who_says_no_at_the_provider_is_told_so_and_may_begin_again(browser, provider):
    back = go(browser, provider, next="/projects?q=x")
    path = f"/login/oidc/callback?state={query(back)['state']}&error="
    answer = browser.get(path + "access_denied")
    assert (answer.status_code, said(answer)) == (401, "the login was not completed: access_denied")
    assert hidden(answer.get_data(as_text=True))["next"] == "/projects?q=x"
    back = go(browser, provider)
    answer = browser.get(f"/login/oidc/callback?state={query(back)['state']}&error=<b>call+0900</b>")
    assert said(answer) == "the login was not completed: the provider sent no code"


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ({"email": "stranger@shop.example", "email_verified": True}, "no account for stranger@shop.example"),
        ({"email": ANN, "email_verified": False}, f"the address {ANN} is verified"),
        ({"email": ANN, "email_verified": "true"}, f"the address {ANN} is verified"),
        ({"email": ANN}, f"the address {ANN} is verified"),
        ({"email_verified": True}, "is verified"),
        ({"email": "ann@\u017fhop.example", "email_verified": True}, "no account for ann@"),
        ({"email": ["x"], "email_verified": True}, "no account for"),
    ],
)
def test_who_is_not_known_here_is_refused_and_no_account_is_made(house, browser, provider, person, words):
    provider.person = person
    answer = browser.get(go(browser, provider))
    assert answer.status_code == 403
    assert words in html.unescape(answer.get_data(as_text=True))
    assert browser.get("/projects").status_code == 401
    assert verbs(house)[-1] == "login.failed"
    assert words in last_reason(house)
    assert house.look(lambda s: s.query(User).count()) == 1


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


def test_a_provider_that_is_silent_is_given_up_in_time(browser, provider, monkeypatch):
    monkeypatch.setattr(oidc, "TOTAL", 0.5)
    provider.line.silence()
    since = time.monotonic()
    away(browser.get("/login/oidc"))
    assert time.monotonic() - since < 5


def test_a_secret_the_provider_does_not_know_is_no_fault_of_the_person(browser, provider, house):
    provider.knows = lambda _: False
    answer = browser.get(go(browser, provider))
    assert (answer.status_code, said(answer)) == (401, "the login was not completed by the provider")


def test_what_a_login_interrupted_stays_on_its_page(browser):
    page = browser.http.post("/projects", data={"name": "Typed with care"}).get_data(as_text=True)
    assert '<a class="button" target="_blank" href="/login/oidc">' in page
    assert page.count('value="Typed with care"') == 2
    assert "Send what I typed" in page


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
    assert (held["state"], held["last_error"]) == ("open", "no answer")
    house.client("admin").post("/api/v1/admin/outside/try", json={"host": held["host"]})
    assert browser.get("/login/oidc").status_code == 303
