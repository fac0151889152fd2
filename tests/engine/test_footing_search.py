"""What the choice of bars and pedestals passes over: the same answer as looking at everything."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.footing import mat, pedestal
from apex.engine.footing.cut import Cut, Shears
from apex.engine.footing.layer import Concrete, Layer, area_needed, developed, fits, layer, shear_strength
from apex.engine.footing.pedestal_push import pushed
from apex.engine.footing.plane import plane
from apex.engine.footing.push import distinct, pressing
from apex.engine.footing.shape import Footing
from apex.engine.footing.stability import overturning_rows, stands
from apex.engine.footing.task import cuts, reinforced
from apex.engine.footing.transfer import transfers
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet
from apex.engine.trace import Quiet
from tests.engine.footings import CLAY, PACKS, SAND, sign, task

QUIET = Quiet()
BARS = PACKS.reinforcement
eccentric = st.tuples(st.floats(20.0, 200.0), st.floats(0.0, 0.48), st.floats(0.0, 0.48), st.floats(0.1, 0.6))
BASE = Footing(8.0, 10.0, 1.5, 4.0, 2.0)


@given(held=st.lists(eccentric, min_size=1, max_size=8), lines=st.lists(st.floats(1.0, 4.5), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_the_largest_shear_is_that_of_every_combination_looked_at(held: Any, lines: Any) -> None:
    made = []
    for i, (N, u, v, w) in enumerate(held):
        found = plane(N, u * BASE.B_ft, v * BASE.L_ft, BASE.B_ft, BASE.L_ft)
        assert found is not None
        made.append(Cut(f"case {i}", BASE, found, w))
    shears = Shears(made)
    for line in lines:
        for strip in ("toe_x", "toe_y", "heel_x", "heel_y"):
            every = [(c.beyond(strip, line)[0], c.name) for c in made]
            V, name = max(every, key=lambda row: row[0])
            assert shears.at(strip, line) == ((V, name) if V > 1e-9 else (0.0, name))


def lightest(shears: Shears, t: Any, face: Any) -> float:
    """Pounds of the lightest mat, every size and every number of bars looked at, without a word of the search."""
    f, k = shears.cuts[0].f, t.concrete
    moments = mat.bending(shears).of(face)
    found = []
    for size in mat.SIZES:
        sides = []
        for way in ("x", "y"):
            for count in range(2, 60):
                a = layer(f, way, face, BARS.bar(size), count)
                if a.d_in <= 0.0 or not fits(a):
                    break
                if good(shears, t, a, moments[way][0]):
                    sides.append(a)
                    break
        if len(sides) < 2:
            continue
        d = (sides[0].d_in + sides[1].d_in) / 2.0
        if face == "bottom" and (min(a.d_in for a in sides) < 6.0 or not mat.two_way_holds(shears, k, d)):
            continue
        found.append(sum(a.bars(developed(QUIET, f, k, a)[1]).weight_lb for a in sides))
    return min(found, default=math.inf)


def good(shears: Shears, t: Any, a: Layer, M: float) -> bool:
    f, k = shears.cuts[0].f, t.concrete
    needed = area_needed(QUIET, f, k, a.way, a.d_in, M)
    line = f.c_ft / 2.0 + a.d_in / 12.0
    strip = ("toe_" if a.face == "bottom" else "heel_") + a.way
    V = max(0.0, *(c.beyond(strip, line)[0] for c in shears.cuts))
    return (
        needed is not None
        and a.A_s >= needed - 1e-9 * a.bar.area_in2
        and a.spacing_in <= min(18.0, 24.0 * f.t_ft) + 1e-9
        and shear_strength(QUIET, k, a) >= V * (1.0 - 1e-9)
        and mat.tension_controlled(k, a)
        and developed(QUIET, f, k, a)[0] <= a.reach_in
    )


@pytest.mark.parametrize("aci", ["318-14", "318-19"])
def test_the_lightest_mats_are_those_of_every_size_and_number_of_bars(aci: str) -> None:
    draw, later, none = random.Random(7), 0, 0
    for _ in range(80):
        plan = [draw.choice([6.0, 6.5, 7.5, 8.0, 9.5, 11.0, 12.0]) for _ in "BL"]
        f = Footing(*plan, draw.choice([1.0, 1.25, 1.5, 2.0, 2.75]), 4.0, draw.choice([1.5, 2.0, 2.5]))
        t = task(sign(draw.uniform(0.2, 6.0)), concrete=Concrete(3000.0, 60.0, aci))
        made = Shears(cuts(f, pressing(t.factored(f.D_ft)), t))
        found = mat.chosen(made, t.concrete, t.bars) if made.cuts else None
        if found is None:
            none += 1
            assert not made.cuts or lightest(made, t, "bottom") == math.inf or lightest(made, t, "top") == math.inf
            continue
        for face, layers in (("bottom", found.bottom), ("top", found.top)):
            if layers is not None:
                pounds = sum(a.bars(developed(QUIET, f, t.concrete, a)[1]).weight_lb for a in layers)
                assert pounds == pytest.approx(lightest(made, t, face), rel=1e-9), (f, face)
                later += layers[0].bar.size > mat.SIZES[0]
    assert later >= 10
    assert none >= 1


@pytest.mark.parametrize(
    ("V", "M", "N"),
    [(2.0, 20.0, 3.0), (4.0, 84.0, 3.0), (6.0, 150.0, 8.0), (8.0, 230.0, 5.0), (9.0, 330.0, 5.0), (1.0, 10.0, 60.0)],
)
@pytest.mark.parametrize("f", [Footing(8.0, 9.0, 1.25, 4.0, 2.0), Footing(8.0, 9.0, 2.0, 5.0, 2.5)])
def test_the_pedestal_is_the_one_of_least_bars_of_all_that_pass(V: float, M: float, N: float, f: Footing) -> None:
    t = task(LoadSet(Action(N=N), (("wind", Action(V_y=V, M_x=M, T=2.0)), ("along", Action(V_x=V, M_y=M / 3.0)))))
    by = pushed(f, t.factored(f.D_ft))
    every = [pedestal.Pedestal(f, BARS.bar(size), n, BARS.bar(3)) for size in pedestal.SIZES for n in pedestal.FACES]
    passing = [
        p
        for p in every
        if p.spacing_in - p.bar.diameter_in >= max(1.5, 1.5 * p.bar.diameter_in)
        and all(c.passes for c in pedestal.checks(QUIET, p, by, t.concrete))
    ]
    found = t.pedestal(f)
    if not passing:
        assert found is None
        return
    best = min(passing, key=lambda p: (p.A_s, p.count))
    assert found is not None
    assert (found.bar, found.per_face) == (best.bar, best.per_face)


def test_combinations_that_press_alike_are_looked_at_once_and_keep_their_names() -> None:
    along = (("along, left", Action(V_x=-3.0, M_y=-70.0)), ("along, right", Action(V_x=3.0, M_y=70.0)))
    t, f = task(sign(0.5, wind=(*sign(0.5).wind, *along))), Footing(10.0, 11.0, 1.5, 4.0, 2.0)
    every = t.factored(4.0)
    few = pressing(every)
    assert len(few) < len(every)
    assert sorted(name for p in few for name in (p.name, *p.also)) == sorted(p.name for p in every)
    whole, part = Shears(cuts(f, every, t)), Shears(cuts(f, few, t))
    assert mat.bending(whole) == mat.bending(part)
    assert mat.bending(part).bottom["x"][1].endswith("along, right")
    assert reinforced(whole, t) == reinforced(part, t)


def test_what_passes_most_from_the_pedestal_is_named_by_the_combination_that_was_worked() -> None:
    """Of combinations alike the first, not the one whose name comes last in the alphabet."""
    along = (("along, left", Action(V_x=-3.0, M_y=-70.0)), ("along, right", Action(V_x=3.0, M_y=70.0)))
    t = task(sign(0.5, dead=Action(N=3.0), wind=(*sign(0.5).wind, *along)))
    f = Footing(10.0, 11.0, 1.5, 4.0, 2.0)
    few = cuts(f, pressing(t.factored(4.0)), t)
    mats = reinforced(Shears(few), t)
    assert mats is not None and any(max((c.name, *c.also)) != c.name for c in few)
    by_one, by_all = (
        transfers(Quiet(), Shears(every), t.concrete, mats) for every in (few, cuts(f, t.factored(4.0), t))
    )
    assert [c.case for c in by_one] == [c.case for c in by_all]
    assert by_one[0].case.endswith("along, left")


@pytest.mark.parametrize(("soil", "rough"), [(SAND, {"friction": 9.0}), (SAND, {}), (CLAY, {})])
def test_a_combination_stands_in_the_search_where_its_checks_pass(soil: Any, rough: Any) -> None:
    """Overturning about all four edges, a lateral force that lifts among them."""
    lifts = LoadSet(
        Action(N=3.0, M_x=4.0, M_y=2.0),
        (
            ("wind", Action(V_y=2.0, M_x=30.0)),
            ("up", Action(N=-6.0, M_y=9.0, V_x=0.5)),
            *((f"to {k:g}", Action(V_x=k, M_y=k * 14.0)) for k in (-2.0, 2.0)),
            ("back", Action(V_y=-2.5, M_x=-36.0)),
        ),
    )
    t, seen, edges = task(lifts, soil=replace(soil, **rough)), set(), set()
    for side in (5.0, 6.0, 7.0, 8.0, 10.0):
        f = Footing(side, side + 1.0, 1.25, 4.0, 2.0)
        for p in distinct(t.service(4.0)):
            for W in (8.0, 10.0, 12.0, 15.0, 18.0, 20.0, 24.0, 30.0, 40.0):
                rows = overturning_rows(f, p, W, 0.0)
                over = any(need > held for need, held, _ in rows)
                edges |= {edge for need, held, edge in rows if need > held}
                if over:
                    assert not stands(f, p, W, 0.0, t.soil)
                seen.add((over, stands(f, p, W, 0.0, t.soil)))
    assert {(True, False), (False, True)} <= seen
    assert edges == {"left", "right", "front", "rear"}
