"""Every section a sign could stand on, as rows: what each comes to, what is known of it, and why not.

Two figures are kept apart. The ratio *at grade* is known of every section: it leaves out the pole in
the ground. The ratio of the *whole* pole is known of the few that were worked out to its foot, and
is never lower. Soil, foundation and base plate are in neither: they are judged with the design.
Order, front and plot go by the ratio at grade, so that like is compared with like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any, Literal, get_args

from apex.engine.envelope import round_ratio, show_ratio
from apex.engine.steel.catalog import plain
from apex.engine.support.candidate import Candidate
from apex.engine.support.select import Selection

By = Literal["cost", "weight"]
SortBy = Literal["weight", "depth", "cost", "ratio", "name"]
State = Literal["proven", "at_grade", "fails"]
SORTS: tuple[str, ...] = tuple(s for name in get_args(SortBy) for s in (name, f"-{name}"))
SLENDER = "too slender: it needs a direct second-order analysis (AISC 360 C2)"
HOLE = "too wide for the hole of the pier (IBC 1807.3.3)"
BELOW = "passes at grade, fails when the whole pole is worked out"


@dataclass(frozen=True, slots=True)
class Option:
    """One section. A ratio is None where it is not known, or lies outside what the method covers."""

    section: str
    family: str
    grade: str
    weight_plf: float
    depth_in: float
    cost_usd: float
    state: State
    ratio_at_grade: float | None
    ratio_whole: float | None
    governing: str
    kind: str = ""
    """Of failing ones: what rules it out, without figures, the same for all of its kind."""
    reason: str = ""
    """The same with its figures."""
    taken: bool = False
    front: bool = False
    in_design: bool = False

    @property
    def at_grade_text(self) -> str:
        return "" if self.ratio_at_grade is None else show_ratio(self.ratio_at_grade)

    @property
    def whole_text(self) -> str:
        return "" if self.ratio_whole is None else show_ratio(self.ratio_whole)


@dataclass(frozen=True, slots=True)
class Reason:
    """Sections ruled out by the same thing."""

    kind: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """All sections tried: those that pass in the order asked for, the others by reason, commonest first."""

    by: By
    passing: tuple[Option, ...]
    failing: tuple[Reason, ...]
    nearest: Option | None
    left_out: tuple[str, ...]
    design_fails: tuple[str, ...] = ()
    """Checks the design fails with the section taken, of the soil or the base plate for instance."""

    @property
    def taken(self) -> Option | None:
        return next((o for o in self.passing if o.taken), None)

    @property
    def proven(self) -> int:
        return sum(o.state == "proven" for o in self.passing)

    @property
    def ruled_out(self) -> int:
        return sum(len(r.options) for r in self.failing)

    @property
    def tried(self) -> int:
        return len(self.passing) + self.ruled_out

    @property
    def every(self) -> tuple[Option, ...]:
        return (*self.passing, *(o for r in self.failing for o in r.options))


def options(
    selection: Selection, *, by: By = "cost", sort: str = "weight", in_design: str = "", fails: Sequence[str] = ()
) -> Options:
    """The rows of a selection. `in_design` is the label of the section the design has, if any.

    `fails` are the checks the design fails with the section that was taken.
    """
    proven = {_name(c): c for c in selection.feasible}
    taken, near = (_name(c) if c else None for c in (selection.taken, selection.nearest))
    here = plain(in_design)
    rows, nearest = [], None
    for c in selection.candidates:
        name = _name(c)
        own = bool(here) and plain(c.section.name) == here
        rows.append(_option(c, proven.get(name), taken=name == taken, in_design=own))
        nearest = rows[-1] if name == near else nearest
    passing = [o for o in rows if o.state != "fails"]
    best = {id(o) for o in front(passing, by)}
    ordered = in_order([replace(o, front=True) if id(o) in best else o for o in passing], sort)
    failing = in_order([o for o in rows if o.state == "fails"], sort)
    return Options(by, tuple(ordered), _by_reason(failing), nearest, selection.left_out, tuple(fails) if taken else ())


def _name(c: Candidate) -> tuple[str, str]:
    return c.section.name, c.grade.name


def _option(c: Candidate, proven: Candidate | None, *, taken: bool, in_design: bool) -> Option:
    known = proven or c
    at_grade = max(c.ratios.values(), default=inf)
    # Where the method or the section's own limits are left, its figures mean nothing and are not shown.
    beyond = not c.fits or at_grade == inf or c.ratios.get("Stability", 0.0) > 1.0
    worked = c.at_grade and bool(c.reason) and c.ratio < inf
    kind, reason = ("", "") if proven or c.feasible else _why_not(c)
    return Option(
        section=c.section.name,
        family=c.section.family,
        grade=c.grade.name,
        weight_plf=c.section.weight_plf,
        depth_in=c.section.depth_in,
        cost_usd=c.cost_usd,
        state="proven" if proven else "at_grade" if c.feasible else "fails",
        ratio_at_grade=None if beyond else at_grade,
        ratio_whole=known.ratio if proven or worked else None,
        governing=known.governing,
        kind=kind,
        reason=reason,
        taken=taken,
        in_design=in_design,
    )


def _why_not(c: Candidate) -> tuple[str, str]:
    """What rules a candidate out: its kind, and the same in full."""
    if c.reason and c.at_grade:
        return BELOW, c.reason
    if c.reason:
        return _kind(c.reason), c.reason
    if c.ratios.get("Stability", 0.0) > 1.0 or c.ratio == inf:
        return SLENDER, SLENDER
    over = ", ".join(f"{name.lower()} {show_ratio(r)}" for name, r in c.ratios.items() if not r <= 1.0)
    return f"fails at grade, most of all in {c.governing.lower()}", over


def _kind(reason: str) -> str:
    if "needs a hole" in reason:
        return HOLE
    scope = re.match(r"Out of scope \(([^)]+)\)", reason)
    return f"outside the range of {scope[1]}" if scope else reason


def _by_reason(failing: Sequence[Option]) -> tuple[Reason, ...]:
    kinds: dict[str, list[Option]] = {}
    for o in failing:
        kinds.setdefault(o.kind, []).append(o)
    found = [Reason(kind, tuple(held)) for kind, held in kinds.items()]
    return tuple(sorted(found, key=lambda r: (-len(r.options), r.kind)))


def value(o: Option, by: By) -> float:
    """What the plot has upward."""
    return o.cost_usd if by == "cost" else o.weight_plf


def front(passing: Sequence[Option], by: By) -> list[Option]:
    """Those no other beats both in `by` and in the ratio at grade, the lowest in `by` first."""
    best = inf
    found = []
    for o in sorted(passing, key=lambda o: (value(o, by), o.ratio_at_grade or 0.0, o.section)):
        if o.ratio_at_grade is not None and o.ratio_at_grade < best:
            best = o.ratio_at_grade
            found.append(o)
    return found


KEYS: dict[str, Callable[[Option], Any]] = {
    "weight": lambda o: o.weight_plf,
    "depth": lambda o: o.depth_in,
    "cost": lambda o: o.cost_usd,
    "ratio": lambda o: inf if o.ratio_at_grade is None else o.ratio_at_grade,
    "name": lambda o: natural(o.section),
}


def natural(name: str) -> list[tuple[int, float, str]]:
    """A label as people sort it: HSS6 before HSS10."""
    parts = re.findall(r"\d+(?:\.\d+)?|\D+", name)
    return [(0, float(p), "") if p[0].isdigit() else (1, 0.0, p) for p in parts]


def in_order(rows: Sequence[Option], sort: str) -> list[Option]:
    """Rows by one of `SORTS`; ties by weight, depth, name, whichever way it goes."""
    ties = sorted(rows, key=lambda o: (o.weight_plf, o.depth_in, o.section, o.grade))
    return sorted(ties, key=KEYS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def as_result(found: Options, *, every: bool) -> dict[str, Any]:
    """The rows for machines; those that fail only where asked for, their counts always."""
    return {
        "by": found.by,
        "tried": found.tried,
        "feasible_count": len(found.passing),
        "proven_count": found.proven,
        "design_fails": list(found.design_fails),
        "taken": found.taken and _row(found.taken),
        "options": [_row(o) for o in found.passing],
        "infeasible": [
            {"reason": r.kind, "count": len(r.options), "options": [_row(o) for o in r.options] if every else None}
            for r in found.failing
        ],
        "nearest": found.nearest and _row(found.nearest),
        "left_out": list(found.left_out),
    }


def _row(o: Option) -> dict[str, Any]:
    row = {
        "section": o.section,
        "family": o.family,
        "grade": o.grade,
        "weight_plf": o.weight_plf,
        "depth_in": o.depth_in,
        "cost_usd": round(o.cost_usd, 2),
        "proven": o.state == "proven",
        "ratio_at_grade": None if o.ratio_at_grade is None else round_ratio(o.ratio_at_grade),
        "ratio_whole": None if o.ratio_whole is None else round_ratio(o.ratio_whole),
        "governing": o.governing,
        "pareto": o.front,
        "taken": o.taken,
        "in_design": o.in_design,
    }
    return row if o.state != "fails" else {**row, "reason": o.reason}
