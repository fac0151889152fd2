"""From nominal to available strength: phi and Omega of the ADM, rupture with its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from apex.engine.clause import clause
from apex.engine.elementwise import smaller
from apex.engine.steel.capacity import Strength
from apex.engine.support.member import Method
from apex.engine.trace import Quiet


@dataclass(frozen=True, slots=True)
class Rupture:
    """Nominal strengths at rupture: kip-in, kip, kip-in."""

    M: float
    V: float
    T: float


@clause(
    "ADM",
    "G.1",
    symbol="R_c",
    unit="kip",
    formula="min(0.90 * R_n, 0.75 * R_nu)",
    example=({"R_n": 18.0, "R_nu": 28.8}, 16.2, "Independent arithmetic: 16.2 and 21.6"),
)
def design_force(*, R_n: float, R_nu: float) -> float:
    """Available force by LRFD, R_nu at rupture."""
    return smaller(0.90 * R_n, 0.75 * R_nu)


@clause(
    "ADM",
    "F.1, H.2",
    symbol="M_c",
    unit="kip-in",
    formula="min(0.90 * M_n, 0.75 * M_nu)",
    example=({"M_n": 100.0, "M_nu": 110.0}, 82.5, "Independent arithmetic: 90.0 and 82.5"),
)
def design_moment(*, M_n: float, M_nu: float) -> float:
    """Available moment by LRFD, M_nu at rupture."""
    return smaller(0.90 * M_n, 0.75 * M_nu)


@clause(
    "ADM",
    "G.1",
    symbol="R_c",
    unit="kip",
    formula="min(R_n / 1.65, R_nu / 1.95)",
    example=({"R_n": 18.0, "R_nu": 28.8}, 10.9091, "Independent arithmetic: 10.909 and 14.769"),
)
def allowable_force(*, R_n: float, R_nu: float) -> float:
    """Available force by ASD, R_nu at rupture."""
    return smaller(R_n / 1.65, R_nu / 1.95)


@clause(
    "ADM",
    "F.1, H.2",
    symbol="M_c",
    unit="kip-in",
    formula="min(M_n / 1.65, M_nu / 1.95)",
    example=({"M_n": 100.0, "M_nu": 110.0}, 56.4103, "Independent arithmetic: 60.606 and 56.410"),
)
def allowable_moment(*, M_n: float, M_nu: float) -> float:
    """Available moment by ASD, M_nu at rupture."""
    return smaller(M_n / 1.65, M_nu / 1.95)


@clause(
    "ADM",
    "E.1",
    symbol="P_c",
    unit="kip",
    formula="0.90 * P_n",
    example=({"P_n": 40.0}, 36.0, "Independent arithmetic"),
)
def design_compression(*, P_n: float) -> float:
    """Available compressive strength by LRFD."""
    return 0.90 * P_n


@clause(
    "ADM",
    "E.1",
    symbol="P_c",
    unit="kip",
    formula="P_n / 1.65",
    example=({"P_n": 33.0}, 20.0, "Independent arithmetic"),
)
def allowable_compression(*, P_n: float) -> float:
    """Available compressive strength by ASD."""
    return P_n / 1.65


def available(sheet: Quiet, nominal: Strength, rupture: Rupture, method: Method) -> Strength:
    """Design or allowable strengths; the least of the limit states by their own factors."""
    lrfd = method == "LRFD"
    force, moment = (design_force, design_moment) if lrfd else (allowable_force, allowable_moment)
    sheet.note("Compression")
    P = sheet(design_compression if lrfd else allowable_compression, P_n=nominal.P)
    sheet.note("Flexure")
    M = sheet(moment, M_n=nominal.M_x, M_nu=rupture.M)
    sheet.note("Shear")
    V = sheet(force, R_n=nominal.V_x, R_nu=rupture.V)
    assert nominal.T is not None
    sheet.note("Torsion")
    T = sheet(moment, M_n=nominal.T, M_nu=rupture.T)
    return replace(nominal, M_x=M, M_y=M, V_x=V, V_y=V, P=P, T=T)
