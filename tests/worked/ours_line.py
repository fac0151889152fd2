"""Our figures for the published rigid pad on four piers."""

from __future__ import annotations

from typing import Any

from apex.engine.bundle import Packs
from apex.engine.load.share import couple_force, positions, post_share
from tests.worked.case import Case


def l01(case: Case, packs: Packs) -> dict[str, Any]:
    """Shares along the line; square to it a couple of the two in each pair."""
    i = case.inputs
    P, (far, near) = i["P_ton"], positions(2, i["spacing_x_ft"])
    _, y = positions(2, i["spacing_y_ft"])
    four = [P * post_share(n=4.0, e=i["e_x_ft"], x_i=x, sum_x2=4.0 * near**2) for x in (near, far)]
    tilt = couple_force(T=P * i["e_y_ft"], x_i=y, sum_x2=4.0 * y**2)
    pairs = [P * post_share(n=2.0, e=i["e_x_ft"], x_i=x, sum_x2=2.0 * near**2) for x in (near, far)]
    return {
        "pier_1_ton": four[0] + tilt, "pier_2_ton": four[0] - tilt, "pier_3_ton": four[1] - tilt,
        "pier_4_ton": four[1] + tilt, "near_pair_ton": pairs[0], "far_pair_ton": pairs[1],
    }  # fmt: skip


OURS = {"L01": l01}
