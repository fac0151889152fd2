"""Combined forces: AISC 360 sections H1 and H3.2, second-order amplification C2 / App. 8.

Ratios of required to available strength; every term is a magnitude.
"""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.elementwise import choose

_PI2 = 9.869604401089358


@clause(
    "AISC 360",
    "Eq. H1-1a, H1-1b",
    symbol="r",
    unit="",
    formula="p + 8 / 9 * (m_x + m_y) if p >= 0.2 else p / 2 + (m_x + m_y)",
    example=(
        {"p": 400 / 1130, "m_x": 250 / 642, "m_y": 80 / 311},
        0.928,
        "AISC Design Example H.1B: W14x99 under 400 kip, 250 and 80 kip-ft",
        0.002,
    ),
)
def flexure_and_axial(*, p: float, m_x: float, m_y: float) -> float:
    """Interaction of axial force (p = P_r/P_c) and biaxial moment."""
    return choose(p >= 0.2, p + 8.0 / 9.0 * (m_x + m_y), p / 2.0 + (m_x + m_y))


@clause(
    "AISC 360",
    "Eq. H3-6",
    symbol="r",
    unit="",
    formula="(p + m_x + m_y) + (v + tau)**2",
    example=(
        {"p": 0.10, "m_x": 0.40, "m_y": 0.20, "v": 0.10, "tau": 0.30},
        0.86,
        "Independent arithmetic: 0.70 + 0.16",
    ),
)
def with_torsion(*, p: float, m_x: float, m_y: float, v: float, tau: float) -> float:
    """Interaction with shear (v = V_r/V_c) and torsion (tau = T_r/T_c > 0.2)."""
    return (p + m_x + m_y) + (v + tau) ** 2


@clause(
    "AISC 360",
    "App. 8, Eq. A-8-7",
    symbol="P_e",
    unit="kip",
    formula="pi**2 * E * I / (2 * L)**2",
    example=(
        {"E": 29000.0, "I": 100.0, "L": 240.0},
        124.23,
        "Independent arithmetic: 28,621,853 / 230,400",
    ),
)
def elastic_load(*, E: float, I: float, L: float) -> float:
    """Elastic critical load of a cantilever of length L (in) with the load at its end."""
    return _PI2 * E * I / (2.0 * L) ** 2


@clause(
    "AISC 360",
    "App. 8, Eq. A-8-6",
    symbol="B_2",
    unit="",
    formula="1 / (1 - alpha * P / P_e)",
    example=(
        {"alpha": 1.0, "P": 10.0, "P_e": 100.0},
        1.1111,
        "Independent arithmetic: 1 / 0.9",
    ),
)
def sway_amplifier(*, alpha: float, P: float, P_e: float) -> float:
    """Amplifier of first-order moments for P-Delta; alpha is 1.0 in LRFD, 1.6 in ASD."""
    return 1.0 / (1.0 - alpha * P / P_e)
