"""The tree of a sign: out of design document and parts, and both out of it again."""

import copy
from decimal import Decimal

import pytest

from apex.logic.tree import (
    ROOT,
    Node,
    TreeError,
    add,
    agree,
    apart,
    assemble,
    change,
    faults,
    follow,
    label,
    lines,
    move,
    remove,
    shift,
    total,
)
from tests.logic.trees import DOCUMENT, MAIN, PARTS, READER, part, sign


def document(*cabinets, **more):
    return {**DOCUMENT, "sign": {"cabinets": list(cabinets)}, **more}


def test_the_tree_holds_the_document_and_the_parts_and_gives_both_back():
    tree = sign()
    assert faults(tree) == []
    assert [label(tree, n) for n in tree.below(ROOT)] == [
        "Main ID", "Reader", "Support, 1 post", "Plate", "Foundation, drilled pier"
    ]  # fmt: skip
    assert apart(tree, DOCUMENT) == (DOCUMENT, PARTS)


def test_a_sign_without_parts_has_none_and_its_cabinets_keep_their_ids_as_long_as_they_are_the_same():
    tree = assemble(DOCUMENT, {})
    assert apart(tree, DOCUMENT) == (DOCUMENT, {})
    main, reader = tree.below(ROOT)[:2]
    assert assemble(document(READER), {}).below(ROOT)[0] == reader
    wider = assemble(document({**MAIN, "width_ft": 13}), {}).below(ROOT)[0]
    assert wider not in (main, reader), "an id that was seen never comes to mean another cabinet"
    same = assemble(document(MAIN, MAIN), {}).below(ROOT)[:2]
    assert len(set(same)) == 2


def test_nothing_designed_yet_is_a_tree_too():
    tree = assemble({}, {})
    assert faults(tree) == []
    assert apart(tree, {}) == ({}, {})
    assert label(tree, "foundation") == "Foundation, not designed yet"
    kept = assemble({}, PARTS)
    assert kept.below("foundation") == ("co",)


def test_order_and_names_of_cabinets_are_those_of_the_document():
    tree = shift(sign(), ["reader"], -1)
    tree = change(tree, "main", {**tree.nodes["main"].fields, "name": "Top"})
    made, parts = apart(tree, DOCUMENT)
    assert made == document(READER, {**MAIN, "name": "Top"})
    assert parts["cabinets"] == ["reader", "main"]
    assert assemble(made, parts) == tree
    assert DOCUMENT["sign"]["cabinets"][0]["name"] == "Main ID", "what was given is not changed"


def test_what_no_document_can_express_is_refused():
    tree = sign()
    with pytest.raises(TreeError, match="at least one cabinet"):
        agree(tree, remove(tree, ["main", "reader"]))
    buried = assemble(document(MAIN, foundation={"kind": "direct_burial"}), {})
    with pytest.raises(TreeError, match="stands on no base plate"):
        agree(buried, add(buried, Node("n1", "baseplate", {}), ROOT))
    agree(tree, add(tree, Node("n1", "baseplate", {}), ROOT))


def kept(before, after):
    """Which cabinets of the second document have the parts of which of the first."""
    found = follow(PARTS, before, after)
    tree = assemble(after, found)
    assert faults(tree) == []
    assert set(tree.nodes) >= {"bp", "r1", "co"}, "other parts stay"
    return tree.below(ROOT)[: len(after["sign"]["cabinets"])], tree


def test_parts_follow_their_cabinet_when_the_design_is_edited_elsewhere():
    wide = {**MAIN, "width_ft": 20}
    assert kept(DOCUMENT, document(wide, READER))[0] == ("main", "reader")
    assert kept(DOCUMENT, document(READER, MAIN))[0] == ("reader", "main")
    assert kept(DOCUMENT, document(READER, wide))[0] == ("reader", "main")
    swapped = document({**READER, "name": "Main ID"}, {**MAIN, "name": "Reader"})
    assert kept(DOCUMENT, swapped)[0] == ("main", "reader"), "a name says more than sizes"
    ids, tree = kept(DOCUMENT, document(READER))
    assert (ids, "f1" in tree.nodes, tree.below("reader")) == (("reader",), False, ("f3",))


def test_a_cabinet_that_was_rewritten_is_the_same_where_as_many_are_left():
    other = {"width_ft": 4, "height_ft": 4, "bottom_ft": 30, "weight_psf": 5}
    assert kept(DOCUMENT, document(MAIN, other))[0] == ("main", "reader")


def test_a_new_cabinet_does_not_take_the_parts_of_one_that_is_gone():
    third = {"name": "Third", "width_ft": 4, "height_ft": 2, "bottom_ft": 10, "weight_psf": 5}
    before = document(MAIN, READER, third)
    parts = {**PARTS, "cabinets": ["main", "reader", "third"]}
    other = {"name": "Clock", "width_ft": 6, "height_ft": 5, "bottom_ft": 30, "weight_psf": 7}
    tree = assemble(document(READER, other), follow(parts, before, document(READER, other)))
    assert tree.below(ROOT)[0] == "reader"
    assert tree.below(tree.below(ROOT)[1]) == ()


def test_a_new_cabinet_that_is_as_another_once_was_has_an_id_of_its_own():
    first = assemble(document(MAIN), {})
    was = first.below(ROOT)[0]
    wide = {**MAIN, "name": "Wide"}
    grown = add(change(first, was, wide), Node("n1", "face", part("face")), was)
    changed, parts = apart(grown, document(MAIN))
    again = document(MAIN, wide)
    tree = assemble(again, follow(parts, changed, again))
    assert tree.below(ROOT)[1] == was
    assert tree.below(was) == ("n1",)
    assert tree.below(tree.below(ROOT)[0]) == ()
    assert faults(tree) == []


def test_a_sign_without_parts_needs_no_following():
    assert follow({}, DOCUMENT, document(MAIN)) == {}
    same = copy.deepcopy(PARTS)
    assert follow(same, DOCUMENT, document(MAIN, READER, site={"wind_speed_mph": 130})) == PARTS


def test_lines_add_up_to_the_cent_and_say_what_has_no_price():
    found = {line.node: line for line in lines(sign())}
    assert found["f1"].amount_usd == Decimal("241.00")
    assert found["l1"].amount_usd == Decimal("79.92")
    assert found["co"].amount_usd is None
    assert [line.item for line in lines(sign())] == [
        "Main ID: face Acrylic", "Main ID: face Vinyl", "Main ID: frame", "Main ID: lighting LED",
        "Reader: face Polycarbonate", "base plate Plate", "Plate: rods F1554", "Foundation, drilled pier: concrete",
    ]  # fmt: skip
    whole = total(lines(sign()))
    assert (whole.amount_usd, whole.count, whole.unpriced) == (Decimal("795.92"), 8, 4)
    assert total([]).amount_usd == Decimal("0.00")


@pytest.mark.parametrize(
    ("quantity", "price", "amount"), [(3, 0.335, "1.02"), (0.5, 0.01, "0.01"), (1.005, 100, "100.50")]
)
def test_halves_of_cents_go_up(quantity, price, amount):
    parts = {
        "nodes": {"x": part("concrete", quantity=quantity, unit_price_usd=price)},
        "children": {"foundation": ["x"]},
    }
    (line,) = lines(assemble(DOCUMENT, parts))
    assert line.amount_usd == Decimal(amount)


def test_a_part_moved_to_another_cabinet_is_billed_there():
    tree = move(sign(), ["l1"], "reader")
    assert next(line.item for line in lines(tree) if line.node == "l1") == "Reader: lighting LED"
