"""All drawings of a design: their sheets, and that they repeat its own figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from apex.engine.design import design
from apex.engine.document import Document
from apex.packs.load import load_packs
from apex.report.built import footing_dims, pier_dims, plate_dims
from apex.report.detail.baseplate import baseplate_plan
from apex.report.detail.footing import spacing_in
from apex.report.detail.pier import pier_cross_section, pier_section
from apex.report.detail.platesection import baseplate_section
from apex.report.drawing import sheet_svg
from apex.report.dxf import dxf
from apex.report.folio import folio
from apex.report.geometry import elevation_of
from apex.report.outline import shape_of
from apex.report.view import Disk, show_inches
from apex.schema.read import read
from tests.report.conftest import EXAMPLE
from tests.report.marks import check_svg, meeting, struck, texts
from tests.report.samples import PLATES
from tests.report.test_dxf import measured, opened


def test_a_design_has_an_elevation_a_plan_with_side_view_and_its_pier(pylon):
    made = folio(pylon, revision="7", sha="0123456789abcdef")
    assert [p.key for p in made] == ["elevation", "plan", "pier"]
    assert [[f.name for f in p.figures] for p in made] == [
        ["Front elevation"], ["Plan at grade", "Side view, front at the left"],
        ["Section through pier", "Cross section of the pier"],
    ]  # fmt: skip
    for number, p in enumerate(made, 1):
        words = [t.text for t in texts(p.marks)]
        for text in (f"{number} of 3", "7", "0123456789ab", "NOT SEALED"):
            assert text in words


def test_every_sheet_of_an_awkward_design_can_be_read(awkward):
    for p in folio(awkward):
        assert list(meeting(p.every)) == []
        assert list(struck(p.every)) == []
        check_svg(sheet_svg(p))


def test_the_pier_is_that_of_the_design(pylon):
    pier, f = pier_dims(pylon), pylon.foundation
    assert (pier.width_in, pier.depth_in) == (f.pier.x_ft * 12, f.burial.depth_ft * 12)
    assert pier.pole.embedment_in == f.pole_embedment_ft * 12
    assert pier.pole.width_in == pylon.support.section.D
    assert pier.fc_psi == pylon.document.foundation.fc_psi
    assert pier.cage is None and pier.plate is None


def test_the_posts_stand_about_the_support_line(pylon):
    assert shape_of(pylon).posts_ft == (0.0,)


def test_a_support_that_is_not_stable_has_no_pier_drawn(unstable):
    assert pier_dims(unstable) is None
    assert [p.key for p in folio(unstable)] == ["elevation", "plan"]
    assert any("does not pass" in t.text for p in folio(unstable) for t in texts(p.marks))


def test_more_sheets_are_numbered_with_the_rest(pylon):
    more = ("plate", "Base plate", (baseplate_plan(PLATES["four rods"]),))
    made = folio(pylon, more=(more,))
    assert [(p.title.sheet, p.title.of, p.title.what) for p in made][-1] == (4, 4, "Base plate")


def plated(kind, **support):
    """The example on a base plate."""
    base = read(Document, EXAMPLE)
    changed = replace(base, foundation=replace(base.foundation, kind=kind), support=replace(base.support, **support))
    return design(changed, load_packs())


@pytest.fixture(scope="module")
def drilled():
    return plated("drilled_pier")


@pytest.fixture(scope="module")
def spread():
    return plated("spread_footing", count=2, spacing_ft=6.0)


@pytest.fixture(params=["drilled", "spread"])
def either(request):
    return request.getfixturevalue(request.param)


def test_a_drilled_pier_is_drawn_with_the_bars_and_ties_of_its_cage(drilled):
    pier, cage = pier_dims(drilled), drilled.foundation.cage
    assert pier.pole is None
    assert pier.cage.cover_in == cage.cover_in
    section, across = folio(drilled)[2].figures
    dots = [s for s in pier_cross_section(pier).shapes if isinstance(s, Disk) and s.solid]
    assert [(s.x, s.y) for s in dots] == list(cage.points_in)
    assert {2 * s.r for s in dots} == {cage.vertical.bar.diameter_in}
    level = [s for s in pier_section(pier).shapes if not isinstance(s, Disk) and s.weight == "rebar"
             and s.points[0][1] == s.points[1][1] and abs(s.points[0][0] + s.points[1][0]) < 1e-9]  # fmt: skip
    assert len(level) == cage.ties.count
    words = {t.text for t in texts([*section.marks, *across.marks])}
    assert f"#{cage.ties.bar.size} TIES @ {show_inches(cage.tie_spacing_in)} O.C." in words
    assert any(w.startswith(f"({cage.vertical.count}) #{cage.vertical.bar.size} VERT") for w in words)


def test_a_base_plate_is_drawn_as_designed(either):
    w = either.plate
    b = plate_dims(w)
    assert (b.width_in, b.length_in, b.thickness_in) == (w.plate.width_in, w.plate.length_in, w.plate.thickness_in)
    assert (b.rods, b.rod_diameter_in) == (w.points, w.anchors.diameter_in)
    assert (b.embedment_in, b.gap_in) == (w.anchors.embedment_in, w.anchors.gap_in)
    assert (b.weld.leg_in, b.column.width_in) == (w.weld.size_in, either.support.section.D)
    words = {t.text for t in texts(folio(either)[-1].every)}
    assert f"({len(w.points)}) {show_inches(w.anchors.diameter_in)} {w.anchors.grade}" in words


def test_a_spread_footing_is_drawn_as_designed(spread):
    f, s = footing_dims(spread), spread.foundation.footing
    assert (f.width_in, f.length_in) == (s.B_ft * 12, s.L_ft * 12)
    assert (f.thickness_in, f.depth_in) == (s.t_ft * 12, s.D_ft * 12)
    assert pier_dims(spread) is None
    mats = spread.foundation.mats
    for own, layers in ((f.bottom, mats.bottom), (f.top, mats.top)):
        if layers is None:
            assert own is None
            continue
        for layer in layers:
            bars, across = (own.along, f.length_in) if layer.way == "x" else (own.normal, f.width_in)
            assert (bars.count, bars.size) == (layer.count, layer.bar.size)
            assert spacing_in(bars, across) == pytest.approx(layer.spacing_in, abs=1e-9)
            level = own.along_level if layer.way == "x" else own.normal_level
            assert f.thickness_in - level == pytest.approx(layer.d_in, abs=1e-9)
    hooked = {b.mark for b in spread.foundation.bars if "hooked at both ends" in b.where}
    assert f.bottom.along.hooked == ("B1" in hooked)
    assert f.bottom.normal.hooked == ("B2" in hooked)


def test_every_post_has_its_footing(spread):
    shape = shape_of(spread)
    assert shape.posts_ft == shape.foundations_ft == (-3.0, 3.0)
    assert len(elevation_of(shape).pads) == 2


def test_every_sheet_of_a_plated_sign_can_be_read(either):
    made = folio(either)
    kind = "pier" if either.document.foundation.kind == "drilled_pier" else "footing"
    assert [p.key for p in made] == ["elevation", "plan", kind, "baseplate"]
    for p in made:
        assert list(meeting(p.every)) == []
        assert list(struck(p.every)) == []
        check_svg(sheet_svg(p))


def test_the_dxf_of_a_plated_sign_has_every_dimension_of_its_views(either):
    found = Counter(text for _, text in measured(opened(dxf(folio(either)))).elements())
    b = plate_dims(either.plate)
    for d in (*baseplate_plan(b).dimensions, *baseplate_section(b).dimensions):
        assert found[d.text] >= 1
