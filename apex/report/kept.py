"""Sheets as the plain data a calculation keeps, and back: once drawn, they are written as DXF whenever one asks.

A sheet is dataclasses all the way down. Each becomes an object that names its kind and leaves out what is the default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from apex.report.figure import Figure
from apex.report.ink import Box, Circle, Line, Measure, Path, Text
from apex.report.paper import Paper
from apex.report.title import TitleBlock

KIND = "is"
KINDS: dict[str, type] = {
    each.__name__.lower(): each for each in (Paper, Figure, TitleBlock, Line, Box, Circle, Path, Text, Measure)
}


def plain(sheets: Sequence[Paper]) -> list[Any]:
    """The sheets as objects, lists, texts and numbers."""
    return [_plain(sheet) for sheet in sheets]


def sheets_of(kept: Sequence[Any]) -> tuple[Paper, ...]:
    """The sheets again, equal to what was kept. Raises KeyError for a kind of mark there is not."""
    return tuple(_again(sheet) for sheet in kept)


def _plain(one: Any) -> Any:
    if isinstance(one, tuple):
        return [_plain(each) for each in one]
    if not is_dataclass(one):
        return one
    named = ((field, getattr(one, field.name)) for field in fields(one))
    said = {field.name: _plain(value) for field, value in named if value != field.default}
    return {KIND: type(one).__name__.lower()} | said


def _again(kept: Any) -> Any:
    if isinstance(kept, list):
        return tuple(_again(each) for each in kept)
    if not isinstance(kept, dict):
        return kept
    return KINDS[kept[KIND]](**{name: _again(value) for name, value in kept.items() if name != KIND})
