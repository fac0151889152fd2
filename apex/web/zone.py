"""Time zones as a person picks one: the browser's, those of the United States, then all others."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

HOME = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Mountain, no daylight saving (Arizona)",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Puerto_Rico": "Atlantic (Puerto Rico)",
    "UTC": "UTC",
}
AREAS = (
    "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/",
    "Pacific/",
)  # fmt: skip


@lru_cache(maxsize=1)
def zones() -> dict[str, str]:
    """What may be picked, by name; the empty one is that of the browser."""
    others = sorted(name for name in available_timezones() if name.startswith(AREAS) and name not in HOME)
    return {"": "as the browser says", **HOME, **{name: name.replace("_", " ") for name in others}}
