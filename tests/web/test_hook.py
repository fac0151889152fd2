"""Webhooks of other programs: verified, taken in once, by the rules that hold for people."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from apex.actions.call import utc_now
from apex.logic.signature import secret_of, signed_headers
from apex.settings import HookSettings
from apex.store.audit import AuditDetail, AuditRow
from apex.store.version import ProjectVersion
from tests.engine.documents import raw
from tests.jobs.office import submit, work

SECRET, NEXT = secret_of(bytes(range(24))), secret_of(bytes(range(1, 33)))
STAGES = {"won": "accepted", "lost": "rejected", "rework": "estimating", "shelved": "archived"}


@pytest.fixture
def hooked(house):
    chosen = house.app.extensions["apex_settings"]
    pm = HookSettings(source="pm", secrets=(SECRET, NEXT), stages=STAGES)
    house.app.extensions["apex_settings"] = replace(chosen, hooks=(pm,))
    return house


def send(house, data, *, message="msg_1", secret=SECRET, at=None, source="pm", body=None, **headers):
    body = json.dumps({"type": "project.stage", "data": data}).encode() if body is None else body
    moment = int(utc_now().timestamp() if at is None else at)
    signed = signed_headers([secret], message, moment, body) | headers
    return house.app.test_client().post(f"/hooks/{source}", data=body, headers=signed, content_type="application/json")


def outcome(answer):
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["result"]


def submitted(house):
    client = house.client("engineer")
    made = house.project(client, design=raw())
    for to in ("estimating", "submitted"):
        at = f"/api/v1/projects/{made['id']}/transitions"
        assert client.post(at, json={"to": to}, headers={"If-Match": "*"}).status_code == 200
    return client, made


def test_a_stage_moves_the_project_and_its_history_says_who(hooked):
    client, made = submitted(hooked)
    found = outcome(send(hooked, {"number": made["number"], "stage": "Won", "owner": "somebody"}))
    assert found == {
        "outcome": "applied", "why": "PM has it at Won",
        "project": {"id": made["id"], "number": made["number"], "status": "accepted", "version": 4},
    }  # fmt: skip
    state = client.get(f"/api/v1/projects/{made['id']}").get_json()["result"]
    assert (state["status"], state["version"]) == ("accepted", 4)
    events = client.get(f"/projects/{made['id']}/events").get_data(as_text=True)
    assert "The PM" in events
    rows = hooked.look(
        lambda s: [
            (row.verb, row.actor, row.project) for row in s.query(AuditRow).filter(AuditRow.actor == "hook:pm")
            .order_by(AuditRow.seq)
        ]
    )  # fmt: skip
    assert rows == [("project.moved", "hook:pm", made["id"]), ("hook.received", "hook:pm", made["id"])]


def test_the_same_message_again_has_the_same_answer_and_no_second_effect(hooked):
    client, made = submitted(hooked)
    data = {"number": made["number"], "stage": "lost"}
    first = outcome(send(hooked, data))
    back = {"to": "estimating", "reason": "again"}
    at = f"/api/v1/projects/{made['id']}/transitions"
    assert client.post(at, json=back, headers={"If-Match": "*"}).status_code == 200
    assert outcome(send(hooked, data)) == first
    assert outcome(send(hooked, data, secret=NEXT)) == first
    assert client.get(f"/api/v1/projects/{made['id']}").get_json()["result"]["status"] == "estimating"
    assert outcome(send(hooked, data, message="msg_2"))["outcome"] == "refused"


def test_of_the_same_message_many_times_at_once_one_has_an_effect(hooked):
    _, made = submitted(hooked)
    data = {"number": made["number"], "stage": "Won"}
    with ThreadPoolExecutor(6) as pool:
        found = [outcome(answer) for answer in pool.map(lambda _: send(hooked, data), range(6))]
    assert [each["outcome"] for each in found] == ["applied"] * 6
    moved = hooked.look(lambda s: s.query(ProjectVersion).filter_by(project_id=made["id"]).count())
    assert moved == 4


@pytest.mark.parametrize(
    ("stage", "word"), [("Won", "refused"), ("Handed over", "ignored"), ("Rework", "applied"), ("shelved", "applied")]
)
def test_what_the_rules_do_not_allow_is_recorded_and_not_done(hooked, stage, word):
    client = hooked.client("engineer")
    made = hooked.project(client)
    found = outcome(send(hooked, {"number": made["number"], "stage": stage}))
    assert found["outcome"] == word
    state = client.get(f"/api/v1/projects/{made['id']}").get_json()["result"]
    assert (state["version"] == 1) == (word != "applied")
    detail = hooked.look(
        lambda s: s.query(AuditDetail.detail).join(AuditRow, AuditRow.seq == AuditDetail.seq)
        .filter(AuditRow.verb == "hook.received").scalar()
    )  # fmt: skip
    assert found["why"][:40] in json.loads(detail)["reason"]


def test_what_says_nothing_of_a_known_project_is_answered_and_let_be(hooked):
    assert outcome(send(hooked, {"number": "P-1999-0001", "stage": "Won"}))["outcome"] == "refused"
    assert outcome(send(hooked, {"contact": "x"}, message="msg_2"))["outcome"] == "ignored"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"secret": secret_of(bytes(32))}, 401),
        ({"at": 1614265330}, 401),
        ({"webhook-signature": ""}, 401),
        ({"webhook-id": "msg_9"}, 401),
        ({"message": "a b"}, 401),
        ({"source": "crm"}, 404),
        ({"source": "other"}, 404),
        ({"body": b"{"}, 400),
        ({"body": b"[]"}, 422),
        ({"data": {"number": 5, "stage": "Won"}}, 422),
        ({"data": {"number": "P\u0000", "stage": ""}}, 422),
        ({"body": b'{"data": {}, "x": "' + b"x" * 20_000 + b'"}'}, 413),
    ],
)
def test_what_cannot_be_trusted_or_read_is_refused_and_not_remembered(hooked, more, status):
    client, made = submitted(hooked)
    good = {"number": made["number"], "stage": "Won"}
    given = {"data": good} | more
    assert send(hooked, **given).status_code == status
    assert client.get(f"/api/v1/projects/{made['id']}").get_json()["result"]["status"] == "submitted"
    assert outcome(send(hooked, good))["outcome"] == "applied"


def test_nobody_is_heard_before_it_is_configured(house):
    assert send(house, {"number": "P-1999-0001", "stage": "Won"}).status_code == 404


def test_a_stage_that_comes_while_the_project_is_being_submitted_is_taken_when_that_is_over(hooked):
    client = hooked.client("engineer")
    made = hooked.project(client, design=raw())
    at = f"/api/v1/projects/{made['id']}"
    assert client.post(f"{at}/transitions", json={"to": "estimating"}, headers={"If-Match": "*"}).status_code == 200
    submit(client, at)
    data = {"number": made["number"], "stage": "Won"}
    early = send(hooked, data)
    assert (early.status_code, early.headers["Retry-After"]) == (503, "10")
    work(hooked)
    assert outcome(send(hooked, data))["outcome"] == "applied"
    assert client.get(at).get_json()["result"]["status"] == "accepted"
