"""Strengths of a square or rectangular HSS: AISC 360 F7, G4, E3 and E7, H3."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.elementwise import least
from apex.engine.steel import compression, flexure, shear, torsion
from apex.engine.steel.buckling import buckling_stress
from apex.engine.steel.capacity import Material, Strength
from apex.engine.steel.section import Box
from apex.engine.trace import Quiet


@dataclass(frozen=True, slots=True)
class _Walls:
    """One bending axis of a box: I, S, Z, depth H, flange flat b, web flat h, wall t."""

    I: float
    S: float
    Z: float
    H: float
    b: float
    h: float
    t: float


def _box_local(sheet: Quiet, w: _Walls, M_p: float, steel: Material) -> float:
    """Yielding and local buckling of a box about one axis (F7.1 to F7.3)."""
    E, F_y = steel.E, steel.F_y
    root = (E / F_y) ** 0.5
    flange, web = w.b / w.t, w.h / w.t
    if sheet.records:
        sheet.note(f"b/t = {flange:.1f}, h/t = {web:.1f}, sqrt(E/F_y) = {root:.2f}")

    def slender() -> float:
        b_e = sheet(flexure.box_effective_width, t=w.t, E=E, F_y=F_y, lam=flange, b=w.b)
        S_e = sheet(flexure.box_effective_modulus, H=w.H, I=w.I, b=w.b, b_e=b_e, t=w.t)
        return sheet(flexure.box_slender_flange_moment, F_y=F_y, S_e=S_e)

    by_flange = sheet.first(
        (flange <= 1.12 * root, "flange compact", lambda: M_p),
        (
            flange <= 1.40 * root,
            "flange noncompact",
            lambda: sheet(flexure.box_noncompact_flange_moment, M_p=M_p, F_y=F_y, S=w.S, lam=flange, E=E),
        ),
        (True, "flange slender", slender),
    )
    by_web = sheet.first(
        (web <= 2.42 * root, "web compact", lambda: M_p),
        (
            True,
            "web noncompact",
            lambda: sheet(flexure.box_noncompact_web_moment, M_p=M_p, F_y=F_y, S=w.S, lam=web, E=E),
        ),
    )
    return least(M_p, by_flange, by_web)


def _box_ltb(sheet: Quiet, s: Box, M_p: float, steel: Material, L_b: float) -> float:
    """Lateral-torsional buckling of a rectangular box about its strong axis (F7.4)."""
    E, F_y = steel.E, steel.F_y
    L_p = sheet(flexure.box_plastic_length, E=E, r_y=s.r_y, J=s.J, A_g=s.A, M_p=M_p)
    L_r = sheet(flexure.box_elastic_length, E=E, r_y=s.r_y, J=s.J, A_g=s.A, F_y=F_y, S_x=s.S_x)
    return sheet.first(
        (L_b <= L_p, "L_b <= L_p: no lateral-torsional buckling", lambda: M_p),
        (
            L_b <= L_r,
            "L_p < L_b <= L_r",
            lambda: sheet(
                flexure.inelastic_ltb_moment, C_b=1.0, M_p=M_p, F_y=F_y, S_x=s.S_x, L_b=L_b, L_p=L_p, L_r=L_r
            ),
        ),
        (
            True,
            "L_b > L_r",
            lambda: sheet(flexure.box_elastic_ltb_moment, E=E, C_b=1.0, J=s.J, A_g=s.A, L_b=L_b, r_y=s.r_y, M_p=M_p),
        ),
    )


def _box_shear(sheet: Quiet, h: float, t: float, steel: Material) -> float:
    C_v2 = sheet(shear.shear_buckling, lam=h / t, k_v=5.0, E=steel.E, F_y=steel.F_y)
    return sheet(shear.box_shear, F_y=steel.F_y, h=h, t=t, C_v2=C_v2)


def _box_area(sheet: Quiet, s: Box, steel: Material, F_n: float) -> float:
    """Effective area in compression: each pair of walls reduced to its effective width (E7)."""
    lam_r = 1.40 * (steel.E / steel.F_y) ** 0.5
    A = s.A
    for name, flat in (("deep", s.H - 3.0 * s.t), ("wide", s.B - 3.0 * s.t)):
        if sheet.records:
            compression.say_slenderness(sheet, f"The two {name} walls", flat / s.t, lam_r, steel.F_y, F_n)
        width = sheet(
            compression.effective_width, b=flat, lam=flat / s.t, lam_r=lam_r, F_y=steel.F_y, F_n=F_n, c_1=0.20, c_2=1.38
        )
        A = A - 2.0 * (flat - width) * s.t
    return A


def box_strength(sheet: Quiet, s: Box, steel: Material, L: float, K: float) -> Strength:
    h, b = s.H - 3.0 * s.t, s.B - 3.0 * s.t
    sheet.note("About x")
    M_px = sheet(flexure.box_plastic_moment, F_y=steel.F_y, Z=s.Z_x)
    M_x = _box_local(sheet, _Walls(s.I_x, s.S_x, s.Z_x, s.H, b, h, s.t), M_px, steel)
    if s.family != "HSS_square":
        M_x = least(M_x, _box_ltb(sheet, s, M_px, steel, L))
    sheet.note("About y")
    M_py = sheet(flexure.box_plastic_moment, F_y=steel.F_y, Z=s.Z_y)
    M_y = _box_local(sheet, _Walls(s.I_y, s.S_y, s.Z_y, s.B, h, b, s.t), M_py, steel)
    F_n = buckling_stress(sheet, steel, K, L, s.r_y)
    P = sheet(compression.compressive_strength, F_n=F_n, A_e=_box_area(sheet, s, steel, F_n))
    F_t = sheet(torsion.box_torsion_stress, F_y=steel.F_y, E=steel.E, lam=h / s.t)
    C = sheet(torsion.box_torsion_constant, B=s.B, H=s.H, t=s.t)
    T = sheet(torsion.torsional_strength, F_cr=F_t, C=C)
    sheet.note("Shear along x, then along y")
    return Strength(M_x, M_y, _box_shear(sheet, b, s.t, steel), _box_shear(sheet, h, s.t, steel), P, T)
