"""The assembly tree as plain data, and its parts as lines of the bill of materials."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from apex.logic.tree import PARTS, ROOT, Line, Tree, label, lines, total

SHOP = "shop"
"""Where a line comes from that the engine did not price."""


def nested(tree: Tree) -> dict[str, Any]:
    """The tree from its top, each node with what it is and what is below it."""
    billed = {line.node: line for line in lines(tree)}
    return _node(tree, ROOT, billed, "")


def _node(tree: Tree, node: str, billed: dict[str, Line], path: str) -> dict[str, Any]:
    held = tree.nodes[node]
    found: dict[str, Any] = {"id": node, "kind": held.kind, "label": label(tree, node)}
    if held.kind in PARTS:
        line = billed[node]
        found |= {
            "number": line.number, "quantity": line.quantity, "unit": line.unit,
            "unit_price_usd": _usd(line.price_usd), "amount_usd": _usd(line.amount_usd),
        }  # fmt: skip
    else:
        found |= {"document": path or "name"}
    cabinets = iter(range(len(tree.nodes)))
    below = []
    for child in tree.below(node):
        kind = tree.kind(child)
        below.append(_node(tree, child, billed, f"sign.cabinets.{next(cabinets)}" if kind == "cabinet" else kind))
    return {**found, "children": below}


def _usd(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def summed(tree: Tree) -> dict[str, Any]:
    """How many parts there are, what they come to, and how many have no price."""
    found = total(lines(tree))
    return {"parts": found.count, "sum_usd": float(found.amount_usd), "unpriced": found.unpriced}


def bom_lines(tree: Tree) -> list[dict[str, Any]]:
    """The parts as lines of a bill of materials; one without a price has none."""
    return [
        {
            "item": line.item,
            "quantity": line.quantity,
            "unit": line.unit,
            "unit_price_usd": _usd(line.price_usd),
            "amount_usd": _usd(line.amount_usd),
            "part_number": line.number,
            "source": SHOP,
        }
        for line in lines(tree)
    ]
