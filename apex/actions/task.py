"""Tasks as people handle them: those of a submission stand and fall together, all others alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from apex.actions import job as single
from apex.actions.access import demand_in
from apex.actions.call import Call
from apex.actions.submission import KINDS, SUBMIT, withdraw
from apex.errors import ConflictError
from apex.store.job import Job
from apex.store.project import project_by_id
from apex.store.submission import STEPS, Submission, steps_of

WORDS = {
    "seal": "sealing the calculation",
    "push": "telling the project management system",
    "finish": "changing the status",
}
"""What each step of a submission does."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a submission is: its step, what that does in words, and the job of it."""

    submission: Submission
    step: str
    word: str
    job: Job

    @property
    def state(self) -> str:
        """That of the whole: a step that is done leaves the rest waiting."""
        return "PENDING" if self.job.state in ("SUCCESS", "REVOKED") else self.job.state

    @property
    def percent(self) -> int:
        return round(100.0 * (STEPS.index(self.submission.step) + self.job.percent / 100.0) / len(STEPS))


def stage(call: Call, submission_id: str | None) -> Stage | None:
    """Where a submission that is under way is; None where it is over."""
    return _stages(call, [submission_id]).get(submission_id) if submission_id else None


def stages(call: Call, jobs: Sequence[Job]) -> dict[str, Stage]:
    """Where the submissions of jobs are, by job, in one query."""
    known = {job.id: named for job in jobs if (named := of(job)) is not None}
    found = _stages(call, set(known.values()))
    return {job_id: found[named] for job_id, named in known.items() if named in found}


def _stages(call: Call, ids: Collection[str]) -> dict[str, Stage]:
    found = steps_of(call.session, ids)
    return {named: Stage(held, held.step, WORDS[held.step], job) for named, (held, job) in found.items()}


def of(job: Job) -> str | None:
    """The submission a job belongs to."""
    if job.kind not in KINDS:
        return None
    return job.id if job.kind == SUBMIT else str(job.args["submission_id"])


def cancel(call: Call, job_id: str) -> Job:
    """End a task. A step of a submission ends all of it and frees the project."""
    job = single.found(call, job_id)
    submission = of(job)
    if submission is None:
        return single.cancel(call, job_id)
    withdraw(call, submission)
    return single.found(call, job_id)


def retry(call: Call, job_id: str) -> Job:
    """Have it done once more; of a submission the step that failed."""
    job = single.found(call, job_id)
    submission = of(job)
    if submission is None:
        return single.retry(call, job_id)
    at = stage(call, submission)
    if at is None:
        raise ConflictError("the submission is over; submit the project again")
    project = project_by_id(call.session, at.submission.project_id)
    assert project is not None
    demand_in(call, project, "project.submit")
    single.retry(call, at.job.id)
    return single.found(call, job_id)


def shown(call: Call, job: Job) -> dict[str, object]:
    """A task as its caller sees it. That of a whole submission tells how its step stands."""
    return told(job, stage(call, of(job)))


def told(job: Job, at: Stage | None) -> dict[str, object]:
    """The same, where it is known at which stage the submission is that it belongs to."""
    alone = single.shown(job)
    if at is None or at.submission.id != job.id or at.job.id == job.id:
        return alone
    return alone | {
        "state": at.state,
        "progress": at.percent / 100.0,
        "message": at.word,
        "error": at.job.error,
        "attempts": at.job.attempt,
        "step": at.step,
        "step_task_id": at.job.id,
    }
