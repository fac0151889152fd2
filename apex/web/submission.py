"""Submitting a project: the button with what it will do, how far it is, what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, url_for

from apex.actions.access import allows
from apex.actions.call import Call
from apex.actions.notice import tell_submitted
from apex.actions.outcome import Outcome
from apex.actions.revision import etag, shown, stale, with_rest
from apex.actions.status import needed, sealable
from apex.actions.submission import begin
from apex.actions.task import Stage, stage
from apex.actions.task import shown as told
from apex.errors import NotReadyError
from apex.jobs.mail import postbox
from apex.store.job import Job
from apex.store.project import Project
from apex.web.ask import API, reason, wanted_form
from apex.web.journey import Rail, rail
from apex.web.precondition import seen
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.task import TaskRow, row
from apex.web.who import settings

bp = Blueprint("submission", __name__)


@dataclass(frozen=True, slots=True)
class Box:
    """What a page says about submitting a project. `task` is the step that is under way; None before and after."""

    address: str
    etag: str
    can: bool
    will: list[str]
    reasons: list[str] = field(default_factory=list)
    task: TaskRow | None = None
    word: str = ""
    percent: int = 0
    unanswered: bool = False
    due_at: str = ""
    can_stop: bool = False
    cancel: str = ""
    whole: str = ""
    """Where the task of all of it is."""
    retry: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """The box on a page of its own."""

    project: dict[str, Any]
    rail: Rail
    box: Box
    can_begin: bool
    """Whether who looks may take a draft to where it can be submitted."""


def box(call: Call, project: Project, reasons: list[str] | None = None) -> Box:
    """How it stands; `reasons` are those for which it cannot be submitted, where somebody looked."""
    may = allows(call, project, "project.submit")
    at = stage(call, project.submission_id)
    common: dict[str, Any] = {"address": url_for("submission.show", project_id=project.id), "etag": etag(project)}
    if at is None:
        can = may and project.status == "estimating" and project.submission_id is None and not reasons
        return Box(**common, can=can, will=_will(project), reasons=reasons or [])
    return Box(
        **common,
        can=False,
        will=[],
        task=row(at.job, changeable=may),
        word=at.word,
        percent=at.percent,
        unanswered=at.submission.unanswered and at.state == "FAILURE",
        due_at=at.job.due_at.isoformat() if at.state == "RETRY" else "",
        can_stop=may,
        whole=url_for("task.show", task_id=at.submission.id),
        cancel=url_for("task.cancel", task_id=at.submission.id),
        retry=url_for("task.retry", task_id=at.submission.id) if may and at.state == "FAILURE" else "",
    )


def _will(project: Project) -> list[str]:
    """What submitting does, step by step, in this installation."""
    chosen = settings()
    return [
        f"The calculation of version {project.version} is sealed.",
        *(["The project management system is told, and its number is kept."] if chosen.pm else []),
        "The status becomes submitted, and the design stays read-only.",
        "Whoever approves, the owner and you get an e-mail."
        if chosen.mail
        else "Nobody gets an e-mail: no mail server is set. Who approves sees it on their home page.",
    ]


@mount(bp, "/projects/<project_id>/submit", ["GET"], "project.read")
def show(call: Call, project: Project) -> Response:
    """How the submission stands; before it, whether the project is ready for it."""
    at, reasons = stage(call, project.submission_id), _reasons(call, project)
    result = {"pending": at is not None, "status": project.status, "pm_number": project.pm_number, "reasons": reasons}
    tag = etag(project)
    if at is not None:
        result |= {"task_id": at.submission.id, **_told(at)}
        tag = with_rest(tag, result)
    outcome = Outcome(inputs=None, result=result, exact=True, etag=tag)

    can_begin = project.status == "draft" and allows(call, project, needed("estimating"))

    def page() -> SubmissionPage:
        return SubmissionPage(
            shown(call, project), rail(call, project, "submit"), box(call, project, reasons), can_begin
        )

    response = respond(View("submission/show.html", "submission/_fragment.html", page, outcome))
    if at is None and wanted_form() == "fragment":
        # The page it is polled from says otherwise now, from its ETag to its buttons.
        response.headers["HX-Refresh"] = "true"
    return response


def _told(at: Stage) -> dict[str, Any]:
    return {
        "step": at.step, "state": at.state, "progress": at.percent / 100.0, "error": at.job.error,
        "attempts": at.job.attempt, "step_task_id": at.job.id,
    }  # fmt: skip


def _reasons(call: Call, project: Project) -> list[str]:
    """Why a project that could be submitted now cannot; none for any other."""
    if project.status != "estimating" or project.submission_id is not None:
        return []
    try:
        sealable(call, project)
    except NotReadyError as refused:
        return [problem.message for problem in refused.problems]
    return []


@mount(bp, "/projects/<project_id>/submit", ["POST"], "project.submit")
def submit(call: Call, project: Project) -> Response:
    """Begin: 202 and a task that ends when the project is submitted."""
    version = seen(etag(project), project.version, lambda named: stale(call, project, named))
    return begun(call, project, version, reason())


def begun(call: Call, project: Project, version: int, why: str) -> Response:
    """The answer to whoever began a submission."""
    task: Job = begin(call, project, version, why)
    at = url_for("task.show", task_id=task.id)
    result = {**told(call, task), "status": project.status, "version": project.version}
    outcome = Outcome(inputs=None, result=result, exact=True, etag=etag(project))
    return done(outcome, url_for("project.show", project_id=project.id, _anchor="submission"), 202, f"{API}{at}")


def tell(call: Call, project: Project) -> None:
    """Write to whoever should know that a project was submitted, where mail is sent at all."""
    vault = postbox()
    if vault is not None:
        tell_submitted(call, project, vault, settings().public_url)
