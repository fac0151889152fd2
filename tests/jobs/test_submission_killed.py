"""Workers that are killed in the middle of each step of a submission, and after each: it ends, and once in effect."""

import pytest
from sqlalchemy import make_url

from apex.store.audit import AuditRow
from apex.store.job import Job
from apex.store.message import Message
from apex.store.seal import Seal, Supersession
from tests.database import application
from tests.jobs.office import office, ready, status, submit, task
from tests.jobs.traps import AFTER, POINTS, SMALL
from tests.jobs.worker import LEASE_S, Worker, paired, until, working
from tests.outside.mailbox import Mailbox, mailing
from tests.outside.service import authority
from tests.proof.dose import SOAK
from tests.web.house import House


@pytest.fixture
def box(tmp_path_factory, monkeypatch):
    root, context = authority(tmp_path_factory.mktemp("authority"), "127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(root))
    with mailing(context, Mailbox()) as made:
        made.root = root
        yield made


@paired
def test_every_step_that_is_killed_ends_once_in_effect(database_url, tmp_path, queue, box):
    points = (*POINTS, *AFTER.values()) if SOAK else SMALL[make_url(database_url).get_backend_name()]
    traps = tmp_path / "traps"
    traps.mkdir()
    for point in points:
        (traps / point).touch()
    with office() as pm:
        given = {"APEX_SMTP_URL": f"smtp://127.0.0.1:{box.port}", "APEX_MAIL_FROM": "apex@shop.example"}
        given |= pm.settings | queue
        apart = {"APEX_TEST_TRAPS": str(traps), "SSL_CERT_FILE": str(box.root), "consumer": "tests.jobs.trapped.queue"}
        with application(database_url, tmp_path, **given) as app:
            house = House(app)
            client = house.client("engineer")
            at = ready(house, client)
            with working(database_url, tmp_path, 2, **given, **apart) as workers:
                one = submit(client, at)

                def over():
                    for dead in [worker for worker in workers if worker.process.poll() is not None]:
                        dead.kill()
                        workers.remove(dead)
                    if not workers:
                        workers.append(Worker(database_url, tmp_path, **given, **apart))
                    return house.look(lambda s: bool(s.query(Message.sent_at).scalar())) and not any(traps.iterdir())

                until(over, 120 + (LEASE_S + 10) * len(points))
            held(house, client, at, one, pm, box, points)


def held(house, client, at, one, pm, box, points):
    """One of each, whatever was done twice."""
    assert (status(client, at), task(client, one)["state"]) == ("submitted", "SUCCESS")
    assert pm.projects == {one: "PM-4711"}
    assert pm.keys == [one] * (1 + ("pushed" in points))
    assert client.get(at).get_json()["result"]["pm_number"] == "PM-4711"
    assert house.look(lambda s: (s.query(Seal).count(), s.query(Supersession).count(), s.query(Message).count())) == (
        1, 0, 1,
    )  # fmt: skip
    verbs = house.look(lambda s: [row.verb for row in s.query(AuditRow)])
    for verb in ("calculation.sealed", "project.numbered", "mail.sent", "submission.begun"):
        assert verbs.count(verb) == 1, verb
    assert verbs.count("project.moved") == 2
    # SMTP cannot be exactly once: what was taken and not committed came again, as the same message.
    assert len(box.raw) == 1 + ("mailed" in points)
    assert len(set(box.raw)) == 1
    assert set(house.look(lambda s: [job.state for job in s.query(Job)])) == {"SUCCESS"}
