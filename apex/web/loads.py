"""The loads of a project, to be read: wind by case, what is dead, what was given of snow, ice and earthquake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import shown
from apex.store.calculation import Calculation, calculation_by_id
from apex.store.project import Project
from apex.web.ask import wants_page
from apex.web.calculation import current, etag
from apex.web.journey import Rail, rail
from apex.web.respond import View, respond
from apex.web.route import mount

bp = Blueprint("loads", __name__)
GIVEN = (
    "wind_speed_mph", "exposure", "risk_category", "code_basis", "kzt", "elevation_ft", "snow_psf", "ice_in",
    "ice_wind_mph", "sds", "s1",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WindRow:
    """The wind of one case on the sign and its support."""

    case: str
    force_lb: str
    arm_ft: str
    moment_kipft: str
    torsion_kipft: str


@dataclass(frozen=True, slots=True)
class LoadsPage:
    """What the calculation takes as loads; all empty while nothing is computed."""

    project: dict[str, Any]
    rail: Rail
    facts: list[tuple[str, str]]
    given: list[tuple[str, Any]]
    """Path and value of what the site says."""
    wind: list[WindRow]
    dead: list[tuple[str, str, str]]
    """What it is, how much, its unit."""
    combinations: list[Any]
    steps: list[tuple[str, str]]
    """Where the calculation of each is: title and id."""


@mount(bp, "/projects/<project_id>/loads", ["GET"], "project.read")
def show(call: Call, project: Project) -> Response:
    """The loads as they were computed, none of which can be typed."""
    held = calculation_by_id(call.session, project.calculation_id) if wants_page() else current(call, project)
    outcome = None
    if held is not None:
        result = held.envelope["result"]["loads"]
        outcome = Outcome(inputs=held.document, result=result, pack_metadata=held.packs, exact=True, etag=etag(held))
    return respond(View("loads/show.html", "loads/_show.html", lambda: _page(call, project, held), outcome))


def _page(call: Call, project: Project, held: Calculation | None) -> LoadsPage:
    loads: Mapping[str, Any] = held.envelope["result"]["loads"] if held else {}
    site = (held.document if held else project.document).get("site")
    stages = held.sheet["stages"] if held else []
    return LoadsPage(
        project=shown(call, project),
        rail=rail(call, project, "loads"),
        facts=_facts(loads) if loads else [],
        given=[(f"site.{n}", site[n]) for n in GIVEN if site.get(n) is not None] if isinstance(site, Mapping) else [],
        wind=[_wind(case, row) for case, row in loads.get("wind", {}).items()],
        dead=_dead(loads["dead"]) if loads else [],
        combinations=held.sheet["combinations"] if held else [],
        steps=[(p["title"], p["id"]) for stage in stages if stage["stage"] == "wind" for p in stage["parts"]],
    )


def _facts(loads: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Velocity pressure q_h at the top", f"{loads['qh_psf']:.2f} psf"),
        ("Gust-effect factor G", f"{loads['gust_normal']:.3f} normal to the face, {loads['gust_along']:.3f} along it"),
        ("Natural frequency n_1", f"{min(loads['frequency_normal_hz'], loads['frequency_along_hz']):.2f} Hz"),
        ("By", f"ASCE {loads['asce7']}"),
    ]


def _wind(case: str, row: Mapping[str, float]) -> WindRow:
    def text(name: str, places: int) -> str:
        # What is left of sums that are nothing shows no sign.
        return f"{round(row[name], places) + 0.0:,.{places}f}"

    return WindRow(
        case, text("force_lb", 0), text("arm_ft", 2), text("moment_kipft", 2), text("torsion_kipft", 2)
    )  # fmt: skip


def _dead(row: Mapping[str, float]) -> list[tuple[str, str, str]]:
    rows = (("Weight", "axial_kip", "kip"), ("Moment about the face", "moment_x_kipft", "kip-ft"),
            ("Moment along the face", "moment_y_kipft", "kip-ft"))  # fmt: skip
    return [(what, f"{row[name]:,.3f}", unit) for what, name, unit in rows if abs(row[name]) > 0.0005]
