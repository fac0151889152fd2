"""The couple by which a post hands its moment and shear to the concrete around it. kip, ft; stress ksi, width in.

Ultimate statics: the concrete presses evenly (q) on the post over two blocks that share its embedded
length L: an upper one of depth x_1 against the push, a lower one of L - x_1 with it. Balance of forces,
q w (2 x_1 - L) = V, and of moments about the middle, q w x_1 (L - x_1) = M + V L/2, gives with R = q w L
(both blocks together)

    R = 2 (m + sqrt(m^2 + (V L/2)^2)) / L,   m = M + V L/2,

C_1 = (R + V)/2 above and C_2 = (R - V)/2 below. Inside, the post's shear falls from V by R/L a foot: its
moment is largest, M + V^2 L/(2R), where the shear is zero, and its shear is largest, C_2, between the blocks.
The blocks meet, so that q is the least and C_1 and C_2 are the greatest that the length allows.
"""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.clause import clause
from apex.engine.trace import Quiet


@clause(
    "Statics",
    "post in concrete, two bearing blocks",
    symbol="R",
    unit="kip",
    formula="2 * (M + V * L / 2 + ((M + V * L / 2)**2 + (V * L / 2)**2)**0.5) / L",
    example=(
        {"M": 60.0, "V": 4.0, "L": 5.0},
        56.284,
        "Independent arithmetic: 2 x (70 + sqrt(4,900 + 100)) / 5 = 2 x 140.711 / 5",
    ),
)
def bearing_sum(*, M: float, V: float, L: float) -> float:
    """Bearing forces of both blocks together."""
    m = M + V * L / 2.0
    return 2.0 * (m + (m**2 + (V * L / 2.0) ** 2) ** 0.5) / L


@clause(
    "Statics",
    "post in concrete, two bearing blocks",
    symbol="C_1",
    unit="kip",
    formula="(R + V) / 2",
    example=({"R": 56.284, "V": 4.0}, 30.142, "Independent arithmetic"),
)
def upper_force(*, R: float, V: float) -> float:
    """Force of the upper block, against the push at grade."""
    return (R + V) / 2.0


@clause(
    "Statics",
    "post in concrete, two bearing blocks",
    symbol="C_2",
    unit="kip",
    formula="(R - V) / 2",
    example=({"R": 56.284, "V": 4.0}, 26.142, "Independent arithmetic"),
)
def lower_force(*, R: float, V: float) -> float:
    """Force of the lower block, with the push at grade; the largest shear of the post below its zero."""
    return (R - V) / 2.0


@clause(
    "Statics",
    "post in concrete, two bearing blocks",
    symbol="M_post",
    unit="kip-ft",
    formula="M + V**2 * L / (2 * R)",
    example=({"M": 60.0, "V": 4.0, "L": 5.0, "R": 56.284}, 60.711, "Independent arithmetic: 60 + 80/112.568"),
)
def post_moment(*, M: float, V: float, L: float, R: float) -> float:
    """Largest moment of the post inside the concrete."""
    return M + V**2 * L / (2.0 * R)


@clause(
    "Statics",
    "post in concrete, two bearing blocks",
    symbol="q",
    unit="ksi",
    formula="R / (12 * L * w)",
    example=({"R": 56.284, "L": 5.0, "w": 8.625}, 0.10876, "Independent arithmetic: 56.284 / 517.5"),
)
def bearing_stress(*, R: float, L: float, w: float) -> float:
    """Pressure of the concrete on the post's width w."""
    return R / (12.0 * L * w)


@clause(
    "ACI 318",
    {"318-14": "Table 22.8.3.2", "318-19": "Table 22.8.3.2"},
    symbol="phi q",
    unit="ksi",
    formula="0.65 * 0.85 * f_c / 1000",
    example=({"f_c": 3000.0}, 1.6575, "Independent arithmetic: 0.65 x 2.55"),
)
def design_bearing(*, f_c: float) -> float:
    """Design bearing strength of the concrete, phi 0.65; nothing counted for wider concrete around."""
    return 0.65 * 0.85 * f_c / 1000.0


@dataclass(frozen=True, slots=True)
class Couple:
    """Forces of one case: both blocks, each block, and the post's largest moment and shear."""

    R: float
    C_1: float
    C_2: float
    M_post: float
    V_post: float


def couple(sheet: Quiet, M: float, V: float, L: float) -> Couple:
    """The couple of M and V (both >= 0, at grade) over the embedded length L."""
    if M == 0.0 and V == 0.0:
        return Couple(0.0, 0.0, 0.0, 0.0, 0.0)
    R = sheet(bearing_sum, M=M, V=V, L=L)
    C_1, C_2 = sheet(upper_force, R=R, V=V), sheet(lower_force, R=R, V=V)
    return Couple(R, C_1, C_2, sheet(post_moment, M=M, V=V, L=L, R=R), max(V, C_2))
