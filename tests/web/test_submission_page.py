"""Submitting in a browser without scripts: what it will do, how far it is, what stands in its way, cancel and retry."""

import re

import pytest

from apex.extensions import db
from apex.store.job import Job
from apex.store.retry import transact
from tests.engine.documents import raw
from tests.jobs.office import ready, work
from tests.web.house import hidden


@pytest.fixture
def browser(house):
    return house.browser("engineer")


@pytest.fixture
def at(house):
    return ready(house, house.client("engineer")).removeprefix("/api/v1")


def text(browser, url, **more):
    answer = browser.get(url, **more)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def begin(browser, at):
    """Press the button of the overview."""
    page = text(browser, at)
    form = re.search(rf'<form method="post" action="{at}/submit".*?</form>', page, re.DOTALL).group()
    answer = browser.http.post(f"{at}/submit", data=hidden(form))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{at}#submission")


def failed(house, why="the system says no"):
    """As if its first step had failed."""

    def work():
        for job in db.session.query(Job).filter_by(kind="project.seal"):
            job.state, job.error = "FAILURE", why

    with house.app.app_context():
        transact(db.session(), work)


def test_the_button_says_what_it_will_do_and_does_it(house, browser, at):
    page = text(browser, at)
    assert "The calculation of version 2 is sealed." in page
    assert "Nobody gets an e-mail: no mail server is set." in page
    assert "project management" not in page
    begin(browser, at)
    page = text(browser, at)
    assert "Being submitted" in page
    assert 'hx-trigger="load delay:2s"' in page
    assert f'action="{at}/transitions"' not in page
    work(house)
    page = text(browser, at)
    assert "Status: submitted" in page
    assert "Being submitted" not in page


def test_the_fragment_asks_again_until_it_is_over_and_then_for_the_whole_page(house, browser, at):
    begin(browser, at)
    answer = browser.get(f"{at}/submit", headers={"HX-Request": "true"})
    assert "Being submitted" in answer.get_data(as_text=True)
    assert "<html" not in answer.get_data(as_text=True)
    assert "HX-Refresh" not in answer.headers
    work(house)
    assert browser.get(f"{at}/submit", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "The project is submitted." in text(browser, f"{at}/submit")


def test_a_reader_is_told_how_far_it_is_and_may_still_name_the_tag(house, at):
    client = house.client("engineer")
    before = client.get(f"/api/v1{at}/submit").headers["ETag"]
    assert before == client.get(f"/api/v1{at}").headers["ETag"]
    began = client.post(f"/api/v1{at}/submit", headers={"If-Match": before})
    assert began.status_code == 202
    told = client.get(f"/api/v1{at}/submit")
    known = {"If-None-Match": told.headers["ETag"]}
    assert client.get(f"/api/v1{at}/submit", headers=known).status_code == 304
    failed(house)
    again = client.get(f"/api/v1{at}/submit", headers=known)
    assert (again.status_code, again.get_json()["result"]["state"]) == (200, "FAILURE")
    assert client.delete(f"/api/v1/tasks/{began.get_json()['result']['task_id']}").status_code == 200
    free = client.get(f"/api/v1{at}/submit").headers["ETag"]
    assert free == client.get(f"/api/v1{at}").headers["ETag"]


def test_the_design_is_read_only_meanwhile_and_leads_to_the_task(house, browser, at):
    stood = text(browser, f"{at}/design")
    assert f'href="{at}/submit"' in stood
    begin(browser, at)
    page = text(browser, f"{at}/design")
    assert "read-only while the project is being submitted" in page
    assert 'class="main">Save' not in page
    answer = browser.http.post(f"{at}/design", data={**hidden(stood), "name": "Typed"})
    assert answer.status_code == 409
    refused = answer.get_data(as_text=True)
    task = re.search(r'href="(/tasks/[0-9A-Z]{26})">See the task', refused).group(1)
    assert task.rsplit("/", 1)[1] in refused
    shown = text(browser, task)
    assert "Submission" in shown
    assert f'<a href="{at}/submit">Cancel the submission</a>' in shown
    assert f'action="{task}/cancel"' not in shown + text(browser, "/tasks")
    assert "Typed" in refused


def test_a_failure_is_told_with_a_way_to_repeat_and_to_cancel(house, browser, at):
    begin(browser, at)
    failed(house)
    page = text(browser, at)
    assert "the system says no" in page
    retry = re.search(r'action="(/tasks/[0-9A-Z]{26}/retry)"', page).group(1)
    assert browser.post_form(retry).status_code == 303
    assert "the system says no" not in text(browser, at)
    cancel = retry.replace("retry", "cancel")
    asked = re.search(r'<details class="ask"><summary>Cancel</summary>(.*?)</details>', page, re.DOTALL).group(1)
    assert f'action="{cancel}"' in asked
    assert browser.post_form(cancel).status_code == 303
    page = text(browser, at)
    assert "Being submitted" not in page
    assert ">Submit</button>" in page


def test_who_cannot_submit_has_no_button_and_cannot_cancel(house, browser, at):
    viewer = house.browser("viewer")
    assert ">Submit</button>" not in text(viewer, at)
    assert "You cannot submit this project." in text(viewer, f"{at}/submit")
    begin(browser, at)
    page = text(viewer, at)
    assert "Being submitted" in page
    assert "Cancel the submission" not in page


def test_a_project_that_is_not_ready_says_why(house, browser):
    client = house.client("engineer")
    at = ready(house, client)
    weak = raw(support__section="HSS5.000X0.250")
    assert client.put(f"{at}/design", json=weak, headers={"If-Match": "*"}).status_code == 200
    page = text(browser, f"{at.removeprefix('/api/v1')}/submit")
    assert "Not ready to be submitted" in page
    assert "fails at a ratio of" in page
    assert ">Submit</button>" not in page


def test_a_stale_page_begins_nothing(house, browser, at):
    page = text(browser, at)
    old = hidden(re.search(rf'<form method="post" action="{at}/submit".*?</form>', page, re.DOTALL).group())
    client = house.client("engineer")
    assert client.patch(f"/api/v1{at}", json={"customer": "Acme"}, headers={"If-Match": "*"}).status_code == 200
    assert browser.http.post(f"{at}/submit", data=old).status_code == 412
