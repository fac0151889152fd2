"""The marks a drawing is made of, in its own units; y grows downward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from unicodedata import east_asian_width

Weight = Literal["outline", "hidden", "fine", "dimension", "grade", "hatch", "center", "table", "tick"]
Anchor = Literal["start", "middle", "end"]
SIZE = 12.0
# Wider than the digits and letters of the faces in use, so that what fits here fits there.
EM = 0.58


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    weight: Weight


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    w: float
    h: float
    weight: Weight
    tint: float = 0.0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """`y` is the middle of the line of text; `turned` reads from the bottom up."""

    x: float
    y: float
    text: str
    anchor: Anchor = "middle"
    size: float = SIZE
    bold: bool = False
    turned: bool = False
    role: str = "note"

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the room it takes."""
        along, across = wide(self.text, self.size, bold=self.bold), self.size
        before = {"start": 0.0, "middle": along / 2, "end": along}[self.anchor]
        if self.turned:
            return self.x - across / 2, self.y - along + before, self.x + across / 2, self.y + before
        return self.x - before, self.y - across / 2, self.x - before + along, self.y + across / 2


Mark = Line | Box | Text


def wide(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """A generous estimate of a text's length."""
    ems = sum(2.0 * EM if east_asian_width(c) in "WF" else EM for c in text)
    return ems * size * (1.06 if bold else 1.0)


def clipped(text: str, room: float, size: float = SIZE, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is longer than its room."""
    if wide(text, size, bold=bold) <= room:
        return text
    while text and wide(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"
