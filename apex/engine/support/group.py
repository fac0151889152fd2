"""Sections of one kind side by side, for a search over all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from apex.engine.steel.capacity import Material
from apex.engine.steel.catalog import Catalog, as_made, find_grade, is_grade, stack
from apex.engine.steel.grade import Grade, Materials
from apex.engine.steel.section import Section
from apex.engine.steel.strength import require_scope
from apex.errors import InvalidInputError, OutOfScope


@dataclass(frozen=True)
class Group:
    """Sections of one kind, stacked, each with its grade and the reason why it cannot be used, if any."""

    sections: tuple[Section, ...]
    grades: tuple[Grade, ...]
    stacked: Section
    steel: Material
    reasons: tuple[str, ...]


@lru_cache(maxsize=64)
def _groups(
    catalog: Catalog, materials: Materials, families: tuple[str, ...], grades: tuple[str | None, ...], where: str
) -> tuple[Group, ...]:
    rows: dict[str, list[tuple[Section, Grade]]] = {}
    refused: InvalidInputError | None = None
    for family in families:
        for name in grades:
            try:
                grade = find_grade(materials, name, family, where)
            except InvalidInputError as not_made:
                if name is not None and not is_grade(materials, name):
                    raise
                refused = not_made
                continue
            for section in catalog.of([family]):
                rows.setdefault(section.kind, []).append((as_made(section, grade.full_wall), grade))
    if not rows and refused is not None:
        raise refused
    return tuple(_stacked(materials, group) for group in rows.values())


def _stacked(materials: Materials, rows: Sequence[tuple[Section, Grade]]) -> Group:
    sections, grades = tuple(r[0] for r in rows), tuple(r[1] for r in rows)
    E, G = materials.e.value, materials.g.value
    reasons = tuple(_refusal(s, Material(g.f_y_ksi, E, G)) for s, g in rows)
    F_y: Any = np.array([g.f_y_ksi for g in grades])
    return Group(sections, grades, stack(sections), Material(F_y, E, G), reasons)


def _refusal(section: Section, steel: Material) -> str:
    try:
        require_scope(section, steel)
    except OutOfScope as refused:
        return refused.message
    return ""


def groups(
    catalog: Catalog,
    materials: Materials,
    families: Sequence[str],
    grades: Sequence[str | None],
    where: str = "support.grade",
) -> tuple[Group, ...]:
    """Candidates by kind. A grade that no chosen family is made in is a fault."""
    return _groups(catalog, materials, tuple(dict.fromkeys(families)), tuple(dict.fromkeys(grades)), where)
