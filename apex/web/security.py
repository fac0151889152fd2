"""Headers every answer carries."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from apex.web.ask import request_id

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def install(app: Flask) -> None:
    app.after_request(guard)


def guard(response: Response) -> Response:
    """Content policy without inline or eval, no sniffing, no framing; the request id.

    One address answers in several forms, which every answer but a static file says.
    """
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CSP)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    headers["X-Request-Id"] = request_id()
    if request.endpoint != "static":
        response.vary.update(("Accept", "HX-Request"))
    return response
