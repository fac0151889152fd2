"""One support worked out in full: demand, strength and every check, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from apex.engine.document import Support
from apex.engine.load.action import Action
from apex.engine.load.combination import Method, combinations, combined
from apex.engine.pack import Header
from apex.engine.steel.capacity import Material, Strength
from apex.engine.steel.combined import resultant_moment, sway_amplifier
from apex.engine.steel.grade import Grade
from apex.engine.steel.section import PROPERTIES, Section, WideFlange
from apex.engine.steel.strength import require_scope, strength
from apex.engine.support.candidate import NO_TORSION
from apex.engine.support.demand import Axes, Demand, Setting, axes, demand, stability
from apex.engine.support.member import ALPHA, NAMES, Governing, available, envelope, strength_checks
from apex.engine.support.stiffness import top_deflection, twist
from apex.engine.trace import Check, Quiet
from apex.engine.wind.solid import Resultant
from apex.errors import OutOfScope

AMPLIFIER_LIMIT = 1.5
Cases = list[tuple[str, Action]]


@dataclass(frozen=True, slots=True)
class SupportWork:
    """A support's actions, strengths and checks. Empty `soil` where it is not stable."""

    section: Section
    grade: Grade
    demand: Demand
    nominal: Strength
    available: Strength
    strength_cases: Cases
    soil: Cases
    governing: tuple[Governing, ...]
    deflection_in: float
    twist_deg: float | None
    checks: tuple[Check, ...]

    @property
    def stable(self) -> bool:
        return bool(self.soil)


def work(
    sheet: Quiet,
    setting: Setting,
    support: Support,
    editions: Mapping[str, str],
    section: Section,
    grade: Grade,
    steel: Material,
    catalog: Header | None = None,
) -> SupportWork:
    """Demand, second order, strengths and checks of one section."""
    require_scope(section, steel)
    d = demand(sheet, setting, section, steel)
    if isinstance(section, WideFlange) and any(a.T for _, a in (*d.loads.wind, *d.loads.seismic)):
        raise OutOfScope("AISC 360 H3", "section", section.name, NO_TORSION, "support.section")
    asce = setting.climate.code.edition
    checks = _stability(sheet, d, support, asce, editions["AISC 360"])
    stable = all(c.passes for c in checks)
    cases = _amplified(sheet, d, support.method, asce) if stable else []
    soil = _amplified(Quiet(), d, "ASD", asce) if stable else []
    sheet.part("support", f"Strength of {section.name}, {grade.name}")
    if catalog is not None:
        _record_section(sheet, section, catalog)
    steel.record(sheet)
    nominal = strength(sheet, section, steel, 12.0 * setting.H_ft)
    turned = nominal if support.orientation == "strong" else nominal.turned()
    sheet.note("Available strengths: compression, torsion, flexure, shear")
    c = available(sheet, turned, support.method)
    governing: list[Governing] = []
    if stable:
        sheet.part("support", "Checks of the support")
        governing = envelope(cases, c)
        _note_governing(sheet, governing, c)
        checks += strength_checks(sheet, governing, c, editions["AISC 360"])
    ax = axes(section, setting.orientation)
    deflection = _deflection(sheet, setting, d, ax, steel, support)
    checks.append(sheet.check(deflection))
    checks += _gust(sheet, setting, d)
    angle = None if isinstance(section, WideFlange) else _twist(sheet, setting, d, support, steel, section.J)
    return SupportWork(
        section, grade, d, turned, c, cases, soil, tuple(governing), deflection.demand, angle, tuple(checks)
    )


def _record_section(sheet: Quiet, section: Section, catalog: Header) -> None:
    """Every property the strengths use, from the catalog; t is the design wall."""
    if not sheet.records:
        return
    source = catalog.source.split(" as carried")[0]
    for f in fields(section):
        value = getattr(section, f.name)
        if isinstance(value, float):
            symbol, label, unit = PROPERTIES[f.name]
            sheet.taken(symbol, f"{section.name}: {label}", value, unit, catalog.label, source)


def _stability(sheet: Quiet, d: Demand, support: Support, asce: str, aisc: str) -> list[Check]:
    """P times alpha against P_e: at 1 the support fails; past an amplifier of 1.5 this method ends.

    Soil is always checked by ASD, so its combinations (alpha 1.6) count beside the support's own.
    """
    methods: set[Method] = {support.method, "ASD"}
    every = [
        (ALPHA[method] * action.N, name)
        for method in sorted(methods)
        for name, action in combined(combinations(method, asce), d.loads)
    ]
    load, name = max(every)
    part = stability(load, d.P_e)
    check = Check("Stability", f"{aisc} App. 8", load, min(d.P_e), "kip", name)
    if part < 1.0 and 1.0 / (1.0 - part) > AMPLIFIER_LIMIT:
        value, limit = 1.0 / (1.0 - part), "above 1.5 a direct second-order analysis is needed"
        raise OutOfScope("AISC 360 C2", "sway amplifier B_2", value, limit, "support.section")
    sheet.part("support", "Second order")
    return [sheet.check(check)]


def _amplified(sheet: Quiet, d: Demand, method: Method, asce: str) -> Cases:
    """Every combination with its moments amplified for sway about each axis."""
    alpha = ALPHA[method]
    found = []
    for name, a in combined(combinations(method, asce), d.loads):
        b_x, b_y = (sway_amplifier(alpha=alpha, P=a.N, P_e=P_e) for P_e in d.P_e)
        found.append((name, a.amplified(b_x, b_y)))
    if found and sheet.records:
        heaviest = max((a for _, a in found), key=lambda a: a.N)
        sheet.note("Moments of every combination are amplified with their own P; here the largest P:")
        sheet(sway_amplifier, alpha=alpha, P=heaviest.N, P_e=min(d.P_e))
    return found


def _note_governing(sheet: Quiet, governing: list[Governing], c: Strength) -> None:
    """Required and available strengths of the combination that governs the interaction."""
    if not sheet.records:
        return
    g = governing[NAMES.index("Combined forces")]
    a = g.action
    sheet.note(f"Governing combination: {g.case}")
    if c.round:
        sheet(resultant_moment, M_rx=a.M_x, M_ry=a.M_y)
    for symbol, label, value, unit in (
        ("P_r", "Axial force", a.N, "kip"),
        ("M_rx", "Moment, wind normal to the face, amplified", a.M_x, "kip-ft"),
        ("M_ry", "Moment, along the face, amplified", a.M_y, "kip-ft"),
        ("V_r", "Shear", a.V, "kip"),
        ("T_r", "Torsion", a.T, "kip-ft"),
        ("P_c", "Available compression", c.P, "kip"),
        ("M_cx", "Available flexure", c.M_x / 12.0, "kip-ft"),
        ("V_c", "Available shear", c.V_y, "kip"),
        ("T_c", "Available torsion", (c.T or 0.0) / 12.0, "kip-ft"),
    ):
        sheet.given(symbol, label, value, unit)


def _deflection(sheet: Quiet, setting: Setting, d: Demand, ax: Axes, steel: Material, support: Support) -> Check:
    """Deflection at the top under the service part of the wind, the worse direction and case."""
    H, k = setting.H_ft, support.service_wind_factor
    trials = [(name, r, ax.I_normal) for name, r in d.normal] + [("along the face", d.along, ax.I_along)]

    def at_top(by: Quiet, r: Resultant, inertia: float) -> float:
        return by(top_deflection, k=k, H=H, S_2=r.D, S_3=r.C, E=steel.E, I=inertia)

    quiet = Quiet()
    name, r, inertia = max(trials, key=lambda t: at_top(quiet, t[1], t[2]))
    sheet.part("support", "Deflection and twist")
    sheet.note(
        "S_2 = sum of F(z^2 + s^2/12) in lb-ft2, S_3 = sum of F(z^3 + z s^2/4) in lb-ft3, over all wind forces of "
        "the case, each spread over its height s; the tilt from dead load is not included"
    )
    delta = at_top(sheet, r, inertia)
    clause = f"chosen limit L/{support.deflection_limit:g}, {k:g}W"
    return Check("Deflection", clause, delta, 12.0 * H / support.deflection_limit, "in", name)


def _twist(sheet: Quiet, setting: Setting, d: Demand, support: Support, steel: Material, J: float) -> float:
    """Twist at the middle of the faces under the service part of the worst torsion."""
    T = support.service_wind_factor * max(abs(a.T) for _, a in d.loads.wind)
    return sheet(twist, T=T, L=setting.totals.centroid_ft, G=steel.G, J=J)


def _gust(sheet: Quiet, setting: Setting, d: Demand) -> list[Check]:
    """A gust factor given as a number is held against G_f where the support is flexible."""
    if isinstance(setting.gust, str):
        return []
    least = max(d.G_least)
    if least == 0.0:
        sheet.note("n_1 >= 1 Hz: a given gust-effect factor stands")
        return []
    return [sheet.check(Check("Gust factor", f"ASCE {setting.climate.code.edition} 26.11.5", least, setting.gust, ""))]
