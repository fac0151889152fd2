"""The base plate endpoints' actions: fields, refusals, editions, and what a factored set comes to."""

import copy

import pytest

from apex.actions.baseplate import checks, design
from apex.errors import InvalidInputError, OutOfScope
from apex.packs.load import load_packs

PACKS = load_packs()
LOADS = {
    "dead": {"axial_kip": 4, "moment_y_kipft": 2},
    "wind": [
        {"name": "A", "shear_y_kip": 3, "moment_x_kipft": 60},
        {"name": "B", "shear_y_kip": 3, "moment_x_kipft": 60, "torsion_kipft": 12},
        {"name": "along", "shear_x_kip": -1, "moment_y_kipft": -15},
    ],
}
GIVEN = {
    "column": {"section": "HSS12.750X0.375"},
    "plate": {"width_in": 20, "length_in": 20, "thickness_in": 1.75},
    "anchors": {
        "grade": "F1554-55", "diameter_in": 1.25, "embedment_in": 30, "bolt_circle_in": 20, "count": 4, "gap_in": 1.5,
        "plate_washers_welded": True,
    },
    "concrete": {"fc_psi": 4000, "width_in": 96, "length_in": 96, "depth_in": 60},
    "weld": {"size_in": 0.3125},
    "sdc": "B",
    "loads": LOADS,
}  # fmt: skip


def given(**changes):
    """The request with values set by path, dots written as `__`; None takes a field out."""
    made = copy.deepcopy(GIVEN)
    for path, value in changes.items():
        *where, last = path.split("__")
        at = made
        for step in where:
            at = at.setdefault(step, {})
        if value is None:
            at.pop(last)
        else:
            at[last] = value
    return made


def fields(action, body) -> set[str]:
    with pytest.raises(InvalidInputError) as refused:
        action(PACKS, body)
    return {p.field for p in refused.value.problems}


def test_a_plate_that_does_answers_all_pass_with_every_check() -> None:
    outcome = checks(PACKS, given())
    assert set(outcome.result) == {"all_pass", "checks"}
    assert outcome.result["all_pass"] is True and all(c.passes for c in outcome.checks)
    names = {c.name for c in outcome.checks}
    assert names >= {
        "Plate large enough to balance", "Plate thickness, bearing side", "Plate thickness, rod side", "Rod tension",
        "Concrete breakout in tension", "Pullout", "Weld", "Least weld", "Plate on the concrete",
    }  # fmt: skip
    assert set(outcome.pack_metadata) == {"anchor_rods", "materials", "reinforcement", "sections_aisc_v16"}
    assert {c.case for c in outcome.checks if c.case} >= {"0.9D + 1.0W, A"}


def test_a_thin_plate_fails_and_is_not_changed() -> None:
    outcome = checks(PACKS, given(plate__thickness_in=0.75))
    assert outcome.result["all_pass"] is False
    thin = next(c for c in outcome.checks if c.name == "Plate thickness, rod side")
    assert thin.capacity == 0.75 and not thin.passes


def test_a_factored_set_is_the_same_as_its_combination() -> None:
    whole = {"axial_kip": 3.6, "shear_kip": 3, "moment_kipft": 60, "torsion_kipft": 12}
    parts = {
        "dead": {"axial_kip": 4},
        "wind": [{"name": "B", "shear_y_kip": 3, "moment_x_kipft": 60, "torsion_kipft": 12}],
    }
    one = {c.name: c for c in checks(PACKS, given(loads=whole)).checks}
    formed = {c.name: c for c in checks(PACKS, given(loads=parts)).checks}
    assert one["Rod tension"].demand == pytest.approx(formed["Rod tension"].demand)
    assert formed["Rod tension"].case == "0.9D + 1.0W, B"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (given(loads={"axial_kip": 4, "dead": {"axial_kip": 4}}), "loads.dead"),
        (given(loads={"moment_kipft": 60}), "loads.axial_kip"),
        (given(loads={"wind": LOADS["wind"]}), "loads.dead"),
        (given(loads={"dead": {"axial_kip": 4}}), "loads.wind"),
        (given(loads={**LOADS, "seismic": [{"name": "E", "shear_y_kip": 1}]}), "loads.sds"),
        (given(sdc="A", loads={**LOADS, "sds": 0.5, "seismic": [{"name": "E", "shear_y_kip": 1}]}), "sdc"),
        (given(loads={**LOADS, "wind": [LOADS["wind"][0]] * 2}), "loads.wind"),
        (given(anchors__count=None), "anchors.count"),
        (given(anchors__rows=2), "anchors.rows"),
        (given(concrete__diameter_in=60), "concrete.width_in"),
        (given(column__section="HSS99X99"), "column.section"),
        (given(plate__thick_in=1), "plate.thick_in"),
    ],
)
def test_a_bad_field_is_named(body, field) -> None:
    assert field in fields(checks, body)


def test_anchor_reinforcement_without_all_of_its_fields_is_refused() -> None:
    bars = {"size": 6, "count": 8, "fy_ksi": 60}
    missing = fields(checks, given(anchors__anchor_reinforcement=bars))
    assert {
        f"anchors.anchor_reinforcement.{n}" for n in ("distance_in", "developed_above_in", "developed_below_in")
    } == missing
    whole = {**bars, "distance_in": 4, "developed_above_in": 24, "developed_below_in": 40}
    names = {c.name for c in checks(PACKS, given(anchors__anchor_reinforcement=whole)).checks}
    assert "Anchor reinforcement" in names and "Concrete breakout in tension" not in names


def test_a_wide_flange_under_torsion_is_out_of_scope_and_without_it_is_checked() -> None:
    with pytest.raises(OutOfScope) as refused:
        checks(PACKS, given(column={"section": "W12X26"}))
    assert refused.value.problems[0].field == "column.section"
    still = [{k: v for k, v in w.items() if k != "torsion_kipft"} for w in LOADS["wind"]]
    for turn in ("strong", "weak"):
        body = given(column={"section": "W12X26", "orientation": turn}, loads__wind=still)
        assert "Weld" in {c.name for c in checks(PACKS, body).checks}


def test_the_editions_of_the_code_basis_are_cited() -> None:
    old, new = (checks(PACKS, given(code_basis=basis)) for basis in ("IBC2018", "IBC2024"))
    for outcome, aci, aisc in ((old, "ACI 318-14 17.4.2", "AISC 360-16"), (new, "ACI 318-19 17.6.2", "AISC 360-22")):
        cited = [c.clause for c in outcome.checks]
        assert any(c.startswith(aci) for c in cited) and any(c.startswith(aisc) for c in cited)
        assert outcome.editions["ACI 318"] == aci.rsplit(" ", 1)[0]


def test_earthquake_in_a_high_category_takes_its_overstrength() -> None:
    loads = {**LOADS, "sds": 0.9, "seismic": [{"name": "E", "shear_y_kip": 2, "moment_x_kipft": 45}]}
    low, high = ({c.name: c for c in checks(PACKS, given(loads=loads, sdc=sdc)).checks} for sdc in ("B", "D"))
    assert "Omega_0" in high["Concrete breakout in tension"].case
    assert high["Concrete breakout in tension"].ratio > 1.5 * low["Concrete breakout in tension"].ratio
    assert high["Rod tension"].demand == low["Rod tension"].demand


def test_a_factored_set_in_a_high_category_warns_unless_it_says_what_it_is() -> None:
    whole = {"axial_kip": 4, "shear_kip": 3, "moment_kipft": 60}
    said = checks(PACKS, given(loads=whole, sdc="D")).assumptions
    assert any(a.startswith("warning: category D") for a in said)
    named = checks(PACKS, given(loads={**whole, "earthquake": True}, sdc="D"))
    assert not any(a.startswith("warning: category D") for a in named.assumptions)
    assert any("Omega_0" in c.case for c in named.checks)


def test_the_design_passes_the_checks_it_is_given_back_to() -> None:
    body = {k: v for k, v in given().items() if k not in ("plate", "anchors", "weld")}
    outcome = design(PACKS, body)
    assert set(outcome.result) == {"plate", "anchors", "weld", "cost_usd", "checks"}
    assert outcome.feasible and outcome.result["cost_usd"] > 0
    again = checks(PACKS, {**body, **{n: outcome.result[n] for n in ("plate", "anchors", "weld")}})
    assert again.result["all_pass"] is True
    assert [c.demand for c in again.checks] == [c.demand for c in outcome.checks]
    assert "pricing" in outcome.pack_metadata


def test_a_design_that_cannot_be_says_what_fails_and_loses_confidence() -> None:
    body = {k: v for k, v in given().items() if k not in ("plate", "anchors")}
    outcome = design(PACKS, {**body, "concrete": {"fc_psi": 3000, "diameter_in": 30, "depth_in": 96}})
    assert not outcome.feasible and outcome.confidence < 0.5
    assert any(a.startswith("warning: no base plate of the standard sizes passes") for a in outcome.assumptions)
    assert any(not c.passes for c in outcome.checks)


def test_the_same_request_answers_the_same_envelope() -> None:
    one, two = (design(PACKS, {k: v for k, v in given().items() if k not in ("plate", "anchors")}) for _ in range(2))
    assert one.content_sha256 == two.content_sha256
    assert one.envelope(code_version={}) == two.envelope(code_version={})
