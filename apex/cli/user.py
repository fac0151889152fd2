"""`flask apex user`: accounts from the shell."""

from __future__ import annotations

from typing import Any, get_args

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from apex.actions import account, second
from apex.actions.call import Call
from apex.cli.run import act, answer, as_json_option, looking, refusing, table
from apex.cli.secret import password_of, password_options
from apex.errors import ConflictError, NotFoundError
from apex.schema.account import Role
from apex.store.user import User, user_by_email

CHANGED = ("name", "role", "license", "active")
ROLES = click.Choice(get_args(Role))


@click.group()
def user() -> None:
    """Accounts: who may log in, and as what."""


@user.command()
@click.argument("email")
@click.option("--role", type=ROLES, required=True, help="What the account may do.")
@click.option("--name", default="", help="The person's name.")
@password_options
@as_json_option
def add(email: str, *, role: str, name: str, password: str | None, from_stdin: bool, as_json: bool) -> None:
    """Make an account. Exit 2 where there is one for EMAIL already."""
    with refusing(as_json=as_json):
        first = password_of(password, from_stdin=from_stdin)
        given = {"email": email, "role": role, "name": name}
        state = act(lambda call: account.user_state(account.add(call, given, first)))
    answer(state, f"{state['email']} can log in as {role}", as_json=as_json)


@user.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do it; without this it is only said what would happen.")
@as_json_option
def disable(email: str, *, yes: bool, as_json: bool) -> None:
    """Shut an account out and end its sessions. Its projects stay."""
    with refusing(as_json=as_json):
        if not yes:
            raise ConflictError(f"this ends every session of {email} and stops its tokens; say --yes to do it")
        state = _change(email, active=False)
    answer(state, f"{state['email']} can no longer log in", as_json=as_json)


@user.command()
@click.argument("email")
@as_json_option
def enable(email: str, *, as_json: bool) -> None:
    """Let an account in again."""
    with refusing(as_json=as_json):
        state = _change(email, active=True)
    answer(state, f"{state['email']} can log in as {state['role']}", as_json=as_json)


@user.command("role")
@click.argument("email")
@click.argument("role", type=ROLES)
@as_json_option
def change_role(email: str, role: str, *, as_json: bool) -> None:
    """Give an account another role."""
    with refusing(as_json=as_json):
        state = _change(email, role=role)
    answer(state, f"{state['email']} is {role} now", as_json=as_json)


@user.command("password")
@click.argument("email")
@password_options
@as_json_option
def change_password(email: str, *, password: str | None, from_stdin: bool, as_json: bool) -> None:
    """Set a password; every session of the account ends. Asked for, and not shown, on a terminal."""
    with refusing(as_json=as_json):
        with looking() as session:
            _found(session, email)
        wanted = password_of(password, from_stdin=from_stdin)

        def work(call: Call) -> dict[str, Any]:
            found = _found(call.session, email)
            account.set_password(call, found, wanted)
            return account.user_state(found)

        state = act(work)
    answer(state, f"{state['email']} has a new password; every session has ended", as_json=as_json)


@user.command("second")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do it; without this it is only said what would happen.")
@as_json_option
def take_second_step_off(email: str, *, yes: bool, as_json: bool) -> None:
    """Take the second step off an account, for who has lost the app and the recovery codes."""
    with refusing(as_json=as_json):
        if not yes:
            raise ConflictError(f"{email} will log in by password alone, and its sessions end; say --yes to do it")

        def work(call: Call) -> dict[str, Any]:
            found = _found(call.session, email)
            second.take_off(call, found)
            return account.user_state(found)

        state = act(work)
    answer(state, f"{state['email']} logs in by password alone now; every session has ended", as_json=as_json)


@user.command("list")
@as_json_option
def list_users(*, as_json: bool) -> None:
    """Every account."""
    with refusing(as_json=as_json), looking() as session:
        states = [account.user_state(row) for row in session.scalars(select(User).order_by(User.email))]
    rows = [(s["email"], s["role"], "active" if s["active"] else "disabled", s["name"]) for s in states]
    said = table([("e-mail", "role", "state", "name"), *rows])
    answer({"items": states, "total": len(states)}, said if rows else "there are no accounts", as_json=as_json)


def _found(session: Session, email: str) -> User:
    found = user_by_email(session, email)
    if found is None:
        raise NotFoundError(f"there is no account for {email}")
    return found


def _change(email: str, **changed: Any) -> dict[str, Any]:
    def work(call: Call) -> dict[str, Any]:
        found = _found(call.session, email)
        wanted = {name: getattr(found, name) for name in CHANGED} | changed
        return account.user_state(account.change(call, found, found.version, wanted))

    return act(work)
