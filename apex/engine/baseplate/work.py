"""One base plate worked out in full: plate, rods, weld and concrete under every combination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.anchor.group import Block, Point, RodForces
from apex.engine.anchor.placed import Placed
from apex.engine.anchor.work import anchor_checks
from apex.engine.baseplate import bearing
from apex.engine.baseplate.check import bearing_checks, plate_checks, rod_checks, weld_checks, worst
from apex.engine.baseplate.derivation import toward
from apex.engine.baseplate.fit import fits, hole_diameter, washer_thickness, washer_width
from apex.engine.baseplate.joint import Joint, joint
from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.rectangle import block
from apex.engine.baseplate.standing_free import free_checks
from apex.engine.baseplate.state import State, overstrength, states
from apex.engine.baseplate.weight import Weights, cost, weights
from apex.engine.baseplate.weld import weld_line
from apex.engine.bundle import Packs
from apex.engine.document.baseplate import Anchors, Plate, PlateConcrete, Sdc, Weld
from apex.engine.edition import Editions
from apex.engine.load.combination import Case
from apex.engine.load.seismic import OMEGA_0
from apex.engine.trace import Check, Quiet

UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class BasePlateWork:
    """A base plate with its checks. `complete` is False where plate and concrete allow no equilibrium to check.

    `tension_kip` are the rods of the combination that pulls hardest; points from the middle, x along the face.
    """

    column: Column
    plate: Plate
    anchors: Anchors
    weld: Weld
    concrete: Block
    points: tuple[Point, ...]
    hole_in: float
    washer_in: float
    washer_thickness_in: float
    governing_case: str
    tension_kip: tuple[float, ...]
    checks: tuple[Check, ...]
    complete: bool
    weights: Weights
    cost_usd: float

    @property
    def passes(self) -> bool:
        return self.complete and all(c.passes for c in self.checks)

    @property
    def ratio(self) -> float:
        return max(c.ratio for c in self.checks)

    @property
    def stand_in(self) -> float:
        """From the concrete to the foot of the support: the gap or grout, and the plate."""
        return self.anchors.gap_in + self.plate.thickness_in

    @property
    def plate_lb(self) -> float:
        return self.weights.plate_lb

    @property
    def rods_lb(self) -> float:
        return self.weights.rods_lb

    @property
    def weld_lb(self) -> float:
        return self.weights.weld_lb


def base_plate(
    sheet: Quiet,
    column: Column,
    plate: Plate,
    anchors: Anchors,
    weld: Weld,
    concrete: PlateConcrete,
    cases: Sequence[Case],
    editions: Editions,
    packs: Packs,
    sdc: Sdc | None = "A",
    *,
    ductile: bool = False,
    placed: Placed | None = None,
) -> BasePlateWork:
    """Every check of a given plate under factored combinations (LRFD, second order included), kip and kip-ft.

    Sizes are checked and never changed. Raises `OutOfScope` for rods in one line, sizes the packs do not hold and
    whatever `anchor_checks` refuses. `placed` may hold what a search found for rods at the same places before.
    """
    sheet.part("baseplate", f"Base plate of {column.section.name}")
    _given(sheet, plate, anchors, weld, sdc)
    j = joint(sheet, column, plate, anchors, weld, concrete, editions, packs)
    checks = fits(sheet, j.aisc, column, plate, j.block, j.points, j.group.size.diameter_in, weld.size_in)
    loaded = states(j, cases, sdc)
    found = worst(loaded, lambda s: max(s.force_kip) if s.balanced else 0.0)
    hardest = found[0] if found else None
    complete = not anchors.grouted or j.standing is not None
    if not complete:
        sheet.warn("the plate overhangs the concrete: bearing, plate and rods could not be checked")
    else:
        sheet.part("baseplate", "Equilibrium under the plate" if anchors.grouted else "Forces of the rods")
        _show(sheet, j, hardest)
        checks += bearing_checks(sheet, j, loaded)
        complete = all(s.balanced for s in loaded)
        if not complete:
            sheet.warn("no block under the plate balances every combination: plate and rods could not be checked")
    if complete:
        checks += _strengths(sheet, j, loaded)
        more, complete = _in_concrete(sheet, j, loaded, cases, sdc, placed, ductile=ductile)
        checks += more
    sheet.part("baseplate", "Weld of the support")
    checks += weld_checks(sheet, j, loaded)
    return _work(j, hardest, checks, packs, complete=complete)


def _given(sheet: Quiet, plate: Plate, anchors: Anchors, weld: Weld, sdc: Sdc | None) -> None:
    if not sheet.records:
        return
    for symbol, label, value, unit in (
        ("B", "Plate width along the face", plate.width_in, "in"),
        ("L", "Plate length normal to the face", plate.length_in, "in"),
        ("t", "Plate thickness", plate.thickness_in, "in"),
        ("F_y", "Yield of the plate", plate.fy_ksi, "ksi"),
        ("d", f"Rod diameter, {anchors.grade}", anchors.diameter_in, "in"),
        ("h_ef", "Embedment", anchors.embedment_in, "in"),
        ("w", "Leg of the fillet", weld.size_in, "in"),
        ("SDC", "Seismic design category", sdc or UNKNOWN, ""),
    ):
        sheet.given(symbol, label, value, unit)
    if anchors.bolt_circle_in is not None:
        axis = "y" if anchors.count and anchors.count % 2 else "x"
        sheet.assume(f"The first rod of the bolt circle stands half a spacing from the {axis} axis (choice).")
    elif anchors.arrangement == "perimeter" and min(anchors.rows or 1, anchors.columns or 1) > 2:
        sheet.assume("Of the rows and columns of rods only the outer ones stand, around the support (choice).")
    if anchors.grouted:
        sheet.assume(
            "Grouted plate: uniform bearing at the design stress beyond a straight line, rods beyond the middle of the "
            "plate pull in proportion to their distance from it (AISC DG1; in two directions a choice)."
        )
    else:
        sheet.assume("Plate on leveling nuts without grout: the rods carry everything; no bearing on concrete.")
    if anchors.grouted and anchors.plate_washers_welded:
        sheet.assume("Shear bends the rods from the middle of the welded washer to the grout (AISC DG1 3.5.3).")
    share = "all rods" if anchors.plate_washers_welded else "two rods, no plate washers being welded"
    sheet.assume(f"Shear and torsion go to {share} (AISC DG1 3.5); friction under the plate is not counted.")
    sheet.assume(
        "Rods bend the plate over the width they reach at 45 degrees; holes by AISC DG1 Table 2.3; the fillet runs all "
        "around the support, by the elastic line method, without increase for its direction."
    )


def _show(sheet: Quiet, j: Joint, s: State | None) -> None:
    """The combination that pulls a rod hardest, with its balance written out."""
    if s is None or not sheet.records:
        return
    a = s.action
    sheet.note(f"Largest pull of a rod: {s.name}; tension of the rods {_list(s.force_kip)} kip")
    for symbol, label, value, unit in (
        ("N", "Axial load", a.N, "kip"),
        ("M_x", "Moment about x", 12.0 * a.M_x, "kip-in"),
        ("M_y", "Moment about y", 12.0 * a.M_y, "kip-in"),
    ):
        sheet.given(symbol, label, value, unit)
    if s.stand is None or s.stand.regime not in ("small", "large"):
        return
    stand, half_x, half_y = s.stand, j.plate.width_in / 2.0, j.plate.length_in / 2.0
    _design_guide(sheet, j, s)
    A, Q_x, Q_y, _ = block(half_x, half_y, *stand.n, stand.h_in)
    pull = list(zip(s.force_kip, j.points, strict=True))
    sheet.note(
        f"Block of {stand.pressure_ksi:.4f} ksi on {A:.3f} in2, beyond {stand.h_in:.3f} in from the middle "
        f"{toward(*stand.n)}; it balances:"
    )
    sheet(bearing.balanced_axial, p=stand.pressure_ksi, A=A, T=sum(s.force_kip))
    sheet(bearing.balanced_moment, p=stand.pressure_ksi, Q=Q_y, M_T=-sum(F * p[1] for F, p in pull))
    sheet(bearing.balanced_moment, p=stand.pressure_ksi, Q=Q_x, M_T=-sum(F * p[0] for F, p in pull))


def _design_guide(sheet: Quiet, j: Joint, s: State) -> None:
    """The formulas of the Design Guide where the load turns about one axis and the rods that pull are one row."""
    stand, a = s.stand, s.action
    assert stand is not None and j.p_max_ksi is not None
    if min(abs(stand.n[0]), abs(stand.n[1])) > 0.0 or a.N <= 0.0:
        return
    about_x = stand.n[0] == 0.0
    L, B = (j.plate.length_in, j.plate.width_in) if about_x else (j.plate.width_in, j.plate.length_in)
    M = 12.0 * abs(a.M_x if about_x else a.M_y)
    sheet(bearing.eccentricity, M=M, N=a.N)
    sheet(bearing.critical_eccentricity, L=L, N=a.N, p=j.p_max_ksi, B=B)
    rows = {round(abs(p[1] if about_x else p[0]), 9) for F, p in zip(s.force_kip, j.points, strict=True) if F > 0.0}
    if stand.regime == "large" and len(rows) == 1:
        Y = sheet(bearing.bearing_length, f=rows.pop(), L=L, M=M, N=a.N, p=j.p_max_ksi, B=B)
        sheet(bearing.rod_tension, p=j.p_max_ksi, B=B, Y=Y, N=a.N)


def _list(values: Sequence[float]) -> str:
    return ", ".join(f"{v:.3f}" for v in values)


def _strengths(sheet: Quiet, j: Joint, loaded: Sequence[State]) -> list[Check]:
    sheet.part("baseplate", "Bending of the plate")
    checks = plate_checks(sheet, j, loaded)
    sheet.part("baseplate", "Rods as threaded parts")
    return checks + rod_checks(sheet, j, loaded) + free_checks(sheet, j, loaded)


def _in_concrete(
    sheet: Quiet,
    j: Joint,
    loaded: Sequence[State],
    cases: Sequence[Case],
    sdc: Sdc | None,
    placed: Placed | None,
    *,
    ductile: bool,
) -> tuple[list[Check], bool]:
    """Chapter 17, and whether it could be worked: what prevents it stands as a failed check."""
    placed = placed or Placed(j.points, j.block)
    edge = placed.nearest_edge_in()
    if edge <= 0.0:
        sheet.warn("a rod lies outside of the concrete: the rods in the concrete could not be checked")
        needed = j.group.size.diameter_in / 2.0
        return [sheet.check(Check("Rods within the concrete", "ACI 318 chapter 17", needed, edge, "in"))], False
    forces = rod_forces(j, loaded, cases, sdc, ductile=ductile)
    if forces is None:
        sheet.warn("with the overstrength no block under the plate balances: the rods in the concrete are not checked")
        strong = [s for s in overstrength(j, cases, sdc) if s.stand is not None and not s.balanced]
        s = max(strong, key=lambda t: t.stand.share if t.stand else 0.0)
        share = s.stand.share if s.stand else 0.0
        name = "Plate large enough for the overstrength"
        return [sheet.check(Check(name, "ACI 318 17.10, AISC DG1 3.4", share, 1.0, "", s.name))], False
    if not forces:
        return [], True
    omega = OMEGA_0 if any(f.seismic for f in forces) else None
    made = anchor_checks(sheet, j.group, j.block, forces, j.editions, sdc_ductile=ductile, omega_0=omega, placed=placed)
    return list(made), True


def rod_forces(
    j: Joint, loaded: Sequence[State], cases: Sequence[Case], sdc: Sdc | None, *, ductile: bool
) -> list[RodForces] | None:
    """What the concrete is checked for; earthquake with its overstrength, in the ductile way only its shear.

    None where the overstrength finds no equilibrium under the plate.
    """
    still = [s.rods() for s in loaded if not s.seismic]
    if ductile:
        shaken = [s.rods() for s in loaded if s.seismic]
        return still + [
            r._replace(
                shear_x_kip=OMEGA_0 * r.shear_x_kip,
                shear_y_kip=OMEGA_0 * r.shear_y_kip,
                torsion_kipin=OMEGA_0 * r.torsion_kipin,
            )
            for r in shaken
        ]
    strong = overstrength(j, cases, sdc)
    return still + [s.rods() for s in strong] if all(s.balanced for s in strong) else None


def _work(j: Joint, hardest: State | None, checks: Sequence[Check], packs: Packs, *, complete: bool) -> BasePlateWork:
    d = j.group.size.diameter_in
    washer = washer_width(d=d)
    w = weights(j.plate, j.anchors, j.group.size, len(j.points), j.weld.size_in, weld_line(Quiet(), j.column).L)
    name, tension = (hardest.name, hardest.tension_kip) if hardest else ("", (0.0,) * len(j.points))
    return BasePlateWork(
        j.column,
        j.plate,
        j.anchors,
        j.weld,
        j.block,
        j.points,
        hole_diameter(d=d),
        washer,
        washer_thickness(d=d),
        name,
        tension,
        tuple(checks),
        complete,
        w,
        cost(w, packs),
    )
