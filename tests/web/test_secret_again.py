"""What is shown once is not lost with the line: the same request under its key shows it again, and makes no other."""

import pytest
from sqlalchemy import update

from apex.store.idempotency import IdempotencyKey
from tests.web.clock import Clock
from tests.web.house import PASSWORD, hidden
from tests.web.second import URL, Person, recovery_codes, shown_secret, verbs

KEY = {"Idempotency-Key": "sent-twice"}


def token(browser, _house):
    return "/api/v1/account/tokens", {"scopes": ["read"], "name": "script"}, "token"


def invitation(_browser, _house):
    return "/api/v1/admin/users", {"email": "new@example.com", "name": "New", "role": "viewer"}, "invitation"


def reset(_browser, house):
    return f"/api/v1/admin/users/{house.user_id(house.user())}/link", {"kind": "reset"}, "address"


def share(_browser, house):
    return f"/api/v1/projects/{house.project(house.client('engineer'))['id']}/shares", {}, "token"


def webhook(_browser, _house):
    return "/api/v1/webhooks", {"url": "https://crm.example.com/hook", "events": ["file.added"]}, "secret"


def rotation(browser, house):
    address, body, _ = webhook(browser, house)
    made = house.client("admin").post(address, json=body).get_json()["result"]
    return f"{address}/{made['id']}/rotate", None, "secret"


@pytest.mark.parametrize("of", [token, invitation, reset, share, webhook, rotation])
def test_a_secret_is_shown_again_to_who_sends_the_same_again(house, of):
    client = house.client("admin")
    address, body, name = of(client, house)
    first = client.post(address, json=body, headers=KEY)
    assert first.status_code in (200, 201), first.get_data(as_text=True)
    told = verbs(house)
    again = client.post(address, json=body, headers=KEY)
    assert (again.status_code, again.data, again.headers["Idempotent-Replayed"]) == (
        first.status_code, first.data, "true",
    )  # fmt: skip
    assert verbs(house) == told, "nothing was done a second time"
    shown = first.get_json()["result"][name]
    assert str(shown if isinstance(shown, str) else shown["address"]) in again.get_data(as_text=True)


def test_a_second_step_set_up_twice_is_one_whose_secret_and_recovery_codes_are_known(house):
    browser, clock = house.browser("engineer"), Clock(house.app)
    first, again = twice(browser, URL, {"password": PASSWORD})
    person = Person(house, clock, browser, shown_secret(first))
    assert shown_secret(again) == person.secret
    first, again = twice(browser, f"{URL}/confirm", {"code": person.code()})
    assert (first.status_code, again.status_code) == (200, 200)
    assert len(recovery_codes(first)) == 10
    assert recovery_codes(again) == recovery_codes(first)


def twice(browser, address, given):
    """A double click."""
    form = hidden(browser.get(URL).get_data(as_text=True)) | given
    return [browser.http.post(address, data=form) for _ in range(2)]


def test_nothing_of_a_secret_can_be_read_in_what_is_kept(house):
    client = house.client("admin")
    made = client.post("/api/v1/account/tokens", json={"scopes": ["read"]}, headers=KEY).get_json()["result"]["token"]
    whose = house.user_id(client.email)
    body, headers = house.look(lambda session: kept(session.get(IdempotencyKey, (whose, *KEY.values()))))
    assert made.encode() not in body + headers
    assert b"scopes" not in body + headers


def kept(row):
    return row.body, repr(row.headers).encode()


def test_an_answer_kept_for_somebody_else_does_not_open(house):
    one, other = house.client("admin"), house.client("admin")
    first = one.post("/api/v1/projects", json={"name": "Mine"}, headers=KEY)
    assert other.post("/api/v1/projects", json={"name": "Mine"}, headers=KEY).status_code == 201
    mine, theirs = (house.user_id(who.email) for who in (one, other))
    moved = house.look(lambda session: session.get(IdempotencyKey, (mine, *KEY.values())).body)
    swap = update(IdempotencyKey).where(IdempotencyKey.scope == theirs).values(body=moved)
    house.act(lambda call: call.session.execute(swap))
    answer = other.post("/api/v1/projects", json={"name": "Mine"}, headers=KEY)
    assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (409, "conflict")
    assert "look at what there is now" in answer.get_json()["errors"][0]["message"]
    assert one.post("/api/v1/projects", json={"name": "Mine"}, headers=KEY).data == first.data
