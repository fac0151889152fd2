"""Weight of aluminum posts leans as ADM C.2 asks: all of it, both ways, on every post."""

from __future__ import annotations

from typing import Any

import pytest

from apex.engine.design import Design, design
from apex.packs.load import load_packs
from tests.engine.documents import cabinet, document

PACKS = load_packs()
LOW = [cabinet(bottom_ft=4, height_ft=4, width_ft=6, weight_psf=6)]


def made(**changes: Any) -> Design:
    given = {"support__material": "aluminum", "support__section": None, "site__snow_psf": 20, "site__ice_in": 0.5}
    return design(document(sign__cabinets=LOW, site__ice_wind_mph=30, **{**given, **changes}), PACKS)


@pytest.mark.parametrize("posts", [{}, {"support__count": 2, "support__spacing_ft": 4}])
def test_dead_load_snow_and_ice_lean_by_a_five_hundredth_of_their_height(posts: dict[str, Any]) -> None:
    found = made(**posts)
    d = found.support.demand
    top = 8.0
    for one in d.posts:
        assert one.snow is not None and one.ice is not None and d.iced is not None
        for load, z in ((one.dead, d.weight_height_ft), (one.snow, top), (one.ice, d.iced.height_ft)):
            assert load.M_x == pytest.approx(0.002 * z * load.N)
            assert load.M_y == pytest.approx(0.002 * z * load.N)
    said = " ".join(found.sheet.assumptions)
    assert "All weight leans by 0.002 of its height in both directions (ADM C.2)." in said


def test_steel_is_not_leaned() -> None:
    d = made(support__material="steel").support.demand
    assert all(one.dead.M_x == 0.0 and one.dead.M_y == 0.0 for one in d.posts)
