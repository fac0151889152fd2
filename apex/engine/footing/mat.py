"""The mats of a footing: bars chosen for least weight, or given and checked. ACI 318 chapters 7, 8, 13, 22."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from apex.engine.concrete.bar import Bar, Reinforcement
from apex.engine.footing.concrete import section_modulus, two_way_strength, two_way_stress
from apex.engine.footing.cut import Cut, Force, Shears, Strip, Worst
from apex.engine.footing.largest import ROUND_OFF, largest
from apex.engine.footing.layer import (
    CLOSEST,
    END_COVER,
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
    least_area,
    side,
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


def two_way_side(f: Footing, d: float) -> float:
    """Side of the critical section of two-way shear, in."""
    return 12.0 * f.c_ft + d


def two_way(sheet: Quiet, cut: Cut, d: float) -> float | None:
    """v_u at the corner of the critical section, ksi; None where it does not lie inside the footing."""
    s = two_way_side(cut.f, d)
    if s >= 12.0 * min(cut.f.B_ft, cut.f.L_ft):
        return None
    V, M_x, M_y = cut.around(s / 12.0)
    S_c = sheet(section_modulus, s=s, d=d)
    return sheet(two_way_stress, V=abs(V), s=s, d=d, M_x=abs(M_x), M_y=abs(M_y), S_c=S_c)


def _stress_at_most(s: float, d: float, found: Iterable[Force]) -> list[float]:
    """Stresses under what forces around the pedestal do not exceed."""
    S_c = section_modulus(s=s, d=d)
    return [two_way_stress(V=V, s=s, d=d, M_x=x, M_y=y, S_c=S_c) * (1.0 + ROUND_OFF) for V, x, y in found]


def two_way_at_most(shears: Shears, d: float) -> list[float]:
    """What the stress of `two_way` does not exceed, of every combination."""
    s = two_way_side(shears.cuts[0].f, d)
    return _stress_at_most(s, d, shears.around_at_most(s / 12.0))


def two_way_fails(shears: Shears, k: Concrete, d: float) -> int | None:
    """The first combination too large for the concrete around the pedestal."""
    s = two_way_side(shears.cuts[0].f, d)
    held = two_way_strength(d=d, s=s, f_c=k.fc_psi)
    V, M_x, M_y = map(max, zip(*shears.around_at_most(s / 12.0), strict=True))
    if _stress_at_most(s, d, [(V, M_x, M_y)])[0] <= held:
        return None
    return next((i for i, c in enumerate(shears.cuts) if (two_way(_QUIET, c, d) or 0.0) > held), None)


def two_way_holds(shears: Shears, k: Concrete, d: float) -> bool:
    return d > 0.0 and two_way_fails(shears, k, d) is None


class MatTask(NamedTuple):
    """What bars of one mat are chosen for: the combinations, their largest shears and moments."""

    f: Footing
    k: Concrete
    bars: list[tuple[float, int, Bar]]
    """Sizes in the order of trying, each behind what a mat of it is not lighter than, lb, and its place in `SIZES`."""
    face: Face
    shears: Shears
    moments: Bending


def chosen(shears: Shears, k: Concrete, pack: Reinforcement, *, any_size: bool = False) -> Mats | None:
    """Bars of least weight that pass everything, one size a mat; None where no size does.

    `any_size` stops at the first size that does: a search asks only whether one exists.
    """
    f, moments = shears.cuts[0].f, bending(shears)
    if any_size:
        bars = [(0.0, i, pack.bar(size)) for i, size in enumerate(SIZES)]
    else:
        bars = sorted(_lightest(f, k, [pack.bar(size) for size in SIZES]))
    bottom = _mat(MatTask(f, k, bars, "bottom", shears, moments), any_size=any_size)
    if bottom is None:
        return None
    if not moments.lifted:
        return Mats(bottom, None)
    top = _mat(MatTask(f, k, bars, "top", shears, moments), any_size=any_size)
    return None if top is None else Mats(bottom, top)


def _lightest(f: Footing, k: Concrete, sizes: Sequence[Bar]) -> list[tuple[float, int, Bar]]:
    """With the weight of the least steel each way, within the widest spacing, straight: no mat has fewer bars."""
    ways = [(way, least_area(_QUIET, f, k, way), 12.0 * side(f, way) - 2.0 * END_COVER) for way in WAYS]
    return [
        (_pounds(bar, sum([count_for(f, way, bar, area) * run for way, area, run in ways])), i, bar)
        for i, bar in enumerate(sizes)
    ]


def _pounds(bar: Bar, run_in: float) -> float:
    """Weight of bars of this length together; rounded, so that sizes weigh alike in whatever order they are added."""
    return round(run_in * bar.weight_plf / 12.0, 9)


def _mat(task: MatTask, *, any_size: bool) -> tuple[Layer, Layer] | None:
    """The lightest, of sizes that weigh alike the first; of any size, the first at all."""
    best: tuple[float, int, tuple[Layer, Layer]] | None = None
    for least, i, bar in task.bars:
        if best is not None and (least, i) > best[:2]:
            break
        x, y = _for_moment(task, bar, "x"), _for_moment(task, bar, "y")
        if x is None or y is None:
            continue
        # Shear can only ask for more bars, and those closer to each other need no less length.
        weight = _weighed(task, bar, x, y)
        if weight is None or (best is not None and (weight, i) > best[:2]):
            continue
        made = _for_shear(task, x, y)
        if made is not None and made != (x, y):
            weight = _weighed(task, bar, *made)
        if made is None or weight is None:
            continue
        if any_size:
            return made
        if best is None or (weight, i) < best[:2]:
            best = weight, i, made
    return None if best is None else best[2]


def _weighed(task: MatTask, bar: Bar, *layers: Layer) -> float | None:
    """Weight of layers with their hooks; None where one has no room, no strain or no length."""
    run = 0.0
    for a in layers:
        if not (fits(a) and tension_controlled(task.k, a)):
            return None
        length, hooked = developed(_QUIET, task.f, task.k, a)
        if length > a.reach_in:
            return None
        run += a.count * a.length_in(hooked)
    return _pounds(bar, run)


def _for_moment(task: MatTask, bar: Bar, way: Way) -> Layer | None:
    """The fewest bars of one layer for flexure, None where the section is too small."""
    f, face = task.f, task.face
    d = depth(f, way, face, bar)
    if face == "bottom" and d < LEAST_DEPTH:
        return None
    area = area_needed(_QUIET, f, task.k, way, d, task.moments.of(face)[way][0])
    return None if area is None else layer(f, way, face, bar, count_for(f, way, bar, area))


def _for_shear(task: MatTask, *bent: Layer) -> tuple[Layer, Layer] | None:
    """Both layers with the bars that shear asks for, or None where it refuses them."""
    k, made = task.k, []
    for a in bent:
        least = count_for_shear(k, a, one_way(task.shears, a)[0])
        if least is None:
            return None
        made.append(a if least <= a.count else a.with_count(least))
    if task.face == "bottom" and not two_way_holds(task.shears, k, (made[0].d_in + made[1].d_in) / 2.0):
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


def governing(shears: Shears, d: float) -> Cut | None:
    """The combination with the largest two-way stress."""
    f = shears.cuts[0].f
    if two_way_side(f, d) >= 12.0 * min(f.B_ft, f.L_ft):
        return None
    return largest(shears.cuts, two_way_at_most(shears, d), lambda c: two_way(_QUIET, c, d) or 0.0)[1]


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
