"""Parts of a page that follow the form: each carries a mark, and an answer holds only those whose mark differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zlib import crc32

from flask import request

MARK = "mark:"
ERRORS = "errors"


def digest(text: str) -> str:
    """A short mark of what a part shows. It tells versions of one part apart, nothing more."""
    return f"{crc32(text.encode()):08x}"


def held() -> dict[str, str]:
    """The marks of the parts that stand on the page which sent the form."""
    if not request.form:
        return {}
    return {name.removeprefix(MARK): value for name, value in request.form.items() if name.startswith(MARK)}


def told(errors: Iterable[tuple[str, str]]) -> str:
    """Which fields show an error, and which one: the mark of all of them."""
    return " ".join(f"{field}~{digest(said)}" for field, said in errors if said)


def untold(errors: Iterable[tuple[str, str]], marks: Mapping[str, str]) -> list[tuple[str, str]]:
    """The errors that differ from those on the page; an empty one takes away what stands there."""
    shown = dict(pair.split("~", 1) for pair in marks.get(ERRORS, "").split() if "~" in pair)
    return [(field, said) for field, said in errors if shown.get(field, "") != (digest(said) if said else "")]
