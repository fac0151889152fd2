"""Concrete breakout in tension: ACI 318-14 17.4.2, 318-19 17.6.2. lb, psi, in."""

from __future__ import annotations

from apex.engine.clause import clause

K_C = {"cast_in": 24.0, "post_installed": 17.0}
PSI_C = {"cast_in": 1.25, "post_installed": 1.4}
"""Uncracked concrete, ACI 318-14 17.4.2.6, 318-19 17.6.2.5.1; cracked 1.0."""

PHI_CONCRETE = 0.70
"""No supplementary reinforcement (condition B), cast-in: tension, shear, pullout, blow-out and pryout."""

DEEP_FROM_IN, DEEP_TO_IN = 11.0, 25.0
_HILTI = "Hilti, Design guide for concrete breakout (ACI 318-19), October 2025"


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.4.2.1c", "318-19": "Eq. 17.6.2.1.4"},
    symbol="A_Nco",
    unit="in2",
    formula="9 * h_ef**2",
    example=({"h_ef": 4.0}, 144.0, f"{_HILTI}, p. 145"),
)
def cone_area(*, h_ef: float) -> float:
    """Projected area of the cone of one rod away from edges."""
    return 9.0 * h_ef**2


@clause(
    "ACI 318",
    {"318-14": "17.4.2.3", "318-19": "17.6.2.1.2"},
    symbol="h'_ef",
    unit="in",
    formula="min(h_ef, max(c_a_max / 1.5, s / 3))",
    example=(
        {"h_ef": 16.0, "c_a_max": 9.0, "s": 12.0},
        6.0,
        "Independent arithmetic: 9/1.5 = 6 over 12/3 = 4, below 16",
    ),
)
def limited_embedment(*, h_ef: float, c_a_max: float, s: float) -> float:
    """Embedment that enters the cone where three or more edges lie within 1.5 h_ef.

    c_a_max is the greatest of those edge distances, s the greatest spacing within the group.
    """
    return min(h_ef, max(c_a_max / 1.5, s / 3.0))


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.4.2.2a", "318-19": "Eq. 17.6.2.2.1"},
    symbol="N_b",
    unit="lb",
    formula="k_c * lambda_a * sqrt(f_c) * h_ef**1.5",
    example=({"k_c": 17.0, "lambda_a": 1.0, "f_c": 3000.0, "h_ef": 4.0}, 7449.0, f"{_HILTI}, p. 145"),
)
def basic_breakout(*, k_c: float, lambda_a: float, f_c: float, h_ef: float) -> float:
    """Breakout strength of one rod in cracked concrete, away from edges; f_c in psi."""
    return k_c * lambda_a * f_c**0.5 * h_ef**1.5


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.4.2.2b", "318-19": "Eq. 17.6.2.2.3"},
    symbol="N_b",
    unit="lb",
    formula="16 * lambda_a * sqrt(f_c) * h_ef**(5/3)",
    example=(
        {"lambda_a": 1.0, "f_c": 4000.0, "h_ef": 17.57},
        120163.0,
        "ACI 349.2R-07 Example A4: 534.511 kN",
    ),
)
def deep_breakout(*, lambda_a: float, f_c: float, h_ef: float) -> float:
    """Breakout strength of one headed rod with 11 in. <= h_ef <= 25 in."""
    return 16.0 * lambda_a * f_c**0.5 * h_ef ** (5.0 / 3.0)


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.4.2.4", "318-19": "Eq. 17.6.2.3.1"},
    symbol="psi_ec,N",
    unit="",
    formula="min(1, 1 / (1 + e_N / (1.5 * h_ef)))",
    example=({"e_N": 0.3, "h_ef": 4.0}, 0.952, f"Independent arithmetic: 1/1.05, the factor of {_HILTI}, p. 145"),
)
def tension_eccentricity(*, e_N: float, h_ef: float) -> float:
    """Eccentricity of the tension from the centroid of the rods in tension, along one axis."""
    return min(1.0, 1.0 / (1.0 + e_N / (1.5 * h_ef)))


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.4.2.5", "318-19": "Eq. 17.6.2.4.1"},
    symbol="psi_ed,N",
    unit="",
    formula="min(1, 0.7 + 0.3 * c_a_min / (1.5 * h_ef))",
    example=({"c_a_min": 8.0, "h_ef": 5.75}, 0.978, f"{_HILTI}, p. 86"),
)
def tension_edge(*, c_a_min: float, h_ef: float) -> float:
    """An edge nearer than 1.5 h_ef."""
    return min(1.0, 0.7 + 0.3 * c_a_min / (1.5 * h_ef))


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.4.2.1b", "318-19": "Eq. 17.6.2.1b"},
    symbol="N_cbg",
    unit="lb",
    formula="A_Nc / A_Nco * psi_ec * psi_ed * psi_c * psi_cp * N_b",
    example=(
        {"A_Nc": 397.68, "A_Nco": 144.0, "psi_ec": 0.952, "psi_ed": 1.0, "psi_c": 1.0, "psi_cp": 1.0, "N_b": 7449.0},
        19584.0,
        f"{_HILTI}, p. 145",
    ),
)
def group_breakout(
    *, A_Nc: float, A_Nco: float, psi_ec: float, psi_ed: float, psi_c: float, psi_cp: float, N_b: float
) -> float:
    """Nominal breakout strength of a rod or a group; psi_ec is the product of both axes."""
    return A_Nc / A_Nco * psi_ec * psi_ed * psi_c * psi_cp * N_b


@clause(
    "ACI 318",
    {"318-14": "17.3.1.1, 17.2.3.4.4", "318-19": "17.5.2, 17.10.5.4"},
    symbol="phi N_n",
    unit="kip",
    formula="phi * k_seismic * N_n / 1000",
    example=(
        {"phi": 0.7, "k_seismic": 0.75, "N_n": 19584.0},
        10.282,
        "Independent arithmetic: 0.7 x 0.75 x 19.584",
    ),
)
def concrete_design_tension(*, phi: float, k_seismic: float, N_n: float) -> float:
    """Design strength of concrete in tension, N_n in lb; `k_seismic` 0.75 under earthquake, else 1."""
    return phi * k_seismic * N_n / 1000.0
