"""A whole sign in plain dimensions: what elevation, plan and side view are drawn from. Feet."""

from __future__ import annotations

from dataclasses import dataclass

from apex.report.detail.baseplate import ColumnShape
from apex.report.detail.shape import Rect


@dataclass(frozen=True, slots=True)
class Face:
    """A cabinet with its mark, as the schedule lists it."""

    mark: str
    name: str
    rect: Rect
    depth_ft: float
    offset_ft: float
    area_ft2: float
    weight_lb: float
    """Nothing while nobody said it."""
    solid_ratio: float = 1.0
    """The part of the area that is not open."""

    @property
    def open(self) -> bool:
        return self.solid_ratio < 1.0

    @property
    def said(self) -> str:
        """Area and weight in words; of a face with openings how much of it is solid."""
        weight = f", {self.weight_lb:,.0f} lb" if self.weight_lb else ""
        return f"{self.area_ft2:,.4g} ft²{weight}" + (f", solid ratio {self.solid_ratio:g}" if self.open else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One length of the posts: what it is, from where to where, as wide as the front and the side show it."""

    section: str
    bottom_ft: float
    top_ft: float
    width_ft: float
    depth_ft: float
    round: bool = True
    flanged: ColumnShape | None = None
    """A W, in inches, so that the plan shows which way it is turned."""

    @property
    def length_ft(self) -> float:
        return self.top_ft - self.bottom_ft


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverShape:
    """A dress around every post."""

    bottom_ft: float
    top_ft: float
    width_ft: float
    depth_ft: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A hand hole in the front of every post."""

    center_ft: float
    width_ft: float
    height_ft: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaft:
    """A pier under each post; `pole_embedment_ft` is None where the post stands on a plate."""

    round: bool
    width_ft: float
    length_ft: float
    depth_ft: float
    pole_embedment_ft: float | None = None
    slab: bool = False
    """Whether a rigid slab at grade holds it."""

    @property
    def square(self) -> bool:
        return not self.round and self.width_ft == self.length_ft


@dataclass(frozen=True, slots=True, kw_only=True)
class Pad:
    """A spread footing: `depth_ft` from grade to its base, a pedestal from its top up to grade or none."""

    width_ft: float
    length_ft: float
    thickness_ft: float
    depth_ft: float
    pedestal_width_ft: float | None = None
    pedestal_length_ft: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateShape:
    """The base plate under each post, over a gap or grout on the concrete."""

    width_ft: float
    length_ft: float
    bottom_ft: float
    top_ft: float
    grouted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SignShape:
    """Everything outside that a builder sees, and what stands in the ground.

    `posts_ft` and `foundations_ft`: centers across the face; steps are those of every post, from grade, or from the
    top of its plate, up.
    """

    title: str
    section: str
    faces: tuple[Face, ...]
    posts_ft: tuple[float, ...]
    steps: tuple[Step, ...]
    foundations_ft: tuple[float, ...] = ()
    below: Shaft | Pad | None = None
    existing: bool = False
    """Whether what stands in the ground stands there already."""
    plate: PlateShape | None = None
    covers: tuple[CoverShape, ...] = ()
    holes: tuple[Hole, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    ready: bool = True

    @property
    def top_ft(self) -> float:
        """Of all that stands above grade."""
        ends = [s.top_ft for s in self.steps] + [c.top_ft for c in self.covers]
        return max([*(f.rect.top for f in self.faces), *ends])

    @property
    def width_ft(self) -> float:
        """The posts at grade."""
        return self.steps[0].width_ft
