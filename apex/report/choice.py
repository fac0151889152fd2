"""The plot of all options: weight or cost against utilization, with the limit and the Pareto front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apex.report.option import Option, Options, front, value
from apex.report.plot import Kind, Point, Scatter, svg

FARTHEST = 1.5
"""Up to this ratio sections that fail are drawn; farther out they would squeeze those that pass."""
WORDS = {"cost": "Support above grade, $", "weight": "Weight, lb/ft"}
KINDS: dict[str, Kind] = {"proven": "full", "at_grade": "hollow", "fails": "cross"}


def drawn(found: Options, *, every: bool) -> list[Option]:
    """The options that have a point: all that pass; where asked for, those that fail and lie near enough."""
    if not every:
        return list(found.passing)
    near = found.nearest.ratio_at_grade if found.nearest else None
    most = max(FARTHEST, 1.25 * (near or 0.0))
    return [o for o in found.every if o.ratio_at_grade is not None and _right(o) <= most]


def _right(o: Option) -> float:
    return max(o.ratio_at_grade or 0.0, o.ratio_whole or 0.0)


def plot(found: Options, *, every: bool = False, key: str = "options") -> str:
    """The scatter as SVG; nothing where there is no point to draw."""
    shown = drawn(found, every=every)
    if not shown:
        return ""
    line = [(o.ratio_at_grade or 0.0, value(o, found.by)) for o in front(found.passing, found.by)]
    upward = WORDS[found.by]
    scatter = Scatter(
        heading=f"{upward.split(',')[0]} against utilization at grade",
        said=_said(found, shown),
        x_name="Utilization at grade",
        y_name=upward,
        points=[_point(o, found) for o in sorted(shown, key=_layer)],
        front=line,
        legend=list(_legend(shown, line)),
    )
    return svg(scatter, key=key)


def _layer(o: Option) -> int:
    """What is drawn later lies on top."""
    return 3 if o.in_design or o.taken else {"fails": 0, "at_grade": 1, "proven": 2}[o.state]


def _point(o: Option, found: Options) -> Point:
    at = o.ratio_at_grade or 0.0
    return Point(at, value(o, found.by), _label(o), KINDS[o.state], ringed=o.in_design, reach=_reach(o))


def _reach(o: Option) -> float | None:
    """How far the whole pole is used, where that can be told from the ratio at grade."""
    whole, at = o.ratio_whole, o.ratio_at_grade
    return whole if whole is not None and at is not None and whole - at > 0.002 else None


def _label(o: Option) -> str:
    whole = f", {o.whole_text} the whole pole" if o.whole_text else ""
    known = {"proven": "", "at_grade": ", not worked out further", "fails": f", fails: {o.reason}"}[o.state]
    return f"{o.section}: {o.at_grade_text} at grade{whole}{known}, {o.weight_plf:g} lb/ft, ${o.cost_usd:,.2f}"


def _said(found: Options, shown: Sequence[Option]) -> str:
    """The plot in words, for those who hear it."""
    said = [
        f"{len(found.passing)} of {found.tried} sections pass at grade, the whole pole of {found.proven} is proven."
    ]
    if found.taken is not None:
        said.append(f"The lightest proven is {_label(found.taken)}.")
    best = front(found.passing, found.by)
    if best:
        said.append(f"The front runs from {best[0].section} to {best[-1].section}.")
    left = found.tried - len(shown)
    if left:
        said.append(f"{left} sections are not drawn.")
    return " ".join([*said, "The table has every figure."])


def _legend(shown: Sequence[Option], line: Sequence[tuple[float, float]]) -> Iterator[tuple[str, str]]:
    states = {o.state for o in shown}
    words = {"proven": "whole pole passes", "at_grade": "passes at grade only", "fails": "fails"}
    yield from ((KINDS[s], words[s]) for s in ("proven", "at_grade", "fails") if s in states)
    if any(_reach(o) is not None for o in shown):
        yield "reach", "ratio of the whole pole"
    if any(o.in_design for o in shown):
        yield "ring", "in the design"
    if len(line) > 1:
        yield "front", "Pareto front"
