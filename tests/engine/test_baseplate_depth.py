"""Rods of every depth are looked at: a deeper cone may be weaker, so none speaks for another."""

from __future__ import annotations

import itertools
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from apex.engine.anchor.area import clusters
from apex.engine.anchor.placed import Placed
from apex.engine.baseplate.select import design_base_plate
from apex.engine.baseplate.space import Wishes
from apex.engine.baseplate.work import BasePlateWork
from apex.engine.document.baseplate import Anchors, Plate, PlateConcrete, Weld
from apex.engine.load.action import Action
from apex.engine.load.combination import Case, Combination
from apex.engine.trace import Quiet
from tests.engine.anchoring import block, group, ring
from tests.engine.plates import EDITION, PACKS, Problem, column, drawn, one, work

SMALL = Wishes(
    counts=(4, 8), grades=("F1554-36", "F1554-105"), circle_steps_in=(0.0, 4.0), embedments_in=(12.0, 24.0, 48.0),
    weld=Weld(size_in=0.3125),
)  # fmt: skip


def rectangle(width: float, length: float, depth: float | None = None) -> PlateConcrete:
    return PlateConcrete(fc_psi=4000, width_in=width, length_in=length, depth_in=depth)


def pier(across: float, depth: float | None = None) -> PlateConcrete:
    return PlateConcrete(fc_psi=4000, diameter_in=across, depth_in=depth)


def turned(concrete: PlateConcrete, M: float, wishes: Wishes | None = None) -> Problem:
    """A round pole under a moment with its shear, kip-ft."""
    loads = [one(8.0, M_x=M, V_y=M / 20.0)]
    return Problem(column("HSS16.000X0.500"), concrete, loads, EDITION, "A", wishes or Wishes())


@pytest.mark.parametrize(
    ("concrete", "M"),
    [
        (pier(72.0), 200.0), (pier(72.0), 220.0), (pier(96.0, 120.0), 340.0), (pier(96.0, 120.0), 360.0),
        (rectangle(96.0, 96.0), 340.0), (rectangle(48.0, 120.0, 33.0), 200.0), (rectangle(48.0, 120.0), 220.0),
    ],
)  # fmt: skip
def test_a_choice_of_depths_never_costs_more_than_one_of_them(concrete: PlateConcrete, M: float) -> None:
    """In these the deepest cone is weaker than others; in four of them it fails under every pattern of rods."""
    free, costs = turned(concrete, M).solved(), []
    for h in (15.0, 24.0):
        alone = turned(concrete, M, Wishes(embedments_in=(h,))).solved()
        costs += [alone.work.cost_usd] if alone.feasible else []
    assert costs and free.feasible
    assert free.work.cost_usd <= min(costs) + 1e-9


def test_cones_do_not_grow_with_depth() -> None:
    """The figures that let no depth speak for another."""
    points = ring(8, 11.0)
    strong = [
        Placed(points, block(72.0)).cone(Quiet(), group(points, h), (0, 1, 2, 3)).central_lb for h in (24.0, 27.0, 48.0)
    ]
    assert strong[0] > 1.2 * strong[1] and strong[1] == pytest.approx(strong[2])


@pytest.mark.parametrize("where", [block(72.0), block(48.0, 120.0, depth_in=33.0), block(200.0, 200.0)])
def test_cones_kept_for_one_depth_are_those_of_rods_that_deep(where: Any) -> None:
    points = ring(8, 11.0)
    rods = group(points, 30.0)
    kept = Placed(rods.points, where)
    for h, members in itertools.product((3.0, 12.0, 18.0, 24.0, 27.0, 48.0, 2.0), ((0, 1, 2, 3), tuple(range(8)))):
        own = replace(rods, embedment_in=h)
        fresh = [
            Placed(rods.points, where).cone(Quiet(), own, near) for near in clusters(rods.points, members, 1.5 * h)
        ]
        assert kept.cones_of(rods, members, h).every == fresh


def test_cones_of_a_square_are_those_of_their_image_with_x_and_y_in_each_others_place() -> None:
    points, where = ring(8, 11.0), block(48.0, 48.0, depth_in=40.0)
    rods, kept = group(points, 30.0), Placed(points, where)
    for h, members in itertools.product((3.0, 12.0, 30.0), ((4, 5, 6, 7), (2, 3, 4, 5), (1, 6), (3, 4), (0, 3, 5))):
        kept.cones_of(rods, tuple(sorted((1, 0, 7, 6, 5, 4, 3, 2)[i] for i in members)), h)
        fresh = Placed(points, where).cones_of(rods, members, h).every
        found = kept.cones_of(rods, members, h).every
        assert [cone.rods for cone in found] == [cone.rods for cone in fresh]
        for cone, other in zip(found, fresh, strict=True):
            assert (*cone.center, *cone[2:]) == pytest.approx((*other.center, *other[2:]), rel=1e-12, abs=1e-12)


def test_the_nearest_shown_fits_the_depth_of_the_concrete() -> None:
    for depth in (24.0, 33.0):
        found = turned(rectangle(48.0, 120.0, depth), 400.0).solved()
        assert not found.feasible
        assert next(c for c in found.work.checks if c.name == "Concrete depth for the rods").passes


def few() -> Any:
    """The packs with a handful of rods and plates."""
    book = PACKS.anchor_rods
    named = {n: getattr(book, n) for n in ("name", "version", "label", "source", "grades", "welds_in")}
    sizes = tuple(s for s in book.sizes if s.diameter_in in (0.875, 1.25, 2.25))
    return replace(PACKS, anchor_rods=SimpleNamespace(**named, sizes=sizes, plates_in=(1.0, 1.5, 2.5)))


def everything(p: Problem, packs: Any) -> float | None:
    """The least cost of all that passes in a space, every joint worked out whole and by itself."""
    w, costs = p.wishes, []
    wish = w.plate_washers_welded
    sides = _sides(p, packs)
    for (count, d), grade, h_ef, welded in itertools.product(
        sides, w.grades, w.embedments_in, (False, True) if wish is None else (wish,)
    ):
        for circle, side in sides[count, d]:
            rods = Anchors(
                grade=grade, diameter_in=d, embedment_in=h_ef, bolt_circle_in=circle, count=count,
                gap_in=w.gap_in, grouted=w.grouted, plate_washers_welded=welded,
            )  # fmt: skip
            if not 8.0 * d <= h_ef <= (p.concrete.depth_in or 999.0) - d - 3.0:
                continue
            costs += _least(p, packs, rods, side)
    return min(costs, default=None)


def _least(p: Problem, packs: Any, rods: Anchors, side: float) -> list[float]:
    for t in packs.anchor_rods.plates_in:
        found = joint(p, packs, rods, Plate(width_in=side, length_in=side, thickness_in=t), p.cases)
        if found.passes:
            return [found.cost_usd]
    return []


def joint(p: Problem, packs: Any, rods: Anchors, plate: Plate, loads: list[Case], **changes: Any) -> BasePlateWork:
    given = {"concrete": p.concrete, "editions": p.editions, "sdc": p.sdc, **changes}
    return work(loads, column=p.column, plate=plate, anchors=rods, weld=p.wishes.weld, packs=packs, **given)


def _sides(p: Problem, packs: Any) -> dict[tuple[int, float], list[tuple[float, float]]]:
    """Circles that leave room for a wrench, each in the least plate around rods and pole."""
    out: dict[tuple[int, float], list[tuple[float, float]]] = {}
    for count, size in itertools.product(p.wishes.counts, packs.anchor_rods.sizes):
        d = size.diameter_in
        start = 2 * int(min(p.column.half_x_in, p.column.half_y_in))
        least = next(float(c) for c in range(start, 90) if _fits(p, packs, count, d, float(c), 90.0))
        for circle in (least + step for step in p.wishes.circle_steps_in):
            side = next(float(s) for s in range(4, 90) if _fits(p, packs, count, d, circle, float(s)))
            out.setdefault((count, d), []).append((circle, side))
    return out


def _fits(p: Problem, packs: Any, count: int, d: float, circle: float, side: float) -> bool:
    """Whether rods and pole fit a plate, by the checks that need no loads."""
    rods = Anchors(grade="F1554-36", diameter_in=d, embedment_in=24.0, bolt_circle_in=circle, count=count, gap_in=1.5)
    base = Plate(width_in=side, length_in=side, thickness_in=1.0)
    none = [Case("none", Combination("D", 1.0), Action(N=1.0), Action())]
    wide = rectangle(400.0, 400.0)
    found = joint(p, packs, rods, base, none, concrete=wide)
    names = (
        "Rod to the edge of the plate", "Wrench around the rods", "Washers beside the weld", "Weld on the plate",
    )  # fmt: skip
    return all(c.passes for c in found.checks if c.name in names)


@pytest.mark.parametrize("seed", [7, 12, 13, 27, 160])
def test_nothing_in_a_small_space_is_cheaper_at_any_depth(seed: int) -> None:
    """Also where nothing passes: then none of all joints does."""
    drawn_one, packs = drawn(seed), few()
    p = replace(drawn_one, wishes=replace(SMALL, grouted=drawn_one.wishes.grouted, gap_in=drawn_one.wishes.gap_in))
    found = design_base_plate(Quiet(), p.column, p.concrete, p.cases, p.editions, packs, p.sdc, p.wishes)
    least = everything(p, packs)
    assert found.feasible == (least is not None)
    if least is not None:
        assert found.work.cost_usd == pytest.approx(least, abs=1e-9)


def light(M: float) -> Problem:
    """A thick-walled post on a given weld that is enough for plates to 1/2 in. alone (AISC Table J2.4)."""
    wishes = Wishes(weld=Weld(size_in=0.1875))
    loads = [one(8.0, M_x=M, V_y=M / 20.0)]
    return Problem(column("HSS20X12X5/8"), rectangle(60.0, 60.0), loads, EDITION, "A", wishes)


def test_a_given_weld_that_a_thick_plate_outgrows_ends_no_search() -> None:
    """The cheapest pattern wants 5/8 in. and a larger leg with it; the next does with 1/2 in."""
    found = light(9.0).solved()
    assert found.feasible and found.work.plate.thickness_in == 0.5


def test_where_every_plate_outgrows_the_weld_none_is_tried_in_the_concrete() -> None:
    found = light(40.0).solved()
    assert not found.feasible and found.tried == 0
    assert {c.name for c in found.work.checks if not c.passes} == {"Least weld"}
