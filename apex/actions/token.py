"""API tokens: issued, shown once, revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from apex.actions.call import Call
from apex.errors import AuthorizationError, NotFoundError
from apex.schema.account import NewToken
from apex.store.identity import digest, new_secret
from apex.store.token import ApiToken
from apex.store.user import User
from apex.store.verb import Verb

PREFIX = "apx_"
SHOWN = 12
"""How many of its first characters people know a token by."""


def issue(call: Call, user: User, wanted: NewToken) -> tuple[str, ApiToken]:
    """A token for an account, never wider than the account itself. The secret is returned and not kept."""
    if "admin" in wanted.scopes and user.role != "admin":
        raise AuthorizationError(f"the role {user.role} cannot have a token with the scope admin")
    missing = set(wanted.scopes) - set(call.actor.scopes)
    if missing:
        raise AuthorizationError(f"a token cannot issue one with more than its own scopes: {', '.join(missing)}")
    secret = PREFIX + new_secret()
    token = ApiToken(
        secret_sha256=digest(secret),
        beginning=secret[:SHOWN],
        name=wanted.name,
        user_id=user.id,
        scopes=sorted(set(wanted.scopes)),
        created_at=call.now,
        expires_at=call.now + timedelta(days=wanted.days),
    )
    call.session.add(token)
    call.session.flush()
    told = {"scopes": (None, token.scopes), "name": (None, token.name), "user": (None, user.id)}
    call.record(Verb.TOKEN_ISSUED, "token", token.id, changes=told)
    return secret, token


def token_state(row: ApiToken) -> dict[str, Any]:
    """What may be said of a token."""
    return {
        "id": row.id,
        "name": row.name,
        "beginning": row.beginning,
        "scopes": row.scopes,
        "created_at": row.created_at.isoformat(),
        "expires_at": row.expires_at.isoformat() if row.expires_at else None,
        "used_at": row.used_at.isoformat() if row.used_at else None,
    }


def revoke(call: Call, token: ApiToken) -> None:
    """A token that does nothing from now on."""
    if token.revoked_at is None:
        token.revoked_at = call.now
        call.record(Verb.TOKEN_REVOKED, "token", token.id)


def find_token(call: Call, token_id: str, *, own: bool) -> ApiToken:
    """A token by its id, of the caller's own where it has to be."""
    found = call.session.get(ApiToken, token_id)
    if found is None or (own and found.user_id != call.actor.id):
        raise NotFoundError("there is no such token")
    return found
