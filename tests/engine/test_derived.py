"""Numbers a plan checker asked after: on the sheet each stands below the step it comes from."""

import math

import pytest

from apex.engine.baseplate.bearing import frustum_rectangle, frustum_round, frustum_sloped
from apex.engine.clause import CLAUSES
from apex.engine.concrete.block import design_moment
from apex.engine.concrete.detail import hollow, inner_side
from apex.engine.load.seismic import Ground, base_shear_coefficient
from apex.engine.trace import Check, Computed, Given, Part, Sheet
from tests.engine.plates import one, work
from tests.engine.test_examples import shown

PLATED = ("bank_two_posts", "plaza_monument_footing")


def part_of(sheet: Sheet, name: str) -> tuple[Part, int]:
    """The part with a check, and where in it the check stands."""
    for part in sheet.parts:
        for i, step in enumerate(part.steps):
            if isinstance(step, Check) and step.name == name:
                return part, i
    raise AssertionError(name)


@pytest.mark.parametrize("example", PLATED)
@pytest.mark.parametrize("name", ["Bearing where no rod pulls", "Plate large enough to balance"])
def test_what_a_plate_does_to_its_concrete_is_the_step_above_the_check(example: str, name: str) -> None:
    part, at = part_of(shown(example).sheet, name)
    check, above = part.steps[at], part.steps[at - 1]
    assert isinstance(check, Check) and isinstance(above, Computed)
    assert above.value == pytest.approx(check.demand, rel=1e-9)
    assert any(check.case in str(step) for step in part.steps[:at])


PRESSED, TURNED = "Bearing where no rod pulls", "Plate large enough to balance"


@pytest.mark.parametrize(
    ("M_x", "M_y", "name"),
    [
        (0.0, 0.0, PRESSED), (90.0, 0.0, PRESSED), (0.0, -90.0, PRESSED), (70.0, 40.0, PRESSED),
        (900.0, 400.0, TURNED), (-900.0, 0.0, TURNED), (9000.0, 0.0, TURNED),
    ],
)  # fmt: skip
def test_pressures_in_every_direction_are_derived_or_said_to_have_no_balance(M_x: float, M_y: float, name: str) -> None:
    sheet = Sheet()
    made = work([one(60.0, M_x=M_x / 12.0, M_y=M_y / 12.0)], sheet=sheet)
    part, at = part_of(sheet, name)
    check = part.steps[at]
    assert isinstance(check, Check)
    near = [step.value for step in part.steps[:at] if isinstance(step, Computed)]
    derived = any(math.isclose(v, check.demand, rel_tol=1e-6) for v in near)
    assert derived or any("No block balances" in str(step) for step in part.steps[:at])
    assert derived or not made.complete


def test_both_sides_of_a_pier_s_core_are_worked_out() -> None:
    """1 - 2 (3 + 3/8 + 1/2)/30 to the bars; the root of 1 - 360/706.9 that the effective area leaves out."""
    design = shown("bank_two_posts")
    steps = [step for part in design.sheet.parts for step in part.steps]
    found = {step.clause.key: step.value for step in steps if isinstance(step, Computed)}
    assert found[CLAUSES[inner_side].key] == pytest.approx(1.0 - 7.75 / 30.0)
    assert found[CLAUSES[hollow].key] == pytest.approx(math.sqrt(1.0 - 360.0 / (math.pi * 225.0)))
    assert not [step for step in steps if isinstance(step, Given) and step.symbol == "k"]
    part, at = part_of(design.sheet, "Pier bending")
    check = part.steps[at]
    assert isinstance(check, Check)
    ends = [s.value for s in part.steps[:at] if isinstance(s, Computed) and s.clause is CLAUSES[design_moment]]
    assert ends[-1] == pytest.approx(check.capacity)


@pytest.mark.parametrize("example", PLATED)
def test_the_side_of_the_frustum_is_worked_out(example: str) -> None:
    steps = [step for part in shown(example).sheet.parts for step in part.steps]
    keys = {CLAUSES[f].key for f in (frustum_rectangle, frustum_round, frustum_sloped)}
    found = [step.value for step in steps if isinstance(step, Computed) and step.clause.key in keys]
    used = [s.given["k"] for s in steps if isinstance(s, Computed) and s.clause.symbol == "sqrt(A_2/A_1)"]
    assert used == [found[-1]] and "frustum over that of the plate:" not in str(steps)


CITED = {
    "7-16": ["Eq. 12.8-2", "Eq. 12.8-3", "Eq. 15.4-1", "Eq. 15.4-2"],
    "7-22": ["12.8.1.1", "12.8.1.1", "15.4.1", "15.4.1"],
}


@pytest.mark.parametrize("edition", CITED)
def test_the_response_coefficient_has_the_numbers_of_its_edition(edition: str) -> None:
    """7-22 renumbers the equations of 12.8 (T_a, 12.8-7 in 7-16, is its 12.8-8); its sections are those of 7-16."""
    sheet = Sheet()
    sheet.part("support", "Earthquake")
    base_shear_coefficient(sheet, Ground(S_DS=1.0, S_1=0.7, S_D1=0.6, I_e=1.0), 0.5, "normal to the face")
    steps = [s for s in sheet.parts[0].steps if isinstance(s, Computed)]
    cited = [s.clause.cite({"ASCE 7": f"ASCE {edition}"}) for s in steps]
    assert cited == [f"ASCE {edition} {n}" for n in CITED[edition]]


@pytest.mark.parametrize(
    "name",
    [
        "Resultant inside the base, service loads",
        "Overturning, full dead load, 1.5",
        "Moment from the pedestal into bars along the face",
        "Moment from the pedestal into bars along the normal",
    ],
)
def test_the_checks_of_a_footing_are_derived_above_them(name: str) -> None:
    part, at = part_of(shown("plaza_monument_footing").sheet, name)
    check = part.steps[at]
    assert isinstance(check, Check)
    values = [s.value for s in part.steps[:at] if isinstance(s, Computed)]
    if name.startswith("Resultant"):
        assert values[-1] == pytest.approx(check.capacity, rel=1e-8)
        return
    assert any(v == pytest.approx(check.demand, rel=1e-9) for v in values)
    both = [s.value for s in part.steps[:at] if isinstance(s, Computed) and s.clause.symbol == "phi M_n"]
    assert values[-1] == pytest.approx(check.capacity) or sum(both[-2:]) == pytest.approx(check.capacity)


def test_shear_below_grade_shows_its_own_case_where_it_is_another() -> None:
    part, at = part_of(shown("main_street_pylon").sheet, "Pole below grade, shear")
    check = part.steps[at]
    assert isinstance(check, Check)
    assert any(isinstance(s, Computed) and abs(s.value) == pytest.approx(check.demand) for s in part.steps[:at])
