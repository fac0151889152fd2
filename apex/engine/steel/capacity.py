"""What a section can carry, and the material it is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from apex.engine.trace import Quiet

PHI, OMEGA = 0.90, 1.67
PHI_WEB, OMEGA_WEB = 1.0, 1.50


@dataclass(frozen=True, slots=True)
class Material:
    """Yield and moduli, ksi, and the pack they come from (none where F_y was given)."""

    F_y: float
    E: float
    G: float
    pack: str = ""
    source: str = ""

    def record(self, sheet: Quiet) -> None:
        """Write down what the strengths below are made of."""
        if not self.pack:
            sheet.given("F_y", "Yield strength", self.F_y, "ksi")
            return
        sheet.taken("F_y", "Yield strength", self.F_y, "ksi", self.pack, self.source)
        sheet.taken("E", "Modulus of elasticity", self.E, "ksi", self.pack, self.source)


@dataclass(frozen=True, slots=True)
class Strength:
    """Nominal strengths: kip and kip-in. T is None where the section is open."""

    M_x: float
    M_y: float
    V_x: float
    V_y: float
    P: float
    T: float | None
    round: bool = False
    web_yields: bool = False
    turned_90: bool = False

    def turned(self) -> Strength:
        """The same section with its weak axis facing the wind."""
        turned = not self.turned_90
        return replace(self, M_x=self.M_y, M_y=self.M_x, V_x=self.V_y, V_y=self.V_x, turned_90=turned)
