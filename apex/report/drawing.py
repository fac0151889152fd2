"""Sheets as SVG.

Presentation attributes and `currentColor` alone: no style element and no script, so that it shows
under a strict content policy, in light and dark, and on its own. Classes are there for a page that
wants more.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from apex.report.geometry import Elevation
from apex.report.ink import Box, Circle, Line, Path, Text, Weight, bounds, pieces
from apex.report.paper import Paper, elevation_paper
from apex.report.title import TitleBlock

SCREEN_FONT = "system-ui, 'Segoe UI', 'Liberation Sans', sans-serif"
MARGIN = 12.0
QUOTED = '"currentColor"'
STROKES: dict[Weight, str] = {
    "outline": 'stroke-width="1.6"',
    "thin": 'stroke-width="0.9"',
    "rebar": 'stroke-width="1.8"',
    "leader": 'stroke-width="0.7"',
    "hidden": 'stroke-width="1" stroke-dasharray="6 4"',
    "fine": 'stroke-width="0.5" stroke-opacity="0.6"',
    "dimension": 'stroke-width="0.7"',
    "tick": 'stroke-width="1.3"',
    "grade": 'stroke-width="2.2"',
    "hatch": 'stroke-width="0.7"',
    "center": 'stroke-width="0.7" stroke-dasharray="12 3 3 3"',
    "table": 'stroke-width="0.9"',
}


def svg(e: Elevation, *, font: str = SCREEN_FONT, key: str = "elevation", title: TitleBlock | None = None) -> str:
    """The elevation. `key` begins its ids, so that several drawings can stand on a page."""
    return sheet_svg(elevation_paper(e, spoken(e), title), font=font, key=key)


def sheet_svg(p: Paper, *, font: str = SCREEN_FONT, key: str = "") -> str:
    """One sheet: its figures, what stands below them, the title block."""
    left, top, right, bottom = bounds(p.every)
    key = key or p.key
    box = f"{_n(left - MARGIN)} {_n(top - MARGIN)} {_n(right - left + 2 * MARGIN)} {_n(bottom - top + 2 * MARGIN)}"
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{p.key}" viewBox="{box}" role="img" ',
            f'aria-labelledby="{key}-title {key}-desc" fill="none" stroke="none" font-family={quoteattr(font)}>',
            f'<title id="{key}-title">{_safe(p.heading)}</title>',
            f'<desc id="{key}-desc">{_safe(p.said)}</desc>',
            *(_mark(m) for m in pieces(p.every)),
            "</svg>",
        ]
    )


def spoken(e: Elevation) -> str:
    """The drawing in words, for those who hear it."""
    said = [f"Overall height {_feet(e, 'overall height')}."]
    for i, f in enumerate(e.faces):
        width = next(d.text for d in e.dimensions if d.face == i)
        said.append(f"Cabinet {f.mark}, {f.name}: {width} wide, {f.said}.")
    said += [f"{label}: {text}." for label, text in e.facts]
    return " ".join([*said, "Not sealed."])


def _feet(e: Elevation, what: str) -> str:
    return next(d.text for d in e.dimensions if d.what == what)


def _mark(m: Line | Box | Circle | Path | Text) -> str:
    match m:
        case Line():
            ends = f'x1="{_n(m.x1)}" y1="{_n(m.y1)}" x2="{_n(m.x2)}" y2="{_n(m.y2)}"'
            return f'<line class="{m.weight}" {ends} stroke="currentColor" {STROKES[m.weight]}/>'
        case Box():
            place = f'x="{_n(m.x)}" y="{_n(m.y)}" width="{_n(m.w)}" height="{_n(m.h)}"'
            return f'<rect class="{m.weight}" {place} {_ink(m.weight, m.tint)}>{_tip(m.title)}</rect>'
        case Circle():
            place = f'cx="{_n(m.x)}" cy="{_n(m.y)}" r="{_n(m.r)}"'
            return f'<circle class="{m.weight}" {place} {_ink(m.weight, m.tint, m.solid)}>{_tip(m.title)}</circle>'
        case Path():
            points = " ".join(f"{_n(x)},{_n(y)}" for x, y in m.points)
            tag = "polygon" if m.closed else "polyline"
            ink = _ink(m.weight, m.tint, m.solid)
            return f'<{tag} class="{m.weight}" points="{points}" {ink}>{_tip(m.title)}</{tag}>'
        case Text():
            return _text(m)


def _ink(weight: Weight, tint: float, solid: bool = False) -> str:
    tinted = f'fill="currentColor" fill-opacity="{_n(tint)}"' if tint else 'fill="none"'
    return f'{"fill=" + QUOTED if solid else tinted} stroke="currentColor" {STROKES[weight]}'


def _tip(title: str) -> str:
    return f"<title>{_safe(title)}</title>" if title else ""


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
