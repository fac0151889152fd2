"""The alloy of aluminum supports: 6061-T6 and what is left of it beside a weld."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from apex.engine.elementwise import choose
from apex.engine.pack import Header, Value
from apex.engine.steel.capacity import Material
from apex.engine.steel.catalog import Catalog
from apex.engine.steel.grade import Grade
from apex.engine.trace import Quiet

Filler = Literal["5356", "4043"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alloy:
    """Strengths of an alloy and temper, ksi; `w` stands for the weld-affected zone.

    `f_tyw_4043_thick` is the welded yield strength with 4043 filler on walls over `thick_in`.
    """

    name: str
    density: Value
    e: Value
    g: Value
    f_ty: Value
    f_tu: Value
    f_tyw: Value
    f_tuw: Value
    f_tyw_4043_thick: Value
    thick_in: Value

    def welded_yield_ksi(self, filler: Filler, t_in: float) -> float:
        """F_tyw of a wall t (in) under the filler of its welds; F_cyw is the same."""
        if filler == "5356":
            return self.f_tyw.value + 0.0 * t_in
        return choose(t_in > self.thick_in.value, self.f_tyw_4043_thick.value, self.f_tyw.value)

    def welded(self, filler: Filler, t_in: float) -> Material:
        """The weld-affected metal as a material; E and G are those of every alloy."""
        return Material(self.welded_yield_ksi(filler, t_in), self.e.value, self.g.value)

    def record(self, sheet: Quiet, filler: Filler, t_in: float, pack: str) -> None:
        """Write down what the strengths are made of."""
        if not sheet.records:
            return
        sheet.given("filler", "Filler of its welds", filler)
        thick = filler == "4043" and t_in > self.thick_in.value
        F_tyw = self.f_tyw_4043_thick if thick else self.f_tyw
        for symbol, label, v in (
            ("F_tyw", f"Yield strength of {self.name} within 1 in. of a weld", F_tyw),
            ("F_tuw", f"Tensile strength of {self.name} within 1 in. of a weld", self.f_tuw),
            ("E", "Modulus of elasticity", self.e),
        ):
            sheet.taken(symbol, label, v.value, v.unit, pack, v.source)

    def grade(self, families: tuple[str, ...]) -> Grade:
        """The alloy as a grade, with the strengths it is ordered by (unwelded)."""
        return Grade(self.name, self.f_ty.value, self.f_tu.value, families)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aluminum(Header):
    """The pack of aluminum: the alloy and the tubes and pipes extruded of it."""

    alloy: Alloy
    sections: Catalog
