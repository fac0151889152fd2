"""Stepped supports in the whole design: against the one section, and against beam elements."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from apex.engine.design import design, metal_of
from apex.engine.steel.catalog import find_grade, material
from apex.engine.support.ladder import ladder
from apex.engine.support.stepped import Stepped
from apex.engine.support.stepped_sway import stepped_deflection, stepped_twist
from apex.engine.trace import Quiet
from apex.packs.load import load_packs
from tests.engine.beams import least_eigenvalue, mass, mesh, stiffness
from tests.engine.documents import cabinet, document
from tests.engine.stepping import BASE, EVERYTHING, OPPOSED, THIN, UPPER, forces, stepped

PACKS = load_packs()
QUIET = Quiet()
PLATED = {"foundation__kind": "drilled_pier", "foundation__diameter_ft": 4.0}
SIGNS = [
    {},
    {"support__method": "ASD", "site__code_basis": "IBC2024", **EVERYTHING},
    {"support__count": 2, "support__spacing_ft": 8, "site__sds": 0.9, "site__snow_psf": 20},
    {"sign__cabinets": [cabinet(width_ft=20, height_ft=24.8, bottom_ft=0.2)], **EVERYTHING},
    PLATED,
    {"foundation__kind": "spread_footing", "foundation__width_ft": 9, "foundation__length_ft": 9},
    {"support__covers": [{"bottom_ft": 0, "top_ft": 9, "width_ft": 3, "depth_ft": 2, "weight_plf": 20}]},
]


def made(given):
    return design(given, PACKS)


def section(label):
    return PACKS.sections.find(label)


def stiff(label):
    found = section(label)
    return material(PACKS.materials, find_grade(PACKS.materials, None, found.family)).E * found.I


def worst(found, name):
    """The largest ratio of a check over all segments."""
    return max(c.ratio for c in found.support.checks if c.name.removeprefix(c.name[:11]) == name or c.name == name)


# --- twice the same section -----------------------------------------------------------------------------------------


@pytest.mark.no_cover
@pytest.mark.parametrize("change", SIGNS, ids=range(len(SIGNS)))
@pytest.mark.parametrize("cut", [3.0, 12.0, 21.5])
def test_twice_the_same_section_is_the_section_once(change, cut) -> None:
    once, twice = made(document(**change)), made(stepped((BASE, cut), (BASE, 25.0 - cut), **change))
    a, b = once.support, twice.support
    assert (b.demand.n_1, b.demand.G, b.demand.P_e) == (a.demand.n_1, a.demand.G, a.demand.P_e)
    assert b.demand.loads == a.demand.loads
    assert b.soil == a.soil
    assert b.lrfd == a.lrfd
    assert (b.deflection_in, b.twist_deg) == (a.deflection_in, a.twist_deg)
    for c in a.checks:
        assert worst(twice, c.name) == pytest.approx(c.ratio, rel=1e-6), c.name
    ours = [c for c in twice.checks if not c.name.startswith(("Segment", "Splice")) and c not in b.checks]
    theirs = [c for c in once.checks if c not in a.checks]
    assert [(c.name, c.demand, c.capacity) for c in ours] == [(c.name, c.demand, c.capacity) for c in theirs]
    assert twice.quantities.steel_lb == pytest.approx(once.quantities.steel_lb, rel=1e-12)
    assert twice.quantities.finish_ft2 == pytest.approx(once.quantities.finish_ft2, rel=1e-12)
    assert twice.quantities.plate_lb > once.quantities.plate_lb


def test_one_segment_is_the_section_itself() -> None:
    once, found = made(document()), made(stepped((BASE, 25.0)))
    assert [(c.name.removeprefix("Segment 1: "), c.ratio) for c in found.checks] == [
        (c.name, c.ratio) for c in once.checks
    ]
    assert found.price == once.price
    assert [(s.z0_ft, s.z1_ft, s.splice) for s in found.support.steps] == [(0.0, 25.0, None)]


# --- against beam elements and closed sums --------------------------------------------------------------------------


def framed(parts):
    """Stiffness matrix, elements and heights of the nodes of a post."""
    spans = [(length, stiff(label), section(label).weight_plf) for label, length in parts]
    elements = mesh(spans, per_ft=8)
    heights = np.concatenate([[0.0], np.cumsum([e[0] / 12.0 for e in elements])])
    return stiffness(elements), elements, heights


PARTS = [((BASE, 12.0), (UPPER, 13.0)), ((BASE, 9.0), (UPPER, 8.0), (THIN, 8.0))]


@pytest.mark.no_cover
@pytest.mark.parametrize("parts", PARTS)
@pytest.mark.parametrize("change", [{}, {"sign__cabinets": OPPOSED}], ids=("one", "two"))
def test_frequency_is_that_of_beam_elements(parts, change) -> None:
    found = made(stepped(*parts, **change))
    K, elements, heights = framed(parts)
    plf = [e[2] for e in elements]
    for c in found.setting.cabinets:
        for i, (z0, z1) in enumerate(pairwise(heights)):
            shared = max(0.0, min(z1, c.top_ft) - max(z0, c.bottom_ft)) / (z1 - z0)
            plf[i] += shared * c.weight_lb / c.height_ft
    exact = math.sqrt(least_eigenvalue(K, mass(elements, plf))) / (2.0 * math.pi)
    assert found.support.demand.n_1[0] == pytest.approx(exact, rel=2e-3)


@pytest.mark.parametrize("parts", PARTS)
@pytest.mark.parametrize("tall", [8.0, 24.9])
def test_deflection_is_that_of_beam_elements(parts, tall) -> None:
    """With a sign to the ground too: its resultant stands above its middle (s/h >= 0.99)."""
    found = made(stepped(*parts, sign__cabinets=[cabinet(height_ft=tall, bottom_ft=25.0 - tall)]))
    d = found.support.demand
    K, elements, heights = framed(parts)
    case = found.setting.sign.cases[0]
    f = np.zeros(2 * len(elements) + 2)
    for F, _, z in forces((*case.parts, *d.support.normal), d.G[0]):
        # What stands over the top pushes there, with its lever.
        at = min(z, 25.0)
        i = min(int(np.searchsorted(heights, at)) - 1, len(elements) - 1)
        L = elements[i][0]
        u = (at - heights[i]) * 12.0 / L
        shape = [1 - 3 * u**2 + 2 * u**3, L * (u - 2 * u**2 + u**3), 3 * u**2 - 2 * u**3, L * (u**3 - u**2)]
        f[2 * i : 2 * i + 4] += 0.6 * F / 1000.0 * np.array(shape)
        f[-1] += 0.6 * F / 1000.0 * 12.0 * (z - at)
    exact = np.linalg.solve(K, f[2:])[-2]
    check = next(c for c in found.checks if c.name == "Deflection")
    assert check.case == "case A"
    assert check.demand == pytest.approx(exact, rel=1e-4)


def test_the_stepped_route_on_equal_lengths_is_that_of_one_section() -> None:
    """Runs that are not joined: the general route against the formulas of one section."""
    for change in ({}, {"support__count": 2, "support__spacing_ft": 8}):
        given = document(**change)
        once = made(given)
        base = ladder(stepped((BASE, 25.0)), metal_of(given, PACKS)).base
        pole = Stepped((replace(base, z1_ft=11.0), replace(base, z0_ft=11.0)), "strong")
        s, d = once.setting, once.support.demand
        check = stepped_deflection(QUIET, s, d, pole, given.support)
        assert check.demand == pytest.approx(once.support.deflection_in, rel=1e-9)
        twist = stepped_twist(QUIET, s, d, pole, given.support)
        assert twist == pytest.approx(once.support.twist_deg, rel=1e-9)
        n_1 = pole.frequencies(QUIET, s, s.cabinets)
        assert n_1 == pytest.approx(d.n_1, rel=0.02)
        P_e = pole.critical(QUIET, s, metal_of(given, PACKS), 0.0)
        assert 0.7 * d.P_e[0] < P_e[0] <= d.P_e[0]
