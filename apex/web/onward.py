"""What an answer leaves for the page that follows: in the session until one is shown, and only of what succeeded."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, g, session

MOST = 3
"""How much of a kind waits for a page; what is older has lost its moment."""


def install(app: Flask) -> None:
    app.after_request(keep)


def leave(kind: str, what: Any) -> None:
    """Have the next page know something. A handler that is run again leaves it once."""
    g.setdefault("onward", {})[kind] = what


def left(response: Response) -> dict[str, Any]:
    """What goes along with an answer: nothing, unless it leads to a page."""
    found: dict[str, Any] = g.get("onward", {}) if 300 <= response.status_code < 400 else {}
    return found


def keep(response: Response) -> Response:
    """Keep what is left for the page a redirect leads to; the answer to a double click leaves nothing twice."""
    for kind, what in left(response).items():
        session[kind] = [*(one for one in session.get(kind, []) if one != what), what][-MOST:]
    g.pop("onward", None)
    return response


def found(kind: str) -> list[Any]:
    """What waits for a page; it is handed out once."""
    waiting: list[Any] = session.pop(kind, []) if kind in session else []
    return waiting
