"""Taking an old edit back while others went on: what it changed is changed back, and nothing else."""

from __future__ import annotations

from typing import Any

from apex.logic.merge import merge
from apex.logic.tree.node import Node, Tree, TreeError, faults, planted


def taken_back(now: Tree, after: Tree, before: Tree) -> Tree:
    """The tree without the edit that made `after` out of `before`.

    Where nothing happened since, that is `before` exactly. Where the same was changed since, or what is left would be
    no tree, it is refused: one edit must not take another one along.
    """
    if plain(now) == plain(after):
        return before
    merged = merge(plain(after), plain(now), plain(before))
    if merged.conflicts:
        raise TreeError("do", "the same was changed since: take it back by hand, or go back to a version under History")
    found = _built(merged.document, now)
    if faults(found):
        raise TreeError("do", "what was done since builds on it: take that back first, or go back under History")
    return found


def plain(tree: Tree) -> dict[str, Any]:
    """The tree as plain data by ids, as it is merged."""
    return {
        "nodes": {node: {"kind": n.kind, "fields": dict(n.fields)} for node, n in tree.nodes.items()},
        "children": {over: list(below) for over, below in tree.children.items()},
    }


def _built(document: dict[str, Any], like: Tree) -> Tree:
    nodes = [Node(node, held["kind"], held["fields"]) for node, held in document.get("nodes", {}).items()]
    return planted(like.table, nodes, document.get("children", {}))
