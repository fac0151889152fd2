"""The sections a project could stand on: table, plot, and the reasons of those that fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from flask import Blueprint, Response, current_app, request, url_for

from apex.actions.access import allows
from apex.actions.call import Call
from apex.actions.option import Wish, families_of, weigh
from apex.actions.revision import etag, shown, tag
from apex.actions.status import open_now
from apex.engine.envelope import sha256
from apex.errors import ApexError, Problem
from apex.packs.load import load_packs
from apex.report.choice import FARTHEST, drawn, plot
from apex.report.option import KEYS, SORTS, By, Options
from apex.settings import code_version
from apex.store.calculation import calculation_by_id
from apex.store.project import Project
from apex.web.ask import one_of, wants_page
from apex.web.bench import design_form
from apex.web.precondition import fresh
from apex.web.respond import View, respond
from apex.web.route import mount

bp = Blueprint("option", __name__)
REPLACED = ("support.section", "support.segments.")
"""Fields of the support that taking a section replaces."""


@dataclass(frozen=True, slots=True)
class Order:
    """A column one can sort by: where its link leads, and how it is sorted now."""

    address: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows with their plot; `orders` and `take` are empty where rows cannot be sorted or taken."""

    options: Options
    plot: str
    beyond: int
    every: bool
    farthest: float = FARTHEST
    orders: Mapping[str, Order] = field(default_factory=dict)
    take: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    """What the form sends that takes a section: the stage of the design as it stands."""


@dataclass(frozen=True, slots=True)
class OptionPage:
    """The options of a project, or why there are none."""

    project: dict[str, Any]
    etag: str
    wish: Wish
    families: list[tuple[str, bool]]
    listing: Listing | None
    other: str
    """The section of the design, where it is not among the rows."""
    stepped: bool
    other_way: str
    """Where the same page is with or without those that fail."""
    title: str = ""
    problems: tuple[Problem, ...] = ()


def listing(found: Options, *, every: bool = False) -> Listing:
    """Rows and plot of options that belong to no project."""
    return Listing(found, plot(found, every=every), found.tried - len(drawn(found, every=every)), every)


@mount(bp, "/projects/<project_id>/options", ["GET"], "project.read")
def show(call: Call, project: Project) -> Response:
    """Every section of the chosen families under the sign as it is stored."""
    wish = _wish()
    label = _tag(project, wish)
    if not wants_page():
        known: Response = fresh(current_app.response_class(), label)
        if known.status_code == 304:
            known.headers["Cache-Control"] = "private, no-cache"
            return known
    here = _in_design(call, project)
    try:
        found, outcome = weigh(load_packs(), project.document, wish, here)
    except ApexError as refused:
        if not wants_page() or any(p.field == "family" for p in refused.problems):
            raise
        return respond(View("option/show.html", "option/_list.html", _page(call, project, wish, refused=refused)))
    outcome = replace(outcome, etag=label)

    def page() -> OptionPage:
        return _page(call, project, wish, _rows(call, project, wish, found), here)

    return respond(View("option/show.html", "option/_list.html", page, outcome))


def _wish() -> Wish:
    by: By = "weight" if one_of("by", get_args(By), "cost") == "weight" else "cost"
    families = tuple(dict.fromkeys(request.args.getlist("family")))
    return Wish(families, by, one_of("sort", SORTS, "weight"), one_of("all", ("0", "1"), "0") == "1")


def _tag(project: Project, wish: Wish) -> str:
    """Covers engine and packs, and what was asked for."""
    asked = [list(wish.families), wish.by, wish.sort, wish.every]
    return tag(project.version, sha256([etag(project), code_version(), dict(load_packs().hashes), asked]))


def _in_design(call: Call, project: Project) -> str:
    """The section the design has: the one given, else the one its stored calculation took."""
    support = _support(project)
    if support.get("section"):
        return str(support["section"])
    held = None if support.get("segments") else calculation_by_id(call.session, project.calculation_id)
    summary = held.envelope["result"]["summary"] if held is not None else {}
    return str(summary["section"]) if summary.get("feasible") else ""


def _support(project: Project) -> Mapping[str, Any]:
    support = project.document.get("support")
    return support if isinstance(support, Mapping) else {}


def _page(
    call: Call, project: Project, wish: Wish, rows: Listing | None = None, here: str = "",
    refused: ApexError | None = None,
) -> OptionPage:  # fmt: skip
    chosen = wish.families or _support(project).get("families") or ()
    known = rows is not None and any(o.in_design for o in rows.options.every)
    return OptionPage(
        project=shown(call, project),
        etag=etag(project),
        wish=wish,
        families=[(name, name in chosen) for name in families_of(project.document)],
        listing=rows,
        other="" if known else here,
        stepped=bool(_support(project).get("segments")),
        other_way=_address(project, replace(wish, every=not wish.every)),
        title=_title(refused) if refused else "",
        problems=refused.problems if refused else (),
    )


def _title(refused: ApexError) -> str:
    return "Out of scope" if refused.code == "out_of_scope" else refused.message


def _rows(call: Call, project: Project, wish: Wish, found: Options) -> Listing:
    made = replace(listing(found, every=wish.every), orders=dict(_orders(project, wish)))
    if not allows(call, project, "project.edit") or not open_now(project):
        return made
    sent = design_form(project.document, load_packs(), (), "support").untouched()
    kept = [(name, value) for name, value in sent.items(multi=True) if not name.startswith(REPLACED)]
    return replace(made, take=url_for("design.save_stage", project_id=project.id, stage="support"), fields=kept)


def _orders(project: Project, wish: Wish) -> Iterator[tuple[str, Order]]:
    """For each column the way to sort by it, or by it the other way round."""
    for name in KEYS:
        up, down = wish.sort == name, wish.sort == f"-{name}"
        address = _address(project, replace(wish, sort=f"-{name}" if up else name))
        yield name, Order(address, "ascending" if up else "descending" if down else "")


def _address(project: Project, wish: Wish) -> str:
    every = "1" if wish.every else None
    return url_for(
        "option.show", project_id=project.id, family=list(wish.families), by=wish.by, sort=wish.sort, all=every
    )
