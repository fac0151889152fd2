"""Edits of a large tree cost in proportion to its size, counted in lines that run and not by a clock."""

import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

import apex.logic.tree as package
from apex.logic.tree import (
    ROOT,
    Node,
    add,
    change,
    copy,
    differences,
    duplicate,
    faults,
    lines,
    move,
    paste,
    remove,
    shift,
    taken_back,
    total,
)
from tests.logic.trees import big, fresh

FACE = Node("n1", "face", {"label": "New"})
FOLDER = str(Path(package.__file__).parent)


@contextmanager
def counted():
    """How many lines of the module run: a measure that no other program on the machine disturbs."""
    ran = [0]

    def note(frame, event, _arg):
        if not frame.f_code.co_filename.startswith(FOLDER):
            return None
        ran[0] += event == "line"
        return note

    old = sys.gettrace()
    sys.settrace(note)
    try:
        yield ran
    finally:
        sys.settrace(old)


EDITS = {
    "add": lambda t: add(t, FACE, "main", "p3"),
    "delete all": lambda t: remove(t, list(t.nodes.keys() - {ROOT, "support", "foundation"})),
    "duplicate one": lambda t: duplicate(t, ["p3"], fresh()),
    "duplicate half": lambda t: duplicate(t, ["main"], fresh()),
    "duplicate each": lambda t: duplicate(t, [f"p{i}" for i in range(len(t.nodes) // 2)], fresh()),
    "move half": lambda t: move(t, t.below("main"), "reader", t.below("reader")[3]),
    "shift half": lambda t: shift(t, t.below("main")[1::2], -1),
    "paste half": lambda t: paste(t, copy(t, t.below("main")), "reader", None, fresh()),
    "take back": lambda t: taken_back(add(t, FACE, "main"), change(t, "p1", {}), t),
    "bill": lambda t: total(lines(t)),
    "look": faults,
    "compare": lambda t: differences(t, move(t, ["p1"], "main")),
}


@pytest.mark.parametrize("name", EDITS)
def test_five_hundred_parts_cost_twice_what_half_as_many_do(name):
    costs = []
    for parts in (240, 480):
        tree = big(parts)
        with counted() as ran:
            EDITS[name](tree)
        costs.append(ran[0])
    assert costs[0] > 0
    assert costs[1] <= 2.2 * costs[0], costs
    assert costs[1] <= 480 * 80, costs
