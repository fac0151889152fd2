"""What happened, said on the page that follows: kept in the session until one is shown, and only of what succeeded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, session

KEY = "toasts"
MOST = 3
"""Messages that wait for a page; older ones have lost their moment."""


def install(app: Flask) -> None:
    app.after_request(keep)


def say(text: str, *, undo: str = "", fields: Mapping[str, str] | None = None, label: str = "Undo") -> None:
    """Have the next page say something; `undo` is an address a button posts `fields` to.

    A handler that is run again says it once, and one whose work is taken back says nothing.
    """
    g.toast = {"text": text[:300], "undo": undo, "fields": dict(fields or {}), "label": label}


def keep(response: Response) -> Response:
    """Keep what was said for the page a redirect leads to."""
    told = g.pop("toast", None)
    if told is not None and 300 <= response.status_code < 400:
        session[KEY] = [*session.get(KEY, []), told][-MOST:]
    return response


def shown() -> list[dict[str, Any]]:
    """What waits to be said; it is said once."""
    waiting: list[dict[str, Any]] = session.pop(KEY, []) if KEY in session else []
    return waiting
