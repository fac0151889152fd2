"""Sentences with quantities in them, for people who chose SI.

A number is put in other words only where it is certain which unit it has; where that cannot be told, the whole
sentence stays in US customary units, which it names itself.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN
from fractions import Fraction

from apex.schema.length import parse_feet, parse_inches
from apex.schema.measure import SI, UNITS, System, decimal, shown_unit, unit_named

_NUM = r"(?<![\w.,#'\"/$-])-?(?>\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?+"
WORDS = (
    "kip-ft", "kip-in", "lb-ft", "psf/ft", "kip/ft", "kip/in", "lb/ft", "plf", "psf", "ksf", "psi", "ksi", "pcf", "mph",
    "ft2", "in2", "yd3", "ft3", "in3", "in4", "ft²", "in²", "yd³", "ft³", "in³", "in⁴", "kips", "kip", "lb", "ft",
    "in.", "in", "feet",
)  # fmt: skip
_UNIT = "|".join(re.escape(word) for word in WORDS).replace("|in|", r"|in(?=$|[,;)])|")
"""Alone and within a sentence, `in` is a word: the ratio in a case is not inches."""
_JOIN = r"(?: to | by | x | × | and | or )"
_SEVERAL = rf"{_NUM}(?:{_JOIN}{_NUM})*[ ]?(?:{_UNIT})(?![\w²³⁴/'-])"
_MARKED = (
    r"-?\d+'-\d+(?:[ -]\d+/\d+)?\"",
    r"(?<![\w.'/-])(?:\d+[ -])?\d+/\d+(?:\"| in\.?(?!\w))",
    r"(?<![\w.'/-])\d+(?:\.\d+)?\"",
    r"(?<![\w.'/-])\d+(?:\.\d+)?'(?![\w-])",
)
_QUANTITY = re.compile("|".join([*_MARKED, _SEVERAL]))
_DOUBTFUL = re.compile(rf"{_NUM}(?:,| -|–|-)[ ]?\d[\d.,]*[ ]?(?:{_UNIT})(?![\w²³⁴/'-])")
LIMITS = {
    "no more than": ROUND_FLOOR, "not more than": ROUND_FLOOR, "no less than": ROUND_CEILING,
    "not less than": ROUND_CEILING, "at least": ROUND_CEILING, "more than": ROUND_CEILING, "at most": ROUND_FLOOR,
    "less than": ROUND_FLOOR,
}  # fmt: skip
"""Bounds are rounded to their own side, so that who types what they read is not refused. What is denied comes first."""
_LIMIT = re.compile(rf"\b(?:{'|'.join(LIMITS)})\b")
_AT_END = re.compile(rf"(?:{_UNIT})$")
_FRACTION = re.compile(r"\d/\d")
_PLAIN = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_IN = re.compile(rf"(a number in )({_UNIT})$")


def beside(text: str, system: System) -> str:
    """A sentence that belongs to a formula: its quantities stay, each with the person's own behind it."""
    if system == "us" or _DOUBTFUL.search(text):
        return text
    return _QUANTITY.sub(lambda found: f"{found[0]} ({_sign(text, found)}{_said(found[0], ROUND_HALF_EVEN)})", text)


def _sign(text: str, found: re.Match[str]) -> str:
    """The minus that is printed before a quantity and is no part of it here."""
    return "−" if text[: found.start()].endswith("−") else ""


def told(text: str, system: System) -> str:
    """A sentence with its quantities in the units of the person."""
    if system == "us" or _DOUBTFUL.search(text):
        return text
    bare = _IN.sub(lambda found: found[1] + shown_unit(found[2], system), text)
    return _QUANTITY.sub(lambda found: _said(found[0], _rounding(bare[: found.start()])), bare)


def _rounding(before: str) -> str:
    """The side of the limit said last before a quantity; the nearest where none is."""
    said = _LIMIT.findall(before)
    return LIMITS[said[-1]] if said else ROUND_HALF_EVEN


def _said(quantity: str, rounding: str) -> str:
    last = _AT_END.search(quantity)
    if quantity.endswith(('"', "'")) or last is None or _FRACTION.search(quantity):
        return _length(quantity, rounding)
    unit = unit_named(last[0])
    numbers = quantity[: last.start()].rstrip()
    return f"{_PLAIN.sub(lambda found: _number(found[0], unit, rounding), numbers)} {SI[unit][0]}"


def _number(text: str, unit: str, rounding: str) -> str:
    to, places = SI[unit]
    value = Fraction(text.replace(",", "")) * UNITS[unit].si / UNITS[to].si
    whole, point, rest = decimal(value, places, rounding).partition(".")
    return f"{int(whole):,}{point}{rest}" if abs(int(whole)) > 999 else f"{whole}{point}{rest}"


def _length(marked: str, rounding: str) -> str:
    """Feet and inches are meters, inches alone are millimeters."""
    if "'" in marked:
        return f"{_number(repr(parse_feet(marked)), 'ft', rounding)} m"
    return f"{_number(repr(parse_inches(marked)), 'in', rounding)} mm"
