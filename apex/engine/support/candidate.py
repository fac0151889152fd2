"""Every section of the chosen families at once: which would do, what each is used to, and why not.

The same formulas as for one section, over arrays; numpy pays here (500 sections in
milliseconds). The section chosen is afterwards worked out in full, step by step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from apex.engine.envelope import show_ratio
from apex.engine.load.action import Action
from apex.engine.load.combination import Case, factored
from apex.engine.steel.capacity import Strength
from apex.engine.steel.grade import Grade
from apex.engine.steel.section import Section
from apex.engine.support.demand import Setting, axes, demand, stability
from apex.engine.support.group import Group
from apex.engine.support.member import ALPHA, NAMES, Method
from apex.engine.support.metal import Metal
from apex.engine.support.stiffness import top_deflection
from apex.engine.trace import Sweep

SortBy = Literal["weight", "depth", "cost"]
AMPLIFIED = 1.0 / 3.0
"""Part alpha P/P_e at which the amplifier 1/(1 - alpha P/P_e) reaches 1.5."""

NO_TORSION = "an open section under torsion: choose a closed section (HSS or pipe)"


# Not frozen: a thousand of them are made for one answer, and freezing costs a third of it.
@dataclass(slots=True)
class Candidate:
    """One section in one grade with what each check comes to; `reason` where it cannot be used."""

    section: Section
    grade: Grade
    ratios: Mapping[str, float]
    ratio: float
    governing: str
    cost_usd: float
    reason: str = ""
    fits: bool = True
    """False where the section cannot be used at all, whatever it carries."""
    capacities: Sequence[float] = ()
    """Available flexure, shear, torsion and compression (kip-ft, kip), where loads were given."""

    @property
    def feasible(self) -> bool:
        return not self.reason and self.ratio <= 1.0

    @property
    def at_grade(self) -> bool:
        """Whether the sweep's checks pass, whatever the whole design says."""
        return max(self.ratios.values(), default=2.0) <= 1.0 and self.fits

    @property
    def why_not(self) -> str:
        """What rules it out, in words."""
        if self.reason or self.feasible:
            return self.reason
        return ", ".join(f"{name.lower()} {show_ratio(r)}" for name, r in self.ratios.items() if not r <= 1.0)


def by_sign(
    metal: Metal,
    group: Group,
    setting: Setting,
    method: Method,
    edition: str,
    deflection_limit: float,
    service: float,
) -> dict[str, Any]:
    """Ratio arrays for every section of a group, each with its own gust and wind on itself."""
    sheet = Sweep()
    with np.errstate(all="ignore"):
        d = demand(sheet, setting, metal, group.stacked, group.steel)
        c = _strengths(metal, group, setting.H_ft, method, setting.orientation)
        alpha = ALPHA[method]
        heaviest: Any = 0.0
        for N in _axial(factored("ASD", edition, d.loads)):
            heaviest = np.maximum(heaviest, ALPHA["ASD"] * N)
        sway: list[tuple[Any, Any]] = []
        for N in _axial(factored(method, edition, d.loads)):
            sway.append((1.0 / (1.0 - alpha * N / d.P_e[0]), 1.0 / (1.0 - alpha * N / d.P_e[1])))
            heaviest = np.maximum(heaviest, alpha * N)
        actions = [
            (case.name, case.total.amplified(*b))
            for loads in d.posts
            for case, b in zip(factored(method, edition, loads), sway, strict=True)
        ]
        found = dict(zip(NAMES, metal.envelope_ratios(actions, c), strict=True))
        found["Deflection"] = _deflection(group, setting, d.normal, d.along, deflection_limit, service)
        found["Stability"] = stability(heaviest, d.P_e) / AMPLIFIED
        if not isinstance(setting.gust, str):
            found["Gust factor"] = np.maximum(d.G_least[0], d.G_least[1]) / float(setting.gust)
    return found


def _axial(found: Sequence[Case]) -> list[Any]:
    return [case.gravity.N + case.lateral.N for case in found]


def _deflection(group: Group, setting: Setting, normal: Any, along: Any, limit: float, service: float) -> Any:
    ax = axes(group.stacked, setting.orientation)
    H, E = setting.H_ft, group.steel.E
    allowed = 12.0 * H / limit
    worst: Any = 0.0
    trials = [(r, ax.I_normal, setting.posts.largest(r.X / r.M)) for _, r in normal]
    for r, inertia, share in (*trials, (along, ax.I_along, 1.0 / setting.posts.count)):
        delta = top_deflection(k=service, H=H, S_2=share * r.D, S_3=share * r.C, E=E, I=inertia)
        worst = np.maximum(worst, delta / allowed)
    return worst


def _strengths(metal: Metal, group: Group, L_ft: float, method: Method, orientation: str) -> Strength:
    c = metal.strengths(Sweep(), group.stacked, group.steel, 12.0 * L_ft, method)[1]
    return c if orientation == "strong" else c.turned()


def by_loads(
    metal: Metal, group: Group, demands: Sequence[Action], method: Method, L_ft: float
) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """Ratio arrays under given post actions, already factored, and the available strengths."""
    with np.errstate(all="ignore"):
        c = _strengths(metal, group, L_ft, method, "strong")
        ratios = dict(zip(NAMES, metal.envelope_ratios([("given", a) for a in demands], c), strict=True))
    return ratios, (c.M_x / 12.0, c.V_y, 0.0 if c.T is None else c.T / 12.0, c.P)


def rows(
    group: Group,
    found: Mapping[str, Any],
    cost_per_lb: Mapping[str, float],
    length_ft: float,
    *,
    torsion: bool,
    capacities: Sequence[Any] = (),
) -> Iterator[Candidate]:
    """Candidates of a group from their ratio arrays; cost is that of `length_ft` of steel in all posts."""
    open_section = torsion and group.stacked.kind == "wide_flange"
    names = [n for n in found if not (n == "Torsion" and group.stacked.kind == "wide_flange")]
    n = len(group.sections)
    table = np.array([np.broadcast_to(found[name], (n,)) for name in names]).T
    table = np.where(table >= 0.0, table, np.inf)
    most = table.argmax(axis=1).tolist()
    held = np.array([np.broadcast_to(c, (n,)) for c in capacities]).T.tolist() if capacities else [()] * n
    for section, grade, refused, values, at, strengths in zip(
        group.sections, group.grades, group.reasons, table.tolist(), most, held, strict=True
    ):
        reason = refused or (NO_TORSION if open_section else "")
        cost = section.weight_plf * length_ft * cost_per_lb[section.family]
        ratios = dict(zip(names, values, strict=True))
        yield Candidate(section, grade, ratios, values[at], names[at], cost, reason, not reason, strengths)


def ranked(candidates: Sequence[Candidate], sort_by: SortBy = "weight") -> list[Candidate]:
    """Feasible candidates, lightest (shallowest, cheapest) first; ties by depth, then name."""

    def key(c: Candidate) -> tuple[float, float, float, str]:
        section = c.section
        weight, depth = section.weight_plf, section.depth_in
        first = weight if sort_by == "weight" else depth if sort_by == "depth" else c.cost_usd
        return (first, weight, depth, section.name)

    return sorted((c for c in candidates if c.feasible), key=key)


def pareto(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Feasible candidates that no other beats in both cost and utilization, cheapest first."""
    front: list[Candidate] = []
    for c in sorted((c for c in candidates if c.feasible), key=lambda c: (c.cost_usd, c.ratio, c.section.name)):
        if not front or c.ratio < front[-1].ratio:
            front.append(c)
    return front


def nearest(candidates: Sequence[Candidate]) -> Candidate | None:
    """The candidate whose worst check is closest to passing, where none passes."""
    usable = [c for c in candidates if not c.reason and c.ratio < float("inf")]
    return min(usable, key=lambda c: (c.ratio, c.section.weight_plf, c.section.name), default=None)
