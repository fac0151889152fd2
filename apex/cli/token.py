"""`flask apex token`: API tokens from the shell."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from apex.actions import token as action
from apex.actions.call import Call, utc_now
from apex.cli.run import act, answer, as_json_option, looking, refusing, table
from apex.errors import ConflictError, NotFoundError
from apex.schema.account import NewToken
from apex.schema.read import read
from apex.store.identity import digest
from apex.store.token import ApiToken
from apex.store.user import User, user_by_email


@click.group()
def token() -> None:
    """API tokens of accounts."""


@token.command()
@click.argument("email")
@click.option("--scopes", default="read", show_default=True, help="What it may do: read, write, admin, with commas.")
@click.option("--name", default="", help="What it is for.")
@click.option("--days", type=int, default=365, show_default=True, help="How long it is valid.")
@as_json_option
def issue(email: str, *, scopes: str, name: str, days: int, as_json: bool) -> None:
    """Issue a token for the account EMAIL. It is printed once and kept nowhere."""

    def work(call: Call) -> str:
        found = _owner(call.session, email)
        if not found.active:
            raise ConflictError(f"{found.email} is disabled; flask apex user enable {found.email} lets it in")
        listed = [word.strip() for word in scopes.split(",") if word.strip()]
        return action.issue(call, found, read(NewToken, {"name": name, "scopes": listed, "days": days}))[0]

    with refusing(as_json=as_json):
        secret = act(work)
    if as_json:
        click.echo(json.dumps({"token": secret}))
    else:
        click.echo(secret)
        click.echo(f"This is the token of {email} for {days} days; it is not shown again.", err=True)


@token.command()
@click.argument("beginning")
@click.option("--yes", is_flag=True, help="Do it; without this it is only said what would happen.")
@as_json_option
def revoke(beginning: str, *, yes: bool, as_json: bool) -> None:
    """Revoke the token with this BEGINNING (apx_...) or id. It is refused from then on."""

    def work(call: Call) -> dict[str, Any]:
        found, owner = _token(call.session, beginning)
        if not yes:
            message = f"this stops {found.beginning}... of {owner.email} for good; say --yes to do it"
            raise ConflictError(message)
        action.revoke(call, found)
        return _state(found, owner, call.now)

    with refusing(as_json=as_json):
        state = act(work)
    answer(state, f"{state['beginning']}... of {state['email']} is revoked", as_json=as_json)


@token.command("list")
@click.argument("email", required=False)
@as_json_option
def list_tokens(email: str | None, *, as_json: bool) -> None:
    """Tokens of everybody, or of EMAIL."""
    with refusing(as_json=as_json), looking() as session:
        query = select(ApiToken, User).join(User, User.id == ApiToken.user_id).order_by(User.email, ApiToken.id)
        if email is not None:
            query = query.where(User.id == _owner(session, email).id)
        now = utc_now()
        states = [_state(row, owner, now) for row, owner in session.execute(query)]
    rows = [
        (f"{s['beginning']}...", s["email"], ",".join(s["scopes"]), s["state"], (s["expires_at"] or "")[:10], s["name"])
        for s in states
    ]
    said = table([("token", "e-mail", "scopes", "state", "until", "name"), *rows])
    answer({"items": states, "total": len(states)}, said if rows else "there are no tokens", as_json=as_json)


def _owner(session: Session, email: str) -> User:
    found = user_by_email(session, email)
    if found is None:
        raise NotFoundError(f"there is no account for {email}")
    return found


def _token(session: Session, given: str) -> tuple[ApiToken, User]:
    """The one token of this id, this beginning, or, where somebody pasted it whole, this secret."""
    if not given.startswith(action.PREFIX):
        wanted = ApiToken.id == given
    else:
        # Not LIKE, to which upper and lower case are the same on SQLite.
        begins = func.substr(ApiToken.beginning, 1, len(given)) == given
        wanted = or_(ApiToken.secret_sha256 == digest(given), begins)
    query = select(ApiToken, User).join(User, User.id == ApiToken.user_id).where(wanted)
    found = session.execute(query.order_by(ApiToken.id)).all()
    if not found:
        raise NotFoundError("there is no such token")
    if len(found) > 1:
        told = ", ".join(f"{row.beginning} ({row.id})" for row, _ in found[:5])
        raise ConflictError(f"{len(found)} tokens begin with {given}: {told}; name one by its id")
    return found[0][0], found[0][1]


def _state(row: ApiToken, owner: User, now: datetime) -> dict[str, Any]:
    ended = row.expires_at is not None and row.expires_at <= now
    return {
        "id": row.id,
        "beginning": row.beginning,
        "email": owner.email,
        "name": row.name,
        "scopes": row.scopes,
        "state": "revoked" if row.revoked_at else "expired" if ended else "active",
        "created_at": row.created_at.isoformat(),
        "expires_at": row.expires_at.isoformat() if row.expires_at else None,
    }
