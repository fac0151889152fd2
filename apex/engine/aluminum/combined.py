"""Combined forces on aluminum tubes: ADM sections H.1 and H.3, second-order stiffness C.2.

The interaction is not that of steel: axial force and moment add in full (H.1), and shear with
torsion joins them squared, in a curved wall to the moment itself, in a flat wall to its square (H.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from apex.engine.clause import clause
from apex.engine.elementwise import larger
from apex.engine.load.action import Action
from apex.engine.steel.capacity import Strength
from apex.engine.support.member import NAMES, Governing, Ratios, distinct
from apex.engine.trace import Check, Quiet

CHAPTERS = ("F", "G", "H.2", "E", "H.1, H.3")


@clause(
    "ADM",
    "C.2",
    symbol="B_2",
    unit="",
    formula="1 / (1 - alpha * P / P_e)",
    example=({"alpha": 1.6, "P": 5.0, "P_e": 80.0}, 1.1111, "Independent arithmetic: 1 / (1 - 0.1)"),
)
def sway_amplifier(*, alpha: float, P: float, P_e: float) -> float:
    """Amplifier of first-order moments for P-Delta; P_e of the reduced stiffness; alpha is 1.0 in LRFD, 1.6 in ASD.

    ADM C.2 asks for second-order effects by rational analysis: this is the sway of a line of cantilevers.
    """
    return 1.0 / (1.0 - alpha * P / P_e)


@clause(
    "ADM",
    "Eq. H.1-1",
    symbol="r",
    unit="",
    formula="p + m_x + m_y",
    example=({"p": 0.05, "m_x": 0.40, "m_y": 0.20}, 0.65, "Independent arithmetic"),
)
def flexure_and_axial(*, p: float, m_x: float, m_y: float) -> float:
    """Interaction of axial force (p = P_r/P_c) and moments."""
    return p + m_x + m_y


@clause(
    "ADM",
    "Eq. H.3-1",
    symbol="r",
    unit="",
    formula="p + (m_x + m_y)**2 + (v + tau)**2",
    example=(
        {"p": 0.05, "m_x": 0.40, "m_y": 0.20, "v": 0.10, "tau": 0.30},
        0.57,
        "Independent arithmetic: 0.05 + 0.36 + 0.16",
    ),
)
def flat_wall(*, p: float, m_x: float, m_y: float, v: float, tau: float) -> float:
    """Interaction in a flat wall; f_b at the corner is the sum of both moments' stresses."""
    return p + (m_x + m_y) ** 2 + (v + tau) ** 2


@clause(
    "ADM",
    "Eq. H.3-2",
    symbol="r",
    unit="",
    formula="p + m + (v + tau)**2",
    example=({"p": 0.05, "m": 0.50, "v": 0.10, "tau": 0.30}, 0.71, "Independent arithmetic: 0.55 + 0.16"),
)
def curved_wall(*, p: float, m: float, v: float, tau: float) -> float:
    """Interaction in the wall of a round tube, m of the resultant moment; never less than H.1."""
    return p + m + (v + tau) ** 2


@clause(
    "ADM",
    "C.2(e)",
    symbol="P_e",
    unit="kip",
    formula="pi**2 * 0.8 * tau_b * E * I / (2 * L)**2",
    example=(
        {"tau_b": 1.0, "E": 10100.0, "I": 18.699, "L": 120.0},
        25.889,
        "Independent arithmetic: 0.8 x 1,863,967 / 57,600; AL-RT6X1/4, 10 ft",
    ),
)
def elastic_load(*, tau_b: float, E: float, I: float, L: float) -> float:
    """Elastic critical load of a cantilever of length L (in) with the stiffness reduced for second order.

    tau_b is 1 where alpha P_r is at most half the yield load.
    """
    return 9.869604401089358 * 0.8 * tau_b * E * I / (2.0 * L) ** 2


def ratios(a: Action, c: Strength) -> Ratios:
    """Demand over available strength by the ADM; one tube or a stack of one kind.

    a in kip and kip-ft, c in kip and kip-in.
    """
    p = abs(a.N) / c.P
    tau = 0.0 * p if c.T is None else 12.0 * abs(a.T) / c.T
    if c.round:
        m: float = 12.0 * (a.M_x**2 + a.M_y**2) ** 0.5 / c.M_x
        v: float = (a.V_x**2 + a.V_y**2) ** 0.5 / c.V_x
        return Ratios(p, m, 0.0 * m, v, tau, curved_wall(p=p, m=m, v=v, tau=tau))
    m_x, m_y = 12.0 * abs(a.M_x) / c.M_x, 12.0 * abs(a.M_y) / c.M_y
    v = ((a.V_x / c.V_x) ** 2 + (a.V_y / c.V_y) ** 2) ** 0.5
    together = larger(flexure_and_axial(p=p, m_x=m_x, m_y=m_y), flat_wall(p=p, m_x=m_x, m_y=m_y, v=v, tau=tau))
    return Ratios(p, m_x, m_y, v, tau, together)


def envelope(actions: Iterable[tuple[str, Action]], c: Strength) -> list[Governing]:
    """For each check of `NAMES` the combination and case that governs it (one section)."""
    found = [(case, a, ratios(a, c)) for case, a in distinct(actions)]
    worst = []
    for i in range(len(NAMES)):
        case, a, r = max(found, key=lambda f, i=i: f[2].by_check()[i])  # type: ignore[misc]
        worst.append(Governing(r.by_check()[i], case, a, r))
    return worst


def envelope_ratios(actions: Iterable[tuple[str, Action]], c: Strength) -> list[Any]:
    """The worst ratio for each check of `NAMES`, element by element (candidates)."""
    worst: list[Any] = []
    for _, action in actions:
        values = ratios(action, c).by_check()
        worst = [larger(a, b) for a, b in zip(worst, values, strict=True)] if worst else list(values)
    return worst


def strength_checks(
    sheet: Quiet, governing: Sequence[Governing], c: Strength, document: str = "ADM", prefix: str = ""
) -> list[Check]:
    """Checks in kip and kip-ft from the governing combinations, with the interaction worked out."""
    out = []
    for name, chapter, g in zip(NAMES, CHAPTERS, governing, strict=True):
        demand, capacity, unit = _figures(name, g, c)
        if name == "Combined forces":
            demand = interaction(sheet, g.ratios, c)
        out.append(sheet.check(Check(f"{prefix}{name}", f"{document} {chapter}", demand, capacity, unit, g.case)))
    return out


def interaction(sheet: Quiet, r: Ratios, c: Strength) -> float:
    """The combined ratio, recorded with the parts it is made of."""
    for symbol, label, value in (
        ("p", "P_r/P_c, axial", r.p),
        ("m" if c.round else "m_x", "M_r/M_c, of the resultant where round, else wind normal to the face", r.m_x),
        ("v", "V_r/V_c, resultant shear", r.v),
        ("tau", "T_r/T_c, torsion", r.tau),
    ):
        sheet.given(symbol, label, value)
    if c.round:
        sheet.note("curved wall: H.3.2, which contains H.1")
        return sheet(curved_wall, p=r.p, m=r.m_x, v=r.v, tau=r.tau)
    sheet.given("m_y", "M_r/M_c, along the face", r.m_y)
    sheet.note("flat walls: the larger of H.1 and H.3.1")
    return larger(
        sheet(flexure_and_axial, p=r.p, m_x=r.m_x, m_y=r.m_y),
        sheet(flat_wall, p=r.p, m_x=r.m_x, m_y=r.m_y, v=r.v, tau=r.tau),
    )


def _figures(name: str, g: Governing, c: Strength) -> tuple[float, float, str]:
    """Demand, capacity and unit of one check as a person reads them; x and y are alike."""
    a = g.action
    if name == "Flexure":
        return (a.M if c.round else max(abs(a.M_x), abs(a.M_y))), c.M_x / 12.0, "kip-ft"
    if name == "Shear":
        return a.V, c.V_y, "kip"
    if name == "Torsion":
        return abs(a.T), (c.T or 0.0) / 12.0, "kip-ft"
    if name == "Compression":
        return abs(a.N), c.P, "kip"
    return g.ratios.together, 1.0, ""
