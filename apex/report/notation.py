"""Three ways to write one formula: Typst math, presentation MathML, plain text.

Each method joins pieces already written in the same notation; `formula` decides what joins what
and where parentheses stand.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from apex.report.number import scientific
from apex.report.symbol import Name

MINUS = "\N{MINUS SIGN}"
SIGNS = {"<=": "≤", ">=": "≥", "<": "<", ">": ">", "==": "=", "-": MINUS, "+": "+"}


class Notation(ABC):
    """How the pieces of a formula are written."""

    stacked = True
    """Whether a fraction has a bar, which makes parentheses above and below needless."""

    @abstractmethod
    def number(self, text: str) -> str: ...
    @abstractmethod
    def name(self, name: Name) -> str: ...
    @abstractmethod
    def join(self, left: str, sign: str, right: str) -> str: ...
    @abstractmethod
    def product(self, left: str, right: str, *, dot: bool) -> str: ...
    @abstractmethod
    def negative(self, body: str) -> str: ...
    @abstractmethod
    def fence(self, body: str) -> str: ...
    @abstractmethod
    def fraction(self, above: str, below: str) -> str: ...
    @abstractmethod
    def slash(self, above: str, below: str) -> str: ...
    @abstractmethod
    def power(self, base: str, exponent: str) -> str: ...
    @abstractmethod
    def root(self, body: str) -> str: ...
    @abstractmethod
    def bars(self, body: str) -> str: ...
    @abstractmethod
    def call(self, function: str, arguments: Sequence[str]) -> str: ...
    @abstractmethod
    def cases(self, branches: Sequence[tuple[str, str]], otherwise: str) -> str: ...
    @abstractmethod
    def subscript(self, body: str, sub: str) -> str: ...
    def of(self, name: str, argument: str) -> str:
        """A symbol that depends on another: V(z)."""
        return name + self.fence(argument)

    def small_name(self, name: Name) -> str:
        """A name in an exponent."""
        return self.name(name)

    def inner_fraction(self, above: str, below: str) -> str:
        """A fraction above or below the bar of another."""
        return self.fraction(above, below)

    def sum_of_squares(self, letter: str) -> str:
        return self.product(self.name(Name("Σ")), self.power(self.name(Name(letter)), self.number("2")), dot=False)


class Typst(Notation):
    def number(self, text: str) -> str:
        parts = scientific(text)
        if parts:
            return f"{self.number(parts[0])} dot 10^({parts[1]})"
        # A bare comma would separate arguments and be set with a space after it.
        return text.replace(",", 'class("normal",",")')

    def name(self, name: Name) -> str:
        base = json.dumps(name.base, ensure_ascii=False) if name.is_word else name.base
        base = f"overline({base})" if name.bar else base
        return self.subscript(f"{base}'" if name.prime else base, name.sub)

    def subscript(self, body: str, sub: str) -> str:
        if not sub:
            return body
        return f"{body}_{sub}" if len(sub) == 1 else f"{body}_{json.dumps(sub, ensure_ascii=False)}"

    def small_name(self, name: Name) -> str:
        # Its subscript stays as large as the exponent: a step smaller it could not be read.
        if not name.sub:
            return self.name(name)
        return f"{self.name(replace(name, sub=''))}_(script({json.dumps(name.sub, ensure_ascii=False)}))"

    def inner_fraction(self, above: str, below: str) -> str:
        return f"display({self.fraction(above, below)})"

    def of(self, name: str, argument: str) -> str:
        return f"{name} {self.fence(argument)}"

    def join(self, left: str, sign: str, right: str) -> str:
        return f"{left} {SIGNS[sign]} {right}"

    def product(self, left: str, right: str, *, dot: bool) -> str:
        return f"{left} {'dot' if dot else 'thin'} {right}"

    def negative(self, body: str) -> str:
        return f"{MINUS} {body}"

    def fence(self, body: str) -> str:
        return f"lr(paren.l {body} paren.r)"

    def fraction(self, above: str, below: str) -> str:
        return f"frac({above}, {below})"

    def slash(self, above: str, below: str) -> str:
        return f"{above} slash {below}"

    def power(self, base: str, exponent: str) -> str:
        # Braces around the base would be shown; a name with a subscript takes both scripts at once.
        return f"{base}^({exponent})"

    def root(self, body: str) -> str:
        return f"sqrt({body})"

    def bars(self, body: str) -> str:
        return f"abs({body})"

    def call(self, function: str, arguments: Sequence[str]) -> str:
        return f'op("{function}") {self.fence(" comma ".join(arguments))}'

    def cases(self, branches: Sequence[tuple[str, str]], otherwise: str) -> str:
        rows = [f'display({value}) & quad "if" thick {condition}' for value, condition in branches]
        return f'cases({", ".join(rows)}, display({otherwise}) & quad "otherwise")'


class MathML(Notation):
    def _row(self, *parts: str) -> str:
        return f"<mrow>{''.join(parts)}</mrow>"

    def _sign(self, text: str) -> str:
        return f"<mo>{escape(text)}</mo>"

    def number(self, text: str) -> str:
        parts = scientific(text)
        if parts:
            power = self.power("<mn>10</mn>", f"<mn>{parts[1].replace('-', MINUS)}</mn>")
            return self.product(self.number(parts[0]), power, dot=True)
        return f"<mn>{text}</mn>"

    def name(self, name: Name) -> str:
        upright = ' mathvariant="normal"' if name.is_word else ""
        base = f"<mi{upright}>{escape(name.base)}{'′' if name.prime else ''}</mi>"
        if name.bar:
            base = f'<mover accent="true">{base}<mo>¯</mo></mover>'
        return self.subscript(base, name.sub)

    def subscript(self, body: str, sub: str) -> str:
        if not sub:
            return body
        tag = "mn" if sub.isdigit() else "mi"
        return f"<msub>{body}<{tag}>{escape(sub)}</{tag}></msub>"

    def join(self, left: str, sign: str, right: str) -> str:
        return self._row(left, self._sign(SIGNS[sign]), right)

    def product(self, left: str, right: str, *, dot: bool) -> str:
        return self._row(left, self._sign("·" if dot else "\N{INVISIBLE TIMES}"), right)

    def negative(self, body: str) -> str:
        return self._row(f'<mo form="prefix">{MINUS}</mo>', body)

    def fence(self, body: str) -> str:
        return self._row("<mo>(</mo>", body, "<mo>)</mo>")

    def fraction(self, above: str, below: str) -> str:
        return f"<mfrac>{above}{below}</mfrac>"

    def slash(self, above: str, below: str) -> str:
        return self._row(above, self._sign("/"), below)

    def power(self, base: str, exponent: str) -> str:
        return f"<msup>{base}{exponent}</msup>"

    def root(self, body: str) -> str:
        return f"<msqrt>{body}</msqrt>"

    def bars(self, body: str) -> str:
        return self._row('<mo form="prefix">|</mo>', body, '<mo form="postfix">|</mo>')

    def call(self, function: str, arguments: Sequence[str]) -> str:
        body = '<mo separator="true">,</mo>'.join(arguments)
        return self._row(f"<mi>{function}</mi>", "<mo>\N{FUNCTION APPLICATION}</mo>", self.fence(body))

    def cases(self, branches: Sequence[tuple[str, str]], otherwise: str) -> str:
        rows = [
            f"<mtr><mtd>{value}</mtd><mtd>{self._row('<mtext>if&#160;</mtext>', condition)}</mtd></mtr>"
            for value, condition in branches
        ]
        rows.append(f"<mtr><mtd>{otherwise}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr>")
        return self._row("<mo>{</mo>", f'<mtable columnalign="left left">{"".join(rows)}</mtable>')


class Plain(Notation):
    """A line of text a terminal and a screen reader can show; also read back by the tests."""

    stacked = False

    def number(self, text: str) -> str:
        return text

    def name(self, name: Name) -> str:
        base = f"{name.base}_bar" if name.bar else name.base
        return self.subscript(f"{base}'" if name.prime else base, name.sub)

    def subscript(self, body: str, sub: str) -> str:
        return f"{body}_{sub}" if sub else body

    def join(self, left: str, sign: str, right: str) -> str:
        return f"{left} {sign} {right}"

    def product(self, left: str, right: str, *, dot: bool) -> str:
        return f"{left}·{right}"

    def negative(self, body: str) -> str:
        return f"-{body}"

    def fence(self, body: str) -> str:
        return f"({body})"

    def fraction(self, above: str, below: str) -> str:
        return f"{above}/{below}"

    slash = fraction

    def power(self, base: str, exponent: str) -> str:
        return f"{base}^{exponent}"

    def root(self, body: str) -> str:
        return f"sqrt({body})"

    def bars(self, body: str) -> str:
        return f"abs({body})"

    def call(self, function: str, arguments: Sequence[str]) -> str:
        return f"{function}({', '.join(arguments)})"

    def cases(self, branches: Sequence[tuple[str, str]], otherwise: str) -> str:
        rows = [f"{value} if {condition}" for value, condition in branches]
        return "; ".join([*rows, f"{otherwise} otherwise"])

    def sum_of_squares(self, letter: str) -> str:
        return f"Σ{letter}²"


TYPST, MATHML, PLAIN = Typst(), MathML(), Plain()
