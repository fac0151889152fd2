from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from apex.engine.support.demand import axes
from apex.report.drawing import spoken, svg
from apex.report.geometry import elevation
from apex.report.ink import bounds, pieces
from apex.report.placement import Placement
from apex.report.schedule import schedule
from apex.schema.length import show_feet
from tests.report.conftest import ODD_NAME
from tests.report.marks import meeting, struck

NAMESPACE = "{http://www.w3.org/2000/svg}"


def texts_of(drawing):
    return [e.text for e in ET.fromstring(drawing).iter(f"{NAMESPACE}text")]


def marks_of(design):
    e = elevation(design)
    marks = Placement(e).marks()
    left, _, _, bottom = bounds(marks)
    return [*pieces(marks), *schedule(e, left, bottom + 16, 760)]


def expected_lengths(design):
    """Every distance the drawing owes, from the document and the calculation."""
    found = {max(c.top_ft for c in design.document.sign.cabinets)}
    for c in design.document.sign.cabinets:
        found |= {c.width_ft, c.height_ft, c.bottom_ft, abs(c.offset_ft)}
    if design.foundation:
        f = design.foundation
        found |= {f.burial.depth_ft, f.pole_embedment_ft, f.pier.x_ft}
    return found - {0.0}


def test_every_dimension_shown_is_the_document_or_the_calculation(awkward):
    allowed = expected_lengths(awkward)
    drawn = elevation(awkward).dimensions
    assert {round(d.feet, 9) for d in drawn} == {round(v, 9) for v in allowed}


def test_every_dimension_stands_on_the_drawing(awkward):
    said = [t.removeprefix("Ø ").split("  ")[-1] for t in texts_of(svg(elevation(awkward)))]
    for feet in expected_lengths(awkward):
        assert show_feet(feet) in said


def test_each_cabinet_has_its_width_height_clearance_and_offset(awkward):
    found = {(d.what, round(d.start, 6), round(d.end, 6)) for d in elevation(awkward).dimensions}
    for c in awkward.document.sign.cabinets:
        assert ("width", round(c.left_ft, 6), round(c.right_ft, 6)) in found
        assert ("height", c.bottom_ft, round(c.top_ft, 6)) in found
        assert c.bottom_ft == 0.0 or ("clearance", 0.0, c.bottom_ft) in found
        assert c.offset_ft == 0.0 or ("offset", 0.0, c.offset_ft) in found


def test_the_support_is_drawn_to_scale_from_its_section(pylon):
    e = elevation(pylon)
    section = pylon.support.section
    assert e.pole_width_ft == axes(section, "strong").width_normal / 12.0 == pytest.approx(13.375 / 12.0)
    assert [r.h for r in e.poles_in_piers] == [pylon.foundation.pole_embedment_ft]
    assert [r.h for r in e.piers] == [pylon.foundation.burial.depth_ft]


def test_the_support_is_hidden_where_a_cabinet_stands_before_it(awkward):
    e = elevation(awkward)
    for r in (piece.rect for piece in e.pole):
        for f in e.faces:
            across = min(r.right, f.rect.right) - max(r.x, f.rect.x)
            up = min(r.top, f.rect.top) - max(r.y, f.rect.y)
            assert across <= 1e-9 or up <= 1e-9


def test_no_text_overlaps_another(awkward):
    assert list(meeting(marks_of(awkward))) == []


def test_no_line_runs_through_a_text(awkward):
    assert list(struck(marks_of(awkward))) == []


def test_everything_lies_inside_the_sheet(awkward):
    root = ET.fromstring(svg(elevation(awkward)))
    x, y, w, h = map(float, root.get("viewBox").split())
    for e in root.iter(f"{NAMESPACE}line"):
        assert all(x <= float(e.get(k)) <= x + w for k in ("x1", "x2"))
        assert all(y <= float(e.get(k)) <= y + h for k in ("y1", "y2"))


def test_names_are_text_in_the_drawing(odd):
    drawing = svg(elevation(odd))
    root = ET.fromstring(drawing)
    assert not list(root.iter(f"{NAMESPACE}script"))
    assert f"{ODD_NAME} sign" in texts_of(drawing)
    assert ODD_NAME in texts_of(drawing)
    assert f"Elevation of {ODD_NAME} sign" == root.find(f"{NAMESPACE}title").text


def test_the_drawing_keeps_to_a_strict_content_policy(awkward):
    root = ET.fromstring(svg(elevation(awkward)))
    for e in root.iter():
        assert e.tag.removeprefix(NAMESPACE) in {"svg", "title", "desc", "line", "rect", "text"}
        assert not [k for k in e.attrib if k == "style" or k.startswith("on") or "href" in k]
        assert e.get("stroke") in (None, "none", "currentColor")
        assert e.get("fill") in (None, "none", "currentColor")


def test_the_drawing_says_what_it_shows_and_that_it_is_not_sealed(pylon):
    drawing = svg(elevation(pylon))
    said = texts_of(drawing)
    for text in ("NOT SEALED", "Main Street pylon", "HSS13.375X0.188, A500 Gr C", "Main ID", "96 ft², 960 lb"):
        assert text in said
    assert any("V = 115 mph, exposure C" in t for t in said)
    assert "Overall height 25'-0\"" in spoken(elevation(pylon))
    assert 'role="img"' in drawing and 'aria-labelledby="elevation-title elevation-desc"' in drawing


def test_two_drawings_on_a_page_have_ids_of_their_own(pylon):
    assert 'id="second-title"' in svg(elevation(pylon), key="second")


def test_an_unstable_design_is_drawn_without_a_pier(unstable):
    e = elevation(unstable)
    assert unstable.foundation is None and e.piers == () and e.poles_in_piers == ()
    assert "none designed: the support is not stable" in texts_of(svg(e))


def test_a_design_that_does_not_pass_says_so(failing):
    assert any(t.startswith("The design does not pass.") for t in texts_of(svg(elevation(failing))))


def test_a_control_character_does_not_break_the_drawing(pylon):
    from dataclasses import replace

    e = replace(elevation(pylon), title="bell \x07 and \x00 nul")
    assert "bell   and   nul" in texts_of(svg(e))
