"""More wind, height or load on posts in a line, piers and footings: never less load, depth, steel or pressure."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from apex.engine.design import Design, design
from apex.engine.document import Document
from apex.engine.footing.spread import SpreadFooting
from apex.engine.foundation.drilled import DrilledPier
from apex.errors import OutOfScope
from apex.packs.load import load_packs
from apex.schema.read import read
from tests.engine.documents import cabinet, document, numbers, raw

PACKS = load_packs()
FEW = settings(max_examples=25, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
TINY = 2e-5
"""The embedment solver stops within 1e-5 ft."""


@st.composite
def signs(draw: st.DrawFn, kind: str) -> Document:
    """A sign on stout square posts (their C_f has no step in D sqrt(q)), gust 0.85, every size given."""
    one = cabinet(
        width_ft=draw(numbers(3.0, 24.0)), height_ft=draw(numbers(2.0, 8.0)), bottom_ft=draw(numbers(1.0, 14.0)),
        offset_ft=draw(st.sampled_from([0.0, 0.0, 2.0])), solid_ratio=draw(st.sampled_from([1.0, 0.8, 0.5])),
    )  # fmt: skip
    count = draw(st.sampled_from([1, 2, 2, 3]))
    held: dict[str, Any] = {
        "drilled_pier": {"kind": kind, "diameter_ft": draw(numbers(2.5, 5.0)), "rebar": {"size": 6, "count": 12}},
        "spread_footing": {
            "kind": kind, "width_ft": draw(numbers(6.0, 14.0)), "length_ft": draw(numbers(8.0, 18.0)),
            "thickness_ft": 2.0, "depth_ft": draw(numbers(3.5, 6.0)), "pedestal_ft": 2.5,
        },
    }[kind]  # fmt: skip
    return document(
        sign__cabinets=[one], support__section="HSS12X12X1/2", support__count=count, options__gust=0.85,
        support__spacing_ft=draw(numbers(4.0, 14.0)) if count > 1 else None, foundation=held, baseplate=PLATE,
        site__wind_speed_mph=draw(numbers(85.0, 150.0)), site__exposure=draw(st.sampled_from("BCD")),
        site__code_basis=draw(st.sampled_from(["IBC2018", "IBC2024"])), site__soil__class=draw(st.integers(2, 4)),
    )  # fmt: skip


PLATE = {
    "plate": {"width_in": 24, "length_in": 24, "thickness_in": 2},
    "anchors": {
        "grade": "F1554-55", "diameter_in": 1.25, "embedment_in": 30, "rows": 2, "columns": 2, "spacing_x_in": 18,
        "spacing_y_in": 18, "gap_in": 2, "grouted": False, "plate_washers_welded": True,
    },
    "weld": {"size_in": 0.375},
    "concrete": {"fc_psi": 4000, "width_in": 96, "length_in": 96, "depth_in": 96},
}  # fmt: skip


def worked(asked: Document) -> Design:
    try:
        found = design(asked, PACKS)
    except OutOfScope:
        assume(False)
        raise
    assume(found.foundation is not None)
    return found


def ratios(found: Design, *names: str) -> dict[str, float]:
    return {c.name: c.ratio for c in found.checks if c.name in names}


LOADED = (
    "Flexure", "Shear", "Combined forces", "Deflection", "Soil bearing", "Overturning, full dead load, 1.5",
    "Overturning, 0.6 of dead load", "Sliding with torsion, 1.5", "Rod tension", "Rod shear", "Weld",
    "Pier bending", "Pier shear", "Embedment depth", "Concrete breakout in tension",
)  # fmt: skip


def never_less(small: Design, large: Design) -> None:
    """Every check of the more heavily loaded design is used no less; pressure that cannot be is not compared."""
    before, after = ratios(small, *LOADED), ratios(large, *LOADED)
    assert before.keys() >= {"Flexure", "Combined forces", "Weld"}
    if isinstance(small.foundation, DrilledPier) and isinstance(large.foundation, DrilledPier):
        deeper = large.foundation.burial.depth_required_ft
        assert deeper >= small.foundation.burial.depth_required_ft - TINY
        # A depth left open is built in steps; the pier and its bars are then not the same.
        for name in ("Pier bending", "Pier shear", "Embedment depth"):
            before.pop(name, None)
    for name in before.keys() & after.keys():
        assert after[name] >= before[name] * (1.0 - 1e-9) - 1e-12, name


@pytest.mark.parametrize("kind", ["drilled_pier", "spread_footing"])
def test_no_check_is_eased_by_more_wind(kind: str) -> None:
    @given(asked=signs(kind), faster=st.floats(1.0, 1.3))
    @FEW
    def compared(asked: Document, faster: float) -> None:
        V = min(asked.site.wind_speed_mph * faster, 200.0)
        never_less(worked(asked), worked(replace(asked, site=replace(asked.site, wind_speed_mph=V))))

    compared()


@pytest.mark.parametrize("kind", ["drilled_pier", "spread_footing"])
def test_no_check_is_eased_by_a_rougher_exposure(kind: str) -> None:
    @given(asked=signs(kind))
    @FEW
    def compared(asked: Document) -> None:
        B, C, D = (worked(replace(asked, site=replace(asked.site, exposure=e))) for e in "BCD")
        never_less(B, C)
        never_less(C, D)

    compared()


@pytest.mark.parametrize("kind", ["drilled_pier", "spread_footing"])
def test_moment_of_every_post_never_falls_as_the_sign_is_raised(kind: str) -> None:
    """Clear of the step at s/h = 0.99: every sign drawn hangs at least 1 ft over the ground."""

    @given(asked=signs(kind), rise=numbers(0.1, 15.0))
    @FEW
    def compared(asked: Document, rise: float) -> None:
        c = asked.sign.cabinets[0]
        assume(c.height_ft / c.top_ft < 0.99)
        raised = replace(asked, sign=replace(asked.sign, cabinets=(replace(c, bottom_ft=c.bottom_ft + rise),)))
        low, high = worked(asked), worked(raised)
        for a, b in zip(low.support.demand.posts, high.support.demand.posts, strict=True):
            for (name, before), (_, after) in zip(a.wind, b.wind, strict=True):
                assert abs(after.M_x) >= abs(before.M_x) * (1.0 - 1e-9) - 1e-9, name

    compared()


@given(asked=signs("spread_footing"), wider=st.floats(1.0, 1.5), longer=st.floats(1.0, 1.5))
@FEW
def test_a_larger_footing_never_bears_or_stands_worse(asked: Document, wider: float, longer: float) -> None:
    f = asked.foundation
    assert f.width_ft is not None and f.length_ft is not None
    large = replace(f, width_ft=f.width_ft * wider, length_ft=f.length_ft * longer)
    small, other = worked(asked), worked(replace(asked, foundation=large))
    names = ("Soil bearing", "Overturning, full dead load, 1.5", "Overturning, 0.6 of dead load")
    before, after = ratios(small, *names), ratios(other, *names)
    for name in before.keys() & after.keys():
        assert after[name] <= before[name] * (1.0 + 1e-9), name
    assert "Soil bearing" not in before or "Soil bearing" in after
    assert isinstance(small.foundation, SpreadFooting)


@given(asked=signs("drilled_pier"), factor=st.floats(1.0, 2.0))
@FEW
def test_a_narrower_pier_is_never_shallower(asked: Document, factor: float) -> None:
    wide = replace(asked.foundation, diameter_ft=asked.foundation.diameter_ft * factor)
    made = [worked(replace(asked, foundation=f)).foundation for f in (asked.foundation, wide)]
    assert isinstance(made[0], DrilledPier) and isinstance(made[1], DrilledPier)
    assert made[1].burial.depth_required_ft <= made[0].burial.depth_required_ft + TINY


def test_a_thicker_wall_never_carries_less_and_never_loads_what_is_below_it_more() -> None:
    held = {"kind": "drilled_pier", "diameter_ft": 3.5, "rebar": {"size": 6, "count": 12}}
    line = {"support__count": 2, "support__spacing_ft": 7, "foundation": held, "baseplate": PLATE}
    made = [
        design(document(support__section=f"HSS12X12X{wall}", options__gust=0.85, **line), PACKS)
        for wall in ("1/4", "5/16", "3/8", "1/2", "5/8")
    ]
    for thin, thick in pairwise(made):
        before, after = ratios(thin, *LOADED), ratios(thick, *LOADED)
        for name in ("Flexure", "Shear", "Combined forces", "Deflection", "Rod tension"):
            assert after[name] < before[name], name


@pytest.mark.parametrize("kind", ["drilled_pier", "spread_footing"])
def test_feet_inches_and_decimals_are_the_same_design(kind: str) -> None:
    held = {
        "drilled_pier": [("2'-6\"", 2.5, "30 in")],
        "spread_footing": [("9'-6\"", 9.5, "114 in")],
    }[kind][0]  # fmt: skip
    name = "diameter_ft" if kind == "drilled_pier" else "width_ft"
    made = []
    for typed, spacing in zip(held, ("7'", 7.0, "84 in"), strict=True):
        given_raw = raw(
            support__count=2, support__spacing_ft=spacing, support__section="HSS8X8X3/8",
            foundation={"kind": kind, name: typed},
        )  # fmt: skip
        made.append(design(read(Document, given_raw), PACKS))
    assert len({tuple((c.name, c.ratio) for c in d.checks) for d in made}) == 1
