"""Long formulas in lines: what they say stays, and some way of each fits a column."""

from __future__ import annotations

import json
import re

import pytest
import typst

from apex.engine.clause import CLAUSES
from apex.report import formula
from apex.report.broken import ways
from apex.report.notation import TYPST
from tests.report.conftest import ROOT  # importing it loads every clause

COLUMN_EM = 245.0 / 7.9 - 11.0 / 7.9
CLAUSE_LIST = sorted(CLAUSES.values(), key=lambda c: c.key)
MEASURE = b"""
#set text(font: "Libertinus Serif", size: 7.9pt)
#let wide(line) = measure(math.equation(block: false, eval("display(" + line + ")", mode: "math"))).width / 7.9pt
#context [#metadata(json(bytes(sys.inputs.ways)).map(f => f.map(way => way.map(wide)))) <found>]
"""


def measured(found):
    said = typst.query(
        MEASURE, "<found>", field="value", one=True, ignore_system_fonts=True, sys_inputs={"ways": json.dumps(found)}
    )
    return json.loads(said)


def letters(markup):
    """What is read of a formula, without what only arranges it."""
    bare = re.sub(
        r'display|frac|lr\(|script|sqrt|abs|cases|op\(|quad|thick|thin|"if"|"otherwise"|dot|slash', " ", markup
    )
    return sorted(re.findall(r"[\w.]+", re.sub(r"paren\.[lr]|comma", " ", bare)))


def test_every_formula_of_the_registry_has_a_way_that_fits_its_column():
    assert ROOT.exists()
    found = [w for c in CLAUSE_LIST for w in (ways("x =", c.formula), ways("=", c.formula, c.example.given))]
    assert len(found) > 500
    for offered, wide in zip(found, measured(found), strict=True):
        assert any(max(way) <= COLUMN_EM for way in wide), offered[-1]


def test_long_ones_are_cut_and_short_ones_are_not():
    found = [ways("x =", c.formula) for c in CLAUSE_LIST]
    assert sum(len(w) > 1 for w in found) > 5
    assert ways("A =", "b * h") == [["A = b thin h"]]


@pytest.mark.parametrize("clause", [c for c in CLAUSE_LIST if len(ways("x =", c.formula)) > 1], ids=lambda c: c.key)
def test_a_cut_formula_says_what_the_whole_one_says(clause):
    for given in (None, clause.example.given):
        whole = letters(f"x = {formula.formula(clause.formula, TYPST, given)}")
        for way in ways("x =", clause.formula, given):
            roots = len(re.findall(r"paren\.r\^\(1 slash 2\)", " ".join(way)))
            # A numerator of many lines has 1/6 before it instead of /6 under it.
            said = re.sub(r"^((?:x )?=) frac\(1, ([\d,]+)\)", r"\1 \2", " ".join(way)) if len(way) > 1 else way[0]
            assert sorted([*letters(said.replace("^(1 slash 2)", ""))]) == whole, roots


def test_no_number_under_a_formula_of_many_lines_stands_on_a_line_of_its_own():
    for c in CLAUSE_LIST:
        lines = [line for way in ways("x =", c.formula) for line in way]
        assert not [line for line in lines if re.fullmatch(r'"" slash [\d,]+', line)], c.key


def test_lines_break_at_operators_and_between_arguments():
    source = (
        "a1 + b1 * (c1 + d1 + e1 + f1 + g1 + h1 + i1 + j1 + k1 + l1 + m1) - max(n1 + o1 + p1, q1 + r1 + s1, t1 + u1)"
    )
    last = ways("x =", source)[-1]
    assert len(last) > 3
    for line in last[1:]:
        assert line.startswith(('"" +', '"" −', '"" dot')) or last[last.index(line) - 1].endswith("comma")


def test_a_table_of_branches_is_a_list_of_them():
    source = "1 if d <= 1 else 2 if d <= 2 else 3 if d <= 3 else 4 if d <= 4 else 5 if d <= 5 else 6"
    (way,) = ways("s =", source)
    assert "cases" not in " ".join(way)
    assert [" ".join(way).count(f"d ≤ {n}") for n in range(1, 6)] == [1] * 5
    assert way[-1].endswith('"otherwise"')


def test_no_line_ends_with_a_sign():
    for c in CLAUSE_LIST:
        for given in (None, c.example.given):
            for way in ways("x =", c.formula, given):
                assert not [line for line in way[:-1] if line.endswith(("+", "−", "dot", "slash", "="))]
