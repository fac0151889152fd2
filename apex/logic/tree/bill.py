"""What the parts come to, in cents that add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from apex.logic.tree.node import ROOT, Tree, above, walk
from apex.logic.tree.sign import PARTS, SIGN, label

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """One part as a line of the bill. Without a price it has no amount."""

    node: str
    item: str
    number: str
    quantity: float
    unit: str
    price_usd: Decimal | None
    amount_usd: Decimal | None


@dataclass(frozen=True, slots=True)
class Sum:
    """What all the parts come to, and how many have no price."""

    amount_usd: Decimal
    count: int
    unpriced: int


def lines(tree: Tree) -> list[Line]:
    """A line for each part, in the order of the tree."""
    return [_line(tree, node) for node in walk(tree) if tree.kind(node) in PARTS]


def _line(tree: Tree, node: str) -> Line:
    fields = tree.nodes[node].fields
    quantity, price = fields.get("quantity", 1), fields.get("unit_price_usd")
    cents = None if price is None else Decimal(str(price)).quantize(CENT, ROUND_HALF_UP)
    amount = None if cents is None else (Decimal(str(quantity)) * cents).quantize(CENT, ROUND_HALF_UP)
    return Line(node, _item(tree, node), fields.get("number", ""), quantity, fields.get("unit", ""), cents, amount)


def _item(tree: Tree, node: str) -> str:
    """Where it belongs, what it is, and its name where that says more."""
    over = [label(tree, up) for up in above(tree, node) if up != ROOT]
    word, name = SIGN.words[tree.kind(node)], label(tree, node)
    what = word if name.lower() == word else f"{word} {name}"
    return ": ".join([*reversed(over), what])


def total(found: Iterable[Line]) -> Sum:
    """The sum over lines that have a price."""
    kept = list(found)
    priced = [line.amount_usd for line in kept if line.amount_usd is not None]
    return Sum(sum(priced, Decimal("0.00")), len(kept), len(kept) - len(priced))
