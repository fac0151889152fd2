"""The few operations that differ between one number and a whole catalog of them.

A formula written with these serves a single section (floats) and a sweep over many (numpy
arrays), so there is one definition of it. numpy is imported only when an array arrives.
"""

from __future__ import annotations

import math
from typing import Any


def larger(a: float, b: float) -> float:
    """max(a, b), element by element where an array takes part."""
    if isinstance(a, (float, int)) and isinstance(b, (float, int)):
        return max(a, b)
    import numpy as np

    return np.maximum(a, b)


def smaller(a: float, b: float) -> float:
    """min(a, b), element by element where an array takes part."""
    if isinstance(a, (float, int)) and isinstance(b, (float, int)):
        return min(a, b)
    import numpy as np

    return np.minimum(a, b)


def least(*values: float) -> float:
    """The smallest of several: the governing limit state."""
    value = values[0]
    for other in values[1:]:
        value = smaller(value, other)
    return value


def greatest(*values: float) -> float:
    """The largest of several."""
    value = values[0]
    for other in values[1:]:
        value = larger(value, other)
    return value


def choose(condition: Any, yes: float, no: float) -> float:
    """`yes` where the condition holds, else `no`."""
    if condition is True or condition is False:
        return yes if condition else no
    import numpy as np

    chosen: Any = np.where(condition, yes, no)
    return chosen


def exp(x: float) -> float:
    if isinstance(x, (float, int)):
        return math.exp(x)
    import numpy as np

    return np.exp(x)


def log(x: float) -> float:
    if isinstance(x, (float, int)):
        return math.log(x)
    import numpy as np

    return np.log(x)


def linear(x: float, xs: tuple[float, ...], ys: tuple[float, ...]) -> float:
    """Linear interpolation in a table, constant beyond its ends; `xs` rising."""
    if not isinstance(x, (float, int)):
        import numpy as np

        return np.interp(x, xs, ys)
    if x <= xs[0]:
        return ys[0]
    for i in range(1, len(xs)):
        if x <= xs[i]:
            f = (x - xs[i - 1]) / (xs[i] - xs[i - 1])
            return ys[i - 1] + f * (ys[i] - ys[i - 1])
    return ys[-1]
