"""Fields with a unit in a form: shown as a person reads them, read back so that what nobody changed stays as it is.

Each such field carries what was shown and what is stored along with it (`as:<name>`). What comes back as it was
shown is what is stored, to the last digit; a bare number is in the unit that was shown; a text with a unit of its
own says itself what it means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apex.report.number import figure, unit_text
from apex.schema.held import LARGEST
from apex.schema.measure import SI, System, convert, is_number, limit, show, shown_unit, unit_named

AS = "as:"
BY_WEIGHT = {"lb": "kg"}
"""What is bought by the pound is bought by the kilogram, not by the force it weighs."""
_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Face:
    """How a field with a unit looks: its text, the unit beside it, and what it carries along."""

    text: str
    unit: str
    carried: str = ""


def face(given: Any, stored: str, unit: str, system: System) -> Face:
    """The face of a field whose text in US customary units is `stored`."""
    if unit_named(unit) not in SI:
        return Face(stored, unit)
    shown_as = shown_unit(unit, system)
    text = stored
    if given is not None and not isinstance(given, bool):
        plain = isinstance(given, (int, float)) and abs(given) < LARGEST
        text = show(given, unit, system) if plain or isinstance(given, str) else stored
    if shown_as == unit and text == stored:
        return Face(stored, unit)
    return Face(text, shown_as, f"{shown_as}>{unit}|{text}|{stored}")


def taken(form: Mapping[str, str], name: str, typed: str) -> str:
    """What a field stands for in US customary units, as text."""
    carried = form.get(AS + name, "")
    units, _, rest = carried.partition("|")
    shown, _, stored = rest.partition("|")
    if not carried:
        return typed
    if typed == shown.strip():
        return stored
    unit, _, own = units.partition(">")
    if not is_number(typed) or unit == own or not (unit_named(unit) and unit_named(own)):
        return typed
    try:
        return repr(convert(typed, unit_named(unit), unit_named(own))).removesuffix(".0")
    except (ValueError, OverflowError):
        return typed


def bound(text: str, unit: str, system: System, *, least: bool) -> str:
    """A least or most value as the person reads it."""
    return limit(float(text), unit, system, least=least) if unit and is_number(text) else text


def measured(text: str, unit: str, system: System) -> str:
    """A number of a table in the person's unit; where there is none in it, as it is."""
    named = unit_named(unit)
    if system == "us" or shown_unit(unit, system) == unit or not _NUMERAL.fullmatch(text.lstrip("-")):
        return text
    places = len(text.partition(".")[2])
    value = convert(text.replace(",", ""), named, unit_named(shown_unit(unit, system)))
    digits = max(places, 2) if abs(value) < 1000 else 0
    if value and abs(value) < 0.1:
        digits = 4
    return f"{value:,.{digits}f}"


def si_beside(values: Sequence[object], unit: str, system: System, between: str = " ") -> str:
    """What stands beside figures of a formula, which keep the units of their code; empty where nothing has to."""
    own = unit_named(unit)
    if system == "us" or own not in SI or not all(isinstance(v, (int, float)) for v in values):
        return ""
    to = SI[own][0]
    return f"{between.join(figure(convert(v, own, to)) for v in values if isinstance(v, (int, float)))} {to}"


@dataclass(frozen=True, slots=True)
class Billed:
    """How much of a line of the bill, by what, and what one of it costs."""

    quantity: str
    unit: str
    price: float | None


def billed(quantity: float, unit: str, price: float | None, system: System) -> Billed:
    """A line of the bill as the person buys; what it comes to stays as it is."""
    own = unit_named(unit)
    if system == "us" or own not in SI:
        return Billed(f"{quantity:,.3f}".rstrip("0").rstrip("."), unit_text(unit), price)
    to = BY_WEIGHT.get(own, SI[own][0])
    each = None if price is None else price / convert(1.0, own, to)
    return Billed(figure(convert(quantity, own, to), 5, trim=True), to, each)
