"""Workers that are killed at any moment: every job ends, and once in effect."""

import random

from apex.extensions import db
from apex.store.audit import AuditRow
from apex.store.job import Job
from apex.store.report import Report
from tests.engine.documents import raw
from tests.jobs.worker import LEASE_S, Worker, dosed, paired, until, working
from tests.proof.dose import SEED, SOAK

JOBS, KILLS = (100, 20) if SOAK else (5, 3)


def ask(house, client, number):
    """So many reports, each of a project of its own."""
    made = []
    for i in range(number):
        project = house.project(client, design=raw(site__wind_speed_mph=100 + i % 60))
        made.append(client.post(f"/api/v1/projects/{project['id']}/report").get_json()["result"]["task_id"])
    return made


def states(house):
    with house.app.app_context():
        found = {job.id: job.state for job in db.session.query(Job).filter_by(kind="report.generate")}
        db.session.rollback()
        return found


def ended(house):
    found = states(house).values()
    return bool(found) and all(state in ("SUCCESS", "FAILURE", "REVOKED") for state in found)


def at_work(house):
    """Processes that hold a job now."""
    with house.app.app_context():
        held = db.session.query(Job.worker).filter_by(kind="report.generate", state="STARTED")
        found = {int(name.rpartition(":")[2]) for (name,) in held}
        db.session.rollback()
        return found


def taken_over(house):
    with house.app.app_context():
        found = db.session.query(Job).filter(Job.kind == "report.generate", Job.attempt > 1).count()
        db.session.rollback()
        return found


def effects(house):
    with house.app.app_context():
        rows = db.session.query(Report).count()
        logged = db.session.query(AuditRow).filter_by(verb="report.made").count()
        db.session.rollback()
        return rows, logged


@paired
def test_jobs_end_once_in_effect_whoever_is_killed(house, database_url, tmp_path, queue):
    chance = random.Random(SEED)
    client = house.client("engineer")
    with working(database_url, tmp_path, 2, **queue) as workers:
        asked = ask(house, client, JOBS)
        for _ in range(KILLS):
            until(lambda: ended(house) or at_work(house))
            busy = [worker for worker in workers if worker.process.pid in at_work(house)]
            if ended(house):
                break
            victim = chance.choice(busy or workers)
            victim.kill()
            workers.remove(victim)
            if SOAK or not workers:
                workers.append(Worker(database_url, tmp_path, **queue))
        until(lambda: ended(house), 60 + (LEASE_S + 10) * KILLS)
    assert states(house) == dict.fromkeys(asked, "SUCCESS"), SEED
    assert taken_over(house) >= 1, SEED
    assert effects(house) == (JOBS, JOBS), SEED


@dosed
def test_a_queue_that_forgets_is_caught_up_with(house, database_url, tmp_path):
    """Asked for while no worker runs, and the queue is lost: the table is the truth."""
    client = house.client("engineer")
    asked = ask(house, client, 2)
    (tmp_path / "queue.db").unlink()
    with working(database_url, tmp_path):
        until(lambda: ended(house))
    assert states(house) == dict.fromkeys(asked, "SUCCESS")


@dosed
def test_a_worker_asked_to_stop_finishes_what_it_is_at(house, database_url, tmp_path):
    client = house.client("engineer")
    with working(database_url, tmp_path) as workers:
        asked = ask(house, client, 1)
        until(lambda: "STARTED" in states(house).values())
        workers[0].stop()
        assert states(house) == dict.fromkeys(asked, "SUCCESS")
    assert taken_over(house) == 0
