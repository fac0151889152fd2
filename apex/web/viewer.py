"""Whose eyes a page is for: their units, their time zone, whether single keys do something."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, has_request_context

from apex.schema.measure import System, system_of
from apex.store.user import UserSettings


@dataclass(frozen=True, slots=True)
class Viewer:
    """What of a person's choices a page is made by. No zone: that of their browser."""

    system: System = "us"
    zone: str = ""
    shortcuts: bool = True


NOBODY = Viewer()


def viewer() -> Viewer:
    """Who the running request is for; outside of one, nobody in particular."""
    found: Viewer = g.get("viewer", NOBODY) if has_request_context() else NOBODY
    return found


def viewer_of(chosen: UserSettings | None) -> Viewer:
    """What a row of choices comes to."""
    if chosen is None:
        return NOBODY
    return Viewer(system_of(chosen.units), chosen.time_zone, chosen.shortcuts)
