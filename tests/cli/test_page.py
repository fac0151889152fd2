"""docs/cli.md: every command and option is on it, and what it shows happens in that order."""

import re
import shlex

import click
import pytest

from apex.actions.call import utc_now
from apex.cli import apex
from apex.settings import ROOT
from tests.database import on_sqlite
from tests.web.house import PASSWORD

PAGE = (ROOT / "docs" / "cli.md").read_text()
SHOWN_TOKEN = "apx_9fK2mQ7x"


def commands(group=apex, words="flask apex"):
    """Every command under the words that call it."""
    found = {}
    for name, command in group.commands.items():
        inside = isinstance(command, click.Group)
        found |= commands(command, f"{words} {name}") if inside else {f"{words} {name}": command}
    return found


COMMANDS = commands()


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_is_shown_and_its_options_are_named(words):
    assert re.search(rf"^(\$ )?{words}( |$)", PAGE, re.MULTILINE)
    for option in options(words):
        assert re.search(rf"{option.opts[0]}\b", PAGE), option.opts


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_and_option_says_what_it_does(words):
    assert COMMANDS[words].help
    assert all(option.help for option in options(words))


def options(words):
    return [option for option in COMMANDS[words].params if isinstance(option, click.Option)]


def steps():
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for step in block.split("$ flask apex ")[1:]:
            command, *shown = step.strip().splitlines()
            yield command, shown


@on_sqlite
def test_what_the_page_shows_happens(at, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "new-password.txt").write_text(f"{PASSWORD}\n")
    at.ok("init")
    for command, shown in steps():
        words, _, source = command.partition(" < ")
        if SHOWN_TOKEN in words:
            (row,) = at.result("token", "list")["items"]
            words = words.replace(SHOWN_TOKEN, row["beginning"])
        # Numbers begin with the year they are given in.
        words = words.replace("P-2026", f"P-{utc_now().year}")
        typed = (tmp_path / source).read_text() if source else None
        said = at.ok(*shlex.split(words), typed=typed)
        for line in shown:
            assert line in said, command
    assert (tmp_path / "package.pdf").exists()
