"""Base plates weigh on their foundation by the factor of dead load, poles below grade on the soil under them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apex.engine.design import Design, design
from apex.engine.footing.shape import weight
from apex.engine.footing.spread import SpreadFooting, worked
from apex.engine.footing.stage import sizes_of, task_of
from apex.engine.load.combination import Case, factored, resting
from apex.engine.trace import Computed, Quiet
from apex.packs.load import load_packs
from tests.engine.documents import document
from tests.engine.test_fed_back import given_back

PACKS = load_packs()
OWN = {"lateral_psf_per_ft": 200, "vertical_psf": 1500, "friction": 0.35, "source": "Report 7"}
FOOTING: dict[str, Any] = {"foundation__kind": "spread_footing", "site__sds": 0.8, "site__s1": 0.3, "site__sd1": 0.4}


def made(soil_psf: float = 1500.0, **changes: Any) -> Design:
    asked = document(**{**FOOTING, **changes})
    soil = replace(asked.site.soil, class_=None, **{**OWN, "vertical_psf": soil_psf})
    return design(replace(asked, site=replace(asked.site, soil=soil)), PACKS)


def test_a_weight_rests_with_the_factor_of_dead_load_of_each_combination() -> None:
    found = made()
    cases = factored("ASD", "7-16", found.support.demand.loads)
    more = {c.name: r.gravity.N - c.gravity.N for c, r in zip(cases, resting(cases, 2.0, 0.16), strict=True)}
    assert more["D"] == pytest.approx(2.0)
    assert more["0.6D + 0.6W, case A (±)"] == pytest.approx(1.2)
    assert more["D + 0.7Ev + 0.7Eh, seismic normal (±)"] == pytest.approx(2.0 * (1.0 + 0.7 * 0.16))
    assert more["0.6D - 0.7Ev + 0.7Eh, seismic normal (±)"] == pytest.approx(2.0 * (0.6 - 0.7 * 0.16))
    alike = [(c.name, c.lateral, c.gravity[1:]) for c in cases]
    assert [(c.name, c.lateral, c.gravity[1:]) for c in resting(cases, 2.0, 0.16)] == alike


def bare(found: Design) -> SpreadFooting:
    """The same footing under the support alone."""
    asked, s = found.document, found.support
    task = task_of(asked, PACKS, found.editions, s.allowable, s.lrfd)
    assert isinstance(found.foundation, SpreadFooting)
    return worked(Quiet(), found.foundation.footing, task, sizes_of(asked, 1.0))


def test_the_soil_under_a_footing_carries_its_plate() -> None:
    found = made()
    plate = found.plate
    assert plate is not None and isinstance(found.foundation, SpreadFooting)
    p = plate.plate
    kip = 490.0 / 1728.0 * p.width_in * p.length_in * p.thickness_in / 1000.0
    (dead,), (alone,) = ([b.N_kip for b in f.bearing if b.case == "D"] for f in (found.foundation, bare(found)))
    assert dead - alone == pytest.approx(kip, rel=1e-3)
    own = weight(Quiet(), found.foundation.footing, PACKS.footing_calibration)
    assert dead == pytest.approx(found.support.demand.loads.dead.N + own + kip, rel=1e-4)
    shown = [
        s for part in found.sheet.parts for s in part.steps if isinstance(s, Computed) and s.clause.symbol == "W_p"
    ]
    assert [s.value for s in shown] == [plate.plate_lb]


def test_a_footing_that_holds_all_but_its_plate_is_chosen_anew() -> None:
    first = made()
    assert isinstance(first.foundation, SpreadFooting)
    loaded, alone = (max(b.q_max_psf or 0.0 for b in f.bearing) for f in (first.foundation, bare(first)))
    assert alone < loaded
    found = made((loaded + alone) / 2.0)
    assert found.passes
    fed = design(given_back(found), PACKS)
    assert fed.passes and [c.ratio for c in fed.foundation.checks] == pytest.approx(
        [c.ratio for c in found.foundation.checks if c.name != "Greatest depth"]
    )


def test_the_soil_under_a_pier_carries_its_plate() -> None:
    kind = {"foundation__kind": "drilled_pier", "foundation__diameter_ft": 4}
    found = made(4000.0, **kind)
    assert found.plate is not None and found.foundation is not None
    (bearing,) = [c for c in found.foundation.checks if c.name == "End bearing"]
    A = 3.141592653589793 * 4.0
    assert bearing.demand * A == pytest.approx(_governing(found, bearing.case) + _net(found) * A, rel=1e-3)


def _governing(found: Design, name: str) -> float:
    """Axial load, lb, of a combination with the plate's part of dead load."""
    case: Case = next(c for c in found.support.allowable if c.name == name)
    assert found.plate is not None
    factor = case.combination.D + case.combination.E_v * 0.2 * 0.8
    return 1000.0 * case.total.N + factor * found.plate.plate_lb


def _net(found: Design) -> float:
    """Concrete above the soil it replaces, psf."""
    book = PACKS.footing_calibration
    assert found.foundation is not None
    return (book.concrete_weight.value - book.soil_weight.value) * found.foundation.depth_ft


def test_the_soil_under_a_buried_pole_carries_what_of_it_is_in_the_ground() -> None:
    found = design(document(), PACKS)
    assert found.foundation is not None
    (bearing,) = [c for c in found.foundation.checks if c.name == "End bearing"]
    section, depth = found.support.section, found.foundation.depth_ft
    steel_lb = (depth - 0.5) * (section.weight_plf - 150.0 * section.A / 144.0)
    N = 1000.0 * next(c.total.N for c in found.support.allowable if c.name == bearing.case)
    A = 3.141592653589793 * found.document.foundation.diameter_ft**2 / 4.0
    assert steel_lb > 100.0
    assert bearing.demand == pytest.approx((N + steel_lb) / A + 40.0 * depth, rel=1e-3)
