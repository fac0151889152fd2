"""What comes nearest of all that fails, to be shown where nothing passes.

What is known to fail without having been stood is put off with the least ratio it can have: where something passes it
is never looked at again, and where nothing does only as far as it may still be the nearest.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from apex.engine.baseplate.joint import Joint

Look = Callable[[float], tuple[float, Joint] | None]
"""A closer look, no farther than to a ratio."""
Found = tuple[float, int, Joint]
"""Ratio, turn, joint: of equal ratios the earlier turn is nearer."""


@dataclass(slots=True)
class Near:
    best: Found | None = None
    later: list[tuple[float, int, Look]] = field(default_factory=list)
    turn: int = 0

    def take(self, ratio: float, make: Callable[[], Joint]) -> None:
        """Something that fails by a ratio."""
        self.turn += 1
        if self.best is None or ratio < self.best[0]:
            self.best = ratio, self.turn, make()

    def put_off(self, least: float, look: Look) -> None:
        """Something that fails by at least a ratio."""
        self.turn += 1
        self.later.append((least, self.turn, look))

    def found(self) -> Found | None:
        """The nearest of all."""
        best = self.best or (math.inf, 0, None)
        for least, turn, look in sorted(self.later, key=lambda one: one[:2]):
            if least > best[0]:
                break
            seen = look(best[0])
            if seen is not None and (seen[0], turn) < best[:2]:
                best = seen[0], turn, seen[1]
        return None if best[2] is None else (best[0], best[1], best[2])
