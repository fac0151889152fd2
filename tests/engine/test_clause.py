"""The registry of clauses, whole: example = code, shown formula = code, nothing left blank."""

import importlib
import inspect
import math
import pkgutil
import random

import pytest

import apex.engine
from apex.engine.clause import CLAUSES, Clause
from apex.engine.edition import EDITIONS
from tests.engine.formula import evaluate, names

for found in pkgutil.walk_packages(apex.engine.__path__, "apex.engine."):
    importlib.import_module(found.name)

EVERY = sorted(CLAUSES.items(), key=lambda item: item[1].key)
RATIOS = {"", "1"}
UNITS = {"psf", "lb", "ft", "ft/s", "ksi", "kip", "kip-in", "kip-ft", "lb-ft", "in", "in2", "in3", "Hz", "deg", "ft3",
         "mph", "yd3", "kip/ft3", "kip-s2/in"}  # fmt: skip
every_clause = pytest.mark.parametrize(("function", "clause"), EVERY, ids=[c.key for _, c in EVERY])


def close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12 * max(1.0, abs(a)))


@every_clause
def test_a_clause_gives_the_figure_of_its_example(function, clause: Clause) -> None:
    example = clause.example
    ours = function(**example.given)
    if example.result == 0.0:
        assert abs(ours) <= example.tolerance
    else:
        assert abs(ours - example.result) <= example.tolerance * abs(example.result), f"{ours} != {example.result}"
    assert 0.0 < example.tolerance <= 0.021
    assert example.source.strip()


@every_clause
def test_a_clause_has_document_number_symbol_formula_and_a_known_unit(function, clause: Clause) -> None:
    assert clause.document and clause.symbol and clause.formula and clause.title
    assert clause.number and (isinstance(clause.number, str) or all(clause.number.values()))
    assert clause.unit in RATIOS | UNITS
    assert inspect.getdoc(function)
    for editions in EDITIONS.values():
        said = clause.cite(editions.names())
        assert said.startswith(editions.names().get(clause.document, clause.document))


@every_clause
def test_the_names_of_the_shown_formula_are_the_parameters(function, clause: Clause) -> None:
    parameters = inspect.signature(function).parameters
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values())
    assert names(clause.formula) == set(parameters) == set(clause.example.given)


@every_clause
def test_the_shown_formula_is_the_code_on_the_example(function, clause: Clause) -> None:
    assert close(function(**clause.example.given), evaluate(clause.formula, clause.example.given))


@every_clause
def test_the_shown_formula_is_the_code_around_the_example(function, clause: Clause) -> None:
    chance = random.Random(clause.key)
    for _ in range(60):
        inputs = {
            name: (value or 1.0) * chance.uniform(0.5, 2.0) for name, value in sorted(clause.example.given.items())
        }
        try:
            shown = evaluate(clause.formula, inputs)
        except ZeroDivisionError:
            continue
        if not isinstance(shown, complex):
            assert close(function(**inputs), shown), f"{clause.key} at {inputs}"


def test_a_formula_with_anything_else_is_refused() -> None:
    for text in ("__import__('os')", "a.b", "a[0]", "f(x)"):
        with pytest.raises((ValueError, KeyError)):
            evaluate(text, {"a": 1.0, "x": 1.0})


def test_no_clause_is_registered_twice() -> None:
    whole = [(c.document, str(c.number), c.symbol, c.formula) for _, c in EVERY]
    assert len(set(whole)) == len(whole) == len({c.key for _, c in EVERY})
