"""Design wind force on a solid sign: ASCE 7 section 29.3.1, and its floor, section 29.7."""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.units import Psf


@clause(
    "ASCE 7",
    {"7-16": "Eq. 29.3-1", "7-22": "Eq. 29.3-1"},
    symbol="F",
    unit="lb",
    formula="q * G * C_f * k * A_s",
    example=(
        {"q": 28.2, "G": 0.85, "C_f": 1.45, "k": 1.0, "A_s": 900.0},
        31283.0,
        "windloadcalc freestanding wall test 12: 30 x 30 ft, 28.2 psf",
        0.0005,
    ),
)
def sign_force(*, q: Psf, G: float, C_f: float, k: float, A_s: float) -> float:
    """Wind force on the face, strength level; k: factors of the figure's notes.

    q (psf) is the product with K_d, A_s in ft2.
    """
    return q * G * C_f * k * A_s


@clause(
    "ASCE 7",
    {"7-16": "Eq. 29.4-1", "7-22": "Eq. 29.4-1"},
    symbol="F",
    unit="lb",
    formula="q * G * C_f * A_f",
    example=(
        {"q": 20.0, "G": 0.85, "C_f": 1.3, "A_f": 10.0},
        221.0,
        "Independent arithmetic: 20 x 0.85 x 1.3 x 10",
    ),
)
def body_force(*, q: Psf, G: float, C_f: float, A_f: float) -> float:
    """Wind force on another structure (support, cabinet edge, open sign), strength level."""
    return q * G * C_f * A_f


@clause(
    "ASCE 7",
    {"7-16": "29.7", "7-22": "29.7"},
    symbol="F_min",
    unit="lb",
    formula="p_min * A",
    example=({"p_min": 16.0, "A": 96.0}, 1536.0, "ASCE 7-16 section 29.7: 16 psf times the area"),
)
def minimum_force(*, p_min: Psf, A: float) -> float:
    """Least wind force, strength level: pressure p_min on the gross area A (ft2)."""
    return p_min * A
