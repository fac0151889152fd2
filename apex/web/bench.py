"""The form of the design document: sections of fields, rows that can be added, what a foundation has no use for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from apex.engine.bundle import Packs
from apex.engine.document import (
    Cabinet,
    Cover,
    Document,
    Foundation,
    HandHole,
    Options,
    PricingChoice,
    Segment,
    Site,
    Soil,
    Support,
    Topography,
)
from apex.engine.document.baseplate import Anchors, Plate, Weld
from apex.engine.document.foundation import Rebar, Ties
from apex.errors import Problem
from apex.web.edit import CABINETS
from apex.web.form import Field, Filled, flat, form_fields

MANY = ("support.families", "pricing.addons")
CABINET = ("name", "width_ft", "height_ft", "bottom_ft", "offset_ft", "depth_ft", "weight_psf")
CABINET_MORE = ("solid_ratio", "members", "member_in", "return_corner_ft", "double_faced")
SITE = ("code_basis", "risk_category", "wind_speed_mph", "exposure")
SITE_MORE = ("kzt", "elevation_ft", "snow_psf", "ice_in", "ice_wind_mph", "sds", "s1", "sd1", "jurisdiction")
TOPOGRAPHY = ("kind", "H_ft", "L_h_ft", "x_ft", "side")
REPORT = ("lateral_psf_per_ft", "vertical_psf", "friction", "cohesion_psf", "source")
SUPPORT = ("material", "count", "spacing_ft", "families", "section", "grade", "method", "finish")
SUPPORT_MORE = ("deflection_limit", "service_wind_factor", "roughness", "damping", "orientation", "filler")
PIER = ("kind", "shape", "diameter_ft", "width_ft", "length_ft", "depth_ft", "thickness_ft", "pedestal_ft")
PIER_MORE = (
    "isolated_pole", "constrained", "restraint", "depth_limit_reading", "neglect_top_ft", "water_depth_ft",
    "slope_nearby", "expansive", "minimum_depth_ft", "depth_step_ft", "max_depth_ft", "fc_psi", "waste_percent",
    "pole_embedment_ft", "existing",
)  # fmt: skip
RODS = (
    "grade", "diameter_in", "embedment_in", "gap_in", "bolt_circle_in", "count", "rows", "columns", "spacing_x_in",
    "spacing_y_in",
)  # fmt: skip
CHOICES = ("gust", "grouping", "kz_method", "use_elevation", "wind_on_support")
SHAFTS = ("direct_burial", "drilled_pier")
PLATED = ("drilled_pier", "spread_footing")
KINDS: dict[str, tuple[str, ...]] = {
    **{
        f"foundation.{name}": SHAFTS
        for name in ("shape", "diameter_ft", "isolated_pole", "constrained", "restraint", "depth_limit_reading",
                     "neglect_top_ft")
    },
    "foundation.thickness_ft": ("spread_footing",),
    "foundation.pedestal_ft": ("spread_footing",),
    "foundation.pole_embedment_ft": ("direct_burial",),
}  # fmt: skip
"""Fields that not every kind of foundation has a use for, and those that have."""


@dataclass(frozen=True, slots=True)
class Group:
    """A titled run of fields; `more` stands folded, `unused` are those the foundation has no use for."""

    title: str
    fields: list[Field]
    more: list[Field] = field(default_factory=list)
    unused: list[Field] = field(default_factory=list)
    stage: str = ""
    kinds: tuple[str, ...] = ()
    """The kinds of foundation the group is for; all where empty."""
    idle: bool = False
    """Whether it is of no use for the kind that is chosen."""

    @property
    def every(self) -> Iterator[Field]:
        yield from (*self.fields, *self.more, *self.unused)


@dataclass(frozen=True, slots=True)
class Pile:
    """Rows of one sort, which can be added and removed."""

    title: str
    path: str
    one: str
    groups: list[Group]
    error: str = ""
    stage: str = ""
    least: int = 0

    @property
    def id(self) -> str:
        return "f-" + self.path.replace(".", "-")


Section = Group | Pile


@dataclass(frozen=True, slots=True)
class DesignForm:
    """The design document as a form, or one stage of it."""

    sections: list[Section]
    hidden: list[tuple[str, str]]
    """What the document holds and no field shows; the form carries it along."""
    kind: str = ""

    @property
    def groups(self) -> Iterator[Group]:
        for section in self.sections:
            yield from section.groups if isinstance(section, Pile) else (section,)

    @property
    def shown(self) -> Iterator[tuple[Group, Field]]:
        for group in self.groups:
            yield from ((group, f) for f in group.every)

    @property
    def errors(self) -> list[tuple[str, str]]:
        piles = [(s.id, s.error) for s in self.sections if isinstance(s, Pile)]
        return [*piles, *((f.id, f.error) for _, f in self.shown)]

    @property
    def words(self) -> dict[str, str]:
        """What people call each field."""
        piles = {s.path: s.title for s in self.sections if isinstance(s, Pile)}
        return piles | {f.name: f"{group.title}, {f.label}" for group, f in self.shown}

    @property
    def kinds(self) -> dict[str, tuple[str, str]]:
        """For each field that is not for all kinds of foundation, those it is for, and where it stands then."""
        first = {f"foundation.{name}" for name in PIER}
        return {name: (" ".join(kinds), "fields" if name in first else "more") for name, kinds in KINDS.items()}

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


def design_form(
    given: Mapping[str, Any],
    packs: Packs,
    problems: Sequence[Problem] = (),
    stage: str = "",
    marks: Mapping[str, str] | None = None,
) -> DesignForm:
    """The fields of a document, all of them or those of one stage, with what is wrong with each."""
    filled = Filled(given, [_at_soil(p) for p in problems], marks=marks or {})
    kind = str(filled.at("foundation.kind") or "direct_burial")
    sections: list[Section] = [
        _site(filled),
        _soil(filled, packs),
        _pile(filled, "Cabinets", CABINETS, "cabinet", Cabinet, CABINET, CABINET_MORE, least=1),
        _support(filled),
        _pile(filled, "Segments of a stepped support, from the base up", "support.segments", "segment", Segment,
              ("section", "length_ft")),
        _pile(filled, "Pole covers", "support.covers", "cover", Cover,
              ("bottom_ft", "top_ft", "width_ft", "depth_ft", "weight_plf")),
        _pile(filled, "Hand holes", "support.hand_holes", "hand hole", HandHole,
              ("center_ft", "width_in", "height_in")),
        _foundation(filled, kind),
        _plate(filled, kind),
        _price(filled, packs),
        Group("Choices the codes leave open", form_fields(Options, "options", CHOICES, filled), stage="options"),
    ]  # fmt: skip
    hidden = [(n, v) for n, v in flat(given) if n not in filled.names and not n.startswith(MANY)]
    if not stage:
        return DesignForm(sections, hidden, kind)
    own = [pair for pair in hidden if pair[0].startswith(f"{stage}.")]
    return DesignForm([s for s in (_only(each, stage) for each in sections) if s], own, kind)


def _only(section: Section, stage: str) -> Section | None:
    """A section with the fields of one stage; none where it has no such field."""
    if isinstance(section, Pile):
        return section if section.path.startswith(f"{stage}.") else None
    fields, more, unused = (
        [f for f in held if f.name.startswith(f"{stage}.")] for held in (section.fields, section.more, section.unused)
    )
    if not (fields or more or unused):
        return None
    return Group(section.title, fields, more, unused, section.stage, section.kinds, section.idle)


def _pile(
    filled: Filled, title: str, path: str, one: str, cls: type, names: Sequence[str], more: Sequence[str] = (),
    least: int = 0,
) -> Pile:  # fmt: skip
    rows = filled.at(path)
    groups = [
        Group(
            f"{one.capitalize()} {i + 1}",
            form_fields(cls, f"{path}.{i}", names, filled),
            form_fields(cls, f"{path}.{i}", more, filled),
        )
        for i in range(len(rows) if isinstance(rows, list) else 0)
    ]
    return Pile(title, path, one, groups, filled.error(path), path.partition(".")[0], least)


def _site(filled: Filled) -> Group:
    return Group(
        "Site",
        [*form_fields(Document, "", ("name",), filled), *form_fields(Site, "site", SITE, filled)],
        [
            *form_fields(Site, "site", (*SITE_MORE, "outside_tornado_region"), filled),
            *form_fields(Topography, "site.topography", TOPOGRAPHY, filled, whole=False),
        ],
        stage="site",
    )


def _soil(filled: Filled, packs: Packs) -> Group:
    classes = {n: f"{n}, {row.name}" for n, row in packs.footing_calibration.soil.classes.items()}
    return Group(
        "Soil",
        [
            *form_fields(Soil, "site.soil", ("class",), filled, {"class": classes}),
            *form_fields(Site, "site", ("frost_depth_ft",), filled),
        ],
        form_fields(Soil, "site.soil", REPORT, filled),
    )


def _at_soil(problem: Problem) -> Problem:
    """That there is no soil at all is said where one begins to give it."""
    if (problem.field, problem.type) != ("site.soil", "missing"):
        return problem
    return replace(
        problem, field="site.soil.class", message="choose a class, or give what a soil report says under More"
    )


def _support(filled: Filled) -> Group:
    return Group(
        "Support",
        form_fields(Support, "support", SUPPORT, filled),
        form_fields(Support, "support", SUPPORT_MORE, filled),
        stage="support",
    )


def _foundation(filled: Filled, kind: str) -> Group:
    fields = form_fields(Foundation, "foundation", PIER, filled)
    more = [
        *form_fields(Foundation, "foundation", PIER_MORE, filled),
        *form_fields(Rebar, "foundation.rebar", ("size", "count", "fy_ksi"), filled, whole=False),
        *form_fields(Ties, "foundation.rebar.ties", ("size", "spacing_in"), filled, whole=False),
    ]
    return Group(
        "Foundation",
        [f for f in fields if _of_use(f, kind)],
        [f for f in more if _of_use(f, kind)],
        [f for f in (*fields, *more) if not _of_use(f, kind)],
        stage="foundation",
    )


def _of_use(f: Field, kind: str) -> bool:
    return f.name not in KINDS or kind in KINDS[f.name]


def _plate(filled: Filled, kind: str) -> Group:
    return Group(
        "Base plate",
        [],
        [
            *form_fields(Plate, "baseplate.plate", ("width_in", "length_in", "thickness_in"), filled, whole=False),
            *form_fields(Anchors, "baseplate.anchors", RODS, filled, whole=False),
            *form_fields(Weld, "baseplate.weld", ("size_in",), filled, whole=False),
        ],
        stage="baseplate",
        kinds=PLATED,
        idle=kind not in PLATED,
    )


def _price(filled: Filled, packs: Packs) -> Group:
    addons = {n: f"{n.replace('_', ' ')} ${p.value}" for n, p in packs.pricing.addons.items()}
    offered = {"addons": addons, "region": {n: n for n in packs.pricing.regions}}
    return Group("Price", form_fields(PricingChoice, "pricing", ("addons", "region"), filled, offered), stage="pricing")
