"""Strengths of welded aluminum tubes a second way: one function a limit state, from the text of the ADM.

Written apart from the engine and for either metal, so that the tube away from its weld can be
compared with the tube beside it. Lengths in inches, stresses in ksi.
"""

import math
from dataclasses import dataclass

E = 10100.0


@dataclass(frozen=True)
class Made:
    """F_y and F_u with the divisors of the table they buckle by: B.4.1 beside a weld, B.4.2 in T6."""

    F_y: float
    F_u: float
    welded: bool

    def line(self, what: str) -> tuple[float, float, float]:
        """Intercept, slope, intersection of one kind of buckling."""
        F = 0.6 * self.F_y if what == "s" else self.F_y
        power, welded, aged = {
            "c": (1 / 2, 1000, 2250), "p": (1 / 3, 440, 1500), "br": (1 / 3, 340, 340), "s": (1 / 3, 240, 800),
            "t": (1 / 5, 6500, 50000), "tb": (1 / 5, 6500, 50000),
        }[what]  # fmt: skip
        B = {"br": 1.3, "tb": 1.5}.get(what, 1.0) * F * (1 + (F / (welded if self.welded else aged)) ** power)
        if what in ("t", "tb"):
            return B, B / {"tb": 2.7, "t": 3.7 if self.welded else 4.5}[what] * (B / E) ** (1 / 3), math.nan
        if self.welded or what == "br":
            D = B / 20 * math.sqrt(6 * B / E)
            return B, D, 2 * B / (3 * D)
        D = B / 10 * math.sqrt(B / E)
        return B, D, 0.41 * B / D


WELDED, THICK_4043, T6 = Made(15.0, 24.0, True), Made(11.0, 24.0, True), Made(35.0, 38.0, False)


def plate(made: Made, what: str, k: float, top: float, lam: float) -> float:
    """A flat wall with post-buckling strength."""
    B, D, _ = made.line(what)
    k_1, k_2 = (0.35, 2.27) if what == "p" and not made.welded else (0.50, 2.04)
    if lam <= (B - top) / (k * D):
        return top
    return B - k * D * lam if lam < k_1 * B / (k * D) else k_2 * math.sqrt(B * E) / (k * lam)


def shear(made: Made, lam: float, more: float = 1.0) -> float:
    """A wall in shear; `more` is the 1.3 of transverse shear on a round tube (G.4: 1.63 = 1.3 x 1.25, rounded)."""
    B, D, C = made.line("s")
    slope = 1.63 if more > 1.0 else 1.25
    if lam <= (more * B - 0.6 * made.F_y) / (slope * D):
        return 0.6 * made.F_y
    return more * B - slope * D * lam if lam < C / 1.25 else more * math.pi**2 * E / (1.25 * lam) ** 2


def column(made: Made, lam: float) -> float:
    B, D, C = made.line("c")
    low = (B - made.F_y) / D
    if lam <= low:
        return made.F_y
    if lam < C:
        return (B - D * lam) * (0.85 + 0.15 * (C - lam) / (C - low))
    return 0.85 * math.pi**2 * E / lam**2


def lateral(made: Made, M_y: float, L: float, S: float, I: float, J: float) -> float:
    C = made.line("c")[2]
    lam = 2.3 * math.sqrt(L * S / math.sqrt(I * J))
    return M_y * (1 - lam / C) + math.pi**2 * E * lam * S / C**3 if lam < C else math.pi**2 * E * S / lam**2


def round_tube(made: Made, D: float, t: float, L: float, k: float = 2.1) -> dict[str, float]:
    """M, V, P, T and M at rupture of a round tube."""
    d, R = D - 2 * t, (D - t) / 2
    A, I, Z = math.pi * (D**2 - d**2) / 4, math.pi * (D**4 - d**4) / 64, (D**3 - d**3) / 6
    S, lam = 2 * I / D, R / t
    B_t, D_t, _ = made.line("t")
    B_tb, D_tb, _ = made.line("tb")
    M_y = min(Z, 1.5 * S) * made.F_y
    twist = 2.9 * lam**0.625 * (L / R) ** 0.25
    return {
        "M": min(M_y, S * (B_tb - D_tb * math.sqrt(lam)), lateral(made, M_y, L, S, I, 2 * I)),
        "V": shear(made, twist, 1.3) * A / 2,
        "P": A * min(made.F_y, B_t - D_t * math.sqrt(lam), column(made, k * L / math.sqrt(I / A))),
        "T": shear(made, twist) * 2 * I / (D / 2),
        "M_u": Z * made.F_u,
    }


def square_tube(made: Made, H: float, t: float, L: float, k: float = 2.1) -> dict[str, float]:
    """M, V, P, T and M at rupture of a square tube with sharp corners."""
    b = H - 2 * t
    A, I, Z = H**2 - b**2, (H**4 - b**4) / 12, (H**3 - b**3) / 4
    S, lam = 2 * I / H, b / t
    F_c, F_b = plate(made, "p", 1.6, made.F_y, lam), plate(made, "br", 0.65, 1.5 * made.F_y, lam)
    M_y = min(Z, 1.5 * S) * made.F_y
    webs = 2 * t * b**3 / 12
    M_local = F_c * (I - webs) / (H / 2 - t / 2) + F_b * webs / (b / 2)
    kLr = k * L / math.sqrt(I / A)
    F_m, F_e = column(made, kLr), math.pi**2 * E / (1.6 * lam) ** 2
    P = min(F_m * A, F_c * 4 * b * t + made.F_y * 4 * t * t)
    if F_e < F_m:
        P = min(P, (0.85 * math.pi**2 * E / kLr**2) ** (1 / 3) * F_e ** (2 / 3) * A)
    mid = (H - t) ** 2
    return {
        "M": min(M_y, M_local, lateral(made, M_y, L, S, I, 4 * mid**2 * t / (4 * (H - t)))),
        "V": shear(made, lam) * 2 * H * t,
        "P": P,
        "T": shear(made, lam) * 2 * mid * t,
        "M_u": Z * made.F_u,
    }
