"""Frequency, deflection and twist of a cantilever support."""

from __future__ import annotations

from apex.engine.clause import clause

_PI = 3.141592653589793


@clause(
    "Dynamics",
    "mass reduced to the top",
    symbol="M_e",
    unit="kip-s2/in",
    formula="M * ((9*u_1**5/5 - u_1**6 + u_1**7/7) - (9*u_0**5/5 - u_0**6 + u_0**7/7)) / (4 * (u_1 - u_0))",
    example=(
        {"M": 1.0, "u_0": 0.0, "u_1": 1.0},
        33 / 140,
        "Uniform cantilever, Rayleigh: 33/140 of its mass counts at the top",
    ),
)
def top_mass(*, M: float, u_0: float, u_1: float) -> float:
    """Mass at the top with the same kinetic energy as a mass M spread from u_0 to u_1.

    u is height over the height of the cantilever; the shape is that of a load at the top,
    (3u^2 - u^3)/2.
    """

    def upto(u: float) -> float:
        return 9.0 * u**5 / 5.0 - u**6 + u**7 / 7.0

    return M * (upto(u_1) - upto(u_0)) / (4.0 * (u_1 - u_0))


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
    formula="k * 1.728 * (3 * H * S_2 - S_3) / (6 * E * I)",
    example=(
        {"k": 1.0, "H": 20.0, "S_2": 400000.0, "S_3": 8000000.0, "E": 29000.0, "I": 100.0},
        1.5889,
        "P L^3 / 3EI for 1 kip at 20 ft: 1 x 240^3 / (3 x 29000 x 100)",
    ),
)
def top_deflection(*, k: float, H: float, S_2: float, S_3: float, E: float, I: float) -> float:
    """Deflection at the top, H ft above grade, under k times forces F at z.

    S_2 = sum F z^2 (lb-ft2), S_3 = sum F z^3 (lb-ft3), E ksi, I in4.
    """
    return k * 1.728 * (3.0 * H * S_2 - S_3) / (6.0 * E * I)


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
