"""Edits of a tree: each gives a new one, or `TreeError` and nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from apex.logic.tree.node import MOST, Node, Tree, TreeError, above, planted, ranked, tops, walk

Fresh = Callable[[], str]
"""Gives an id that was never used."""
Step = Literal[-1, 1]


def add(tree: Tree, node: Node, parent: str, before: str | None = None) -> Tree:
    """A new node below a parent, before one of those there; at their end where none is named."""
    if node.id in tree.nodes:
        raise TreeError("id", "there is a part with this id already")
    _free(tree, [node.kind], "added")
    _fits(tree, {node.kind}, parent, ())
    return _grafted(tree, {node.id: node}, {}, [node.id], parent, before)


def change(tree: Tree, node: str, fields: Mapping[str, Any]) -> Tree:
    """Other fields of a node; a name too."""
    held = known(tree, node)
    if held.fields == fields:
        return tree
    return replace(tree, nodes={**tree.nodes, node: replace(held, fields=dict(fields))})


def known(tree: Tree, node: str, field: str = "nodes") -> Node:
    if node not in tree.nodes:
        raise TreeError(field, "it is not in the tree any more")
    return tree.nodes[node]


def remove(tree: Tree, ids: Iterable[str]) -> Tree:
    """The tree without these and all below them. What is not there is not missed."""
    wanted = tops(tree, ids)
    if not wanted:
        return tree
    _free(tree, [tree.kind(node) for node in wanted], "deleted")
    gone = {node for top in wanted for node in walk(tree, top)}
    return _without(tree, gone)


def _without(tree: Tree, gone: set[str]) -> Tree:
    touched = {tree.parents[node] for node in gone} - gone
    children = {parent: below for parent, below in tree.children.items() if parent not in gone}
    for parent in touched:
        children[parent] = tuple(child for child in children[parent] if child not in gone)
    return planted(tree.table, (n for n in tree.nodes.values() if n.id not in gone), children)


def duplicate(tree: Tree, ids: Iterable[str], fresh: Fresh) -> tuple[Tree, dict[str, str]]:
    """A deep copy right behind each of these, with new ids; which id became which."""
    wanted = _chosen(tree, ids)
    _free(tree, [tree.kind(node) for node in wanted], "duplicated")
    new, nodes, below = copied(tree, wanted, fresh)
    _room(tree, nodes)
    rows = {
        over: tuple(n for child in tree.below(over) for n in ((child, new[child]) if child in chosen else (child,)))
        for over, chosen in _by_parent(tree, wanted).items()
    }
    heads = {new[node]: tree.parents[node] for node in wanted}
    up = {child: over for over, row in below.items() for child in row}
    children = {**tree.children, **below, **rows}
    return Tree(tree.table, {**tree.nodes, **nodes}, children, {**tree.parents, **up, **heads}), new


def _by_parent(tree: Tree, wanted: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for node in wanted:
        found.setdefault(tree.parents[node], set()).add(node)
    return found


def copied(
    source: Tree, wanted: Sequence[str], fresh: Fresh
) -> tuple[dict[str, str], dict[str, Node], dict[str, tuple[str, ...]]]:
    """Deep copies under new ids: which id became which, the new nodes, and what stands below them."""
    new = {node: fresh() for top in wanted for node in walk(source, top)}
    nodes = {new[old]: replace(source.nodes[old], id=new[old]) for old in new}
    below = {new[old]: tuple(new[child] for child in source.below(old)) for old in new if source.below(old)}
    return new, nodes, below


def grafted_copy(
    tree: Tree, source: Tree, wanted: Sequence[str], parent: str, before: str | None, fresh: Fresh
) -> tuple[Tree, dict[str, str]]:
    """The tree with deep copies out of a source, under new ids."""
    new, nodes, below = copied(source, wanted, fresh)
    return _grafted(tree, nodes, below, [new[top] for top in wanted], parent, before), new


def move(tree: Tree, ids: Iterable[str], parent: str, before: str | None = None) -> Tree:
    """These below a parent, in their order, before one of those there; at the end where none is named."""
    wanted = _chosen(tree, ids)
    _free(tree, [tree.kind(node) for node in wanted], "moved")
    _fits(tree, {tree.kind(node) for node in wanted}, parent, wanted)
    moved = set(wanted)
    if before in moved:
        before = _behind(tree, str(before), moved)
    cut = dict(tree.children)
    for old in {tree.parents[node] for node in wanted}:
        cut[old] = tuple(child for child in cut[old] if child not in moved)
    return _placed(replace(tree, children=cut), wanted, parent, before)


def _behind(tree: Tree, node: str, moved: set[str]) -> str | None:
    """The next sibling that stays."""
    siblings = tree.below(tree.parents[node])
    return next((child for child in siblings[siblings.index(node) + 1 :] if child not in moved), None)


def shift(tree: Tree, ids: Iterable[str], step: Step) -> Tree:
    """Each one place up (-1) or down (1) among those beside it; what stands at the end stays."""
    wanted = _chosen(tree, ids)
    _free(tree, [tree.kind(node) for node in wanted], "moved")
    chosen = set(wanted)
    children = dict(tree.children)
    for parent in {tree.parents[node] for node in wanted}:
        row = list(children[parent])
        places = range(len(row)) if step < 0 else range(len(row) - 1, -1, -1)
        for i in places:
            to = i + step
            if row[i] in chosen and 0 <= to < len(row) and row[to] not in chosen:
                row[i], row[to] = row[to], row[i]
        children[parent] = tuple(row)
    shifted = replace(tree, children=children)
    return _sorted(shifted, {tree.parents[node] for node in wanted})


def sideways(tree: Tree, ids: Iterable[str], step: Step) -> Tree:
    """To the end of the next (1) or last (-1) parent in the tree that may hold all of these."""
    wanted = _chosen(tree, ids)
    _free(tree, [tree.kind(node) for node in wanted], "moved")
    own = tree.parents[wanted[0]]
    inside = {node for top in wanted for node in walk(tree, top)}
    kinds = {tree.kind(node) for node in wanted}
    may = [n for n in walk(tree) if n not in inside and all(tree.kind(n) in tree.table.parents[k] for k in kinds)]
    if own not in may:
        raise TreeError("nodes", "they stand in parents of different kinds: no other holds them all")
    place = may.index(own) + step
    if not 0 <= place < len(may):
        raise TreeError("nodes", f"there is no other place for {_together(tree, wanted)}")
    return move(tree, wanted, may[place])


def _together(tree: Tree, wanted: Sequence[str]) -> str:
    return tree.word(wanted[0]) if len(wanted) == 1 else f"these {len(wanted)}"


def _chosen(tree: Tree, ids: Iterable[str]) -> tuple[str, ...]:
    given = list(ids)
    for node in given:
        known(tree, node)
    if not given:
        raise TreeError("nodes", "nothing is chosen")
    return tops(tree, given)


def _free(tree: Tree, kinds: Iterable[str], done: str) -> None:
    """Refuses what the tree has one of and keeps."""
    for kind in kinds:
        if kind in tree.table.fixed:
            raise TreeError("nodes", f"the {tree.table.words[kind]} cannot be {done}: {tree.table.fixed[kind]}")


def _fits(tree: Tree, kinds: Iterable[str], parent: str, moved: Sequence[str]) -> None:
    """Refuses a target that is not there, lies within what is moved, or may not hold it."""
    table, target = tree.table, known(tree, parent, "parent")
    inside = {parent, *above(tree, parent)}
    for node in moved:
        if node in inside:
            raise TreeError("parent", f"{tree.word(node)} cannot be put into itself or into a part of its own")
    if not any(target.kind in over for over in table.parents.values()):
        raise TreeError("parent", f"{tree.word(parent)} holds no parts")
    for kind in kinds:
        over = table.parents.get(kind)
        if over is None:
            raise TreeError("kind", f"there is no kind {kind!r}")
        if target.kind not in over:
            belongs = " or ".join(f"a {table.words[name]}" if name not in table.fixed else f"the {table.words[name]}"
                                  for name in sorted(over))  # fmt: skip
            raise TreeError("parent", f"{table.words[kind]} belongs in {belongs}, not in {tree.word(parent)}")


def fits(tree: Tree, kinds: Iterable[str], parent: str) -> None:
    """`TreeError` unless a parent that is there may hold these kinds."""
    _free(tree, kinds, "added")
    _fits(tree, kinds, parent, ())


def _grafted(
    tree: Tree, nodes: Mapping[str, Node], below: Mapping[str, tuple[str, ...]], heads: Sequence[str], parent: str,
    before: str | None,
) -> Tree:  # fmt: skip
    _room(tree, nodes)
    up = {child: over for over, row in below.items() for child in row}
    grown = Tree(tree.table, {**tree.nodes, **nodes}, {**tree.children, **below}, {**tree.parents, **up})
    return _placed(grown, heads, parent, before)


def _room(tree: Tree, nodes: Mapping[str, Node]) -> None:
    if len(tree.nodes) + len(nodes) > MOST:
        raise TreeError("nodes", f"a sign holds at most {MOST:,} parts")


def _placed(tree: Tree, heads: Sequence[str], parent: str, before: str | None) -> Tree:
    """Nodes that hang nowhere, put below a parent."""
    row = tree.below(parent)
    if before is not None and before not in row:
        raise TreeError("before", f"what they are to stand before is not in {tree.word(parent)}")
    place = len(row) if before is None else row.index(before)
    children = {**tree.children, parent: (*row[:place], *heads, *row[place:])}
    parents = {**tree.parents, **dict.fromkeys(heads, parent)}
    return _sorted(Tree(tree.table, tree.nodes, children, parents), {parent})


def _sorted(tree: Tree, touched: Iterable[str]) -> Tree:
    """Kinds of lower rank first under the touched parents; no entry for who holds nothing."""
    sorted_rows = {parent: ranked(tree, parent) for parent in touched}
    return replace(tree, children={k: v for k, v in {**tree.children, **sorted_rows}.items() if v})


def every(tree: Tree, kind: str) -> Iterator[str]:
    """The nodes of a kind, in order."""
    return (node for node in walk(tree) if tree.kind(node) == kind)
