"""How fast the wind blows: the ASCE Hazard Tool."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from apex.outside.client import Client
from apex.outside.lookup import ask_json, member, nonsense, number

YEARS = {"I": 300, "II": 700, "III": 1700, "IV": 3000}
"""The map of each risk category, by its return period (ASCE 7 Figs. 26.5-1A to D and 26.5-2)."""
LEVEL = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_FIGURES = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class MappedWind:
    """Basic wind speed (mph) of the map, and whether the map is the last word there."""

    speed_mph: float | None
    special_region: bool
    hurricane_region: bool


@dataclass(frozen=True, slots=True)
class HazardTool:
    client: Client
    url: str
    token: str
    name: str = "ASCE Hazard Tool"

    def at(self, lat: float, lon: float, edition: Literal["7-16", "7-22"], risk: str) -> MappedWind:
        query = {
            "lat": repr(lat), "lon": repr(lon), "standardsVersion": edition, "riskLevel": LEVEL[risk],
            **({"token": self.token} if self.token else {}),
        }  # fmt: skip
        wind = member(ask_json(self.client, self.url, query, self.name), "wind")
        if not isinstance(wind, Mapping):
            raise nonsense(self.name)
        speeds = dict(_speeds(wind.get("mriResults", wind.get("mriWindResults"))))
        if not speeds:
            raise nonsense(self.name)
        return MappedWind(
            speeds.get(YEARS[risk]),
            wind.get("isSpecialWindZone") is True,
            wind.get("isHurricaneWindDebrisZone") is True,
        )


def _speeds(found: Any) -> Iterator[tuple[int, float]]:
    """Speeds by return period: named `mri700` or `700`, or rows of `mri` and `value`."""
    rows = list(found.items()) if isinstance(found, Mapping) else []
    if isinstance(found, list):
        rows = [(member(row, "mri"), member(row, "value")) for row in found]
    for period, speed in rows:
        years, value = _FIGURES.findall(str(period)), number(speed)
        if len(years) == 1 and value is not None:
            yield int(years[0]), value
