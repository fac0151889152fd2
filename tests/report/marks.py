"""What a drawing's marks are judged by: words that meet, lines through words, what stands outside."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from apex.report.ink import Box, Circle, Line, Path, Text, pieces

NAMESPACE = "{http://www.w3.org/2000/svg}"


def texts(marks):
    return [m for m in pieces(marks) if isinstance(m, Text)]


def segments(marks):
    """Every line of the marks; a circle as a polygon."""
    for m in pieces(marks):
        match m:
            case Line():
                yield (m.x1, m.y1), (m.x2, m.y2)
            case Box():
                corners = [(m.x, m.y), (m.x + m.w, m.y), (m.x + m.w, m.y + m.h), (m.x, m.y + m.h)]
                yield from pairwise([*corners, corners[0]])
            case Path():
                yield from pairwise([*m.points, *m.points[:1]] if m.closed else m.points)
            case Circle():
                turns = [2 * math.pi * i / 24 for i in range(25)]
                yield from pairwise([(m.x + m.r * math.cos(t), m.y + m.r * math.sin(t)) for t in turns])


def meeting(marks):
    """Pairs of texts whose rooms overlap."""
    for a, b in combinations(texts(marks), 2):
        left, top, right, bottom = (f(x, y) for f, x, y in zip((max, max, min, min), a.bounds, b.bounds, strict=True))
        if right - left > 0.5 and bottom - top > 0.5:
            yield a.text, b.text


def struck(marks):
    """Texts a line runs through."""
    lines = list(segments(marks))
    for text in texts(marks):
        left, top, right, bottom = text.bounds
        for start, end in lines:
            if (start[0] < left and end[0] < left) or (start[0] > right and end[0] > right):
                continue
            if (start[1] < top and end[1] < top) or (start[1] > bottom and end[1] > bottom):
                continue
            if crosses(start, end, text.bounds):
                yield text.text, start, end


def crosses(start, end, rectangle, shrink=1.5):
    """Whether a segment enters a rectangle (clipping after Liang and Barsky)."""
    left, top, right, bottom = rectangle
    dx, dy = end[0] - start[0], end[1] - start[1]
    low, high = 0.0, 1.0
    for p, q in (
        (-dx, start[0] - left - shrink),
        (dx, right - shrink - start[0]),
        (-dy, start[1] - top - shrink),
        (dy, bottom - shrink - start[1]),
    ):
        if p == 0.0:
            if q <= 0.0:
                return False
        elif p < 0.0:
            low = max(low, q / p)
        else:
            high = min(high, q / p)
    return low < high


def check_svg(drawing, said=""):
    root = ET.fromstring(drawing)
    x, y, w, h = map(float, root.get("viewBox").split())
    title, desc = root.find(f"{NAMESPACE}title"), root.find(f"{NAMESPACE}desc")
    assert title.text and said in desc.text and desc.text.endswith("Not sealed.")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    for e in root.iter():
        tag = e.tag.removeprefix(NAMESPACE)
        assert tag in {"svg", "title", "desc", "line", "rect", "circle", "polygon", "polyline", "text"}
        assert not [k for k in e.attrib if k == "style" or k.startswith("on") or "href" in k]
        assert {e.get("stroke"), e.get("fill")} <= {None, "none", "currentColor"}
        across = [float(v) for k in ("x1", "x2", "x", "cx") if (v := e.get(k))]
        up = [float(v) for k in ("y1", "y2", "y", "cy") if (v := e.get(k))]
        for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", e.get("points", "")):
            across.append(float(pair[0]))
            up.append(float(pair[1]))
        if tag != "svg":
            assert all(x <= v <= x + w for v in across) and all(y <= v <= y + h for v in up), e.attrib
