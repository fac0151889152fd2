"""A mirrored load asks of a plate what the load itself asks, wherever its rods stand; rods around the support."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.anchor.face import faces
from apex.engine.anchor.work import anchor_checks
from apex.engine.baseplate.bending import BendLine, Strip
from apex.engine.baseplate.outline import rod_points
from apex.engine.document.baseplate import Anchors
from apex.engine.load.action import Action
from apex.engine.trace import Quiet, Sheet
from apex.errors import InvalidInputError
from apex.schema.read import read
from tests.engine import anchoring
from tests.engine.anchoring import NEW, block, forces, group, ring
from tests.engine.plates import any_joint, circle, column, grid, named, one, plate, work


def flipped(a: Action) -> Action:
    """The image in the plane x = 0."""
    return Action(a.N, -a.V_x, a.V_y, a.M_x, -a.M_y, -a.T)


@pytest.mark.parametrize("seed", range(120))
def test_a_mirrored_load_has_the_same_checks_wherever_the_rods_stand(seed: int) -> None:
    loads, given = any_joint(seed)
    image = [c._replace(gravity=flipped(c.gravity), lateral=flipped(c.lateral)) for c in loads]
    here, there = named(work(loads, **given)), named(work(image, **given))
    assert here.keys() == there.keys()
    for name, check in here.items():
        assert there[name].ratio == pytest.approx(check.ratio, rel=1e-6, abs=1e-9), name


def test_rods_outside_of_the_plate_are_among_those_mirrored() -> None:
    outside = [
        seed
        for seed in range(120)
        for _, g in [any_joint(seed)]
        if any(
            abs(x) > g["plate"].width_in / 2.0 or abs(y) > g["plate"].length_in / 2.0
            for x, y in rod_points(g["anchors"])
        )
    ]
    assert len(outside) > 20


@given(
    st.lists(st.tuples(st.floats(-9, 9), st.floats(0.2, 6.0), st.floats(0.0, 9.0)), min_size=1, max_size=6),
    st.floats(4.0, 12.0),
)
@settings(max_examples=200)
def test_a_line_bends_on_the_stretch_that_no_choice_of_its_rods_exceeds(rods: Any, half: float) -> None:
    """By every set of strips: the moment of what lies within the stretch from its first to its last end."""
    spans = [(i, max(at - lever, -half), min(at + lever, half), lever, F) for i, (at, lever, F) in enumerate(rods)]
    spans = [s for s in spans if s[2] > s[1] + 1e-6]
    strips = sorted((Strip(i, lever, low, high) for i, low, high, lever, _ in spans), key=lambda s: s.high_in)
    force = [F for _, _, F in rods]
    found = BendLine((0.0, 1.0), tuple(strips)).worst(force)
    most = 0.0
    pulled = [s for s in spans if s[4] > 0.0]
    for count in range(1, len(pulled) + 1):
        for some in itertools.combinations(pulled, count):
            low, high = min(s[1] for s in some), max(s[2] for s in some)
            most = max(most, sum(s[3] * s[4] for s in some) / (high - low))
    assert found[0] == pytest.approx(most, rel=1e-6, abs=1e-12)
    assert found[1] == pytest.approx(found[0] * found[2])


def test_neighbors_around_a_round_pier_burst_it_alike_wherever_they_stand() -> None:
    """Six rods, two neighbors of them pulled hard: also the two between which the ring opens."""
    rods = group(ring(6, 12.0), 40.0)
    used = []
    for first in range(6):
        pull = [20.0 if i in (first, (first + 1) % 6) else 1.0 for i in range(6)]
        checks = anchor_checks(Quiet(), rods, block(32.0), [forces(pull)], NEW)
        used.append(anchoring.named(checks)["Side-face blow-out"].ratio)
    assert used == pytest.approx([used[0]] * 6)
    pairs = [f.rods for f in faces(rods, block(32.0), tuple(range(6))) if len(f.rods) == 2]
    assert sorted(tuple(sorted(p)) for p in pairs) == [(0, 1), (0, 5), (1, 2), (2, 3), (3, 4), (4, 5)]


@pytest.mark.parametrize("count", range(3, 13))
def test_a_circle_is_its_own_image_and_its_rods_stand_evenly(count: int) -> None:
    points = rod_points(circle(count=count, across=18.0))
    assert len(points) == count
    for x, y in points:
        assert (x * x + y * y) ** 0.5 == pytest.approx(9.0)
        assert min(abs(p + x) + abs(q - y) for p, q in points) < 1e-9
    steps = [min((x - p) ** 2 + (y - q) ** 2 for p, q in points if (p, q) != (x, y)) for x, y in points]
    assert steps == pytest.approx([steps[0]] * count)


@pytest.mark.parametrize(("rows", "columns", "count"), [(2, 2, 4), (2, 5, 10), (3, 3, 8), (4, 3, 10), (5, 4, 14)])
def test_rods_of_rows_and_columns_stand_around_the_support(rows: int, columns: int, count: int) -> None:
    given = grid(6.0, 7.0, rows=rows, columns=columns)
    points = rod_points(given)
    assert len(points) == len(set(points)) == count
    half_x, half_y = 6.0 * (columns - 1) / 2.0, 7.0 * (rows - 1) / 2.0
    assert all(abs(x) == pytest.approx(half_x) or abs(y) == pytest.approx(half_y) for x, y in points)
    every = rod_points(replace(given, arrangement="grid"))
    assert len(every) == rows * columns and set(points) <= set(every)


def test_three_rows_and_columns_are_eight_rods_that_pull_by_their_levers() -> None:
    """N/8 and M y/sum y2 over six rods at 9 in.; inner rods would stand in the support."""
    open_gap = {"grouted": False, "gap_in": 2.0, "d": 1.5}
    sheet = Sheet()
    given = {"anchors": grid(9.0, 9.0, rows=3, columns=3, **open_gap), "plate": plate(24.0, 2.0)}
    found = work([one(8.0, M_x=60.0)], sheet, column=column("HSS10X10X3/8"), **given)
    assert named(found)["Rod tension"].demand == pytest.approx(12.0 * 60.0 * 9.0 / (6.0 * 81.0) - 8.0 / 8.0)
    assert named(found)["Wrench around the rods"].passes and len(found.points) == 8
    assert any("only the outer ones stand" in a for a in sheet.assumptions)
    all_nine = work(
        [one(8.0, M_x=60.0)], column=column("HSS10X10X3/8"), plate=plate(24.0, 2.0),
        anchors=grid(9.0, 9.0, rows=3, columns=3, arrangement="grid", **open_gap),
    )  # fmt: skip
    assert len(all_nine.points) == 9 and not named(all_nine)["Wrench around the rods"].passes
    assert all_nine.rods_lb == pytest.approx(found.rods_lb * 9.0 / 8.0)


def test_a_stored_document_without_an_arrangement_reads_and_a_circle_has_none() -> None:
    stored = {
        "grade": "F1554-36", "diameter_in": 1.0, "embedment_in": 20.0, "rows": 3, "columns": 3, "spacing_x_in": 8.0,
        "spacing_y_in": 8.0,
    }  # fmt: skip
    assert len(rod_points(read(Anchors, stored))) == 8
    assert len(rod_points(read(Anchors, {**stored, "arrangement": "grid"}))) == 9
    ringed = {"grade": "F1554-36", "diameter_in": 1.0, "embedment_in": 20.0, "bolt_circle_in": 16.0, "count": 6}
    assert len(rod_points(read(Anchors, ringed))) == 6
    with pytest.raises(InvalidInputError) as refused:
        read(Anchors, {**ringed, "arrangement": "grid"})
    assert refused.value.problems[0].field == "arrangement"
