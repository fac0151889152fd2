"""Units: what each is exactly, how numbers of one become those of another, and which ones people are shown.

What is stored is in US customary units. Who chose SI is shown other numbers and may type them; nothing
here rounds a number that is stored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from apex.schema.length import parse_feet, parse_inches, show_feet

System = Literal["us", "si"]
FOOT = Fraction(3048, 10_000)
INCH = FOOT / 12
POUND = Fraction(45_359_237, 100_000_000)
"""Kilograms, by the international agreement of 1959."""
G = Fraction(980_665, 100_000)
LBF = POUND * G
"""Newtons."""
HOUR = 3600
SIXTEENTH = 1 / 192
"""Of an inch, in feet: what lengths are shown to."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures, and how much of the coherent SI unit it is."""

    kind: str
    si: Fraction


UNITS: Mapping[str, Unit] = {
    **{name: Unit("length", Fraction(size)) for name, size in {
        "ft": FOOT, "in": INCH, "yd": 3 * FOOT, "mi": 5280 * FOOT, "m": Fraction(1), "cm": Fraction(1, 100),
        "mm": Fraction(1, 1000), "km": Fraction(1000)}.items()},
    **{name: Unit("speed", size) for name, size in {
        "mph": 5280 * FOOT / HOUR, "ft/s": FOOT, "m/s": Fraction(1), "km/h": Fraction(1000, HOUR)}.items()},
    **{name: Unit("pressure", size) for name, size in {
        "psf": LBF / FOOT**2, "ksf": 1000 * LBF / FOOT**2, "psi": LBF / INCH**2, "ksi": 1000 * LBF / INCH**2,
        "Pa": Fraction(1), "kPa": Fraction(1000), "MPa": Fraction(10**6), "GPa": Fraction(10**9),
        "N/mm²": Fraction(10**6), "kN/m²": Fraction(1000), "kg/m²": G}.items()},
    **{name: Unit("weight of a volume", size) for name, size in {
        "psf/ft": LBF / FOOT**3, "pcf": LBF / FOOT**3, "kip/ft³": 1000 * LBF / FOOT**3,
        "kPa/m": Fraction(1000), "kN/m³": Fraction(1000)}.items()},
    **{name: Unit("force", size) for name, size in {
        "lb": LBF, "lbf": LBF, "kip": 1000 * LBF, "N": Fraction(1), "kN": Fraction(1000), "kg": G}.items()},
    **{name: Unit("force on a length", size) for name, size in {
        "lb/ft": LBF / FOOT, "plf": LBF / FOOT, "kip/ft": 1000 * LBF / FOOT, "kip/in": 1000 * LBF / INCH,
        "N/m": Fraction(1), "kN/m": Fraction(1000), "kg/m": G}.items()},
    **{name: Unit("moment", size) for name, size in {
        "lb-ft": LBF * FOOT, "kip-ft": 1000 * LBF * FOOT, "kip-in": 1000 * LBF * INCH, "N·m": Fraction(1),
        "kN·m": Fraction(1000)}.items()},
    **{name: Unit("area", size) for name, size in {
        "ft²": FOOT**2, "in²": INCH**2, "m²": Fraction(1), "cm²": Fraction(1, 10**4),
        "mm²": Fraction(1, 10**6)}.items()},
    **{name: Unit("volume", size) for name, size in {
        "ft³": FOOT**3, "yd³": (3 * FOOT) ** 3, "in³": INCH**3, "m³": Fraction(1), "cm³": Fraction(1, 10**6),
        "mm³": Fraction(1, 10**9)}.items()},
    "in⁴": Unit("second moment of area", INCH**4),
    "cm⁴": Unit("second moment of area", Fraction(1, 10**8)),
}  # fmt: skip
"""A kilogram stands for its weight (9.80665 N), as scales and catalogs of shapes mean it."""
SI: Mapping[str, tuple[str, int]] = {
    "ft": ("m", 3), "in": ("mm", 1), "mph": ("m/s", 1), "psf": ("kPa", 3), "ksf": ("kPa", 1), "psi": ("MPa", 2),
    "ksi": ("MPa", 0), "psf/ft": ("kPa/m", 1), "pcf": ("kN/m³", 2), "kip/ft³": ("kN/m³", 0), "lb": ("kN", 3),
    "lbf": ("kN", 3),
    "kip": ("kN", 2), "lb/ft": ("kg/m", 1), "plf": ("kg/m", 1), "kip/ft": ("kN/m", 2), "kip/in": ("kN/m", 1),
    "lb-ft": ("kN·m", 3), "kip-ft": ("kN·m", 2), "kip-in": ("kN·m", 3), "ft²": ("m²", 3), "in²": ("mm²", 0),
    "ft³": ("m³", 3), "yd³": ("m³", 2), "in³": ("cm³", 1), "in⁴": ("cm⁴", 1), "ft/s": ("m/s", 2), "yd": ("m", 3),
    "mi": ("km", 3),
}  # fmt: skip
"""What people who chose SI are shown in place of each unit, and to how many places where nobody typed it."""
POWERS = str.maketrans({"2": "²", "3": "³", "4": "⁴"})
OTHER = {
    "m/sec": "m/s", "kmh": "km/h", "kph": "km/h", "fps": "ft/s", "lbs": "lb", "kips": "kip", "pounds": "lb",
    "kgf": "kg", "kgf/m²": "kg/m²", "kgf/m": "kg/m", "klf": "kip/ft", "psf per ft": "psf/ft", "ft-lb": "lb-ft",
    "lbf-ft": "lb-ft", "knm": "kN·m", "kn-m": "kN·m", "kn m": "kN·m", "nm": "N·m", "n-m": "N·m", "sq ft": "ft²",
    "sf": "ft²", "cy": "yd³", "cf": "ft³", "kft": "kip-ft", "k-ft": "kip-ft", "feet": "ft", "inches": "in",
}  # fmt: skip
_KNOWN = {name.lower(): name for name in UNITS} | OTHER
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)")
_TYPED = re.compile(r"([-+]?(?:\d+(?:\.\d*)?|\.\d+))\s*([^\d\s.,].*)")
NAMED = (
    ("psf_per_ft", "psf/ft"), ("kipft", "kip-ft"), ("kipin", "kip-in"), ("yd3", "yd³"), ("ft3", "ft³"),
    ("ft2", "ft²"), ("in2", "in²"), ("in3", "in³"), ("in4", "in⁴"), ("mph", "mph"), ("psf", "psf"), ("psi", "psi"),
    ("ksi", "ksi"), ("kip", "kip"), ("plf", "lb/ft"), ("lb", "lb"), ("ft", "ft"), ("in", "in"),
)  # fmt: skip
"""How the names of fields end that have a unit."""


def unit_named(text: str) -> str:
    """The unit a text means, whatever its letters and powers are written like; empty where it is none."""
    plain = text.strip().rstrip(".").lower().replace("^", "").replace("*", "·").replace("−", "-")
    powers = re.sub(r"(?<=[a-z])[234]", lambda found: found[0].translate(POWERS), plain)
    name = _KNOWN.get(powers) or _KNOWN.get(plain) or ""
    return name if name in UNITS else ""


def unit_of(field: str) -> str:
    """The unit the name of a field says it has, as in `sign.cabinets.0.width_ft`."""
    last = field.rsplit(".", 1)[-1]
    return next((unit for end, unit in NAMED if last.endswith(f"_{end}")), "")


def convert(value: float | str | Fraction, unit: str, to: str) -> float:
    """The float nearest to a quantity in another unit; a text is the decimal it says."""
    return float(_in(Fraction(value), unit, to))


def _in(value: Fraction, unit: str, to: str) -> Fraction:
    if UNITS[unit].kind != UNITS[to].kind:
        raise ValueError(f"{unit} is not a unit of {UNITS[to].kind}")
    return value * UNITS[unit].si / UNITS[to].si


def is_number(text: str) -> bool:
    """Whether a text is a decimal and nothing else."""
    return bool(_NUMBER.fullmatch(text))


def read_measure(text: str, unit: str) -> float | None:
    """What a text with a unit of its own comes to in `unit`; None where it carries none of that kind."""
    if unit in ("ft", "in"):
        return parse_feet(text) if unit == "ft" else parse_inches(text)
    found = _TYPED.fullmatch(text.strip())
    name = unit_named(found[2]) if found else ""
    own = unit_named(unit)
    if found is None or not name or not own or UNITS[name].kind != UNITS[own].kind:
        return None
    return convert(found[1], name, own)


def shown_unit(unit: str, system: System) -> str:
    """What a unit of the definition is shown as."""
    return SI[unit_named(unit)][0] if system == "si" and unit_named(unit) in SI else unit


def show(held: float | str, unit: str, system: System) -> str:
    """How a field shows what is stored, in `shown_unit`; text that is no quantity stays as it is.

    It may have fewer digits than what is stored: who reads it back compares it with what was shown.
    """
    if unit_named(unit) not in SI:
        return str(held)
    if isinstance(held, str):
        return _show_text(held, unit, system)
    return _show(float(held), unit, system)


def _show_text(held: str, unit: str, system: System) -> str:
    """What was typed once stays as it was typed, where it is in the person's own system."""
    typed = held.strip()
    if system == "us":
        return _show(float(typed), unit, system) if is_number(typed) else held
    found = _TYPED.fullmatch(typed)
    if found and unit_named(found[2]) == shown_unit(unit, system):
        return found[1]
    try:
        value = float(typed) if is_number(typed) else read_measure(typed, unit)
    except ValueError:
        return held
    return held if value is None else _show(value, unit, system)


@lru_cache(maxsize=8192)
def _show(value: float, unit: str, system: System) -> str:
    if system == "us":
        plain = repr(value).removesuffix(".0")
        if len(plain.partition(".")[2]) <= 4 and "e" not in plain:
            return plain
        return show_feet(value) if unit == "ft" and abs(value) > SIXTEENTH else decimal(Fraction(value), 4)
    own = unit_named(unit)
    to, places = SI[own]
    there = _in(Fraction(repr(value)), own, to)
    for more in range(places + 3):
        short = decimal(there, more)
        if convert(short, to, own) == value:
            return short
    return decimal(there, places)


def limit(value: float, unit: str, system: System, *, least: bool) -> str:
    """A bound as people read it, rounded to its own side: who types what they read is not refused."""
    own = unit_named(unit)
    if system == "us" or own not in SI:
        return repr(value).removesuffix(".0")
    to, places = SI[own]
    return decimal(_in(Fraction(repr(value)), own, to), places, ROUND_CEILING if least else ROUND_FLOOR)


def decimal(value: Fraction, places: int, rounding: str = ROUND_HALF_EVEN) -> str:
    """A number to so many places, to three digits at least where it is small, without needless zeros."""
    with localcontext() as context:
        context.prec = 40
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        if exact and exact.adjusted() < 2 - places:
            places = min(2 - exact.adjusted(), 15)
        text = format(exact.quantize(Decimal(1).scaleb(-places), rounding), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def system_of(chosen: str) -> System:
    """The system of a setting."""
    return "si" if chosen == "si" else "us"
