"""The quick search finds what a plain one found, and every check sees every combination that could govern it."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import pytest

from apex.engine.anchor.edge import tension_and_shear
from apex.engine.anchor.fastening import Fastening
from apex.engine.anchor.use import Strengths, edge_use
from apex.engine.anchor.work import anchor_checks, governing_ratio
from apex.engine.baseplate.work import BasePlateWork
from apex.engine.trace import Quiet, Sheet
from tests.engine.anchoring import NEW, block, forces, group, ring
from tests.engine.anchoring import grid as rows
from tests.engine.anchoring import named as checks_of
from tests.engine.plates import Problem, any_joint, drawn, named, work

RECORDED: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("recorded_plates.json").read_text())
"""For `drawn(seed)` the cheapest that passes of every pattern, grade, washer and depth, each worked under every
combination; a seed that is not here has none."""
LAST = max(map(int, RECORDED))


def told(made: BasePlateWork) -> dict[str, Any]:
    a = made.anchors
    return {
        "side_in": made.plate.width_in, "plate_in": made.plate.thickness_in, "rods": a.count,
        "circle_in": a.bolt_circle_in, "diameter_in": a.diameter_in, "grade": a.grade, "embedment_in": a.embedment_in,
        "welded": a.plate_washers_welded, "weld_in": made.weld.size_in,
        "cost_usd": pytest.approx(made.cost_usd, abs=1e-5), "ratio": pytest.approx(made.ratio, abs=1e-5),
    }  # fmt: skip


@pytest.mark.parametrize("seed", RECORDED)
def test_the_plate_chosen_is_the_cheapest_of_all(seed: str) -> None:
    found = drawn(int(seed)).solved()
    assert found.feasible
    assert RECORDED[seed] == told(found.work)


@pytest.mark.parametrize("seed", [s for s in range(LAST) if str(s) not in RECORDED])
def test_where_no_plate_of_all_passes_none_is_chosen(seed: int) -> None:
    assert not drawn(seed).solved().feasible


def test_the_recorded_plates_are_of_every_kind() -> None:
    assert len(RECORDED) >= 60
    for name in ("rods", "grade", "welded", "diameter_in", "plate_in"):
        assert len({r[name] for r in RECORDED.values()}) > 1, name


COMPLETE = [seed for seed in range(60) if (given := any_joint(seed)) and work(given[0], **given[1]).complete][:30]
"""Joints of which every check can be made: where one cannot, nothing governs."""


def test_most_joints_drawn_can_be_checked() -> None:
    assert len(COMPLETE) == 30


@pytest.mark.parametrize("seed", COMPLETE)
def test_what_governs_among_all_combinations_governs_among_them_one_by_one(seed: int) -> None:
    """No image, direction of shear or pair of pull and shear that is left out hides a greater ratio."""
    loads, given = any_joint(seed)
    every = work(loads, **given)
    alone = [named(work([case], **given)) for case in loads]
    for name, check in named(every).items():
        most = max(one[name].ratio for one in alone if name in one)
        assert check.ratio == pytest.approx(most, rel=1e-9), name


def passes_under_each(problem: Problem, w: BasePlateWork) -> bool:
    given = {"column": problem.column, "plate": w.plate, "anchors": w.anchors, "weld": w.weld}
    more = {"concrete": problem.concrete, "editions": problem.editions, "sdc": problem.sdc}
    return all(work([case], **given, **more).passes for case in problem.cases)


@pytest.mark.parametrize("seed", [int(s) for s in RECORDED][:12])
def test_a_chosen_plate_passes_under_every_combination_by_itself(seed: int) -> None:
    problem = drawn(seed)
    assert passes_under_each(problem, problem.solved().work)


@pytest.mark.parametrize("seed", [3, 16, 28, 38])
def test_a_combination_the_search_had_not_begun_with_is_not_forgotten(seed: int) -> None:
    """In these the first plate that holds under the likely ones fails under another."""
    problem = drawn(seed)
    found = problem.solved()
    assert found.feasible and found.tried > 1
    assert passes_under_each(problem, found.work)


def test_where_no_fillet_carries_the_load_the_cheapest_plate_that_fails_in_it_alone_is_shown() -> None:
    found = drawn(125).solved()
    assert {c.name for c in found.work.checks if not c.passes} == {"Weld"}


@pytest.mark.parametrize("welded", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_the_ratios_of_the_envelope_are_those_the_sheet_shows(seed: int, welded: bool) -> None:
    r = random.Random(seed)
    points = r.choice((ring(6, 9.0), ring(8, 10.0), rows(3, 2, 7.0, 9.0), ring(5, 9.0)))
    rods = group(points, r.uniform(10.0, 30.0), washers_welded=welded)
    where = r.choice((block(40.0), block(44.0, 36.0, depth_in=50.0)))
    every = [
        forces(
            [max(r.uniform(-4.0, 8.0), 0.0) for _ in points],
            r.uniform(-4.0, 4.0), r.uniform(-4.0, 4.0), r.uniform(-60.0, 60.0), name=str(i),
        )
        for i in range(6)
    ]  # fmt: skip
    shown = anchor_checks(Sheet(), rods, where, every, NEW)
    strong = Strengths(Fastening(rods, where, NEW))
    loaded = [c for c in shown if c.case]
    uses = [strong.uses(q) for q in every]
    for place, check in zip([k for k in range(9) if max(u[k] for u in uses) >= 0.0], loaded, strict=True):
        assert check.ratio == pytest.approx(max(u[place] for u in uses), rel=1e-9), check.name
    assert governing_ratio(rods, where, every, NEW) == pytest.approx(max(c.ratio for c in shown), rel=1e-9)


def test_edges_are_used_in_proportion_to_the_load_and_alike_by_its_images() -> None:
    for washers in (False, True):
        rods = group(ring(8, 10.0), 20.0, washers_welded=washers)
        plain = edge_use(Fastening(rods, block(48.0), NEW), forces([0.0] * 8, 2.0, 3.0, 40.0))
        for sx, sy, k in ((-1, 1, 1.0), (1, -1, 0.5), (-1, -1, 3.7)):
            image = forces([0.0] * 8, sx * k * 2.0, sy * k * 3.0, sx * sy * k * 40.0)
            assert edge_use(Fastening(rods, block(48.0), NEW), image) == pytest.approx(k * plain, rel=1e-9)
        other = edge_use(Fastening(rods, block(48.0), NEW), forces([0.0] * 8, 2.0, 3.0, -40.0))
        assert math.isfinite(other) and (not washers or other != pytest.approx(plain, rel=1e-6))
        assert tension_and_shear(r_N=0.0, r_V=plain) == plain


@pytest.mark.parametrize("washers", [False, True])
def test_looking_at_one_edge_of_either_pair_sees_all_four(washers: bool) -> None:
    """Rods that are their own image: the mirrored load at one edge is the load at the other."""
    r = random.Random(7)
    square = block(44.0, 44.0, depth_in=30.0)
    for points, where, other in (
        (ring(8, 10.0), block(48.0), 0), (ring(8, 10.0), square, 0), (rows(3, 3, 8.0, 8.0), square, 0),
        (rows(3, 2, 8.0, 10.0), block(40.0, 30.0, depth_in=24.0), 2), (rows(3, 2, 8.0, 10.0), square, 2),
    ):  # fmt: skip
        for _ in range(150):
            load = forces(
                [0.0] * len(points),
                r.choice((0.0, r.uniform(-4, 4))), r.uniform(-4, 4), r.choice((0.0, r.uniform(-400, 400))),
            )  # fmt: skip
            short, whole = (Fastening(group(points, 20.0, washers_welded=washers), where, NEW) for _ in range(2))
            whole.placed.alike, own = False, tuple(range(len(points)))
            whole.placed.fronts = tuple((edge, own) for edge in range(4))
            assert short.placed.alike and [edge for edge, _ in short.placed.fronts] == [0, 0, other, other]
            assert edge_use(short, load) == pytest.approx(edge_use(whole, load), rel=1e-9)
            check = checks_of(anchor_checks(Quiet(), short.group, where, [load], NEW))["Concrete breakout in shear"]
            assert check.ratio == pytest.approx(edge_use(whole, load), rel=1e-9)


def test_a_search_that_is_worked_on_a_sheet_shows_what_it_found_in_quiet() -> None:
    problem, sheet = drawn(3), Sheet()
    quiet, shown = problem.solved().work, problem.solved(sheet).work
    assert tuple(sheet.checks) == shown.checks and sheet.parts
    assert {c.name: c.ratio for c in shown.checks} == pytest.approx({c.name: c.ratio for c in quiet.checks})
    assert any(a.startswith("Chosen for least cost") for a in sheet.assumptions)
