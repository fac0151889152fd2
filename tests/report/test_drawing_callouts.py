"""Where call-outs point, and what they call: bars away from others, washers, rods between ties, hooks there are."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from apex.engine.concrete.detail import rectangular_tie_length
from apex.engine.footing.layer import Concrete
from apex.engine.footing.pedestal_bar import bar_sets, hooked_top
from apex.engine.trace import Quiet
from apex.report.built import footing_dims, pier_dims, plate_dims
from apex.report.callout import callouts
from apex.report.detail.baseplate import baseplate_plan
from apex.report.detail.footing import footing_plan, footing_section
from apex.report.detail.mat import spaced
from apex.report.detail.pier import pier_cross_section, pier_section
from apex.report.detail.plan import plan
from apex.report.detail.platesection import baseplate_section
from apex.report.detail.side import side_view
from apex.report.figure import figure
from apex.report.geometry import elevation_of
from apex.report.ink import Circle, Line, Path
from apex.report.lane import Item, upright
from apex.report.outline import shape_of
from apex.report.paper import elevation_paper
from apex.report.view import Disk, Note
from tests.engine.test_examples import shown
from tests.report.marks import texts
from tests.report.samples import FOOTINGS, ON_PLATE, PIERS, PLATES, SIGNS


def note_of(view, words):
    return next(n for n in view.notes if any(words in line for line in n.lines))


def test_a_call_out_without_an_end_has_words_and_no_leader():
    plain, led = (list(callouts([Note(("TOP MAT",), (0.0, 0.0), end)], 1.0, (-9, -9, 9, 9), 9.0))
                  for end in ("none", "arrow"))  # fmt: skip
    assert [t.text for t in texts(plain)] == [t.text for t in texts(led)] == ["TOP MAT"]
    assert not [m for m in plain if isinstance(m, Line | Path | Circle)] and [m for m in led if isinstance(m, Line)]


def test_the_cut_across_a_pier_shows_the_rods_and_how_the_cage_is_set_to_them():
    made = shown("bank_two_posts")
    p = pier_dims(made)
    view = pier_cross_section(p)
    rods = [(s.x, s.y, 2 * s.r) for s in view.shapes if isinstance(s, Disk) and s.title == "Anchor rod"]
    assert rods == [(x, y, made.plate.anchors.diameter_in) for x, y in made.plate.points] and len(rods) >= 4
    assert made.plate.anchors.anchor_reinforcement is not None
    assert note_of(view, "SET CAGE TO RODS").lines[0] == p.plate.rod_call
    assert note_of(view, "FRONT OF SIGN").at[1] < 0.0
    free = pier_cross_section(replace(p, plate=replace(p.plate, served=False)))
    assert not [n for n in free.notes if "SET CAGE TO RODS" in n.lines] and note_of(free, "RODS")


@pytest.mark.parametrize("name", ["a plate on a pier", "a wide square pier"])
def test_rods_are_pointed_at_between_ties(name):
    p = PIERS[name]
    at = note_of(pier_section(p), "RODS").at
    levels = [v for v in p.cage.ties.levels(p.top_in, -p.depth_in + 3.0) if v > p.top_in - ON_PLATE.embedment_in]
    assert p.top_in - ON_PLATE.embedment_in < at[1] < p.top_in
    assert min(abs(at[1] - v) for v in levels) >= 0.35 * min(p.cage.ties.spacing_in, ON_PLATE.embedment_in)
    assert "PLAN AND SECTION" in note_of(pier_section(p), "BASE PLATE").lines


def test_washers_have_their_weld_and_their_nut_and_are_pointed_at():
    welded, plain = PLATES["a bolt circle"], replace(PLATES["a bolt circle"], washer_weld_in=None)
    for view in (baseplate_plan(welded), baseplate_section(welded)):
        assert note_of(view, "PLATE WASHER").lines == ("PLATE WASHER,", '1/4" FILLET ALL AROUND,', "AND HEAVY HEX NUT")
    assert note_of(baseplate_plan(plain), "PLATE WASHER").lines == ("PLATE WASHER", "AND HEAVY HEX NUT")
    view = baseplate_plan(welded)
    edges = [s for s in view.shapes if s.title == "Plate washer"]
    x, y = note_of(view, "PLATE WASHER").at
    assert any(s.points[1][0] == x and s.points[1][1] < y < s.points[2][1] for s in edges)
    nuts = [s for s in view.shapes if s.title == "Heavy hex nut"]
    assert len(nuts) == len(welded.rods) and all(len(s.points) == 6 for s in nuts)
    assert max(px for px, _ in nuts[0].points) - min(px for px, _ in nuts[0].points) == pytest.approx(welded.nut_in)
    made = shown("bank_two_posts")
    assert made.plate.anchors.plate_washers_welded and made.plate.anchors.diameter_in <= 0.75
    assert plate_dims(made.plate).washer_weld_in == 0.1875


def test_rounded_edges_of_rods_are_marked_and_hidden_concrete_is_named_without_a_leader():
    made = plate_dims(shown("plaza_monument_footing").plate)
    said = {d.what: d.text for d in baseplate_plan(made).dimensions}
    assert said["edge distance along the face"] == said["edge distance normal to the face"] == '1 1/2" ±'
    assert {d.text for d in baseplate_plan(PLATES["four rods"]).dimensions if d.what.startswith("edge")} == {'2"'}
    assert note_of(baseplate_plan(made), "(NOT SHOWN)").end == "none"


def test_bars_of_a_mat_are_pointed_at_where_no_other_bar_is():
    f = FOOTINGS["with a pedestal"]
    view = footing_plan(f)
    rows, files = spaced(f.bottom.along, f.length_in), spaced(f.bottom.normal, f.width_in)
    along, across = note_of(view, "ALONG, BOTTOM"), note_of(view, "ACROSS, BOTTOM")
    assert along.at[1] in rows and files[-2] < along.at[0] < files[-1] and along.leave > along.at[1]
    assert across.at[0] in files and rows[0] < across.at[1] < rows[1]
    assert note_of(view, "TOP MAT").end == "none"


def test_a_pedestal_is_hooked_at_the_top_only_where_its_bars_are_developed_by_hooks_there():
    """27 in. over the footing: 25 hold a straight #6. Over a shorter one it is hooked, longer, and drawn so."""
    made = shown("plaza_monument_footing")
    f = footing_dims(made)
    schedule = {b.mark: b for b in made.foundation.bars}
    assert not f.dowels.hooked and "at the top" not in schedule["P1"].where
    assert "HOOKED IN THE FOOTING" in note_of(footing_section(f), "PEDESTAL BARS").lines
    # Up from the mat, 3 + 2 in., to 2 in. under grade, and one hook of 16 diameters.
    assert 12.0 * schedule["P1"].length_ft == pytest.approx(f.depth_in - 5.0 - 2.0 + 16.0 * 0.75)
    k, p = Concrete(4000.0, 60.0, made.editions.aci318), made.foundation.pedestal
    short = replace(p, f=replace(p.f, D_ft=p.f.t_ft + 1.5))
    assert p.straight_in(Quiet(), k) <= 25.0 and hooked_top(short, k) and not hooked_top(p, k)
    bar, *_ = bar_sets(short, k)
    assert bar.where.endswith("and at the top") and 12.0 * bar.length_ft == pytest.approx(16.0 + 10.0 + 2 * 16.0 * 0.75)
    hooked = footing_section(replace(f, dowels=replace(f.dowels, hooked=True)))
    assert "HOOKED AT BOTH ENDS" in note_of(hooked, "PEDESTAL BARS").lines


def test_one_rule_gives_ties_of_piers_and_pedestals_their_length():
    made = shown("plaza_monument_footing")
    p = made.foundation.pedestal
    tie = next(b for b in made.foundation.bars if b.mark == "P2")
    # The arc of 135 degrees around 4 diameters and a tail of 3 in., twice; the legs between their centers.
    leg, tail = p.side_in - 6.0 - 0.375, 0.75 * 3.14159265 * (1.5 + 0.375) / 2.0 + 3.0
    assert 12.0 * tie.length_ft == pytest.approx(rectangular_tie_length(x=leg, y=leg, l_tail=tail), abs=1e-6)
    assert (p.side_in, round(12.0 * tie.length_ft * 16) / 16) == (24.0, 80.9375)


@pytest.mark.parametrize("name", [*SIGNS, "nothing_feasible", "truck_stop_high_rise", "bank_two_posts"])
def test_leaders_of_a_plan_keep_apart_and_off_its_lines(name):
    """They end at levels of their own and cross no other leader; none runs along an edge of the cabinets."""
    s = SIGNS.get(name) or shape_of(shown(name))
    view = plan(s)
    marks = [m for m in figure(view).marks if isinstance(m, Line) and m.weight == "leader"]
    k, deep = figure(view).scale, max(f.depth_ft for f in s.faces) / 2
    right = max(f.rect.right for f in s.faces) * k
    starts = [n.turn or n.at for n in view.notes]
    firsts = [next(m for m in marks if m.x1 == x * k and abs(m.y1 + y * k) < 1e-9) for x, y in starts]
    for a, b in combinations(firsts, 2):
        assert abs(a.y2 - b.y2) >= 4.99 and not crossing(a, b), (name, a, b)
    for m in firsts:
        along = [abs(m.y1 - level) < 1.0 and abs(m.y2 - level) < 1.0 for level in (0.0, deep * k, -deep * k)]
        assert not any(along) or m.x1 >= right - 1e-6, name
        # Past the corner of the cabinets, where another one points.
        if m.x1 < right < m.x2 and m.y2 < 0.0:
            assert abs(m.y1 + (m.y2 - m.y1) * (right - m.x1) / (m.x2 - m.x1) + deep * k) > 3.0, name


def crossing(a, b):
    """Whether two segments cross, by the side of the ends of one on which those of the other lie."""

    def side(m, x, y):
        return (m.x2 - m.x1) * (y - m.y1) - (m.y2 - m.y1) * (x - m.x1)

    parts = [side(a, b.x1, b.y1) * side(a, b.x2, b.y2), side(b, a.x1, a.y1) * side(b, a.x2, a.y2)]
    return all(p < -1e-6 for p in parts)


@pytest.mark.parametrize("name", PLATES)
def test_call_outs_of_a_plate_stand_clear_of_nuts_and_of_one_another(name):
    """The weld is pointed at from over the nuts; plate and column away from them; none runs along an edge."""
    b = PLATES[name]
    section, view = baseplate_section(b), baseplate_plan(b)
    weld = next(n for n in section.notes if n.weld)
    rods = max(y for s in section.shapes if s.title in {"Anchor rod", "Nut"} for _, y in s.points)
    assert weld.turn[1] > rods - 1e-9 and weld.level == weld.turn[1]
    assert weld.turn[0] >= weld.at[0] and weld.at[1] < b.stand_in + b.weld.leg_in
    nuts = [x - b.nut_in / 2 for x, _ in b.rods if x - b.nut_in / 2 > weld.at[0]]
    assert not nuts or weld.turn[0] <= max(min(nuts), weld.at[0])
    plate, column, washer = (note_of(view, words) for words in ("PL ", b.column.section, "WASHER"))
    assert plate.at[0] == b.width_in / 2 and plate.at[1] > washer.at[1]
    assert 0.0 < column.at[1] <= 0.7 * b.column.depth_in / 2


def test_the_column_on_a_footing_is_pointed_at_between_its_bars():
    for f in (FOOTINGS["hooked under a plate"], replace(FOOTINGS["hooked under a plate"], length_in=80)):
        rows = spaced(f.bottom.along, f.length_in)
        n = note_of(footing_plan(f), "ON ITS BASE PLATE")
        assert n.end == "arrow" and n.at[0] == f.plate.width_in / 2 and abs(n.at[1]) <= f.plate.length_in / 2
        assert min(abs(n.level - r) for r in rows) >= 0.4 * (rows[1] - rows[0])


def test_figures_beside_a_line_stand_in_its_order():
    """A plate of 1/2 in. over grout of 1 1/2: their leaders do not cross."""
    placed = upright([Item(0.0, 8.0, '1/2"', "a", (0, 0)), Item(8.0, 32.0, '1 1/2"', "b", (0, 0))], [-20.0, 8.0, 32.0])
    assert [p.item.what for p in sorted(placed, key=lambda p: p.text_at)] == ["a", "b"]
    made = plate_dims(shown("plaza_monument_footing").plate)
    at = {t.text: t.y for t in texts(figure(baseplate_section(made), (180.0, 210.0)).marks)}
    assert at['1/2"'] < at['1 1/2"']


def test_the_embedment_of_rods_is_said_alike_in_both_sections():
    made = shown("bank_two_posts")
    sections = (pier_section(pier_dims(made)), baseplate_section(plate_dims(made.plate)))
    assert [d.text for v in sections for d in v.dimensions if d.what == "rod embedment"] == ['27" EMBED.'] * 2


def test_one_cabinet_is_called_one_and_has_its_mark_however_low_it_is():
    one, low = SIGNS["one post"], SIGNS["a sign 100 ft wide"]
    assert note_of(plan(one), "ABOVE").lines == ("CABINET ABOVE",)
    assert note_of(plan(SIGNS["two posts on plates"]), "ABOVE").lines == ("CABINETS ABOVE",)
    e = elevation_of(shape_of(shown("nothing_feasible")))
    assert len(e.faces) == 1
    assert "A  48'-0\"" in [t.text for t in texts(elevation_paper(e, "").figures[0].marks)]
    said = [t.text for t in texts(elevation_paper(elevation_of(low), "").figures[0].marks)]
    assert [t for t in said if t.startswith("A")]


def test_a_slender_pier_is_drawn_so_wide_that_post_and_concrete_can_be_told_apart():
    view = pier_section(pier_dims(shown("nothing_feasible")))
    f = figure(view, (180.0, 210.0))
    left, bottom, right, top = view.bounds
    assert (top - bottom) * f.scale <= 620.0 + 1e-6 and (right - left) * f.scale >= 48.0
    usual = pier_section(PIERS["a pole in a pier"])
    left, bottom, right, top = usual.bounds
    assert figure(usual, (180.0, 210.0)).scale == pytest.approx(min(180.0 / (right - left), 210.0 / (top - bottom)))


def test_covers_and_the_slab_by_others_are_called_by_name():
    made = shown("fuel_stop_new_cabinet")
    s, p = shape_of(made), pier_dims(made)
    assert note_of(side_view(s), "POLE COVER")
    front = elevation_paper(elevation_of(s), "").figures[0].marks
    assert {"POLE COVER", "9'-6\" POLE COVER"} <= {t.text for t in texts(front)}
    assert [d.text for d in plan(s).dimensions if d.what.startswith("cover")] == [
        "2'-6\" POLE COVER",
        "2'-0\" POLE COVER",
    ]
    assert len([x for x in plan(s).shapes if x.title == "Slab"]) == 1
    assert "EXTENT AND THICKNESS: VERIFY" in note_of(plan(s), "RIGID SLAB").lines
    warned = next(a for a in made.sheet.assumptions if "must resist" in a)
    assert len(p.slab_kip) == 2 and all(f"{kip:.2f} kip" in warned for kip in p.slab_kip)
    words = " ".join(note_of(pier_section(p), "RIGID SLAB").lines)
    assert words.endswith(f"BY OTHERS, VERIFY FOR {p.slab_kip[0]:.2f} KIP (ASD), {p.slab_kip[1]:.2f} KIP (LRFD)")
