"""A link to be made that shows a project to somebody without an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le, MaxLen

from apex.engine.bound import Is


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShare:
    """What is said of a link when it is made."""

    label: Annotated[str, MaxLen(200), Is("For whom", help="Only you see it")] = ""
    days: Annotated[int, Ge(1), Le(365), Is("Valid for", "days")] = 30
