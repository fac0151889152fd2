"""What is sent of a passkey: one definition for forms and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import MaxLen, MinLen

from apex.engine.bound import Is


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasskey:
    """A passkey to be added: its name, and what the browser made, as JSON text."""

    name: Annotated[str, MaxLen(100), Is("Name", help="The device it is on")] = ""
    passkey: Annotated[str, MinLen(1), MaxLen(65536), Is("Passkey")]
