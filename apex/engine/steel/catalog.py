"""The catalog of shapes: finding one by its label, and candidates by family and grade."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from apex.engine.pack import Header
from apex.engine.steel.capacity import Material
from apex.engine.steel.grade import Grade, Materials
from apex.engine.steel.section import Box, Round, Section, full_wall_box, full_wall_round
from apex.errors import InvalidInputError, Problem


def plain(label: str) -> str:
    """A label without what people type differently: case, blanks, the multiplication sign."""
    return re.sub(r"\s+", "", label).replace("×", "x").upper()


def plain_grade(name: str) -> str:
    """`A500 Gr C`, `a500-c` and `A500 Grade C` are one grade."""
    return re.sub(r"GRADE|GR|[^A-Z0-9]", "", name.upper())


def figures(label: str) -> tuple[str, tuple[float, ...]]:
    """The letters a label begins with, and its numbers: `HSS3-1/2X3-1/2X1/8` is HSS and 3.5, 3.5, 0.125."""
    typed = plain(label)
    letters = re.match(r"[A-Z]*", typed)
    numbers = [
        float(whole or 0) + (float(num) / float(den) if num and float(den) else 0.0)
        for whole, num, den in re.findall(r"(?:(\d*\.?\d+)(?![\d/])-?)?(?:(\d+)/(\d+))?", typed)
        if whole or num
    ]
    return letters[0] if letters else "", tuple(numbers)


def nearest_labels(label: str, known: Sequence[str], count: int = 3) -> list[str]:
    """Labels of the same kind with the closest numbers; failing that, the closest spelling."""
    letters, numbers = figures(label)
    alike = [(n, figures(n)) for n in known]
    same = [(n, f[1]) for n, f in alike if f[0][:1] == letters[:1] and len(f[1]) == len(numbers) and numbers]
    if same:
        ranked = sorted(same, key=lambda s: sum(abs(a - b) for a, b in zip(s[1], numbers, strict=True)))
        return [n for n, _ in ranked[:count]]
    return difflib.get_close_matches(plain(label), known, n=count, cutoff=0.5)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalog(Header):
    """All sections of the pack, by label and by family, lightest first."""

    sections: tuple[Section, ...]
    by_label: dict[str, Section] = field(repr=False)

    def find(self, label: str, where: str = "support.section") -> Section:
        """The section of that label. An unknown one is a fault that names the nearest."""
        found = self.by_label.get(plain(label))
        if found is not None:
            return found
        near = nearest_labels(label, [s.name for s in self.sections])
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise InvalidInputError(
            [Problem(where, f"no section '{label}' in the catalog ({self.label}){hint}", "unknown_section")]
        )

    def of(self, families: Iterable[str]) -> list[Section]:
        wanted = set(families)
        return [s for s in self.sections if s.family in wanted]


def is_grade(materials: Materials, name: str) -> bool:
    return any(plain_grade(g.name) == plain_grade(name) for g in materials.grades)


def find_grade(materials: Materials, name: str | None, family: str, where: str = "support.grade") -> Grade:
    """The named grade, or the usual one of the family; one that is not rolled so is a fault."""
    wanted = plain_grade(name or materials.defaults[family])
    named = [g for g in materials.grades if plain_grade(g.name) == wanted]
    for grade in named:
        if family in grade.families:
            return grade
    if named:
        raise InvalidInputError([Problem(where, f"{named[0].name} is not made as {family}", "unknown_grade")])
    known = ", ".join(dict.fromkeys(g.name for g in materials.grades))
    raise InvalidInputError([Problem(where, f"no grade '{name}'; known: {known}", "unknown_grade")])


def material(materials: Materials, grade: Grade) -> Material:
    return Material(grade.f_y_ksi, materials.e.value, materials.g.value, materials.label, materials.source)


@lru_cache(maxsize=4096)
def as_made(section: Section, full_wall: bool) -> Section:
    """The section with the wall its grade guarantees: design wall, or nominal for A1085."""
    if not full_wall or not isinstance(section, (Round, Box)):
        return section
    return full_wall_round(section) if isinstance(section, Round) else full_wall_box(section)


def stack(sections: Sequence[Section]) -> Section:
    """Sections of one kind as one whose figures are arrays, in the same order."""
    import numpy as np

    first = sections[0]
    values: dict[str, Any] = {
        f.name: np.array([getattr(s, f.name) for s in sections])
        for f in fields(first)
        if f.name not in ("name", "family")
    }
    return type(first)(name="", family=first.family, **values)
