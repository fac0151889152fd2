"""Lists: one page of items for machines, with the way to the next one, and for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, request, url_for

from apex.web.ask import Window


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a page of a list stands, and the addresses before and after it."""

    first: int
    last: int
    total: int
    previous: str
    next: str


def pages(window: Window, shown: int, total: int, endpoint: str = "") -> Pages:
    """`endpoint` reads the list, where it stands on the answer to something else."""
    before = max(window.offset - window.limit, 0)
    after = window.offset + window.limit
    return Pages(
        first=min(window.offset + 1, total),
        last=window.offset + shown,
        total=total,
        previous=_address(before, window, endpoint) if window.offset else "",
        next=_address(after, window, endpoint) if after < total else "",
    )


def listed(items: Sequence[Any], window: Window, total: int) -> dict[str, Any]:
    """What the result of a list holds."""
    return {"items": list(items), "total": total, "limit": window.limit, "offset": window.offset}


def linked(response: Response, around: Pages) -> Response:
    """The response with its `Link` header."""
    links = [f'<{url}>; rel="{rel}"' for url, rel in ((around.next, "next"), (around.previous, "prev")) if url]
    if links:
        response.headers["Link"] = ", ".join(links)
    return response


def _address(offset: int, window: Window, endpoint: str) -> str:
    given = {name: value for name, value in request.args.items() if name not in ("offset", "limit")}
    values = {**(request.view_args or {}), **given}
    return url_for(endpoint or request.endpoint or "", limit=window.limit, offset=offset, **values)
