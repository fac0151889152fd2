"""The mats of a footing worked out step by step, every layer with its checks. ACI 318."""

from __future__ import annotations

from apex.engine.concrete.block import block_factor, net_tensile_strain
from apex.engine.footing.concrete import block_depth, flexural_strength, two_way_strength
from apex.engine.footing.cut import Shears
from apex.engine.footing.layer import (
    WIDEST,
    Concrete,
    Layer,
    area_needed,
    developed,
    least_area,
    shear_strength,
)
from apex.engine.footing.mat import (
    LEAST_DEPTH,
    Bending,
    Mats,
    bending,
    governing,
    one_way,
    strain_limit,
    two_way,
    two_way_side,
)
from apex.engine.footing.shape import Footing
from apex.engine.footing.transfer import transfers
from apex.engine.trace import Check, Quiet

_QUIET = Quiet()
CLEAR_IN = 1.0
"""Least clear distance between bars, or their diameter (ACI 318 25.2.1, aggregate to 3/4 in.)."""


def mat_checks(
    sheet: Quiet, shears: Shears, k: Concrete, mats: Mats, pack_label: str
) -> tuple[list[Check], list[bool]]:
    """Flexure, least steel, spacing, strain, development and shear of every layer, and two-way shear.

    Beside the checks whether the bars of each layer are hooked.
    """
    f, moments = shears.cuts[0].f, bending(shears)
    checks, hooked = [_least_depth(sheet, k, mats)], []
    for a in mats.layers:
        sheet.part("foundation", f"Footing: {a.words}")
        words = f"{a.count} #{a.bar.size}, {a.spacing_in:.1f} in. apart"
        sheet.taken("A_b", f"{words}; area of one bar", a.bar.area_in2, "in2", pack_label, "ASTM A615")
        sheet.given("d", "Effective depth", a.d_in, "in")
        more, hooks = _layer_checks(sheet, f, shears, k, a, moments)
        checks += more
        hooked.append(hooks)
    return checks + _two_way(sheet, f, shears, k, mats), hooked


def _least_depth(sheet: Quiet, k: Concrete, mats: Mats) -> Check:
    d = min(a.d_in for a in mats.bottom)
    return sheet.check(Check("Depth of the bottom bars", f"ACI {k.aci} 13.3.1.2", LEAST_DEPTH, d, "in"))


def _layer_checks(
    sheet: Quiet, f: Footing, shears: Shears, k: Concrete, a: Layer, moments: Bending
) -> tuple[list[Check], bool]:
    title, aci = a.words.capitalize(), f"ACI {k.aci}"
    M, case = moments.of(a.face)[a.way]
    sheet.given("M_u", "Moment at the face of the pedestal: soil pressure less the weight on it", M, "kip-ft")
    found, hooked = [], False
    needed = area_needed(sheet, f, k, a.way, a.d_in, M)
    if needed is None:
        sheet.note("The section is too small for this moment, whatever its bars")
    else:
        # Bars that are the least for any moment are a rule: no combination decides about them.
        by = case if needed > least_area(_QUIET, f, k, a.way) else ""
        found.append(Check(f"{title}: steel", f"{aci} 13.3.3.3, 7.6.1.1", needed, a.A_s, "in2", by))
    if a.d_in > 0.0:
        found += _flexure(sheet, k, a, M, case, title)
        V, shear_case = one_way(shears, a)
        sheet.given("V_u", f"Shear at d from the face, {shear_case}", V, "kip")
        held = shear_strength(sheet, k, a)
        number = "22.5.5.1" if k.aci == "318-14" else "Table 22.5.5.1(c)"
        found.append(Check(f"{title}: one-way shear", f"{aci} {number}", V, held, "kip", shear_case))
    found.append(Check(f"{title}: spacing", f"{aci} 8.7.2.2", a.spacing_in, min(WIDEST, 24.0 * f.t_ft), "in"))
    closest = a.bar.diameter_in + max(CLEAR_IN, a.bar.diameter_in)
    found.append(Check(f"{title}: room between bars", f"{aci} 25.2.1", closest, a.spacing_in, "in"))
    if a.spacing_in > 0.0:
        length, hooked = developed(sheet, f, k, a)
        found.append(Check(f"{title}: development", f"{aci} 25.4", length, max(a.reach_in, 0.0), "in"))
    return [sheet.check(c) for c in found], hooked


def _flexure(sheet: Quiet, k: Concrete, a: Layer, M: float, case: str, title: str) -> list[Check]:
    """Phi M_n with phi 0.9, and that the strain of the bars lets phi be 0.9."""
    depth = sheet(block_depth, A_s=a.A_s, f_y=k.fy_ksi, f_c=k.fc_psi, b=a.width_in)
    beta_1 = sheet(block_factor, f_c=k.fc_psi)
    eps_t = sheet(net_tensile_strain, d_t=a.d_in, c=depth / beta_1)
    held = sheet(flexural_strength, A_s=a.A_s, f_y=k.fy_ksi, d=a.d_in, a=depth)
    return [
        Check(f"{title}: flexure", f"ACI {k.aci} 13.2.7.1", M, held, "kip-ft", case),
        Check(f"{title}: tension-controlled", f"ACI {k.aci} 21.2.2", strain_limit(k), max(eps_t, 0.0), ""),
    ]


def _two_way(sheet: Quiet, f: Footing, shears: Shears, k: Concrete, mats: Mats) -> list[Check]:
    """Shear around the pedestal with the moments it passes on, and the part of them that flexure takes."""
    d = mats.d_two_way
    if d <= 0.0:
        return []
    sheet.part("foundation", "Footing: two-way shear around the pedestal")
    cut = governing(shears, d)
    if cut is None:
        sheet.note("The critical section lies outside the footing: one-way shear alone governs")
        return []
    s = two_way_side(f, d)
    V, M_x, M_y = cut.around(s / 12.0)
    sheet.note(f"Governing combination: {cut.name}. Forces of the soil outside the critical section, less its weight:")
    sheet.given("V", "Shear", V, "kip")
    sheet.given("M_x", "Moment passed on, normal to the face", M_x, "kip-ft")
    sheet.given("M_y", "Moment passed on, along the face", M_y, "kip-ft")
    v_u = two_way(sheet, cut, d) or 0.0
    held = sheet(two_way_strength, d=d, s=s, f_c=k.fc_psi)
    shear = Check("Two-way shear", f"ACI {k.aci} 22.6.5.2, 8.4.4.2", v_u, held, "ksi", cut.name)
    return [sheet.check(shear), *transfers(sheet, shears, k, mats)]
