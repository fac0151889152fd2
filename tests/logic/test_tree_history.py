"""Undo, redo, and trees side by side."""

import pytest

from apex.logic.tree import PARTS, History, Node, TreeError, add, change, differences, move, remove, taken_back
from tests.logic.trees import boxes, sign

FACE = Node("n1", "face", {"label": "New"})


def test_fifty_edits_can_be_undone_and_the_oldest_is_let_go():
    history = History()
    for version in range(2, 60):
        history = history.did(version)
    assert history.undo == tuple(range(10, 60))
    made = 60
    while history.undo:
        assert history.to_undo() == made - 1 - 2 * (made - 60)
        history = history.undid(made)
        made += 1
    assert len(history.redo) == 50
    with pytest.raises(TreeError, match="nothing to undo"):
        history.to_undo()


def test_a_new_edit_cuts_off_what_could_be_done_again():
    history = History().did(2).did(3).undid(4)
    assert (history.undo, history.redo) == ((2,), (4,))
    assert history.redid(5) == History((2, 5), ())
    assert history.undid(None) == History((), (4,)), "an undoing that changed nothing is done with"
    assert history.redid(None) == History((2,), ())
    cut_off = history.did(5)
    assert cut_off == History((2, 5), ())
    with pytest.raises(TreeError, match="nothing to do again"):
        cut_off.to_redo()


def test_an_edit_is_taken_back_without_what_others_did_since():
    before = sign()
    after = change(before, "f1", {**before.nodes["f1"].fields, "label": "Glass"})
    assert taken_back(after, after, before) is before
    now = add(change(after, "main", {**after.nodes["main"].fields, "width_ft": 14}), FACE, "reader")
    back = taken_back(now, after, before)
    assert back.nodes["f1"].fields["label"] == "Acrylic"
    assert back.nodes["main"].fields["width_ft"] == 14
    assert back.below("reader") == ("f3", "n1")


def test_what_was_changed_again_since_is_not_taken_back_unseen():
    before = sign()
    after = change(before, "f1", {**before.nodes["f1"].fields, "label": "Glass"})
    now = change(after, "f1", {**after.nodes["f1"].fields, "label": "Steel"})
    with pytest.raises(TreeError, match="the same was changed since"):
        taken_back(now, after, before)
    added = add(before, FACE, "main", "f1")
    with pytest.raises(TreeError, match="the same was changed since"):
        taken_back(move(added, ["n1"], "main"), added, before)
    boxed = boxes({"a": {}})
    grown = boxes({"a": {}, "b": {}})
    with pytest.raises(TreeError, match="builds on it"):
        taken_back(boxes({"a": {}, "b": {"_x": {}}}), grown, boxed)


def test_differences_are_said_in_words():
    before = sign()
    after = remove(add(before, FACE, "reader"), ["l1"])
    after = move(change(after, "f1", {**after.nodes["f1"].fields, "quantity": 3.0}), ["f2"], "main", "f1")
    after = move(after, ["fr"], "reader")
    assert differences(before, after) == [
        "face New was added to Reader", "lighting LED was taken out of Main ID", "frame was moved to Reader",
        "Acrylic: quantity 2 → 3", "what is in Main ID has another order",
    ]  # fmt: skip
    gone = remove(before, ["main"])
    assert differences(before, gone) == ["cabinet Main ID was taken out of Pylon"]


def test_differences_of_some_kinds_alone_name_the_parts_that_went_with_a_cabinet():
    before = sign()
    after = remove(change(before, "reader", {**before.nodes["reader"].fields, "width_ft": 9}), ["main"])
    gone = differences(before, after, kinds=PARTS)
    assert gone
    assert all(said.endswith("was taken out of Main ID") for said in gone)
    assert differences(before, after, lambda kind, field, *_: f"{kind} {field}", ("cabinet",)) == [
        "cabinet Main ID was taken out of Pylon", "Reader: cabinet width_ft",
    ]  # fmt: skip
