"""The clients of the running application: who is spoken to, and how far they are trusted."""

from __future__ import annotations

from typing import cast

from flask import current_app

from apex.actions.breaker import SharedBreaker
from apex.extensions import db
from apex.outside.client import Client


def strangers() -> Client:
    """For addresses that people typed: the public internet, and places an administrator named."""
    kept = current_app.extensions.get("apex_strangers")
    if kept is None:
        chosen = current_app.extensions["apex_settings"]
        made = Client(SharedBreaker(db.engine), public_only=True, trusted=chosen.outside.trusted)
        kept = current_app.extensions.setdefault("apex_strangers", made)
    return cast("Client", kept)
