"""Stepped cantilevers by beam elements: stiffness, consistent mass and geometric stiffness, without the engine."""

from __future__ import annotations

import math

import numpy as np

G_IN_S2 = 386.0886


def mesh(spans, per_ft=2):
    """(length in, EI, lb per ft, height of the middle in ft) of elements from the base up; spans (ft, EI, plf)."""
    out, z = [], 0.0
    for length, EI, plf in spans:
        # A whole number of elements a foot, so that every foot of a length in whole feet is a node.
        n = round(length * max(per_ft, math.ceil(8.0 / length)))
        out += [(12.0 * length / n, EI, plf, z + (i + 0.5) * length / n) for i in range(n)]
        z += length
    return out


def assemble(elements, block):
    """A matrix of all elements, the base held: block(i, L) is the 4 x 4 of element i."""
    n = len(elements)
    whole = np.zeros((2 * n + 2, 2 * n + 2))
    for i, e in enumerate(elements):
        whole[2 * i : 2 * i + 4, 2 * i : 2 * i + 4] += block(i, e[0])
    return whole[2:, 2:]


def stiffness(elements):
    def block(i, L):
        k = np.array([[12, 6*L, -12, 6*L], [6*L, 4*L*L, -6*L, 2*L*L],
                      [-12, -6*L, 12, -6*L], [6*L, 2*L*L, -6*L, 4*L*L]])  # fmt: skip
        return elements[i][1] / L**3 * k

    return assemble(elements, block)


def mass(elements, lb_ft, points=()):
    """Consistent mass (kip-s2/in): `lb_ft` of each element, points (node counted from the base, lb)."""

    def block(i, L):
        m = np.array([[156, 22*L, 54, -13*L], [22*L, 4*L*L, 13*L, -3*L*L],
                      [54, 13*L, 156, -22*L], [-13*L, -3*L*L, -22*L, 4*L*L]])  # fmt: skip
        return lb_ft[i] / 12000.0 / G_IN_S2 * L / 420.0 * m

    whole = assemble(elements, block)
    for node, lb in points:
        whole[2 * node - 2, 2 * node - 2] += lb / 1000.0 / G_IN_S2
    return whole


def geometric(elements, axial):
    """Geometric stiffness for compression (kip) that is linear in each element: (at its foot, at its head)."""
    points, weights = np.polynomial.legendre.leggauss(4)

    def block(i, L):
        g = np.zeros((4, 4))
        for x, w in zip((points + 1.0) / 2.0, weights / 2.0, strict=True):
            slopes = np.array([6*x*x - 6*x, L*(1 - 4*x + 3*x*x), 6*x - 6*x*x, L*(3*x*x - 2*x)]) / L  # fmt: skip
            g += w * L * (axial[i][0] * (1.0 - x) + axial[i][1] * x) * np.outer(slopes, slopes)
        return g

    return assemble(elements, block)


def least_eigenvalue(K, M):
    """The least x with K u = x M u."""
    values = np.linalg.eigvals(np.linalg.solve(K, M)).real
    return 1.0 / max(values)
