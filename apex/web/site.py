"""What is known of a site, from its address: a page of its own, an endpoint, and a hand for the form of a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, current_app, request

from apex.actions.breaker import SharedBreaker
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.site import Services, resolve
from apex.errors import ApexError, InvalidInputError
from apex.extensions import db
from apex.outside.address import read as read_address
from apex.outside.client import AGENT, Client
from apex.outside.elevation import Elevation
from apex.outside.geocode import Census, Geocoder, Nominatim
from apex.outside.seismic import DesignMaps
from apex.outside.wind import HazardTool
from apex.schema.held import held
from apex.schema.read import read
from apex.schema.site import SiteQuery
from apex.schema.words import field_word
from apex.settings import OutsideSettings, code_version
from apex.web.ask import request_id, typed, wants_page
from apex.web.form import Field, Filled, as_data, form_fields, plain_text
from apex.web.kept import Kept, kept
from apex.web.respond import View, respond, send_json
from apex.web.route import mount
from apex.web.unit import face
from apex.web.viewer import viewer
from apex.web.who import settings

bp = Blueprint("site", __name__)
TURN = timedelta(seconds=1)
"""Between questions to Nominatim, of all processes together."""
FIRST = ("address", "code_basis", "risk_category")
KNOWN = ("lat", "lon", "wind_speed_mph", "exposure", "elevation_ft", "snow_psf", "sds", "s1", "sd1", "site_class")
FOUND = ("lat", "lon", "wind_speed_mph", "elevation_ft", "snow_psf", "sds", "s1", "sd1", "exposure")
TAKEN = ("wind_speed_mph", "elevation_ft", "sds", "s1", "sd1")
"""What the form of a project can take over."""
ASKED_BY = ("code_basis", "risk_category", "site_class")
"""What of a project decides what is found."""


@dataclass(frozen=True, slots=True)
class Found:
    """One value for people: in their units, beside where it comes from."""

    name: str
    label: str
    text: str
    """Empty where it is not known."""
    unit: str
    value: str
    """As the document would hold it."""
    source: str
    percent: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What was found about a site."""

    found: list[Found]
    matched: str
    candidates: list[dict[str, Any]]
    said: list[str]


@dataclass(frozen=True, slots=True)
class SitePage:
    """The form, and what it found."""

    first: list[Field]
    known: list[Field]
    services: list[tuple[str, str]]
    answer: Answered | None = None
    error: ApexError | None = None


def services() -> Services:
    """Whom this installation asks. Made once: they hold nothing but addresses and a client."""
    kept = current_app.extensions.get("apex_services")
    if kept is None:
        made = _services(settings().outside, SharedBreaker(db.engine))
        kept = current_app.extensions.setdefault("apex_services", made)
    found: Services = kept
    return found


def _services(chosen: OutsideSettings, breaker: SharedBreaker) -> Services:
    agent = f"{AGENT} ({chosen.geocoder_contact})" if chosen.geocoder_contact else AGENT
    client = Client(breaker, agent=agent)
    geocoder: Geocoder | None = None
    if chosen.geocoder_url and chosen.geocoder_kind == "nominatim":
        host = f"pace:{read_address(chosen.geocoder_url).name}"
        contact = chosen.geocoder_contact
        geocoder = Nominatim(client, chosen.geocoder_url, contact, lambda most: breaker.turn(host, TURN, most))
    elif chosen.geocoder_url:
        geocoder = Census(client, chosen.geocoder_url)
    return Services(
        geocoder=geocoder,
        elevation=Elevation(client, chosen.elevation_url) if chosen.elevation_url else None,
        seismic=DesignMaps(client, chosen.seismic_url) if chosen.seismic_url else None,
        wind=HazardTool(client, chosen.wind_url, chosen.wind_token) if chosen.wind_url else None,
    )


def look_up(call: Call, given: Any) -> Kept:
    """The answer for a site. What a service that failed would have told is asked for again the next time."""
    query = read(SiteQuery, given)

    def make() -> tuple[dict[str, Any], bool]:
        # No connection and no snapshot is held while others are waited for.
        call.session.rollback()
        resolved = resolve(services(), query, given)
        return resolved.outcome.envelope(code_version=code_version()), resolved.lasting

    return kept("site", given, {"services": list(settings().outside.addresses)}, make)


@mount(bp, "/site/resolve", ["GET"], "solve")
def show(_call: Call) -> Response:
    """The form, and who would be asked."""
    page = _page({})
    outcome = Outcome(inputs=None, result={"services": dict(page.services)}, exact=True)
    return respond(View("site/show.html", "site/show.html", page, outcome))


@mount(bp, "/site/resolve", ["POST"], "solve", writes=False)
def find(call: Call) -> Response:
    """Everything that is known of a site. 200 also where nothing is: null is an answer."""
    if not wants_page():
        found = look_up(call, typed())
        return found.marked(send_json({**found.envelope, "request_id": request_id()}))
    given = as_data(typed())
    try:
        found = look_up(call, given)
    except InvalidInputError as refused:
        return respond(View("site/show.html", "site/show.html", _page(given, error=refused), status=422))
    page = _page(given, answered(found.envelope))
    return found.marked(respond(View("site/show.html", "site/show.html", page)))


def _page(given: Mapping[str, Any], answer: Answered | None = None, error: ApexError | None = None) -> SitePage:
    filled = Filled(given, error.problems if error else ())
    asked = services()
    names = (
        ("Where the address lies", asked.geocoder), ("Ground elevation", asked.elevation),
        ("Earthquake", asked.seismic), ("Wind", asked.wind),
    )  # fmt: skip
    return SitePage(
        first=form_fields(SiteQuery, "", FIRST, filled),
        known=form_fields(SiteQuery, "", KNOWN, filled),
        services=[(what, each.name if each else "nobody is configured") for what, each in names],
        answer=answer,
        error=error,
    )


def answered(envelope: Mapping[str, Any]) -> Answered:
    """An answer as people read it."""
    result = envelope["result"]
    return Answered(
        found=[_found(name, result) for name in FOUND],
        matched=result["matched_address"] or "",
        candidates=result["candidates"],
        said=[said.removeprefix("warning: ") for said in envelope["assumptions"]],
    )


def _found(name: str, result: Mapping[str, Any]) -> Found:
    value, known = result[name], field_word(SiteQuery, name)
    text = plain_text(value)
    seen = face(value, text, known.unit, viewer().system) if known.unit and text else None
    return Found(
        name=name,
        label=known.label,
        text=seen.text if seen else text,
        unit=seen.unit if seen else known.unit,
        value=text,
        source=result["source"][name] or "",
        percent=round(100 * result["confidence"][name]),
    )


@dataclass(frozen=True, slots=True)
class Lookup:
    """The hand of the site stage: an address, what was found for it, and what stands in the form."""

    address: str
    answer: Answered | None = None
    now: Mapping[str, str] = field(default_factory=dict)
    error: str = ""


def offered(address: str) -> Lookup | None:
    """The hand with nothing found yet; None where there is nobody to ask where an address lies."""
    return Lookup(_address() or address) if services().geocoder else None


def looked_up(call: Call, document: Mapping[str, Any]) -> Lookup:
    """What is found for the address in the form, beside what the form holds."""
    address = _address()
    typed_in = document.get("site")
    site: Mapping[str, Any] = typed_in if isinstance(typed_in, Mapping) else {}
    asked = {name: site[name] for name in ASKED_BY if site.get(name) is not None}
    try:
        envelope = look_up(call, {"address": address, **asked}).envelope
    except InvalidInputError as refused:
        said = (f"{field_word(SiteQuery, p.field).label} {p.message}" for p in refused.problems)
        return Lookup(address, error="; ".join(said))
    system = viewer().system
    now = {name: "" if site.get(name) is None else held(site[name], f"site.{name}", system) for name in TAKEN}
    return Lookup(address, answered(envelope), now)


def _address() -> str:
    """What was typed into the hand; the colon keeps it out of the document."""
    return request.form.get("try:address", "").strip()


def ticked() -> dict[str, str]:
    """The found values somebody ticked to be taken into the form."""
    return {name: request.form.get(f"found:{name}", "") for name in request.form.getlist("take:site") if name in TAKEN}
