"""What a customer says through a share link: approve what is shown, or ask for a change. The shop marks it as done."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from apex.actions.access import demand_standing
from apex.actions.call import Call
from apex.actions.revision import tag, with_rest
from apex.actions.sentence import CUSTOMER
from apex.engine.envelope import sha256
from apex.errors import ConflictError, KeyMismatchError, NotFoundError, RateLimitError
from apex.schema.share import NewAnswer
from apex.store.answer import ShareAnswer, answer_by_key, answer_of, answers_since, put_answer, settle_answer
from apex.store.identity import new_secret
from apex.store.project import Project
from apex.store.share import Share
from apex.store.verb import Verb

DAY = timedelta(days=1)
MOST = 20
"""Answers one link brings in a day."""


def shown_tag(result: dict[str, Any]) -> str:
    """The tag of what a link shows; it changes with that and with nothing else of the project."""
    return tag(1, sha256({name: value for name, value in result.items() if name != "answers"}))


def whole_tag(result: dict[str, Any]) -> str:
    """The tag of all that a link gives out: what it shows, and what was answered."""
    return with_rest(shown_tag(result), {"answers": result["answers"]})


def approvable(result: dict[str, Any]) -> str:
    """Why what is shown cannot be approved yet; empty where it can."""
    if result["verdict"] is None:
        return "there is no drawing and no price to approve yet"
    return "" if result["verdict"]["tone"] == "pass" else "the design does not pass every check yet"


def answer(
    call: Call, share: Share, project: Project, result: dict[str, Any], wanted: NewAnswer, key: str
) -> tuple[ShareAnswer, bool]:
    """Keep an answer to what was seen, once for each sending of it; and whether it is new."""
    sent = hashlib.sha256((key or new_secret()).encode()).hexdigest()
    held = answer_by_key(call.session, share.id, sent)
    if held is not None:
        return _same(held, wanted), False
    refused = approvable(result) if wanted.kind == "approved" else ""
    if refused:
        raise ConflictError(refused)
    if answers_since(call.session, share.id, call.now - DAY) >= MOST:
        error = RateLimitError(f"{MOST} answers came through this link within a day; call the shop instead")
        error.retry_after = int(DAY.total_seconds())
        raise error
    found = put_answer(
        call.session, share_id=share.id, project_id=project.id, key=sent, kind=wanted.kind, name=wanted.name,
        email=wanted.email, text=wanted.text, version=project.version, etag=shown_tag(result), at=call.now,
    )  # fmt: skip
    kept = answer_by_key(call.session, share.id, sent)
    if kept is None:
        raise NotFoundError("this link does not lead anywhere")
    if found is None:
        return _same(kept, wanted), False
    told = {"answer": (None, wanted.kind), "name": (None, wanted.name), "version": (None, project.version)}
    call.record(
        Verb.SHARE_ANSWERED, "share", share.id, project=project.id, reason=wanted.text, changes=told,
        actor=f"{CUSTOMER}{share.id}",
    )  # fmt: skip
    return kept, True


def _same(held: ShareAnswer, wanted: NewAnswer) -> ShareAnswer:
    if (held.kind, held.name, held.email, held.text) != (wanted.kind, wanted.name, wanted.email, wanted.text):
        raise KeyMismatchError("this Idempotency-Key was used for another answer")
    return held


def settle(call: Call, project: Project, answer_id: str) -> bool:
    """Mark an answer as dealt with; done again it stays so."""
    demand_standing(project)
    if answer_of(call.session, project.id, answer_id) is None:
        raise NotFoundError("there is no such answer")
    done = settle_answer(call.session, answer_id, call.actor.id, call.now)
    if done:
        call.record(Verb.SHARE_SETTLED, "answer", answer_id, project=project.id)
    return done


def shown(row: ShareAnswer, label: str, *, whole: bool) -> dict[str, Any]:
    """An answer as the shop sees it; the e-mail of the customer is for those who may share the project."""
    return {
        "id": row.id,
        "share_id": row.share_id,
        "label": label,
        "email": row.email if whole else "",
        "version": row.version,
        "settled_at": row.settled_at.isoformat() if row.settled_at else None,
        **plain(row),
    }


def plain(row: ShareAnswer) -> dict[str, Any]:
    """An answer as whoever holds the link sees it."""
    return {"kind": row.kind, "name": row.name, "text": row.text, "at": row.at.isoformat()}
