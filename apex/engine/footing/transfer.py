"""Moment the pedestal passes to the footing by flexure: bars close to it, in both faces. ACI 318 section 8.4.2."""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.footing.concrete import GAMMA_F, block_depth, flexural_strength
from apex.engine.footing.cut import Shears
from apex.engine.footing.layer import Concrete, Layer, fits
from apex.engine.footing.mat import Mats, tension_controlled, two_way_side
from apex.engine.footing.shape import Footing
from apex.engine.trace import Check, Quiet

_QUIET = Quiet()


@clause(
    "ACI 318",
    {"318-14": "8.4.2.3.1", "318-19": "8.4.2.2.1"},
    symbol="M_fl",
    unit="kip-ft",
    formula="0.6 * M_sc",
    example=({"M_sc": 20.0}, 12.0, "Independent arithmetic: a square section passes on 60 % by flexure"),
)
def passed_by_flexure(*, M_sc: float) -> float:
    """Part of the moment passed on around the pedestal that bars take by flexure; a square section."""
    return GAMMA_F * M_sc


@clause(
    "ACI 318",
    {"318-14": "8.4.2.3.3", "318-19": "8.4.2.2.3"},
    symbol="b_slab",
    unit="in",
    formula="min(12 * (c + 3 * t), b)",
    example=({"c": 2.0, "t": 1.25, "b": 66.0}, 66.0, "Independent arithmetic: 24 + 45 is more than the footing has"),
)
def transfer_width(*, c: float, t: float, b: float) -> float:
    """Width of the footing whose bars take it: the pedestal c and 1.5 thicknesses t (ft) to either side, within b."""
    return min(12.0 * (c + 3.0 * t), b)


def transfer_strength(sheet: Quiet, f: Footing, k: Concrete, a: Layer) -> float:
    """Phi M_n (kip-ft) of the bars of a layer within the pedestal and 1.5 thicknesses to either side."""
    b = sheet(transfer_width, c=f.c_ft, t=f.t_ft, b=a.width_in)
    A = b / a.width_in * a.A_s
    depth = sheet(block_depth, A_s=A, f_y=k.fy_ksi, f_c=k.fc_psi, b=b)
    return sheet(flexural_strength, A_s=A, f_y=k.fy_ksi, d=a.d_in, a=depth)


def transfers(sheet: Quiet, shears: Shears, k: Concrete, mats: Mats) -> list[Check]:
    """gamma_f = 0.6 of the moment passed on, each way, against the bars of both faces."""
    f, number = shears.cuts[0].f, "8.4.2.3" if k.aci == "318-14" else "8.4.2.2"
    s, checks = f.c_ft + mats.d_two_way / 12.0, []
    for i, name, axis in ((0, "along the face", 2), (1, "along the normal", 1)):
        M_sc, cut = shears.passed(s, axis)
        sheet.note(f"Moment into the bars {name}: {cut.name}; the strengths of both faces add up")
        M = sheet(passed_by_flexure, M_sc=M_sc)
        held = sum([transfer_strength(sheet, f, k, layers[i]) for layers in (mats.bottom, mats.top) if layers])
        title = f"Moment from the pedestal into bars {name}"
        checks.append(sheet.check(Check(title, f"ACI {k.aci} {number}", M, held, "kip-ft", cut.name)))
    return checks


def with_transfer(shears: Shears, k: Concrete, mats: Mats) -> Mats | None:
    """The mats with as many more bars as the transfer of moment asks for; None where there is no room."""
    f = shears.cuts[0].f
    if two_way_side(f, mats.d_two_way) >= 12.0 * min(f.B_ft, f.L_ft):
        return mats
    while True:
        short = [i for i, check in enumerate(transfers(_QUIET, shears, k, mats)) if not check.passes]
        if not short:
            return mats
        bottom = list(mats.bottom)
        for i in short:
            bottom[i] = bottom[i].with_count(bottom[i].count + 1)
            if not fits(bottom[i]) or not tension_controlled(k, bottom[i]):
                return None
        mats = Mats((bottom[0], bottom[1]), mats.top)
