"""What is said of accounts: one definition for forms, JSON and the shell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal
from zoneinfo import available_timezones

from annotated_types import Ge, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is

Role = Literal["viewer", "estimator", "engineer", "approver", "admin"]
Scope = Literal["read", "write", "admin"]
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """An account to be made."""

    email: Annotated[str, MinLen(3), MaxLen(254), Is("E-mail")]
    name: Annotated[str, MaxLen(200), Is("Name")] = ""
    role: Annotated[Role, Is("Role")] = "estimator"
    license: Annotated[str, MaxLen(200), Is("PE license", help="State and number, for sealing")] = ""

    def rules(self) -> list[Fault]:
        return [] if _EMAIL.fullmatch(self.email) else [("email", "is not an e-mail address")]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChange:
    """What an administrator may change of an account."""

    name: Annotated[str, MaxLen(200), Is("Name")] = ""
    role: Annotated[Role, Is("Role")]
    license: Annotated[str, MaxLen(200), Is("PE license", help="State and number, for sealing")] = ""
    active: Annotated[bool, Is("May log in")] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """A link by which somebody sets the password of an account."""

    kind: Annotated[Literal["invite", "reset"], Is("Link")] = "reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person chose for themselves."""

    units: Annotated[Literal["us", "si"], Is("Units", help="What you are shown and type; stored is US")] = "us"
    time_zone: Annotated[str, MaxLen(64), Is("Time zone", help="For the times you are shown")] = ""
    """Empty: that of the browser."""
    page_length: Annotated[int, Ge(10), Le(500), Is("Rows a page")] = 50
    signature: Annotated[str, MaxLen(200), Is("Signature", help="Printed beside what you issue")] = ""
    shortcuts: Annotated[bool, Is("Single-key shortcuts", help="Letters that act outside of fields")] = True

    def rules(self) -> list[Fault]:
        known = not self.time_zone or self.time_zone in available_timezones()
        return [] if known else [("time_zone", "is not a time zone; America/Chicago is one")]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """An API token to be issued."""

    name: Annotated[str, MaxLen(100), Is("Name")] = ""
    scopes: Annotated[tuple[Scope, ...], MinLen(1), Is("May")] = ("read",)
    days: Annotated[int, Ge(1), Le(3650), Is("Valid for", "days")] = 365
