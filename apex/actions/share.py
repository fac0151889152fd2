"""Links that show a project to somebody without an account: made, revoked, opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from apex.actions.access import demand_standing
from apex.actions.call import Call
from apex.errors import NotFoundError
from apex.report.result import sealed_drawing
from apex.schema.share import NewShare
from apex.store.calculation import calculation_by_id
from apex.store.identity import digest, new_secret
from apex.store.project import Project
from apex.store.seal import sealed_calculations
from apex.store.share import Share, close_shares, open_share, opened_on
from apex.store.verb import Verb


def make(call: Call, project: Project, wanted: NewShare) -> tuple[str, Share]:
    """A link. Its token is returned and not kept."""
    demand_standing(project)
    token = new_secret()
    share = Share(
        project_id=project.id,
        secret_sha256=digest(token),
        label=wanted.label,
        actor_id=call.actor.id,
        at=call.now,
        expires_at=call.now + timedelta(days=wanted.days),
    )
    call.session.add(share)
    call.session.flush()
    told = {"label": (None, wanted.label), "days": (None, wanted.days)}
    call.record(Verb.SHARE_MADE, "share", share.id, project=project.id, changes=told)
    return token, share


def revoke(call: Call, project: Project, share_id: str = "") -> list[str]:
    """End one link, or all there are; the ids of those that were live until now."""
    ended = close_shares(call.session, project.id, call.now, share_id)
    for each in ended:
        call.record(Verb.SHARE_REVOKED, "share", each, project=project.id)
    return ended


def opened(call: Call, token: str) -> tuple[Share, Project]:
    """What a link shows. One that was never made, is revoked or over, or leads to an archived project is the same."""
    found = open_share(call.session, digest(token), call.now)
    if found is None:
        raise NotFoundError("this link does not lead anywhere")
    return found


def record_opening(call: Call, share_id: str, project_id: str) -> None:
    """Put on the log that a link was opened, once a day."""
    if not opened_on(call.session, share_id, call.now, lock=True):
        call.record(Verb.SHARE_OPENED, "share", share_id, project=project_id)


def due(call: Call, share_id: str) -> bool:
    """Whether this opening would be the first of the day on the log."""
    return not opened_on(call.session, share_id, call.now)


def shown(call: Call, share: Share, by: str) -> dict[str, Any]:
    """A link as those who may revoke it see it, without its token."""
    over = share.expires_at is not None and share.expires_at <= call.now
    return {
        "id": share.id,
        "label": share.label,
        "state": "revoked" if share.revoked_at else "expired" if over else "live",
        "by": by,
        "at": share.at.isoformat(),
        "expires_at": share.expires_at.isoformat() if share.expires_at else None,
        "revoked_at": share.revoked_at.isoformat() if share.revoked_at else None,
    }


def public(call: Call, project: Project) -> dict[str, Any]:
    """What somebody without an account sees of a project; every name is chosen here, nothing else goes out."""
    sealed = _sealed(call, project)
    result: dict[str, Any] = {
        "number": project.number,
        "name": project.name,
        "site_name": project.site_name,
        "address": project.address,
        "status": "sealed" if sealed else "not sealed",
        "verdict": None,
        "conditions": [],
        "facts": [],
        "total_usd": None,
        "drawing": "",
    }
    found = calculation_by_id(call.session, project.calculation_id)
    if found is None:
        return result
    view, price = found.sheet["view"], found.envelope["result"]["price"]
    return result | {
        "verdict": {name: view[name] for name in ("title", "text", "tone")},
        # Those of calculations of an earlier engine are told by their words alone.
        "conditions": view.get("conditions", []),
        "facts": [{"name": name, "value": value} for name, value in view["facts"]],
        "total_usd": price["total_usd"] if price else None,
        "drawing": sealed_drawing(view["drawing"]) if sealed else view["drawing"],
    }


def _sealed(call: Call, project: Project) -> bool:
    """Whether the calculation shown is one that was sealed, and nothing was changed since."""
    return project.calculation_id in sealed_calculations(call.session, project.id, project.calculation_id)
