"""Every address that can be opened, from the URL map, with values of the demo shop; one without a value fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from sqlalchemy import select

from apex.actions import link, share, webhook
from apex.actions.call import SYSTEM, Actor, Call, utc_now
from apex.actions.job import enqueue
from apex.extensions import db
from apex.jobs.attempt import attempt
from apex.schema.account import NewLink
from apex.schema.share import NewShare
from apex.schema.webhook import EVENTS
from apex.store.connect import writing
from apex.store.project import Project
from apex.store.user import User
from apex.store.vault import Vault
from tests.browser.shop import Shop
from tests.web.house import House

STRANGERS = {"login.show", "link.show", "share.show", "health.problem"}
"""Pages for people without an account."""
VALUES = {"version": 2, "a": 1, "b": 2, "stage": "sign", "code": "validation", "filename": "apex.css"}


@dataclass(frozen=True, slots=True)
class Place:
    """An address, and who opens it: nobody in particular for None."""

    endpoint: str
    path: str
    role: str | None


def places(shop: Shop) -> Iterator[Place]:
    """One of each route that can be opened; of the sketch also what stands on it when a sign does."""
    with shop.app.app_context():
        values = _values(shop)
    _report(shop, values["project_id"])
    values["file.show:file_id"] = _file(shop, values["project_id"])
    adapter = shop.app.url_map.bind("localhost")
    for rule in shop.app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.endpoint.startswith(("api_", "static", "oidc.")):
            given = {name: values[_name(rule.endpoint, name)] for name in rule.arguments}
            role = None if rule.endpoint in STRANGERS else "admin"
            yield Place(rule.endpoint, adapter.build(rule.endpoint, given), role)


def _name(endpoint: str, argument: str) -> str:
    return f"{endpoint}:{argument}" if argument in ("token", "file_id") else argument


def _values(shop: Shop) -> dict[str, object]:
    writing(db.session())
    call = Call(session=db.session(), actor=SYSTEM, now=utc_now())
    held = db.session.scalar(select(Project).where(Project.name == "Main Street pylon"))
    stranger = User(email="new@example.com", name="New", role="viewer", created_at=call.now, updated_at=call.now)
    db.session.add(stranger)
    db.session.flush()
    found = {
        **VALUES,
        "project_id": held.id,
        "user_id": stranger.id,
        "webhook_id": _webhook(call),
        "task_id": enqueue(call, "audit.head", {}).id,
        "share.show:token": share.make(call, held, NewShare(label="Owner", days=7))[0],
        "link.show:token": link.make(call, stranger, NewLink(kind="invite"))[0],
    }
    db.session.commit()
    return found


def _webhook(call: Call) -> str:
    """An endpoint that was sent a message and waits to be sent another."""
    owner = call.session.scalar(select(User).where(User.role == "admin"))
    mine = replace(call, actor=Actor(owner.id, owner.email, owner.name, owner.role))
    given = {"url": "https://crm.example.com/hooks/apex", "description": "CRM", "events": list(EVENTS[:6])}
    _, hook = webhook.add(mine, given, webhook.House(Vault("a secret of these pages"), ()))
    message = webhook.test(mine, hook)
    message.log = [{"at": call.now.isoformat(), "status": 503, "ms": 812, "error": ""},
                   {"at": call.now.isoformat(), "status": None, "ms": 3004, "error": "too slow"}]  # fmt: skip
    webhook.test(mine, hook).state = "failed"
    return hook.id


def _report(shop: Shop, project_id: object) -> None:
    """The permit package of the project, made as a worker makes it."""
    answer = House(shop.app).client("admin").post(f"/api/v1/projects/{project_id}/report")
    with shop.app.app_context():
        attempt(shop.app, answer.get_json()["result"]["task_id"])


def _file(shop: Shop, project_id: object) -> str:
    """The id of a file put on the project."""
    sent = {"file": (BytesIO(b"%PDF-1.4 the survey"), "survey.pdf")}
    answer = House(shop.app).client("admin").post(f"/api/v1/projects/{project_id}/files", data=sent)
    return answer.get_json()["result"]["id"]
