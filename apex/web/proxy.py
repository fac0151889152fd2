"""Who the client is when the app stands behind proxies of its own."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def behind_proxies(app: Flask, n: int) -> None:
    """Believe the last n entries of X-Forwarded-For, -Proto and -Host: those our proxies wrote, none a client wrote."""
    if n:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
