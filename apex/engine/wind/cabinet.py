"""Several cabinets in the wind: each on its own, or those close together as one sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from apex.engine.document import Cabinet
from apex.engine.elementwise import linear
from apex.engine.trace import Quiet
from apex.engine.units import Psf
from apex.engine.wind.force import body_force, minimum_force
from apex.engine.wind.part import Part, block
from apex.engine.wind.solid import SOLID_LIMIT, Face, Solid, SolidWind, solid_wind
from apex.engine.wind.velocity import Pressure, WindClimate

CLOSE = 0.2
"""A gap below this part of the smaller facing dimension makes two cabinets one sign."""
OPEN_CASE = "normal to the face"
"""The one case of a sign that is open all over."""
GAP_FT = 1e-6
"""Up to this cabinets touch: rounding, and the sliver that ice leaves open between them."""


@dataclass(frozen=True, slots=True)
class WindCase:
    """One way the wind loads the faces: all parts act together, normal to the face."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SignWind:
    """The sign's own wind (without its supports): normal cases, edges along the face, solids."""

    cases: tuple[WindCase, ...]
    edges: tuple[Part, ...]
    solids: tuple[SolidWind, ...]
    q_h: Psf
    q_kd: Psf
    K_z: float


def label(cabinet: Cabinet, index: int) -> str:
    return cabinet.name or f"cabinet {index + 1}"


def alone(cabinet: Cabinet, index: int, *, iced: bool = False) -> Solid:
    """A cabinet as a sign of its own."""
    return Solid(
        name=label(cabinet, index),
        B=cabinet.width_ft,
        s=cabinet.height_ft,
        h=cabinet.top_ft,
        left=cabinet.left_ft,
        faces=(Face(cabinet.left_ft, cabinet.bottom_ft, cabinet.width_ft, cabinet.height_ft),),
        solid_ratio=cabinet.solid_ratio,
        depth=cabinet.depth_ft,
        double_faced=cabinet.double_faced,
        return_corner=cabinet.return_corner_ft,
        round_member=round_member_ft(cabinet),
        iced=iced,
    )


def round_member_ft(cabinet: Cabinet) -> float | None:
    """Diameter of round members of an open cabinet; None where its members are flat-sided."""
    if cabinet.members == "flat" or cabinet.member_in is None:
        return None
    return cabinet.member_in / 12.0


def close(a: Cabinet, b: Cabinet) -> bool:
    """Whether the gap between two facing cabinets is small enough to make them one sign."""
    along = min(a.right_ft, b.right_ft) - max(a.left_ft, b.left_ft)
    up = min(a.top_ft, b.top_ft) - max(a.bottom_ft, b.bottom_ft)
    if along > 0.0 and up <= 0.0:
        return -up < CLOSE * min(a.width_ft, b.width_ft)
    if up > 0.0 and along <= 0.0:
        return -along < CLOSE * min(a.height_ft, b.height_ft)
    return False


def groups(cabinets: Sequence[Cabinet]) -> list[list[int]]:
    """Indices of the cabinets that count as one sign; an open cabinet always stands alone."""
    left = list(range(len(cabinets)))
    found = []
    while left:
        group = [left.pop(0)]
        for i in group:
            near = [
                j
                for j in left
                if min(cabinets[i].solid_ratio, cabinets[j].solid_ratio) > SOLID_LIMIT
                and close(cabinets[i], cabinets[j])
            ]
            group += near
            left = [j for j in left if j not in near]
        found.append(sorted(group))
    return found


def together(cabinets: Sequence[Cabinet], group: Sequence[int]) -> Solid:
    """Cabinets of one group as one sign: bounding rectangle for coefficients, true area for force.

    Openings, double faces and return corners count only where every cabinet of the group has
    them, at the least favorable value; double faces only where no gap lets the wind in between.
    """
    members = [cabinets[i] for i in group]
    left, right = min(c.left_ft for c in members), max(c.right_ft for c in members)
    bottom, top = min(c.bottom_ft for c in members), max(c.top_ft for c in members)
    return Solid(
        name=" + ".join(label(cabinets[i], i) for i in group),
        B=right - left,
        s=top - bottom,
        h=top,
        left=left,
        faces=tuple(Face(c.left_ft, c.bottom_ft, c.width_ft, c.height_ft) for c in members),
        solid_ratio=max(c.solid_ratio for c in members),
        depth=None if any(c.depth_ft is None for c in members) else min(c.t_ft for c in members),
        double_faced=all(c.double_faced for c in members) and unbroken(members),
        return_corner=min(c.return_corner_ft for c in members),
    )


def unbroken(cabinets: Sequence[Cabinet]) -> bool:
    """Whether no level and no upright line over the faces leaves the sign and enters it again."""
    level = [((c.bottom_ft, c.top_ft), (c.left_ft, c.right_ft)) for c in cabinets]
    return _closed(level) and _closed([(along, up) for up, along in level])


def _closed(sides: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> bool:
    """Whether in every band across the first side the second ones follow one another without a gap."""
    ends = sorted({end for across, _ in sides for end in across})
    for low, high in pairwise(ends):
        inside = sorted(along for (a, b), along in sides if a <= low and high <= b)
        reached = inside[0][1] if inside else 0.0
        for start, end in inside:
            if start > reached + GAP_FT:
                return False
            reached = max(reached, end)
    return True


def _cases(solids: Sequence[SolidWind], prefix: str) -> list[WindCase]:
    """A, B and C of signs that are loaded together, all eccentricities to the same side.

    Where all of them are open there is but one: Fig. 29.4-2 has no cases.
    """
    if all(w.solid.solid_ratio <= SOLID_LIMIT for w in solids):
        return [WindCase(f"{prefix}{OPEN_CASE}", tuple(w.A for w in solids))]
    cases = [
        WindCase(f"{prefix}case A", tuple(w.A for w in solids)),
        WindCase(f"{prefix}case B left", tuple(w.B_left for w in solids)),
        WindCase(f"{prefix}case B right", tuple(w.B_right for w in solids)),
    ]
    if any(w.strips for w in solids):
        cases += [
            WindCase(f"{prefix}case C left", tuple(w.C_left or w.B_left for w in solids)),
            WindCase(f"{prefix}case C right", tuple(w.C_right or w.B_right for w in solids)),
        ]
    return cases


def _edges(sheet: Quiet, climate: WindClimate, cabinets: Sequence[Cabinet], top_ft: float) -> tuple[Part, ...]:
    """Wind along the face on the edges, each a square body of Fig. 29.4-1 at h/D = top/depth."""
    code = climate.code
    sheet.part("wind", "Wind along the face on the edges of the cabinets")
    q = climate.pressure(sheet, top_ft, code.directionality.square, face=False)
    parts = []
    for i, cabinet in enumerate(cabinets):
        ratio = top_ft / cabinet.t_ft
        cf = linear(ratio, code.body.h_over_d, code.body.square_normal)
        text = f"Edge of {label(cabinet, i)} as a square body, h/D = {ratio:.2f}"
        sheet.taken("C_f", text, cf, "", code.label, code.body.source)
        area = cabinet.t_ft * cabinet.height_ft
        force = sheet(body_force, q=q.q_kd, G=1.0, C_f=cf, A_f=area)
        minimum = minimum_force(p_min=Psf(code.minimum_pressure.value), A=area)
        middle = cabinet.bottom_ft + cabinet.height_ft / 2.0
        parts.append(block(force, 0.0, middle, cabinet.height_ft, minimum / force))
    sheet.note("Edge forces stand here at G = 1; the gust factor of this direction multiplies them.")
    return tuple(parts)


def sign_wind(
    sheet: Quiet,
    climate: WindClimate,
    cabinets: Sequence[Cabinet],
    grouping: Literal["each", "merged", "envelope"],
    *,
    iced: bool = False,
) -> SignWind:
    """Every wind case of the faces by the chosen grouping, and the edges for wind along the face.

    `iced`: the cabinets and the climate are those of the ice-covered sign (ASCE 7 10.5).
    """
    top = max(c.top_ft for c in cabinets)
    sheet.part("wind", f"Velocity pressure at the top of the sign, {top:g} ft")
    solid = any(c.solid_ratio > SOLID_LIMIT for c in cabinets)
    q = climate.pressure(sheet, top, climate.code.directionality.solid_sign, face=solid)
    merged = [g for g in groups(cabinets) if len(g) > 1]
    cases: list[WindCase] = []
    solids: list[SolidWind] = []
    if grouping != "merged" or not merged:
        each = [_solid(sheet, climate, q, alone(c, i, iced=iced)) for i, c in enumerate(cabinets)]
        cases += _cases(each, "each, " if merged and grouping == "envelope" else "")
        solids += each
    if grouping != "each" and merged:
        bodies = [
            together(cabinets, g) if len(g) > 1 else alone(cabinets[g[0]], g[0], iced=iced) for g in groups(cabinets)
        ]
        if climate.code.double_faced_reduction:
            _say_open(sheet, cabinets, merged)
        joined = [_solid(sheet, climate, q, body) for body in bodies]
        cases += _cases(joined, "merged, ")
        solids += joined
    return SignWind(tuple(cases), _edges(sheet, climate, cabinets, top), tuple(solids), q.q_z, q.q_kd, q.K_z)


def _say_open(sheet: Quiet, cabinets: Sequence[Cabinet], merged: Sequence[Sequence[int]]) -> None:
    """Say of cabinets that would earn a reduction each why they do not as one sign."""
    for group in merged:
        members = [cabinets[i] for i in group]
        if all(c.double_faced and c.depth_ft is not None for c in members) and not unbroken(members):
            names = " + ".join(label(cabinets[i], i) for i in group)
            sheet.assume(
                f"{names}: taken as one sign they are not closed on all sides, because of the gap between them; no "
                "reduction is made for double faces there (ASCE 7-22 29.3)."
            )


def _solid(sheet: Quiet, climate: WindClimate, q: Pressure, body: Solid) -> SolidWind:
    sheet.part("wind", f"Force coefficients of {body.name}")
    return solid_wind(sheet, climate.code, q.q_kd, body, q.q_z)
