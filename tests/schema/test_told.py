"""Sentences for people who chose SI: right, or left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.engine.document import Document
from apex.errors import InvalidInputError
from apex.schema.measure import SI, convert
from apex.schema.read import read
from apex.schema.told import WORDS, beside, told


@pytest.mark.parametrize(
    ("said", "si"),
    [
        ("must be at least 85 mph", "must be at least 38 m/s"),
        ("must be at most 200 mph", "must be at most 89.4 m/s"),
        ("must be a number in psf/ft", "must be a number in kPa/m"),
        ("must be from -500 to 15,000 ft", "must be from -152.4 to 4,572 m"),
        ("round pier 3'-0\" diameter, 7'-6\" deep", "round pier 0.914 m diameter, 2.286 m deep"),
        ('18" x 18" x 1 1/4", 5/16" fillet weld', "457.2 mm x 457.2 mm x 31.8 mm, 7.94 mm fillet weld"),
        ("#4 ties at 12 in.", "#4 ties at 304.8 mm"),
        ("q_h 35.55 psf, G 0.850, n_1 2.31 Hz", "q_h 1.702 kPa, G 0.850, n_1 2.31 Hz"),
        ("HSS12.750X0.375, A500-21 Gr C, 49.6 lb/ft", "HSS12.750X0.375, A500-21 Gr C, 73.8 kg/m"),
        ("A500-21, 50 ksi", "A500-21, 345 MPa"),
        ("12.00 yd³", "9.17 m³"),
    ],
)
def test_a_sentence_has_the_units_of_its_reader(said, si):
    assert told(said, "si") == si
    assert told(said, "us") == said


@pytest.mark.parametrize(
    ("said", "si"),
    [
        ("must be at least 2 ft and at most 6 ft", "must be at least 0.61 m and at most 1.828 m"),
        ("must be at most 6 ft and at least 2 ft", "must be at most 1.828 m and at least 0.61 m"),
        ("must be no more than 6 ft", "must be no more than 1.828 m"),
        ("must be not more than 6 ft", "must be not more than 1.828 m"),
        ("must be not less than 2 ft", "must be not less than 0.61 m"),
        ("must be no less than 2 ft", "must be no less than 0.61 m"),
        ("must be more than 2 ft", "must be more than 0.61 m"),
        ("must be less than 6 ft", "must be less than 1.828 m"),
        ("a pier of 6 ft needs at least 2 ft", "a pier of 1.829 m needs at least 0.61 m"),
    ],
)
def test_every_bound_is_rounded_to_its_own_side(said, si):
    """6 ft is 1.8288 m and 2 ft is 0.6096 m: a bound read as 1.829 or 0.609 would be refused."""
    assert told(said, "si") == si


@pytest.mark.parametrize(
    "said",
    [
        "Pole bending governs at 0.87 in case A", "8 rods in 2 rows", "2, 4 ft", "1-2 ft", "no number ft", "W12X40",
        "IBC 1807.3.2.1", "$12.50", "3 s gust", "2 posts",
    ],
)  # fmt: skip
def test_what_could_mean_something_else_is_left_alone(said):
    assert told(said, "si") == said


@given(st.sampled_from(WORDS), st.integers(1, 99_999))
def test_every_number_with_a_unit_is_the_one_it_says(word, number):
    shown = told(f"about {number} {word}", "si")
    found = re.fullmatch(r"about ([\d,.]+) (\S+)", shown)
    own = {"kips": "kip", "feet": "ft", "in.": "in"}.get(word) or re.sub(
        r"(?<=[a-z])[234]$", lambda m: "²³⁴"[int(m[0]) - 2], word
    )
    assert found[2] == SI[own][0]
    assert float(found[1].replace(",", "")) == pytest.approx(convert(float(number), own, found[2]), rel=6e-3)


def test_the_bounds_of_the_document_are_said_in_si():
    given = {"schema": "apex/design/1", "name": "x", "site": {"wind_speed_mph": 300, "frost_depth_ft": 99}}
    with pytest.raises(InvalidInputError) as refused:
        read(Document, given)
    said = {p.field: told(p.message, "si") for p in refused.value.problems}
    assert said["site.wind_speed_mph"] == "must be at most 89.4 m/s"
    assert said["site.frost_depth_ft"] == "must be at most 3.048 m"


def test_a_document_may_say_its_units():
    given = {"code_basis": "IBC2021", "wind_speed_mph": "51 m/s", "exposure": "C", "soil": {"class": 4}}
    from apex.engine.document import Site

    assert read(Site, {**given, "frost_depth_ft": "1 m"}).wind_speed_mph == 114.08375089477451
    with pytest.raises(InvalidInputError, match="1 field"):
        read(Site, {**given, "wind_speed_mph": "51 kPa"})


def test_what_belongs_to_a_formula_keeps_its_own_units_before_the_persons():
    said = "z = 15 ft governs; at −5 psf, of 7-22 and d/3"
    assert beside(said, "us") == said
    assert beside(said, "si") == "z = 15 ft (4.572 m) governs; at −5 psf (−0.239 kPa), of 7-22 and d/3"
