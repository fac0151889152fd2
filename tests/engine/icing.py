"""Ice on a document's sign, and the ring it makes, added up: what the tests of ice share."""

from __future__ import annotations

import math
from typing import Any

from apex.engine.document import Cover, Document
from apex.engine.trace import Quiet, Sheet
from apex.engine.wind.climate import site_climate
from apex.engine.wind.ice import IceOnSign, ice_on_sign
from apex.engine.wind.member import reaches
from apex.packs.load import load_packs
from tests.engine.documents import document

PACKS = load_packs()
EDITION = {"IBC2018": "7-16", "IBC2021": "7-16", "IBC2024": "7-22"}


def iced(
    sheet: Quiet | None = None, *, posts: tuple[float, ...] = (0.0,), covers: tuple[Cover, ...] = (), **changes: Any
) -> tuple[IceOnSign, Document]:
    d = document(**{"site__ice_in": 1.0, "site__ice_wind_mph": 40, **changes})
    edition = EDITION[d.site.code_basis]
    cabinets = d.sign.cabinets
    top = max(c.top_ft for c in cabinets)
    climate = site_climate(Quiet(), PACKS, edition, d.site, d.options, top)
    along = reaches(cabinets, posts, covers)
    return ice_on_sign(sheet or Sheet(), climate, d.site, cabinets, d.options.grouping, along), d


def ring(D: float, t: float, n: int = 20000) -> float:
    """Area between D/2 and D/2 + t, added up ring by ring."""
    step = t / n
    return sum(2.0 * math.pi * (D / 2.0 + (i + 0.5) * step) * step for i in range(n))
