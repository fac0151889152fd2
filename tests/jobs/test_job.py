"""Jobs in the transaction of what asks for them; claimed by one worker, ended once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from apex.actions.call import SYSTEM, Call, utc_now
from apex.actions.job import enqueue, retry
from apex.errors import BusyError, ConflictError, ExternalServiceError
from apex.extensions import db
from apex.jobs import attempt as attempts
from apex.jobs.attempt import attempt, pause
from apex.jobs.kind import Done
from apex.jobs.lease import Lease, LostError, beating
from apex.jobs.queue import push, queue_of
from apex.jobs.sweep import daily, interval_s, keep_sweeping, patience, sweep
from apex.store.audit import AuditRow
from apex.store.job import Job, clock, job_by_id, revoke
from apex.store.lease import claim, write
from apex.store.retry import transact
from apex.store.verb import Verb
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


def test_a_queue_that_is_never_empty_keeps_the_sweeper_from_nothing(inside):
    """The worker of the first is dead; of what the queue has had nothing is given to it twice."""
    dead = queued(inside)
    assert sweep() == 1
    later(lambda: claim(db.session(), dead, utc_now(), -LEASE, "dead"))
    fresh = queued(inside)
    assert queue_of(inside.app).pending_count() == 1
    assert sweep() == 2
    assert sweep() == 0
    assert {job(one).pushed_at is None for one in (dead, fresh)} == {False}


def test_jobs_of_a_kind_a_worker_does_not_know_are_left_for_others(inside):
    one = queued(inside, kind="of a newer release")
    attempt(inside.app, one)
    assert (job(one).state, job(one).attempt, sweep()) == ("PENDING", 0, 0)


def test_a_sweeper_and_a_heart_outlive_whatever_they_meet(inside, monkeypatch, caplog):
    over, seen = threading.Event(), []

    def broken():
        seen.append(len(seen))
        if len(seen) == 3:
            over.set()
        raise (BusyError("lost during a commit", retry_after=1), ValueError("?"), OSError("?"))[len(seen) - 1]

    monkeypatch.setattr("apex.jobs.sweep.sweep", broken)
    monkeypatch.setattr("apex.jobs.sweep.interval_s", lambda _: 0.0)
    keep_sweeping(inside.app, over)
    assert seen == [0, 1, 2]
    beats, enough = [], threading.Event()

    def renew(lease):
        beats.append(1)
        if len(beats) == 2:
            enough.set()
        raise BusyError("lost during a commit", retry_after=1)

    monkeypatch.setattr(Lease, "renew", renew)
    with beating(inside.app, Lease("one", 1, timedelta(seconds=0.03))):
        assert enough.wait(30)
    assert "lease was not renewed" in caplog.text


def test_leases_go_by_the_clock_of_the_database(inside, monkeypatch):
    """A worker whose own clock is an hour ahead takes nobody's job."""
    one = queued(inside)
    later(lambda: claim(db.session(), one, clock(db.session()), LEASE, "slow"))
    monkeypatch.setattr(attempts, "utc_now", lambda: utc_now() + timedelta(hours=1))
    attempt(inside.app, one)
    assert (job(one).attempt, job(one).worker) == (1, "slow")


def test_of_many_who_ask_or_claim_at_once_one_wins(inside):
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(lambda _: queued(inside, key="one"), range(16)))
    assert len(set(asked)) == 1

    def take(_):
        with inside.app.app_context():
            return later(lambda: claim(db.session(), asked[0], utc_now(), LEASE, "w"))

    with ThreadPoolExecutor(8) as pool:
        assert sorted(str(n) for n in pool.map(take, range(16))) == ["1"] + ["None"] * 15
    logged = db.session.query(AuditRow).filter_by(verb="job.queued").count()
    db.session.rollback()
    assert logged == 1


def test_what_was_recorded_before_a_job_that_lives_already_is_kept(inside):
    queued(inside, key="one")

    def work(call):
        call.record(Verb.EXPORTED, "project", "it", changes={})
        enqueue(call, "audit.head", {}, key="one")

    inside.act(work)
    assert db.session.query(AuditRow).filter_by(verb="data.exported", object="it").count() == 1
    db.session.rollback()


def test_a_job_cancelled_between_two_attempts_or_at_its_end_has_no_effect(inside, monkeypatch):
    def cancel(task):
        later(lambda: revoke(db.session(), task.lease.job_id, utc_now()))

    def down(task):
        cancel(task)
        raise ExternalServiceError("down", retry_after=0)

    def done(task):
        cancel(task)
        return Done("done", lambda call: enqueue(call, "cleanup", {}))

    for work in (down, done):
        monkeypatch.setattr(attempts, "KINDS", {"audit.head": work})
        one = queued(inside)
        attempt(inside.app, one)
        assert (job(one).state, job(one).result) == ("REVOKED", None)
        assert job(one).finished_at is not None
    assert db.session.query(Job).filter_by(kind="cleanup").count() == 0
    db.session.rollback()


def test_who_asks_for_what_is_being_cancelled_gets_it(inside, monkeypatch):
    one = queued(inside, key="one")

    def work(task):
        later(lambda: revoke(db.session(), one, utc_now()))
        assert queued(inside, key="one") == one
        task.lease.progress(0.5)
        return Done("made")

    monkeypatch.setattr(attempts, "KINDS", {"audit.head": work})
    attempt(inside.app, one)
    assert (job(one).state, job(one).result) == ("SUCCESS", "made")


def test_a_job_begun_again_has_its_own_attempts_and_pauses_again(inside, monkeypatch):
    def down(task):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(attempts, "KINDS", {"audit.head": down})
    numbers = []
    monkeypatch.setattr(attempts, "pause", lambda number, retry_after=None: numbers.append(number) or 0.0)
    one = queued(inside, most=2)
    for _ in range(2):
        for _ in range(3):
            attempt(inside.app, one)
        assert job(one).state == "FAILURE"
        assert "No space left on device" in job(one).error
        inside.act(lambda call: retry(call, one).id)
    assert (numbers, job(one).attempt, job(one).percent) == ([1, 1], 4, 0)


def test_a_job_is_not_begun_again_beside_another_that_does_the_same(inside, monkeypatch):
    monkeypatch.setattr(attempts, "KINDS", {"audit.head": lambda task: 1 // 0})
    one = queued(inside, key="same")
    attempt(inside.app, one)
    other = queued(inside, key="same")
    with pytest.raises(ConflictError, match=other):
        inside.act(lambda call: retry(call, one))
    assert job(one).state == "FAILURE"


def test_the_job_of_somebody_who_is_gone_does_nothing(inside, monkeypatch):
    ran = []
    monkeypatch.setattr(attempts, "KINDS", {"audit.head": lambda task: ran.append(task.call.actor.role) or Done()})
    one, two = queued(inside), queued(inside)
    later(lambda: db.session.query(Job).filter_by(id=one).update({"actor_id": "nobody"}))
    attempt(inside.app, one)
    attempt(inside.app, two)
    assert (job(one).state, job(two).state, ran) == ("FAILURE", "SUCCESS", ["admin"])


def test_cleanup_says_what_it_removed(inside):
    ended, one = utc_now() - timedelta(days=91), queued(inside, kind="cleanup")
    old = queued(inside)
    later(lambda: db.session.query(Job).filter_by(id=old).update({"state": "FAILURE", "finished_at": ended}))
    attempt(inside.app, one)
    assert job(one).result["jobs"] == 1
    assert {"leftovers", "idempotency_keys"} <= set(job(one).result)
    assert db.session.query(Job.id).all() == [(one,)]
    assert db.session.query(AuditRow).filter_by(verb="job.forgotten").count() == 1
    db.session.rollback()


def test_daily_work_is_queued_once_a_day(inside):
    daily()
    daily()
    assert sorted(row.kind for row in db.session.query(Job)) == ["audit.head", "cleanup"]
    db.session.rollback()


def test_the_sweeper_comes_within_ten_seconds():
    assert interval_s(60) <= 5.0
    assert interval_s(1) < 1.0


@pytest.mark.parametrize("lost", ["on the way", "no room"])
def test_a_job_a_busy_queue_lost_is_given_to_it_again_when_a_lease_is_over(inside, monkeypatch, lost):
    monkeypatch.setattr("apex.jobs.courier.MOST", 0)
    one, queue = queued(inside, kind="webhook.deliver"), queue_of(inside.app)
    assert sweep() == 1
    taken = queue.dequeue()
    push("another")
    if lost == "no room":
        queue.execute(taken)
    assert sweep() == 0, "the queue is not empty, and it was pushed"
    assert (job(one).state, queue.pending_count()) == ("PENDING", 1)
    later(lambda: db.session.query(Job).update({"pushed_at": clock(db.session()) - 2 * LEASE}))
    assert [sweep(), sweep()] == [1, 0]
    assert queue.pending_count() == 2


def test_the_more_a_queue_holds_the_longer_a_job_may_be_in_it():
    assert [patience(pending, 60).total_seconds() for pending in (0, 1, 36_000)] == [0.0, 60.1, 3660.0]
