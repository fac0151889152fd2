"""Torsional strength of closed sections: AISC 360 section H3. Moments in kip-in, stresses in ksi."""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.elementwise import choose, larger, smaller

_PI = 3.141592653589793
_H5A = "AISC Design Example H.5A in the STAAD.Pro verification manual: HSS6x4x1/4, 46 ksi"


@clause(
    "AISC 360",
    "Eq. H3-2a, H3-2b",
    symbol="F_cr",
    unit="ksi",
    formula="min(max(1.23 * E / (sqrt(L / D) * (D / t)**1.25), 0.60 * E / (D / t)**1.5), 0.6 * F_y)",
    example=(
        {"E": 29000.0, "L": 240.0, "D": 5.0, "t": 0.233, "F_y": 46.0},
        27.6,
        "AISC Design Example H.5B: HSS5.000x0.250, yielding governs",
    ),
)
def round_torsion_stress(*, E: float, L: float, D: float, t: float, F_y: float) -> float:
    """Critical torsional stress of a round section of length L."""
    slender = D / t
    buckling = larger(1.23 * E / ((L / D) ** 0.5 * slender**1.25), 0.60 * E / slender**1.5)
    return smaller(buckling, 0.6 * F_y)


@clause(
    "AISC 360",
    "H3.1 User Note",
    symbol="C",
    unit="in3",
    formula="pi * (D - t)**2 * t / 2",
    example=(
        {"D": 10.0, "t": 0.25},
        37.33,
        "STAAD.Pro verification manual, pipe 10 x 0.25 in",
    ),
)
def round_torsion_constant(*, D: float, t: float) -> float:
    """HSS torsional constant of a round section."""
    return _PI * (D - t) ** 2 * t / 2.0


@clause(
    "AISC 360",
    "H3.1 User Note",
    symbol="C",
    unit="in3",
    formula="2 * (B - t) * (H - t) * t - 4.5 * (4 - pi) * t**3",
    example=({"B": 4.0, "H": 6.0, "t": 0.233}, 10.1, _H5A, 0.003),
)
def box_torsion_constant(*, B: float, H: float, t: float) -> float:
    """HSS torsional constant of a box."""
    return 2.0 * (B - t) * (H - t) * t - 4.5 * (4.0 - _PI) * t**3


@clause(
    "AISC 360",
    "Eq. H3-3 to H3-5",
    symbol="F_cr",
    unit="ksi",
    formula=(
        "0.6 * F_y if lam <= 2.45 * sqrt(E / F_y) else (0.6 * F_y * 2.45 * sqrt(E / F_y) / lam"
        " if lam <= 3.07 * sqrt(E / F_y) else 0.458 * pi**2 * E / lam**2)"
    ),
    example=({"F_y": 46.0, "E": 29000.0, "lam": 22.8}, 27.6, _H5A),
)
def box_torsion_stress(*, F_y: float, E: float, lam: float) -> float:
    """Critical torsional stress of a box, lam = h/t of the longer side, at most 260."""
    root = (E / F_y) ** 0.5
    inelastic = 0.6 * F_y * 2.45 * root / lam
    elastic = 0.458 * _PI**2 * E / lam**2
    if isinstance(lam, float) and isinstance(root, float):
        return 0.6 * F_y if lam <= 2.45 * root else inelastic if lam <= 3.07 * root else elastic
    return choose(lam <= 2.45 * root, 0.6 * F_y + 0.0 * lam, choose(lam <= 3.07 * root, inelastic, elastic))


@clause(
    "AISC 360",
    "Eq. H3-1",
    symbol="T_n",
    unit="kip-in",
    formula="F_cr * C",
    example=({"F_cr": 27.6, "C": 10.1}, 279.0, _H5A, 0.003),
)
def torsional_strength(*, F_cr: float, C: float) -> float:
    """Nominal torsional strength."""
    return F_cr * C
