"""What a field holds, as people read it: quantities in their units, choices by their names, blank as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apex.logic.flat import ABSENT
from apex.schema.measure import System, is_number, show, shown_unit, unit_named
from apex.schema.words import Word, small, word

CHOICES = {
    "on_depth": "on the depth (12/3 ft at d/3)",
    "on_third": "at d/3 (12 ft at d/3)",
    "HSS_square": "HSS square",
    "HSS_rect": "HSS rectangular",
    "HSS_round": "HSS round",
    "W": "W",
    "us": "US customary",
    "si": "SI, metric",
    "organization": "everybody in the shop",
    "members": "its members alone",
}
"""Choices whose names are not their keys with spaces in them."""
LARGEST = 1e15


def choice(name: str) -> str:
    """What a choice of a list is called."""
    return CHOICES.get(name, name.replace("_", " "))


def held(value: Any, path: str, system: System = "us", *, bare: bool = False) -> str:
    """What stands in the field at a path, with its unit; nothing where nothing stands. `bare` leaves the unit out."""
    if value is ABSENT:
        return ""
    if value is None or value == "":
        return "(blank)"
    if value in ([], {}):
        return "(none)"
    if isinstance(value, Mapping):
        return ", ".join(
            f"{_label(f'{path}.{name}')} {held(each, f'{path}.{name}', system)}" for name, each in value.items()
        )
    if isinstance(value, list):
        rows = any(isinstance(row, Mapping) for row in value)
        return ("; " if rows else ", ").join(
            held(row, f"{path}.{i}" if rows else path, system) for i, row in enumerate(value)
        )
    return _plain(value, word(path), system, bare=bare)


def _label(path: str) -> str:
    return small(word(path).label)


def _plain(value: Any, known: Word, system: System, *, bare: bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        text = choice(value) if known.listed else value
        shown = show(text, known.unit, system) if known.unit else text
    else:
        quantity = known.unit and abs(value) < LARGEST and unit_named(known.unit)
        shown = show(value, known.unit, system) if quantity else f"{value:.15g}"
    if bare or not known.unit or not is_number(shown):
        return shown
    return f"{shown} {shown_unit(known.unit, system)}"
