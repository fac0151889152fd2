"""What the page of the tree shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from apex.actions.access import allows
from apex.actions.call import Call
from apex.actions.revision import etag, shown
from apex.actions.status import open_now
from apex.actions.tree import tree_at, tree_of
from apex.engine.document import Cabinet
from apex.errors import InvalidInputError, Problem
from apex.logic.tree import PARTS, ROOT, SIGN, Tree, label, walk
from apex.report.tree import nested, summed
from apex.schema.tree import Part
from apex.store.project import Project
from apex.store.version import ProjectVersion
from apex.web.edit import NEW_CABINET
from apex.web.form import Field, Filled, form_fields, from_form
from apex.web.offer import TREE, Offer, Taken, offers
from apex.web.treeclash import FORMS, PART, Clash
from apex.web.treeplace import Place

CABINET = ("name", "width_ft", "height_ft", "bottom_ft", "depth_ft", "weight_psf")


@dataclass(frozen=True, slots=True)
class Panel:
    """The current node: what it says of itself, and what can be put below it."""

    id: str
    kind: str
    word: str
    label: str
    fields: list[Field]
    """Of a part; of anything else they are the design's."""
    renamed: bool
    """Whether it has a name to change."""
    kinds: list[tuple[str, str]]
    """Parts that can be added below it."""
    new: list[Field]
    cabinet: list[Field]
    stage: str
    """The stage of the design that it is, if it is one."""


@dataclass(frozen=True, slots=True)
class TreePage:
    """The tree, its current node, and what can be done."""

    project: dict[str, Any]
    etag: str
    tree: dict[str, Any]
    sums: dict[str, Any]
    place: Place
    panel: Panel
    words: Mapping[str, str]
    holds: Mapping[str, str]
    fixed: Mapping[str, str]
    cut: frozenset[str]
    targets: list[tuple[str, str]]
    """Where things can be moved to."""
    undo: str
    """What would be undone, in words."""
    redo: str
    held: str
    """What was cut or copied, in words."""
    told: str
    """What the last edit was."""
    can_edit: bool
    problems: list[str]
    clash: Clash | None
    tab: str
    """Of what was typed, and the form it is in."""
    typed: str
    returned: bool
    """Whether what was typed comes back to who sent it."""
    offers: list[tuple[str, Offer]]
    """What was typed and not saved, with the node it is about."""


def tree_page(
    call: Call, project: Project, place: Place, given: Taken | None = None, *, problems: Sequence[Problem] = (),
    clash: Clash | None = None,
) -> TreePage:  # fmt: skip
    """The page at a place; what was typed (`given`) and what is wrong with it stay in the forms."""
    tree = tree_of(project)
    typed = from_form(given.fields, ()) if given else {}
    if place.at not in tree.nodes:
        place = Place(ROOT, place.history, place.held)
    panel = _panel(tree, place.at, typed, _own(problems))
    inside = {f.name for f in (*panel.fields, *panel.new, *panel.cabinet)}
    reasons = _reasons(call, project, place)
    last = max((*place.history.undo[-1:], *place.history.redo[-1:]), default=0)
    words, cut = _held(call, project, tree, place)
    return TreePage(
        project=shown(call, project),
        etag=given.etag if given and given.etag else etag(project),
        tab=given.tab if given else "",
        typed=next((form for form in FORMS if form in typed), ""),
        returned=bool(given and given.returned),
        offers=[(_called(tree, offer.fields), offer) for offer in offers(call, project, TREE)],
        tree=nested(tree),
        sums=summed(tree),
        place=place,
        panel=panel,
        words=SIGN.words,
        holds={kind: " ".join(SIGN.holds(kind)) for kind in SIGN.words},
        fixed=SIGN.fixed,
        cut=cut,
        targets=[(node, _path(tree, node)) for node in walk(tree) if SIGN.holds(tree.kind(node))],
        undo=reasons.get(place.history.undo[-1], "") if place.history.undo else "",
        redo=reasons.get(place.history.redo[-1], "") if place.history.redo else "",
        held=words,
        told=reasons.get(last, "") if last == project.version else "",
        can_edit=allows(call, project, "project.edit") and open_now(project),
        problems=[p.message for p in problems if _renamed(p.field) not in inside],
        clash=clash,
    )


def _path(tree: Tree, node: str) -> str:
    return label(tree, node) if node != ROOT else "the sign itself"


def _called(tree: Tree, fields: Mapping[str, Any]) -> str:
    """What a draft is about: the node it was typed beside, while it is there."""
    node = str(fields.get("at") or ROOT)
    return label(tree, node) if node in tree.nodes else "a part that is gone"


def _own(problems: Sequence[Problem]) -> list[Problem]:
    return [Problem(_renamed(p.field), p.message, p.type, p.code) for p in problems]


def _renamed(field: str) -> str:
    """A field of a cabinet of the document, as the form of a new one names it."""
    parts = field.split(".")
    return f"cabinet.{parts[3]}" if parts[:2] == ["sign", "cabinets"] and len(parts) == 4 else field


def _panel(tree: Tree, at: str, typed: Mapping[str, Any], problems: Sequence[Problem]) -> Panel:
    kind, fields = tree.kind(at), tree.nodes[at].fields
    holds = SIGN.holds(kind)
    buried = tree.nodes["foundation"].fields.get("kind") == "direct_burial"
    offered = [name for name in holds if name in PARTS and not (buried and name == "baseplate")]
    part = Filled({"part": typed.get("part") or fields}, problems)
    new = Filled({"new": typed.get("new") or {}}, problems)
    cabinet = Filled({"cabinet": typed.get("cabinet") or dict(NEW_CABINET)}, problems)
    return Panel(
        id=at,
        kind=kind,
        word=SIGN.words[kind],
        label=label(tree, at),
        fields=form_fields(Part, "part", PART, part) if kind in PARTS else [],
        renamed=kind == "cabinet" or (kind == ROOT and bool(fields.get("name"))),
        kinds=[(name, SIGN.words[name]) for name in sorted(offered, key=lambda name: name != typed.get("kind"))],
        new=form_fields(Part, "new", PART, new) if offered else [],
        cabinet=form_fields(Cabinet, "cabinet", CABINET, cabinet) if "cabinet" in holds else [],
        stage={"cabinet": "sign", ROOT: ""}.get(kind, kind if kind in SIGN.fixed else ""),
    )


def _reasons(call: Call, project: Project, place: Place) -> dict[int, str]:
    """What made the versions that can be undone or done again next."""
    wanted = {*place.history.undo[-1:], *place.history.redo[-1:]}
    if not wanted:
        return {}
    found = call.session.execute(
        select(ProjectVersion.version, ProjectVersion.reason).where(
            ProjectVersion.project_id == project.id, ProjectVersion.version.in_(wanted)
        )
    )
    return {version: reason or f"version {version}" for version, reason in found}


def _held(call: Call, project: Project, tree: Tree, place: Place) -> tuple[str, frozenset[str]]:
    """What was cut or copied in words, and the nodes that are cut."""
    clip = place.held
    if clip is None:
        return "", frozenset()
    try:
        source = tree if clip.version == project.version else tree_at(call, project, clip.version)
    except InvalidInputError:
        return "", frozenset()
    nodes = clip.ids(source)
    if not nodes:
        return "", frozenset()
    said = label(source, nodes[0]) if len(nodes) == 1 else f"{len(nodes)} parts"
    gone = frozenset(inner for node in nodes if node in tree.nodes for inner in walk(tree, node))
    return said, gone if clip.how == "cut" else frozenset()
