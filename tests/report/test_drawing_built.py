"""What a shop builds from: posts on their plates, square piers, openings, hooks, rods with their lengths."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apex.engine.cost.quantity import Existing, perimeter_ft
from apex.engine.design import design
from apex.engine.document.baseplate import BasePlate
from apex.packs.load import load_packs
from apex.report.built import footing_dims, pier_dims, plate_dims
from apex.report.detail.baseplate import baseplate_plan
from apex.report.detail.footing import footing_plan, footing_section
from apex.report.detail.pier import pier_cross_section, pier_section
from apex.report.detail.plan import plan
from apex.report.detail.platesection import baseplate_section
from apex.report.detail.side import side_view
from apex.report.dxf import dxf
from apex.report.folio import folio
from apex.report.geometry import elevation_of
from apex.report.ink import Box
from apex.report.outline import shape_of
from apex.report.paper import elevation_paper
from apex.report.view import Disk, bounds
from tests.engine.test_examples import shown
from tests.report.marks import texts
from tests.report.samples import FOOTINGS, PIERS, PLATES, SIGNS, bars
from tests.report.test_dxf import measured, opened

PACKS = load_packs()


def test_a_post_stands_on_its_plate_and_the_plate_on_its_grout():
    s = SIGNS["two posts on plates"]
    e = elevation_of(s)
    assert {p.rect.y for p in e.pole if p.rect.y < 5.0} == {0.25}
    assert [(r.x, r.y, r.right, r.top) for r in e.plates] == [(x - 0.75, 0.125, x + 0.75, 0.25) for x in s.posts_ft]
    assert [(r.y, r.top) for r in e.grout] == [(0.0, 0.125)] * 2
    drawn = [m.title for m in elevation_paper(e, "").figures[0].marks if isinstance(m, Box)]
    assert drawn.count("Base plate") == drawn.count("Grout") == 2
    side = [(s.title, bounds([s])) for s in side_view(s).shapes if s.title]
    assert ("Base plate", (-0.75, 0.125, 0.75, 0.25)) in side
    assert min(low for title, (_, low, _, _) in side if title == "HSS10X10X3/8") == 0.25


def test_square_concrete_is_called_square_wherever_its_side_is_dimensioned():
    s = SIGNS["open letters on square piers"]
    for dimensions in (elevation_of(s).dimensions, plan(s).dimensions, side_view(s).dimensions):
        assert [d.text for d in dimensions if d.what in {"pier width", "pier length"}] == ["2'-0\" SQ."]
    oblong = SIGNS["two posts on plates"]
    assert [d.text for d in plan(oblong).dimensions if d.what.startswith("pier")] == ["2'-6\"", "3'-0\""]
    p = next(p for p in PIERS.values() if not p.round)
    square = replace(p, length_in=p.width_in)
    assert next(d for d in pier_section(square).dimensions if d.what == "pier width").text.endswith(" SQ.")
    corners = replace(square, cage=replace(PIERS["a pole in a pier"].cage, bars=bars(4, 9)))
    words = [line for n in pier_cross_section(corners).notes for line in n.lines]
    assert "AT THE CORNERS" in words and "EVENLY SPACED" not in words and "FRONT OF SIGN:" in words


def test_a_sign_with_openings_says_how_much_of_it_is_solid():
    marks = elevation_paper(elevation_of(SIGNS["open letters on square piers"]), "").every
    said = [t.text for t in texts(marks)]
    assert "160 ft², 1,600 lb, solid ratio 0.5" in said and "Letters, solid ratio 0.5" in said
    closed = [t.text for t in texts(elevation_paper(elevation_of(SIGNS["one post"]), "").every)]
    assert not [t for t in closed if "solid" in t]


def test_hooks_of_a_footing_s_bars_are_drawn_and_called_out():
    """90 degrees where 16 d_b fit between the covers, turned back by 180 where they do not."""
    f = FOOTINGS["hooked under a plate"]
    lines = [line for n in (*footing_section(f).notes, *footing_plan(f).notes) for line in n.lines]
    assert any("BOTTOM, ALONG, 90° HOOK EACH END" in line for line in lines)
    assert any("BOTTOM, ACROSS, 180° HOOK EACH END" in line for line in lines)
    assert "ALONG, BOTTOM, 90° HOOK EACH END" in lines and not [x for x in lines if x.endswith("TOP, ACROSS, 90°")]
    runs = [s.points for s in footing_section(f).shapes if not isinstance(s, Disk) and s.weight == "rebar"]
    bottom = next(p for p in runs if len(p) == 4 and p[1][1] == p[2][1])
    top = next(p for p in runs if len(p) == 6)
    low = -42 + 3 + 0.25
    assert bottom == ((-27.0, low + 15.5 * 0.5), (-27.0, low), (27.0, low), (27.0, low + 15.5 * 0.5))
    assert {round(y, 6) for _, y in top} == {round(v, 6) for v in (-27 - 2 - 0.4375, -27 - 2 - 7.5 * 0.875)}
    pedestal = [s for s in footing_section(f).shapes if not isinstance(s, Disk) and len(s.points) == 4
                and s.points[0][1] == s.points[1][1] == -2.0]  # fmt: skip
    assert len(pedestal) == 2 and all(abs(s.points[0][0]) < abs(s.points[1][0]) for s in pedestal)


def test_a_footing_s_plan_shows_the_plate_and_its_rods_where_they_were_worked_out():
    found = shown("plaza_monument_footing")
    made = footing_plan(footing_dims(found))
    plate, half_x, half_y = found.plate, found.plate.plate.width_in / 2, found.plate.plate.length_in / 2
    assert [bounds([s]) for s in made.shapes if s.title == "Base plate"] == [(-half_x, -half_y, half_x, half_y)]
    rods = [(s.x, s.y, 2 * s.r) for s in made.shapes if s.title == "Anchor rod"]
    assert rods == [(x, y, plate.anchors.diameter_in) for x, y in plate.points] and len(rods) >= 4
    assert any("ON ITS BASE PLATE" in n.lines for n in made.notes)


def test_rods_have_their_length_projection_and_embedment():
    b = PLATES["a bolt circle"]
    found = {d.what: d for d in baseplate_section(b).dimensions}
    assert [found[k].text for k in ("rod length", "rod projection", "rod embedment")] == [
        '33 1/2" ROD', '6" PROJ.', '24" EMBED.',
    ]  # fmt: skip
    assert found["rod length"].end == found["rod projection"].end == 6.0
    assert '33 1/2" LONG' in [line for n in baseplate_section(b).notes for line in n.lines]


def test_details_say_where_the_front_is():
    """In details without a leader: it would name the edge it ends at, of a round pier as well."""
    for view in (
        footing_plan(FOOTINGS["with a pedestal"]),
        baseplate_plan(PLATES["four rods"]),
        pier_cross_section(PIERS["a plate on a pier"]),
    ):
        front = next(n for n in view.notes if n.lines[0].startswith("FRONT"))
        assert front.lines == ("FRONT OF SIGN:", "BOTTOM OF VIEW") and front.end == "none" and front.at[1] < 0.0
    assert next(n for n in plan(SIGNS["one post"]).notes if n.lines == ("FRONT OF SIGN",)).at[1] < 0.0
    assert side_view(SIGNS["one post"]).name == "Side view, front at the left"


@pytest.mark.parametrize("example", ["bank_two_posts", "plaza_monument_footing"])
def test_post_plate_and_rods_are_drawn_as_they_are_counted(example):
    """Quantities, elevation, details and DXF have one foot of the post, one top and one length of the rods."""
    made = shown(example)
    shape, w = shape_of(made), made.plate
    foot = (w.anchors.gap_in + w.plate.thickness_in) / 12.0
    assert shape.steps[0].bottom_ft == foot == shape.plate.top_ft
    count, top = made.document.support.count, made.document.top_ft
    assert made.quantities.steel_length_ft == pytest.approx(count * (top - foot))
    assert made.quantities.steel_lb == pytest.approx(count * (top - foot) * made.support.section.weight_plf)
    b = plate_dims(w)
    assert (b.rod_length_in, b.projection_in) == (w.weights.rod_length_in, w.weights.rod_projection_in)
    on = (footing_dims(made) or pier_dims(made)).plate
    assert (on.stand_in, on.rod_top_in) == (12.0 * foot, b.projection_in)
    found = {text for _, text in measured(opened(dxf(folio(made))))}
    assert {d.text for d in baseplate_section(b).dimensions} <= found
    assert {d.text for d in elevation_of(shape).dimensions} <= found


def test_a_galvanized_post_and_a_painted_one_begin_at_their_plate():
    made = shown("bank_two_posts")
    areas = []
    for finish in ("painted", "galvanized", "bare"):
        support = replace(made.document.support, section=made.support.section.name, finish=finish)
        again = design(replace(made.document, support=support), PACKS)
        areas.append(again.quantities.finish_ft2)
    assert areas[0] == areas[1] > 0.0 == areas[2]
    assert areas[0] == pytest.approx(perimeter_ft(made.support.section) * made.quantities.steel_length_ft)


def test_loads_say_what_they_count_in_the_place_of_the_plate():
    made = shown("bank_two_posts")
    told = next(a for a in made.sheet.assumptions if a.startswith("Dead load counts"))
    short = made.plate.stand_in / 12.0 * made.support.section.weight_plf
    assert f"{short:.1f} lb more" in told and f"{made.plate.plate_lb:.1f} lb" in told
    # What is left out weighs more than what is counted for it: no dead load is claimed that is not there.
    assert short < made.plate.plate_lb


def test_what_stands_already_is_counted_apart_and_not_priced():
    made = shown("fuel_stop_new_cabinet")
    q, there = made.quantities, made.quantities.existing
    assert (q.steel_lb, q.steel_length_ft, q.finish_ft2, q.concrete_yd3, q.excavation_yd3, q.rebar_lb) == (0.0,) * 6
    assert there.steel_length_ft == pytest.approx(22.0 + 5.5)
    assert there.steel_lb == pytest.approx(27.5 * made.support.section.weight_plf)
    assert there.concrete_yd3 == pytest.approx(made.foundation.concrete_yd3) and there.anchor_rods == 0
    priced = {entry.item.split(" ")[0].rstrip(",") for entry in made.price.lines}
    assert priced == {"Cabinets", "Pole", "Engineering", "Installation", "Calc", "Hard"}
    assert any("stand already" in a for a in made.sheet.assumptions)
    new = design(replace(made.document, foundation=replace(made.document.foundation, existing=False)), PACKS)
    assert new.quantities.steel_lb == pytest.approx(there.steel_lb) and new.quantities.existing == Existing()
    assert new.price.total_usd > made.price.total_usd


def test_what_stands_already_is_called_so_in_every_drawing():
    made = shown("fuel_stop_new_cabinet")
    shape = shape_of(made)
    words = [line for n in (*plan(shape).notes, *pier_section(pier_dims(made)).notes) for line in n.lines]
    assert {"Pipe12XS, A53 Gr B, existing", "EXISTING PIER, 6'-0\" DEEP", "EXISTING Pipe12XS"} <= set(words)
    new = shown("main_street_pylon")
    said = [line for n in (*plan(shape_of(new)).notes, *pier_section(pier_dims(new)).notes) for line in n.lines]
    assert not [line for line in said if "existing" in line.lower()]


def test_a_post_is_named_in_the_elevation_where_there_is_room_for_its_section_alone():
    made = shown("flag_offset_cafe")
    e = elevation_of(shape_of(made))
    said = [t.text for t in texts(elevation_paper(e, "").figures[0].marks)]
    assert made.support.section.name in said


def test_rods_of_an_existing_pier_stand_and_its_plate_and_post_are_new():
    made = shown("bank_two_posts")
    w = made.plate
    given = BasePlate(plate=w.plate, anchors=w.anchors, weld=w.weld)
    old = replace(made.document.foundation, existing=True, depth_ft=made.foundation.depth_ft)
    support = replace(made.document.support, section=made.support.section.name)
    document = replace(made.document, foundation=old, baseplate=given, support=support)
    again = design(document, PACKS)
    q = again.quantities
    assert (q.anchor_rods, q.rods_lb, q.concrete_yd3, q.rebar_lb) == (0, 0.0, 0.0, 0.0)
    assert q.existing.anchor_rods == made.quantities.anchor_rods == 2 * len(w.points)
    assert q.existing.rebar_lb > 0.0 and q.existing.steel_lb == 0.0
    assert (q.steel_lb, q.plate_lb) == pytest.approx((made.quantities.steel_lb, made.quantities.plate_lb))
    assert not any("would have to be cast" in a for a in again.sheet.assumptions)
    sought = design(replace(document, baseplate=None), PACKS)
    assert any("would have to be cast" in a for a in sought.sheet.assumptions)
