"""YAML that is written reads back as the same data, whatever the texts in it look like; fields have their lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.schema.text import dump_yaml, lines, load_yaml

TRICKY = (
    "12e3", "5.0e3", "017", "1:30", "yes", "Off", "~", "null", "", ".5", "+5", "0x10", "0b1", "- a", "a: b", "#x", "=",
    "<<", "2026-01-01", "12'-6 1/2\"", "true", "TRUE", " lead", "trail ", "two\nlines", "tab\tin", "1_000", "1.",
    "-.5e5", ".inf", ".nan", "*x", "&y", "!z", "'", '"', "\u2028", "a\u00a0b", "é", "|", ">", "%x", "@x", "`x", "---",
    "...",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(TRICKY), st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=20))
LEAVES = st.one_of(TEXTS, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False))
DATA = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)


def exactly(value):
    """Types and order told apart as well: 12 is not 12.0, and true is not 1."""
    return repr(value)


@given(st.dictionaries(TEXTS, DATA, max_size=5))
def test_any_document_reads_back_as_it_was(document):
    assert exactly(load_yaml(dump_yaml(document))) == exactly(document)


@pytest.mark.parametrize("text", TRICKY)
def test_a_text_that_looks_like_something_else_stays_text(text):
    assert load_yaml(dump_yaml({"name": text, text: [text]})) == {"name": text, text: [text]}


def test_the_same_value_twice_is_written_twice():
    row = {"width_ft": 8}
    assert load_yaml(dump_yaml({"a": row, "b": [row, row]})) == {"a": row, "b": [row, row]}


def test_fields_have_the_lines_they_stand_in():
    text = "a: 1\nb:\n  - c: 2\n    d: 3\n  - {c: 4}\n"
    known = {"a": 1, "b": 2, "b.0": 3, "b.0.c": 3, "b.0.d": 4, "b.1": 5, "b.1.c": 5}
    assert lines(text, known) == list(known.values())
    assert lines('{"a": {\n "b": [1,\n 2]}}', ["a", "a.b", "a.b.0", "a.b.1"]) == [1, 2, 2, 3]
    assert lines("a: [", ["a"]) == [0]
    assert lines("", ["a"]) == [0]
