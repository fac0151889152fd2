"""Workers that are killed in the middle of upkeep: it ends, and once in effect."""

from datetime import timedelta

from apex.actions.call import utc_now
from apex.actions.job import enqueue
from apex.store.audit import AuditRow
from apex.store.head import PLACE, read_heads
from apex.store.job import Job
from tests.jobs.traps import UPKEEP
from tests.jobs.worker import LEASE_S, Worker, paired, until, working


def old(call):
    """A record of a job that was over long ago. What is daily the workers ask for themselves."""
    made = enqueue(call, "audit.head", {}, after=timedelta(days=1000))
    made.state, made.finished_at = "SUCCESS", utc_now() - timedelta(days=91)
    return made.id


@paired
def test_the_daily_upkeep_that_is_killed_ends_once_in_effect(house, database_url, tmp_path, queue):
    traps = tmp_path / "traps"
    traps.mkdir()
    for point in UPKEEP:
        (traps / point).touch()
    house.act(old)
    apart = {"APEX_TEST_TRAPS": str(traps), "consumer": "tests.jobs.trapped.queue"}
    with working(database_url, tmp_path, 1, **queue, **apart) as workers:

        def over():
            for dead in [worker for worker in workers if worker.process.poll() is not None]:
                dead.kill()
                workers.remove(dead)
                workers.append(Worker(database_url, tmp_path, **queue, **apart))
            known = house.look(lambda s: sorted((job.kind, job.state) for job in s.query(Job)))
            return known == [("audit.head", "SUCCESS"), ("cleanup", "SUCCESS")]

        until(over, 60 + (LEASE_S + 10) * len(UPKEEP))
    assert not any(traps.iterdir())
    found = house.look(lambda s: {job.kind: (job.attempt, job.result) for job in s.query(Job)})
    assert max(attempt for attempt, _ in found.values()) >= 2
    assert found["cleanup"][1]["jobs"] == 1
    assert [row.verb for row in house.look(lambda s: s.query(AuditRow).all())].count("job.forgotten") == 1
    # A head that was written and not reported is written again: each line is true, and one more harms nothing.
    heads = read_heads(tmp_path / PLACE)
    assert heads[-1].seq == found["audit.head"][1]["seq"]
    assert len(heads) <= 3
