"""JSON Merge Patch: the examples of RFC 7396 and what its rules imply."""

import json

import pytest
from hypothesis import given

from apex.logic.patch import merge_patch
from tests.logic.documents import DOCUMENTS, VALUES, text

APPENDIX_A = [
    ('{"a":"b"}', '{"a":"c"}', '{"a":"c"}'),
    ('{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'),
    ('{"a":"b"}', '{"a":null}', "{}"),
    ('{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'),
    ('{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'),
    ('{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'),
    ('{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'),
    ('{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'),
    ('["a","b"]', '["c","d"]', '["c","d"]'),
    ('{"a":"b"}', '["c"]', '["c"]'),
    ('{"a":"foo"}', "null", "null"),
    ('{"a":"foo"}', '"bar"', '"bar"'),
    ('{"e":null}', '{"a":1}', '{"e":null,"a":1}'),
    ("[1,2]", '{"a":"b","c":null}', '{"a":"b"}'),
    ("{}", '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'),
]


@pytest.mark.parametrize(("target", "patch", "result"), APPENDIX_A)
def test_the_examples_of_appendix_a_hold(target, patch, result):
    assert text(merge_patch(json.loads(target), json.loads(patch))) == text(json.loads(result))


def test_the_example_of_section_3_holds():
    target = {
        "title": "Goodbye!",
        "author": {"givenName": "John", "familyName": "Doe"},
        "tags": ["example", "sample"],
        "content": "This will be unchanged",
    }
    patch = {
        "title": "Hello!",
        "phoneNumber": "+01-123-456-7890",
        "author": {"familyName": None},
        "tags": ["example"],
    }
    assert merge_patch(target, patch) == {
        "title": "Hello!",
        "author": {"givenName": "John"},
        "tags": ["example"],
        "content": "This will be unchanged",
        "phoneNumber": "+01-123-456-7890",
    }


def test_null_inside_a_list_is_a_value():
    assert merge_patch({}, {"a": [None, {"b": None}]}) == {"a": [None, {"b": None}]}


@given(VALUES)
def test_an_empty_patch_changes_no_object_and_replaces_all_else_by_one(target):
    assert text(merge_patch(target, {})) == text(target if isinstance(target, dict) else {})


@given(VALUES, VALUES)
def test_a_patch_applied_twice_does_what_it_did_once(target, patch):
    once = merge_patch(target, patch)
    assert text(merge_patch(once, patch)) == text(once)


@given(DOCUMENTS, DOCUMENTS)
def test_each_key_becomes_what_its_own_patch_makes_of_it(target, patch):
    result = merge_patch(target, patch)
    for key in {*target, *patch, *result}:
        if key not in patch:
            assert text(result[key]) == text(target[key])
        elif patch[key] is None:
            assert key not in result
        else:
            assert text(result[key]) == text(merge_patch(target.get(key), patch[key]))


@given(VALUES, VALUES)
def test_neither_target_nor_patch_changes_or_is_shared(target, patch):
    before = text(target), text(patch)
    _spoil(merge_patch(target, patch))
    assert (text(target), text(patch)) == before


def _spoil(value):
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    for each in list(inner):
        _spoil(each)
    if isinstance(value, (dict, list)):
        value.clear()
