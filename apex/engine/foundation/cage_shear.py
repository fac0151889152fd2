"""Shear and torsion of a pier with ties, and the spacing of the ties: ACI 318 10.6.2, 10.7.6, 22.5, 22.7."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.concrete.detail import greatest_tie_spacing
from apex.engine.concrete.layout import Layout
from apex.engine.concrete.shear import (
    PHI_SHEAR,
    Shear,
    Web,
    circular_depth,
    concrete_shear,
    least_ties,
    shear_strength,
)
from apex.engine.concrete.torsion import (
    combined_stress,
    greatest_stress,
    least_torsion_bars,
    shear_tie_area,
    threshold_torsion,
    torsion_bar_area,
    torsion_tie_area,
)
from apex.engine.foundation.along import Demand
from apex.engine.foundation.cage_task import CageTask
from apex.engine.trace import Check, Quiet

GREATEST_F_YT_KSI = 60.0
"""Ties in shear and torsion count no more (Table 20.2.2.4a)."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Ties at a spacing, the two planes they resist shear in, and what torsion needs of them: in, ksi, kip-in.

    `normal` resists V_y. `T_u` is 0 where every torsion is below its threshold, `A_l` the bars it needs.
    """

    s: float
    f_yt: float
    f_y: float
    normal: Web
    along: Web
    A_oh: float
    p_h: float
    A_cp: float
    p_cp: float
    torsion: Demand | None
    A_l: float
    bending_share: float
    aci: str

    @property
    def T_u(self) -> float:
        return 12.0 * self.torsion.T if self.torsion else 0.0


def ties_of(demands: Sequence[Demand], layout: Layout, spacing: float, f_c: float, f_y: float, aci: str) -> Ties:
    """The ties of a layout, with the torsion that is over its threshold (22.7.1.1), if any."""
    f_yt = min(f_y, GREATEST_F_YT_KSI)
    x, y = layout.tie_x_in, layout.tie_y_in
    A_oh, p_h = (math.pi / 4.0 * x**2, math.pi * x) if layout.round else (x * y, 2.0 * (x + y))
    p_cp = math.pi * layout.x_in if layout.round else 2.0 * (layout.x_in + layout.y_in)
    over = [
        d
        for d in demands
        if threshold_torsion(f_c=f_c, A_cp=layout.A_g, p_cp=p_cp, N_u=d.N, A_g=layout.A_g) < 12.0 * d.T
    ]
    torsion = max(over, key=lambda d: d.T, default=None)
    A_l = 0.0
    if torsion is not None:
        T_u = 12.0 * torsion.T
        A_t = torsion_tie_area(T_u=T_u, s=spacing, A_oh=A_oh, f_yt=f_yt)
        least = least_torsion_bars(
            f_c=f_c, A_cp=layout.A_g, f_y=f_y, A_t=A_t, s=spacing, b_w=layout.x_in, f_yt=f_yt, p_h=p_h
        )
        A_l = max(torsion_bar_area(T_u=T_u, p_h=p_h, A_oh=A_oh, f_y=f_y), least)
    share = max(1.0 - A_l / layout.A_st, 0.0)
    webs = webs_of(layout, spacing, f_c, f_yt)
    return Ties(spacing, f_yt, f_y, *webs, A_oh, p_h, layout.A_g, p_cp, torsion, A_l, share, aci)


def webs_of(layout: Layout, spacing: float, f_c: float, f_yt: float) -> tuple[Web, Web]:
    """The section in shear along y and along x.

    Round: b_w = D, d = 0.8 D, two legs. Rectangular: d is 0.8 of the depth, or to the outer bars if less,
    and every crosstie is a leg.
    """
    leg, areas = layout.tie.area_in2, layout.tension_area_in2
    if layout.round:
        d = circular_depth(D=layout.x_in)
        rho = areas[0] / (layout.x_in * d)
        web = Web(layout.x_in, d, layout.A_g, layout.A_e, rho, 2.0 * leg, spacing, f_c, f_yt)
        return web, web
    found = []
    for b, h, A_s, more in zip(
        (layout.x_in, layout.y_in), (layout.y_in, layout.x_in), areas, layout.between_faces, strict=True
    ):
        d = min(0.8 * h, h - layout.to_center_in)
        found.append(Web(b, d, layout.A_g, layout.A_e, A_s / (b * d), (2.0 + more) * leg, spacing, f_c, f_yt))
    return found[0], found[1]


def planes(d: Demand, ties: Ties) -> list[tuple[float, Web]]:
    """The shears of a case with the section that resists each."""
    found = [(d.V_y, ties.normal)]
    return [*found, (d.V_x, ties.along)] if d.V_x > 0.0 else found


def shear_ratio(d: Demand, ties: Ties) -> float:
    """V_u/phi V_n; in two planes the sum of both, which is on the safe side of 22.5.1.10."""
    quiet, total = Quiet(), 0.0
    for V, web in planes(d, ties):
        held = shear_strength(quiet, web, d.N, ties.aci).phi_V_n
        if V > 0.0:
            total += V / held if held > 0.0 else math.inf
    return total


def shear_checks(sheet: Quiet, task: CageTask, layout: Layout, ties: Ties) -> tuple[Demand, float, list[Check]]:
    """Checks of shear, torsion and ties: (governing case, its phi V_n in kip, checks)."""
    demands = task.shearing
    d, ratio = max(((d, shear_ratio(d, ties)) for d in demands), key=lambda pair: pair[1])
    sheet.note(f"Shear, governing case: {d.name}")
    task.show(sheet, d, "shear")
    if layout.round:
        sheet(circular_depth, D=layout.x_in)
    else:
        sheet.given("d", "0.8 of the depth, at most to the outer bars, wind normal to the face", ties.normal.d, "in")
    if ties.f_yt < ties.f_y:
        sheet.note(f"Ties count {ties.f_yt:g} ksi (Table 20.2.2.4a)")
    V, web = max(planes(d, ties), key=lambda plane: plane[0])
    sheet.given("V_u", "Shear of the pier" + _of_couple(task), V, "kip")
    held = shear_strength(sheet, web, d.N, ties.aci)
    clause = f"ACI {ties.aci} 22.5"
    both = d.V_x > 0.0 and d.V_y > 0.0
    if both:
        sheet.note(f"Both planes: V_ux/phi V_nx + V_uy/phi V_ny = {ratio:.4f}")
        checks = [sheet.check(Check("Pier shear, both planes", clause, ratio, 1.0, "", d.name))]
    else:
        checks = [sheet.check(Check("Pier shear", clause, V, held.phi_V_n, "kip", d.name))]
    needs = any(_needs_ties(d, ties) for d in demands)
    checks += _torsion(sheet, demands, layout, ties, (d, V, web, held))
    checks += _least(sheet, ties, needs=needs)
    checks.append(_spacing(sheet, demands, layout, ties, needs=needs))
    return d, held.phi_V_n, checks


def _of_couple(task: CageTask) -> str:
    return ", at least the post's upper bearing force" if task.carried_to_ft > 0.0 else ""


def _needs_ties(d: Demand, ties: Ties) -> bool:
    """Whether a case asks for the minimum of ties: V_u over half of phi V_c (10.6.2.1), or torsion."""
    if ties.torsion is not None:
        return True
    quiet = Quiet()
    return any(0.5 * PHI_SHEAR * concrete_shear(quiet, web, d.N, ties.aci) < V for V, web in planes(d, ties))


def _least(sheet: Quiet, ties: Ties, *, needs: bool) -> list[Check]:
    if not needs:
        sheet.note("V_u <= 0.5 phi V_c in every case: no least area of ties (10.6.2.1)")
        return []
    webs = [ties.normal] if ties.normal == ties.along else [ties.normal, ties.along]
    w = max(webs, key=lambda w: w.b_w / w.A_v)
    least = sheet(least_ties, f_c=w.f_c, b_w=w.b_w, s=w.s, f_yt=w.f_yt)
    return [sheet.check(Check("Least area of ties", "ACI 318 10.6.2.2", least, w.A_v, "in2"))]


def _spacing(sheet: Quiet, demands: Sequence[Demand], layout: Layout, ties: Ties, *, needs: bool) -> Check:
    """Spacing of the ties against 25.7.2.1, 10.7.6.5.2 where shear needs them, 9.7.6.3.3 under torsion."""
    limits = [
        sheet(
            greatest_tie_spacing,
            d_b=layout.bar.diameter_in,
            d_tie=layout.tie.diameter_in,
            b=min(layout.x_in, layout.y_in),
        )
    ]
    if needs:
        heavy = any(_heavy(d, ties) for d in demands)
        d = min(ties.normal.d, ties.along.d)
        limits.append(min(d / 4.0, 12.0) if heavy else min(d / 2.0, 24.0))
        sheet.note(f"Ties resist shear: at most {limits[-1]:.2f} in. apart (10.7.6.5.2)")
    if ties.torsion is not None:
        limits.append(min(ties.p_h / 8.0, 12.0))
        sheet.note(f"Ties resist torsion: at most {limits[-1]:.2f} in. apart (9.7.6.3.3)")
    return sheet.check(Check("Spacing of ties", "ACI 318 25.7.2.1, 10.7.6.5.2", ties.s, min(limits), "in"))


def _heavy(d: Demand, ties: Ties) -> bool:
    """Whether the ties must carry more than 4 sqrt(f'c) b_w d."""
    quiet = Quiet()
    return any(
        V / PHI_SHEAR - concrete_shear(quiet, w, d.N, ties.aci) > 0.004 * min(w.f_c, 1e4) ** 0.5 * w.b_w * w.d
        for V, w in planes(d, ties)
    )


def _torsion(
    sheet: Quiet,
    demands: Sequence[Demand],
    layout: Layout,
    ties: Ties,
    governing: tuple[Demand, float, Web, Shear],
) -> list[Check]:
    """The size of the section, and torsion: below its threshold, or ties and bars for it."""
    d, V, web, held = governing
    if ties.torsion is None:
        checks = [
            sheet.check(Check("Pier shear, size of the section", "ACI 318 22.5.1.2", V, held.most, "kip", d.name))
        ]
        t = max(demands, key=lambda d: _torsion_use(d, layout, web.f_c, ties))
        if t.T > 0.0:
            most = sheet(threshold_torsion, f_c=web.f_c, A_cp=layout.A_g, p_cp=ties.p_cp, N_u=t.N, A_g=layout.A_g)
            checks.append(
                sheet.check(Check("Pier torsion, threshold", "ACI 318 22.7.1.1", t.T, most / 12.0, "kip-ft", t.name))
            )
        return checks
    sheet.note(f"Torsion is over its threshold: ties and bars are made for it. Largest: {ties.torsion.name}")
    t, w, V_c = max(
        ((d, w, concrete_shear(Quiet(), w, d.N, ties.aci)) for d in demands for _, w in planes(d, ties)),
        key=lambda found: _tie_use(found[0], found[1], found[2], ties),
    )
    return [_stress(sheet, t, w, V_c, ties), _tie_area(sheet, t, w, V_c, ties), *_bars(sheet, layout, ties)]


def _torsion_use(d: Demand, layout: Layout, f_c: float, ties: Ties) -> float:
    most = threshold_torsion(f_c=f_c, A_cp=layout.A_g, p_cp=ties.p_cp, N_u=d.N, A_g=layout.A_g)
    return 12.0 * d.T / most if most > 0.0 else math.inf


def _shear_in(d: Demand, w: Web, ties: Ties) -> float:
    return d.V_y if w is ties.normal else d.V_x


def _tie_use(d: Demand, w: Web, V_c: float, ties: Ties) -> float:
    legs = torsion_tie_area(T_u=12.0 * d.T, s=w.s, A_oh=ties.A_oh, f_yt=w.f_yt)
    shear = shear_tie_area(V_u=_shear_in(d, w, ties), V_c=V_c, s=w.s, f_yt=w.f_yt, d=w.d)
    return (shear + 2.0 * legs) / w.A_v


def _tie_area(sheet: Quiet, d: Demand, w: Web, V_c: float, ties: Ties) -> Check:
    """Area of ties for shear and for the two legs that torsion takes; the leg at the face governs."""
    sheet.note(f"Ties under shear and torsion together, governing case: {d.name}")
    A_t = sheet(torsion_tie_area, T_u=12.0 * d.T, s=w.s, A_oh=ties.A_oh, f_yt=w.f_yt)
    A_v = sheet(shear_tie_area, V_u=_shear_in(d, w, ties), V_c=V_c, s=w.s, f_yt=w.f_yt, d=w.d)
    cite = f"ACI {ties.aci} {'22.5.10.1' if ties.aci == '318-14' else '22.5.8.1'}, 22.7.6.1"
    return sheet.check(Check("Ties for shear and torsion", cite, A_v + 2.0 * A_t, w.A_v, "in2", d.name))


def _stress(sheet: Quiet, d: Demand, w: Web, V_c: float, ties: Ties) -> Check:
    v = sheet(
        combined_stress, V_u=_shear_in(d, w, ties), b_w=w.b_w, d=w.d, T_u=12.0 * d.T, p_h=ties.p_h, A_oh=ties.A_oh
    )
    most = sheet(greatest_stress, V_c=V_c, b_w=w.b_w, d=w.d, f_c=w.f_c)
    return sheet.check(Check("Shear and torsion, size of the section", "ACI 318 22.7.7.1", v, most, "ksi", d.name))


def _bars(sheet: Quiet, layout: Layout, ties: Ties) -> list[Check]:
    """Vertical bars that torsion needs, and their spacing around the ties."""
    sheet.given("A_l", "Vertical bars for torsion, the larger of 22.7.6.1b and 9.6.4.3", ties.A_l, "in2")
    return [
        sheet.check(Check("Bars for torsion", "ACI 318 22.7.6.1, 9.6.4.3", ties.A_l, layout.A_st, "in2")),
        sheet.check(Check("Spacing of bars under torsion", "ACI 318 9.7.5.1", layout.widest_in, 12.0, "in")),
    ]
