"""The cover: what the sign is, what the package covers, whether it passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from apex.engine.assume import codes_in_force
from apex.engine.design import Design
from apex.engine.envelope import show_ratio
from apex.engine.foundation.torsion import TORSION
from apex.engine.trace import by_use
from apex.report.condition import NONE_PASSES, warnings
from apex.report.number import exact
from apex.report.phrase import foundation_words, plate_words, pole_stands, post_words
from apex.schema.length import show_feet

SEALED_BY = ("Name", "License, state", "Firm", "Date, signature")
"""Lines of the seal block for the engineer in responsible charge to fill in."""
NAMED = 5
"""Failing checks that the cover names."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sign stands and whose it is, as far as the project knows; a design alone does not."""

    address: str = ""
    owner: str = ""


NOWHERE = Place()


def place_rows(place: Place) -> Iterator[tuple[str, str, bool]]:
    """Lines about the site: label, what is known, and whether the rest of the line is left to be filled in."""
    for label, known in (("Address", place.address), ("Owner", place.owner)):
        yield label, known or "not given", not known
    yield "Date", "", True


def sign_rows(design: Design) -> Iterator[tuple[str, str]]:
    """The sign in a few lines."""
    document = design.document
    cabinets = document.sign.cabinets
    count = "one cabinet" if len(cabinets) == 1 else f"{len(cabinets)} cabinets"
    area = sum(c.area_ft2 for c in cabinets)
    top = max(c.top_ft for c in cabinets)
    yield "Sign", f"{area:,.4g} ft² of face on {count}, top at {show_feet(top)}"
    yield "Support", post_words(design) + ("" if pole_stands(design) else f", {document.support.finish}")
    yield "Foundation", foundation_words(design)
    if design.plate is not None:
        yield "Base plate", plate_words(design.plate)
    site = document.site
    yield "Wind", f"{exact(site.wind_speed_mph)} mph, exposure {site.exposure}, risk category {site.risk_category}"
    yield "Code", ", ".join(v for v in used_codes(design).values())
    yield "Jurisdiction", site.jurisdiction or "not given"


def used_codes(design: Design) -> dict[str, str]:
    """Edition of each standard the calculation stands on."""
    return dict(codes_in_force(design.document, design.editions))


def failing(design: Design) -> str:
    """Why a design does not pass, the worst first; empty where it passes."""
    if design.passes:
        return ""
    failed = [c for c in by_use(design.checks) if not c.passes]
    if not failed:
        return "not every check could be made (see the warnings)."
    nearest = [w.partition(" and fails")[0] for w in warnings(design) if NONE_PASSES in w]
    none = f"{nearest[0]}; " if nearest else ""
    named = [f"{c.name} ({show_ratio(c.ratio) if isfinite(c.ratio) else 'no capacity'})" for c in failed[:NAMED]]
    more = f" and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
    count = "one check fails" if len(failed) == 1 else f"{len(failed)} checks fail"
    return f"{none}{count}: {', '.join(named)}{more}."


def resting(design: Design) -> str:
    """What the list of conditions is."""
    if design.passes:
        return (
            "What the result rests on and this calculation does not show. It holds only where each of these is "
            "confirmed or accepted."
        )
    return "The design does not pass. Beside the checks that fail, these are open and not shown by this calculation."


def scope(design: Design) -> Iterator[str]:
    """What was looked at, and what was not."""
    site = design.document.site
    loads = [
        "wind on the sign and its support",
        *(["snow on the cabinets"] if site.snow_psf else []),
        *(["ice and wind on ice"] if site.ice_in else []),
        *(["seismic load"] if site.sds else []),
    ]
    said = f"{', '.join(loads)}; load combinations; strength, stability and deflection of the support."
    yield said[0].upper() + said[1:]
    yield _below(design)
    yield "Not included: cabinets and their fixing to the support, electrical work, underground utilities."


def _below(design: Design) -> str:
    if design.foundation is None:
        return "No foundation was designed, because the support is not stable."
    twisted = any(c.name == TORSION for c in design.checks)
    pier = "Depth, bearing and torsion of the pier" if twisted else "Depth and bearing of the pier"
    return {
        "direct_burial": f"{pier} in the soil, and the support below grade.",
        "drilled_pier": f"{pier} in the soil, its reinforcement, base plate and rods.",
        "spread_footing": "Bearing, overturning and sliding of the footing, its reinforcement, base plate and rods.",
    }[design.foundation.kind]
