"""What the wind sees: the cabinets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is

DEFAULT_DEPTH_FT = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cabinet:
    """One box of the sign. Offsets are to the right of the support line, seen from the front."""

    width_ft: Annotated[float, Ge(0.5), Le(100), Is("Width B", "ft")]
    height_ft: Annotated[float, Ge(0.5), Le(100), Is("Height s", "ft")]
    bottom_ft: Annotated[float, Ge(0), Le(150), Is("Bottom above grade", "ft")]
    weight_psf: Annotated[float, Ge(1), Le(60), Is("Weight", "psf", "Of the face area, all included")]
    name: Annotated[str, MaxLen(80), Is("Name")] = ""
    depth_ft: Annotated[float, Ge(0.05), Le(20), Is("Depth t", "ft", "2 ft where left out")] | None = None
    offset_ft: Annotated[float, Ge(-100), Le(100), Is("Offset of its center", "ft", "Right is positive")] = 0.0
    solid_ratio: Annotated[float, Ge(0.05), Le(1), Is("Solid ratio", help="1 less the openings")] = 1.0
    double_faced: Annotated[bool, Is("Double-faced, closed on all sides")] = False
    return_corner_ft: Annotated[float, Ge(0), Le(100), Is("Return corner L_r", "ft")] = 0.0
    members: Annotated[Literal["flat", "round"], Is("Members of an open sign", help="ASCE 7 Fig. 29.4-2")] = "flat"
    member_in: Annotated[float, Ge(0.1), Le(60), Is("Diameter of round members", "in")] | None = None

    def rules(self) -> list[Fault]:
        faults = []
        if self.top_ft > 150.0:
            faults.append(("height_ft", f"the top, {self.top_ft:g} ft above grade, is beyond 150 ft"))
        if self.members == "round" and self.member_in is None:
            faults.append(("member_in", "needed for round members: their coefficient follows D sqrt(q_z)"))
        return faults

    @property
    def top_ft(self) -> float:
        return self.bottom_ft + self.height_ft

    @property
    def t_ft(self) -> float:
        """Depth, 2 ft where none was given; a reduction for depth asks for a given one."""
        return DEFAULT_DEPTH_FT if self.depth_ft is None else self.depth_ft

    @property
    def left_ft(self) -> float:
        return self.offset_ft - self.width_ft / 2.0

    @property
    def right_ft(self) -> float:
        return self.offset_ft + self.width_ft / 2.0

    @property
    def area_ft2(self) -> float:
        return self.width_ft * self.height_ft

    @property
    def weight_lb(self) -> float:
        return self.weight_psf * self.area_ft2

    def overlaps(self, other: Cabinet) -> bool:
        """Whether two faces share area (touching edges do not)."""
        return (
            min(self.right_ft, other.right_ft) - max(self.left_ft, other.left_ft) > 1e-9
            and min(self.top_ft, other.top_ft) - max(self.bottom_ft, other.bottom_ft) > 1e-9
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    cabinets: Annotated[tuple[Cabinet, ...], MinLen(1), MaxLen(20), Is("Cabinets")]

    def rules(self) -> list[Fault]:
        return overlap_faults(self.cabinets)


def overlap_faults(cabinets: tuple[Cabinet, ...]) -> list[Fault]:
    """Faults of cabinets that stand in each other's place."""
    return [
        (f"cabinets.{j}.bottom_ft", f"cabinet {j + 1} overlaps cabinet {i + 1}: move one of them")
        for j, b in enumerate(cabinets)
        for i, a in enumerate(cabinets[:j])
        if a.overlaps(b)
    ]
