"""What holds the sign up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is

Family = Literal["W", "HSS_square", "HSS_rect", "HSS_round", "pipe", "tube_round", "tube_square"]
Method = Literal["LRFD", "ASD"]
Orientation = Literal["strong", "weak"]
STEEL: tuple[Family, ...] = ("HSS_round", "pipe")
ALUMINUM: tuple[Family, ...] = ("tube_round", "tube_square")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One length of a stepped support, from the base up."""

    section: Annotated[str, MaxLen(40), Is("Section")]
    length_ft: Annotated[float, Gt(0), Le(150), Is("Length", "ft")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A dress around the support that carries nothing and stands in the wind on its outer width."""

    bottom_ft: Annotated[float, Ge(0), Le(150), Is("Bottom above grade", "ft")]
    top_ft: Annotated[float, Gt(0), Le(150), Is("Top above grade", "ft")]
    width_ft: Annotated[float, Gt(0), Le(30), Is("Width along the face", "ft")]
    depth_ft: Annotated[float, Gt(0), Le(30), Is("Depth normal to the face", "ft")]
    weight_plf: Annotated[float, Ge(0), Le(2000), Is("Weight", "lb/ft")] = 0.0

    def rules(self) -> list[Fault]:
        return [] if self.top_ft > self.bottom_ft else [("top_ft", "must lie above the bottom of the cover")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandHole:
    """An opening in the wall of a post, taken off its section where it is."""

    center_ft: Annotated[float, Gt(0), Le(150), Is("Center above grade", "ft")]
    width_in: Annotated[float, Gt(0), Le(24), Is("Width around the post", "in")]
    height_in: Annotated[float, Gt(0), Le(48), Is("Height", "in")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    material: Annotated[Literal["steel", "aluminum"], Is("Material")] = "steel"
    count: Annotated[int, Ge(1), Le(6), Is("Posts")] = 1
    spacing_ft: Annotated[float, Ge(0.5), Le(100), Is("Post spacing", "ft")] | None = None
    families: Annotated[tuple[Family, ...], MinLen(1), MaxLen(5), Is("Families")] = STEEL
    grade: Annotated[str, MaxLen(40), Is("Grade", help="Left out: the usual grade of the family")] | None = None
    section: Annotated[str, MaxLen(40), Is("Section", help="AISC label; left out: the lightest feasible")] | None = None
    segments: tuple[Segment, ...] | None = None
    method: Annotated[Method, Is("Method")] = "LRFD"
    deflection_limit: Annotated[float, Ge(20), Le(1000), Is("Deflection limit, L over", "")] = 80.0
    service_wind_factor: Annotated[float, Ge(0.1), Le(1), Is("Service wind factor on W")] = 0.6
    roughness: Annotated[
        Literal["moderately_smooth", "rough", "very_rough"], Is("Surface of round poles", help="ASCE 7 Fig. 29.4-1")
    ] = "moderately_smooth"
    damping: Annotated[float, Ge(0.001), Le(0.1), Is("Damping ratio", help="ASCE 7 section 26.11.5")] = 0.005
    orientation: Annotated[Orientation, Is("Axis facing the wind")] = "strong"
    filler: Annotated[Literal["5356", "4043"], Is("Filler of aluminum welds", help="ADM Table A.4.3")] = "5356"
    covers: Annotated[tuple[Cover, ...], MaxLen(10), Is("Pole covers")] = ()
    hand_holes: Annotated[tuple[HandHole, ...], MaxLen(6), Is("Hand holes")] = ()
    finish: Annotated[Literal["painted", "galvanized", "bare"], Is("Finish")] = "painted"

    def rules(self) -> list[Fault]:
        faults = []
        if self.count > 1 and self.spacing_ft is None:
            faults.append(("spacing_ft", f"needed for {self.count} posts"))
        if self.section is not None and self.segments is not None:
            faults.append(("segments", "give either one section or segments, not both"))
        steel = [f for f in self.families if f not in ALUMINUM]
        if self.material == "aluminum" and steel and self.families != STEEL:
            faults.append(("families", f"{', '.join(steel)}: aluminum comes as {' and '.join(ALUMINUM)}"))
        if self.material == "steel" and len(steel) < len(self.families):
            faults.append(("families", f"{' and '.join(ALUMINUM)} are of aluminum: give `material: aluminum`"))
        return faults

    @property
    def families_in_use(self) -> tuple[Family, ...]:
        """The chosen families; those of aluminum where only the default of steel stands."""
        return ALUMINUM if self.material == "aluminum" and self.families == STEEL else self.families
