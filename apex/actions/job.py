"""Queueing, watching, cancelling and retrying jobs: what people and other actions do with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError

from apex.actions.access import HiddenError, allows, role_in
from apex.actions.call import Call
from apex.actions.permission import may
from apex.errors import AuthorizationError, ConflictError, NotFoundError
from apex.store.backlog import forget_jobs, old_jobs
from apex.store.identity import new_id
from apex.store.job import (
    HELD,
    MOST,
    Job,
    announce_job,
    begin_again,
    job_by_id,
    live_job,
    own_jobs,
    put_job,
    revoke,
    want,
)
from apex.store.project import Project, project_by_id
from apex.store.submission import waited_at
from apex.store.verb import Verb

JOBS_KEPT = 90


def enqueue(
    call: Call,
    kind: str,
    args: Mapping[str, Any],
    *,
    key: str = "",
    project: Project | None = None,
    most: int = MOST,
    after: timedelta = timedelta(),
    held: bool = False,
) -> Job:
    """A job in the transaction of what asks for it; workers hear of it after the commit, or from the sweeper.

    With a `key` a job of the kind that is still alive is given back instead of a second one. One that is `held` is not
    done before it is let go.
    """
    session, made = call.session, new_id()
    values = {
        "kind": kind,
        "args": dict(args),
        "key": key or None,
        "most": most,
        "due_at": HELD if held else call.now + after,
        "actor_id": call.actor.id,
        "project_id": project.id if project else None,
        "request_id": call.request_id,
        "created_at": call.now,
        "updated_at": call.now,
    }
    # What lives when the insert finds it may be over when it is looked at: then there is room for a new one.
    while not put_job(session, made, values):
        living = live_job(session, kind, key)
        if living is not None and want(session, living.id):
            return living
    call.record(Verb.JOB_QUEUED, "job", made, project=project.id if project else "", changes={"kind": (None, kind)})
    job = job_by_id(session, made)
    assert job is not None
    return job


def found(call: Call, job_id: str) -> Job:
    """A job of the caller's, of a project they may see, or any for an administrator."""
    job = job_by_id(call.session, job_id)
    if job is None:
        raise NotFoundError("there is no such task")
    if not _visible(call, job):
        raise HiddenError("there is no such task")
    return job


def _visible(call: Call, job: Job) -> bool:
    """Who may not see the project any more does not see its jobs, not even their own."""
    if call.actor.role == "admin":
        return True
    project = _project(call, job)
    return job.actor_id == call.actor.id if project is None else role_in(call, project) is not None


def _project(call: Call, job: Job) -> Project | None:
    return project_by_id(call.session, job.project_id) if job.project_id else None


def changeable(call: Call, job: Job) -> bool:
    """Whether the caller may end a job that they see, or begin it again: their own, or in a project they edit."""
    if not may(call.actor, "task.edit"):
        return False
    if call.actor.role == "admin" or job.actor_id == call.actor.id:
        return True
    project = _project(call, job)
    return project is not None and allows(call, project, "project.edit")


def _changed(call: Call, job_id: str) -> Job:
    """A job that is to be changed, 404 before 403."""
    job = found(call, job_id)
    if not changeable(call, job):
        raise AuthorizationError("it is not your task, and you cannot change its project")
    return job


def mine(call: Call) -> list[ColumnElement[bool]]:
    """Which jobs the caller's list shows: their own, all of them to an administrator."""
    return [] if call.actor.role == "admin" else [own_jobs(call.actor.id)]


def cancel(call: Call, job_id: str) -> Job:
    """End a waiting job; a running one ends at its next point of progress."""
    job = _changed(call, job_id)
    if not revoke(call.session, job.id, call.now):
        raise ConflictError(f"the task is over: {job.state}")
    call.record(Verb.JOB_CANCELLED, "job", job.id, project=job.project_id or "")
    return found(call, job_id)


def retry(call: Call, job_id: str) -> Job:
    """Have a failed or cancelled job done once more."""
    job = _changed(call, job_id)
    try:
        begun = begin_again(call.session, job.id, call.now)
    except IntegrityError:
        # Somebody else began the same between the look and the change.
        raise ConflictError("another task does the same now") from None
    if not begun:
        other = live_job(call.session, job.kind, job.key) if job.key else None
        if other is not None and other.id != job.id:
            raise ConflictError(f"another task does the same now: {other.id}")
        raise ConflictError(f"the task is {job.state}; only a failed or cancelled one is done again")
    announce_job(call.session, job.id)
    call.record(Verb.JOB_RETRIED, "job", job.id, project=job.project_id or "")
    return found(call, job_id)


def forgettable(call: Call, days: int = JOBS_KEPT) -> int:
    """How many records of jobs `forget` would remove."""
    return old_jobs(call.session, call.now - timedelta(days=days), Job.id.not_in(waited_at()))


def forget(call: Call, days: int = JOBS_KEPT) -> int:
    """Remove the records of jobs that were over so many days ago, but those a submission still waits at; the log says
    how many.
    """
    gone = forget_jobs(call.session, call.now - timedelta(days=days), Job.id.not_in(waited_at()))
    if gone:
        call.record(Verb.JOBS_FORGOTTEN, "job", "", changes={"records": (gone, None), "days": (None, days)})
    return gone


def shown(job: Job) -> dict[str, Any]:
    """A job as its caller sees it."""
    return {
        "task_id": job.id,
        "kind": job.kind,
        "state": job.state,
        "progress": 1.0 if job.state == "SUCCESS" else job.percent / 100.0,
        "message": job.message,
        "result": job.result,
        "error": job.error,
        "attempts": job.attempt,
        "cancel_requested": job.cancel,
        "project_id": job.project_id,
        "created_at": job.created_at.isoformat(),
        "finished_at": job.finished_at.isoformat() if job.finished_at else None,
    }
