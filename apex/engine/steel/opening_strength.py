"""What is left to carry with at a hand hole, and what the strips beside it take. kip, in, ksi.

c is the factor of the method: phi in LRFD, 1/Omega in ASD.
"""

from __future__ import annotations

from apex.engine.clause import clause


@clause(
    "AISC 360",
    "B3, D2 and F, net section at yield",
    symbol="R_c",
    unit="kip",
    formula="c * F_y * A_net",
    example=({"c": 0.9, "F_y": 46.0, "A_net": 10.0}, 414.0, "Independent arithmetic: c is phi, or 1/Omega by ASD"),
)
def net_axial(*, c: float, F_y: float, A_net: float) -> float:
    """Available axial force of the net section."""
    return c * F_y * A_net


@clause(
    "AISC 360",
    "B3, F, yield moment of the net section",
    symbol="M_c",
    unit="kip-in",
    formula="c * F_y * S_net",
    example=({"c": 0.9, "F_y": 46.0, "S_net": 20.0}, 828.0, "Independent arithmetic: c is phi, or 1/Omega by ASD"),
)
def net_moment(*, c: float, F_y: float, S_net: float) -> float:
    """Available moment of the net section: first yield."""
    return c * F_y * S_net


@clause(
    "AISC 360",
    "B3, G, shear yielding of the net walls",
    symbol="V_c",
    unit="kip",
    formula="c * 0.60 * F_y * A_v",
    example=({"c": 0.9, "F_y": 46.0, "A_v": 5.0}, 124.2, "Independent arithmetic: c is phi, or 1/Omega by ASD"),
)
def net_shear(*, c: float, F_y: float, A_v: float) -> float:
    """Available shear of the walls that carry it."""
    return c * 0.60 * F_y * A_v


@clause(
    "Statics",
    "shear flow beside the hole",
    symbol="q",
    unit="kip",
    formula="V / b + T / (2 * A_o)",
    example=({"V": 4.0, "b": 16.0, "T": 60.0, "A_o": 60.0}, 0.75, "Independent arithmetic: 0.25 + 0.5 kip/in"),
)
def shear_flow(*, V: float, b: float, T: float, A_o: float) -> float:
    """Shear flow (kip/in) in the wall with the hole as if it were whole: V along the wall, T kip-in."""
    return V / b + T / (2.0 * A_o)


@clause(
    "Statics",
    "strip beside the hole, bent by the flow around it",
    symbol="f_s",
    unit="ksi",
    formula="q * h * (w + s) / (t * s**2)",
    example=(
        {"q": 0.75, "h": 6.0, "w": 3.0, "s": 3.0, "t": 0.25},
        12.0,
        "Independent arithmetic: M = 0.75 x 6 x 6/4 = 6.75 kip-in over Z = 0.25 x 9/4 = 0.5625 in3",
    ),
)
def strip_stress(*, q: float, h: float, w: float, s: float, t: float) -> float:
    """Stress at the ends of a strip s wide and h high that carries half of the flow lost in a hole w wide.

    The strip is held at both ends; end shear q (w/2 + s), flow q along its closed edge: 2 M = q h (w + s)/2.
    """
    return q * h * (w + s) / (t * s**2)


@clause(
    "Statics",
    "strip beside the hole, its own shear",
    symbol="f_vs",
    unit="ksi",
    formula="q * (w / 2 + s) / (t * s)",
    example=({"q": 0.75, "w": 3.0, "s": 3.0, "t": 0.25}, 4.5, "Independent arithmetic: 0.75 x 4.5/0.75"),
)
def strip_shear_stress(*, q: float, w: float, s: float, t: float) -> float:
    """Mean shear of a strip that carries half of the flow lost in the hole besides its own."""
    return q * (w / 2.0 + s) / (t * s)


@clause(
    "AISC 360",
    "H3.2, with the bending of the strips added",
    symbol="r",
    unit="",
    formula="(p + m_1 + m_2 + b) + v**2",
    example=(
        {"p": 0.05, "m_1": 0.4, "m_2": 0.1, "b": 0.2, "v": 0.3},
        0.84,
        "Independent arithmetic: 0.75 + 0.09",
    ),
)
def hole_interaction(*, p: float, m_1: float, m_2: float, b: float, v: float) -> float:
    """Axial, both moments and bending of the strips b as if at one point, v shear."""
    return (p + m_1 + m_2 + b) + v**2
