"""The spread footing endpoint's action: fields, combinations formed here, refusals."""

import copy

import pytest

from apex.actions.footing import solve_footing
from apex.errors import InvalidInputError, OutOfScope
from apex.packs.load import load_packs

PACKS = load_packs()
BODY = {
    "loads": {
        "dead": {"axial_kip": 3.0, "moment_y_kipft": 2.0},
        "wind": [
            {"name": "A", "shear_y_kip": 4, "moment_x_kipft": 84},
            {"name": "B", "shear_y_kip": 4, "moment_x_kipft": 84, "torsion_kipft": 9.6},
            {"name": "along", "shear_x_kip": 1, "moment_y_kipft": 18},
        ],
    },
    "depth_ft": 3.5,
    "soil": {"class": 4},
}
SIZES = {"width_ft": 10, "length_ft": 11, "thickness_ft": 1.5, "pedestal_ft": 2}


def body(**extra):
    return {**copy.deepcopy(BODY), **extra}


def refused(given):
    with pytest.raises(InvalidInputError) as caught:
        solve_footing(PACKS, given)
    return {p.field: p.message for p in caught.value.problems}


def test_it_answers_exactly_its_fields():
    found = solve_footing(PACKS, body()).result
    assert set(found) == {
        "sizes", "bearing", "overturning", "sliding", "steel", "concrete_yd3", "excavation_yd3", "checks",
    }  # fmt: skip
    assert set(found["sizes"]) == {"width_ft", "length_ft", "thickness_ft", "depth_ft", "pedestal_ft"}
    assert all(c.passes for c in found["checks"])
    assert {row["contact"] for row in found["bearing"]} <= {"kern", "partial"}
    assert found["steel"]["weight_lb"] > 0.0


def test_wind_is_unfactored_and_at_strength_level():
    found = solve_footing(PACKS, body(**SIZES)).result
    rows = {row["case"]: row for row in found["bearing"]}
    assert set(rows) == {"D", "D + 0.6W, A", "D + 0.6W, B", "D + 0.6W, along",
                         "0.6D + 0.6W, A", "0.6D + 0.6W, B", "0.6D + 0.6W, along"}  # fmt: skip
    W = (150 * (165 + 4 * 2.0) + 110 * (110 - 4) * 2.0) / 1000
    N = 3.0 + W
    assert rows["D"]["axial_kip"] == pytest.approx(N)
    assert rows["D + 0.6W, A"]["e_y_ft"] == pytest.approx(0.6 * (84 + 4 * 3.5) / N)
    assert rows["D + 0.6W, A"]["e_x_ft"] == pytest.approx(2.0 / N)
    assert rows["D + 0.6W, along"]["e_x_ft"] == pytest.approx((2.0 + 0.6 * (18 + 3.5)) / N)
    assert rows["0.6D + 0.6W, A"]["axial_kip"] == pytest.approx(0.6 * N)


def test_given_sizes_are_checked_and_never_changed():
    outcome = solve_footing(PACKS, body(**{**SIZES, "width_ft": 4, "length_ft": 5}))
    assert outcome.result["sizes"]["width_ft"] == 4
    assert outcome.result["sizes"]["length_ft"] == 5
    assert [c.name for c in outcome.checks if not c.passes]
    assert outcome.confidence < 1.0


def test_factors_of_safety_are_the_ratios_turned_over():
    found = solve_footing(PACKS, body(**SIZES)).result
    for row in (*found["overturning"], *found["sliding"]):
        assert row["factor"] == pytest.approx(row["required_factor"] / row["ratio"])
        assert row["pass"] == (row["factor"] >= row["required_factor"])


def test_snow_and_earthquake_bring_their_combinations():
    loads = {**BODY["loads"], "snow": {"axial_kip": 2.0}, "sds": 1.0}
    loads["seismic"] = [{"name": "E", "shear_y_kip": 1.0, "moment_x_kipft": 20}]
    rows = {row["case"] for row in solve_footing(PACKS, body(**SIZES, loads=loads)).result["bearing"]}
    assert {"D + S", "D + 0.75(0.6W) + 0.75S, A", "0.6D - 0.7Ev + 0.7Eh, E"} <= rows


def test_the_code_basis_chooses_the_editions():
    for basis, aci in (("IBC2018", "ACI 318-14"), ("IBC2024", "ACI 318-19")):
        outcome = solve_footing(PACKS, body(**SIZES, code_basis=basis))
        assert any(c.clause.startswith(aci) for c in outcome.checks)
        assert any(aci in a for a in outcome.assumptions)


def test_frost_and_water_are_heard():
    dry, wet = (solve_footing(PACKS, body(**SIZES, water_depth_ft=w)).result for w in (None, 1.0))
    assert len(wet["bearing"]) == 2 * len(dry["bearing"])
    frozen = solve_footing(PACKS, body(**SIZES, frost_depth_ft=5.0))
    assert "Base below frost" in {c.name for c in frozen.checks if not c.passes}


def test_every_bad_field_is_named_at_once():
    bad = body(depth_ft=0.2, thickness_ft=99, soil={"class": 9}, colour="red")
    assert set(refused(bad)) == {"depth_ft", "thickness_ft", "soil.class", "colour"}
    assert "depth" in refused(body(thickness_ft=4.0))["thickness_ft"]
    assert "depth_ft" in refused({k: v for k, v in BODY.items() if k != "depth_ft"})


def test_what_has_no_answer_is_out_of_scope_by_field():
    with pytest.raises(OutOfScope) as caught:
        solve_footing(PACKS, body(soil={"class": 6}))
    assert caught.value.problems[0].field == "soil.class"
    report = {"lateral_psf_per_ft": 150, "vertical_psf": 2000, "source": "Report 1"}
    with pytest.raises(OutOfScope) as caught:
        solve_footing(PACKS, body(soil=report))
    assert caught.value.problems[0].field == "soil.friction"
    with pytest.raises(OutOfScope) as caught:
        solve_footing(PACKS, body(width_ft=2.5))
    assert caught.value.problems[0].field == "width_ft"


def test_the_answer_is_an_envelope_and_the_same_in_any_run():
    one, two = (solve_footing(PACKS, body()) for _ in range(2))
    assert one.content_sha256 == two.content_sha256
    steps = one.envelope(code_version={"version": "test"})["trace"]["data"]["intermediates"]["steps"]
    assert len(steps) > 5
