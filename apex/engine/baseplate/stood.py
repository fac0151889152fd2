"""A pattern of rods stood under the combinations that matter, and what its rods are asked for in steel and concrete."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from apex.engine.anchor.edge import tension_and_shear
from apex.engine.anchor.fastening import Fastening, sheared, tensioned
from apex.engine.anchor.group import RodForces, RodGroup
from apex.engine.anchor.rod import RodGrade, RodSize
from apex.engine.anchor.share import most_sheared
from apex.engine.anchor.use import cone_use, edge_use
from apex.engine.baseplate import rod
from apex.engine.baseplate.check import pulled_and_sheared
from apex.engine.baseplate.joint import Joint
from apex.engine.baseplate.ring import Ring
from apex.engine.baseplate.standing_free import free_checks
from apex.engine.baseplate.state import Asked, State
from apex.engine.baseplate.washer import washer_holds
from apex.engine.trace import Quiet


@dataclass(frozen=True, slots=True)
class Pull:
    """One combination as the rods in the concrete feel it: kip."""

    T: float
    V: float
    quake: bool


@dataclass(slots=True)
class Stood:
    """A pattern on a plate under the active combinations, with the least thickness of plate.

    What embedments and welded washers make of it is found where it is asked for.
    """

    ring: Ring
    joint: Joint
    combinations: tuple[Asked, ...]
    states: tuple[State, ...]
    forces: tuple[RodForces, ...]
    cone_uses: dict[float, tuple[float, ...]] = field(default_factory=dict)
    pulls: dict[bool, tuple[Pull, ...]] = field(default_factory=dict)
    pairs: dict[bool, tuple[tuple[float, float], ...]] = field(default_factory=dict)

    def fastening(self, group: RodGroup) -> Fastening:
        """Rods of some size, depth and washers at these places."""
        return Fastening(group, self.joint.block, self.joint.editions, self.ring.placed)

    def cones(self, h_ef: float) -> tuple[float, ...]:
        """Breakout asks nothing of the size or grade of the rods, so it is found once; bars in its place are not."""
        if self.joint.group.bars is not None:
            return (0.0,) * len(self.forces)
        found = self.cone_uses.get(h_ef)
        if found is None:
            f = self.fastening(self.joint.group)
            uses = [cone_use(f, q, rods, h_ef) if (rods := tensioned(q)) else 0.0 for q in self.forces]
            found = self.cone_uses[h_ef] = tuple(uses)
        return found

    def edges(self, group: RodGroup) -> list[float]:
        """Use of the edges under every combination."""
        f = self.fastening(group)
        return [max(edge_use(f, q), 0.0) if sheared(q) else 0.0 for q in self.forces]

    def asked(self, *, welded: bool) -> tuple[Pull, ...]:
        """Greatest pull and shear of a rod under every combination."""
        found = self.pulls.get(welded)
        if found is None:
            f, quiet = self.fastening(replace(self.joint.group, washers_welded=welded)), Quiet()
            pulls = [
                Pull(max(q.tension_kip) if tensioned(q) else 0.0, most_sheared(quiet, f, q), q.seismic)
                for q in self.forces
            ]
            found = self.pulls[welded] = tuple(pulls)
        return found

    def loaded(self, *, welded: bool) -> list[State]:
        """The states with the shears that washers make of them."""
        pairs = zip(self.states, self.combinations, strict=True)
        return [x._replace(shear_kip=self.ring.shears(one, welded=welded)) for x, one in pairs]

    def outer(self, *, welded: bool) -> tuple[tuple[float, float], ...]:
        """Pulls and shears of rods as threaded parts, less those that another outdoes in both."""
        found = self.pairs.get(welded)
        if found is None:
            every = {pair for s in self.loaded(welded=welded) for pair in pulled_and_sheared(s)}
            found = self.pairs[welded] = _outer(every)
        return found

    def threaded(self, size: RodSize, grade: RodGrade, *, free_in: float, welded: bool) -> bool:
        """Whether rods hold as threaded parts, in tension, in shear and in both, and their washers (`rod_checks`)."""
        A_b, F_u = rod.nominal_area(d=size.diameter_in), grade.f_u_ksi
        F_nt, F_nv = rod.tensile_stress(F_u=F_u), rod.shear_stress(F_u=F_u)
        held_T = rod.rod_strength(phi=rod.PHI, F_n=F_nt, A_b=A_b)
        held_V = rod.rod_strength(phi=rod.PHI, F_n=F_nv, A_b=A_b)
        if welded:
            held_V = min(held_V, washer_holds(Quiet(), size.diameter_in, self.joint.weld.fexx_ksi))
        if any(max(s.force_kip) > held_T for s in self.states):
            return False
        pairs = self.outer(welded=welded)
        if any(max(self.ring.shears(one, welded=welded)) > held_V for one in self.combinations):
            return False
        d_se = rod.thread_diameter(A_se=size.A_se_in2)
        for pull, shear in pairs:
            if not (pull or free_in):
                continue
            M_r = rod.standoff_moment(V=shear, l=free_in) if free_in else 0.0
            F = rod.tensile_stress_with_shear(F_nt=F_nt, F_nv=F_nv, phi=rod.PHI, f_rv=shear / A_b)
            if rod.rod_stress(T=pull, A_b=A_b, M_r=M_r, d_se=d_se) > rod.PHI * F:
                return False
        return True

    def stands_free(self, j: Joint) -> bool:
        """Whether the rods hold over an open gap (`free_checks`)."""
        return all(c.passes for c in free_checks(Quiet(), j, self.loaded(welded=j.group.washers_welded)))


def together(pulls: list[float], pushes: list[float]) -> float:
    """The greatest interaction of tension and shear over the combinations."""
    return max([tension_and_shear(r_N=N, r_V=V) for N, V in zip(pulls, pushes, strict=True)], default=0.0)


def _outer(pairs: set[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Pairs of which none is outdone in both by another."""
    kept: list[tuple[float, float]] = []
    for T, V in sorted(pairs, reverse=True):
        if (kept[-1][1] if kept else 0.0) < V:
            kept.append((T, V))
    return tuple(kept)
