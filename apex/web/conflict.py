"""A form saved on a stale version: merged where it can be, shown where a person must choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request

from apex.actions.call import Call
from apex.actions.revision import etag, tag
from apex.actions.status import not_submitting
from apex.engine.envelope import sha256
from apex.errors import PreconditionRequiredError
from apex.logic.flat import ABSENT, PathError, drop, get, put
from apex.logic.merge import Merged, merge
from apex.schema.held import held
from apex.schema.words import word
from apex.store.project import Project
from apex.store.user import User
from apex.store.version import ProjectVersion, snapshot, upgraded, version_of
from apex.web.precondition import given as given_tag
from apex.web.precondition import named_version, tags
from apex.web.viewer import viewer

CHOICE = "choose:"
ASKED = "conflict"
WAS = "was:"
BEGAN = "began:etag"
"""The version a form began from that shows a conflict now; a draft of it goes on from there and meets it again."""
YOURSELF = "You"
"""Who saved, where that was oneself, in another tab or window."""
State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One field of the diff as people read it."""

    path: str
    original: str
    theirs: str
    mine: str
    chosen: str = ""
    """What was chosen for it already, when the choice of another field was forgotten."""

    @property
    def id(self) -> str:
        return "f-" + self.path.replace(".", "-")

    @property
    def label(self) -> str:
        return word(self.path).full


@dataclass(frozen=True, slots=True)
class Clash:
    """Everything a person needs to settle it: who changed what, when, and what needs a choice."""

    who: str
    when: str
    conflicts: list[Side]
    taken: list[Side]
    kept: list[Side]
    unanswered: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    began: str = ""
    """The tag the form began from, before it was merged."""

    @property
    def marks(self) -> dict[str, str]:
        """What a form says beside each field the merge touched."""
        told = ((self.conflicts, "choose"), (self.taken, "theirs"), (self.kept, "yours"))
        return {side.path: said for sides, said in told for side in sides}


@dataclass(frozen=True, slots=True)
class Settled:
    """What to save on which version, or the clash to show with the merged document."""

    document: dict[str, Any]
    version: int
    clash: Clash | None = None
    chosen: dict[str, Any] | None = None
    """The document with the choices made so far, where the form still shows what was typed."""


def settle(
    call: Call, project: Project, typed: dict[str, Any], shown_of: Callable[[State], dict[str, Any]], *,
    ask: bool = False,
) -> Settled:  # fmt: skip
    """What becomes of a form, given the version it began from.

    `shown_of` gives of a stored state what an untouched form of it would have sent, so that only
    what a person changed counts as a change. To `ask` shows the choices of a form again although all are made.
    """
    not_submitting(project)
    said = tags(given_tag()) or [f'"{given_tag()}"']
    if said == ['""']:
        raise PreconditionRequiredError("the form does not say which version it began from; open the page again")
    current = shown_of(snapshot(project))
    began = _began(call, project, said[0])
    base = shown_of(upgraded(began)) if began else {}
    mine, open_paths = _choose(typed, base)
    fresh = etag(project) in said
    if fresh and not open_paths and not ask:
        return Settled(mine, project.version)
    merged = merge(base, current, mine)
    if fresh:
        # What was typed stays in the form, so that each choice can still be made the other way.
        clash = _asked_again(call, project, merged, typed, base, open_paths)
        return Settled(typed, project.version, clash, mine)
    return Settled(merged.document, project.version, _clash(call, project, merged))


def settle_plain(etag_now: str, version: int, current: dict[str, Any], mine: dict[str, Any]) -> Settled:
    """The same for a row that keeps no versions: the form itself carries what it began from (`was:`)."""
    if not given_tag():
        raise PreconditionRequiredError("the form does not say which version it began from; open the page again")
    base = {name.removeprefix(WAS): value for name, value in request.form.items() if name.startswith(WAS)}
    blank = dict.fromkeys(current, "")
    mine, open_paths = _choose({**blank, **mine}, base)
    fresh = etag_now in tags(given_tag())
    if fresh and not open_paths:
        return Settled(mine, version)
    merged = merge({**blank, **base}, {**blank, **current}, mine)
    sides = [_side(c) for c in merged.conflicts]
    if fresh:
        sides = [Side(p, "", _said(base.get(p), p), _said(mine.get(p), p), request.form.get(CHOICE + p, "")) for p in
                 request.form.getlist(ASKED)]  # fmt: skip
    told = Clash("", "", sides, [_side(c) for c in merged.taken], [_side(c) for c in merged.kept], fresh)
    return Settled(merged.document, version, told)


def _began(call: Call, project: Project, said: str) -> ProjectVersion | None:
    """The version a form began from, if its tag is one of this project's."""
    found = version_of(call.session, project.id, named_version(said))
    if found is None:
        return None
    # A page may say the version as it was kept, or as it reads since projects hold more than they did then.
    return found if said in (tag(found.version, sha) for sha in (found.sha256, sha256(upgraded(found)))) else None


def _choose(mine: dict[str, Any], theirs: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The form with the choices made in it put in, and the conflicts nobody chose for.

    The other side is what stood in the version the page was made from, which is what was on the screen.
    """
    unanswered = []
    for path in request.form.getlist(ASKED):
        choice = request.form.get(CHOICE + path, "")
        if choice == "theirs":
            value = get(theirs, path)
            try:
                mine = drop(mine, path) if value is ABSENT else put(mine, path, value)
            except PathError:
                # What stood around the field is gone from the form; only a person can say what is meant.
                unanswered.append(path)
        elif choice != "mine":
            unanswered.append(path)
    return mine, unanswered


def who_saved(call: Call, project: Project) -> tuple[str, str]:
    """Who made the project what it is now, and when."""
    last = version_of(call.session, project.id, project.version)
    author = call.session.get(User, last.actor_id) if last else None
    if last is not None and last.actor_id == call.actor.id:
        return YOURSELF, project.updated_at.isoformat()
    return (author.name or author.email) if author else "somebody", project.updated_at.isoformat()


def _clash(call: Call, project: Project, merged: Merged) -> Clash:
    who, when = who_saved(call, project)
    return Clash(
        who=who,
        when=when,
        conflicts=[_side(c) for c in merged.conflicts],
        taken=[_side(c) for c in merged.taken],
        kept=[_side(c) for c in merged.kept],
        began=request.form.get(BEGAN) or given_tag(),
    )


def _asked_again(
    call: Call, project: Project, merged: Merged, mine: dict[str, Any], base: dict[str, Any], paths: list[str]
) -> Clash:
    """The same page again where a choice was left open: nothing is saved on a guess."""
    asked = request.form.getlist(ASKED)
    sides = [
        Side(path, "", _said(get(base, path), path), _said(get(mine, path), path), request.form.get(CHOICE + path, ""))
        for path in asked
    ]
    told = _clash(call, project, merged)
    return replace(told, conflicts=sides, taken=[], kept=[], unanswered=bool(paths))


def _side(found: Any) -> Side:
    return Side(found.path, *(_said(side, found.path) for side in (found.base, found.theirs, found.mine)))


def _said(value: Any, path: str) -> str:
    """A value as who looks at it reads it; blank where nothing stands."""
    return held(None if value is ABSENT else value, path, viewer().system)
