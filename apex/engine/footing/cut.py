"""What the soil pressure, less the weight on it, does to the footing at its critical sections. kip, kip-ft, ft."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.footing.plane import Plane
from apex.engine.footing.polygon import Moments, moments
from apex.engine.footing.shape import Footing


@dataclass(frozen=True, slots=True)
class Cut:
    """One factored combination: the plane of pressure (turned so that +x +y is pressed) and the weight w ksf.

    All results are of the whole width; what would be of the other sign is not cut off here.
    """

    name: str
    f: Footing
    plane: Plane
    w: float

    def toe_x(self, x: float) -> tuple[float, float]:
        """Upward shear and moment of the strip beyond x on the pressed side."""
        return self._net(self.plane.beyond_x(x, 1.0), self.f.B_ft / 2.0 - x, self.f.L_ft)

    def toe_y(self, y: float) -> tuple[float, float]:
        return self._net(self.plane.beyond_y(y, 1.0), self.f.L_ft / 2.0 - y, self.f.B_ft)

    def heel_x(self, x: float) -> tuple[float, float]:
        """Downward shear and moment of the strip beyond x on the lifted side."""
        V, M = self._net(self.plane.beyond_x(x, -1.0), self.f.B_ft / 2.0 - x, self.f.L_ft)
        return -V, -M

    def heel_y(self, y: float) -> tuple[float, float]:
        V, M = self._net(self.plane.beyond_y(y, -1.0), self.f.L_ft / 2.0 - y, self.f.B_ft)
        return -V, -M

    def _net(self, pressed: tuple[float, float], reach: float, width: float) -> tuple[float, float]:
        if reach <= 0.0:
            return 0.0, 0.0
        down = self.w * reach * width
        return pressed[0] - down, pressed[1] - down * reach / 2.0

    def around(self, side: float) -> tuple[float, float, float]:
        """Upward force outside a middle square, and the moments about x and y it brings into the square.

        A zero-sum piece: force and moments of the column on the square, less the pressure under it.
        """
        half = side / 2.0
        Q, Q_x, Q_y = self.plane.force(self._whole())
        q, q_x, q_y = self.plane.inside(half, half)
        V = Q - q - self.w * (self.f.area_ft2 - side * side)
        return V, Q_y - q_y, Q_x - q_x

    def _whole(self) -> Moments:
        return moments(self.plane.pressed)
