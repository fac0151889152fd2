"""A house whose events somebody is told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from apex.extensions import db
from apex.jobs.attempt import attempt
from apex.store.breaker import Breaker
from apex.store.job import Job
from apex.store.webhook import Delivery
from tests.process import environment
from tests.receiver import Receiver
from tests.web.house import House


def trusting(house: House, *receivers: Receiver) -> None:
    """Have messages be let go to these, and secrets be closed as workers open them."""
    chosen = house.app.extensions["apex_settings"]
    secret = environment("", chosen.data_dir)["APEX_SECRET_KEY"]
    outside = replace(chosen.outside, trusted=tuple(each.place for each in receivers))
    house.app.extensions["apex_settings"] = replace(chosen, secret_key=secret, outside=outside)
    house.app.extensions.pop("apex_strangers", None)


def listen(client, url, events=("project.created",), **more):
    """The state of a new endpoint, its secret among it."""
    answer = client.post("/api/v1/webhooks", json={"url": url, "events": list(events), **more})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer.get_json()["result"]


def sent(client, hook):
    """What was sent to an endpoint, newest first."""
    return client.get(f"/api/v1/webhooks/{hook['id']}").get_json()["result"]["deliveries"]["items"]


def job_of(house: House, message_id: str) -> str:
    return house.look(lambda session: session.get(Delivery, message_id).job_id)


def due(house: House, job_id: str) -> Job:
    with house.app.app_context():
        job = db.session.get(Job, job_id)
        db.session.expunge(job)
        db.session.rollback()
        return job


def send(house: House, message_id: str) -> None:
    """Try it now, whenever it is due."""
    job_id = job_of(house, message_id)

    def hurry(call):
        call.session.query(Job).filter(Job.id == job_id, Job.state == "RETRY").update({"due_at": call.now})
        # As if the rest of a circuit that opened was over.
        call.session.query(Breaker).update({"since": call.now - timedelta(seconds=61)})

    house.act(hurry)
    with house.app.app_context():
        attempt(house.app, job_id)
