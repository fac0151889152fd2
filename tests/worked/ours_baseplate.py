"""Our figures for the published base plate examples, in the units they were published in."""

from __future__ import annotations

from typing import Any

from apex.engine.baseplate.bearing import critical_eccentricity, eccentricity
from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.work import BasePlateWork, base_plate
from apex.engine.bundle import Packs
from apex.engine.document.baseplate import Anchors, Plate, PlateConcrete, Weld
from apex.engine.edition import EDITIONS
from apex.engine.load.action import Action
from apex.engine.load.combination import Case as LoadCase
from apex.engine.load.combination import Combination
from apex.engine.steel.catalog import find_grade
from apex.engine.trace import Quiet
from tests.worked.case import Case

Figures = dict[str, Any]


def plated(case: Case, packs: Packs, P_kip: float, M_kipin: float) -> BasePlateWork:
    """The example's W12x96 on concrete as large as its plate (A_2/A_1 = 1), rods 2 in. from the edges."""
    i = case.inputs
    section = packs.sections.find("W12X96")
    B, N = float(i["B_in"]), float(i["N_in"])
    plate = Plate(width_in=B, length_in=N, thickness_in=2.0, fy_ksi=float(i["Fy_ksi"]))
    rods = Anchors(
        grade="F1554-36", diameter_in=0.75, embedment_in=12.0, rows=2, columns=2, spacing_x_in=B - 4.0,
        spacing_y_in=N - 4.0,
    )  # fmt: skip
    concrete = PlateConcrete(fc_psi=1000.0 * i["fc_ksi"], width_in=B, length_in=N, depth_in=60.0)
    load = LoadCase("example", Combination("given", 1.0, W=1.0), Action(N=P_kip), Action(M_x=M_kipin / 12.0))
    column = Column(section, find_grade(packs.materials, None, section.family))
    editions = EDITIONS["IBC2021"]
    return base_plate(Quiet(), column, plate, rods, Weld(size_in=0.3125), concrete, [load], editions, packs)


def thickness(work: BasePlateWork) -> float:
    return max(c.demand for c in work.checks if c.name.startswith("Plate thickness"))


def b03(case: Case, packs: Packs) -> Figures:
    i = case.inputs
    work = plated(case, packs, i["Pu_kip"], i["Mu_kipin"])
    p = next(c.capacity for c in work.checks if c.name == "Bearing where no rod pulls")
    e = eccentricity(M=i["Mu_kipin"], N=i["Pu_kip"])
    return {
        "e_in": e, "e_crit_in": critical_eccentricity(L=i["N_in"], N=i["Pu_kip"], p=p, B=i["B_in"]),
        "t_req_in": thickness(work),
    }  # fmt: skip


def b10(case: Case, packs: Packs) -> Figures:
    t = thickness(plated(case, packs, case.inputs["Pu_kip"], 0.0))
    return {"t_XC_in": t, "t_manual_in": t}


OURS = {"B03": b03, "B10": b10}
