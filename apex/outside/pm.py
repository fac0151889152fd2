"""The project management system: told of a project, it answers with the number it has there.

One POST with an `Idempotency-Key`, so that whoever asks twice about one submission gets one project.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from apex.errors import ConflictError, ExternalServiceError
from apex.outside.client import Answer, Client, NonsenseError
from apex.settings import PmSettings

NAME = "the project management system"
MOST = 60


def push(client: Client, chosen: PmSettings, key: str, project: Mapping[str, Any]) -> str:
    """Its number. What may pass raises `ExternalServiceError`; what will not, `ConflictError` with the reason."""
    headers = {
        "Authorization": f"Bearer {chosen.token}",
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Idempotency-Key": key,
    }
    answer = client.send("POST", chosen.url, headers=headers, body=json.dumps(project).encode())
    if answer.passing:
        raise ExternalServiceError(f"{NAME} answers {answer.status}", retry_after=answer.retry_after)
    found = _number(answer)
    if found and (answer.ok or answer.status == 409):
        return found
    if answer.status in (401, 403):
        raise ConflictError(f"{NAME} answers {answer.status}: it does not take APEX_PM_TOKEN{_said(answer)}")
    if answer.ok:
        raise ConflictError(f"{NAME} answers {answer.status} without a number of at most {MOST} characters")
    raise ConflictError(f"{NAME} refuses the project: {answer.status}{_said(answer)}")


def _read(answer: Answer) -> Mapping[str, Any]:
    try:
        found = answer.json()
    except NonsenseError:
        return {}
    return found if isinstance(found, Mapping) else {}


def _number(answer: Answer) -> str:
    """A number is text or a whole number; anything else is none."""
    found = _read(answer).get("number")
    if isinstance(found, bool) or not isinstance(found, (str, int)):
        return ""
    text = str(found).strip()
    return text if len(text) <= MOST and text.isprintable() else ""


def _said(answer: Answer) -> str:
    """Its own words for it, where it has some in a place one would look in."""
    held = _read(answer)
    for name in ("message", "detail", "error", "title"):
        text = held.get(name)
        if isinstance(text, str) and text.strip():
            plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
            return f": {plain[:200]}"
    return ""
