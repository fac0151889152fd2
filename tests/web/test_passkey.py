"""Passkeys, added and used with a device of software whose signatures are real."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import update

from apex.actions.call import utc_now
from apex.app import create_app
from apex.extensions import db
from apex.settings import Settings
from apex.store.audit import AuditDetail, AuditRow
from apex.store.login import Login
from apex.store.passkey import Passkey
from apex.store.user import User
from tests.web.device import JSON, Person, asked, comes_in, send, visitor
from tests.web.house import PASSWORD, Browser, House, hidden
from tests.web.test_login import change, verbs


def last_reason(house):
    def look(session):
        row = session.query(AuditRow).order_by(AuditRow.seq.desc()).first()
        return json.loads(session.get(AuditDetail, row.seq).detail)["reason"]

    return house.look(look)


@pytest.mark.parametrize("counts", [True, False])
def test_a_passkey_is_added_listed_used_and_removed(house, counts):
    ann = Person(house, counts=counts)
    assert ann.add(name="My telephone").status_code == 303
    assert "My telephone" in ann.browser.get("/account").get_data(as_text=True)
    (held,) = ann.keys()
    assert (held["name"], held["used_at"]) == ("My telephone", None)
    assert comes_in(house, ann.device)
    assert (verbs(house)[-1], last_reason(house)) == ("login.succeeded", "passkey")
    assert comes_in(house, ann.device)
    assert ann.keys()[0]["used_at"] is not None
    assert ann.browser.post_form(f"/account/passkeys/{held['id']}/remove").status_code == 303
    assert ann.keys() == []
    assert [v for v in verbs(house) if v.startswith("passkey")] == ["passkey.added", "passkey.removed"]
    assert not comes_in(house, ann.device)
    assert verbs(house)[-1] == "login.failed"


def test_what_a_login_interrupted_is_sent_after_a_passkey_too(house):
    ann = Person(house)
    ann.add()
    browser = visitor(house)
    page = browser.http.post("/projects", data={"name": "Typed with care"}).get_data(as_text=True)
    credential = json.dumps(ann.device.get(asked(browser)))
    after = browser.http.post("/login/passkey", data={**hidden(page), "passkey": credential})
    text = after.get_data(as_text=True)
    assert "Typed with care" in text
    assert credential not in text
    assert browser.http.post("/projects", data=hidden(text)).status_code == 303


def test_a_passkey_leads_where_one_wanted_to_go_and_nowhere_else(house):
    ann = Person(house)
    ann.add()
    for wanted, leads in (("/projects?q=x", "/projects?q=x"), ("/\t/evil.example", "/")):
        browser = visitor(house)
        answer = send(browser, ann.device.get(asked(browser)), next=wanted)
        assert answer.headers["Location"] == leads


def test_a_passkey_is_added_shortly_after_logging_in_and_not_with_a_token(house):
    ann = Person(house)
    credential = ann.device.create(ann.begin().get_json()["result"])
    change(house, update(Login).values(created_at=utc_now() - timedelta(minutes=16)))
    assert ann.begin().status_code == 409
    answer = ann.add(credential)
    assert answer.status_code == 409
    assert "log in again" in answer.get_data(as_text=True)
    assert "data-passkey" not in ann.browser.get("/account").get_data(as_text=True)
    token = house.client("engineer")
    assert token.post("/api/v1/account/passkeys/options").status_code == 409
    assert token.post("/api/v1/account/passkeys", json={"passkey": json.dumps(credential)}).status_code == 409
    assert house.look(lambda s: s.query(Passkey).count()) == 0


def test_an_account_holds_twenty_passkeys(house):
    ann = Person(house)
    for _ in range(20):
        assert ann.add().status_code == 303
    options = ann.begin()
    assert options.status_code == 409
    assert "at most 20" in options.get_json()["errors"][0]["message"]


def test_a_button_pressed_without_scripts_says_what_is_missing(house):
    ann = Person(house)
    answer = ann.browser.post_form("/account/passkeys", {"name": "x", "passkey": ""})
    assert answer.status_code == 422
    browser = visitor(house)
    assert browser.post_form("/login/passkey", {"email": ""}, page="/login").status_code == 401


def test_a_forged_form_reaches_neither_login_nor_account(house):
    ann = Person(house)
    assert ann.browser.http.post("/account/passkeys/options", headers=JSON).status_code == 403
    stranger = house.app.test_client()
    assert stranger.post("/login/passkey/options", headers=JSON).status_code == 403
    assert stranger.post("/login/passkey", data={"passkey": "{}"}).status_code == 403


def test_attempts_are_counted_by_address(house):
    answers = [send(visitor(house), {}).status_code for _ in range(21)]
    assert answers == [401] * 20 + [429]


def test_browsers_keep_no_passkeys_for_a_bare_address(house):
    browser = visitor(house)
    bare = "http://127.0.0.1:8000"
    token = hidden(browser.get("/login", base_url=bare).get_data(as_text=True))["csrf_token"]
    sent = {"data": {"csrf_token": token}, "headers": JSON, "base_url": bare}
    answer = browser.http.post("/login/passkey/options", **sent)
    assert answer.status_code == 409
    assert "by its name" in answer.get_json()["errors"][0]["message"]


def test_the_address_people_use_counts_and_not_the_one_a_request_names(database_url, tmp_path):
    given = {"APEX_ENV": "testing", "APEX_DATABASE_URL": database_url, "APEX_DATA_DIR": str(tmp_path)}
    app = create_app(Settings.from_environment(given | {"APEX_PUBLIC_URL": "https://apex.shop.example"}))
    try:
        house = House(app)
        ann = Person(house)
        assert ann.begin().get_json()["result"]["rp"]["id"] == "apex.shop.example"
        assert ann.add().status_code == 422
        ann.device.origin = "https://apex.shop.example"
        assert ann.add().status_code == 303
        assert comes_in(house, ann.device)
    finally:
        with app.app_context():
            db.engine.dispose()


def test_a_password_with_a_second_step_is_not_asked_after_a_passkey(house):
    ann = Person(house)
    ann.add()
    change(house, update(User).where(User.email == ann.email).values(totp_since=utc_now(), totp_secret="x"))
    assert comes_in(house, ann.device)
    assert Browser(house.app, ann.email).log_in(PASSWORD).status_code == 200
