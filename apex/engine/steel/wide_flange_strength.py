"""Strengths of a W shape: AISC 360 F2, F3, F6, G2, G6, E3 and E7."""

from __future__ import annotations

from apex.engine.elementwise import least
from apex.engine.steel import compression, flexure, shear, wide_flange
from apex.engine.steel.buckling import buckling_stress
from apex.engine.steel.capacity import Material, Strength
from apex.engine.steel.section import WideFlange
from apex.engine.trace import Quiet


def wide_flange_strength(sheet: Quiet, s: WideFlange, steel: Material, L: float, K: float) -> Strength:
    E, F_y = steel.E, steel.F_y
    root = (E / F_y) ** 0.5
    flange, web = s.b_f / (2.0 * s.t_f), (s.d - 2.0 * s.k) / s.t_w
    M_x, M_y = _wide_flange_moments(sheet, s, steel, L, flange)
    C_v1 = sheet.first(
        (web <= 2.24 * root, "h/t_w <= 2.24 sqrt(E/F_y): C_v1 = 1, phi = 1.00", lambda: 1.0),
        (True, "slender web in shear", lambda: sheet(shear.web_shear_strength, k_v=5.34, E=E, F_y=F_y, lam=web)),
    )
    V_y = sheet(shear.w_shear, F_y=F_y, d=s.d, t_w=s.t_w, C_v1=C_v1)
    C_v2 = sheet(shear.shear_buckling, lam=flange, k_v=1.2, E=E, F_y=F_y)
    V_x = sheet(shear.w_minor_shear, F_y=F_y, b_f=s.b_f, t_f=s.t_f, C_v2=C_v2)
    F_n = buckling_stress(sheet, steel, K, L, s.r_y)
    A_e = s.A
    for name, flat, t, count, lam_r, c_1, c_2 in (
        ("Web", s.d - 2.0 * s.k, s.t_w, 1.0, 1.49 * root, 0.18, 1.31),
        ("Half flanges", s.b_f / 2.0, s.t_f, 4.0, 0.56 * root, 0.22, 1.49),
    ):
        if sheet.records:
            compression.say_slenderness(sheet, name, flat / t, lam_r, F_y, F_n)
        width = sheet(
            compression.effective_width, b=flat, lam=flat / t, lam_r=lam_r, F_y=F_y, F_n=F_n, c_1=c_1, c_2=c_2
        )
        A_e = A_e - count * (flat - width) * t
    P = sheet(compression.compressive_strength, F_n=F_n, A_e=A_e)
    return Strength(M_x, M_y, V_x, V_y, P, None, web_yields=web <= 2.24 * root)


def _wide_flange_moments(
    sheet: Quiet, s: WideFlange, steel: Material, L_b: float, flange: float
) -> tuple[float, float]:
    """Chapters F2 and F3 about the strong axis, F6 about the weak one."""
    E, F_y = steel.E, steel.F_y
    root = (E / F_y) ** 0.5
    lam_p, lam_r = 0.38 * root, 1.0 * root
    M_p = sheet(flexure.flange_plastic_moment, F_y=F_y, Z=s.Z_x)
    L_p = sheet(wide_flange.w_plastic_length, r_y=s.r_y, E=E, F_y=F_y)
    L_r = sheet(wide_flange.w_elastic_length, r_ts=s.r_ts, E=E, F_y=F_y, J=s.J, S_x=s.S_x, h_o=s.h_o)
    by_length = sheet.first(
        (L_b <= L_p, "L_b <= L_p: no lateral-torsional buckling", lambda: M_p),
        (
            L_b <= L_r,
            "L_p < L_b <= L_r (Eq. F2-2)",
            lambda: sheet(
                flexure.inelastic_ltb_moment, C_b=1.0, M_p=M_p, F_y=F_y, S_x=s.S_x, L_b=L_b, L_p=L_p, L_r=L_r
            ),
        ),
        (
            True,
            "L_b > L_r",
            lambda: sheet(
                wide_flange.w_elastic_ltb_moment,
                C_b=1.0, E=E, L_b=L_b, r_ts=s.r_ts, J=s.J, S_x=s.S_x, h_o=s.h_o, M_p=M_p,
            ),
        ),
    )  # fmt: skip
    by_flange = sheet.first(
        (flange <= lam_p, "flange compact", lambda: M_p),
        (
            True,
            "flange noncompact",
            lambda: sheet(
                wide_flange.w_noncompact_flange_moment,
                M_p=M_p, F_y=F_y, S_x=s.S_x, lam=flange, lam_p=lam_p, lam_r=lam_r,
            ),
        ),
    )  # fmt: skip
    M_yp = sheet(wide_flange.w_minor_moment, F_y=F_y, Z_y=s.Z_y, S_y=s.S_y)
    M_y = sheet.first(
        (flange <= lam_p, "flange compact about the weak axis", lambda: M_yp),
        (
            True,
            "flange noncompact about the weak axis",
            lambda: sheet(
                wide_flange.w_minor_noncompact_moment,
                M_p=M_yp, F_y=F_y, S_y=s.S_y, lam=flange, lam_p=lam_p, lam_r=lam_r,
            ),
        ),
    )  # fmt: skip
    return least(by_length, by_flange), M_y
