"""The review of a project: what speaks against it, what its customers said, what was sealed, and the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response
from sqlalchemy import select

from apex.actions import answer as reply
from apex.actions.access import allows
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import etag, shown, with_rest
from apex.actions.status import needed, ways
from apex.report.phrase import sentence
from apex.report.result import ResultView
from apex.report.standing import stage_of_warning
from apex.store.answer import answers_of
from apex.store.project import Project
from apex.store.seal import seals_of
from apex.store.user import User
from apex.web.journey import Rail, rail, result_of
from apex.web.respond import View, respond
from apex.web.route import mount
from apex.web.submission import Box, box

bp = Blueprint("review", __name__)
RECENT = 20
"""Answers a review shows; the page of share links has them all."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks against the design, and the stage where it is mended."""

    kind: str
    stage: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything a decision rests on."""

    project: dict[str, Any]
    etag: str
    rail: Rail
    computed: bool
    title: str
    confidence: str
    reasons: list[str]
    findings: list[Finding]
    answers: list[dict[str, Any]]
    more_answers: int
    seals: list[dict[str, Any]]
    ways: tuple[str, ...]
    box: Box
    can_share: bool


@mount(bp, "/projects/<project_id>/review", ["GET"], "project.read")
def show(call: Call, project: Project) -> Response:
    """What speaks against the design as it is stored, and who said and sealed what."""
    found = result_of(call, project, project.document, None)[0]
    whole = allows(call, project, "project.share")
    rows, total = answers_of(call.session, project.id, RECENT)
    answers = [reply.shown(row, label, whole=whole) for row, label in rows]
    findings, seals = _findings(found), _seals(call, project)
    result = {
        "status": project.status, "confidence": float(found.confidence), "seals": seals, "answers": answers,
        "findings": [{"kind": f.kind, "stage": f.stage, "text": f.text} for f in findings],
    }  # fmt: skip
    outcome = Outcome(inputs=None, result=result, exact=True, etag=with_rest(etag(project), result))

    def page() -> ReviewPage:
        return ReviewPage(
            project=shown(call, project), etag=etag(project), rail=rail(call, project, "review", found),
            computed=bool(found.facts), title=found.title, confidence=found.confidence, reasons=found.reasons,
            findings=findings, answers=answers, more_answers=total - len(answers), seals=seals,
            ways=_ways(call, project), box=box(call, project), can_share=whole and project.status != "archived",
        )  # fmt: skip

    return respond(View("review/show.html", "review/_show.html", page, outcome))


def _findings(found: ResultView) -> list[Finding]:
    """Checks that fail, then what the result stands under, warnings among it."""
    failing = [
        Finding("fails", c.stage, f"{c.name}: {c.demand} of {c.capacity} {c.unit}, ratio {c.ratio}", c.clause)
        for c in found.checks
        if not c.passes
    ]
    named = {sentence(w): stage_of_warning(w) for w in found.warnings}
    warned = [
        Finding("warning", named[said], said) if said in named else Finding("condition", "", said)
        for said in found.conditions or named
    ]
    return [*failing, *warned]


def _seals(call: Call, project: Project) -> list[dict[str, Any]]:
    pairs = seals_of(call.session, project.id)
    people = select(User.id, User.email).where(User.id.in_({seal.actor_id for seal, _ in pairs}))
    emails = {row.id: row.email for row in call.session.execute(people)} if pairs else {}
    return [
        {
            "version": seal.version, "at": seal.at.isoformat(), "by": emails.get(seal.actor_id, ""),
            "content_sha256": seal.content_sha256, "superseded": over.version if over else None,
        }
        for seal, over in pairs
    ]  # fmt: skip


def _ways(call: Call, project: Project) -> tuple[str, ...]:
    """The decisions who looks may make here; the others are made on the overview."""
    decided = ("accepted", "rejected", "estimating")
    if project.submission_id is not None or project.status not in ("submitted", "rejected"):
        return ()
    return tuple(to for to in ways(project) if to in decided and allows(call, project, needed(to)))
