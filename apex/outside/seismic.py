"""How strongly the ground shakes: the design maps of the USGS, ASCE 7-16 and 7-22."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from apex.outside.client import Client
from apex.outside.lookup import ask_json, member, nonsense, number

DEFAULT = {"7-16": "D-default", "7-22": "Default"}
"""Site class where the soil is not known well enough (ASCE 7 11.4.3)."""
KNOWN = {"7-16": ("A", "B", "C", "D", "E"), "7-22": ("A", "B", "BC", "C", "CD", "D", "DE", "E")}


@dataclass(frozen=True, slots=True)
class Motion:
    """Design values in g; None where the maps give none, as for soils that need a study of their own."""

    sds: float | None
    s1: float | None
    sd1: float | None


@dataclass(frozen=True, slots=True)
class DesignMaps:
    """`url` is of both editions, with `{edition}` where `asce7-16` or `asce7-22` stands."""

    client: Client
    url: str
    name: str = "USGS design maps"

    def at(
        self, lat: float, lon: float, edition: Literal["7-16", "7-22"], risk: str, site_class: str | None
    ) -> Motion | None:
        """The values of a place; None for a site class the edition has no values for."""
        if site_class is not None and site_class not in KNOWN[edition]:
            return None
        query = {
            "latitude": repr(lat), "longitude": repr(lon), "riskCategory": risk,
            "siteClass": site_class or DEFAULT[edition], "title": "APEX",
        }  # fmt: skip
        found = ask_json(self.client, self._address(edition), query, f"{self.name} ASCE {edition}")
        data = member(found, "response", "data")
        if member(found, "request", "status") != "success" or not isinstance(data, dict):
            raise nonsense(self.name)
        return Motion(*(number(data.get(each)) for each in ("sds", "s1", "sd1")))

    def _address(self, edition: str) -> str:
        slug = f"asce{edition}"
        if "{edition}" in self.url:
            return self.url.replace("{edition}", slug)
        return f"{self.url.rstrip('/')}/{slug}.json"
