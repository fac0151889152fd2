"""Anchor rods in concrete, every check over every combination: ACI 318-14 and 318-19 chapter 17."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from apex.engine.anchor import seismic, shear, tension
from apex.engine.anchor.area import nearest_edge
from apex.engine.anchor.edge import tension_and_shear
from apex.engine.anchor.fastening import Fastening, require_scope, sheared, tensioned
from apex.engine.anchor.group import Block, RodForces, RodGroup
from apex.engine.anchor.layout import layout_checks
from apex.engine.anchor.reinforcement import bars_checks
from apex.engine.edition import Editions
from apex.engine.trace import Check, Quiet

Mode = Callable[[Quiet, Fastening, RodForces], Check | None]
TENSION: tuple[Mode, ...] = (tension.steel, tension.head, tension.breakout, tension.blowout)
SHEAR: tuple[Mode, ...] = (shear.steel, shear.pry, shear.edges)
Governing = dict[Mode, tuple[float, RodForces]]
"""Of every check, the combination that governs it and its ratio."""


def anchor_checks(
    sheet: Quiet,
    group: RodGroup,
    block: Block,
    forces: Sequence[RodForces],
    editions: Editions,
    *,
    sdc_ductile: bool = False,
    omega_0: float | None = None,
    stretch_in: float | None = None,
) -> tuple[Check, ...]:
    """Every check of the rods in the concrete, each under the combination that governs it, worked on the sheet.

    Tension of a rod is 0 where it is pressed. Earthquake (`RodForces.seismic`): `omega_0` says that the forces of
    those combinations carry that overstrength factor; `sdc_ductile` takes the ductile way in tension instead (only
    shear and torsion carry it then), with `stretch_in` of rod free to stretch. Raises `OutOfScope` outside of
    chapter 17 or where neither way is open.
    """
    f = Fastening(group, block, editions)
    require_scope(f, forces)
    seismic.require_path(f, forces, omega_0, ductile=sdc_ductile)
    governing = _envelope(f, forces, ductile=sdc_ductile)
    sheet.part("baseplate", "Anchor rods in the concrete")
    _opening(sheet, f, omega_0, quake=any(q.seismic for q in forces), ductile=sdc_ductile)
    rules = layout_checks(sheet, f) + bars_checks(sheet, f)
    if sdc_ductile:
        rules += seismic.ductile_checks(sheet, f, forces, stretch_in)
    checks = [sheet.check(c) for c in rules]
    for mode, (_, force) in governing.items():
        check = mode(sheet, f, force)
        if check is not None:
            checks.append(sheet.check(check))
    return tuple(checks)


def governing_ratio(
    group: RodGroup,
    block: Block,
    forces: Sequence[RodForces],
    editions: Editions,
    *,
    sdc_ductile: bool = False,
    omega_0: float | None = None,
    stretch_in: float | None = None,
    stop_above: float = math.inf,
) -> float:
    """The greatest ratio of all checks, for searches: what `anchor_checks` would show, and nothing kept.

    Returns early with any ratio found above `stop_above`; infinite where a rod stands outside of the concrete.
    """
    if min(nearest_edge(block, p) for p in group.points) <= 0.0:
        return math.inf
    f, quiet = Fastening(group, block, editions), Quiet()
    require_scope(f, forces)
    seismic.require_path(f, forces, omega_0, ductile=sdc_ductile)
    rules = layout_checks(quiet, f) + bars_checks(quiet, f)
    if sdc_ductile:
        rules += seismic.ductile_checks(quiet, f, forces, stretch_in)
    worst = max(c.ratio for c in rules)
    for force in _hardest_first(forces):
        if worst > stop_above:
            return worst
        worst = max(worst, _worst(_ratios(f, force, ductile=sdc_ductile)))
    return worst


def _hardest_first(forces: Sequence[RodForces]) -> list[RodForces]:
    """The combinations with the greatest tension, rod tension, shear and torsion before the others."""
    scales: tuple[Callable[[RodForces], float], ...] = (
        lambda q: sum(q.tension_kip),
        lambda q: max(q.tension_kip),
        lambda q: math.hypot(q.shear_x_kip, q.shear_y_kip),
        lambda q: abs(q.torsion_kipin),
    )
    first = {id(q): q for q in (max(forces, key=scale) for scale in scales)} if forces else {}
    return [*first.values(), *(q for q in forces if id(q) not in first)]


def _ratios(f: Fastening, force: RodForces, *, ductile: bool) -> dict[Mode, float]:
    """Ratio of every check of one combination."""
    quiet, out = Quiet(), {}
    modes = _modes(force, ductile=ductile)
    for mode in modes:
        check = mode(quiet, f, force)
        if check is not None:
            out[mode] = check.ratio
    if sheared(force) and tensioned(force):
        out[together] = _combined(quiet, out)
    return out


def _modes(force: RodForces, *, ductile: bool) -> tuple[Mode, ...]:
    pulled = TENSION + ((seismic.ductile,) if ductile else ()) if tensioned(force) else ()
    return pulled + (SHEAR if sheared(force) else ())


def _worst(ratios: dict[Mode, float]) -> float:
    return max(ratios.values(), default=0.0)


def _combined(sheet: Quiet, ratios: dict[Mode, float]) -> float:
    r_N = max(ratios[m] for m in TENSION if m in ratios)
    r_V = max(ratios[m] for m in SHEAR if m in ratios)
    return sheet(tension_and_shear, r_N=r_N, r_V=r_V)


def together(sheet: Quiet, f: Fastening, force: RodForces) -> Check:
    """Tension and shear of the same combination."""
    ratios = _ratios(f, force, ductile=False)
    demand = _combined(sheet, ratios)
    return Check("Tension and shear together", f.cite("17.6", "17.8"), demand, 1.0, "", force.name)


def _envelope(f: Fastening, forces: Sequence[RodForces], *, ductile: bool) -> Governing:
    """The governing combination of every check, in the order of the checks."""
    best: Governing = {}
    for force in forces:
        for mode, ratio in _ratios(f, force, ductile=ductile).items():
            if mode not in best or ratio > best[mode][0]:
                best[mode] = (ratio, force)
    order = (*TENSION, seismic.ductile, *SHEAR, together)
    return {mode: best[mode] for mode in order if mode in best}


def _opening(sheet: Quiet, f: Fastening, omega_0: float | None, *, quake: bool, ductile: bool) -> None:
    """What was given, and the choices that hold for every check."""
    group, block = f.group, f.block
    shape = f"circle {block.width_in:g} in." if block.round else f"{block.width_in:g} x {block.length_in:g} in."
    sheet.given("n", f"Rods of {group.grade.name}", len(group.points))
    sheet.given("d_a", "Diameter of the rods", group.size.diameter_in, "in")
    sheet.given("A_se", "Effective area of a rod", group.size.A_se_in2, "in2")
    sheet.given("h_ef", "Embedment", group.embedment_in, "in")
    sheet.given("A_brg", "Bearing area of a head", group.head_area_in2, "in2")
    sheet.given("f'c", f"Concrete, {shape}", block.fc_psi, "psi")
    sheet.assume("anchor rods: no supplementary reinforcement (condition B, phi 0.70); normal-weight concrete")
    if group.washers_welded:
        sheet.assume("plate washers are welded to the base plate: all rods carry the shear")
    else:
        sheet.assume("plate washers are not welded: two rods carry the shear")
    if quake and omega_0 is not None:
        which = "shears" if ductile else "forces"
        sheet.assume(f"earthquake {which} on the anchor rods carry Omega_0 = {omega_0:g}")
    if quake and ductile:
        sheet.assume("earthquake tension of the anchor rods: ductile steel governs")
