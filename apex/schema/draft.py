"""A form that is typed in and not saved yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import MaxLen, MinLen
from pydantic import StringConstraints

from apex.engine.bound import Fault, Is

Form = Literal[
    "overview", "design", "design.site", "design.sign", "design.support", "design.foundation", "design.baseplate",
    "design.pricing", "tree",
]  # fmt: skip
Name = Annotated[str, StringConstraints(strip_whitespace=False, max_length=200)]
Typed = Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024 * 1024)]
"""To the letter: a space at the end of half a sentence was typed too. Only a bounded text is held to be Unicode."""
_TAB = re.compile(r"[A-Za-z0-9-]{8,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """What stands in a form, in which tab, and the ETag it began from. A name that comes several times has a list."""

    form: Annotated[Form, Is("Form")]
    tab: Annotated[str, Is("Tab")]
    etag: Annotated[str, MinLen(1), MaxLen(40), Is("ETag")]
    fields: Annotated[dict[Name, Typed | tuple[Typed, ...]], MaxLen(5000), Is("Fields", lines=True)]

    def rules(self) -> list[Fault]:
        return [] if _TAB.fullmatch(self.tab) else [("tab", "must be 8 to 40 letters, digits and hyphens")]
