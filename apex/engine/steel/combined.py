"""Combined forces: AISC 360 sections H1 and H3.2, second-order amplification C2 / App. 8.

Ratios of required to available strength; every term is a magnitude.
"""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.elementwise import choose

_PI2 = 9.869604401089358


@clause(
    "AISC 360",
    "B3.1",
    symbol="R_c",
    unit="kip",
    formula="phi * R_n",
    example=({"phi": 0.9, "R_n": 95.5}, 86.0, "AISC Design Example G.4: HSS6x4x3/8", 0.003),
)
def design_force(*, phi: float, R_n: float) -> float:
    """Available force by LRFD."""
    return phi * R_n


@clause(
    "AISC 360",
    "B3.1",
    symbol="M_c",
    unit="kip-in",
    formula="phi * M_n",
    example=({"phi": 0.9, "M_n": 1085.0}, 976.5, "AISC Design Example F.9B: Pipe 8 XS, 81.38 kip-ft"),
)
def design_moment(*, phi: float, M_n: float) -> float:
    """Available moment by LRFD."""
    return phi * M_n


@clause(
    "AISC 360",
    "B3.2",
    symbol="R_c",
    unit="kip",
    formula="R_n / Omega",
    example=({"R_n": 95.5, "Omega": 1.67}, 57.2, "AISC Design Example G.4: HSS6x4x3/8", 0.003),
)
def allowable_force(*, R_n: float, Omega: float) -> float:
    """Available force by ASD."""
    return R_n / Omega


@clause(
    "AISC 360",
    "B3.2",
    symbol="M_c",
    unit="kip-in",
    formula="M_n / Omega",
    example=({"M_n": 1085.0, "Omega": 1.67}, 649.7, "AISC Design Example F.9B: Pipe 8 XS, 54.14 kip-ft"),
)
def allowable_moment(*, M_n: float, Omega: float) -> float:
    """Available moment by ASD."""
    return M_n / Omega


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
    "Statics",
    "resultant",
    symbol="M_r",
    unit="kip-ft",
    formula="sqrt(M_rx**2 + M_ry**2)",
    example=({"M_rx": 3.0, "M_ry": 4.0}, 5.0, "Independent arithmetic"),
)
def resultant_moment(*, M_rx: float, M_ry: float) -> float:
    """Moment of a round section, which bends about the resultant."""
    return (M_rx**2 + M_ry**2) ** 0.5


@clause(
    "AISC 360",
    "App. 8, Eq. A-8-5",
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
    """Elastic critical load of a cantilever of length L (in), L_c = 2 L."""
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
