"""Material grades: the shape of the materials pack."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.pack import Header, Value


@dataclass(frozen=True, slots=True)
class Grade:
    """A material grade: strengths and the families it is rolled in."""

    name: str
    f_y_ksi: float
    f_u_ksi: float
    families: tuple[str, ...]
    full_wall: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Materials(Header):
    e: Value
    g: Value
    grades: tuple[Grade, ...]
    units: dict[str, str]
    defaults: dict[str, str]
