"""Mounting handlers: who may come in, whether they write, and what they are handed.

A handler is given the running call, and the project where its address names one, already fetched
and authorized. What it returns or raises is committed or taken back here, once for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, g, request

from apex.actions.access import HiddenError, fetch, record_refusal
from apex.actions.call import Call
from apex.actions.permission import Permission, demand
from apex.errors import ApexError, AuthenticationError, AuthorizationError
from apex.extensions import db
from apex.web import idempotency
from apex.web.errors import refuse
from apex.web.transaction import in_transaction
from apex.web.who import actor, call, presented

READS = {"GET", "HEAD", "OPTIONS"}
Handler = Callable[..., Response]


@dataclass(frozen=True, slots=True)
class Access:
    """What a route asks of its caller. No permission: anybody, without an account."""

    permission: Permission | None
    writes: bool
    owned: bool
    """Whether the address names a project, which is fetched and authorized before the handler runs."""
    limit: int | None = 1
    """How many times the default rate; None is not limited."""
    keyed: bool = True
    """Whether an Idempotency-Key is honored."""
    body: int | None = None
    """How many bytes of body it takes; None is what every route takes."""


def asked() -> Access | None:
    """What the route of the running request asks; None where there is no route, or one not mounted here."""
    return getattr(current_app.view_functions.get(request.endpoint or ""), "access", None)


def mount(
    bp: Blueprint,
    rule: str,
    methods: Sequence[str],
    permission: Permission | None,
    *,
    writes: bool | None = None,
    limit: int | None = 1,
    keyed: bool = True,
    body: int | None = None,
) -> Callable[[Handler], Handler]:
    """Mount a handler at an address of a blueprint. Unsafe methods write unless said otherwise."""
    if writes is None:
        writes = not READS.issuperset(methods)
    access = Access(permission, writes, "<project_id>" in rule, limit, keyed, body)

    def mounted(handler: Handler) -> Handler:
        def handle(**values: Any) -> Response:
            return perform(access, handler, values)

        handle.access = access  # type: ignore[attr-defined]
        bp.add_url_rule(rule, handler.__name__, handle, methods=list(methods))
        return handler

    return mounted


def perform(access: Access, handler: Handler, values: dict[str, Any]) -> Response:
    """Admit the caller, run the handler, commit or take back, log a refusal."""
    running = call()
    if access.permission is not None and actor() is None:
        raise _stranger(running)

    def work() -> Response:
        # A work that is begun again trusts nothing it read before.
        running.parts.clear()
        try:
            return handler(running, *_admitted(running, access, values), **_rest(access, values))
        except ApexError as error:
            g.error = error
            return refuse(error)

    response = _performed(access, running, work)
    _log_refusal(running, g.pop("error", None))
    for note in g.pop("afterwards", ()):
        apart(note)
    return response


def _stranger(running: Call) -> AuthenticationError:
    """Nobody is known: a token that does not hold is told on the log, a visit without any is not."""
    refused: AuthenticationError | None = g.get("refused")
    if refused is not None and presented():
        apart(lambda: record_refusal(running, refused, request.method, request.path))
    return refused or AuthenticationError("log in, or send a token")


def afterwards(note: Callable[[], None]) -> None:
    """Have something recorded although the request is refused and its own work taken back."""
    g.afterwards = [note]


def _performed(access: Access, running: Call, work: Callable[[], Response]) -> Response:
    if not access.writes:
        return work()
    keyed = access.keyed and access.permission is not None and request.method not in READS
    given = idempotency.key() if keyed else ""
    return idempotency.once(running, given, work) if given else in_transaction(work)


def _admitted(running: Call, access: Access, values: dict[str, Any]) -> tuple[Any, ...]:
    if access.permission is None:
        return ()
    if access.owned:
        return (fetch(running, values["project_id"], access.permission),)
    demand(running.actor, access.permission)
    return ()


def _rest(access: Access, values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not (access.owned and name == "project_id")}


def _log_refusal(running: Call, error: ApexError | None) -> None:
    if isinstance(error, (AuthorizationError, HiddenError)):
        apart(lambda: record_refusal(running, error, request.method, request.path))


def apart(note: Callable[[], None]) -> None:
    """A transaction of its own."""
    db.session.rollback()

    def tell() -> Response:
        note()
        return Response(status=204)

    in_transaction(tell)
