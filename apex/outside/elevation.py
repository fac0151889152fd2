"""How high the ground lies: the Elevation Point Query Service of the USGS."""

from __future__ import annotations

from dataclasses import dataclass

from apex.outside.client import Client
from apex.outside.lookup import ask_json, member, nonsense, number

NOTHING = -100_000.0
"""Below this the service says that it has no data there (-1000000, in older answers -999999)."""


@dataclass(frozen=True, slots=True)
class Elevation:
    client: Client
    url: str
    name: str = "USGS point query (3DEP)"

    def at(self, lat: float, lon: float) -> float | None:
        """Feet above the datum (NAVD88); None where the service has no data."""
        query = {"x": repr(lon), "y": repr(lat), "units": "Feet", "wkid": "4326", "includeDate": "False"}
        value = member(ask_json(self.client, self.url, query, self.name), "value")
        if value is None:
            return None
        feet = number(value)
        if feet is None:
            raise nonsense(self.name)
        return None if feet < NOTHING else feet
