"""Known traps of posts in a line, footings, base plates and anchors, each by name, in whole designs."""

from __future__ import annotations

import math
from typing import Any

import pytest

from apex.engine.anchor.work import anchor_checks
from apex.engine.baseplate.outline import rod_points
from apex.engine.design import Design, design
from apex.engine.document.baseplate import Anchors
from apex.engine.footing.spread import SpreadFooting
from apex.engine.foundation.drilled import DrilledPier
from apex.engine.load.combination import Case
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope
from apex.packs.load import load_packs
from apex.schema.read import read
from tests.engine.anchoring import NEW, WIDE, block, forces, grid, group, named
from tests.engine.documents import cabinet, document

PACKS = load_packs()
RODS = {
    "grade": "F1554-55", "diameter_in": 1.5, "embedment_in": 36, "rows": 2, "columns": 2, "spacing_x_in": 18,
    "spacing_y_in": 18, "gap_in": 3, "grouted": False, "plate_washers_welded": True,
}  # fmt: skip
PLATE = {
    "plate": {"width_in": 24, "length_in": 24, "thickness_in": 2.5, "fy_ksi": 36}, "anchors": RODS,
    "weld": {"size_in": 0.375}, "concrete": {"fc_psi": 4000, "width_in": 120, "length_in": 120, "depth_in": 120},
}  # fmt: skip
FOOTING = {"kind": "spread_footing", "width_ft": 10, "length_ft": 14, "thickness_ft": 2, "depth_ft": 5}


def worked(**changes: Any) -> Design:
    return design(document(**{"options__gust": 0.85, **changes}), PACKS)


def check(found: Design, name: str) -> Check:
    return next(c for c in found.checks if c.name == name)


def footing(found: Design) -> SpreadFooting:
    assert isinstance(found.foundation, SpreadFooting)
    return found.foundation


def line(count: int, spacing: float, **changes: Any) -> Design:
    sign = [cabinet(width_ft=20, height_ft=6, bottom_ft=9)]
    posts = {"support__count": count, "support__spacing_ft": spacing}
    return worked(**{"sign__cabinets": sign, **posts, "foundation": {"kind": "drilled_pier"}, **changes})


def case(cases: tuple[Case, ...], name: str) -> Case:
    return next(c for c in cases if c.name == name)


@pytest.mark.parametrize(("count", "spacing"), [(2, 8.0), (3, 7.0)])
def test_the_load_of_a_line_is_divided_among_its_posts_once(count: int, spacing: float) -> None:
    """Middle posts carry the mean; case B adds e x / sum x2 at the ends; the torsion is spent by that."""
    found = line(count, spacing)
    left, right = (dict(p.wind) for p in found.support.demand.posts)
    x = spacing * (count - 1) / 2.0
    sum_x2 = sum((i * spacing - x) ** 2 for i in range(count))
    for name, total in found.support.demand.normal:
        a, b = left[f"{name} (±)"], right[f"{name} (±)"]
        assert (a.V_y + b.V_y) / 2.0 == pytest.approx(total.F / 1000.0 / count)
        assert b.V_y == pytest.approx(total.F / 1000.0 * (1.0 / count + total.T / total.F * x / sum_x2))
        assert a.T == b.T == 0.0
    twisted = max(abs(r.T) for _, r in found.support.demand.normal)
    assert twisted / 1000.0 * x / sum_x2 > 0.4 * right["case A (±)"].V_y


def test_the_share_of_a_post_reaches_its_pier_and_its_plate_undivided() -> None:
    found = line(2, 8.0)
    made, plate = found.foundation, found.plate
    assert isinstance(made, DrilledPier) and plate is not None
    soil = case(found.support.allowable, made.burial.case).total
    wind = dict(found.support.demand.posts[0].wind), dict(found.support.demand.posts[1].wind)
    most = max(a.V_y for post in wind for a in post.values())
    assert pytest.approx(0.6 * most) == soil.V
    d = made.burial.depth_required_ft
    A = 2.34 * 1000.0 * soil.V / (150.0 * min(d / 3.0, 4.0) * 3.0)
    assert 0.5 * A * (1.0 + math.sqrt(1.0 + 4.36 * soil.M / soil.V / A)) == pytest.approx(d, abs=1e-3)
    strong = case(found.support.lrfd, plate.governing_case).total
    assert pytest.approx(most) == strong.V


def test_the_moment_at_the_base_of_a_footing_has_the_depth_in_its_arm() -> None:
    found = worked(foundation=FOOTING)
    held = check(found, "Overturning, 0.6 of dead load")
    a = case(found.support.allowable, held.case.removesuffix(", rear edge")).total
    at_base = {abs(a.M_x) + abs(a.V_y) * 5.0, abs(a.M_y) + abs(a.V_x) * 5.0}
    assert any(held.demand == pytest.approx(M) for M in at_base)
    assert held.demand > 1.1 * max(abs(a.M_x), abs(a.M_y))


def test_a_lifted_heel_raises_the_toe_and_is_never_a_negative_pressure() -> None:
    made = footing(worked(foundation={**FOOTING, "width_ft": 6, "length_ft": 12}))
    lifted = [row for row in made.bearing if row.contact == "partial" and row.e_x_ft == 0.0]
    assert lifted
    for row in lifted:
        assert row.q_max_psf is not None and row.q_min_psf is not None and row.e_y_ft is not None
        kern = 1000.0 * row.N_kip / 72.0 * (1.0 + 6.0 * abs(row.e_y_ft) / 12.0)
        assert abs(row.e_y_ft) > 12.0 / 6.0 and row.q_min_psf >= 0.0
        assert row.q_max_psf == pytest.approx(1000.0 * 2.0 * row.N_kip / (3.0 * 6.0 * (6.0 - abs(row.e_y_ft))))
        assert row.q_max_psf > kern
    worst = max(row.q_max_psf or 0.0 for row in made.bearing)
    assert next(c for c in made.checks if c.name == "Soil bearing").demand == pytest.approx(worst)


def test_a_resultant_outside_the_footing_fails_and_no_pressure_is_shown() -> None:
    found = worked(foundation={**FOOTING, "width_ft": 4, "length_ft": 4, "thickness_ft": 1, "pedestal_ft": 2})
    outside = [row for row in footing(found).bearing if row.contact == "outside"]
    assert outside and all(row.q_max_psf is None for row in outside)
    assert "Soil bearing" not in {c.name for c in found.checks}
    assert not check(found, "Resultant inside the base, service loads").passes and not found.passes


def test_a_footing_is_never_loaded_by_strength_wind_in_allowable_checks() -> None:
    made = footing(worked(foundation=FOOTING, site__snow_psf=20))
    assert {"D", "D + S"} < {row.case.split(",")[0] for row in made.bearing}
    assert not [row.case for row in made.bearing if "1.0W" in row.case or "1.2D" in row.case]
    concrete = next(c for c in made.checks if c.name == "Two-way shear")
    assert "0.6W" not in concrete.case and "D" in concrete.case


def test_plate_and_foundation_do_not_depend_on_the_method_of_the_support() -> None:
    strong, allowed = (
        worked(foundation=FOOTING, baseplate=PLATE, support__method=method) for method in ("LRFD", "ASD")
    )
    assert strong.base is not None and allowed.base is not None
    assert [(c.name, c.ratio) for c in strong.base.checks] == [(c.name, c.ratio) for c in allowed.base.checks]


def test_rods_feel_kip_in_of_the_amplified_moment_with_weight_that_stands_off_center() -> None:
    """Without grout: N/n and M x/sum x2, M in kip-in; every combination with its own second order."""
    flag = [cabinet(width_ft=8, height_ft=5, bottom_ft=12, offset_ft=3, weight_psf=15)]
    found = worked(sign__cabinets=flag, foundation=FOOTING, baseplate=PLATE)
    points = rod_points(read(Anchors, RODS))
    sum_y2 = sum(y * y for _, y in points)
    pulls = [
        -a.N / 4.0 + 12.0 * (a.M_x * y * i + a.M_y * x * k) / sum_y2
        for a in (c.total for c in found.support.lrfd) for x, y in points for i in (1, -1) for k in (1, -1)
    ]  # fmt: skip
    assert check(found, "Rod tension").demand == pytest.approx(max(pulls))
    first = max(r.M for _, r in found.support.demand.normal) / 1000.0
    assert max(abs(c.total.M_x) for c in found.support.lrfd) > first


def test_torsion_reaches_the_rods_of_one_post_and_none_of_a_line() -> None:
    one = worked(foundation={"kind": "drilled_pier"}, baseplate=PLATE)
    V, T = max((c.total.V, abs(c.total.T)) for c in one.support.lrfd if "case B" in c.name)
    r = math.hypot(9.0, 9.0)
    highest = math.hypot(V / 4.0 + 12.0 * T * 9.0 / (4.0 * r * r), 12.0 * T * 9.0 / (4.0 * r * r))
    assert T > 0.0 and check(one, "Rod shear").demand == pytest.approx(highest, rel=1e-6)
    two = line(2, 8.0, baseplate=PLATE)
    assert check(two, "Rod shear").demand == pytest.approx(max(c.total.V for c in two.support.lrfd) / 4.0)


def test_the_root_of_the_concrete_is_taken_in_psi() -> None:
    """One rod far from every edge, 8 in. deep in 4,000 psi: 0.7 x 24 x 63.25 x 22.63 lb = 24.04 kip."""
    rod = named(anchor_checks(Quiet(), group([(0.0, 0.0)], 8.0), block(WIDE, WIDE), [forces([10.0])], NEW))
    assert rod["Concrete breakout in tension"].capacity == pytest.approx(24.04, abs=0.01)
    made = footing(worked(foundation=FOOTING, site__code_basis="IBC2018"))
    shear = next(c for c in made.checks if c.name.endswith("along the normal: one-way shear"))
    # 318-14: 0.75 x 2 sqrt(3000) psi = 82.16 psi over 10 ft, d some 20 in. of 24.
    assert 0.08216 * 120.0 * 19.0 < shear.capacity < 0.08216 * 120.0 * 21.0


def test_spacing_edges_and_the_area_of_a_group_are_not_ignored() -> None:
    """Four rods 6 in. apart, 8 in. deep: (24 + 6)^2 of 24^2 in2, not four cones; 5 in. from an edge still less."""
    rods = group(grid(2, 2, 6.0, 6.0), 8.0)
    free = named(anchor_checks(Quiet(), rods, block(WIDE, WIDE), [forces([5.0] * 4)], NEW))
    alone = 0.7 * 24.0 * math.sqrt(4000.0) * 8.0**1.5 / 1000.0
    assert free["Concrete breakout in tension"].capacity == pytest.approx(alone * 900.0 / 576.0)
    edge = named(anchor_checks(Quiet(), rods, block(16.0, WIDE), [forces([5.0] * 4)], NEW))
    h = 5.0 / 1.5  # two edges only: h_ef stays; A_Nc = 16 x 30, psi_ed = 0.7 + 0.3 x 5/12
    assert h < 8.0
    assert edge["Concrete breakout in tension"].capacity == pytest.approx(
        alone * 16.0 * 30.0 / 576.0 * (0.7 + 0.3 * 5.0 / 12.0)
    )


def test_a_footing_that_nothing_holds_is_refused_and_not_the_largest_tried() -> None:
    swamp = {"lateral_psf_per_ft": 20.0, "vertical_psf": 100.0, "friction": 0.1, "source": "a named report"}
    with pytest.raises(OutOfScope, match="no footing up to"):
        worked(site__soil=swamp, foundation={"kind": "spread_footing", "depth_ft": 4, "thickness_ft": 2})


def test_a_pier_deeper_than_the_greatest_depth_fails_whatever_stands_on_it() -> None:
    soft = {"lateral_psf_per_ft": 20.0, "vertical_psf": 3000.0, "friction": 0.4, "source": "a named report"}
    found = worked(site__soil=soft, foundation={"kind": "drilled_pier", "diameter_ft": 3})
    assert not check(found, "Greatest depth").passes and not found.passes


def test_a_plate_nothing_can_hold_is_no_design() -> None:
    """A pedestal of 1.5 ft under a heavy sign has no room for rods."""
    small = {"kind": "spread_footing", "pedestal_ft": 1.5, "depth_ft": 5, "thickness_ft": 2}
    found = worked(foundation={**small, "width_ft": 12, "length_ft": 18})
    assert found.plate is not None and not found.plate.passes and not found.passes
    assert any("no base plate" in a for a in found.sheet.assumptions)


def test_s_1_of_a_drilled_pier_is_taken_at_a_third_of_the_solved_depth() -> None:
    solved = [worked(foundation={"kind": "drilled_pier", "depth_ft": d}).foundation for d in (None, 8, 25)]
    assert len({made.burial.depth_required_ft for made in solved if isinstance(made, DrilledPier)}) == 1
    for made in solved:
        assert isinstance(made, DrilledPier)
        assert made.burial.S_psf == pytest.approx(min(150.0 * made.burial.depth_required_ft / 3.0, 600.0), rel=1e-4)
