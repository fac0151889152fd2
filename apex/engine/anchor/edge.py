"""Concrete breakout in shear towards an edge: ACI 318-14 17.5.2, 318-19 17.7.2. lb, psi, in."""

from __future__ import annotations

from apex.engine.clause import clause

_HILTI = "Hilti, Design guide for concrete breakout (ACI 318-19), October 2025"


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.5.2.1c", "318-19": "Eq. 17.7.2.1.3"},
    symbol="A_Vco",
    unit="in2",
    formula="4.5 * c_a1**2",
    example=({"c_a1": 14.0}, 882.0, f"{_HILTI}, p. 78"),
)
def edge_cone_area(*, c_a1: float) -> float:
    """Projected area of the breakout body of one rod in a deep member, away from corners."""
    return 4.5 * c_a1**2


@clause(
    "ACI 318",
    {"318-14": "17.5.2.4", "318-19": "17.7.2.1.2"},
    symbol="c'_a1",
    unit="in",
    formula="min(c_a1, max(c_a2_max / 1.5, h_a / 1.5, s / 3))",
    example=(
        {"c_a1": 12.0, "c_a2_max": 7.0, "h_a": 8.0, "s": 9.0},
        5.3333,
        "Independent arithmetic: 8/1.5 = 5.33 over 7/1.5 = 4.67 and 9/3 = 3, below 12",
    ),
)
def limited_edge(*, c_a1: float, c_a2_max: float, h_a: float, s: float) -> float:
    """Edge distance that enters where both side edges and the thickness are below 1.5 c_a1."""
    return min(c_a1, max(c_a2_max / 1.5, h_a / 1.5, s / 3.0))


@clause(
    "ACI 318",
    {"318-14": "17.5.2.2", "318-19": "17.7.2.2.1"},
    symbol="l_e",
    unit="in",
    formula="min(h_ef, 8 * d_a)",
    example=({"h_ef": 10.0, "d_a": 0.75}, 6.0, f"{_HILTI}, p. 98"),
)
def bearing_length(*, h_ef: float, d_a: float) -> float:
    """Load-bearing length of a rod in shear."""
    return min(h_ef, 8.0 * d_a)


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.5.2.2a", "318-19": "Eq. 17.7.2.2.1a"},
    symbol="V_b",
    unit="lb",
    formula="7 * (l_e / d_a)**0.2 * sqrt(d_a) * lambda_a * sqrt(f_c) * c_a1**1.5",
    example=(
        {"l_e": 6.0, "d_a": 0.75, "lambda_a": 1.0, "f_c": 5000.0, "c_a1": 6.0},
        9549.0,
        f"{_HILTI}, p. 98",
    ),
)
def edge_breakout(*, l_e: float, d_a: float, lambda_a: float, f_c: float, c_a1: float) -> float:
    """Breakout strength of one rod in shear in cracked concrete, by its stiffness."""
    return 7.0 * (l_e / d_a) ** 0.2 * d_a**0.5 * lambda_a * f_c**0.5 * c_a1**1.5


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.5.2.2b", "318-19": "Eq. 17.7.2.2.1b"},
    symbol="V_b",
    unit="lb",
    formula="9 * lambda_a * sqrt(f_c) * c_a1**1.5",
    example=({"lambda_a": 1.0, "f_c": 5000.0, "c_a1": 6.0}, 9353.0, f"{_HILTI}, p. 98"),
)
def edge_breakout_cap(*, lambda_a: float, f_c: float, c_a1: float) -> float:
    """Upper limit of the breakout strength of one rod in shear."""
    return 9.0 * lambda_a * f_c**0.5 * c_a1**1.5


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.5.2.5", "318-19": "Eq. 17.7.2.3.1"},
    symbol="psi_ec,V",
    unit="",
    formula="min(1, 1 / (1 + e_V / (1.5 * c_a1)))",
    example=({"e_V": 0.361, "c_a1": 18.0}, 0.987, f"{_HILTI}, p. 123"),
)
def shear_eccentricity(*, e_V: float, c_a1: float) -> float:
    """Eccentricity of the shear from the centroid of the rods that carry it."""
    return min(1.0, 1.0 / (1.0 + e_V / (1.5 * c_a1)))


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.5.2.6", "318-19": "Eq. 17.7.2.4.1"},
    symbol="psi_ed,V",
    unit="",
    formula="min(1, 0.7 + 0.3 * c_a2 / (1.5 * c_a1))",
    example=({"c_a2": 12.0, "c_a1": 18.0}, 0.833, f"{_HILTI}, p. 123"),
)
def shear_edge(*, c_a2: float, c_a1: float) -> float:
    """A side edge nearer than 1.5 c_a1."""
    return min(1.0, 0.7 + 0.3 * c_a2 / (1.5 * c_a1))


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.5.2.8", "318-19": "Eq. 17.7.2.6.1"},
    symbol="psi_h,V",
    unit="",
    formula="max(1, sqrt(1.5 * c_a1 / h_a))",
    example=({"c_a1": 18.0, "h_a": 12.0}, 1.5, f"{_HILTI}, p. 99"),
)
def shear_thickness(*, c_a1: float, h_a: float) -> float:
    """A member thinner than 1.5 c_a1."""
    return max(1.0, (1.5 * c_a1 / h_a) ** 0.5)


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.5.2.1b", "318-19": "Eq. 17.7.2.1b"},
    symbol="V_cbg",
    unit="lb",
    formula="A_Vc / A_Vco * psi_ec * psi_ed * psi_c * psi_h * V_b",
    example=(
        {
            "A_Vc": 112.2,
            "A_Vco": 112.5,
            "psi_ec": 0.976,
            "psi_ed": 0.98,
            "psi_c": 1.0,
            "psi_h": 1.118,
            "V_b": 4407.0,
        },
        4700.0,
        f"{_HILTI}, p. 157",
    ),
)
def edge_group_breakout(
    *, A_Vc: float, A_Vco: float, psi_ec: float, psi_ed: float, psi_c: float, psi_h: float, V_b: float
) -> float:
    """Nominal breakout strength under shear perpendicular to an edge."""
    return A_Vc / A_Vco * psi_ec * psi_ed * psi_c * psi_h * V_b


@clause(
    "ACI 318",
    {"318-14": "17.5.2.1(c)", "318-19": "17.7.2.1(c)"},
    symbol="V_cbg,par",
    unit="lb",
    formula="2 * A_Vc / A_Vco * psi_ec * psi_c * psi_h * V_b",
    example=(
        {"A_Vc": 112.2, "A_Vco": 112.5, "psi_ec": 0.976, "psi_c": 1.0, "psi_h": 1.118, "V_b": 4407.0},
        9592.0,
        f"{_HILTI}, p. 157",
    ),
)
def parallel_breakout(*, A_Vc: float, A_Vco: float, psi_ec: float, psi_c: float, psi_h: float, V_b: float) -> float:
    """Nominal breakout strength under shear parallel to an edge: twice that of the perpendicular, psi_ed 1."""
    return 2.0 * A_Vc / A_Vco * psi_ec * psi_c * psi_h * V_b


@clause(
    "ACI 318",
    {"318-14": "17.5.2.1, both components", "318-19": "17.7.2.1, both components"},
    symbol="r_V",
    unit="",
    formula="sqrt(r_perp**2 + r_par**2)",
    example=(
        {"r_perp": 0.3, "r_par": 0.4},
        0.5,
        "Independent arithmetic: root of 0.09 + 0.16; the form of EN 1992-4 for inclined shear",
    ),
)
def inclined(*, r_perp: float, r_par: float) -> float:
    """Shear at an angle to an edge: both components act on one body at once (a choice on the safe side)."""
    return (r_perp**2 + r_par**2) ** 0.5


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.5.3.1b", "318-19": "Eq. 17.7.3.1b"},
    symbol="V_cp",
    unit="lb",
    formula="k_cp * N_cbg / n",
    example=(
        {"k_cp": 2.0, "N_cbg": 25912.6, "n": 1.0},
        51825.0,
        "ACI 349.2R-07 Example A3 via the verification tests of xcfem/xc: 51.825 kip, twice the breakout of 25.913 kip",
    ),
)
def pryout(*, k_cp: float, N_cbg: float, n: float) -> float:
    """Nominal pryout strength of one rod of n: its share of the whole group's cone."""
    return k_cp * N_cbg / n


@clause(
    "ACI 318",
    {"318-14": "17.3.1.1, 17.3.3(c)", "318-19": "17.5.2, 17.5.3"},
    symbol="phi V_n",
    unit="kip",
    formula="phi * V_n / 1000",
    example=({"phi": 0.7, "V_n": 4700.0}, 3.29, "Independent arithmetic: 0.7 x 4.7"),
)
def concrete_design_shear(*, phi: float, V_n: float) -> float:
    """Design strength of concrete in shear, V_n in lb."""
    return phi * V_n / 1000.0


@clause(
    "ACI 318",
    {"318-14": "17.6", "318-19": "17.8"},
    symbol="r",
    unit="",
    formula="max(r_N, r_V, (r_N + r_V) / 1.2)",
    example=({"r_N": 0.7, "r_V": 0.6}, 1.0833, "Independent arithmetic: 1.3 / 1.2"),
)
def tension_and_shear(*, r_N: float, r_V: float) -> float:
    """Interaction of the governing tension and shear ratios.

    Full strength of the one where the other is at most 0.2, else their sum at most 1.2: three lines, of
    which the worst is taken.
    """
    return max(r_N, r_V, (r_N + r_V) / 1.2)
