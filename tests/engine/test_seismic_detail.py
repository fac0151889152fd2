"""Seismic detailing of piers is asked for by the design category, not by the load."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apex.engine.design import design
from apex.engine.document import Document
from apex.engine.foundation.seismic_detail import say_detailing
from apex.engine.trace import Sheet
from apex.packs.load import load_packs
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


def test_a_pier_without_seismic_values_says_that_the_category_is_not_known():
    made = worked("bank_two_posts")
    assert any("the seismic design category is not known" in text for text in made.sheet.assumptions)
