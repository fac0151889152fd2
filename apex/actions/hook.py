"""What other programs say of a project: their stage moves it, by the rules that hold for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from apex.actions.call import Actor, Call
from apex.actions.status import move
from apex.errors import ApexError, BusyError, InvalidInputError, Problem
from apex.schema.project import Move, Status
from apex.schema.text import load_json
from apex.settings import HookSettings
from apex.store.project import Project, project_by_number
from apex.store.received import claim_message, keep_outcome, outcome_of
from apex.store.verb import Verb

LONGEST = 200
RETRY_S = 10
"""A submission usually takes less."""


def take_in(call: Call, source: HookSettings, message_id: str, body: bytes) -> dict[str, Any]:
    """Do what a message asks, once: one that comes again has the outcome it had.

    What cannot be done is an outcome too and no error, since the same message would never fare better. Only while the
    project is being submitted it is refused, and not remembered.
    """
    if not claim_message(call.session, source.source, message_id, call.now):
        return cast("dict[str, Any]", outcome_of(call.session, source.source, message_id))
    number, stage = _read(load_json(body))
    actor = Actor(f"hook:{source.source}", "", source.source.upper(), "admin")
    mine = replace(call, actor=actor, parts={})
    project = project_by_number(call.session, number, lock=True) if number else None
    outcome = _done(mine, source, project, number, stage)
    keep_outcome(call.session, source.source, message_id, outcome)
    held = project.id if project else ""
    told = f"{outcome['outcome']}: {outcome['why']}"[:LONGEST]
    mine.record(Verb.HOOK_RECEIVED, "hook", message_id, project=held, reason=told)
    return outcome


def _read(given: Any) -> tuple[str, str]:
    """Number and stage; both empty where the message is of something else. What else it holds is let be."""
    held = given.get("data") if isinstance(given, Mapping) else None
    if not isinstance(held, Mapping):
        raise InvalidInputError([Problem("data", "must be an object with number and stage", "object_type")])
    if "stage" not in held:
        return "", ""
    problems = [
        Problem(f"data.{name}", f"must be printable text of 1 to {LONGEST} characters", "string_type")
        for name in ("number", "stage")
        if not isinstance(held.get(name), str)
        or not 0 < len(held[name].strip()) <= LONGEST
        or not held[name].isprintable()
    ]
    if problems:
        raise InvalidInputError(problems)
    return held["number"].strip(), held["stage"].strip()


def _done(call: Call, source: HookSettings, project: Project | None, number: str, stage: str) -> dict[str, Any]:
    said = f"{source.source.upper()} has it at {stage}"
    if not number:
        return _outcome("ignored", "the message is not of a stage", None)
    if project is None:
        return _outcome("refused", "there is no project of that number", None)
    to = source.stages.get(stage.casefold())
    if to is None:
        return _outcome("ignored", f"the stage {stage} is none that moves a project", project)
    if project.status == to:
        return _outcome("unchanged", f"it is {to} already", project)
    if project.submission_id is not None:
        # Nobody sees to it when that is over but the sender, who sends again what was not taken.
        raise BusyError("the project is being submitted; send it again when that is over", retry_after=RETRY_S)
    try:
        move(call, project, project.version, Move(to=cast("Status", to), reason=said))
    except ApexError as refused:
        return _outcome("refused", "; ".join(p.message for p in refused.problems), project)
    return _outcome("applied", said, project)


def _outcome(word: str, why: str, project: Project | None) -> dict[str, Any]:
    shown = None if project is None else {
        "id": project.id, "number": project.number, "status": project.status, "version": project.version,
    }  # fmt: skip
    return {"outcome": word, "why": why, "project": shown}
