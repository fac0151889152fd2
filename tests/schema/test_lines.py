"""Where the fields of a text stand; a text made to be endless costs nothing."""

import pytest

from apex.schema.text import lines

TEXT = """name: Pylon
site:
  wind_speed_mph: 115
  soil: {class: 4}
sign:
  cabinets:
    - {name: One, width_ft: 12}
    - name: Two
      width_ft: 8
a.b: 1
"""
BOMB = "\n".join(["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60))])
HOSTILE = {
    "an alias to itself": "a: &a [*a]",
    "a key that is itself": "? &a [*a]\n: 1",
    "billions of laughs": BOMB,
    "brackets in YAML": "a: " + "[" * 100_000,
    "brackets in JSON": '{"a": ' + "[" * 100_000,
    "closed brackets": "a: " + "[" * 100_000 + "]" * 100_000,
    "mappings": "a: " + "{a: " * 50_000,
    "a tag": "a: !!python/object:x {b: 1}",
    "too much of it": "a: [" + "b, " * 30_000 + "b]",
    "too large": "a: " + "b" * (1024 * 1024),
}


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("name", 1), ("site", 2), ("site.wind_speed_mph", 3), ("site.soil.class", 4), ("sign.cabinets.0.width_ft", 7),
        ("sign.cabinets.1", 8), ("sign.cabinets.1.width_ft", 9), ("sign.cabinets.1.height_ft", 8), ("site.exposure", 2),
        ("a.b", 10), ("foundation.kind", 0), ("sign.cabinets.2.width_ft", 6), ("", 0),
    ],
)  # fmt: skip
def test_a_field_stands_in_its_line_or_in_that_of_what_it_would_stand_in(field, line):
    assert lines(TEXT, [field]) == [line]


def test_json_has_lines_too():
    assert lines('{\n "site": {\n  "exposure": "C"}}', ["site.exposure", "site.kzt"]) == [3, 2]


@pytest.mark.parametrize("name", HOSTILE)
def test_of_a_text_that_is_refused_nothing_is_known_and_nothing_is_put_together(name):
    assert lines(HOSTILE[name], ["a", "a.0.0", "b"]) == [0, 0, 0]


def test_a_long_name_around_many_fields_is_not_written_out_for_each():
    name = "n" * 400_000
    text = f"? {name}\n: {{" + ", ".join(f"f{i}: 1" for i in range(9_000)) + "}"
    assert lines(text, [f"{name}.f1", name, ".".join("a" * 400_000)]) == [2, 1, 0]
