"""Lengths as the trade writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.schema.length import parse_feet, show_feet


@pytest.mark.parametrize(
    ("text", "feet"),
    [
        ("12.5", 12.5),
        ("12'-6 1/2\"", 12 + 6.5 / 12),
        ("12' 6\"", 12.5),
        ("12'6", 12.5),
        ("150 in", 12.5),
        ('150"', 12.5),
        ('7/8"', 7 / 96),
        ("12 ft", 12.0),
        ("12 ft 6 in", 12.5),
        ("-3'-6\"", -3.5),
        ("12’-6”", 12.5),
        ("3.81 m", 12.5),
        ("3810 mm", 12.5),
        (".5", 0.5),
    ],
)
def test_a_length_reads_as_it_is_written(text, feet):
    assert parse_feet(text) == pytest.approx(feet)


@pytest.mark.parametrize("text", ["", "wide", "12'6'", '1/0"', "12,5", "1e3", "nan", "inf", "12 yd", "'6"])
def test_what_is_no_length_is_refused(text):
    with pytest.raises(ValueError, match="length"):
        parse_feet(text)


@given(st.integers(0, 150 * 192))
def test_feet_and_inches_to_a_sixteenth_read_back_exactly(sixteenths):
    feet = sixteenths / 192
    assert parse_feet(show_feet(feet)) == pytest.approx(feet, abs=1e-12)


def test_a_length_is_shown_to_the_nearest_sixteenth():
    assert show_feet(12 + 6.5 / 12) == "12'-6 1/2\""
    assert show_feet(11.9999) == "12'-0\""
    assert show_feet(-3.5) == "-3'-6\""


@pytest.mark.parametrize("text", ["8'-13\"", "8.5'6\""])
def test_an_odd_mixture_of_feet_and_inches_is_refused(text):
    with pytest.raises(ValueError, match="less than 12 inches"):
        parse_feet(text)
