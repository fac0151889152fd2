"""Queueing, watching, cancelling and retrying jobs: what people and other actions do with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from apex.actions.access import HiddenError, role_in
from apex.actions.call import Call
from apex.errors import ConflictError, NotFoundError
from apex.store.job import HELD, MOST, Job, begin_again, forget_jobs, job_by_id, live_job, revoke
from apex.store.project import Project
from apex.store.submission import waited_at
from apex.store.verb import Verb

QUEUED = "apex_queued"
"""Under which a session keeps the ids of jobs that its commit lets loose."""
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
    living = live_job(call.session, kind, key) if key else None
    if living is not None:
        return living
    job = Job(
        kind=kind,
        args=dict(args),
        key=key or None,
        most=most,
        due_at=HELD if held else call.now + after,
        actor_id=call.actor.id,
        project_id=project.id if project else None,
        request_id=call.request_id,
        created_at=call.now,
        updated_at=call.now,
    )
    try:
        with call.session.begin_nested():
            call.session.add(job)
    except IntegrityError:
        # Somebody else queued the same between the look and the insert.
        living = live_job(call.session, kind, key)
        if living is None:
            raise
        return living
    call.session.info.setdefault(QUEUED, []).append(job.id)
    call.record(Verb.JOB_QUEUED, "job", job.id, project=job.project_id or "", changes={"kind": (None, kind)})
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
    if call.actor.role == "admin" or job.actor_id == call.actor.id:
        return True
    project = call.session.scalar(select(Project).where(Project.id == job.project_id))
    return project is not None and role_in(call, project) is not None


def mine(call: Call) -> list[ColumnElement[bool]]:
    """Which jobs the caller's list shows: their own, all of them to an administrator."""
    return [] if call.actor.role == "admin" else [Job.actor_id == call.actor.id]


def cancel(call: Call, job_id: str) -> Job:
    """End a waiting job; a running one ends at its next point of progress."""
    job = found(call, job_id)
    was = revoke(call.session, job.id, call.now)
    if was is None:
        raise ConflictError(f"the task is over: {job.state}")
    call.record(Verb.JOB_CANCELLED, "job", job.id, project=job.project_id or "")
    return found(call, job_id)


def retry(call: Call, job_id: str) -> Job:
    """Have a failed or cancelled job done once more."""
    job = found(call, job_id)
    other = live_job(call.session, job.kind, job.key) if job.key else None
    if other is not None:
        raise ConflictError(f"another task does the same now: {other.id}")
    if not begin_again(call.session, job.id, call.now):
        raise ConflictError(f"the task is {job.state}; only a failed or cancelled one is done again")
    call.session.info.setdefault(QUEUED, []).append(job.id)
    call.record(Verb.JOB_RETRIED, "job", job.id, project=job.project_id or "")
    return found(call, job_id)


def forget(call: Call, days: int = JOBS_KEPT) -> int:
    """Remove the records of jobs that were over so many days ago, but those a submission still waits at."""
    return forget_jobs(call.session, call.now - timedelta(days=days), Job.id.not_in(waited_at()))


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
