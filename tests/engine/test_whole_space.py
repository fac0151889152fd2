"""Any valid document: an answer or a refusal, every number finite, the same answer twice."""

import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings

from apex.engine.design import Design, design
from apex.engine.document import Document
from apex.engine.trace import Check, Computed, Given, Taken
from apex.errors import InvalidInputError, OutOfScope
from apex.packs.load import load_packs
from tests.engine.digest import digest
from tests.engine.documents import documents

PACKS = load_packs()
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def numbers(found: Design) -> list[tuple[str, float]]:
    """Every number a design shows."""
    seen: list[tuple[str, float]] = []
    for step in (s for p in found.sheet.parts for s in p.steps):
        match step:
            case Computed():
                seen += [(step.clause.key, step.value), *((f"{step.clause.key} {k}", v) for k, v in step.given.items())]
            case Taken() | Given():
                seen += [(step.label, step.value)] if isinstance(step.value, float) else []
            case Check():
                seen += [(step.name, step.demand), (step.name, step.capacity)]
    seen += [(c.name, c.demand) for c in found.checks] + [(c.name, c.capacity) for c in found.checks]
    return seen


def answered(document: Document) -> Design | None:
    try:
        return design(document, PACKS)
    except (OutOfScope, InvalidInputError):
        return None


@given(document=documents())
@settings(SLOW, max_examples=300)
def test_a_valid_document_has_an_answer_or_a_refusal_and_no_figure_that_is_not_finite(document) -> None:
    found = answered(document)
    if found is None:
        return
    bad = [(name, v) for name, v in numbers(found) if not math.isfinite(v)]
    assert not bad
    assert all(c.demand >= 0.0 for c in found.checks if c.name != "End bearing")
    assert {c.name for c in found.checks} >= {"Stability", "Deflection"}


@given(document=documents())
@settings(SLOW, max_examples=60)
def test_a_second_run_says_the_same_to_the_last_digit(document) -> None:
    first = answered(document)
    assume(first is not None)
    second = answered(document)
    assert first is not None and second is not None
    assert digest(first) == digest(second)


@given(document=documents())
@settings(SLOW, max_examples=120)
def test_a_chosen_design_passes_its_own_checks_when_fed_back(document) -> None:
    free = replace(
        document,
        support=replace(document.support, section=None, grade=None),
        foundation=replace(document.foundation, depth_ft=None),
    )
    found = answered(free)
    assume(found is not None and found.feasible and found.foundation is not None)
    assert found is not None and found.foundation is not None
    fixed = replace(
        free,
        support=replace(free.support, section=found.support.section.name, grade=found.support.grade.name),
        foundation=replace(free.foundation, depth_ft=found.foundation.burial.depth_ft),
    )
    again = design(fixed, PACKS)
    failing = {c.name for c in again.checks if not c.passes}
    assert failing == {c.name for c in found.checks if not c.passes}
    assert failing <= {"Embedment depth", "Greatest depth", "End bearing", "Torsion in the soil"} - {"Embedment depth"}
    assert [c.ratio for c in found.checks if c.name == "Combined forces"] == [
        c.ratio for c in again.checks if c.name == "Combined forces"
    ]


@given(document=documents())
@settings(SLOW, max_examples=120)
def test_a_check_below_its_limit_passes_and_one_above_fails(document) -> None:
    found = answered(document)
    assume(found is not None)
    assert found is not None
    for check in found.checks:
        assert check.passes == (check.ratio <= 1.0) or check.ratio == pytest.approx(1.0, abs=1e-12)
    assert found.passes == (found.feasible and found.foundation is not None and all(c.passes for c in found.checks))
    assert found.governing.ratio == max(c.ratio for c in found.checks)


@given(document=documents())
@settings(SLOW, max_examples=80)
def test_the_mirrored_sign_has_the_same_checks(document) -> None:
    found = answered(document)
    assume(found is not None)
    mirrored = replace(
        document,
        sign=replace(document.sign, cabinets=tuple(replace(c, offset_ft=-c.offset_ft) for c in document.sign.cabinets)),
    )
    other = design(mirrored, PACKS)
    assert found is not None
    assert [c.name for c in found.checks] == [c.name for c in other.checks]
    for a, b in zip(found.checks, other.checks, strict=True):
        assert b.ratio == pytest.approx(a.ratio, rel=1e-6, abs=1e-9), a.name
