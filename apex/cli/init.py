"""`flask apex init`: a place ready to run. Done as often as one likes, by several machines at once."""

from __future__ import annotations

from typing import Any

import click
from flask_migrate import upgrade
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from apex.actions.account import add
from apex.actions.call import Call
from apex.cli.run import act, answer, as_json_option, looking, refusing
from apex.cli.secret import password_of, password_options
from apex.errors import ConflictError, MalformedError
from apex.extensions import db
from apex.packs.load import IN_USE, load_packs
from apex.store.alone import PATIENCE_S, alone
from apex.store.user import User, user_by_email


@click.command()
@click.option("--email", help="Make this account the first administrator.")
@password_options
@click.option(
    "--wait",
    type=click.FloatRange(0, 86_400),
    default=PATIENCE_S,
    show_default=True,
    help="Seconds to wait for another machine that is preparing the same database.",
)
@as_json_option
def init(*, email: str | None, password: str | None, from_stdin: bool, wait: float, as_json: bool) -> None:
    """Prepare the data folder, the database and the packs; make the first administrator.

    An administrator of that e-mail who is there already is kept, with the password they have.
    """
    with refusing(as_json=as_json):
        if email is None and (password is not None or from_stdin):
            raise MalformedError("a password is for an account: give --email too")
        with alone(db.engine, wait):
            upgrade()
            load_packs()
            admin = _admin(email, password, from_stdin=from_stdin) if email is not None else ""
            with looking() as session:
                admins = _admins(session)
    result = {"packs": len(IN_USE), "admins": admins, "admin": admin or None}
    answer(result, _said(email, admin, admins), as_json=as_json)


def _admin(email: str, password: str | None, *, from_stdin: bool) -> str:
    """What became of the first administrator: `made`, `kept` or `disabled`."""
    with looking() as session:
        found = _held(session, email)
    if found:
        return found
    first = password_of(password, from_stdin=from_stdin)

    def made(call: Call) -> str:
        add(call, {"email": email, "role": "admin"}, first)
        return "made"

    return act(made)


def _held(session: Session, email: str) -> str:
    user = user_by_email(session, email)
    if user is None:
        return ""
    if user.role != "admin":
        raise ConflictError(
            f"{user.email} has an account as {user.role}, not as an administrator; "
            f"flask apex user role {user.email} admin would make it one"
        )
    return "kept" if user.active else "disabled"


def _admins(session: Session) -> int:
    query = select(func.count()).select_from(User).where(User.role == "admin", User.active)
    return session.scalar(query) or 0


def _said(email: str | None, admin: str, admins: int) -> str:
    words: dict[str, Any] = {
        "made": f"{email} is an administrator now",
        "kept": f"{email} is an administrator already; the password is the one they had",
        "disabled": f"{email} is an administrator, but disabled; flask apex user enable {email} lets them in",
    }
    lines = [f"database ready, {len(IN_USE)} packs verified"]
    if admin:
        lines.append(words[admin])
    if not admins:
        lines.append("there is no administrator who can log in: flask apex init --email E makes the first one")
    return "\n".join(lines)
