"""A document by its dotted paths: `sign.cabinets.0.width_ft`.

A document is plain data: objects (dict), lists, text, numbers, true, false, None. A list whose items are all
objects holds rows and is entered by position; any other list is one value. Keys never hold dots, and no key
is a number: a number in a path is a place in a list. No function here changes what it is given.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final, TypeGuard

_PLACE = re.compile(r"0|[1-9][0-9]{0,5}")


class Absent:
    """What stands where nothing stands; None is a value.

    There is one, ABSENT. It has no JSON form on purpose: whoever writes it out says what absence looks like there.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"

    def __reduce__(self) -> str:
        """By name, so that copies and pickles are the one."""
        return "ABSENT"


ABSENT: Final = Absent()


class PathError(LookupError):
    """A path goes through a value that holds nothing, or past the end of a list."""


def flatten(document: dict[str, Any]) -> dict[str, Any]:
    """Every leaf by its path, in document order; an empty object and an empty list are leaves.

    The values are the document's own, not copies.
    """
    return {path: leaf for key, value in document.items() for path, leaf in _leaves(key, value)}


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves(f"{path}.{key}", inner)
    elif value and is_rows(value):
        for i, row in enumerate(value):
            yield from _leaves(f"{path}.{i}", row)
    else:
        yield path, value


def is_rows(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    """A list of objects; an empty list may become one."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def within(path: str, top: str) -> bool:
    """Whether a path is `top` or lies below it."""
    return path == top or path.startswith(f"{top}.")


def in_order(first: Iterable[str], second: Iterable[str]) -> list[str]:
    """The keys of both: the first's in their order, each new one behind the key it follows in the second."""
    behind: dict[str | None, list[str]] = {None: [], **{key: [] for key in first}}
    last: str | None = None
    for key in second:
        if key in behind:
            last = key
        else:
            behind[last].append(key)
    return [key for head, tail in behind.items() for key in (head, *tail) if key is not None]


def get(document: dict[str, Any], path: str) -> Any:
    """What stands at a path, itself and not a copy, or ABSENT."""
    held: Any = document
    for part in path.split("."):
        held = _step(held, part)
    return held


def put(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A deep copy of the document with a copy of the value at the path; the place after a list's last appends.

    Objects and lists missing on the way are made. Raises PathError rather than write over a value on the way.
    """
    whole = copy.deepcopy(document)
    held: Any = whole
    parts = path.split(".")
    for part, following in pairwise(parts):
        inner = _step(held, part)
        if inner is ABSENT:
            inner = [] if _PLACE.fullmatch(following) else {}
            _set(held, part, inner, path)
        held = inner
    _set(held, parts[-1], copy.deepcopy(value), path)
    return whole


def drop(document: dict[str, Any], path: str) -> dict[str, Any]:
    """A deep copy of the document without what stands at the path; later places of a list move up.

    What is not there is not missed; an object that held only this stays as an empty one.
    """
    whole = copy.deepcopy(document)
    if get(whole, path) is ABSENT:
        return whole
    above, _, last = path.rpartition(".")
    held = get(whole, above) if above else whole
    if isinstance(held, list):
        del held[int(last)]
    else:
        del held[last]
    return whole


def _step(held: Any, part: str) -> Any:
    if isinstance(held, dict):
        return held.get(part, ABSENT)
    if isinstance(held, list) and _PLACE.fullmatch(part) and int(part) < len(held):
        return held[int(part)]
    return ABSENT


def _set(held: Any, part: str, value: Any, path: str) -> None:
    if isinstance(held, dict):
        held[part] = value
    elif isinstance(held, list) and _PLACE.fullmatch(part) and int(part) <= len(held):
        held[int(part) : int(part) + 1] = [value]
    else:
        raise PathError(f"{path}: there is no place for {part!r}")
