"""The steps of a submission: `project.seal`, `project.push` where there is a system to push to, `project.submit`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app

from apex.actions.call import Call
from apex.actions.notice import tell_submitted
from apex.actions.submission import WithdrawnError, at_step, finished, numbered, previous_number, sealed
from apex.errors import ConflictError
from apex.extensions import db
from apex.jobs.kind import Done, Task
from apex.jobs.lease import CancelledError
from apex.jobs.mail import postbox
from apex.jobs.outside import services
from apex.outside.pm import push
from apex.settings import Settings
from apex.store.calculation import calculation_by_id
from apex.store.project import Project
from apex.store.retry import transact
from apex.store.submission import Step, go_on
from apex.store.user import User


def _settings() -> Settings:
    found: Settings = current_app.extensions["apex_settings"]
    return found


def _unless_withdrawn(step: Callable[[Call], object]) -> Callable[[Call], None]:
    """An effect that counts for nothing, and ends its job as cancelled, where the submission is over by then."""

    def effect(call: Call) -> None:
        if not step(call):
            raise CancelledError

    return effect


def _at(task: Task, named: str, step: Step) -> Project:
    """The project of a submission that waits for a step; a job of one that was withdrawn ends as cancelled."""
    try:
        return at_step(task.call, named, step)[1]
    except WithdrawnError:
        raise CancelledError from None


def seal_calculation(task: Task) -> Done:
    """Nothing is computed: what was computed when the design was saved is sealed."""
    named, wanted = str(task.args["submission_id"]), _settings().pm is not None
    _at(task, named, "seal")
    task.call.session.rollback()
    task.lease.progress(0.5, "sealing the calculation")
    return Done({"submission_id": named}, _unless_withdrawn(lambda call: sealed(call, named, push=wanted)))


def push_project(task: Task) -> Done:
    """The system is asked under the submission's id, however often, and knows one project by it."""
    named, chosen = str(task.args["submission_id"]), _settings().pm
    project = _at(task, named, "push")
    told = payload(task.call, project, named)
    task.call.session.rollback()
    if chosen is None:
        raise ConflictError("no project management system is set any more (APEX_PM_URL); cancel the submission")
    task.lease.progress(0.2, "telling the project management system")
    _note(named, unanswered=True)
    try:
        number = push(services(), chosen, named, told)
    except ConflictError:
        _note(named, unanswered=False)
        raise
    return Done({"submission_id": named, "number": number}, _kept(named, number), lasting=True)


def _kept(named: str, number: str) -> Callable[[Call], None]:
    """The number is worth keeping also where the submission was withdrawn while the system thought about it."""

    def effect(call: Call) -> None:
        numbered(call, named, number)

    return effect


def _note(named: str, *, unanswered: bool) -> None:
    """Whether an answer is owed, in a transaction of its own, so that it is known even if this worker dies now. A
    submission that was withdrawn meanwhile is none to ask for.
    """
    session = db.session()
    if not transact(session, lambda: go_on(session, named, "push", {"unanswered": unanswered})):
        raise CancelledError


def payload(call: Call, project: Project, named: str) -> dict[str, Any]:
    """What the other system is told."""
    held = calculation_by_id(call.session, project.calculation_id)
    owner = call.session.get(User, project.owner_id)
    origin = _settings().public_url
    result = held.envelope["result"] if held else {}
    return {
        "submission": named,
        "id": project.id,
        "number": project.number,
        "pm_number": previous_number(call, project),
        "name": project.name,
        "customer": project.customer,
        "site_name": project.site_name,
        "address": project.address,
        "description": project.description,
        "owner": owner.email if owner else "",
        "submitted_by": call.actor.email,
        "version": project.version,
        "summary": result.get("summary"),
        "content_sha256": held.content_sha256 if held else None,
        "url": f"{origin}/projects/{project.id}" if origin else None,
    }


def finish_submission(task: Task) -> Done:
    """The status changes, and whoever should know is written to, in one transaction."""
    named = task.lease.job_id
    project = _at(task, named, "finish")
    result = {"project_id": project.id, "status": "submitted", "number": project.number, "pm_number": project.pm_number}
    task.call.session.rollback()
    task.lease.progress(0.5, "changing the status")
    vault, origin = postbox(), _settings().public_url

    def step(call: Call) -> bool:
        submitted = finished(call, named)
        if submitted is not None and vault is not None:
            tell_submitted(call, submitted, vault, origin)
        return submitted is not None

    return Done(result, _unless_withdrawn(step))
