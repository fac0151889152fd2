"""Moment the pedestal passes to the footing by flexure: bars close to it, in both faces. ACI 318 section 8.4.2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from apex.engine.footing.concrete import GAMMA_F, block_depth, flexural_strength
from apex.engine.footing.cut import Cut, largest
from apex.engine.footing.layer import Concrete, Layer, fits
from apex.engine.footing.mat import Mats, tension_controlled
from apex.engine.footing.shape import Footing
from apex.engine.trace import Check


def transfer_strength(f: Footing, k: Concrete, a: Layer) -> float:
    """Phi M_n (kip-ft) of the bars of a layer within the pedestal and 1.5 thicknesses to either side."""
    part = min(12.0 * (f.c_ft + 3.0 * f.t_ft) / a.width_in, 1.0)
    b, A = part * a.width_in, part * a.A_s
    return flexural_strength(A_s=A, f_y=k.fy_ksi, d=a.d_in, a=block_depth(A_s=A, f_y=k.fy_ksi, f_c=k.fc_psi, b=b))


def transfers(cuts: Sequence[Cut], k: Concrete, mats: Mats) -> list[Check]:
    """gamma_f = 0.6 of the moment passed on, each way, against the bars of both faces."""
    f, number = cuts[0].f, "8.4.2.3" if k.aci == "318-14" else "8.4.2.2"
    s, checks = f.c_ft + mats.d_two_way / 12.0, []
    bounds = [c.around_at_most(s) for c in cuts]
    for i, name, axis in ((0, "along the face", 2), (1, "along the normal", 1)):
        held = sum(transfer_strength(f, k, layers[i]) for layers in (mats.bottom, mats.top) if layers)
        M, cut = largest(
            cuts,
            [GAMMA_F * most[axis] for most in bounds],
            lambda c, i=axis: GAMMA_F * abs(c.around(s)[i]),  # type: ignore[misc]
        )
        title = f"Moment from the pedestal into bars {name}"
        checks.append(Check(title, f"ACI {k.aci} {number}", M, held, "kip-ft", cut.name))
    return checks


def with_transfer(cuts: Sequence[Cut], k: Concrete, mats: Mats) -> Mats | None:
    """The mats with as many more bars as the transfer of moment asks for; None where there is no room."""
    f = cuts[0].f
    if 12.0 * f.c_ft + mats.d_two_way >= 12.0 * min(f.B_ft, f.L_ft):
        return mats
    while True:
        short = [i for i, check in enumerate(transfers(cuts, k, mats)) if not check.passes]
        if not short:
            return mats
        bottom = list(mats.bottom)
        for i in short:
            bottom[i] = replace(bottom[i], count=bottom[i].count + 1)
            if not fits(bottom[i]) or not tension_controlled(k, bottom[i]):
                return None
        mats = Mats((bottom[0], bottom[1]), mats.top)
