"""One transaction for each request that writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Response

from apex.extensions import db
from apex.jobs.queue import forget, let_loose
from apex.store.retry import PAUSES, transact

Work = Callable[[], Response]


def in_transaction(work: Work, *, pauses: Sequence[float] = PAUSES, wait_ms: int | None = None) -> Response:
    """Run the work in a writing transaction and commit it; an answer of 400 or above takes it back."""
    session = db.session()

    def begun() -> Response:
        forget(session)
        return work()

    response = transact(session, begun, _kept, pauses=pauses, wait_ms=wait_ms)
    let_loose(session, committed=_kept(response))
    return response


def _kept(response: Response) -> bool:
    return response.status_code < 400
