"""Figures and units as they are shown. Rounding happens here and nowhere before."""

from __future__ import annotations

import math
import re

READABLE_FROM = 1e-4
NOISE = 1e-12
"""What is left of sums that are nothing; no quantity of a sign is as small."""
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_GREEK_WORDS = {
    "lam": "λ",
    "alpha": "α",
    "beta": "β",
    "epsilon": "ε",
    "eps": "ε",
    "eta": "η",
    "gamma": "γ",
    "phi": "φ",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "theta": "θ",
}
_GREEK_WORD = re.compile(rf"(?<![\w-])({'|'.join(_GREEK_WORDS)})(?=_|(?![\w-]))")
_FACTOR = re.compile(r"(?<![\w-])psi(?=_)")
"""ψ; without a subscript it is a pressure."""
_CONCRETE = re.compile(r"\bf_c\b")
_BARRED = re.compile(r"\b([a-zα-ω])_bar\b")
_NEGATIVE = re.compile(r"(?:(?<=[\s(=±])|^)-(?=\d)")
_ROOT = re.compile(r"\bsqrt\((\w+)\)")
_ROOT_OF = re.compile(r"\bsqrt(?=\(\w+/\w+\))")
_POWER = re.compile(r"(?<=[\w)])\^(\d)\b")
_UNIT_POWER = re.compile(r"(?<=\b(?:ft|in))([234])\b")


def significant(value: float, digits: int = 4, *, trim: bool = False) -> str:
    """A figure to so many significant digits, whole from 1,000 up; a tiny one as `5.7e-06`.

    `trim` drops the zeros at the end: for numbers put in, where 12 ft was given as 12.
    """
    if abs(value) < NOISE or not math.isfinite(value):
        return "0" if abs(value) < NOISE else "none"
    if abs(value) < READABLE_FROM:
        return f"{value:.{digits - 1}e}"
    places = max(digits - 1 - math.floor(math.log10(abs(value))), 0)
    # 99.996 has two digits before the point only until it is rounded to 100.0.
    places = max(digits - 1 - math.floor(math.log10(abs(round(value, places)))), 0)
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if trim and "." in text else text


def scientific(text: str) -> tuple[str, str] | None:
    """Mantissa and exponent of a figure `significant` wrote with an e."""
    if "e" not in text:
        return None
    mantissa, exponent = text.split("e")
    return mantissa, str(int(exponent))


def figure(value: float, digits: int = 4, *, trim: bool = False) -> str:
    """A figure for running text: `5.705×10⁻⁶` where it is tiny."""
    text = significant(value, digits, trim=trim).replace("-", "−")
    parts = scientific(text.replace("−", "-"))
    return f"{parts[0].replace('-', '−')}×10{parts[1].translate(_RAISED)}" if parts else text


def exact(value: object) -> str:
    """An input as it was given: every digit of it, thousands apart."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        whole, _, part = f"{value!r}".partition(".")
        if "e" in whole + part:
            return figure(float(value))
        grouped = f"{int(whole):,}" if whole.lstrip("-").isdigit() else whole
        # int() has no negative zero: -0.25 must keep its sign.
        sign = "-" if whole == "-0" else ""
        return sign + grouped if part in ("", "0") else f"{sign}{grouped}.{part}"
    return str(value)


def unit_text(unit: str) -> str:
    """`in2` as `in²`, `in4` as `in⁴`; the `1` of what has no unit is not shown."""
    return "" if unit == "1" else re.sub(r"(?<=[a-z])([2346])\b", lambda m: m[1].translate(_RAISED), unit)


def minus(text: str) -> str:
    """A text with a true minus before its negative numbers; a hyphen within a word or between feet and inches stays."""
    return _NEGATIVE.sub("−", text)


def prose(text: str) -> str:
    """A sentence of the engine with Greek letters, bars, roots, powers and comparisons as they are printed."""
    text = _ROOT_OF.sub("√", _ROOT.sub(r"√\1", minus(text)).replace("<=", "≤").replace(">=", "≥"))
    for power in (_POWER, _UNIT_POWER):
        text = power.sub(lambda m: m[1].translate(_RAISED), text)
    text = _GREEK_WORD.sub(lambda m: _GREEK_WORDS[m[1]], _FACTOR.sub("ψ", text).replace("`", ""))
    return _CONCRETE.sub("f'c", _BARRED.sub("\\1\u0304", text))
