"""The design language: every component as the macros make it, every color with its contrast. Not in production."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response

from apex.actions.call import Call
from apex.actions.design import work_out
from apex.packs.load import load_packs
from apex.report.drawing import svg
from apex.report.geometry import elevation
from apex.schema.text import load_yaml
from apex.settings import ROOT
from apex.web.form import Field
from apex.web.paging import Pages
from apex.web.respond import View, respond
from apex.web.route import mount

bp = Blueprint("styleguide", __name__)
SHEET = ROOT / "static" / "apex.css"
PAIRS = (
    ("ink", "paper"), ("ink", "panel"), ("ink", "well"), ("quiet", "paper"), ("quiet", "panel"), ("accent", "paper"),
    ("accent", "panel"), ("accent", "accent-bg"), ("on-accent", "accent"), ("ok", "ok-bg"), ("ok", "panel"),
    ("no", "no-bg"), ("no", "panel"), ("warn", "warn-bg"), ("paper", "ink"), ("edge", "panel"),
)  # fmt: skip
"""What stands on what; the last one is the edge of a field, for which 3 is enough."""
TEXT, EDGE = 4.5, 3.0


@dataclass(frozen=True, slots=True)
class Swatch:
    """A color on a ground in one scheme."""

    scheme: str
    name: str
    ground: str
    color: str
    on: str
    ratio: float
    enough: bool


@dataclass(frozen=True, slots=True)
class StylePage:
    """Everything there is to see."""

    swatches: list[Swatch]
    fields: list[Field]
    pages: Pages
    drawing: str
    toast: Mapping[str, Any]


def tokens(css: str) -> dict[str, dict[str, str]]:
    """The colors of each scheme by name; dark has those of light that it does not change."""
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block)) for block in _roots(css))
    return {"light": light, "dark": {**light, **dark}}


def _roots(css: str) -> tuple[str, str]:
    found = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    return found[0], found[1]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: (lighter + 0.05) / (darker + 0.05)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    plain = color.lstrip("#")
    full = "".join(c * 2 for c in plain) if len(plain) == 3 else plain
    parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def swatches(css: str) -> list[Swatch]:
    """Every pair that stands on each other, in both schemes."""
    return [
        Swatch(scheme, name, ground, colors[name], colors[ground], ratio, ratio >= (EDGE if name == "edge" else TEXT))
        for scheme, colors in tokens(css).items()
        for name, ground in PAIRS
        for ratio in [contrast(colors[name], colors[ground])]
    ]


def _fields() -> list[Field]:
    """One of each kind, plain and in each of its states."""
    plain = Field(name="plain", label="Text", unit="", help="", kind="text", value="Main Street pylon")
    number = Field(
        "number",
        "Number with a unit",
        "ft",
        "Help, with the clause it is from",
        "number",
        "12",
        least="0.5",
        most="100",
    )
    pairs = (("one", "the first"), ("two", "the second"))
    return [
        plain,
        number,
        replace(plain, name="empty", label="Empty, with its default", value="", placeholder="moderately smooth"),
        replace(number, name="bad", label="With an error", value="101", error="must be at most 100 ft"),
        replace(number, name="marked", label="Changed by somebody", mark="theirs"),
        replace(number, name="yours", label="Changed by you", mark="yours"),
        Field("select", "Choice", "", "", "select", "two", choices=pairs),
        Field("check", "Yes or no", "", "What it means", "checkbox", "true"),
        Field("many", "Several", "", "", "many", "", values=("one",), choices=pairs),
        Field("lines", "Lines", "", "", "lines", "Two lines\nof text"),
    ]


@lru_cache(maxsize=1)
def _drawing() -> str:
    document = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
    return svg(elevation(work_out(load_packs(), document)[0]))


@mount(bp, "/styleguide", ["GET"], "solve")
def show(_call: Call) -> Response:
    """The whole of it."""
    page = StylePage(
        swatches=swatches(SHEET.read_text()),
        fields=_fields(),
        pages=Pages(51, 100, 132, "?offset=0", "?offset=100"),
        drawing=_drawing(),
        toast={"text": "The file is removed.", "undo": "", "fields": {}, "label": "Undo"},
    )
    return respond(View("styleguide/show.html", "styleguide/show.html", page))
