"""A tree of named things, and what may stand where in it. Nothing here changes what it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ROOT = "sign"
"""Id and kind of the top."""
MOST = 1000
"""Nodes of one tree."""


class TreeError(ValueError):
    """An edit that is refused; the text says why, `field` what of the edit is at fault."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field
        self.why = why


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the tree. What its fields mean depends on its kind."""

    id: str
    kind: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The rules of a kind of tree."""

    parents: Mapping[str, frozenset[str]]
    """For each kind, the kinds that may hold it."""
    words: Mapping[str, str]
    """What people call each kind."""
    rank: Mapping[str, int]
    """Kinds that stand before others under one parent; 0 where none is named."""
    fixed: Mapping[str, str]
    """Kinds of which there is one and stays one, with the reason."""
    naming: Mapping[str, str]
    """The field that names a kind, where it is not `label`; empty where it has no name of its own."""

    def holds(self, kind: str) -> tuple[str, ...]:
        """The kinds a kind may hold, less those that cannot be added."""
        return tuple(child for child, over in self.parents.items() if kind in over and child not in self.fixed)


@dataclass(frozen=True, slots=True)
class Tree:
    """Every node by its id, and the order of those below each. `children` lists only nodes that have some."""

    table: Table
    nodes: dict[str, Node]
    children: dict[str, tuple[str, ...]]
    parents: dict[str, str]

    def kind(self, node: str) -> str:
        return self.nodes[node].kind

    def word(self, node: str) -> str:
        """What people call it: its name in quotes, else its kind."""
        fields = self.nodes[node].fields
        name = fields.get(self.table.naming.get(self.kind(node), "label") or "", "")
        kind = self.table.words[self.kind(node)]
        return f"{kind} “{name}”" if name else f"the {kind}"

    def below(self, node: str) -> tuple[str, ...]:
        return self.children.get(node, ())


def planted(table: Table, nodes: Iterable[Node], children: Mapping[str, Iterable[str]]) -> Tree:
    """A tree of these; parents follow from the children."""
    kept = {parent: tuple(below) for parent, below in children.items()}
    up = {child: parent for parent, below in kept.items() for child in below}
    return Tree(table, {node.id: node for node in nodes}, {k: v for k, v in kept.items() if v}, up)


def walk(tree: Tree, top: str = ROOT) -> Iterator[str]:
    """A node and all below it, each before those below it, in order."""
    ahead = [top]
    while ahead:
        node = ahead.pop()
        yield node
        ahead.extend(reversed(tree.below(node)))


def above(tree: Tree, node: str) -> Iterator[str]:
    """The parent, its parent, and so on to the top."""
    while node in tree.parents:
        node = tree.parents[node]
        yield node


def tops(tree: Tree, ids: Iterable[str]) -> tuple[str, ...]:
    """Those of the ids that are there, in the order of the tree, less what lies below another of them."""
    wanted = {node for node in ids if node in tree.nodes}
    free = {node for node in wanted if wanted.isdisjoint(above(tree, node))}
    return tuple(node for node in walk(tree) if node in free) if len(free) > 1 else tuple(free)


def faults(tree: Tree) -> list[str]:
    """What is wrong with a tree: ids, parents, cycles, kinds. Nothing is for a tree that was edited here."""
    said = []
    if ROOT not in tree.nodes or tree.kind(ROOT) != ROOT:
        return ["there is no top"]
    listed = [child for below in tree.children.values() for child in below]
    if not set(listed) <= set(tree.nodes) or not set(tree.children) <= set(tree.nodes):
        return ["something listed is not there"]
    if len(listed) != len(set(listed)):
        said.append("a node stands in two places")
    reached = set(_reached(tree))
    if reached != set(tree.nodes):
        said.append("not every node hangs together with the top")
    for node in reached - {ROOT}:
        parent = tree.parents.get(node, "")
        if node not in tree.below(parent):
            said.append(f"{node} is not below its parent")
        elif tree.kind(parent) not in tree.table.parents.get(tree.kind(node), ()):
            said.append(f"{tree.kind(node)} below {tree.kind(parent)}")
    kinds = [node.kind for node in tree.nodes.values()]
    said += [f"{kinds.count(kind)} of {kind}" for kind in tree.table.fixed if kinds.count(kind) != 1]
    return said + [
        f"{parent} is out of order" for parent in tree.children if tree.below(parent) != ranked(tree, parent)
    ]


def _reached(tree: Tree) -> Iterator[str]:
    """All below the top, once, also where the children run in a circle."""
    ahead, known = [ROOT], {ROOT}
    while ahead:
        node = ahead.pop()
        yield node
        fresh = [child for child in tree.below(node) if child in tree.nodes and child not in known]
        known.update(fresh)
        ahead.extend(fresh)


def ranked(tree: Tree, parent: str) -> tuple[str, ...]:
    """What is below a node, sorted by rank and otherwise as it stands."""
    rank = tree.table.rank
    return tuple(sorted(tree.below(parent), key=lambda child: rank.get(tree.kind(child), 0)))
