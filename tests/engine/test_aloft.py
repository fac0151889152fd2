"""Cabinets that pull a post to opposite sides: every check sees the height where the pull is largest."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.design import design
from apex.engine.support.step import turns_more_aloft
from apex.packs.load import load_packs
from tests.engine.documents import document
from tests.engine.stepping import forces

SECTION = "HSS16.000X0.500"
sizes = st.integers(2, 9).map(float)


def beside(left, right, **changes):
    """Two cabinets (width, height, bottom) on either side of one post."""
    cabinets = [
        {"width_ft": w, "height_ft": s, "bottom_ft": z, "weight_psf": 10, "name": name, "offset_ft": side * (w / 2 + 1)}
        for name, side, (w, s, z) in (("left", -1, left), ("right", 1, right))
    ]
    return document(sign__cabinets=cabinets, support__section=SECTION, **changes)


def made(given):
    return design(given, load_packs())


def torsion(found):
    return next(c for c in found.support.checks if c.name == "Torsion")


def test_torsion_is_largest_where_the_lower_of_two_cabinets_begins() -> None:
    found = made(beside((8, 6, 20), (8, 6, 6)))
    assert torsion(found).case.endswith(("at 12 ft", "at 20 ft"))
    assert torsion(found).demand > 1.3 * max(abs(a.T) for _, a in found.support.strength_cases)
    one_side = document(
        sign__cabinets=[
            {"width_ft": 8, "height_ft": 6, "bottom_ft": z, "weight_psf": 10, "name": str(z), "offset_ft": 5}
            for z in (20, 6)
        ],
        support__section=SECTION,
    )
    assert " at " not in torsion(made(one_side)).case


def test_torsion_is_largest_at_the_top_of_a_cabinet_beside_a_taller_one() -> None:
    found = made(beside((4, 10, 10), (10, 2, 10)))
    assert torsion(found).case.endswith("at 12 ft")


def test_weight_that_balances_at_the_base_is_looked_at_where_it_does_not() -> None:
    """Equal cabinets, one above the other: the base sees no moment of weight, the post between them all of one."""
    setting, demand = (found := made(beside((8, 6, 20), (8, 6, 6)))).setting, found.support.demand
    assert demand.loads.dead.M_y == pytest.approx(0.0, abs=1e-9)
    calm = replace(setting, sign=replace(setting.sign, cases=()), snow_psf=0.0)
    assert turns_more_aloft(calm, demand)
    assert not turns_more_aloft(replace(calm, cabinets=calm.cabinets[:1]), demand)


@given(left=st.tuples(sizes, sizes, sizes), right=st.tuples(sizes, sizes, sizes), ice=st.booleans())
@settings(max_examples=25)
def test_no_height_of_a_post_is_twisted_more_than_its_check_says(left, right, ice) -> None:
    found = made(beside(left, right, **({"site__ice_in": 2.0, "site__ice_wind_mph": 60} if ice else {})))
    demand, most = found.support.demand, torsion(found).demand
    winds = [(found.setting.sign.cases, demand.G[0])]
    if demand.iced is not None:
        winds.append((found.setting.ice.wind.cases, demand.iced.G[0]))
    for cases, G in winds:
        for case in cases:
            F, x, z = np.array(list(forces(case.parts, G, 2000))).T
            for height in np.linspace(0.0, found.setting.H_ft, 24, endpoint=False):
                above = z > height
                assert abs((F * x)[above].sum()) / 1000.0 <= most * 1.005 + 0.05
