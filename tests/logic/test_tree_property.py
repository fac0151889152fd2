"""Whatever is done to a tree, in whatever order: it stays a tree, and can be undone and done again exactly."""

from hypothesis import given, settings
from hypothesis import strategies as st

from apex.logic.tree import (
    PARTS,
    ROOT,
    History,
    Node,
    TreeError,
    add,
    agree,
    apart,
    assemble,
    change,
    copy,
    cut,
    duplicate,
    faults,
    follow,
    move,
    paste,
    remove,
    shift,
    sideways,
    taken_back,
)
from tests.logic.trees import DOCUMENT, fresh
from tests.logic.trees import PARTS as HELD

EDITS = ("add", "cabinet", "rename", "delete", "duplicate", "move", "shift", "sideways", "cut", "copy", "paste")
NUMBERS = st.integers(0, 40)
STEPS = st.lists(st.tuples(st.sampled_from((*EDITS, "undo", "undo", "redo")), NUMBERS, NUMBERS, NUMBERS), max_size=30)
KINDS = (*PARTS, "cabinet", "support", "nothing")


class Desk:
    """One who edits: each save keeps document and parts as a version, and the tree is made of those."""

    def __init__(self):
        self.fresh = fresh()
        self.versions = [(DOCUMENT, HELD)]
        self.history = History()
        self.clip = None
        self.refused = 0

    def tree(self, version=None):
        document, parts = self.versions[-1 if version is None else version - 1]
        return assemble(document, parts)

    def save(self, tree):
        document, _ = self.versions[-1]
        made = apart(tree, document)
        if made == self.versions[-1]:
            return None
        self.versions.append(made)
        return len(self.versions)

    def act(self, do, *numbers):
        try:
            if do in ("undo", "redo"):
                self.back(do)
            else:
                self.edit(do, *numbers)
        except TreeError:
            self.refused += 1

    def back(self, do):
        version = self.history.to_undo() if do == "undo" else self.history.to_redo()
        made = self.save(taken_back(self.tree(), self.tree(version), self.tree(version - 1)))
        self.history = self.history.undid(made) if do == "undo" else self.history.redid(made)

    def edit(self, do, a, b, c):
        before = self.tree()
        ids = list(before.nodes)
        one, two, three = (ids[n % len(ids)] for n in (a, b, c))
        if do in ("cut", "copy"):
            self.clip = {"cut": cut, "copy": copy}[do](before, [one, two])
            return
        made = self.edited(before, do, one, two, three, a)
        agree(before, made)
        version = self.save(made)
        if version:
            self.history = self.history.did(version)
        if do == "paste" and self.clip.how == "cut":
            self.clip = None

    def edited(self, tree, do, one, two, three, number):
        new = Node(self.fresh(), KINDS[number % len(KINDS)], {"label": f"n{number}", "quantity": 1.0})
        sibling = three if number % 2 else None
        match do:
            case "add":
                return add(tree, new, two, sibling)
            case "cabinet":
                return add(tree, Node(new.id, "cabinet", {"name": "", "width_ft": number}), ROOT, sibling)
            case "rename":
                field = tree.table.naming.get(tree.kind(one), "label")
                return change(tree, one, {**tree.nodes[one].fields, field: f"n{number}"}) if field else tree
            case "delete":
                return remove(tree, [one, two, "gone"])
            case "duplicate":
                return duplicate(tree, [one, two], self.fresh)[0]
            case "move":
                return move(tree, [one, three], two, sibling)
            case "shift":
                return shift(tree, [one, two], -1 if number % 2 else 1)
            case "sideways":
                return sideways(tree, [one], -1 if number % 2 else 1)
        return paste(tree, self.clip, two, sibling, self.fresh)[0]


@settings(max_examples=300, deadline=None)
@given(STEPS)
def test_any_sequence_of_edits_keeps_the_tree_valid_and_undo_restores_it_exactly(steps):
    desk = Desk()
    for step in steps:
        before, versions, history = desk.tree(), len(desk.versions), desk.history
        desk.act(*step)
        tree = desk.tree()
        assert faults(tree) == []
        document, parts = desk.versions[-1]
        assert apart(tree, document) == (document, parts), "document and tree agree"
        assert [tree.nodes[n].fields for n in tree.below(ROOT) if tree.kind(n) == "cabinet"] == document["sign"][
            "cabinets"
        ]
        if len(desk.versions) == versions:
            assert (tree, desk.history) == (before, history), "no change, no entry"
    edits, last = len(desk.history.undo), desk.versions[-1]
    states = [desk.versions[-1]]
    for _ in range(edits):
        desk.act("undo")
        states.append(desk.versions[-1])
    assert not desk.history.undo
    for state in reversed(states[:-1]):
        desk.act("redo")
        assert desk.versions[-1] == state
    assert desk.versions[-1] == last


@given(STEPS)
def test_undoing_everything_comes_back_to_the_beginning(steps):
    desk = Desk()
    for step in steps:
        desk.act(*step)
    while desk.history.undo:
        desk.act("undo")
    assert desk.versions[-1] == (DOCUMENT, HELD)


@settings(max_examples=200, deadline=None)
@given(STEPS, STEPS)
def test_what_another_did_since_survives_an_undo_or_refuses_it(mine, theirs):
    """Two who save to one project: the undo of one never takes away a part that the other one added."""
    desk = Desk()
    for step in mine:
        desk.act(*step)
    own = desk.history
    desk.history, before = History(), set(desk.tree().nodes)
    for step in theirs:
        desk.act(*step)
    added = {node for node in desk.tree().nodes if node not in before}
    desk.history = own
    if own.undo:
        desk.act("undo")
        assert added <= set(desk.tree().nodes)
        assert faults(desk.tree()) == []


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_parts_that_follow_a_design_stay_a_tree(data):
    desk = Desk()
    for step in data.draw(STEPS):
        desk.act(*step)
    document, parts = desk.versions[-1]
    rows = document["sign"]["cabinets"]
    cabinet = st.fixed_dictionaries({"name": st.sampled_from(["", "Main ID", "a"]), "width_ft": st.integers(1, 3)})
    now = {**document, "sign": {"cabinets": data.draw(st.lists(st.sampled_from(rows) | cabinet, max_size=5))}}
    found = follow(parts, document, now)
    tree = assemble(now, found)
    assert faults(tree) == []
    assert apart(tree, now) == (now, found)
    was = assemble(document, parts)
    if all(now["sign"]["cabinets"].count(row) >= rows.count(row) for row in rows):
        assert set(tree.nodes) >= set(was.nodes), "no cabinet is gone, so no part is"
