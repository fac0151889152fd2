"""Who may see, end and begin again which job: by role, scope and part in the project, on jobs that are there."""

import threading
import time

import pytest
from sqlalchemy import text

from apex.actions import job as action
from apex.actions.call import SYSTEM, Call, utc_now
from apex.errors import ConflictError
from apex.extensions import db
from apex.store.audit import AuditRow
from apex.store.connect import writing
from apex.store.job import Job
from apex.store.retry import transact
from tests.database import on_sqlite
from tests.engine.documents import raw


@pytest.fixture
def owner(house):
    return house.client("engineer")


@pytest.fixture
def project(house, owner):
    return house.project(owner, design=raw())


def report(client, project):
    answer = client.post(f"/api/v1/projects/{project['id']}/report")
    assert answer.status_code == 202, answer.get_data(as_text=True)
    return answer.get_json()["result"]["task_id"]


def state(house, task):
    return house.look(lambda session: session.get(Job, task).state)


def ways(client, task):
    """What becomes of looking at it, and of every way to change it."""
    at = f"/api/v1/tasks/{task}"
    sent = [client.get(at), client.delete(at), client.post(f"{at}/cancel"), client.post(f"{at}/retry")]
    return [answer.status_code for answer in sent]


def rows(house):
    return house.look(lambda session: session.query(AuditRow).filter(AuditRow.verb.startswith("job.")).count())


@on_sqlite
@pytest.mark.parametrize(
    ("role", "expected"),
    [("viewer", 403), ("approver", 403), ("estimator", 200), ("engineer", 200), ("admin", 200)],
)
def test_a_job_of_a_project_is_changed_by_who_edits_the_project(house, owner, project, role, expected):
    task, other = report(owner, project), house.client(role)
    assert other.get(f"/api/v1/tasks/{task}").status_code == 200
    before = rows(house)
    assert other.delete(f"/api/v1/tasks/{task}").status_code == expected
    assert state(house, task) == ("REVOKED" if expected == 200 else "PENDING")
    assert rows(house) == before + (expected == 200)
    owner.delete(f"/api/v1/tasks/{task}")
    assert other.post(f"/api/v1/tasks/{task}/retry").status_code == expected


def test_a_member_who_only_views_the_project_changes_no_job_of_others(house, owner):
    hidden = house.project(owner, visibility="members", design=raw())
    task, member = report(owner, hidden), house.client("engineer")
    owner.post(f"/api/v1/projects/{hidden['id']}/members", json={"email": member.email, "role": "viewer"})
    assert ways(member, task) == [200, 403, 403, 403]
    owner.post(f"/api/v1/projects/{hidden['id']}/members", json={"email": member.email, "role": "editor"})
    assert ways(member, task) == [200, 200, 409, 200]


@on_sqlite
def test_a_viewer_has_a_report_made_and_ends_it(house, project):
    viewer = house.client("viewer")
    task = report(viewer, project)
    assert ways(viewer, task) == [200, 200, 409, 200]


@on_sqlite
@pytest.mark.parametrize("role", ["viewer", "engineer", "admin"])
def test_a_token_that_only_reads_changes_nothing(house, project, role):
    writer = house.client(role)
    reader = house.app.test_client()
    reader.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {house.token(writer.email, ('read',))}"
    task, before = report(writer, project), rows(house)
    assert ways(reader, task) == [200, 403, 403, 403]
    assert reader.post(f"/api/v1/projects/{project['id']}/report").status_code == 403
    assert rows(house) == before
    assert state(house, task) == "PENDING"


def test_who_was_taken_out_of_a_project_does_not_see_their_own_jobs_in_it(house, owner):
    hidden = house.project(owner, visibility="members", design=raw())
    member = house.client("engineer")
    members = f"/api/v1/projects/{hidden['id']}/members"
    owner.post(members, json={"email": member.email, "role": "editor"})
    task = report(member, hidden)
    assert [t["task_id"] for t in member.get("/api/v1/tasks").get_json()["result"]["items"]] == [task]
    gone = owner.delete(f"{members}/{house.user_id(member.email)}", headers={"If-Match": "*"})
    assert gone.status_code == 200
    assert ways(member, task) == [404, 404, 404, 404]
    assert member.get("/api/v1/tasks").get_json()["result"]["total"] == 0
    assert state(house, task) == "PENDING"


@on_sqlite
def test_the_page_offers_only_what_may_be_done(house, owner, project):
    task = report(owner, project)
    assert f"/tasks/{task}/cancel" in house.browser("engineer").get(f"/tasks/{task}").get_data(as_text=True)
    assert f"/tasks/{task}/cancel" not in house.browser("viewer").get(f"/tasks/{task}").get_data(as_text=True)


def test_two_jobs_about_the_same_that_are_begun_again_at_once_are_one(house):
    """The second looks before the first is committed, and is told no by the database."""

    def failed(call):
        job = action.enqueue(call, "audit.head", {}, key="the same")
        job.state = "FAILURE"
        call.session.flush()
        return job.id

    first, second, told = house.act(failed), house.act(failed), []

    def again(job_id):
        return action.retry(Call(session=db.session(), actor=SYSTEM, now=utc_now()), job_id)

    def late():
        with house.app.app_context():
            try:
                transact(db.session(), lambda: again(second))
            except ConflictError as refused:
                told.append(refused.message)

    other = threading.Thread(target=late)
    with house.app.app_context():
        writing(db.session())
        again(first)
        other.start()
        await_blocked(db.engine)
        db.session.commit()
    other.join(30)
    assert len(told) == 1
    assert told[0].startswith("another task does the same now")
    assert (state(house, first), state(house, second)) == ("PENDING", "FAILURE")


def await_blocked(engine):
    """Until a transaction waits for another one; on SQLite the second does not even begin before the first ends."""
    if engine.dialect.name == "sqlite":
        return
    waits = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    until = time.monotonic() + 20
    with engine.connect() as watching:
        while not watching.scalar(waits):
            assert time.monotonic() < until
            watching.rollback()
