"""Valid design documents: a plain one to start from, and a strategy over the whole space."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from apex.engine.document import Document
from apex.schema.read import read

FAMILIES = ("W", "HSS_square", "HSS_rect", "HSS_round", "pipe")
SECTIONS = (
    "HSS8.625X0.322", "HSS12.750X0.375", "HSS20.000X0.500", "HSS4.000X0.125", "Pipe12STD", "Pipe8XS", "Pipe4STD",
    "HSS8X8X3/8", "HSS12X12X1/2", "HSS14X14X5/16", "HSS12X8X1/4", "HSS16X8X5/16", "HSS20X12X5/8", "W12X26", "W24X62",
)  # fmt: skip
PLAIN: dict[str, Any] = {
    "schema": "apex/design/1",
    "name": "plain",
    "site": {"code_basis": "IBC2021", "wind_speed_mph": 115, "exposure": "C", "soil": {"class": 4}},
    "sign": {"cabinets": [{"width_ft": 12, "height_ft": 8, "bottom_ft": 17, "weight_psf": 10}]},
    "support": {"section": "HSS12.750X0.375"},
    "foundation": {"kind": "direct_burial"},
}


def raw(**changes: Any) -> dict[str, Any]:
    """The plain document with values set by dotted path, dots written as `__`."""
    given = copy.deepcopy(PLAIN)
    for path, value in changes.items():
        *where, last = path.split("__")
        at: Any = given
        for step in where:
            at = at[int(step)] if isinstance(at, list) else at.setdefault(step, {})
        at[last] = value
    return given


def document(**changes: Any) -> Document:
    return read(Document, raw(**changes))


def cabinet(**changes: Any) -> dict[str, Any]:
    return {"width_ft": 12, "height_ft": 8, "bottom_ft": 17, "weight_psf": 10, **changes}


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False, allow_infinity=False).map(lambda v: round(v, 3))


@st.composite
def cabinets(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to three cabinets, stacked or side by side, that never share area."""
    wide, tall = draw(st.sampled_from([(14.0, 10.0), (60.0, 12.0), (100.0, 40.0)]))
    bottom = draw(st.one_of(st.just(0.0), numbers(0.0, 30.0)))
    found: list[dict[str, Any]] = []
    right, top = None, bottom
    for _ in range(draw(st.integers(1, 3))):
        w, s = draw(numbers(0.5, wide)), draw(numbers(0.5, tall))
        if right is not None and draw(st.booleans()) and abs(right + w) < 90.0:
            offset = right + draw(numbers(0.0, 3.0)) + w / 2.0
            at = bottom
        else:
            offset = draw(st.one_of(st.just(0.0), numbers(-12.0, 12.0)))
            at = bottom = top + (draw(numbers(0.0, 4.0)) if found else 0.0)
        right = offset + w / 2.0
        top = max(top, at + s)
        found.append({
            "width_ft": w, "height_ft": s, "bottom_ft": at, "offset_ft": offset, "weight_psf": draw(numbers(1.0, 20.0)),
            "depth_ft": draw(numbers(0.05, 5.0)), "double_faced": draw(st.booleans()),
            "solid_ratio": draw(st.sampled_from([1.0, 1.0, 1.0, 0.85, 0.7, 0.4, 0.2, 0.05])),
            "return_corner_ft": draw(st.sampled_from([0.0, 0.0, 2.0, 10.0])),
        })  # fmt: skip
    return found


@st.composite
def soils(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.integers(0, 4)):
        return {"class": draw(st.integers(1, 6))}
    return {
        "lateral_psf_per_ft": draw(numbers(20.0, 2000.0)), "vertical_psf": draw(numbers(500.0, 12000.0)),
        "friction": draw(st.one_of(st.none(), numbers(0.0, 1.0))), "source": "a named report",
        "cohesion_psf": draw(st.one_of(st.none(), numbers(0.0, 2000.0))),
    }  # fmt: skip


@st.composite
def sites(draw: st.DrawFn) -> dict[str, Any]:
    seismic = draw(st.one_of(st.none(), numbers(0.0, 3.0)))
    site = {
        "code_basis": draw(st.sampled_from(["IBC2018", "IBC2021", "IBC2024"])),
        "risk_category": draw(st.sampled_from(["I", "II", "III", "IV"])),
        "wind_speed_mph": draw(numbers(85.0, 200.0)), "exposure": draw(st.sampled_from("BCD")), "soil": draw(soils()),
        "elevation_ft": draw(st.sampled_from([0.0, -200.0, 5000.0])), "frost_depth_ft": draw(numbers(0.0, 6.0)),
        "snow_psf": draw(st.one_of(st.none(), numbers(0.0, 80.0))), "sds": seismic,
        "outside_tornado_region": draw(st.sampled_from([True, True, False])),
    }  # fmt: skip
    if seismic is not None:
        site["s1"] = draw(st.one_of(st.none(), numbers(0.0, 1.5)))
        site["sd1"] = draw(st.one_of(st.none(), numbers(0.0, 1.5)))
    if draw(st.integers(0, 3)) == 0:
        site["topography"] = {
            "kind": draw(st.sampled_from(["ridge", "escarpment", "hill"])), "H_ft": draw(numbers(5.0, 500.0)),
            "L_h_ft": draw(numbers(20.0, 3000.0)), "x_ft": draw(numbers(0.0, 2000.0)),
            "side": draw(st.sampled_from(["upwind", "downwind"])),
        }  # fmt: skip
    else:
        site["kzt"] = draw(st.sampled_from([1.0, 1.0, 1.4, 3.0]))
    return site


@st.composite
def supports(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "families": draw(st.lists(st.sampled_from(FAMILIES), min_size=1, max_size=3, unique=True)),
        "section": draw(st.one_of(st.none(), st.sampled_from(SECTIONS))),
        "grade": draw(st.sampled_from([None, None, None, "A500 Gr B", "A1085", "A53 Gr B"])),
        "method": draw(st.sampled_from(["LRFD", "ASD"])), "deflection_limit": draw(numbers(20.0, 300.0)),
        "orientation": draw(st.sampled_from(["strong", "weak"])), "damping": draw(numbers(0.001, 0.05)),
        "roughness": draw(st.sampled_from(["moderately_smooth", "rough", "very_rough"])),
        "finish": draw(st.sampled_from(["painted", "galvanized", "bare"])),
    }  # fmt: skip


@st.composite
def foundations(draw: st.DrawFn) -> dict[str, Any]:
    constrained = draw(st.booleans())
    neglect = draw(st.sampled_from([0.0, 0.0, 1.0, 3.0]))
    return {
        "kind": "direct_burial", "shape": draw(st.sampled_from(["round", "square", "rectangular"])),
        "diameter_ft": draw(numbers(0.5, 8.0)), "width_ft": draw(numbers(0.5, 8.0)),
        "length_ft": draw(numbers(0.5, 8.0)), "neglect_top_ft": neglect,
        "depth_ft": draw(st.one_of(st.none(), numbers(max(1.0, neglect + 0.5), 40.0))),
        "isolated_pole": draw(st.booleans()), "constrained": constrained,
        "restraint": "rigid_slab" if constrained else None,
        "depth_limit_reading": draw(st.sampled_from(["on_depth", "on_third"])),
        "water_depth_ft": draw(st.one_of(st.none(), numbers(0.0, 20.0))),
        "minimum_depth_ft": draw(numbers(0.0, 6.0)), "depth_step_ft": draw(st.sampled_from([0.5, 0.25, 0.1, 1.0])),
        "slope_nearby": draw(st.booleans()), "expansive": draw(st.booleans()),
    }  # fmt: skip


@st.composite
def options(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "gust": draw(st.sampled_from(["auto", "auto", "calculated", 0.85, 1.2])),
        "grouping": draw(st.sampled_from(["each", "merged", "envelope"])),
        "kz_method": draw(st.sampled_from(["formula", "table"])), "use_elevation": draw(st.booleans()),
        "wind_on_support": draw(st.sampled_from([True, True, False])),
    }  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document the reader accepts; what the engine does with it is the question."""
    return read(Document, {
        "schema": "apex/design/1", "name": "drawn", "site": draw(sites()), "sign": {"cabinets": draw(cabinets())},
        "support": draw(supports()), "foundation": draw(foundations()), "options": draw(options()),
    })  # fmt: skip
