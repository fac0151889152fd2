"""Submissions that are cancelled, meet each other or a save, or begin anew."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from apex.actions.call import SYSTEM, Call, utc_now
from apex.actions.submission import ask_again, sealed
from apex.extensions import db
from apex.jobs import submission as steps
from apex.jobs.attempt import attempt
from apex.jobs.sweep import rest
from apex.store.audit import AuditRow
from apex.store.connect import writing
from apex.store.job import Job, drop, let_go
from apex.store.lease import claim, write
from apex.store.seal import Seal, Supersession
from apex.store.submission import WITHDRAWN, Submission, end, given_up, go_on
from tests.cli.conftest import Shell
from tests.database import on_sqlite
from tests.engine.documents import raw
from tests.jobs.office import counted, later, ready, says, status, submit, swept, task, work
from tests.jobs.test_access import await_blocked


def test_cancelling_frees_the_project_and_supersedes_the_seal(shop, client, at, pm):
    pm.mood = says(503, {})
    one = submit(client, at)
    design = f"{at.removeprefix('/api/v1')}/design"
    assert "NOT SEALED" in client.get(design, headers={"Accept": "text/html"}).get_data(as_text=True)
    work(shop)
    for page in (f"{at}/drawing.svg", design):
        assert "NOT SEALED" not in client.get(page, headers={"Accept": "text/html"}).get_data(as_text=True), page
    assert client.delete(f"/api/v1/tasks/{one}").get_json()["result"]["state"] == "REVOKED"
    assert counted(shop, Seal, Supersession) == (1, 1)
    assert "NOT SEALED" in client.get(f"{at}/drawing.svg").get_data(as_text=True)
    saved = client.put(f"{at}/design", json=raw(site__wind_speed_mph=120), headers={"If-Match": "*"})
    assert saved.status_code == 200
    later(shop, rest(500))
    assert swept(shop) == 0
    assert client.post(f"/api/v1/tasks/{one}/retry").status_code == 409
    assert client.delete(f"/api/v1/tasks/{one}").status_code == 409
    pm.mood = None
    two = submit(client, at)
    work(shop)
    assert status(client, at) == "submitted"
    assert pm.projects == {two: "PM-4711"}
    assert counted(shop, Seal, Supersession) == (2, 1)


@on_sqlite
def test_cancelling_before_the_first_step_leaves_no_seal(shop, client, at, pm):
    one = submit(client, at)
    step = task(client, one)["step_task_id"]
    assert client.delete(f"/api/v1/tasks/{step}").status_code == 200
    work(shop)
    assert (status(client, at), counted(shop, Seal), pm.asked) == ("estimating", (0,), [])
    assert task(client, one)["state"] == "REVOKED"


def test_cancelled_while_the_system_thinks_the_number_is_kept_for_the_next_time(shop, client, at, pm):
    one = submit(client, at)
    pm.go.clear()
    with ThreadPoolExecutor(1) as pool:
        worker = pool.submit(work, shop)
        assert pm.reached.wait(30)
        assert client.delete(f"/api/v1/tasks/{one}").status_code == 200
        assert client.patch(at, json={"customer": "Acme"}, headers={"If-Match": "*"}).status_code == 200
        pm.go.set()
        worker.result(30)
    result = client.get(at).get_json()["result"]
    assert (result["status"], result["pm_number"], result["customer"]) == ("estimating", None, "Acme")
    submit(client, at)
    work(shop)
    assert pm.asked[-1][2]["pm_number"] == "PM-4711"
    assert status(client, at) == "submitted"


@on_sqlite
def test_who_only_reads_cannot_cancel_or_repeat(shop, client, at):
    one = submit(client, at)
    viewer = shop.client("viewer")
    assert viewer.get(f"/api/v1/tasks/{one}").status_code == 200
    assert viewer.delete(f"/api/v1/tasks/{one}").status_code == 403
    assert viewer.post(f"/api/v1/tasks/{one}/retry").status_code == 403
    assert viewer.post(f"{at}/submit", headers={"If-Match": "*"}).status_code == 403


def together(house, *works):
    barrier = Barrier(len(works), timeout=60)

    def run(do):
        barrier.wait()
        return do()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(60) for future in [pool.submit(run, do) for do in works]]


def test_of_two_submits_at_once_one_begins(shop, client, at, pm):
    tag = {"If-Match": client.get(at).headers["ETag"]}
    found = together(shop, *[lambda: client.post(f"{at}/submit", headers=tag).status_code] * 4)
    assert sorted(found) == [202, 409, 409, 409]
    work(shop)
    assert (status(client, at), len(pm.projects), counted(shop, Submission, Seal)) == ("submitted", 1, (1, 1))


@pytest.mark.parametrize("turn", range(3))
def test_of_a_submit_and_a_save_at_once_one_wins(shop, client, at, turn):
    tag = {"If-Match": client.get(at).headers["ETag"]}
    other = raw(site__wind_speed_mph=140 + turn)
    begun, saved = together(
        shop,
        lambda: client.post(f"{at}/submit", headers=tag).status_code,
        lambda: client.put(f"{at}/design", json=other, headers=tag).status_code,
    )
    assert (begun, saved) in ((202, 409), (412, 200))
    work(shop)
    found = client.get(f"{at}/design").get_json()["result"]["site"]["wind_speed_mph"]
    assert (status(client, at), found == 140 + turn) == (("submitted", False) if begun == 202 else ("estimating", True))


@on_sqlite
def test_a_transition_begins_the_same_where_a_system_gives_the_number(shop, client, at, pm):
    answer = client.post(f"{at}/transitions", json={"to": "submitted"}, headers={"If-Match": "*"})
    assert answer.status_code == 202
    one = answer.get_json()["result"]["task_id"]
    assert answer.headers["Location"] == f"/api/v1/tasks/{one}"
    work(shop)
    assert (status(client, at), pm.projects) == ("submitted", {one: "PM-4711"})


@on_sqlite
def test_submitted_again_after_a_rejection_the_system_is_told_its_own_number(shop, client, at, pm):
    submit(client, at)
    work(shop)
    for who, to in (("approver", "rejected"), ("engineer", "estimating")):
        body = {"to": to, "reason": "once more"}
        assert shop.client(who).post(f"{at}/transitions", json=body, headers={"If-Match": "*"}).status_code == 200
    pm.mood = says(200, {"number": "PM-4711"})
    submit(client, at)
    work(shop)
    assert pm.asked[-1][2]["pm_number"] == "PM-4711"
    assert status(client, at) == "submitted"


def test_submitted_again_while_the_last_step_of_a_cancelled_one_runs_is_told_to_come_again(shop, client, at):
    one = submit(client, at)

    def last(call):
        go_on(call.session, one, "seal", {"step": "finish", "job_id": one})
        let_go(call.session, one, call.now)
        assert claim(call.session, one, call.now, timedelta(seconds=60), "w")

    shop.act(last)
    assert client.delete(f"/api/v1/tasks/{one}").status_code == 200
    early = client.post(f"{at}/submit", headers={"If-Match": "*"})
    assert (early.status_code, early.headers["Retry-After"]) == (409, "1")
    assert shop.look(lambda session: session.get(Job, one).cancel)
    shop.act(lambda call: write(call.session, one, 1, call.now, {"state": "REVOKED"}))
    assert submit(client, at) != one
    work(shop)
    assert status(client, at) == "submitted"


def test_cancelled_while_a_step_ends_the_next_one_is_cancelled_too(shop, client, at, pm):
    """Who cancels waits for the step, which queues the push."""
    one, answers = submit(client, at), []
    first = task(client, one)["step_task_id"]
    other = threading.Thread(target=lambda: answers.append(client.delete(f"/api/v1/tasks/{one}")))
    with shop.app.app_context():
        writing(db.session())
        call = Call(session=db.session(), actor=SYSTEM, now=utc_now())
        assert claim(call.session, first, call.now, timedelta(seconds=60), "w") == 1
        assert sealed(call, one, push=True)
        write(call.session, first, 1, call.now, {"state": "SUCCESS", "finished_at": call.now})
        other.start()
        await_blocked(db.engine)
        call.session.commit()
    other.join(30)
    assert [each.status_code for each in answers] == [200]
    work(shop)
    assert pm.asked == []
    states = shop.look(lambda s: {job.kind: job.state for job in s.query(Job)})
    assert states == {"project.seal": "SUCCESS", "project.push": "REVOKED", "project.submit": "REVOKED"}


def pushing(shop, client, at):
    """The step that tells the system, about to begin."""
    one = submit(client, at)
    with shop.app.app_context():
        attempt(shop.app, shop.look(lambda s: s.get(Submission, one).job_id))
    return one, task(client, one)["step_task_id"]


def failures(shop):
    return shop.look(lambda s: s.query(AuditRow).filter_by(verb="job.failed").count())


@pytest.mark.parametrize("point", ["at_step", "_note"])
def test_a_push_whose_submission_is_withdrawn_before_it_asks_ends_as_cancelled(
    shop, client, at, pm, monkeypatch, point
):
    """Nobody told its job, as when it was queued and claimed between two looks of who cancelled."""
    one, step = pushing(shop, client, at)
    there = getattr(steps, point)

    def withdrawn(*given, **more):
        shop.act(lambda call: end(call.session, one, WITHDRAWN, call.now))
        return there(*given, **more)

    monkeypatch.setattr(steps, point, withdrawn)
    with shop.app.app_context():
        attempt(shop.app, step)
    assert (task(client, step)["state"], pm.asked, failures(shop)) == ("REVOKED", [], 0)


def test_an_answer_sets_no_push_going_that_somebody_just_cancelled(shop, client, at, pm):
    pm.mood = says(500, {})
    one, step = pushing(shop, client, at)
    work(shop)

    def late(call):
        (known,) = given_up(call.session)
        assert known.id == step
        drop(call.session, step, call.now)
        return ask_again(call, [known])

    assert shop.act(late) == 0
    assert task(client, step)["state"] == "REVOKED"
    assert task(client, one)["state"] != "FAILURE"


def test_lists_tell_of_a_submission_what_its_own_page_tells(shop, client, at, pm, tmp_path):
    pm.mood = says(500, {})
    one = submit(client, at)
    work(shop)
    waiting = submit(client, ready(shop, client))
    alone = task(client, one)
    assert (alone["state"], alone["step"]) == ("FAILURE", "push")
    for place in ("tasks", "tasks?state=FAILURE"):
        listed = {each["task_id"]: each for each in client.get(f"/api/v1/{place}").get_json()["result"]["items"]}
        assert listed[one] == alone
    assert waiting not in listed
    assert one not in [
        each["task_id"] for each in client.get("/api/v1/tasks?state=PENDING").get_json()["result"]["items"]
    ]
    assert client.get("/api/v1/tasks?state=lost").status_code == 422
    admin = shop.client("admin")
    found = admin.get("/api/v1/admin/jobs").get_json()["result"]
    assert (found["total"], alone in found["items"]) == (2, True)
    browser = shop.browser("admin")
    for place in ("/tasks", "/tasks?state=FAILURE", "/admin/jobs"):
        page = browser.get(place).get_data(as_text=True)
        assert f"/tasks/{one}/retry" in page
    shell = Shell(shop.app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, shop.app)
    assert alone in shell.result("jobs", "list", "--state", "failure")["items"]
