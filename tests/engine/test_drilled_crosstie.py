"""Crossties of a square pier beside the post that ends in it: chosen cages leave it free, given ones are judged."""

from __future__ import annotations

from typing import Any

import pytest

from apex.engine.baseplate.outline import half_widths
from apex.engine.document import Rebar
from apex.engine.foundation.cage import Cage
from apex.engine.foundation.hole import Pier
from apex.engine.trace import Sheet
from tests.engine.test_drilled_embedded import PACKS, check, embedded

NAME = "Crossties beside the post"


def section(label: str) -> Any:
    return PACKS.sections.find(label)


def least_gap(cage: Cage, half_x: float, half_y: float) -> float:
    """From the post to the nearest line that joins two bars across the pier, corners left out; by the bars' places."""
    points = cage.points_in
    x, y = max(p[0] for p in points), max(p[1] for p in points)
    lines = [abs(p[0]) - half_x for p in points if abs(p[0]) < x - 1e-6]
    lines += [abs(p[1]) - half_y for p in points if abs(p[1]) < y - 1e-6]
    return min(lines, default=99.0)


@pytest.mark.parametrize(
    ("label", "side"),
    [(post, side) for post in ("HSS8.625X0.322", "HSS8X8X3/8", "HSS12X8X1/2", "W12X26") for side in (4.0, 5.0)]
    + [("HSS8.625X0.322", 3.0), ("HSS8X8X3/8", 3.0)],
)
def test_a_chosen_cage_lets_its_crossties_pass_beside_the_post(label: str, side: float) -> None:
    post = section(label)
    found = embedded(pier=Pier("square", side, side), section=post)
    half_x, half_y = half_widths(post, "strong")
    made = [c for c in found.checks if c.name == NAME]
    assert all(c.passes for c in made)
    assert least_gap(found.cage, half_x, half_y) >= found.cage.layout.tie.diameter_in
    assert found.cage.passes


def test_a_narrow_pier_has_bars_at_its_corners_alone() -> None:
    """Where no bars between the corners leave the post free, and four are enough."""
    found = embedded(V=1.0, pier=Pier("square", 2.5, 2.5), section=section("HSS8X8X3/8"))
    assert found.cage.vertical.count == 4 and found.cage.crossties is None and found.cage.passes
    assert NAME not in {c.name for c in found.checks}


def test_what_no_crossties_pass_is_shown_with_advice_that_does_not_lead_astray() -> None:
    sheet = Sheet()
    found = embedded(pier=Pier("square", 4.0, 4.0), section=section("HSS14X14X5/16"), sheet=sheet)
    assert not check(found, NAME).passes and found.cage.passes
    (said,) = [a for a in sheet.assumptions if "crossties of the pier" in a]
    assert "wider" in said and "round" in said and "corners alone" not in said
    assert any("no cage" in a and "a round one" in a for a in sheet.assumptions)


@pytest.mark.parametrize(
    ("label", "orientation", "needed"),
    [("HSS12X12X1/2", "strong", 6.0), ("HSS12X8X1/2", "strong", 6.0), ("HSS8.625X0.322", "strong", 4.3125)],
)
def test_a_post_needs_half_its_width_not_half_its_diagonal(label: str, orientation: str, needed: float) -> None:
    """12 #9 in 4 ft: crossties run a third of 20.06 in. from the middle, 6.687 in.; a #3 tie has 0.375 in."""
    found = embedded(pier=Pier("square", 4.0, 4.0), rebar=Rebar(size=9, count=12), section=section(label))
    made = check(found, NAME)
    assert made.passes
    assert made.demand == pytest.approx(needed + 0.375) and made.capacity == pytest.approx(20.061 / 3.0, abs=1e-3)


def test_each_direction_is_judged_by_the_side_the_post_shows_to_it() -> None:
    """12 #9, two between the corners of every face: crossties 5.19 in. from the middle in x, 6.69 in. in y."""
    post = section("HSS12X8X1/2")
    assert half_widths(post, "strong") == (4.0, 6.0) and half_widths(post, "weak") == (6.0, 4.0)
    square = {"pier": Pier("square", 3.25, 3.25), "rebar": Rebar(size=9, count=12), "section": post}
    assert not check(embedded(**square), NAME).passes
    longer = Pier("rectangular", 3.25, 4.0)
    strong = check(embedded(**square | {"pier": longer}), NAME)
    weak = check(embedded(**square | {"pier": longer}, orientation="weak"), NAME)
    assert strong.passes and not weak.passes
