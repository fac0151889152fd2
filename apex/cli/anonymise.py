"""`flask apex user anonymise`: a person taken out of everything that is stored."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from apex.actions.anonymise import anonymise as action
from apex.actions.anonymise import forget_customer
from apex.actions.call import Call
from apex.cli.run import act, answer, as_json_option, refusing
from apex.errors import ConflictError, NotFoundError
from apex.store.personal import customer
from apex.store.user import User, user_by_email


@click.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do it; there is no way back.")
@as_json_option
def anonymise(email: str, *, yes: bool, as_json: bool) -> None:
    """Take a person out: EMAIL (or the id of an account) is disabled and called removed-<id>, its sessions and tokens
    end, its unsaved forms go, and what the audit log says of it beside the chain is emptied. Its projects stay.
    Without an account it is the e-mail, or the name, of a customer who answered through a share link.
    """
    with refusing(as_json=as_json):
        removed = act(lambda call: _removed(call, email, yes=yes))
    said = (
        f"{removed['email']}: {removed['emptied']} rows of the audit log emptied, {removed['projects']} projects stay"
    )
    if removed["answers"]:
        said += f", {removed['answers']} answers of customers emptied"
    answer(removed, said, as_json=as_json)


def _removed(call: Call, given: str, *, yes: bool) -> dict[str, Any]:
    user = _found(call.session, given)
    if not yes and (user is not None or customer(call.session, given) is not None):
        who = user.email if user is not None else given
        raise ConflictError(f"this takes {who} out for good, and no backup made later has them; say --yes to do it")
    removed = action(call, user) if user is not None else forget_customer(call, given)
    if removed is None:
        raise NotFoundError(f"there is no account for {given}, and no customer of that name or e-mail")
    return asdict(removed)


def _found(session: Session, given: str) -> User | None:
    found = user_by_email(session, given) or session.get(User, given)
    if found is None:
        # As `removed-<id>` is written, which is no e-mail and so is not found in lower case.
        found = session.scalar(select(User).where(func.lower(User.email) == given.strip().lower()))
    return found
