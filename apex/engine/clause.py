"""The registry of clauses: every formula with its number, unit, shown form and an example.

A clause function is plain keyword-only arithmetic. `docs/clauses.md` and the test that runs
every example and compares the shown formula with the code both read this registry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R", bound=float)


_SENTENCE = re.compile(r"(?<!\bEq)(?<!\bFig)(?<!\bin)(?<!\bft)(?<!\bApp)\. ")
"""Where a sentence ends: not behind an abbreviation."""


@dataclass(frozen=True, slots=True)
class Example:
    """Inputs, the figure they give, and where that figure comes from."""

    given: Mapping[str, float]
    result: float
    source: str
    tolerance: float = 1e-3


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands beside a computed number: document, clause number, symbol, unit, formula."""

    key: str
    document: str
    number: str | Mapping[str, str]
    symbol: str
    unit: str
    formula: str
    title: str
    example: Example

    def cite(self, editions: Mapping[str, str]) -> str:
        """The citation in the editions in force, for instance `ASCE 7-22 Eq. 26.10-1`."""
        edition = editions.get(self.document, f"{self.document}:")
        if isinstance(self.number, str):
            return f"{edition} {self.number}"
        # A number kept by edition is found under the edition's own mark: "ASCE 7-22" has "7-22".
        marks = [number for mark, number in self.number.items() if edition.endswith(mark)]
        return f"{edition} {(marks or list(self.number.values())[:1])[0]}"


CLAUSES: dict[Callable[..., float], Clause] = {}


def clause(
    document: str,
    number: str | Mapping[str, str],
    *,
    symbol: str,
    unit: str,
    formula: str,
    example: tuple[Mapping[str, float], float, str] | tuple[Mapping[str, float], float, str, float],
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Tie a function to its clause. `document` is a series (`ASCE 7`, `AISC 360`, `IBC`)."""

    def register(function: Callable[P, R]) -> Callable[P, R]:
        title = (function.__doc__ or "").strip().splitlines()[0]
        title = _SENTENCE.split(title)[0].rstrip(".")
        key = f"{function.__module__.removeprefix('apex.engine.')}.{function.__name__}"
        CLAUSES[function] = Clause(key, document, number, symbol, unit, formula, title, Example(*example))
        return function

    return register
