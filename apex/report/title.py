"""The title block: sign, what the sheet shows, scale, sheet, revision, hash, and that it is not sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apex.report.ink import SIZE, Box, Line, Mark, Text, clipped, wide

TITLE = 15.0
NOT_SEALED = "NOT SEALED"
SEALED = "SEALED"
PAD = 6.0
ROW = 19.0
CELL = 104.0
SHORT_HASH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleBlock:
    """What a title block says. `scale` is NTS, or a real one where the paper has its true size."""

    sign: str
    what: str
    scale: str = "NTS"
    revision: str = ""
    sha: str = ""
    sheet: int = 1
    of: int = 1
    ready: bool = True

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Label and words of the small fields that have any."""
        fields = [
            ("Sheet", f"{self.sheet} of {self.of}"),
            ("Scale", self.scale),
            ("Revision", self.revision),
            ("Hash", self.sha[:SHORT_HASH]),
        ]
        return [(label, words) for label, words in fields if words]


def block(b: TitleBlock, x: float, y: float, width: float) -> Iterator[Mark]:
    """Name at the left, what the sheet is below it, small fields beside, NOT SEALED boxed at the right."""
    sealed = wide(NOT_SEALED, TITLE, bold=True) + 28
    fields = b.cells
    columns = (len(fields) + 1) // 2
    room = width - sealed - columns * CELL - 3 * PAD
    lines = wrapped(b.sign, room, TITLE, bold=True)
    state = "" if b.ready else "The design does not pass. "
    said = wrapped(state + b.what, room, SIZE - 1)
    height = max(TITLE * 1.3 * len(lines) + 14.0 * len(said) + 3 * PAD, 2 * 30.0)
    yield Box(x, y, width, height, "table")
    yield Box(x + width - sealed, y, sealed, height, "table", 0.08)
    yield Text(x + width - sealed / 2, y + height / 2, NOT_SEALED, size=TITLE, bold=True, role="seal")
    left = x + width - sealed - columns * CELL
    for k, (label, words) in enumerate(fields):
        column, row = divmod(k, 2)
        at, top = left + column * CELL, y + row * height / 2
        if row == 0:
            yield Line(at, y, at, y + height, "fine")
        yield Text(at + PAD, top + height / 4 - 6.5, label, "start", SIZE - 3, role="label")
        yield Text(at + PAD, top + height / 4 + 6.5, clipped(words, CELL - 2 * PAD, SIZE - 1), "start", SIZE - 1)
    if fields:
        yield Line(left, y + height / 2, x + width - sealed, y + height / 2, "fine")
    for i, line in enumerate(lines):
        yield Text(x + PAD, y + PAD + TITLE * (0.65 + 1.3 * i), line, "start", TITLE, bold=True, role="title")
    foot = y + height - PAD - 14.0 * len(said)
    for i, line in enumerate(said):
        yield Text(x + PAD, foot + 7.0 + 14.0 * i, line, "start", SIZE - 1, role="label")


def wrapped(text: str, room: float, size: float = SIZE, *, bold: bool = False) -> list[str]:
    """Lines no longer than their room; a word that is longer is broken."""
    lines = [""]
    for whole in text.split(" "):
        word = whole
        if lines[-1] and wide(f"{lines[-1]} {word}", size, bold=bold) <= room:
            lines[-1] += f" {word}"
            continue
        if lines[-1]:
            lines.append("")
        while wide(word, size, bold=bold) > room and len(word) > 1:
            head = _head(word, room, size, bold=bold)
            lines[-1] = word[:head]
            lines.append("")
            word = word[head:]
        lines[-1] = word
    return lines


def _head(word: str, room: float, size: float, *, bold: bool) -> int:
    """How many letters of a word fit, one at least."""
    count = 1
    while count < len(word) and wide(word[: count + 1], size, bold=bold) <= room:
        count += 1
    return count
