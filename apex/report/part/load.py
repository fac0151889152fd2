"""Tables of loads: the wind by case, the actions at grade, the combinations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypedDict

from apex.engine.design import Design
from apex.engine.load.action import Action
from apex.engine.load.combination import Case, LoadSet
from apex.engine.wind.solid import SOLID_LIMIT
from apex.report.number import minus

MANY = 26
"""Rows of combinations beyond which only those are shown that matter."""
LEFT, EITHER = ", left post", ", either end post"
NOISE = 1e-9


class Table(TypedDict):
    """Rows of texts under a title; `words`: what they were taken from."""

    title: str
    rows: list[list[str]]
    words: str


def wind_cases(design: Design) -> list[list[str]]:
    """Wind on all of the sign by case, strength level: force, its height, moment and torsion at grade."""
    d = design.support.demand
    return [
        [name, _shown(r.F / 1000.0), f"{r.M / r.F:,.2f}", _shown(r.M / 1000.0), _shown(r.T / 1000.0)]
        for name, r in (*d.normal, ("along the face", d.along))
    ]


def wind_words(design: Design) -> list[str]:
    """Of cabinets loaded together, which have case C in its rows, and which case B."""
    solids, n = design.sign.solids, len(design.document.sign.cabinets)
    said = []
    for group in (solids[:n], solids[n:]):  # each on its own, then those that stand close together as one
        solid = [w for w in group if w.solid.solid_ratio > SOLID_LIMIT]
        those, others = ([w.solid.name for w in solid if (w.strips is None) is bare] for bare in (False, True))
        if those and others:
            said.append(f"Rows of case C: case C on {', '.join(those)}; B/s < 2, so case B on {', '.join(others)}.")
    return said


def wind_facts(design: Design) -> list[list[str]]:
    """What the wind on the sign follows from: symbol in words and value."""
    d, sign = design.support.demand, design.sign
    pressure = [["Velocity pressure q_h", f"{sign.q_h:.2f} psf"], ["q_h K_d", f"{sign.q_kd:.2f} psf"]]
    if design.editions.asce7 == "7-16":  # Eq. 26.10-1 has K_d in it
        pressure = [["Velocity pressure q_h, K_d in it", f"{sign.q_h:.2f} psf"]]
    return [
        *pressure,
        ["K_z at the top", f"{sign.K_z:.4f}"],
        ["Gust factor G, normal; along", f"{d.G[0]:.3f}; {d.G[1]:.3f}"],
        ["Frequency n_1, normal; along", f"{d.n_1[0]:.2f}; {d.n_1[1]:.2f} Hz"],
    ]


def actions(design: Design) -> list[Table]:
    """Actions at grade: every load alone, then the combinations; those of each end post where there are several."""
    demand, support = design.support.demand, design.support
    posts = design.setting.posts
    several = posts.count > 1
    whole = " of all posts" if several else ""
    tables = [
        Table(title=f"Loads at grade{whole}, not combined, strength level", rows=list(_loads(demand.loads)), words="")
    ]
    if several:
        tables += [
            Table(title=minus(f"Loads at grade{name}, x = {x:g} ft, not combined"), rows=list(_loads(loads)), words="")
            for (name, x), loads in zip(posts.ends, demand.posts, strict=True)
        ]
    if support.stable:
        tables += _combinations(design)
    return list(_told_once(tables))


def _told_once(tables: Sequence[Table]) -> Iterator[Table]:
    """Of two end posts with the same loads one table, which is called that of either."""
    last: Table | None = None
    for table in tables:
        if last is None or table["rows"] != last["rows"] or LEFT not in last["title"]:
            if last is not None:
                yield last
            last = table
            continue
        last["title"] = last["title"].replace(LEFT, EITHER).replace("x = −", "x = ±")
    if last is not None:
        yield last


def _loads(loads: LoadSet) -> Iterator[list[str]]:
    plain: list[tuple[str, Action]] = [("Dead", loads.dead), *loads.wind]
    if loads.snow is not None:
        plain.append(("Snow", loads.snow))
    if loads.ice is not None:
        plain += [("Ice", loads.ice), *((f"on ice: {name.removeprefix('ice, ')}", a) for name, a in loads.ice_wind)]
    plain += loads.seismic
    return ([short(name), *components(a)] for name, a in plain)


def _combinations(design: Design) -> list[Table]:
    """By method and post. Concrete and plate follow LRFD whatever the support's own method."""
    support, method = design.support, design.document.support.method
    cast = design.plate is not None or bool(design.foundation and design.foundation.bars)
    groups: list[tuple[str, Iterable[Case]]] = []
    if method == "LRFD":
        used = f"support{', plate' if design.plate is not None else ''} and concrete" if cast else "support"
        groups.append((f"LRFD combinations at grade, for the {used}", support.strength))
        groups.append(("ASD combinations at grade, for the soil", support.allowable))
    else:
        groups.append(("ASD combinations at grade, for the support and the soil", support.allowable))
        if cast:
            held = "plate and concrete" if design.plate is not None else "concrete"
            groups.append((f"LRFD combinations at grade, for the {held}", support.lrfd))
    governing = _governing(design)
    return [
        _table(title + name, [c for c in cases if c.name.endswith(name)], name, governing)
        for title, cases in groups
        for name, _ in design.setting.posts.ends
    ]


def _governing(design: Design) -> set[str]:
    """Names of the combinations that govern checks, those of all posts together without their place.

    A check adds to the name what it was made at: an edge, a height, a level of the water, the overstrength.
    """
    support, places = design.support, [name for name, _ in design.setting.posts.ends]
    named = [c.name for cases in (support.strength, support.allowable, support.lrfd) for c in cases]
    known = {name.removesuffix(place) for name in named for place in ("", *places)}
    return {_own(check.case, known) for check in design.checks}


def _own(case: str, known: Collection[str]) -> str:
    """The longest known name that a case begins with, cut at its commas; empty where there is none."""
    while case and case not in known:
        case = case.rpartition(", ")[0]
    return case


def _table(title: str, cases: Sequence[Case], place: str, governing: set[str]) -> Table:
    """Combinations at one place: all, or of many those that govern a check and those with the extremes."""
    shown, words = list(cases), ""
    if len(cases) > MANY:
        extremes = _extremes(cases)
        shown = [c for i, c in enumerate(cases) if {c.name, c.name.removesuffix(place)} & governing or i in extremes]
        factors = dict.fromkeys(short(c.name).split(",")[0] for c in cases)
        words = f"{len(shown)} of {len(cases)} cases of {', '.join(factors)}."
    return Table(
        title=title, rows=[[short(c.name.removesuffix(place)), *components(c.total)] for c in shown], words=words
    )


def _extremes(cases: Sequence[Case]) -> set[int]:
    """The least axial load, and the largest of every action."""
    parts = [_parts(c.total) for c in cases]
    most = {max(range(len(cases)), key=lambda i: abs(parts[i][k])) for k in range(len(parts[0]))}
    return most | {min(range(len(cases)), key=lambda i: parts[i][0])}


def short(case: str) -> str:
    """A combination and its case without the words the table's heading says for all."""
    return case.replace(" (±)", "").replace(" + ", "+").replace(" - ", "−").replace("along the face, ", "along ")


def components(a: Action) -> list[str]:
    return [_shown(v) for v in _parts(a)]


def _parts(a: Action) -> tuple[float, ...]:
    return a.N, a.V_x, a.V_y, a.M_x, a.M_y, a.T


def _shown(value: float) -> str:
    """Two places, a true minus; what is nothing stands bare."""
    if abs(value) < NOISE:
        return "0"
    text = f"{value:,.2f}"
    return "0.00" if text == "-0.00" else text.replace("-", "−")


def as_data(tables: Iterable[Table]) -> list[dict[str, Any]]:
    return [dict(t) for t in tables]
