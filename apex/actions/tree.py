"""Editing the assembly tree: each edit a save of the project, with the design worked out anew where it changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from apex.actions.calculate import work
from apex.actions.call import Call
from apex.actions.revision import revise
from apex.actions.save import computed
from apex.actions.status import design_open
from apex.engine.bundle import Packs
from apex.errors import InvalidInputError, Problem
from apex.logic import tree as logic
from apex.logic.diff import changes
from apex.logic.merge import Merged, merge
from apex.logic.tree import ROOT, Clip, Node, Tree, TreeError, label
from apex.schema.length import parse_feet
from apex.schema.stack import span
from apex.schema.tree import Edit, Part
from apex.store.identity import new_id
from apex.store.project import Project
from apex.store.seal import supersede
from apex.store.verb import Verb
from apex.store.version import ProjectVersion, content, version_of

UNDID = "undid: "
AGAIN = "did again: "


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit came to: whether there is a new version, and the new ids of what was made."""

    changed: bool
    made: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class After:
    """The tree after an edit, the new ids, and the edit in words."""

    tree: Tree
    told: str
    made: Mapping[str, str]


def tree_of(project: Project) -> Tree:
    """The tree of a project as it stands."""
    return logic.assemble(project.document, project.parts)


def tree_at(call: Call, project: Project, version: int) -> Tree:
    """The tree as it was at a version."""
    held = _version(call, project, version)
    state = content(held.snapshot, held.schema_version)
    return logic.assemble(state["document"], state["parts"])


def _version(call: Call, project: Project, version: int) -> ProjectVersion:
    held = version_of(call.session, project.id, version)
    if held is None:
        raise InvalidInputError([Problem("version", f"there is no version {version}", "unknown")])
    return held


def edit(
    call: Call, packs: Packs, project: Project, seen: int, wanted: Edit, cabinet: Mapping[str, Any] | None = None
) -> Edited:
    """Do an edit and save what it comes to. One that changes nothing makes no version."""
    design_open(project)
    after = planned(call, project, wanted, cabinet)
    document, parts = logic.apart(after.tree, project.document)
    values: dict[str, Any] = {"parts": parts}
    redesigned = bool(changes(project.document, document))
    if not redesigned and parts == project.parts:
        return Edited(changed=False, made={})
    if redesigned:
        worked = work(call.session, packs, document, partial=True)
        values |= computed(call, project, seen + 1, document, worked)
    revise(call, project, seen, values, verb=Verb.TREE_EDITED, reason=after.told[:1000])
    if redesigned:
        supersede(call.session, project.id, project.version, call.now)
    return Edited(changed=True, made=after.made)


def planned(call: Call, project: Project, wanted: Edit, cabinet: Mapping[str, Any] | None = None) -> After:
    """What an edit would make of the tree; `InvalidInputError` with the reason where it cannot be done."""
    before = tree_of(project)
    if wanted.do == "undo":
        return _checked(before, lambda: _undone(call, project, before, wanted.version or 0))
    if wanted.do == "add":
        return _checked(before, lambda: _added(project, before, wanted, cabinet))
    if wanted.do == "paste":
        source = tree_at(call, project, wanted.version) if wanted.version else before
        return _checked(before, lambda: _pasted(project, before, wanted, source))
    return _checked(before, lambda: EDITS[wanted.do](before, wanted))


def merged_part(call: Call, project: Project, began: int, wanted: Edit) -> Merged | None:
    """A part as a form leaves it, merged with what it is by now; None where there is no such part any more.

    A form holds every field of its part. Only those that differ from the version it began from are meant.
    """
    now = tree_of(project)
    nodes = [now.nodes[node] for node in wanted.nodes if node in now.nodes and now.kind(node) in logic.PARTS]
    if len(nodes) != 1 or wanted.part is None:
        return None
    blank = asdict(Part(label=""))
    known = tree_at(call, project, began).nodes if 0 < began <= project.version else {}
    base = {**blank, **known[nodes[0].id].fields} if nodes[0].id in known else {}
    return merge(base, {**blank, **nodes[0].fields}, asdict(wanted.part))


def _checked(before: Tree, do: Callable[[], After]) -> After:
    try:
        after = do()
        logic.agree(before, after.tree)
    except TreeError as refused:
        raise InvalidInputError([Problem(refused.field, refused.why, "refused")]) from None
    return after


def _undone(call: Call, project: Project, now: Tree, version: int) -> After:
    held = _version(call, project, version)
    if version < 2:
        raise TreeError("version", "nothing came before the first version")
    told = AGAIN + held.reason.removeprefix(UNDID) if held.reason.startswith(UNDID) else UNDID + _once(held.reason)
    before = tree_at(call, project, version - 1)
    return After(logic.taken_back(now, tree_at(call, project, version), before), told, {})


def _once(reason: str) -> str:
    return reason.removeprefix(AGAIN) or "an edit"


def _added(project: Project, before: Tree, wanted: Edit, cabinet: Mapping[str, Any] | None) -> After:
    if wanted.kind == "cabinet":
        _drawn(project, "kind")
        fields = dict(cabinet or {})
    else:
        if wanted.part is None:
            raise TreeError("part", "say what it is: at least its name")
        fields = asdict(wanted.part)
    node = Node(new_id(), wanted.kind, fields)
    tree = logic.add(before, node, wanted.parent, wanted.before)
    return After(tree, f"added {logic.said(tree, node.id)} to {label(tree, wanted.parent)}", {"": node.id})


def _drawn(project: Project, field: str) -> None:
    if not logic.cabinets_of(project.document):
        raise TreeError(field, "there is no design yet: its first cabinet is drawn under Design")


def _pasted(project: Project, before: Tree, wanted: Edit, source: Tree) -> After:
    held = tuple(node for node in wanted.nodes if node in source.nodes) if wanted.how == "copy" else wanted.nodes
    if any(node in source.nodes and source.kind(node) == "cabinet" for node in held):
        _drawn(project, "nodes")
    clip = Clip(wanted.how, logic.tops(source, held) if wanted.how == "copy" else held, source)
    tree, made = logic.paste(before, clip, wanted.parent, wanted.before, new_id)
    tree, placed = stacked(before, tree)
    word = "moved" if wanted.how == "cut" else "pasted"
    told = (
        f"{word} {_together(before if wanted.how == 'cut' else source, clip.nodes)} into {label(tree, wanted.parent)}"
    )
    return After(tree, told + placed, {old: made[old] for old in clip.nodes if old in made})


def _duplicated(before: Tree, wanted: Edit) -> After:
    tree, made = logic.duplicate(before, wanted.nodes, new_id)
    tree, placed = stacked(before, tree)
    heads = logic.tops(before, wanted.nodes)
    return After(tree, f"duplicated {_together(before, heads)}{placed}", {old: made[old] for old in heads})


def stacked(before: Tree, after: Tree) -> tuple[Tree, str]:
    """Copies of cabinets put on top of everything, since two cannot stand in one place; and that in words."""
    rows = {node: dict(after.nodes[node].fields) for node in after.below(ROOT) if after.kind(node) == "cabinet"}
    new = [node for node in rows if node not in before.nodes]
    if not new:
        return after, ""
    top = max(span(row)[1] for node, row in rows.items() if node not in new)
    for node in new:
        after = logic.change(after, node, {**rows[node], "bottom_ft": int(top) if top.is_integer() else top})
        top += parse_feet(str(rows[node]["height_ft"]))
    return after, ", on top of the others: set its place under Design"


def _removed(before: Tree, wanted: Edit) -> After:
    return After(
        logic.remove(before, wanted.nodes), f"deleted {_together(before, logic.tops(before, wanted.nodes))}", {}
    )


def _changed(before: Tree, wanted: Edit) -> After:
    (node,) = wanted.nodes
    held = before.nodes.get(node)
    if held and held.kind not in logic.PARTS:
        raise TreeError("nodes", f"{before.word(node)} is the design's: it is changed under Design")
    tree = logic.change(before, node, asdict(wanted.part) if wanted.part else {})
    return After(tree, f"changed {logic.said(tree, node)}", {})


def _renamed(before: Tree, wanted: Edit) -> After:
    (node,) = wanted.nodes
    held = before.nodes.get(node)
    field = before.table.naming.get(held.kind, "label") if held else "label"
    if not field:
        raise TreeError("nodes", f"{before.word(node)} has no name of its own in the design")
    if held and held.kind == ROOT and not held.fields.get("name"):
        raise TreeError("nodes", "there is no design yet: begin it under Design")
    if field == "label" and len(wanted.label or "") > 80:
        raise TreeError("label", "must have at most 80 characters")
    tree = logic.change(before, node, {**(held.fields if held else {}), field: wanted.label})
    return After(tree, f"renamed {logic.said(before, node)} to {wanted.label}", {})


def _moved(before: Tree, wanted: Edit) -> After:
    tree = logic.move(before, wanted.nodes, wanted.parent, wanted.before)
    told = f"moved {_together(before, logic.tops(before, wanted.nodes))} to {label(tree, wanted.parent)}"
    return After(tree, told, {})


def _stepped(before: Tree, wanted: Edit) -> After:
    walk, step, where = {
        "up": (logic.shift, -1, "up"),
        "down": (logic.shift, 1, "down"),
        "left": (logic.sideways, -1, "to the place before"),
        "right": (logic.sideways, 1, "to the next place"),
    }[wanted.do]
    tree = walk(before, wanted.nodes, step)  # type: ignore[arg-type]
    return After(tree, f"moved {_together(before, logic.tops(before, wanted.nodes))} {where}", {})


EDITS: Mapping[str, Callable[[Tree, Edit], After]] = {
    "change": _changed, "rename": _renamed, "delete": _removed, "duplicate": _duplicated, "move": _moved,
    "up": _stepped, "down": _stepped, "left": _stepped, "right": _stepped,
}  # fmt: skip


def _together(tree: Tree, nodes: tuple[str, ...]) -> str:
    return logic.said(tree, nodes[0]) if len(nodes) == 1 else f"{len(nodes)} parts"
