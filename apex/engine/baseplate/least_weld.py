"""The fillet that carries every combination, for searches: the weld scales, so each combination is looked at once."""

from __future__ import annotations

from collections.abc import Sequence

from apex.engine.baseplate import weld as welds
from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.weld import flows, weld_line
from apex.engine.load.action import Action
from apex.engine.trace import Quiet


class WeldUse:
    """The greatest flows a weld of 1 in. would pass on. A fillet of w passes on 1/w of them on its throat."""

    def __init__(self, column: Column, actions: Sequence[Action], fexx_ksi: float, plate_fy_ksi: float) -> None:
        line, quiet = weld_line(Quiet(), column), Quiet()
        every = [flows(quiet, line, 1.0, a) for a in actions]
        self.throat = max((welds.resultant_stress(f_n=n, f_v=v) for n, v in every), default=0.0)
        self.along = max((v for _, v in every), default=0.0)
        self.wall_in, self.welds = column.wall_in, column.welds
        self.held = welds.weld_strength(phi=welds.PHI, F_EXX=fexx_ksi)
        self.wall_held = welds.wall_strength(phi=welds.PHI, F_u=column.grade.f_u_ksi)
        self.plate_held = welds.wall_strength(phi=welds.PHI, F_u=welds.plate_f_u_ksi(plate_fy_ksi))

    def ratio(self, w: float, plate_in: float) -> float:
        """The greatest ratio of throat, plate, wall and least leg, as `weld_checks` judges them."""
        throat = self.throat / w
        leg = welds.fusion_stress(f_w=throat)
        wall = welds.wall_stress(n=self.welds, f_v=self.along / w, w=w, t=self.wall_in)
        least = welds.least_leg(t=min(self.wall_in, plate_in))
        return max(throat / self.held, leg / self.plate_held, max(leg, wall) / self.wall_held, least / w)
