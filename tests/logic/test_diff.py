"""Differences: each once, at the right path, and together the whole way from one document to the other."""

import copy

import pytest
from hypothesis import given

from apex.logic.diff import Change, changes, equal
from apex.logic.flat import ABSENT, drop, flatten, put, within
from tests.logic.documents import DOCUMENTS, PAIRS, VALUES, text


def apply(document, made):
    for change in made:
        if change.after is not ABSENT:
            document = put(document, change.path, change.after)
    # From the end, so that the places of the rows before stay.
    for change in reversed(made):
        if change.after is ABSENT:
            document = drop(document, change.path)
    return document


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (12, 12.0, True), (True, 1, False), (False, 0, False), (True, True, True), ("12", 12, False), (None, 0, False),
        (None, "", False), ("a", "a", True), ([1, 2], [1.0, 2.0], True), ([True], [1], False), ([1], [1, 2], False),
        ([1, 2], [2, 1], False), ({"a": 1}, {"a": 1.0}, True), ({"a": True}, {"a": 1}, False), ({"a": None}, {}, False),
        ({}, {"a": None}, False), ({}, [], False), ([], None, False), ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        (2**53 + 1, float(2**53), False), (ABSENT, ABSENT, True), (ABSENT, None, False),
    ],
)  # fmt: skip
def test_equal_means_the_same_value(a, b, same):
    assert equal(a, b) is same
    assert equal(b, a) is same


def test_changes_are_told_in_document_order_at_their_own_paths():
    before = {
        "name": "A",
        "site": {"soil": {"class": 4}, "kzt": 1, "sds": None},
        "sign": {"cabinets": [{"width_ft": 12, "name": "Top"}, {"width_ft": 6}]},
        "support": {"families": ["pipe", "W"], "count": 1},
        "baseplate": None,
        "gone": {"x": 1},
    }
    after = {
        "name": "A",
        "site": {"soil": {"class": "4"}, "kzt": 1.0, "exposure": "C", "sds": 0.2},
        "sign": {"cabinets": [{"width_ft": 13, "name": "Top"}, {"width_ft": 6}, {"width_ft": 3}]},
        "support": {"families": ["W"], "count": True},
        "baseplate": {"plate": {"width_in": 18}},
    }
    assert changes(before, after) == [
        Change("site.soil.class", 4, "4"),
        Change("site.exposure", ABSENT, "C"),
        Change("site.sds", None, 0.2),
        Change("sign.cabinets.0.width_ft", 12, 13),
        Change("sign.cabinets.2", ABSENT, {"width_ft": 3}),
        Change("support.families", ["pipe", "W"], ["W"]),
        Change("support.count", 1, True),
        Change("baseplate", None, {"plate": {"width_in": 18}}),
        Change("gone", {"x": 1}, ABSENT),
    ]


def test_rows_from_an_empty_list_are_rows_and_values_are_a_value():
    assert changes({"a": []}, {"a": [{"b": 1}]}) == [Change("a.0", ABSENT, {"b": 1})]
    assert changes({"a": [{"b": 1}]}, {"a": []}) == [Change("a.0", {"b": 1}, ABSENT)]
    assert changes({"a": []}, {"a": [1]}) == [Change("a", [], [1])]
    assert changes({"a": [{"b": 1}]}, {"a": [1]}) == [Change("a", [{"b": 1}], [1])]


@given(DOCUMENTS)
def test_a_document_does_not_differ_from_its_copy(document):
    assert changes(document, copy.deepcopy(document)) == []


@given(PAIRS)
def test_applying_the_changes_gives_the_document_after(pair):
    before, after = pair
    kept = text(before), text(after)
    assert equal(apply(before, changes(before, after)), after)
    assert (text(before), text(after)) == kept


@given(PAIRS)
def test_no_change_lies_within_another_and_each_is_one(pair):
    made = changes(*pair)
    paths = [change.path for change in made]
    assert not any(within(a, b) for i, a in enumerate(paths) for j, b in enumerate(paths) if i != j)
    assert not any(equal(change.before, change.after) for change in made)


@given(PAIRS)
def test_backwards_the_same_paths_change_with_their_sides_turned(pair):
    before, after = pair
    forth = {c.path: (text_of(c.before), text_of(c.after)) for c in changes(before, after)}
    back = {c.path: (text_of(c.after), text_of(c.before)) for c in changes(after, before)}
    assert forth == back


@given(PAIRS)
def test_changes_go_by_the_order_of_the_document_before(pair):
    before, after = pair
    paths = [change.path for change in changes(before, after)]
    order = list(flatten(before))
    firsts = [min((i for i, leaf in enumerate(order) if within(leaf, p)), default=None) for p in paths]
    known = [i for i in firsts if i is not None]
    assert known == sorted(known)


@given(VALUES, VALUES)
def test_equal_values_have_equal_leaves(a, b):
    there, here = flatten({"a": a}), flatten({"a": b})
    same = there.keys() == here.keys() and all(
        type(there[p]) is type(here[p]) or {type(there[p]), type(here[p])} == {int, float} for p in there
    )
    same = same and all(str(_float(there[p])) == str(_float(here[p])) for p in there)
    assert equal(a, b) is same


def _float(value):
    """Numbers as floats, inside lists too, so that their texts can be compared."""
    if isinstance(value, list):
        return [_float(v) for v in value]
    if isinstance(value, dict):
        return {k: _float(value[k]) for k in sorted(value)}
    return float(value) if type(value) is int else value


def text_of(side):
    return "absent" if side is ABSENT else text(side)
