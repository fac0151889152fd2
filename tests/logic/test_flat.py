"""Paths: every leaf has one, and what is put at a path stands there and nowhere else."""

import copy
import pickle

import orjson
import pytest
from hypothesis import given

from apex.logic.flat import ABSENT, PathError, drop, flatten, get, in_order, put, within
from tests.logic.documents import DOCUMENTS, VALUES, places, text

SIGN = {
    "name": "Main Street",
    "site": {"soil": {"class": 4}, "sds": None, "topography": {}},
    "sign": {"cabinets": [{"width_ft": 12, "height_ft": 8}, {"width_ft": 6.5}, {}]},
    "support": {"families": ["HSS_round", "pipe"], "segments": []},
    "odd": [{"a": 1}, 2],
}


def test_each_leaf_is_found_once_and_in_the_order_of_the_document():
    assert list(flatten(SIGN).items()) == [
        ("name", "Main Street"),
        ("site.soil.class", 4),
        ("site.sds", None),
        ("site.topography", {}),
        ("sign.cabinets.0.width_ft", 12),
        ("sign.cabinets.0.height_ft", 8),
        ("sign.cabinets.1.width_ft", 6.5),
        ("sign.cabinets.2", {}),
        ("support.families", ["HSS_round", "pipe"]),
        ("support.segments", []),
        ("odd", [{"a": 1}, 2]),
    ]
    assert flatten({}) == {}


@given(DOCUMENTS)
def test_putting_all_leaves_into_nothing_makes_the_document_again(document):
    made = {}
    for path, leaf in flatten(document).items():
        made = put(made, path, leaf)
    assert text(made) == text(document)
    assert list(flatten(made)) == list(flatten(document))


@given(DOCUMENTS)
def test_each_place_and_each_leaf_is_got_at_its_path(document):
    for path, leaf in flatten(document).items():
        assert get(document, path) is leaf
    for path in places(document):
        assert get(document, path) is not ABSENT


@pytest.mark.parametrize(
    "path",
    [
        "nothing", "name.x", "site.sds.x", "site.soil.class.0", "", "sign.cabinets.3", "sign.cabinets.-1",
        "sign.cabinets.01", "sign.cabinets.width_ft", "sign.cabinets.0.depth_ft", "sign.cabinets.\u0661",
        "sign.cabinets." + "9" * 5000,
    ],
)  # fmt: skip
def test_nothing_stands_at_a_path_that_leads_nowhere(path):
    assert get(SIGN, path) is ABSENT
    assert drop(SIGN, path) == SIGN


def test_none_stands_where_it_was_written():
    assert get(SIGN, "site.sds") is None


def test_items_of_a_plain_list_have_a_place_too():
    assert get(SIGN, "support.families.1") == "pipe"
    assert put(SIGN, "support.families.1", "W")["support"]["families"] == ["HSS_round", "W"]


@given(DOCUMENTS, VALUES)
def test_what_is_put_stands_there_and_all_else_stays(document, value):
    before = copy.deepcopy(document)
    for path in places(document):
        if path[-1].isdigit() and not isinstance(value, dict):
            continue  # a row of another kind makes the list one value
        changed = put(document, path, value)
        assert text(get(changed, path)) == text(value)
        here = {p: v for p, v in flatten(document).items() if not within(p, path)}
        there = {p: v for p, v in flatten(changed).items() if not within(p, path)}
        assert text(here) == text(there)
    assert text(document) == text(before)


def test_a_put_makes_the_objects_and_lists_on_its_way():
    assert put({}, "sign.cabinets.0.width_ft", 8) == {"sign": {"cabinets": [{"width_ft": 8}]}}
    assert put(SIGN, "foundation.rebar.size", 5)["foundation"] == {"rebar": {"size": 5}}


def test_the_place_behind_the_last_row_appends():
    assert len(put(SIGN, "sign.cabinets.3.width_ft", 4)["sign"]["cabinets"]) == 4


@pytest.mark.parametrize(
    "path", ["name.x", "site.sds.x.y", "sign.cabinets.4.width_ft", "sign.cabinets.4", "sign.cabinets.x", "segments.1"]
)
def test_a_put_that_has_no_place_is_refused_and_says_where(path):
    with pytest.raises(PathError, match=path):
        put(SIGN, path, 1)


def test_dropping_takes_the_key_or_the_row_and_nothing_more():
    assert drop(SIGN, "site.soil.class")["site"]["soil"] == {}
    assert drop(SIGN, "name") == {k: v for k, v in SIGN.items() if k != "name"}
    assert drop(SIGN, "sign.cabinets.0")["sign"]["cabinets"] == [{"width_ft": 6.5}, {}]


def test_changing_a_result_leaves_the_given_document_alone():
    given_document = copy.deepcopy(SIGN)
    for result in (put(given_document, "new", 1), drop(given_document, "name"), drop(given_document, "nothing")):
        result["sign"]["cabinets"].clear()
        result["site"]["soil"]["class"] = 1
    assert given_document == SIGN


def test_a_value_is_put_as_a_copy():
    value = {"x": [1]}
    put({}, "a", value)["a"]["x"].append(2)
    assert value == {"x": [1]}


def test_within_goes_by_whole_names():
    assert within("site.soil.class", "site.soil")
    assert within("site.soil", "site.soil")
    assert not within("site.soils", "site.soil")
    assert not within("site", "site.soil")


def test_new_keys_stand_behind_the_key_they_follow():
    assert in_order("abc", "xaybz") == list("xaybzc")
    assert in_order("abc", "cba") == list("abc")
    assert in_order("", "ab") == list("ab")


def test_absence_survives_copies_and_has_no_json_form():
    assert copy.deepcopy(ABSENT) is ABSENT
    assert pickle.loads(pickle.dumps(ABSENT)) is ABSENT
    assert repr(ABSENT) == "ABSENT"
    with pytest.raises(TypeError):
        orjson.dumps(ABSENT)
