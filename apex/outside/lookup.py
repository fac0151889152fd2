"""Asking a service for data: a GET with a query, and its JSON or the reason why there is none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from apex.errors import ExternalServiceError
from apex.outside.address import AddressError
from apex.outside.client import SOON_S, Client, NonsenseError


def ask_json(client: Client, url: str, query: Mapping[str, str], who: str) -> Any:
    """What a service answers, as plain data. What is refused for good is `NonsenseError`."""
    try:
        answer = client.ask(f"{url}?{urlencode(query)}", headers={"Accept": "application/json"})
    except AddressError:
        # The place was looked at when it was configured: it is what is asked.
        raise NonsenseError(f"{who} cannot be asked that: it is too long", retry_after=SOON_S) from None
    if answer.passing:
        raise ExternalServiceError(f"{who} answered {answer.status}", retry_after=answer.retry_after or SOON_S)
    if not answer.ok:
        raise NonsenseError(f"{who} refused the question ({answer.status})", retry_after=SOON_S)
    return answer.json()


def number(value: object) -> float | None:
    """A finite number, also one written as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def member(found: object, *names: str) -> Any:
    """What stands under names inside each other; None where the answer has another shape."""
    for name in names:
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found


def nonsense(who: str) -> NonsenseError:
    return NonsenseError(f"{who} answered something that makes no sense", retry_after=SOON_S)
