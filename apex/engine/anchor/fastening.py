"""A group of rods in its block with what every combination asks of it again: cones, edges, steel strengths."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from apex.engine.anchor.area import clusters, nearest_edge
from apex.engine.anchor.cone import Cone
from apex.engine.anchor.edge_body import EdgeBody, towards
from apex.engine.anchor.face import Face
from apex.engine.anchor.group import Block, Point, RodForces, RodGroup
from apex.engine.anchor.steel import GROUT, rod_steel_shear, rod_steel_tension, rod_tensile_stress
from apex.engine.edition import Editions
from apex.engine.trace import Quiet
from apex.errors import OutOfScope

TINY_KIP = 1e-9
_ROW_IN = 1e-5


@dataclass(slots=True)
class Fastening:
    """Rods, block and editions; what was found once for a set of rods is kept for the next combination."""

    group: RodGroup
    block: Block
    editions: Editions
    cones: dict[tuple[int, ...], list[Cone]] = field(default_factory=dict)
    faces: dict[tuple[int, ...], list[Face]] = field(default_factory=dict)
    bodies: dict[tuple[int, tuple[int, ...]], EdgeBody] = field(default_factory=dict)
    steel: tuple[float, float] | None = None
    whole_cone: float | None = None
    centroid: tuple[float, float, float] | None = None
    span: float | None = None
    rows: dict[int, list[list[tuple[int, float]]]] = field(default_factory=dict)
    pairs: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def points(self) -> tuple[Point, ...]:
        return self.group.points

    def near_rods(self, rods: tuple[int, ...]) -> list[tuple[int, ...]]:
        """Rods whose cones overlap, together: nearer than 3 h_ef (ACI 318-14 17.2.1.1, 318-19 17.5.1.3.1)."""
        return clusters(self.points, rods, 1.5 * self.group.embedment_in)

    def rows_behind(self, edge: int) -> list[list[tuple[int, float]]]:
        """Rows of rods from an edge backwards: of every rod its number and its place along the edge."""
        if edge not in self.rows:
            places = [towards(edge, p) for p in self.points]
            rows: list[list[tuple[int, float]]] = []
            last = math.inf
            for i in sorted(range(len(places)), key=lambda i: (-round(places[i][0], 6), places[i][1])):
                if last - places[i][0] > _ROW_IN:
                    rows.append([])
                    last = places[i][0]
                rows[-1].append((i, places[i][1]))
            self.rows[edge] = rows
        return self.rows[edge]

    def front_pair(self, edge: int) -> tuple[int, ...]:
        """The two rods nearest to an edge; of a longer row the two closest to each other: the narrowest body."""
        if edge not in self.pairs:
            rows = self.rows_behind(edge)
            steps = [(t_b - t_a, a, b) for (a, t_a), (b, t_b) in itertools.pairwise(rows[0])]
            order = [i for row in rows for i, _ in row]
            self.pairs[edge] = min(steps)[1:] if steps else tuple(order[:2])
        return self.pairs[edge]

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
    return tuple(i for i, T in enumerate(force.tension_kip) if T > TINY_KIP)


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
    c = min(nearest_edge(block, p) for p in group.points)
    if c <= 0.0:
        raise OutOfScope(f.cite("17.7", "17.9"), "c_a,min", c, "every rod stands within the concrete", "concrete")
    for force in forces:
        if len(force.tension_kip) != len(group.points):
            raise ValueError(f"{force.name}: {len(force.tension_kip)} tensions for {len(group.points)} rods")
        if len(group.points) == 1 and abs(force.torsion_kipin) > TINY_KIP:
            raise OutOfScope(
                f.cite("17.5.1", "17.7.1"), "T", force.torsion_kipin, "one rod carries no torsion", "anchors"
            )
