"""Supports of aluminum, by the Aluminum Design Manual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apex.engine.aluminum import combined
from apex.engine.aluminum.alloy import Aluminum, Filler
from apex.engine.aluminum.factor import available
from apex.engine.aluminum.option import groups
from apex.engine.aluminum.scope import require_aluminum_scope
from apex.engine.aluminum.strength import nominal_aluminum
from apex.engine.load.action import Action
from apex.engine.steel.capacity import Material, Strength
from apex.engine.steel.catalog import Catalog, plain_grade
from apex.engine.steel.grade import Grade
from apex.engine.steel.section import Box, Round, Section
from apex.engine.support.group import Group
from apex.engine.support.member import Governing, Method, Ratios
from apex.engine.trace import Check, Quiet
from apex.errors import InvalidInputError, Problem


@dataclass(frozen=True, slots=True)
class AluminumTube:
    """Extruded 6061-T6 tubes, taken as weld-affected throughout. ADM C.2 asks for an initial lean of 1/500."""

    pack: Aluminum
    filler: Filler
    series: str = "ADM"
    lean: float = 0.002

    @property
    def catalog(self) -> Catalog:
        return self.pack.sections

    def find(self, label: str, grade: str | None, where: str = "support.section") -> tuple[Section, Grade]:
        found = self.catalog.find(label, where)
        return found, self._grade((found.family,), grade)

    def groups(self, families: Sequence[str], grade: str | None) -> Sequence[Group]:
        self._grade(tuple(families), grade)
        return groups(self.pack, tuple(dict.fromkeys(families)), self.filler)

    def _grade(self, families: tuple[str, ...], name: str | None) -> Grade:
        alloy = self.pack.alloy
        if name is not None and plain_grade(name) != plain_grade(alloy.name):
            text = f"no grade {name!r} of aluminum; it is {alloy.name}"
            raise InvalidInputError([Problem("support.grade", text, "unknown_grade")])
        return alloy.grade(families)

    def material(self, section: Section, grade: Grade) -> Material:
        assert isinstance(section, (Round, Box))
        return self.pack.alloy.welded(self.filler, section.t)

    def require(self, section: Section, material: Material, H_ft: float) -> None:
        require_aluminum_scope(section, H_ft)

    def record(self, sheet: Quiet, section: Section, material: Material) -> None:
        assert isinstance(section, (Round, Box))
        self.pack.alloy.record(sheet, self.filler, section.t, self.pack.label)
        sheet.assume("The strength of welded metal is used over the whole support, wherever its welds are (choice).")

    def strengths(
        self, sheet: Quiet, section: Section, material: Material, L_in: float, method: Method
    ) -> tuple[Strength, Strength]:
        assert isinstance(section, (Round, Box))
        nominal = nominal_aluminum(sheet, section, self.filler, L_in, alloy=self.pack.alloy)
        sheet.note("Available strengths, the lesser of yielding and rupture")
        return nominal.strength, available(sheet, nominal.strength, nominal.rupture, method)

    def critical(self, sheet: Quiet, E: float, inertia: float, L_in: float) -> float:
        # tau_b is 1 to half the yield load, and stability ends at a third of the elastic load, far below.
        return sheet(combined.elastic_load, tau_b=1.0, E=E, I=inertia, L=L_in)

    @property
    def amplifier(self) -> Callable[..., float]:
        return combined.sway_amplifier

    def ratios(self, a: Action, c: Strength) -> Ratios:
        return combined.ratios(a, c)

    def envelope(self, actions: Iterable[tuple[str, Action]], c: Strength) -> list[Governing]:
        return combined.envelope(actions, c)

    def envelope_ratios(self, actions: Iterable[tuple[str, Action]], c: Strength) -> list[Any]:
        return combined.envelope_ratios(actions, c)

    def interaction(self, sheet: Quiet, r: Ratios, c: Strength) -> float:
        return combined.interaction(sheet, r, c)

    def checks(
        self, sheet: Quiet, governing: Sequence[Governing], c: Strength, editions: Mapping[str, str], prefix: str = ""
    ) -> list[Check]:
        return combined.strength_checks(sheet, governing, c, editions[self.series], prefix)
