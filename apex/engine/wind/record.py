"""The wind forces of the section in use, written down case by case."""

from __future__ import annotations

from collections.abc import Sequence

from apex.engine.trace import Quiet
from apex.engine.wind.force import sign_force
from apex.engine.wind.solid import Resultant, SolidWind


def record_forces(sheet: Quiet, solids: Sequence[SolidWind], G: float) -> None:
    """Force of case A, eccentricity of case B and strips of case C for every solid at G."""
    if not sheet.records:
        return
    for w in solids:
        sheet.part("wind", f"Wind force on {w.solid.name}, strength level")
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


def _floor(sheet: Quiet, F: float, minimum: float) -> None:
    if minimum > F:
        sheet.note(f"The minimum of 16 psf governs: {minimum:,.0f} lb")


def record_cases(sheet: Quiet, normal: Sequence[tuple[str, Resultant]], along: Resultant) -> None:
    """Base reactions of every case, support included."""
    if not sheet.records:
        return
    sheet.part("wind", "Wind at grade by case, strength level, support included")
    for name, r in (*normal, ("along the face", along)):
        sheet.note(f"{name}: F = {r.F / 1000:.3f} kip, M = {r.M / 1000:.2f} kip-ft, T = {r.T / 1000:.2f} kip-ft")
