"""Rods in shear under one combination: steel, the edges, pryout. kip.

With welded plate washers every rod carries: shear equally, torsion by the elastic group. Without, holes are
larger than rods and two rods carry: for the steel any two, torsion as a couple of the two farthest apart; for an
edge the two nearest to it, one of them with the whole force of the couple pointing outward.
"""

from __future__ import annotations

from collections.abc import Iterator

from apex.engine.anchor.breakout import PHI_CONCRETE
from apex.engine.anchor.cone import cone
from apex.engine.anchor.edge import concrete_design_shear, inclined, pryout, shear_eccentricity
from apex.engine.anchor.edge_body import EDGES, EdgeBody, edge_body, towards
from apex.engine.anchor.fastening import TINY_KIP, Fastening
from apex.engine.anchor.group import Point, RodForces
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
    if f.whole_cone is None or sheet.records:
        whole = cone(sheet, f.group, f.block, tuple(range(n)))
        f.whole_cone = whole.central_lb
        if sheet.records:
            whole.strength_lb(sheet, 0.0, 0.0)
    k_cp = 1.0 if f.group.embedment_in < 2.5 else 2.0
    nominal = sheet(pryout, k_cp=k_cp, N_cbg=f.whole_cone, n=float(n))
    strength = sheet(concrete_design_shear, phi=PHI_CONCRETE, V_n=nominal)
    V = most_sheared(Quiet(), f, force)
    return Check("Pryout", f.cite("17.5.3", "17.7.3"), V, strength, "kip", force.name)


def edges(sheet: Quiet, f: Fastening, force: RodForces) -> Check | None:
    """The row and edge used most. None where no shear points towards or along an edge."""
    shears = rod_shears(f, force) if f.group.washers_welded else None
    most, worst = 0.0, None
    for edge in range(4):
        carried = _all(edge, shears) if shears is not None else _nearest_two(f, edge, force)
        for row in _rows(f, edge, carried):
            used = _used(f, edge, row)
            if used > most:
                most, worst = used, (edge, row)
    if worst is None:
        return None
    edge, row = worst
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


Carried = dict[int, Point]
"""Of every rod that carries, its shear towards the edge and along it."""


def _all(edge: int, shears: list[Point]) -> Carried:
    return {i: towards(edge, v) for i, v in enumerate(shears)}


def _nearest_two(f: Fastening, edge: int, force: RodForces) -> Carried:
    """Half of the shear on each of the two rods nearest to the edge, and the couple of the torsion on one."""
    pair = f.front_pair(edge)
    out, along = towards(edge, (force.shear_x_kip, force.shear_y_kip))
    parts = {i: (max(0.0, out) / len(pair), along / len(pair)) for i in pair}
    V, t = parts[pair[0]]
    parts[pair[0]] = (V + couple_force(f, force), t)
    return parts


def _rows(f: Fastening, edge: int, carried: Carried) -> Iterator[Row]:
    """Rows from the edge backwards, with what has gathered by each; along the edge each sense by itself."""
    V = M = plus = plus_M = minus = minus_M = 0.0
    for row in f.rows_behind(edge):
        rods, forth, back = [], [], []
        for i, place in row:
            if i not in carried:
                continue
            push, along = carried[i]
            if push > TINY_KIP:
                rods.append(i)
                V, M = V + push, M + push * place
            if along > TINY_KIP:
                forth.append(i)
                plus, plus_M = plus + along, plus_M + along * place
            elif along < -TINY_KIP:
                back.append(i)
                minus, minus_M = minus - along, minus_M - along * place
        outward = (tuple(rods), V, M)
        if forth or (rods and not back):
            yield outward, (tuple(forth), plus, plus_M)
        if back:
            yield outward, (tuple(back), minus, minus_M)


def _used(f: Fastening, edge: int, row: Row) -> float:
    """Ratio of a row under both components of its shear."""
    parts = []
    for (rods, V, M), parallel in zip(row, (False, True), strict=True):
        if rods:
            body = _body(f, edge, rods)
            psi = shear_eccentricity(e_V=abs(M / V - body.center_in), c_a1=body.c_a1_in)
            parts.append(V / (psi * (body.along_kip if parallel else body.outward_kip)))
    return parts[0] if len(parts) == 1 else inclined(r_perp=parts[0], r_par=parts[1])


def _body(f: Fastening, edge: int, rods: tuple[int, ...]) -> EdgeBody:
    if (edge, rods) not in f.bodies:
        f.bodies[edge, rods] = edge_body(Quiet(), f.group, f.block, edge, rods)
    return f.bodies[edge, rods]


def _worked(sheet: Quiet, f: Fastening, edge: int, row: Row) -> tuple[float, float]:
    """Ratio of a row, and its design strength (kip) in the leading component, step by step."""
    parts = []
    for (rods, V, M), parallel in zip(row, (False, True), strict=True):
        if not rods:
            continue
        body = edge_body(sheet, f.group, f.block, edge, rods) if sheet.records else _body(f, edge, rods)
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
