"""Forces at one place of the structure, with their signs."""

from __future__ import annotations

from typing import NamedTuple


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
        return Action(k * self.N, k * self.V_x, k * self.V_y, k * self.M_x, k * self.M_y, k * self.T)

    def plus(self, o: Action, k: float = 1.0) -> Action:
        """This and k times the other."""
        return Action(
            self.N + k * o.N,
            self.V_x + k * o.V_x,
            self.V_y + k * o.V_y,
            self.M_x + k * o.M_x,
            self.M_y + k * o.M_y,
            self.T + k * o.T,
        )

    def amplified(self, b_x: float, b_y: float) -> Action:
        """Moments multiplied by the sway amplifier of each axis."""
        return Action(self.N, self.V_x, self.V_y, b_x * self.M_x, b_y * self.M_y, self.T)

    @property
    def V(self) -> float:
        """Resultant shear."""
        return (self.V_x**2 + self.V_y**2) ** 0.5

    @property
    def M(self) -> float:
        """Resultant moment."""
        return (self.M_x**2 + self.M_y**2) ** 0.5
