"""The base plate of least cost against everything there is in a small space, and what is said where nothing does."""

import itertools
from dataclasses import replace
from types import SimpleNamespace

import pytest

from apex.engine.baseplate.select import design_base_plate
from apex.engine.baseplate.space import Wishes
from apex.engine.document.baseplate import Anchors, Plate, PlateConcrete, Weld
from apex.engine.edition import EDITIONS
from apex.engine.load.action import Action
from apex.engine.load.combination import Case, Combination
from apex.engine.trace import Quiet, Sheet
from tests.engine.plates import EDITION, PACKS, SLAB, column, sign_cases, work

BOOK = PACKS.anchor_rods
SMALL = Wishes(
    counts=(4, 6), grades=("F1554-36", "F1554-105"), circle_steps_in=(0.0, 3.0), side_steps_in=(0.0,),
    embedments_in=(9.0, 15.0, 24.0), weld=Weld(size_in=0.3125),
)  # fmt: skip


def few(packs=PACKS):
    """The packs with a handful of rods and plates."""
    book = SimpleNamespace(
        **{n: getattr(BOOK, n) for n in ("name", "version", "label", "source", "grades", "welds_in")},
        sizes=tuple(s for s in BOOK.sizes if s.diameter_in in (0.875, 1.25)),
        plates_in=(1.0, 1.25, 1.5, 2.0),
    )
    return replace(packs, anchor_rods=book)


def everything(concrete: PlateConcrete, loads: list[Case], packs) -> float | None:
    """The least cost of all that passes in the space of `SMALL`, every joint worked out whole and by itself."""
    costs = []
    for count, size, grade, h_ef, welded in itertools.product(
        SMALL.counts, packs.anchor_rods.sizes, SMALL.grades, SMALL.embedments_in, (False, True)
    ):

        def rods(circle: float, by: tuple = (count, size.diameter_in, grade, h_ef, welded)) -> Anchors:
            count, d, grade, h_ef, welded = by
            return Anchors(
                grade=grade, diameter_in=d, embedment_in=h_ef, bolt_circle_in=circle, count=count, gap_in=1.5,
                plate_washers_welded=welded,
            )  # fmt: skip

        least = next(float(c) for c in range(13, 40) if _fit(rods(float(c)), 48.0))
        for circle in (least, least + 3.0):
            side = next(float(s) for s in range(12, 48) if _fit(rods(circle), float(s)))
            for t in packs.anchor_rods.plates_in:
                base = Plate(width_in=side, length_in=side, thickness_in=t)
                found = work(loads, plate=base, anchors=rods(circle), weld=SMALL.weld, concrete=concrete, packs=packs)
                if found.passes:
                    costs.append(found.cost_usd)
                    break
    return min(costs, default=None)


def _fit(rods: Anchors, side: float) -> bool:
    """Whether rods and pole fit a plate, by the checks that need no loads."""
    base = Plate(width_in=side, length_in=side, thickness_in=1.0)
    names = ("Rod to the edge of the plate", "Wrench around the rods", "Weld on the plate", "Plate on the concrete")
    found = work([Case("none", Combination("D", 1.0), Action(N=1.0), Action())], plate=base, anchors=rods)
    return all(c.passes for c in found.checks if c.name in names)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("scale", "side", "turn"),
    [(0.35, 96.0, 0.0), (1.0, 96.0, 0.0), (0.6, 44.0, 0.0), (0.4, 96.0, 0.6), (0.5, 60.0, 0.3)],
)
def test_nothing_in_a_small_space_is_cheaper(scale: float, side: float, turn: float) -> None:
    """Also where part of the load turns about the other axis."""
    loads = [
        Case(c.name, c.combination, c.gravity, a._replace(V_x=turn * a.V_y, M_y=turn * a.M_x))
        for c in sign_cases()[1:9]
        for a in [c.lateral.times(scale)]
    ]
    packs, concrete = few(), replace(SLAB, width_in=side, length_in=side)
    found = design_base_plate(Quiet(), column(), concrete, loads, EDITION, packs, "B", SMALL)
    least = everything(concrete, loads, packs)
    assert found.feasible and least is not None
    assert found.work.cost_usd == pytest.approx(least, abs=1e-9)


def test_what_is_designed_passes_when_it_is_given_back() -> None:
    for label, basis, sdc in (
        ("HSS12.750X0.375", "IBC2018", "B"),
        ("HSS10X10X3/8", "IBC2024", "D"),
        ("W14X48", "IBC2021", "A"),
    ):
        loads = [c._replace(lateral=c.lateral._replace(T=0.0)) for c in sign_cases()]
        pole = column(label)
        found = design_base_plate(Quiet(), pole, SLAB, loads, EDITIONS[basis], PACKS, sdc)
        assert found.feasible, label
        w = found.work
        again = work(
            loads, column=pole, plate=w.plate, anchors=w.anchors, weld=w.weld, editions=EDITIONS[basis], sdc=sdc
        )
        assert again.passes and again.cost_usd == w.cost_usd and again.checks == w.checks


def test_more_moment_never_costs_less() -> None:
    costs = []
    for k in (0.3, 0.6, 1.0, 1.4):
        loads = [Case(c.name, c.combination, c.gravity, c.lateral.times(k)) for c in sign_cases()]
        found = design_base_plate(Quiet(), column(), SLAB, loads, EDITION, PACKS, "B")
        assert found.feasible
        costs.append(found.work.cost_usd)
    assert costs == sorted(costs)


def test_where_nothing_passes_the_nearest_is_shown_with_what_fails() -> None:
    narrow = PlateConcrete(fc_psi=3000, diameter_in=36, depth_in=120)
    sheet = Sheet()
    found = design_base_plate(sheet, column(), narrow, sign_cases(), EDITION, PACKS, "B")
    assert not found.feasible
    failing = [c.name.lower() for c in found.work.checks if not c.passes]
    said = next(a for a in sheet.assumptions if a.startswith("warning: no base plate"))
    assert failing and all(name in said for name in failing)


def test_a_pier_too_small_for_any_plate_is_no_design() -> None:
    post = PlateConcrete(fc_psi=3000, diameter_in=14, depth_in=60)
    found = design_base_plate(Quiet(), column(), post, sign_cases(), EDITION, PACKS, "B")
    assert not found.feasible
    assert not next(c for c in found.work.checks if c.name == "Plate on the concrete").passes


def test_an_open_gap_is_designed_with_its_rods_in_compression() -> None:
    found = design_base_plate(
        Quiet(), column(), SLAB, sign_cases(), EDITION, PACKS, "B", Wishes(grouted=False, gap_in=2.5)
    )
    assert found.feasible
    assert {"Rod compression", "Rod compression with bending", "Punch-out below a rod"} <= {
        c.name for c in found.work.checks
    }


def test_a_given_weld_is_kept() -> None:
    found = design_base_plate(
        Quiet(), column(), SLAB, sign_cases(), EDITION, PACKS, "B", Wishes(weld=Weld(size_in=0.5, fexx_ksi=80.0))
    )
    assert found.work.weld == Weld(size_in=0.5, fexx_ksi=80.0) and found.feasible
