"""Aluminum supports under given loads: the options, one tube checked, what is refused."""

import pytest

from apex.actions import pole
from apex.engine.aluminum import combined
from apex.engine.aluminum.strength import available_aluminum
from apex.engine.load.action import Action
from apex.engine.trace import Computed, Quiet, Taken
from apex.errors import InvalidInputError, OutOfScope
from apex.packs.load import load_packs

PACKS = load_packs()
LOADS = {"moment_kipft": 9.0, "shear_kip": 0.8, "axial_kip": 0.6, "torsion_kipft": 1.2}
ASKED = {"loads": LOADS, "height_ft": 12, "material": "aluminum"}
CHECKED = {"section": "AL-RT8X1/4", "unbraced_ft": 12, "demands": LOADS}
NAMES = ["Flexure", "Shear", "Torsion", "Compression", "Combined forces"]


def options(**changes):
    return pole.options(PACKS, {**ASKED, **changes})


def refusal(error, call, *args):
    with pytest.raises(error) as refused:
        call(*args)
    (problem,) = refused.value.problems
    return problem.field, problem.message


def test_the_options_are_the_tubes_that_carry_the_loads_by_the_adm():
    found = options().result
    assert found["feasible_count"] == len(found["options"]) > 5
    expected = set()
    for tube in PACKS.aluminum.sections.sections:
        c = available_aluminum(Quiet(), tube, "5356", 144.0, "LRFD", alloy=PACKS.aluminum.alloy)
        r = combined.ratios(Action(0.6, 0.0, 0.8, 9.0, 0.0, 1.2), c)
        thin = tube.family == "tube_round" and (tube.D - tube.t) / (2 * tube.t) > 20.0
        if max(r.by_check()) <= 1.0 and not thin:
            expected.add(tube.name)
    assert {row["section"] for row in found["options"]} == expected
    weights = [row["weight_plf"] for row in found["options"]]
    assert weights == sorted(weights)
    assert found["recommended"] == found["options"][0]


def test_a_row_names_alloy_family_clauses_and_cost():
    row = options().result["recommended"]
    assert (row["grade"], row["family"][:5]) == ("6061-T6", "tube_")
    assert [c["clause"] for c in row["checks"]] == ["ADM F", "ADM G", "ADM H.2", "ADM E", "ADM H.1, H.3"]
    assert [c["name"] for c in row["checks"]] == NAMES
    rate = float(PACKS.pricing.steel[row["family"]].value)
    assert row["cost_usd"] == pytest.approx(12 * row["weight_plf"] * rate, abs=0.01)


def test_the_packs_and_the_weld_are_named():
    outcome = options()
    assert set(outcome.pack_metadata) == {"sections_aluminum", "pricing"}
    assert outcome.editions == {"ADM": "ADM"}
    assert any("welded at its base with 5356" in a for a in outcome.assumptions)


def test_allowable_strength_needs_more_tube_for_the_same_loads():
    assert options(method="ASD").result["feasible_count"] < options().result["feasible_count"]


def test_a_family_narrows_the_options_and_the_thin_walls_say_why_they_are_out():
    rows = options(families=["tube_round"], include_infeasible=True).result["options"]
    assert {row["family"] for row in rows} == {"tube_round"}
    reasons = {row["section"]: row["reason"] for row in rows if "reason" in row}
    assert "R_b/t" in reasons["AL-RT6X1/8"]
    assert "flexure" in reasons["AL-RT4X1/8"] or "combined forces" in reasons["AL-RT4X1/8"]


def test_posts_of_a_line_share_the_torsion_as_a_couple():
    outcome = options(count=2, spacing_ft=6)
    assert outcome.feasible
    row = outcome.result["recommended"]
    rate = float(PACKS.pricing.steel[row["family"]].value)
    assert row["cost_usd"] == pytest.approx(2 * 12 * row["weight_plf"] * rate, abs=0.01)
    torsion = next(c for c in outcome.result["recommended"]["checks"] if c["name"] == "Torsion")
    assert torsion["demand"] == 0.0


def test_steel_requests_get_the_five_families_of_steel_alone():
    rows = pole.options(PACKS, {"loads": LOADS, "height_ft": 12, "include_infeasible": True}).result["options"]
    assert {row["family"] for row in rows} == {"W", "HSS_square", "HSS_rect", "HSS_round", "pipe"}


@pytest.mark.parametrize(("material", "family"), [("aluminum", "pipe"), ("steel", "tube_round")])
def test_a_family_of_the_other_material_is_refused(material, family):
    field, message = refusal(
        InvalidInputError, pole.options, PACKS, {**ASKED, "material": material, "families": [family]}
    )
    assert field == "families"
    assert family in message


def test_another_alloy_is_refused_and_its_own_name_is_not():
    assert refusal(InvalidInputError, pole.options, PACKS, {**ASKED, "grades": ["6063-T5"]})[0] == "grades"
    assert options(grades=["6061 t6"]).feasible


def test_over_15_ft_nothing_is_offered_and_the_reason_is_said():
    assert options(height_ft=15).result["options"]
    field, message = refusal(OutOfScope, pole.options, PACKS, {**ASKED, "height_ft": 15.5})
    assert field == "material"
    assert "at most 15 ft" in message
    assert "fatigue" in message


def test_no_tube_at_all_gives_the_nearest_with_what_fails():
    found = options(loads={"moment_kipft": 500.0})
    assert not found.feasible
    assert found.result["nearest"]["section"].startswith("AL-")
    assert "flexure" in found.result["nearest"]["reason"]


@pytest.mark.parametrize(("method", "factor"), [("LRFD", 0.90), ("ASD", 1 / 1.65)])
def test_one_tube_is_checked_with_every_capacity(method, factor):
    outcome = pole.check(PACKS, {**CHECKED, "section": "al-rt8 x 1/4", "method": method})
    held = outcome.result["capacities"]
    assert all(v > 0.0 for v in held.values())
    for name in ("moment", "torsion"):
        assert held[f"{name}_kipft"] == pytest.approx(factor * held[f"{name}_nominal_kipft"])
    assert held["shear_kip"] == pytest.approx(factor * held["shear_nominal_kip"])
    tube = PACKS.aluminum.sections.find("AL-RT8X1/4")
    assert held["moment_nominal_kipft"] < 15.0 * tube.Z / 12.0
    assert [c.name for c in outcome.checks] == NAMES
    assert outcome.result["ratio"] == max(c.ratio for c in outcome.checks)
    assert outcome.checks[0].demand == 9.0


def test_the_sheet_of_a_check_records_the_pack_values_and_the_clauses():
    steps = [s for part in pole.check(PACKS, CHECKED).parts for s in part.steps]
    taken = {s.symbol: (s.value, s.unit) for s in steps if isinstance(s, Taken)}
    assert taken == {"F_tyw": (15.0, "ksi"), "F_tuw": (24.0, "ksi"), "E": (10100.0, "ksi")}
    clauses = {s.clause.number for s in steps if isinstance(s, Computed) if s.clause.document == "ADM"}
    assert {"Table B.4.1", "B.5.5.4", "F.2", "F.4", "E.2", "G.4", "Eq. H.3-2", "F.1, H.2"} <= clauses
    assert all(s.clause.document != "AISC 360" for s in steps if isinstance(s, Computed))


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"unbraced_ft": 15.1}, OutOfScope, "unbraced_ft"),
        ({"section": "AL-RT6X1/8"}, OutOfScope, "section"),
        ({"section": "AL-RT6X5/8"}, InvalidInputError, "section"),
        ({"fy_ksi": 35}, InvalidInputError, "fy_ksi"),
        ({"grade": "A53 Gr B"}, InvalidInputError, "grade"),
    ],
)
def test_a_check_that_cannot_be_made_is_refused_at_its_field(changes, error, field):
    assert refusal(error, pole.check, PACKS, {**CHECKED, **changes})[0] == field


def test_the_effective_length_factor_lowers_the_axial_strength():
    short, long = (pole.check(PACKS, {**CHECKED, "k": k}).result["capacities"]["axial_kip"] for k in (1.0, 2.1))
    assert long < short
