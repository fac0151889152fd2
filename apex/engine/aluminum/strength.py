"""Strengths of an aluminum support: ADM chapters E to H on weld-affected metal.

The section is taken as weld-affected throughout, wherever its welds are: a weld at the base lies at the
largest moment, and a member supported at one end with a transverse weld there buckles as if it were welded
along its length (E.2, F.4). Away from welds the tube has its full strength, which is not counted.
x and y are alike in a round and in a square tube.
"""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.aluminum import compression, constant, flexure, shear
from apex.engine.aluminum.alloy import Alloy, Filler
from apex.engine.aluminum.factor import Rupture, available
from apex.engine.aluminum.scope import Tube
from apex.engine.elementwise import least
from apex.engine.steel.capacity import Strength
from apex.engine.steel.section import Box, Round
from apex.engine.support.member import Method
from apex.engine.trace import Quiet

K_CANTILEVER = 2.1


@dataclass(frozen=True, slots=True)
class Metal:
    """Weld-affected metal with what every limit state needs of it, ksi. F_cyw equals F_tyw."""

    F_tyw: float
    F_tuw: float
    E: float
    B_c: float
    D_c: float
    C_c: float


@dataclass(frozen=True, slots=True)
class Nominal:
    """Nominal strengths by yielding and buckling, and those by rupture, which has its own factor."""

    strength: Strength
    rupture: Rupture


def available_aluminum(
    sheet: Quiet, section: Tube, filler: Filler, L_in: float, method: Method, *, alloy: Alloy, k: float = K_CANTILEVER
) -> Strength:
    """Available strengths (phi R_n or R_n/Omega) of a cantilever of length L_in: kip and kip-in.

    One section, or one stacked of many in a sweep; `scope.require_aluminum_scope` comes first.
    """
    n = nominal_aluminum(sheet, section, filler, L_in, alloy=alloy, k=k)
    return available(sheet, n.strength, n.rupture, method)


def nominal_aluminum(
    sheet: Quiet, section: Tube, filler: Filler, L_in: float, *, alloy: Alloy, k: float = K_CANTILEVER
) -> Nominal:
    """Nominal strengths, kip and kip-in, of a cantilever of length L_in: L_b = L_v = L, C_b = 1."""
    metal = _metal(sheet, alloy, filler, section.t)
    if isinstance(section, Round):
        S, Z, I, r = section.S, section.Z, section.I, section.r
    else:
        S, Z, I, r = section.S_x, section.Z_x, section.I_x, section.r_x
    M_ny = sheet(flexure.yield_moment, Z=Z, S=S, F_tyw=metal.F_tyw)
    local_P, local_M, F_e = _local(sheet, section, metal)
    M = least(M_ny, local_M, _lateral(sheet, metal, M_ny, L_in, S, I, section.J))
    P = least(local_P, _member(sheet, metal, section.A, sheet(compression.slenderness, k=k, L=L_in, r=r), F_e))
    V, T, rupture = _shear(sheet, section, metal, L_in, sheet(flexure.rupture_moment, Z=Z, F_tuw=metal.F_tuw))
    return Nominal(Strength(M, M, V, V, P, T, round=isinstance(section, Round)), rupture)


def _metal(sheet: Quiet, alloy: Alloy, filler: Filler, t: float) -> Metal:
    F, E = alloy.welded_yield_ksi(filler, t), alloy.e.value
    B_c = sheet(constant.member_intercept, F_cyw=F)
    D_c = sheet(constant.member_slope, B_c=B_c, E=E)
    return Metal(F, alloy.f_tuw.value, E, B_c, D_c, sheet(constant.member_intersection, B_c=B_c, D_c=D_c))


def _local(sheet: Quiet, s: Tube, m: Metal) -> tuple[float, float, float | None]:
    """P_n and M_n at local buckling, and the elastic stress of the walls where it may govern (E.4)."""
    return _round_local(sheet, s, m) if isinstance(s, Round) else _box_local(sheet, s, m)


def _round_local(sheet: Quiet, s: Round, m: Metal) -> tuple[float, float, None]:
    """B.5.4.5 and B.5.5.4. At R_b/t <= 20 the wall buckles elastically above 240 ksi: no E.4."""
    lam = (s.D - s.t) / (2.0 * s.t)
    if sheet.records:
        sheet.note(f"R_b/t = {lam:.1f}")
    B_t = sheet(constant.tube_intercept, F_cyw=m.F_tyw)
    D_t = sheet(constant.tube_slope, B_t=B_t, E=m.E)
    inelastic = sheet(compression.round_inelastic_stress, B_t=B_t, D_t=D_t, lam=lam)
    P = sheet(compression.compressive_strength, F_c=least(m.F_tyw, inelastic), A_g=s.A)
    B_tb = sheet(constant.flexed_tube_intercept, F_cyw=m.F_tyw)
    D_tb = sheet(constant.flexed_tube_slope, B_tb=B_tb, E=m.E)
    F_b = sheet(flexure.round_stress, B_tb=B_tb, D_tb=D_tb, lam=lam)
    return P, sheet(flexure.round_local_moment, F_b=F_b, S=s.S), None


def _box_local(sheet: Quiet, s: Box, m: Metal) -> tuple[float, float, float]:
    """B.5.4.2 and B.5.5.1: walls b = H - 2t held on both edges, corners sharp."""
    b = s.H - 2.0 * s.t
    lam = b / s.t
    if sheet.records:
        sheet.note(f"b/t = {lam:.1f}")
    F_c, F_b = _flat_stress(sheet, m, lam), _web_stress(sheet, m, lam)
    P = sheet(compression.local_strength, F_c=F_c, A_e=4.0 * b * s.t, F_cyw=m.F_tyw, A_g=s.A)
    M = sheet(
        flexure.box_local_moment,
        F_c=F_c,
        S_f=sheet(flexure.flange_modulus, H=s.H, t=s.t),
        F_b=F_b,
        S_e=sheet(flexure.web_modulus, H=s.H, t=s.t),
    )
    return P, M, sheet(compression.flat_elastic_stress, E=m.E, lam=lam)


def _flat_stress(sheet: Quiet, m: Metal, lam: float) -> float:
    B_p = sheet(constant.plate_intercept, F_cyw=m.F_tyw)
    D_p = sheet(constant.plate_slope, B_p=B_p, E=m.E)
    lam_1 = sheet(compression.flat_yield_limit, B_p=B_p, F_cyw=m.F_tyw, D_p=D_p)
    lam_2 = sheet(compression.flat_post_limit, B_p=B_p, D_p=D_p)
    return sheet.first(
        (lam <= lam_1, "walls in compression yield", lambda: m.F_tyw + 0.0 * lam),
        (
            lam < lam_2,
            "walls buckle inelastically",
            lambda: sheet(compression.flat_inelastic_stress, B_p=B_p, D_p=D_p, lam=lam),
        ),
        (
            True,
            "walls work beyond their buckling",
            lambda: sheet(compression.flat_post_stress, B_p=B_p, E=m.E, lam=lam),
        ),
    )


def _web_stress(sheet: Quiet, m: Metal, lam: float) -> float:
    B_br = sheet(constant.flexed_plate_intercept, F_cyw=m.F_tyw)
    D_br = sheet(constant.flexed_plate_slope, B_br=B_br, E=m.E)
    lam_1 = sheet(flexure.web_yield_limit, B_br=B_br, F_cyw=m.F_tyw, D_br=D_br)
    lam_2 = sheet(flexure.web_post_limit, B_br=B_br, D_br=D_br)
    return sheet.first(
        (lam <= lam_1, "webs in flexure yield: 1.5 F_cyw", lambda: 1.5 * m.F_tyw + 0.0 * lam),
        (
            lam < lam_2,
            "webs buckle inelastically",
            lambda: sheet(flexure.web_inelastic_stress, B_br=B_br, D_br=D_br, lam=lam),
        ),
        (True, "webs work beyond their buckling", lambda: sheet(flexure.web_post_stress, B_br=B_br, E=m.E, lam=lam)),
    )


def _member(sheet: Quiet, m: Metal, A: float, lam: float, F_e: float | None) -> float:
    """Member buckling (E.2) and its interaction with the walls (E.4)."""
    lam_1 = sheet(compression.yield_limit, B_c=m.B_c, F_cyw=m.F_tyw, D_c=m.D_c)
    F_c = sheet.first(
        (lam <= lam_1, "the member yields", lambda: m.F_tyw + 0.0 * lam),
        (
            lam < m.C_c,
            "inelastic member buckling",
            lambda: sheet(compression.inelastic_stress, B_c=m.B_c, D_c=m.D_c, C_c=m.C_c, lam_1=lam_1, lam=lam),
        ),
        (True, "elastic member buckling", lambda: sheet(compression.elastic_stress, E=m.E, lam=lam)),
    )
    P = sheet(compression.compressive_strength, F_c=F_c, A_g=A)
    if F_e is None:
        return P
    return sheet.first(
        (F_e >= F_c, "F_e >= F_c: the walls do not buckle before the member", lambda: P),
        (
            True,
            "F_e < F_c: walls and member interact (E.4)",
            lambda: least(P, sheet(compression.interacting_strength, E=m.E, lam=lam, F_e=F_e, A_g=A)),
        ),
    )


def _lateral(sheet: Quiet, m: Metal, M_ny: float, L: float, S: float, I: float, J: float) -> float:
    lam = sheet(flexure.lateral_slenderness, L_b=L, S=S, C_b=1.0, I_y=I, J=J)
    return sheet.first(
        (
            lam < m.C_c,
            "inelastic lateral-torsional buckling",
            lambda: sheet(flexure.lateral_inelastic_moment, M_ny=M_ny, lam=lam, C_c=m.C_c, E=m.E, S=S),
        ),
        (
            True,
            "elastic lateral-torsional buckling",
            lambda: sheet(flexure.lateral_elastic_moment, E=m.E, S=S, lam=lam),
        ),
    )


def _shear(sheet: Quiet, s: Tube, m: Metal, L: float, M_nu: float) -> tuple[float, float, Rupture]:
    """V_n and T_n (G.2, G.4, H.2), and every strength by rupture."""
    metal = shear.shear_metal(sheet, m.F_tyw, m.E)
    if isinstance(s, Round):
        lam = sheet(shear.round_slenderness, R_b=(s.D - s.t) / 2.0, t=s.t, L_v=L)
        F_v = shear.round_stress(sheet, metal, lam)
        A_s = sheet(shear.round_shear_area, A_g=s.A)
        C = sheet(shear.round_torsion_constant, J=s.J, D=s.D)
    else:
        lam = (s.H - 2.0 * s.t) / s.t
        F_v = shear.wall_stress(sheet, metal, lam)
        A_s, C = sheet(shear.box_shear_area, H=s.H, t=s.t), s.C
    F_t = shear.wall_stress(sheet, metal, lam) if isinstance(s, Round) else F_v
    F_suw = sheet(shear.shear_ultimate, F_tuw=m.F_tuw)
    rupture = Rupture(
        M_nu, sheet(shear.shear_rupture, F_suw=F_suw, A_s=A_s), sheet(shear.torsional_strength, F_s=F_suw, C=C)
    )
    V = sheet(shear.shear_strength, F_s=F_v, A_s=A_s)
    return V, sheet(shear.torsional_strength, F_s=F_t, C=C), rupture
