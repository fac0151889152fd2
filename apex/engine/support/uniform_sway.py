"""Deflection and twist of a post of one section, under the service part of the wind."""

from __future__ import annotations

from apex.engine.document import Support
from apex.engine.steel.capacity import Material
from apex.engine.steel.section import Section, WideFlange
from apex.engine.support.axis import Axes, axes
from apex.engine.support.demand import Demand
from apex.engine.support.line import line_twist
from apex.engine.support.setting import Setting
from apex.engine.support.stiffness import top_deflection, twist
from apex.engine.trace import Check, Quiet
from apex.engine.wind.part import Resultant


def uniform_deflection(sheet: Quiet, setting: Setting, d: Demand, ax: Axes, steel: Material, support: Support) -> Check:
    """Deflection at the top under the service part of the wind, the worse direction, case and post."""
    H, k = setting.H_ft, support.service_wind_factor
    trials = [(name, r, ax.I_normal, setting.posts.largest(r.X / r.M)) for name, r in d.normal]
    trials.append(("along the face", d.along, ax.I_along, 1.0 / setting.posts.count))

    def at_top(by: Quiet, r: Resultant, inertia: float, share: float) -> float:
        return by(top_deflection, k=k, H=H, S_2=share * r.D, S_3=share * r.C, E=steel.E, I=inertia)

    quiet = Quiet()
    name, r, inertia, share = max(trials, key=lambda t: at_top(quiet, *t[1:]))
    sheet.part("support", "Deflection and twist")
    sheet.note(
        "S_2 = sum of F(z^2 + s^2/12) in lb-ft2, S_3 = sum of F(z^3 + z s^2/4) in lb-ft3, over all wind forces of "
        "the case, each spread over its height s; the tilt from dead load is not included"
    )
    if setting.posts.count > 1:
        sheet.note(f"On the post that takes most: {share:.3f} of them")
    delta = at_top(sheet, r, inertia, share)
    clause = f"chosen limit L/{support.deflection_limit:g}, {k:g}W"
    return Check("Deflection", clause, delta, 12.0 * H / support.deflection_limit, "in", name)


def uniform_twist(
    sheet: Quiet, setting: Setting, d: Demand, support: Support, steel: Material, section: Section
) -> float | None:
    """Turn in plan under the service part of the worst case: of the post at the faces, or of the line of posts."""
    k, H = support.service_wind_factor, setting.H_ft
    if setting.posts.count > 1:
        inertia = axes(section, setting.orientation).I_normal
        r = max((r for _, r in d.normal), key=lambda r: abs(r.X))
        delta = top_deflection(k=k, H=H, S_2=r.D, S_3=r.C, E=steel.E, I=inertia)
        return sheet(line_twist, delta=delta, e=abs(r.X / r.M), sum_x2=setting.posts.sum_x2)
    if isinstance(section, WideFlange):
        return None
    T = k * max(abs(a.T) for _, a in d.loads.wind)
    return sheet(twist, T=T, L=setting.totals.centroid_ft, G=steel.G, J=section.J)
