"""A formula too long for its column, cut into lines at its operators: never set smaller than it can be read.

Widths are estimates in em of the typeset formula; the template measures the ways offered and takes the
first that fits, so that an estimate which is off costs a line and nothing else.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from apex.report.formula import POWER, PRODUCT, SUM, Piece, Writer, holds, parsed
from apex.report.notation import MINUS, TYPST
from apex.report.number import scientific, significant
from apex.report.symbol import name_of

SURE = 24.0
"""A formula that is estimated no longer than this fits whatever the estimate is worth."""
ROOMS = (30.0, 26.0, 22.0, 18.0)
INDENT = 1.4
BRANCHES = 4
"""More of them than this are a table, not cases."""
BAR, FENCE, SIGN, DOT, COMMA, LETTER, DIGIT, SUBSCRIPT = 0.4, 0.65, 1.25, 0.75, 0.5, 0.6, 0.5, 0.4
Way = list[str]


@dataclass(frozen=True, slots=True)
class Bit:
    """Markup and how wide it is, em."""

    text: str
    em: float

    def __add__(self, other: Bit) -> Bit:
        return Bit(f"{self.text} {other.text}".strip(), self.em + other.em)


NONE = Bit("", 0.0)
OPEN, CLOSE, ASIDE = Bit("paren.l", FENCE), Bit("paren.r", FENCE), Bit("comma", COMMA)
OVER = Bit('"" slash', BAR)
TIMES, PLUS, LESS = Bit('"" dot', DOT), Bit('"" +', SIGN), Bit(f'"" {MINUS}', SIGN)


def ways(lead: str, source: str, given: Mapping[str, float] | None = None) -> list[Way]:
    """Ways to set `lead = source`, from one line to many; one way where it is short beyond doubt."""
    cutter, node = _Cutter(source, given), parsed(source)
    head = Bit(lead, LETTER * min(len(lead), 5) + SIGN if lead else SIGN)
    whole = head + cutter.bit(node)
    found = [[whole.text]]
    if given is None and isinstance(node, ast.IfExp) and len(branches(node)) > BRANCHES:
        return [[b.text for b in cutter.listed(node, head)]]
    if whole.em <= SURE:
        return found
    for room in ROOMS:
        way = [b.text for b in cutter.cut(node, head, NONE, room)]
        if way not in found:
            found.append(way)
    return found


def branches(node: ast.expr) -> list[tuple[ast.expr, ast.expr | None]]:
    """Values of a conditional with their conditions, None for the last."""
    if not isinstance(node, ast.IfExp):
        return [(node, None)]
    return [(node.body, node.test), *branches(node.orelse)]


class _Cutter:
    def __init__(self, source: str, given: Mapping[str, float] | None) -> None:
        self.given = given
        self.writer = Writer(source, TYPST, given, 4)
        self.pieces: dict[int, Piece] = {}
        self.widths: dict[int, float] = {}

    def bit(self, node: ast.expr) -> Bit:
        return Bit(self.piece(node).text, self.wide(node))

    def piece(self, node: ast.expr) -> Piece:
        """A node as it is written, once: every way is made of the same nodes."""
        if id(node) not in self.pieces:
            self.pieces[id(node)] = self.writer.piece(node)
        return self.pieces[id(node)]

    def wide(self, node: ast.expr) -> float:
        """Estimated width of what is written for a node."""
        if id(node) not in self.widths:
            self.widths[id(node)] = self._estimated(node)
        return self.widths[id(node)]

    def _estimated(self, node: ast.expr) -> float:
        match node:
            case ast.Constant():
                return DIGIT * (node.end_col_offset or 0) - DIGIT * node.col_offset
            case ast.Name(id=name):
                return self._word(name)
            case ast.UnaryOp(operand=operand):
                return SIGN + self.wide(operand)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return BAR + max(self.wide(left), self.wide(right))
            case ast.BinOp(left=base, op=ast.Pow(), right=exponent):
                return self._held(base) + 0.7 * (self.wide(exponent) + BAR)
            case ast.BinOp(left=left, op=op, right=right):
                if isinstance(op, ast.Mult):
                    return self._held(left) + (DOT if self.given else 0.2) + self._held(right)
                return self.wide(left) + SIGN + self.wide(right)
            case ast.Call(func=ast.Name(id=name), args=args):
                own = 1.0 if name in ("sqrt", "abs") else DIGIT * len(name) + 2 * FENCE
                return own + sum(self.wide(a) + COMMA for a in args)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                if self.given is not None:
                    return self.wide(body if holds(test, self.given) else orelse)
                return 1.0 + max(self.wide(body) + 2.5 + self._condition(test), self.wide(orelse))
        return 0.0

    def _held(self, node: ast.expr) -> float:
        """Width of a factor, a sum in parentheses."""
        fence = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
        return self.wide(node) + (2 * FENCE if fence else 0.0)

    def _condition(self, test: ast.expr) -> float:
        sides = [test.left, *test.comparators] if isinstance(test, ast.Compare) else []
        return SIGN + sum(self._flat(s) for s in sides)

    def _flat(self, node: ast.expr) -> float:
        """Width with fractions that lie."""
        leaves = sum(self.wide(n) for n in ast.walk(node) if isinstance(n, ast.Name | ast.Constant))
        return leaves + sum(DIGIT for n in ast.walk(node) if isinstance(n, ast.BinOp | ast.Call))

    def _word(self, name: str) -> float:
        if self.given is None or name == "pi":
            known = name_of(name)
            return LETTER * len(known.base) + SUBSCRIPT * len(known.sub)
        text = significant(self.given[name], 4, trim=True)
        return DIGIT * len(text) if scientific(text) is None else 4.0

    def cut(self, node: ast.expr, head: Bit, tail: Bit, room: float) -> list[Bit]:
        """Lines of a node between what stands before and after it."""
        whole = head + self.bit(node) + tail
        if whole.em <= room:
            return [whole]
        match node:
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                return self._filled(self._terms(node), SUM, head, tail, room)
            case ast.BinOp(op=ast.Mult()):
                return self._filled(self._factors(node), PRODUCT, head, tail, room)
            case ast.BinOp(left=above, op=ast.Div(), right=ast.Constant() as below):
                return self._within(above, PRODUCT, head + self._part(below), tail, room)
            case ast.BinOp(left=above, op=ast.Div(), right=below):
                lines = self._within(above, PRODUCT, head, NONE, room)
                return self._joined(lines, lambda start: self._within(below, POWER, start + OVER, tail, room), room)
            case ast.BinOp(left=base, op=ast.Pow(), right=exponent):
                raised = Bit(
                    f"paren.r^({self.writer.at(exponent, SUM, small=True)})", FENCE + 0.7 * self.wide(exponent)
                )
                return self.cut(base, head + OPEN, raised + tail, room)
            case ast.Call(func=ast.Name(id="sqrt"), args=[inner]):
                return self.cut(inner, head + OPEN, Bit("paren.r^(1 slash 2)", 1.5) + tail, room)
            case ast.Call(func=ast.Name(id=name), args=args) if name in ("min", "max"):
                return self._arguments(Bit(f'op("{name}")', DIGIT * len(name)), args, head, tail, room)
            case ast.IfExp():
                return self._cases(node, head, tail, room)
        return [whole]

    def _within(self, node: ast.expr, level: int, head: Bit, tail: Bit, room: float) -> list[Bit]:
        if self.piece(node).level < level:
            return self.cut(node, head + OPEN, CLOSE + tail, room)
        return self.cut(node, head, tail, room)

    def _part(self, below: ast.Constant) -> Bit:
        """`1/6` before a numerator of many lines: after it, it would stand alone."""
        return Bit(f"frac(1, {self.bit(below).text})", BAR + self.wide(below)) + (TIMES if self.given else NONE)

    def _terms(self, node: ast.expr) -> list[tuple[Bit, ast.expr]]:
        """Terms of a sum with their signs."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            return [*self._terms(node.left), (PLUS if isinstance(node.op, ast.Add) else LESS, node.right)]
        return [(NONE, node)]

    def _factors(self, node: ast.expr) -> list[tuple[Bit, ast.expr]]:
        """Factors of a product; a break shows its point."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            return [*self._factors(node.left), (TIMES, node.right)]
        return [(NONE, node)]

    def _filled(
        self, items: Sequence[tuple[Bit, ast.expr]], least: int, head: Bit, tail: Bit, room: float
    ) -> list[Bit]:
        """Terms or factors in lines as long as there is room, the long ones cut themselves."""
        lines = [head]
        for i, (sign, node) in enumerate(items):
            end = tail if i == len(items) - 1 else NONE
            piece = self.piece(node)
            fence = piece.level < least + (sign is LESS) or (i > 0 and piece.signed)
            before, after = (sign + OPEN, CLOSE + end) if fence else (sign, end)
            joined = lines[-1] + before + self.bit(node) + after
            if joined.em <= room:
                lines[-1] = joined
            elif i == 0:
                lines = self.cut(node, head + before, after, room)
            else:
                lines = self._joined(lines, partial(self._under, node, before, after, room), room)
        return lines

    def _under(self, node: ast.expr, before: Bit, after: Bit, room: float, start: Bit) -> list[Bit]:
        return self.cut(node, start + before, after, room)

    def _joined(self, lines: list[Bit], following: Callable[[Bit], list[Bit]], room: float) -> list[Bit]:
        """What needs more than a line begins on the last one where that takes no more lines, else under it."""
        below = [*lines, *following(NONE)]
        if len(below) == len(lines) + 1:
            return below
        going = [*lines[:-1], *following(lines[-1])]
        begun = going[len(lines) - 1].em > lines[-1].em + SIGN + 2 * FENCE
        return going if begun and len(going) <= len(below) and all(b.em <= room for b in going) else below

    def _arguments(self, name: Bit, args: list[ast.expr], head: Bit, tail: Bit, room: float) -> list[Bit]:
        lines = [head + name + OPEN]
        for i, node in enumerate(args):
            end = CLOSE + tail if i == len(args) - 1 else ASIDE
            joined = lines[-1] + self.bit(node) + end
            if joined.em <= room:
                lines[-1] = joined
            elif i == 0:
                lines = self.cut(node, lines[0], end, room)
            else:
                lines = self._joined(lines, partial(self._under, node, NONE, end, room), room)
        return lines

    def listed(self, node: ast.expr, head: Bit) -> list[Bit]:
        """Many branches, as of a table: one after another, as many in a line as it holds."""
        lines = [head]
        for value, test in branches(node):
            end = Bit('thick "otherwise"', 4.5)
            if test is not None:
                end = Bit(f'thick "if" thick {self.writer.condition(test)} comma', 2.0 + self._condition(test))
            branch = self.bit(value) + end
            if lines[-1].em + branch.em > SURE:
                lines.append(branch)
            else:
                lines[-1] += Bit("quad", 1.0) + branch if lines[-1] is not head else branch
        return lines

    def _cases(self, node: ast.IfExp, head: Bit, tail: Bit, room: float) -> list[Bit]:
        """With numbers the branch taken; in letters a line for each branch, its condition after it."""
        if self.given is not None:
            return self.cut(node.body if holds(node.test, self.given) else node.orelse, head, tail, room)
        test = Bit(f'comma quad "if" thick {self.writer.condition(node.test)}', 2.5 + self._condition(node.test))
        rest = node.orelse
        first = self.cut(node.body, head, test, room)
        if isinstance(rest, ast.IfExp):
            return first + self._cases(rest, NONE, tail, room - INDENT)
        return first + self.cut(rest, NONE, Bit('comma quad "otherwise"', 5.0) + tail, room - INDENT)
