"""Messages whose job ended without having sent them."""

from datetime import timedelta

from apex.jobs.sweep import recovered
from apex.store.audit import AuditRow
from apex.store.job import Job
from apex.store.webhook import Delivery
from tests.jobs.listening import due, job_of, listen, send, sent


def ended(house, message, state):
    """As a job is left whose attempts were used up by what has nothing to do with the endpoint."""
    over = {"state": state, "finished_at": house.act(lambda call: call.now)}
    house.act(lambda call: call.session.query(Job).filter_by(id=job_of(house, message["id"])).update(over))


def sweep(house):
    with house.app.app_context():
        return recovered()


def test_a_message_whose_job_failed_is_sent_by_another(house, admin, receiver):
    hook = listen(admin, receiver.url)
    house.project(admin)
    house.project(admin)
    _, message = sent(admin, hook)
    assert sweep(house) == 0
    ended(house, message, "FAILURE")
    before = job_of(house, message["id"])
    assert [sweep(house), sweep(house)] == [1, 0]
    (after,) = [each for each in sent(admin, hook) if each["id"] == message["id"]]
    assert (after["state"], [each["error"] for each in after["attempts"]]) == (
        "waiting", ["the job that sends it failed"],
    )  # fmt: skip
    job = due(house, job_of(house, message["id"]))
    assert job.id != before
    assert timedelta(seconds=4) < job.due_at - job.created_at < timedelta(seconds=6)
    house.act(lambda call: call.session.query(Job).filter_by(id=job.id).update({"due_at": call.now}))
    send(house, message["id"])
    assert [each.id for each in receiver.got] == [message["id"]]


def test_a_message_whose_jobs_always_fail_has_failed_after_as_many_as_it_has_attempts(house, admin, receiver):
    hook = listen(admin, receiver.url)
    house.project(admin)
    (message,) = sent(admin, hook)
    for _ in range(10):
        ended(house, message, "FAILURE")
        assert sweep(house) == 1
    assert sweep(house) == 0
    (after,) = sent(admin, hook)
    assert (after["state"], after["due_at"], len(after["attempts"])) == ("failed", None, 10)


def test_a_message_without_a_job_is_due_at_once(house, admin, receiver):
    hook = listen(admin, receiver.url)
    house.project(admin)
    (message,) = sent(admin, hook)
    house.act(lambda call: call.session.query(Job).delete())
    assert sweep(house) == 1
    send(house, message["id"])
    assert sent(admin, hook)[0]["state"] == "sent"


def test_a_message_whose_job_somebody_cancelled_is_stopped_and_can_be_replayed(house, admin, receiver):
    hook = listen(admin, receiver.url)
    house.project(admin)
    (message,) = sent(admin, hook)
    assert admin.delete(f"/api/v1/tasks/{job_of(house, message['id'])}").status_code == 200
    assert [sweep(house), sweep(house)] == [1, 0]
    assert sent(admin, hook)[0]["state"] == "stopped"
    again = admin.post(f"/api/v1/webhooks/{hook['id']}/deliveries/{message['id']}/replay")
    assert again.status_code == 202
    send(house, message["id"])
    assert sent(admin, hook)[0]["state"] == "sent"
    assert house.look(lambda session: session.query(Delivery).count()) == 1
    assert house.look(lambda session: session.query(AuditRow).filter_by(verb="job.cancelled").count()) == 1
