"""Live whatever happens; ready only when everything is; an answer within a second, also from a dead database."""

import socket
import sqlite3
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url

from apex.errors import PackError
from apex.extensions import db
from apex.jobs.install import install as install_jobs
from apex.settings import Settings
from apex.store.connect import engine_options, prepare
from apex.web import errors, health
from apex.web.ask import name_request
from tests.database import copied, fresh
from tests.wire import Wire


@contextmanager
def house(url, **given):
    """A client of the health pages on a database, with the engine the application has."""
    folder = tempfile.TemporaryDirectory()
    given = {"APEX_ENV": "testing", "APEX_DATABASE_URL": url, "APEX_DATA_DIR": folder.name, **given}
    settings = Settings.from_environment(given)
    app = Flask("house")
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings))
    db.init_app(app)
    app.before_request(name_request)
    errors.install(app)
    app.register_blueprint(health.bp)
    app.extensions["apex_settings"] = settings
    install_jobs(app)
    with app.app_context():
        engine = db.engine
    prepare(engine)
    try:
        yield app.test_client(), engine
    finally:
        engine.dispose()
        folder.cleanup()


@pytest.fixture
def wired(migrated_server):
    """A PostgreSQL database behind a wire: its address and the wire."""
    with fresh(migrated_server) as url:
        there = make_url(url)
        wire = Wire(there.host, there.port)
        yield there.set(host="127.0.0.1", port=wire.port).render_as_string(hide_password=False), wire
        wire.close()


def timed(client, path):
    begun = time.monotonic()
    answer = client.get(path)
    return answer, time.monotonic() - begun


def execute(url, *statements):
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def checks(answer):
    return {name: check["ok"] for name, check in answer.get_json()["result"]["checks"].items()}


def test_a_migrated_database_is_ready(database_url):
    with house(database_url) as (client, _):
        answer = client.get("/ready")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert answer.get_json()["result"]["status"] == "ready"
        assert answer.get_json()["errors"] == []
        assert checks(answer) == {"database": True, "migrations": True, "packs": True, "queue": True, "files": True}
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE alembic_version",
        "DELETE FROM alembic_version",
        "UPDATE alembic_version SET version_num = '2026_11_21_baseline'",
    ],
)
def test_a_database_at_another_revision_is_not_ready(database_url, statement):
    execute(database_url, statement)
    with house(database_url) as (client, _):
        answer = client.get("/ready")
        assert answer.status_code == 503
        assert answer.get_json()["result"]["status"] == "unready"
        assert checks(answer) == {"database": True, "migrations": False, "packs": True, "queue": True, "files": True}
        assert [row["code"] for row in answer.get_json()["errors"]] == ["external_service"]
        assert answer.headers["Retry-After"] == "1"
        # The database itself is fine.
        assert client.get("/health/database").status_code == 200


def test_a_part_that_fails_makes_it_unready_and_is_named(database_url, monkeypatch):
    def fail():
        raise PackError("pack pricing_v1.yaml cannot be read")

    monkeypatch.setitem(health.CHECKS, "packs", fail)
    with house(database_url) as (client, _):
        for path in ("/ready", "/health"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert answer.get_json()["result"]["checks"]["packs"]["message"] == "pack pricing_v1.yaml cannot be read"
            assert [row["code"] for row in answer.get_json()["errors"]] == ["pack"]


def test_a_queue_that_is_gone_or_says_nothing_makes_it_unready(database_url):
    """A Redis that takes the connection and never answers holds nobody for longer than a moment."""
    with socket.create_server(("127.0.0.1", 0)) as silent, socket.create_server(("127.0.0.1", 0)) as closed:
        ports = [server.getsockname()[1] for server in (silent, closed)]
        closed.close()
        for port in ports:
            with house(database_url, APEX_REDIS_URL=f"redis://127.0.0.1:{port}/0") as (client, _):
                answer = client.get("/ready")
                assert answer.status_code == 503
                assert checks(answer)["queue"] is False


def test_health_shows_everything_at_once(database_url):
    with house(database_url) as (client, _):
        result = client.get("/health").get_json()["result"]
        assert set(result) == {"status", "checks", "pool", "database", "queue", "version"}
        assert result["status"] == "healthy"
        assert result["pool"] == client.get("/health/database").get_json()["result"]["pool"]
        assert result["version"]["version"]


def test_health_of_the_database_has_its_form(database_url):
    with house(database_url, APEX_DB_POOL_MIN_SIZE="2", APEX_DB_POOL_MAX_SIZE="4") as (client, engine):
        with engine.connect(), engine.connect(), engine.connect():
            result = client.get("/health/database").get_json()["result"]
        database = result.pop("database")
        assert result == {
            "status": "warning",
            "pool": {
                "min_size": 2, "max_size": 4, "current_size": 3, "active": 3, "idle": 0, "utilization_percent": 75.0,
                "status": "warning",
            },
        }  # fmt: skip
        assert set(database) == {"connected", "version", "total_connections", "latency_ms"}
        assert database["connected"] is True
        assert database["version"].startswith({"sqlite": "SQLite 3.", "postgresql": "PostgreSQL "}[engine.dialect.name])
        # On PostgreSQL the one that asks counts too.
        assert database["total_connections"] == {"sqlite": 3, "postgresql": 4}[engine.dialect.name]
        assert 0 <= database["latency_ms"] < 800


def test_a_database_in_memory_is_asked_on_the_one_connection_it_has():
    with house("sqlite:///:memory:") as (client, _):
        result = client.get("/health/database").get_json()["result"]
        assert result["database"]["connected"] is True
        assert (result["pool"]["max_size"], result["database"]["total_connections"]) == (1, 1)
        found = checks(client.get("/ready"))
        assert found == {"database": True, "migrations": False, "packs": True, "queue": True, "files": True}


def test_an_exhausted_pool_does_not_stop_the_health_pages(database_url):
    given = {"APEX_DB_POOL_MIN_SIZE": "1", "APEX_DB_POOL_MAX_SIZE": "1", "APEX_DB_POOL_TIMEOUT": "5"}
    with house(database_url, **given) as (client, engine), engine.connect():
        for path in ("/health/live", "/ready", "/health", "/health/database"):
            answer, seconds = timed(client, path)
            assert answer.status_code == 200, path
            assert seconds < 1
        assert answer.get_json()["result"]["status"] == "critical"
        assert answer.get_json()["result"]["database"]["connected"] is True


def assert_down(client):
    assert client.get("/health/live").status_code == 200
    for path in ("/ready", "/health", "/health/database"):
        answer, seconds = timed(client, path)
        assert answer.status_code == 503, path
        assert seconds < 1, path
        assert answer.headers["Retry-After"] == "1"
        assert {row["code"] for row in answer.get_json()["errors"]} == {"external_service"}
    result = answer.get_json()["result"]
    assert result["status"] == "critical"
    assert set(result["pool"]) >= {"min_size", "max_size", "active"}
    assert result["database"] == {
        "connected": False, "version": None, "total_connections": None, "latency_ms": None,
    }  # fmt: skip


def assert_ready_again(client):
    """Soon: a question that was open when the server came back has to run out first."""
    until = time.monotonic() + 5
    while client.get("/ready").status_code != 200:
        assert time.monotonic() < until
        time.sleep(0.02)


def assert_let_go(before):
    """The thread that asked ends by itself, though the database stays as it is."""
    until = time.monotonic() + 2.5
    while any(thread.name == "inquiry" and thread not in before for thread in threading.enumerate()):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_sqlite_file_that_is_gone_or_spoiled_is_down_and_not_made_anew(migrated_file, tmp_path):
    url = copied(migrated_file, tmp_path)
    path = Path(url.removeprefix("sqlite:///"))
    with house(url) as (client, engine):
        assert client.get("/ready").status_code == 200
        engine.dispose()
        whole = path.read_bytes()
        for file in tmp_path.glob("apex.db*"):
            file.unlink()
        assert_down(client)
        assert not path.exists()
        path.write_bytes(b"no database at all" * 1000)
        assert_down(client)
        path.write_bytes(whole)
        assert client.get("/ready").status_code == 200


def test_a_sqlite_file_somebody_holds_for_himself_is_down(migrated_file, tmp_path):
    url = copied(migrated_file, tmp_path)
    with house(url) as (client, engine):
        engine.dispose()
        holder = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        holder.execute("PRAGMA locking_mode=EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        before = set(threading.enumerate())
        assert_down(client)
        assert_let_go(before)
        holder.close()
        assert client.get("/ready").status_code == 200


def test_a_postgresql_that_is_gone_is_down_and_comes_back(wired):
    url, wire = wired
    with house(url) as (client, _):
        assert client.get("/ready").status_code == 200
        wire.cut()
        assert_down(client)
        wire.restore()
        assert_ready_again(client)


def test_a_postgresql_that_hangs_is_down_within_a_second_and_holds_one_thread(wired):
    url, wire = wired
    with house(url) as (client, _):
        assert client.get("/ready").status_code == 200
        wire.silence()
        before, most, answers = set(threading.enumerate()), 0, []
        crowd = [
            threading.Thread(target=lambda: answers.append(timed(client.application.test_client(), "/ready")))
            for _ in range(8)
        ]
        for thread in crowd:
            thread.start()
        while any(thread.is_alive() for thread in crowd):
            asking = [t for t in threading.enumerate() if t.name == "inquiry" and t not in before]
            most = max(most, len(asking))
            time.sleep(0.01)
        assert most == 1
        assert {answer.status_code for answer, _ in answers} == {503}
        assert max(seconds for _, seconds in answers) < 1
        assert_down(client)
        wire.cut()
        wire.restore()
        assert_ready_again(client)


def test_a_question_that_waits_for_a_lock_is_given_up(migrated_server):
    with fresh(migrated_server) as url, house(url) as (client, _):
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")
            before = set(threading.enumerate())
            assert_down(client)
            assert_let_go(before)
        engine.dispose()
        assert client.get("/ready").status_code == 200
