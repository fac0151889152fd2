"""Crossties of square and rectangular piers: what the checks count is what the drawings show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from apex.engine.design import design
from apex.engine.document import Document
from apex.packs.load import load_packs
from apex.report.built import pier_dims
from apex.report.detail.pier import pier_cross_section
from apex.report.dxf import dxf
from apex.report.folio import folio
from apex.report.paper import paper
from apex.report.title import TitleBlock
from apex.schema.read import read
from tests.report.conftest import EXAMPLE
from tests.report.marks import meeting, struck, texts
from tests.report.samples import PIERS
from tests.report.test_dxf import opened

TITLE = TitleBlock(sign="Main Street pylon", what="Pier")


@pytest.fixture(scope="module")
def rectangular():
    """A drilled pier 3 ft along the face and 4 ft normal to it."""
    base = read(Document, EXAMPLE)
    pier = replace(
        base.foundation, kind="drilled_pier", shape="rectangular", diameter_ft=None, width_ft=3.0, length_ft=4.0
    )
    return design(replace(base, foundation=pier), load_packs())


def crossties(design):
    return [s for s in pier_cross_section(pier_dims(design)).shapes if s.title == "Crosstie"]


def test_the_crossties_of_a_rectangular_pier_are_drawn_as_they_are_counted(rectangular):
    """Each holds two bars opposite one another, and as many are drawn as the schedule has at every tie."""
    cage = rectangular.foundation.cage
    drawn = crossties(rectangular)
    assert len(drawn) * cage.ties.count == cage.crossties.count
    half = [max(p[k] for p in cage.points_in) for k in (0, 1)]
    between = {p for p in cage.points_in if abs(p[0]) < half[0] - 1e-9 or abs(p[1]) < half[1] - 1e-9}
    beside = (cage.layout.bar.diameter_in + cage.layout.tie.diameter_in) / 2
    held = set()
    for s in drawn:
        (x0, y0), (x1, y1) = s.points[2], s.points[3]
        upright = abs(x1 - x0) < 1e-9
        side = (half[1] if upright else half[0]) + beside
        assert (y0, y1) == pytest.approx((side, -side)) if upright else (x0, x1) == pytest.approx((side, -side))
        at = (x0 if upright else y0) - beside
        held |= {p for p in between if abs((p[0] if upright else p[1]) - at) < 1e-5}
    assert held == between


def test_crossties_are_named_and_stay_inside_the_tie(rectangular):
    p, cage = pier_dims(rectangular), rectangular.foundation.cage
    words = {t.text for f in folio(rectangular)[2].figures for t in texts(f.marks)}
    assert f"({len(crossties(rectangular))}) #{cage.ties.bar.size} CROSSTIES" in words
    x, y = p.cage.tie_half(p.width_in), p.cage.tie_half(p.length_in)
    for s in crossties(rectangular):
        assert all(abs(a) <= x + 1e-9 and abs(b) <= y + 1e-9 for a, b in s.points)


def test_the_sheet_of_the_pier_can_be_read(rectangular):
    marks = folio(rectangular)[2].every
    assert list(meeting(marks)) == []
    assert list(struck(marks)) == []


def test_a_round_pier_has_no_crossties():
    shapes = pier_cross_section(PIERS["a plate on a pier"]).shapes
    assert not [s for s in shapes if s.title == "Crosstie"]


def test_the_dxf_has_the_crossties(rectangular):
    """Lines of reinforcement of the cut: those of a pier without crossties are fewer by theirs."""
    bare = replace(pier_dims(rectangular).cage, crossed_x=(), crossed_y=())
    without = pier_cross_section(replace(pier_dims(rectangular), cage=bare))
    whole = pier_cross_section(pier_dims(rectangular))
    kinds = [Counter(e.dxftype() for e in opened(dxf((paper([v], TITLE),))).modelspace()) for v in (whole, without)]
    assert (kinds[0] - kinds[1]).total() >= len(crossties(rectangular))
