"""What differs between two documents: for audit, version diffs and changed fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from apex.logic.flat import ABSENT, in_order, is_rows

Same = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Change:
    """One path and what stood and stands there; a side where nothing stands is ABSENT."""

    path: str
    before: Any
    after: Any


def equal(a: Any, b: Any) -> bool:
    """The same value: 12 and 12.0 are, True and 1 are not, `"12"` and 12 are not."""
    return alike(a, b, _same_plain)


def _same_plain(a: Any, b: Any) -> bool:
    return isinstance(a, bool) is isinstance(b, bool) and bool(a == b)


def alike(a: Any, b: Any, same: Same) -> bool:
    """Whether two values hold the same throughout, by `same` for everything that is not two objects or two lists.

    A key that one object lacks is compared as ABSENT.
    """
    if isinstance(a, dict) and isinstance(b, dict):
        return all(alike(a.get(key, ABSENT), b.get(key, ABSENT), same) for key in {**a, **b})
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(alike(x, y, same) for x, y in zip(a, b, strict=True))
    return same(a, b)


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Every difference once, in document order, as deep as both sides are objects or rows of objects.

    What was added or removed whole is one change at its own path. Rows are compared by position.
    """
    return list(_changes("", before, after))


def _changes(path: str, before: Any, after: Any) -> Iterator[Change]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in in_order(before, after):
            below = f"{path}.{key}" if path else key
            yield from _changes(below, before.get(key, ABSENT), after.get(key, ABSENT))
    elif is_rows(before) and is_rows(after):
        for i, (old, new) in enumerate(zip_longest(before, after, fillvalue=ABSENT)):
            yield from _changes(f"{path}.{i}", old, new)
    elif not equal(before, after):
        yield Change(path, before, after)
