"""Which pages of other origins may read the API: those on the list, never with cookies."""

from __future__ import annotations

from flask import Flask, Response, request

from apex.settings import Settings
from apex.web.ask import API

METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
HEADERS = "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, X-Apex-Key, X-Request-Id"
EXPOSED = (
    "ETag, Location, Link, Content-Disposition, Retry-After, RateLimit, RateLimit-Policy, X-RateLimit-Limit, "
    "X-RateLimit-Remaining, X-RateLimit-Reset, Idempotent-Replayed, Cache-Status, X-Request-Id"
)
SECONDS = 3600
"""How long a browser may keep the answer to a preflight."""


def install(app: Flask, chosen: Settings) -> None:
    """To be called before what looks for a caller: a preflight never carries one."""
    allowed = frozenset(chosen.cors_origins)

    def permit(response: Response) -> Response:
        if not _under_api():
            return response
        # Whoever asks: a cache must not give one origin the answer to another.
        response.vary.add("Origin")
        origin = request.headers.get("Origin")
        if origin in allowed:
            response.headers["Access-Control-Allow-Origin"] = origin
            if _is_preflight():
                response.headers["Access-Control-Allow-Methods"] = METHODS
                response.headers["Access-Control-Allow-Headers"] = HEADERS
                response.headers["Access-Control-Max-Age"] = str(SECONDS)
            else:
                response.headers["Access-Control-Expose-Headers"] = EXPOSED
        return response

    app.before_request(preflight)
    app.after_request(permit)


def preflight() -> Response | None:
    """The question of a browser before the request itself; `permit` adds the answer for origins on the list."""
    return Response(status=204) if _under_api() and _is_preflight() else None


def _is_preflight() -> bool:
    asks = "Origin" in request.headers and "Access-Control-Request-Method" in request.headers
    return request.method == "OPTIONS" and asks


def _under_api() -> bool:
    return request.path == API or request.path.startswith(f"{API}/")
