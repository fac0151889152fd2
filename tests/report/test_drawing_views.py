"""Every view of every sample: its figures are those of its parts, nothing runs over a word."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from apex.report.detail.baseplate import baseplate_plan
from apex.report.detail.footing import footing_plan, footing_section
from apex.report.detail.pier import pier_cross_section, pier_section
from apex.report.detail.plan import plan
from apex.report.detail.platesection import baseplate_section
from apex.report.detail.side import side_view
from apex.report.detail.sign import Pad, Shaft
from apex.report.detail.splice import splice
from apex.report.drawing import sheet_svg
from apex.report.figure import figure
from apex.report.geometry import elevation_of
from apex.report.ink import Measure
from apex.report.paper import elevation_paper, paper
from apex.report.title import TitleBlock
from apex.report.view import Disk, Weld
from tests.report.marks import texts
from tests.report.samples import (
    FOOTINGS,
    PIERS,
    PLATES,
    SIGNS,
    SPLICES,
    VIEWS,
    baseplate,
)

NAMESPACE = "{http://www.w3.org/2000/svg}"
TITLE = TitleBlock(sign="Main Street pylon", what="Details", revision="3", sha="ab12cd34ef56", sheet=2, of=5)


@pytest.fixture(params=VIEWS)
def view(request):
    return VIEWS[request.param]()


@pytest.fixture(params=SIGNS)
def drawn(request):
    return elevation_of(SIGNS[request.param])


def lengths(view):
    """What is dimensioned and how long it is in inches, sixteenths aside."""
    return {(d.what, round(d.length * view.inches_per_unit, 6)) for d in view.dimensions}


def said(what, *inches):
    return {(what, round(v, 6)) for v in inches if abs(v) > 1e-9}


# --- figures -----------------------------------------------------------------------------------------


def coordinates(view, axis):
    for s in view.shapes:
        if isinstance(s, Disk):
            center = s.x if axis == "x" else s.y
            yield from (center - s.r, center, center + s.r)
        else:
            yield from (p[0] if axis == "x" else p[1] for p in s.points)


def test_a_dimension_ends_where_something_is_drawn(view):
    for d in view.dimensions:
        if d.what in {"cover", "bottom cover", "top cover"}:
            continue
        places = list(coordinates(view, d.axis))
        for end in (d.start, d.end):
            assert end == 0.0 or min(abs(end - p) for p in places) < 1e-9, d


def test_a_dimension_says_the_distance_of_its_ends_on_paper(view):
    f = figure(view)
    measured = Counter(
        (m.axis, round((m.high - m.low) / f.scale, 6), m.text.text) for m in f.marks if isinstance(m, Measure)
    )
    assert measured == Counter((d.axis, round(d.length, 6), d.text) for d in view.dimensions)


def test_no_distance_is_dimensioned_twice(view):
    ends = Counter(
        (d.axis, round(min(d.start, d.end), 6), round(max(d.start, d.end), 6), d.what) for d in view.dimensions
    )
    assert set(ends.values()) == {1}


def test_each_dimension_stands_in_the_svg_once(view):
    root = ET.fromstring(sheet_svg(paper([view], TITLE)))
    shown = Counter(e.text for e in root.iter(f"{NAMESPACE}text") if e.get("class") == "dimension")
    assert shown == Counter(d.text for d in view.dimensions)


@pytest.mark.parametrize("name", PIERS)
def test_the_section_of_a_pier_has_its_own_figures(name):
    p = PIERS[name]
    wanted = said("pier depth", p.depth_in) | said("pier width", p.width_in) | said("top above grade", p.top_in)
    wanted |= said("neglected layer", p.neglected_in) | said("water table", p.water_in or 0.0)
    wanted |= said("pole embedment", p.pole.embedment_in) if p.pole else set()
    wanted |= said("rod embedment", p.plate.embedment_in) if p.plate else set()
    wanted |= said("cover", p.cage.cover_in) if p.cage else set()
    assert lengths(pier_section(p)) == wanted
    across = said("pier width", p.width_in) | (set() if p.round else said("pier length", p.length_in))
    assert lengths(pier_cross_section(p)) == across | (said("cover", p.cage.cover_in) if p.cage else set())


@pytest.mark.parametrize("name", PLATES)
def test_the_base_plate_has_its_own_figures(name):
    b = PLATES[name]
    xs, ys = [x for x, _ in b.rods], [y for _, y in b.rods]
    wanted = said("plate width", b.width_in) | said("plate length", b.length_in)
    wanted |= said("edge distance along the face", b.width_in / 2 - max(abs(x) for x in xs))
    wanted |= said("edge distance normal to the face", b.length_in / 2 - max(abs(y) for y in ys))
    if b.bolt_circle_in:
        wanted |= said("bolt circle", b.bolt_circle_in)
        assert all(abs((x * x + y * y) ** 0.5 - b.bolt_circle_in / 2) < 1e-9 for x, y in b.rods)
    else:
        wanted |= said("rod spacing along the face", max(xs) - min(xs))
        wanted |= said("rod spacing normal to the face", max(ys) - min(ys))
    if b.shows_concrete:
        wanted |= said("concrete width", b.concrete_in[0])
        wanted |= set() if b.concrete_diameter_in else said("concrete length", b.concrete_in[1])
    assert lengths(baseplate_plan(b)) == wanted
    stick = said("rod projection", b.projection_in or 0.0) | said("rod length", b.rod_length_in or 0.0)
    cut = said("plate thickness", b.thickness_in) | said("gap", b.gap_in) | said("rod embedment", b.embedment_in)
    assert lengths(baseplate_section(b)) == cut | stick


def test_all_rods_are_drawn_in_the_plan_at_their_places():
    for b in PLATES.values():
        holes = [s for s in baseplate_plan(b).shapes if isinstance(s, Disk) and s.title == "Anchor rod"]
        assert [(s.x, s.y, s.r) for s in holes] == [(x, y, b.rod_diameter_in / 2) for x, y in b.rods]


@pytest.mark.parametrize("name", FOOTINGS)
def test_the_footing_has_its_own_figures(name):
    f = FOOTINGS[name]
    flat = said("footing width", f.width_in) | said("footing length", f.length_in)
    flat |= said("pedestal width", f.pedestal[0]) | said("pedestal length", f.pedestal[1]) if f.pedestal else set()
    assert lengths(footing_plan(f)) == flat
    cut = said("footing width", f.width_in) | said("footing thickness", f.thickness_in)
    cut |= said("bottom cover", f.bottom.cover_in) | (said("top cover", f.top.cover_in) if f.top else set())
    if f.depth_in > f.thickness_in:
        cut |= said("soil over the footing", f.depth_in - f.thickness_in) | said("footing depth", f.depth_in)
    cut |= said("pedestal width", f.pedestal[0]) if f.pedestal else set()
    cut |= said("rod embedment", f.plate.embedment_in) if f.plate else set()
    assert lengths(footing_section(f)) == cut


@pytest.mark.parametrize("name", SPLICES)
def test_the_splice_has_its_own_figures(name):
    s = SPLICES[name]
    wanted = said("plate width", s.plate_in) | said("plate thickness", s.thickness_in)
    assert lengths(splice(s)) == wanted | said("lower width", s.lower_width_in) | said("upper width", s.upper_width_in)


@pytest.mark.parametrize("name", SIGNS)
def test_the_elevation_has_the_sign_s_own_figures(name):
    s = SIGNS[name]
    found = {(d.what, round(d.feet, 6)) for d in elevation_of(s).dimensions}
    tops = [f.rect.top for f in s.faces] + [c.top_ft for c in s.covers] + [t.top_ft for t in s.steps]
    wanted = said("overall height", max(tops))
    for f in s.faces:
        wanted |= said("width", f.rect.w) | said("height", f.rect.h) | said("clearance", f.rect.y)
        wanted |= said("offset", abs(f.offset_ft))
    wanted |= said("post spacing", s.posts_ft[-1] - s.posts_ft[0])
    for c in s.covers:
        wanted |= said("bottom of cover", c.bottom_ft) | said("top of cover", c.top_ft)
    wanted |= {pair for h in s.holes for pair in said("hand hole", h.center_ft)}
    wanted |= {pair for t in s.steps[:-1] for pair in said("splice height", t.top_ft)}
    assert found == wanted | below_figures(s.below)


def below_figures(below):
    match below:
        case Shaft():
            held = said("pole embedment", below.pole_embedment_ft or 0.0)
            return said("pier depth", below.depth_ft) | said("pier width", below.width_ft) | held
        case Pad():
            thick = said("footing thickness", below.thickness_ft) if below.depth_ft > below.thickness_ft else set()
            up = said("pedestal width", below.pedestal_width_ft or 0.0)
            return said("footing depth", below.depth_ft) | said("footing width", below.width_ft) | thick | up
    return set()


@pytest.mark.parametrize("name", SIGNS)
def test_plan_and_side_view_have_the_sign_s_own_figures(name):
    s = SIGNS[name]
    found = {(d.what, round(d.feet, 6)) for d in plan(s).dimensions}
    deepest = max(f.depth_ft for f in s.faces)
    wide = max(f.rect.right for f in s.faces) - min(f.rect.x for f in s.faces)
    for what in ("overall width", "cabinet depth", "post spacing"):
        own = {"overall width": wide, "cabinet depth": deepest, "post spacing": s.posts_ft[-1] - s.posts_ft[0]}[what]
        assert {p for p in found if p[0] == what} == said(what, own)
    assert {p for p in found if p[0] == "offset"} == {p for f in s.faces for p in said("offset", abs(f.offset_ft))}
    if s.below:
        sizes = {v for what, v in found if what.endswith(("r width", "g width", "r length", "g length"))}
        assert s.below.width_ft in sizes
        assert sizes <= {s.below.width_ft, s.below.length_ft, *(c.width_ft for c in s.covers)}
    side = side_view(s)
    assert ("overall height", s.top_ft) in {(d.what, d.feet) for d in side.dimensions}
    assert {d.feet for d in side.dimensions if d.what == "cabinet depth"} <= {f.depth_ft for f in s.faces}
    assert max(d.feet for d in side.dimensions if d.what == "cabinet depth") == deepest


def test_posts_stand_at_their_places_in_the_elevation_and_the_plan():
    s = SIGNS["six posts"]
    seen = sorted({round(p.rect.x + p.rect.w / 2, 9) for p in elevation_of(s).pole})
    assert seen == list(s.posts_ft)
    assert [d.x for d in plan(s).shapes if isinstance(d, Disk) and d.title == "HSS12.750X0.375"] == list(s.posts_ft)
    assert [d.text for d in plan(s).dimensions if d.what == "post spacing"] == ["5 @ 8'-0\" = 40'-0\""]


@pytest.mark.parametrize("name", SIGNS)
def test_lines_of_dimensions_below_grade_begin_at_what_they_measure(name):
    e = elevation_of(SIGNS[name])
    shown = elevation_paper(e, "").figures[0]
    placed = [m for m in shown.marks if isinstance(m, Measure)]
    for d in e.dimensions:
        if not d.side.startswith("pier_"):
            continue
        edges = {r.x for r in (*e.below, *e.poles_in_piers)} | {r.right for r in e.below}
        assert min(abs(d.reach - edge) for edge in edges) < 1e-9
        m = next(m for m in placed if m.axis == "y" and m.text.text == d.text and m.low >= -1e-9)
        away = 3.0 if d.side == "pier_right" else -3.0
        assert m.reaches == pytest.approx([d.reach * shown.scale + away] * 2)


# --- reinforcement, welds, words -----------------------------------------------------------------------


def test_call_outs_name_bars_ties_rods_and_cover():
    words = {t.text for t in texts(figure(pier_section(PIERS["a plate on a pier"])).marks)}
    assert {"(8) #6 VERT", '#3 TIES @ 12" O.C.', '(4) 1" RODS', '3" CLR.', "CONCRETE f'c = 4,000 PSI"} <= words
    words = {t.text for t in texts(figure(baseplate_plan(PLATES["a bolt circle"])).marks)}
    assert {'(8) 1" F1554-36', 'PL 1 1/2" x 24" x 24"', 'Ø 20" B.C.', "PLATE WASHER,"} <= words
    assert {'1/4" FILLET ALL AROUND,', "AND HEAVY HEX NUT"} <= words


def test_as_many_bars_are_drawn_as_are_called_out():
    for p in PIERS.values():
        if p.cage:
            dots = [s for s in pier_cross_section(p).shapes if isinstance(s, Disk) and s.solid]
            assert len({(round(s.x, 6), round(s.y, 6)) for s in dots}) == p.cage.bars.count
            assert all(s.r == p.cage.bars.diameter_in / 2 for s in dots)
    f = FOOTINGS["with a pedestal"]
    bars = [s for s in footing_plan(f).shapes if not isinstance(s, Disk) and s.weight == "rebar"]
    level = [s for s in bars if s.points[0][1] == s.points[1][1]]
    assert (len(level), len(bars) - len(level)) == (f.bottom.along.count, f.bottom.normal.count)


def test_the_cage_keeps_its_cover_and_its_spacing():
    p = PIERS["a pole in a pier"]
    ties = p.cage.ties
    lines = [s for s in pier_section(p).shapes if not isinstance(s, Disk) and s.weight == "rebar"]
    levels = sorted((s.points[0][1] for s in lines if s.points[0][1] == s.points[1][1]), reverse=True)
    assert levels[0] == -ties.first_in
    steps = [round(a - b, 9) for a, b in pairwise(levels)]
    assert set(steps[:-1]) == {ties.spacing_in}
    assert steps[-1] <= ties.spacing_in
    assert levels[-1] == -p.depth_in + 3.0
    widest = max(abs(s.points[0][0]) for s in lines)
    assert widest + ties.diameter_in / 2 + p.cage.cover_in == pytest.approx(p.width_in / 2, abs=1e-12)


def test_a_weld_has_its_symbol_with_size_circle_and_tail():
    b = PLATES["four rods"]
    words = [t.text for t in texts(figure(baseplate_section(b)).marks)]
    assert "5/16" in words and "E70XX" in words
    drawing = sheet_svg(paper([baseplate_section(b)], TITLE))
    plain = sheet_svg(paper([baseplate_section(baseplate(weld=Weld(leg_in=0.3125, all_around=False)))], TITLE))
    assert drawing.count("<circle") == plain.count("<circle") + 1
    assert "Fillet weld 5/16&quot; all around, E70XX" in drawing or 'Fillet weld 5/16" all around, E70XX' in drawing


def test_the_title_block_says_who_what_which_and_that_it_is_not_sealed():
    words = [t.text for t in texts(paper([plan(SIGNS["one post"])], TITLE).marks)]
    for text in ("Main Street pylon", "Details", "2 of 5", "NTS", "3", "ab12cd34ef56", "NOT SEALED"):
        assert words.count(text) == 1


def test_the_slab_that_holds_a_pier_is_drawn_wherever_the_pier_is():
    held, free = SIGNS["a pier in a slab"], SIGNS["one post"]
    for view in (pier_section(PIERS["a pier held by a slab"]), side_view(held)):
        assert [s.title for s in view.shapes if s.title == "Slab"] == ["Slab", "Slab"]
    shown = elevation_paper(elevation_of(held), "").figures[0]
    assert len([m for m in shown.marks if getattr(m, "title", "") == "Slab"]) == 2
    words = {w for v in (plan(held), pier_section(PIERS["a pier held by a slab"])) for n in v.notes for w in n.lines}
    assert {"RIGID SLAB AT GRADE, BY OTHERS", "RIGID SLAB HOLDS THE PIER,"} <= words
    views = (plan(free), side_view(free), pier_section(PIERS["a pole in a pier"]))
    assert not [n for v in views for n in v.notes if "SLAB" in " ".join(n.lines)]
