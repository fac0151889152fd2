"""Compressive strength: AISC 360 chapter E. Forces in kip, lengths in in, stresses in ksi."""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.elementwise import choose, smaller
from apex.engine.trace import Quiet

_PI2 = 9.869604401089358
_UPT = "STAAD.Pro verification manual, pipe 10 x 0.25 in, 50 ksi, KL 60 in"


@clause(
    "AISC 360",
    "E2",
    symbol="L_c/r",
    unit="",
    formula="K * L / r",
    example=({"K": 1.0, "L": 60.0, "r": 3.448}, 17.4, _UPT),
)
def slenderness(*, K: float, L: float, r: float) -> float:
    """Effective slenderness ratio."""
    return K * L / r


@clause(
    "AISC 360",
    "Eq. E3-4",
    symbol="F_e",
    unit="ksi",
    formula="pi**2 * E / lam**2",
    example=({"E": 29000.0, "lam": 100.0}, 28.62, "AISC Manual Table 4-14 basis: independent arithmetic"),
)
def elastic_stress(*, E: float, lam: float) -> float:
    """Elastic buckling stress at slenderness lam = L_c/r."""
    return _PI2 * E / lam**2


@clause(
    "AISC 360",
    "Eq. E3-2, E3-3",
    symbol="F_n",
    unit="ksi",
    formula="0.658**(F_y / F_e) * F_y if F_y / F_e <= 2.25 else 0.877 * F_e",
    example=({"F_y": 50.0, "F_e": 945.4}, 48.91, _UPT),
)
def critical_stress(*, F_y: float, F_e: float) -> float:
    """Nominal stress at flexural buckling."""
    ratio = F_y / F_e
    if isinstance(ratio, float) and ratio > 2.25:
        return 0.877 * F_e
    return choose(ratio <= 2.25, 0.658**ratio * F_y, 0.877 * F_e)


@clause(
    "AISC 360",
    "Eq. E7-7",
    symbol="A_e",
    unit="in2",
    formula="min((0.038 * E / (F_y * lam) + 2 / 3) * A_g, A_g)",
    example=(
        {"E": 29000.0, "F_y": 46.0, "lam": 100.0, "A_g": 10.0},
        9.0623,
        "Independent arithmetic: 0.23957 + 0.66667",
    ),
)
def round_effective_area(*, E: float, F_y: float, lam: float, A_g: float) -> float:
    """Effective area of a round section with slender wall, lam = D/t < 0.45 E/F_y."""
    return smaller((0.038 * E / (F_y * lam) + 2.0 / 3.0) * A_g, A_g)


@clause(
    "AISC 360",
    "Eq. E7-3, E7-5",
    symbol="b_e",
    unit="in",
    formula=(
        "b if lam <= lam_r * sqrt(F_y / F_n) else min(b, b"
        " * (1 - c_1 * c_2 * lam_r / lam * sqrt(F_y / F_n)) * c_2 * lam_r / lam * sqrt(F_y / F_n))"
    ),
    example=(
        {"b": 10.0, "lam": 60.0, "lam_r": 33.72, "F_y": 50.0, "F_n": 40.0, "c_1": 0.20, "c_2": 1.38},
        7.1666,
        "Independent arithmetic: F_el = (1.38 x 33.72/60)^2 x 50; root 0.86711; 10 x (1 - 0.17342) x 0.86711",
    ),
)
def effective_width(*, b: float, lam: float, lam_r: float, F_y: float, F_n: float, c_1: float, c_2: float) -> float:
    """Effective width of a slender element in uniform compression, lam = b/t; c_1, c_2 of Table E7.1."""
    root = c_2 * lam_r / lam * (F_y / F_n) ** 0.5
    reduced = smaller(b * (1.0 - c_1 * root) * root, b)
    return choose(lam <= lam_r * (F_y / F_n) ** 0.5, b, reduced)


def say_slenderness(sheet: Quiet, name: str, lam: float, lam_r: float, F_y: float, F_n: float) -> None:
    """How slender an element is, and from where on it counts as slender."""
    most = lam_r * (F_y / F_n) ** 0.5
    sheet.note(f"{name}: lam = b/t = {lam:.2f}, lam_r = {lam_r:.2f}, lam_r sqrt(F_y/F_n) = {most:.2f}")


@clause(
    "AISC 360",
    "Eq. E3-1, E7-1",
    symbol="P_n",
    unit="kip",
    formula="F_n * A_e",
    example=({"F_n": 48.91, "A_e": 7.66}, 374.5, _UPT),
)
def compressive_strength(*, F_n: float, A_e: float) -> float:
    """Nominal compressive strength on the effective area."""
    return F_n * A_e
