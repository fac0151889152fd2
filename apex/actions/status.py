"""The statuses of a project and the ways between them."""

from __future__ import annotations

from collections.abc import Mapping

from apex.actions.call import Call
from apex.actions.permission import Permission
from apex.actions.revision import revise
from apex.errors import InvalidInputError, NotReadyError, Problem, ReadOnlyError, SubmittingError, TransitionError
from apex.schema.project import Move
from apex.store.calculation import Calculation, calculation_by_id
from apex.store.project import Project
from apex.store.seal import Seal
from apex.store.verb import Verb

WAYS: Mapping[str, tuple[str, ...]] = {
    "draft": ("estimating", "archived"),
    "estimating": ("submitted", "archived"),
    "submitted": ("accepted", "rejected"),
    "rejected": ("estimating",),
    "accepted": (),
}
NEEDS: Mapping[str, Permission] = {
    "submitted": "project.submit",
    "accepted": "project.decide",
    "rejected": "project.decide",
}
"""What a target asks of who moves there; editing, where nothing is named."""
EDITABLE = ("draft", "estimating")


def ways(project: Project) -> tuple[str, ...]:
    """Where a project can go from where it stands."""
    if project.status == "archived":
        return (project.previous_status or "draft",)
    return WAYS[project.status]


def needed(to: str) -> Permission:
    return NEEDS.get(to, "project.edit")


def open_now(project: Project) -> bool:
    """Whether the design may be edited now, whoever asks."""
    return project.status in EDITABLE and project.submission_id is None


def not_submitting(project: Project) -> None:
    """`SubmittingError` while a submission is under way."""
    if project.submission_id is not None:
        raise SubmittingError(project.submission_id)


def design_open(project: Project) -> None:
    """`ReadOnlyError` unless the design may be edited now."""
    not_submitting(project)
    if project.status not in EDITABLE:
        way = {
            "rejected": "; move it to estimating to go on",
            "archived": f"; move it to {project.previous_status} to go on",
        }.get(project.status, "")
        raise ReadOnlyError(f"the design is read-only while the project is {project.status}{way}")


def legal(project: Project, to: str) -> None:
    """`TransitionError` unless the project can become that now; it names what it can become."""
    known = ways(project)
    if to not in known:
        said = f"it can become {' or '.join(known)}" if known else "that is its last status"
        raise TransitionError(f"a project that is {project.status} cannot become {to}; {said}")
    not_submitting(project)


def move(call: Call, project: Project, seen: int, wanted: Move) -> Project:
    """Change the status. Its legality is judged before its reason; submitting seals the calculation."""
    legal(project, wanted.to)
    if project.status == "rejected" and not wanted.reason.strip():
        raise InvalidInputError([Problem("reason", "say why the project is opened again", "missing")])
    sealed = sealable(call, project) if wanted.to == "submitted" else None
    change(call, project, seen, wanted.to, wanted.reason)
    if sealed is not None:
        seal(call, project, sealed)
    return project


def change(call: Call, project: Project, seen: int, to: str, reason: str = "") -> None:
    """Write the status; a submission that led there is over."""
    previous = project.status if to == "archived" else None
    values = {"status": to, "previous_status": previous, "submission_id": None}
    revise(call, project, seen, values, verb=Verb.PROJECT_MOVED, reason=reason)


def sealable(call: Call, project: Project) -> Calculation:
    """The calculation to be sealed, or every reason there is none."""
    found = calculation_by_id(call.session, project.calculation_id)
    if found is None:
        message = "the design is not complete or is out of scope: nothing was computed"
        raise NotReadyError(message, [Problem("design", message, "not_ready", "not_ready")])
    failed = [row for row in found.envelope["trace"]["data"]["checks"] if not row["pass"]]
    if failed or not found.passes:
        problems = [
            Problem("checks", f"{row['name']} fails at a ratio of {row['ratio']}", "not_ready", "not_ready")
            for row in failed
        ]
        raise NotReadyError("a project that fails a check cannot be submitted", problems)
    return found


def seal(call: Call, project: Project, sealed: Calculation) -> None:
    """Put a seal on what was computed of the project as it stands."""
    call.session.add(
        Seal(
            project_id=project.id,
            version=project.version,
            calculation_id=sealed.id,
            content_sha256=sealed.content_sha256,
            actor_id=call.actor.id,
            at=call.now,
        )
    )
    call.record(
        Verb.CALCULATION_SEALED,
        "calculation",
        sealed.id,
        project=project.id,
        changes={"content_sha256": (None, sealed.content_sha256)},
    )
