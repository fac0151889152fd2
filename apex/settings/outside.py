"""Which other services this installation speaks to, and which of them may be on its own network."""

from __future__ import annotations

from dataclasses import dataclass

from apex.settings.reading import Reading

TRUSTED = "APEX_OUTSIDE_TRUSTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSettings:
    """`trusted` are places (`host:port`) that people may have requests sent to although they are not public."""

    trusted: tuple[str, ...]


def read_outside(reading: Reading) -> OutsideSettings:
    return OutsideSettings(trusted=reading.places(TRUSTED))
