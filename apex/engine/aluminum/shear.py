"""Shear and torsion of weld-affected tubes: ADM chapter G and section H.2. kip, in, ksi."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.aluminum import constant
from apex.engine.clause import clause
from apex.engine.trace import Quiet


@clause(
    "ADM",
    "Table A.3.1",
    symbol="F_syw",
    unit="ksi",
    formula="0.6 * F_tyw",
    example=({"F_tyw": 15.0}, 9.0, "Independent arithmetic; 6061-T6 beside a weld"),
)
def shear_yield(*, F_tyw: float) -> float:
    """Shear yield strength of weld-affected metal."""
    return 0.6 * F_tyw


@clause(
    "ADM",
    "Table A.3.1",
    symbol="F_suw",
    unit="ksi",
    formula="0.6 * F_tuw",
    example=({"F_tuw": 24.0}, 14.4, "Independent arithmetic; 6061-T6 beside a weld"),
)
def shear_ultimate(*, F_tuw: float) -> float:
    """Shear ultimate strength of weld-affected metal."""
    return 0.6 * F_tuw


@clause(
    "ADM",
    "Eq. G.4-4, H.2-6",
    symbol="lam",
    unit="",
    formula="2.9 * (R_b / t)**(5 / 8) * (L_v / R_b)**(1 / 4)",
    example=(
        {"R_b": 4.0, "t": 0.25, "L_v": 64.0},
        32.810,
        "Independent arithmetic: 2.9 x 16^(5/8) x 16^(1/4) = 2.9 x 2^3.5",
    ),
)
def round_slenderness(*, R_b: float, t: float, L_v: float) -> float:
    """Slenderness in shear of a round tube, R_b to mid-thickness, L_v from largest to zero shear."""
    return 2.9 * (R_b / t) ** 0.625 * (L_v / R_b) ** 0.25


@clause(
    "ADM",
    "G.2, H.2",
    symbol="lam_1",
    unit="",
    formula="(B_s - F_syw) / (1.25 * D_s)",
    example=({"B_s": 12.012, "F_syw": 9.0, "D_s": 0.050736}, 47.493, "Independent arithmetic: 3.012 / 0.063420"),
)
def yield_limit(*, B_s: float, F_syw: float, D_s: float) -> float:
    """Slenderness up to which a wall yields in shear."""
    return (B_s - F_syw) / (1.25 * D_s)


@clause(
    "ADM",
    "G.2, H.2",
    symbol="F_s",
    unit="ksi",
    formula="B_s - 1.25 * D_s * lam",
    example=({"B_s": 12.012, "D_s": 0.050736, "lam": 80.0}, 6.9384, "Independent arithmetic: 12.012 - 5.0736"),
)
def inelastic_stress(*, B_s: float, D_s: float, lam: float) -> float:
    """Stress at inelastic shear buckling; lam = b/t of a flat wall."""
    return B_s - 1.25 * D_s * lam


@clause(
    "ADM",
    "G.2, H.2",
    symbol="F_s",
    unit="ksi",
    formula="pi**2 * E / (1.25 * lam)**2",
    example=({"E": 10100.0, "lam": 160.0}, 2.4921, "Independent arithmetic: 99,683 / 200^2"),
)
def elastic_stress(*, E: float, lam: float) -> float:
    """Stress at elastic shear buckling."""
    return 9.869604401089358 * E / (1.25 * lam) ** 2


@clause(
    "ADM",
    "G.4",
    symbol="lam_1",
    unit="",
    formula="(1.3 * B_s - F_syw) / (1.63 * D_s)",
    example=(
        {"B_s": 12.012, "F_syw": 9.0, "D_s": 0.050736},
        79.994,
        "Independent arithmetic: 6.6156 / 0.0826997",
        2e-3,
    ),
)
def round_yield_limit(*, B_s: float, F_syw: float, D_s: float) -> float:
    """Slenderness up to which a round tube yields in transverse shear."""
    return (1.3 * B_s - F_syw) / (1.63 * D_s)


@clause(
    "ADM",
    "G.4",
    symbol="F_s",
    unit="ksi",
    formula="1.3 * B_s - 1.63 * D_s * lam",
    example=({"B_s": 12.012, "D_s": 0.050736, "lam": 100.0}, 7.3456, "Independent arithmetic: 15.6156 - 8.26997"),
)
def round_inelastic_stress(*, B_s: float, D_s: float, lam: float) -> float:
    """Stress at inelastic buckling of a round tube in transverse shear."""
    return 1.3 * B_s - 1.63 * D_s * lam


@clause(
    "ADM",
    "G.4",
    symbol="F_s",
    unit="ksi",
    formula="1.3 * pi**2 * E / (1.25 * lam)**2",
    example=({"E": 10100.0, "lam": 160.0}, 3.2397, "Independent arithmetic: 1.3 x 99,683 / 200^2"),
)
def round_elastic_stress(*, E: float, lam: float) -> float:
    """Stress at elastic buckling of a round tube in transverse shear."""
    return 1.3 * 9.869604401089358 * E / (1.25 * lam) ** 2


@clause(
    "ADM",
    "Eq. G.4-3",
    symbol="A_s",
    unit="in2",
    formula="A_g / 2",
    example=({"A_g": 3.1737}, 1.58685, "Independent arithmetic: pi (4.5^2 - 4.026^2) / 8, 4 in. schedule 40 pipe"),
)
def round_shear_area(*, A_g: float) -> float:
    """Shear area of a round tube."""
    return A_g / 2.0


@clause(
    "ADM",
    "Eq. G.2-3",
    symbol="A_s",
    unit="in2",
    formula="2 * H * t",
    example=({"H": 4.0, "t": 0.25}, 2.0, "Independent arithmetic: two webs of 4 x 1/4 in."),
)
def box_shear_area(*, H: float, t: float) -> float:
    """Shear area of the two webs of a square tube, over its full depth."""
    return 2.0 * H * t


@clause(
    "ADM",
    "Eq. G.1-2",
    symbol="V_n",
    unit="kip",
    formula="F_s * A_s",
    example=({"F_s": 9.0, "A_s": 2.0}, 18.0, "Independent arithmetic: two webs of 4 x 1/4 in. at 9 ksi"),
)
def shear_strength(*, F_s: float, A_s: float) -> float:
    """Nominal shear strength of a fully weld-affected section, by yielding or buckling."""
    return F_s * A_s


@clause(
    "ADM",
    "Eq. G.2-2, G.4-2",
    symbol="V_nu",
    unit="kip",
    formula="F_suw * A_s",
    example=({"F_suw": 14.4, "A_s": 2.0}, 28.8, "Independent arithmetic: two webs of 4 x 1/4 in. at 14.4 ksi"),
)
def shear_rupture(*, F_suw: float, A_s: float) -> float:
    """Nominal shear strength of a fully weld-affected section at rupture."""
    return F_suw * A_s


@clause(
    "ADM",
    "Eq. H.2-5",
    symbol="C",
    unit="in3",
    formula="J / (D / 2)",
    example=({"J": 14.4649, "D": 4.5}, 6.4288, "Independent arithmetic: 4 in. schedule 40 pipe, 2 x 7.23245 / 2.25"),
)
def round_torsion_constant(*, J: float, D: float) -> float:
    """Torsional shear constant of a round tube, J/R."""
    return J / (D / 2.0)


@clause(
    "ADM",
    "Eq. H.2-5, H.2-7",
    symbol="T_n",
    unit="kip-in",
    formula="F_s * C",
    example=({"F_s": 9.0, "C": 6.4288}, 57.859, "Independent arithmetic"),
)
def torsional_strength(*, F_s: float, C: float) -> float:
    """Nominal torsional strength; at rupture with F_suw."""
    return F_s * C


@dataclass(frozen=True, slots=True)
class ShearMetal:
    """F_syw and E with the buckling constants they give."""

    F_syw: float
    E: float
    B_s: float
    D_s: float
    C_s: float


def shear_metal(sheet: Quiet, F_tyw: float, E: float) -> ShearMetal:
    """The weld-affected metal in shear."""
    F_syw = sheet(shear_yield, F_tyw=F_tyw)
    B_s = sheet(constant.shear_intercept, F_syw=F_syw)
    D_s = sheet(constant.shear_slope, B_s=B_s, E=E)
    return ShearMetal(F_syw, E, B_s, D_s, sheet(constant.shear_intersection, B_s=B_s, D_s=D_s))


def wall_stress(sheet: Quiet, m: ShearMetal, lam: float) -> float:
    """F_s of a flat wall, lam = b/t (G.2), and of tubes under torsion (H.2)."""
    limit = sheet(yield_limit, B_s=m.B_s, F_syw=m.F_syw, D_s=m.D_s)
    return sheet.first(
        (lam <= limit, "shear yielding", lambda: m.F_syw + 0.0 * lam),
        (
            lam < m.C_s / 1.25,
            "inelastic shear buckling",
            lambda: sheet(inelastic_stress, B_s=m.B_s, D_s=m.D_s, lam=lam),
        ),
        (True, "elastic shear buckling", lambda: sheet(elastic_stress, E=m.E, lam=lam)),
    )


def round_stress(sheet: Quiet, m: ShearMetal, lam: float) -> float:
    """F_s of a round tube in transverse shear (G.4)."""
    limit = sheet(round_yield_limit, B_s=m.B_s, F_syw=m.F_syw, D_s=m.D_s)
    return sheet.first(
        (lam <= limit, "round tube: shear yielding", lambda: m.F_syw + 0.0 * lam),
        (
            lam < m.C_s / 1.25,
            "round tube: inelastic shear buckling",
            lambda: sheet(round_inelastic_stress, B_s=m.B_s, D_s=m.D_s, lam=lam),
        ),
        (True, "round tube: elastic shear buckling", lambda: sheet(round_elastic_stress, E=m.E, lam=lam)),
    )
