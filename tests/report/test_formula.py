from __future__ import annotations

import json
import math
import re
from xml.etree import ElementTree as ET

import pytest
import typst

from apex.engine.clause import CLAUSES
from apex.report import formula
from apex.report.notation import MATHML, PLAIN, TYPST
from apex.report.number import exact, figure, prose, significant, unit_text

CLAUSE_LIST = sorted(CLAUSES.values(), key=lambda c: c.key)
FUNCTIONS = {"sqrt": math.sqrt, "exp": math.exp, "log": math.log, "ln": math.log, "min": min, "max": max, "abs": abs}


def by_key(c):
    return c.key


def read_plain(text, given=None):
    source = text.replace("·", "*").replace("^", "**").replace("π", str(math.pi)).replace(",000", "000")
    return eval(source, {**FUNCTIONS, **(given or {})})


def read_mathml(node):
    """The value of presentation MathML, read as a person reads it."""
    kids = list(node)
    match node.tag:
        case "mn":
            return f"({node.text.replace(',', '')})" if node.text else ""
        case "mi":
            return {"π": str(math.pi), "ln": "log"}.get(node.text, node.text)
        case "mo":
            signs = {"·": "*", "\u2062": "*", "\u2061": "", "−": "-", "≤": "<=", "≥": ">=", "|": ""}
            return signs.get(node.text, node.text)
        case "mfrac":
            return f"(({read_mathml(kids[0])})/({read_mathml(kids[1])}))"
        case "msup":
            return f"({read_mathml(kids[0])}**({read_mathml(kids[1])}))"
        case "msqrt":
            return f"sqrt({''.join(map(read_mathml, kids))})"
    if kids and kids[0].tag == "mo" and kids[0].text == "|":
        return f"abs({''.join(map(read_mathml, kids))})"
    return "".join(map(read_mathml, kids))


@pytest.mark.parametrize("clause", CLAUSE_LIST, ids=by_key)
def test_a_formula_with_its_numbers_put_in_evaluates_to_the_value(clause):
    given = clause.example.given
    value = formula.evaluate(formula.parsed(clause.formula), given)
    said = formula.formula(clause.formula, PLAIN, given, digits=12).replace(",", ",")
    assert read_plain(re.sub(r"(?<=\d),(?=\d{3})", "", said)) == pytest.approx(value, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("clause", CLAUSE_LIST, ids=by_key)
def test_the_mathml_of_a_formula_means_what_the_formula_means(clause):
    given = clause.example.given
    value = formula.evaluate(formula.parsed(clause.formula), given)
    math_ml = formula.formula(clause.formula, MATHML, given, digits=12)
    said = read_mathml(ET.fromstring(f"<mrow>{math_ml}</mrow>"))
    assert eval(said, dict(FUNCTIONS)) == pytest.approx(value, rel=1e-9, abs=1e-12), said


@pytest.mark.parametrize("clause", CLAUSE_LIST, ids=by_key)
def test_every_formula_is_one_well_formed_math_element(clause):
    for given in (None, clause.example.given):
        root = ET.fromstring(formula.mathml(clause.formula, given))
        assert root.tag == "math"
        assert root.get("alttext") == formula.plain(clause.formula, given)


@pytest.mark.parametrize("clause", CLAUSE_LIST, ids=by_key)
def test_every_number_of_an_example_that_matters_is_put_in(clause):
    """A branch not taken may hide a number; a formula without branches shows them all."""
    if " if " in clause.formula:
        return
    said = formula.plain(clause.formula, clause.example.given)
    for value in clause.example.given.values():
        assert significant(abs(value), trim=True) in said


def test_every_formula_and_symbol_is_typeset_by_typst():
    rows = []
    for c in CLAUSE_LIST:
        rows.append(formula.symbol(c.symbol, TYPST) + " = " + formula.typst(c.formula))
        rows.append(formula.typst(c.formula, c.example.given))
    source = b"""#for r in json(bytes(sys.inputs.rows)) { block(math.equation(block: true, eval(r, mode: "math"))) }"""
    pdf = typst.compile(source, sys_inputs={"rows": json.dumps(rows)}, ignore_system_fonts=True)
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("source", "typeset"),
    [
        ("a - (b - c)", "a − lr(paren.l b − c paren.r)"),
        ("(a + b) * c", "lr(paren.l a + b paren.r) thin c"),
        ("(a * b)**2", "lr(paren.l a thin b paren.r)^(2)"),
        ("(a + b) / (c + d)", "frac(a + b, c + d)"),
        ("F_y * 2 * h", "F_y dot 2 thin h"),
        ("lam", "λ"),
        ("K_zt", 'K_"zt"'),
        ("alpha_bar", "overline(α)"),
        ("z**(1 / 6)", "z^(1 slash 6)"),
    ],
)
def test_precedence_and_names_are_kept(source, typeset):
    assert formula.typst(source) == typeset


def test_a_negative_number_put_in_stands_in_parentheses():
    assert formula.plain("M + P * z", {"M": 1.0, "P": -2.0, "z": 3.0}) == "1 + (-2·3)"
    assert formula.plain("x**2", {"x": -2.0}) == "(-2)^2"


def test_a_conditional_shows_every_case_and_with_numbers_the_one_taken():
    source = "p + m if p >= 0.2 else p / 2 + m"
    assert "if" in formula.typst(source) and "otherwise" in formula.mathml(source)
    assert formula.plain(source, {"p": 0.1, "m": 1.0}) == "0.1/2 + 1"


def test_an_expression_outside_the_registry_language_is_refused():
    for source in ("__import__('os')", "[1]", "a.b", "'text'"):
        with pytest.raises(formula.FormulaError):
            formula.typst(source)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(27.2024, "27.20"), (99.996, "100.0"), (0.945264, "0.9453"), (29000.0, "29,000"), (5.705e-6, "5.705e-06")],
)
def test_a_figure_has_four_significant_digits(value, shown):
    assert significant(value) == shown


def test_given_values_are_echoed_with_every_digit():
    assert (exact(12.34375), exact(115.0), exact(-0.25), exact(12345.5)) == ("12.34375", "115", "-0.25", "12,345.5")


def test_tiny_figures_and_units_read_well():
    assert figure(5.705e-6) == "5.705×10⁻⁶"
    assert [unit_text(u) for u in ("in2", "kip/ft3", "kip-ft", "", "1")] == ["in²", "kip/ft³", "kip-ft", "", ""]


def test_what_is_divided_time_and_again_stands_over_one_bar():
    assert formula.typst("a / b / c") == "frac(a, b thin c)"
    assert formula.typst("a / (b + d) / c") == "frac(a, lr(paren.l b + d paren.r) thin c)"
    assert formula.plain("a / b / c") == "(a/b)/c"


def test_fractions_within_fractions_and_names_in_exponents_stay_large():
    assert formula.typst("a / (b + c / (d + e))") == "frac(a, b + display(frac(c, d + e)))"
    assert formula.typst("a**b_c") == 'a^(b_(script("c")))'


@pytest.mark.parametrize(
    ("name", "typeset", "said"),
    [("h'_ef", 'h\'_"ef"', "h'_ef"), ("f'c", "f'_c", "f'_c"), ("n'", "n'", "n'"), ("eps_t", "ε", "ε_t")],
)
def test_primes_and_greek_stand_in_symbols(name, typeset, said):
    assert formula.symbol(name, TYPST).startswith(typeset)
    assert formula.symbol(name, PLAIN) == said
    assert "′" in formula.symbol(name, MATHML) or "'" not in name


def test_what_is_nothing_has_no_sign():
    assert formula.plain("e * x", {"e": -1e-16, "x": 2.0}) == "0·2"


def test_a_sentence_is_printed_as_the_standards_print_it():
    assert prose("V_u <= 0.5 phi V_c, psi_t 1, `k_grout` in psi") == "V_u ≤ 0.5 φ V_c, ψ_t 1, k_grout in psi"
    assert prose("sum of F(z^2 + s^2/12) in lb-ft2, D sqrt(q_z)") == "sum of F(z² + s²/12) in lb-ft², D √q_z"
