"""Who hears of what by e-mail, and in which words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from apex.actions.call import Call
from apex.actions.mail import Draft, post
from apex.store.member import Member
from apex.store.project import Project
from apex.store.user import User
from apex.store.vault import Vault

LINKS = {
    "invite": ("Your account in APEX", "There is an account for you in APEX. Choose your password here:"),
    "reset": ("A new password for APEX", "Choose a new password for your account in APEX here:"),
}
"""What each kind of link says of itself: its subject, and what stands before it."""


def tell_link(call: Call, user: User, kind: str, address: str, until: datetime, vault: Vault) -> None:
    """The link to whom it is for. It is a secret: it is kept closed, and not at all once it is sent or over."""
    subject, before = LINKS[kind]
    text = f"{before}\n\n{address}\n\nThe link works once, until {until:%Y-%m-%d %H:%M} UTC.\n"
    post(call, vault, Draft(kind=f"link.{kind}", to=user.email, subject=subject, text=text, until=until))


def tell_submitted(call: Call, project: Project, vault: Vault, origin: str | None) -> int:
    """A message to whoever decides on the project and may see it, to its owner and to who submitted it."""
    said = _text(call, project, origin)
    subject = f"{project.number} {project.name}: submitted"
    found = _readers(call, project)
    for email in found:
        post(call, vault, Draft(kind="submission", to=email, subject=subject, text=said), project)
    return len(found)


def _readers(call: Call, project: Project) -> list[str]:
    decides = User.role == "approver"
    if project.visibility != "organization":
        members = select(Member.user_id).where(Member.project_id == project.id)
        decides &= User.id.in_(members)
    wanted = or_(decides, User.id.in_((project.owner_id, call.actor.id)))
    return list(call.session.scalars(select(User.email).where(User.active, wanted).order_by(User.email)))


def _text(call: Call, project: Project, origin: str | None) -> str:
    """Plain text, the same for all of them."""
    known = f" ({project.pm_number})" if project.pm_number else ""
    lines = [
        f"{call.actor.called or 'APEX'} submitted {project.number}{known}, {project.name}.",
        "",
        *(f"{word}: {value}" for word, value in _facts(project) if value),
        "",
        "The calculation is sealed, and the design is read-only. Somebody who approves accepts or rejects it.",
    ]
    if origin:
        lines += ["", f"{origin}/projects/{project.id}"]
    return "\n".join(lines) + "\n"


def _facts(project: Project) -> tuple[tuple[str, str], ...]:
    return ("Customer", project.customer), ("Site", project.site_name), ("Address", project.address)
