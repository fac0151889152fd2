"""Submitting a project step by step: sealed, told to the project management system, submitted, told to people."""

from datetime import timedelta

import pytest

from apex.actions.call import utc_now
from apex.actions.job import forget
from apex.jobs import attempt as attempts
from apex.jobs import sweep
from apex.jobs.sweep import FIRST_REST_S, rest
from apex.store.audit import AuditRow
from apex.store.breaker import Breaker
from apex.store.job import Job
from apex.store.message import Message
from apex.store.seal import Seal, Supersession
from apex.store.submission import Submission
from tests.database import on_sqlite
from tests.engine.documents import raw
from tests.jobs.office import TOKEN, counted, later, ready, says, status, submit, swept, task, work


@on_sqlite
def test_without_a_system_to_tell_a_project_is_sealed_and_submitted(house):
    client = house.client("engineer")
    at = ready(house, client)
    one = submit(client, at)
    assert status(client, at) == "estimating"
    assert counted(house, Seal) == (0,)
    work(house)
    result = client.get(at).get_json()["result"]
    assert (result["status"], result["number"], result["pm_number"], result["submission"]) == (
        "submitted", "P-2026-0001", None, None,
    )  # fmt: skip
    done = task(client, one)
    assert (done["state"], done["progress"], done["result"]["status"]) == ("SUCCESS", 1.0, "submitted")
    assert counted(house, Seal, Supersession, Message) == (1, 0, 0)
    kinds = house.look(lambda s: sorted(job.kind for job in s.query(Job)))
    assert kinds == ["project.seal", "project.submit"]


def test_the_system_is_told_under_the_submissions_id_and_its_number_is_kept(shop, client, at, pm):
    one = submit(client, at)
    work(shop)
    result = client.get(at).get_json()["result"]
    assert (result["status"], result["number"], result["pm_number"]) == ("submitted", "P-2026-0001", "PM-4711")
    ((key, bearer, told),) = pm.asked
    assert (key, bearer) == (one, f"Bearer {TOKEN}")
    assert (told["number"], told["name"], told["pm_number"]) == ("P-2026-0001", "Main Street pylon", None)
    assert told["summary"]["section"]
    assert task(client, one)["result"]["pm_number"] == "PM-4711"
    verbs = shop.look(lambda s: [row.verb for row in s.query(AuditRow).order_by(AuditRow.seq)])
    steps = ["submission.begun", "calculation.sealed", "project.numbered", "project.moved"]
    assert [verb for verb in verbs[verbs.index("submission.begun") :] if verb in steps] == steps
    assert TOKEN not in str(shop.look(lambda s: [(j.args, j.result, j.error, j.message) for j in s.query(Job)]))


def test_every_write_of_the_design_is_refused_and_names_the_task_until_it_is_over(shop, client, at):
    other = raw(site__wind_speed_mph=140)
    one = submit(client, at)
    tries = (
        ("PUT", "/design", other),
        ("PUT", "/design/site", other["site"]),
        ("PATCH", "", {"customer": "Acme"}),
        ("PUT", "", {"name": "Other"}),
        ("POST", "/restore", {"version": 1}),
        ("POST", "/tree", {"do": "delete", "nodes": ["x"]}),
        ("POST", "/transitions", {"to": "archived"}),
        ("POST", "/submit", None),
        ("DELETE", "", None),
    )
    for tag in ("*", '"1-0000000000000000"'):
        for method, path, body in tries:
            answer = client.open(at + path, method=method, json=body, headers={"If-Match": tag})
            assert answer.status_code == 409, (method, path, answer.get_data(as_text=True))
            told = answer.get_json()
            assert one in told["errors"][0]["message"]
            assert told["result"]["task_id"] == one
    work(shop)
    assert status(client, at) == "submitted"


@on_sqlite
def test_a_project_that_is_not_ready_is_refused_with_every_reason_and_nothing_is_queued(shop, client):
    empty = f"/api/v1/projects/{shop.project(client)['id']}"
    assert submit(client, empty, 409)["errors"][0]["code"] == "transition"
    client.post(f"{empty}/transitions", json={"to": "estimating"}, headers={"If-Match": "*"})
    assert "nothing was computed" in submit(client, empty, 409)["errors"][0]["message"]
    failing = ready(shop, client)
    weak = raw(support__section="HSS5.000X0.250")
    assert client.put(f"{failing}/design", json=weak, headers={"If-Match": "*"}).status_code == 200
    told = submit(client, failing, 409)["errors"]
    assert len(told) > 1
    assert all("fails at a ratio of" in each["message"] for each in told)
    assert client.get(f"{failing}/submit").get_json()["result"]["reasons"] == [each["message"] for each in told]
    assert client.post(f"{failing}/submit").status_code == 428
    assert counted(shop, Job, Submission) == (0, 0)


def test_an_outage_leaves_the_project_estimating_and_ends_by_itself(shop, client, at, pm):
    pm.mood = says(503, {})
    one = submit(client, at)
    work(shop)
    assert shop.look(lambda s: s.query(Breaker.state).scalar()) == "open"
    held = task(client, one)
    assert (held["state"], held["step"], held["attempts"]) == ("FAILURE", "push", 5)
    assert held["error"] == "the project management system answers 503"
    assert status(client, at) == "estimating"
    assert task(client, held["step_task_id"])["state"] == "FAILURE"
    assert swept(shop) == 0
    for number in range(6, 9):
        later(shop, rest(number))
        assert swept(shop) == 1
        work(shop)
        assert (task(client, one)["attempts"], len(pm.asked)) == (number, number)
    assert swept(shop) == 0
    pm.mood = None
    later(shop, rest(20))
    assert swept(shop) == 1
    work(shop)
    assert status(client, at) == "submitted"
    assert task(client, one)["state"] == "SUCCESS"
    assert set(pm.keys) == {one}
    assert len(pm.projects) == 1


@on_sqlite
def test_between_two_tries_the_task_says_that_it_will_be_tried_again(shop, client, at, pm, monkeypatch):
    monkeypatch.setattr(attempts, "pause", lambda number, retry_after=None: float(retry_after or 600))
    pm.mood = says(429, {}, **{"Retry-After": "1200"})
    one = submit(client, at)
    work(shop)
    held = task(client, one)
    assert (held["state"], held["error"]) == ("RETRY", "the project management system answers 429")
    due = shop.look(lambda s: s.get(Job, held["step_task_id"]).due_at)
    assert (due - utc_now()).total_seconds() > 1100
    browser = shop.browser("engineer")
    page = browser.get(at.removeprefix("/api/v1")).get_data(as_text=True)
    assert "answers 429; tried again" in page


def test_one_answer_sets_all_going_that_had_given_up(shop, client, at, pm):
    pm.mood = says(500, {})
    places = [at, ready(shop, client), ready(shop, client)]
    tasks = [submit(client, place) for place in places]
    work(shop)
    pm.mood = None
    later(shop, rest(5), task(client, tasks[1])["step_task_id"])
    assert swept(shop) == 1
    work(shop)
    assert [status(client, place) for place in places] == ["submitted"] * 3


def test_rests_grow_to_a_quarter_of_an_hour():
    assert [rest(n).total_seconds() for n in (1, 5, 6, 7, 8, 9, 500)] == [60, 60, 120, 240, 480, 900, 900]
    assert FIRST_REST_S == 60.0
    assert sweep.LONGEST_REST_S == 900.0


@on_sqlite
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (says(422, {"message": "customer\x07 unknown"}), "refuses the project: 422: customer unknown"),
        (says(401, {}), "does not take APEX_PM_TOKEN"),
        (says(409, {"detail": "locked"}), "refuses the project: 409: locked"),
        (says(200, {"id": 5}), "answers 200 without a number"),
        (says(200, {"number": "x" * 61}), "answers 200 without a number"),
        (says(200, ["PM-1"]), "answers 200 without a number"),
        (says(302, {}, Location="/elsewhere"), "refuses the project: 302"),
    ],
)
def test_a_refusal_is_told_in_words_and_not_repeated_until_somebody_says_so(shop, client, at, pm, answer, said):
    pm.mood = answer
    one = submit(client, at)
    work(shop)
    held = task(client, one)
    assert (held["state"], held["attempts"]) == ("FAILURE", 1)
    assert said in held["error"]
    assert status(client, at) == "estimating"
    later(shop, rest(500))
    assert swept(shop) == 0
    pm.mood = None
    assert client.post(f"/api/v1/tasks/{one}/retry").get_json()["result"]["state"] == "PENDING"
    work(shop)
    assert status(client, at) == "submitted"


def test_a_failed_step_is_not_forgotten_while_the_submission_waits_at_it(shop, client, at, pm):
    pm.mood = says(422, {})
    one = submit(client, at)
    work(shop)
    later(shop, timedelta(days=2))
    assert shop.act(lambda call: forget(call, 1)) == 1
    assert task(client, one)["step"] == "push"
    pm.mood = None
    assert client.post(f"/api/v1/tasks/{one}/retry").status_code == 200
    work(shop)
    assert status(client, at) == "submitted"


@on_sqlite
def test_a_system_that_knows_the_project_already_gives_its_number(shop, client, at, pm):
    pm.mood = says(409, {"number": 4242})
    submit(client, at)
    work(shop)
    assert client.get(at).get_json()["result"]["pm_number"] == "4242"
