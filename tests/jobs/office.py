"""A project management system over real HTTP, and what a submission is watched by."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from datetime import timedelta

from werkzeug.wrappers import Response

from apex.actions.call import utc_now
from apex.extensions import db
from apex.jobs.attempt import attempt
from apex.jobs.kinds import KINDS
from apex.jobs.sweep import again
from apex.store.breaker import Breaker
from apex.store.job import Job
from apex.store.lease import to_push
from apex.store.retry import transact
from tests.engine.documents import raw
from tests.outside.service import serving

TOKEN = "pm-secret-token"


class Office:
    """Knows projects by the key they came under. `mood` answers in its place, while there is one."""

    def __init__(self):
        self.projects = {}
        self.asked = []
        self.mood = None
        self.reached = threading.Event()
        self.go = threading.Event()
        self.go.set()
        self.url = ""

    def __call__(self, request):
        body = json.loads(request.get_data())
        self.asked.append((request.headers["Idempotency-Key"], request.headers["Authorization"], body))
        self.reached.set()
        self.go.wait(60)
        if self.mood is not None:
            return self.mood() if callable(self.mood) else self.mood
        held = self.projects.setdefault(request.headers["Idempotency-Key"], f"PM-{4711 + len(self.projects)}")
        return Response(json.dumps({"number": held}), 201, content_type="application/json")

    @property
    def keys(self):
        return [key for key, _, _ in self.asked]

    @property
    def settings(self):
        return {"APEX_PM_URL": self.url, "APEX_PM_TOKEN": TOKEN}


@contextmanager
def office():
    """An office that is open."""
    made = Office()
    with serving(made) as service:
        made.url = f"{service.url}/projects"
        yield made
        made.go.set()


def says(status, body, **headers):
    return lambda: Response(json.dumps(body), status, content_type="application/json", headers=headers)


def ready(house, client, **more):
    """A project that can be submitted: its address."""
    made = house.project(client, design=raw(), **more)
    at = f"/api/v1/projects/{made['id']}"
    assert client.post(f"{at}/transitions", json={"to": "estimating"}, headers={"If-Match": "*"}).status_code == 200
    return at


def submit(client, at, status=202):
    answer = client.post(f"{at}/submit", headers={"If-Match": client.get(at).headers["ETag"]})
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()["result"]["task_id"] if status == 202 else answer.get_json()


def status(client, at):
    return client.get(at).get_json()["result"]["status"]


def task(client, task_id):
    return client.get(f"/api/v1/tasks/{task_id}").get_json()["result"]


def work(house, most=20):
    """Try every job that is due, as workers do, until none is."""
    with house.app.app_context():
        for _ in range(most):
            due = transact(db.session(), lambda: to_push(db.session(), utc_now(), KINDS, timedelta()))
            if not due:
                return
            for job_id in due:
                attempt(house.app, job_id)
    raise AssertionError("it does not come to an end")


def counted(house, *tables):
    return house.look(lambda session: tuple(session.query(table).count() for table in tables))


def later(house, seconds, *only):
    """As if everything that is over, or only those jobs, had been for so much longer, and circuits open as long."""

    def work():
        for job in db.session.query(Job).filter(Job.finished_at.is_not(None)):
            if not only or job.id in only:
                job.finished_at = job.finished_at - seconds
        for host in db.session.query(Breaker):
            host.since = host.since - seconds

    with house.app.app_context():
        transact(db.session(), work)


def swept(house):
    with house.app.app_context():
        return again()
