"""Seismic detailing of piers and footings is asked for by the design category, not by the load."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apex.engine.design import design
from apex.engine.document import Document
from apex.engine.footing.shape import Footing
from apex.engine.foundation.seismic_detail import say_detailing, say_footing_detailing
from apex.engine.trace import Sheet
from apex.packs.load import load_packs
from apex.report.built import footing_dims
from apex.report.detail.footing import footing_section
from apex.report.view import Stroke
from apex.schema.read import read
from apex.schema.text import load_yaml
from apex.settings import ROOT

ASKED = "seismic detailing of piers is asked for in category"


def said(category, aci="318-19"):
    sheet = Sheet()
    say_detailing(sheet, category, aci)
    return sheet.assumptions


def test_categories_a_and_b_ask_for_nothing():
    for category in ("A", "B"):
        assert said(category) == [
            f"Seismic design category {category}: IBC 1810.3.9.4 asks for no seismic detailing of the pier."
        ]


@pytest.mark.parametrize(
    ("category", "aci", "also"),
    [
        ("C", "318-14", None),  # ACI 318-14 18.13 begins at D; IBC 1810.3.9.4.1 holds for C
        ("C", "318-19", "ACI 318-19 18.13.5"),
        ("D", "318-14", "ACI 318-14 18.13.4"),
        ("F", "318-19", "ACI 318-19 18.13.5"),
    ],
)
def test_from_c_on_the_sections_of_the_edition_are_named(category, aci, also):
    (text,) = said(category, aci)
    assert text.startswith(f"warning: {ASKED} {category} (IBC 1810.3.9.4")
    assert (also in text) if also else "ACI" not in text


def test_an_unknown_category_is_said_to_be_unknown_and_is_no_warning():
    (text,) = said(None)
    assert "is not known" in text and "1810.3.9.4" in text and not text.startswith("warning")


def worked(name, **site):
    document = read(Document, load_yaml((ROOT / "examples" / f"{name}.yaml").read_bytes()))
    return design(replace(document, site=replace(document.site, **site)), load_packs())


@pytest.mark.parametrize(
    ("name", "site", "asked"),
    [
        ("ballpark_open_letters", {"sds": 0.2, "sd1": 0.1, "s1": 0.05}, False),
        ("ballpark_open_letters", {"sds": 0.45, "sd1": 0.1, "s1": 0.05}, True),
        ("flag_offset_cafe", {"sds": 0.9, "sd1": 0.5, "s1": 0.3}, False),  # a buried pole has no cage
    ],
)
def test_a_design_with_a_cage_is_warned_by_its_category_alone(name, site, asked):
    made = worked(name, **site)
    assert made.support.demand.loads.seismic
    assert any(ASKED in text for text in made.sheet.assumptions) is asked


@pytest.mark.parametrize(("sds", "said"), [(0.1, False), (0.4, True), (0.9, True)])
def test_a_pier_of_plain_concrete_is_a_question_from_category_c_on(sds, said):
    made = worked("flag_offset_cafe", sds=sds, sd1=None, s1=None)
    words = [t for t in made.sheet.assumptions if t.startswith("warning") and "the pole in it and no bars" in t]
    assert bool(words) is said
    assert not any("may ask for bars" in t for t in made.sheet.assumptions)


def test_a_pier_without_seismic_values_says_that_the_category_is_not_known():
    made = worked("bank_two_posts")
    assert any("the seismic design category is not known" in text for text in made.sheet.assumptions)


def footing_said(category, c_ft=2.0, *, t_ft=1.5, depth_ft=4.0, existing=False):
    sheet = Sheet()
    say_footing_detailing(sheet, category, "318-19", Footing(6.0, 8.0, t_ft, depth_ft, c_ft), existing=existing)
    return sheet.assumptions


def test_a_footing_says_what_its_category_asks_of_it():
    assert "is not known" in footing_said(None)[0] and "18.13.2" in footing_said(None)[0]
    assert footing_said("C") == [
        "Seismic design category C: ACI 318-19 18.13.2 asks for no seismic detailing of the footing."
    ]
    (made,) = footing_said("D")
    assert "hooks turn toward its middle" in made and not made.startswith("warning")
    (flat,) = footing_said("D", depth_ft=1.5)
    assert "hooks" not in flat and "mat in the top" in flat
    (stands,) = footing_said("E", existing=True)
    assert stands.startswith("warning") and "is not known" in stands


def test_a_pedestal_close_to_the_edge_of_a_thick_footing_is_warned_of_its_ties():
    assert len(footing_said("D", c_ft=4.5, t_ft=1.5)) == 1  # 9 in. from the edge, half of 18 in.
    assert footing_said("D", c_ft=4.6, t_ft=1.5)[1].startswith("warning: the pedestal's face lies within half")


@pytest.mark.parametrize(("sds", "inward"), [(0.2, False), (1.0, True)])
def test_hooks_of_a_pedestal_are_drawn_as_its_category_asks(sds, inward):
    made = worked("plaza_monument_footing", sds=sds, sd1=sds / 2, s1=sds / 2)
    dims = footing_dims(made)
    assert dims.dowels_inward is inward
    ends = [s.points[-3:] for s in footing_section(dims).shapes if isinstance(s, Stroke) and len(s.points) in (3, 4)]
    tails = [abs(end[0]) - abs(foot[0]) for up, foot, end in ends if up[0] == foot[0] and up[1] > foot[1] == end[1]]
    assert len(tails) == 2 and all((tail < 0.0) is inward for tail in tails)
    assert any(line.endswith("INWARD") for n in footing_section(dims).notes for line in n.lines) is inward
