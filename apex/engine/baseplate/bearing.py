"""Bearing of a grouted plate on concrete: ACI 318 22.8, AISC Design Guide 1 (2nd ed.). kip, in, ksi."""

from __future__ import annotations

import math

from apex.engine.anchor.group import Block
from apex.engine.clause import clause
from apex.engine.trace import Quiet

PHI_BEARING = 0.65


@clause(
    "ACI 318",
    "22.8.3.2",
    symbol="sqrt(A_2/A_1)",
    unit="",
    formula="min(k, 2)",
    example=({"k": 1.6}, 1.6, "Independent arithmetic: a 32 in. pedestal under a 20 in. plate"),
)
def confinement(*, k: float) -> float:
    """Square root of A_2/A_1, where k is the side of the lower base of the frustum over the side of the plate."""
    return min(k, 2.0)


@clause(
    "ACI 318",
    "Table 22.8.3.2",
    symbol="phi f_p,max",
    unit="ksi",
    formula="phi * min(0.85 * f_c / 1000 * r, 1.7 * f_c / 1000)",
    example=({"phi": 0.65, "f_c": 4000.0, "r": 1.0}, 2.21, "AISC DG1 Ex. 4.6: f_p(max) = 0.65 x 0.85 x 4 = 2.21 ksi"),
)
def bearing_stress(*, phi: float, f_c: float, r: float) -> float:
    """Design bearing stress under the plate; f_c in psi, r the square root of A_2/A_1."""
    return phi * min(0.85 * f_c / 1000.0 * r, 1.7 * f_c / 1000.0)


@clause(
    "AISC DG1",
    "Eq. 3.3.1",
    symbol="e",
    unit="in",
    formula="M / N",
    example=({"M": 940.0, "N": 376.0}, 2.5, "AISC DG1 Ex. 4.6: 940/376 = 2.50 in"),
)
def eccentricity(*, M: float, N: float) -> float:
    """Eccentricity of the axial load."""
    return M / N


@clause(
    "AISC DG1",
    "Eq. 3.3.7",
    symbol="e_crit",
    unit="in",
    formula="L / 2 - N / (2 * p * B)",
    example=({"L": 19.0, "N": 376.0, "p": 2.21, "B": 19.0}, 5.02, "AISC DG1 Ex. 4.6: e_crit = 5.02 in", 2e-3),
)
def critical_eccentricity(*, L: float, N: float, p: float, B: float) -> float:
    """Eccentricity up to which no rod has to pull."""
    return L / 2.0 - N / (2.0 * p * B)


@clause(
    "AISC DG1",
    "Eq. 3.4.3",
    symbol="Y",
    unit="in",
    formula="(f + L / 2) - ((f + L / 2)**2 - 2 * (M + N * f) / (p * B))**0.5",
    example=(
        {"f": 9.5, "L": 22.0, "M": 3600.0, "N": 376.0, "p": 2.21, "B": 22.0},
        9.3095,
        "Independent arithmetic: 20.5 - sqrt(420.25 - 2 x 7172/48.62) = 20.5 - 11.1905",
    ),
)
def bearing_length(*, f: float, L: float, M: float, N: float, p: float, B: float) -> float:
    """Length of the block where the rods at f pull; M + N f is N (e + f) and holds for uplift too."""
    return (f + L / 2.0) - ((f + L / 2.0) ** 2 - 2.0 * (M + N * f) / (p * B)) ** 0.5


@clause(
    "AISC DG1",
    "Eq. 3.4.2",
    symbol="T",
    unit="kip",
    formula="p * B * Y - N",
    example=(
        {"p": 2.21, "B": 22.0, "Y": 9.3095, "N": 376.0},
        76.628,
        "Independent arithmetic: 48.62 x 9.3095 - 376",
    ),
)
def rod_tension(*, p: float, B: float, Y: float, N: float) -> float:
    """Pull of all rods on the side in tension."""
    return p * B * Y - N


@clause(
    "Statics",
    "base plate",
    symbol="N",
    unit="kip",
    formula="p * A - T",
    example=({"p": 2.21, "A": 204.809, "T": 76.628}, 376.0, "Independent arithmetic: 452.628 - 76.628"),
)
def balanced_axial(*, p: float, A: float, T: float) -> float:
    """Axial load that a block of area A under p and rods pulling T in all balance."""
    return p * A - T


@clause(
    "Statics",
    "base plate",
    symbol="M",
    unit="kip-in",
    formula="p * Q + M_T",
    example=(
        {"p": 2.21, "Q": 1299.51, "M_T": 727.97},
        3599.9,
        "Independent arithmetic: 204.809 x 6.3453 = 1,299.6 in3; 2,871.9 + 76.628 x 9.5",
    ),
)
def balanced_moment(*, p: float, Q: float, M_T: float) -> float:
    """Moment that a block with the first moment Q and the rods' own moment M_T balance."""
    return p * Q + M_T


@clause(
    "ACI 318",
    "22.8.3.2, plate",
    symbol="k",
    unit="",
    formula="min(b_x / B, b_y / L)",
    example=({"b_x": 32.0, "B": 20.0, "b_y": 36.0, "L": 20.0}, 1.6, "Independent arithmetic: 32/20 is less than 36/20"),
)
def frustum_rectangle(*, b_x: float, B: float, b_y: float, L: float) -> float:
    """Side of the lower base of the frustum over that of a plate B x L: b_x, b_y are the concrete's."""
    return min(b_x / B, b_y / L)


@clause(
    "ACI 318",
    "22.8.3.2, plate on a round pier",
    symbol="k",
    unit="",
    formula="D / (B**2 + L**2)**0.5",
    example=({"D": 30.0, "B": 12.0, "L": 12.0}, 1.76777, "Independent arithmetic: 30 / 16.971"),
)
def frustum_round(*, D: float, B: float, L: float) -> float:
    """Side of the lower base of the frustum over that of a plate B x L: its corners reach the edge of a round pier."""
    return D / math.hypot(B, L)


@clause(
    "ACI 318",
    "22.8.3.2, slope",
    symbol="k",
    unit="",
    formula="min(k_0, (max(B, L) + 4 * h) / max(B, L))",
    example=(
        {"k_0": 20.0, "B": 20.0, "L": 16.0, "h": 6.0},
        2.2,
        "Independent arithmetic: 12 in. to either side of 20 in. in 6 in. of depth, 44/20",
    ),
)
def frustum_sloped(*, k_0: float, B: float, L: float, h: float) -> float:
    """Side of the lower base of the frustum, sloped 1 down to 2 out in concrete of depth h, over that of the plate."""
    return min(k_0, (max(B, L) + 4.0 * h) / max(B, L))


def frustum(sheet: Quiet, block: Block, width_in: float, length_in: float) -> float:
    """Side of the largest similar base within the concrete over the side of the plate; below 1 the plate overhangs.

    Slopes are 1 down to 2 out, so shallow concrete limits it (ACI 318 22.8.3.2).
    """
    if block.round:
        k = sheet(frustum_round, D=block.width_in, B=width_in, L=length_in)
    else:
        k = sheet(frustum_rectangle, b_x=block.width_in, B=width_in, b_y=block.length_in, L=length_in)
    if block.depth_in is None:
        return k
    return sheet(frustum_sloped, k_0=k, B=width_in, L=length_in, h=block.depth_in)
