"""Fetching a project and the right to it in one step: what is not yours to see is not there."""

from __future__ import annotations

from apex.actions.call import Call
from apex.actions.permission import READING, Permission, demand, may
from apex.errors import ApexError, AuthorizationError, NotFoundError, ReadOnlyError
from apex.store.member import member_role, part_in, project_and_role
from apex.store.project import Project
from apex.store.verb import Verb


class HiddenError(NotFoundError):
    """The project exists and is not the caller's to see; the answer does not say so, the log does."""


def fetch(call: Call, project_id: str, permission: Permission) -> Project:
    """The project, 404 before 403."""
    found = project_and_role(call.session, project_id, call.actor.id)
    if found is None:
        raise NotFoundError("there is no such project")
    project, named = found
    call.parts[project.id] = named
    role = part_in(project, call.actor.id, call.actor.role, named)
    if role is None:
        raise HiddenError("there is no such project")
    _demand(call, role, permission)
    return project


def demand_in(call: Call, project: Project, permission: Permission) -> None:
    """Demand a permission in a project that was fetched with a smaller one."""
    _demand(call, role_in(call, project), permission)


def _demand(call: Call, role: str | None, permission: Permission) -> None:
    demand(call.actor, permission)
    if role is None or (role not in CHANGING and permission not in READING):
        raise AuthorizationError("you can read this project and not change it")


def allows(call: Call, project: Project, permission: Permission) -> bool:
    """What `demand_in` would say, for pages that offer only what can be done."""
    if not may(call.actor, permission):
        return False
    role = role_in(call, project)
    return role in CHANGING or (role is not None and permission in READING)


CHANGING = ("owner", "editor")


def role_in(call: Call, project: Project) -> str | None:
    """What the caller is in a project: owner, editor, viewer, or nothing at all."""
    if project.id not in call.parts:
        call.parts[project.id] = member_role(call.session, project.id, call.actor.id)
    return part_in(project, call.actor.id, call.actor.role, call.parts[project.id])


def demand_owner(call: Call, project: Project) -> None:
    """Demand to be an owner of the project; an administrator is one of every project."""
    if role_in(call, project) != "owner":
        raise AuthorizationError("only an owner of the project, or an administrator, can do this")


def demand_standing(project: Project) -> None:
    """Demand that the project was not put away."""
    if project.status == "archived":
        raise ReadOnlyError(f"the project is archived; move it to {project.previous_status} to go on")


def record_refusal(call: Call, error: ApexError, method: str, path: str) -> None:
    """Refused access goes on the log in a transaction of its own."""
    call.record(Verb.ACCESS_REFUSED, "request", path, reason=f"{method} {error.status} {error.code}: {error.message}")
