"""What a footing must carry: loads, soil, materials, and whether one footing does, asked quickly."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property

from apex.engine.concrete.bar import Reinforcement
from apex.engine.document.foundation import Rebar
from apex.engine.footing import pedestal
from apex.engine.footing.bearing import pressure
from apex.engine.footing.cut import Cut, Shears
from apex.engine.footing.layer import Concrete
from apex.engine.footing.mat import Mats, chosen, two_way_fails
from apex.engine.footing.pedestal import Pedestal
from apex.engine.footing.pedestal_choice import chosen as pedestal_bars
from apex.engine.footing.pedestal_push import Pushed, pushed
from apex.engine.footing.plane import unit_plane
from apex.engine.footing.push import Push, distinct, pressing, pushes
from apex.engine.footing.shape import Footing, Water, cover_ksf, water_states, weight
from apex.engine.footing.stability import stands
from apex.engine.footing.transfer import with_transfer
from apex.engine.foundation.book import FootingCalibration
from apex.engine.foundation.soil import SoilValues
from apex.engine.load.combination import Case
from apex.engine.trace import Quiet

_QUIET = Quiet()


@dataclass(slots=True)
class Made:
    """What a task has worked out already, by depth and by the pedestal's sizes."""

    service: dict[float, list[Push]]
    factored: dict[float, list[Push]]
    pedestals: dict[tuple[float, float, float, float], Pedestal | None]
    pushed: dict[tuple[float, float], Pushed]
    judges: dict[float, Judge]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Loads at grade (soil: allowable stress, lrfd: strength), the soil and the materials."""

    soil_cases: Sequence[Case]
    lrfd_cases: Sequence[Case]
    vertical_seismic: float
    soil: SoilValues
    water_depth_ft: float | None
    frost_ft: float
    concrete: Concrete
    rebar: Rebar | None
    book: FootingCalibration
    bars: Reinforcement
    field: str
    dead_kip: float = 0.0
    """Dead load on the footing beside that of the cases: the base plate."""
    made: Made = dataclass_field(
        init=False, default_factory=lambda: Made({}, {}, {}, {}, {}), compare=False, repr=False
    )

    @property
    def waters(self) -> tuple[Water, ...]:
        return water_states(self.water_depth_ft)

    def service(self, D: float) -> list[Push]:
        """Every allowable-stress combination at a base D below grade."""
        if D not in self.made.service:
            self.made.service[D] = pushes(self.soil_cases, D, self.vertical_seismic, self.waters, self.dead_kip)
        return self.made.service[D]

    def factored(self, D: float) -> list[Push]:
        """Every strength combination there."""
        if D not in self.made.factored:
            self.made.factored[D] = pushes(self.lrfd_cases, D, self.vertical_seismic, self.waters, self.dead_kip)
        return self.made.factored[D]

    def judge(self, D: float) -> Judge:
        """What judges footings at a base D below grade."""
        if D not in self.made.judges:
            self.made.judges[D] = Judge(self, D)
        return self.made.judges[D]

    def pedestal(self, f: Footing) -> Pedestal | None:
        """The pedestal with the bars chosen for it, None where none hold; of the plan below
        only how far it covers the hooks counts.
        """
        key = (f.c_ft, f.t_ft, f.D_ft, pedestal.beside(f))
        if key not in self.made.pedestals:
            self.made.pedestals[key] = pedestal_bars(f, self.pushed(f), self.concrete, self.bars)
        return self.made.pedestals[key]

    def pushed(self, f: Footing) -> Pushed:
        """What the pedestal carries, whatever its side."""
        key = f.D_ft, f.t_ft
        if key not in self.made.pushed:
            self.made.pushed[key] = pushed(f, self.factored(f.D_ft))
        return self.made.pushed[key]


def uplifts(f: Footing, waters: Sequence[Water]) -> dict[str, float]:
    return {w.name: w.uplift(_QUIET, f) for w in waters}


def cuts(f: Footing, found: Sequence[Push], task: Task) -> list[Cut]:
    """The soil pressure of every factored combination whose resultant lies inside."""
    W, U = weight(_QUIET, f, task.book), uplifts(f, task.waters)
    cover = cover_ksf(f, task.book)
    made = []
    for p in found:
        u = U[p.water.name]
        q = pressure(f, p, p.N(W, u))
        if q is not None:
            made.append(Cut(p.name, f, q, p.k * cover - u / f.area_ft2, p.also))
    return made


def reinforced(shears: Shears, task: Task, *, any_size: bool = False) -> Mats | None:
    """Chosen mats with the bars the moment transfer asks for; None where no size does."""
    mats = chosen(shears, task.concrete, task.bars, any_size=any_size)
    return None if mats is None else with_transfer(shears, task.concrete, mats)


@dataclass
class Judge:
    """Whether a footing passes, for a search: the combination that failed the last one is asked first."""

    task: Task
    D: float
    areas: dict[Hashable, float | None] = dataclass_field(default_factory=dict)
    """Least areas of plans, by what was asked of them."""

    @cached_property
    def service(self) -> list[Push]:
        return _heaviest(distinct(self.task.service(self.D)))

    @cached_property
    def factored(self) -> list[Push]:
        return pressing(self.task.factored(self.D))

    @cached_property
    def pressed(self) -> list[Push]:
        return _largest(list(self.service))

    def stands(self, f: Footing) -> bool:
        """Resultant inside, overturning, sliding and bearing in every allowable-stress combination."""
        if not self.stable(f):
            return False
        W, U = weight(_QUIET, f, self.task.book), uplifts(f, self.task.waters)
        return _all(self.pressed, lambda p: self._bears(f, p, W, U[p.water.name]))

    def stable(self, f: Footing) -> bool:
        """The same without bearing: a heavier footing of the same plan is never less stable."""
        W, U = weight(_QUIET, f, self.task.book), uplifts(f, self.task.waters)
        return _all(self.service, lambda p: stands(f, p, W, U[p.water.name], self.task.soil))

    def most_area(self, t: float) -> float:
        """The plan, ft2, that water lifts off in some combination; infinite where all it gains presses down.

        Where water stands high and little of the weight counts a larger footing may stand worse.
        """
        if self.task.water_depth_ft is None:
            return math.inf
        one = Footing(1.0, 1.0, t, self.D, 0.0)
        own, lifted = cover_ksf(one, self.task.book), uplifts(one, self.task.waters)
        left = [(p, lifted[p.water.name] - p.k * own) for p in self.service]
        return min([max(p.N(0.0, 0.0), 0.0) / up for p, up in left if up > 0.0], default=math.inf)

    def known_area(self, asked: Hashable, find: Callable[[], float | None]) -> float | None:
        """A least area, found once."""
        if asked not in self.areas:
            self.areas[asked] = find()
        return self.areas[asked]

    def has_pedestal(self, f: Footing) -> bool:
        """Whether some bars make the pedestal hold."""
        return f.pedestal_height_ft <= 0.0 or self.task.pedestal(f) is not None

    def _bears(self, f: Footing, p: Push, W: float, U: float) -> bool:
        N = p.N(W, U)
        unit = unit_plane(abs(p.M_y) / N / f.B_ft, abs(p.M_x) / N / f.L_ft)
        if unit is None:
            return False
        q = 1000.0 * N / f.area_ft2 * (unit[0] + unit[1] / 2.0 + unit[2] / 2.0)
        return q <= self.task.soil.vertical_psf

    def carries(self, f: Footing) -> bool:
        """Concrete and some bars that hold in every strength combination."""
        made = cuts(f, self.factored, self.task)
        if len(made) < len(self.factored):
            return False
        # The best mean depth any mat could have: what fails here fails with every bar.
        shears = Shears(made)
        fails = two_way_fails(shears, self.task.concrete, 12.0 * f.t_ft - 4.0)
        if fails is not None:
            self.factored.insert(0, self.factored.pop(fails))
            return False
        return reinforced(shears, self.task, any_size=True) is not None


def _all(found: list[Push], holds: Callable[[Push], bool]) -> bool:
    """Whether each holds; the first that does not moves to the front for next time."""
    for i, p in enumerate(found):
        if not holds(p):
            if i:
                found.insert(0, found.pop(i))
            return False
    return True


def _heaviest(found: Sequence[Push]) -> list[Push]:
    """Of combinations with the same gravity and uplift those that no other one reaches in every force.

    At one axial load overturning, sliding and pressure grow with each of these magnitudes.
    """
    groups: dict[tuple[float, ...], list[tuple[tuple[float, ...], Push]]] = {}
    for p in found:
        size = (
            abs(p.M_lx), abs(p.M_ly), abs(p.M_x), abs(p.M_y), p.V, abs(p.T), abs(p.M_y * p.V_y - p.M_x * p.V_x),
        )  # fmt: skip
        key = (p.k, p.N_g, p.N_l, p.M_gx, p.M_gy, p.water.depth_ft or -1.0)
        kept = groups.setdefault(key, [])
        if any(all(a <= b for a, b in zip(size, other, strict=True)) for other, _ in kept):
            continue
        kept[:] = [row for row in kept if not all(a <= b for a, b in zip(row[0], size, strict=True))]
        kept.append((size, p))
    return [p for kept in groups.values() for _, p in kept]


def _largest(found: Sequence[Push]) -> list[Push]:
    """Of combinations with the same axial load those whose moments no other one reaches both ways.

    At one axial load the largest pressure grows with each eccentricity.
    """
    groups: dict[tuple[float, float, str], list[Push]] = {}
    for p in found:
        groups.setdefault((p.k, p.N_s, p.water.name), []).append(p)
    kept = []
    for group in groups.values():
        ordered = sorted(group, key=lambda p: (-abs(p.M_x), -abs(p.M_y)))
        reach = -1.0
        for p in ordered:
            if abs(p.M_y) > reach:
                kept.append(p)
                reach = abs(p.M_y)
    return kept
