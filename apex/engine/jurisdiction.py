"""What is known of a place's building code: said beside the calculation, never put into it.

A place is known by its name with its state, or by an alias that can mean nothing else. Nothing here
changes a number: what lies below a local value, or stands on another code, is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

from apex.engine.document import CodeBasis, RiskCategory, Site
from apex.engine.edition import EDITIONS
from apex.engine.pack import Header
from apex.engine.trace import Quiet

CONFIRM = "confirm with the building department"
HVHZ = (
    "the High-Velocity Hurricane Zone: its own wind speeds and exposure (FBC 1620), impact and product approval "
    "(Miami-Dade NOA or Florida approval for the HVHZ) and local plan review; none of that is checked here"
)


@dataclass(frozen=True, slots=True)
class WindSpeeds:
    """Basic wind speed (mph) an ordinance fixes for each risk category; None where it is not known here."""

    I: Annotated[float, Ge(85), Le(250)] | None = None
    II: Annotated[float, Ge(85), Le(250)] | None = None
    III: Annotated[float, Ge(85), Le(250)] | None = None
    IV: Annotated[float, Ge(85), Le(250)] | None = None

    def of(self, risk: RiskCategory) -> float | None:
        return {"I": self.I, "II": self.II, "III": self.III, "IV": self.IV}[risk]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """One place: its code, and the values an ordinance fixes there. None is "not known here"."""

    name: Annotated[str, MinLen(2)]
    state: Annotated[str, MinLen(2)]
    adopted_code: Annotated[str, MinLen(5)]
    source: Annotated[str, MinLen(5)]
    aliases: tuple[str, ...] = ()
    statewide: bool = False
    code_basis: CodeBasis | None = None
    asce7: Literal["7-16", "7-22"] | None = None
    wind_speed_mph: WindSpeeds | None = None
    frost_depth_in: Annotated[float, Ge(0), Le(120)] | None = None
    amendments: tuple[str, ...] = ()
    special_wind_region: bool | None = None
    hvhz: bool = False
    checked: str | None = None
    """Day the entry was held against its published text; None where that has not been done."""

    @property
    def title(self) -> str:
        return self.name if self.statewide else f"{self.name}, {self.state}"


# No slots: the index below is kept once it is made.
@dataclass(frozen=True, kw_only=True, eq=False)
class Jurisdictions(Header):
    """The places that are known."""

    units: dict[str, str]
    places: Annotated[tuple[Jurisdiction, ...], MinLen(1)]

    @cached_property
    def by_name(self) -> Mapping[str, Jurisdiction]:
        """Every way to name a place, in plain letters."""
        return {plain(said): place for place in self.places for said in (place.title, *place.aliases)}

    def find(self, said: str) -> Jurisdiction | None:
        """The place of that name; None where it is not known or could be another."""
        return self.by_name.get(plain(said))

    def near(self, said: str) -> list[str]:
        """Titles of known places that could be meant: like names, then the state as a whole."""
        close = [self.by_name[n] for n in get_close_matches(plain(said), self.by_name, n=3, cutoff=0.6)]
        close += [p for p in self.places if plain(p.name) == plain(said)]
        words = plain(said).split()
        close += [p for p in self.places if p.statewide and words and words[-1] == p.state.lower()]
        return list(dict.fromkeys(p.title for p in close))


def plain(said: str) -> str:
    """Lower case, letters and figures only, one space between words; "City of" says nothing."""
    words = re.sub(r"[^a-z0-9]+", " ", said.lower()).split()
    return " ".join(words[2:] if words[:2] == ["city", "of"] and len(words) > 2 else words)


def jurisdiction_words(sheet: Quiet, pack: Jurisdictions, site: Site) -> None:
    """Everything known of the site's jurisdiction, as assumptions and warnings."""
    if not site.jurisdiction:
        return
    place = pack.find(site.jurisdiction)
    if place is None:
        near = pack.near(site.jurisdiction)
        meant = f" Known with a like name: {'; '.join(near)}." if near else ""
        sheet.warn(f"jurisdiction {site.jurisdiction!r} is not known here; nothing was applied, {CONFIRM}.{meant}")
        return
    held = f"held against it on {place.checked}" if place.checked else "not yet held against its text"
    sheet.assume(
        f"Jurisdiction {place.title}: {place.adopted_code} ({pack.label}: {place.source}; {held}). "
        f"It changes no number here; {CONFIRM}."
    )
    for said in _differences(place, site):
        sheet.warn(f"{place.title}: {said}")
    for said in place.amendments:
        sheet.assume(f"{place.title}, local amendment, not applied here: {said}")


def _differences(place: Jurisdiction, site: Site) -> Iterator[str]:
    """What the site says that the place does not, and what the place asks for."""
    ours = EDITIONS[site.code_basis]
    if place.code_basis is not None and place.code_basis != site.code_basis:
        yield f"its code stands on {place.code_basis}, this calculation on {site.code_basis}; {CONFIRM}"
    elif place.asce7 is not None and place.asce7 != ours.asce7:
        yield f"its code takes wind from ASCE {place.asce7}, this calculation from ASCE {ours.asce7}; {CONFIRM}"
    yield from _wind(place, site)
    frost = place.frost_depth_in
    if frost is not None and 12.0 * site.frost_depth_ft < frost - 1e-9:
        yield f"the frost depth of {12.0 * site.frost_depth_ft:g} in lies below the local {frost:g} in ({place.source})"
    if place.special_wind_region:
        yield f"special wind regions lie in it or beside it, and in them no map gives the wind speed; {CONFIRM}"
    if place.hvhz:
        yield HVHZ


def _wind(place: Jurisdiction, site: Site) -> Iterator[str]:
    if place.wind_speed_mph is None:
        return
    local = place.wind_speed_mph.of(site.risk_category)
    if local is None:
        yield f"a local wind speed is fixed for risk category {site.risk_category} and not known here; {CONFIRM}"
    elif site.wind_speed_mph < local:
        yield (
            f"the wind speed of {site.wind_speed_mph:g} mph lies below the local {local:g} mph for risk category "
            f"{site.risk_category} ({place.source})"
        )
