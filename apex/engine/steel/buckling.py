"""Flexural buckling of a support, the same for every shape (AISC 360 E3)."""

from __future__ import annotations

from apex.engine.steel import compression
from apex.engine.steel.capacity import Material
from apex.engine.trace import Quiet

PREFERRED = 200.0
"""L_c/r of the user note of E2."""


def buckling_stress(sheet: Quiet, steel: Material, K: float, L: float, r: float) -> float:
    """Nominal stress at flexural buckling."""
    lam = sheet(compression.slenderness, K=K, L=L, r=r)
    if sheet.records and lam > PREFERRED:
        sheet.note(
            f"L_c/r = {lam:.0f}: AISC 360 E2 prefers {PREFERRED:g} at most (a user note, not a limit); the strength "
            "counts it"
        )
    F_e = sheet(compression.elastic_stress, E=steel.E, lam=lam)
    return sheet(compression.critical_stress, F_y=steel.F_y, F_e=F_e)
