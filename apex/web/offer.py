"""What was typed and not saved, offered on the page of its form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from apex.actions import draft as action
from apex.actions.access import allows
from apex.actions.call import Call
from apex.store.project import Project
from apex.web import onward

KEY = "came_through"
_TAB = re.compile(r"[\w-]{8,40}", re.ASCII)
TREE = "tree"
BACK = "go:back"
"""Which form the page after a restore is; the colon keeps it out of designs."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One draft: when it was typed, where to take it up, where to drop it."""

    at: str
    take: str
    drop: str
    fields: Mapping[str, Any]


def form_address(project_id: str, form: str, **more: str) -> str:
    """The page of a form that keeps drafts."""
    room, _, stage = form.partition(".")
    if stage:
        return url_for("design.show_stage", project_id=project_id, stage=stage, **more)  # type: ignore[arg-type]
    page = {"design": "design.show", TREE: "tree.show"}.get(room, "project.show")
    return url_for(page, project_id=project_id, **more)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody typed, to stand in a form again: from a draft, or from the request that is answered."""

    fields: MultiDict[str, str]
    etag: str
    """The version it goes on from; empty for the one there is now."""
    tab: str
    returned: bool = False
    """Whether it is given back by the request that sent it, and so may be kept nowhere yet."""

    @property
    def reason(self) -> str:
        return self.fields.get("reason", "")


NOBODY = Taken(MultiDict(), "", "")
"""Nothing is typed: the form shows what is stored."""


def given_back(etag: str = "") -> Taken:
    """What this request sent."""
    return Taken(request.form, etag, request.form.get("tab", ""), returned=True)


def offers(call: Call, project: Project, form: str) -> list[Offer]:
    """The caller's drafts of a form, newest first, less the one that is open."""
    if not allows(call, project, "project.edit"):
        return []
    open_now = request.args.get("draft") or request.form.get("tab")
    return [
        Offer(
            held["at"],
            form_address(project.id, form, draft=held["tab"]),
            url_for("unsaved.drop", project_id=project.id, form=form, tab=held["tab"]),
            held["fields"],
        )
        for held in action.kept(call, project, form)
        if held["tab"] != open_now
    ]


def taken(call: Call, project: Project, form: str) -> Taken | None:
    """The draft the address asks for, if it is still there."""
    tab = request.args.get("draft", "")
    if not tab or not allows(call, project, "project.edit"):
        return None
    for held in action.kept(call, project, form):
        if held["tab"] == tab:
            pairs = [
                (name, value)
                for name, values in held["fields"].items()
                for value in (values if isinstance(values, list) else [values])
            ]
            return Taken(MultiDict(pairs), held["etag"], tab)
    return None


def settled(call: Call, project: Project, form: str) -> None:
    """The form came through: its draft is no longer needed, nor what the browser keeps of it until a page says so."""
    tab = request.form.get("tab", "")
    if tab:
        action.drop(call, project.id, form, tab)
        if _TAB.fullmatch(tab):
            onward.leave(KEY, tab)


def came_through() -> str:
    """The tabs whose forms were saved; it is said once, on whichever page of the browser comes first."""
    return " ".join(onward.found(KEY))
