"""Any valid document: an answer or a refusal, every number finite, the same answer twice."""

import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from apex.engine.design import Design, design
from apex.engine.document import Document
from apex.engine.trace import Check, Computed, Given, Taken
from apex.errors import InvalidInputError, OutOfScope
from apex.packs.load import load_packs
from tests.engine.digest import digest
from tests.engine.documents import documents
from tests.proof.dose import DRAWS

PACKS = load_packs()
SLOW = settings(suppress_health_check=list(HealthCheck), phases=[Phase.generate])
"""A document that fails is shown as it was drawn: to shrink it would take minutes."""


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


def sound(document: Document) -> bool:
    """Whether there is an answer; and then that every figure of it is finite."""
    found = answered(document)
    if found is None:
        return False
    bad = [(name, v) for name, v in numbers(found) if not math.isfinite(v)]
    assert not bad
    assert all(c.demand >= 0.0 for c in found.checks if c.name != "End bearing")
    assert {c.name for c in found.checks} >= {"Stability", "Deflection"}
    assert (found.plate is None) == (found.base is None or document.foundation.kind == "direct_burial")
    return True


@pytest.mark.parametrize(("kind", "draws"), [("direct_burial", 150), ("drilled_pier", 50), ("spread_footing", 40)])
def test_a_valid_document_has_an_answer_or_a_refusal_and_no_figure_that_is_not_finite(kind: str, draws: int) -> None:
    answers: list[bool] = []

    @given(document=documents(kind))
    @settings(SLOW, max_examples=int(DRAWS * draws))
    def looked_at(document: Document) -> None:
        answers.append(sound(document))

    looked_at()
    # Were nearly all refused, nothing would have been looked at.
    assert sum(answers) >= 0.15 * len(answers)


@pytest.mark.parametrize(("kind", "draws"), [("direct_burial", 100), ("drilled_pier", 30), ("spread_footing", 30)])
def test_a_second_run_says_the_same_to_the_last_digit(kind: str, draws: int) -> None:
    @given(document=documents(kind))
    @settings(SLOW, max_examples=int(DRAWS * draws))
    def twice(document: Document) -> None:
        first, second = answered(document), answered(document)
        assert (first is None) == (second is None)
        if first is not None and second is not None:
            assert digest(first) == digest(second)

    twice()


@pytest.mark.parametrize(("kind", "draws"), [("direct_burial", 150), ("drilled_pier", 40), ("spread_footing", 40)])
def test_a_check_below_its_limit_passes_and_one_above_fails(kind: str, draws: int) -> None:
    @given(document=documents(kind))
    @settings(SLOW, max_examples=int(DRAWS * draws))
    def judged(document: Document) -> None:
        found = answered(document)
        if found is None:
            return
        for check in found.checks:
            assert check.passes == (check.ratio <= 1.0) or check.ratio == pytest.approx(1.0, abs=1e-12)
        whole = found.feasible and found.base is not None and found.base.whole
        assert found.passes == (whole and all(c.passes for c in found.checks))
        # A rule of detailing that is met just so governs nothing; one that is broken does.
        loaded = [c for c in found.checks if c.case or not c.passes] or found.checks
        assert found.governing.ratio == max(c.ratio for c in loaded)

    judged()


def mirrored(document: Document) -> Document:
    cabinets = tuple(replace(c, offset_ft=-c.offset_ft) for c in document.sign.cabinets)
    return replace(document, sign=replace(document.sign, cabinets=cabinets))


@pytest.mark.parametrize(("kind", "draws"), [("direct_burial", 120), ("drilled_pier", 40), ("spread_footing", 25)])
def test_the_mirrored_sign_has_the_same_checks(kind: str, draws: int) -> None:
    @given(document=documents(kind))
    @settings(SLOW, max_examples=int(DRAWS * draws))
    def compared(document: Document) -> None:
        found, other = answered(document), answered(mirrored(document))
        assert (found is None) == (other is None)
        if found is None or other is None:
            return
        assert [c.name for c in found.checks] == [c.name for c in other.checks]
        for a, b in zip(found.checks, other.checks, strict=True):
            assert b.ratio == pytest.approx(a.ratio, rel=1e-6, abs=1e-9), a.name

    compared()
