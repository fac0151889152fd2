"""Wind forces with their places: parts at a gust factor of 1, summed at any other.

Every force is linear in G until the 16 psf floor takes over, so each is kept as a force at G = 1 with the value of G
below which the floor governs; `resultant` puts any G in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from apex.engine.elementwise import larger

Piece = tuple[float, float, float, float]
"""A force F (lb), its place x along the face, the middle z of the height it is spread over evenly, that height (ft)."""


class Part(NamedTuple):
    """Force F (lb) at G = 1 with its moments about grade and the support line.

    M = F z, T = F x (lb-ft); D and C are the moments of z^2 and z^3 for deflection; X = F z x (lb-ft2) says to which
    side of the line M leans; `floor` is the G below which the 16 psf minimum governs. `pieces` are what F is the sum
    of; where F was scaled since, they scale with it.
    """

    F: float
    M: float
    T: float
    D: float
    C: float
    X: float
    floor: float
    pieces: tuple[Piece, ...] = ()

    def scaled(self) -> list[Piece]:
        """The pieces of the force as it is now."""
        whole = sum(p[0] for p in self.pieces)
        k = 1.0 if whole == self.F else self.F / whole
        return [(k * F, x, z, s) for F, x, z, s in self.pieces]


class Resultant(NamedTuple):
    """Strength-level wind on a structure: lb and lb-ft about grade and the support line."""

    F: float
    M: float
    T: float
    D: float
    C: float
    X: float


def resultant(parts: Sequence[Part], G: float) -> Resultant:
    """Total of the parts at gust factor G, each held at its floor."""
    F = M = T = D = C = X = 0.0
    for f, m, t, d, c, x, floor, _ in parts:
        g = larger(G, floor)
        F, M, T, D, C, X = F + g * f, M + g * m, T + g * t, D + g * d, C + g * c, X + g * x
    return Resultant(F, M, T, D, C, X)


def block(F: float, x: float, z: float, s: float, floor: float) -> Part:
    """A force at (x, z) spread evenly over a height s, with its moments up to the third."""
    D, C = F * (z**2 + s**2 / 12.0), F * (z**3 + z * s**2 / 4.0)
    return Part(F, F * z, F * x, D, C, F * z * x, floor, ((F, x, z, s),))


def above(part: Part, z_ft: float) -> Part:
    """What of a part acts above a height, its heights measured from there; its floor in G stays."""
    kept: list[Piece] = []
    for F, x, z, s in part.scaled():
        low, high = z - s / 2.0, z + s / 2.0
        if low >= z_ft:
            kept.append((F, x, z - z_ft, s))
        elif high > z_ft:
            kept.append((F * (high - z_ft) / s, x, (high - z_ft) / 2.0, high - z_ft))
    return _together(kept, part.floor)


def merged(pieces: Sequence[Piece], minimum: float) -> Part:
    """One part from pieces that share the floor (lb) on their total."""
    return _together(pieces, minimum / sum(p[0] for p in pieces))


def _together(pieces: Sequence[Piece], floor: float) -> Part:
    """The sum of pieces as one part."""
    if len(pieces) == 1:
        return block(*pieces[0], floor)
    F = sum(p[0] for p in pieces)
    parts = [block(f, x, z, s, floor) for f, x, z, s in pieces]
    M, T, D, C, X = (sum(getattr(p, name) for p in parts) for name in ("M", "T", "D", "C", "X"))
    return Part(F, M, T, D, C, X, floor, tuple(pieces))
