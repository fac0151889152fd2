"""Submitting a project, step by step: each step a job of its own, which queues the next one in its own transaction.

The calculation is sealed, the project management system is told where there is one and its number is kept, then the
status changes and people hear of it. From the beginning to the end the design is read-only.
"""

from __future__ import annotations

from collections.abc import Sequence

from apex.actions.access import demand_in
from apex.actions.call import Call
from apex.actions.job import enqueue
from apex.actions.revision import revise
from apex.actions.status import change, legal, seal, sealable
from apex.errors import ConflictError, EndingError
from apex.store.calculation import calculation_by_id
from apex.store.job import MOST, Job, announce_job, begin_again, drop, let_go, revoke
from apex.store.project import Project, project_by_id
from apex.store.seal import supersede
from apex.store.submission import (
    DONE,
    PENDING,
    WITHDRAWN,
    Step,
    Submission,
    end,
    given_up,
    go_on,
    known_as,
    submission_by_id,
)
from apex.store.verb import Verb

SUBMIT, SEAL, PUSH = "project.submit", "project.seal", "project.push"
KINDS = (SUBMIT, SEAL, PUSH)


class WithdrawnError(ConflictError):
    """Somebody cancelled the submission before the step began."""


def begin(call: Call, project: Project, seen: int, reason: str = "") -> Job:
    """Begin a submission; what is given back is the task that ends when the project is submitted."""
    legal(project, "submitted")
    sealed = sealable(call, project)
    task = enqueue(call, SUBMIT, {"project_id": project.id}, key=project.id, project=project, held=True)
    if submission_by_id(call.session, task.id) is not None:
        # Of one that was withdrawn in its last step: it has not heard of it yet.
        raise EndingError("the submission that was cancelled is still ending; submit again in a moment")
    revise(call, project, seen, {"submission_id": task.id}, verb=Verb.SUBMISSION_BEGUN, reason=reason)
    first = enqueue(call, SEAL, {"submission_id": task.id}, key=task.id, project=project)
    call.session.add(
        Submission(
            id=task.id,
            project_id=project.id,
            calculation_id=sealed.id,
            job_id=first.id,
            actor_id=call.actor.id,
            created_at=call.now,
        )
    )
    call.session.flush()
    return task


def at_step(call: Call, submission_id: str, step: Step) -> tuple[Submission, Project]:
    """A submission that waits for a step, with its project, as they stand."""
    found = submission_by_id(call.session, submission_id)
    project = project_by_id(call.session, found.project_id) if found else None
    if found is not None and found.state == WITHDRAWN:
        raise WithdrawnError("the submission was cancelled")
    if found is None or project is None or (found.state, found.step) != (PENDING, step):
        raise ConflictError("the submission is over, or further by now")
    return found, project


def _locked(call: Call, submission_id: str, step: Step) -> tuple[Submission, Project] | None:
    """The same for a writer: nobody else changes the project until the commit. None where it is there no more."""
    found = submission_by_id(call.session, submission_id)
    project = project_by_id(call.session, found.project_id) if found else None
    if found is None or project is None:
        return None
    call.session.refresh(project, with_for_update=True)
    call.session.refresh(found)
    return (found, project) if (found.state, found.step) == (PENDING, step) else None


def sealed(call: Call, submission_id: str, *, push: bool) -> bool:
    """Seal the calculation, and queue the next step: the push, where there is somebody to push to."""
    held = _locked(call, submission_id, "seal")
    if held is None:
        return False
    submission, project = held
    calculation = calculation_by_id(call.session, submission.calculation_id)
    assert calculation is not None
    seal(call, project, calculation)
    if push:
        job = enqueue(call, PUSH, {"submission_id": submission.id}, key=submission.id, project=project)
        return go_on(call.session, submission.id, "seal", {"step": "push", "job_id": job.id})
    return _last(call, submission, "seal")


def numbered(call: Call, submission_id: str, number: str) -> bool:
    """Keep the number the project got. Of a submission that was withdrawn meanwhile only the submission keeps it, for
    the next one to name.
    """
    held = _locked(call, submission_id, "push")
    if held is None:
        late = submission_by_id(call.session, submission_id)
        if late is not None:
            late.number = number
        return False
    submission, project = held
    submission.number = number
    if project.pm_number != number:
        revise(call, project, project.version, {"pm_number": number}, verb=Verb.PROJECT_NUMBERED)
    ask_again(call, given_up(call.session))
    return _last(call, submission, "push")


def _last(call: Call, submission: Submission, step: Step) -> bool:
    """Let the last step go, which is the task people watch."""
    values = {"step": "finish", "job_id": submission.id, "unanswered": False}
    if not go_on(call.session, submission.id, step, values) or not let_go(call.session, submission.id, call.now):
        return False
    announce_job(call.session, submission.id)
    return True


def finished(call: Call, submission_id: str) -> Project | None:
    """The project is submitted; None where the submission was withdrawn."""
    held = _locked(call, submission_id, "finish")
    if held is None:
        return None
    submission, project = held
    change(call, project, project.version, "submitted")
    end(call.session, submission.id, DONE, call.now)
    return project


def withdraw(call: Call, submission_id: str) -> None:
    """Free the project. A seal that was put on stays, as seals do, and is superseded; what the other system was told
    it keeps.
    """
    found = submission_by_id(call.session, submission_id)
    project = project_by_id(call.session, found.project_id) if found else None
    if found is None or project is None:
        raise ConflictError("there is no such submission any more")
    demand_in(call, project, "project.submit")
    # In the order in which a step takes them: its job, the project, the submission, the task.
    begun = found.job_id
    _end_step(call, begun)
    call.session.refresh(project, with_for_update=True)
    call.session.refresh(found)
    if found.job_id not in (begun, submission_id):
        # The step ended while its job was waited for, and queued the next one.
        _end_step(call, found.job_id)
    if not end(call.session, submission_id, WITHDRAWN, call.now):
        raise ConflictError(f"the submission is over: the project is {project.status}")
    revise(call, project, project.version, {"submission_id": None}, verb=Verb.SUBMISSION_WITHDRAWN)
    supersede(call.session, project.id, project.version, call.now)
    revoke(call.session, submission_id, call.now)
    call.record(Verb.JOB_CANCELLED, "job", submission_id, project=project.id)


def _end_step(call: Call, job_id: str) -> None:
    revoke(call.session, job_id, call.now)
    drop(call.session, job_id, call.now)


def ask_again(call: Call, jobs: Sequence[Job], most: int = MOST) -> int:
    """Have pushes that gave up tried so many times more; how many those were."""
    begun = [job.id for job in jobs if begin_again(call.session, job.id, call.now, most, revoked=False)]
    for job_id in begun:
        announce_job(call.session, job_id)
    return len(begun)


def previous_number(call: Call, project: Project) -> str | None:
    """What the other system calls the project, as far as it ever said."""
    return project.pm_number or known_as(call.session, project.id)
