"""A permit package made by a job: asked for, watched, given out from where it is kept."""

import hashlib

import pytest

from apex.actions.design import work_out
from apex.jobs import report
from apex.jobs.attempt import attempt
from tests.database import on_sqlite
from tests.engine.documents import raw
from tests.report.reading import pages_of


@pytest.fixture
def client(house):
    return house.client("engineer")


@pytest.fixture
def at(house, client):
    return f"/api/v1/projects/{house.project(client, design=raw())['id']}"


def ask(client, at):
    answer = client.post(f"{at}/report")
    assert answer.status_code == 202
    assert answer.headers["Location"].startswith("/api/v1/tasks/")
    return answer.get_json()["result"]["task_id"]


def work(house, task):
    with house.app.app_context():
        attempt(house.app, task)


def test_a_report_is_made_once_and_given_out_as_it_was_made(house, client, at):
    assert client.get(f"{at}/report.pdf").status_code == 404
    task = ask(client, at)
    assert ask(client, at) == task
    work(house, task)
    state = client.get(f"/api/v1/tasks/{task}").get_json()["result"]
    assert (state["state"], state["progress"], state["attempts"]) == ("SUCCESS", 1.0, 1)
    answer = client.get(f"{at}/report.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert hashlib.sha256(answer.data).hexdigest() == state["result"]["sha256"]
    assert client.get(f"{at}/report.pdf", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    events = client.get(f"{at}/events").get_json()["result"]["items"]
    assert [row["reason"] for row in events if row["verb"] == "data.exported"] == ["permit package"]
    second = ask(client, at)
    assert second != task
    work(house, second)
    assert client.get(f"/api/v1/tasks/{second}").get_json()["result"]["result"] == state["result"]


@on_sqlite
def test_a_package_names_the_address_and_the_customer_of_its_project(house, client):
    named = house.project(client, design=raw(), address="12 Main Street, Springfield", customer="Prairie Signs")
    at = f"/api/v1/projects/{named['id']}"
    work(house, ask(client, at))
    cover = pages_of(client.get(f"{at}/report.pdf").data)[0]
    assert "12 Main Street, Springfield" in cover and "Prairie Signs" in cover


@on_sqlite
def test_a_new_version_has_a_report_of_its_own(house, client, at):
    work(house, ask(client, at))
    first = client.get(f"{at}/report.pdf").data
    tag = client.get(at).headers["ETag"]
    assert client.put(f"{at}/design", json=raw(site__wind_speed_mph=130), headers={"If-Match": tag}).status_code == 200
    assert client.get(f"{at}/report.pdf").status_code == 404
    work(house, ask(client, at))
    assert client.get(f"{at}/report.pdf").data != first


@on_sqlite
def test_a_calculation_of_another_engine_makes_no_report(house, client, at, monkeypatch):
    def newer(packs, document):
        return work_out(packs, {**document, "site": {**document["site"], "wind_speed_mph": 116}})

    monkeypatch.setattr(report, "work_out", newer)
    task = ask(client, at)
    work(house, task)
    state = client.get(f"/api/v1/tasks/{task}").get_json()["result"]
    assert state["state"] == "FAILURE"
    assert "save the design again" in state["error"]
    assert client.get(f"{at}/report.pdf").status_code == 404


@on_sqlite
def test_nothing_computed_is_no_report(house, client):
    made = house.project(client)
    assert client.post(f"/api/v1/projects/{made['id']}/report").status_code == 404


def test_tasks_of_others_are_not_there(house, client, at):
    task = ask(client, at)
    stranger = house.client("viewer")
    assert stranger.get(f"/api/v1/tasks/{task}").status_code == 200
    hidden = house.project(client, design=raw(), visibility="members")
    secret = ask(client, f"/api/v1/projects/{hidden['id']}")
    assert stranger.get(f"/api/v1/tasks/{secret}").status_code == 404
    assert stranger.delete(f"/api/v1/tasks/{secret}").status_code == 404
    assert [t["task_id"] for t in stranger.get("/api/v1/tasks").get_json()["result"]["items"]] == []
    assert len(client.get("/api/v1/tasks").get_json()["result"]["items"]) == 2


@on_sqlite
def test_the_sheet_offers_to_make_the_package_and_then_to_open_it(house):
    browser = house.browser("engineer")
    project = house.project(house.client("engineer"), design=raw())
    at = f"/projects/{project['id']}"
    assert f"{at}/report.pdf" not in browser.get(f"{at}/calculation").get_data(as_text=True)
    asked = browser.post_form(f"{at}/report")
    assert asked.status_code == 303
    page = browser.get(asked.headers["Location"]).get_data(as_text=True)
    assert 'hx-trigger="every 2s"' in page
    assert "Cancel" in page
    work(house, asked.headers["Location"].rsplit("/", 1)[1])
    page = browser.get(asked.headers["Location"]).get_data(as_text=True)
    assert "hx-trigger" not in page
    assert f"{at}/report.pdf" in page
    assert f"{at}/report.pdf" in browser.get(f"{at}/calculation").get_data(as_text=True)
    assert "Permit package" in browser.get("/tasks").get_data(as_text=True)
