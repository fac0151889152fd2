"""The edits of the assembly tree, with the cases in which editors of trees go wrong."""

import pytest

import apex.logic.tree as package
from apex.logic.tree import (
    MOST,
    ROOT,
    SIGN,
    Node,
    TreeError,
    add,
    change,
    copy,
    cut,
    duplicate,
    faults,
    move,
    paste,
    remove,
    shift,
    sideways,
    tops,
)
from tests.logic.trees import big, boxes, fresh, sign

FACE = Node("n1", "face", {"label": "New"})


def test_a_part_is_added_at_the_end_or_before_another():
    tree = sign()
    assert add(tree, FACE, "main").below("main") == ("f1", "f2", "fr", "l1", "n1")
    assert add(tree, FACE, "main", "f2").below("main") == ("f1", "n1", "f2", "fr", "l1")
    assert add(tree, Node("n1", "section", {}), "support").below("support") == ("n1",)
    assert tree.below("main") == ("f1", "f2", "fr", "l1"), "what was given is not changed"


@pytest.mark.parametrize(
    ("node", "parent", "why"),
    [
        (FACE, "nowhere", "not in the tree any more"),
        (FACE, "f1", "face “Acrylic” holds no parts"),
        (FACE, "foundation", "face belongs in a cabinet, not in the foundation"),
        (Node("n1", "rebar", {}), "main", "rebar belongs in the foundation, not in cabinet “Main ID”"),
        (Node("n1", "rod", {}), ROOT, "rods belongs in a base plate"),
        (Node("n1", "support", {}), ROOT, "the support cannot be added"),
        (Node("n1", "wheel", {}), ROOT, "there is no kind 'wheel'"),
        (Node("f1", "face", {}), "main", "with this id already"),
    ],
)
def test_a_part_that_does_not_fit_is_refused_with_the_reason(node, parent, why):
    with pytest.raises(TreeError, match=why):
        add(sign(), node, parent)


def test_every_kind_goes_below_the_parents_of_the_specification_and_no_other():
    said = {
        ROOT: {"cabinet", "support", "baseplate", "foundation"},
        "cabinet": {"face", "frame", "lighting"},
        "support": {"section", "splice"},
        "baseplate": {"rod"},
        "foundation": {"concrete", "rebar"},
    }
    assert {over: {kind for kind, may in SIGN.parents.items() if over in may} for over in said} == said
    assert {over for may in SIGN.parents.values() for over in may} == set(said)


def test_cabinets_stand_before_the_support_and_the_foundation_stays_last():
    tree = add(sign(), Node("n1", "cabinet", {"name": "Third"}), ROOT)
    assert tree.below(ROOT) == ("main", "reader", "n1", "support", "bp", "foundation")
    assert move(tree, ["main"], ROOT, "foundation").below(ROOT)[:3] == ("reader", "n1", "main")
    assert shift(tree, ["n1"], 1).below(ROOT) == tree.below(ROOT)
    assert shift(tree, ["bp"], -1).below(ROOT) == tree.below(ROOT)


def test_nothing_is_moved_into_its_own_descendant():
    tree = boxes({"a": {"b": {"c": {"_x": {}}}}, "d": {}})
    for target in ("a", "b", "c"):
        with pytest.raises(TreeError, match="box “a” cannot be put into itself or into a part of its own"):
            move(tree, ["a"], target)
    with pytest.raises(TreeError, match="into itself"):
        move(tree, ["d", "b"], "c")
    with pytest.raises(TreeError, match="into itself"):
        paste(tree, cut(tree, ["a"]), "c", None, fresh())
    assert move(tree, ["a"], "d").below("d") == ("a",)


def test_a_copy_may_be_pasted_into_what_it_was_copied_from():
    tree = boxes({"a": {"b": {"_x": {}}}})
    tree, made = paste(tree, copy(tree, ["a"]), "b", None, fresh())
    assert faults(tree) == []
    assert tree.below("b") == ("_x", made["a"])
    assert len(tree.nodes) == 1 + 3 + 3


def test_a_target_that_holds_nothing_and_an_unknown_one_are_refused():
    tree = sign()
    for edit in (lambda to: move(tree, ["l1"], to), lambda to: paste(tree, copy(tree, ["l1"]), to, None, fresh())):
        with pytest.raises(TreeError, match="face “Vinyl” holds no parts"):
            edit("f2")
        with pytest.raises(TreeError, match="not in the tree any more"):
            edit("nowhere")
        with pytest.raises(TreeError, match="not in the support"):
            edit("support")
    with pytest.raises(TreeError, match="what they are to stand before is not in cabinet “Main ID”"):
        move(tree, ["l1"], "main", "f3")


def test_a_deep_copy_has_fresh_ids_throughout_and_the_same_content():
    tree = sign()
    after, made = duplicate(tree, ["main"], fresh())
    assert set(made) == {"main", "f1", "f2", "fr", "l1"}
    assert len(set(made.values()) | set(tree.nodes)) == len(tree.nodes) + 5
    assert after.below(ROOT) == ("main", made["main"], "reader", "support", "bp", "foundation")
    assert after.below(made["main"]) == tuple(made[n] for n in ("f1", "f2", "fr", "l1"))
    for old, new in made.items():
        assert (after.nodes[new].kind, after.nodes[new].fields) == (tree.nodes[old].kind, tree.nodes[old].fields)
    assert faults(after) == []


def test_each_of_several_is_duplicated_right_behind_itself():
    after, made = duplicate(sign(), ["l1", "f1", "f3"], fresh())
    assert after.below("main") == ("f1", made["f1"], "f2", "fr", "l1", made["l1"])
    assert after.below("reader") == ("f3", made["f3"])


def test_cut_and_paste_keeps_ids_and_copy_and_paste_does_not():
    tree = sign()
    moved, made = paste(tree, cut(tree, ["f1", "l1"]), "reader", "f3", fresh())
    assert (moved.below("reader"), moved.below("main"), made) == (("f1", "l1", "f3"), ("f2", "fr"), {})
    assert set(moved.nodes) == set(tree.nodes)
    copied, made = paste(tree, copy(tree, ["f1", "l1"]), "reader", None, fresh())
    assert copied.below("main") == tree.below("main")
    assert copied.below("reader") == ("f3", made["f1"], made["l1"])
    assert set(made.values()).isdisjoint(tree.nodes)


def test_what_was_copied_is_pasted_as_it_was_then_even_when_it_is_gone():
    tree = sign()
    clip = copy(tree, ["f1"])
    now = remove(change(tree, "f1", {"label": "Glass"}), ["f1"])
    after, made = paste(now, clip, "reader", None, fresh())
    assert after.nodes[made["f1"]].fields["label"] == "Acrylic"
    with pytest.raises(TreeError, match="not in the tree any more"):
        paste(now, cut(tree, ["f1"]), "reader", None, fresh())


def test_an_empty_clipboard_pastes_nothing():
    for clip in (None, package.Clip("copy", (), sign())):
        with pytest.raises(TreeError, match="nothing was cut or copied"):
            paste(sign(), clip, "main", None, fresh())
    for take in (cut, copy):
        with pytest.raises(TreeError, match="nothing is chosen"):
            take(sign(), [])


@pytest.mark.parametrize(
    ("ids", "before", "order"),
    [
        (["f1"], "l1", ("f2", "fr", "f1", "l1")),
        (["l1"], "f1", ("l1", "f1", "f2", "fr")),
        (["f1"], None, ("f2", "fr", "l1", "f1")),
        (["f1"], "f2", ("f1", "f2", "fr", "l1")),
        (["f1"], "f1", ("f1", "f2", "fr", "l1")),
        (["f2"], "f2", ("f1", "f2", "fr", "l1")),
        (["fr", "f1"], "l1", ("f2", "f1", "fr", "l1")),
        (["l1", "f2"], "f1", ("f2", "l1", "f1", "fr")),
        (["f2", "fr"], "fr", ("f1", "f2", "fr", "l1")),
    ],
)
def test_a_move_among_siblings_lands_right_in_both_directions(ids, before, order):
    assert move(sign(), ids, "main", before).below("main") == order


@pytest.mark.parametrize(
    ("ids", "step", "order"),
    [
        (["f2"], -1, ("f2", "f1", "fr", "l1")),
        (["f2"], 1, ("f1", "fr", "f2", "l1")),
        (["f1"], -1, ("f1", "f2", "fr", "l1")),
        (["l1"], 1, ("f1", "f2", "fr", "l1")),
        (["f2", "fr"], -1, ("f2", "fr", "f1", "l1")),
        (["f2", "fr"], 1, ("f1", "l1", "f2", "fr")),
        (["f1", "fr"], -1, ("f1", "fr", "f2", "l1")),
        (["f1", "f2", "l1"], 1, ("fr", "f1", "f2", "l1")),
    ],
)
def test_steps_up_and_down_keep_the_order_of_what_is_chosen(ids, step, order):
    assert shift(sign(), ids, step).below("main") == order


def test_steps_sideways_go_to_the_next_parent_that_may_hold_them():
    tree = sign()
    assert sideways(tree, ["f1"], 1).below("reader") == ("f3", "f1")
    assert sideways(tree, ["f3"], -1).below("main")[-1] == "f3"
    with pytest.raises(TreeError, match="no other place for face “Acrylic”"):
        sideways(tree, ["f1"], -1)
    with pytest.raises(TreeError, match="no other holds them all"):
        sideways(tree, ["r1", "f1"], 1)


def test_parent_and_child_both_chosen_count_once():
    tree = sign()
    assert tops(tree, ["f1", "main", "r1", "gone"]) == ("main", "r1")
    assert set(tree.nodes) - set(remove(tree, ["f2", "main", "f1"]).nodes) == {"main", "f1", "f2", "fr", "l1"}
    nested = boxes({"a": {"b": {"_x": {}}}, "d": {}})
    assert move(nested, ["_x", "b", "a"], "d").below("d") == ("a",)
    assert move(nested, ["_x", "b", "a"], "d").below("a") == ("b",)
    after, made = duplicate(nested, ["b", "a"], fresh())
    assert (set(made), len(after.nodes)) == ({"a", "b", "_x"}, len(nested.nodes) + 3)
    after, made = paste(nested, copy(nested, ["b", "a"]), "d", None, fresh())
    assert after.below("d") == (made["a"],)


def test_deleting_what_is_not_there_gives_the_very_same_tree():
    tree = sign()
    assert remove(tree, ["gone"]) is tree
    assert remove(tree, []) is tree
    assert set(remove(tree, ["gone", "f1"]).nodes) == set(tree.nodes) - {"f1"}


def test_what_the_design_has_one_of_is_neither_deleted_nor_copied_nor_moved():
    tree = sign()
    edits = [
        lambda n: remove(tree, [n]), lambda n: duplicate(tree, [n], fresh()), lambda n: move(tree, [n], ROOT),
        lambda n: cut(tree, [n]), lambda n: copy(tree, [n]), lambda n: shift(tree, [n], 1),
        lambda n: remove(tree, ["f1", n]),
    ]  # fmt: skip
    for edit in edits:
        for node in (ROOT, "support", "foundation"):
            with pytest.raises(TreeError, match=r"cannot be \w+: "):
                edit(node)


def test_a_tree_takes_a_thousand_and_no_more():
    tree = big(MOST - 5)
    assert len(tree.nodes) == MOST
    with pytest.raises(TreeError, match="at most 1,000"):
        add(tree, FACE, "main")
    with pytest.raises(TreeError, match="at most 1,000"):
        duplicate(tree, ["main"], fresh())


def test_faults_are_found():
    tree = sign()
    assert faults(tree) == []
    children = dict(tree.children)
    broken = [
        {**children, "reader": ("f3", "f1")},
        {**children, "reader": ("gone",)},
        {**children, "reader": ()},
        {**children, ROOT: ("support", "main", "reader", "bp", "foundation")},
        {**children, "foundation": ("co", "main"), ROOT: ("reader", "support", "bp", "foundation")},
    ]
    for wrong in broken:
        assert faults(package.node.planted(SIGN, tree.nodes.values(), wrong)), wrong


def test_a_circle_is_found_and_walked_once():
    loop = boxes({"a": {"b": {}}})
    circle = package.node.planted(loop.table, loop.nodes.values(), {"a": ["b"], "b": ["a"]})
    assert "not every node hangs together with the top" in faults(circle)
