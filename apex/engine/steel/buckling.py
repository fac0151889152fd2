"""Flexural buckling of a support, the same for every shape (AISC 360 E3)."""

from __future__ import annotations

from apex.engine.steel import compression
from apex.engine.steel.capacity import Material
from apex.engine.trace import Quiet

RECOMMENDED = 200.0
"""Slenderness that a user note of AISC 360 E2 prefers not to be exceeded."""


def buckling_stress(sheet: Quiet, steel: Material, K: float, L: float, r: float) -> float:
    """Nominal stress at flexural buckling."""
    lam = sheet(compression.slenderness, K=K, L=L, r=r)
    if sheet.records and lam > RECOMMENDED:
        sheet.note(
            f"L_c/r = {lam:.0f} is over the {RECOMMENDED:g} that AISC 360 E2 recommends for members in compression "
            "(a user note, no rule): the strength below counts it in full"
        )
    F_e = sheet(compression.elastic_stress, E=steel.E, lam=lam)
    return sheet(compression.critical_stress, F_y=steel.F_y, F_e=F_e)
