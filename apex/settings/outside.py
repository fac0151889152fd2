"""Which other services this installation speaks to, and which of them may be on its own network."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, cast

from apex.settings.reading import Reading

TRUSTED = "APEX_OUTSIDE_TRUSTED"
URL, KIND, CONTACT = "APEX_GEOCODER_URL", "APEX_GEOCODER_KIND", "APEX_GEOCODER_CONTACT"
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
GeocoderKind = Literal["census", "nominatim"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSettings:
    """`trusted` are places (`host:port`) that people may have requests sent to although they are not public.

    A service without an address is not spoken to.
    """

    trusted: tuple[str, ...]
    geocoder_url: str | None
    geocoder_kind: GeocoderKind
    geocoder_contact: str
    elevation_url: str | None
    seismic_url: str | None
    wind_url: str | None
    wind_token: str = field(repr=False)

    @property
    def addresses(self) -> tuple[str | None, ...]:
        """What decides which answers a question about a site gets."""
        return self.geocoder_url, self.geocoder_kind, self.elevation_url, self.seismic_url, self.wind_url


def read_outside(reading: Reading, env: str) -> OutsideSettings:
    plain = env != "production"
    kind = cast("GeocoderKind", reading.choice(KIND, "census", ("census", "nominatim")))
    contact = reading.text(CONTACT) or ""
    if contact and not _EMAIL.fullmatch(contact):
        reading.refuse(CONTACT, "must be an e-mail address")
    if kind == "nominatim" and reading.text(URL) and not contact:
        reading.refuse(CONTACT, "must be set too: Nominatim wants to know whom to write to")
    return OutsideSettings(
        trusted=reading.places(TRUSTED),
        geocoder_url=reading.address(URL, plain=plain),
        geocoder_kind=kind,
        geocoder_contact=contact,
        elevation_url=reading.address("APEX_ELEVATION_URL", plain=plain),
        seismic_url=reading.address("APEX_SEISMIC_URL", plain=plain),
        wind_url=reading.address("APEX_WIND_URL", plain=plain),
        wind_token=reading.text("APEX_WIND_TOKEN") or "",
    )
