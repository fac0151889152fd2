"""Where a command takes a password from: an option, standard input, or a terminal that does not show it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from apex.errors import InvalidInputError, MalformedError, Problem

F = TypeVar("F", bound=Callable[..., Any])
LONGEST = 1024


def password_options(command: F) -> F:
    """`--password` and `--password-stdin`."""
    command = click.option("--password", help="The password. Others on this machine may see it in the process list.")(
        command
    )
    return click.option("--password-stdin", "from_stdin", is_flag=True, help="Read the password from standard input.")(
        command
    )


def password_of(given: str | None, *, from_stdin: bool) -> str:
    """The password, asked for where it was not given and somebody is there to ask."""
    if given is not None and from_stdin:
        raise MalformedError("--password and --password-stdin are two passwords; give one")
    if given is not None:
        return given
    if from_stdin:
        return sys.stdin.readline(LONGEST).rstrip("\r\n")
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return typed
    message = "nobody is here to ask for it: give --password-stdin or --password"
    raise InvalidInputError([Problem("password", message, "missing")])
