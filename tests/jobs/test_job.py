"""Jobs in the transaction of what asks for them; claimed by one worker, ended once."""

from datetime import timedelta

import pytest

from apex.actions.call import SYSTEM, Call, utc_now
from apex.actions.job import enqueue
from apex.errors import ExternalServiceError
from apex.extensions import db
from apex.jobs import attempt as attempts
from apex.jobs.attempt import attempt, pause
from apex.jobs.kind import Done
from apex.jobs.lease import Lease, LostError
from apex.jobs.queue import queue_of
from apex.jobs.sweep import daily, interval_s, sweep
from apex.store.audit import AuditRow
from apex.store.job import Job, claim, job_by_id, write
from apex.store.retry import transact
from tests.engine.documents import raw

LEASE = timedelta(seconds=60)


@pytest.fixture
def inside(house):
    with house.app.app_context():
        yield house


def queued(house, kind="audit.head", **more):
    return house.act(lambda call: enqueue(call, kind, {}, **more).id)


def job(job_id):
    found = job_by_id(db.session(), job_id)
    db.session.expunge(found)
    db.session.rollback()
    return found


def later(work):
    return transact(db.session(), work)


def test_a_transaction_that_is_taken_back_leaves_no_job(inside):
    def work():
        enqueue(Call(session=db.session(), actor=SYSTEM, now=utc_now()), "audit.head", {})
        return 1 // 0

    with pytest.raises(ZeroDivisionError):
        later(work)
    assert db.session.query(Job).count() == 0
    assert queue_of(inside.app).pending_count() == 0


def test_of_a_kind_one_job_about_the_same_lives_at_a_time(inside):
    first = queued(inside, key="2026-11-22")
    assert queued(inside, key="2026-11-22") == first
    assert queued(inside, key="2026-11-23") != first
    attempt(inside.app, first)
    assert job(first).state == "SUCCESS"
    assert queued(inside, key="2026-11-22") != first


def test_a_job_is_claimed_once(inside):
    one = queued(inside)
    assert [later(lambda: claim(db.session(), one, utc_now(), LEASE, "w")) for _ in range(3)] == [1, None, None]


def test_who_lost_the_lease_writes_nothing(inside):
    one, now = queued(inside), utc_now()
    assert later(lambda: claim(db.session(), one, now, LEASE, "slow")) == 1
    assert later(lambda: claim(db.session(), one, now + LEASE / 2, LEASE, "early")) is None
    assert later(lambda: claim(db.session(), one, now + 2 * LEASE, LEASE, "next")) == 2
    assert not later(lambda: write(db.session(), one, 1, now, {"state": "SUCCESS"}))
    with pytest.raises(LostError):
        Lease(one, 1, LEASE).progress(0.5, "late")
    assert (job(one).worker, job(one).state) == ("next", "STARTED")


def test_the_effect_of_an_attempt_that_lost_its_lease_is_not_committed(inside, monkeypatch):
    one = queued(inside)

    def slow(task):
        late = utc_now() + 3 * LEASE
        assert later(lambda: claim(db.session(), one, late, LEASE, "next")) == 2
        return Done("late", lambda call: enqueue(call, "cleanup", {}))

    monkeypatch.setattr(attempts, "KINDS", {"audit.head": slow})
    attempt(inside.app, one)
    assert (job(one).state, job(one).attempt, job(one).worker) == ("STARTED", 2, "next")
    assert db.session.query(Job).filter_by(kind="cleanup").count() == 0


def test_what_may_pass_is_tried_again_and_then_given_up(inside, monkeypatch):
    def down(task):
        raise ExternalServiceError("the service is down", retry_after=0)

    monkeypatch.setattr(attempts, "KINDS", {"audit.head": down})
    monkeypatch.setattr(attempts, "pause", lambda number, retry_after=None: 0.0)
    one = queued(inside, most=3)
    states = []
    for _ in range(4):
        attempt(inside.app, one)
        states.append((job(one).state, job(one).attempt))
    assert states == [("RETRY", 1), ("RETRY", 2), ("FAILURE", 3), ("FAILURE", 3)]
    assert job(one).error == "the service is down"


def test_pauses_double_with_jitter_and_are_never_shorter_than_asked():
    assert all(pause(n) <= min(2.0 ** (n - 1), 300.0) for n in range(1, 30) for _ in range(20))
    assert pause(1, 40) == 40.0
    assert max(pause(5) for _ in range(300)) > 8.0


def test_an_error_in_the_code_is_a_failure_with_a_mark_and_not_tried_again(inside, monkeypatch, caplog):
    monkeypatch.setattr(attempts, "KINDS", {"audit.head": lambda task: 1 // 0})
    one = queued(inside)
    attempt(inside.app, one)
    found = job(one)
    assert (found.state, found.attempt) == ("FAILURE", 1)
    assert found.error.split()[2].rstrip(".;") in caplog.text
    verbs = [row.verb for row in db.session.query(AuditRow).filter_by(object=one)]
    db.session.rollback()
    assert verbs == ["job.queued", "job.failed"]


def test_a_job_whose_workers_keep_dying_is_given_up(inside):
    one, now = queued(inside, most=2), utc_now()
    for turn in range(2):
        assert later(lambda turn=turn: claim(db.session(), one, now + 2 * turn * LEASE, LEASE, "dies")) == turn + 1
    later(lambda: db.session.query(Job).update({"lease_until": now - LEASE}))
    attempt(inside.app, one)
    assert job(one).state == "FAILURE"
    assert "given up after 2 attempts" in job(one).error


def test_a_running_job_that_is_cancelled_ends_at_its_next_point_of_progress(house, monkeypatch):
    client = house.client("engineer")
    made = house.project(client, design=raw())
    one = client.post(f"/api/v1/projects/{made['id']}/report").get_json()["result"]["task_id"]
    reached = []

    def work(task):
        reached.append("begun")
        answer = client.delete(f"/api/v1/tasks/{one}")
        assert answer.get_json()["result"]["cancel_requested"] is True
        task.lease.progress(0.5, "half")
        reached.append("went on")
        return Done()

    monkeypatch.setattr(attempts, "KINDS", {"report.generate": work})
    with house.app.app_context():
        attempt(house.app, one)
    assert reached == ["begun"]
    state = client.get(f"/api/v1/tasks/{one}").get_json()["result"]
    assert (state["state"], state["result"]) == ("REVOKED", None)
    again = client.post(f"/api/v1/tasks/{one}/retry").get_json()["result"]
    assert again["state"] == "PENDING"


def test_the_sweeper_finds_what_the_queue_lost(inside):
    one = queued(inside)
    queue = queue_of(inside.app)
    assert [sweep(), sweep()] == [1, 0]
    queue.flush()
    assert sweep() == 1
    assert queue.pending_count() == 1
    queue.dequeue()
    attempt(inside.app, one)
    assert sweep() == 0


def test_daily_work_is_queued_once_a_day(inside):
    daily()
    daily()
    assert sorted(row.kind for row in db.session.query(Job)) == ["audit.head", "cleanup"]
    db.session.rollback()


def test_the_sweeper_comes_within_ten_seconds():
    assert interval_s(60) <= 5.0
    assert interval_s(1) < 1.0
