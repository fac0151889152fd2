"""What people call a field of a design or of a project's overview: its label, unit and stage, by its path."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from apex.engine.bound import Is
from apex.engine.document import Document
from apex.schema.project import Overview
from apex.schema.read import external, hints, mark, unwrap

STAGES = {
    "site": "Site",
    "sign": "Sign",
    "support": "Support",
    "foundation": "Foundation",
    "baseplate": "Base plate",
    "pricing": "Price",
    "options": "Options",
}
OVERVIEW = "Overview"
SHARED = ("Support", "Foundation", "Base plate")
"""Stages whose fields are called alike: kind, section, width."""
OWN = {"document.name": "Name of the design", "document.schema": "Format", "schema": "Format"}
"""What a design says of itself and a project says of itself too."""
PLAIN = {"document": "design"}
"""Fields that stand in no form."""


@dataclass(frozen=True, slots=True)
class Word:
    """A field in words: `stage` is the heading it stands under, `where` which of several things it belongs to."""

    stage: str
    where: str
    label: str
    unit: str = ""
    listed: bool = False
    """Whether it holds choices of a list."""

    @property
    def full(self) -> str:
        """The label with what it belongs to before it, on its own."""
        before = self.where or (self.stage if self.stage in SHARED else "")
        return f"{before}, {self.label}" if before and before != self.label else self.label

    @property
    def plain(self) -> str:
        """The label in the middle of a sentence, with what it belongs to where it would not be clear."""
        before = self.where or (self.stage if self.stage in SHARED else "")
        label = small(self.label)
        return label if label.startswith(before.lower()) else f"{small(before)} {label}"


def small(label: str) -> str:
    """Without the capital of a sentence; symbols keep theirs."""
    first = label.partition(" ")[0]
    return label[:1].lower() + label[1:] if first[1:].islower() else label


@lru_cache(maxsize=2048)
def word(path: str) -> Word:
    """The words for a path as `design`, `customer` or `sign.cabinets.0.width_ft`."""
    parts = path.split(".")
    if path in OWN:
        return Word(OVERVIEW, "", OWN[path])
    if parts[0] not in {external(f.name) for f in fields(Document)} or parts == ["name"]:
        return Word(OVERVIEW, "", _overview(parts), listed=parts[0] == "visibility")
    stage = STAGES.get(parts[0], OVERVIEW)
    if len(parts) == 1:
        return Word(stage, "", stage if parts[0] in STAGES else _said(parts[0]))
    return Word(stage, *_walk(parts))


def field_word(cls: type, name: str) -> Word:
    """The words for a field of something that is asked, by its own definition."""
    found = _mark(hints(cls).get(name))
    return Word("", "", found.label, found.unit) if found else Word("", "", _said(name).capitalize())


def _overview(parts: list[str]) -> str:
    known = {f.name: mark(hints(Overview)[f.name]) for f in fields(Overview)}
    found = known.get(parts[0]) if len(parts) == 1 else None
    return found.label if found else ", ".join(_said(part) for part in parts).capitalize()


def _walk(parts: list[str]) -> tuple[str, str, str, bool]:
    held: Any = Document
    where, label, unit, listed = "", "", "", False
    for i, part in enumerate(parts):
        if part.isdigit():
            where = f"{_said(parts[i - 1]).removesuffix('s')} {int(part) + 1}".capitalize()
            label = label if i < len(parts) - 1 else ""
            held = _row(held)
            continue
        annotation = _annotation(held, part)
        found = _mark(annotation)
        label, unit = (found.label, found.unit) if found else (_said(part).capitalize(), "")
        listed = _is_list(annotation)
        held = unwrap(annotation)[0] if annotation is not None else None
        if i and i < len(parts) - 1 and not parts[i + 1].isdigit() and not where:
            where = label if is_dataclass(held) else ""
    return (where, label, unit, listed) if label else ("", where, "", False)


def _is_list(annotation: Any) -> bool:
    bare = unwrap(annotation)[0]
    inner = unwrap(get_args(bare)[0])[0] if get_origin(bare) is tuple else bare
    return get_origin(inner) is Literal


def _annotation(held: Any, part: str) -> Any:
    if not (isinstance(held, type) and is_dataclass(held)):
        return None
    names = {external(f.name): f.name for f in fields(held)}
    return hints(held)[names[part]] if part in names else None


def _row(held: Any) -> Any:
    inner = get_args(held)
    return unwrap(inner[0])[0] if inner else None


def _mark(annotation: Any) -> Is | None:
    """The label of a field, also where a member of its union holds it."""
    if annotation is None:
        return None
    found = mark(annotation)
    return found or next((m for m in map(mark, get_args(annotation)) if m is not None), None)


def _said(name: str) -> str:
    return PLAIN.get(name, name.replace("_", " "))
