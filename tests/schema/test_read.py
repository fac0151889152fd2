"""Reading a document: all faults at once, each at its field; nothing accepted by accident."""

import copy

import pytest

from apex.engine.document import Document
from apex.errors import InvalidInputError, MalformedError, TooLargeError
from apex.schema.read import read
from apex.schema.text import load_json, load_yaml

LEAST = {
    "schema": "apex/design/1",
    "name": "Least",
    "site": {"code_basis": "IBC2021", "wind_speed_mph": 115, "exposure": "C", "soil": {"class": 4}},
    "sign": {"cabinets": [{"width_ft": 8, "height_ft": 4, "bottom_ft": 10, "weight_psf": 10}]},
    "foundation": {"kind": "direct_burial"},
}
BOUNDS = [
    ("site.wind_speed_mph", 85, 200),
    ("site.elevation_ft", -500, 15000),
    ("site.kzt", 1, 3),
    ("sign.cabinets.0.width_ft", 0.5, 100),
    ("sign.cabinets.0.height_ft", 0.5, 100),
    ("sign.cabinets.0.weight_psf", 1, 60),
    ("foundation.fc_psi", 2500, 10000),
    ("support.damping", 0.001, 0.1),
]


def put(path, value):
    document = copy.deepcopy(LEAST)
    held = document
    *steps, last = path.split(".")
    for step in steps:
        held = held[int(step)] if step.isdigit() else held.setdefault(step, {})
    held[last] = value
    return document


def faults(document):
    with pytest.raises(InvalidInputError) as caught:
        read(Document, document)
    return {p.field: p.message for p in caught.value.problems}


def test_the_least_document_takes_the_stated_defaults():
    made = read(Document, LEAST)
    assert made.site.risk_category == "II"
    assert made.site.kzt == 1.0
    assert made.support.families == ("HSS_round", "pipe")
    assert made.support.damping == 0.005
    assert made.foundation.diameter_ft == 3.0
    assert made.foundation.max_depth_ft == 30.0
    assert made.options.gust == "auto"
    assert made.sign.cabinets[0].double_faced is False


@pytest.mark.parametrize(("path", "low", "high"), BOUNDS)
def test_bounds_are_inclusive_and_what_lies_beyond_is_named(path, low, high):
    for inside in (low, high):
        document = put(path, inside)
        if path.endswith("height_ft"):
            document["sign"]["cabinets"][0]["bottom_ft"] = 0
        read(Document, document)
    for outside in (low - 0.001 * abs(low or 1), high + 0.001 * high):
        assert path in faults(put(path, outside))


@pytest.mark.parametrize("path", [b[0] for b in BOUNDS])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "abc", [], {}, 10**400])
def test_no_wrong_kind_of_value_passes_for_a_number(path, value):
    assert path in faults(put(path, value))


def test_each_unknown_field_is_named_with_its_nearest():
    document = put("support.famlies", ["pipe"])
    document["site"]["wind_speed"] = 115
    found = faults(document)
    assert "did you mean families?" in found["support.famlies"]
    assert "did you mean wind_speed_mph?" in found["site.wind_speed"]


def test_every_missing_field_is_named_at_once():
    assert set(faults({})) == {"schema", "name", "site", "sign", "foundation"}
    assert set(faults({**LEAST, "sign": {"cabinets": [{}]}})) == {
        f"sign.cabinets.0.{n}" for n in ("width_ft", "height_ft", "bottom_ft", "weight_psf")
    }


def test_rules_across_fields_are_told_together_with_bounds():
    document = put("support.count", 3)
    document["site"]["soil"] = {"class": 4, "lateral_psf_per_ft": 200}
    document["site"]["topography"] = {"kind": "ridge", "H_ft": 50, "L_h_ft": 100}
    document["site"]["kzt"] = 1.2
    document["foundation"]["constrained"] = True
    document["foundation"]["fc_psi"] = 1
    assert set(faults(document)) == {
        "support.spacing_ft", "site.soil.lateral_psf_per_ft", "site.kzt", "foundation.restraint", "foundation.fc_psi",
    }  # fmt: skip


def test_cabinets_number_one_to_twenty():
    cabinet = LEAST["sign"]["cabinets"][0]
    assert "sign.cabinets" in faults({**LEAST, "sign": {"cabinets": []}})
    many = [{**cabinet, "height_ft": 0.5, "bottom_ft": float(i)} for i in range(21)]
    assert "sign.cabinets" in faults({**LEAST, "sign": {"cabinets": many}})
    read(Document, {**LEAST, "sign": {"cabinets": many[:20]}})


def test_a_sign_above_150_ft_is_refused():
    assert "sign.cabinets.0.height_ft" in faults(put("sign.cabinets.0.bottom_ft", 147))


def test_lengths_are_read_with_inches_and_kept_as_numbers_elsewhere():
    made = read(Document, put("sign.cabinets.0.width_ft", "12'-6 1/2\""))
    assert made.sign.cabinets[0].width_ft == pytest.approx(12 + 6.5 / 12)
    assert "site.wind_speed_mph" in faults(put("site.wind_speed_mph", "115'"))


def test_yaml_values_are_plain_and_capped():
    assert load_yaml("when: 2026-01-01") == {"when": "2026-01-01"}
    with pytest.raises(TooLargeError):
        load_yaml("[" * 40 + "]" * 40)
    with pytest.raises(TooLargeError):
        load_yaml("[" + "1," * 30_000 + "]")
    with pytest.raises(TooLargeError):
        load_json("[" * 200_000)


@pytest.mark.parametrize(("text", "value"), [("017", "017"), ("1:30", "1:30"), ("0x11", "0x11"), ("1_7", "1_7")])
def test_numbers_that_yaml_would_read_otherwise_stay_text(text, value):
    assert load_yaml(f"a: {text}") == {"a": value}


@pytest.mark.parametrize("text", ["1:30", "0x11", "1_7"])
def test_such_text_is_refused_where_a_number_belongs(text):
    assert "site.wind_speed_mph" in faults(put("site.wind_speed_mph", text))


def test_a_leading_zero_means_what_it_says():
    assert read(Document, put("sign.cabinets.0.bottom_ft", load_yaml("017"))).sign.cabinets[0].bottom_ft == 17.0


@pytest.mark.parametrize("text", ["name: !!binary aGVsbG8=", "a: !!set {x}", "a: !thing 1"])
def test_yaml_tags_are_refused(text):
    with pytest.raises(MalformedError, match="tags"):
        load_yaml(text)


def test_numbers_of_thousands_of_digits_are_refused_and_not_a_crash():
    for load in (load_json, load_yaml):
        with pytest.raises(MalformedError):
            load('{"a": ' + "9" * 5000 + "}")


def test_a_byte_order_mark_is_read_over():
    assert load_json(b"\xef\xbb\xbf{}") == {}


def test_true_is_no_gust_factor():
    assert "options.gust" in faults(put("options.gust", True))


def test_control_and_direction_characters_are_refused_in_names():
    for name in ("a\x00b", "a\x1bb", "a\u202eb"):
        assert "name" in faults(put("name", name))


def test_one_bad_soil_class_is_one_fault():
    assert set(faults(put("site.soil", {"class": 7}))) == {"site.soil.class"}


def test_a_number_may_carry_its_own_unit():
    assert read(Document, put("site.wind_speed_mph", "115 mph")).site.wind_speed_mph == 115


def test_messages_are_in_plain_words():
    document = put("support.families", [])
    document["name"] = ""
    said = faults(document)
    assert said["support.families"] == "must hold at least 1"
    assert said["name"] == "must have at least 1 characters"
