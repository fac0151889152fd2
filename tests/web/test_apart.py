"""Designs are worked out while no lock is held: others save meanwhile, on SQLite too."""

import pytest
from sqlalchemy import create_engine

from apex.actions import calculate, design
from tests.engine.documents import raw
from tests.web.page import form


@pytest.fixture
def watched(house, monkeypatch):
    """What took long so far. Each time somebody else takes the lock of the whole database and gives it back."""
    with house.app.app_context():
        url = house.app.config["SQLALCHEMY_DATABASE_URI"]
    seen = []

    def free(name, original):
        def step(*values, **named):
            other = create_engine(url, connect_args={"timeout": 0} if url.startswith("sqlite") else {})
            with other.connect() as connection:
                lock = "BEGIN IMMEDIATE" if url.startswith("sqlite") else "LOCK TABLE projects IN EXCLUSIVE MODE NOWAIT"
                connection.exec_driver_sql(lock)
            other.dispose()
            seen.append(name)
            return original(*values, **named)

        return step

    monkeypatch.setattr(design, "work_out", free("work_out", design.work_out))
    monkeypatch.setattr(calculate, "folio", free("folio", calculate.folio))
    return seen


def test_nobody_waits_for_a_design_that_is_worked_out(house, watched):
    client = house.client("engineer")
    made = house.project(client, design=raw())
    assert watched == ["work_out", "folio"]
    at = f"/api/v1/projects/{made['id']}"
    for method, path, body, expected in (
        ("PUT", "/design", raw(site__wind_speed_mph=130), ["work_out", "folio"]),
        ("PUT", "/design/site", {**raw()["site"], "wind_speed_mph": 140}, ["work_out", "folio"]),
        ("PUT", "/design/site", {**raw()["site"], "wind_speed_mph": 140}, ["work_out"]),
        ("POST", "/restore", {"version": 1}, ["work_out", "folio"]),
        ("POST", "/clone", {}, ["work_out", "folio"]),
    ):
        watched.clear()
        tag = client.get(at).headers["ETag"]
        answer = client.open(f"{at}{path}", method=method, json=body, headers={"If-Match": tag})
        assert answer.status_code in (200, 201), answer.get_data(as_text=True)
        assert watched == expected, (method, path)


def test_nobody_waits_for_the_page_of_a_conflict(house, watched):
    browser, client = house.browser("engineer"), house.client("engineer")
    at = f"/projects/{house.project(client, design=raw())['id']}/design"
    fields = form(browser.get(at).get_data(as_text=True), at)
    tag = client.get(f"/api/v1{at}").headers["ETag"]
    assert client.put(f"/api/v1{at}", json=raw(site__wind_speed_mph=130), headers={"If-Match": tag}).status_code == 200
    watched.clear()
    fields["site.wind_speed_mph"] = "120"
    assert browser.http.post(at, data=fields).status_code == 412
    assert watched == ["work_out"]
