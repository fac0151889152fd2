"""The wind forces of the section in use, written down case by case."""

from __future__ import annotations

from collections.abc import Sequence

from apex.engine.trace import Quiet
from apex.engine.units import Psf
from apex.engine.wind.cabinet import SignWind
from apex.engine.wind.force import body_force, minimum_force, sign_force
from apex.engine.wind.member import SupportWind
from apex.engine.wind.part import Part, Resultant
from apex.engine.wind.solid import SOLID_LIMIT, SolidWind

Held = tuple[str, Sequence[Part], float]
"""Parts of one name with the gust factor that multiplies them."""


def record_forces(sheet: Quiet, solids: Sequence[SolidWind], G: float) -> None:
    """Force of case A, eccentricity of case B and strips of case C for every solid at G."""
    if not sheet.records:
        return
    for w in solids:
        sheet.part("wind", f"Wind force on {w.solid.name}, strength level")
        if w.solid.solid_ratio <= SOLID_LIMIT:
            _record_open(sheet, w, G)
            continue
        k = w.k_all * w.k_face
        area = w.solid.gross_area * w.solid.area_factor
        F = sheet(sign_force, q=w.q_kd, G=G, C_f=w.cf, k=k, A_s=area)
        _floor(sheet, F, w.minimum_lb)
        held = max(F, w.minimum_lb)
        sheet.note(
            f"Cases A and B: {held:,.0f} lb at {w.A.M / w.A.F:.3f} ft above grade; "
            f"case B at {w.e:.3f} ft to either side"
        )
        if w.strips is None:
            continue
        height = w.solid.gross_area / w.solid.B
        total = 0.0
        for strip in w.strips:
            sheet.note(f"Case C, {strip.start:.2f} to {strip.end:.2f} ft from the windward edge")
            strip_area = (strip.end - strip.start) * height * w.solid.area_factor
            total += sheet(sign_force, q=w.q_kd, G=G, C_f=strip.cf, k=w.k_all, A_s=strip_area)
        sheet.note(f"Case C in all: {total:,.0f} lb")
        _floor(sheet, total, w.minimum_lb)


def _record_open(sheet: Quiet, w: SolidWind, G: float) -> None:
    """Force on the solid area of an open sign, which has one place of its resultant."""
    F = sheet(body_force, q=w.q_kd, G=G, C_f=w.cf, A_f=w.k_all * w.solid.gross_area * w.solid.area_factor)
    _floor(sheet, F, w.minimum_lb)
    sheet.note(f"{max(F, w.minimum_lb):,.0f} lb at the center of the area, {w.A.M / w.A.F:.3f} ft above grade")


def _floor(sheet: Quiet, F: float, minimum: float) -> None:
    if minimum > F:
        sheet.note(f"The minimum of 16 psf governs: {minimum:,.0f} lb")


def record_cases(sheet: Quiet, normal: Sequence[tuple[str, Resultant]], along: Resultant) -> None:
    """Base reactions of every case, support included."""
    if not sheet.records:
        return
    sheet.part("wind", "Wind at grade by case, strength level, support included")
    for name, r in (*normal, ("along the face", along)):
        sheet.note(f"{name}: F = {r.F / 1000:,.3f} kip, M = {r.M / 1000:,.2f} kip-ft, T = {r.T / 1000:,.2f} kip-ft")


def record_floors(
    sheet: Quiet,
    p_min: Psf,
    sign: SignWind,
    support: SupportWind,
    G: tuple[float, float],
    names: Sequence[str],
    *,
    iced: bool = False,
) -> None:
    """Where the least wind of ASCE 7 29.7 governs on posts and on edges; with ice on the faces too.

    The faces without ice say it beside their own forces (`record_forces`). Parts of one name are told together.
    """
    if not sheet.records:
        return
    held: list[Held] = [*_posts(support, G)]
    held += [
        (f"Edge of {name}, wind along the face", (edge,), G[1]) for name, edge in zip(names, sign.edges, strict=True)
    ]
    if iced:
        held = [*((f"Faces, {case.name}", case.parts, G[0]) for case in sign.cases), *held]
    low = [(name, [p for p in parts if p.floor > g], g) for name, parts, g in held]
    if not any(parts for _, parts, _ in low):
        return
    sheet.part("wind", f"Where the minimum of {p_min:g} psf governs{', with ice' if iced else ''}")
    told: dict[tuple[float, float], list[str]] = {}
    for name, parts, g in low:
        if parts:
            told.setdefault((sum(g * p.F for p in parts), sum(p.floor * p.F for p in parts)), []).append(name)
    for (F, least), same in told.items():
        sheet.note(f"{_together(same)}: computed {F:,.1f} lb, the minimum is taken")
        sheet(minimum_force, p_min=p_min, A=least / p_min)


def _together(names: Sequence[str]) -> str:
    """`Post from 0 to 15 ft, wind normal to the face and along the face; Edge of Menu, wind along the face`."""
    winds: dict[str, list[str]] = {}
    for name in names:
        part, comma, wind = name.partition(", wind ")
        winds.setdefault(part + comma, []).append(wind)
    return "; ".join(part + " and ".join(of) for part, of in winds.items())


def _posts(support: SupportWind, G: tuple[float, float]) -> list[Held]:
    """The posts' parts by the height they stand over and the direction of the wind."""
    found: list[Held] = []
    for parts, g, direction in ((support.normal, G[0], "normal to the face"), (support.along, G[1], "along the face")):
        over: dict[tuple[float, float], list[Part]] = {}
        for part in parts:
            ((_, _, z, length),) = part.pieces
            over.setdefault((z - length / 2.0, z + length / 2.0), []).append(part)
        found += [
            (f"{_count(len(of))} from {low:g} to {high:g} ft, wind {direction}", of, g)
            for (low, high), of in over.items()
        ]
    return found


def _count(posts: int) -> str:
    return "Post" if posts == 1 else f"{posts} posts together"
