"""A link to be made that shows a project to somebody without an account, and what they answer through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is

Kind = Literal["approved", "change"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShare:
    """What is said of a link when it is made."""

    label: Annotated[str, MaxLen(200), Is("For whom", help="Only you see it")] = ""
    days: Annotated[int, Ge(1), Le(365), Is("Valid for", "days")] = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """What somebody without an account says of what they were shown."""

    kind: Annotated[Kind, Is("Answer")]
    name: Annotated[str, MinLen(1), MaxLen(200), Is("Your name")]
    email: Annotated[str, MaxLen(254), Is("E-mail", help="If you want an answer by mail")] = ""
    text: Annotated[str, MaxLen(4000), Is("Remarks", help="For a change: what should be different", lines=True)] = ""

    def rules(self) -> list[Fault]:
        faults = []
        if self.email and ("@" not in self.email[1:-1] or " " in self.email):
            faults.append(("email", "is not an e-mail address"))
        if self.kind == "change" and not self.text:
            faults.append(("text", "say what should be different"))
        return faults
