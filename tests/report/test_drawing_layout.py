"""Drawings as they are read: no words meet, no line runs through them, the SVG is sound; also by chance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.report.detail.baseplate import baseplate_plan
from apex.report.detail.footing import footing_plan, footing_section
from apex.report.detail.pier import pier_cross_section, pier_section
from apex.report.detail.plan import plan
from apex.report.detail.platesection import baseplate_section
from apex.report.detail.side import side_view
from apex.report.detail.sign import CoverShape, Hole, Pad, Shaft
from apex.report.drawing import sheet_svg, svg
from apex.report.geometry import elevation_of
from apex.report.ink import bounds, wide
from apex.report.paper import elevation_paper, paper
from apex.report.title import TitleBlock
from apex.report.view import Weld
from tests.report.marks import check_svg, meeting, struck
from tests.report.samples import (
    FOOTINGS,
    PIERS,
    SIGNS,
    VIEWS,
    Bars,
    Mat,
    baseplate,
    cage,
    circle,
    face,
    grid,
    sign,
    step,
)

TITLE = TitleBlock(sign="Main Street pylon", what="Details", revision="3", sha="ab12cd34ef56", sheet=2, of=5)


@pytest.fixture(params=VIEWS)
def view(request):
    return VIEWS[request.param]()


@pytest.fixture(params=SIGNS)
def drawn(request):
    return elevation_of(SIGNS[request.param])


# --- layout -----------------------------------------------------------------------------------------------


def test_no_words_meet_and_no_line_runs_through_them(view):
    p = paper([view], TITLE)
    assert list(meeting(p.every)) == []
    assert list(struck(p.every)) == []


def test_no_words_meet_in_an_elevation_of_many_posts_steps_and_covers(drawn):
    p = elevation_paper(drawn, "", TITLE)
    assert list(meeting(p.every)) == []
    assert list(struck(p.every)) == []


def test_figures_on_one_sheet_keep_apart():
    p = paper([plan(SIGNS["two posts on plates"]), side_view(SIGNS["two posts on plates"])], TITLE)
    first, second = (f.bounds for f in p.figures)
    assert second[1] - first[3] == pytest.approx(30.0)
    assert bounds(p.marks)[1] > second[3]
    assert list(meeting(p.every)) == []


def test_the_svg_is_sound_and_keeps_to_a_strict_content_policy(view):
    check_svg(sheet_svg(paper([view], TITLE)), view.name)


def test_a_text_of_capitals_is_given_the_room_it_needs():
    # Widths of Arial's letters in thousandths of an em, as its font metrics have them.
    widths = {"W": 944, "M": 833, "G": 778, "O": 778, "A": 667, "R": 722, "m": 833, "0": 556, "e": 556}
    for letter, width in widths.items():
        assert wide(letter, 1000.0) > 0.93 * width, letter


# --- by chance ----------------------------------------------------------------------------------------------

sixteenths = lambda low, high: st.integers(int(low * 16), int(high * 16)).map(lambda n: n / 16)  # noqa: E731
names = st.sampled_from(["HSS12.750X0.375", "Pipe3STD", "W44X335", "HSS20X20X5/8"])


@st.composite
def piers(draw):
    p = PIERS[draw(st.sampled_from(sorted(PIERS)))]
    depth, width = draw(sixteenths(24, 480)), draw(sixteenths(12, 180))
    kept = cage(
        draw(st.integers(4, 60)),
        draw(st.sampled_from([4, 6, 9, 11])),
        3,
        draw(sixteenths(2, 18)),
        draw(sixteenths(1.5, 3)),
    )
    pole = p.pole and type(p.pole)(section=draw(names), width_in=width / 3, embedment_in=draw(sixteenths(6, depth)))
    return type(p)(
        round=p.round, width_in=width, length_in=draw(sixteenths(12, 180)), depth_in=depth, fc_psi=3000,
        top_in=draw(sixteenths(0, 12)), cage=kept, neglected_in=draw(sixteenths(0, 36)),
        water_in=draw(st.none() | sixteenths(0, 300)), pole=pole, plate=p.plate,
    )  # fmt: skip


@st.composite
def plates(draw):
    width, length = draw(sixteenths(4, 120)), draw(sixteenths(4, 120))
    rod = draw(st.sampled_from([0.5, 0.75, 1.0, 1.5, 2.5]))
    side = min(width, length)
    round_pattern = draw(st.booleans())
    count = draw(st.integers(3, 32))
    columns, rows = draw(st.integers(2, 8)), draw(st.integers(2, 8))
    spread = 0.85 * side
    rods = (
        circle(count, spread, draw(st.floats(0, 1)))
        if round_pattern
        else grid(columns, rows, spread / columns, spread / rows)
    )
    thick, gap, embedded = draw(sixteenths(0.25, 6)), draw(sixteenths(0, 6)), draw(sixteenths(4, 120))
    over = draw(st.none() | sixteenths(1, 8).map(lambda above: gap + thick + above))
    return baseplate(
        width_in=width, length_in=length, thickness_in=thick, rods=rods,
        bolt_circle_in=spread if round_pattern else None, rod_diameter_in=rod, gap_in=gap, embedment_in=embedded,
        grouted=draw(st.booleans()), projection_in=over,
        rod_length_in=None if over is None else over + embedded + rod + 0.5,
        concrete_diameter_in=draw(st.none() | sixteenths(6, 240)), washer_weld_in=draw(st.none() | st.just(0.25)),
        concrete_width_in=200.0, concrete_length_in=draw(sixteenths(6, 300)),
        weld=Weld(leg_in=draw(st.sampled_from([0.125, 0.3125, 1.0])), tail=draw(st.sampled_from(["", "E70XX"]))),
    )  # fmt: skip


@st.composite
def footings(draw):
    thickness, soil = draw(sixteenths(8, 60)), draw(sixteenths(0, 60))
    mats = [
        Mat(along=Bars(count=draw(st.integers(2, 60)), size=5, diameter_in=0.625),
            normal=Bars(count=draw(st.integers(2, 60)), size=5, diameter_in=0.625), cover_in=draw(sixteenths(1.5, 3)))
        for _ in range(2)
    ]  # fmt: skip
    pedestal = draw(st.none() | sixteenths(12, 60))
    f = FOOTINGS["with a pedestal"]
    return type(f)(
        width_in=draw(sixteenths(24, 720)), length_in=draw(sixteenths(24, 720)), thickness_in=thickness,
        depth_in=thickness + soil, fc_psi=3000, bottom=mats[0], top=draw(st.sampled_from([None, mats[1]])),
        pedestal_width_in=pedestal, pedestal_length_in=pedestal, dowels=f.dowels if pedestal else None,
        column=draw(names), column_width_in=draw(sixteenths(2, 12)),
    )  # fmt: skip


@st.composite
def signs(draw):
    count = draw(st.integers(1, 6))
    spacing = draw(sixteenths(1, 20))
    posts = tuple(spacing * (i - (count - 1) / 2) for i in range(count))
    faces, bottom = [], draw(sixteenths(0, 30))
    for i in range(draw(st.integers(1, 6))):
        height = draw(sixteenths(0.5, 12))
        offset, depth = draw(sixteenths(-10, 10)), draw(sixteenths(0.5, 4))
        faces.append(face(i, draw(sixteenths(0.5, 60)), height, bottom, offset, depth))
        bottom += height + draw(sixteenths(0, 3))
    top = max(f.rect.top for f in faces)
    shaft = Shaft(round=draw(st.booleans()), width_ft=draw(sixteenths(1, 10)), length_ft=draw(sixteenths(1, 10)),
                  depth_ft=draw(sixteenths(3, 30)), pole_embedment_ft=draw(st.none() | st.just(2.5)))  # fmt: skip
    pad = Pad(width_ft=draw(sixteenths(2, 30)), length_ft=draw(sixteenths(2, 30)), thickness_ft=1.5,
              depth_ft=draw(sixteenths(1.5, 6)), pedestal_width_ft=1.5, pedestal_length_ft=1.5)  # fmt: skip
    below = draw(st.sampled_from([shaft, pad, None]))
    width = draw(sixteenths(0.25, 2))
    change = draw(st.none() | st.integers(1, 9).map(lambda n: n / 10))
    steps = [step(width, 0, top)]
    if change is not None:
        steps = [step(width, 0, top * change), step(width / 2, top * change, top, "HSS4.000X0.250")]
    cover = CoverShape(bottom_ft=draw(sixteenths(0, 2)), top_ft=draw(sixteenths(3, 20)), width_ft=width + 1, depth_ft=3)
    hole = Hole(center_ft=draw(sixteenths(0.5, 4)), width_ft=width / 3, height_ft=0.5)
    covers, holes = draw(st.sampled_from([(), (cover,)])), draw(st.sampled_from([(), (hole,)]))
    return sign(faces=tuple(faces), posts_ft=posts, foundations_ft=posts, below=below, steps=tuple(steps),
                covers=covers, holes=holes)  # fmt: skip


def sound(view):
    p = paper([view], TITLE)
    assert list(meeting(p.every)) == []
    assert list(struck(p.every)) == []
    check_svg(sheet_svg(p))


@settings(max_examples=40, deadline=None)
@given(piers())
def test_any_pier_can_be_read(p):
    sound(pier_section(p))
    sound(pier_cross_section(p))


@settings(max_examples=60, deadline=None)
@given(plates())
def test_any_base_plate_can_be_read(b):
    sound(baseplate_plan(b))
    sound(baseplate_section(b))


@settings(max_examples=40, deadline=None)
@given(footings())
def test_any_footing_can_be_read(f):
    sound(footing_plan(f))
    sound(footing_section(f))


@settings(max_examples=60, deadline=None)
@given(signs())
def test_any_sign_can_be_read(s):
    sound(plan(s))
    sound(side_view(s))
    p = elevation_paper(elevation_of(s), "Not sealed.", TITLE)
    assert list(meeting(p.every)) == []
    assert list(struck(p.every)) == []
    check_svg(svg(elevation_of(s)))
