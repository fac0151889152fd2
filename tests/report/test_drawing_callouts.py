"""Where call-outs point, and what they call: bars away from others, washers, rods between ties, hooks there are."""

from __future__ import annotations

from dataclasses import replace

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
from apex.report.detail.platesection import baseplate_section
from apex.report.ink import Circle, Line, Path
from apex.report.view import Disk, Note
from tests.engine.test_examples import shown
from tests.report.marks import texts
from tests.report.samples import FOOTINGS, ON_PLATE, PIERS, PLATES


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
    assert made.plate.anchors.plate_washers_welded and plate_dims(made.plate).washer_weld_in == 0.25


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
    bar, _ = bar_sets(short, k)
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
