"""Steps that repeat, told briefly: one of them in full, all of them as rows of a table under it.

The trace and the JSON keep every step as it was made; here it is only decided how a page shows them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from apex.report import formula
from apex.report.notation import TYPST
from apex.report.number import figure
from apex.report.part.load import short
from apex.report.sheet import Row

TIMES, SINGLE = 3, 4
"""So often the same steps, and the same single step, follow each other before they become a table."""
LONGEST = 9
"""Steps of one round, notes counted."""
NUMBERED = ("computed", "taken", "given")
MOST = 0.75
"""Words that so many rounds end with are left out of their names: the one in full says them."""
_SEGMENT = re.compile(r"(?<=[,:;]) ")
_DIRECTION = re.compile(r"wind (normal to|along) the face")
_SHARES = re.compile(r"shares of (\w+) and of (\w+)")
_EQUATED = re.compile(r"(?P<name>[^=]+) = (?P<value>[^=]+)")

Round = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Column:
    """A symbol (or words) over its figures, one for each round."""

    head: str
    unit: str
    cells: list[str]
    math: bool = True


@dataclass(slots=True)
class Line:
    """Rounds with the same figures: words of their names, of which one may differ."""

    words: list[str]
    cells: list[str]
    largest: bool
    at: int = -1
    various: list[str] = field(default_factory=list)
    count: int = 1

    @property
    def name(self) -> str:
        """`0 to 6 ft of the post at x = -5 and 5 ft`; `2 alike` for rounds without a name."""
        if not self.words:
            return f"{self.count} alike" if self.count > 1 else ""
        if self.at < 0:
            return " ".join(self.words)
        comma = "," if all(w.endswith(",") for w in self.various) else ""
        *most, last = (w.rstrip(",") for w in self.various)
        return " ".join([*self.words[: self.at], f"{', '.join(most)} and {last}{comma}", *self.words[self.at + 1 :]])


@dataclass(frozen=True, slots=True)
class Table:
    """Rounds of the same steps: columns of what differs between them, a line for each, the largest marked."""

    columns: list[Column]
    lines: list[Line]
    times: int


def rounds(rows: Sequence[Row]) -> Iterator[list[Round]]:
    """The rows in order, cut into rounds of the same steps; what does not repeat stands alone."""
    marks = [_mark(r) for r in rows]
    at = 0
    while at < len(rows):
        length, times = _repeats(marks, at)
        yield [rows[at + k * length : at + (k + 1) * length] for k in range(times)]
        at += length * times


def _mark(row: Row) -> tuple[str, ...]:
    """What makes two steps the same but for their figures."""
    if row["kind"] == "computed":
        return ("computed", row["symbol"], row["label"], row["citation"], row["formula"])
    if row["kind"] in NUMBERED:
        return (row["kind"], row["symbol"], row["citation"])
    return (row["kind"],)


def _repeats(marks: Sequence[tuple[str, ...]], at: int) -> tuple[int, int]:
    """Length and number of the rounds that begin here; (1, 1) where nothing repeats often enough."""
    best = (1, 1)
    for length in range(1, LONGEST + 1):
        first = marks[at : at + length]
        if len(first) < length or not _is_round(first):
            continue
        times = 1
        while marks[at + times * length : at + (times + 1) * length] == first:
            times += 1
        if length > 1 and marks[at + times * length : at + times * length + 1] == first[-1:]:
            times -= 1  # The last one goes on: it is no round like the others.
        if times >= (TIMES if length > 1 else SINGLE) and length * times > best[0] * best[1]:
            best = (length, times)
    return best


def _is_round(marks: Sequence[tuple[str, ...]]) -> bool:
    """Notes first, as the names of what follows, then figures, of which one at least is computed."""
    kinds = [m[0] for m in marks]
    notes = next((i for i, kind in enumerate(kinds) if kind != "note"), len(kinds))
    return "computed" in kinds and all(kind in NUMBERED for kind in kinds[notes:])


def largest(found: Sequence[Round]) -> int:
    """The round whose last result is largest in size."""
    return max(range(len(found)), key=lambda i: abs(_result(found[i])))


def _result(made: Round) -> float:
    last = next(r for r in reversed(made) if r["kind"] == "computed")
    assert isinstance(last["value"], float)
    return last["value"]


def table(found: Sequence[Round]) -> Table | None:
    """What differs between the rounds; None where nothing does."""
    columns = list(_columns(found))
    if not columns:
        return None
    names, most = _names(found), largest(found)
    lines: list[Line] = []
    for i, name in enumerate(names):
        cells = [c.cells[i] for c in columns]
        if not any(_joined(line, name, cells, largest=i == most) for line in lines):
            lines.append(Line(name, cells, i == most))
    return Table(columns, lines, len(found))


def _joined(line: Line, words: list[str], cells: list[str], *, largest: bool) -> bool:
    """Whether a round could be told in a line that is there: equal figures, one word of the name apart."""
    if line.cells != cells or len(line.words) != len(words):
        return False
    line.count += 1
    if not words:
        return True
    apart = [i for i, (a, b) in enumerate(zip(line.words, words, strict=True)) if a != b]
    if len(apart) != 1 or line.at not in (-1, apart[0]):
        return False
    line.at = apart[0]
    line.various = [*(line.various or [line.words[line.at]]), words[line.at]]
    line.largest = line.largest or largest
    return True


def _columns(found: Sequence[Round]) -> Iterator[Column]:
    """Inputs and results that are not the same in all rounds, each once, in the order they are met."""
    told: set[tuple[str, tuple[object, ...]]] = set()
    of = iter(_shares(found[0]))
    for steps in zip(*found, strict=True):
        if steps[0]["kind"] == "note":
            continue
        what = next(of, "") if steps[0]["kind"] == "computed" else ""
        for name in steps[0]["given"] if steps[0]["kind"] == "computed" else ():
            values = tuple(s["given"][name] for s in steps)
            if (name, values) not in told and len(set(values)) > 1:
                yield Column(formula.symbol(name, TYPST), what, [figure(v, trim=True) for v in values])
            told.add((name, values))
        if steps[0]["kind"] == "taken":
            yield from _labelled(steps)
        first, values = steps[0]["symbol"], tuple(s["value"] for s in steps)
        told.add((first, values))
        if len(set(values)) > 1 or any(s["given"] != steps[0]["given"] for s in steps):
            unit = steps[0]["unit_text"] or what
            yield Column(formula.symbol(first, TYPST), unit, [s["value_text"] for s in steps])


def _shares(made: Round) -> Sequence[str]:
    """What the results of a round are of, in their order, where its name says that they are shares."""
    found = (_SHARES.search(r["label"]) for r in made if r["kind"] == "note")
    return next((m.groups() for m in found if m), ())


def _labelled(steps: Sequence[Row]) -> Iterator[Column]:
    """`h/D = 34.3` of a label as a column of its own, where it differs."""
    labels = [_SEGMENT.split(s["label"]) for s in steps]
    if len({len(parts) for parts in labels}) > 1:
        return
    for parts in zip(*labels, strict=True):
        if len(set(parts)) == 1:
            continue
        pairs = [_EQUATED.fullmatch(p.rstrip(",:;")) for p in parts]
        names = {m["name"] for m in pairs if m}
        if all(pairs) and len(names) == 1:
            yield Column(names.pop(), "", [m["value"] for m in pairs if m], math=False)


def _names(found: Sequence[Round]) -> list[list[str]]:
    """The notes of each round as words, briefly, less what most of them say at the end."""
    notes = [short("; ".join(r["label"] for r in made if r["kind"] == "note")) for made in found]
    parts = [_SEGMENT.split(_DIRECTION.sub(r"\1", n).replace("normal to", "normal")) for n in notes]
    while (end := _shared_end(parts)) is not None:
        parts = [p[:-1] if len(p) > 1 and p[-1] == end else p for p in parts]
    return [" ".join(p).rstrip(",:;").split() for p in parts]


def _shared_end(parts: Sequence[list[str]]) -> str | None:
    """What most of the names end with, where more than that is in them."""
    ends = Counter(p[-1] for p in parts if len(p) > 1)
    end, count = ends.most_common(1)[0] if ends else ("", 0)
    return end if count > 1 and count >= MOST * len(parts) else None
