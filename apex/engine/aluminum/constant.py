"""Buckling constants of weld-affected metal: ADM Table B.4.1, whatever the temper was before welding.

Intercepts B and slopes D of the straight inelastic lines, ksi; intersections C, slenderness.
The examples are 6061-T6 beside a weld: F_cyw = 15 ksi, F_syw = 0.6 x 15 = 9 ksi, E = 10,100 ksi.
"""

from __future__ import annotations

from apex.engine.clause import clause

_TABLE = "Table B.4.1"


@clause(
    "ADM",
    _TABLE,
    symbol="B_c",
    unit="ksi",
    formula="F_cyw * (1 + sqrt(F_cyw / 1000))",
    example=({"F_cyw": 15.0}, 16.837, "Independent arithmetic: 15 x (1 + 0.122474)"),
)
def member_intercept(*, F_cyw: float) -> float:
    """Intercept of member buckling, weld-affected."""
    return F_cyw * (1.0 + (F_cyw / 1000.0) ** 0.5)


@clause(
    "ADM",
    _TABLE,
    symbol="D_c",
    unit="ksi",
    formula="B_c / 20 * sqrt(6 * B_c / E)",
    example=({"B_c": 16.837, "E": 10100.0}, 0.084195, "Independent arithmetic: 0.841850 x 0.100012"),
)
def member_slope(*, B_c: float, E: float) -> float:
    """Slope of member buckling, weld-affected."""
    return B_c / 20.0 * (6.0 * B_c / E) ** 0.5


@clause(
    "ADM",
    _TABLE,
    symbol="C_c",
    unit="",
    formula="2 * B_c / (3 * D_c)",
    example=({"B_c": 16.837, "D_c": 0.084195}, 133.32, "Independent arithmetic: 33.674 / 0.252585"),
)
def member_intersection(*, B_c: float, D_c: float) -> float:
    """Slenderness from which member buckling is elastic, weld-affected."""
    return 2.0 * B_c / (3.0 * D_c)


@clause(
    "ADM",
    _TABLE,
    symbol="B_p",
    unit="ksi",
    formula="F_cyw * (1 + (F_cyw / 440)**(1 / 3))",
    example=(
        {"F_cyw": 15.0},
        19.865,
        "ADM 2020 Part VI Table 2-19W, 6061-T6 welded: F_c/Omega = 12.0 - 0.105 b/t, so 1.65 x 12.0 = 19.8",
        0.005,
    ),
)
def plate_intercept(*, F_cyw: float) -> float:
    """Intercept of flat elements in uniform compression, weld-affected."""
    return F_cyw * (1.0 + (F_cyw / 440.0) ** (1.0 / 3.0))


@clause(
    "ADM",
    _TABLE,
    symbol="D_p",
    unit="ksi",
    formula="B_p / 20 * sqrt(6 * B_p / E)",
    example=(
        {"B_p": 19.865, "E": 10100.0},
        1.65 * 0.105 / 1.6,
        "ADM 2020 Part VI Table 2-19W, 6061-T6 welded: F_c/Omega = 12.0 - 0.105 b/t, so 1.65 x 0.105 / 1.6",
        0.005,
    ),
)
def plate_slope(*, B_p: float, E: float) -> float:
    """Slope of flat elements in uniform compression, weld-affected."""
    return B_p / 20.0 * (6.0 * B_p / E) ** 0.5


@clause(
    "ADM",
    _TABLE,
    symbol="B_br",
    unit="ksi",
    formula="1.3 * F_cyw * (1 + (F_cyw / 340)**(1 / 3))",
    example=({"F_cyw": 15.0}, 26.390, "Independent arithmetic: 19.5 x (1 + 0.353337)"),
)
def flexed_plate_intercept(*, F_cyw: float) -> float:
    """Intercept of flat elements in flexural compression, weld-affected."""
    return 1.3 * F_cyw * (1.0 + (F_cyw / 340.0) ** (1.0 / 3.0))


@clause(
    "ADM",
    _TABLE,
    symbol="D_br",
    unit="ksi",
    formula="B_br / 20 * sqrt(6 * B_br / E)",
    example=({"B_br": 26.390, "E": 10100.0}, 0.16521, "Independent arithmetic: 1.319500 x 0.125209"),
)
def flexed_plate_slope(*, B_br: float, E: float) -> float:
    """Slope of flat elements in flexural compression, weld-affected."""
    return B_br / 20.0 * (6.0 * B_br / E) ** 0.5


@clause(
    "ADM",
    _TABLE,
    symbol="B_t",
    unit="ksi",
    formula="F_cyw * (1 + (F_cyw / 6500)**(1 / 5))",
    example=({"F_cyw": 15.0}, 19.453, "Independent arithmetic: 15 x (1 + exp(ln(15 / 6500) / 5)) = 15 x 1.296866"),
)
def tube_intercept(*, F_cyw: float) -> float:
    """Intercept of round tubes in uniform compression, weld-affected."""
    return F_cyw * (1.0 + (F_cyw / 6500.0) ** (1.0 / 5.0))


@clause(
    "ADM",
    _TABLE,
    symbol="D_t",
    unit="ksi",
    formula="B_t / 3.7 * (B_t / E)**(1 / 3)",
    example=({"B_t": 19.453, "E": 10100.0}, 0.65414, "Independent arithmetic: 5.257568 x 0.124418"),
)
def tube_slope(*, B_t: float, E: float) -> float:
    """Slope of round tubes in uniform compression, weld-affected."""
    return B_t / 3.7 * (B_t / E) ** (1.0 / 3.0)


@clause(
    "ADM",
    _TABLE,
    symbol="B_tb",
    unit="ksi",
    formula="1.5 * F_cyw * (1 + (F_cyw / 6500)**(1 / 5))",
    example=({"F_cyw": 15.0}, 29.179, "Independent arithmetic: 22.5 x 1.296866"),
)
def flexed_tube_intercept(*, F_cyw: float) -> float:
    """Intercept of round tubes in flexure, weld-affected."""
    return 1.5 * F_cyw * (1.0 + (F_cyw / 6500.0) ** (1.0 / 5.0))


@clause(
    "ADM",
    _TABLE,
    symbol="D_tb",
    unit="ksi",
    formula="B_tb / 2.7 * (B_tb / E)**(1 / 3)",
    example=({"B_tb": 29.179, "E": 10100.0}, 1.5391, "Independent arithmetic: 10.807037 x 0.142420"),
)
def flexed_tube_slope(*, B_tb: float, E: float) -> float:
    """Slope of round tubes in flexure, weld-affected."""
    return B_tb / 2.7 * (B_tb / E) ** (1.0 / 3.0)


@clause(
    "ADM",
    _TABLE,
    symbol="B_s",
    unit="ksi",
    formula="F_syw * (1 + (F_syw / 240)**(1 / 3))",
    example=({"F_syw": 9.0}, 12.012, "Independent arithmetic: 9 x (1 + 0.334716)"),
)
def shear_intercept(*, F_syw: float) -> float:
    """Intercept of shear buckling, weld-affected."""
    return F_syw * (1.0 + (F_syw / 240.0) ** (1.0 / 3.0))


@clause(
    "ADM",
    _TABLE,
    symbol="D_s",
    unit="ksi",
    formula="B_s / 20 * sqrt(6 * B_s / E)",
    example=({"B_s": 12.012, "E": 10100.0}, 0.050736, "Independent arithmetic: 0.600600 x 0.084475"),
)
def shear_slope(*, B_s: float, E: float) -> float:
    """Slope of shear buckling, weld-affected."""
    return B_s / 20.0 * (6.0 * B_s / E) ** 0.5


@clause(
    "ADM",
    _TABLE,
    symbol="C_s",
    unit="",
    formula="2 * B_s / (3 * D_s)",
    example=({"B_s": 12.012, "D_s": 0.050736}, 157.84, "Independent arithmetic: 24.024 / 0.152208"),
)
def shear_intersection(*, B_s: float, D_s: float) -> float:
    """Slenderness from which shear buckling is elastic, weld-affected."""
    return 2.0 * B_s / (3.0 * D_s)
