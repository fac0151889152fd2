"""How much of every strength a combination uses, in plain floats: for envelopes and searches.

What governs is worked on the sheet by the functions these ratios stand for (`tension`, `shear`, `seismic`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from apex.engine.anchor import seismic, shear, tension
from apex.engine.anchor.breakout import PHI_CONCRETE, concrete_design_tension
from apex.engine.anchor.edge import concrete_design_shear, pryout, tension_and_shear
from apex.engine.anchor.fastening import Fastening, sheared, tensioned
from apex.engine.anchor.group import RodForces
from apex.engine.anchor.reinforcement import rod_share
from apex.engine.anchor.share import most_sheared
from apex.engine.anchor.steel import PHI_SHEAR, PHI_TENSION, rod_design_strength
from apex.engine.trace import Quiet

NONE = -1.0
"""A check that a combination does not ask for."""
QUIET = Quiet()
STEEL_T, HEAD, CONE, FACE, DUCTILE, STEEL_V, PRY, EDGES, BOTH = range(9)


@dataclass(slots=True)
class Strengths:
    """Design strengths (kip) that no combination changes, and what depends on one, worked out where it is asked for."""

    f: Fastening
    ductile: bool = False
    steel_T: float = 0.0
    steel_V: float = 0.0
    head: tuple[float, float] = (0.0, 0.0)
    """Without earthquake and with it."""
    bars: float | None = None
    pry: float | None = None
    pulls: dict[tuple[tuple[float, ...], bool], tuple[float, ...]] = field(default_factory=dict)
    """By the tensions and whether earthquake makes them."""
    pushes: dict[tuple[float, float, float], tuple[float, ...]] = field(default_factory=dict)
    """By shear and torsion: many combinations differ in one of both alone."""

    def __post_init__(self) -> None:
        grade, bars = self.f.group.grade, self.f.group.bars
        N_sa, V_sa = self.f.steel_strengths(QUIET)
        self.steel_T = rod_design_strength(phi=PHI_TENSION[grade.ductile], R_n=N_sa)
        self.steel_V = rod_design_strength(phi=PHI_SHEAR[grade.ductile], R_n=V_sa)
        N_pn = tension.nominal_pullout(QUIET, self.f)
        self.head = (_held(N_pn, quake=False), _held(N_pn, quake=True))
        if bars is not None:
            self.bars = rod_share(QUIET, bars, len(self.f.points))

    def uses(self, force: RodForces) -> Sequence[float]:
        """The ratio of every check by its place above; `NONE` where the combination does not ask for it."""
        pull = tuple(force.tension_kip), force.seismic
        pulled = self.pulls.get(pull)
        if pulled is None:
            pulled = self.pulls[pull] = self.pulled(force)
        push = force.shear_x_kip, force.shear_y_kip, force.torsion_kipin
        pushed = self.pushes.get(push)
        if pushed is None:
            pushed = self.pushes[push] = self.pushed(force)
        both = NONE
        if pulled[0] >= 0.0 and pushed[0] >= 0.0:
            both = tension_and_shear(r_N=max(pulled[:4]), r_V=max(pushed))
        return (*pulled, *pushed, both)

    def pulled(self, force: RodForces) -> tuple[float, ...]:
        """Steel, head, cone or its bars, side face, and the ductile way."""
        rods = tensioned(force)
        if not rods:
            return (NONE,) * 5
        f, T = self.f, max(force.tension_kip)
        ductile = seismic.ductile(QUIET, f, force) if self.ductile else None
        return (
            T / self.steel_T,
            T / self.head[force.seismic],
            self.cone(force, rods, T),
            self.face(force, rods),
            NONE if ductile is None else ductile.ratio,
        )

    def cone(self, force: RodForces, rods: tuple[int, ...], T: float) -> float:
        """The cone used most, or the bars in its place."""
        if self.bars is not None:
            return T / self.bars if self.bars > 0.0 else float("inf")
        return cone_use(self.f, force, rods)

    def face(self, force: RodForces, rods: tuple[int, ...]) -> float:
        """The side face used most."""
        found = tension.worst_face(self.f, force, rods)
        return NONE if found is None else found[1] / _held(found[2], quake=force.seismic)

    def pushed(self, force: RodForces) -> tuple[float, ...]:
        """Steel, pryout, and the edges."""
        if not sheared(force):
            return (NONE,) * 3
        V = most_sheared(QUIET, self.f, force)
        return V / self.steel_V, V / self.pried(), edge_use(self.f, force)

    def pried(self) -> float:
        """Pryout strength of one rod."""
        if self.pry is None:
            group, n = self.f.group, len(self.f.points)
            k_cp = 1.0 if group.embedment_in < 2.5 else 2.0
            nominal = pryout(k_cp=k_cp, N_cbg=self.f.placed.whole_cone_lb(group), n=float(n))
            self.pry = concrete_design_shear(phi=PHI_CONCRETE, V_n=nominal)
        return self.pry


def cone_use(f: Fastening, force: RodForces, rods: tuple[int, ...], h_ef: float | None = None) -> float:
    """The cone used most of those over the rods in tension, at their embedment or at another."""
    _, N, nominal = tension.worst_cone(f, force, rods, h_ef)
    return N / _held(nominal, quake=force.seismic)


def edge_use(f: Fastening, force: RodForces) -> float:
    """The edge used most."""
    return shear.most_used(f, force)[0]


def _held(nominal_lb: float, *, quake: bool) -> float:
    return concrete_design_tension(phi=PHI_CONCRETE, k_seismic=tension.SEISMIC if quake else 1.0, N_n=nominal_lb)
