"""Who is behind a request: a browser session, an API token or a bearer token of another system."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import jwt
from flask import Flask, current_app, g, request, session
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from apex.actions.call import SCOPES, Actor, Call, utc_now
from apex.actions.token import PREFIX
from apex.errors import AuthenticationError
from apex.extensions import db
from apex.settings import Settings
from apex.store.connect import is_transient
from apex.store.identity import digest
from apex.store.login import Login, login_by_secret
from apex.store.retry import transact
from apex.store.token import ApiToken, token_by_secret
from apex.store.user import User, user_by_email
from apex.web.ask import request_id
from apex.web.viewer import viewer_of

log = logging.getLogger("apex.web")
SECRET = "secret"  # noqa: S105 (the name of a key in the cookie)
UNSEEN = timedelta(minutes=1)
"""How old the last sign of life may be before it is written again."""
ANONYMOUS = Actor("anonymous", "", "", "viewer", frozenset())


def settings() -> Settings:
    found: Settings = current_app.extensions["apex_settings"]
    return found


def now() -> datetime:
    """The application's clock."""
    clock = current_app.extensions.get("apex_clock", utc_now)
    moment: datetime = clock()
    return moment


def actor() -> Actor | None:
    """Who was recognized; None for nobody."""
    found: Actor | None = g.get("actor")
    return found


def by_cookie() -> bool:
    """Whether the browser itself vouches for the caller, as it would for a forged form."""
    found = actor()
    return found is not None and bool(found.login_id)


def call(who: Actor | None = None) -> Call:
    """The running request as actions are given it."""
    return Call(
        session=db.session(),
        actor=who or actor() or ANONYMOUS,
        now=now(),
        request_id=request_id(),
        address=request.remote_addr or "",
        origin=settings().public_url or "",
    )


def install(app: Flask) -> None:
    app.before_request(recognize)


def recognize() -> None:
    """Find the caller. What was presented and does not hold is refused later, by what needs a caller."""
    g.actor, g.refused = None, None
    if request.endpoint is None or request.endpoint == "static" or request.endpoint.startswith("health."):
        return
    given = presented()
    try:
        g.actor = _by_token(given) if given else _by_session(session.get(SECRET))
    except AuthenticationError as refused:
        g.refused = refused
    finally:
        db.session.rollback()
    if g.actor is not None and g.get("seen"):
        _write_seen(*g.seen)


def presented() -> str:
    """The token the request carries; empty for none."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else request.headers.get("X-Apex-Key", "").strip()


def _by_token(presented: str) -> Actor:
    if presented.startswith(PREFIX):
        found = token_by_secret(db.session(), digest(presented))
        if found is None or found[0].revoked_at or not found[1].active:
            raise AuthenticationError("the token is not known here, or was revoked")
        token, user, chosen = found
        if token.expires_at is not None and token.expires_at <= now():
            raise AuthenticationError("the token has expired")
        if token.used_at is None or now() - token.used_at > UNSEEN:
            g.seen = (ApiToken, token.id, "used_at")
        g.viewer = viewer_of(chosen)
        return _actor(user, token.scopes)
    return _by_jwt(presented)


def _by_jwt(presented: str) -> Actor:
    """A token another system signed: its subject is the e-mail of an account here."""
    chosen = settings()
    if chosen.jwt_key is None:
        raise AuthenticationError("the token is not one of APEX's (apx_...)")
    try:
        claims: dict[str, Any] = jwt.decode(
            presented,
            _verifier(chosen.jwt_key, str(chosen.jwt_algorithm)),
            algorithms=[str(chosen.jwt_algorithm)],
            audience=chosen.jwt_audience,
            issuer=chosen.jwt_issuer,
            options={"require": ["exp", "sub", "aud", "iss"]},
        )
    except jwt.PyJWTError:
        raise AuthenticationError("the bearer token does not verify") from None
    user = user_by_email(db.session(), str(claims["sub"]))
    if user is None or not user.active:
        raise AuthenticationError("the bearer token names nobody with an account here")
    return _actor(user, str(claims.get("scope", "read")).split())


@lru_cache(maxsize=4)
def _verifier(key: str, algorithm: str) -> Any:
    return jwt.get_algorithm_by_name(algorithm).prepare_key(key)


def _by_session(secret: str | None) -> Actor | None:
    if not secret:
        return None
    found = login_by_secret(db.session(), digest(secret))
    if found is None:
        return None
    login, user, chosen = found
    if not alive(login, now(), settings()) or not user.active:
        raise AuthenticationError("your session has ended; log in again")
    if now() - login.seen_at > UNSEEN:
        g.seen = (Login, login.id, "seen_at")
    g.viewer = viewer_of(chosen)
    return _actor(user, SCOPES, login.id)


def alive(login: Login, at: datetime, chosen: Settings) -> bool:
    """Whether a session has neither been ended nor outlived its idle or its absolute time."""
    seen_after, made_after = lifetimes(at, chosen)
    return login.ended_at is None and login.seen_at > seen_after and login.created_at > made_after


def lifetimes(at: datetime, chosen: Settings) -> tuple[datetime, datetime]:
    """Since when a session must have been seen, and made, to live at a moment."""
    return at - timedelta(minutes=chosen.session_idle_minutes), at - timedelta(hours=chosen.session_hours)


def _actor(user: User, scopes: Any, login_id: str = "") -> Actor:
    return Actor(user.id, user.email, user.name, user.role, frozenset(scopes), login_id)


def _write_seen(table: Any, key: str, column: str) -> None:
    """Write down a sign of life; where the database is busy the next request does."""

    def seen() -> None:
        db.session.execute(update(table).where(table.id == key).values({column: now()}))

    try:
        transact(db.session(), seen, pauses=(), wait_ms=50)
    except SQLAlchemyError as error:
        if not is_transient(error):
            raise
        log.info("a sign of life was not written: %s", type(error).__name__)
