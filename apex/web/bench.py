"""The form of the design document: groups of fields at the left, the result at the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from apex.engine.bundle import Packs
from apex.engine.document import (
    Cabinet,
    Document,
    Foundation,
    Options,
    PricingChoice,
    Site,
    Soil,
    Support,
    Topography,
)
from apex.engine.document.baseplate import Anchors, Plate, Weld
from apex.engine.document.foundation import Rebar, Ties
from apex.errors import Problem
from apex.report.result import ResultView
from apex.schema.length import parse_feet
from apex.web.form import Field, Filled, flat, form_fields

MANY = ("support.families", "pricing.addons")
CABINET = ("name", "width_ft", "height_ft", "bottom_ft", "offset_ft", "depth_ft", "weight_psf")
CABINET_MORE = ("solid_ratio", "members", "member_in", "return_corner_ft", "double_faced")
SITE_MORE = ("kzt", "elevation_ft", "snow_psf", "ice_in", "ice_wind_mph", "sds", "s1", "sd1", "jurisdiction")
TOPOGRAPHY = ("kind", "H_ft", "L_h_ft", "x_ft", "side")
PIER = ("kind", "shape", "diameter_ft", "width_ft", "length_ft", "depth_ft", "thickness_ft", "pedestal_ft")
RODS = (
    "grade", "diameter_in", "embedment_in", "gap_in", "bolt_circle_in", "count", "rows", "columns", "spacing_x_in",
    "spacing_y_in",
)  # fmt: skip
NEW_CABINET = {"width_ft": "8", "height_ft": "3", "depth_ft": "2", "weight_psf": "10"}
MOST_CABINETS = 20


@dataclass(frozen=True, slots=True)
class Group:
    """A titled run of fields; `more` stands folded."""

    title: str
    fields: list[Field]
    more: list[Field]


@dataclass(frozen=True, slots=True)
class DesignForm:
    """The design document as a form, or one stage of it."""

    groups: list[Group]
    cabinets: list[Group]
    below: list[Group]
    hidden: list[tuple[str, str]]
    """What the document holds and no field shows; the form carries it along."""

    @property
    def shown(self) -> Iterator[tuple[Group, Field]]:
        for group in (*self.groups, *self.cabinets, *self.below):
            yield from ((group, f) for f in (*group.fields, *group.more))

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [(f.id, f.error) for _, f in self.shown]

    @property
    def words(self) -> dict[str, str]:
        """What people call each field."""
        return {f.name: f"{group.title}, {f.label}" for group, f in self.shown}

    def untouched(self) -> MultiDict[str, str]:
        """What a browser would send if nobody typed."""
        sent: list[tuple[str, str]] = list(self.hidden)
        for _, f in self.shown:
            if f.kind == "many":
                sent += [(f"{f.name}.sent", "1"), *((f.name, value) for value in f.values)]
            elif f.kind == "checkbox":
                sent.append((f.name, "true" if f.value == "true" else "false"))
            elif f.kind == "select" and f.value not in {value for value, _ in f.choices}:
                # A browser takes the first choice where none is marked.
                sent.append((f.name, f.choices[0][0] if f.choices else ""))
            else:
                sent.append((f.name, f.value))
        return MultiDict(sent)


@dataclass(frozen=True, slots=True)
class BenchPage:
    """The sketch: a document that is kept nowhere."""

    name: str
    form: DesignForm
    result: ResultView
    examples: list[str]
    can_create: bool


def bench_page(
    document: Any, packs: Packs, result: ResultView, examples: list[str], *, can_create: bool = False
) -> BenchPage:
    """The page for a document as typed."""
    given: Mapping[str, Any] = document if isinstance(document, Mapping) else {}
    form = design_form(given, packs, result.problems)
    name = str(given.get("name", "")) or "New sign"
    return BenchPage(name, form, replace(result, words=form.words), examples, can_create)


def design_form(
    given: Mapping[str, Any],
    packs: Packs,
    problems: Sequence[Problem] = (),
    stage: str = "",
    marks: Mapping[str, str] | None = None,
) -> DesignForm:
    """The fields of a document, all of them or those of one stage, with what is wrong with each."""
    filled = Filled(given, problems, marks=marks or {})
    cabinets = filled.at("sign.cabinets")
    count = len(cabinets) if isinstance(cabinets, list) else 0
    stack = [
        Group(
            f"Cabinet {i + 1}",
            form_fields(Cabinet, f"sign.cabinets.{i}", CABINET, filled),
            form_fields(Cabinet, f"sign.cabinets.{i}", CABINET_MORE, filled),
        )
        for i in range(count)
    ]
    below = [_support(filled), _foundation(filled, packs), _plate(filled), _price(filled, packs), _choices(filled)]
    groups = [_site(filled)]
    hidden = [(n, v) for n, v in flat(given) if n not in filled.names and not n.startswith(MANY)]
    if not stage:
        return DesignForm(groups, stack, below, hidden)
    own = [pair for pair in hidden if pair[0].startswith(f"{stage}.")]
    return DesignForm(_only(groups, stage), _only(stack, stage), _only(below, stage), own)


def _only(groups: Sequence[Group], stage: str) -> list[Group]:
    """The groups with the fields of one stage."""
    kept = [
        Group(g.title, *([f for f in fields if f.name.startswith(f"{stage}.")] for fields in (g.fields, g.more)))
        for g in groups
    ]
    return [g for g in kept if g.fields or g.more]


def _site(filled: Filled) -> Group:
    return Group(
        "Site",
        [
            *form_fields(Document, "", ("name",), filled),
            *form_fields(Site, "site", ("code_basis", "risk_category", "wind_speed_mph", "exposure"), filled),
        ],
        [
            *form_fields(
                Site,
                "site",
                SITE_MORE,
                filled,
            ),
            *form_fields(Site, "site", ("outside_tornado_region",), filled),
            *form_fields(Topography, "site.topography", TOPOGRAPHY, filled, whole=False),
        ],
    )


def _support(filled: Filled) -> Group:
    return Group(
        "Support",
        form_fields(
            Support,
            "support",
            ("material", "count", "spacing_ft", "families", "section", "grade", "method", "finish"),
            filled,
        ),
        form_fields(
            Support,
            "support",
            ("deflection_limit", "service_wind_factor", "roughness", "damping", "orientation", "filler"),
            filled,
        ),
    )


def _foundation(filled: Filled, packs: Packs) -> Group:
    classes = {n: f"{n}, {row.name}" for n, row in packs.footing_calibration.soil.classes.items()}
    return Group(
        "Soil and foundation",
        [
            *form_fields(Soil, "site.soil", ("class",), filled, {"class": classes}),
            *form_fields(Site, "site", ("frost_depth_ft",), filled),
            *form_fields(Foundation, "foundation", PIER, filled),
        ],
        [
            *form_fields(
                Soil, "site.soil", ("lateral_psf_per_ft", "vertical_psf", "friction", "cohesion_psf", "source"), filled
            ),
            *form_fields(
                Foundation,
                "foundation",
                (
                    "isolated_pole", "constrained", "restraint", "depth_limit_reading", "neglect_top_ft",
                    "water_depth_ft", "slope_nearby", "expansive", "minimum_depth_ft", "depth_step_ft",
                    "max_depth_ft", "fc_psi", "waste_percent", "pole_embedment_ft",
                ),
                filled,
            ),
            *form_fields(Rebar, "foundation.rebar", ("size", "count", "fy_ksi"), filled, whole=False),
            *form_fields(Ties, "foundation.rebar.ties", ("size", "spacing_in"), filled, whole=False),
        ],
    )  # fmt: skip


def _plate(filled: Filled) -> Group:
    return Group(
        "Base plate, where the support stands on one: designed unless given",
        [],
        [
            *form_fields(Plate, "baseplate.plate", ("width_in", "length_in", "thickness_in"), filled, whole=False),
            *form_fields(Anchors, "baseplate.anchors", RODS, filled, whole=False),
            *form_fields(Weld, "baseplate.weld", ("size_in",), filled, whole=False),
        ],
    )


def _price(filled: Filled, packs: Packs) -> Group:
    addons = {n: f"{n.replace('_', ' ')} ${p.value}" for n, p in packs.pricing.addons.items()}
    offered = {"addons": addons, "region": {n: n for n in packs.pricing.regions}}
    return Group("Price", form_fields(PricingChoice, "pricing", ("addons", "region"), filled, offered), [])


def _choices(filled: Filled) -> Group:
    names = ("gust", "grouping", "kz_method", "use_elevation", "wind_on_support")
    return Group("Choices the codes leave open", [], form_fields(Options, "options", names, filled))


def edited(document: dict[str, Any], do: str) -> dict[str, Any]:
    """The document after one of the page's own buttons: add or remove a cabinet."""
    sign = document.setdefault("sign", {})
    if not isinstance(sign, dict):
        return document
    cabinets = sign.get("cabinets")
    if not isinstance(cabinets, list):
        cabinets = []
    verb, _, where = do.partition(".")
    if verb == "add" and len(cabinets) < MOST_CABINETS:
        sign["cabinets"] = [*cabinets, {**NEW_CABINET, "bottom_ft": _free_bottom(cabinets)}]
    elif (
        verb == "remove" and where.isdecimal() and where.isascii() and len(where) < 4 and int(where) < len(cabinets) > 1
    ):
        sign["cabinets"] = [c for i, c in enumerate(cabinets) if i != int(where)]
    return document


def _free_bottom(cabinets: Sequence[Any]) -> str:
    """Where a new cabinet fits: under the lowest one, else on top of the highest."""
    height = float(NEW_CABINET["height_ft"])
    try:
        spans = [(parse_feet(str(c["bottom_ft"])), parse_feet(str(c["height_ft"]))) for c in cabinets]
    except (KeyError, TypeError, ValueError):
        return ""
    lowest = min((bottom for bottom, _ in spans), default=height + 10.0)
    place = lowest - height if lowest >= height else max(bottom + tall for bottom, tall in spans)
    return f"{place:g}"
