"""The second step of an account: set up, its recovery codes, removed; and what happens when the phone is gone."""

from dataclasses import replace

import pyotp
import pytest

from apex.extensions import db
from apex.report.code import qr_svg
from apex.store.audit import AuditDetail, AuditRow
from apex.store.second import RecoveryCode
from apex.store.user import User
from tests.web.clock import Clock
from tests.web.house import PASSWORD, Browser
from tests.web.second import API, URL, Person, begun, recovery_codes, set_up, shown_secret, state, verbs

SHORT = "x7Kq!m2z"
LONG = "four grey poles in the wind"


@pytest.fixture
def clock(house):
    return Clock(house.app)


@pytest.fixture
def person(house, clock):
    return set_up(house, clock)


def test_it_is_set_up_from_the_account_page(house, clock):
    browser = house.browser("engineer")
    there = Browser(house.app, browser.email)
    there.log_in(PASSWORD)
    assert f'href="{URL}"' in browser.get("/account").get_data(as_text=True)
    assert browser.post_form(URL, {"password": "not this one"}, page=URL).status_code == 422
    started = browser.post_form(URL, {"password": PASSWORD}, page=URL)
    person, text = Person(house, clock, browser, shown_secret(started)), started.get_data(as_text=True)
    assert " ".join(person.secret[i : i + 4] for i in range(0, 32, 4)) in text
    address = pyotp.TOTP(person.secret).provisioning_uri(name=browser.email, issuer_name="APEX")
    assert qr_svg(address, "The secret as a QR code") in text
    assert state(browser)["on"] is False
    refused = browser.post_form(f"{URL}/confirm", {"code": person.wrong}, page=URL)
    assert refused.status_code == 422
    assert shown_secret(refused) == person.secret
    done = browser.post_form(f"{URL}/confirm", {"code": person.code()}, page=URL)
    assert len(set(recovery_codes(done))) == 10
    after = browser.get(URL)
    assert recovery_codes(after) == []
    assert person.secret not in after.get_data(as_text=True)
    assert (state(browser)["on"], state(browser)["codes_left"]) == (True, 10)
    assert there.get("/projects").status_code == 401
    assert verbs(house)[-2:] == ["second_factor.set", "recovery_codes.made"]
    assert browser.post_form(URL, {"password": PASSWORD}, page=URL).status_code == 409


def test_what_was_begun_is_confirmed_soon_or_not_at_all(house, clock):
    idle = house.browser("engineer")
    assert idle.post_form(f"{URL}/confirm", {"code": "123456"}, page=URL).status_code == 409
    person = begun(house, clock)
    clock.move(minutes=15)
    late = person.browser.post_form(f"{URL}/confirm", {"code": person.code()}, page=URL)
    assert late.status_code == 409
    # Nobody is locked out by what they did not finish.
    assert Browser(house.app, person.email).log_in(PASSWORD).status_code == 303


def test_neither_secret_nor_recovery_codes_lie_in_the_database(house, person):
    held = house.look(
        lambda s: [
            *s.scalars(db.select(User.totp_secret).where(User.totp_secret.is_not(None))),
            *s.scalars(db.select(RecoveryCode.secret_sha256)),
            *s.scalars(db.select(AuditDetail.detail)),
        ]
    )
    assert len(held) > 11
    everything = "".join(held)
    for secret in (person.secret, *person.recovery, *(code.replace("-", "") for code in person.recovery)):
        assert secret not in everything


def test_new_recovery_codes_end_the_old_ones(person):
    assert person.browser.post_form(f"{URL}/codes", {"code": person.wrong}, page=URL).status_code == 422
    renewed = recovery_codes(person.browser.post_form(f"{URL}/codes", {"code": person.code()}, page=URL))
    assert len(renewed) == 10
    assert person.enter(person.recovery[0]).status_code == 401
    assert person.enter(renewed[0]).status_code == 303


def test_machines_set_it_up_and_remove_it(house, clock):
    email = house.user("engineer", PASSWORD)
    client = house.app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {house.token(email)}"
    refused = client.post(API, json={"password": "no"})
    assert (refused.status_code, refused.get_json()["errors"][0]["field"]) == (422, "password")
    made = client.post(API, json={"password": PASSWORD})
    assert made.status_code == 201
    totp = pyotp.parse_uri(made.get_json()["result"]["address"])
    assert (totp.secret, totp.name, totp.issuer) == (made.get_json()["result"]["secret"], email, "APEX")
    person = Person(house, clock, Browser(house.app, email), totp.secret)
    confirmed = client.post(f"{API}/confirm", json={"code": person.code()})
    assert len(confirmed.get_json()["result"]["recovery_codes"]) == 10
    assert client.get("/api/v1/account").get_json()["result"]["second_step"] is True
    assert client.get(API).get_json()["result"]["since"] == clock.now.isoformat()
    clock.move(minutes=1)
    assert client.delete(API, json={"password": "not the password at all", "code": person.code()}).status_code == 422
    assert client.delete(API, json={"password": PASSWORD, "code": person.wrong}).status_code == 422
    assert client.delete(API, json={"password": PASSWORD, "code": person.code()}).status_code == 200
    assert client.get(API).get_json()["result"] == {"on": False, "since": None, "codes_left": 0}
    assert Browser(house.app, email).log_in(PASSWORD).status_code == 303
    assert verbs(house)[-2] == "second_factor.removed"


def test_with_a_second_step_eight_characters_do_and_without_it_they_do_not(house, clock, person):
    plain = house.browser("engineer")
    assert plain.post_form("/account/password", {"password": PASSWORD, "password_new": SHORT}).status_code == 422
    assert 'minlength="8"' in person.browser.get("/account").get_data(as_text=True)
    for weak in ("7 chars", "password1", "qwertyui"):
        answer = person.browser.post_form("/account/password", {"password": PASSWORD, "password_new": weak})
        assert answer.status_code == 422, weak
    done = person.browser.post_form("/account/password", {"password": PASSWORD, "password_new": SHORT})
    assert done.status_code == 303
    browser, form = person.first_step(SHORT)
    browser.http.post("/login/code", data={**form, "code": person.code()})
    clock.move(minutes=1)
    removal = {"password": SHORT, "code": person.recovery[0]}
    refused = browser.post_form(f"{URL}/remove", removal, page=URL)
    assert refused.status_code == 422
    assert "at least 15 characters" in refused.get_data(as_text=True)
    assert "Recovery codes left: 10" in refused.get_data(as_text=True)
    assert state(browser) | {"since": ""} == {"on": True, "since": "", "codes_left": 10}
    assert browser.post_form("/account/password", {"password": SHORT, "password_new": LONG}).status_code == 303
    browser, form = person.first_step(LONG)
    browser.http.post("/login/code", data={**form, "code": person.code()})
    assert browser.post_form(f"{URL}/remove", {**removal, "password": LONG}, page=URL).status_code == 303
    assert Browser(house.app, person.email).log_in(LONG).status_code == 303


def test_an_administrator_takes_it_off_and_everybody_logs_in_anew(house, person):
    admin, user_id = house.client("admin"), house.user_id(person.email)
    url = f"/api/v1/admin/users/{user_id}/second-step"
    assert house.client("approver").delete(url).status_code == 403
    before = admin.get(f"/api/v1/admin/users/{user_id}")
    assert before.get_json()["result"]["second_step"] is True
    assert admin.delete(url).get_json()["result"]["second_step"] is False
    assert admin.get(f"/api/v1/admin/users/{user_id}").headers["ETag"] != before.headers["ETag"]
    assert person.browser.get("/projects").status_code == 401
    assert Browser(house.app, person.email).log_in(PASSWORD).status_code == 303
    told = house.look(lambda s: [r for r in s.query(AuditRow) if r.verb == "second_factor.removed"])
    assert [(r.actor, r.object) for r in told] == [(house.user_id(admin.email), user_id)]
    assert admin.delete(url).status_code == 409


def test_an_administrator_does_not_get_rid_of_their_own_without_a_code(house, clock):
    admin = set_up(house, clock, "admin")
    url = f"/admin/users/{house.user_id(admin.email)}"
    answer = admin.browser.post_form(f"{url}/second-step/remove", page=url)
    assert answer.status_code == 409
    assert state(admin.browser)["on"] is True


def test_a_short_password_left_without_its_second_step_needs_a_link(house, person):
    done = person.browser.post_form("/account/password", {"password": PASSWORD, "password_new": SHORT})
    assert done.status_code == 303
    admin, user_id = house.client("admin"), house.user_id(person.email)
    assert admin.delete(f"/api/v1/admin/users/{user_id}/second-step").status_code == 200
    refused = Browser(house.app, person.email).log_in(SHORT)
    assert refused.status_code == 401
    assert "ask an administrator for a reset link" in refused.get_data(as_text=True)
    made = admin.post(f"/api/v1/admin/users/{user_id}/link", json={}).get_json()["result"]["address"]
    path = made.removeprefix("http://localhost")
    browser = Browser(house.app, person.email)
    assert browser.post_form(path, {"password": SHORT}, page=path).status_code == 422
    assert browser.post_form(path, {"password": LONG}, page=path).status_code == 303
    assert browser.log_in(LONG).status_code == 303


def test_a_reset_link_leaves_the_second_step_on(house, person):
    user_id = house.user_id(person.email)
    made = house.client("admin").post(f"/api/v1/admin/users/{user_id}/link", json={})
    path = made.get_json()["result"]["address"].removeprefix("http://localhost")
    browser = Browser(house.app, person.email)
    assert browser.post_form(path, {"password": SHORT}, page=path).status_code == 303
    browser, form = person.first_step(SHORT)
    assert browser.http.post("/login/code", data={**form, "code": person.code()}).status_code == 303


def test_after_the_servers_key_changed_a_recovery_code_still_opens(house, person):
    chosen = house.app.extensions["apex_settings"]
    house.app.extensions["apex_settings"] = replace(chosen, secret_key="another key of the server's, long enough")
    lost = person.enter(person.code())
    assert lost.status_code == 409
    assert "secret key is another one now" in lost.get_data(as_text=True)
    assert person.enter(person.recovery[0]).status_code == 303


def test_who_has_no_password_is_told_why_there_is_nothing_to_set_up(house):
    client = house.client("engineer")
    page = client.get(URL, headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "Your account has no password" in page
    assert client.post(API, json={"password": ""}).status_code == 422
