"""The length of the second order reaches to the centroid of all that weighs on the posts together."""

from __future__ import annotations

from typing import Any

import pytest

from apex.engine.design import Design, design
from apex.engine.trace import Computed, Given
from apex.packs.load import load_packs
from tests.engine.documents import cabinet, document

PACKS = load_packs()
LOW_AND_HIGH = [cabinet(bottom_ft=2, height_ft=3, weight_psf=30), cabinet(bottom_ft=15, height_ft=5, weight_psf=4)]


def made(**changes: Any) -> Design:
    return design(document(sign__cabinets=LOW_AND_HIGH, support__section="HSS10X6X3/8", **changes), PACKS)


def shown(found: Design, symbol: str) -> list[float]:
    return [s.value for p in found.sheet.parts for s in p.steps if isinstance(s, Given) and s.symbol == symbol]  # type: ignore[misc]


def test_dead_load_alone_has_its_own_centroid() -> None:
    found = made()
    assert shown(found, "z_P") == []
    L = [
        s.given["L"] for p in found.sheet.parts for s in p.steps if isinstance(s, Computed) and s.clause.symbol == "P_e"
    ]
    assert pytest.approx([12.0 * found.support.demand.weight_height_ft] * 2) == L


@pytest.mark.parametrize(("basis", "factors"), [("IBC2021", (1.2, 1.6)), ("IBC2024", (1.2, 1.0))])
def test_snow_up_high_raises_the_centroid_as_a_sum_by_hand_has_it(basis: str, factors: tuple[float, float]) -> None:
    found = made(site__snow_psf=40, site__code_basis=basis)
    d = found.support.demand
    snow = [(40.0 * c.width_ft * c.t_ft, c.top_ft) for c in found.document.sign.cabinets]
    D, S = factors[0] * d.weight_lb, factors[1] * sum(lb for lb, _ in snow)
    hand = (D * d.weight_height_ft + factors[1] * sum(lb * z for lb, z in snow)) / (D + S)
    # Half of the wind comes with that snow; with D + S alone the part of the snow is smaller in 7-16 only.
    asd = 0.7 if basis == "IBC2024" else 1.0
    D, S = d.weight_lb, asd * sum(lb for lb, _ in snow)
    hand = max(hand, (D * d.weight_height_ft + asd * sum(lb * z for lb, z in snow)) / (D + S))
    assert shown(found, "z_P") == pytest.approx([hand])
    assert hand > d.weight_height_ft and d.P_e[0] < made(site__code_basis=basis).support.demand.P_e[0]


def test_ice_is_weighed_where_it_hangs() -> None:
    found = made(site__ice_in=2.0, site__ice_wind_mph=40)
    d, setting = found.support.demand, found.setting
    assert d.iced is not None and setting.ice is not None
    parts = [
        (iced.weight_lb - c.weight_lb, (c.bottom_ft + c.top_ft) / 2)
        for c, iced in zip(found.document.sign.cabinets, setting.ice.cabinets, strict=True)
    ]
    on_posts = 1000.0 * d.iced.weight.N - sum(lb for lb, _ in parts)
    parts.append((on_posts, 10.0))
    most = []
    for D, D_i in ((1.0, 0.7), (0.6, 0.7), (1.2, 1.0), (0.9, 1.0)):
        loads = [(D * d.weight_lb, d.weight_height_ft), *((D_i * lb, z) for lb, z in parts)]
        most.append(sum(lb * z for lb, z in loads) / sum(lb for lb, _ in loads))
    assert shown(found, "z_P") == pytest.approx([max(*most, d.weight_height_ft)])


def test_both_axes_have_their_amplifier() -> None:
    found = made(site__snow_psf=40)
    d = found.support.demand
    steps = [s for p in found.sheet.parts for s in p.steps if isinstance(s, Computed) and s.clause.symbol == "B_2"]
    assert [s.given["P_e"] for s in steps] == pytest.approx([*d.P_e, *d.P_e])
    assert {round(s.given["alpha"], 1) for s in steps} == {1.0, 1.6}
