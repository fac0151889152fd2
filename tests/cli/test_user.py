"""`flask apex user`: accounts as a script and as a person at a terminal make and change them."""

import os
import pty
import subprocess

import pytest
from sqlalchemy import select

from apex.actions.password import matches
from apex.store.user import User
from tests.database import copied
from tests.web.clock import Clock
from tests.web.house import PASSWORD, Browser
from tests.web.second import set_up

SAM = "sam@example.com"
OTHER = "a crooked ladder behind the shop"


@pytest.fixture
def database_url(migrated_file, tmp_path):
    """What these commands do is the same on every database."""
    return copied(migrated_file, tmp_path)


@pytest.fixture
def sam(at):
    at.ok("user", "add", SAM, "--role", "estimator", "--password", PASSWORD, "--name", "Sam Ortiz")
    return Browser(at.app, SAM)


def held_hash(at):
    return at.house.look(lambda session: session.scalar(select(User.password_hash).where(User.email == SAM)))


def test_an_account_is_made_and_logs_in(at, sam):
    assert sam.log_in(PASSWORD).status_code == 303
    state = at.state(SAM)
    assert (state["role"], state["name"], state["active"], state["version"]) == ("estimator", "Sam Ortiz", True, 1)
    (row,) = at.log("user.added")
    assert (row["actor"], row["object"]) == ("system", state["id"])
    assert PASSWORD not in str(row)


def test_an_e_mail_that_has_an_account_exits_2_however_it_is_written(at, sam):
    said = at.refused("user", "add", SAM.upper(), "--role", "viewer", "--password", PASSWORD)
    assert said == f"there is an account for {SAM} already\n"
    assert at.state(SAM)["role"] == "estimator"
    assert at.errors("user", "add", SAM, "--role", "viewer", "--password", PASSWORD)[0]["code"] == "conflict"


def test_bad_input_exits_2_and_names_the_field(at):
    assert [row["field"] for row in at.errors("user", "add", "x", "--role", "viewer", "--password", PASSWORD)] == [
        "email"
    ]
    assert "password: must have at least 15" in at.refused("user", "add", SAM, "--role", "viewer", "--password", "x")
    assert "nobody is here to ask" in at.refused("user", "add", SAM, "--role", "viewer")
    assert at.run("user", "add", SAM, "--role", "boss", "--password", PASSWORD).exit_code == 2
    assert at.result("user", "list")["total"] == 0


def test_two_passwords_are_refused(at):
    words = ("user", "add", SAM, "--role", "viewer", "--password", PASSWORD, "--password-stdin")
    assert "give one" in at.refused(*words)


def test_disabling_needs_yes_ends_sessions_and_tokens_and_is_undone_by_enabling(at, sam):
    sam.log_in(PASSWORD)
    bearer = {"Authorization": f"Bearer {at.house.token(SAM)}"}
    assert "say --yes" in at.refused("user", "disable", SAM)
    assert sam.get("/account").status_code == 200
    at.ok("user", "disable", SAM, "--yes")
    assert sam.get("/account").status_code == 401
    assert at.app.test_client().get("/api/v1/projects", headers=bearer).status_code == 401
    assert at.state(SAM)["active"] is False
    at.ok("user", "enable", SAM)
    assert sam.get("/account").status_code == 401
    assert sam.log_in(PASSWORD).status_code == 303
    assert len(at.log("user.disabled")) == 1


def test_a_role_is_given_and_logged_with_what_it_was(at, sam):
    assert at.result("user", "role", SAM, "approver")["role"] == "approver"
    (row,) = at.log("user.changed")
    assert row["changes"] == {"role": ["estimator", "approver"]}
    assert at.state(SAM)["name"] == "Sam Ortiz"


def test_a_role_that_is_held_already_changes_nothing(at, sam):
    at.ok("user", "role", SAM, "estimator")
    assert at.state(SAM)["version"] == 1
    assert at.log("user.changed") == []


def test_a_new_password_ends_the_sessions_of_the_old_one(at, sam):
    sam.log_in(PASSWORD)
    at.ok("user", "password", SAM, "--password", OTHER)
    assert sam.get("/account").status_code == 401
    assert sam.log_in(PASSWORD).status_code == 401
    assert sam.log_in(OTHER).status_code == 303


def test_a_second_step_is_taken_off_for_who_lost_it(at):
    person = set_up(at.house, Clock(at.app), "admin")
    assert "say --yes" in at.refused("user", "second", person.email)
    person.first_step()
    assert at.ok("user", "second", person.email, "--yes").startswith(f"{person.email} logs in by password alone")
    assert person.browser.get("/account").status_code == 401
    assert Browser(at.app, person.email).log_in(PASSWORD).status_code == 303
    assert [row["actor"] for row in at.log("second_factor.removed")] == ["system"]
    assert at.refused("user", "second", person.email, "--yes") == f"{person.email} has no second step\n"


def test_a_password_from_standard_input_is_its_first_line(at, sam):
    at.ok("user", "password", SAM, "--password-stdin", typed=f"{OTHER}\r\nmore\n")
    assert matches(held_hash(at), OTHER)


def test_a_password_made_of_the_account_is_refused_and_the_old_one_stays(at, sam):
    assert "easy to guess" in at.refused("user", "password", SAM, "--password", "sam@example.com")
    assert matches(held_hash(at), PASSWORD)


def test_a_password_typed_at_a_terminal_is_asked_for_twice_and_not_shown(at, sam):
    own, theirs = pty.openpty()
    started = at.started("user", "password", SAM)
    process = subprocess.Popen(**started, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    shown = ""
    for question in ("Password: ", "Repeat for confirmation: "):
        while question not in shown:
            shown += os.read(own, 1000).decode()
        os.write(own, f"{OTHER}\n".encode())
    assert process.wait(60) == 0
    shown += os.read(own, 1000).decode()
    os.close(own)
    assert "has a new password" in shown
    assert OTHER not in shown
    assert matches(held_hash(at), OTHER)


def test_an_account_that_is_not_there_exits_2(at):
    for verb, *rest in (("disable", "--yes"), ("enable",), ("role", "viewer"), ("password",)):
        assert at.refused("user", verb, SAM, *rest) == f"there is no account for {SAM}\n"


def test_the_list_shows_everybody_in_columns(at, sam):
    at.ok("user", "add", "ann@example.com", "--role", "admin", "--password", PASSWORD)
    at.ok("user", "disable", "ann@example.com", "--yes")
    head, ann, own = at.ok("user", "list").splitlines()
    assert head.split() == ["e-mail", "role", "state", "name"]
    assert ann.split() == ["ann@example.com", "admin", "disabled"]
    assert own.split() == [SAM, "estimator", "active", "Sam", "Ortiz"]
    assert own.index("estimator") == ann.index("admin") == head.index("role")
    assert "password" not in str(at.result("user", "list"))


def test_a_stranger_with_three_settings_makes_an_account(at):
    done = at.process("user", "add", SAM, "--role", "estimator", "--password", PASSWORD)
    assert (done.returncode, done.stderr) == (0, "")
    assert Browser(at.app, SAM).log_in(PASSWORD).status_code == 303
