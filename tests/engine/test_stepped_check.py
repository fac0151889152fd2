"""Stepped supports in the whole design: what governs, splices, quantities."""

import math

import pytest

from apex.engine.support.ladder import ladder
from apex.engine.support.member import ratios
from apex.engine.support.splice import HELD
from apex.engine.support.stepped import Stepped
from apex.engine.support.weight import dead_weights, ice_weights, weight_above
from apex.engine.trace import Quiet
from tests.engine.documents import document
from tests.engine.stepping import BASE, EVERYTHING, HOLE, OPPOSED, THIN, TWO, UPPER, by_name, made, stepped

QUIET = Quiet()

# --- segments and splices -------------------------------------------------------------------------------------------


def test_a_weaker_upper_segment_governs() -> None:
    found = made(stepped((BASE, 10.0), ("HSS6.000X0.188", 15.0)))
    checks = by_name(found)
    assert checks["Segment 2: Combined forces"].ratio > 1.0 > checks["Segment 1: Combined forces"].ratio
    assert not found.passes
    combined = found.support.governing[-1]
    assert combined.ratio == checks["Segment 2: Combined forces"].ratio
    assert combined.case.endswith("at 10 ft")
    assert made(stepped(*TWO)).passes


def test_each_segment_is_held_against_the_cut_at_its_base() -> None:
    found = made(stepped((BASE, 9.0), (UPPER, 8.0), (THIN, 8.0)))
    moments = [by_name(found)[f"Segment {i}: Flexure"].demand for i in (1, 2, 3)]
    # One cabinet from 17 to 25 ft: above 17 ft the moment is that of its force, half of its height away.
    F = found.support.demand.G[0] * found.setting.sign.cases[0].parts[0].F / 1000.0
    P_e = found.support.demand.P_e[0]
    B = 1.0 / (1.0 - 1.2 * found.support.demand.loads.dead.N / P_e)
    assert moments[2] == pytest.approx(B * F * 4.0, rel=1e-9)
    assert moments[0] > moments[1] > moments[2]
    assert [(s.z0_ft, s.z1_ft, s.section.name) for s in found.support.steps] == [
        (0.0, 9.0, BASE), (9.0, 17.0, UPPER), (17.0, 25.0, THIN),
    ]  # fmt: skip
    assert [s.splice.z_ft if s.splice else None for s in found.support.steps] == [None, 9.0, 17.0]


def test_torsion_of_cabinets_on_opposite_sides_is_looked_at_where_it_is_largest() -> None:
    """Low and high cabinets twist against each other: the base sees the difference, the top the whole."""
    found = made(stepped((BASE, 16.0), (UPPER, 9.0), sign__cabinets=OPPOSED))
    torsion = by_name(found)["Segment 1: Torsion"]
    assert torsion.case.endswith("at 16 ft")
    base = max(abs(a.T) for _, a in found.support.demand.loads.wind)
    assert torsion.demand > base
    # Within the upper segment the ends of the cabinets are looked at too; between these two nothing is added.
    inner = made(stepped((BASE, 11.0), (UPPER, 14.0), sign__cabinets=OPPOSED))
    assert by_name(inner)["Segment 2: Torsion"].case.endswith(("at 17 ft", "at 19 ft"))


def test_a_splice_carries_the_strength_cases_at_its_height_whatever_the_method() -> None:
    lrfd, asd = made(stepped(*TWO)), made(stepped(*TWO, support__method="ASD"))
    for name in ("upper weld", "lower weld", "cap plate, bending", "cap plate, shear"):
        a, b = by_name(lrfd)[f"Splice 1: {name}"], by_name(asd)[f"Splice 1: {name}"]
        assert (a.demand, a.capacity) == pytest.approx((b.demand, b.capacity), rel=1e-12)
        assert b.case.startswith("1.2D")
    assert any("D + 0.6W" in c.case for c in asd.checks if c.name.startswith("Segment"))
    assert HELD in lrfd.sheet.assumptions


def test_the_wall_at_a_splice_is_checked_in_shear_alone() -> None:
    """The whole stress on the leg of the fillet; through the wall what runs along the weld, worked by hand."""
    found = made(stepped(*TWO))
    joint = found.support.steps[1].splice
    throat, wall = by_name(found)["Splice 1: upper weld"], by_name(found)["Splice 1: upper wall at the weld"]
    F_w = 0.707 * throat.demand
    r, t = 5.0, found.support.steps[1].section.t
    twist = max(abs(a.T) for n, a in found.support.demand.loads.wind if "case B" in n)
    V = sum(p.F for p in found.setting.sign.cases[1].parts) * found.support.demand.G[0] / 1000.0
    through = (V / (2 * math.pi * r) + 12.0 * twist / (2 * math.pi * r**2)) / t
    assert wall.demand >= max(F_w, through) * 0.999
    assert wall.demand == pytest.approx(max(F_w, through), rel=0.05)
    assert wall.capacity == pytest.approx(0.45 * 62.0)
    assert joint is not None
    assert joint.passes


def test_the_mirrored_sign_has_the_same_checks() -> None:
    for extra in ({}, {"support__count": 2, "support__spacing_ft": 6}):
        mirrored = [{**c, "offset_ft": -c["offset_ft"]} for c in OPPOSED]
        hole = {"support__hand_holes": [HOLE], **EVERYTHING, **extra}
        one = made(stepped(*TWO, sign__cabinets=OPPOSED, **hole))
        other = made(stepped(*TWO, sign__cabinets=mirrored, **hole))
        assert [c.name for c in one.checks] == [c.name for c in other.checks]
        for a, b in zip(one.checks, other.checks, strict=True):
            assert b.ratio == pytest.approx(a.ratio, rel=1e-9, abs=1e-12), a.name


def test_the_axis_that_faces_the_wind_counts_on_every_length() -> None:
    parts = (("HSS12X8X3/8", 12.0), ("HSS8X6X1/4", 13.0))
    strong, weak = (made(stepped(*parts, support__orientation=o)) for o in ("strong", "weak"))
    assert strong.support.demand.n_1[0] > weak.support.demand.n_1[0]
    assert strong.support.demand.P_e[0] == pytest.approx(weak.support.demand.P_e[1], rel=1e-6)
    for i in (1, 2):
        name = f"Segment {i}: Flexure"
        assert by_name(strong)[name].ratio < by_name(weak)[name].ratio


def test_the_wind_on_each_length_is_that_on_its_own_width() -> None:
    found = made(stepped((BASE, 6.0), (THIN, 19.0)))
    low = made(document(support__section=BASE)).support.demand.support.normal
    reaches = found.support.demand.support.normal
    assert [(p.pieces[0][2], p.pieces[0][3]) for p in reaches] == [(3.0, 6.0), (11.5, 11.0)]
    # Per foot, the lower piece has the pressure at 6 ft, as K_z stops falling at 15 ft; the upper that at 17 ft.
    assert pytest.approx(low[0].F / 17.0, rel=0.03) == reaches[0].F / 6.0
    assert reaches[1].F / 11.0 < 0.8 * low[0].F / 17.0


def test_the_critical_load_never_exceeds_that_of_the_stiffest_section_all_the_way() -> None:
    for change in ({}, EVERYTHING):
        found, whole = made(stepped(*TWO, **change)), made(document(**change))
        thin = made(document(support__section=UPPER, **change))
        assert found.support.demand.P_e[0] < whole.support.demand.P_e[0]
        assert thin.support.demand.n_1[0] < found.support.demand.n_1[0] * 1.001
    light = made(stepped(*TWO)).support.demand.P_e[0]
    assert made(stepped(*TWO, site__snow_psf=25)).support.demand.P_e[0] < light


def test_the_compression_of_a_segment_is_that_at_which_the_whole_buckles() -> None:
    found = made(stepped((BASE, 6.0), (THIN, 19.0)))
    base = found.support.section
    # K is above 2.1 here: the thin length buckles the whole before the base would by itself.
    F_e = found.support.demand.P_e[0] / base.A / 1.05**2
    F_n = 0.877 * F_e if 46.0 / F_e > 2.25 else 0.658 ** (46.0 / F_e) * 46.0
    capacity = by_name(found)["Segment 1: Compression"].capacity
    # The catalog rounds r, which K L/r is made of.
    assert capacity == pytest.approx(0.9 * F_n * base.A, rel=1e-3)
    assert capacity < by_name(made(document()))["Compression"].capacity


def test_ice_on_the_posts_slows_the_sign_and_every_post_weighs() -> None:
    found = made(stepped(*TWO, support__count=2, support__spacing_ft=8, **EVERYTHING))
    s, runs = found.setting, ladder(found.document, found.support.metal).runs
    pole = Stepped(runs, "strong")
    iced = pole.ice(QUIET, s, s.ice)
    assert pole.frequencies(QUIET, s, s.ice.cabinets, iced)[0] < pole.frequencies(QUIET, s, s.ice.cabinets)[0]
    dead = weight_above(dead_weights(s, runs), 0.0)
    assert pytest.approx(found.support.demand.loads.dead.N, rel=1e-12) == dead.N
    ice = weight_above(ice_weights(s, runs), 0.0)
    assert pytest.approx(found.support.demand.loads.ice.N, rel=1e-9) == ice.N


# --- quantities -----------------------------------------------------------------------------------------------------


def test_the_steel_of_every_length_plate_and_weld_is_taken_off() -> None:
    found = made(stepped(*TWO, support__count=2, support__spacing_ft=8, support__finish="galvanized"))
    low, high = (s.section for s in found.support.steps)
    embedded = found.foundation.pole_embedment_ft
    q, joint = found.quantities, found.support.steps[1].splice
    assert q.steel_lb == pytest.approx(2 * (low.weight_plf * (12.0 + embedded) + high.weight_plf * 13.0))
    around = 2 * math.pi / 12.0 * (low.D * (12.0 + embedded) + high.D * 13.0)
    assert q.finish_ft2 == pytest.approx(around)
    assert (q.plate_lb, q.weld_lb) == (pytest.approx(2 * joint.plate_lb), pytest.approx(2 * joint.weld_lb))
    assert found.price is not None
    assert any(f"{BASE} + {UPPER}" in entry.item for entry in found.price.lines)


def test_the_base_segment_stands_on_the_plate_and_in_the_ground() -> None:
    plated = made(stepped(*TWO, foundation__kind="drilled_pier", foundation__diameter_ft=4.0))
    whole = made(document(foundation__kind="drilled_pier", foundation__diameter_ft=4.0))
    assert plated.support.section.name == BASE
    assert plated.plate is not None
    assert plated.quantities.plate_lb == pytest.approx(plated.plate.plate_lb + plated.support.steps[1].splice.plate_lb)
    assert plated.quantities.anchor_rods == whole.quantities.anchor_rods
    buried = made(stepped(*TWO))
    below = by_name(buried)["Pole below grade, shear"]
    assert below.capacity == buried.support.available.V_y
    a = buried.support.strength_cases[0][1]
    assert ratios(a, buried.support.available).p == pytest.approx(a.N / buried.support.available.P)
