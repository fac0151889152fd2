"""Checks of a steel support: every combination and case, the worst for each check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from apex.engine.elementwise import choose, larger
from apex.engine.load.action import Action
from apex.engine.steel.capacity import OMEGA, OMEGA_WEB, PHI, PHI_WEB, Strength
from apex.engine.steel.combined import (
    allowable_force,
    allowable_moment,
    design_force,
    design_moment,
    flexure_and_axial,
    with_torsion,
)
from apex.engine.trace import Check, Quiet

Method = Literal["LRFD", "ASD"]
NAMES = ("Flexure", "Shear", "Torsion", "Compression", "Combined forces")
CHAPTERS = ("F", "G", "H3", "E", "H1, H3")
ALPHA = {"LRFD": 1.0, "ASD": 1.6}


def available(sheet: Quiet, nominal: Strength, method: Method) -> Strength:
    """Design (phi R_n) or allowable (R_n/Omega) strengths; the stocky web of a W has its own factor.

    The web carries V_y where the strong axis faces the wind, V_x where the section is turned.
    """

    def force(R_n: float, phi: float = PHI, Omega: float = OMEGA) -> float:
        if method == "LRFD":
            return sheet(design_force, phi=phi, R_n=R_n)
        return sheet(allowable_force, R_n=R_n, Omega=Omega)

    def moment(M_n: float) -> float:
        if method == "LRFD":
            return sheet(design_moment, phi=PHI, M_n=M_n)
        return sheet(allowable_moment, M_n=M_n, Omega=OMEGA)

    sheet.note("Compression")
    P, T = force(nominal.P), None
    if nominal.T is not None:
        sheet.note("Torsion")
        T = moment(nominal.T)
    if nominal.round:
        sheet.note("Flexure and shear")
        M, V = moment(nominal.M_x), force(nominal.V_x)
        return replace(nominal, M_x=M, M_y=M, V_x=V, V_y=V, P=P, T=T)
    flanges = (PHI, OMEGA)
    web = (choose(nominal.web_yields, PHI_WEB, PHI), choose(nominal.web_yields, OMEGA_WEB, OMEGA))
    on_x, on_y = (web, flanges) if nominal.turned_90 else (flanges, web)
    sheet.note("Flexure, wind normal to the face and along it")
    M_x, M_y = moment(nominal.M_x), moment(nominal.M_y)
    sheet.note("Shear, wind along the face and normal to it")
    return replace(nominal, M_x=M_x, M_y=M_y, V_x=force(nominal.V_x, *on_x), V_y=force(nominal.V_y, *on_y), P=P, T=T)


class Ratios(NamedTuple):
    """Parts of the interaction: p axial, m_x and m_y flexure, v shear, tau torsion, and all together."""

    p: float
    m_x: float
    m_y: float
    v: float
    tau: float
    together: float

    def by_check(self) -> tuple[float, float, float, float, float]:
        """Ratios in the order of `NAMES`."""
        return larger(self.m_x, self.m_y), self.v, self.tau, self.p, self.together


def ratios(a: Action, c: Strength) -> Ratios:
    """Demand over available strength. A round section bends about the resultant moment.

    a in kip and kip-ft, c in kip and kip-in.
    """
    p = abs(a.N) / c.P
    if c.round:
        m_x: float = 12.0 * (a.M_x**2 + a.M_y**2) ** 0.5 / c.M_x
        m_y = 0.0 * m_x
        v: float = (a.V_x**2 + a.V_y**2) ** 0.5 / c.V_x
    else:
        m_x, m_y = 12.0 * abs(a.M_x) / c.M_x, 12.0 * abs(a.M_y) / c.M_y
        v = ((a.V_x / c.V_x) ** 2 + (a.V_y / c.V_y) ** 2) ** 0.5
    tau = 0.0 * p if c.T is None else 12.0 * abs(a.T) / c.T
    together = choose(
        tau <= 0.2,
        flexure_and_axial(p=p, m_x=m_x, m_y=m_y),
        with_torsion(p=p, m_x=m_x, m_y=m_y, v=v, tau=tau),
    )
    return Ratios(p, m_x, m_y, v, tau, together)


class Governing(NamedTuple):
    """The worst combination for one check."""

    ratio: float
    case: str
    action: Action
    ratios: Ratios


def distinct(actions: Iterable[tuple[str, Action]]) -> Iterator[tuple[str, Action]]:
    """Cases that differ in magnitude: a mirrored one uses a doubly symmetric section just as much."""
    seen = set()
    for name, a in actions:
        size = (a.N, abs(a.V_x), abs(a.V_y), abs(a.M_x), abs(a.M_y), abs(a.T))
        if size not in seen:
            seen.add(size)
            yield name, a


def envelope(actions: Iterable[tuple[str, Action]], c: Strength) -> list[Governing]:
    """For each check of `NAMES` the combination and case that governs it (one section)."""
    tried = [(case, action, ratios(action, c)) for case, action in distinct(actions)]
    governing = []
    for each in zip(*[r.by_check() for _, _, r in tried], strict=True):
        worst = max(each)
        governing.append(Governing(worst, *tried[each.index(worst)]))
    return governing


def envelope_ratios(actions: Iterable[tuple[str, Action]], c: Strength) -> list[Any]:
    """The worst ratio for each check of `NAMES`, element by element (candidates)."""
    worst: list[Any] = []
    for _, action in actions:
        values = ratios(action, c).by_check()
        worst = [larger(a, b) for a, b in zip(worst, values, strict=True)] if worst else list(values)
    return worst


def strength_checks(
    sheet: Quiet, governing: Sequence[Governing], c: Strength, document: str, prefix: str = ""
) -> list[Check]:
    """Checks in kip and kip-ft from the governing combinations, with the interaction worked out."""
    out = []
    for name, chapter, g in zip(NAMES, CHAPTERS, governing, strict=True):
        if name == "Torsion" and c.T is None:
            continue
        demand, capacity, unit = _figures(name, g, c)
        if name == "Combined forces":
            demand = interaction(sheet, g.ratios)
        out.append(sheet.check(Check(f"{prefix}{name}", f"{document} {chapter}", demand, capacity, unit, g.case)))
    return out


def interaction(sheet: Quiet, r: Ratios) -> float:
    """The combined ratio, recorded with the parts it is made of."""
    for symbol, label, value in (
        ("p", "P_r/P_c, axial", r.p),
        ("m_x", "M_r/M_c, about the resultant where round, else wind normal to the face", r.m_x),
        ("m_y", "M_r/M_c, along the face (none where round)", r.m_y),
        ("v", "V_r/V_c, resultant shear", r.v),
        *([("tau", "T_r/T_c, torsion", r.tau)] if r.tau else []),
    ):
        sheet.given(symbol, label, value)
    return sheet.first(
        (
            r.tau <= 0.2,
            "T_r/T_c <= 0.20: section H1" if r.tau else "No torsion: section H1",
            lambda: sheet(flexure_and_axial, p=r.p, m_x=r.m_x, m_y=r.m_y),
        ),
        (
            True,
            "T_r/T_c > 0.20: section H3.2",
            lambda: sheet(with_torsion, p=r.p, m_x=r.m_x, m_y=r.m_y, v=r.v, tau=r.tau),
        ),
    )


def _figures(name: str, g: Governing, c: Strength) -> tuple[float, float, str]:
    """Demand, capacity and unit of one check as a person reads them."""
    a = g.action
    if name == "Flexure":
        if c.round:
            return a.M, c.M_x / 12.0, "kip-ft"
        about_x = g.ratios.m_x >= g.ratios.m_y
        return (abs(a.M_x), c.M_x / 12.0, "kip-ft") if about_x else (abs(a.M_y), c.M_y / 12.0, "kip-ft")
    if name == "Shear":
        if c.round or a.V_x == 0.0:
            return a.V, c.V_y, "kip"
        return (abs(a.V_x), c.V_x, "kip") if a.V_y == 0.0 else (g.ratios.v, 1.0, "")
    if name == "Torsion":
        return abs(a.T), (c.T or 0.0) / 12.0, "kip-ft"
    if name == "Compression":
        return abs(a.N), c.P, "kip"
    return g.ratios.together, 1.0, ""
