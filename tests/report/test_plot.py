"""The scatter: what is read off its ticks is what went into it."""

import math
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.report.plot import Point, Scatter, linear, logarithmic, svg

SVG = "{http://www.w3.org/2000/svg}"


def scatter(points, front=(), legend=()):
    return Scatter("Cost against use", "In words.", "Use", "Cost, $", points, front, legend)


def group(root, name):
    return next(g for g in root.iter(f"{SVG}g") if g.get("class") == name)


def reading(root, axis):
    """What a reader does: the value at a place on paper, from the first and the last tick and their figures."""
    coordinate = {"x": "x", "y": "y"}[axis]
    lines = [line for line in group(root, "grid") if (line.get("x1") == line.get("x2")) == (axis == "x")]
    places = [float(line.get(f"{coordinate}1")) for line in lines]
    values = [float(t.text.replace(",", "")) for t in group(root, f"{axis}-ticks")]
    name = group(root, "names")[1].text if axis == "y" else ""
    log = "(logarithmic)" in name
    a, b = (math.log(v) if log else v for v in (values[0], values[-1]))

    def value(place):
        found = a + (place - places[0]) / (places[-1] - places[0]) * (b - a)
        return math.exp(found) if log else found

    return value, log, values, places


def read_back(text):
    """The points of a scatter as (title, x, y) read off the paper."""
    root = ET.fromstring(text)
    across, _, _, _ = reading(root, "x")
    upward, _, _, _ = reading(root, "y")
    found = []
    for mark in group(root, "points"):
        if mark.get("class") == "cross":
            xs = [float(n) for n in re.findall(r"[ML](-?[\d.]+) ", mark.get("d"))]
            ys = [float(n) for n in re.findall(r"[ML]-?[\d.]+ (-?[\d.]+)", mark.get("d"))]
            at = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        else:
            at = float(mark.get("cx")), float(mark.get("cy"))
        if mark.get("class") != "ring":
            found.append((mark[0].text, across(at[0]), upward(at[1])))
    return found


values = st.lists(
    st.tuples(st.floats(0.0, 20.0), st.floats(0.5, 90_000.0), st.sampled_from(["full", "hollow", "cross"])),
    min_size=1,
    max_size=30,
)


@given(values)
def test_every_point_stands_where_the_ticks_say(drawn):
    points = [Point(x, y, str(i), kind) for i, (x, y, kind) in enumerate(drawn)]
    back = {title: (x, y) for title, x, y in read_back(svg(scatter(points)))}
    assert len(back) == len(points)
    high = max(1.0, *(p.x for p in points)) if len(points) > 1 else max(1.0, points[0].x)
    lowest, highest = min(p.y for p in points), max(p.y for p in points)
    for p in points:
        x, y = back[p.label]
        assert x == pytest.approx(p.x, abs=0.0015 * high)
        # A hundredth of a unit on paper, over 220 of them; logarithmic scales err in proportion.
        assert y == pytest.approx(p.y, rel=0.002, abs=0.0015 * (highest - lowest))


def test_far_apart_values_get_a_logarithmic_scale_and_it_says_so():
    near = ET.fromstring(svg(scatter([Point(0.5, 100, "a", "full"), Point(0.6, 300, "b", "full")])))
    far = ET.fromstring(svg(scatter([Point(0.5, 100, "a", "full"), Point(0.6, 3000, "b", "full")])))
    assert not reading(near, "y")[1]
    assert reading(far, "y")[1]


@given(st.floats(-1e5, 1e5), st.floats(0.0, 1e6))
def test_a_linear_scale_holds_what_it_is_for_in_even_steps(low, span):
    scale = linear(low, low + span, 0.0, 100.0)
    steps = [b - a for a, b in zip(scale.ticks, scale.ticks[1:], strict=False)]
    assert len(scale.ticks) >= 2
    assert len(scale.ticks) <= 9
    assert steps == pytest.approx([steps[0]] * len(steps), rel=1e-6)
    assert scale.low <= low + 1e-6 * steps[0]
    assert scale.high >= low + span - 1e-6 * steps[0]


@given(st.floats(0.01, 1e5), st.floats(5.0, 1e4))
def test_a_logarithmic_scale_holds_what_it_is_for(low, times):
    scale = logarithmic(low, low * times, 0.0, 100.0)
    assert len(scale.ticks) >= 2
    assert scale.low <= low * (1 + 1e-9)
    assert scale.high >= low * times * (1 - 1e-9)
    assert scale.at(scale.low) == 0.0
    assert scale.at(scale.high) == pytest.approx(100.0)


def test_the_limit_stands_at_one_and_the_front_runs_through_its_points():
    points = [Point(0.4, 900, "b", "hollow"), Point(0.9, 300, "a", "full")]
    root = ET.fromstring(svg(scatter(points, front=[(0.9, 300), (0.4, 900)])))
    across, _, _, _ = reading(root, "x")
    limit = next(line for line in root.iter(f"{SVG}line") if line.get("class") == "limit")
    assert across(float(limit.get("x1"))) == pytest.approx(1.0, abs=1e-3)
    assert limit.get("x1") == limit.get("x2")
    line = next(root.iter(f"{SVG}polyline")).get("points").split()
    marks = [f"{m.get('cx')},{m.get('cy')}" for m in group(root, "points")]
    assert line == [marks[1], marks[0]]


def test_a_point_reaches_as_far_as_it_says_and_is_ringed_where_it_is():
    points = [Point(0.4, 900, "b", "full", ringed=True, reach=1.3), Point(0.9, 300, "a", "hollow")]
    root = ET.fromstring(svg(scatter(points)))
    across, _, _, _ = reading(root, "x")
    (reach,) = group(root, "reaches")
    begin, end = (float(n) for n in re.match(r"M([\d.]+) [\d.]+H([\d.]+)", reach.get("d")).groups())
    assert across(begin) == pytest.approx(0.4, abs=2e-3)
    assert across(end) == pytest.approx(1.3, abs=2e-3)
    ring, first, _ = group(root, "points")
    assert (ring.get("cx"), ring.get("cy")) == (first.get("cx"), first.get("cy"))
    assert float(ring.get("r")) > float(first.get("r"))


def test_it_is_drawn_in_the_ink_of_its_page_without_styles_and_scripts():
    kinds = [Point(0.2 * i, 10.0 * i, "<&> \x07", k, True, 1.2) for i, k in enumerate(("full", "hollow", "cross"), 1)]
    text = svg(
        scatter(kinds, [(0.2, 10), (0.1, 20)], [("full", "a <b>"), ("front", "c"), ("reach", "d"), ("ring", "e")])
    )
    root = ET.fromstring(text)
    inks = {e.get(name) for e in root.iter() for name in ("fill", "stroke") if e.get(name)}
    assert inks <= {"none", "currentColor"}
    assert not {e.tag.removeprefix(SVG) for e in root.iter()} & {"style", "script"}
    assert root.get("role") == "img"
    assert [root.find(f"{SVG}{name}").text for name in ("title", "desc")] == ["Cost against use", "In words."]
    words = [t.text for t in group(root, "legend").iter(f"{SVG}text")]
    assert words == ["a <b>", "c", "d", "e"]


def test_nothing_stands_outside_of_the_paper_and_letters_can_be_read_on_a_telephone():
    points = [Point(0.0, 958.0, "a", "full"), Point(1.49, 10463.0, "b", "cross"), Point(1.0, 2000.0, "c", "hollow")]
    root = ET.fromstring(svg(scatter(points, legend=[("full", "proven")] * 5)))
    _, _, width, height = (float(n) for n in root.get("viewBox").split())
    for e in root.iter():
        for name, most in (("x", width), ("cx", width), ("x1", width), ("y", height), ("cy", height), ("y1", height)):
            if e.get(name) is not None:
                assert 0.0 <= float(e.get(name)) <= most
    assert float(root.get("font-size")) * 330.0 / width >= 9.5
