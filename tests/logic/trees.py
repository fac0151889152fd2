"""Trees to edit: a sign of two cabinets with parts, ids that count up, and a table in which boxes hold boxes."""

from itertools import count

from apex.logic.tree import ROOT, SIGN, Node, Table, assemble
from apex.logic.tree.node import planted

MAIN = {"name": "Main ID", "width_ft": 12, "height_ft": "8'-0\"", "bottom_ft": 17, "weight_psf": 10}
READER = {"name": "Reader", "width_ft": 8, "height_ft": 3, "bottom_ft": 13, "weight_psf": 12}
DOCUMENT = {
    "schema": "apex/design/1",
    "name": "Pylon",
    "site": {"wind_speed_mph": 115},
    "sign": {"cabinets": [MAIN, READER]},
    "foundation": {"kind": "drilled_pier"},
}
BOXES = Table(
    parents={"box": frozenset({ROOT, "box"}), "leaf": frozenset({"box"})},
    words={ROOT: "sign", "box": "box", "leaf": "leaf"},
    rank={},
    fixed={ROOT: "it is the whole tree"},
    naming={},
)


def part(kind, label="", **more):
    return {"kind": kind, "label": label or kind, "number": "", "quantity": 1.0, "unit": "ea",
            "unit_price_usd": None, **more}  # fmt: skip


PARTS = {
    "cabinets": ["main", "reader"],
    "nodes": {
        "f1": part("face", "Acrylic", quantity=2.0, unit_price_usd=120.5),
        "f2": part("face", "Vinyl"),
        "fr": part("frame"),
        "l1": part("lighting", "LED", quantity=24.0, unit_price_usd=3.33),
        "f3": part("face", "Polycarbonate"),
        "bp": part("baseplate", "Plate", quantity=1.0, unit_price_usd=310),
        "r1": part("rod", "F1554", quantity=4.0, unit_price_usd=41.25),
        "co": part("concrete"),
    },
    "children": {"main": ["f1", "f2", "fr", "l1"], "reader": ["f3"], ROOT: ["bp"], "bp": ["r1"], "foundation": ["co"]},
}


def sign():
    return assemble(DOCUMENT, PARTS)


def fresh():
    numbers = count(1)
    return lambda: f"new{next(numbers)}"


def boxes(shape):
    """A tree of boxes from nested dictionaries; names that begin with `_` are leaves."""
    nodes, children = [Node(ROOT, ROOT, {})], {}

    def grow(over, inner):
        children[over] = list(inner)
        for name, below in inner.items():
            nodes.append(Node(name, "leaf" if name.startswith("_") else "box", {"label": name}))
            grow(name, below)

    grow(ROOT, shape)
    return planted(BOXES, nodes, children)


def big(parts):
    """A sign of two cabinets that share so many faces."""
    names = [f"p{i}" for i in range(parts)]
    half = parts // 2
    held = {
        "cabinets": ["main", "reader"],
        "nodes": {name: part("face", name, unit_price_usd=1.01) for name in names},
        "children": {"main": names[:half], "reader": names[half:]},
    }
    return assemble(DOCUMENT, held)


__all__ = ["BOXES", "DOCUMENT", "PARTS", "SIGN", "big", "boxes", "fresh", "part", "sign"]
