"""A group of rods in its block with what every combination asks of it again: places, and strengths of its steel."""

from __future__ import annotations

from collections.abc import Sequence

from apex.engine.anchor.group import Block, Point, RodForces, RodGroup
from apex.engine.anchor.placed import Placed, Towards
from apex.engine.anchor.steel import GROUT, rod_steel_shear, rod_steel_tension, rod_tensile_stress
from apex.engine.edition import Editions
from apex.engine.trace import Quiet
from apex.errors import OutOfScope

TINY_KIP = 1e-9


class Fastening:
    """Rods, block and editions; `placed` keeps what was found for the same places before."""

    __slots__ = ("_towards", "block", "editions", "group", "placed", "steel")

    def __init__(self, group: RodGroup, block: Block, editions: Editions, placed: Placed | None = None) -> None:
        self.group = group
        self.block = block
        self.editions = editions
        self.placed = placed or Placed(group.points, block)
        self.steel: tuple[float, float] | None = None
        self._towards: Towards | None = None

    @property
    def towards(self) -> Towards:
        """Bodies towards the edges."""
        if self._towards is None:
            self._towards = self.placed.towards_edges(self.group)
        return self._towards

    @property
    def points(self) -> tuple[Point, ...]:
        return self.group.points

    def cite(self, old: str, new: str) -> str:
        """The place of a rule in the edition in force: 318-14's number, 318-19's number."""
        return f"ACI {self.editions.aci318} {old if self.editions.aci318 == '318-14' else new}"

    def steel_strengths(self, sheet: Quiet) -> tuple[float, float]:
        """Nominal tension and shear of one rod, kip."""
        if not sheet.records and self.steel is not None:
            return self.steel
        grade, size = self.group.grade, self.group.size
        f_uta = sheet(rod_tensile_stress, f_u=grade.f_u_ksi, f_y=grade.f_y_ksi)
        N_sa = sheet(rod_steel_tension, A_se=size.A_se_in2, f_uta=f_uta)
        k = GROUT if self.group.grouted and self.group.gap_in > 0.0 else 1.0
        V_sa = sheet(rod_steel_shear, k_grout=k, A_se=size.A_se_in2, f_uta=f_uta)
        self.steel = (N_sa, V_sa)
        return self.steel


def tensioned(force: RodForces) -> tuple[int, ...]:
    """The rods in tension; only they make a cone (ACI 318-19 R17.6.2.3)."""
    return tuple([i for i, T in enumerate(force.tension_kip) if T > TINY_KIP])


def sheared(force: RodForces) -> bool:
    return abs(force.shear_x_kip) + abs(force.shear_y_kip) + abs(force.torsion_kipin) > TINY_KIP


def require_scope(f: Fastening, forces: Sequence[RodForces]) -> None:
    """`OutOfScope` for what chapter 17 has no number for."""
    group, block = f.group, f.block
    limits = (
        (block.fc_psi <= 10000.0, ("17.2.7", "17.3.1"), "f'c", block.fc_psi, "at most 10,000 psi", "concrete.fc_psi"),
        (
            group.size.diameter_in <= 4.0,
            ("17.3.2.3", "17.3.2"),
            "d_a",
            group.size.diameter_in,
            "at most 4 in.",
            "anchors.diameter_in",
        ),
        (
            group.kind == "cast_in",
            ("17.4.3.2", "17.6.3.1"),
            "rods",
            group.kind,
            "pullout and splitting of post-installed anchors come from tests of the product",
            "anchors",
        ),
    )
    for holds, (old, new), name, value, limit, where in limits:
        if not holds:
            raise OutOfScope(f.cite(old, new), name, value, limit, where)
    c = f.placed.nearest_edge_in()
    if c <= 0.0:
        raise OutOfScope(f.cite("17.7", "17.9"), "c_a,min", c, "every rod stands within the concrete", "concrete")
    for force in forces:
        if len(force.tension_kip) != len(group.points):
            raise ValueError(f"{force.name}: {len(force.tension_kip)} tensions for {len(group.points)} rods")
        if len(group.points) == 1 and abs(force.torsion_kipin) > TINY_KIP:
            raise OutOfScope(
                f.cite("17.5.1", "17.7.1"), "T", force.torsion_kipin, "one rod carries no torsion", "anchors"
            )
