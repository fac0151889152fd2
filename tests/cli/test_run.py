"""What all commands share: a steady view, exit codes, refusals in words or as an envelope, tables."""

import json
import re

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from apex.cli.run import looking, refusing, table
from apex.errors import BusyError, ConflictError, InvalidInputError, NotFoundError, PackError, Problem
from apex.store.user import User
from tests.cli.test_page import COMMANDS
from tests.web.house import PASSWORD

PLAIN = ("flask apex packs", "flask apex sections", "flask apex clauses")
"""Commands that print lists and documents."""


def test_a_view_stays_as_it_was_while_others_write(at):
    with at.app.app_context(), looking() as session:
        count = select(func.count()).select_from(User)
        assert session.scalar(count) == 0
        at.ok("user", "add", "sam@example.com", "--role", "viewer", "--password", PASSWORD)
        assert session.scalar(count) == 0
    assert at.result("user", "list")["total"] == 1


def test_a_view_may_last_and_changes_nothing(at):
    with at.app.app_context(), looking() as session:
        if not at.sqlite:
            for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
                assert session.scalar(text(f"SHOW {name}")) == "0"
        with pytest.raises(DBAPIError, match=r"read-?only"):
            session.execute(text("DELETE FROM users"))


def test_the_limits_of_other_work_are_as_they_were(at):
    with at.app.app_context():
        with looking():
            pass
        with looking() as session:
            session.rollback()
            if not at.sqlite:
                assert session.scalar(text("SHOW statement_timeout")) == "15s"
                assert session.scalar(text("SHOW transaction_isolation")) == "read committed"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConflictError("no"), 2), (NotFoundError("no"), 2), (BusyError("no"), 1), (PackError("no"), 1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("as_json", [False, True])
def test_a_refusal_has_a_line_or_an_envelope_and_a_code(error, code, as_json, capsys):
    with pytest.raises(SystemExit) as left, refusing(as_json=as_json):
        raise error
    assert left.value.code == code
    out, err = capsys.readouterr()
    if as_json:
        assert (json.loads(out)["errors"][0]["message"], err) == ("no", "")
    else:
        assert (out, err) == ("", "no\n")


def test_every_field_of_a_refusal_has_its_line(capsys):
    with pytest.raises(SystemExit), refusing(as_json=False):
        raise InvalidInputError([Problem("email", "is none"), Problem("", "is odd")])
    assert capsys.readouterr().err == "2 fields to correct\n  email: is none\n  input: is odd\n"


def test_what_is_not_foreseen_is_not_hidden():
    with pytest.raises(KeyError), refusing(as_json=True):
        raise KeyError("x")


def test_what_people_typed_moves_no_cursor():
    assert table([("name",), ("\x1b[2JSam\nOrtiz",)]) == "name\n?[2JSam?Ortiz"


def test_columns_are_as_wide_as_their_widest_cell():
    assert table([("a", "b"), ("long", "c")]) == "a     b\nlong  c"


@pytest.mark.parametrize("words", [words for words in COMMANDS if not words.startswith(PLAIN)])
def test_every_command_speaks_json(words):
    assert any("--json" in option.opts for option in COMMANDS[words].params)
    assert re.fullmatch(r"flask apex [a-z ]+", words)
