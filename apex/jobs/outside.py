"""The clients of the running application: who is spoken to, and how far they are trusted."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import current_app

from apex.actions.breaker import SharedBreaker
from apex.extensions import db
from apex.outside.client import Client


def services() -> Client:
    """For services an administrator configured."""
    return _kept("apex_services", lambda: Client(SharedBreaker(db.engine)))


def strangers() -> Client:
    """For addresses that people typed: the public internet, and places an administrator named."""
    trusted = current_app.extensions["apex_settings"].outside.trusted
    return _kept("apex_strangers", lambda: Client(SharedBreaker(db.engine), public_only=True, trusted=trusted))


def _kept(name: str, make: Callable[[], Client]) -> Client:
    """One of each: whom it trusts is read from the disk once."""
    kept = current_app.extensions.get(name)
    return cast("Client", kept or current_app.extensions.setdefault(name, make()))
