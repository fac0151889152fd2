"""A queue that ages is told once, and is seen where people and monitors look."""

from datetime import timedelta

import pytest

from apex.actions.call import SYSTEM, Call, utc_now
from apex.actions.job import enqueue
from apex.actions.queue import is_news, watch
from apex.extensions import db
from apex.jobs.sweep import look
from apex.store.audit import AuditRow
from apex.store.job import Job
from tests.jobs.test_job import later


@pytest.fixture
def inside(house):
    with house.app.app_context():
        yield house


def told():
    found = [row.verb for row in db.session.query(AuditRow).filter_by(kind="queue").order_by(AuditRow.seq)]
    db.session.rollback()
    return found


def old(house, seconds):
    return house.act(lambda call: enqueue(call, "audit.head", {}, after=timedelta(seconds=-seconds)).id)


def test_it_is_told_once_when_it_waits_too_long_and_once_when_that_is_over(inside):
    look()
    assert told() == []
    late = old(inside, 59)
    look()
    assert told() == []
    old(inside, 3600)
    for _ in range(3):
        look()
    assert told() == ["queue.aged"]
    assert late
    later(lambda: db.session.query(Job).update({"state": "SUCCESS"}))
    for _ in range(3):
        look()
    assert told() == ["queue.aged", "queue.recovered"]
    old(inside, 100)
    look()
    assert told()[2:] == ["queue.aged"]


def test_of_several_who_notice_one_tells(inside):
    old(inside, 100)

    def call():
        return Call(session=db.session(), actor=SYSTEM, now=utc_now())

    assert is_news(call(), 60.0)
    db.session.rollback()
    for _ in range(2):
        later(lambda: watch(call(), 60.0))
    assert told() == ["queue.aged"]
    assert not is_news(call(), 60.0)


def test_jobs_that_are_not_due_or_run_make_no_queue_old(inside):
    inside.act(lambda call: enqueue(call, "audit.head", {}, after=timedelta(hours=5)).id)
    running = old(inside, 7200)
    later(lambda: db.session.query(Job).filter_by(id=running).update({"state": "STARTED"}))
    look()
    assert told() == []


def test_health_and_the_page_of_jobs_say_how_old_the_queue_is(house):
    client = house.client("admin")
    calm = client.get("/health").get_json()["result"]
    assert (calm["status"], calm["queue"]["status"], calm["queue"]["age_s"]) == ("healthy", "healthy", 0)
    old(house, 100)
    failed = old(house, 100)
    ended = {"state": "FAILURE", "finished_at": utc_now(), "error": "the printer burns"}
    house.act(lambda call: call.session.query(Job).filter_by(id=failed).update(ended))
    late = client.get("/health").get_json()["result"]
    assert (late["status"], late["queue"]["status"], late["queue"]["failed_last_day"]) == ("warning", "warning", 1)
    assert late["queue"]["age_s"] >= 100
    assert client.get("/health").status_code == 200
    seen = client.get("/api/v1/admin/jobs").get_json()["result"]
    assert (seen["queue"]["status"], [job["task_id"] for job in seen["items"]]) == ("warning", [failed])
    page = house.browser("admin").get("/admin/jobs").get_data(as_text=True)
    assert "Work waits too long" in page
    assert "the printer burns" in page
    waiting = client.get("/api/v1/admin/jobs?state=PENDING").get_json()["result"]
    assert waiting["total"] == 1
