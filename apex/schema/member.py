"""Who is to be in a project, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import MaxLen, MinLen

from apex.engine.bound import Is

Part = Literal["viewer", "editor", "owner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """A person of this installation, and what they may do in the project."""

    email: Annotated[str, MinLen(3), MaxLen(254), Is("E-mail")]
    role: Annotated[Part, Is("May", help="A viewer reads, an editor changes, an owner also says who is in it")]
