"""Marks that give a field of the design document its label, unit, help and bounds.

The same marks drive validation, the form (label, unit, min, max), and the OpenAPI schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Gt, Le

Fault = tuple[str, str]
"""A field's name (dotted, relative to its object) and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Is:
    """What a field is: the label people read, its unit, and where the rule behind it stands."""

    label: str
    unit: str = ""
    help: str = ""
    lines: bool = False
    """Whether the text may run over several lines."""


Length = Annotated[float, Ge(0.0), Le(150.0), Is("Length", "ft")]
Side = Annotated[float, Ge(0.5), Le(100.0), Is("Side", "ft")]
Positive = Annotated[float, Gt(0.0)]
