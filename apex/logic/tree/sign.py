"""The tree of a sign out of its design document and its parts, and both out of the tree again.

Cabinets, the support and the foundation are the document's. The rest is `parts`, plain data:
`nodes` {id: fields with their kind}, `children` {id: [ids]}, and `cabinets` [ids in the order of the document] as far
as they are not the ones that follow from what the cabinets are. A sign nobody gave a part has `{}`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from apex.logic.tree.edit import every
from apex.logic.tree.node import ROOT, Node, Table, Tree, TreeError, planted, walk

PARTS = ("face", "frame", "lighting", "section", "splice", "baseplate", "rod", "concrete", "rebar")
"""Kinds that carry part number, quantity, unit and price."""
SUPPORT, FOUNDATION, CABINET = "support", "foundation", "cabinet"
SIGN = Table(
    parents={
        CABINET: frozenset({ROOT}),
        SUPPORT: frozenset({ROOT}),
        "baseplate": frozenset({ROOT}),
        FOUNDATION: frozenset({ROOT}),
        "face": frozenset({CABINET}),
        "frame": frozenset({CABINET}),
        "lighting": frozenset({CABINET}),
        "section": frozenset({SUPPORT}),
        "splice": frozenset({SUPPORT}),
        "rod": frozenset({"baseplate"}),
        "concrete": frozenset({FOUNDATION}),
        "rebar": frozenset({FOUNDATION}),
    },
    words={
        ROOT: "sign", CABINET: "cabinet", SUPPORT: "support", "baseplate": "base plate", FOUNDATION: "foundation",
        "face": "face", "frame": "frame", "lighting": "lighting", "section": "section", "splice": "splice",
        "rod": "rods", "concrete": "concrete", "rebar": "rebar",
    },
    rank={CABINET: 0, SUPPORT: 1, "baseplate": 2, FOUNDATION: 3},
    fixed={
        ROOT: "it is the whole tree",
        SUPPORT: "the design has one; its posts, their number and section are set under Design",
        FOUNDATION: "the design has one; its kind and sizes are set under Design",
    },
    naming={ROOT: "name", CABINET: "name", SUPPORT: "", FOUNDATION: ""},
)  # fmt: skip


def assemble(document: Mapping[str, Any], parts: Mapping[str, Any]) -> Tree:
    """The whole tree. Parts whose place is not in it are left out."""
    rows = cabinets_of(document)
    ids = _ids(rows, parts)
    nodes = [
        Node(ROOT, ROOT, {"name": document.get("name", "")}),
        *(Node(node, CABINET, row) for node, row in zip(ids, rows, strict=True)),
        Node(SUPPORT, SUPPORT, _object(document, SUPPORT)),
        Node(FOUNDATION, FOUNDATION, _object(document, FOUNDATION)),
    ]
    held, listed = parts.get("nodes", {}), parts.get("children", {})
    children = {ROOT: [*ids, SUPPORT, *listed.get(ROOT, ()), FOUNDATION]}
    kinds = {node.id: node.kind for node in nodes}
    ahead = list(kinds)
    while ahead:
        over = ahead.pop()
        for child in listed.get(over, ()):
            fields = dict(held.get(child, {}))
            kind = fields.pop("kind", "")
            if child not in kinds and kinds[over] in SIGN.parents.get(kind, ()):
                kinds[child] = kind
                nodes.append(Node(child, kind, fields))
                ahead.append(child)
        if over != ROOT:
            children[over] = [child for child in listed.get(over, ()) if child in kinds]
    children[ROOT] = [child for child in children[ROOT] if child in kinds]
    return planted(SIGN, nodes, children)


def _object(document: Mapping[str, Any], stage: str) -> Mapping[str, Any]:
    held = document.get(stage)
    return held if isinstance(held, Mapping) else {}


def cabinets_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The cabinets as they were typed; none where no sign is designed yet."""
    rows = _object(document, "sign").get("cabinets")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _ids(rows: Sequence[Mapping[str, Any]], parts: Mapping[str, Any]) -> list[str]:
    """An id for each cabinet: the one it was given, else one that follows from what it is."""
    given = list(parts.get("cabinets", ()))
    return given if len(given) == len(rows) else _own_ids(rows)


def _own_ids(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Never by place: an id that was seen must not come to mean another cabinet."""
    found: list[str] = []
    for row in rows:
        mark = "c" + sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:12]
        same = sum(1 for other in found if other.split("-")[0] == mark)
        found.append(f"{mark}-{same + 1}" if same else mark)
    return found


def apart(tree: Tree, document: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Document and parts that the tree stands for. Of the document only name and cabinets can differ."""
    whole = copy.deepcopy(dict(document))
    ids = list(every(tree, CABINET))
    rows = [dict(tree.nodes[node].fields) for node in ids]
    if rows != cabinets_of(document):
        whole["sign"] = {**_object(whole, "sign"), "cabinets": copy.deepcopy(rows)}
    name = tree.nodes[ROOT].fields.get("name", "")
    if name != document.get("name", ""):
        whole["name"] = name
    return whole, _parts(tree, ids, rows)


def _parts(tree: Tree, ids: list[str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    own = {node: n for node, n in tree.nodes.items() if n.kind in PARTS}
    children = {over: [c for c in below if c in own] for over, below in tree.children.items()}
    kept = {
        "cabinets": ids if ids != _own_ids(rows) else [],
        "nodes": {node: {"kind": own[node].kind, **own[node].fields} for node in walk(tree) if node in own},
        "children": {over: children[over] for over in walk(tree) if children.get(over)},
    }
    return {name: value for name, value in kept.items() if value}


def label(tree: Tree, node: str) -> str:
    """What stands in the tree for a node."""
    held = tree.nodes[node]
    name = held.fields.get(SIGN.naming.get(held.kind, "label") or "", "")
    if held.kind == SUPPORT:
        return _support(held.fields)
    if held.kind == FOUNDATION:
        kind = str(held.fields.get("kind", "")).replace("_", " ")
        return f"Foundation, {kind}" if kind else "Foundation, not designed yet"
    if held.kind == CABINET and not name:
        return f"Cabinet {tree.below(ROOT).index(node) + 1}"
    return str(name) or SIGN.words[held.kind].capitalize()


def _support(fields: Mapping[str, Any]) -> str:
    count = fields.get("count", 1)
    posts = "Support, 1 post" if count == 1 else f"Support, {count} posts"
    return f"{posts} of {fields['section']}" if fields.get("section") else posts


def follow(parts: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Parts after the document was edited elsewhere: a cabinet keeps its parts, one that is gone takes them along."""
    old, new = cabinets_of(before), cabinets_of(after)
    if not parts or old == new:
        return dict(parts)
    tree = assemble(before, parts)
    ids = list(every(tree, CABINET))
    stayed = {now: ids[was] for now, was in matched(old, new).items()}
    kept = _named(new, stayed)
    lost = {node for top in set(ids) - set(stayed.values()) for node in walk(tree, top)}
    nodes = [n for n in tree.nodes.values() if n.kind != CABINET and n.id not in lost]
    nodes += [Node(node, CABINET, row) for node, row in zip(kept, new, strict=True)]
    children = {over: below for over, below in tree.children.items() if over not in lost}
    children[ROOT] = (*kept, *(c for c in tree.below(ROOT) if tree.kind(c) != CABINET))
    return apart(planted(SIGN, nodes, children), after)[1]


def _named(rows: Sequence[Mapping[str, Any]], stayed: Mapping[int, str]) -> list[str]:
    """Ids of cabinets, those that stayed under theirs; a new one under none of those."""
    found, taken = [], set(stayed.values())
    for place, own in enumerate(_own_ids(rows)):
        mine = stayed.get(place, own)
        while place not in stayed and mine in taken:
            mine += "-2"
        taken.add(mine)
        found.append(mine)
    return found


def matched(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """For each new cabinet the place of the old one it was: the same, else of its name, else the most alike.

    Where as many are left of both, each was edited. Else one that has little of an old one is not that one.
    """
    found: dict[int, int] = {}
    for likeness in (_same, _namesake, _alike):
        news = [now for now in range(len(new)) if now not in found]
        olds = [was for was in range(len(old)) if was not in found.values()]
        least = 0.0 if likeness is _alike and len(news) == len(olds) else 0.5
        pairs = [(-likeness(old[was], new[now]), abs(was - now), now, was) for now in news for was in olds]
        for like, _, now, was in sorted(pairs):
            if -like >= least and now not in found and was not in found.values():
                found[now] = was
    return found


def _same(was: Mapping[str, Any], now: Mapping[str, Any]) -> float:
    return float(was == now)


def _namesake(was: Mapping[str, Any], now: Mapping[str, Any]) -> float:
    return float(bool(was.get("name")) and was.get("name") == now.get("name"))


def _alike(was: Mapping[str, Any], now: Mapping[str, Any]) -> float:
    """The share of their fields that agree."""
    fields = {**was, **now}
    return sum(1 for name in fields if name in was and name in now and was[name] == now[name]) / max(len(fields), 1)


def agree(before: Tree, after: Tree) -> None:
    """Refuses a tree that no design document can stand for, after an edit of one that it could."""
    if not any(True for _ in every(after, CABINET)) and any(True for _ in every(before, CABINET)):
        raise TreeError("nodes", "a sign needs at least one cabinet")
    plates = [sum(1 for _ in every(tree, "baseplate")) for tree in (before, after)]
    if plates[1] > plates[0] and after.nodes[FOUNDATION].fields.get("kind") == "direct_burial":
        raise TreeError(
            "kind", "a directly buried post stands on no base plate; choose another foundation under Design"
        )
