"""Deflection and twist of a post that changes its section, under the service part of the wind. kip, ft, in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apex.engine.document import Support
from apex.engine.load.action import Action
from apex.engine.support.cantilever import Direction, SegmentSpan, Spread, top_deflection_in, top_twist_deg
from apex.engine.support.demand import Demand
from apex.engine.support.line import line_twist
from apex.engine.support.setting import Setting
from apex.engine.support.stepped import Stepped
from apex.engine.trace import Check, Quiet
from apex.engine.wind.part import Part


def wind_spreads(
    parts: Sequence[Part], G: float, k: float, H_ft: float, along: Direction, *, twist: bool = False
) -> list[Spread]:
    """So much (k) of the wind at gust factor G as loads on a cantilever H high; with their torque where asked.

    What stands over the top (a resultant above the middle of its sign, ice) acts on the top with its lever.
    """
    found: list[Spread] = []
    for part in parts:
        g = k * max(G, part.floor) / 1000.0
        for F, x, z, s in part.scaled():
            low, high = max(z - s / 2.0, 0.0), z + s / 2.0
            inside = 1.0 if high <= H_ft else max(H_ft - low, 0.0) / s
            T = g * F * x if twist else 0.0
            if inside > 0.0:
                found.append(Spread(low, min(high, H_ft), _push(g * F, 0.0, T, along).times(inside)))
            if inside < 1.0:
                lever = (max(low, H_ft) + high) / 2.0 - H_ft
                found.append(Spread(H_ft, H_ft, _push(g * F, lever, T, along).times(1.0 - inside)))
    return found


def _push(F: float, lever_ft: float, T: float, along: Direction) -> Action:
    if along == "y":
        return Action(V_y=F, M_x=F * lever_ft, T=T)
    return Action(V_x=F, M_y=F * lever_ft)


@dataclass(frozen=True, slots=True)
class _Push:
    """A wind case on the post that takes most of it: `k` is the service part times the share of that post."""

    name: str
    parts: Sequence[Part]
    G: float
    share: float
    k: float
    along: Direction

    def deflection_in(self, by: Quiet, spans: Sequence[SegmentSpan]) -> float:
        loads = wind_spreads(self.parts, self.G, self.k, spans[-1].z1_ft, self.along)
        return top_deflection_in(by, spans, loads, self.along)


def _pushes(setting: Setting, d: Demand, k: float) -> Iterator[_Push]:
    for c, (name, r) in zip(setting.sign.cases, d.normal, strict=True):
        share = setting.posts.largest(r.X / r.M)
        yield _Push(name, (*c.parts, *d.support.normal), d.G[0], share, k * share, "y")
    share, parts = 1.0 / setting.posts.count, (*setting.sign.edges, *d.support.along)
    yield _Push("along the face", parts, d.G[1], share, k * share, "x")


def stepped_deflection(sheet: Quiet, setting: Setting, d: Demand, pole: Stepped, support: Support) -> Check:
    """Deflection at the top under the service part of the wind, the worse direction, case and post."""
    k, quiet = support.service_wind_factor, Quiet()
    normal, along = pole.spans()
    trials = [(p, normal if p.along == "y" else along) for p in _pushes(setting, d, k)]
    worst, spans = max(trials, key=lambda t: t[0].deflection_in(quiet, t[1]))
    sheet.part("support", "Deflection and twist")
    sheet.note(
        f"{worst.name}, {k:g} of the wind, each force spread over its height; the tilt from dead load is not included"
    )
    if setting.posts.count > 1:
        sheet.note(f"On the post that takes most: {worst.share:.3f} of it")
    delta = worst.deflection_in(sheet, spans)
    clause = f"chosen limit L/{support.deflection_limit:g}, {k:g}W"
    return Check("Deflection", clause, delta, 12.0 * setting.H_ft / support.deflection_limit, "in", worst.name)


def stepped_twist(sheet: Quiet, setting: Setting, d: Demand, pole: Stepped, support: Support) -> float:
    """Turn in plan under the service part of the worst case: at the top of the post, or of the line of posts."""
    k, H, quiet = support.service_wind_factor, setting.H_ft, Quiet()
    normal, _ = pole.spans()
    cases = [(r, (*c.parts, *d.support.normal)) for c, (_, r) in zip(setting.sign.cases, d.normal, strict=True)]
    if setting.posts.count > 1:
        r, parts = max(cases, key=lambda c: abs(c[0].X))
        delta = top_deflection_in(quiet, normal, wind_spreads(parts, d.G[0], k, H, "y"))
        return sheet(line_twist, delta=delta, e=abs(r.X / r.M), sum_x2=setting.posts.sum_x2)
    loads = [wind_spreads(parts, d.G[0], k, H, "y", twist=True) for _, parts in cases]
    worst = max(loads, key=lambda each: abs(top_twist_deg(quiet, normal, each)))
    return abs(top_twist_deg(sheet, normal, worst))
