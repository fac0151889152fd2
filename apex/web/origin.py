"""The address people use: what links, single sign-on and passkeys name this installation by."""

from __future__ import annotations

from flask import request

from apex.web.who import settings


def origin() -> str:
    """Scheme and host, as a browser writes an origin: as configured, else as the request (or our proxy) says."""
    return settings().public_url or f"{request.scheme}://{request.host}".lower()
