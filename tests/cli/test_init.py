"""`flask apex init`: from nothing to a place with an administrator, any number of times, by anybody at once."""

import subprocess

import pytest
from sqlalchemy import inspect, select, text

from apex.errors import BusyError
from apex.extensions import db
from apex.store.alone import alone
from apex.store.user import User
from tests.cli.conftest import Shell
from tests.database import application, on_sqlite
from tests.web.house import PASSWORD

BOSS = "boss@example.com"
"""Where what is asked is the same on every database."""
FIRST = ("init", "--email", BOSS, "--password", PASSWORD)


def test_a_bare_database_is_prepared_and_says_how_to_make_the_first_administrator(before):
    said = before.ok("init")
    assert "database ready" in said
    assert "flask apex init --email" in said
    assert before.result("user", "list") == {"items": [], "total": 0}
    assert before.run("doctor").exit_code == 0


@on_sqlite
def test_the_first_administrator_is_made_once_and_kept_with_their_password(at):
    assert f"{BOSS} is an administrator now" in at.ok(*FIRST)
    assert "already" in at.ok("init", "--email", BOSS.upper(), "--password", "another one that is quite long")
    assert at.state(BOSS)["role"] == "admin"
    assert at.house.client("viewer").get("/api/v1/projects").status_code == 200
    answer = at.house.app.test_client().post(
        "/api/v1/projects", json={"name": "x"}, headers={"Authorization": f"Bearer {at.house.token(BOSS)}"}
    )
    assert answer.status_code == 201
    assert len(at.log("user.added")) == 2
    assert "flask apex init --email" not in at.ok("init")


@on_sqlite
def test_the_password_that_is_kept_is_the_one_that_logs_in(at):
    at.ok(*FIRST)
    at.ok("init", "--email", BOSS, "--password", "another one that is quite long")
    held = at.house.look(lambda session: session.scalar(select(User.password_hash)))
    from apex.actions.password import matches

    assert matches(held, PASSWORD)


@on_sqlite
def test_an_account_that_is_no_administrator_is_not_made_one(at):
    at.ok("user", "add", BOSS, "--role", "viewer", "--password", PASSWORD)
    said = at.refused(*FIRST)
    assert f"{BOSS} has an account as viewer" in said
    assert f"flask apex user role {BOSS} admin" in said
    assert at.state(BOSS)["role"] == "viewer"


@on_sqlite
def test_a_disabled_administrator_is_kept_and_said_to_be_disabled(at):
    at.ok(*FIRST)
    at.ok("user", "disable", BOSS, "--yes")
    said = at.ok(*FIRST)
    assert f"flask apex user enable {BOSS}" in said
    assert "there is no administrator who can log in" in said


@on_sqlite
def test_what_cannot_be_an_administrator_exits_2_and_names_the_field(at):
    for words, field in (
        (("--email", BOSS, "--password", "short"), "password"),
        (("--email", "no address", "--password", PASSWORD), "email"),
        (("--email", BOSS), "password"),
        (("--password", PASSWORD), ""),
    ):
        assert [row["field"] for row in at.errors("init", *words)] == [field]
    assert at.result("user", "list")["total"] == 0


@on_sqlite
def test_json_tells_what_was_done(at):
    assert at.result(*FIRST) == {"packs": 11, "admins": 1, "admin": "made"}
    assert at.result(*FIRST) == {"packs": 11, "admins": 1, "admin": "kept"}
    assert at.result("init") == {"packs": 11, "admins": 1, "admin": None}


@on_sqlite
def test_the_password_may_come_from_standard_input(at):
    at.ok("init", "--email", BOSS, "--password-stdin", typed=f"{PASSWORD}\n")
    assert at.state(BOSS)["active"]


def test_two_machines_that_release_at_once_both_succeed(before):
    running = [
        subprocess.Popen(**before.started(*FIRST), stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert sorted("is an administrator now" in out for out, _ in said) == [False, True]
    assert [row["email"] for row in before.result("user", "list")["items"]] == [BOSS]
    with before.app.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_only_one_at_a_time_prepares_a_database(before):
    with before.app.app_context():
        with alone(db.engine), pytest.raises(BusyError), alone(db.engine, within=0.2):
            raise AssertionError("two are in here")
        with alone(db.engine, within=0.2):
            pass


def test_while_one_prepares_another_waits_as_long_as_it_is_told_to(before):
    with before.app.app_context(), alone(db.engine):
        for seconds in ("0", "0.2"):
            assert "another process has been preparing" in before.refused("init", "--wait", seconds, code=1)
        assert not inspect(db.engine).has_table("users")
    before.ok("init", "--wait", "0")
    assert before.result("user", "list")["total"] == 0


def test_a_database_that_does_not_answer_exits_1_and_is_said_to(tmp_path):
    url = "postgresql://nobody@127.0.0.1:9/none"
    with application(url, tmp_path) as app:
        said = Shell(url, tmp_path, app).refused("init", code=1)
    assert said.splitlines()[-1].startswith("the database: ")


@on_sqlite
def test_a_database_of_a_later_code_exits_1(at):
    """In a process of its own: alembic's reason goes to the error stream by the way of its log."""
    at.sql("UPDATE alembic_version SET version_num = 'from_tomorrow'")
    done = at.process("init")
    assert done.returncode == 1
    assert "from_tomorrow" in done.stderr


def test_commands_before_init_say_that_it_is_missing(before):
    for words in (("user", "list"), ("token", "list"), ("audit", "verify"), ("demo",)):
        assert "flask apex init prepares it" in before.refused(*words, code=1)
