"""Tasks as people handle them: those of a submission stand and fall together, all others alone."""

from __future__ import annotations

from dataclasses import dataclass

from apex.actions import job as single
from apex.actions.access import demand_in
from apex.actions.call import Call
from apex.actions.submission import KINDS, SUBMIT, withdraw
from apex.errors import ConflictError
from apex.store.job import Job, job_by_id
from apex.store.project import project_by_id
from apex.store.submission import PENDING, STEPS, Submission, submission_by_id

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
    held = submission_by_id(call.session, submission_id) if submission_id else None
    job = job_by_id(call.session, held.job_id) if held is not None and held.state == PENDING else None
    return Stage(held, held.step, WORDS[held.step], job) if held is not None and job is not None else None


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
    told = single.shown(job)
    at = stage(call, job.id) if job.kind == SUBMIT else None
    if at is None or at.job.id == job.id:
        return told
    return told | {
        "state": at.state,
        "progress": at.percent / 100.0,
        "message": at.word,
        "error": at.job.error,
        "attempts": at.job.attempt,
        "step": at.step,
        "step_task_id": at.job.id,
    }
