"""One solid or open sign in the wind: cases A, B and C per unit of gust factor.

A `Solid` is what Fig. 29.3-1 looks at: one cabinet, or several close enough to be one sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.elementwise import linear
from apex.engine.pack import OpenTable, WindCode
from apex.engine.trace import Quiet
from apex.engine.units import Psf
from apex.engine.wind import coefficient
from apex.engine.wind.coefficient import Strip
from apex.engine.wind.force import minimum_force, sign_force
from apex.engine.wind.part import Part, merged

SOLID_LIMIT = 0.70
"""Above this ratio of solid to gross area a sign counts as solid (Fig. 29.3-1 note 1)."""
ROUND_LIMIT = 2.5
"""D sqrt(q_z) up to which round members have the higher coefficients (Fig. 29.4-2; D in ft, q_z in psf)."""


@dataclass(frozen=True, slots=True)
class Face:
    """A rectangle that carries wind: its left edge, bottom, width and height, in ft."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def area(self) -> float:
        return self.width * self.height

    def between(self, start: float, end: float) -> Face | None:
        """The part of it between two vertical lines."""
        left, right = max(self.left, start), min(self.left + self.width, end)
        return Face(left, self.bottom, right - left, self.height) if right > left else None


@dataclass(frozen=True, slots=True)
class Solid:
    """A sign as Fig. 29.3-1 sees it: bounding B x s with its top at h, and its true faces."""

    name: str
    B: float
    s: float
    h: float
    left: float
    faces: tuple[Face, ...]
    solid_ratio: float = 1.0
    depth: float | None = None
    double_faced: bool = False
    return_corner: float = 0.0
    area_factor: float = 1.0
    round_member: float | None = None
    """Diameter of the members of an open sign, ft; None: flat-sided."""
    iced: bool = False
    """Covered with ice: round members then have the higher coefficients whatever their size (ASCE 7 10.5.3)."""

    @property
    def gross_area(self) -> float:
        return sum(f.area for f in self.faces)


@dataclass(frozen=True, slots=True)
class SolidWind:
    """Everything one solid contributes, per unit of G where linear."""

    solid: Solid
    cf: float
    k_all: float
    k_face: float
    e: float
    q_kd: Psf
    minimum_lb: float
    strips: tuple[Strip, ...] | None
    A: Part
    B_left: Part
    B_right: Part
    C_left: Part | None
    C_right: Part | None


def solid_wind(sheet: Quiet, code: WindCode, q_kd: Psf, solid: Solid, q_z: Psf | None = None) -> SolidWind:
    """Cases A, B and C of a sign by Fig. 29.3-1, or an open one by Fig. 29.4-2.

    q_kd (psf) at the top of the whole sign; q_z as the edition defines it there, needed only for an
    open sign with round members.
    """
    if solid.solid_ratio <= SOLID_LIMIT:
        return _open_wind(sheet, code, q_kd, solid, q_z)
    clearance, aspect = solid.s / solid.h, solid.B / solid.s
    sheet.given("B", f"Width of {solid.name}", solid.B, "ft")
    sheet.given("s", "Vertical size", solid.s, "ft")
    sheet.given("h", "Height of its top", solid.h, "ft")
    cf = coefficient.bilinear(code.sign, aspect, clearance)
    label = f"Force coefficient, s/h = {clearance:.3f}, B/s = {aspect:.3f}"
    sheet.taken("C_f", label, cf, "", code.label, code.sign.source)
    k_open = sheet(coefficient.opening_factor, epsilon=solid.solid_ratio) if solid.solid_ratio < 1.0 else 1.0
    k_face, e = _double_faced(sheet, code, solid)
    rise = 0.05 * solid.s if clearance >= 0.99 else 0.0
    if rise:
        sheet.note(f"s/h >= 0.99: the resultant acts 0.05 s = {rise:.3f} ft above the center")
    minimum = sheet(minimum_force, p_min=Psf(code.minimum_pressure.value), A=solid.B * solid.s)
    k_ab = k_open * k_face
    A, B_left, B_right = (_shifted(solid, q_kd * cf * k_ab, shift, rise, minimum) for shift in (0.0, -e, e))
    strips = _strips(sheet, code, solid)
    left = right = None
    if strips is not None:
        left = _strip_part(solid, strips, q_kd * k_open, rise, minimum, from_left=True)
        right = _strip_part(solid, strips, q_kd * k_open, rise, minimum, from_left=False)
    return SolidWind(solid, cf, k_open, k_face, e, q_kd, minimum, strips, A, B_left, B_right, left, right)


def _open_wind(sheet: Quiet, code: WindCode, q_kd: Psf, solid: Solid, q_z: Psf | None) -> SolidWind:
    """An open sign by Fig. 29.4-2 on its solid area, at its center; no case B or C there."""
    ratio = solid.solid_ratio
    sheet.given("epsilon", f"Solid area of {solid.name} over its gross area of {solid.gross_area:g} ft2", ratio)
    sheet.given("A_f", "Solid area, of all members normal to the wind", ratio * solid.gross_area, "ft2")
    table, members = _open_table(sheet, code, solid, q_z)
    cf = table.at(ratio)
    sheet.taken("C_f", f"Open sign with {members} members, solidity {ratio:.3f}", cf, "", code.label, table.source)
    sheet.assume(
        f"{solid.name}: solid ratio {ratio:g} is an open sign (ASCE 7 Fig. 29.4-2); its members are taken as "
        f"{members}, its pressure at the top of the sign; the force acts at the center of its area (Fig. 29.4-2 has no "
        "cases of eccentric wind)."
    )
    minimum = sheet(minimum_force, p_min=Psf(code.minimum_pressure.value), A=solid.B * solid.s)
    part = _shifted(solid, q_kd * cf * ratio, 0.0, 0.0, minimum)
    return SolidWind(solid, cf, ratio, 1.0, 0.0, q_kd, minimum, None, part, part, part, None, None)


def _open_table(sheet: Quiet, code: WindCode, solid: Solid, q_z: Psf | None) -> tuple[OpenTable, str]:
    """The column of Fig. 29.4-2 for the members of an open sign, and what they are called."""
    if solid.round_member is None:
        return code.open_flat, "flat-sided"
    if solid.iced:
        sheet.note("Round members under ice: D sqrt(q_z) <= 2.5 whatever their diameter (ASCE 7 10.5.3)")
        return code.open_round_small, "round"
    if q_z is None:
        raise TypeError("round members need q_z at the top of the sign")
    index = sheet(coefficient.round_member_index, D=solid.round_member, q_z=q_z)
    small = index <= ROUND_LIMIT
    sheet.note(f"Round members: D sqrt(q_z) = {index:.3f} {'<=' if small else '>'} 2.5")
    return (code.open_round_small if small else code.open_round_large), "round"


def _double_faced(sheet: Quiet, code: WindCode, solid: Solid) -> tuple[float, float]:
    """Factor on C_f and eccentricity of case B, with the 7-22 allowance for closed double faces."""
    e = 0.2 * solid.B
    if not (code.double_faced_reduction and solid.double_faced and solid.depth):
        return 1.0, sheet(coefficient.eccentricity, B=solid.B)
    R_min = solid.depth / min(solid.B, solid.s)
    R_max = solid.depth / max(solid.B, solid.s)
    k = 1.0
    if R_min <= 0.75 or R_max <= 0.4:
        sheet.assume("Double-faced cabinets are taken as closed on all sides (ASCE 7-22 Fig. 29.3-1 note 2).")
    if R_min <= 0.75:
        k = sheet(coefficient.double_faced_factor, R_min=R_min)
    if R_max <= 0.4:
        return k, sheet(coefficient.double_faced_eccentricity, R_max=R_max, B=solid.B)
    return k, e if not sheet.records else sheet(coefficient.eccentricity, B=solid.B)


def _shifted(solid: Solid, pressure: float, shift: float, rise: float, minimum: float) -> Part:
    """Cases A and B: the true area's force at its center, moved along the face by `shift`."""
    pieces = [
        (
            sign_force(q=Psf(pressure), G=1.0, C_f=1.0, k=1.0, A_s=f.area * solid.area_factor),
            f.left + f.width / 2.0 + shift,
            f.bottom + f.height / 2.0 + rise,
            f.height,
        )
        for f in solid.faces
    ]
    return merged(pieces, minimum)


def _strips(sheet: Quiet, code: WindCode, solid: Solid) -> tuple[Strip, ...] | None:
    """Case C strips with the factors of the figure's notes, or None below B/s = 2."""
    aspect, clearance = solid.B / solid.s, solid.s / solid.h
    if aspect < 2.0:
        sheet.note(f"Case C does not apply: B/s = {aspect:.3f} < 2")
        return None
    k = sheet(coefficient.ground_factor, r=clearance) if clearance > 0.8 else 1.0
    corner = 1.0
    ratio = solid.return_corner / solid.s
    if aspect >= 5.0 and ratio >= code.return_corner.x[0]:
        corner = linear(ratio, code.return_corner.x, code.return_corner.y)
        sheet.given("L_r", "Return corners", solid.return_corner, "ft")
        label = f"Return corner factor on the first strip, L_r/s = {ratio:.3f}"
        sheet.taken("k_r", label, corner, "", code.label, code.return_corner.source)
    strips: list[Strip] = []
    products: list[str] = []
    for i, strip in enumerate(coefficient.case_c(code.strips, solid.B, solid.s)):
        label = f"Case C coefficient, {strip.start:.2f} to {strip.end:.2f} ft from the windward edge"
        sheet.taken(f"C_f{i + 1}", label, strip.cf, "", code.label, code.strips.source)
        strips.append(Strip(strip.start, strip.end, strip.cf * k * (corner if i == 0 else 1.0)))
        if k != 1.0 or (i == 0 and corner != 1.0):
            of = [strip.cf, *([k] if k != 1.0 else []), *([corner] if i == 0 and corner != 1.0 else [])]
            products.append(f"C_f{i + 1} = {' x '.join(f'{f:.4g}' for f in of)} = {strips[-1].cf:.4g}")
    if products:
        sheet.note(f"With the factors above: {', '.join(products)}")
    return tuple(strips)


def _strip_part(
    solid: Solid, strips: Sequence[Strip], pressure: float, rise: float, minimum: float, *, from_left: bool
) -> Part:
    """Case C from one windward edge: each strip's pressure on the true area inside it."""
    pieces = []
    for strip in strips:
        if from_left:
            start, end = solid.left + strip.start, solid.left + strip.end
        else:
            start, end = solid.left + solid.B - strip.end, solid.left + solid.B - strip.start
        for face in solid.faces:
            inside = face.between(start, end)
            if inside is not None:
                force = pressure * strip.cf * inside.area * solid.area_factor
                middle = inside.left + inside.width / 2.0
                pieces.append((force, middle, inside.bottom + inside.height / 2.0 + rise, inside.height))
    return merged(pieces, minimum)
