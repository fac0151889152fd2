"""Where an address lies: the geocoder of the US Census, or Nominatim."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from apex.errors import ExternalServiceError
from apex.outside.client import Client
from apex.outside.lookup import ask_json, member, nonsense, number

BENCHMARK = "Public_AR_Current"
MOST = 5
HOUSE, STREET = 28, 26
"""Ranks of Nominatim from which a place is a building, or at least its street."""
PATIENCE_S = 3.0
"""For which somebody waits for their turn."""


@dataclass(frozen=True, slots=True)
class Match:
    """A place an address may mean. `exact` is a building, or a block of a street where the service knows no more."""

    address: str
    lat: float
    lon: float
    exact: bool = True


class Geocoder(Protocol):
    @property
    def name(self) -> str: ...

    def find(self, address: str) -> list[Match]:
        """The places it may mean, the likeliest first; none where it is not known."""


@dataclass(frozen=True, slots=True)
class Census:
    """The geocoder of the US Census: street addresses of the United States."""

    client: Client
    url: str
    name: str = "US Census geocoder"

    def find(self, address: str) -> list[Match]:
        found = ask_json(
            self.client, self.url, {"address": address, "benchmark": BENCHMARK, "format": "json"}, self.name
        )  # fmt: skip
        matches = member(found, "result", "addressMatches")
        if not isinstance(matches, list):
            raise nonsense(self.name)
        return [self._match(each) for each in matches[:MOST]]

    def _match(self, found: object) -> Match:
        lon, lat = (number(member(found, "coordinates", axis)) for axis in ("x", "y"))
        said = member(found, "matchedAddress")
        if lat is None or lon is None or not isinstance(said, str):
            raise nonsense(self.name)
        return Match(said[:300], lat, lon)


@dataclass(frozen=True, slots=True)
class Nominatim:
    """Nominatim over OpenStreetMap. Whoever asks says who they are, and takes turns with everybody else here."""

    client: Client
    url: str
    contact: str
    turn: Callable[[float], float]
    """Seconds until it is the caller's turn, which is taken where it is no longer away than the seconds given."""
    name: str = "Nominatim (OpenStreetMap)"

    def find(self, address: str) -> list[Match]:
        wait = self.turn(PATIENCE_S)
        if wait > PATIENCE_S:
            message = f"{self.name} is asked once a second, and others wait"
            raise ExternalServiceError(message, retry_after=math.ceil(wait))
        time.sleep(wait)
        query = {"q": address, "format": "jsonv2", "limit": str(MOST), "countrycodes": "us", "email": self.contact}
        found = ask_json(self.client, self.url, query, self.name)
        if not isinstance(found, list):
            raise nonsense(self.name)
        ranked = [(number(member(each, "place_rank")) or 0.0, self._match(each)) for each in found[:MOST]]
        # A city is no site: its middle may lie anywhere.
        return [match for rank, match in sorted(ranked, key=lambda each: -each[0]) if rank >= STREET]

    def _match(self, found: object) -> Match:
        lat, lon, said = number(member(found, "lat")), number(member(found, "lon")), member(found, "display_name")
        if lat is None or lon is None or not isinstance(said, str):
            raise nonsense(self.name)
        return Match(said[:300], lat, lon, (number(member(found, "place_rank")) or 0.0) >= HOUSE)
