"""Frequency, deflection and twist of a cantilever support."""

from __future__ import annotations

from apex.engine.clause import clause

_PI = 3.141592653589793


@clause(
    "Dynamics",
    "cantilever with end mass",
    symbol="n_1",
    unit="Hz",
    formula="1 / (2 * pi) * sqrt(3 * E * I / ((M + 0.24 * m * L) * L**3))",
    example=(
        {"E": 29000.0, "I": 100.0, "M": 0.0, "m": 1e-4, "L": 120.0},
        6.618,
        "Exact first mode of a uniform cantilever, 3.516/(2 pi) sqrt(E I/(m L^4)); the 0.24 is Rayleigh's",
        0.006,
    ),
)
def natural_frequency(*, E: float, I: float, M: float, m: float, L: float) -> float:
    """Fundamental frequency of a cantilever with end mass.

    E ksi, I in4, L in, M kip-s2/in at the end, m kip-s2/in2 along it (Rayleigh's 0.24).
    """
    root: float = (3.0 * E * I / ((M + 0.24 * m * L) * L**3)) ** 0.5
    return root / (2.0 * _PI)


@clause(
    "Statics",
    "cantilever deflection",
    symbol="delta",
    unit="in",
    formula="k * 1.728 * (3 * H * D - C) / (6 * E * I)",
    example=(
        {"k": 1.0, "H": 20.0, "D": 400000.0, "C": 8000000.0, "E": 29000.0, "I": 100.0},
        1.5889,
        "P L^3 / 3EI for 1 kip at 20 ft: 1 x 240^3 / (3 x 29000 x 100)",
    ),
)
def top_deflection(*, k: float, H: float, D: float, C: float, E: float, I: float) -> float:
    """Deflection at the top, H ft above grade, under k times forces F at z.

    D = sum F z^2 (lb-ft2), C = sum F z^3 (lb-ft3), E ksi, I in4.
    """
    return k * 1.728 * (3.0 * H * D - C) / (6.0 * E * I)


@clause(
    "Statics",
    "twist",
    symbol="theta",
    unit="deg",
    formula="180 / pi * 144 * T * L / (G * J)",
    example=(
        {"T": 10.0, "L": 20.0, "G": 11200.0, "J": 200.0},
        0.7366,
        "Independent arithmetic: 28,800 / 2,240,000 rad",
    ),
)
def twist(*, T: float, L: float, G: float, J: float) -> float:
    """Twist of a length L (ft) under torsion T (kip-ft); G ksi, J in4."""
    return 180.0 / _PI * 144.0 * T * L / (G * J)
