"""A second implementation of the main chain, written from the standards without the engine: one
cabinet on one round HSS post in a round pier. Constants are typed here again, on purpose.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

TERRAIN = {  # (alpha, z_g, alpha_bar, b_bar, c, l, eps, z_min)
    ("7-16", "B"): (7.0, 1200, 1 / 4, 0.45, 0.30, 320, 1 / 3, 30),
    ("7-16", "C"): (9.5, 900, 1 / 6.5, 0.65, 0.20, 500, 1 / 5, 15),
    ("7-16", "D"): (11.5, 700, 1 / 9, 0.80, 0.15, 650, 1 / 8, 7),
    ("7-22", "B"): (7.5, 3280, 1 / 4.5, 0.47, 0.30, 320, 1 / 3, 30),
    ("7-22", "C"): (9.8, 2460, 1 / 6.4, 0.66, 0.20, 500, 1 / 5, 15),
    ("7-22", "D"): (11.5, 1935, 1 / 8, 0.78, 0.15, 650, 1 / 8, 7),
}
SH = (1.0, 0.9, 0.7, 0.5, 0.3, 0.2, 0.16)
BS = (0.05, 0.1, 0.2, 0.5, 1, 2, 4, 5, 10, 20, 30, 45)
CF = (
    (1.80, 1.70, 1.65, 1.55, 1.45, 1.40, 1.35, 1.35, 1.30, 1.30, 1.30, 1.30),
    (1.85, 1.75, 1.70, 1.60, 1.55, 1.50, 1.45, 1.45, 1.40, 1.40, 1.40, 1.40),
    (1.90, 1.85, 1.75, 1.70, 1.65, 1.60, 1.60, 1.55, 1.55, 1.55, 1.55, 1.55),
    (1.95, 1.85, 1.80, 1.75, 1.75, 1.70, 1.70, 1.70, 1.70, 1.70, 1.70, 1.75),
    (1.95, 1.90, 1.85, 1.80, 1.80, 1.80, 1.80, 1.80, 1.80, 1.85, 1.85, 1.85),
    (1.95, 1.90, 1.85, 1.80, 1.80, 1.80, 1.80, 1.80, 1.85, 1.90, 1.90, 1.95),
    (1.95, 1.90, 1.85, 1.85, 1.80, 1.80, 1.85, 1.85, 1.85, 1.90, 1.90, 1.95),
)
STRIP_BS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 45)
STRIPS = {
    0: (2.25, 2.60, 2.90, 3.10, 3.30, 3.40, 3.55, 3.65, 3.75, 4.00, 4.30),
    1: (1.50, 1.70, 1.90, 2.00, 2.15, 2.25, 2.30, 2.35, 2.45, 2.60, 2.55),
    2: (1.15, 1.15, 1.30, 1.45, 1.55, 1.65, 1.70, 1.75, 1.85, 2.00, 1.95),
    3: (1.10, 1.10, 1.10, 1.05, 1.05, 1.05, 1.05, 1.00, 0.95, 1.50, 1.85),
    4: (1.10, 1.10, 1.10, 1.05, 1.05, 1.05, 1.05, 1.00, 0.95, 1.35, 1.85),
    5: (1.10, 1.10, 1.10, 1.05, 1.05, 1.05, 1.05, 1.00, 0.95, 0.90, 1.10),
}


def between(x: float, xs: tuple[float, ...], ys: tuple[float, ...]) -> float:
    """Linear through points in either order, held at the ends."""
    points = sorted(zip(xs, ys, strict=True))
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 * (x1 - x) / (x1 - x0) + y1 * (x - x0) / (x1 - x0)
    return points[-1][1]


def figure(s_h: float, b_s: float) -> float:
    return between(s_h, SH, tuple(between(b_s, BS, row) for row in CF))


def strips(B: float, s: float, h: float) -> list[tuple[float, float, float]]:
    """(start, end, C_f) of case C from the windward edge."""
    ratio, k = B / s, 1.8 - s / h if s / h > 0.8 else 1.0
    ends = [1, 2, 3, 4, 5, 10] if ratio > 10 else [1, 2, 3, 10]
    found, start = [], 0.0
    for i, end in enumerate(ends):
        if start < ratio - 1e-12:
            found.append((start * s, min(end, ratio) * s, k * between(ratio, STRIP_BS, STRIPS[i])))
        start = end
    if ratio > 10:
        found.append((10 * s, B, 0.55 * k))
    return found


@dataclass(frozen=True)
class Sign:
    edition: str
    exposure: str
    V: float
    elevation: float
    B: float
    s: float
    bottom: float
    t: float
    offset: float
    weight_psf: float
    D: float
    wall: float
    A: float
    I: float
    S: float
    Z: float
    r: float
    plf: float
    F_y: float
    beta: float
    pier: float
    rate: float
    lrfd: bool

    @property
    def h(self) -> float:
        return self.bottom + self.s

    def q(self, z: float, K_d: float) -> float:
        alpha, z_g = TERRAIN[self.edition, self.exposure][:2]
        K_z = (2.01 if self.edition == "7-16" else 2.41) * (min(max(z, 15), z_g) / z_g) ** (2 / alpha)
        return 0.00256 * K_z * K_d * math.exp(-0.0000362 * self.elevation) * self.V**2

    def n_1(self) -> float:
        g = 9.80665 / 0.0254  # in/s2
        L = 12 * self.h
        # The cabinet's mass counts by the square of the shape it moves in, averaged over its height.
        cuts = [(self.bottom + self.s * (i + 0.5) / 20000) / self.h for i in range(20000)]
        part = math.fsum((1.5 * u * u - 0.5 * u**3) ** 2 for u in cuts) / len(cuts)
        mass = part * self.weight_psf * self.B * self.s / 1000 / g
        return math.sqrt(3 * 29000 * self.I / ((mass + 0.24 * self.plf / 12000 / g * L) * L**3)) / (2 * math.pi)

    def gust(self, width: float, along: float) -> float:
        _, _, a_bar, b_bar, c, l, eps, z_min = TERRAIN[self.edition, self.exposure]
        n = self.n_1()
        if n >= 1.3:
            return 0.85
        z = max(0.6 * self.h, z_min)
        I_z, L_z = c * (33 / z) ** (1 / 6), l * (z / 33) ** eps
        Q2 = 1 / (1 + 0.63 * ((width + self.h) / L_z) ** 0.63)
        V_z = b_bar * (z / 33) ** a_bar * self.V * 22 / 15
        N = n * L_z / V_z

        def R(eta: float) -> float:
            return 1 / eta - (1 - math.exp(-2 * eta)) / (2 * eta * eta)

        R2 = 7.47 * N / (1 + 10.3 * N) ** (5 / 3) / self.beta * R(4.6 * n * self.h / V_z) * R(4.6 * n * width / V_z)
        R2 *= 0.53 + 0.47 * R(15.4 * n * along / V_z)
        root = math.sqrt(2 * math.log(3600 * n))
        g_R = root + 0.577 / root
        G_f = 0.925 * (1 + 1.7 * I_z * math.sqrt(3.4**2 * Q2 + g_R**2 * R2)) / (1 + 1.7 * 3.4 * I_z)
        return G_f if n < 1.0 else max(0.85, G_f)

    def pole(self, z0: float, z1: float, G: float) -> tuple[float, float]:
        """Force and base moment on a length of the post; q and the 16 psf floor at its top."""
        q, D = self.q(z1, 1.0), self.D / 12
        row = (0.5, 0.6, 0.7) if D * math.sqrt(q) > 2.5 else (0.7, 0.8, 1.2)
        F = max(q * G * between(self.h / D, (1, 7, 25), row), 16.0) * D * (z1 - z0)
        return F, F * (z0 + z1) / 2

    def normal(self) -> dict[str, tuple[float, float, float]]:
        """F lb, M and T lb-ft of every case, the post under the sign included."""
        G, area, q = self.gust(self.B, self.t), self.B * self.s, self.q(self.h, 0.85)
        up = self.bottom + self.s / 2 + (0.05 * self.s if self.s / self.h >= 0.99 else 0.0)
        F = max(q * G * figure(self.s / self.h, self.B / self.s), 16.0) * area
        hidden = min(self.B / 2 - self.offset, self.B / 2 + self.offset) >= self.D / 24
        lengths = [(0.0, self.bottom), (self.bottom, self.h)] if not hidden else [(0.0, self.bottom)]
        post = [self.pole(*z, G) for z in lengths if z[1] > z[0]]
        P_f, P_m = sum(p[0] for p in post), sum(p[1] for p in post)
        found = {
            name: (F + P_f, F * up + P_m, F * (self.offset + e * self.B))
            for name, e in (("A", 0.0), ("B left", -0.2), ("B right", 0.2))
        }
        if self.B / self.s < 2:
            return found
        pieces = [((e - a) * self.s * q * G * cf, (a + e) / 2) for a, e, cf in strips(self.B, self.s, self.h)]
        total = sum(f for f, _ in pieces)
        k = max(1.0, 16.0 * area / total)
        for name, side in (("C left", 1.0), ("C right", -1.0)):
            T = sum(f * (self.offset - side * (self.B / 2 - x)) for f, x in pieces)
            found[name] = (k * total + P_f, k * total * up + P_m, k * T)
        return found

    def along(self) -> tuple[float, float]:
        G, q = self.gust(self.t, self.B), self.q(self.h, 0.90)
        F = max(q * G * between(self.h / self.t, (1, 7, 25), (1.3, 1.4, 2.0)), 16.0) * self.t * self.s
        post = [self.pole(*z, G) for z in ((0.0, self.bottom), (self.bottom, self.h)) if z[1] > z[0]]
        return F + sum(p[0] for p in post), F * (self.bottom + self.s / 2) + sum(p[1] for p in post)

    def weights(self) -> tuple[float, float, float]:
        """Dead load lb, height of its center, its moment about the post lb-ft."""
        sign, post = self.weight_psf * self.B * self.s, self.plf * self.h
        return sign + post, (sign * (self.bottom + self.s / 2) + post * self.h / 2) / (sign + post), sign * self.offset

    def actions(self, lrfd: bool) -> list[tuple[float, float, float, float, float, float]]:
        """(N, V_x, V_y, M_x, M_y, T) of each combination and case, amplified; lb, ft."""
        D, z, M_D = self.weights()
        P_e = math.pi**2 * 29e6 * self.I / (24 * z) ** 2
        factors = [(1.4, 0.0), (1.2, 1.0), (0.9, 1.0)] if lrfd else [(1.0, 0.0), (1.0, 0.6), (0.6, 0.6)]
        F_x, M_along = self.along()
        wind = [(0.0, F, M, 0.0, T) for F, M, T in self.normal().values()]
        wind += [(F_x, 0.0, 0.0, M_along, 0.0), (-F_x, 0.0, 0.0, -M_along, 0.0)]
        found = []
        for d, w in factors:
            b = 1 / (1 - (1.0 if lrfd else 1.6) * d * D / P_e)
            for V_x, V_y, M_x, M_y, T in wind if w else [(0.0,) * 5]:
                found.append((d * D, w * V_x, w * V_y, b * w * M_x, b * (w * M_y + d * M_D), w * T))
        return found
