"""Answers kept for an hour under what was asked, and what a reader is told of that (RFC 9211)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from apex.engine.envelope import sha256
from apex.extensions import cache
from apex.meter import instruments
from apex.settings import code_version

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """An envelope, and whether it was kept or is now."""

    envelope: dict[str, Any]
    status: str

    def marked(self, response: Response) -> Response:
        """A response with this answer in it."""
        response.headers["Cache-Status"] = self.status
        return response


def kept(name: str, given: object, about: Mapping[str, Any], make: Callable[[], tuple[dict[str, Any], bool]]) -> Kept:
    """The answer to what was given, kept or made: `make` says too whether it lasts. `about` is what else it follows
    from; the code is always part of that.
    """
    # repr and not JSON: what is not valid yet may hold NaN, which has no JSON form.
    key = f"{name}:" + sha256({"given": repr(given), **about, "code": code_version()})
    held: dict[str, Any] | None = cache.get(key)
    instruments().cached.labels(name, "miss" if held is None else "hit").inc()
    if held is not None:
        return Kept(held, "apex; hit")
    made, lasting = make()
    if lasting:
        cache.set(key, made, timeout=HOUR)
    return Kept(made, "apex; fwd=miss; stored" if lasting else "apex; fwd=miss")
