"""Designs on every kind of foundation: sizes chosen by the engine, and the same sizes given back to be checked."""

from __future__ import annotations

from typing import Any

from apex.engine.design import design
from bench.timing import row, timed
from tests.engine.documents import document
from tests.engine.test_fed_back import given_back

SIGNS: dict[str, dict[str, Any]] = {
    "two posts, buried": {"support__count": 2, "support__spacing_ft": 8, "support__section": None},
    "post that ends in its pier": {"foundation__pole_embedment_ft": 6},
    "drilled pier": {"foundation__kind": "drilled_pier", "foundation__diameter_ft": 4},
    "two posts, drilled piers": {
        "support__count": 2, "support__spacing_ft": 10, "support__section": None, "support__families": ["W"],
        "foundation__kind": "drilled_pier", "foundation__diameter_ft": 3,
    },
    "spread footing": {"foundation__kind": "spread_footing"},
    "spread footing, earthquake, snow and ice": {
        "foundation__kind": "spread_footing", "site__sds": 1.0, "site__s1": 0.6, "site__sd1": 0.6, "site__snow_psf": 25,
        "site__ice_in": 1.0, "site__ice_wind_mph": 40,
    },
}  # fmt: skip


def standing(packs: Any) -> None:
    """Medians of both, for each kind."""
    for name, changes in SIGNS.items():
        asked = document(**changes)
        found = design(asked, packs)
        row(f"whole design chosen: {name}", timed(lambda asked=asked: design(asked, packs), 7), "", verdict(found))
        sized = given_back(found)
        row(f"whole design checked: {name}", timed(lambda sized=sized: design(sized, packs), 40), "<= 5")


def verdict(found: Any) -> str:
    return "passes" if found.passes else f"fails in {found.governing.name.lower()}"
