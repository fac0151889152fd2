"""Whether the process answers, whether it can work, and which code it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar, cast

from flask import Blueprint, Flask, Response, current_app, render_template

from apex.actions.outcome import Outcome
from apex.actions.queue import standing
from apex.engine.envelope import error_rows
from apex.errors import ApexError, ExternalServiceError, NotFoundError
from apex.extensions import db
from apex.jobs.queue import is_reachable
from apex.packs.load import load_packs
from apex.settings import code_version
from apex.store.blob import FILES
from apex.store.connect import pool_status
from apex.store.depot import depot
from apex.store.probe import Inquiry, Probe, Reply, migration_heads
from apex.web.ask import request_id
from apex.web.problem import PROBLEMS
from apex.web.respond import answer, send_json
from apex.web.who import settings

bp = Blueprint("health", __name__)
T = TypeVar("T")
LEFT_S = 0.15
"""How long the queue is waited for once the database has answered, or has not: all together under a second."""
FILES_S = 0.5
"""How long the store of files has from the first question on, which is asked at the same time as the others."""


@dataclass(frozen=True, slots=True)
class State:
    """What one look found: the database's reply, and the reason of each part that is not fine."""

    reply: Reply | None
    faults: dict[str, ApexError]
    lacks: dict[str, ApexError]
    """What most can be done without: told, and no reason to send nobody here."""

    @property
    def checks(self) -> dict[str, Any]:
        wrong = self.faults | self.lacks
        names = ("database", "migrations", *CHECKS, FILES)
        return {n: {"ok": n not in wrong, "message": str(wrong.get(n, ""))} for n in names}

    @property
    def database(self) -> dict[str, Any]:
        return replied(self.reply)


@bp.get("/health/live")
def live() -> Response:
    """200 whenever the process can answer at all; touches no database."""
    return answer(Outcome(inputs=None, result={"status": "live"}))


@bp.get("/ready")
def ready() -> Response:
    """Whether to send this process requests."""
    state = look()
    return _tell({"status": "unready" if state.faults else "ready", "checks": state.checks}, *state.faults.values())


@bp.get("/health")
def show() -> Response:
    """Everything at once, for people and monitors."""
    state = look()
    pool = pool_status(db.engine)
    work = probe().work() if state.reply is not None else None
    queue = None if work is None else standing(work.backlog, settings().queue_warn)
    calm = "warning" if queue and queue["status"] == "warning" and pool["status"] == "healthy" else pool["status"]
    result = {
        "status": "critical" if state.faults else calm,
        "checks": state.checks,
        "pool": pool,
        "database": state.database,
        "queue": queue,
        "version": code_version(),
    }
    return _tell(result, *state.faults.values())


@bp.get("/health/database")
def database() -> Response:
    """The pool as it stands, and the database asked on a connection of its own."""
    pool = pool_status(db.engine)
    try:
        reply = probe().ask()
    except ExternalServiceError as fault:
        return _tell({"status": "critical", "pool": pool, "database": replied(None)}, fault)
    return _tell({"status": pool["status"], "pool": pool, "database": replied(reply)})


@bp.get("/version")
def version() -> Response:
    return answer(Outcome(inputs=None, result=code_version()))


@bp.get("/problems/<code>")
def problem(code: str) -> str:
    """What a problem type means."""
    if code not in PROBLEMS:
        raise NotFoundError("no problem type has that name")
    title, text = PROBLEMS[code]
    return render_template("problem/type.html", page={"title": title, "text": text, "code": code})


def probe() -> Probe:
    """The one probe of this app; its engine is made with the first question."""
    kept = current_app.extensions.get("apex_probe")
    if kept is None:
        kept = current_app.extensions.setdefault("apex_probe", Probe(db.engine))
    return cast("Probe", kept)


def _packs() -> None:
    load_packs()


def _queue() -> None:
    try:
        reached = _asked(current_app).ask(LEFT_S)
    except TimeoutError:
        reached = False
    if not reached:
        raise ExternalServiceError("the queue of background work cannot be reached")


def _lacking(begun: float) -> dict[str, ApexError]:
    """The store of files, where it does not answer: everything but files works without it."""
    try:
        _files(current_app).ask(max(0.0, begun + FILES_S - monotonic()))
    except TimeoutError:
        return {FILES: ExternalServiceError("the store of files has not answered yet")}
    except ApexError as fault:
        return {FILES: fault}
    return {}


def _files(app: Flask) -> Inquiry[None]:
    """The one open question to the store of files of this app."""
    return _inquiry(app, FILES, depot(app.extensions["apex_settings"]).demand)


def _asked(app: Flask) -> Inquiry[bool]:
    """The one open question to the queue of this app."""
    whole = cast("Any", app)._get_current_object()  # noqa: SLF001 (how Flask gives the app itself)

    def question() -> bool:
        with whole.app_context():
            return is_reachable()

    return _inquiry(app, "queue", question)


def _inquiry(app: Flask, name: str, question: Callable[[], T]) -> Inquiry[T]:
    """One for each app and name: a server that hangs holds one thread."""
    kept = app.extensions.get(f"apex_{name}_inquiry")
    made = kept or app.extensions.setdefault(f"apex_{name}_inquiry", Inquiry(question, f"{name} inquiry"))
    return cast("Inquiry[T]", made)


CHECKS: dict[str, Callable[[], None]] = {"packs": _packs, "queue": _queue}
"""What must work beside the database. Each returns, or raises an ApexError, within half a second."""


def look() -> State:
    """One look at everything that must work."""
    faults: dict[str, ApexError] = {}
    reply = None
    begun = monotonic()
    _asked(current_app).begin()
    _files(current_app).begin()
    try:
        reply = probe().ask()
        if reply.revisions != migration_heads():
            faults["migrations"] = ExternalServiceError("the database is not at the revision of this code")
    except ExternalServiceError as fault:
        faults["database"] = fault
        faults["migrations"] = ExternalServiceError("the revision of the database is not known")
    for name, check in CHECKS.items():
        try:
            check()
        except ApexError as fault:
            faults[name] = fault
    return State(reply, faults, _lacking(begun))


def replied(reply: Reply | None) -> dict[str, Any]:
    """What the database said, for people and machines."""
    return {
        "connected": reply is not None,
        "version": reply and reply.version,
        "total_connections": reply and reply.total_connections,
        "latency_ms": reply and reply.latency_ms,
    }


def _tell(result: dict[str, Any], *faults: ApexError) -> Response:
    """200, or 503 with what is wrong among the errors. Not to be cached by anybody."""
    envelope = Outcome(inputs=None, result=result).envelope(code_version=code_version(), request_id=request_id())
    envelope["errors"] = [row for fault in faults for row in error_rows(fault)]
    response = send_json(envelope, 503 if faults else 200)
    response.headers["Cache-Control"] = "no-store"
    if faults:
        response.headers["Retry-After"] = "1"
    return response
