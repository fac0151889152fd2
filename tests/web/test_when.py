"""Times in the zone of who reads them, over the hours of a change to winter time, and days of the audit filter."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import g
from werkzeug.datastructures import MultiDict

from apex.web.jinja import when
from apex.web.viewer import Viewer
from tests.web import page


@pytest.fixture
def seen(app):
    """How a moment is shown to somebody of a zone."""

    def shown(moment, zone):
        with app.test_request_context():
            g.viewer = Viewer(zone=zone)
            return str(when(moment))

    return shown


@pytest.mark.parametrize(
    ("moment", "zone", "text"),
    [
        ("2026-11-01T05:30:00+00:00", "America/Chicago", "2026-11-01 00:30 CDT"),
        ("2026-11-01T06:30:00+00:00", "America/Chicago", "2026-11-01 01:30 CDT"),
        ("2026-11-01T07:30:00+00:00", "America/Chicago", "2026-11-01 01:30 CST"),
        ("2026-03-08T07:59:00+00:00", "America/Chicago", "2026-03-08 01:59 CST"),
        ("2026-03-08T08:00:00+00:00", "America/Chicago", "2026-03-08 03:00 CDT"),
        ("2026-07-01T12:00:00+00:00", "America/Phoenix", "2026-07-01 05:00 MST"),
        ("2026-07-01T12:00:00+00:00", "Asia/Kolkata", "2026-07-01 17:30 IST"),
        ("2026-07-01T12:00:00", "UTC", "2026-07-01 12:00 UTC"),
        ("2026-07-01T12:00:00+00:00", "", "2026-07-01 12:00 UTC"),
    ],
)
def test_a_time_is_shown_in_the_zone_of_its_reader(seen, moment, zone, text):
    shown = seen(moment, zone)
    assert f">{text}</time>" in shown
    assert ("data-zoned" in shown) is bool(zone)
    assert 'datetime="2026-' in shown


def choose(browser, **values):
    form = page.form(browser.get("/account").get_data(as_text=True), "/account/settings")
    answer = browser.http.post("/account/settings", data=MultiDict({**form.to_dict(), **values}))
    assert answer.status_code == 303, answer.get_data(as_text=True)


def test_pages_are_made_in_the_zone_a_person_chose(house):
    browser = house.browser("engineer")
    project = house.project(house.client("engineer"))
    assert "UTC</time>" in browser.get("/projects").get_data(as_text=True)
    choose(browser, time_zone="Asia/Kolkata")
    assert "IST</time>" in browser.get("/projects").get_data(as_text=True)
    answer = browser.get(f"/projects/{project['id']}", headers={"Accept": "application/json"}).get_json()
    assert answer["result"]["created_at"].endswith("+00:00")
    form = page.form(browser.get("/account").get_data(as_text=True), "/account/settings")
    refused = browser.http.post("/account/settings", data=MultiDict({**form.to_dict(), "time_zone": "Mars/Base"}))
    assert refused.status_code == 422
    assert "is not a time zone" in refused.get_data(as_text=True)


def test_days_of_the_audit_filter_are_those_of_the_reader(house):
    browser = house.browser("admin")
    moment = datetime.now(UTC).replace(hour=3, minute=0)
    house.app.extensions["apex_clock"] = lambda: moment
    choose(browser, time_zone="America/Chicago", signature="before midnight there")

    def rows(day):
        shown = browser.get(f"/audit?verb=settings.changed&since={day}&until={day}").get_data(as_text=True)
        return len(re.findall(r"before midnight there", shown))

    assert rows(moment.date().isoformat()) == 0
    assert rows((moment - timedelta(days=1)).date().isoformat()) == 1
    assert browser.get("/audit?since=2026-13-45").status_code == 422
