"""The mats of a footing: bars chosen for least weight, or given and checked. ACI 318 chapters 7, 8, 13, 22."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from apex.engine.concrete.bar import Bar, Reinforcement
from apex.engine.footing.concrete import section_modulus, two_way_strength, two_way_stress
from apex.engine.footing.cut import ROUND_OFF, Cut, Shears, Strip, Worst, largest
from apex.engine.footing.layer import (
    CLOSEST,
    WAYS,
    Concrete,
    Face,
    Layer,
    Way,
    area_needed,
    count_for,
    count_for_shear,
    depth,
    developed,
    fits,
    layer,
)
from apex.engine.footing.shape import Footing
from apex.engine.trace import Quiet

SIZES = (4, 5, 6, 7, 8, 9)
LEAST_DEPTH = 6.0
"""Effective depth of the bottom bars, in. (ACI 318 13.3.1.2)."""
STRIPS: dict[tuple[Way, Face], Strip] = {
    ("x", "bottom"): "toe_x", ("y", "bottom"): "toe_y", ("x", "top"): "heel_x", ("y", "top"): "heel_y"
}  # fmt: skip
_QUIET = Quiet()


@dataclass(frozen=True, slots=True)
class Bending:
    """Largest moments at the pedestal's faces, kip-ft, with their combinations; none of a mat is below 0."""

    bottom: dict[Way, Worst]
    top: dict[Way, Worst]

    @property
    def lifted(self) -> bool:
        return any(M > 0.0 for M, _ in self.top.values())

    def of(self, face: Face) -> dict[Way, Worst]:
        return self.bottom if face == "bottom" else self.top


@dataclass(frozen=True, slots=True)
class Mats:
    bottom: tuple[Layer, Layer]
    top: tuple[Layer, Layer] | None

    @property
    def layers(self) -> tuple[Layer, ...]:
        return (*self.bottom, *(self.top or ()))

    @property
    def d_two_way(self) -> float:
        """Mean effective depth of the two bottom layers, in."""
        return (self.bottom[0].d_in + self.bottom[1].d_in) / 2.0


def bending(shears: Shears) -> Bending:
    """Moments at the faces of the pedestal over all combinations."""
    found = shears.moments
    return Bending({"x": found["toe_x"], "y": found["toe_y"]}, {"x": found["heel_x"], "y": found["heel_y"]})


def one_way(shears: Shears, a: Layer) -> Worst:
    """Largest shear at d from the pedestal's face under the bars of a layer."""
    return shears.at(STRIPS[a.way, a.face], shears.cuts[0].f.c_ft / 2.0 + a.d_in / 12.0)


def two_way(sheet: Quiet, cut: Cut, d: float) -> float | None:
    """v_u at the corner of the critical section, ksi; None where it does not lie inside the footing."""
    s = 12.0 * cut.f.c_ft + d
    if s >= 12.0 * min(cut.f.B_ft, cut.f.L_ft):
        return None
    return _stress(sheet, s, d, cut.around(s / 12.0))


def _stress(sheet: Quiet, s: float, d: float, passed: tuple[float, float, float]) -> float:
    V, M_x, M_y = passed
    S_c = sheet(section_modulus, s=s, d=d)
    return sheet(two_way_stress, V=abs(V), s=s, d=d, M_x=abs(M_x), M_y=abs(M_y), S_c=S_c)


def two_way_at_most(cut: Cut, d: float) -> float:
    """What the stress of `two_way` does not exceed."""
    s = 12.0 * cut.f.c_ft + d
    return _stress(_QUIET, s, d, cut.around_at_most(s / 12.0)) * (1.0 + ROUND_OFF)


def two_way_fails(cuts: Sequence[Cut], k: Concrete, d: float) -> int | None:
    """The first combination too large for the concrete around the pedestal."""
    s = 12.0 * cuts[0].f.c_ft + d
    held = two_way_strength(d=d, s=s, f_c=k.fc_psi)
    V, M_x, M_y = (max(part) for part in zip(*[c.around_at_most(s / 12.0) for c in cuts], strict=True))
    if _stress(_QUIET, s, d, (V, M_x, M_y)) * (1.0 + ROUND_OFF) <= held:
        return None
    return next((i for i, c in enumerate(cuts) if (two_way(_QUIET, c, d) or 0.0) > held), None)


def two_way_holds(cuts: Sequence[Cut], k: Concrete, d: float) -> bool:
    return d > 0.0 and two_way_fails(cuts, k, d) is None


@dataclass(frozen=True, slots=True)
class MatTask:
    """What bars of one mat are chosen for: the combinations, their largest shears and moments."""

    f: Footing
    k: Concrete
    pack: Reinforcement
    face: Face
    shears: Shears
    moments: Bending


def chosen(shears: Shears, k: Concrete, pack: Reinforcement, *, any_size: bool = False) -> Mats | None:
    """Bars of least weight that pass everything, one size a mat; None where no size does.

    `any_size` stops at the first size that does: a search asks only whether one exists.
    """
    f, moments = shears.cuts[0].f, bending(shears)
    bottom = _mat(MatTask(f, k, pack, "bottom", shears, moments), any_size=any_size)
    if bottom is None:
        return None
    if not moments.lifted:
        return Mats(bottom, None)
    top = _mat(MatTask(f, k, pack, "top", shears, moments), any_size=any_size)
    return None if top is None else Mats(bottom, top)


def _mat(task: MatTask, *, any_size: bool) -> tuple[Layer, Layer] | None:
    best: tuple[float, tuple[Layer, Layer]] | None = None
    for size in SIZES:
        bar = task.pack.bar(size)
        x, y = (_for_moment(task, bar, way) for way in WAYS)
        if x is None or y is None:
            continue
        # Shear can only ask for more bars, and hooks only make them longer.
        if best is not None and (x.count * x.run_in + y.count * y.run_in) * bar.weight_plf / 12.0 >= best[0]:
            continue
        made = _for_shear(task, x, y) if _stands(task.f, task.k, x) and _stands(task.f, task.k, y) else None
        if made is None:
            continue
        if any_size:
            return made
        weight = sum(a.bars(developed(_QUIET, task.f, task.k, a)[1]).weight_lb for a in made)
        if best is None or weight < best[0] - 1e-9:
            best = (weight, made)
    return None if best is None else best[1]


def _for_moment(task: MatTask, bar: Bar, way: Way) -> Layer | None:
    """The fewest bars of one layer for flexure, None where the section is too small."""
    f, k, face = task.f, task.k, task.face
    d = depth(f, way, face, bar)
    if face == "bottom" and d < LEAST_DEPTH:
        return None
    area = area_needed(_QUIET, f, k, way, d, task.moments.of(face)[way][0])
    return None if area is None else layer(f, way, face, bar, count_for(f, way, bar, area))


def _stands(f: Footing, k: Concrete, a: Layer) -> bool:
    """Room, strain and length of a layer; more bars of it have no more of any."""
    return fits(a) and tension_controlled(k, a) and developed(_QUIET, f, k, a)[0] <= a.reach_in


def _for_shear(task: MatTask, *bent: Layer) -> tuple[Layer, Layer] | None:
    """Both layers with the bars that shear asks for, or None where it refuses them."""
    f, k, made = task.f, task.k, []
    for a in bent:
        least = count_for_shear(k, a, one_way(task.shears, a)[0])
        if least is None:
            return None
        more = a if least <= a.count else replace(a, count=least)
        if more is not a and not _stands(f, k, more):
            return None
        made.append(more)
    if task.face == "bottom" and not two_way_holds(task.shears.cuts, k, (made[0].d_in + made[1].d_in) / 2.0):
        return None
    return made[0], made[1]


def strain_limit(k: Concrete) -> float:
    """Net tensile strain from which phi is 0.9."""
    return 0.005 if k.aci == "318-14" else k.fy_ksi / 29000.0 + 0.003


def tension_controlled(k: Concrete, a: Layer) -> bool:
    beta_1 = max(0.65, min(0.85, 0.85 - 0.05 * (k.fc_psi - 4000.0) / 1000.0))
    c = a.A_s * k.fy_ksi / (0.85 * k.fc_psi / 1000.0 * a.width_in) / beta_1
    return 0.003 * (a.d_in - c) / c >= strain_limit(k)


def given(f: Footing, bar: Bar, count: int, *, lifted: bool) -> Mats:
    """The same bars each way in the bottom, and in the top where a side is lifted."""
    bottom = (layer(f, "x", "bottom", bar, count), layer(f, "y", "bottom", bar, count))
    top = (layer(f, "x", "top", bar, count), layer(f, "y", "top", bar, count))
    return Mats(bottom, top if lifted else None)


def governing(cuts: Sequence[Cut], d: float) -> Cut | None:
    """The combination with the largest two-way stress."""
    f = cuts[0].f
    if 12.0 * f.c_ft + d >= 12.0 * min(f.B_ft, f.L_ft):
        return None
    return largest(cuts, [two_way_at_most(c, d) for c in cuts], lambda c: two_way(_QUIET, c, d) or 0.0)[1]


def heaviest(f: Footing, pack: Reinforcement, *, lifted: bool) -> Mats:
    """The most of the largest bars that find room: what is shown where nothing passes."""
    bar = pack.bar(SIZES[-1])
    layers = {}
    for face in ("bottom", "top"):
        for way in WAYS:
            a = layer(f, way, face, bar, 2)
            most = int(a.spacing_in / CLOSEST) + 1
            layers[face, way] = layer(f, way, face, bar, max(most, 2))
    top = (layers["top", "x"], layers["top", "y"])
    return Mats((layers["bottom", "x"], layers["bottom", "y"]), top if lifted else None)


def hooked(f: Footing, k: Concrete, a: Layer) -> bool:
    return a.spacing_in > 0.0 and developed(_QUIET, f, k, a)[1]
