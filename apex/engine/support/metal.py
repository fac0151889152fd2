"""What a support is made of, and by which standard it is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from apex.engine.load.action import Action
from apex.engine.pack import Header
from apex.engine.steel.capacity import Material, Strength
from apex.engine.steel.grade import Grade
from apex.engine.steel.section import Section
from apex.engine.support.group import Group
from apex.engine.support.member import Governing, Method, Ratios
from apex.engine.trace import Check, Quiet


class Metal(Protocol):
    """Steel by AISC 360, aluminum by the ADM: strengths, interaction and stability of a post.

    Every function works on one section and on a stack of them alike.
    """

    @property
    def series(self) -> str:
        """The standard as clauses name it; its edition is found under that."""
        ...

    @property
    def lean(self) -> float:
        """Out-of-plumbness that is added to every combination, as a part of the height."""
        ...

    @property
    def catalog(self) -> Header: ...

    def find(self, label: str, grade: str | None, where: str = "support.section") -> tuple[Section, Grade]:
        """The section as made in a grade; faults name the field (`where` for the section)."""
        ...

    def groups(self, families: Sequence[str], grade: str | None) -> Sequence[Group]: ...

    def material(self, section: Section, grade: Grade) -> Material: ...

    def require(self, section: Section, material: Material, H_ft: float) -> None:
        """Raise `OutOfScope` for what the standard does not cover."""
        ...

    def record(self, sheet: Quiet, section: Section, material: Material) -> None:
        """Write down the strengths of the material."""
        ...

    def strengths(
        self, sheet: Quiet, section: Section, material: Material, L_in: float, method: Method
    ) -> tuple[Strength, Strength]:
        """Nominal and available strengths of a cantilever; kip and kip-in."""
        ...

    def critical(self, sheet: Quiet, E: float, inertia: float, L_in: float) -> float:
        """Elastic critical load of a cantilever, kip."""
        ...

    @property
    def amplifier(self) -> Callable[..., float]:
        """The clause of the amplifier B_2, of alpha, P and P_e."""
        ...

    def ratios(self, a: Action, c: Strength) -> Ratios: ...

    def envelope(self, actions: Iterable[tuple[str, Action]], c: Strength) -> list[Governing]: ...

    def envelope_ratios(self, actions: Iterable[tuple[str, Action]], c: Strength) -> list[Any]: ...

    def interaction(self, sheet: Quiet, r: Ratios, c: Strength) -> float: ...

    def checks(
        self, sheet: Quiet, governing: Sequence[Governing], c: Strength, editions: Mapping[str, str], prefix: str = ""
    ) -> list[Check]: ...
