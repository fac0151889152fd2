"""Background work as people see it: how far it is, what came of it, ending it, doing it again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, Response, url_for

from apex.actions import job as action
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.permission import may
from apex.store.job import OVER, Job, jobs
from apex.store.project import project_by_id
from apex.web.ask import API, wanted_form, window
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
    made: str
    project_id: str
    project: str = ""
    """Number and name, on the page of the one job."""


@dataclass(frozen=True, slots=True)
class TasksPage:
    items: list[TaskRow]
    pages: Pages


def row(job: Job, *, changeable: bool) -> TaskRow:
    project = job.project_id or ""
    made = job.kind == "report.generate" and job.state == "SUCCESS" and project
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
        can_retry=changeable and job.state in ("FAILURE", "REVOKED"),
        address=url_for("task.show", task_id=job.id),
        leads_to=url_for("report.show", project_id=project) if made else "",
        made="Open the package (PDF)" if made else "",
        project_id=project,
    )


@mount(bp, "/tasks", ["GET"], "project.read")
def index(call: Call) -> Response:
    """The caller's jobs, newest first; all of them for an administrator."""
    wanted = window()
    rows, total = jobs(call.session, wanted.limit, wanted.offset, *action.mine(call))
    around = pages(wanted, len(rows), total)
    result = listed([action.shown(job) for job in rows], wanted, total)
    changeable = may(call.actor, "task.edit")
    page = TasksPage([row(job, changeable=changeable) for job in rows], around)
    outcome = Outcome(inputs=None, result=result, exact=True)
    return linked(respond(View("task/index.html", "task/_rows.html", page, outcome)), around)


@mount(bp, "/tasks/<task_id>", ["GET"], "project.read", limit=5)
def show(call: Call, task_id: str) -> Response:
    """One job; its page asks again by itself until it is over."""
    job = action.found(call, task_id)

    def page() -> TaskRow:
        about = project_by_id(call.session, job.project_id) if job.project_id and wanted_form() == "page" else None
        shown = row(job, changeable=action.changeable(call, job))
        return replace(shown, project=f"{about.number} {about.name}" if about else "")

    return respond(View("task/show.html", "task/_task.html", page, _outcome(job)))


@mount(bp, "/tasks/<task_id>", ["DELETE"], "task.edit")
def remove(call: Call, task_id: str) -> Response:
    """Cancel: at once where it waits, at its next point of progress where it runs."""
    return _changed(action.cancel(call, task_id))


@mount(bp, "/tasks/<task_id>/cancel", ["POST"], "task.edit")
def cancel(call: Call, task_id: str) -> Response:
    """The same, for forms."""
    return _changed(action.cancel(call, task_id))


@mount(bp, "/tasks/<task_id>/retry", ["POST"], "task.edit")
def retry(call: Call, task_id: str) -> Response:
    """Have a failed or cancelled job done once more."""
    return _changed(action.retry(call, task_id))


def queued(job: Job) -> Response:
    """202: the job was taken, and where to watch it."""
    at = url_for("task.show", task_id=job.id)
    return done(_outcome(job), at, 202, f"{API}{at}")


def _changed(job: Job) -> Response:
    return done(_outcome(job), url_for("task.show", task_id=job.id))


def _outcome(job: Job) -> Outcome:
    return Outcome(inputs=None, result=action.shown(job), exact=True)
