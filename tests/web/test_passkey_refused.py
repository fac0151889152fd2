"""What a passkey does not open: answers of other sites, of other devices, of yesterday, and nonsense."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from apex.actions.call import utc_now
from apex.store.user import User
from tests.authenticator import Authenticator, b64
from tests.database import application, copied, on_sqlite
from tests.web.device import HERE, Person, asked, comes_in, send, visitor
from tests.web.house import House
from tests.web.test_login import change, verbs


@on_sqlite
def test_a_page_of_another_site_gets_nothing_signed_that_counts(house):
    ann = Person(house)
    refused = ann.add(origin="https://evil.example")
    assert refused.status_code == 422
    assert "Passkey: could not be verified" in refused.get_data(as_text=True)
    assert ann.add().status_code == 303
    assert not comes_in(house, ann.device, origin="https://evil.example")
    assert not comes_in(house, ann.device, type="webauthn.create")
    assert comes_in(house, ann.device)


@on_sqlite
def test_a_passkey_made_for_another_site_is_refused(house):
    ann = Person(house)
    options = ann.begin().get_json()["result"]
    refused = ann.add(ann.device.create({**options, "rp": {"id": "evil.example", "name": "APEX"}}))
    assert refused.status_code == 422
    ann.add()
    ann.device.keys[-1].rp_id = "evil.example"
    browser = visitor(house)
    assert send(browser, ann.device.get(asked(browser), ann.device.keys[-1])).status_code == 401


@on_sqlite
def test_another_challenge_than_the_one_asked_is_refused(house):
    ann = Person(house)
    assert ann.add(challenge=b64(bytes(64))).status_code == 422
    ann.add()
    assert not comes_in(house, ann.device, challenge=b64(bytes(64)))
    browser = visitor(house)
    options = asked(browser)
    asked(browser)
    assert send(browser, ann.device.get(options)).status_code == 401


@on_sqlite
def test_a_challenge_for_adding_is_none_for_logging_in(house):
    ann = Person(house)
    ann.add()
    ann.begin()
    with ann.browser.http.session_transaction() as kept:
        _, value, _ = kept["challenge"]
    answer = send(
        ann.browser, ann.device.get({"rpId": "localhost", "userVerification": "required", "challenge": value})
    )
    assert answer.status_code == 401


@pytest.mark.parametrize("counts", [True, False])
def test_an_answer_counts_once_also_for_who_kept_the_cookie(house, counts):
    ann = Person(house, counts=counts)
    ann.add()
    browser = visitor(house)
    credential = ann.device.get(asked(browser))
    cookie = browser.http.get_cookie("apex_session").value
    assert send(browser, credential).status_code == 303
    again = send(browser, credential)
    assert again.status_code == 401
    assert "answered before" in again.get_data(as_text=True)
    thief = visitor(house)
    thief.http.set_cookie("apex_session", cookie)
    assert send(thief, credential).status_code == 401
    assert verbs(house).count("login.failed") == 2


def test_of_several_who_bring_the_same_answer_at_once_one_comes_in(house):
    ann = Person(house, counts=False)
    ann.add()
    browser = visitor(house)
    credential = ann.device.get(asked(browser))
    cookie, token = browser.http.get_cookie("apex_session").value, browser.csrf("/login")
    line = Barrier(4)

    def come(_):
        own = visitor(house)
        own.http.set_cookie("apex_session", cookie)
        line.wait(10)
        return own.http.post(
            "/login/passkey", data={"csrf_token": token, "passkey": json.dumps(credential)}
        ).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(come, range(4))) == [303, 401, 401, 401]


@on_sqlite
def test_a_challenge_is_over_after_five_minutes(house):
    ann = Person(house)
    ann.add()
    browser = visitor(house)
    credential = ann.device.get(asked(browser))
    house.app.extensions["apex_clock"] = lambda: utc_now() + timedelta(minutes=5, seconds=1)
    assert send(browser, credential).status_code == 401


def test_a_count_that_goes_back_is_refused(house):
    ann = Person(house)
    ann.add()
    ann.device.keys[0].count = 41
    assert comes_in(house, ann.device)
    ann.device.keys[0].count = 40  # a copy of the device, used less
    assert not comes_in(house, ann.device)
    ann.device.counts, ann.device.keys[0].count = False, 0
    assert not comes_in(house, ann.device)
    ann.device.counts, ann.device.keys[0].count = True, 42
    assert comes_in(house, ann.device)


@on_sqlite
def test_a_device_that_did_not_ask_who_it_is_is_refused(house):
    ann = Person(house, verifies=False)
    assert ann.add().status_code == 422
    ann.device.verifies = True
    assert ann.add().status_code == 303
    ann.device.verifies = False
    assert not comes_in(house, ann.device)


@on_sqlite
def test_another_key_signs_nothing(house):
    ann, bob = Person(house), Person(house)
    ann.add()
    bob.add()
    ann.device.keys[0].private = bob.device.keys[0].private
    assert not comes_in(house, ann.device)


@on_sqlite
def test_a_passkey_opens_the_account_it_was_made_for_and_no_other(house):
    ann, bob = Person(house), Person(house)
    ann.add()
    bob.add()
    browser = visitor(house)
    assert send(browser, ann.device.get(asked(browser))).status_code == 303
    assert ann.email in browser.get("/account").get_data(as_text=True)
    ann.device.keys[0].user_handle = bob.device.keys[0].user_handle
    assert not comes_in(house, ann.device)


def test_a_passkey_belongs_to_one_account(house):
    ann, bob = Person(house), Person(house)
    ann.add()
    bob.add()
    stolen = bob.device.keys[0].id
    again = ann.add(ann.device.create(ann.begin().get_json()["result"], key_id=stolen))
    assert again.status_code == 409
    assert "added before" in again.get_data(as_text=True)
    key = bob.keys()[0]["id"]
    assert ann.browser.post_form(f"/account/passkeys/{key}/remove").status_code == 404
    assert house.client("engineer").delete(f"/api/v1/account/passkeys/{key}").status_code == 404
    assert (len(ann.keys()), len(bob.keys())) == (1, 1)


def test_what_was_added_is_not_added_again(house):
    ann = Person(house)
    credential = ann.device.create(ann.begin().get_json()["result"])
    assert ann.add(credential).status_code == 303
    again = ann.add(credential)
    assert again.status_code == 409
    assert "answered before" in again.get_data(as_text=True)
    options = ann.begin().get_json()["result"]
    assert [each["id"] for each in options["excludeCredentials"]] == [b64(ann.device.keys[0].id)]


@on_sqlite
def test_a_disabled_account_is_not_opened(house):
    ann = Person(house)
    ann.add()
    change(house, update(User).where(User.email == ann.email).values(active=False))
    assert not comes_in(house, ann.device)
    change(house, update(User).where(User.email == ann.email).values(active=True))
    assert comes_in(house, ann.device)


@pytest.mark.parametrize(
    "cose",
    [
        {1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)}, {1: 2, 3: -7, -1: 1, -2: "x", -3: 5}, {1: 1, 3: -8, -1: 6},
        {1: 3, 3: -257, -1: b"", -2: b""}, {3: -7}, {}, {1: 2, 3: -36, -1: 2, -2: bytes(48), -3: bytes(48)}, [1], 5,
    ],
    ids=str,
)  # fmt: skip
def test_a_key_that_is_none_is_refused_when_it_is_added(shared, cose):
    options = shared.begin().get_json()["result"]
    assert shared.add(Authenticator(HERE).create(options, cose=cbor2.dumps(cose))).status_code == 422
    assert len(shared.keys()) == 1


@pytest.fixture(scope="module")
def shared(migrated_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("passkeys")
    with application(copied(migrated_file, folder), folder) as app:
        ann = Person(House(app))
        ann.add()
        yield ann


TEXT = st.text(st.characters(codec="utf-8"), max_size=80) | st.binary(max_size=200).map(b64)
NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


def twisted(credential, path, value):
    """The credential with another value at one place."""
    spoiled = json.loads(json.dumps(credential))
    where = spoiled
    for name in path[:-1]:
        where = where[name]
    where[path[-1]] = value
    return spoiled


@settings(max_examples=30)
@given(data=st.data())
def test_whatever_a_stranger_sends_is_refused_and_never_a_fault(shared, data):
    browser = visitor(shared.house)
    # Attempts of one address are counted, which this is not about.
    browser.http.environ_base["REMOTE_ADDR"] = f"10.{data.draw(st.integers(0, 255))}.{data.draw(st.integers(0, 255))}.1"
    login = shared.device.get(asked(browser))
    path = data.draw(st.sampled_from([*((n,) for n in login), *(("response", n) for n in login["response"])]))
    assert send(browser, twisted(login, path, data.draw(NONSENSE))).status_code == 401
    made = Authenticator(HERE).create(shared.begin().get_json()["result"])
    path = data.draw(st.sampled_from([*((n,) for n in made), *(("response", n) for n in list(made["response"])[:2])]))
    assert shared.add(twisted(made, path, data.draw(NONSENSE))).status_code == 422
