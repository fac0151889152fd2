"""Messages to endpoints: in the transaction of what they tell of, signed, tried again on their schedule."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apex.actions.breaker import SharedBreaker
from apex.actions.call import Actor
from apex.actions.delivery import SCHEDULE_S, WHOLE, Tried, judge
from apex.actions.project import create
from apex.extensions import db
from apex.jobs.attempt import attempt
from apex.logic.signature import UnsignedError, demand_signed
from apex.outside.client import Client
from apex.packs.load import load_packs
from apex.store.audit import AuditRow
from apex.store.job import Job, revoke
from apex.store.lease import claim
from apex.store.verb import Verb
from apex.store.webhook import Delivery, Webhook
from tests.database import on_sqlite
from tests.jobs.listening import due, job_of, listen, send, sent, trusting
from tests.receiver import receiving


def deliver(house, message):
    send(house, message["id"])


def signed(message, *secrets):
    demand_signed(
        secrets, message.id, message.headers["webhook-timestamp"], message.headers["webhook-signature"], message.body,
        float(message.headers["webhook-timestamp"]),
    )  # fmt: skip


def test_what_happens_is_told_signed_and_once(house, admin, receiver):
    hook = listen(admin, receiver.url)
    project = house.project(admin, customer="Acme")
    (message,) = sent(admin, hook)
    assert (message["state"], message["attempts"]) == ("waiting", [])
    deliver(house, message)
    (got,) = receiver.got
    signed(got, hook["secret"])
    with pytest.raises(UnsignedError):
        signed(got, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    assert got.id == message["id"]
    assert got.headers["content-type"] == "application/json"
    assert got.content["type"] == "project.created"
    told = got.content["data"]
    assert told["project"] == {"id": project["id"], "number": project["number"], "version": 1, "status": "draft"}
    assert told["links"]["api"] == f"/api/v1/projects/{project['id']}"
    assert b"Acme" not in got.body
    assert admin.email.encode() not in got.body
    (after,) = sent(admin, hook)
    assert after["state"] == "sent"
    assert [a["status"] for a in after["attempts"]] == [204]
    attempt_again = job_of(house, message["id"])
    with house.app.app_context():
        attempt(house.app, attempt_again)
    assert len(receiver.got) == 1


@on_sqlite
def test_while_a_secret_is_changed_both_verify_a_message(house, admin, receiver):
    hook = listen(admin, receiver.url)
    at = f"/api/v1/webhooks/{hook['id']}"
    new = admin.post(f"{at}/rotate").get_json()["result"]["secret"]
    house.project(admin)
    deliver(house, sent(admin, hook)[0])
    for secret in (hook["secret"], new):
        signed(receiver.got[0], secret)
    assert admin.post(f"{at}/rotate/end").status_code == 200
    house.project(admin)
    deliver(house, sent(admin, hook)[0])
    signed(receiver.got[1], new)
    with pytest.raises(UnsignedError):
        signed(receiver.got[1], hook["secret"])


@on_sqlite
def test_a_receiver_that_hangs_or_is_gone_is_an_attempt_with_its_class(house, admin):
    with receiving(held=True) as slow:
        trusting(house, slow)
        with house.app.app_context():
            hasty = Client(SharedBreaker(db.engine), public_only=True, trusted=[slow.place], total_s=0.5)
        house.app.extensions["apex_strangers"] = hasty
        hook = listen(admin, slow.url)
        house.project(admin)
        (message,) = sent(admin, hook)
        deliver(house, message)
    deliver(house, message)
    (after,) = sent(admin, hook)
    assert after["state"] == "waiting"
    assert [(a["status"], a["error"]) for a in after["attempts"]] == [(None, "too slow"), (None, "connection refused")]
    assert after["attempts"][0]["ms"] >= 400


@on_sqlite
def test_a_secret_that_cannot_be_opened_any_more_is_told_and_nothing_is_sent(house, admin, receiver):
    hook = listen(admin, receiver.url)
    house.project(admin)
    chosen = house.app.extensions["apex_settings"]
    house.app.extensions["apex_settings"] = replace(chosen, secret_key="another key than before, as long")
    deliver(house, sent(admin, hook)[0])
    assert receiver.got == []
    assert "secret key of the server" in sent(admin, hook)[0]["attempts"][0]["error"]


@on_sqlite
def test_links_begin_with_the_address_people_use(house, admin, receiver):
    chosen = house.app.extensions["apex_settings"]
    house.app.extensions["apex_settings"] = replace(chosen, public_url="https://apex.example")
    hook = listen(admin, receiver.url)
    project = house.project(admin)
    assert f'"https://apex.example/projects/{project["id"]}"' in sent(admin, hook)[0]["body"]


def test_what_is_taken_back_leaves_no_message_and_no_job(house, admin, receiver):
    listen(admin, receiver.url)

    owner = house.user_id(admin.email)

    def work(call):
        someone = Actor(owner, admin.email, "", "admin")
        create(replace(call, actor=someone), load_packs(), {"name": "Never"})
        assert call.session.query(Delivery).count() == 1
        return 1 // 0

    with pytest.raises(ZeroDivisionError):
        house.act(work)
    with house.app.app_context():
        db.session.rollback()
        assert db.session.query(Delivery).count() == 0
        assert db.session.query(Job).filter_by(kind="webhook.deliver").count() == 0
    refused = admin.post("/api/v1/projects", json={"name": ""})
    assert refused.status_code == 422
    assert house.look(lambda session: session.query(Delivery).count()) == 0


@on_sqlite
def test_only_what_is_listened_to_is_told_and_a_move_by_where_it_led(house, admin, receiver):
    hook = listen(admin, receiver.url, ["project.estimating", "project.archived"])
    project = house.project(admin)
    for to in ("estimating", "archived"):
        body = {"to": to}
        moved = admin.post(f"/api/v1/projects/{project['id']}/transitions", json=body, headers={"If-Match": "*"})
        assert moved.status_code == 200
    found = sent(admin, hook)
    assert [m["event"] for m in found] == ["project.archived", "project.estimating"]
    deliver(house, found[0])
    told = receiver.got[0].content["data"]["project"]
    assert (told["status_before"], told["status"], told["version"]) == ("estimating", "archived", 3)


def test_an_owner_is_told_of_what_they_may_see(house, admin, receiver):
    hook = listen(admin, receiver.url)
    other = house.client("engineer")
    house.project(other, visibility="members")
    assert len(sent(admin, hook)) == 1

    def demote(role, active=True):
        owner = house.user_id(admin.email)
        change = {"role": role, "active": active, "name": "Owner"}
        boss = house.client("admin")
        tag = boss.get(f"/api/v1/admin/users/{owner}").headers["ETag"]
        done = boss.put(f"/api/v1/admin/users/{owner}", json=change, headers={"If-Match": tag})
        assert done.status_code == 200
        return boss

    boss = demote("estimator")
    house.project(other, visibility="members")
    assert len(sent(boss, hook)) == 1
    open_one = house.project(other)
    assert len(sent(boss, hook)) == 2
    assert open_one["id"] in sent(boss, hook)[0]["body"]
    boss = demote("estimator", active=False)
    house.project(other)
    assert len(sent(boss, hook)) == 2


@on_sqlite
@pytest.mark.parametrize(
    ("status", "named", "least"),
    [(500, {}, 4.5), (301, {"Location": "/elsewhere"}, 4.5), (429, {"Retry-After": "77"}, 77)],
)
def test_what_is_no_success_is_tried_again_in_time(house, admin, receiver, status, named, least):
    receiver.answer = lambda message: (status, named) if message.number == 1 else (200, {})
    hook = listen(admin, receiver.url)
    house.project(admin)
    (message,) = sent(admin, hook)
    deliver(house, message)
    (after,) = sent(admin, hook)
    assert (after["state"], after["attempts"][0]["status"]) == ("waiting", status)
    job = due(house, job_of(house, message["id"]))
    assert job.state == "RETRY"
    wait = (job.due_at - job.updated_at).total_seconds()
    assert least - 0.5 <= wait <= max(5.5, least) + 0.5
    assert job.most - (job.attempt - job.spent) == 5
    deliver(house, message)
    assert [m.path for m in receiver.got] == ["/in", "/in"]
    assert {m.id for m in receiver.got} == {message["id"]}
    assert sent(admin, hook)[0]["state"] == "sent"


@on_sqlite
def test_ten_attempts_are_made_on_the_schedule_and_then_it_has_failed(house, admin, receiver):
    receiver.answer = lambda message: (503, {})
    hook = listen(admin, receiver.url)
    house.project(admin)
    (message,) = sent(admin, hook)
    waits = []
    for _ in SCHEDULE_S:
        deliver(house, message)
        job = due(house, job_of(house, message["id"]))
        waits.append((job.due_at - job.updated_at).total_seconds() if job.state == "RETRY" else job.state)
    assert waits[-1] == "SUCCESS"
    for wait, usual in zip(waits, SCHEDULE_S[1:], strict=False):
        assert usual * 0.9 - 0.1 <= wait <= usual * 1.1 + 0.1
    (after,) = sent(admin, hook)
    assert (after["state"], len(after["attempts"]), len(receiver.got)) == ("failed", 10, 10)
    replayed = admin.post(f"/api/v1/webhooks/{hook['id']}/deliveries/{message['id']}/replay")
    assert replayed.status_code == 202
    receiver.answer = lambda message: (200, {})
    deliver(house, message)
    assert sent(admin, hook)[0]["state"] == "sent"
    assert {m.id for m in receiver.got} == {message["id"]}


def test_the_schedule_is_the_one_of_the_specification():
    assert SCHEDULE_S == (0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
    at = Tried(at=None, ms=1, status=500)
    for tries in range(9):
        waits = [judge(at, tries).after_s for _ in range(50)]
        assert min(waits) >= 0.9 * SCHEDULE_S[tries + 1]
        assert max(waits) <= 1.1 * SCHEDULE_S[tries + 1]
        assert len(set(waits)) > 40
    assert judge(at, 9).state == "failed"
    assert judge(replace(at, retry_after_s=400.0), 0).after_s == 400.0
    assert judge(replace(at, status=204), 9).state == "sent"


def test_an_endpoint_that_is_left_alone_is_asked_for_by_fewer_the_more_wait_and_not_for_ever():
    unmade = Tried(at=None, ms=0, retry_after_s=60.0, made=False)
    waits = [judge(unmade, 0, waiting=2000).after_s for _ in range(200)]
    assert 60.0 <= min(waits) < 160.0 < 460.0 < max(waits) <= 570.0
    assert max(judge(unmade, 0).after_s for _ in range(200)) < 71.0
    assert judge(unmade, 0, WHOLE).state == "waiting"
    assert judge(unmade, 0, WHOLE + timedelta(seconds=1)).state == "failed"


@on_sqlite
def test_a_message_no_attempt_was_made_for_in_all_its_time_has_failed_and_can_be_replayed(house, admin, receiver):
    receiver.answer = lambda message: (503, {})
    hook = listen(admin, receiver.url)
    for _ in range(6):
        house.project(admin)
    last, *others = sent(admin, hook)

    def age(call):
        old = call.now - WHOLE - timedelta(minutes=1)
        call.session.query(Job).filter_by(key=last["id"]).update({"created_at": old})

    house.act(age)
    for message in (*others, last):
        with house.app.app_context():
            attempt(house.app, job_of(house, message["id"]))
    (after, *rest) = sent(admin, hook)
    assert (after["state"], [each["error"] for each in after["attempts"]]) == (
        "failed", ["left alone: it failed too often"],
    )  # fmt: skip
    assert {each["state"] for each in rest} == {"waiting"}
    assert len(receiver.got) == 5
    receiver.answer = lambda message: (204, {})
    again = admin.post(f"/api/v1/webhooks/{hook['id']}/deliveries/{last['id']}/replay")
    assert again.status_code == 202
    send(house, last["id"])
    assert sent(admin, hook)[0]["state"] == "sent"


def test_who_answers_gone_is_disabled_and_that_is_told(house, admin, receiver):
    receiver.answer = lambda message: (410, {})
    hook = listen(admin, receiver.url)
    house.project(admin)
    house.project(admin)
    second, first = sent(admin, hook)
    deliver(house, first)
    state = admin.get(f"/api/v1/webhooks/{hook['id']}").get_json()["result"]
    assert (state["state"], state["reason"]) == ("disabled", "it answered 410 Gone")
    deliver(house, second)
    assert [m["state"] for m in sent(admin, hook)] == ["stopped", "failed"]
    assert len(receiver.got) == 1
    house.project(admin)
    assert len(sent(admin, hook)) == 2
    verbs = house.look(
        lambda s: [r.verb for r in s.query(AuditRow).filter_by(object=hook["id"]).order_by(AuditRow.seq)]
    )
    assert verbs == ["webhook.added", "webhook.disabled"]
    assert admin.post(f"/api/v1/webhooks/{hook['id']}/deliveries/{first['id']}/replay").status_code == 409
    receiver.answer = lambda message: (200, {})
    assert admin.post(f"/api/v1/webhooks/{hook['id']}/enable").status_code == 200
    again = admin.post(f"/api/v1/webhooks/{hook['id']}/replay", json={"since": "2026-01-01"})
    assert again.status_code == 422
    since = first["created_at"]
    again = admin.post(f"/api/v1/webhooks/{hook['id']}/replay", json={"since": since})
    assert again.get_json()["result"] == {"replayed": 2}
    deliver(house, first)
    deliver(house, second)
    assert [m["state"] for m in sent(admin, hook)] == ["sent", "sent"]


def test_while_an_endpoint_is_left_alone_no_attempt_is_used_up(house, admin, receiver):
    receiver.answer = lambda message: (503, {})
    hook = listen(admin, receiver.url)
    for _ in range(6):
        house.project(admin)
    *_, last = ids = [message["id"] for message in reversed(sent(admin, hook))]
    for one in ids:
        with house.app.app_context():
            attempt(house.app, job_of(house, one))
    assert [m.id for m in receiver.got] == ids[:5]
    (found,) = [m for m in sent(admin, hook) if m["id"] == last]
    assert (found["state"], found["attempts"]) == ("waiting", [])
    job = due(house, job_of(house, last))
    assert 50 < (job.due_at - job.updated_at).total_seconds() < 75
    receiver.answer = lambda message: (204, {})
    send(house, last)
    assert receiver.got[-1].id == last
    assert sent(admin, hook)[0]["state"] == "sent"


def test_an_address_of_the_own_network_is_not_spoken_to(house, admin):
    with receiving() as trap:
        trusting(house, trap)
        hook = listen(admin, trap.url)
        trusting(house)
        house.project(admin)
        (message,) = sent(admin, hook)
        deliver(house, message)
        assert trap.got == []
        (tried,) = sent(admin, hook)[0]["attempts"]
        assert (tried["status"], bool(tried["error"])) == (None, True)
    answer = admin.post("/api/v1/webhooks", json={"url": "http://127.0.0.1:9/x", "events": ["file.added"]})
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "url"


def test_a_message_whose_endpoint_is_removed_is_not_sent(house, admin, receiver):
    hook = listen(admin, receiver.url)
    house.project(admin)
    job = job_of(house, sent(admin, hook)[0]["id"])
    assert admin.delete(f"/api/v1/webhooks/{hook['id']}", headers={"If-Match": "*"}).status_code == 200
    assert house.look(lambda session: session.query(Delivery).count() + session.query(Webhook).count()) == 0
    with house.app.app_context():
        attempt(house.app, job)
    assert receiver.got == []
    assert due(house, job).state == "SUCCESS"


def test_a_job_that_fails_is_told_but_not_one_that_tells(house, admin, receiver):
    hook = listen(admin, receiver.url, ["job.failed"])

    def fail(call):
        for kind in ("webhook.deliver", "report.generate"):
            call.record(Verb.JOB_FAILED, "job", "01J", changes={"kind": (None, kind)})

    house.act(fail)
    (message,) = sent(admin, hook)
    assert '"job":"report.generate"' in message["body"]


def test_what_was_sent_while_somebody_cancelled_it_is_known_to_be_sent(house, admin, receiver):
    hook = listen(admin, receiver.url)
    house.project(admin)
    (message,) = sent(admin, hook)

    def answer(_):
        assert house.act(lambda call: revoke(call.session, job_of(house, message["id"]), call.now))
        return 204, {}

    receiver.answer = answer
    deliver(house, message)
    (after,) = sent(admin, hook)
    assert (after["state"], [each["status"] for each in after["attempts"]]) == ("sent", [204])
    assert due(house, job_of(house, message["id"])).state == "REVOKED"


@pytest.mark.parametrize("stopped", [False, True])
def test_a_message_that_is_being_sent_can_be_replayed_and_has_one_job(house, admin, receiver, stopped):
    hook = listen(admin, receiver.url)
    house.project(admin)
    (message,) = sent(admin, hook)

    def begin(call):
        assert claim(call.session, call.session.get(Delivery, message["id"]).job_id, call.now, timedelta(60), "w")
        if stopped:
            call.session.get(Delivery, message["id"]).state = "stopped"

    house.act(begin)
    again = admin.post(f"/api/v1/webhooks/{hook['id']}/deliveries/{message['id']}/replay")
    assert (again.status_code, again.get_json()["result"]["state"]) == (202, "waiting")
    assert house.look(lambda session: session.query(Job).filter_by(kind="webhook.deliver").count()) == 1
