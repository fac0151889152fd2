"""Checks of a steel support: every combination and case, the worst for each check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from apex.engine.elementwise import choose, larger
from apex.engine.load.action import Action
from apex.engine.steel.combined import flexure_and_axial, with_torsion
from apex.engine.steel.strength import OMEGA, OMEGA_WEB, PHI, PHI_WEB, Strength
from apex.engine.trace import Check, Quiet

Method = Literal["LRFD", "ASD"]
NAMES = ("Flexure", "Shear", "Torsion", "Compression", "Combined forces")
CHAPTERS = ("F", "G", "H3", "E", "H1, H3")
ALPHA = {"LRFD": 1.0, "ASD": 1.6}


def available(nominal: Strength, method: Method) -> Strength:
    """Design (phi R_n) or allowable (R_n/Omega) strengths."""
    k = PHI if method == "LRFD" else 1.0 / OMEGA
    web = PHI_WEB if method == "LRFD" else 1.0 / OMEGA_WEB
    on_web = choose(nominal.web_yields, web, k)
    return replace(
        nominal,
        M_x=k * nominal.M_x,
        M_y=k * nominal.M_y,
        V_x=k * nominal.V_x,
        V_y=on_web * nominal.V_y,
        P=k * nominal.P,
        T=None if nominal.T is None else k * nominal.T,
    )


@dataclass(frozen=True, slots=True)
class Ratios:
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


@dataclass(frozen=True, slots=True)
class Governing:
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
    worst: list[Governing | None] = [None] * len(NAMES)
    for case, action in distinct(actions):
        r = ratios(action, c)
        for i, value in enumerate(r.by_check()):
            held = worst[i]
            if held is None or value > held.ratio:
                worst[i] = Governing(value, case, action, r)
    return [w for w in worst if w is not None]


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
    """The combined ratio, recorded."""
    return sheet.first(
        (
            r.tau <= 0.2,
            "T_r/T_c <= 0.20: section H1",
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
