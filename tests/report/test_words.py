"""Words a plan checker stumbles over: each thing is called what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apex.engine.assume import assume_foundation
from apex.engine.document import Foundation
from apex.engine.trace import Computed, Note, Sheet
from apex.report.condition import conditions
from apex.report.content import package_content
from apex.report.part.basis import basis
from apex.report.part.inspection import inspections
from apex.report.part.load import _told_once, actions
from apex.report.part.note import general_notes
from apex.report.part.step import check_table, stages
from apex.report.phrase import foundation_words, kind_words
from apex.report.result import result_view
from apex.report.summary import summary_text
from tests.engine.test_examples import shown
from tests.report.test_package_kinds import text, worked


def rows(design):
    return dict(row for column in basis(design) for _, group in column for row in group)


def everything(design):
    """All the words of the package but its figures."""
    made = package_content(
        design, pack_metadata={}, engine_version="9", content_sha256="0" * 64, inputs={}, revision="1"
    )
    return repr({name: value for name, value in made.items() if name != "figures"})


def test_a_support_of_aluminum_names_its_codes_its_product_and_its_welded_strength():
    design = worked("aluminum")
    said, alloy = rows(design), design.support.metal.pack.alloy
    assert "AISC 360" not in said and said["ADM"] == "ADM 2020"
    assert said["Support"].startswith("aluminum 6061-T6, extruded ") and "ASTM B2" in said["Support"]
    assert said["As ordered"] == "F_ty = 35, F_tu = 38 ksi"  # ADM Table A.3.3
    assert said["Welded, filler 5356"] == "F_tyw = 15, F_tuw = 24 ksi: used over the whole support (choice)"
    assert alloy.f_tuw.value == 24.0
    assert "AISC" not in everything(design).replace("AISC 303", "")
    lines = summary_text(design)
    assert (
        "AISC" not in lines and "ADM 2020" in lines and "aluminum 6061-T6" in lines and "Weight     aluminum" in lines
    )
    assert "aluminum 6061-T6" in dict(result_view(design, 1.0, None).facts)["Support"]


def test_a_support_of_steel_names_no_manual_of_aluminum(pylon):
    assert "ADM" not in rows(pylon) and "ADM" not in summary_text(pylon) and "Weight     steel" in summary_text(pylon)


def test_the_check_of_torsion_points_at_the_number_of_the_section_that_derives_it(pylon):
    design = worked("a stepped pole")
    (check,) = [r for r in check_table(design) if r[0] == "Torsion in the soil"]
    assert check[6].startswith("engineering method; see 8.")
    number = int(check[6].removeprefix("engineering method; see 8."))
    part = stages(design)["foundation"][number - 1]
    assert part["title"] == "Torsion of the pier in the soil"
    (own,) = [r["check"] for r in part["rows"] if r["kind"] == "checked"]
    assert own[6] == "engineering method"
    assert f"8.{number}Torsionofthepierinthesoil" in "".join(str(text("a stepped pole")).split())
    assert "APEX choice" not in everything(design)


@pytest.mark.parametrize("kind", ["a buried pole", "two posts on drilled piers"])
def test_only_a_round_pier_is_drilled(kind):
    design = worked(kind)
    f = replace(design.document.foundation, shape="square", width_ft=3.0)
    own = design.foundation
    dug = replace(
        design,
        document=replace(design.document, foundation=f),
        base=replace(design.base, foundation=replace(own, pier=replace(own.pier, shape="square"))),
    )
    for made, drilled in ((design, True), (dug, False)):
        said = " ".join(
            [
                foundation_words(made), kind_words(made),
                *(f"{i.group} {i.task}" for i in inspections(made)),
                *(" ".join(sentences) for _, sentences in general_notes(made)),
            ]
        ).lower()  # fmt: skip
        assert ("drill" in said) is drilled
        assert ("dug" in said) is not drilled


def test_the_basis_says_how_open_a_sign_is_and_which_figure_holds():
    design = worked("a buried pole")
    cabinets = design.document.sign.cabinets

    def said(ratio):
        own = (replace(cabinets[0], solid_ratio=ratio), *cabinets[1:])
        return rows(
            replace(design, document=replace(design.document, sign=replace(design.document.sign, cabinets=own)))
        )

    found = {k: v for k, v in said(0.5).items() if k.startswith("Solid ratio")}
    assert list(found.values()) == ["0.5: open sign (Fig. 29.4-2), flat members"]
    found = {k: v for k, v in said(0.8).items() if k.startswith("Solid ratio")}
    assert list(found.values()) == ["0.8: solid sign with openings (Fig. 29.3-1)"]
    assert not [k for k in said(1.0) if k.startswith("Solid ratio")]


def test_the_limit_of_12_ft_is_told_of_the_formula_that_is_used():
    def said(**given):
        sheet = Sheet()
        assume_foundation(sheet, Foundation(**{"kind": "direct_burial", **given}), 3.0)
        return " ".join(sheet.assumptions)

    assert "1807.3.2.1" in said() and "depth in steps" in said()
    held = said(constrained=True, restraint="rigid_slab")
    assert "1807.3.2.2" in held and "1807.3.2.1" not in held
    assert "12 ft" not in said(kind="spread_footing") and "Least depth" in said(kind="spread_footing")
    assert "depth as given" in said(depth_ft=6.0)


def test_a_footing_has_no_pier_whose_diameter_is_a_default(pylon):
    def defaults(design):
        return next(a for a in design.sheet.assumptions if a.startswith("Equal to their defaults"))

    assert "pier diameter" not in defaults(worked("a spread footing"))
    assert "pier diameter" in defaults(worked("a short post in a pier"))


def test_bars_of_a_footing_lie_in_mats_and_those_of_a_pier_in_cages():
    def bars(kind):
        return " ".join(dict(general_notes(worked(kind)))["Reinforcement"])

    assert "mats and cage held" in bars("a spread footing") and "wheels" not in bars("a spread footing")
    assert "cages held in place by wheels" in bars("two posts on drilled piers")


def test_welded_plate_washers_stand_in_the_notes_as_they_do_in_the_drawing():
    design = worked("a spread footing")
    for welded in (True, False):
        anchors = replace(design.plate.anchors, plate_washers_welded=welded)
        made = replace(design, base=replace(design.base, plate=replace(design.plate, anchors=anchors)))
        said = " ".join(dict(general_notes(made))["Anchor rods and base plate"])
        assert ("Plate washers are fillet welded" in said) is welded


def test_end_posts_with_equal_loads_share_their_tables():
    tables = [
        {"title": "Loads at grade, left post, x = −5 ft", "rows": [["Dead", "1"]], "words": ""},
        {"title": "Loads at grade, right post, x = 5 ft", "rows": [["Dead", "1"]], "words": ""},
        {"title": "LRFD, left post", "rows": [["1.4D", "1"]], "words": ""},
        {"title": "LRFD, right post", "rows": [["1.4D", "2"]], "words": ""},
    ]
    titles = [t["title"] for t in _told_once(tables)]
    assert titles == ["Loads at grade, either end post, x = ±5 ft", "LRFD, left post", "LRFD, right post"]


def test_concrete_without_a_plate_has_combinations_of_its_own_name():
    titles = [t["title"] for t in actions(worked("a short post in a pier"))]
    assert "LRFD combinations at grade, for the support and concrete" in titles
    assert "LRFD combinations at grade, for the support, plate and concrete, left post" in [
        t["title"] for t in actions(worked("two posts on drilled piers"))
    ]


def test_the_pole_of_aluminum_below_grade_is_checked_by_the_sections_it_is_checked_by_above():
    clauses = {c.name: c.clause for c in worked("aluminum").checks}
    assert clauses["Pole below grade, combined"] == clauses["Combined forces"] == "ADM 2020 H.1, H.3"


def steps_of(design):
    """What the trace says, note by note."""
    return [s.text for part in design.sheet.parts for s in part.steps if isinstance(s, Note)]


def test_directions_cones_and_minimums_are_told_in_words():
    plaza, row = steps_of(shown("plaza_monument_footing")), steps_of(shown("auto_row_wide_sign"))
    assert any("from the middle toward +y, normal to the face; it balances:" in s for s in plaza)
    assert any("from the middle toward +x, along the face, " in s for s in plaza)
    assert not any("0.0000, 1.0000" in s or "cone(s)" in s for s in plaza)
    assert any(s.endswith("; 1 cone under this combination") for s in plaza)
    both = "Post from 0 to 15 ft, wind normal to the face and along the face: computed "
    assert any(s.startswith(both) and s.endswith(" lb, the minimum is taken") for s in row)
    # The pole's largest shear is that of the combination shown right above it: no need to say it again.
    checks = {c.name: c for c in shown("auto_row_wide_sign").checks}
    assert checks["Pole below grade, shear"].case != checks["Pole below grade, combined"].case
    assert not any(s.startswith("Largest shear") for s in row)


def test_a_cabinet_on_soil_that_freezes_keeps_a_gap():
    made = shown("plaza_monument_footing")
    words = "Plaza stands at grade, wider than its foundation, and the ground freezes: a gap"
    (said,) = (c for c in conditions(made) if words in c)
    assert said.endswith("or soil that frost does not move, stays under it.")
    (c,) = made.document.sign.cabinets
    for site, sign in (
        ({"frost_depth_ft": 0.0}, {}), ({}, {"bottom_ft": 0.5}), ({}, {"width_ft": 2.0, "depth_ft": 1.0}),
    ):  # fmt: skip
        document = replace(
            made.document, site=replace(made.document.site, **site),
            sign=replace(made.document.sign, cabinets=(replace(c, **sign),)),
        )  # fmt: skip
        assert not any("stays under it" in said for said in conditions(replace(made, document=document)))


def test_what_a_value_is_of_is_said_beside_it():
    bank, trail = shown("bank_two_posts"), shown("trailhead_aluminum_posts")
    assert rows(bank)["Snow on cabinets"] == "25 psf on their tops as given: S of ASCE 7-16, not p_g"
    piers = f"Each pier; 2 equal piers take {2.0 * trail.foundation.concrete_yd3:.2f} yd3"
    assert piers in steps_of(trail) and f"{trail.quantities.concrete_yd3:.2f} yd3" in piers
    assert any("as B + 2 t_d/12; to grade where that is nearer" in s for s in steps_of(bank))
    for design in (bank, trail):
        said = repr(stages(design))
        assert "as computed" not in said and "low side" not in said and "confirm if less" in said


@pytest.mark.parametrize(
    ("kind", "number"), [("a buried pole", "F8-1"), ("a spread footing", "F7-1"), ("three W posts", "F2-1")]
)
def test_the_plastic_moment_is_cited_for_the_section_it_is_of(kind, number):
    steps = [s for part in worked(kind).sheet.parts for s in part.steps if isinstance(s, Computed)]
    assert {s.clause.number for s in steps if s.clause.formula == "F_y * Z"} == {f"Eq. {number}"}
