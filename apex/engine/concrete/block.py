"""Strain compatibility with the rectangular stress block: ACI 318 chapters 21, 22. f_c psi, f_y ksi; in, kip.

Compression is positive. Normal-weight concrete, eps_cu 0.003, E_s 29,000 ksi, ties (not spirals).
"""

from __future__ import annotations

from apex.engine.clause import clause

E_S_KSI = 29000.0
EPS_CU = 0.003


@clause(
    "ACI 318",
    "Table 22.2.2.4.3",
    symbol="beta_1",
    unit="",
    formula="max(0.65, min(0.85, 0.85 - 0.05 * (f_c - 4000) / 1000))",
    example=({"f_c": 5000.0}, 0.80, "Independent arithmetic: 0.85 - 0.05, the value of every table for 5,000 psi"),
)
def block_factor(*, f_c: float) -> float:
    """Depth of the stress block over the depth of the neutral axis; f_c psi."""
    return max(0.65, min(0.85, 0.85 - 0.05 * (f_c - 4000.0) / 1000.0))


@clause(
    "ACI 318",
    {"318-14": "21.2.2.1", "318-19": "21.2.2.1"},
    symbol="eps_ty",
    unit="",
    formula="f_y / 29000",
    example=({"f_y": 60.0}, 0.002069, "Independent arithmetic: 60 / 29,000"),
)
def yield_strain(*, f_y: float) -> float:
    """Strain at yield of the bars; f_y ksi."""
    return f_y / E_S_KSI


@clause(
    "ACI 318",
    "22.2.1.2",
    symbol="eps_t",
    unit="",
    formula="0.003 * (d_t - c) / c",
    example=({"d_t": 15.5, "c": 5.8125}, 0.005, "Independent arithmetic: c = 0.375 d_t gives 0.005"),
)
def net_tensile_strain(*, d_t: float, c: float) -> float:
    """Strain of the bar farthest from the compressed edge: plane sections, 0.003 at the edge."""
    return EPS_CU * (d_t - c) / c


@clause(
    "ACI 318",
    {"318-14": "Table 21.2.2"},
    symbol="phi",
    unit="",
    formula="max(0.65, min(0.9, 0.65 + 0.25 * (eps_t - eps_ty) / (0.005 - eps_ty)))",
    example=(
        {"eps_t": 0.004, "eps_ty": 0.002},
        0.8167,
        "Independent arithmetic: 0.65 + 0.25 x 2/3, two thirds of the way from 0.002 to 0.005",
    ),
)
def reduction_14(*, eps_t: float, eps_ty: float) -> float:
    """Strength reduction factor with ties, by net tensile strain: 0.9 from 0.005 on."""
    return max(0.65, min(0.9, 0.65 + 0.25 * (eps_t - eps_ty) / (0.005 - eps_ty)))


@clause(
    "ACI 318",
    {"318-19": "Table 21.2.2"},
    symbol="phi",
    unit="",
    formula="max(0.65, min(0.9, 0.65 + 0.25 * (eps_t - eps_ty) / 0.003))",
    example=(
        {"eps_t": 0.004, "eps_ty": 0.00207},
        0.8108,
        "Independent arithmetic: 0.65 + 0.25 x 1.93/3",
    ),
)
def reduction_19(*, eps_t: float, eps_ty: float) -> float:
    """Strength reduction factor with ties, by net tensile strain: 0.9 from eps_ty + 0.003 on."""
    return max(0.65, min(0.9, 0.65 + 0.25 * (eps_t - eps_ty) / 0.003))


@clause(
    "Geometry",
    "circular segment",
    symbol="A_c",
    unit="in2",
    formula="R**2 * theta - (R - a) * (a * (2 * R - a))**0.5",
    example=({"R": 18.0, "theta": 1.5707963, "a": 18.0}, 508.94, "Half a circle of 36 in.: pi 18^2 / 2"),
)
def segment_area(*, R: float, theta: float, a: float) -> float:
    """Area of a circular segment of depth a; theta = arccos(1 - a/R), half its angle."""
    return R**2 * theta - (R - a) * (a * (2.0 * R - a)) ** 0.5


@clause(
    "Geometry",
    "circular segment, first moment",
    symbol="Q_c",
    unit="in3",
    formula="2 / 3 * (a * (2 * R - a))**1.5",
    example=({"R": 18.0, "a": 18.0}, 3888.0, "Half a circle: pi R^2/2 at 4R/(3 pi) = 2 R^3/3"),
)
def segment_moment(*, R: float, a: float) -> float:
    """First moment of a circular segment of depth a about the center of the circle."""
    return 2.0 / 3.0 * (a * (2.0 * R - a)) ** 1.5


@clause(
    "Geometry",
    "compressed strip of a rectangle, first moment",
    symbol="Q_c",
    unit="in3",
    formula="b * a * (h - a) / 2",
    example=({"b": 12.0, "h": 20.0, "a": 4.0}, 384.0, "Independent arithmetic: 48 in2 at 8 in."),
)
def strip_moment(*, b: float, h: float, a: float) -> float:
    """First moment of the strip of depth a at the edge of b x h about its middle."""
    return b * a * (h - a) / 2.0


@clause(
    "ACI 318",
    "22.2.2.4.1",
    symbol="C_c",
    unit="kip",
    formula="0.85 * f_c * A_c / 1000",
    example=({"f_c": 4000.0, "A_c": 100.0}, 340.0, "Independent arithmetic: 3.4 ksi x 100"),
)
def block_force(*, f_c: float, A_c: float) -> float:
    """Force of the stress block on its area, 0.85 f'c all over."""
    return 0.85 * f_c * A_c / 1000.0


@clause(
    "ACI 318",
    "22.2.2.4.1, moment",
    symbol="M_c",
    unit="kip-in",
    formula="0.85 * f_c * Q_c / 1000",
    example=({"f_c": 4000.0, "Q_c": 1000.0}, 3400.0, "Independent arithmetic: 3.4 ksi x 1,000"),
)
def block_moment(*, f_c: float, Q_c: float) -> float:
    """Moment of the stress block about the middle of the section."""
    return 0.85 * f_c * Q_c / 1000.0


@clause(
    "ACI 318",
    "20.2.2.1",
    symbol="F_s",
    unit="kip",
    formula=(
        "A_s * (max(-f_y, min(f_y, 87 * (c - d) / c)) - 0.00085 * f_c * max(0, min(1, (beta_1 * c - d) / d_b + 0.5)))"
    ),
    example=(
        {"A_s": 2.0, "f_y": 60.0, "c": 10.0, "d": 4.0, "beta_1": 0.85, "d_b": 1.0, "f_c": 4000.0},
        97.6,
        "Independent arithmetic: 2 x (87 x 0.6 - 3.4), the bar stands wholly in the block",
    ),
)
def bar_force(*, A_s: float, f_y: float, c: float, d: float, beta_1: float, d_b: float, f_c: float) -> float:
    """Force of bars at depth d, less the block's concrete they displace.

    Elastic to yield, 0.003 x 29,000 = 87 ksi. A bar of diameter d_b on the edge of the block displaces
    its part of it.
    """
    stress = max(-f_y, min(f_y, 87.0 * (c - d) / c))
    return A_s * (stress - 0.00085 * f_c * max(0.0, min(1.0, (beta_1 * c - d) / d_b + 0.5)))


@clause(
    "ACI 318",
    "22.2.1.1, forces",
    symbol="P_n",
    unit="kip",
    formula="C_c + F_s",
    example=({"C_c": 340.0, "F_s": -240.0}, 100.0, "Independent arithmetic"),
)
def axial_sum(*, C_c: float, F_s: float) -> float:
    """Nominal axial force: the block and the sum of the bars."""
    return C_c + F_s


@clause(
    "ACI 318",
    "22.2.1.1, moments",
    symbol="M_n",
    unit="kip-in",
    formula="M_c + M_s",
    example=({"M_c": 3400.0, "M_s": 2000.0}, 5400.0, "Independent arithmetic"),
)
def moment_sum(*, M_c: float, M_s: float) -> float:
    """Nominal moment about the middle of the section: the block and the sum of the bars."""
    return M_c + M_s


@clause(
    "ACI 318",
    "22.4.1.1",
    symbol="phi M_n",
    unit="kip-ft",
    formula="max(phi * M_n, 0) / 12",
    example=({"phi": 0.9, "M_n": 1000.0}, 75.0, "Independent arithmetic: 900 kip-in"),
)
def design_moment(*, phi: float, M_n: float) -> float:
    """Design moment strength at the axial load; M_n kip-in."""
    return max(phi * M_n, 0.0) / 12.0


@clause(
    "ACI 318",
    "Table 22.4.2.1",
    symbol="phi P_n,max",
    unit="kip",
    formula="0.65 * 0.8 * (0.85 * f_c / 1000 * (A_e - A_st) + f_y * A_st)",
    example=(
        {"f_c": 4000.0, "A_e": 256.0, "A_st": 8.0, "f_y": 60.0},
        688.06,
        "Independent arithmetic: 0.52 x (3.4 x 248 + 480)",
    ),
)
def greatest_axial(*, f_c: float, A_e: float, A_st: float, f_y: float) -> float:
    """Greatest design axial strength with ties: 0.80 phi P_o on the effective area A_e."""
    return 0.65 * 0.8 * (0.85 * f_c / 1000.0 * (A_e - A_st) + f_y * A_st)
