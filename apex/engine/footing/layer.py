"""Bars of a footing one way in one face: depth, spacing, development. ACI 318. in, kip, kip-ft."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

from apex.engine.concrete.bar import Bar, BarSet
from apex.engine.concrete.development import hook_length, tension_length
from apex.engine.footing.concrete import least_ratio, least_steel, one_way_14, one_way_19, short_way_steel, steel_needed
from apex.engine.footing.shape import Footing
from apex.engine.trace import Quiet

Way = Literal["x", "y"]
Face = Literal["bottom", "top"]
WAYS: tuple[Way, ...] = ("x", "y")
COVER = {"bottom": 3.0, "top": 2.0}
"""Cast against earth; formed, exposed to earth (ACI 318 Table 20.6.1.3.1, 20.5.1.3.1)."""
END_COVER = 3.0
CLOSEST, WIDEST = 4.0, 18.0
HOOK = 16.0
"""Bar diameters a standard hook adds to a bar: bend and tail."""
_QUIET = Quiet()
_new = tuple.__new__
"""How a named tuple makes itself, without its own call: a choice looks at dozens of layers."""


@dataclass(frozen=True, slots=True)
class Concrete:
    """Materials and the edition that judges them."""

    fc_psi: float
    fy_ksi: float
    aci: str


class Layer(NamedTuple):
    """Equal bars running along x or y, spread evenly over the width across them; made by `layer`."""

    way: Way
    face: Face
    bar: Bar
    count: int  # type: ignore[assignment]  # the method of a tuple that it hides is not used
    d_in: float
    width_in: float
    reach_in: float
    """From the critical section at the pedestal to the end of the bar."""
    run_in: float
    A_s: float
    spacing_in: float

    @property
    def words(self) -> str:
        return f"{self.face} bars along {'the face' if self.way == 'x' else 'the normal'}"

    def with_count(self, count: int) -> Layer:
        spacing = _room(self.width_in, self.bar) / max(count - 1, 1)
        return self._replace(count=count, A_s=count * self.bar.area_in2, spacing_in=spacing)

    def length_in(self, hooked: bool) -> float:
        """Of one bar."""
        return self.run_in + (2.0 * HOOK * self.bar.diameter_in if hooked else 0.0)

    def bars(self, hooked: bool) -> BarSet:
        mark = ("B" if self.face == "bottom" else "T") + ("1" if self.way == "x" else "2")
        where = self.words + (", hooked at both ends" if hooked else "")
        return BarSet(mark, where, self.bar, self.count, self.length_in(hooked) / 12.0)


def _room(width_in: float, bar: Bar) -> float:
    """Between the middles of the outermost bars."""
    return width_in - 2.0 * END_COVER - bar.diameter_in


def side(f: Footing, way: Way) -> float:
    """Length of the footing along the bars, ft."""
    return f.B_ft if way == "x" else f.L_ft


def depth(f: Footing, way: Way, face: Face, bar: Bar) -> float:
    """Effective depth, in: the bars of the longer way lie outside, the others on them."""
    outer = (way == "y") == (f.L_ft >= f.B_ft)
    return 12.0 * f.t_ft - COVER[face] - (0.5 if outer else 1.5) * bar.diameter_in


def layer(f: Footing, way: Way, face: Face, bar: Bar, count: int) -> Layer:
    run, width = side(f, way), 12.0 * (f.L_ft if way == "x" else f.B_ft)
    reach, spacing = 6.0 * (run - f.c_ft) - END_COVER, _room(width, bar) / max(count - 1, 1)
    return _new(Layer, (
        way, face, bar, count, depth(f, way, face, bar), width, reach, 12.0 * run - 2.0 * END_COVER,
        count * bar.area_in2, spacing,
    ))  # fmt: skip


def short_way_factor(f: Footing, way: Way) -> float:
    """Beta of the footing for the bars of its short way, 1 for those of the long way."""
    other = f.L_ft if way == "x" else f.B_ft
    return max(other / side(f, way), 1.0)


def least_area(sheet: Quiet, f: Footing, k: Concrete, way: Way) -> float:
    """The least bars one way, whatever the moment."""
    b = 12.0 * (f.L_ft if way == "x" else f.B_ft)
    return sheet(least_steel, rho=least_ratio(k.fy_ksi, k.aci), b=b, h=12.0 * f.t_ft)


def area_needed(sheet: Quiet, f: Footing, k: Concrete, way: Way, d: float, M: float) -> float | None:
    """Bars for flexure with the band of the short way, and the least; None where the section is too small."""
    b, least = 12.0 * (f.L_ft if way == "x" else f.B_ft), least_area(sheet, f, k, way)
    if d <= 0.0 or d * d <= 2.0 * 12.0 * M / (0.9 * 0.85 * k.fc_psi / 1000.0 * b):
        return None
    flexure = sheet(steel_needed, f_c=k.fc_psi, b=b, f_y=k.fy_ksi, d=d, M=max(M, 0.0))
    beta = short_way_factor(f, way)
    if beta > 1.0:
        flexure = sheet(short_way_steel, A=flexure, beta=beta)
    return max(flexure, least)


def shear_strength(sheet: Quiet, k: Concrete, a: Layer) -> float:
    if k.aci == "318-14":
        return sheet(one_way_14, f_c=k.fc_psi, b=a.width_in, d=a.d_in)
    return sheet(one_way_19, rho_w=a.A_s / (a.width_in * a.d_in), f_c=k.fc_psi, b=a.width_in, d=a.d_in)


def count_for_shear(k: Concrete, a: Layer, V: float) -> int | None:
    """Bars the shear asks for (318-19: strength grows with the steel); None where no number does."""
    unit = 0.75 * k.fc_psi**0.5 * a.width_in * a.d_in / 1000.0
    if k.aci == "318-14":
        return 0 if 2.0 * unit >= V else None
    if 5.0 * unit < V:
        return None
    rho = (max(V, 0.0) / (8.0 * unit)) ** 3
    return math.ceil(rho * a.width_in * a.d_in / a.bar.area_in2 - 1e-9)


def count_for(f: Footing, way: Way, bar: Bar, area: float) -> int:
    """Bars for an area within the widest spacing."""
    widest, width = min(WIDEST, 24.0 * f.t_ft), 12.0 * (f.L_ft if way == "x" else f.B_ft)
    return max(math.ceil(area / bar.area_in2 - 1e-9), math.ceil(_room(width, bar) / widest - 1e-9) + 1, 2)


def fits(a: Layer) -> bool:
    return a.spacing_in >= CLOSEST


def developed(sheet: Quiet, f: Footing, k: Concrete, a: Layer) -> tuple[float, bool]:
    """Length the bars need beyond the pedestal, straight or, where that is too long, hooked."""
    d_b = a.bar.diameter_in
    c_b = min(COVER[a.face] + d_b / 2.0, a.spacing_in / 2.0)
    high = a.face == "top" and 12.0 * f.t_ft - COVER["top"] - d_b > 12.0
    psi_t = 1.3 if high else 1.0
    size, f_y, f_c, aci = a.bar.size, k.fy_ksi, k.fc_psi, k.aci
    l_d = tension_length(_QUIET, size=size, d_b=d_b, f_y=f_y, f_c=f_c, c_b=c_b, aci=aci, psi_t=psi_t)
    if l_d <= a.reach_in or not _hook_fits(f, a):
        if sheet.records:
            tension_length(sheet, size=size, d_b=d_b, f_y=f_y, f_c=f_c, c_b=c_b, aci=aci, psi_t=psi_t)
        return l_d, False
    if sheet.records:
        sheet.note(f"Straight bars would need {l_d:.1f} in.: standard hooks at both ends")
    spaced, covered = a.spacing_in >= 6.0 * d_b, aci == "318-14"
    return hook_length(sheet, size=size, d_b=d_b, f_y=f_y, f_c=f_c, aci=aci, covered=covered, spaced=spaced), True


def _hook_fits(f: Footing, a: Layer) -> bool:
    """A standard hook of 180 degrees is 8 bar diameters deep."""
    return 12.0 * f.t_ft - COVER["bottom"] - COVER["top"] >= 8.0 * a.bar.diameter_in
