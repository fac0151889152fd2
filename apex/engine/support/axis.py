"""The section as the sign turns it."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.document import Orientation
from apex.engine.steel.section import Box, Round, Section
from apex.engine.wind.member import Profile


@dataclass(frozen=True, slots=True)
class Axes:
    """The section as the sign turns it: inertia against normal and along wind, widths shown (in)."""

    profile: Profile
    I_normal: float
    I_along: float
    width_normal: float
    width_along: float

    @property
    def widths_ft(self) -> tuple[float, float]:
        """Shown to wind normal to the face, and along it."""
        return self.width_normal / 12.0, self.width_along / 12.0


def axes(section: Section, orientation: Orientation) -> Axes:
    """Inertias (in4) and widths (in) of a section that stands with its strong or weak axis facing the wind."""
    if isinstance(section, Round):
        return Axes("round", section.I, section.I, section.D, section.D)
    depth, width = (section.H, section.B) if isinstance(section, Box) else (section.d, section.b_f)
    profile: Profile = "square" if isinstance(section, Box) else "wide_flange"
    if orientation == "strong":
        return Axes(profile, section.I_x, section.I_y, width, depth)
    return Axes(profile, section.I_y, section.I_x, depth, width)
