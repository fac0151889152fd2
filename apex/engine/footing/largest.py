"""The largest of many, where a bound spares working most of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
ROUND_OFF = 1e-9


def largest(found: Sequence[T], bounds: Sequence[float], value: Callable[[T], float]) -> tuple[float, T]:
    """The greatest value and the first that has it. None exceeds its bound: what cannot win is not worked."""
    best = (-math.inf, 0)
    for i in sorted(range(len(found)), key=bounds.__getitem__, reverse=True):
        if bounds[i] + ROUND_OFF * (1.0 + abs(bounds[i])) < best[0]:
            break
        best = max(best, (value(found[i]), -i))
    return best[0], found[-best[1]]
