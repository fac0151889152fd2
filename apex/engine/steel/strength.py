"""Nominal strengths of any section as a cantilever, and those of a round one (F8, G5, E, H3).

x is the section's strong axis, y its weak axis; V_y is shear along y (it goes with M_x).
"""

from __future__ import annotations

from apex.engine.elementwise import least
from apex.engine.steel import compression, flexure, shear, torsion
from apex.engine.steel.box_strength import box_strength
from apex.engine.steel.buckling import buckling_stress
from apex.engine.steel.capacity import Material, Strength
from apex.engine.steel.section import Box, Round, Section
from apex.engine.steel.wide_flange_strength import wide_flange_strength
from apex.engine.trace import Quiet
from apex.errors import OutOfScope


def strength(sheet: Quiet, section: Section, steel: Material, L: float, K: float = 2.1) -> Strength:
    """All nominal strengths of a cantilever of length L (in): L_b = L_v = L, C_b = 1."""
    if isinstance(section, Round):
        return _round(sheet, section, steel, L, K)
    if isinstance(section, Box):
        return box_strength(sheet, section, steel, L, K)
    return wide_flange_strength(sheet, section, steel, L, K)


def require_scope(section: Section, steel: Material) -> None:
    """Refuse walls beyond the range of chapters F to H."""
    root = (steel.E / steel.F_y) ** 0.5
    if isinstance(section, Round):
        limit, name, value = 0.45 * steel.E / steel.F_y, "D/t", section.D / section.t
    elif isinstance(section, Box):
        limit, name, value = 5.70 * root, "h/t", (section.H - 3.0 * section.t) / section.t
    else:
        limit, name, value = 3.76 * root, "h/t_w", (section.d - 2.0 * section.k) / section.t_w
    if value > limit:
        raise OutOfScope("AISC 360 chapter F", f"{name} of {section.name}", value, f"at most {limit:.1f}")


def _compression(sheet: Quiet, steel: Material, lam: float) -> float:
    F_e = sheet(compression.elastic_stress, E=steel.E, lam=lam)
    return sheet(compression.critical_stress, F_y=steel.F_y, F_e=F_e)


def _round(sheet: Quiet, s: Round, steel: Material, L: float, K: float) -> Strength:
    E, F_y, lam = steel.E, steel.F_y, s.D / s.t
    lam_p = sheet(flexure.round_compact_limit, E=E, F_y=F_y)
    lam_r = sheet(flexure.round_noncompact_limit, E=E, F_y=F_y)
    if sheet.records:
        sheet.note(f"D/t = {s.D:g}/{s.t:g} = {lam:.1f}")
    M_p = sheet(flexure.plastic_moment, F_y=F_y, Z=s.Z)
    M = sheet.first(
        (lam <= lam_p, "compact: yielding", lambda: M_p),
        (
            lam <= lam_r,
            "noncompact: local buckling",
            lambda: least(M_p, sheet(flexure.round_noncompact_moment, E=E, lam=lam, F_y=F_y, S=s.S)),
        ),
        (True, "slender wall", lambda: sheet(flexure.round_slender_moment, E=E, lam=lam, S=s.S)),
    )
    V = sheet(shear.round_shear, F_cr=sheet(shear.round_shear_stress, E=E, L_v=L, D=s.D, t=s.t, F_y=F_y), A_g=s.A)
    F_n = buckling_stress(sheet, steel, K, L, s.r)
    A_e = sheet.first(
        (lam <= 0.11 * E / F_y, "D/t <= 0.11 E/F_y: whole area in compression", lambda: s.A),
        (
            True,
            "slender in compression",
            lambda: sheet(compression.round_effective_area, E=E, F_y=F_y, lam=lam, A_g=s.A),
        ),
    )
    P = sheet(compression.compressive_strength, F_n=F_n, A_e=A_e)
    F_t = sheet(torsion.round_torsion_stress, E=E, L=L, D=s.D, t=s.t, F_y=F_y)
    T = sheet(torsion.torsional_strength, F_cr=F_t, C=sheet(torsion.round_torsion_constant, D=s.D, t=s.t))
    return Strength(M, M, V, V, P, T, round=True)
