"""What single sign-on does not open: answers that do not verify, and people nobody knows here.

One application on SQLite and one provider for all of it: whoever is refused leaves nothing but a row of the log.
"""

import html
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import count

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from apex.store.user import User
from tests.database import application, copied
from tests.provider import SECRET, Provider, query, running
from tests.web.house import Browser, House, hidden
from tests.web.test_login import verbs
from tests.web.test_oidc import ANN, comes_in, go, last_reason, said

ADDRESSES = count(1)


@pytest.fixture(scope="module")
def world(migrated_file, tmp_path_factory) -> Iterator[tuple[House, Provider]]:
    """The application with a provider, and Ann who has an account and no password."""
    folder = tmp_path_factory.mktemp("oidc")
    with ExitStack() as stack:
        provider = stack.enter_context(running())
        url = copied(migrated_file, folder)
        house = House(stack.enter_context(application(url, folder, **provider.settings())))
        house.user("engineer", email=ANN)
        yield house, provider


@pytest.fixture
def house(world) -> House:
    return world[0]


@pytest.fixture
def provider(world) -> Iterator[Provider]:
    """Whatever a test bends of it is straight again afterwards."""
    made = world[1]
    before = vars(made).copy()
    made.asked = []
    yield made
    vars(made).clear()
    vars(made).update(before)


@pytest.fixture
def browser(house) -> Browser:
    """From an address of its own: attempts are counted by it, which this is not about."""
    return visitor(house)


def visitor(house) -> Browser:
    made = Browser(house.app, ANN)
    made.http.environ_base["REMOTE_ADDR"] = f"10.0.{next(ADDRESSES)}.1"
    return made


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\t/evil.example", "/login/oidc", "/" + "x" * 600]
)
def test_a_login_leads_nowhere_but_here(browser, provider, target):
    assert browser.get(go(browser, provider, next=target)).headers["Location"] == "/"


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
        (lambda: rsa.generate_private_key(65537, 2048), "RS256"),
        (lambda: None, "none"),
        (lambda: SECRET + " and long enough", "HS256"),
    ],
    ids=["another key", "none", "a shared secret"],
)
def test_an_id_token_somebody_else_signed_opens_nothing(browser, provider, key, algorithm):
    made = key()
    provider.sign = lambda claims: jwt.encode(claims, made, algorithm=algorithm, headers={"kid": provider.key_name})
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


def test_a_code_is_of_no_use_without_what_its_challenge_was_made_of(browser, provider):
    back = go(browser, provider)
    provider.codes[query(back)["code"]]["code_challenge"] = "another"
    assert browser.get(back).status_code == 401


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


def test_a_secret_the_provider_does_not_know_is_no_fault_of_the_person(browser, provider, house):
    provider.knows = lambda _: False
    answer = browser.get(go(browser, provider))
    assert (answer.status_code, said(answer)) == (401, "the login was not completed by the provider")


def test_what_a_login_interrupted_stays_on_its_page(browser):
    page = browser.http.post("/projects", data={"name": "Typed with care"}).get_data(as_text=True)
    assert '<a class="button" target="_blank" href="/login/oidc">' in page
    assert page.count('value="Typed with care"') == 2
    assert "Send what I typed" in page
