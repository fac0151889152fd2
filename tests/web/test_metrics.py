"""Figures for Prometheus, added up over all processes, and shown to nobody who has no business with them."""

from dataclasses import replace

import pytest
from limits import parse
from prometheus_client.parser import text_string_to_metric_families

from apex.actions.breaker import SharedBreaker
from apex.actions.job import enqueue
from apex.extensions import db
from apex.settings import Settings, SettingsError
from tests.database import copied, on_sqlite
from tests.engine.documents import raw
from tests.process import Caller, Web, together

TOKEN = "a token for the metrics of these tests"
ENOUGH = 4000
"""Requests after which both processes of a server must have answered one; the kernel hands them out as it likes."""


def figures(text):
    """Every sample by its name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(client, **more):
    answer = client.get("/metrics", **more)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return figures(answer.get_data(as_text=True))


def grown(before, after, name, **labels):
    key = (name, tuple(sorted(labels.items())))
    return after.get(key, 0.0) - before.get(key, 0.0)


@on_sqlite
def test_requests_are_counted_by_route_and_timed(house):
    client = house.client("engineer")
    made = house.project(client, design=raw())
    before = read(client)
    for _ in range(3):
        client.get(f"/api/v1/projects/{made['id']}")
    client.get("/nowhere/at/all")
    client.open("/nowhere", method="BREW")
    stale = client.patch(f"/api/v1/projects/{made['id']}", json={"customer": "A"}, headers={"If-Match": '"0-x"'})
    assert stale.status_code == 412
    body = raw()
    for _ in range(2):
        assert client.post("/api/v1/design", json=body).status_code == 200
    after = read(client)
    route = "/api/v1/projects/<project_id>"
    assert grown(before, after, "apex_requests_total", route=route, method="GET", status="200") == 3
    assert grown(before, after, "apex_requests_total", route="none", method="GET", status="404") == 1
    assert grown(before, after, "apex_requests_total", route="none", method="other", status="404") == 1
    assert grown(before, after, "apex_request_seconds_count", route=route) == 4
    assert grown(before, after, "apex_conflicts_total") == 1
    assert grown(before, after, "apex_solver_seconds_count") == 2
    assert ("apex_pool_connections", (("state", "active"),)) in after
    assert made["id"] not in str(after)


@on_sqlite
def test_caches_and_limits_are_counted(house):
    client = house.client("engineer")
    before = read(client)
    body = {"loads": {"moment_kipft": 31.25, "shear_kip": 2}, "height_ft": 20, "material": "steel"}
    for _ in range(3):
        assert client.post("/api/v1/signage/poles/options", json=body).status_code == 200
    for _ in range(2):
        assert (
            client.post("/api/v1/site/resolve", json={"code_basis": "IBC2021", "lat": 40, "lon": -85}).status_code
            == 200
        )
    limits = house.app.extensions["apex_limits"]
    house.app.extensions["apex_limits"] = replace(limits, default=parse("1/hour"))
    other = house.client("viewer")
    assert [other.get("/api/v1/projects").status_code for _ in range(3)] == [200, 429, 429]
    after = read(client)
    assert grown(before, after, "apex_rate_limited_total", policy="default") == 2
    assert grown(before, after, "apex_cache_total", cache="options", result="miss") == 1
    assert grown(before, after, "apex_cache_total", cache="options", result="hit") == 2
    assert grown(before, after, "apex_cache_total", cache="site", result="hit") == 1


def test_the_work_and_the_hosts_are_looked_up(house):
    house.act(lambda call: enqueue(call, "audit.head", {}).id)
    with house.app.app_context():
        breaker = SharedBreaker(db.engine)
        for _ in range(5):
            breaker.tell(breaker.admit("erp.example"), "status 500")
    found = read(house.app.test_client())
    assert found[("apex_database_up", ())] == 1
    assert found[("apex_queue_depth", ())] == 1
    assert found[("apex_queue_age_seconds", ())] >= 0
    assert found[("apex_jobs", (("kind", "audit.head"), ("state", "PENDING")))] == 1
    assert found[("apex_breaker_state", (("host", "erp.example"), ("state", "open")))] == 1
    assert found[("apex_breaker_openings_total", (("host", "erp.example"),))] == 1


@on_sqlite
def test_without_a_token_only_this_machine_reads_them(house):
    client = house.app.test_client()
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 403
    for name in ("X-Forwarded-For", "Forwarded", "Via"):
        assert client.get("/metrics", headers={name: "203.0.113.7"}).status_code == 403


@on_sqlite
def test_with_a_token_whoever_has_it_reads_them_and_nobody_else(house):
    chosen = house.app.extensions["apex_settings"]
    house.app.extensions["apex_settings"] = replace(chosen, metrics_token=TOKEN)
    client = house.app.test_client()
    from_afar = {"environ_base": {"REMOTE_ADDR": "10.0.0.7"}}
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, **from_afar).status_code == 200
    assert client.get("/metrics", headers={"Authorization": "Bearer é"}, **from_afar).status_code == 401
    admin = house.client("admin")
    assert admin.get("/metrics").status_code == 401


@pytest.mark.parametrize("bad", ["short", "ü" * 20, "x" * 201])
def test_a_token_that_is_none_is_refused_at_start(bad):
    with pytest.raises(SettingsError, match="APEX_METRICS_TOKEN"):
        Settings.from_environment({"APEX_METRICS_TOKEN": bad})


def test_the_processes_of_a_server_count_together(migrated_file, tmp_path):

    web = Web(copied(migrated_file, tmp_path), tmp_path, workers=2, threads=2)
    try:
        caller, asked = Caller(web.port), 0
        while asked < ENOUGH and len(list((tmp_path / "metrics").rglob("counter_*.db"))) < 2:
            answers = together([lambda go: caller.send("GET", "/version", go=go)] * 8)
            assert {answer.status for answer in answers} == {200}
            asked += len(answers)
        assert len(list((tmp_path / "metrics").rglob("counter_*.db"))) == 2
        key = ("apex_requests_total", (("method", "GET"), ("route", "/version"), ("status", "200")))
        found = {figures(caller.send("GET", "/metrics").body.decode())[key] for _ in range(10)}
        assert found == {float(asked)}
    finally:
        web.stop()
    again = Web(f"sqlite:///{tmp_path / 'apex.db'}", tmp_path, workers=1)
    try:
        text = Caller(again.port).send("GET", "/metrics").body.decode()
        assert key not in figures(text)
    finally:
        again.stop()
