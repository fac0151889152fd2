"""Who is in a project, and as what. Only its owners and administrators say so."""

from __future__ import annotations

from typing import Any

from apex.actions.access import demand_owner
from apex.actions.call import Call
from apex.actions.revision import tag
from apex.engine.envelope import sha256
from apex.errors import ConflictError, InvalidInputError, NotFoundError, Problem
from apex.schema.member import NewMember
from apex.store.member import Member, drop_member, members_of, put_member
from apex.store.project import Project
from apex.store.user import User, user_by_email
from apex.store.verb import Verb


def put(call: Call, project: Project, wanted: NewMember) -> tuple[User, bool]:
    """Have a person be in the project as this; also who they are, and whether they were not in it before."""
    demand_owner(call, project)
    user = user_by_email(call.session, wanted.email)
    if user is None or not user.active:
        raise InvalidInputError([Problem("email", "nobody has an account with this e-mail", "unknown")])
    if user.id == project.owner_id:
        raise ConflictError(f"{user.email} owns the project, which no part in it changes")
    before = put_member(call.session, project.id, user.id, wanted.role, call.now)
    if before != wanted.role:
        told = {"role": (before, wanted.role)}
        verb = Verb.MEMBER_CHANGED if before else Verb.MEMBER_ADDED
        call.record(verb, "member", user.id, project=project.id, changes=told)
    return user, before is None


def remove(call: Call, project: Project, member: Member) -> None:
    """Take a person out of the project, found by `member_in`, who still is in it as what was seen."""
    if not drop_member(call.session, project.id, member.user_id, member.role):
        raise NotFoundError("there is no such member")
    told = {"role": (member.role, None)}
    call.record(Verb.MEMBER_REMOVED, "member", member.user_id, project=project.id, changes=told)


def member_in(call: Call, project: Project, user_id: str) -> Member:
    """A member, for who may change them; 404 before 403, as everywhere."""
    found = call.session.get(Member, (project.id, user_id))
    if found is None and user_id != project.owner_id:
        raise NotFoundError("there is no such member")
    demand_owner(call, project)
    if found is None or user_id == project.owner_id:
        raise ConflictError("the project's owner cannot be taken out of it")
    return found


def people(call: Call, project: Project) -> list[dict[str, Any]]:
    """Everybody in a project: whose it is, then its members by e-mail."""
    owner = call.session.get_one(User, project.owner_id)
    first = {**_person(owner), "role": "owner", "since": project.created_at.isoformat(), "etag": None}
    return [first, *(shown(row, user) for row, user in members_of(call.session, project.id))]


def shown(member: Member, user: User) -> dict[str, Any]:
    """A member as an answer names them."""
    return {**_person(user), "role": member.role, "since": member.added_at.isoformat(), "etag": etag(member)}


def _person(user: User) -> dict[str, Any]:
    return {"user_id": user.id, "email": user.email, "name": user.name}


def etag(member: Member) -> str:
    return tag(1, sha256([member.project_id, member.user_id, member.role]))
