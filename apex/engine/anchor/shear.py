"""Rods in shear under one combination: steel, the edges, pryout. kip.

With welded plate washers every rod carries: shear equally, torsion by the elastic group. Without, holes are
larger than rods and two rods carry: for the steel any two, torsion as a couple of the two farthest apart; for an
edge the two nearest to it, one of them with the whole force of the couple pointing outward.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from apex.engine.anchor.breakout import PHI_CONCRETE
from apex.engine.anchor.cone import cone
from apex.engine.anchor.edge import concrete_design_shear, inclined, pryout, shear_eccentricity
from apex.engine.anchor.edge_body import EDGES, edge_body, towards
from apex.engine.anchor.fastening import TINY_KIP, Fastening
from apex.engine.anchor.group import Point, RodForces
from apex.engine.anchor.placed import Row as Places
from apex.engine.anchor.placed import Towards
from apex.engine.anchor.share import couple_force, most_sheared, rod_shears
from apex.engine.anchor.steel import PHI_SHEAR, rod_design_strength
from apex.engine.trace import Check, Quiet

Push = tuple[tuple[int, ...], float, float]
"""The rods of a row that push, what has gathered by the row, and its moment about the middle of the edge."""
Row = tuple[Push, Push]
"""Towards the edge, and along it."""


def steel(sheet: Quiet, f: Fastening, force: RodForces) -> Check:
    """The most loaded rod against its steel."""
    V = most_sheared(sheet, f, force)
    _, V_sa = f.steel_strengths(sheet)
    strength = sheet(rod_design_strength, phi=PHI_SHEAR[f.group.grade.ductile], R_n=V_sa)
    return Check("Rod steel in shear", f.cite("17.5.1", "17.7.1"), V, strength, "kip", force.name)


def pry(sheet: Quiet, f: Fastening, force: RodForces) -> Check:
    """The most loaded rod against its share of the group's cone; so torsion is not lost in the group's sum."""
    n = len(f.points)
    if sheet.records:
        cone(sheet, f.group, f.block, tuple(range(n))).strength_lb(sheet, 0.0, 0.0)
    k_cp = 1.0 if f.group.embedment_in < 2.5 else 2.0
    nominal = sheet(pryout, k_cp=k_cp, N_cbg=f.placed.whole_cone_lb(f.group), n=float(n))
    strength = sheet(concrete_design_shear, phi=PHI_CONCRETE, V_n=nominal)
    V = most_sheared(Quiet(), f, force)
    return Check("Pryout", f.cite("17.5.3", "17.7.3"), V, strength, "kip", force.name)


def most_used_edge(f: Fastening, V_x: float, V_y: float, T: float) -> tuple[float, int] | None:
    """Ratio and number of the edge used most. None where no shear points towards or along an edge.

    Where rods stand alike on both sides only one edge of either is looked at, the load being mirrored in its place.
    """
    ways = [(edge, V_x, V_y, T) for edge in range(4)]
    if f.placed.alike:
        ways = [(0, V_x, V_y, T), (0, -V_x, V_y, -T), (2, V_x, V_y, T), (2, V_x, -V_y, -T)]
    found = [(at[0], -edge) for edge, way in enumerate(ways) if (at := worst_row_at(f, *way)) is not None]
    if not found:
        return None
    used, edge = max(found)
    return used, -edge


def worst_row_at(f: Fastening, edge: int, V_x: float, V_y: float, T: float) -> tuple[float, Row] | None:
    """Ratio and row used most towards one edge."""
    if f.group.washers_welded:
        places, carried = f.placed.rows_behind(edge), _all(f, edge, V_x, V_y, T)
    else:
        places, carried = f.placed.rows_of_pair(edge), _nearest_two(f, edge, V_x, V_y, T)
    known = f.towards
    most, worst = 0.0, None
    for row in _rows(places, carried):
        used = _used(known, edge, row)
        if used > most:
            most, worst = used, row
    return None if worst is None else (most, worst)


def edges(sheet: Quiet, f: Fastening, force: RodForces) -> Check | None:
    """The row and edge used most. None where no shear points towards or along an edge."""
    load = force.shear_x_kip, force.shear_y_kip, force.torsion_kipin
    found = most_used_edge(f, *load)
    at = worst_row_at(f, found[1], *load) if found else None
    if found is None or at is None:
        return None
    edge, row = found[1], at[1]
    sheet.note(f"Shear towards the edge {EDGES[edge]} of the block governs; {_said(f)}")
    used, strength = _worked(sheet, f, edge, row)
    name, cite = "Concrete breakout in shear", f.cite("17.5.2", "17.7.2")
    return Check(name, cite, used * strength, strength, "kip", force.name)


def _said(f: Fastening) -> str:
    if f.group.washers_welded:
        return (
            "each row is taken to break out with its own shear and that of the rows before it, the rear row with all "
            "(cases 1 and 2 of Fig. R17.7.2.1b)"
        )
    return "the two rods nearest to the edge carry all (case 3 of Fig. R17.7.2.1b)"


Carried = Mapping[int, Point] | Sequence[Point]
"""Of every rod that carries, its shear towards the edge and along it."""


def _all(f: Fastening, edge: int, V_x: float, V_y: float, T: float) -> Carried:
    out, sign = edge // 2, -1.0 if edge % 2 else 1.0
    return [(sign * v[out], v[1 - out]) for v in rod_shears(f, V_x, V_y, T)]


def _nearest_two(f: Fastening, edge: int, V_x: float, V_y: float, T: float) -> Carried:
    """Half of the shear on each of the two rods nearest to the edge, and the couple of the torsion on one."""
    pair = f.placed.front_pair(edge)
    out, along = towards(edge, (V_x, V_y))
    parts = {i: (max(0.0, out) / len(pair), along / len(pair)) for i in pair}
    V, t = parts[pair[0]]
    parts[pair[0]] = (V + couple_force(f, T), t)
    return parts


def _rows(places: Sequence[Places], carried: Carried) -> list[Row]:
    """Rows from the edge backwards, with what has gathered by each; along the edge each sense by itself."""
    found: list[Row] = []
    V = M = plus = plus_M = minus = minus_M = 0.0
    for row in places:
        rods, forth, back = [], [], []
        for i, place in row:
            push, along = carried[i]
            if push > TINY_KIP:
                rods.append(i)
                V += push
                M += push * place
            if along > TINY_KIP:
                forth.append(i)
                plus += along
                plus_M += along * place
            elif along < -TINY_KIP:
                back.append(i)
                minus -= along
                minus_M -= along * place
        outward = (tuple(rods), V, M)
        if forth or (rods and not back):
            found.append((outward, (tuple(forth), plus, plus_M)))
        if back:
            found.append((outward, (tuple(back), minus, minus_M)))
    return found


def _used(known: Towards, edge: int, row: Row) -> float:
    """Ratio of a row under both components of its shear."""
    (out, V, M), (along, W, K) = row
    perp = par = 0.0
    if out:
        body = known.body(edge, out)
        psi = shear_eccentricity(e_V=abs(M / V - body.center_in), c_a1=body.c_a1_in)
        perp = V / (psi * body.outward_kip)
    if along:
        body = known.body(edge, along)
        psi = shear_eccentricity(e_V=abs(K / W - body.center_in), c_a1=body.c_a1_in)
        par = W / (psi * body.along_kip)
    return inclined(r_perp=perp, r_par=par) if out and along else perp + par


def _worked(sheet: Quiet, f: Fastening, edge: int, row: Row) -> tuple[float, float]:
    """Ratio of a row, and its design strength (kip) in the leading component, step by step."""
    parts = []
    for (rods, V, M), parallel in zip(row, (False, True), strict=True):
        if not rods:
            continue
        body = edge_body(sheet, f.group, f.block, edge, rods) if sheet.records else f.towards.body(edge, rods)
        e_V = abs(M / V - body.center_in)
        if sheet.records:
            way = "along" if parallel else "towards"
            sheet.given("V_ua,g", f"Shear {way} the edge {EDGES[edge]} gathered by this row", V, "kip")
            sheet.given("e'_V", "Its distance from the row's centroid", e_V, "in")
        nominal = body.strength_lb(sheet, e_V, parallel=parallel)
        parts.append((V, sheet(concrete_design_shear, phi=PHI_CONCRETE, V_n=nominal)))
    ratios = [V / strength for V, strength in parts]
    if len(ratios) == 1:
        return ratios[0], parts[0][1]
    return sheet(inclined, r_perp=ratios[0], r_par=ratios[1]), parts[0][1]
