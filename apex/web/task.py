"""Background work as people see it: how far it is, what came of it, ending it, doing it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from flask import Blueprint, Response, url_for
from sqlalchemy import ColumnElement

from apex.actions import job as single
from apex.actions import task as action
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.permission import may
from apex.actions.submission import KINDS as STEPS
from apex.actions.task import Stage
from apex.store.job import OVER, STATES, Job, State, jobs
from apex.store.project import project_by_id
from apex.store.submission import stands
from apex.web.ask import API, Window, one_of, wanted_form, window
from apex.web.paging import Pages, linked, listed, pages
from apex.web.respond import View, done, respond
from apex.web.route import mount

bp = Blueprint("task", __name__)
WORDS = {
    "PENDING": "waiting",
    "STARTED": "running",
    "RETRY": "will be tried again",
    "SUCCESS": "done",
    "FAILURE": "failed",
    "REVOKED": "cancelled",
}
KINDS = {
    "report.generate": "Permit package",
    "webhook.deliver": "Webhook",
    "project.submit": "Submission",
    "project.seal": "Submission: seal",
    "project.push": "Submission: project management system",
    "email.send": "E-mail",
    "cleanup": "Daily cleanup",
    "audit.head": "Head of the audit log",
}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One job, ready to be shown."""

    id: str
    what: str
    state: str
    word: str
    percent: int
    message: str
    error: str
    attempts: int
    at: str
    over: bool
    can_cancel: bool
    can_retry: bool
    address: str
    leads_to: str
    """Where what it made is, and what that is; empty where there is nothing to look at."""
    leads: str
    project_id: str
    project: str = ""
    """Number and name, on the page of the one job."""
    stopped_at: str = ""
    """Where cancelling it is asked for first; empty where it can be tried again afterwards."""


@dataclass(frozen=True, slots=True)
class TasksPage:
    items: list[TaskRow]
    pages: Pages
    state: str
    """The one that is shown alone; empty for all."""
    words: Mapping[str, str] = field(default_factory=lambda: WORDS)


def row(job: Job, *, changeable: bool) -> TaskRow:
    project = job.project_id or ""
    leads, word = "", "Open it"
    if project and job.kind == "report.generate" and job.state == "SUCCESS":
        leads, word = url_for("report.show", project_id=project), "Open the package (PDF)"
    elif project and job.kind.startswith("project."):
        leads, word = url_for("project.show", project_id=project), "The project"
    return TaskRow(
        id=job.id,
        what=KINDS.get(job.kind, job.kind),
        state=job.state,
        word="will be cancelled" if job.cancel and job.state == "STARTED" else WORDS[job.state],
        percent=100 if job.state == "SUCCESS" else job.percent,
        message=job.message,
        error=job.error,
        attempts=job.attempt,
        at=job.created_at.isoformat(),
        over=job.state in OVER,
        can_cancel=changeable and job.state not in OVER and not job.cancel,
        # A step of a submission is tried again as long as that is under way, which `whole` looks up.
        can_retry=changeable and job.state in ("FAILURE", "REVOKED") and job.kind not in STEPS,
        address=url_for("task.show", task_id=job.id),
        leads_to=leads,
        leads=word,
        project_id=project,
        stopped_at=url_for("submission.show", project_id=project) if project and job.kind in STEPS else "",
    )


def whole(call: Call, job: Job) -> TaskRow:
    """The same, where a submission is told by the step it is at."""
    return _with(job, action.stage(call, action.of(job)), changeable=single.changeable(call, job))


def _with(job: Job, at: Stage | None, *, changeable: bool) -> TaskRow:
    alone = row(job, changeable=changeable)
    if at is None:
        return alone
    if at.job.id == job.id:
        return replace(alone, can_cancel=changeable, can_retry=changeable and job.state == "FAILURE")
    if at.submission.id != job.id:
        return alone
    return replace(
        alone,
        state=at.state,
        word=WORDS[at.state],
        percent=at.percent,
        message=at.word,
        error=at.job.error,
        attempts=at.job.attempt,
        can_cancel=changeable,
        can_retry=changeable and at.state == "FAILURE",
    )


@mount(bp, "/tasks", ["GET"], "project.read")
def index(call: Call) -> Response:
    """The caller's jobs, newest first, of one state where that is asked for; all of them for an administrator."""
    wanted, state = window(), cast('State | Literal[""]', one_of("state", STATES, ""))
    page, result = tasks(call, wanted, state, single.mine(call), changeable=may(call.actor, "task.edit"))
    outcome = Outcome(inputs=None, result=result, exact=True)
    return linked(respond(View("task/index.html", "task/_rows.html", page, outcome)), page.pages)


def tasks(
    call: Call, wanted: Window, state: State | Literal[""], whose: Sequence[ColumnElement[bool]], *, changeable: bool
) -> tuple[TasksPage, dict[str, Any]]:
    """A page of jobs, for people and for machines: a submission is told by the step it is at, as on its own page."""
    rows, total = jobs(call.session, wanted.limit, wanted.offset, *whose, *([stands(state)] if state else []))
    at = action.stages(call, rows)
    items = [_with(job, at.get(job.id), changeable=changeable) for job in rows]
    page = TasksPage(items, pages(wanted, len(rows), total), state)
    return page, listed([action.told(job, at.get(job.id)) for job in rows], wanted, total)


@mount(bp, "/tasks/<task_id>", ["GET"], "project.read", limit=5)
def show(call: Call, task_id: str) -> Response:
    """One job; its page asks again by itself until it is over."""
    job = single.found(call, task_id)

    def page() -> TaskRow:
        about = project_by_id(call.session, job.project_id) if job.project_id and wanted_form() == "page" else None
        return replace(whole(call, job), project=f"{about.number} {about.name}" if about else "")

    return respond(View("task/show.html", "task/_task.html", page, _outcome(call, job)))


@mount(bp, "/tasks/<task_id>", ["DELETE"], "task.edit")
def remove(call: Call, task_id: str) -> Response:
    """Cancel: at once where it waits, at its next point of progress where it runs."""
    return _changed(call, action.cancel(call, task_id))


@mount(bp, "/tasks/<task_id>/cancel", ["POST"], "task.edit")
def cancel(call: Call, task_id: str) -> Response:
    """The same, for forms."""
    return _changed(call, action.cancel(call, task_id))


@mount(bp, "/tasks/<task_id>/retry", ["POST"], "task.edit")
def retry(call: Call, task_id: str) -> Response:
    """Have a failed or cancelled job done once more."""
    return _changed(call, action.retry(call, task_id))


def queued(call: Call, job: Job) -> Response:
    """202: the job was taken, and where to watch it."""
    at = url_for("task.show", task_id=job.id)
    return done(_outcome(call, job), at, 202, f"{API}{at}")


def _changed(call: Call, job: Job) -> Response:
    return done(_outcome(call, job), url_for("task.show", task_id=job.id))


def _outcome(call: Call, job: Job) -> Outcome:
    return Outcome(inputs=None, result=action.shown(call, job), exact=True)
