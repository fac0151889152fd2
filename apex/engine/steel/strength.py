"""Nominal and available strengths of a section as a cantilever: every limit state, one place.

x is the section's strong axis, y its weak axis; V_y is shear along y (it goes with M_x).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from apex.engine.elementwise import least
from apex.engine.steel import compression, flexure, shear, torsion, wide_flange
from apex.engine.steel.section import Box, Round, Section, WideFlange
from apex.engine.trace import Quiet
from apex.errors import OutOfScope

PHI, OMEGA = 0.90, 1.67
PHI_WEB, OMEGA_WEB = 1.0, 1.50


@dataclass(frozen=True, slots=True)
class Material:
    """Yield and moduli, ksi, and the pack they come from (none where F_y was given)."""

    F_y: float
    E: float
    G: float
    pack: str = ""
    source: str = ""

    def record(self, sheet: Quiet) -> None:
        """Write down what the strengths below are made of."""
        if not self.pack:
            sheet.given("F_y", "Yield strength", self.F_y, "ksi")
            return
        sheet.taken("F_y", "Yield strength", self.F_y, "ksi", self.pack, self.source)
        sheet.taken("E", "Modulus of elasticity", self.E, "ksi", self.pack, self.source)


@dataclass(frozen=True, slots=True)
class Strength:
    """Nominal strengths: kip and kip-in. T is None where the section is open."""

    M_x: float
    M_y: float
    V_x: float
    V_y: float
    P: float
    T: float | None
    round: bool = False
    web_yields: bool = False
    turned_90: bool = False

    def turned(self) -> Strength:
        """The same section with its weak axis facing the wind."""
        turned = not self.turned_90
        return replace(self, M_x=self.M_y, M_y=self.M_x, V_x=self.V_y, V_y=self.V_x, turned_90=turned)


def strength(sheet: Quiet, section: Section, steel: Material, L: float, K: float = 2.1) -> Strength:
    """All nominal strengths of a cantilever of length L (in): L_b = L_v = L, C_b = 1."""
    if isinstance(section, Round):
        return _round(sheet, section, steel, L, K)
    if isinstance(section, Box):
        return _box(sheet, section, steel, L, K)
    return _wide_flange(sheet, section, steel, L, K)


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
    F_n = _buckling(sheet, steel, K, L, s.r)
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


def _buckling(sheet: Quiet, steel: Material, K: float, L: float, r: float) -> float:
    """Nominal stress at flexural buckling."""
    lam = sheet(compression.slenderness, K=K, L=L, r=r)
    F_e = sheet(compression.elastic_stress, E=steel.E, lam=lam)
    return sheet(compression.critical_stress, F_y=steel.F_y, F_e=F_e)


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
    for flat in (s.H - 3.0 * s.t, s.B - 3.0 * s.t):
        width = sheet(
            compression.effective_width, b=flat, lam=flat / s.t, lam_r=lam_r, F_y=steel.F_y, F_n=F_n, c_1=0.20, c_2=1.38
        )
        A = A - 2.0 * (flat - width) * s.t
    return A


def _box(sheet: Quiet, s: Box, steel: Material, L: float, K: float) -> Strength:
    h, b = s.H - 3.0 * s.t, s.B - 3.0 * s.t
    M_px = sheet(flexure.plastic_moment, F_y=steel.F_y, Z=s.Z_x)
    M_x = _box_local(sheet, _Walls(s.I_x, s.S_x, s.Z_x, s.H, b, h, s.t), M_px, steel)
    if s.family != "HSS_square":
        M_x = least(M_x, _box_ltb(sheet, s, M_px, steel, L))
    M_py = sheet(flexure.plastic_moment, F_y=steel.F_y, Z=s.Z_y)
    M_y = _box_local(sheet, _Walls(s.I_y, s.S_y, s.Z_y, s.B, h, b, s.t), M_py, steel)
    F_n = _buckling(sheet, steel, K, L, s.r_y)
    P = sheet(compression.compressive_strength, F_n=F_n, A_e=_box_area(sheet, s, steel, F_n))
    F_t = sheet(torsion.box_torsion_stress, F_y=steel.F_y, E=steel.E, lam=h / s.t)
    C = sheet(torsion.box_torsion_constant, B=s.B, H=s.H, t=s.t)
    T = sheet(torsion.torsional_strength, F_cr=F_t, C=C)
    return Strength(M_x, M_y, _box_shear(sheet, b, s.t, steel), _box_shear(sheet, h, s.t, steel), P, T)


def _wide_flange(sheet: Quiet, s: WideFlange, steel: Material, L: float, K: float) -> Strength:
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
    F_n = _buckling(sheet, steel, K, L, s.r_y)
    A_e = s.A
    for flat, t, count, lam_r, c_1, c_2 in (
        (s.d - 2.0 * s.k, s.t_w, 1.0, 1.49 * root, 0.18, 1.31),
        (s.b_f / 2.0, s.t_f, 4.0, 0.56 * root, 0.22, 1.49),
    ):
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
    M_p = sheet(flexure.plastic_moment, F_y=F_y, Z=s.Z_x)
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
