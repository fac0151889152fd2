"""Rods in tension under one combination: steel, cone or its bars, pullout, side face. kip."""

from __future__ import annotations

from apex.engine.anchor.breakout import PHI_CONCRETE, concrete_design_tension
from apex.engine.anchor.cone import Cone
from apex.engine.anchor.face import Face
from apex.engine.anchor.fastening import Fastening, tensioned
from apex.engine.anchor.group import RodForces
from apex.engine.anchor.pullout import PSI_C_P, pullout
from apex.engine.anchor.reinforcement import rod_share
from apex.engine.anchor.steel import PHI_TENSION, rod_design_strength
from apex.engine.trace import Check, Quiet

SEISMIC = 0.75
"""On concrete strengths in tension: ACI 318-14 17.2.3.4.4, 318-19 17.10.5.4."""


def _seismic(sheet: Quiet, force: RodForces) -> float:
    if force.seismic:
        sheet.note("Earthquake is more than 20 % of the load in a category C to F: 0.75 on the concrete in tension")
    return SEISMIC if force.seismic else 1.0


def steel(sheet: Quiet, f: Fastening, force: RodForces) -> Check:
    """The most loaded rod against its steel."""
    T = max(force.tension_kip)
    N_sa, _ = f.steel_strengths(sheet)
    strength = sheet(rod_design_strength, phi=PHI_TENSION[f.group.grade.ductile], R_n=N_sa)
    return Check("Rod steel in tension", f.cite("17.4.1", "17.6.1"), T, strength, "kip", force.name)


def pull(f: Fastening, force: RodForces, rods: tuple[int, ...]) -> tuple[float, float, float]:
    """Sum of the tensions of some rods, and where it acts."""
    N = x = y = 0.0
    for i in rods:
        T, p = force.tension_kip[i], f.points[i]
        N, x, y = N + T, x + T * p[0], y + T * p[1]
    return N, x / N, y / N


def nominal_cone(sheet: Quiet, f: Fastening, force: RodForces, one: Cone) -> tuple[float, float]:
    """Pull on a cone (kip), and its nominal strength (lb) with the eccentricity of the pull."""
    N, x, y = pull(f, force, one.rods)
    e_x, e_y = abs(x - one.center[0]), abs(y - one.center[1])
    return N, one.strength_lb(sheet, e_x, e_y)


def worst_cone(
    f: Fastening, force: RodForces, rods: tuple[int, ...], h_ef: float | None = None
) -> tuple[Cone, float, float]:
    """Of the cones of the rods in tension the one that is used most: pull on it (kip), nominal strength (lb).

    At the embedment of the rods, or at another.
    """
    cones, pulls = f.placed.cones_of(f.group, rods, h_ef), tuple(force.tension_kip)
    found = cones.most.get(pulls)
    if found is None:
        quiet, most, found = Quiet(), -1.0, (0, 0.0, 1.0)
        for i, one in enumerate(cones.every):
            N, nominal = nominal_cone(quiet, f, force, one)
            if N / nominal > most:
                found, most = (i, N, nominal), N / nominal
        cones.most[pulls] = found
    i, N, nominal = found
    return cones.every[i], N, nominal


def breakout(sheet: Quiet, f: Fastening, force: RodForces) -> Check:
    """The cone that is used most, or the bars that take its place."""
    if f.group.bars is not None:
        T = max(force.tension_kip)
        strength = rod_share(sheet, f.group.bars, len(f.points))
        return Check("Anchor reinforcement", f.cite("17.4.2.9", "17.5.2.1"), T, strength, "kip", force.name)
    rods = tensioned(force)
    worst, N, nominal = worst_cone(f, force, rods)
    if sheet.records:
        count = len(f.placed.cones_of(f.group, rods).every)
        cones = f"{count} cone{'s' if count > 1 else ''}"
        sheet.note(f"Concrete breakout of rods {_numbers(worst.rods)}; {cones} under this combination")
        worst = f.placed.cone(sheet, f.group, worst.rods)
        N, x, y = pull(f, force, worst.rods)
        sheet.given("N_ua,g", "Pull on these rods", N, "kip")
        sheet.given("e'_Nx", "Its distance from their centroid along x", abs(x - worst.center[0]), "in")
        sheet.given("e'_Ny", "Its distance from their centroid along y", abs(y - worst.center[1]), "in")
        N, nominal = nominal_cone(sheet, f, force, worst)
    strength = sheet(concrete_design_tension, phi=PHI_CONCRETE, k_seismic=_seismic(sheet, force), N_n=nominal)
    return Check("Concrete breakout in tension", f.cite("17.4.2", "17.6.2"), N, strength, "kip", force.name)


def _numbers(rods: tuple[int, ...]) -> str:
    return ", ".join(str(i + 1) for i in rods)


def nominal_pullout(sheet: Quiet, f: Fastening) -> float:
    return sheet(pullout, psi_c_P=PSI_C_P[f.block.cracked], A_brg=f.group.head_area_in2, f_c=f.block.fc_psi)


def head(sheet: Quiet, f: Fastening, force: RodForces) -> Check:
    """The most loaded rod against crushing at its head."""
    N_pn = nominal_pullout(sheet, f)
    strength = sheet(concrete_design_tension, phi=PHI_CONCRETE, k_seismic=_seismic(sheet, force), N_n=N_pn)
    return Check("Pullout", f.cite("17.4.3", "17.6.3"), max(force.tension_kip), strength, "kip", force.name)


def worst_face(f: Fastening, force: RodForces, rods: tuple[int, ...]) -> tuple[Face, float, float] | None:
    """The side face that is used most, its pull (kip) and strength (lb); None where no rod in tension is deep."""
    quiet, most, worst = Quiet(), -1.0, None
    for one in f.placed.faces_of(f.group, rods):
        N, nominal = sum([force.tension_kip[i] for i in one.rods]), one.strength_lb(quiet, f.group, f.block)
        if N / nominal > most:
            worst, most = (one, N, nominal), N / nominal
    return worst


def blowout(sheet: Quiet, f: Fastening, force: RodForces) -> Check | None:
    """The side face that is used most; none where no rod in tension is deep beside its edge distance."""
    found = worst_face(f, force, tensioned(force))
    if found is None:
        return None
    worst, N, nominal = found
    if sheet.records:
        sheet.note(f"Side-face blow-out of rods {_numbers(worst.rods)}: h_ef > 2.5 c_a1")
        nominal = worst.strength_lb(sheet, f.group, f.block)
    strength = sheet(concrete_design_tension, phi=PHI_CONCRETE, k_seismic=_seismic(sheet, force), N_n=nominal)
    return Check("Side-face blow-out", f.cite("17.4.4", "17.6.4"), N, strength, "kip", force.name)
