"""The engine against the second implementation on many signs: cases, gust, checks, depth."""

from itertools import product

import pytest

from apex.engine.bundle import Packs
from apex.engine.design import Design, design
from apex.engine.steel.section import Round
from tests.engine import second_checks
from tests.engine.documents import cabinet, document
from tests.engine.second import Sign

SHAPES = (  # width, height, bottom, depth, offset, section
    (12.0, 8.0, 17.0, 2.0, 0.0, "HSS12.750X0.375"),
    (30.0, 6.0, 20.0, 1.5, 0.0, "HSS18.000X0.500"),
    (4.0, 12.0, 0.0, 1.0, 0.0, "HSS8.625X0.322"),
    (40.0, 4.0, 0.02, 3.0, 0.0, "HSS16.000X0.375"),
    (60.0, 4.0, 12.0, 2.0, 3.0, "HSS20.000X0.500"),
    (10.0, 5.0, 14.0, 2.0, 6.0, "HSS10.000X0.375"),
    (20.0, 10.0, 70.0, 4.0, 0.0, "HSS24.000X0.500"),
    (8.0, 6.0, 36.0, 2.0, 0.0, "HSS10.000X0.375"),
    (10.0, 4.5, 20.0, 1.0, -2.0, "HSS6.625X0.432"),
    (25.0, 10.0, 20.0, 0.5, 0.0, "HSS20.000X0.250"),
)
CASES = [
    (shape, edition, exposure, V, method)
    for (shape, edition, exposure), (V, method) in zip(
        product(SHAPES, ("7-16", "7-22"), "BCD"),
        [(85.0, "LRFD"), (105.0, "ASD"), (115.0, "LRFD"), (140.0, "ASD"), (150.0, "LRFD")] * 12,
        strict=True,
    )
]  # fmt: skip


def both(case, packs: Packs) -> tuple[Design, Sign]:
    (B, s, bottom, t, offset, name), edition, exposure, V, method = case
    section = packs.sections.find(name)
    assert isinstance(section, Round)
    steel = (section.D, section.t, section.A, section.I, section.S, section.Z, section.r, section.weight_plf, 46.0)
    load = (edition, exposure, V, 1200.0, B, s, bottom, t, offset, 8.0)
    sign = Sign(*load, *steel, 0.005, 4.0, 150.0, method == "LRFD")
    given = document(
        site__code_basis={"7-16": "IBC2021", "7-22": "IBC2024"}[edition], site__exposure=exposure,
        site__wind_speed_mph=V, site__elevation_ft=1200.0, support__section=name, support__method=method,
        sign__cabinets=[cabinet(width_ft=B, height_ft=s, bottom_ft=bottom, depth_ft=t, offset_ft=offset, weight_psf=8)],
        foundation__diameter_ft=4.0, foundation__depth_ft=20.0,
    )  # fmt: skip
    return design(given, packs), sign


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-6, abs=1e-9)


@pytest.mark.no_cover
@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0][0]:g}x{c[0][1]:g}-{c[1]}-{c[2]}-{c[3]:g}-{c[4]}")
def test_the_engine_agrees_with_the_second_implementation(case, packs: Packs) -> None:
    engine, sign = both(case, packs)
    d = engine.support.demand
    assert d.n_1[0] == near(sign.n_1())
    assert list(d.G) == [near(sign.gust(sign.B, sign.t)), near(sign.gust(sign.t, sign.B))]
    theirs = {name.removeprefix("case "): (r.F, r.M, r.T) for name, r in d.normal}
    ours = sign.normal()
    assert set(theirs) == set(ours)
    for name, expected in ours.items():
        assert theirs[name] == tuple(near(v) for v in expected), name
    assert [near(v) for v in sign.along()] == [d.along.F, d.along.M]
    checks = {c.name: c.ratio for c in engine.checks}
    for name, ratio in second_checks.support(sign).items():
        assert checks[name] == near(ratio), name
    assert engine.foundation is not None
    assert engine.foundation.burial.depth_required_ft == pytest.approx(second_checks.depth(sign), abs=2e-5)


def test_the_cases_reach_flexible_posts_case_c_torsion_and_the_ground(packs: Packs) -> None:
    found = [both(case, packs)[0] for case in CASES]
    assert any(d.support.demand.n_1[0] < 1.0 for d in found)
    assert any(1.0 <= d.support.demand.n_1[0] < 1.3 for d in found)
    assert any(any("case C" in c.case for c in d.checks) for d in found)
    assert any(d.sign.solids[0].solid.s / d.sign.solids[0].solid.h >= 0.99 for d in found)
    assert any(c.name == "Torsion" and c.ratio > 0.2 for d in found for c in d.checks)
