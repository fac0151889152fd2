"""The first page of somebody with an account: what waits, their projects, what happened, and what to do first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, url_for

from apex.actions import home as action
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.permission import may
from apex.web.offer import form_address
from apex.web.respond import View, respond
from apex.web.route import mount

bp = Blueprint("home", __name__)
FORMS = {
    "overview": "the overview", "design": "the design", "design.site": "the site", "design.sign": "the sign",
    "design.support": "the support", "design.foundation": "the foundation", "design.baseplate": "the base plate",
    "design.pricing": "the price", "tree": "the parts",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: where it leads, what it is, of which project, and since when."""

    address: str
    what: str
    number: str
    project: str
    at: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """What somebody sees first."""

    waiting: list[Waiting]
    projects: list[dict[str, Any]]
    shared: list[dict[str, Any]]
    news: list[dict[str, Any]]
    can_create: bool
    more_answers: int
    """Answers of customers that wait beside those shown."""


@mount(bp, "/", ["GET"], "project.read")
def show(call: Call) -> Response:
    """Home."""
    result = action.home(call)
    waits = result["waiting"]
    page = HomePage(
        waiting=[
            *(_answer(row) for row in waits["answers"]),
            *(_project(row, "waits for your decision") for row in waits["decide"]),
            *(_project(row, "was rejected: open it again, or read why") for row in waits["rejected"]),
            *(_draft(row) for row in waits["drafts"]),
        ],
        projects=result["projects"],
        shared=waits["shared"],
        news=result["news"],
        can_create=may(call.actor, "project.create"),
        more_answers=waits["answers_total"] - len(waits["answers"]),
    )
    return respond(View("home/show.html", "home/_parts.html", page, Outcome(inputs=None, result=result, exact=True)))


def _answer(row: dict[str, Any]) -> Waiting:
    did = "approved" if row["kind"] == "approved" else "asked for a change"
    address = url_for("share.index", project_id=row["project_id"], _anchor=f"answer-{row['id']}")
    return Waiting(address, f"{row['name']} (customer) {did}", row["number"], row["project"], row["at"], row["text"])


def _project(row: dict[str, Any], what: str) -> Waiting:
    address = url_for("project.show", project_id=row["id"])
    return Waiting(address, what, row["number"], row["name"], row["updated_at"])


def _draft(row: dict[str, Any]) -> Waiting:
    """Where it can be taken up."""
    address = form_address(row["project_id"], row["form"], draft=row["tab"])
    what = f"You typed in {FORMS.get(row['form'], row['form'])} and did not save"
    return Waiting(address, what, row["number"], row["project"], row["at"])
