"""The audit log for administrators: filtered, verified, exported. Reading it is on it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request
from sqlalchemy import Select

from apex.actions.audit import FORMATS, filtered, lines
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.errors import InvalidInputError, Problem
from apex.store.audit import AuditRow
from apex.store.chain import count, rows, verify
from apex.store.member import names_of
from apex.store.user import user_by_email
from apex.store.verb import Verb
from apex.web.ask import one_of, wants_page, window
from apex.web.paging import Pages, linked, listed, pages
from apex.web.respond import View, respond, send_file
from apex.web.route import afterwards, mount
from apex.web.viewer import viewer

bp = Blueprint("audit", __name__)
VERBS = ("", *(str(verb) for verb in Verb))
FILTERS = ("actor", "object", "project", "since", "until")


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of the log, and the filter it went through."""

    items: list[dict[str, Any]]
    pages: Pages
    given: dict[str, str]
    verb: str
    verbs: tuple[str, ...]
    names: dict[str, str]
    filters: list[str]
    """What was asked for, in words; nothing for the whole log."""
    zone: str
    """Where the days of the filter begin."""


@dataclass(frozen=True, slots=True)
class VerdictPage:
    """Whether the chain holds."""

    rows: int
    head: str
    intact: bool
    bad_seq: int | None
    fault: str


def _wanted(call: Call) -> tuple[Select[Any], dict[str, str], str]:
    """The filter of the query string. A person is named by id or e-mail, a time by its date."""
    given = {name: request.args.get(name, "").strip()[:200] for name in FILTERS}
    wrong = [n for n in ("since", "until") if given[n] and not re.fullmatch(r"\d{4}-\d\d-\d\d(T[\d:.+Z]*)?", given[n])]
    if wrong:
        raise InvalidInputError([Problem(name, "must be a date such as 2026-11-21", "date") for name in wrong])
    verb = one_of("verb", VERBS, "")
    actor = given["actor"]
    if "@" in actor:
        found = user_by_email(call.session, actor)
        actor = found.id if found is not None else "nobody"
    return filtered(**{**given, "actor": actor, **_days(given)}, verb=verb), given, verb


def _days(given: dict[str, str]) -> dict[str, str]:
    """From and to as times of UTC, where a person with a zone of their own gave days."""
    zone = viewer().zone
    if not zone or not wants_page():
        return {}
    found = {}
    for name, clock in (("since", time(0, 0)), ("until", time(23, 59, 59))):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", given[name]):
            try:
                there = datetime.combine(date.fromisoformat(given[name]), clock, ZoneInfo(zone)).astimezone(UTC)
            except (ValueError, OverflowError):
                raise InvalidInputError([Problem(name, "must be a date such as 2026-11-21", "date")]) from None
            found[name] = there.strftime("%Y-%m-%dT%H:%M:%S")
    return found


@mount(bp, "/audit", ["GET"], "audit.read")
def index(call: Call) -> Response:
    """The log, newest first."""
    part = window()
    wanted, given, verb = _wanted(call)
    total = count(call.session, wanted)
    held = list(rows(call.session, wanted.order_by(AuditRow.seq.desc()), part.limit, part.offset))
    items = [asdict(row) for row in held]
    around = pages(part, len(items), total)
    afterwards(lambda: call.record(Verb.AUDIT_READ, "audit", "", reason=_said(given, verb)))
    outcome = Outcome(inputs=dict(request.args), result=listed(items, part, total), exact=True)
    page = AuditPage(
        items,
        around,
        given,
        verb,
        VERBS,
        names_of(call.session, {row.actor for row in held}),
        _words(given, verb),
        viewer().zone or "UTC",
    )
    return linked(respond(View("audit/index.html", "audit/_rows.html", page, outcome)), around)


def _words(given: dict[str, str], verb: str) -> list[str]:
    """The filter as people read it."""
    told = {"actor": "by", "object": "of", "project": "in project", "since": "from", "until": "to"}
    return [*([verb] if verb else []), *(f"{word} {given[name]}" for name, word in told.items() if given[name])]


def _said(given: dict[str, str], verb: str) -> str:
    return ", ".join(f"{name} {value}" for name, value in {**given, "verb": verb}.items() if value)


@mount(bp, "/audit/verify", ["GET"], "audit.read")
def check(call: Call) -> Response:
    """Walk the chain from its first row."""
    verdict = verify(call.session)
    afterwards(lambda: call.record(Verb.AUDIT_READ, "audit", "", reason="verify"))
    found = VerdictPage(verdict.rows, verdict.head, verdict.intact, verdict.bad_seq, verdict.fault)
    outcome = Outcome(inputs=None, result=asdict(found), exact=True)
    return respond(View("audit/verify.html", "audit/verify.html", found, outcome))


@mount(bp, "/audit/export", ["GET"], "audit.read")
def export(call: Call) -> Response:
    """The rows a filter leaves as JSON Lines or CSV, oldest first."""
    wanted, given, verb = _wanted(call)
    kind = one_of("format", FORMATS, "jsonl")
    found = rows(call.session, wanted.order_by(AuditRow.seq))
    body = "".join(lines(found, kind)).encode()
    reason = f"{kind} {_said(given, verb)}".strip()
    afterwards(lambda: call.record(Verb.AUDIT_EXPORTED, "audit", "", reason=reason))
    day = datetime.now(UTC).date().isoformat()
    return send_file(body, FORMATS[kind], f"audit-{day}.{kind}")
