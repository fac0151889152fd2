"""Who wants to be told of what was done is: a message for each endpoint, in the transaction that does it.

`Call.record` calls this, so no action can forget it. What is taken back leaves no message and no job.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from apex.schema.webhook import EVENTS
from apex.store.audit import Entry
from apex.store.identity import new_id
from apex.store.job import Job, put_in_line
from apex.store.member import member_role, part_in
from apex.store.project import Project, project_by_id
from apex.store.user import User
from apex.store.verb import Verb
from apex.store.webhook import BODY_MOST, Delivery, Webhook, listening, new_message_id

KIND = "webhook.deliver"
OWN = "webhook."
"""Jobs whose failure is told on their own page, and to no endpoint: it might be what fails."""
_VERBS = frozenset(event for event in EVENTS if event in set(Verb)) | {Verb.PROJECT_MOVED}


def announce(session: Session, entry: Entry, origin: str) -> None:
    """Put a message in line for every endpoint that listens to it and whose owner may see what it is about."""
    event = event_of(entry)
    if event is None:
        return
    heard = [(hook, owner) for hook, owner in listening(session) if event in hook.events]
    if not heard:
        return
    project = project_by_id(session, entry.project) if entry.project else None
    text = body_text(event, entry.at, told(entry, project, origin))
    for hook, owner in heard:
        if _may_see(session, owner, project):
            put_message(session, hook, event, text, entry.at, entry.request)


def event_of(entry: Entry) -> str | None:
    """What endpoints know it as; a move by where it led. None for what nobody is told."""
    if entry.verb not in _VERBS:
        return None
    if entry.verb == Verb.PROJECT_MOVED:
        return f"project.{(entry.changes or {})['status'][1]}"
    if entry.verb == Verb.JOB_FAILED and _kind(entry).startswith(OWN):
        return None
    return str(entry.verb)


def _kind(entry: Entry) -> str:
    return str((entry.changes or {}).get("kind", ("", ""))[1])


def _may_see(session: Session, owner: User, project: Project | None) -> bool:
    if owner.role == "admin":
        return True
    return project is not None and (
        part_in(project, owner.id, owner.role, member_role(session, project.id, owner.id)) is not None
    )


def told(entry: Entry, project: Project | None, origin: str) -> dict[str, Any]:
    """Ids, numbers and links: what else there is to know its receiver asks for, as somebody who may."""
    said: dict[str, Any] = {"object": {"kind": entry.kind, "id": entry.object}}
    if entry.verb == Verb.JOB_FAILED:
        said["object"]["job"] = _kind(entry)
        said["links"] = _links(origin, f"/tasks/{entry.object}")
    if project is None:
        return said
    place = f"/projects/{project.id}"
    said["project"] = {
        "id": project.id, "number": project.number, "version": project.version, "status": project.status,
    }  # fmt: skip
    if entry.verb == Verb.PROJECT_MOVED:
        said["project"]["status_before"] = (entry.changes or {})["status"][0]
    said.setdefault("links", _links(origin, place))
    if entry.verb == Verb.REPORT_MADE:
        said["links"]["report"] = f"{origin}/api/v1{place}/report.pdf"
    return said


def _links(origin: str, place: str) -> dict[str, str]:
    return {"page": f"{origin}{place}", "api": f"{origin}/api/v1{place}"}


def body_text(event: str, at: datetime, said: dict[str, Any]) -> str:
    """The message as it is signed and sent, the same in every attempt."""
    moment = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    text = json.dumps({"type": event, "timestamp": moment, "data": said}, separators=(",", ":"))
    if len(text) > BODY_MOST:
        raise AssertionError("a message holds ids, numbers and links alone")
    return text


def put_message(session: Session, hook: Webhook, event: str, text: str, at: datetime, request: str = "") -> Delivery:
    """One message and the job that sends it."""
    own = new_message_id()
    job = message_job(own, at, request)
    sent = Delivery(
        id=own, webhook_id=hook.id, event=event, body=text, log=[], due_at=at, job_id=job.id, created_at=at
    )  # fmt: skip
    session.add(sent)
    put_in_line(session, job)
    return sent


def message_job(message_id: str, at: datetime, request: str = "") -> Job:
    """A job of the house itself: whose deed a message tells of is not who sends it."""
    return Job(
        id=new_id(), kind=KIND, args={"delivery_id": message_id}, key=message_id, due_at=at, actor_id="system",
        request_id=request, created_at=at, updated_at=at,
    )  # fmt: skip
