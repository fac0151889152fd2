"""Seismic design category: the tables of ASCE 7 11.6, typed again by intervals."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.engine.load.category import seismic_design_category
from apex.engine.trace import Quiet, Sheet

RISKS = ("I", "II", "III", "IV")
SHORT = [(0.0, 0.166, "A", "A"), (0.167, 0.329, "B", "C"), (0.33, 0.499, "C", "D"), (0.50, 4.0, "D", "D")]
SECOND = [(0.0, 0.066, "A", "A"), (0.067, 0.132, "B", "C"), (0.133, 0.199, "C", "D"), (0.20, 4.0, "D", "D")]


def category(S_DS: float | None, S_D1: float | None, S_1: float | None = 0.1, risk: Any = "II", sheet: Any = None):
    return seismic_design_category(sheet or Quiet(), S_DS=S_DS, S_D1=S_D1, S_1=S_1, risk=risk)


@pytest.mark.parametrize("risk", RISKS)
@pytest.mark.parametrize("row", SHORT)
def test_table_11_6_1_at_both_ends_of_every_interval(row: tuple[float, float, str, str], risk: str) -> None:
    low, high, common, essential = row
    for value in (low, high):
        assert category(value, 0.0, risk=risk) == (essential if risk == "IV" else common)


@pytest.mark.parametrize("risk", RISKS)
@pytest.mark.parametrize("row", SECOND)
def test_table_11_6_2_at_both_ends_of_every_interval(row: tuple[float, float, str, str], risk: str) -> None:
    low, high, common, essential = row
    for value in (low, high):
        assert category(0.0, value, risk=risk) == (essential if risk == "IV" else common)


@given(S_DS=st.floats(0.0, 3.0), S_D1=st.floats(0.0, 2.0), more=st.floats(0.0, 1.0), risk=st.sampled_from(RISKS))
def test_the_more_severe_table_holds_and_more_shaking_is_never_less(
    S_DS: float, S_D1: float, more: float, risk: str
) -> None:
    both = category(S_DS, S_D1, risk=risk)
    assert both == max(category(S_DS, 0.0, risk=risk), category(0.0, S_D1, risk=risk))
    assert category(S_DS + more, S_D1, risk=risk) >= both
    assert category(S_DS, S_D1 + more, risk=risk) >= both
    assert category(S_DS, S_D1, risk="IV") >= category(S_DS, S_D1, risk="II")


@pytest.mark.parametrize(("risk", "near"), [("I", "E"), ("II", "E"), ("III", "E"), ("IV", "F")])
def test_from_s_1_of_0_75_on_it_is_e_or_f(risk: str, near: str) -> None:
    assert category(1.5, 0.9, 0.75, risk) == near
    assert category(1.5, None, 0.75, risk) == near
    assert category(1.5, 0.9, 0.749, risk) == "D"


def test_without_s_ds_nothing_is_assumed() -> None:
    assert category(None, None, None) is None
    assert category(None, 0.5, 0.9) is None
    assert category(0.0, 0.0) == "A"


def test_an_unknown_s_d1_is_warned_of() -> None:
    sheet = Sheet()
    sheet.part("seismic", "Category")
    assert category(0.4, None, None, sheet=sheet) == "C"
    (said,) = sheet.assumptions
    assert said.startswith("warning:")
    assert "S_D1 and S_1 not being given" in said


@pytest.mark.parametrize(("S_D1", "warned"), [(0.6, True), (0.15, False)])
def test_an_unknown_s_1_matters_only_where_the_category_is_d(S_D1: float, warned: bool) -> None:
    sheet = Sheet()
    sheet.part("seismic", "Category")
    category(0.4, S_D1, None, sheet=sheet)
    assert bool(sheet.assumptions) == warned
