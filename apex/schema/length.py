"""Lengths as the trade writes them: `12.5`, `12'-6 1/2"`, `150 in`, `3.2 m`."""

from __future__ import annotations

import re
from fractions import Fraction

_NUMBER = r"(?:\d+(?:\.\d*)?|\.\d+)"
_INCHES = rf"(?:(?P<whole>{_NUMBER})(?:[ -]+(?P<num>\d+)/(?P<den>\d+))?|(?P<num2>\d+)/(?P<den2>\d+))"
_FEET_INCHES = re.compile(
    rf"(?P<sign>-)?(?P<feet>{_NUMBER})\s*(?:'|ft|feet)(?:\s*-?\s*{_INCHES}\s*(?:\"|''|in\.?|inches)?)?",
    re.ASCII,
)
_ONLY_INCHES = re.compile(rf"(?P<sign>-)?{_INCHES}\s*(?:\"|''|in\.?|inches)", re.ASCII)
_BROKEN = re.compile(rf"(?P<sign>-)?{_INCHES}", re.ASCII)
_METRIC = re.compile(rf"(?P<sign>-)?(?P<value>{_NUMBER})\s*(?P<unit>mm|cm|m)", re.ASCII)
_FEET_PER = {"m": Fraction(10_000, 3048), "cm": Fraction(100, 3048), "mm": Fraction(10, 3048)}
LONGEST_ECHO = 40
_QUOTES = str.maketrans({"’": "'", "′": "'", "”": '"', "″": '"', "–": "-", "−": "-"})


def parse_feet(text: str) -> float:
    """Feet from what was typed; a bare number is feet. Raises ValueError with an example."""
    typed = text.strip().translate(_QUOTES).lower()
    if re.fullmatch(rf"[-+]?{_NUMBER}", typed, re.ASCII):
        return float(typed)
    if found := _METRIC.fullmatch(typed):
        return _signed(found, float(Fraction(found["value"]) * _FEET_PER[found["unit"]]))
    if found := _ONLY_INCHES.fullmatch(typed):
        return _signed(found, _inches(found) / 12.0)
    if found := _FEET_INCHES.fullmatch(typed):
        inches = _inches(found)
        if inches >= 12.0 or (inches and "." in found["feet"]):
            raise ValueError(f"{_echo(text)} is not a length: whole feet go with less than 12 inches")
        return _signed(found, float(found["feet"]) + inches / 12.0)
    raise ValueError(f"{_echo(text)} is not a length; write 12.5, 12'-6 1/2\", 150 in or 3.8 m")


def parse_inches(text: str) -> float:
    """Inches from what was typed; a bare number is inches. Raises ValueError with an example."""
    typed = text.strip().translate(_QUOTES).lower()
    if re.fullmatch(rf"[-+]?{_NUMBER}", typed, re.ASCII):
        return float(typed)
    if found := _METRIC.fullmatch(typed):
        return _signed(found, float(Fraction(found["value"]) * _FEET_PER[found["unit"]] * 12))
    if found := _BROKEN.fullmatch(typed) or _ONLY_INCHES.fullmatch(typed):
        return _signed(found, _inches(found))
    try:
        return parse_feet(typed) * 12.0
    except ValueError:
        raise ValueError(f'{_echo(text)} is not a length; write 6.5, 6 1/2", 1\'-2" or 165 mm') from None


def _echo(text: str) -> str:
    """What was typed, in quotes, as far as one reads it in a message."""
    return f"'{text}'" if len(text) <= LONGEST_ECHO else f"'{text[:LONGEST_ECHO]}…'"


def _signed(found: re.Match[str], value: float) -> float:
    return -value if found["sign"] else value


def _inches(found: re.Match[str]) -> float:
    if found["num2"]:
        return _fraction(found["num2"], found["den2"])
    whole = float(found["whole"] or 0.0)
    return whole + (_fraction(found["num"], found["den"]) if found["num"] else 0.0)


def _fraction(num: str, den: str) -> float:
    if int(den) == 0:
        raise ValueError("a length cannot have a fraction over zero")
    return float(Fraction(int(num), int(den)))


def show_feet(feet: float) -> str:
    """Feet and inches to 1/16 in., as drawings show them: `12'-6 1/2"`."""
    sixteenths = round(abs(feet) * 12.0 * 16.0)
    whole, rest = divmod(sixteenths, 12 * 16)
    inches, part = divmod(rest, 16)
    sign = "-" if feet < 0.0 and sixteenths else ""
    fraction = f" {Fraction(part, 16)}" if part else ""
    return f"{sign}{whole}'-{inches}{fraction}\""
