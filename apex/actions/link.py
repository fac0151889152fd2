"""Invitation and reset links: made by an administrator, shown once, used once, over after half an hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from apex.actions.account import set_password
from apex.actions.call import Actor, Call
from apex.errors import ConflictError, NotFoundError
from apex.schema.account import NewLink
from apex.store.identity import digest, new_secret
from apex.store.link import AccountLink, close_links, live_link, spend_link
from apex.store.user import User, lock_user
from apex.store.verb import Verb

LIFE = timedelta(minutes=30)
NOWHERE = "this link does not lead anywhere, or not any more; ask an administrator for a new one"


def make(call: Call, user: User, wanted: NewLink) -> tuple[str, AccountLink]:
    """A link to set the account's password by; the ones before it end. Its token is returned and not kept."""
    # Of two made at once, one must find the other.
    lock_user(call.session, user)
    if not user.active:
        raise ConflictError(f"{user.email} may not log in; let the account in again first")
    if wanted.kind == "invite" and user.password_hash is not None:
        raise ConflictError(f"{user.email} has a password already; make a reset link")
    close_links(call.session, user.id, call.now)
    token = new_secret()
    link = AccountLink(
        user_id=user.id,
        kind=wanted.kind,
        secret_sha256=digest(token),
        created_at=call.now,
        expires_at=call.now + LIFE,
        actor_id=call.actor.id,
    )
    call.session.add(link)
    call.session.flush()
    call.record(Verb.LINK_MADE, "user", user.id, changes={"kind": (None, wanted.kind)})
    return token, link


def opened(call: Call, token: str) -> tuple[AccountLink, User]:
    """What a link leads to. One that was never made, was used, is over or was replaced is one and the same."""
    found = live_link(call.session, digest(token), call.now)
    if found is None:
        raise NotFoundError(NOWHERE)
    return found


def use(call: Call, token: str, password: str) -> User:
    """Set the password a link was made for, and use the link up. Every session of the account ends."""
    link, user = opened(call, token)
    lock_user(call.session, user)
    if not (user.active and spend_link(call.session, link.id, call.now)):
        raise NotFoundError(NOWHERE)
    own = replace(call, actor=Actor(user.id, user.email, user.name, user.role))
    set_password(own, user, password)
    own.record(Verb.LINK_USED, "user", user.id, changes={"kind": (link.kind, None)})
    return user
