"""The shown formula of a clause, a Python expression, as it is typeset: with letters or with numbers.

The expression is read by Python's own parser and nothing is executed; only what the formulas of the
registry use is understood, and anything else is refused.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from apex.report.notation import MATHML, PLAIN, TYPST, Notation
from apex.report.number import NOISE, significant
from apex.report.symbol import GREEK, Name, name_of

SUM, SLASH, PRODUCT, POWER, ATOM = range(1, 6)
FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "min": min, "max": max, "exp": math.exp, "log": math.log, "sqrt": math.sqrt, "abs": abs,
}  # fmt: skip
_ARITHMETIC: Mapping[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Pow: operator.pow,
}  # fmt: skip
_COMPARISON: Mapping[type[ast.AST], tuple[str, Callable[[float, float], bool]]] = {
    ast.LtE: ("<=", operator.le), ast.GtE: (">=", operator.ge), ast.Lt: ("<", operator.lt), ast.Gt: (">", operator.gt),
}  # fmt: skip
# Symbols that are not Python expressions, or read as a different one.
_PECULIAR = {"k_s/h": Name("k", "s/h")}
_PRIMED = re.compile(r"(?P<base>[A-Za-z])'_?(?P<sub>[\w,]*)")
_SUBSCRIPTED = re.compile(r"(?P<base>\(.+\)|[A-Za-z]+)_(?P<sub>[\w,]+)")


class FormulaError(ValueError):
    """A formula that holds something no notation is known for."""


@lru_cache(maxsize=512)
def parsed(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


@dataclass(frozen=True, slots=True)
class Piece:
    """A written part and how loosely it holds together."""

    text: str
    level: int
    digit: bool = False
    signed: bool = False


def formula(source: str, notation: Notation, given: Mapping[str, float] | None = None, digits: int = 4) -> str:
    """The expression in a notation; with `given`, its numbers put in and the branch taken alone."""
    if given is None:
        return _letters(source, notation)
    return Writer(source, notation, given, digits).piece(parsed(source)).text


@lru_cache(maxsize=2048)
def _letters(source: str, notation: Notation) -> str:
    return Writer(source, notation, None, 4).piece(parsed(source)).text


def typst(source: str, given: Mapping[str, float] | None = None) -> str:
    """Typst math markup."""
    return formula(source, TYPST, given)


def mathml(source: str, given: Mapping[str, float] | None = None) -> str:
    """Presentation MathML inside one `<math>` element."""
    said = formula(source, PLAIN, given).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'<math alttext="{said}">{formula(source, MATHML, given)}</math>'


def plain(source: str, given: Mapping[str, float] | None = None) -> str:
    return formula(source, PLAIN, given)


@lru_cache(maxsize=2048)
def symbol(text: str, notation: Notation) -> str:
    """A symbol such as `K_zt`, `V(z)`, `h'_ef` or `(D/t)_max`; a word that is none stands upright."""
    if text in _PECULIAR:
        return notation.name(_PECULIAR[text])
    if primed := _PRIMED.fullmatch(text):
        return notation.name(Name(primed["base"], primed["sub"], prime=True))
    found = _SUBSCRIPTED.fullmatch(text)
    if found and found["base"].startswith("("):
        return notation.subscript(notation.fence(symbol(found["base"][1:-1], notation)), found["sub"])
    if found and "," in found["sub"]:
        return notation.name(Name(GREEK.get(found["base"], found["base"]), found["sub"]))
    if text.startswith(("phi ", "0.6 ")):
        head, _, rest = text.partition(" ")
        return notation.product(symbol(head, notation), symbol(rest, notation), dot=False)
    try:
        return Writer(text, notation, None, 4).piece(parsed(text), small=True).text
    except (SyntaxError, FormulaError):
        return notation.name(Name(text if len(text) > 1 else f"{text} "))


def evaluate(node: ast.expr, given: Mapping[str, float]) -> float:
    """The value of an expression of the registry's small language."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return value
        case ast.Name(id="pi"):
            return math.pi
        case ast.Name(id=name):
            return given[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -evaluate(operand, given)
        case ast.BinOp(left=left, op=op, right=right):
            return _ARITHMETIC[type(op)](evaluate(left, given), evaluate(right, given))
        case ast.Call(func=ast.Name(id=name), args=args) if name in FUNCTIONS:
            return FUNCTIONS[name](*(evaluate(a, given) for a in args))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return evaluate(body if holds(test, given) else orelse, given)
    raise FormulaError(f"no value is known for {ast.unparse(node)}")


def holds(test: ast.expr, given: Mapping[str, float]) -> bool:
    match test:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISON:
            return _COMPARISON[type(op)][1](evaluate(left, given), evaluate(right, given))
    raise FormulaError(f"no condition is known like {ast.unparse(test)}")


def _is_product(node: ast.expr) -> bool:
    """Whether a node is a letter, a number, a power or a product of them: short enough for a slash."""
    match node:
        case ast.Name() | ast.Constant():
            return True
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _is_product(left) and _is_product(right)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _is_product(left) and _is_product(right)
    return False


def _one_bar(node: ast.BinOp) -> tuple[ast.expr, ast.expr]:
    """Above and below the bar: what is divided by one thing after another is divided by their product."""
    if not (isinstance(node.left, ast.BinOp) and isinstance(node.left.op, ast.Div)):
        return node.left, node.right
    above, below = _one_bar(node.left)
    return above, ast.BinOp(left=below, op=ast.Mult(), right=node.right)


class Writer:
    """Writes the nodes of one expression in one notation."""

    def __init__(self, source: str, notation: Notation, given: Mapping[str, float] | None, digits: int) -> None:
        self.source, self.to, self.given, self.digits = source, notation, given, digits

    def piece(self, node: ast.expr, *, small: bool = False, inner: bool = False) -> Piece:
        """One node. `small`: inside an exponent, where fractions lie; `inner`: inside a fraction."""
        match node:
            case ast.Constant(value=int() | float()):
                # As it is written; formulas are one line of plain letters.
                return Piece(self.to.number(self.source[node.col_offset : node.end_col_offset]), ATOM, digit=True)
            case ast.Name(id=name):
                return self._name(name, small=small)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Piece(self.to.negative(self.at(operand, PRODUCT, small=small)), PRODUCT, signed=True)
            case ast.BinOp(op=ast.Div()):
                return self._fraction(node, small=small, inner=inner)
            case ast.BinOp(left=base, op=ast.Pow(), right=exponent):
                return self._power(base, exponent, inner=inner)
            case ast.BinOp():
                return self._binary(node, small=small, inner=inner)
            case ast.Call(func=ast.Name(id=name), args=args):
                return self._call(name, args, small=small, inner=inner)
            case ast.IfExp():
                return self._conditional(node)
        raise FormulaError(f"no notation is known for {ast.unparse(node)}")

    def at(self, node: ast.expr, level: int, *, small: bool = False, inner: bool = False) -> str:
        """A node that stands where only what holds together at `level` may stand bare."""
        piece = self.piece(node, small=small, inner=inner)
        return self._fenced(piece) if piece.level < level else piece.text

    def _fenced(self, piece: Piece) -> str:
        return self.to.fence(piece.text)

    def _name(self, name: str, *, small: bool) -> Piece:
        if self.given is None or name == "pi":
            if name == "sum_x2":
                return Piece(self.to.sum_of_squares("x"), PRODUCT if self.to.stacked else ATOM)
            written = self.to.small_name if small else self.to.name
            return Piece(written(name_of(name)), ATOM)
        value = self.given[name] if abs(self.given[name]) >= NOISE else 0.0
        text = self.to.number(significant(abs(value), self.digits, trim=True))
        level = PRODUCT if "e" in significant(abs(value), self.digits) else ATOM
        if value < 0.0:
            return Piece(self.to.negative(text), PRODUCT, digit=True, signed=True)
        return Piece(text, level, digit=True)

    def _fraction(self, node: ast.BinOp, *, small: bool, inner: bool) -> Piece:
        lying = small or (inner and isinstance(node.right, (ast.Name, ast.Constant)) and _is_product(node.left))
        if self.to.stacked and not lying:
            above, below = (self.piece(n, inner=True).text for n in _one_bar(node))
            written = self.to.inner_fraction if inner else self.to.fraction
            return Piece(written(above, below), PRODUCT)
        above, below = self.at(node.left, PRODUCT, small=small), self.at(node.right, POWER, small=small)
        return Piece(self.to.slash(above, below), SLASH)

    def _power(self, base: ast.expr, exponent: ast.expr, *, inner: bool) -> Piece:
        below = self.piece(base, inner=inner)
        raised = self.piece(exponent, small=True)
        above = raised.text if self.to.stacked or raised.level == ATOM else self._fenced(raised)
        text = below.text if below.level == ATOM else self._fenced(below)
        return Piece(self.to.power(text, above), POWER, digit=below.digit)

    def _binary(self, node: ast.BinOp, *, small: bool, inner: bool) -> Piece:
        product = isinstance(node.op, ast.Mult)
        least = PRODUCT if product else SUM
        left, right = (self.piece(n, small=small, inner=inner) for n in (node.left, node.right))
        bare = right.level >= least + (isinstance(node.op, ast.Sub)) and not right.signed
        before = left.text if left.level >= least else self._fenced(left)
        after = right.text if bare else self._fenced(right)
        if product:
            dot = self.given is not None or (right.digit and bare)
            return Piece(self.to.product(before, after, dot=dot), PRODUCT, left.digit, left.signed)
        sign = "+" if isinstance(node.op, ast.Add) else "-"
        return Piece(self.to.join(before, sign, after), SUM, left.digit, left.signed)

    def _call(self, name: str, args: list[ast.expr], *, small: bool, inner: bool) -> Piece:
        written = [self.piece(a, small=small or name == "exp", inner=inner).text for a in args]
        if name == "sqrt":
            return Piece(self.to.root(written[0]), ATOM)
        if name == "abs":
            return Piece(self.to.bars(written[0]), ATOM)
        if name in FUNCTIONS:
            shown = "ln" if name == "log" and self.to.stacked else name
            return Piece(self.to.call(shown, written), ATOM)
        return Piece(self.to.of(self.to.name(name_of(name)), written[0]), ATOM)

    def _conditional(self, node: ast.IfExp) -> Piece:
        if self.given is not None:
            return self.piece(node.body if holds(node.test, self.given) else node.orelse)
        branches = []
        last: ast.expr = node
        while isinstance(last, ast.IfExp):
            branches.append((self.piece(last.body, inner=True).text, self.condition(last.test)))
            last = last.orelse
        return Piece(self.to.cases(branches, self.piece(last, inner=True).text), SUM)

    def condition(self, test: ast.expr) -> str:
        if not isinstance(test, ast.Compare) or len(test.ops) != 1 or type(test.ops[0]) not in _COMPARISON:
            raise FormulaError(f"no condition is known like {ast.unparse(test)}")
        left, right = (self.piece(n, small=True).text for n in (test.left, test.comparators[0]))
        return self.to.join(left, _COMPARISON[type(test.ops[0])][0], right)
