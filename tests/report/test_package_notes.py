"""Special inspections and general notes: each design has those of what it is made of, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apex.engine.cost.takeoff import takeoff
from apex.report.built import footing_dims, pier_dims, plate_dims
from apex.report.condition import conditions
from apex.report.content import package_content
from apex.report.detail.baseplate import baseplate_plan
from apex.report.detail.footing import footing_section
from apex.report.detail.pier import pier_section
from apex.report.detail.plan import plan
from apex.report.detail.platesection import baseplate_section
from apex.report.figure import figure
from apex.report.outline import shape_of
from apex.report.part.basis import basis
from apex.report.part.cover import scope
from apex.report.part.inspection import inspections, words
from apex.report.part.note import general_notes
from apex.report.part.quantity import quantities
from apex.report.phrase import foundation_words, plate_steel
from tests.report.marks import texts
from tests.report.test_package_kinds import DOCUMENTS, content, given, text, worked


def tasks(design):
    return {i.task: i for i in inspections(design)}


def find(design, said):
    return next(i for i in inspections(design) if said in i.task)


def notes(design):
    return {title: " ".join(said) for title, said in general_notes(design)}


@pytest.mark.parametrize("kind", ["a buried pole", "two posts on drilled piers", "a spread footing", "aluminum"])
def test_every_inspection_stands_in_the_package(kind):
    found = inspections(worked(kind))
    for i in found:
        assert f"{i.task} {i.often} {i.reference}" in text(kind)
    assert all(said in text(kind) for said in words(worked(kind)))


@pytest.mark.parametrize("kind", ["a buried pole", "three W posts", "aluminum", "a short post in a pier"])
def test_every_general_note_stands_in_the_package(kind):
    for title, said in general_notes(worked(kind)):
        assert title in text(kind)
        assert all(sentence in text(kind) for sentence in said)


def test_a_drilled_pier_is_watched_while_it_is_drilled_and_filled():
    design = worked("two posts on drilled piers")
    assert find(design, "Drilling").often == "continuous"
    assert find(design, "Drilling").reference == "IBC 2024 1705.8, Table 1705.8"
    assert find(design, "volume of concrete").often == "continuous"
    assert find(design, "Placement: proper technique").often == "continuous"


def test_bars_and_rods_are_inspected_before_they_are_covered():
    design = worked("a spread footing")
    assert find(design, "Reinforcement").reference == "IBC 2021 Table 1705.3, ACI 318-19 25.2, 25.3, 26.6"
    rods = find(design, "Rods cast in")
    assert rods.often == "periodic" and "IBC 2021 Table 1705.3" in rods.reference
    a = design.plate.anchors
    assert a.grade in rods.task and f"{len(design.plate.points)} of" in rods.task


def test_what_is_not_there_is_not_inspected():
    names = " ".join(tasks(worked("a buried pole")))
    assert "Reinforcement" not in names and "Rods" not in names and "Formwork" not in names
    assert "Drilling" not in " ".join(tasks(worked("a spread footing")))
    assert "Drilling" in " ".join(tasks(worked("a buried pole")))


def test_clauses_are_those_of_the_edition_in_force():
    older, newer = worked("three W posts"), worked("two posts on drilled piers")
    assert "ACI 318-14 17.8.2" in find(older, "Rods cast in").reference
    assert "ACI 318-19 26.13" in find(newer, "Rods cast in").reference
    assert find(older, "mill test reports").reference == "IBC 2018 1705.2.1, AISC 360-16 N5"
    assert "AISC 360-22" in find(newer, "mill test reports").reference
    assert "20.6.1.3" in notes(older)["Reinforcement"] and "20.5.1.3" in notes(newer)["Reinforcement"]


def test_only_high_strength_rods_say_they_are_never_welded():
    design = worked("a spread footing")
    for grade, said in (("F1554-105", True), ("F1554-36", False)):
        anchors = replace(design.plate.anchors, grade=grade)
        made = replace(design, base=replace(design.base, plate=replace(design.plate, anchors=anchors)))
        assert ("high-strength" in find(made, "Certificates").task) is said
        assert f"ASTM F1554 Gr {grade[6:]}" in notes(made)["Anchor rods and base plate"]
        nut = "ASTM A563 Gr DH heavy hex" if said else "ASTM A563 Gr A heavy hex"
        assert f"nuts {nut}." in notes(made)["Anchor rods and base plate"]


def test_round_ties_lap_and_hook_as_their_length_counts_them():
    said = "Ends of round ties overlap at least 6 in., each with a 135-degree hook around a vertical bar; laps of "
    round_, square = worked("two posts on drilled piers"), worked("a spread footing")
    assert said in notes(round_)["Reinforcement"] and "(ACI 318-19 25.7.2.4)" in notes(round_)["Reinforcement"]
    assert "round ties" not in notes(square)["Reinforcement"]


def test_a_post_too_long_for_one_piece_is_not_called_without_a_splice():
    long, short = worked("nothing feasible"), worked("a buried pole")
    said = "; one that the length of the post asks for (see the conditions) is designed first"
    assert any("in one piece is longer than" in c for c in conditions(long))
    assert f"no splice but those shown{said}." in notes(long)["Structural steel"]
    assert "no splice but those shown." in notes(short)["Structural steel"]


def test_aluminum_is_welded_by_its_own_code():
    design = worked("aluminum")
    said = " ".join(i.reference for i in inspections(design)) + notes(design)["Welding"]
    assert "AWS D1.2" in said and "AWS D1.1" not in said
    assert "AWS D1.1" in find(worked("a buried pole"), "Welds of the caps").reference


def test_an_existing_foundation_is_not_poured_again():
    design = worked("a spread footing")
    f = replace(design.document.foundation, existing=True)
    made = replace(design, document=replace(design.document, foundation=f))
    names = " ".join(tasks(made))
    assert "Placement" not in names and "Excavation" not in names and "Rods" in names
    assert any("foundation exists" in said for said in words(made))
    assert "Concrete" not in notes(made)


def test_utilities_are_located_before_anything_is_dug():
    for kind in ("a buried pole", "a spread footing", "an unstable support"):
        assert "Call 811 before digging" in notes(worked(kind))["Excavation and foundation"]


def test_notes_follow_the_finish_and_the_strength_of_the_concrete():
    design = worked("a spread footing")
    galvanized = replace(design.document, support=replace(design.document.support, finish="galvanized"))
    made = replace(design, document=galvanized)
    assert "ASTM A123" in notes(made)["Structural steel"] and "ASTM A123" not in notes(design)["Structural steel"]
    assert "f'c = 4,000 psi" in notes(design)["Concrete"]


def test_plate_washers_are_asked_for_by_size_in_note_and_drawing():
    # AISC Design Guide 1, 2nd edition, Table 2.3: rod, hole, washer.
    sizes = {
        0.75: ('1 5/16"', '2" x 2" x 1/4"'),
        1.0: ('1 13/16"', '3" x 3" x 3/8"'),
        1.25: ('2 1/16"', '3" x 3" x 1/2"'),
        1.5: ('2 5/16"', '3 1/2" x 3 1/2" x 1/2"'),
    }
    design = worked("a spread footing")
    hole, washer = sizes[design.plate.anchors.diameter_in]
    said = " ".join(" ".join(sentences) for _, sentences in general_notes(design))
    assert f"Holes of {hole}" in said and f"plate washer (ASTM A36) {washer}" in said
    dims = plate_dims(design.plate)
    assert dims.washer_call[0].startswith(f"PLATE WASHER {washer}")
    assert f"HOLES Ø {hole}" in {t.text for t in texts(figure(baseplate_plan(dims)).marks)}


def test_what_nobody_gave_of_an_existing_foundation_is_called_taken_and_to_be_verified():
    design = worked("a buried pole")
    old = replace(design.document.foundation, existing=True, depth_ft=design.foundation.depth_ft)
    made = replace(design, document=replace(design.document, foundation=old))
    assert "existing round pier" in foundation_words(made) and "pole taken as buried" in foundation_words(made)
    scoped = " ".join(conditions(made))
    assert "f'c = 3,000 psi and a pole that reaches" in scoped and "Verify all of it on site" in scoped
    said = {t.text for t in texts(figure(pier_section(pier_dims(made))).marks)}
    assert {"VERIFY ON SITE", "EXISTING CONCRETE f'c = 3,000 PSI", "TAKEN, VERIFY ON SITE"} <= said
    assert any(t.startswith("TAKEN AS EMBEDDED") for t in said)
    assert "verify" not in foundation_words(design) + " ".join(conditions(design))
    standing = worked("a spread footing")
    dims = footing_dims(replace(standing, document=replace(standing.document, foundation=old)))
    for view in (footing_section(dims), baseplate_section(plate_dims(standing.plate, existing=True))):
        assert "TAKEN, VERIFY ON SITE" in {t.text for t in texts(figure(view).marks)}
    known = replace(made.document, foundation=replace(old, pole_embedment_ft=design.foundation.pole_embedment_ft))
    assert "(verify)" not in foundation_words(replace(made, document=known))


def rows_of(kind):
    return dict(row for column in basis(worked(kind)) for _, group in column for row in group)


def test_the_basis_claims_no_topography_and_no_elevation_that_nobody_gave():
    rows = rows_of("a spread footing")
    assert rows["Topography"] == "no speed-up, K_zt = 1" and rows["Ground elevation"] == "sea level, K_e = 1"
    design = worked("a spread footing")
    site = replace(design.document.site, kzt=1.3, elevation_ft=700.0)
    made = replace(design, document=replace(design.document, site=site))
    rows = dict(row for column in basis(made) for _, group in column for row in group)
    assert rows["Topography"] == "K_zt = 1.3 as given" and rows["Ground elevation"] == "700 ft"


def test_every_assumption_and_warning_ends_with_one_full_stop():
    for kind in ("a buried pole", "ice, by allowable stress", "nothing feasible"):
        for said in (*content(kind)["assumptions"], *content(kind)["conditions"]):
            assert said.endswith(".") and not said.endswith(".."), said


def test_a_pole_that_stands_already_is_looked_at_and_neither_made_nor_counted_as_new():
    design = worked("a buried pole")
    old = replace(design.document.foundation, existing=True, depth_ft=design.foundation.depth_ft)
    document = replace(design.document, foundation=old)
    made = replace(
        design, document=document, quantities=takeoff(document, design.support.steps, design.foundation, None)
    )
    names = " ".join(tasks(made))
    assert "Pole that stands already" in names and "mill test" not in names and "welding" not in names
    assert find(made, "Pole that stands").reference == f"AISC {made.editions.aisc360} App. 5"
    assert "Welding" not in notes(made) and "It stands already" in notes(made)["Structural steel"]
    assert "fabrication" not in notes(made)["Structural steel"]
    counted = {item: amount for item, amount, _ in quantities(made)}
    steel = f"{design.quantities.steel_lb:,.0f}"
    assert [counted[item] for item in counted if design.support.section.name in item] == [steel]
    assert all(item.startswith("Existing, not new: ") for item in counted if design.support.section.name in item)
    assert counted["Existing, not new: concrete of the foundation"] == f"{made.foundation.concrete_yd3:,.2f}"
    assert not [item for item in counted if item.startswith(("Concrete in place", "Concrete to order", "Finish"))]
    assert "Concrete in place" in {item for item, _, _ in quantities(design)}


def test_notes_fit_the_shape_of_the_section_and_the_foot_of_the_post():
    flanged, round_pole = worked("three W posts"), worked("a buried pole")
    assert "welded cap" not in notes(flanged)["Structural steel"]
    assert "The top of every tube is closed with a welded cap" in notes(round_pole)["Structural steel"]
    assert "the base plate with it" in notes(flanged)["Structural steel"]
    assert "steel in concrete is left bare" in notes(round_pole)["Structural steel"]
    for kind, box in (("a spread footing", True), ("a buried pole", False)):
        design = worked(kind)
        document = replace(design.document, support=replace(design.document.support, finish="galvanized"))
        task = find(replace(design, document=document), "After galvanizing").task
        assert ("corners of rectangular HSS" in task) is box
    assert "bearing and torsion" not in " ".join(scope(worked("two posts on drilled piers")))
    assert "bearing and torsion" in " ".join(scope(round_pole))


def test_a_plate_is_called_out_by_its_standard_and_a_w_by_the_way_it_is_turned():
    flanged = worked("three W posts")
    said = {t.text for t in texts(figure(baseplate_plan(plate_dims(flanged.plate))).marks)}
    assert "ASTM A36, YIELD 36 KSI" in said and "FRONT OF SIGN:" in said
    rows = rows_of("three W posts")
    assert rows["Orientation"] == "web normal to the face: strong axis"
    assert rows["Base plate"].startswith("ASTM A36, yield 36 ksi") and rows["Welds"] == "AWS D1.1"
    assert rows_of("a buried pole").get("Orientation") is None and rows_of("aluminum")["Welds"] == "AWS D1.2"
    assert plate_steel(42.0) == "yield 42 ksi"


def test_the_plan_draws_a_w_as_one_turned_the_way_it_stands():
    design = worked("three W posts")
    for orientation in ("strong", "weak"):
        support = replace(design.document.support, orientation=orientation)
        shape = shape_of(replace(design, document=replace(design.document, support=support)))
        post = next(s for s in plan(shape).shapes if s.title == design.support.section.name)
        wide, deep = (max(p[k] for p in post.points) - min(p[k] for p in post.points) for k in (0, 1))
        assert len(post.points) == 12
        assert (deep > wide) is (orientation == "strong")
        assert (wide, deep) == pytest.approx((shape.steps[0].width_ft, shape.steps[0].depth_ft))


def test_a_public_record_has_no_inputs_of_the_price():
    document = {**DOCUMENTS["a buried pole"], "pricing": {"region": "northeast"}}
    shown = package_content(worked("a buried pole"), **{**given("a buried pole"), "inputs": document})["inputs"]
    assert shown and not [path for path, _ in shown if path.startswith("pricing")]
    assert [path for path, _ in shown if path.startswith("site.")]
