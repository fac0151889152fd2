"""Units: exact factors held against an independent table, and numbers that come back as they went."""

import math
from fractions import Fraction

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.schema.measure import SI, UNITS, convert, limit, read_measure, show, shown_unit, unit_named, unit_of

PINT = {
    "ft": "foot", "in": "inch", "yd": "yard", "mi": "mile", "m": "meter", "cm": "centimeter", "mm": "millimeter",
    "km": "kilometer", "mph": "mile/hour", "ft/s": "foot/second", "m/s": "meter/second", "km/h": "kilometer/hour",
    "psf": "force_pound/foot**2", "ksf": "1000*force_pound/foot**2", "psi": "force_pound/inch**2",
    "ksi": "1000*force_pound/inch**2", "Pa": "pascal", "kPa": "kilopascal", "MPa": "megapascal", "GPa": "gigapascal",
    "N/mm²": "newton/millimeter**2", "kN/m²": "kilonewton/meter**2", "kg/m²": "kilogram_force/meter**2",
    "psf/ft": "force_pound/foot**3", "pcf": "force_pound/foot**3", "kPa/m": "kilopascal/meter",
    "kN/m³": "kilonewton/meter**3", "lb": "force_pound", "lbf": "force_pound", "kip": "1000*force_pound", "N": "newton",
    "kN": "kilonewton", "kg": "kilogram_force", "lb/ft": "force_pound/foot", "plf": "force_pound/foot",
    "kip/ft": "1000*force_pound/foot", "kip/in": "1000*force_pound/inch", "N/m": "newton/meter",
    "kN/m": "kilonewton/meter", "kg/m": "kilogram_force/meter", "lb-ft": "force_pound*foot",
    "kip-ft": "1000*force_pound*foot", "kip-in": "1000*force_pound*inch", "N·m": "newton*meter",
    "kN·m": "kilonewton*meter", "ft²": "foot**2", "in²": "inch**2", "m²": "meter**2", "cm²": "centimeter**2",
    "mm²": "millimeter**2", "ft³": "foot**3", "yd³": "yard**3", "in³": "inch**3", "m³": "meter**3",
    "kip/ft³": "1000*force_pound/foot**3", "cm³": "centimeter**3", "mm³": "millimeter**3",
    "in⁴": "inch**4", "cm⁴": "centimeter**4",
}  # fmt: skip
REGISTRY = pint.UnitRegistry()
VALUES = st.floats(-1e6, 1e6, allow_nan=False).filter(lambda v: v == 0 or abs(v) > 1e-6)
PAIRS = [(a, b) for a in UNITS for b in UNITS if UNITS[a].kind == UNITS[b].kind]


def test_every_unit_is_held_against_the_table():
    assert set(PINT) == set(UNITS)
    assert set(SI) <= set(UNITS)
    assert all(UNITS[us].kind == UNITS[si].kind for us, (si, _) in SI.items())


@given(st.sampled_from(PAIRS), VALUES)
def test_a_quantity_is_what_an_independent_table_says(pair, value):
    unit, to = pair
    expected = (value * REGISTRY.parse_expression(PINT[unit])).to_base_units()
    there = (convert(value, unit, to) * REGISTRY.parse_expression(PINT[to])).to_base_units()
    assert there.check(expected.dimensionality)
    assert math.isclose(there.magnitude, expected.magnitude, rel_tol=1e-12, abs_tol=1e-300)


@given(st.sampled_from(PAIRS), VALUES)
def test_there_and_back_is_the_same_to_the_last_digit_but_one(pair, value):
    unit, to = pair
    assert math.isclose(convert(convert(value, unit, to), to, unit), value, rel_tol=4e-16, abs_tol=0.0)


@pytest.mark.parametrize(
    ("text", "unit", "to", "exact"),
    [("3.048", "m", "ft", 10.0), ("25.4", "mm", "in", 1.0), ("44.704", "m/s", "mph", 100.0), ("0.3048", "m", "ft", 1.0),
     ("51.4096", "m/s", "mph", 115.0), ("0.09290304", "m²", "ft²", 1.0)],
)  # fmt: skip
def test_what_is_typed_becomes_exactly_what_it_says(text, unit, to, exact):
    assert convert(text, unit, to) == exact


@given(st.decimals(0, 100, places=4).map(str))
def test_a_typed_decimal_is_rounded_once(text):
    assert convert(text, "m", "ft") == float(Fraction(text) / Fraction(3048, 10_000))


def test_a_unit_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="psf is not a unit of length"):
        convert(1.0, "psf", "ft")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("51 m/s", "mph", 114.08375089477451), ("115 mph", "mph", 115.0), ("115MPH", "mph", 115.0),
     ("2.4 kPa", "psf", 50.1250421595603), ("2.4 kN/m2", "psf", 50.1250421595603), ("25 mm", "in", 25 / 25.4),
     ('6 1/2"', "in", 6.5), ("6 1/2", "in", 6.5), ("1'-2\"", "in", 14.0), ("12'-6 1/2\"", "ft", 12 + 6.5 / 12),
     ("3.5 m", "ft", 3.5 / 0.3048), ("150 in", "ft", 12.5), ("60 kg/m2", "psf", 60 * 0.09290304 / 0.45359237),
     ("23.5 kN/m3", "psf/ft", 23500 / 4.4482216152605 * 0.028316846592), ("1 kip", "lb", 1000.0)],
)  # fmt: skip
def test_a_text_with_a_unit_says_itself_what_it_means(text, unit, value):
    assert read_measure(text, unit) == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize(("text", "unit"), [("51", "mph"), ("51 psf", "mph"), ("fast", "mph"), ("1e3 mph", "mph")])
def test_what_carries_no_unit_of_the_kind_is_left_alone(text, unit):
    assert read_measure(text, unit) is None


@pytest.mark.parametrize(
    ("held", "unit", "us", "si"),
    [
        (115, "mph", "115", "51.4"),
        (114.08375089477451, "mph", "114.0838", "51"),
        (12.0, "ft", "12", "3.6576"),
        ("12'-6 1/2\"", "ft", "12'-6 1/2\"", "3.8227"),
        (11.482939632545932, "ft", "11'-5 13/16\"", "3.5"),
        ("3.50 m", "ft", "3.50 m", "3.50"),
        (0.001, "ft", "0.001", "0.000305"),
        (1e-5, "ft", "0.00001", "0.00000305"),
        (10.0, "psf", "10", "0.479"),
        (3000, "psi", "3000", "20.68"),
        (-500, "ft", "-500", "-152.4"),
        ("wide", "ft", "wide", "wide"),
        (0.75, "in", "0.75", "19.05"),
    ],
)
def test_a_field_shows_sensible_digits(held, unit, us, si):
    assert (show(held, unit, "us"), show(held, unit, "si")) == (us, si)


@given(st.sampled_from(sorted(SI)), st.decimals("0.5", 999, places=1).map(str))
def test_what_was_typed_in_si_is_shown_as_it_was_typed(unit, text):
    to = SI[unit][0]
    stored = convert(text, to, unit)
    assert float(show(stored, unit, "si")) == float(text)


@given(st.sampled_from(sorted(SI)), st.floats(1e-3, 1e5), st.booleans())
def test_who_types_a_limit_as_it_is_shown_is_within_it(unit, value, least):
    back = Fraction(limit(value, unit, "si", least=least)) * UNITS[SI[unit][0]].si / UNITS[unit].si
    exact = Fraction(repr(value))
    assert back >= exact if least else back <= exact


def test_names_of_fields_say_their_unit():
    assert unit_of("sign.cabinets.0.width_ft") == "ft"
    assert unit_of("site.soil.lateral_psf_per_ft") == "psf/ft"
    assert unit_of("site.kzt") == ""
    assert unit_of("support.spacing") == ""


def test_units_are_known_by_what_people_write():
    written = ("FT", "in.", "kN m", "kNm", "m^2", "m2", "lbs", "KPH", "sq ft", "N/mm2", "furlong")
    assert [unit_named(text) for text in written] == [
        "ft", "in", "kN·m", "kN·m", "m²", "m²", "lb", "km/h", "ft²", "N/mm²", "",
    ]  # fmt: skip


def test_units_without_another_in_si_stay():
    assert [shown_unit(unit, "si") for unit in ("Hz", "g", "%", "days", "in2", "kip-ft")] == [
        "Hz", "g", "%", "days", "mm²", "kN·m",
    ]  # fmt: skip
