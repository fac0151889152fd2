"""The second implementation, continued: strengths of the round post, checks, depth of the pier."""

from __future__ import annotations

import math

from tests.engine.second import Sign

E = 29000.0


def capacities(s: Sign) -> dict[str, float]:
    """Available M kip-ft, V kip, P kip, T kip-ft of a round HSS cantilever of length h."""
    k, lam, L = (0.9 if s.lrfd else 1 / 1.67), s.D / s.wall, 12 * s.h
    if lam <= 0.07 * E / s.F_y:
        M = s.F_y * s.Z
    elif lam <= 0.31 * E / s.F_y:
        M = (0.021 * E / lam + s.F_y) * s.S
    else:
        M = 0.33 * E / lam * s.S
    shear = max(1.60 * E / (math.sqrt(L / s.D) * lam**1.25), 0.78 * E / lam**1.5)
    twist = max(1.23 * E / (math.sqrt(L / s.D) * lam**1.25), 0.60 * E / lam**1.5)
    F_e = math.pi**2 * E / (2.1 * L / s.r) ** 2
    F_n = 0.658 ** (s.F_y / F_e) * s.F_y if s.F_y / F_e <= 2.25 else 0.877 * F_e
    area = s.A if lam <= 0.11 * E / s.F_y else s.A * (0.038 * E / s.F_y / lam + 2 / 3)
    C = math.pi * (s.D - s.wall) ** 2 * s.wall / 2
    return {
        "M": k * M / 12, "V": k * min(shear, 0.6 * s.F_y) * s.A / 2, "P": k * F_n * area,
        "T": k * min(twist, 0.6 * s.F_y) * C / 12,
    }  # fmt: skip


def support(s: Sign) -> dict[str, float]:
    """The worst ratio of each check."""
    c, worst = capacities(s), dict.fromkeys(("Flexure", "Shear", "Torsion", "Compression", "Combined forces"), 0.0)
    for N, V_x, V_y, M_x, M_y, T in s.actions(s.lrfd):
        p, m, v, t = (
            x / 1000 / c[k]
            for x, k in ((N, "P"), (math.hypot(M_x, M_y), "M"), (math.hypot(V_x, V_y), "V"), (abs(T), "T"))
        )
        in_axis = p + 8 / 9 * m if p >= 0.2 else p / 2 + m
        both = p + m + (v + t) ** 2 if t > 0.2 else in_axis
        for name, value in (
            ("Flexure", m),
            ("Shear", v),
            ("Torsion", t),
            ("Compression", p),
            ("Combined forces", both),
        ):
            worst[name] = max(worst[name], value)
    return worst


def depth(s: Sign) -> float:
    """Embedment by stepping d = formula(d), averaged so that it settles; S_1 at most 4 ft of rate."""
    deepest = 0.0
    for _, V_x, V_y, M_x, M_y, _ in s.actions(lrfd=False):
        P, M = math.hypot(V_x, V_y), math.hypot(M_x, M_y)
        if M == 0.0:
            continue
        d = 1.0
        for _ in range(200):
            S_1 = s.rate * min(d / 3, 4.0)
            if P < 1e-9:
                new = math.sqrt(0.25 * 4.36 * 2.34 * M / (S_1 * s.pier))
            else:
                A = 2.34 * P / (S_1 * s.pier)
                new = A / 2 * (1 + math.sqrt(1 + 4.36 * (M / P) / A))
            d = (d + new) / 2
        deepest = max(deepest, d)
    return deepest
