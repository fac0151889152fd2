"""The elevation as SVG.

Presentation attributes and `currentColor` alone: no style element and no script, so that it shows
under a strict content policy, in light and dark, and on its own. Classes are there for a page that
wants more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from apex.report.geometry import Elevation
from apex.report.ink import Box, Line, Mark, Text
from apex.report.placement import WIDTH, Placement
from apex.report.schedule import schedule

SCREEN_FONT = "system-ui, 'Segoe UI', 'Liberation Sans', sans-serif"
MARGIN = 12.0
STROKES = {
    "outline": 'stroke-width="1.6"',
    "hidden": 'stroke-width="1" stroke-dasharray="6 4"',
    "fine": 'stroke-width="0.5" stroke-opacity="0.6"',
    "dimension": 'stroke-width="0.7"',
    "tick": 'stroke-width="1.3"',
    "grade": 'stroke-width="2.2"',
    "hatch": 'stroke-width="0.7"',
    "center": 'stroke-width="0.7" stroke-dasharray="12 3 3 3"',
    "table": 'stroke-width="0.9"',
}


def svg(e: Elevation, *, font: str = SCREEN_FONT, key: str = "elevation") -> str:
    """One drawing. `key` begins its ids, so that several can stand on a page."""
    marks = Placement(e).marks()
    left, top, right, bottom = bounds(marks)
    width = max(WIDTH, right - left)
    x = (left + right - width) / 2
    marks += schedule(e, x, bottom + 16, width)
    bottom = bounds(marks)[3]
    box = f"{_n(x - MARGIN)} {_n(top - MARGIN)} {_n(width + 2 * MARGIN)} {_n(bottom - top + 2 * MARGIN)}"
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="elevation" viewBox="{box}" role="img" ',
            f'aria-labelledby="{key}-title {key}-desc" fill="none" stroke="none" font-family={quoteattr(font)}>',
            f'<title id="{key}-title">{_safe("Elevation of " + e.title)}</title>',
            f'<desc id="{key}-desc">{_safe(spoken(e))}</desc>',
            *(_mark(m) for m in marks),
            "</svg>",
        ]
    )


def spoken(e: Elevation) -> str:
    """The drawing in words, for those who hear it."""
    said = [f"Overall height {_feet(e, 'overall height')}."]
    for i, f in enumerate(e.faces):
        width = next(d.text for d in e.dimensions if d.face == i)
        said.append(f"Cabinet {f.mark}, {f.name}: {width} wide, {f.area_ft2:,.4g} ft², {f.weight_lb:,.0f} lb.")
    said += [f"{label}: {text}." for label, text in e.facts]
    return " ".join([*said, "Not sealed."])


def _feet(e: Elevation, what: str) -> str:
    return next(d.text for d in e.dimensions if d.what == what)


def bounds(marks: Iterable[Mark]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of everything."""
    spans: list[Sequence[float]] = []
    for m in marks:
        match m:
            case Line():
                spans.append((min(m.x1, m.x2), min(m.y1, m.y2), max(m.x1, m.x2), max(m.y1, m.y2)))
            case Box():
                spans.append((m.x, m.y, m.x + m.w, m.y + m.h))
            case Text():
                spans.append(m.bounds)
    lefts, tops, rights, bottoms = zip(*spans, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _mark(m: Mark) -> str:
    match m:
        case Line():
            ends = f'x1="{_n(m.x1)}" y1="{_n(m.y1)}" x2="{_n(m.x2)}" y2="{_n(m.y2)}"'
            return f'<line class="{m.weight}" {ends} stroke="currentColor" {STROKES[m.weight]}/>'
        case Box():
            title = f"<title>{_safe(m.title)}</title>" if m.title else ""
            tint = f'fill="currentColor" fill-opacity="{_n(m.tint)}"' if m.tint else 'fill="none"'
            place = f'x="{_n(m.x)}" y="{_n(m.y)}" width="{_n(m.w)}" height="{_n(m.h)}"'
            return f'<rect class="{m.weight}" {place} {tint} stroke="currentColor" {STROKES[m.weight]}>{title}</rect>'
        case Text():
            return _text(m)


def _text(m: Text) -> str:
    # The middle of a line of capitals and digits lies about a third of its size above the baseline;
    # dominant-baseline is not kept by every reader of SVG.
    drop = 0.34 * m.size
    x, y = (m.x + drop, m.y) if m.turned else (m.x, m.y + drop)
    turn = f' transform="rotate(-90 {_n(x)} {_n(y)})"' if m.turned else ""
    weight = ' font-weight="700"' if m.bold else ""
    place = f'x="{_n(x)}" y="{_n(y)}" font-size="{_n(m.size)}" text-anchor="{m.anchor}"{weight}{turn}'
    return f'<text class="{m.role}" {place} fill="currentColor">{_safe(m.text)}</text>'


def _safe(text: str) -> str:
    """Text for XML: escaped, and without the control characters XML cannot hold."""
    return escape("".join(c if c.isprintable() else " " for c in text))


def _n(value: float) -> str:
    # Adding zero turns -0.0 into 0.0.
    return f"{round(value, 2) + 0.0:.6g}"
