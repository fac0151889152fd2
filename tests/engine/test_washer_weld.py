"""The weld of a plate washer: a second time by adding up its short lengths, and where it is weaker than its rod."""

import math

import pytest

from apex.engine.baseplate.check import rod_checks
from apex.engine.baseplate.fit import washer_thickness, washer_width
from apex.engine.baseplate.joint import joint
from apex.engine.baseplate.ring import Ring
from apex.engine.baseplate.state import plain, stood
from apex.engine.baseplate.stood import Stood
from apex.engine.baseplate.washer import washer_holds, washer_leg
from apex.engine.baseplate.weld import least_leg
from apex.engine.trace import Quiet
from tests.engine.plates import EDITION, FILLET, PACKS, SLAB, circle, column, named, one, plate, work

SIZES = [z.diameter_in for z in PACKS.anchor_rods.sizes]


def added_up(d: float, V: float, n: int = 400) -> float:
    """Largest force per inch (kip/in) of four sides cut into short lengths, V at half the thickness."""
    b, t = washer_width(d=d), washer_thickness(d=d)
    ys = [side * b / 2.0 for side in (-1, 1) for _ in range(n)]
    ys += [(i + 0.5) / n * b - b / 2.0 for _ in range(2) for i in range(n)]
    ds, second = b / n, b / n * sum(y * y for y in ys)
    return math.hypot(V / (len(ys) * ds), V * t / 2.0 * (b / 2.0) / second)


@pytest.mark.parametrize("d", SIZES)
@pytest.mark.parametrize("F_EXX", [60.0, 70.0, 110.0])
def test_a_washer_passes_on_what_its_short_lengths_of_weld_do(d: float, F_EXX: float) -> None:
    V, w = washer_holds(Quiet(), d, F_EXX), washer_leg(t=washer_thickness(d=d))
    held = 0.75 * 0.6 * w * min(F_EXX * math.sqrt(0.5), 58.0)
    assert added_up(d, V) == pytest.approx(held, rel=1e-3)


@pytest.mark.parametrize("d", SIZES)
def test_the_weld_of_a_washer_can_be_made(d: float) -> None:
    """AISC 360 J2.2b: not below Table J2.4, and at an edge of 1/4 in. or more 1/16 in. below it."""
    t = washer_thickness(d=d)
    assert least_leg(t=t) <= washer_leg(t=t) <= t - 1.0 / 16.0


def test_shear_is_held_against_the_weld_of_welded_washers_alone() -> None:
    loads = [one(20.0, V_y=8.0, M_x=10.0)]
    welded, loose = (named(work(loads, anchors=circle(plate_washers_welded=w))) for w in (True, False))
    assert welded["Weld of plate washers"].demand == pytest.approx(8.0 / 6.0)
    assert welded["Weld of plate washers"].capacity == pytest.approx(washer_holds(Quiet(), 1.0, 70.0))
    assert "Weld of plate washers" not in loose


@pytest.mark.parametrize(("share", "held"), [(0.99, True), (1.01, False)])
def test_a_search_takes_no_rods_whose_washers_would_tear_off(share: float, held: bool) -> None:
    """2-1/2 in. of Gr. 105 carry more shear than the weld of their washers."""
    d = max(SIZES)
    rods = circle(d=d, grade="F1554-105", grouted=False, gap_in=1.0)
    load = one(20.0, V_y=6.0 * share * washer_holds(Quiet(), d, 70.0))
    j = joint(Quiet(), column(), plate(), rods, FILLET, SLAB, EDITION, PACKS)
    asked = tuple(plain([load], "B"))
    ring = Ring(6, 18.0, j.column, j.block)
    states = tuple(stood(None, ring.points, each, ring.shears(each, welded=True)) for each in asked)
    found = {c.name: c for c in rod_checks(Quiet(), j, states)}
    assert found["Rod shear"].passes
    assert found["Weld of plate washers"].passes is held
    stand = Stood(ring, j, asked, states, tuple(each.rods() for each in states))
    assert stand.threaded(j.group.size, j.group.grade, free_in=j.free_in, welded=True) is held
