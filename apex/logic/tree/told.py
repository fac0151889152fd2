"""What two trees have different, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from apex.logic.tree.node import Node, Tree, walk
from apex.logic.tree.sign import SIGN, label

WORDS = {"number": "part number", "unit_price_usd": "unit price", "label": "name"}
Say = Callable[[str, str, Any, Any], str]
"""A field of a kind of node and what it was and is, in words."""


def plainly(_kind: str, field: str, old: Any, new: Any) -> str:
    """A field of a part, which has no unit of its own."""
    return f"{WORDS.get(field, field.replace('_', ' '))} {_value(old)} → {_value(new)}"


def differences(
    before: Tree, after: Tree, say: Say = plainly, kinds: Collection[str] = frozenset(SIGN.words)
) -> list[str]:
    """Everything of these kinds that was added, taken out, moved or changed.

    What lies below something added or taken out goes with it.
    """
    found = [
        f"{said(after, node)} was added to {label(after, after.parents[node])}" for node in _only(after, before, kinds)
    ]
    found += [
        f"{said(before, node)} was taken out of {label(before, before.parents[node])}"
        for node in _only(before, after, kinds)
    ]
    both = [node for node in walk(after) if node in before.nodes and after.kind(node) in kinds]
    found += [
        f"{said(after, node)} was moved to {label(after, after.parents[node])}"
        for node in both
        if after.parents.get(node) != before.parents.get(node)
    ]
    found += [one for node in both for one in _changed(before.nodes[node], after.nodes[node], label(after, node), say)]
    found += [
        f"what is in {label(after, node)} has another order"
        for node in walk(after)
        if node in before.nodes and _reordered(before, after, node, kinds)
    ]
    return found


def _only(here: Tree, there: Tree, kinds: Collection[str]) -> Iterator[str]:
    """Nodes that stand in one tree alone, less those below another of them."""
    for node in walk(here):
        if node not in there.nodes and here.kind(node) in kinds:
            over = here.parents[node]
            if over in there.nodes or here.kind(over) not in kinds:
                yield node


def said(tree: Tree, node: str) -> str:
    """A node as sentences name it: what it is and what it is called."""
    name, word = label(tree, node), tree.table.words[tree.kind(node)]
    return name if name.lower().startswith(word) else f"{word} {name}"


def _changed(was: Node, now: Node, name: str, say: Say) -> Iterator[str]:
    for field in dict.fromkeys((*was.fields, *now.fields)):
        old, new = was.fields.get(field), now.fields.get(field)
        if old != new:
            yield f"{name}: {say(now.kind, field, old, new)}"


def _value(value: Any) -> str:
    if value in (None, ""):
        return "(blank)"
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)


def _reordered(before: Tree, after: Tree, node: str, kinds: Collection[str]) -> bool:
    old, new = before.below(node), after.below(node)
    stayed = {child for child in set(old) & set(new) if after.kind(child) in kinds}
    return [c for c in old if c in stayed] != [c for c in new if c in stayed]
