"""Accounts: made, changed, disabled; what people chose for themselves; logging in and out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import update

from apex.actions.call import Call
from apex.actions.password import LEAST, hashed, judge, matches
from apex.actions.revision import tag
from apex.engine.envelope import sha256
from apex.errors import AuthenticationError, ConflictError, InvalidInputError, Problem, StaleError
from apex.logic.diff import changes
from apex.schema.account import Choices, NewUser, UserChange
from apex.schema.read import read
from apex.store.advance import advance
from apex.store.identity import digest, new_secret
from apex.store.link import close_links
from apex.store.login import Login
from apex.store.user import User, UserSettings, user_by_email
from apex.store.verb import Verb

CHOSEN = ("units", "time_zone", "page_length", "signature", "shortcuts")
KNOWN = ("email", "name", "role", "license", "active")


def user_state(user: User) -> dict[str, Any]:
    known = {name: getattr(user, name) for name in KNOWN}
    return {"id": user.id, **known, "second_step": user.totp_since is not None, "version": user.version}


def choices_state(held: UserSettings) -> dict[str, Any]:
    return {**{name: getattr(held, name) for name in CHOSEN}, "version": held.version}


def state_etag(state: dict[str, Any]) -> str:
    """The tag of an account, or of what a person chose."""
    return tag(state["version"], sha256(state))


def add(call: Call, given: object, password: str | None) -> User:
    """A new account. One without a password can only be entered by other ways."""
    wanted = read(NewUser, given)
    email = wanted.email.lower()
    if password is not None:
        judge(password, (email, wanted.name))
    if user_by_email(call.session, email) is not None:
        raise ConflictError(f"there is an account for {email} already")
    user = User(
        **{**asdict(wanted), "email": email},
        password_hash=hashed(password) if password is not None else None,
        created_at=call.now,
        updated_at=call.now,
    )
    call.session.add(user)
    call.session.flush()
    call.session.add(UserSettings(user_id=user.id, updated_at=call.now))
    told = {name: (None, value) for name, value in asdict(wanted).items() if value}
    call.record(Verb.USER_ADDED, "user", user.id, changes=told)
    return user


def change(call: Call, user: User, seen: int, given: object) -> User:
    """What an administrator changes. Disabling ends every session of the account at once."""
    wanted = asdict(read(UserChange, given))
    before = user_state(user)
    told = {c.path: (c.before, c.after) for c in changes({n: before[n] for n in wanted}, wanted)}
    if not told:
        return user
    if user.id == call.actor.id and (not wanted["active"] or wanted["role"] != user.role):
        message = "you cannot disable yourself or change your own role"
        raise InvalidInputError([Problem("role" if wanted["active"] else "active", message, "self")])
    _write(call, user, seen, {**wanted, "updated_at": call.now}, user_state)
    if not user.active:
        end_logins(call, user)
        close_links(call.session, user.id, call.now)
    call.record(Verb.USER_CHANGED if user.active else Verb.USER_DISABLED, "user", user.id, changes=told)
    return user


def choose(call: Call, held: UserSettings, seen: int, given: object) -> UserSettings:
    """What a person chooses for themselves."""
    wanted = asdict(read(Choices, given))
    before = {name: getattr(held, name) for name in CHOSEN}
    told = {c.path: (c.before, c.after) for c in changes(before, wanted)}
    if not told:
        return held
    _write(call, held, seen, {**wanted, "updated_at": call.now}, choices_state)
    call.record(Verb.SETTINGS_CHANGED, "user", held.user_id, changes=told)
    return held


def _write(call: Call, row: Any, seen: int, values: dict[str, Any], state_of: Any) -> None:
    if not advance(call.session, row, seen, values):
        call.session.refresh(row)
        raise stale_state(state_of(row))


def stale_state(state: dict[str, Any]) -> StaleError:
    """What a writer is told whose version of an account is not the current one.

    No older versions are kept of these rows, so every field may have changed.
    """
    return StaleError(state_etag(state), state, [name for name in state if name not in ("id", "version")])


def set_password(call: Call, user: User, password: str, *, field: str = "password") -> None:
    """A new password; every session of the account ends, and every link by which one could be set."""
    judge(password, (user.email, user.name), field, second=user.totp_since is not None)
    # The hash that was checked stands in the WHERE: of two changes at once one is told so.
    known = User.password_hash.is_(None) if user.password_hash is None else User.password_hash == user.password_hash
    done = call.session.execute(
        update(User).where(User.id == user.id, known).values(password_hash=hashed(password)).returning(User.id)
    ).scalar_one_or_none()
    if done is None:
        raise ConflictError("the password was changed by another request meanwhile")
    call.session.refresh(user)
    end_logins(call, user)
    close_links(call.session, user.id, call.now)
    call.record(Verb.PASSWORD_CHANGED, "user", user.id)


def end_logins(call: Call, user: User, but: str = "") -> None:
    """End the browser sessions of an account, all but one if one is named."""
    still = update(Login).where(Login.user_id == user.id, Login.ended_at.is_(None), Login.id != but)
    call.session.execute(still.values(ended_at=call.now))


def prove(call: Call, email: str, password: str) -> User:
    """Who has this e-mail and this password. Anything wrong is one and the same error, after the same time."""
    user = user_by_email(call.session, email)
    right = matches(user.password_hash if user else None, password)
    if user is None or not right or not user.active:
        raise AuthenticationError("e-mail and password do not match an account")
    if user.totp_since is None and len(password) < LEAST:
        # It was taken while a second step stood behind it, which an administrator took off since.
        message = f"without a second step a password must have at least {LEAST} characters"
        raise AuthenticationError(f"{message}; ask an administrator for a reset link")
    return user


def log_in(call: Call, user_id: str, agent: str, way: str = "password") -> str:
    """Open a browser session for somebody who has proven who they are, in this way: the secret for its cookie."""
    secret = new_secret()
    login = Login(
        secret_sha256=digest(secret),
        user_id=user_id,
        created_at=call.now,
        seen_at=call.now,
        address=call.address[:64],
        agent=agent[:300],
    )
    call.session.add(login)
    call.record(Verb.LOGIN_SUCCEEDED, "user", user_id, reason=way, actor=user_id)
    return secret


def end(call: Call, login: Login) -> None:
    """End one browser session."""
    login.ended_at = call.now
    call.record(Verb.LOGIN_ENDED, "login", login.id)
