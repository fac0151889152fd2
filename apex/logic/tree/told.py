"""What two trees have different, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from apex.logic.tree.node import Node, Tree, walk
from apex.logic.tree.sign import label

WORDS = {"number": "part number", "unit_price_usd": "unit price", "label": "name"}


def differences(before: Tree, after: Tree) -> list[str]:
    """Everything added, taken out, moved or changed; what lies below something added or taken out goes with it."""
    found = [
        f"{said(after, node)} was added to {label(after, after.parents[node])}"
        for node in walk(after)
        if node not in before.nodes and after.parents[node] in before.nodes
    ]
    found += [
        f"{said(before, node)} was taken out of {label(before, before.parents[node])}"
        for node in walk(before)
        if node not in after.nodes and before.parents[node] in after.nodes
    ]
    both = [node for node in walk(after) if node in before.nodes]
    found += [
        f"{said(after, node)} was moved to {label(after, after.parents[node])}"
        for node in both
        if after.parents.get(node) != before.parents.get(node)
    ]
    found += [one for node in both for one in _changed(before.nodes[node], after.nodes[node], label(after, node))]
    found += [f"what is in {label(after, node)} has another order" for node in both if _reordered(before, after, node)]
    return found


def said(tree: Tree, node: str) -> str:
    """A node as sentences name it: what it is and what it is called."""
    name, word = label(tree, node), tree.table.words[tree.kind(node)]
    return name if name.lower().startswith(word) else f"{word} {name}"


def _changed(was: Node, now: Node, name: str) -> Iterator[str]:
    for field in dict.fromkeys((*was.fields, *now.fields)):
        old, new = was.fields.get(field), now.fields.get(field)
        if old != new:
            word = WORDS.get(field, field.replace("_", " "))
            yield f"{name}: {word} {_value(old)} → {_value(new)}"


def _value(value: object) -> str:
    return "(blank)" if value in (None, "") else str(value)


def _reordered(before: Tree, after: Tree, node: str) -> bool:
    old, new = before.below(node), after.below(node)
    stayed = set(old) & set(new)
    return [c for c in old if c in stayed] != [c for c in new if c in stayed]
