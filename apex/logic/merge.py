"""Three-way merge of documents: two people began from the same base, and neither loses a change.

Changes to different fields are both taken. Where both changed one field, or one changed what the other removed
or replaced whole, it is a conflict at the highest path that holds it, and a person chooses. Rows of objects are
merged by position while their number is the same on all three sides; otherwise the list is one value. So is an
object that both added: half of one and half of the other is nothing that anyone meant.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from apex.logic.diff import Same, alike, equal
from apex.logic.flat import ABSENT, drop, in_order, is_rows, put

Choice = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Field:
    """One path as it stands on the three sides, ABSENT where it does not."""

    path: str
    base: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Conflict(Field):
    """A path both sides changed, each in its own way."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged document, with mine where it conflicts, and how each changed path came about.

    No path of the four lists lies within another.
    """

    document: dict[str, Any]
    taken: tuple[Field, ...]
    kept: tuple[Field, ...]
    agreed: tuple[Field, ...]
    conflicts: tuple[Conflict, ...]


class UnresolvedError(ValueError):
    """Conflicts nobody has chosen for yet."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__(f"choose mine or theirs for {', '.join(paths)}")
        self.paths = paths


@dataclass(slots=True)
class _Record:
    same: Same
    taken: list[Field] = field(default_factory=list)
    kept: list[Field] = field(default_factory=list)
    agreed: list[Field] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any], same: Same = equal) -> Merged:
    """Merge two documents that began as `base`; the given ones stay as they are.

    `same` judges everything that is not two objects or two lists, ABSENT included, the older side first
    (base, theirs, mine), so a form can take typed text for a stored number and a blank for null. Where the
    sides are the same, mine stands.
    """
    record = _Record(same)
    document = copy.deepcopy(_objects("", base, theirs, mine, record))
    taken, kept, agreed = (tuple(fields) for fields in (record.taken, record.kept, record.agreed))
    return Merged(document, taken, kept, agreed, tuple(record.conflicts))


def _objects(
    path: str, base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any], record: _Record
) -> dict[str, Any]:
    merged = {}
    for key in in_order(in_order(mine, theirs), base):
        was, their, my = (side.get(key, ABSENT) for side in (base, theirs, mine))
        value = _value(f"{path}.{key}" if path else key, was, their, my, record)
        if value is not ABSENT:
            merged[key] = value
    return merged


def _value(path: str, base: Any, theirs: Any, mine: Any, record: _Record) -> Any:
    if isinstance(base, dict) and isinstance(theirs, dict) and isinstance(mine, dict):
        return _objects(path, base, theirs, mine, record)
    if is_rows(base) and is_rows(theirs) and is_rows(mine) and len(base) == len(theirs) == len(mine):
        rows = zip(base, theirs, mine, strict=True)
        return [_objects(f"{path}.{i}", *three, record) for i, three in enumerate(rows)]
    return _whole(path, base, theirs, mine, record)


def _whole(path: str, base: Any, theirs: Any, mine: Any, record: _Record) -> Any:
    they_changed = not alike(base, theirs, record.same)
    i_changed = not alike(base, mine, record.same)
    if they_changed and not i_changed:
        record.taken.append(Field(path, base, theirs, mine))
        return theirs
    if i_changed and not they_changed:
        record.kept.append(Field(path, base, theirs, mine))
    elif they_changed and alike(theirs, mine, record.same):
        record.agreed.append(Field(path, base, theirs, mine))
    elif they_changed:
        record.conflicts.append(Conflict(path, base, theirs, mine))
    return mine


def resolve(merged: Merged, choices: Mapping[str, Choice]) -> dict[str, Any]:
    """The document with each conflict as chosen, a copy. Raises UnresolvedError naming those without a choice.

    Choices for other paths are left aside: the conflicts may have gone since they were made.
    """
    unresolved = tuple(c.path for c in merged.conflicts if choices.get(c.path) not in ("mine", "theirs"))
    if unresolved:
        raise UnresolvedError(unresolved)
    document = copy.deepcopy(merged.document)
    for conflict in merged.conflicts:
        if choices[conflict.path] == "theirs":
            removed = conflict.theirs is ABSENT
            path = conflict.path
            document = drop(document, path) if removed else put(document, path, conflict.theirs)
    return document
