"""Rods in shear under one combination: steel, the edges, pryout. kip.

With welded plate washers every rod carries: shear equally, torsion by the elastic group. Without, holes are
larger than rods and two rods carry: for the steel any two, torsion as a couple of the two farthest apart; for an
edge the two nearest to it, one of them with the whole force of the couple pointing outward.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from apex.engine.anchor.breakout import PHI_CONCRETE
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
        f.placed.cone(sheet, f.group, tuple(range(n))).strength_lb(sheet, 0.0, 0.0)
    k_cp = 1.0 if f.group.embedment_in < 2.5 else 2.0
    nominal = sheet(pryout, k_cp=k_cp, N_cbg=f.placed.whole_cone_lb(f.group), n=float(n))
    strength = sheet(concrete_design_shear, phi=PHI_CONCRETE, V_n=nominal)
    V = most_sheared(Quiet(), f, force)
    return Check("Pryout", f.cite("17.5.3", "17.7.3"), V, strength, "kip", force.name)


def most_used(f: Fastening, force: RodForces) -> tuple[float, int]:
    """Ratio and number of the edge used most; the ratio is below 0 where no shear points towards or along an edge.

    It grows in proportion to shear and torsion, and their images use the images of the edges alike: about both axes,
    and with x and y in each other's place where rods and block are square.
    """
    V_x, V_y, T = force.shear_x_kip, force.shear_y_kip, force.torsion_kipin
    size = max(abs(V_x), abs(V_y), abs(T))
    x, y, t = V_x / size, V_y / size, T / size
    over_x = over_y = across = False
    if f.placed.alike:
        across = f.placed.fronts[2][0] == 0 and abs(x) < abs(y)
        if across:
            x, y, t = y, x, -t
        over_x, over_y = x < 0.0, y < 0.0
        if over_x != over_y:
            t = -t
        x, y = abs(x), abs(y)
        if t < 0.0 and not (x and y):  # what has no shear along an axis is turned over by the mirror across it
            t, over_x, over_y = -t, over_x != (not x), over_y != (x > 0.0)
    known = f.towards.uses
    found = known.get((x, y, t))
    if found is None:
        found = known[x, y, t] = most_used_edge(f, x, y, t)
    used, edge = found
    if over_x if edge < 2 else over_y:
        edge ^= 1
    return used * size if used >= 0.0 else used, edge ^ 2 if across else edge


def most_used_edge(f: Fastening, V_x: float, V_y: float, T: float) -> tuple[float, int]:
    """Ratio and number of the edge used most, the first of equal ones; -1 where none is used."""
    shears = rod_shears(f, V_x, V_y, T) if f.group.washers_welded else []
    most, worst = -1.0, 0
    for edge in range(4):
        if edge % 2 and f.placed.alike and not (T or (V_x, V_y)[edge // 2]):
            continue  # as the edge across
        found = worst_row_at(f, edge, V_x, V_y, T, shears)
        if found is not None and found[0] > most:
            most, worst = found[0], edge
    return most, worst


def worst_row_at(
    f: Fastening, edge: int, V_x: float, V_y: float, T: float, shears: Sequence[Point]
) -> tuple[float, Row] | None:
    """Ratio and row used most towards one edge, its rods as they stand before the one that stands for it."""
    front, image = f.placed.fronts[edge]
    if f.group.washers_welded:
        places, carried = f.placed.rows_behind(front), _all(edge, [shears[i] for i in image])
    else:
        places, carried = f.placed.rows_of_pair(front), _nearest_two(f, front, towards(edge, (V_x, V_y)), T)
    known = f.towards
    most, worst = 0.0, None
    for row in _rows(places, carried):
        used = _used(known, front, row)
        if used > most:
            most, worst = used, row
    return None if worst is None else (most, worst)


def edges(sheet: Quiet, f: Fastening, force: RodForces) -> Check | None:
    """The row and edge used most. None where no shear points towards or along an edge."""
    load = force.shear_x_kip, force.shear_y_kip, force.torsion_kipin
    _, edge = most_used(f, force)
    at = worst_row_at(f, edge, *load, rod_shears(f, *load) if f.group.washers_welded else [])
    if at is None:
        return None
    image, (out, along) = f.placed.fronts[edge][1], at[1]
    row = _before(image, out), _before(image, along)
    sheet.note(f"Shear towards the edge {EDGES[edge]} of the block governs; {_said(f)}")
    used, strength = _worked(sheet, f, edge, row)
    name, cite = "Concrete breakout in shear", f.cite("17.5.2", "17.7.2")
    return Check(name, cite, used * strength, strength, "kip", force.name)


def _before(image: Sequence[int], push: Push) -> Push:
    """A push of the rods before an edge, known of their images."""
    rods, V, M = push
    return tuple([image[i] for i in rods]), V, M


def _said(f: Fastening) -> str:
    if f.group.washers_welded:
        return (
            "each row is taken to break out with its own shear and that of the rows before it, the rear row with all "
            "(cases 1 and 2 of Fig. R17.7.2.1b)"
        )
    return "the two rods nearest to the edge carry all (case 3 of Fig. R17.7.2.1b)"


Carried = Mapping[int, Point] | Sequence[Point]
"""Of every rod that carries, its shear towards the edge and along it."""


def _all(edge: int, shears: Sequence[Point]) -> Carried:
    out, sign = edge // 2, -1.0 if edge % 2 else 1.0
    return [(sign * v[out], v[1 - out]) for v in shears]


def _nearest_two(f: Fastening, edge: int, shear: Point, T: float) -> Carried:
    """Half of the shear on each of the two rods nearest to the edge, and the couple of the torsion on one."""
    pair, (out, along) = f.placed.front_pair(edge), shear
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
        body = edge_body(sheet, f.group, f.block, edge, rods)
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
