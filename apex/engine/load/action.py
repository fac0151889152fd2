"""Forces at one place of the structure, with their signs."""

from __future__ import annotations

from typing import NamedTuple

_new = tuple.__new__
"""How a named tuple makes itself, without its own call: combinations make actions by the hundred."""


class Action(NamedTuple):
    """N down, V along x (face) and y (normal), M_x from y forces, M_y from x forces, T about z.

    kip and kip-ft. A field may be an array in a sweep.
    """

    N: float = 0.0
    V_x: float = 0.0
    V_y: float = 0.0
    M_x: float = 0.0
    M_y: float = 0.0
    T: float = 0.0

    def times(self, k: float) -> Action:
        if k == 1.0:
            return self
        N, V_x, V_y, M_x, M_y, T = self
        return _new(Action, (k * N, k * V_x, k * V_y, k * M_x, k * M_y, k * T))

    def plus(self, o: Action, k: float = 1.0) -> Action:
        """This and k times the other."""
        N, V_x, V_y, M_x, M_y, T = self
        n, v_x, v_y, m_x, m_y, t = o
        return _new(Action, (N + k * n, V_x + k * v_x, V_y + k * v_y, M_x + k * m_x, M_y + k * m_y, T + k * t))

    def amplified(self, b_x: float, b_y: float) -> Action:
        """Moments multiplied by the sway amplifier of each axis."""
        N, V_x, V_y, M_x, M_y, T = self
        return _new(Action, (N, V_x, V_y, b_x * M_x, b_y * M_y, T))

    @property
    def V(self) -> float:
        """Resultant shear."""
        return (self.V_x**2 + self.V_y**2) ** 0.5

    @property
    def M(self) -> float:
        """Resultant moment."""
        return (self.M_x**2 + self.M_y**2) ** 0.5
