"""The assembly tree of a project: one page to look at it and edit it, by form, by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request, url_for

from apex.actions import tree as action
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import etag, stale
from apex.errors import InvalidInputError, Problem, StaleError
from apex.logic import tree as logic
from apex.logic.tree import ROOT, History, Tree, TreeError
from apex.packs.load import load_packs
from apex.report.tree import nested, summed
from apex.schema.read import read
from apex.schema.tree import Edit
from apex.store.project import Project
from apex.web.ask import json_body, wants_page
from apex.web.form import as_data, from_form
from apex.web.offer import TREE, Taken, given_back, settled, taken
from apex.web.precondition import given as given_tag
from apex.web.precondition import seen
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.treeclash import Clash, chosen_part, clash_of, left_over
from apex.web.treepage import tree_page
from apex.web.treeplace import Place, held, place_of

bp = Blueprint("tree", __name__)


@mount(bp, "/projects/<project_id>/tree", ["GET"], "project.read", limit=3)
def show(call: Call, project: Project) -> Response:
    """The tree as it stands, with what was typed beside it where a draft is taken up."""
    draft = taken(call, project, TREE)
    if draft is not None:
        return respond(_view(call, project, place_of(draft.fields), draft=draft))
    return respond(_view(call, project, place_of(request.args)))


def _outcome(project: Project, made: Mapping[str, str] | None = None) -> Outcome:
    tree = action.tree_of(project)
    result = {"version": project.version, "tree": nested(tree), **summed(tree)}
    if made is not None:
        result["made"] = list(made.values())
    return Outcome(inputs=None, result=result, exact=True, etag=etag(project))


def _view(
    call: Call, project: Project, place: Place, *, status: int = 200, problems: Sequence[Problem] = (),
    clash: Clash | None = None, draft: Taken | None = None,
) -> View:  # fmt: skip
    def page() -> Any:
        # What was typed goes on from the version it began from, also where somebody saved since.
        given = given_back(given_tag()) if problems else draft
        return tree_page(call, project, place, given, problems=problems, clash=clash)

    return View("tree/show.html", "tree/_tree.html", page, _outcome(project), status)


@mount(bp, "/projects/<project_id>/tree", ["POST"], "project.edit", limit=3)
def edit(call: Call, project: Project) -> Response:
    """One edit of the tree."""
    return _form(call, project) if wants_page() else _json(call, project)


def _json(call: Call, project: Project) -> Response:
    body = json_body()
    given = dict(body) if isinstance(body, Mapping) else body
    cabinet = given.pop("cabinet", None) if isinstance(given, dict) else None
    wanted = read(Edit, given)
    version = seen(etag(project), project.version, lambda named: stale(call, project, named))
    edited = action.edit(call, load_packs(), project, version, wanted, _object(cabinet))
    return done(_outcome(project, edited.made), _address(project, Place()))


def _object(cabinet: Any) -> Mapping[str, Any] | None:
    if cabinet is None or isinstance(cabinet, Mapping):
        return cabinet
    raise InvalidInputError([Problem("cabinet", "expected an object with fields", "object_type")])


def _address(project: Project, place: Place) -> str:
    return url_for("tree.show", project_id=project.id, **place.fields)  # type: ignore[arg-type]


def _form(call: Call, project: Project) -> Response:
    """Do what a button of the page says; a refusal keeps everything that was typed."""
    place = place_of(request.form)
    if not request.form.get("do"):
        return done(_outcome(project), _address(project, place))
    try:
        if request.form.get("do") in ("cut", "copy"):
            return done(_outcome(project), _address(project, _clipped(project, place)))
        version, late = _seen(call, project)
        wanted, cabinet = _wanted(call, project, place)
        if late is not None:
            return respond(_clashed(call, project, place, clash_of(call, project, late, wanted, cabinet)))
        edited = action.edit(call, load_packs(), project, version, wanted, cabinet)
    except InvalidInputError as refused:
        return respond(_view(call, project, place, status=422, problems=refused.problems))
    settled(call, project, TREE)
    return done(_outcome(project), _address(project, _afterwards(project, place, edited)))


def _clashed(call: Call, project: Project, place: Place, clash: Clash) -> View:
    """The page of a conflict; what cannot be done on the tree any more is given back as something to be added."""
    if clash.what:
        return _view(call, project, place, status=412, clash=clash)
    place, rest = left_over(call, project, place)
    return _view(call, project, place, status=412, clash=clash, draft=rest)


def _seen(call: Call, project: Project) -> tuple[int, StaleError | None]:
    """The version to write on top of, or what was saved since the one the form began from."""
    try:
        return seen(etag(project), project.version, lambda named: stale(call, project, named)), None
    except StaleError as error:
        return 0, error


def _nodes(place: Place) -> list[str]:
    """What is marked; where nothing is, what is current."""
    return request.form.getlist("node") or [place.at]


def _clipped(project: Project, place: Place) -> Place:
    """The page after something was cut or copied, which changes nothing of the project."""
    how = "cut" if request.form.get("do") == "cut" else "copy"
    tree = action.tree_of(project)
    try:
        clip = logic.cut(tree, _nodes(place)) if how == "cut" else logic.copy(tree, _nodes(place))
    except TreeError as refused:
        raise InvalidInputError([Problem(refused.field, refused.why, "refused")]) from None
    return replace(place, held=held(clip.how, project.version, tree, clip.nodes))


def _wanted(call: Call, project: Project, place: Place) -> tuple[Edit, Mapping[str, Any] | None]:
    """The edit that a form asks for, and the cabinet it adds."""
    form, do = request.form, request.form.get("do", "")
    typed = from_form(form, ())
    if do in ("undo", "redo"):
        return Edit(do="undo", version=_versioned(place.history, do)), None
    if do == "paste":
        return _pasted(call, project, place), None
    given: dict[str, Any] = {"do": do}
    if do == "add":
        given |= {"parent": place.at, "kind": form.get("kind", ""), "part": typed.get("new", {})}
        if given["kind"] == "cabinet":
            del given["part"]
            return read(Edit, given), as_data(typed.get("cabinet", {}))
        return _read_added(given), None
    given["nodes"] = [place.at] if do in ("change", "rename") else _nodes(place)
    if do == "change":
        given["part"] = chosen_part(call, project, place, typed.get("part", {}))
    given |= {name: form[name] for name in ("parent", "before", "label") if form.get(name)}
    return read(Edit, given), None


def _read_added(given: dict[str, Any]) -> Edit:
    """Problems of a new part named by the fields of its own form."""
    try:
        return read(Edit, given)
    except InvalidInputError as refused:
        raise InvalidInputError([
            replace(p, field=p.field.replace("part.", "new.", 1)) for p in refused.problems
        ]) from None  # fmt: skip


def _versioned(history: History, do: str) -> int:
    try:
        return history.to_undo() if do == "undo" else history.to_redo()
    except TreeError as refused:
        raise InvalidInputError([Problem(refused.field, refused.why, "refused")]) from None


def _pasted(call: Call, project: Project, place: Place) -> Edit:
    """Into what is current; beside it, where it holds nothing of the kind."""
    clip, tree = place.held, action.tree_of(project)
    if clip is None:
        raise InvalidInputError([Problem("clip", "nothing was cut or copied", "refused")])
    source = tree if clip.version == project.version else action.tree_at(call, project, clip.version)
    nodes = clip.ids(source)
    parent, before = beside(tree, place.at, {source.kind(node) for node in nodes})
    given = {"do": "paste", "nodes": list(nodes), "parent": parent, "how": clip.how, "version": clip.version}
    return read(Edit, given | ({"before": before} if before else {}))


def beside(tree: Tree, at: str, kinds: set[str]) -> tuple[str, str]:
    """Where these kinds go when they are pasted at a node: below it, else right behind it.

    Where neither may be it is for the tree to say why not.
    """
    if at not in tree.nodes or kinds <= set(tree.table.holds(tree.kind(at))) or at == ROOT:
        return at, ""
    parent = tree.parents[at]
    if not kinds <= set(tree.table.holds(tree.kind(parent))):
        return at, ""
    row = tree.below(parent)
    following = row[row.index(at) + 1 :]
    return parent, following[0] if following else ""


def _afterwards(project: Project, place: Place, edited: action.Edited) -> Place:
    """The page after an edit: what can be undone now, and where one is."""
    version = project.version if edited.changed else None
    do, history, clip = request.form.get("do", ""), place.history, place.held
    if do == "undo":
        history = history.undid(version)
    elif do == "redo":
        history = history.redid(version)
    elif version is not None:
        history = history.did(version)
    if do == "paste" and clip is not None and clip.how == "cut":
        clip = None
    at = place.at
    if do in ("duplicate", "paste") and edited.made:
        at = next(iter(edited.made.values()))
    return Place(_standing(action.tree_of(project), at), history, clip)


def _standing(tree: Tree, at: str) -> str:
    return at if at in tree.nodes else ROOT
