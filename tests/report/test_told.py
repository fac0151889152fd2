"""What a plan checker must not have to guess: words of the sheet, the conditions, the cover and the tables."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from apex.engine.design import design
from apex.engine.document import Document
from apex.engine.load.category import open_values
from apex.engine.trace import Computed, Given, Note, Taken
from apex.packs.load import load_packs
from apex.report.condition import conditions
from apex.report.content import package_content
from apex.report.part.basis import basis, cabinets
from apex.report.part.cover import Place, place_rows, sign_rows
from apex.report.part.inspection import inspections
from apex.report.part.load import wind_words
from apex.report.part.note import general_notes
from apex.report.part.pressure import pressures
from apex.report.summary import summary_text
from apex.schema.read import read
from apex.schema.text import load_yaml
from tests.report.conftest import ROOT


@cache
def example(name):
    return load_yaml((ROOT / "examples" / f"{name}.yaml").read_text())


@cache
def made(name, *changes):
    """An example, with values put in at `a.b.c`."""
    given = load_yaml((ROOT / "examples" / f"{name}.yaml").read_text())
    for path, value in changes:
        *outer, last = path.split(".")
        place = given
        for key in outer:
            place = place[key]
        place[last] = value
    return design(read(Document, given), load_packs())


def notes(found):
    return [s.text for p in found.sheet.parts for s in p.steps if isinstance(s, Note)]


def steps(found, title, kind):
    return [s for p in found.sheet.parts if title in p.title for s in p.steps if isinstance(s, kind)]


def assumed(found, said):
    return [a for a in found.sheet.assumptions if said in a]


def rows(found):
    return {k: v for side in basis(found) for _, own in side for k, v in own}


def condition(found, said):
    return [c for c in conditions(found) if said in c]


def general(found):
    return " ".join(text for _, said in general_notes(found) for text in said)


def test_clay_holds_torsion_by_cohesion_and_says_nothing_of_friction():
    clay, sand = made("nothing_feasible"), made("auto_row_wide_sign")
    said = " ".join((*notes(clay), *clay.sheet.assumptions))
    assert "cohesion on its side" in said and "friction" not in said
    assert "gamma" not in {s.symbol for s in steps(clay, "Torsion of the pier", Taken)}
    assert any("friction on its side over the net depth" in n for n in notes(sand))


def test_soil_that_holds_no_torsion_names_no_torsion():
    for name in ("bank_two_posts", "trailhead_aluminum_posts", "ballpark_open_letters"):
        assert "Friction" not in rows(made(name)) and not assumed(made(name), "resistance of a pier to torsion")
    assert rows(made("auto_row_wide_sign"))["Friction"].endswith("in torsion alone")
    assert rows(made("plaza_monument_footing"))["Friction"].endswith("in sliding")


def test_seismic_values_nobody_gave_are_one_condition():
    (said,) = condition(made("flag_offset_cafe"), "IBC 1603.1.5")
    assert said.startswith("S_D1, S_1 and the site class were not given")
    assert "is C or higher" in said and "S_1 ≥ 0.6 (ASCE 7-22 15.4.1) was not looked at" in said
    (said,) = condition(made("flag_offset_cafe", ("site.sd1", 0.1), ("site.s1", 0.1)), "IBC 1603.1.5")
    assert said == "The site class was not given (IBC 1603.1.5 asks for it)."
    whole = made("flag_offset_cafe", ("site.sd1", 0.1), ("site.s1", 0.1), ("site.site_class", "D"))
    assert not condition(whole, "IBC 1603.1.5")


def test_a_category_names_only_what_is_missing_and_may_raise_it():
    (said,) = condition(made("ballpark_open_letters"), "follows from S_DS alone")
    assert "S_D1 not being given; Table 11.6-2 of ASCE 7 11.6 may give" in said and "S_1 ≥ 0.75" not in said
    assert "higher" not in " ".join(condition(made("ballpark_open_letters"), "IBC 1603.1.5"))  # a warning says it
    assert open_values("D", None, 0.2) == []  # Table 11.6-2 ends at D
    assert open_values("C", None, None) == ["S_D1", "S_1"] and open_values("D", 0.3, None) == ["S_1"]


def test_the_base_shear_shows_its_period_of_each_way_and_rho():
    found = made("flag_offset_cafe")
    periods = steps(found, "Seismic load at the base", Given)
    assert [(p.label, p.value) for p in periods] == [
        (f"Period 1/n_1, {way} the face", 1.0 / n)
        for way, n in zip(("normal to", "along"), found.support.demand.n_1, strict=True)
    ]
    assert any("rho = 1" in s.text for s in steps(found, "Seismic load at the base", Note))


def test_what_stands_already_is_taken_and_to_be_verified():
    found = made("fuel_stop_new_cabinet")
    assert dict(sign_rows(found))["Support"] == "existing Pipe12XS, taken as A53 Gr B, to be verified"
    assert assumed(found, "The pole is taken to run to 5.5 ft") and assumed(found, "to be verified: for strength")
    assert assumed(found, "pole covers are taken as new") and condition(found, "Existing Building Code")
    new = made("main_street_pylon")
    assert assumed(new, "The pole runs to") and not condition(new, "Existing Building Code")
    assert not assumed(new, "pole covers are taken as new")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((), "in seismic design category C and up IBC 1810.3.9.4 may ask for bars"),
        ((("site.sds", 0.45), ("site.sd1", 0.1), ("site.s1", 0.1)), "needs no reinforcement of its own."),
        ((("site.sds", 0.05), ("site.sd1", 0.05), ("site.s1", 0.05)), "needs no reinforcement of its own."),
    ],
)
def test_a_pier_needs_no_bars_for_strength_and_perhaps_for_earthquakes(changes, said):
    assert assumed(made("main_street_pylon", *changes), said)


def test_the_slab_has_a_heading_and_the_held_pole_its_formula():
    found = made("fuel_stop_new_cabinet")
    assert {s.clause.symbol for s in steps(found, "Force on the slab at grade", Computed)} == {"R"}
    assert {s.clause.symbol for s in steps(found, "Concrete of the pier", Computed)} == {"Vol"}
    (shear,) = steps(found, "The pole in the ground", Computed)[:1]
    assert shear.value == next(c.demand for c in found.checks if c.name == "Pole below grade, shear")


def test_aluminum_is_counted_as_welded_by_choice_and_has_no_base_weld_where_it_is_buried():
    found = made("trailhead_aluminum_posts")
    assert assumed(found, "The strength of welded metal is used over the whole support")
    assert "base weld" not in str(found.sheet.parts) and "Within 1 in. of a weld" not in general(found)


@pytest.mark.parametrize("name", ["bank_two_posts", "auto_row_wide_sign"])
def test_the_terminal_marks_what_a_load_decides(name):
    found = made(name)
    (marked,) = [line for line in summary_text(found, 100).splitlines() if " pass *" in line]
    assert marked.startswith(found.governing.name) and found.governing.of_a_load


def test_a_reduction_for_double_faces_rests_on_closed_sides():
    said = "taken as closed on all sides"
    assert assumed(made("flag_offset_cafe"), said) and not assumed(made("auto_row_wide_sign"), said)  # not in 7-16


def test_the_return_corner_has_its_length_and_its_product():
    found = made("auto_row_wide_sign")
    assert [g.value for g in steps(found, "Force coefficients", Given) if g.symbol == "L_r"] == [1.5]
    assert "With the factors above: C_f1 = 3.3 x 0.9 = 2.97" in notes(found)
    assert "return corners 1'-6\"" in cabinets(found)[0][1] and "return" not in cabinets(made("bank_two_posts"))[0][1]


def test_available_strengths_and_axes_are_named():
    said = notes(made("auto_row_wide_sign"))
    at = said.index("Available strengths")
    assert said[at + 1 : at + 4] == ["Compression", "Torsion", "Flexure and shear"]
    assert {"About x", "About y"} <= set(notes(made("ballpark_open_letters")))
    bank = made("bank_two_posts")
    assert any(n.startswith("Web: lam = b/t = 29.91, lam_r = 35.88") for n in notes(bank))
    assert "No torsion: section H1" in notes(bank)
    assert not {"T_c", "tau"} & {g.symbol for g in steps(bank, "", Given)}


def test_the_bending_of_a_plate_says_where_its_lengths_are_from():
    moment, rods = (s.text for s in steps(made("bank_two_posts"), "Bending of the plate", Note))
    assert "2.100 in from the middle along x, 3.867 in along y" in moment and "edge of the plate, 3.9 in" in moment
    assert "times their distance to it" in rods and "at most to the edges" in rods
    plaza = {s.clause.symbol: s.value for s in steps(made("plaza_monument_footing"), "threaded parts", Computed)}
    assert plaza["phi F'_nt"] == pytest.approx(0.75 * plaza["F'_nt"])


def test_a_post_in_its_pier_is_checked_in_kip_from_its_foot():
    checks = {c.name: c for c in made("ballpark_open_letters").checks}
    shear = checks["Post in the pier, shear"]
    assert (shear.unit, round(shear.demand, 3), round(shear.capacity, 2)) == ("kip", 7.751, 41.67)
    assert {"Bars below the post's foot", "Bars above the post's foot"} <= checks.keys()
    assert "Bars below the largest moment" in {c.name for c in made("bank_two_posts").checks}


def test_ice_on_the_posts_is_told_by_height_and_post():
    said = [s.text for s in steps(made("bank_two_posts"), "Ice on the posts", Note)]
    assert "From 0 to 6 ft of the post at x = -5 ft" in said and "From 9 to 15 ft of the post at x = 5 ft" in said


def test_rows_of_case_c_say_which_cabinet_has_case_b():
    assert wind_words(made("truck_stop_high_rise")) == [
        "Rows of case C: case C on Diesel price; B/s < 2, so case B on Brand."
    ]
    assert wind_words(made("bank_two_posts")) == wind_words(made("auto_row_wide_sign")) == []


def test_the_method_names_what_is_lrfd_whatever_the_support():
    assert rows(made("plaza_monument_footing"))["Method"].endswith("base plate, rods, weld and concrete by LRFD")
    assert rows(made("ballpark_open_letters"))["Method"].endswith("; concrete by LRFD")
    assert rows(made("main_street_pylon"))["Method"].endswith("soil and stability by ASD")
    said = "The soil is always checked by ASD"
    assert any(said in n for n in notes(made("main_street_pylon")))
    assert not any(said in n for n in notes(made("plaza_monument_footing")))  # its support is by ASD itself


def test_the_cover_has_lines_for_address_owner_and_date():
    assert list(place_rows(Place("12 Main St.", ""))) == [
        ("Address", "12 Main St.", False),
        ("Owner", "not given", True),
        ("Date", "", True),
    ]
    found = made("main_street_pylon")
    given = {"pack_metadata": {}, "engine_version": "9", "content_sha256": "0" * 64, "inputs": {}, "revision": "1"}
    assert package_content(found, **given)["place"][0] == ("Address", "not given", True)
    assert package_content(found, **given, place=Place("12 Main St."))["place"][0] == ("Address", "12 Main St.", False)


def test_pressures_on_the_faces_make_up_the_forces():
    found = made("auto_row_wide_sign")
    whole, *strips = [(where, float(psf)) for _, where, psf in pressures(found)]
    held = {n: r.F for n, r in found.support.demand.normal}
    support = held["case A"] - found.sign.solids[0].A.F * found.support.demand.G[0]
    assert whole[1] * 150.0 == pytest.approx(held["case A"] - support, rel=1e-3)
    wide = (5.0, 5.0, 5.0, 15.0)
    found_C = sum(5.0 * w * p for w, (_, p) in zip(wide, strips, strict=True))
    assert found_C == pytest.approx(held["case C left"] - support, rel=1e-3)
    letters = made("ballpark_open_letters")
    ((_, _, psf),) = pressures(letters)
    assert float(psf) == 32.0  # the minimum of 16 psf on all of it bears on the half that is solid
    low = made("main_street_pylon", ("site.wind_speed_mph", 85))
    assert all(float(psf) >= 16.0 for _, _, psf in pressures(low))


def test_a_cabinet_that_touches_no_post_needs_arms_by_others():
    assert condition(made("flag_offset_cafe"), "Cafe stands clear of the post by 3 in.: arms or brackets by others")
    assert condition(made("bank_two_posts"), "Clock stands clear of its posts by 21.4 in.")
    assert not condition(made("main_street_pylon"), "stands clear") and not condition(made("bank_two_posts"), "Bank st")


def test_a_buried_pole_has_caps_to_weld_and_is_filled():
    found = made("main_street_pylon")
    tasks = [i.task for i in inspections(found)]
    assert "Welds of the caps by eye" in tasks and not any("fillet" in t for t in tasks)
    assert any("every fillet weld by eye" in i.task for i in inspections(made("bank_two_posts")))
    assert "The pole is filled with the pier's concrete up to grade." in general(found)
    assert assumed(found, "filled with the pier's concrete up to grade")
    for other in ("fuel_stop_new_cabinet", "bank_two_posts"):
        assert not assumed(made(other), "filled with") and "is filled with" not in general(made(other))
    flanged = replace(found, support=replace(found.support, section=made("bank_two_posts").support.section))
    assert not any("Welds of the caps" in i.task for i in inspections(flanged))


def test_nothing_is_printed_as_the_program_writes_it():
    given = {"pack_metadata": {}, "engine_version": "9", "content_sha256": "0" * 64, "inputs": {}, "revision": "1"}
    for name in ("bank_two_posts", "ballpark_open_letters", "nothing_feasible", "flag_offset_cafe"):
        content = str(package_content(made(name), **given))
        for raw in ("k2)", "6A_g", "no S_DS given", "which phi P_n", "160 ft2", ">= 0.6", "15374.44"):
            assert raw not in content, (name, raw)
