"""How a calculation is written down while it is made.

Stages call clauses through a sheet. `Sheet` records each step; `Quiet` computes the same
numbers and keeps nothing (searches, second looks); `Sweep` does it for arrays of candidates.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from apex.engine.clause import CLAUSES, Clause

P = ParamSpec("P")
R = TypeVar("R", bound=float)
Alternative = tuple[Any, str, Callable[[], float]]


class Check(NamedTuple):
    """A demand against a capacity. Judged on unrounded numbers."""

    name: str
    clause: str
    demand: float
    capacity: float
    unit: str
    case: str = ""

    @property
    def ratio(self) -> float:
        if self.capacity > 0.0:
            return self.demand / self.capacity
        return math.inf if self.demand > 0.0 else 0.0

    @property
    def passes(self) -> bool:
        return self.demand <= self.capacity

    @property
    def of_a_load(self) -> bool:
        """Whether a load is behind it. A rule of detailing that is met just so governs nothing."""
        return bool(self.case) or not self.passes


def by_use(checks: Iterable[Check]) -> list[Check]:
    """Highest utilization first; rules that are met come last."""
    return sorted(checks, key=lambda c: (not c.of_a_load, -c.ratio))


class Given(NamedTuple):
    """An input, as it was given."""

    symbol: str
    label: str
    value: object
    unit: str


class Taken(NamedTuple):
    """A value read from a pack, with the place it stands in the standard."""

    symbol: str
    label: str
    value: float
    unit: str
    pack: str
    source: str


class Computed(NamedTuple):
    """A clause evaluated: the numbers put in and the result."""

    clause: Clause
    given: Mapping[str, float]
    value: float


class Note(NamedTuple):
    """A sentence of the calculation: a branch taken and why."""

    text: str


_new = tuple.__new__
"""How a named tuple makes itself, without its own call: a sheet takes hundreds of steps."""
Step = Given | Taken | Computed | Check | Note


@dataclass(slots=True)
class Part:
    """A headed run of steps, for instance `Wind on Main ID`."""

    stage: str
    title: str
    steps: list[Step] = field(default_factory=list)


class Quiet:
    """Computes and keeps nothing."""

    records = False

    def part(self, stage: str, title: str) -> None: ...

    def given(self, symbol: str, label: str, value: object, unit: str = "") -> None: ...

    def taken(self, symbol: str, label: str, value: float, unit: str, pack: str, source: str) -> float:
        return value

    if TYPE_CHECKING:

        def __call__(self, function: Callable[P, R], *args: P.args, **given: P.kwargs) -> R: ...
    else:
        # The same in C: searches call clauses by the ten thousand.
        __call__ = staticmethod(operator.call)

    def first(self, *alternatives: Alternative) -> float:
        """The first alternative whose condition holds: (condition, why, what it computes)."""
        for condition, _, compute in alternatives:
            if condition:
                return compute()
        raise AssertionError("the last alternative must hold")

    def note(self, text: str) -> None: ...

    def assume(self, text: str) -> None: ...

    def warn(self, text: str) -> None: ...

    def check(self, check: Check) -> Check:
        return check


class Sheet(Quiet):
    """Records every step under its part, with assumptions and checks beside them."""

    records = True

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.assumptions: list[str] = []
        self.checks: list[Check] = []
        # Only a part gives it a value: a step outside of any part is an error.
        self._steps: list[Step]

    def part(self, stage: str, title: str) -> None:
        self._steps = []
        self.parts.append(Part(stage, title, self._steps))

    def given(self, symbol: str, label: str, value: object, unit: str = "") -> None:
        self._steps.append(_new(Given, (symbol, label, value, unit)))

    def taken(self, symbol: str, label: str, value: float, unit: str, pack: str, source: str) -> float:
        self._steps.append(_new(Taken, (symbol, label, value, unit, pack, source)))
        return value

    def __call__(self, function: Callable[P, R], *args: P.args, **given: P.kwargs) -> R:
        value = function(*args, **given)
        self._steps.append(_new(Computed, (CLAUSES[function], given, value)))
        return value

    def first(self, *alternatives: Alternative) -> float:
        for condition, why, compute in alternatives:
            if condition:
                self.note(why)
                return compute()
        raise AssertionError("the last alternative must hold")

    def note(self, text: str) -> None:
        self._steps.append(_new(Note, (text,)))

    def assume(self, text: str) -> None:
        if text not in self.assumptions:
            self.assumptions.append(text)

    def warn(self, text: str) -> None:
        self.assume(f"warning: {text}")

    def check(self, check: Check) -> Check:
        self._steps.append(check)
        self.checks.append(check)
        return check


class Sweep(Quiet):
    """Evaluates all alternatives over arrays and picks per element. Records nothing."""

    def first(self, *alternatives: Alternative) -> float:
        import numpy as np

        conditions = [np.asarray(a[0], dtype=bool) for a in alternatives]
        values = [compute() for _, _, compute in alternatives]
        arrays = np.broadcast_arrays(*conditions, *values)
        n = len(conditions)
        return np.select(arrays[:n], arrays[n:])  # type: ignore[return-value]
