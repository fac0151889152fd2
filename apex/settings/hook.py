"""Programs whose webhooks are taken in: what they sign with, and which of their stages is which status here."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass, field

from apex.settings.reading import Reading

SOURCES = ("pm", "crm")
TARGETS = ("estimating", "accepted", "rejected", "archived")
"""What another program can make of a project. Submitting takes a person: it seals."""
_SECRETS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HookSettings:
    """One program. `stages` are in lower case; two secrets count while one is being changed."""

    source: str
    secrets: tuple[str, ...] = field(repr=False)
    stages: Mapping[str, str]


def read_hooks(reading: Reading) -> tuple[HookSettings, ...]:
    """Those that are configured. A secret and its stages go together."""
    return tuple(found for found in (_read(reading, source) for source in SOURCES) if found is not None)


def _read(reading: Reading, source: str) -> HookSettings | None:
    secret, stages = f"APEX_HOOKS_{source.upper()}_SECRET", f"APEX_HOOKS_{source.upper()}_STAGES"
    given = {name: reading.text(name) for name in (secret, stages)}
    missing = [name for name, value in given.items() if value is None]
    if missing:
        if len(missing) == 1:
            reading.faults.append(f"{missing[0]} must be set too: a secret and its stages go together")
        return None
    secrets = tuple(word.strip() for word in str(given[secret]).split(","))
    if len(secrets) > _SECRETS or not all(map(_is_secret, secrets)):
        # Not shown: it is a secret.
        reading.refuse(secret, "must be whsec_ and base64 of 24 to 64 bytes; two with a comma while one is changed")
    return HookSettings(source=source, secrets=secrets, stages=_stages(reading, stages, str(given[stages])))


def _is_secret(word: str) -> bool:
    try:
        return word.startswith("whsec_") and 24 <= len(b64decode(word.removeprefix("whsec_"), validate=True)) <= 64
    except (Error, ValueError):
        return False


def _stages(reading: Reading, name: str, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in text.split(","):
        stage, equals, status = (part.strip() for part in word.partition("="))
        if not stage or not equals or status not in TARGETS:
            reading.refuse(name, f"has {word.strip()!r}; it must look like Won=accepted ({', '.join(TARGETS)})")
            continue
        found[stage.casefold()] = status
    return found
