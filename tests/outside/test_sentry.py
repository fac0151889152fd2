"""Sentry hears of what broke and where, and of nobody's words; a dead one is not noticed."""

import logging
import socket
import subprocess
import sys

import pytest

from apex.actions.job import enqueue
from apex.jobs.attempt import attempt
from apex.jobs.kinds import KINDS
from apex.outside.sentry import Sentry, plain
from apex.settings import ROOT, Settings
from tests.cli.conftest import Shell
from tests.database import application, copied
from tests.outside.intake import running
from tests.test_settings import PRODUCTION, faults
from tests.web.house import PASSWORD, Browser
from tests.web.upload import PNG, got, sent

SECRET = "a secret of the tests, longer than thirty-two characters"


@pytest.fixture
def intake():
    with running() as made:
        yield made


@pytest.fixture
def opened(tmp_path, migrated_file):
    """An installation that tells a Sentry, by its address."""
    stack = []

    def open_(dsn):
        url = copied(migrated_file, tmp_path)
        context = application(url, tmp_path, SENTRY_DSN=dsn, APEX_SECRET_KEY=SECRET)
        app = context.__enter__()
        stack.append((context, app))
        return Shell(url, tmp_path, app)

    yield open_
    for context, app in stack:
        app.extensions["apex_sentry"].close()
        context.__exit__(None, None, None)


@pytest.fixture
def shell(opened, intake):
    return opened(intake.dsn)


def break_accounts(shell):
    """A fault of the database whose text quotes what was asked for."""
    shell.sql("ALTER TABLE users RENAME COLUMN email TO mail")


def test_an_error_of_the_web_arrives_with_where_and_which_and_without_anybody_s_words(shell, intake, caplog):
    browser = Browser(shell.app, shell.house.user("engineer", PASSWORD))
    token = shell.house.token(browser.email)
    csrf = browser.csrf("/login")
    cookie = browser.http.get_cookie("apex_session").value
    other = shell.app.test_client()
    other.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    break_accounts(shell)
    with caplog.at_level(logging.ERROR):
        answers = [
            browser.http.post("/login", data={"csrf_token": csrf, "email": browser.email, "password": PASSWORD}),
            other.post(
                "/api/v1/projects?note=hushed", json={"name": "Hushed sign"}, headers={"X-Request-Id": "req-4711"}
            ),
        ]
    assert [answer.status_code for answer in answers] == [500, 500]
    assert browser.email in caplog.text, "the error does not quote what it must not tell"
    said = [intake.next(), intake.next()]
    for event, whole in said:
        for kept in (
            PASSWORD,
            token,
            cookie,
            csrf,
            browser.email,
            "hushed",
            "Hushed",
            SECRET,
            "Bearer",
            "UPDATE",
            "SELECT users",
        ):
            assert kept not in whole
        assert set(event) <= {
            "event_id", "timestamp", "level", "platform", "release", "environment", "server_name", "transaction",
            "tags", "exception",
        }  # fmt: skip
        assert event["environment"] == "testing"
        assert event["release"].startswith("apex@")
        assert event["exception"]["values"][-1]["type"] == "OperationalError"
        assert event["exception"]["values"][-1]["stacktrace"]["frames"][0]["lineno"] > 0
        assert f"error {event['tags']['mark']} in" in caplog.text
    assert said[1][0]["tags"]["request"] == "req-4711"
    assert said[1][0]["transaction"] == "POST /api/v1/projects"


def test_what_apex_refuses_is_nobody_s_business(shell, intake):
    """The first that comes is the error; what was refused before it was never sent."""
    client = shell.house.client("engineer")
    assert client.get("/api/v1/projects/none").status_code == 404
    assert client.post("/api/v1/projects", json={}).status_code == 422
    project = shell.house.project(client)
    file = sent(client, project)
    (place,) = (shell.folder / "files").glob("??/*")
    place.write_bytes(PNG[:-1])
    assert got(client, project, file).status_code == 500
    event, whole = intake.next()
    assert event["exception"]["values"][-1]["type"] == "DamagedError"
    assert event["transaction"] == "GET /api/v1/projects/<project_id>/files/<file_id>"
    assert project["id"] not in whole
    assert intake.envelopes.empty()


def test_an_error_of_the_worker_arrives_with_its_job(shell, intake, monkeypatch):
    def broken(task):
        person = {"email": "ann@shop.example"}
        raise KeyError(f"{person} with apx_token")

    monkeypatch.setitem(KINDS, "audit.head", broken)
    job = shell.house.act(lambda call: enqueue(call, "audit.head", {}).id)
    with shell.app.app_context():
        attempt(shell.app, job)
    event, whole = intake.next()
    assert (event["transaction"], event["tags"]["job"]) == ("job audit.head", job)
    assert event["exception"]["values"][0]["type"] == "KeyError"
    assert event["exception"]["values"][0]["stacktrace"]["frames"][-1]["function"] == "broken"
    assert "ann@shop.example" not in whole
    assert '"value"' not in whole
    assert '"vars"' not in whole


def test_the_errors_an_error_came_of_are_told_by_their_types(intake):
    sentry = Sentry(intake.dsn, "apex@1", "testing")
    try:
        try:
            int("the hushed number")
        except ValueError as error:
            raise LookupError("hushed too") from error
    except LookupError as error:
        sentry.send(error, "here", {})
    event, whole = intake.next()
    assert [one["type"] for one in event["exception"]["values"]] == ["ValueError", "LookupError"]
    assert "hushed" not in whole
    sentry.close()


def test_whatever_else_is_in_an_event_does_not_leave():
    frame = {"lineno": 1, "vars": {"p": 1}}
    given = {
        "event_id": "1", "request": {"data": "x", "cookies": "y"}, "user": {"email": "z"},
        "breadcrumbs": {"values": [1]},
        "extra": {"sys.argv": ["--password"]}, "message": "hello", "logentry": {}, "contexts": {}, "modules": {},
        "exception": {"values": [{"type": "E", "value": "v", "stacktrace": {"frames": [frame]}}]},
    }  # fmt: skip
    expected = [{"type": "E", "stacktrace": {"frames": [{"lineno": 1}]}}]
    assert plain(given) == {"event_id": "1", "exception": {"values": expected}}


@pytest.mark.parametrize("silent", [True, False])
def test_a_dead_sentry_holds_up_nobody(opened, silent):
    """More errors than the queue has room for, all answered before the server says its first word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        shell = opened(f"http://4f1c2a@127.0.0.1:{server.getsockname()[1]}/4711")
        if not silent:
            server.close()
        client = shell.house.client("engineer")
        break_accounts(shell)
        assert {client.get("/api/v1/projects").status_code for _ in range(3)} == {500}
        for _ in range(200):
            shell.app.extensions["apex_sentry"].send(ValueError("x"), "here", {})


@pytest.mark.parametrize(
    "dsn",
    [
        "sentry.example/4711", "https://sentry.example/4711", "https://hushed@sentry.example",
        "ftp://hushed@s.example/1", "http://hushed@sentry.example/4711", "https://hushed@sentry.example:99999/4711",
        "https://hushed@s.example/x y/1",
    ],
)  # fmt: skip
def test_a_dsn_that_is_none_is_refused_in_one_line_that_does_not_show_it(dsn):
    assert faults({"SENTRY_DSN": dsn}) == ["SENTRY_DSN must look like https://key@host/4711 (http on localhost)"]


def test_a_dsn_is_taken_and_shown_nowhere():
    assert Settings.from_environment({}).sentry_dsn is None
    for dsn in ("https://hushed@o1.ingest.example/4711", "https://hushed:old@sentry.example:9000/of/us/1"):
        made = Settings.from_environment(PRODUCTION | {"SENTRY_DSN": dsn})
        assert made.sentry_dsn == dsn
        assert "hushed" not in repr(made)


def start(tmp_path, before, dsn):
    """What the server says that is started in this environment."""
    given = {"SENTRY_DSN": dsn, "APEX_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", f"import sys; {before}; import wsgi"]
    return subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_start_that_cannot_be_is_one_clear_line(tmp_path):
    done = start(tmp_path, "sys.modules['sentry_sdk'] = None", "http://4f1c2a@127.0.0.1:9/4711")
    assert done.returncode == 1
    line = "SENTRY_DSN is set, and sentry-sdk is not installed: make extras, or pip install sentry-sdk"
    assert done.stderr.splitlines() == ["APEX cannot start.", line]
