"""Evaluates a shown formula as it stands on paper: arithmetic, a few functions, `a if b else c`."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow, ast.LtE: operator.le, ast.Lt: operator.lt, ast.GtE: operator.ge, ast.Gt: operator.gt,
}  # fmt: skip
FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": min, "max": max, "exp": math.exp, "log": math.log, "sqrt": math.sqrt, "abs": abs,
}  # fmt: skip


def names(formula: str) -> set[str]:
    """The quantities of a formula, without its functions and pi."""
    tree = ast.parse(formula, mode="eval")
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} - set(FUNCTIONS) - {"pi"}


def evaluate(formula: str, given: Mapping[str, float]) -> float:
    return _value(ast.parse(formula, mode="eval").body, {**given, "pi": math.pi})


def _value(node: ast.expr, given: Mapping[str, float]) -> Any:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name):
            return given[name]
        case ast.BinOp(left=left, op=op, right=right):
            return BINARY[type(op)](_value(left, given), _value(right, given))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return BINARY[type(op)](_value(left, given), _value(right, given))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, given)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _value(body if _value(test, given) else orelse, given)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            return FUNCTIONS[name](*(_value(a, given) for a in args))
        case _:
            raise ValueError(f"no place in a formula for {ast.dump(node)}")
