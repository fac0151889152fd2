"""What happened, said on the page that follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apex.web import onward

KEY = "toasts"


def say(text: str, *, undo: str = "", fields: Mapping[str, str] | None = None, label: str = "Undo") -> None:
    """Have the next page say something; `undo` is an address a button posts `fields` to.

    A handler that is run again says it once, and one whose work is taken back says nothing.
    """
    onward.leave(KEY, {"text": text[:300], "undo": undo, "fields": dict(fields or {}), "label": label})


def shown() -> list[dict[str, Any]]:
    """What waits to be said; it is said once."""
    return onward.found(KEY)
