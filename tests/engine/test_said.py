"""What the sheet says beside its numbers: which figure is taken, at which level, what a shop stumbles over."""

import re

import pytest

from apex.engine.clause import CLAUSES
from apex.engine.design import Design, design
from apex.engine.document import Soil
from apex.engine.foundation.burial import solve
from apex.engine.foundation.hole import DepthRules, Ground, Pier
from apex.engine.foundation.soil import Lateral, soil_values
from apex.engine.foundation.torsion import NONE_GIVEN, PART, TORSION
from apex.engine.load.action import Action
from apex.engine.register import every_clause
from apex.engine.steel.buckling import buckling_stress
from apex.engine.trace import Check, Computed, Given, Note, Quiet, Sheet
from apex.engine.wind.gust import gust_factor
from apex.packs.load import load_packs
from tests.engine.documents import cabinet, document

PACKS = load_packs()
HELD = {
    "foundation__constrained": True, "foundation__restraint": "rigid_slab", "foundation__depth_ft": 8,
    "foundation__neglect_top_ft": 1,
}  # fmt: skip
PLATED = {"foundation__kind": "drilled_pier", "support__section": "HSS8X8X3/8"}


def worked(**changes: object) -> Design:
    return design(document(**changes), PACKS)


def notes(found: Sheet) -> list[str]:
    return [s.text for p in found.parts for s in p.steps if isinstance(s, Note)]


def warned(found: Design, words: str) -> list[str]:
    return [a for a in found.sheet.assumptions if a.startswith("warning: ") and words in a]


def test_the_force_on_a_slab_is_said_at_both_levels() -> None:
    found = worked(**HELD)

    def most(cases: list[tuple[str, Action]]) -> float:
        return max(a.V + 1.5 * (a.M + a.V) / 7.0 for _, a in cases)

    (said,) = warned(found, "the slab")
    assert f"resist {most(found.support.soil):.2f} kip at allowable stress level (ASD)" in said
    assert f"{most([(c.name, c.total) for c in found.support.lrfd]):.2f} kip at strength level (LRFD)" in said
    assert most(found.support.soil) < most([(c.name, c.total) for c in found.support.lrfd])


def test_a_pole_held_at_grade_has_no_depth_of_its_largest_moment() -> None:
    said = " ".join(notes(worked(**HELD, support__section="HSS20.000X0.500").sheet))
    assert "Held by the slab, the pole has its largest moment at the top of the bearing soil, 1 ft below grade" in said
    assert "M at the pivot" not in said
    assert "M at the pivot" in " ".join(notes(worked().sheet))


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({"depth_ft": 1.0}, False),
        ({"depth_ft": 1.1}, True),
        ({}, True),
        ({"depth_ft": 1.0, "solid_ratio": 0.5}, True),
        ({"depth_ft": 1.0, "offset_ft": 8.0}, True),
    ],
)
def test_a_post_thicker_than_the_cabinet_around_it_is_warned_of(changes: dict, fits: bool) -> None:
    """12.75 in. round; of a depth nobody gave, an open sign and a cabinet beside its post nothing can be said."""
    found = worked(sign__cabinets=[cabinet(**changes)])
    said = warned(found, "cannot stand inside")
    assert bool(said) is not fits
    if said:
        assert "HSS12.750X0.375, 12.75 in. thick, cannot stand inside cabinet 1, which is 12 in. deep" in said[0]


def test_what_counts_is_the_side_normal_to_the_face_of_the_length_that_is_there() -> None:
    flat = {"support__section": "HSS12X8X1/4", "sign__cabinets": [cabinet(depth_ft=0.75)]}
    assert warned(worked(**flat), "12 in. thick")
    assert not warned(worked(**flat, support__orientation="weak"), "cannot stand inside")
    stepped = [{"section": "HSS12.750X0.375", "length_ft": 17}, {"section": "HSS8.625X0.322", "length_ft": 8}]
    above = {"support__section": None, "support__segments": stepped}
    assert not warned(worked(**above, sign__cabinets=[cabinet(depth_ft=1)]), "cannot stand inside")
    assert warned(worked(**above, sign__cabinets=[cabinet(depth_ft=0.7)]), "8.625 in. thick")


def test_a_piece_longer_than_usual_is_warned_of_with_what_stands_in_the_ground() -> None:
    tall = {"support__section": "HSS20.000X0.500", "sign__cabinets": [cabinet(bottom_ft=50, width_ft=6, height_ft=4)]}
    found = worked(**tall)
    (said,) = warned(found, "in one piece")
    assert f"{54.0 + found.foundation.pole_embedment_ft:g} ft of HSS20.000X0.500" in said  # type: ignore[union-attr]
    halves = [{"section": "HSS20.000X0.500", "length_ft": 30}, {"section": "HSS20.000X0.500", "length_ft": 24}]
    assert not warned(worked(**(tall | {"support__section": None}), support__segments=halves), "in one piece")
    assert not warned(worked(**tall, foundation__existing=True, foundation__depth_ft=12), "in one piece")


@pytest.mark.parametrize(
    ("n_1", "words"),
    [
        (0.8, "n_1 < 1 Hz: a flexible structure"),
        (1.15, "n_1 of 1 to 1.3 Hz: rigid by 26.2, but on a base taken as fixed; so the larger"),
        (2.0, "ASCE 7 26.2 asks for 1 Hz"),
    ],
)
def test_the_sheet_says_why_a_gust_factor_is_taken(n_1: float, words: str) -> None:
    setting, sheet = worked().setting, Sheet()
    sheet.part("support", "gust")
    G, _ = gust_factor(sheet, "auto", setting.bodies[0], setting.turbulences[0], n_1)
    assert any(words in n for n in notes(sheet))
    permitted = [n for n in notes(sheet) if "26.11.1 permits G = 0.85" in n]
    assert len(permitted) == (n_1 >= 1.3)
    if permitted:
        assert G == 0.85 and f"not the calculated {setting.turbulences[0].G:.3f}" in permitted[0]
        calculated = Sheet()
        calculated.part("support", "gust")
        gust_factor(calculated, "calculated", setting.bodies[0], setting.turbulences[0], n_1)
        assert not any("permits" in n for n in notes(calculated))


def test_parts_hold_what_they_are_called() -> None:
    found = worked(site__sds=0.4)
    parts = {p.title: [s.clause.symbol for s in p.steps if isinstance(s, Computed)] for p in found.sheet.parts}
    assert parts["Elastic critical load, for the second order"] == ["P_e", "P_e"]
    assert "C_s" in " ".join(parts["Seismic load at the base"])
    assert "Seismic load at the base" not in {p.title for p in worked().sheet.parts}


def test_no_seismic_design_category_is_claimed_where_nothing_is_known() -> None:
    for sds, said in ((None, "not known"), (0.0, "A"), (0.4, "C")):
        found = worked(**PLATED, site__sds=sds, site__sd1=None if sds is None else 0.1)
        (shown,) = {s.value for p in found.sheet.parts for s in p.steps if isinstance(s, Given) and s.symbol == "SDC"}
        assert shown == said


def test_a_lap_is_shown_only_where_something_is_lapped_and_both_lengths_of_a_bar_say_what_they_are() -> None:
    found = worked(**PLATED)
    assert "l_st" not in {s.clause.symbol for p in found.sheet.parts for s in p.steps if isinstance(s, Computed)}
    assert any("In full, though not all of their steel may be required" in n for n in notes(found.sheet))
    inside = worked(
        foundation__pole_embedment_ft=4, support__section="HSS8X8X3/8", foundation__diameter_ft=3.5,
    )  # fmt: skip
    assert "l_st" in {s.clause.symbol for p in inside.sheet.parts for s in p.steps if isinstance(s, Computed)}


def test_slenderness_beyond_200_is_remarked() -> None:
    steel = worked().support.metal.material(*_section())
    for r, remarked in ((2.0, True), (6.0, False)):
        sheet = Sheet()
        sheet.part("support", "compression")
        buckling_stress(sheet, steel, 2.1, 300.0, r)
        assert any("AISC 360 E2 recommends" in n for n in notes(sheet)) is remarked


def _section():
    found = worked()
    return found.support.section, found.support.grade


def test_pressure_on_edges_and_posts_cites_the_equation_of_other_structures() -> None:
    found = worked(site__code_basis="IBC2024")
    cited = {
        p.title: s.clause.cite({"ASCE 7": "ASCE 7-22"})
        for p in found.sheet.parts
        for s in p.steps
        if isinstance(s, Computed) and s.clause.symbol == "q_z*K_d"
    }
    assert cited.pop("Velocity pressure at the top of the sign, 25 ft") == "ASCE 7-22 Eq. 29.3-1"
    assert len(cited) == 2 and set(cited.values()) == {"ASCE 7-22 Eq. 29.4-1"}


def test_titles_of_clauses_are_not_cut_at_an_abbreviation() -> None:
    for clause in every_clause():
        assert not re.search(r"\b(Eq|Fig|App)$", clause.title), clause
        assert clause.title.count("(") == clause.title.count(")"), clause
    (held,) = (c for c in CLAUSES.values() if c.key == "foundation.embedment.constrained_depth")
    assert held.number == "Eq. 18-2, 18-3" and held.title.endswith("M_g at grade (Eq. 18-3), lb-ft")


def steps(found: Design, title: str) -> list[object]:
    (part,) = [p for p in found.sheet.parts if p.title == title]
    return part.steps


@pytest.mark.parametrize("method", ["LRFD", "ASD"])
def test_the_second_order_is_told_as_formula_numbers_and_then_the_check(method: str) -> None:
    found = worked(support__method=method)
    told = steps(found, "Second order")
    kinds = [type(s).__name__ for s in told]
    assert kinds[-1] == "Check" and kinds.count("Check") == 1
    amplifiers = [s for s in told if isinstance(s, Computed)]
    assert [s.given["alpha"] for s in amplifiers] == ([1.6] if method == "ASD" else [1.6, 1.0])
    check = told[-1]
    assert isinstance(check, Check)
    assert check.demand == max(s.given["alpha"] * s.given["P"] for s in amplifiers)
    assert check.capacity == amplifiers[0].given["P_e"] == min(found.support.demand.P_e)


def test_a_support_that_is_not_stable_is_told_no_amplifier() -> None:
    found = worked(support__section="HSS2.500X0.125")
    told = steps(found, "Second order")
    assert not found.support.stable and not [s for s in told if isinstance(s, Computed)]
    assert isinstance(told[-1], Check) and not told[-1].passes


def test_an_amplifier_cites_the_standard_of_the_metal() -> None:
    aluminum = worked(
        support__material="aluminum", sign__cabinets=[cabinet(width_ft=5, height_ft=3, bottom_ft=5)],
        support__section=None, support__families=["tube_round"],
    )  # fmt: skip
    for found, document_ in ((worked(), "AISC 360"), (aluminum, "ADM")):
        (clause, *_) = [s.clause for s in steps(found, "Second order") if isinstance(s, Computed)]
        assert clause.document == document_


@pytest.mark.parametrize("changes", [{}, PLATED, {"support__method": "ASD"}], ids=["buried", "plated", "ASD"])
def test_the_forces_along_a_pier_are_shown_for_what_checks_them_and_for_nothing_else(
    changes: dict[str, object],
) -> None:
    found = worked(**changes)
    rows = [
        (part.title, step.clause.symbol)
        for part in found.sheet.parts if part.stage == "foundation"
        for step in part.steps if isinstance(step, Computed) and str(step.clause.number).startswith("rigid pier")
    ]  # fmt: skip
    titles = {title for title, _ in rows}
    assert titles == {"Reinforcement of the pier" if changes is PLATED else "The pole in the ground"}
    # One moment for bending, one shear for shear; both for a pole, whose steel sees both at once.
    assert [s for _, s in rows].count("M(z)") == 1 and [s for _, s in rows].count("V(z)") == 1


def test_a_pier_worked_out_alone_shows_the_forces_that_are_its_result() -> None:
    sheet = Sheet()
    pier = Pier("round", 3.0, 3.0)
    ground = Ground(
        soil_values(Quiet(), PACKS.footing_calibration, Soil(class_=4)), Lateral(150.0, 1.0, None, "on_depth", 12.0),
        0.0, 0.0, PACKS.footing_calibration,
    )  # fmt: skip
    solve(
        sheet,
        pier,
        ground,
        DepthRules(None, 3.0, 0.5, 30.0, constrained=False),
        [("pushed", Action(N=2.0, V_y=2.0, M_x=30.0))],
    )
    symbols = [s.clause.symbol for p in sheet.parts for s in p.steps if isinstance(s, Computed)]
    assert {"a", "K", "M(z)", "V(z)"} <= set(symbols)


def test_torsion_in_the_soil_points_at_the_part_that_derives_it() -> None:
    found = worked()
    (check,) = [c for c in found.checks if c.name == TORSION]
    assert check.clause == f"engineering method; see {PART}"
    told = steps(found, PART)
    assert told[0].text.startswith(f"{NONE_GIVEN}. Method: ") and told[-1] == check
    assert "APEX" not in " ".join(c.document for c in every_clause())


def test_the_gust_factor_with_ice_says_which_way_the_wind_is() -> None:
    found = worked(site__ice_in=0.5, site__ice_wind_mph=30)
    for way in ("normal to the face", "along the face"):
        assert notes(found.sheet).count(f"Gust-effect factor with ice, wind {way}") == 1
