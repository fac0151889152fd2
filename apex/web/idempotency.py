"""Idempotency-Key: the same request again has the same answer and no second effect.

What is kept of request and answer can hold passwords and secrets shown once: of the request it is a mark nobody can
try passwords against, and the answer is closed, both under the application's secret.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable

from flask import Response, current_app, request
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from apex.actions.call import Call
from apex.errors import ConflictError, InvalidInputError, KeyMismatchError, Problem, RunningError
from apex.extensions import db
from apex.store.connect import is_transient, lock_not_available
from apex.store.idempotency import IdempotencyKey, claim, held, keep_answer
from apex.store.retry import AsideError
from apex.store.vault import Vault, VaultError
from apex.web import onward
from apex.web.transaction import Work, in_transaction
from apex.web.who import settings

FIELD = "idempotency_key"
UNSTORED = (401, 403, 412, 428, 429)
"""Refusals that the same request may outlive: nothing is remembered of them."""
WAIT_MS = 2000
"""How long a request waits for the first one with its key."""
APART = {"csrf_token", FIELD}
KEPT_HEADERS = ("Content-Type", "Location", "ETag", "Cache-Control", "Content-Disposition", "HX-Redirect")
ONWARD = "onward"
"""What stands among the headers of a kept answer for the page that follows it, and is none."""


def key() -> str:
    """The key of the running request, from its header or its form; empty where there is none."""
    given = request.headers.get("Idempotency-Key") or request.form.get(FIELD, "")
    if len(given) > 255:
        raise InvalidInputError([Problem("Idempotency-Key", "must have 1 to 255 characters", "string_too_long")])
    return given


def fingerprint() -> str:
    """Method, path and body. Of a form its fields count, not how a browser happened to encode them."""
    parts = [request.method, request.full_path]
    if request.form or request.files:
        parts += [f"{name}={value}" for name, value in _fields()]
    else:
        parts.append(hashlib.sha256(request.get_data()).hexdigest())
    return hmac.digest(settings().secret_key.encode(), "\0".join(parts).encode(), "sha256").hex()


def _fields() -> Iterable[tuple[str, str]]:
    for name, values in sorted(request.form.lists()):
        if name not in APART:
            yield from ((name, value) for value in values)
    for name, files in sorted(request.files.lists()):
        for file in files:
            body = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]
            file.stream.seek(0)
            yield name, f"{file.filename}:{body}"


def once(call: Call, given: str, work: Work) -> Response:
    """Do the work under the key: its row is written in the work's own transaction."""
    mark = fingerprint()

    def keyed() -> Response:
        if not _claimed(call, given, mark):
            return _replay(call, given, mark)
        response = work()
        if response.status_code < 400:
            _keep(call, given, response)
        return response

    response = _waited(keyed)
    if 400 <= response.status_code < 500 and response.status_code not in UNSTORED:
        _keep_refusal(call, given, mark, response)
    return response


def _waited(keyed: Work) -> Response:
    """Run it. On SQLite the first request under the key may be who holds the one lock there is.

    All attempts together wait for it about as long as for a key elsewhere.
    """
    begun = []

    def work() -> Response:
        begun.append(True)
        try:
            return keyed()
        except AsideError:
            begun.clear()
            raise

    sqlite = db.engine.dialect.name == "sqlite"
    try:
        return in_transaction(work, wait_ms=WAIT_MS // 5 if sqlite else None)
    except OperationalError as error:
        if begun or not is_transient(error):
            raise
        raise RunningError("another request, perhaps the first with this Idempotency-Key, is still running") from None


def _claimed(call: Call, given: str, mark: str) -> bool:
    """Take the key; on PostgreSQL wait at most 2 s for another request that holds it."""
    postgresql = db.engine.dialect.name == "postgresql"
    if postgresql:
        db.session.execute(text(f"SET LOCAL lock_timeout = {WAIT_MS}"))
    try:
        mine = claim(db.session(), call.actor.id, given, mark, call.now)
    except OperationalError as error:
        if lock_not_available(error):
            raise RunningError("the first request with this Idempotency-Key is still running") from None
        raise
    if postgresql:
        db.session.execute(text("SET LOCAL lock_timeout = DEFAULT"))
    return mine


def _replay(call: Call, given: str, mark: str) -> Response:
    found = held(db.session(), call.actor.id, given, call.now)
    if found is None:
        raise RunningError("the first request with this Idempotency-Key is still running")
    if found.fingerprint != mark:
        raise KeyMismatchError("this Idempotency-Key was used for another request")
    return _answer(found)


def _whose(scope: str, given: str) -> str:
    return f"answer {scope} {given}"


def _opened(found: IdempotencyKey) -> bytes:
    closed = (found.body or b"").decode()
    try:
        return Vault(settings().secret_key).open(closed, _whose(found.scope, found.key)).encode("latin-1")
    except VaultError:
        raise ConflictError(
            "the first request with this Idempotency-Key was done; its answer was closed under a secret of the server "
            "that has changed since, so look at what there is now"
        ) from None


def _answer(found: IdempotencyKey) -> Response:
    response: Response = current_app.response_class(_opened(found), status=found.status)
    response.headers.clear()
    for name, value in found.headers:
        if name != ONWARD:
            response.headers.add(name, value)
            continue
        # A browser shows the answer to the last click alone: what the first one said is said by this.
        for kind, what in json.loads(value).items():
            onward.leave(kind, what)
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _keep(call: Call, given: str, response: Response) -> None:
    headers = [(name, value) for name, value in response.headers if name in KEPT_HEADERS]
    if left := onward.left(response):
        headers.append((ONWARD, json.dumps(left)))
    # Bytes as they are: an answer need not be text.
    plain = response.get_data().decode("latin-1")
    closed = Vault(settings().secret_key).close(plain, _whose(call.actor.id, given))
    keep_answer(db.session(), call.actor.id, given, response.status_code, headers, closed.encode())


def _keep_refusal(call: Call, given: str, mark: str, response: Response) -> None:
    """A refusal decided after the work began is remembered alone, now that the work is taken back."""

    def keep() -> Response:
        if claim(db.session(), call.actor.id, given, mark, call.now):
            _keep(call, given, response)
        return current_app.response_class(status=204)

    in_transaction(keep)
