"""The package of every kind of sign: its parts in order, and in them everything the calculation came to."""

from __future__ import annotations

import re
from functools import cache

import pytest

from apex.engine.design import design
from apex.engine.document import Document
from apex.packs.load import load_packs
from apex.report.content import package_content
from apex.report.number import figure, prose
from apex.report.package import package_pdf
from apex.report.sheet import sheet_rows
from apex.schema.length import show_feet
from apex.schema.read import read
from apex.schema.text import load_yaml
from tests.report.conftest import ROOT
from tests.report.reading import bare, pages_of, reading_of, text_of, too_small
from tests.report.test_package import SHA

PARTS = [
    "Basis of design", "All checks", "Drawings", "Wind", "Load combinations", "Pole", "Base plate", "Foundation",
    "Special inspections", "Notes and assumptions", "Quantities", "Record",
]  # fmt: skip
SITE = {"code_basis": "IBC2021", "wind_speed_mph": 110, "exposure": "C", "soil": {"class": 4}, "frost_depth_ft": 3}


def document(name, cabinets, support, foundation, **site):
    return {
        "schema": "apex/design/1", "name": name, "site": {**SITE, **site}, "sign": {"cabinets": cabinets},
        "support": support, "foundation": foundation,
    }  # fmt: skip


def cabinet(width, height, bottom, name=""):
    return {"name": name, "width_ft": width, "height_ft": height, "bottom_ft": bottom, "depth_ft": 2, "weight_psf": 9}


DOCUMENTS = {
    "a buried pole": load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_text()),
    "two posts on drilled piers": document(
        "Gate", [cabinet(16, 6, 12, "Gate"), cabinet(10, 3, 8, "Reader board")],
        {"count": 2, "spacing_ft": 8}, {"kind": "drilled_pier", "diameter_ft": 3, "fc_psi": 4000},
        code_basis="IBC2024", sds=0.4, sd1=0.2, s1=0.15,
    ),
    "a spread footing": document(
        "Plaza", [cabinet(10, 6, 10)], {"families": ["HSS_square"]}, {"kind": "spread_footing", "fc_psi": 4000},
    ),
    "three W posts": document(
        "Depot", [cabinet(20, 8, 10)], {"count": 3, "spacing_ft": 7, "families": ["W"]}, {"kind": "spread_footing"},
        code_basis="IBC2018", exposure="B", snow_psf=20,
    ),
    "aluminum": document(
        "Clinic", [cabinet(5, 3, 5)], {"material": "aluminum"}, {"kind": "direct_burial", "diameter_ft": 2},
        wind_speed_mph=100, exposure="B",
    ),
    "ice, by allowable stress": document(
        "Ridge", [cabinet(12, 6, 14)], {"count": 2, "spacing_ft": 6, "method": "ASD"},
        {"kind": "direct_burial", "diameter_ft": 3, "water_depth_ft": 6},
        ice_in=1.0, ice_wind_mph=40, snow_psf=30, jurisdiction="Denver, CO",
    ),
    "a short post in a pier": document(
        "Corner", [cabinet(8, 5, 12)], {"families": ["HSS_square"]},
        {"kind": "direct_burial", "diameter_ft": 3, "pole_embedment_ft": 5},
    ),
    "a failing pier": document(
        "Too small", [cabinet(12, 8, 17)], {"section": "HSS10.000X0.250"},
        {"kind": "drilled_pier", "diameter_ft": 3, "depth_ft": 8}, wind_speed_mph=130,
    ),
    "a stepped pole": document(
        "Steps", [cabinet(8, 6, 24)],
        {"segments": [{"section": "HSS16.000X0.500", "length_ft": 16}, {"section": "HSS12.750X0.375", "length_ft": 14}],
         "hand_holes": [{"center_ft": 2.5, "width_in": 4, "height_in": 6}]},
        {"kind": "direct_burial", "diameter_ft": 4},
    ),
    "nothing feasible": load_yaml((ROOT / "examples" / "nothing_feasible.yaml").read_text()),
    "an unstable support": document(
        "Reed", [cabinet(8, 8, 20)], {"section": "HSS2.500X0.125"}, {"kind": "drilled_pier", "diameter_ft": 3},
    ),
}  # fmt: skip


@cache
def worked(kind):
    return design(read(Document, DOCUMENTS[kind]), load_packs())


def given(kind):
    packs = load_packs()
    return {
        "pack_metadata": packs.metadata(*packs.hashes), "engine_version": "9.9.9", "content_sha256": SHA,
        "inputs": DOCUMENTS[kind], "revision": "version 3",
    }  # fmt: skip


@cache
def pdf(kind):
    return package_pdf(worked(kind), **given(kind))


@cache
def content(kind):
    return package_content(worked(kind), **given(kind))


@cache
def text(kind):
    return text_of(pdf(kind), DOCUMENTS[kind]["name"])


every = pytest.mark.parametrize("kind", DOCUMENTS)


@every
def test_the_parts_stand_in_the_order_a_plan_checker_reads_them(kind):
    reader = reading_of(pdf(kind)).file
    marks = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert [m.title.lstrip("0123456789 ") for m in marks] == PARTS
    pages = [reader.get_destination_page_number(m) for m in marks]
    assert pages == sorted(pages) and pages[0] == 1
    cover = pages_of(pdf(kind))[0]
    for number, title in enumerate(PARTS, start=1):
        assert f"{number} {title}" in cover  # the index


@every
def test_every_page_is_numbered_named_and_not_sealed(kind):
    pages = pages_of(pdf(kind))
    for number, page in enumerate(pages, start=1):
        said = (f"Page {number} of {len(pages)}", "NOT SEALED", "version 3", "9.9.9", SHA[:12], DOCUMENTS[kind]["name"])
        assert all(s in page for s in said)


@every
def test_every_check_stands_with_its_figures_and_verdict(kind):
    for c in worked(kind).checks:
        verdict = "pass" if c.passes else "FAIL"
        sign = "≤" if c.passes else ">"
        name = re.escape(bare(c.name))
        assert re.search(rf"{name}{re.escape(figure(c.demand))}.{{1,40}}{verdict}", text(kind))
        assert f"Check: {c.name}, {figure(c.demand)} {sign} {figure(c.capacity)}" in text(kind)


@every
def test_the_cover_counts_the_checks_it_chose_from(kind):
    counted = sum(bool(c.case) or not c.passes for c in worked(kind).checks)
    said = f"The highest of {counted} checks that a load decides or that fail, of {len(worked(kind).checks)} in all."
    assert said in pages_of(pdf(kind))[0]


@every
def test_every_warning_stands_on_the_cover_among_the_conditions_which_the_notes_point_to(kind):
    # What the nearest section fails in is said by the list of checks right below it.
    told = [a.partition(" is shown and fails in ")[0] for a in worked(kind).sheet.assumptions]
    said = [a.removeprefix("warning: ") for a in told if a.startswith("warning: ")]
    cover = text(kind).partition(bare("Codes and standards"))[0]
    for warning in said:
        assert bare(prose(warning[1:])) in cover  # its first letter may have become a capital
    assert bare("The conditions numbered on the first page are part of these notes.") in text(kind)
    for assumption in told:
        assert prose(assumption.removeprefix("warning: ")[1:]) in text(kind)


@every
def test_every_set_of_bars_stands_in_the_schedule(kind):
    made = worked(kind)
    bars = made.foundation.bars if made.foundation else ()
    for b in bars:
        assert f"{b.mark} {b.where} #{b.bar.size} {b.count} {show_feet(b.length_ft)} {b.weight_lb:,.0f}" in text(kind)
    assert ("Schedule of reinforcement" in text(kind)) == bool(bars)
    if bars and made.quantities:
        total = sum(b.count * b.length_ft * b.bar.weight_plf for b in bars)
        assert made.quantities.rebar_lb == pytest.approx(made.document.support.count * total)
        assert f"In all {total:,.0f}" in text(kind)


@every
def test_a_public_record_shows_no_price(kind):
    price = worked(kind).price
    assert "$" not in text(kind) and "USD" not in text(kind)
    if price is not None:
        amounts = {f"{e.amount_usd:,.2f}" for e in price.lines if e.amount_usd > 100} | {f"{price.total_usd:,.2f}"}
        assert not [a for a in amounts if a in text(kind)]


@every
def test_every_step_that_was_computed_or_taken_cites_its_source(kind):
    in_tables = {
        (head["unit"], cell)
        for parts in content(kind)["stages"].values()
        for row in (r for p in parts for r in p["rows"] if r["kind"] == "table")
        for line in row["lines"]
        for head, cell in zip(row["heads"], line["cells"], strict=True)
    }
    for stage in sheet_rows(worked(kind)):
        for row in (r for p in stage["parts"] for r in p["rows"] if r["kind"] in ("computed", "taken")):
            assert row["citation"] in text(kind)
            shown = f"{row['value_text']} {row['unit_text']}".strip() in text(kind)
            assert shown or (row["unit_text"], row["value_text"]) in in_tables


@every
def test_nothing_is_too_small_to_read(kind):
    pages_of(pdf(kind))
    assert list(too_small(reading_of(pdf(kind)))) == []


@every
def test_the_same_design_gives_the_same_bytes(kind):
    assert package_pdf(worked(kind), **given(kind)) == pdf(kind)


@pytest.mark.parametrize(
    ("kind", "figures"),
    [
        ("a buried pole", ["pier-section"]),
        ("a short post in a pier", ["pier-section", "pier-cross-section"]),
        (
            "two posts on drilled piers",
            ["pier-section", "pier-cross-section", "baseplate-plan", "baseplate-section"],
        ),
        ("a spread footing", ["footing-plan", "footing-section", "baseplate-plan", "baseplate-section"]),
        ("an unstable support", []),
    ],
)
def test_every_view_of_the_sign_is_drawn_and_numbered(kind, figures):
    drawings = content(kind)["figures"]
    shown = [f for row in drawings["whole"] + drawings["details"] for f in row]
    assert [f["key"] for f in shown] == ["plan", "side", "elevation", *figures]
    for number, f in enumerate(shown, start=1):
        assert f["caption"].startswith(f"Figure {number}. ") and f["caption"] in text(kind)


@every
def test_figures_fit_beside_each_other_with_letters_that_can_be_read(kind):
    drawings = content(kind)["figures"]
    for row in drawings["whole"] + drawings["details"]:
        assert sum(f["width"] for f in row) + 14.0 * (len(row) - 1) <= 508.1
        for f in row:
            units = float(re.search(r'viewBox="\S+ \S+ (\S+) ', f["svg"])[1])
            assert 12.0 * f["width"] / units >= 5.5  # points


def test_a_buried_pole_says_why_it_has_no_base_plate():
    assert "there is no base plate" in text("a buried pole")
    assert content("a spread footing")["no_plate"] == ""
    assert "not stable" in content("an unstable support")["no_plate"]


def test_every_length_of_a_stepped_pole_is_named():
    cover = pages_of(pdf("a stepped pole"))[0]
    assert "HSS16.000X0.500 to 16'-0\", HSS12.750X0.375 to 30'-0\"" in cover
    for section in ("HSS16.000X0.500", "HSS12.750X0.375"):
        weight = next(s.section.weight_plf for s in worked("a stepped pole").support.steps if s.section.name == section)
        assert f"Section {section}, {weight:g} lb/ft" in text("a stepped pole")
    assert "both fillets of every splice" in text("a stepped pole")


def test_a_failing_package_says_so_on_every_page_and_names_what_fails_on_its_cover():
    for kind in ("a failing pier", "nothing feasible", "an unstable support"):
        pages = pages_of(pdf(kind))
        assert all("DOES NOT PASS, NOT SEALED" in page for page in pages)
        assert "FOR PERMIT" not in pages[0] and f"Not for permit: {content(kind)['failing']}" in pages[0]
        assert text(kind).count(bare("This design does not pass: nothing is to be built from it.")) == 3
        worst = max((c for c in worked(kind).checks if not c.passes), key=lambda c: c.ratio)
        assert f": {worst.name} (" in content(kind)["failing"]
    assert "DOES NOT PASS" not in text("a buried pole") and "DETAILS FOR PERMIT" in pages_of(pdf("a buried pole"))[0]
    assert "No section of the chosen families passes, so there are no quantities." in text("nothing feasible")
    nearest = worked("nothing feasible").support.section.name
    assert f"families passes; {nearest}, the nearest of" in content("nothing feasible")["failing"]
    cover = pages_of(pdf("a failing pier"))[0]
    assert "FAILS" in cover and cover.count("FAIL") > cover.count("FAILS")
    assert "NO SECTION PASSES" in pages_of(pdf("nothing feasible"))[0]
