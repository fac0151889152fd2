"""The audit log in sentences: every verb in words, in this one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apex.schema.held import held
from apex.schema.measure import System
from apex.schema.words import word
from apex.store.chain import Told
from apex.store.verb import Verb

WORDS: Mapping[str, str] = {
    Verb.PROJECT_CREATED: "made the project",
    Verb.PROJECT_CHANGED: "changed the project",
    Verb.PROJECT_CLONED: "made the project as a copy",
    Verb.PROJECT_RESTORED: "went back to an earlier version",
    Verb.DESIGN_SAVED: "saved the design",
    Verb.CALCULATION_SEALED: "sealed the calculation",
    Verb.SUBMISSION_BEGUN: "began to submit the project",
    Verb.SUBMISSION_WITHDRAWN: "cancelled the submission",
    Verb.PROJECT_NUMBERED: "kept the number of the project management system",
    Verb.MAIL_SENT: "sent an e-mail",
    Verb.FILE_READ: "opened a file",
    Verb.TREE_EDITED: "edited the parts",
    Verb.JOB_QUEUED: "asked for work in the background",
    Verb.JOB_CANCELLED: "cancelled work in the background",
    Verb.JOB_RETRIED: "had work in the background done again",
    Verb.JOBS_FORGOTTEN: "removed records of work that was over",
    Verb.JOB_FAILED: "was told that work in the background failed",
    Verb.BREAKER_OPENED: "left a service alone that failed again and again",
    Verb.BREAKER_CLOSED: "found a service working again",
    Verb.BREAKER_TRIED: "had a service tried again",
    Verb.REPORT_MADE: "made the permit package",
    Verb.SHARE_REVOKED: "revoked a share link",
    Verb.SHARE_OPENED: "opened the share link",
    Verb.SHARE_SETTLED: "marked a customer's answer as done",
    Verb.ANSWER_ANONYMISED: "took a person out of an answer",
    Verb.HOOK_RECEIVED: "told the stage of the project",
    Verb.EXPORTED: "exported the project",
}
"""What is not here says so itself: `file.read` is "file read"."""
MOVES = {
    "submitted": "submitted the project",
    "accepted": "accepted the project",
    "rejected": "rejected the project",
    "archived": "archived the project",
}
ANSWERS = {"approved": "approved the design", "change": "asked for a change"}
STRANGERS = {"anonymous": "A visitor", "system": "APEX", "hook:pm": "The PM", "hook:crm": "The CRM"}
CUSTOMER = "share:"
"""What the id of a link has before it where somebody acted through the link."""
MOST = 6
"""How many changed fields a sentence names."""
TOLD_BY = {Verb.PROJECT_CHANGED, Verb.PROJECT_RESTORED, Verb.DESIGN_SAVED}
"""Verbs whose changed fields belong into the sentence."""
UNTOLD = ("version", "schema")
TOLD_IN = {Verb.PROJECT_CLONED, Verb.EXPORTED}
"""Verbs whose reason says what it was, so that the sentence holds it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One row of the log: who did what, to which fields, and why."""

    who: str
    did: str
    changed: tuple[str, ...] = ()
    more: int = 0
    why: str = ""
    text: str = ""
    """What they said themselves."""

    def __str__(self) -> str:
        more = (f"{self.more} more",) if self.more else ()
        what = f": {', '.join((*self.changed, *more))}" if self.changed else ""
        said = f': "{self.text}"' if self.text else ""
        return f"{self.who} {self.did}{what}{said}{f', because: {self.why}' if self.why else ''}"


def people(rows: Sequence[Told]) -> set[str]:
    """Whose names the sentences need."""
    return {row.actor for row in rows} | {row.object for row in rows if row.kind == "member"}


def sentence(row: Told, names: Mapping[str, str], system: System = "us") -> Sentence:
    """A row in words; `names` are those of people by their ids."""
    changed: tuple[str, ...] = ()
    more = 0
    if row.verb == Verb.SHARE_ANSWERED:
        return Sentence(_who(row, names), _did(row, names), text=row.reason)
    if row.verb in TOLD_BY:
        told = [(path, *pair) for path, pair in row.changes.items() if path not in UNTOLD]
        every = [_change(path, before, after, system) for path, before, after in told]
        changed, more = tuple(every[:MOST]), max(0, len(every) - MOST)
    why = "" if row.verb in TOLD_IN else row.reason
    return Sentence(_who(row, names), _did(row, names), changed, more, why)


def _who(row: Told, names: Mapping[str, str]) -> str:
    if row.actor.startswith(CUSTOMER):
        return f"{_after(row, 'name') or 'Somebody'} (customer)"
    return STRANGERS.get(row.actor) or names.get(row.actor, row.actor)


def _did(row: Told, names: Mapping[str, str]) -> str:
    match row.verb:
        case Verb.PROJECT_MOVED:
            return _moved(*row.changes.get("status", (None, None)))
        case Verb.PROJECT_CLONED:
            return f"{WORDS[row.verb]} {row.reason.replace('from ', 'of ', 1)}".strip()
        case Verb.EXPORTED if row.reason:
            return f"exported the {row.reason}"
        case Verb.MEMBER_ADDED | Verb.MEMBER_CHANGED | Verb.MEMBER_REMOVED:
            return _member(row, names.get(row.object, "somebody"))
        case Verb.FILE_ADDED | Verb.FILE_REMOVED:
            before, after = row.changes.get("name", ("", ""))
            return f"{'added' if row.verb == Verb.FILE_ADDED else 'removed'} the file {after or before or ''}".strip()
        case Verb.SHARE_MADE:
            label = _after(row, "label")
            return f"made a share link for {label}" if label else "made a share link"
        case Verb.SHARE_ANSWERED:
            return ANSWERS.get(_after(row, "answer"), "answered")
    return WORDS.get(row.verb, row.verb.replace(".", " ").replace("_", " "))


def _after(row: Told, name: str) -> str:
    return str(row.changes.get(name, ("", ""))[1] or "")


def _moved(before: Any, after: Any) -> str:
    if before == "archived":
        return f"took the project out of the archive, as {after}"
    if before == "rejected":
        return "opened the project again"
    return MOVES.get(str(after)) or f"moved the project from {before} to {after}"


def _member(row: Told, whom: str) -> str:
    before, after = row.changes.get("role", (None, None))
    if row.verb == Verb.MEMBER_REMOVED:
        return f"took {whom} out of the project"
    if row.verb == Verb.MEMBER_ADDED:
        return f"took {whom} into the project as {after}"
    return f"made {whom} {after} of the project instead of {before}"


def _change(path: str, before: Any, after: Any, system: System) -> str:
    name = word(path).plain
    if _whole(before) or _whole(after):
        return f"{name} {'added' if _blank(before) else 'removed' if _blank(after) else 'changed'}"
    if _blank(after):
        return f"{name} cleared (was {held(before, path, system)})"
    if _blank(before):
        return f"{name} set to {held(after, path, system)}"
    return f"{name} {held(before, path, system, bare=True)} to {held(after, path, system)}"


def _whole(value: Any) -> bool:
    """Whether it is too much for a sentence."""
    return isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(row, Mapping) for row in value))


def _blank(value: Any) -> bool:
    return value is None or value in ("", [], {})
