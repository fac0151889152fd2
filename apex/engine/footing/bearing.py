"""Soil pressure under a footing: kern, one axis, both axes. IBC 1806. kip, ft; pressures psf."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from apex.engine.clause import clause
from apex.engine.footing.plane import Plane, plane
from apex.engine.footing.push import Push, base_axial
from apex.engine.footing.shape import Footing, weight
from apex.engine.foundation.book import FootingCalibration
from apex.engine.foundation.soil import SoilValues
from apex.engine.trace import Check, Quiet
from apex.engine.units import Psf

INSIDE = 1.0 - 1e-9
"""A resultant on the very edge would need an endless pressure: it is outside."""
_new = tuple.__new__
_S01 = "Zephyrhills document 166215 p. 9: 2.696 kip at 0.795 ft on 2.58 ft square, 1,405 psf"


@clause(
    "Statics",
    "resultant at an edge",
    symbol="M_edge",
    unit="kip-ft",
    formula="N * b / 2",
    example=({"N": 10.0, "b": 4.0}, 20.0, "Independent arithmetic"),
)
def edge_moment(*, N: float, b: float) -> float:
    """Moment under which the resultant stands at the edge of a base b wide."""
    return N * b / 2.0


@clause(
    "Statics",
    "eccentricity",
    symbol="e",
    unit="ft",
    formula="M / N",
    example=({"M": 2.1427, "N": 2.696}, 0.7948, "Zephyrhills document 166215 p. 9: 2.1/2.7 = 0.79 ft"),
)
def eccentricity(*, M: float, N: float) -> float:
    """Distance of the resultant from the middle of the base."""
    return M / N


@clause(
    "Statics",
    "whole base pressed",
    symbol="q_max",
    unit="psf",
    formula="1000 * N / (B * L) * (1 + 6 * e_x / B + 6 * e_y / L)",
    example=(
        {"N": 100.0, "B": 8.0, "L": 10.0, "e_x": 0.2, "e_y": 0.5},
        1812.5,
        "Independent arithmetic: 1,250 x (1 + 0.15 + 0.3)",
    ),
)
def kern_pressure(*, N: float, B: float, L: float, e_x: float, e_y: float) -> Psf:
    """Largest pressure where e_x/B + e_y/L is at most 1/6: no part of the base is lifted."""
    return Psf(1000.0 * N / (B * L) * (1.0 + 6.0 * e_x / B + 6.0 * e_y / L))


@clause(
    "Statics",
    "partly pressed, one axis",
    symbol="q_toe",
    unit="psf",
    formula="1000 * 2 * N / (3 * L * (B / 2 - e))",
    example=({"N": 2.696, "B": 2.58, "L": 2.58, "e": 0.79477}, 1405.0, _S01, 0.005),
)
def toe_pressure(*, N: float, B: float, L: float, e: float) -> Psf:
    """Pressure at the edge, e beyond the kern along B; L is the width across."""
    return Psf(1000.0 * 2.0 * N / (3.0 * L * (B / 2.0 - e)))


@clause(
    "Statics",
    "pressed at one corner",
    symbol="q_max",
    unit="psf",
    formula="1000 * 3 * N / (8 * (B / 2 - e_x) * (L / 2 - e_y))",
    example=(
        {"N": 40.0, "B": 8.0, "L": 10.0, "e_x": 2.5, "e_y": 3.0},
        5000.0,
        "Independent arithmetic: a pyramid of 40 kip on legs of 6 and 8 ft: 6 x 40/48 ksf",
    ),
)
def corner_pressure(*, N: float, B: float, L: float, e_x: float, e_y: float) -> Psf:
    """Pressure at the corner where both eccentricities are a quarter of the base or more."""
    return Psf(1000.0 * 3.0 * N / (8.0 * (B / 2.0 - e_x) * (L / 2.0 - e_y)))


@clause(
    "Statics",
    "no-tension plane",
    symbol="q_max",
    unit="psf",
    formula="1000 * (a + b * B / 2 + c * L / 2)",
    example=(
        {"a": 1.25, "b": 0.1, "c": 0.05, "B": 8.0, "L": 10.0},
        1900.0,
        "Independent arithmetic: 1,250 + 400 + 250",
    ),
)
def plane_pressure(*, a: float, b: float, c: float, B: float, L: float) -> Psf:
    """Corner pressure of the plane a + b x + c y (ksf) that balances N, M_x and M_y without tension."""
    return Psf(1000.0 * (a + b * B / 2.0 + c * L / 2.0))


class Bearing(NamedTuple):
    """Pressure of one combination. `q_max_psf` is None where the resultant lies outside the base."""

    case: str
    contact: str
    """`kern`, `partial` or `outside`."""
    N_kip: float
    e_x_ft: float | None
    e_y_ft: float | None
    q_max_psf: float | None
    q_min_psf: float | None
    pressed_ft2: float


Row = tuple[Push, float, Bearing]
"""A combination, its axial load at the base and its pressure."""


def pressure(f: Footing, p: Push, N: float) -> Plane | None:
    """The plane of a combination with the resultant turned into the corner +x +y."""
    if N <= 0.0:
        return None
    return plane(N, abs(p.M_y) / N, abs(p.M_x) / N, f.B_ft, f.L_ft)


def bearing(p: Push, N: float, found: Plane | None) -> Bearing:
    """What the plane found for a combination says of it."""
    if found is None:
        e = (p.M_y / N, p.M_x / N) if N > 0.0 else (None, None)
        return Bearing(p.name, "outside", N, e[0], e[1], None, None, 0.0)
    contact = "kern" if found.full else "partial"
    q_max, q_min = 1000.0 * found.q_max, 1000.0 * found.q_min
    return Bearing(p.name, contact, N, p.M_y / N, p.M_x / N, q_max, q_min, found.pressed_area)


def bearings(f: Footing, service: Sequence[Push], W: float, U: dict[str, float]) -> tuple[list[Row], list[Row]]:
    """Every combination with its axial load and its pressure, and of those that press alike only the first."""
    known: dict[tuple[float, float, float], Bearing] = {}
    rows, firsts = [], []
    for p in service:
        N, M_x, M_y = p.N(W, U[p.water.name]), p.M_x, p.M_y
        key = (N, abs(M_x), abs(M_y))
        alike = known.get(key)
        if alike is None:
            row = known[key] = bearing(p, N, pressure(f, p, N))
            firsts.append((p, N, row))
        elif N > 0.0:
            row = _new(Bearing, (p.name, alike.contact, N, M_y / N, M_x / N, *alike[5:]))
        else:
            row = alike._replace(case=p.name)
        rows.append((p, N, row))
    return rows, firsts


def bearing_checks(
    sheet: Quiet,
    f: Footing,
    found: Sequence[Row],
    soil: SoilValues,
    book: FootingCalibration,
) -> list[Check]:
    """The resultant inside the base in every combination, and the largest pressure, worked out on the sheet."""
    checks = [resultant_check(sheet, f, [(p, N) for p, N, _ in found], "service loads")]
    if any(row.q_max_psf is None for _, _, row in found):
        return checks
    push, N, worst = max(found, key=lambda row: row[2].q_max_psf or 0.0)
    sheet.note(f"Governing combination of bearing: {worst.case}")
    base_load(sheet, f, push, book)
    q = largest_pressure(sheet, f, push, N)
    checks.append(sheet.check(Check("Soil bearing", "IBC 1806.2", q, soil.vertical_psf, "psf", worst.case)))
    return checks


def base_load(sheet: Quiet, f: Footing, p: Push, book: FootingCalibration) -> float:
    """Axial load at the base of one combination, step by step; its moments as given."""
    W, U = weight(sheet, f, book), p.water.uplift(sheet, f)
    N = sheet(base_axial, N=p.N_s, k=p.k, W=W, U=U)
    sheet.given("M_x", "Moment at the base from forces normal to the face", p.M_x, "kip-ft")
    sheet.given("M_y", "Moment at the base from forces along the face", p.M_y, "kip-ft")
    return N


def largest_pressure(sheet: Quiet, f: Footing, p: Push, N: float) -> float:
    """q_max by the formula of its own case of contact."""
    found = pressure(f, p, N)
    assert found is not None
    B, L = f.B_ft, f.L_ft
    e_x = sheet(eccentricity, M=abs(p.M_y), N=N)
    e_y = sheet(eccentricity, M=abs(p.M_x), N=N)
    return sheet.first(
        (
            found.full,
            "The resultant lies in the kern: the whole base is pressed",
            lambda: sheet(kern_pressure, N=N, B=B, L=L, e_x=e_x, e_y=e_y),
        ),
        (
            e_y == 0.0,
            "Outside the kern along the face: a part of the base is lifted",
            lambda: sheet(toe_pressure, N=N, B=B, L=L, e=e_x),
        ),
        (
            e_x == 0.0,
            "Outside the kern normal to the face: a part of the base is lifted",
            lambda: sheet(toe_pressure, N=N, B=L, L=B, e=e_y),
        ),
        (
            e_x >= B / 4.0 and e_y >= L / 4.0,
            "Only a triangle at one corner is pressed",
            lambda: sheet(corner_pressure, N=N, B=B, L=L, e_x=e_x, e_y=e_y),
        ),
        (
            True,
            "Eccentric both ways, a part lifted: the no-tension plane is solved numerically for N, M_x and M_y",
            lambda: sheet(plane_pressure, a=found.a, b=found.b, c=found.c, B=B, L=L),
        ),
    )


def resultant_check(sheet: Quiet, f: Footing, loads: Sequence[tuple[Push, float]], level: str) -> Check:
    """The resultant inside the base: M <= N B/2 about each axis, the worst combination."""
    B, L, most, worst = f.B_ft, f.L_ft, -1.0, 0
    for i, (p, N) in enumerate(loads):
        x, y = abs(p.M_x), abs(p.M_y)
        ratio = max(x / (N * L / 2.0 * INSIDE), y / (N * B / 2.0 * INSIDE)) if N > 0.0 else math.inf
        if ratio > most:
            most, worst = ratio, i
    p, N = loads[worst]
    M_x, M_y = abs(p.M_x), abs(p.M_y)
    if N > 0.0:
        demand, capacity = min(
            (M_x, N * L / 2.0 * INSIDE), (M_y, N * B / 2.0 * INSIDE), key=lambda row: -row[0] / row[1]
        )
    else:
        demand, capacity = max(M_x, M_y, 1e-9), 0.0
    if sheet.records and N > 0.0:
        sheet.note(f"Resultant nearest to an edge: {p.name}, moment {demand:.4f} kip-ft about the middle of the base")
        sheet(edge_moment, N=N, b=min((B, L), key=lambda b: abs(capacity - N * b / 2.0)))
    check = Check(f"Resultant inside the base, {level}", "Statics", demand, capacity, "kip-ft", p.name)
    return sheet.check(check)
