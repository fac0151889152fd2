"""What cabinets and covers hide: drawn dashed in elevation and side view, up to the top of the posts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apex.report.detail.shape import Rect
from apex.report.detail.side import side_view
from apex.report.figure import figure
from apex.report.geometry import PLATE, elevation_of
from apex.report.ink import Box, Line
from apex.report.outline import shape_of
from apex.report.paper import elevation_paper
from apex.report.view import bounds
from tests.engine.test_examples import shown
from tests.report.marks import struck, texts
from tests.report.samples import SIGNS, face, sign, step


def rooms(view, weight):
    """What is drawn in a view in that weight: its title and its room."""
    return [(s.title, bounds([s])) for s in view.shapes if s.weight == weight]


@pytest.mark.parametrize("name", SIGNS)
def test_every_part_of_a_post_is_drawn_seen_or_hidden(name):
    s = SIGNS[name]
    e = elevation_of(s)
    for i in range(len(s.posts_ft)):
        parts = [p.rect for p in (*e.pole, *e.inside) if p.post == i and p.section != PLATE]
        assert sum(r.w * r.h for r in parts) == pytest.approx(sum(p.width_ft * p.length_ft for p in s.steps))
        assert max(r.top for r in parts) == s.steps[-1].top_ft
    view, sections = side_view(s), {p.section for p in s.steps}
    parts = [r for w in ("outline", "hidden") for title, r in rooms(view, w) if title in sections and r[1] >= 0.0]
    drawn = sum((c - a) * (d - b) for a, b, c, d in parts)
    assert drawn == pytest.approx(sum(p.depth_ft * p.length_ft for p in s.steps))


def test_a_post_runs_dashed_to_the_top_of_the_sign_in_both_views():
    s = shape_of(shown("truck_stop_high_rise"))
    e = elevation_of(s)
    assert [(p.rect.y, p.rect.top) for p in e.inside] == [(44.0, 49.0), (50.0, 60.0)]
    hidden = [m for m in elevation_paper(e, "").figures[0].marks if isinstance(m, Line) and m.weight == "hidden"]
    assert len([m for m in hidden if m.x1 == m.x2]) >= 4
    tops = {r[3] for title, r in rooms(side_view(s), "hidden") if title == s.steps[0].section}
    assert max(tops) == 60.0


def test_a_post_deeper_than_its_cabinet_stands_out_of_it_and_is_said_to():
    for name, words in (
        ("truck_stop_high_rise", ('B: 28" POST', 'IN 24" CABINET')),
        ("harbor_flexible_pole", ('A: 22" POST', 'IN 18" CABINET')),
    ):
        s = shape_of(shown(name))
        view = side_view(s)
        assert [n.lines for n in view.notes if "POST" in n.lines[0]] == [words]
        f = next(f for f in s.faces if f.mark == words[0][0])
        out = [
            r for title, r in rooms(view, "outline") if title == s.steps[0].section and r[0] >= f.depth_ft / 2 - 1e-9
        ]
        assert [(r[2], r[1], r[3]) for r in out] == [(s.steps[0].depth_ft / 2, f.rect.y, f.rect.top)]
    assert not [n for n in side_view(SIGNS["one post"]).notes if "POST" in n.lines[0]]


def test_a_slender_sign_is_not_drawn_too_small_to_be_read():
    view = side_view(shape_of(shown("truck_stop_high_rise")))
    _, bottom, _, top = view.bounds
    assert (top - bottom) * figure(view, (95.0, 150.0)).scale == pytest.approx(280.0)
    assert side_view(shape_of(shown("plaza_monument_footing"))).least_wide == 0.0


def test_a_cabinet_between_two_posts_stands_behind_the_one_that_is_seen_from_the_side():
    s = shape_of(shown("bank_two_posts"))
    clock = s.faces[1]
    assert clock.rect.right < s.posts_ft[-1]
    view, half = side_view(s), s.steps[0].depth_ft / 2
    post = [r for title, r in rooms(view, "outline") if title == s.steps[0].section]
    assert [(r[1], r[3]) for r in post] == [(s.plate.top_ft, s.faces[0].rect.y)]
    seen = [(r[0], r[2]) for title, r in rooms(view, "outline") if title == clock.name]
    assert seen == [(-clock.depth_ft / 2, -half), (half, clock.depth_ft / 2)]
    thin = replace(s, faces=(s.faces[0], replace(clock, depth_ft=half)))
    assert clock.name in [title for title, _ in rooms(side_view(thin), "hidden")]


def test_depths_that_differ_say_whose_they_are():
    def said(s):
        return [d.text for d in side_view(s).dimensions if d.what == "cabinet depth"]

    assert said(shape_of(shown("truck_stop_high_rise"))) == ["B  2'-0\"", "A  2'-6\""]
    assert said(shape_of(shown("bank_two_posts"))) == ["1'-6\""]
    many = sign(faces=tuple(face(i, 8, 2, 6 + 3 * i, depth=1.0 if i else 2.0) for i in range(5)), steps=(step(),))
    assert said(many) == ["1'-0\"", "A  2'-0\""]


def test_a_post_that_a_cabinet_hides_altogether_is_drawn_hidden_and_named():
    s = shape_of(shown("plaza_monument_footing"))
    e = elevation_of(s)
    assert e.pole == () and [p.rect for p in e.inside] == [
        Rect(-s.width_ft / 2, s.plate.top_ft, s.width_ft, s.steps[0].top_ft - s.plate.top_ft),
        Rect(-s.plate.width_ft / 2, s.plate.bottom_ft, s.plate.width_ft, s.plate.top_ft - s.plate.bottom_ft),
    ]
    marks, scale = (f := elevation_paper(e, "").figures[0]).marks, f.scale
    hidden = [m for m in marks if isinstance(m, Box) and m.weight == "hidden"]
    assert [m.title for m in hidden] == ["Inside, base plate"]
    said = {t.text: t for t in texts(marks)}
    # The post gives way to the words over it, which stand over one another; its leader ends at its name.
    edges = [m for m in marks if isinstance(m, Line) and m.weight == "hidden" and m.x1 == m.x2]
    assert len(edges) == 4 and {round(abs(m.x1), 6) for m in edges} == {round(s.width_ft / 2 * scale, 6)}
    assert {said[t].x for t in ("A  Plaza", "48 ft², 960 lb")} == {0.0}
    name = said[s.steps[0].section]
    assert [name.x - m.x2 for m in marks if isinstance(m, Line) and m.y1 == m.y2 == name.y] == [pytest.approx(4.0)]
    assert list(struck(marks)) == []
    side = side_view(s)
    assert [x.title for x in side.shapes if x.weight == "hidden"] == [s.steps[0].section, "Base plate"]
    assert next(n.lines for n in side.notes if "INSIDE" in n.lines[0]) == (
        f"{s.steps[0].section} INSIDE",
        "ON ITS BASE PLATE",
    )
    seen = SIGNS["two posts on plates"]
    assert not [n for n in side_view(seen).notes if "INSIDE" in n.lines[0]]
