"""What people say of a project besides its design: one definition for forms, JSON and the shell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import MaxLen, MinLen

from apex.engine.bound import Is

Status = Literal["draft", "estimating", "submitted", "accepted", "rejected", "archived"]
Visibility = Literal["organization", "members"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The first stage of a project."""

    name: Annotated[str, MinLen(1), MaxLen(200), Is("Name")]
    customer: Annotated[str, MaxLen(200), Is("Customer")] = ""
    site_name: Annotated[str, MaxLen(200), Is("Site name")] = ""
    address: Annotated[str, MaxLen(300), Is("Address")] = ""
    description: Annotated[str, MaxLen(4000), Is("Description", lines=True)] = ""
    visibility: Annotated[Visibility, Is("Open to")] = "organization"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A change of status."""

    to: Annotated[Status, Is("To")]
    reason: Annotated[str, MaxLen(1000), Is("Reason", lines=True)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A version to go back to."""

    version: Annotated[int, Is("Version")]
    reason: Annotated[str, MaxLen(1000), Is("Reason", lines=True)] = ""
