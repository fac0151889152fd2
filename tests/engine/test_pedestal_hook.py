"""Hooks of a pedestal in its footing: the cover beside them counts, by measuring and in the search."""

import itertools
import math

import pytest

from apex.engine.footing.layer import Concrete, developed, layer
from apex.engine.footing.pedestal import BESIDE_IN, SIZES, Pedestal, beside, checks
from apex.engine.footing.shape import Footing
from apex.engine.footing.size import Sizes
from apex.engine.footing.spread import solve
from apex.engine.footing.task import Judge
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet
from apex.engine.trace import Quiet, Sheet
from tests.engine.footings import PACKS, check, task

INTO = "Pedestal: bars hooked into the footing"
LIGHT = LoadSet(Action(N=3.0), (("w", Action(V_y=0.2, M_x=1.0)),))


def pedestal(f: Footing, size: int = 6, per_face: int = 3) -> Pedestal:
    return Pedestal(f, PACKS.reinforcement.bar(size), per_face, PACKS.reinforcement.bar(3))


def into(f: Footing, aci: str = "318-19", size: int = 6) -> float:
    made = task(LIGHT)
    found = checks(Quiet(), pedestal(f, size), made.pushed(f), Concrete(3000.0, 60.0, aci))
    return next(c.demand for c in found if c.name == INTO)


@pytest.mark.parametrize(("B", "L", "c"), [(3.0, 9.0, 2.5), (9.0, 2.2, 2.0), (2.0, 2.0, 2.0), (3.3, 3.4, 2.0)])
def test_the_side_cover_is_that_of_the_bar_nearest_to_a_side(B: float, L: float, c: float) -> None:
    made = pedestal(Footing(B, L, 1.5, 4.0, c), 8, 4)
    places = [-6.0 * c + made.edge_in + i * made.spacing_in for i in range(4)]
    clear = [
        half - abs(at) - made.bar.diameter_in / 2.0
        for x, y in itertools.product(places, places)
        for half, at in ((6.0 * B, x), (6.0 * L, y))
    ]
    assert made.side_cover_in == pytest.approx(min(clear))


def test_a_footing_that_reaches_far_enough_covers_every_bar_there_is() -> None:
    assert 6.0 * max(PACKS.reinforcement.bar(n).diameter_in for n in SIZES) < BESIDE_IN
    assert beside(Footing(9.0, 60.0, 1.5, 4.0, 2.0)) == BESIDE_IN
    for size in SIZES:
        assert into(Footing(4.0, 4.0, 2.0, 4.0, 2.0), size=size) == into(Footing(40.0, 40.0, 2.0, 4.0, 2.0), size=size)


@pytest.mark.parametrize("size", SIZES)
def test_hooks_with_less_than_six_diameters_beside_them_are_a_quarter_longer(size: int) -> None:
    """318-19 Table 25.4.3.2: psi_o 1.25. Cover beside the bar: 3 in., a #3 tie, and what the footing projects."""
    d_b, c = PACKS.reinforcement.bar(size).diameter_in, 2.0
    reach = (6.0 * d_b - 3.0 - 0.375) / 6.0
    near, far = (Footing(c + reach + step, 9.0, 2.0, 4.0, c) for step in (-0.001, 0.001))
    plain = 60000.0 * (3000.0 / 15000.0 + 0.6) / (55.0 * math.sqrt(3000.0)) * d_b**1.5
    assert into(far, size=size) == pytest.approx(max(plain, 8.0 * d_b, 6.0))
    assert into(near, size=size) == pytest.approx(max(1.25 * plain, 8.0 * d_b, 6.0))
    assert into(near, size=size) > into(far, size=size)


def test_the_older_edition_asks_for_two_and_a_half_inches_which_the_pedestal_has() -> None:
    flush, wide = Footing(2.0, 2.0, 2.0, 4.0, 2.0), Footing(9.0, 9.0, 2.0, 4.0, 2.0)
    assert into(flush, "318-14") == into(wide, "318-14") == pytest.approx(0.7 * 20.0 * 60.0 / math.sqrt(3000.0) * 0.75)


def test_it_is_said_where_the_cover_is_too_small() -> None:
    for f, said in ((Footing(2.0, 9.0, 2.0, 4.0, 2.0), True), (Footing(9.0, 9.0, 2.0, 4.0, 2.0), False)):
        made, sheet = task(LIGHT), Sheet()
        sheet.part("foundation", "Pedestal")
        checks(sheet, pedestal(f), made.pushed(f), made.concrete)
        notes = [getattr(s, "text", "") for p in sheet.parts for s in p.steps]
        assert any("Side cover of the hooks" in n for n in notes) == said


@pytest.mark.parametrize("aci", ["318-14", "318-19"])
def test_no_mat_is_developed_where_the_hooks_are_not_covered(aci: str) -> None:
    """So that a footing whose other checks pass never asks for psi_o 1.25, and the search may judge hooks first."""
    seen = set()
    for reach, size, other in itertools.product((0.0, 0.2, 0.4, 0.56, 0.6, 1.0, 1.5, 2.0, 4.0), SIZES, (4, 9)):
        f, bar = Footing(2.0 + reach, 9.0, 2.0, 4.0, 2.0), PACKS.reinforcement.bar(other)
        a = layer(f, "x", "bottom", bar, 4)
        developed_in, _ = developed(Quiet(), f, Concrete(10000.0, 60.0, aci), a)
        covered = pedestal(f, size).side_cover_in >= 6.0 * PACKS.reinforcement.bar(size).diameter_in
        assert covered or developed_in > a.reach_in
        seen.add((covered, developed_in <= a.reach_in))
    assert seen == {(False, False), (True, False), (True, True)}


def test_the_search_asks_for_the_hooks_of_the_footing_it_takes() -> None:
    """13 in. thick there is room for hooks of 8 in.: those of #5 where they are covered, none where not."""
    narrow, wide = Footing(2.0, 4.0, 13.0 / 12.0, 4.0, 2.0), Footing(4.0, 4.0, 13.0 / 12.0, 4.0, 2.0)
    for order in ((narrow, wide), (wide, narrow)):
        judge = Judge(task(LIGHT), 4.0)
        assert {f.B_ft: judge.has_pedestal(f) for f in order} == {2.0: False, 4.0: True}
    sizes = Sizes(thickness_ft=13.0 / 12.0, depth_ft=4.0, pedestal_ft=2.0)
    made = solve(Quiet(), sizes, task(LIGHT))
    assert all(c.passes for c in made.checks)
    assert min(made.footing.B_ft, made.footing.L_ft) > 2.0
    assert check(made, INTO).demand < 8.0
