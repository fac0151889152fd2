"""Valid design documents: a plain one to start from, and a strategy over the whole space."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from apex.engine.document import Document
from apex.schema.read import read

SIZES = ((14.0, 10.0), (60.0, 12.0), (100.0, 40.0))
"""Widths and heights cabinets are drawn up to."""
FAMILIES = ("W", "HSS_square", "HSS_rect", "HSS_round", "pipe")
SECTIONS = (
    "HSS8.625X0.322", "HSS12.750X0.375", "HSS20.000X0.500", "HSS4.000X0.125", "Pipe12STD", "Pipe8XS", "Pipe4STD",
    "HSS8X8X3/8", "HSS12X12X1/2", "HSS14X14X5/16", "HSS12X8X1/4", "HSS16X8X5/16", "HSS20X12X5/8", "W12X26", "W24X62",
)  # fmt: skip
STEPS = (
    ("HSS12X12X1/2", "HSS8X8X3/8"), ("HSS20.000X0.500", "HSS12.750X0.375"), ("HSS12.750X0.375", "HSS8.625X0.322"),
    ("HSS12.750X0.375", "HSS12.750X0.375"), ("HSS8.625X0.322", "HSS12.750X0.375"),
)  # fmt: skip
TUBES = ("AL-RT6X1/4", "AL-Pipe8SCH40", "AL-ST5X5X1/8", "AL-ST6X6X1/4")
KINDS = ("direct_burial", "drilled_pier", "spread_footing")
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


def seldom(one_in: int) -> st.SearchStrategy[bool]:
    return st.integers(0, one_in - 1).map(lambda n: n == one_in // 2)


@st.composite
def cabinets(draw: st.DrawFn, sizes: Sequence[tuple[float, float]] = SIZES) -> list[dict[str, Any]]:
    """One to three cabinets, stacked or side by side, that never share area."""
    wide, tall = draw(st.sampled_from(sizes))
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
            **draw(st.sampled_from([{}, {"member_in": 4.0}, {"members": "round", "member_in": 2.5}])),
        })  # fmt: skip
    return found


@st.composite
def soils(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.integers(0, 4)):
        return {"class": 6 if draw(seldom(25)) else draw(st.integers(1, 5))}
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
        "outside_tornado_region": not draw(seldom(8)),
        "jurisdiction": draw(st.sampled_from([None, None, "Denver, CO", "Miami-Dade", "Nowhere in particular"])),
        "site_class": draw(st.sampled_from([None, "B", "D", "E"])),
    }  # fmt: skip
    if draw(seldom(3)):
        site |= {"ice_in": draw(numbers(0.0, 3.0)), "ice_wind_mph": draw(numbers(20.0, 80.0))}
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
def covers(draw: st.DrawFn, top: float) -> dict[str, Any]:
    """A dress around part of a support that is `top` ft high."""
    low = draw(numbers(0.0, 0.5)) * top
    return {
        "bottom_ft": low, "top_ft": low + draw(numbers(0.1, 0.9)) * (top - low), "width_ft": draw(numbers(0.3, 6.0)),
        "depth_ft": draw(numbers(0.3, 4.0)), "weight_plf": draw(numbers(0.0, 200.0)),
    }  # fmt: skip


@st.composite
def supports(draw: st.DrawFn, top: float, *, buried: bool) -> dict[str, Any]:
    """Everything a support of `top` ft may be; most of them are one post of steel."""
    count = draw(st.sampled_from([1, 1, 1, 2, 2, 3, 4, 5, 6]))
    found: dict[str, Any] = {
        "count": count, "spacing_ft": draw(numbers(0.5, 30.0)) if count > 1 else None,
        "method": draw(st.sampled_from(["LRFD", "ASD"])), "deflection_limit": draw(numbers(20.0, 300.0)),
        "service_wind_factor": draw(st.sampled_from([0.6, 0.6, 0.42, 1.0])),
        "orientation": draw(st.sampled_from(["strong", "weak"])), "damping": draw(numbers(0.001, 0.05)),
        "roughness": draw(st.sampled_from(["moderately_smooth", "rough", "very_rough"])),
        "finish": draw(st.sampled_from(["painted", "galvanized", "bare"])),
        "covers": draw(st.one_of(st.just([]), st.lists(covers(top), max_size=2))),
    }  # fmt: skip
    if draw(seldom(2 if top <= 15.0 and buried else 30)):
        metal = {"material": "aluminum", "section": draw(st.one_of(st.none(), st.sampled_from(TUBES)))}
        tubes = st.sampled_from([["tube_round"], ["tube_square"], ["tube_round", "tube_square"]])
        return found | metal | {"families": draw(tubes), "filler": draw(st.sampled_from(["5356", "4043"]))}
    if draw(seldom(12)):
        low = draw(numbers(0.2, 0.8)) * top
        steps = zip(draw(st.sampled_from(STEPS)), (low, top - low), strict=True)
        return found | {"segments": [{"section": name, "length_ft": length} for name, length in steps]}
    if draw(seldom(12)):
        hole = {"center_ft": min(2.0, 0.4 * top), "width_in": draw(numbers(2.0, 6.0)), "height_in": 4.0}
        found["hand_holes"] = [hole] if top > 1.0 else []
    # One post of a solid sign is twisted, and no open section is: seldom asked for.
    open_too = count > 1 or draw(seldom(8))
    families = st.sampled_from(FAMILIES if open_too else FAMILIES[1:])
    return found | {
        "families": draw(st.lists(families, min_size=1, max_size=3, unique=True)),
        "section": draw(st.one_of(st.none(), st.sampled_from(SECTIONS if open_too else SECTIONS[:-2]))),
        "grade": draw(st.sampled_from([None, None, None, "A500 Gr B", "A1085", "A53 Gr B"])),
    }


@st.composite
def rebars(draw: st.DrawFn) -> dict[str, Any]:
    ties = {"size": draw(st.sampled_from([3, 4, 5])), "spacing_in": draw(st.sampled_from([2.0, 4.0, 6.0, 12.0]))}
    return {
        "size": draw(st.sampled_from([4, 5, 6, 8, 11])), "count": draw(st.integers(2, 24)),
        "fy_ksi": draw(st.sampled_from([40.0, 60.0, 60.0, 80.0])), "ties": draw(st.sampled_from([None, ties])),
    }  # fmt: skip


@st.composite
def foundations(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    constrained = draw(st.booleans()) and kind != "spread_footing"
    neglect = draw(st.sampled_from([0.0, 0.0, 1.0, 3.0]))
    depth = draw(st.one_of(st.none(), numbers(max(1.0, neglect + 0.5), 40.0)))
    found = {
        "kind": kind, "shape": draw(st.sampled_from(["round", "square", "rectangular"])),
        "diameter_ft": draw(numbers(0.5, 8.0)), "width_ft": draw(numbers(0.5, 8.0)),
        "length_ft": draw(numbers(0.5, 8.0)), "neglect_top_ft": neglect, "depth_ft": depth,
        "isolated_pole": draw(st.booleans()), "constrained": constrained,
        "restraint": "rigid_slab" if constrained else None,
        "depth_limit_reading": draw(st.sampled_from(["on_depth", "on_third"])),
        "water_depth_ft": draw(st.one_of(st.none(), numbers(0.0, 20.0))),
        "minimum_depth_ft": draw(numbers(0.0, 6.0)), "depth_step_ft": draw(st.sampled_from([0.5, 0.25, 0.1, 1.0])),
        "max_depth_ft": draw(st.sampled_from([30.0, 30.0, 12.0, 60.0])),
        "slope_nearby": draw(st.booleans()), "expansive": draw(st.booleans()),
        "fc_psi": draw(st.sampled_from([2500.0, 3000.0, 4000.0, 5000.0])), "waste_percent": draw(numbers(0.0, 50.0)),
        "existing": depth is not None and draw(st.booleans()),
        "rebar": draw(st.one_of(st.none(), st.none(), rebars())),
    }  # fmt: skip
    if kind == "direct_burial":
        found["pole_embedment_ft"] = draw(st.one_of(st.none(), st.none(), numbers(0.5, 12.0)))
    if kind == "spread_footing":
        found |= {
            "width_ft": draw(st.one_of(st.none(), numbers(4.0, 30.0))),
            "max_depth_ft": 6.0,
            "minimum_depth_ft": 1.0,
            "length_ft": draw(st.one_of(st.none(), numbers(4.0, 30.0))),
            "thickness_ft": draw(st.one_of(st.none(), numbers(0.5, 4.0))),
            "depth_ft": draw(st.one_of(st.none(), numbers(max(1.0, neglect + 0.5), 8.0))),
            "pedestal_ft": draw(st.one_of(st.none(), numbers(0.5, 5.0))),
            "existing": False,
        }
    return found


@st.composite
def anchors(draw: st.DrawFn, width: float, length: float) -> dict[str, Any]:
    """Rods of any plate, some of them too near to its edges or to one another, and some outside of it."""
    found: dict[str, Any] = {
        "grade": draw(st.sampled_from(["F1554-36", "F1554-55", "F1554-105"])),
        "diameter_in": draw(st.sampled_from([0.75, 1.0, 1.5])), "embedment_in": draw(numbers(8.0, 60.0)),
        "grouted": draw(st.booleans()), "gap_in": draw(st.sampled_from([0.0, 1.5, 3.0])),
        "plate_washers_welded": draw(st.booleans()),
    }  # fmt: skip
    if draw(st.booleans()):
        found |= {
            "bolt_circle_in": draw(numbers(0.5, 1.2)) * min(width, length),
            "count": draw(st.sampled_from([3, 4, 4, 5, 6, 7, 8, 8])),
        }
    else:
        rows, columns = draw(st.sampled_from([2, 2, 3, 4])), draw(st.integers(2, 4))
        found |= {"rows": rows, "columns": columns, "spacing_y_in": draw(numbers(0.5, 1.2)) * length / (rows - 1)}
        found["spacing_x_in"] = draw(numbers(0.5, 1.2)) * width / (columns - 1)
        found["arrangement"] = draw(st.sampled_from(["perimeter", "perimeter", "grid"]))
    if draw(st.integers(0, 3)) == 0:
        found |= {"head": "plate", "head_area_in2": draw(numbers(2.0, 20.0))}
    if draw(st.integers(0, 3)) == 0:
        found["anchor_reinforcement"] = {
            "size": 6, "count": draw(st.integers(4, 16)), "fy_ksi": 60.0, "distance_in": draw(numbers(1.0, 12.0)),
            "developed_above_in": draw(numbers(5.0, 40.0)), "developed_below_in": draw(numbers(5.0, 40.0)),
        }  # fmt: skip
    return found


@st.composite
def baseplates(draw: st.DrawFn) -> dict[str, Any] | None:
    """None, a weld alone, or plate, rods and weld as they are."""
    weld = {"size_in": draw(st.sampled_from([0.1875, 0.375, 0.625])), "fexx_ksi": 70.0}
    match draw(st.sampled_from(["none", "weld", "given", "given"])):
        case "none":
            return None
        case "weld":
            return {"weld": weld}
    plate = {
        "width_in": draw(numbers(8.0, 48.0)), "length_in": draw(numbers(8.0, 48.0)),
        "thickness_in": draw(numbers(0.5, 4.0)), "fy_ksi": draw(st.sampled_from([36.0, 50.0])),
    }  # fmt: skip
    concrete = draw(st.sampled_from([None, None, {"fc_psi": 4000.0, "diameter_in": 60.0, "cracked": False}]))
    return {
        "plate": plate,
        "anchors": draw(anchors(plate["width_in"], plate["length_in"])),
        "weld": weld,
        "concrete": concrete,
    }


@st.composite
def options(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "gust": draw(st.sampled_from(["auto", "auto", "calculated", 0.85, 1.2])),
        "grouping": draw(st.sampled_from(["each", "merged", "envelope"])),
        "kz_method": draw(st.sampled_from(["formula", "table"])), "use_elevation": draw(st.booleans()),
        "wind_on_support": draw(st.sampled_from([True, True, False])),
    }  # fmt: skip


@st.composite
def documents(draw: st.DrawFn, kind: str = "direct_burial") -> Document:
    """A document the reader accepts; what the engine does with it is the question.

    Under plates the signs are of common size, and a post that ends in its pier has its section: searches that
    end in a refusal are long.
    """
    buried = kind == "direct_burial"
    held = draw(cabinets(SIZES if buried else SIZES[:1]))
    top = max(c["bottom_ft"] + c["height_ft"] for c in held)
    support, foundation = draw(supports(top, buried=buried)), draw(foundations(kind))
    if foundation.get("pole_embedment_ft") and support.get("section") is None:
        support |= {"section": None if "segments" in support else "HSS10X10X3/8", "material": "steel"}
        support |= {"families": ["HSS_square"], "grade": None}
    return read(Document, {
        "schema": "apex/design/1", "name": "drawn", "site": draw(sites()), "sign": {"cabinets": held},
        "support": support, "foundation": foundation, "options": draw(options()),
        "baseplate": None if buried else draw(baseplates()),
        "pricing": draw(st.sampled_from([{}, {"addons": ["calc_packet"], "region": "west"}])),
    })  # fmt: skip
