from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from apex.engine.trace import Check, Computed
from apex.report.sheet import STAGES, check_rows, cited, formula_mathml, numbers_mathml, sheet_rows, symbol_mathml


def rows_of(design):
    return [r for s in sheet_rows(design) for p in s["parts"] for r in p["rows"]]


def test_the_stages_stand_in_the_order_of_the_work(pylon):
    assert [s["stage"] for s in sheet_rows(pylon)] == list(STAGES)[:4] == ["site", "wind", "support", "foundation"]


def test_parts_keep_their_order_within_a_stage(pylon):
    for stage in sheet_rows(pylon):
        own = [p.title for p in pylon.sheet.parts if p.stage == stage["stage"] and p.steps]
        assert [p["title"] for p in stage["parts"]] == own


def test_no_step_is_lost(pylon):
    assert len(rows_of(pylon)) == sum(len(p.steps) for p in pylon.sheet.parts)


def test_the_sheet_is_plain_data_that_json_carries(awkward):
    stages = sheet_rows(awkward)
    assert json.loads(json.dumps(stages, allow_nan=False)) == stages


def test_a_computed_row_cites_the_edition_in_force(pylon):
    row = next(r for r in rows_of(pylon) if r["symbol"] == "q_z")
    assert (row["citation"], row["value_text"], row["unit_text"]) == ("ASCE 7-16 Eq. 26.10-1", "27.20", "psf")
    assert row["value"] == next(
        s.value for p in pylon.sheet.parts for s in p.steps if isinstance(s, Computed) and s.clause.symbol == "q_z"
    )


def test_a_check_row_states_demand_capacity_ratio_and_case(pylon):
    for row, check in zip(check_rows(pylon), pylon.checks, strict=True):
        assert (row["label"], row["demand"], row["capacity"]) == (check.name, check.demand, check.capacity)
        assert (row["passes"], row["case"], row["citation"]) == (
            check.passes, check.case, cited(check.clause, pylon.editions.names()),
        )  # fmt: skip


def test_a_check_just_over_its_capacity_never_reads_one(pylon):
    from apex.report.sheet import _check

    row = _check("x", Check("Flexure", "F", 1.00001, 1.0, "kip"), {})
    assert (row["ratio_text"], row["ratio"], row["passes"]) == ("1.001", 1.001, False)


def test_a_check_without_capacity_has_no_ratio(pylon):
    from apex.report.sheet import _check

    row = _check("x", Check("Flexure", "F", 1.0, 0.0, "kip"), {})
    assert (row["ratio"], row["ratio_text"], row["passes"]) == (None, "none", False)


@pytest.mark.parametrize(
    ("clause", "shown"),
    [
        ("IBC 1806.2", "IBC 2021 1806.2"),
        ("ACI 318 10.6.1.1, 10.3.1.2", "ACI 318-19 10.6.1.1, 10.3.1.2"),
        ("AISC DG1 3.3, ACI 318 22.8.3", "AISC DG1 3.3, ACI 318-19 22.8.3"),
        ("ACI 318-19 22.5", "ACI 318-19 22.5"),
        ("IBC 2021 1806.2", "IBC 2021 1806.2"),
        ("chosen limit L/80", "chosen limit L/80"),
    ],
)
def test_a_check_cites_the_edition_in_force(pylon, clause, shown):
    assert cited(clause, pylon.editions.names()) == shown


def test_every_row_offers_its_formulas_as_mathml(pylon):
    for row in rows_of(pylon):
        for text in (symbol_mathml(row), formula_mathml(row), numbers_mathml(row)):
            assert not text or ET.fromstring(text).tag == "math"
        assert bool(formula_mathml(row)) == (row["kind"] == "computed")


def test_row_ids_are_unique(pylon):
    ids = [r["id"] for r in rows_of(pylon)]
    assert len(set(ids)) == len(ids)


def test_a_name_of_a_person_is_never_rewritten(odd):
    assert any('A <script>&" #panic() $x$' in p["title"] for s in sheet_rows(odd) for p in s["parts"])
