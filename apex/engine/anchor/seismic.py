"""Rods under earthquake in categories C to F: ACI 318-14 17.2.3, 318-19 17.10.

Two ways. Omega_0: the forces at the rods already carry it, and the usual checks are made, with 0.75 on concrete
in tension. Ductile: in tension the steel must give way before the concrete does. In shear rods have no ductile
way of their own, so their shear carries Omega_0 in both.
"""

from __future__ import annotations

from collections.abc import Sequence

from apex.engine.anchor.fastening import Fastening, sheared, tensioned
from apex.engine.anchor.group import RodForces
from apex.engine.anchor.reinforcement import PHI, rod_share
from apex.engine.anchor.tension import nominal_cone, nominal_pullout
from apex.engine.clause import clause
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope

STRETCH = 8.0
"""Least stretch length of a ductile rod, in diameters: ACI 318-14 17.2.3.4.3(a)3, 318-19 17.10.5.3(a)(iii)."""


@clause(
    "ACI 318",
    {"318-14": "17.2.3.4.3(a)1", "318-19": "17.10.5.3(a)(i)"},
    symbol="r_steel",
    unit="",
    formula="N_ua / (1.2 * N_sa)",
    example=({"N_ua": 20.0, "N_sa": 35.148}, 0.4742, "Independent arithmetic: 20 / 42.18"),
)
def steel_use(*, N_ua: float, N_sa: float) -> float:
    """Use of the most loaded rod, its steel taken at 1.2 times the nominal strength."""
    return N_ua / (1.2 * N_sa)


@clause(
    "ACI 318",
    {"318-14": "17.2.3.4.3(a)2", "318-19": "17.10.5.3(a)(ii)"},
    symbol="r_concrete",
    unit="",
    formula="1000 * N_ua / N_n",
    example=({"N_ua": 30.0, "N_n": 60000.0}, 0.5, "Independent arithmetic: 30 kip on 60,000 lb"),
)
def concrete_use(*, N_ua: float, N_n: float) -> float:
    """Use of a nominal strength governed by concrete (N_ua kip, N_n lb), with no reduction."""
    return 1000.0 * N_ua / N_n


@clause(
    "ACI 318",
    {"318-14": "17.2.3.4.3(a)5", "318-19": "17.10.5.3(a)(v)"},
    symbol="f_u/f_y",
    unit="",
    formula="f_u / f_y",
    example=({"f_u": 58.0, "f_y": 36.0}, 1.6111, "Independent arithmetic: ASTM F1554 Grade 36"),
)
def strain_hardening(*, f_u: float, f_y: float) -> float:
    """Tensile strength over yield of a rod threaded without upsetting."""
    return f_u / f_y


def require_path(f: Fastening, forces: Sequence[RodForces], omega_0: float | None, *, ductile: bool) -> None:
    """`OutOfScope` where neither way is open for an earthquake combination."""
    quakes = [q for q in forces if q.seismic]
    if not quakes:
        return
    cite = f.cite("17.2.3", "17.10")
    for q in quakes:
        if omega_0 is None and (not ductile or sheared(q)):
            limit = "the earthquake force on the rods must carry Omega_0; only their tension has the ductile way"
            raise OutOfScope(cite, "Omega_0", "not applied", limit, "site.sds")
    if ductile and not f.group.grade.ductile:
        raise OutOfScope(cite, "steel", f.group.grade.name, "the ductile way needs ductile steel", "anchors.grade")


def ductile_checks(sheet: Quiet, f: Fastening, forces: Sequence[RodForces], stretch_in: float | None) -> list[Check]:
    """What the ductile way asks of the rods themselves. `OutOfScope` where no stretch length is known."""
    if not any(q.seismic and tensioned(q) for q in forces):
        return []
    if stretch_in is None:
        limit = f"the ductile way needs a stretch length of at least {STRETCH:g} diameters, free of the concrete"
        raise OutOfScope(f.cite("17.2.3.4.3", "17.10.5.3"), "stretch length", "not given", limit, "anchors")
    grade, cite = f.group.grade, f.cite("17.2.3.4.3", "17.10.5.3")
    ratio = sheet(strain_hardening, f_u=grade.f_u_ksi, f_y=grade.f_y_ksi)
    return [
        Check("Rod f_u/f_y", cite, 1.3, ratio, ""),
        Check("Stretch length of the rods", cite, STRETCH * f.group.size.diameter_in, stretch_in, "in"),
    ]


def ductile(sheet: Quiet, f: Fastening, force: RodForces) -> Check | None:
    """Steel at 1.2 N_sa is used more than any strength governed by concrete."""
    if not force.seismic:
        return None
    T = max(force.tension_kip)
    N_sa, _ = f.steel_strengths(sheet)
    N, nominal = _weakest(f, force, T)
    demand = sheet(concrete_use, N_ua=N, N_n=nominal)
    steel = sheet(steel_use, N_ua=T, N_sa=N_sa)
    name = "Steel gives way before concrete"
    return Check(name, f.cite("17.2.3.4.3", "17.10.5.3"), demand, steel, "", force.name)


def _weakest(f: Fastening, force: RodForces, T: float) -> tuple[float, float]:
    """Pull (kip) and nominal strength (lb) of the concrete mode used most."""
    quiet, rods = Quiet(), tensioned(force)
    modes = [(T, nominal_pullout(quiet, f))]
    if f.group.bars is not None:
        modes.append((T, 1000.0 * rod_share(quiet, f.group.bars, len(f.points)) / PHI))
    else:
        modes += [nominal_cone(quiet, f, force, one) for one in f.placed.cones_of(f.group, rods).every]
    for one in f.placed.faces_of(f.group, rods):
        N = sum(force.tension_kip[i] for i in one.rods)
        modes.append((N, one.strength_lb(quiet, f.group, f.block)))
    return max(modes, key=lambda m: m[0] / m[1])
