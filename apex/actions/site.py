"""What is known of a site: values that were given, and those services of others tell of its address.

A given value always wins. What is not known stays null and is said; nothing is guessed, and nothing that lies outside
of the document's bounds is bent into them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from apex.actions.outcome import Outcome
from apex.engine.document import Site
from apex.engine.edition import EDITIONS
from apex.errors import ExternalServiceError
from apex.outside.elevation import Elevation
from apex.outside.geocode import Geocoder, Match
from apex.outside.seismic import DEFAULT, DesignMaps
from apex.outside.wind import HazardTool
from apex.schema.read import bounds_of
from apex.schema.site import SiteQuery

T = TypeVar("T")
GIVEN = "given"
SAME_DEG = 0.002
"""Matches within some 200 m of each other are one place: no map tells them apart."""
SURE = {True: 0.9, False: 0.7}
"""Confidence in a building, and in its street alone."""
LOOKED_UP = ("elevation_ft", "wind_speed_mph", "snow_psf", "sds", "s1", "sd1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Whom to ask; None where nobody is configured."""

    geocoder: Geocoder | None = None
    elevation: Elevation | None = None
    seismic: DesignMaps | None = None
    wind: HazardTool | None = None


@dataclass(slots=True)
class Findings:
    """What is found on the way, with where it comes from, and everything that is to be said."""

    values: dict[str, Any] = field(default_factory=dict)
    source: dict[str, str | None] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    failed: bool = False
    """Whether a service that may answer later did not."""

    def put(self, name: str, value: Any, source: str, confidence: float) -> None:
        self.values[name], self.source[name], self.confidence[name] = value, source, round(confidence, 2)

    def warn(self, sentence: str) -> None:
        self.said.append(f"warning: {sentence}")

    def tell(self, name: str, value: float, source: str, confidence: float) -> None:
        """A value a service told, if the document takes it."""
        least, most, unit = bounds_of(Site, name)
        if least <= value <= most:
            self.put(name, value, source, confidence)
        else:
            self.warn(
                f"{source} says {name} = {value:g}{f' {unit}' if unit else ''}, which is outside of {least:g} to "
                f"{most:g}: it is not taken"
            )


@dataclass(frozen=True, slots=True)
class Resolved:
    """The answer, and whether it will be the same when it is asked for again soon."""

    outcome: Outcome
    lasting: bool


def resolve(services: Services, query: SiteQuery, given: Any) -> Resolved:
    """Everything that is known of a site."""
    findings = Findings()
    for each in fields(query):
        value = getattr(query, each.name)
        if value is not None and each.name in ("lat", "lon", "exposure", *LOOKED_UP):
            findings.put(each.name, value, GIVEN, 1.0)
    candidates: list[Match] = []
    matched = None if query.lat is not None else _locate(services.geocoder, query.address or "", findings, candidates)
    sure = SURE[matched.exact] if matched else 1.0
    if "lat" in findings.values:
        _ask_all(services, query, findings, sure)
    _say_unknown(services, query, findings)
    names = ("lat", "lon", *LOOKED_UP, "exposure")
    result = {
        **{name: findings.values.get(name) for name in names},
        "matched_address": matched.address if matched else None,
        "source": {name: findings.source.get(name) for name in names},
        "confidence": {name: findings.confidence.get(name, 0.0) for name in names},
        "candidates": [{"address": each.address, "lat": each.lat, "lon": each.lon} for each in candidates],
    }
    abstained = "lat" not in findings.values
    outcome = Outcome(inputs=given, result=result, exact=True, assumptions=findings.said, abstained=abstained)
    return Resolved(outcome, not findings.failed)


def _asked(findings: Findings, what: str, ask: Callable[[], T]) -> T | None:
    """What a service says; None, with the reason said, where it does not answer."""
    try:
        return ask()
    except ExternalServiceError as error:
        findings.failed = True
        findings.warn(f"{what} could not be asked: {error.message}")
        return None


def _locate(geocoder: Geocoder | None, address: str, findings: Findings, candidates: list[Match]) -> Match | None:
    """The one place the address means; several are candidates, and none of them is taken."""
    if geocoder is None:
        findings.warn("no geocoder is configured: where the address lies is not known")
        return None
    found = _asked(findings, geocoder.name, lambda: geocoder.find(address))
    if found is None:
        return None
    here = [match for match in found if _in_the_states(match)]
    if not here:
        findings.warn(f"{geocoder.name} does not know the address" + (" in the United States" if found else ""))
        return None
    # A building says more than the street it stands in.
    likely = [match for match in here if match.exact] or here
    if any(max(abs(m.lat - likely[0].lat), abs(m.lon - likely[0].lon)) > SAME_DEG for m in likely):
        candidates += likely
        findings.warn(f"the address may mean {len(likely)} places: give one of the candidates, or its coordinates")
        return None
    match = likely[0]
    for name, value in (("lat", match.lat), ("lon", match.lon)):
        findings.put(name, value, geocoder.name, SURE[match.exact])
    where = "" if match.exact else "; only the street was found, not the building"
    findings.said.append(f"{geocoder.name} places the address at {match.address}{where}.")
    return match


def _in_the_states(match: Match) -> bool:
    """Within the United States and its territories, from Samoa to Alaska and from Guam to Puerto Rico."""
    return -15.0 <= match.lat <= 72.0 and (-180.0 <= match.lon <= -64.0 or 144.0 <= match.lon <= 180.0)


Question = tuple[str, Callable[[], Any], Callable[[Any], None]]
"""Whom to ask, the asking, and what to do with the answer."""


def _ask_all(services: Services, query: SiteQuery, findings: Findings, sure: float) -> None:
    """Ask the services for what was not given, all at once; what they say is written down when all are back."""
    questions = list(_questions(services, query, findings, sure))
    if not questions:
        return
    with ThreadPoolExecutor(len(questions)) as pool:
        waiting = [(name, pool.submit(ask), write) for name, ask, write in questions]
    for name, future, write in waiting:
        found = _asked(findings, name, future.result)
        if future.exception() is None:
            write(found)


def _questions(services: Services, query: SiteQuery, findings: Findings, sure: float) -> Iterator[Question]:
    lat, lon, risk = findings.values["lat"], findings.values["lon"], query.risk_category
    edition = EDITIONS[query.code_basis].asce7
    elevation, seismic, wind = services.elevation, services.seismic, services.wind
    if elevation is not None and query.elevation_ft is None:
        yield elevation.name, lambda: elevation.at(lat, lon), lambda v: _elevated(findings, elevation, v, sure)
    if seismic is not None and query.sds is None:
        yield (
            seismic.name,
            lambda: seismic.at(lat, lon, edition, risk, query.site_class),
            lambda v: _shaken(findings, seismic, query, v, sure),
        )
    if wind is not None and query.wind_speed_mph is None:
        source = f"{wind.name} (ASCE {edition})"
        yield wind.name, lambda: wind.at(lat, lon, edition, risk), lambda v: _blown(findings, source, v, sure)


def _elevated(findings: Findings, service: Elevation, feet: float | None, sure: float) -> None:
    if feet is None:
        findings.warn(f"{service.name} has no ground elevation there")
    else:
        findings.tell("elevation_ft", round(feet, 1), service.name, sure)


def _shaken(findings: Findings, service: DesignMaps, query: SiteQuery, found: Any, sure: float) -> None:
    edition = EDITIONS[query.code_basis].asce7
    source = f"{service.name} (ASCE {edition})"
    if found is None:
        findings.warn(
            f"site class {query.site_class} has no mapped values in ASCE {edition}: a site-specific study is due"
        )
        return
    if query.site_class is None:
        findings.said.append(f"Site class {DEFAULT[edition]} was taken for the earthquake: none was given.")
    if found.sds is None:
        findings.warn(f"{source} gives no S_DS there: a site-specific study may be due (ASCE 7 11.4.8)")
    # Without S_DS the others mean nothing to a design.
    for name in ("sds", "s1", "sd1") if found.sds is not None else ():
        value = getattr(found, name)
        if value is not None and getattr(query, name) is None:
            findings.tell(name, value, source, sure if query.site_class else sure - 0.1)


def _blown(findings: Findings, source: str, found: Any, sure: float) -> None:
    if found.speed_mph is None:
        findings.warn(f"{source} has no wind speed for the risk category there")
    elif found.special_region:
        findings.warn(
            f"the site lies in a special wind region: {source} maps {found.speed_mph:g} mph, which the building "
            "department may raise (ASCE 7 26.5.2); ask them, it is not taken"
        )
    else:
        findings.tell("wind_speed_mph", found.speed_mph, source, sure)
        if found.hurricane_region:
            findings.said.append("The site lies in a hurricane-prone region (ASCE 7 26.2).")


def _say_unknown(services: Services, query: SiteQuery, findings: Findings) -> None:
    """A sentence for each value nobody was asked for."""
    told: Mapping[str, object] = {
        "elevation_ft": services.elevation, "wind_speed_mph": services.wind, "sds": services.seismic,
    }  # fmt: skip
    for name, service in told.items():
        if name not in findings.values and service is None:
            findings.warn(f"{name} is not known: no service is configured for it")
        elif name not in findings.values and "lat" not in findings.values:
            findings.warn(f"{name} is not known: the place is not")
    if query.snow_psf is None:
        findings.warn(
            "snow_psf is not known: it is the snow on the cabinet tops (ASCE 7 chapter 7), which no map tells"
        )
    if query.exposure is None:
        findings.said.append("Exposure is a judgment of the surroundings (ASCE 7 26.7): nothing looks it up.")
