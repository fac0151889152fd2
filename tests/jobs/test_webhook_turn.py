"""Two messages to an endpoint are under way at most, and whoever ends wakes one that waits."""

from datetime import timedelta

from apex.actions.call import utc_now
from apex.jobs.attempt import attempt
from apex.jobs.kinds import KINDS
from apex.jobs.webhook import deliver
from apex.store.job import revoke
from apex.store.webhook import Delivery
from tests.jobs.listening import due, job_of, listen, send, sent


def under_way(house, *messages):
    """Others are at these."""

    def busy(call):
        for message in messages:
            call.session.get(Delivery, message["id"]).busy_until = call.now + timedelta(seconds=60)

    house.act(busy)


def two_under_way(house, admin, receiver):
    """Three messages to one endpoint, the oldest first, of which others are at two."""
    hook = listen(admin, receiver.url)
    for _ in range(3):
        house.project(admin)
    third, second, first = sent(admin, hook)
    under_way(house, first, second)
    return first, second, third


def test_turns_at_an_endpoint_go_by_the_clock_of_the_database(house, admin, receiver, monkeypatch):
    """A worker whose own clock is an hour ahead finds that two others are at it still."""
    monkeypatch.setattr("apex.jobs.webhook.utc_now", lambda: utc_now() + timedelta(hours=1))
    _, _, third = two_under_way(house, admin, receiver)
    send(house, third["id"])
    assert receiver.got == []


def test_of_one_endpoint_two_messages_are_under_way_and_the_third_is_woken(house, admin, receiver):
    first, _, third = two_under_way(house, admin, receiver)
    send(house, third["id"])
    assert receiver.got == []
    job = due(house, job_of(house, third["id"]))
    assert job.state == "RETRY"
    assert (job.due_at - job.updated_at).total_seconds() >= 9.0
    send(house, first["id"])
    woken = due(house, job.id)
    assert woken.due_at < job.due_at
    with house.app.app_context():
        attempt(house.app, job.id)
    assert [m.id for m in receiver.got] == [first["id"], third["id"]]


def test_a_third_whose_others_end_before_its_job_waits_is_woken_too(house, admin, receiver, monkeypatch):
    """Between its look at the endpoint and the end of its attempt both others end: nobody is left to wake it later."""
    first, second, third = two_under_way(house, admin, receiver)
    job_id = job_of(house, third["id"])

    def slowly(task):
        found = deliver(task)
        if task.args["delivery_id"] == third["id"] and not receiver.got:
            for other in (first, second):
                send(house, other["id"])
        return found

    monkeypatch.setitem(KINDS, "webhook.deliver", slowly)
    with house.app.app_context():
        attempt(house.app, job_id)
    assert [m.id for m in receiver.got] == [first["id"], second["id"]]
    job = due(house, job_id)
    assert job.state == "RETRY"
    assert job.due_at <= job.updated_at
    with house.app.app_context():
        attempt(house.app, job_id)
    assert receiver.got[-1].id == third["id"]


def test_who_cannot_be_woken_any_more_does_not_keep_the_next_from_it(house, admin, receiver):
    hook = listen(admin, receiver.url)
    for _ in range(4):
        house.project(admin)
    fourth, third, second, first = sent(admin, hook)
    under_way(house, first, second)
    send(house, third["id"])
    send(house, fourth["id"])
    house.act(lambda call: revoke(call.session, job_of(house, third["id"]), call.now))
    late = due(house, job_of(house, fourth["id"]))
    send(house, first["id"])
    assert due(house, late.id).due_at < late.due_at
