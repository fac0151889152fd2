"""Forms typed in and not saved: kept for the person who typed them, and for nobody else.

None of it is on the log, since nothing of the project changes.
"""

from __future__ import annotations

from typing import Any

from apex.actions.call import Call
from apex.errors import ConflictError
from apex.schema.draft import Unsaved
from apex.store.draft import Draft, drafts_of, drop_draft, keep_draft, room_for
from apex.store.project import Project

MOST = 20


def keep(call: Call, project: Project, wanted: Unsaved) -> None:
    """Keep what stands in a form, in place of what the same tab kept of it before."""
    if not room_for(call.session, call.actor.id, project.id, wanted.form, wanted.tab, MOST):
        message = (
            f"{MOST} unsaved forms of this project are kept for you; save one or drop one "
            f"(DELETE /projects/{project.id}/unsaved/<form>/<tab>), then this one is kept too"
        )
        raise ConflictError(message)
    keep_draft(
        call.session,
        user_id=call.actor.id,
        project_id=project.id,
        form=wanted.form,
        tab=wanted.tab,
        etag=wanted.etag,
        fields=wanted.fields,
        at=call.now,
    )


def drop(call: Call, project_id: str, form: str, tab: str) -> bool:
    """Forget what one tab kept of a form; False if there was nothing."""
    return drop_draft(call.session, call.actor.id, project_id, form, tab)


def kept(call: Call, project: Project, form: str = "") -> list[dict[str, Any]]:
    """What the caller has typed and not saved in a project, newest first."""
    return [shown(row) for row in drafts_of(call.session, call.actor.id, project.id, form)]


def shown(row: Draft) -> dict[str, Any]:
    return {"form": row.form, "tab": row.tab, "etag": row.etag, "at": row.at.isoformat(), "fields": row.fields}
