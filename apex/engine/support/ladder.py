"""The lengths a post is made of, from the base up. One section makes a ladder of one length. ft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from apex.engine.document import Document
from apex.engine.steel.capacity import Material
from apex.engine.steel.grade import Grade
from apex.engine.steel.section import Section
from apex.engine.support.metal import Metal
from apex.engine.wind.member import Reach
from apex.errors import InvalidInputError, Problem


@dataclass(frozen=True, slots=True)
class Length:
    """One length of a post, of one section."""

    section: Section
    grade: Grade
    steel: Material
    z0_ft: float
    z1_ft: float

    @property
    def height_ft(self) -> float:
        return self.z1_ft - self.z0_ft

    def holds(self, reach: Reach) -> bool:
        """Whether a reach lies on it."""
        return self.z0_ft <= (reach.z0 + reach.z1) / 2.0 < self.z1_ft


@dataclass(frozen=True, slots=True)
class Ladder:
    """Lengths that follow one another from the base to the top of the sign; `stepped` where they were given so."""

    lengths: tuple[Length, ...]
    stepped: bool = True

    @property
    def runs(self) -> tuple[Length, ...]:
        """Lengths of one and the same section that follow one another count as one, but for their splices."""
        found: list[Length] = []
        for each in self.lengths:
            if found and found[-1].section == each.section and found[-1].grade == each.grade:
                found[-1] = replace(found[-1], z1_ft=each.z1_ft)
            else:
                found.append(each)
        return tuple(found)

    @property
    def steps_ft(self) -> tuple[float, ...]:
        """Heights at which the section changes."""
        return tuple(run.z0_ft for run in self.runs[1:])

    @property
    def base(self) -> Length:
        return self.lengths[0]

    @property
    def field(self) -> str:
        """The field of the document that faults of a section are faults of."""
        return "support.segments" if self.stepped else "support.section"


def one(section: Section, grade: Grade, steel: Material, H_ft: float) -> Ladder:
    """A post of one section."""
    return Ladder((Length(section, grade, steel, 0.0, H_ft),), stepped=False)


def ladder(document: Document, metal: Metal) -> Ladder | None:
    """The segments of a document; None where it gives none. The last one ends at the top of the sign.

    Faults name `support.segments.i`.
    """
    segments, H, z = document.support.segments, document.top_ft, 0.0
    if not segments:
        return None
    found = []
    for i, s in enumerate(segments):
        section, grade = metal.find(s.section, document.support.grade, f"support.segments.{i}.section")
        last = i == len(segments) - 1
        end = H if last else z + s.length_ft
        if end > H or end <= z:
            text = f"segment {i + 1} lies above the top of the sign, {H:g} ft"
            raise InvalidInputError([Problem(f"support.segments.{i}.length_ft", text, "out_of_range")])
        found.append(Length(section, grade, metal.material(section, grade), z, end))
        z = end
    return Ladder(tuple(found))


def within(lengths: Sequence[Length], low_ft: float, high_ft: float) -> Length | None:
    """The length that holds all from one height to another; None where a splice or the top lies between."""
    return next((s for s in lengths if s.z0_ft <= low_ft and high_ft <= s.z1_ft), None)
