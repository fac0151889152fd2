"""Who may do what: one table. What is not in it nobody may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from apex.actions.call import Actor
from apex.errors import AuthorizationError
from apex.schema.account import Role

Permission = Literal[
    "solve",
    "project.read",
    "project.create",
    "project.edit",
    "project.submit",
    "project.decide",
    "project.share",
    "task.edit",
    "account.read",
    "account.edit",
    "user.manage",
    "audit.read",
    "webhook.manage",
]
EVERYBODY: frozenset[Role] = frozenset(get_args(Role))
MAKERS: frozenset[Role] = frozenset({"estimator", "engineer", "admin"})
DECIDERS: frozenset[Role] = frozenset({"approver", "admin"})
ADMINS: frozenset[Role] = frozenset({"admin"})
ROLES: Mapping[Permission, frozenset[Role]] = {
    "solve": EVERYBODY,
    "project.read": EVERYBODY,
    "project.create": MAKERS,
    "project.edit": MAKERS,
    "project.submit": MAKERS,
    "project.decide": DECIDERS,
    "project.share": MAKERS,
    "task.edit": EVERYBODY,
    "account.read": EVERYBODY,
    "account.edit": EVERYBODY,
    "user.manage": ADMINS,
    "audit.read": ADMINS,
    "webhook.manage": ADMINS,
}
SCOPE: Mapping[Permission, str] = {
    "solve": "read",
    "project.read": "read",
    "account.read": "read",
    "user.manage": "admin",
    "audit.read": "admin",
    "webhook.manage": "admin",
}
"""What a token needs for a permission; `write` for those not named."""
READING: frozenset[Permission] = frozenset({"project.read", "task.edit"})
"""What a member who is only a viewer of a project may do in it."""


def may(actor: Actor, permission: Permission) -> bool:
    """Whether role and token both allow it."""
    return actor.role in ROLES[permission] and SCOPE.get(permission, "write") in actor.scopes


def demand(actor: Actor, permission: Permission) -> None:
    if actor.role not in ROLES[permission]:
        raise AuthorizationError(f"the role {actor.role} does not include {permission}")
    scope = SCOPE.get(permission, "write")
    if scope not in actor.scopes:
        raise AuthorizationError(f"this token does not have the scope {scope}")
