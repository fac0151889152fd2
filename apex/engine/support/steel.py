"""Supports of steel, by AISC 360."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apex.engine.load.action import Action
from apex.engine.steel.capacity import Material, Strength
from apex.engine.steel.catalog import Catalog, as_made, find_grade, material
from apex.engine.steel.combined import elastic_load, sway_amplifier
from apex.engine.steel.grade import Grade, Materials
from apex.engine.steel.section import Section
from apex.engine.steel.strength import require_scope, strength
from apex.engine.support import member
from apex.engine.support.group import Group, groups
from apex.engine.support.member import Governing, Method, Ratios
from apex.engine.trace import Check, Quiet


@dataclass(frozen=True, slots=True)
class Steel:
    """Rolled and hollow sections of the AISC catalog."""

    catalog: Catalog
    materials: Materials
    series: str = "AISC 360"
    lean: float = 0.0

    def find(self, label: str, grade: str | None, where: str = "support.section") -> tuple[Section, Grade]:
        found = self.catalog.find(label, where)
        made = find_grade(self.materials, grade, found.family)
        return as_made(found, made.full_wall), made

    def groups(self, families: Sequence[str], grade: str | None) -> Sequence[Group]:
        return groups(self.catalog, self.materials, families, (grade,))

    def material(self, section: Section, grade: Grade) -> Material:
        return material(self.materials, grade)

    def require(self, section: Section, material: Material, H_ft: float) -> None:
        require_scope(section, material)

    def record(self, sheet: Quiet, section: Section, material: Material) -> None:
        material.record(sheet)

    def strengths(
        self, sheet: Quiet, section: Section, material: Material, L_in: float, method: Method
    ) -> tuple[Strength, Strength]:
        nominal = strength(sheet, section, material, L_in)
        sheet.note("Available strengths")
        return nominal, member.available(sheet, nominal, method)

    def critical(self, sheet: Quiet, E: float, inertia: float, L_in: float) -> float:
        return sheet(elastic_load, E=E, I=inertia, L=L_in)

    @property
    def amplifier(self) -> Callable[..., float]:
        return sway_amplifier

    def ratios(self, a: Action, c: Strength) -> Ratios:
        return member.ratios(a, c)

    def envelope(self, actions: Iterable[tuple[str, Action]], c: Strength) -> list[Governing]:
        return member.envelope(actions, c)

    def envelope_ratios(self, actions: Iterable[tuple[str, Action]], c: Strength) -> list[Any]:
        return member.envelope_ratios(actions, c)

    def interaction(self, sheet: Quiet, r: Ratios, c: Strength) -> float:
        return member.interaction(sheet, r)

    def checks(
        self, sheet: Quiet, governing: Sequence[Governing], c: Strength, editions: Mapping[str, str], prefix: str = ""
    ) -> list[Check]:
        return member.strength_checks(sheet, governing, c, editions[self.series], prefix)
