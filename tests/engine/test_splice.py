"""Splices of a stepped support: welds by integration along the line, the cap plate by plate theory, stations."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.weld import weld_line
from apex.engine.load.action import Action
from apex.engine.steel.catalog import find_grade, material
from apex.engine.steel.strength import strength
from apex.engine.support.cantilever import Spread, stacked
from apex.engine.support.cap import require_landing, strip_moment, strip_strength, wall_gap
from apex.engine.support.member import available, envelope
from apex.engine.support.mode import buckling
from apex.engine.support.splice import CapSteel, line_stress, splice
from apex.engine.support.station import Segment, Station, stations
from apex.engine.trace import Quiet, Sheet
from apex.errors import OutOfScope
from apex.packs.load import load_packs

PACKS = load_packs()
QUIET = Quiet()
STEEL = CapSteel(36.0, PACKS.anchor_rods.plates_in, PACKS.anchor_rods.welds_in)
DOC = "AISC 360-16"


def column(label, orientation="strong"):
    section = PACKS.sections.find(label)
    return Column(section, find_grade(PACKS.materials, None, section.family), orientation)


def steel_of(c):
    return material(PACKS.materials, c.grade)


def outline(c, n=400):
    """Points along the weld and the length each stands for."""
    if hasattr(c.section, "D"):
        angles = (np.arange(n) + 0.5) / n * 2.0 * math.pi
        R = c.half_x_in
        return R * np.cos(angles), R * np.sin(angles), np.full(n, 2.0 * math.pi * R / n)
    x, y, k = c.half_x_in, c.half_y_in, (np.arange(n) + 0.5) / n * 2.0 - 1.0
    one = np.ones(n)
    xs = np.concatenate([x * k, x * k, x * one, -x * one])
    ys = np.concatenate([y * one, -y * one, y * k, y * k])
    return xs, ys, np.concatenate([np.full(2 * n, 2.0 * x / n), np.full(2 * n, 2.0 * y / n)])


def integrated(c, a):
    """Largest stress (ksi) on the throat of a fillet of 1 in, point by point, the worst signs of all parts."""
    x, y, ds = outline(c)
    L, I_x, I_y = ds.sum(), (y * y * ds).sum(), (x * x * ds).sum()
    worst = 0.0
    for n, p, q, t in itertools.product((1, -1), repeat=4):
        normal = n * a.N / L + p * 12.0 * a.M_x * y / I_x + q * 12.0 * a.M_y * x / I_y
        along_x = a.V_x / L - t * 12.0 * a.T * y / (I_x + I_y)
        along_y = a.V_y / L + t * 12.0 * a.T * x / (I_x + I_y)
        worst = max(worst, float(np.sqrt(normal**2 + along_x**2 + along_y**2).max()) / 0.707)
    return worst


forces = st.builds(Action, *(st.floats(0.0, b) for b in (20, 8, 8, 60, 60, 30)))


@given(a=forces)
@settings(max_examples=30, deadline=None)
def test_the_weld_stress_is_that_of_the_line_point_by_point(a) -> None:
    box, tube = column("HSS8X6X1/4"), column("HSS10.000X0.250")
    ours = line_stress(QUIET, weld_line(QUIET, box), a)[1]
    assert ours == pytest.approx(integrated(box, a), rel=0.02, abs=1e-9)
    # Around a circle the largest normal and the largest shear stress lie apart: they are added up on the safe side.
    ours, exact = line_stress(QUIET, weld_line(QUIET, tube), a)[1], integrated(tube, a)
    assert exact * 0.999 <= ours + 1e-9 <= 1.45 * exact + 1e-9


CASES = [("1.2D + 1.0W, case B", Action(3.0, 0.0, 4.0, 36.0, 0.5, 12.0)), ("1.4D", Action(N=3.5, M_y=0.6))]


def test_a_splice_is_designed_by_its_worst_case_and_each_size_is_the_least_that_does() -> None:
    lower, upper = column("HSS12.750X0.375"), column("HSS10.000X0.250")
    found = splice(QUIET, lower, upper, 14.0, CASES, STEEL, DOC)
    assert found.passes and found.z_ft == 14.0
    by_name = {c.name: c for c in found.checks}
    legs, plates = list(STEEL.legs_in), list(STEEL.plates_in)
    stress = integrated(upper, CASES[0][1]) / found.weld_upper_in
    assert by_name["Splice 1: upper weld"].demand >= stress * 0.999
    assert by_name["Splice 1: upper weld"].capacity == pytest.approx(31.5)
    at = legs.index(found.weld_upper_in)
    if found.weld_upper_in > 0.1875:
        assert by_name["Splice 1: upper weld"].demand * legs[at] / legs[at - 1] > 31.5
    plate = by_name["Splice 1: cap plate, bending"]
    thinner = plates[plates.index(found.plate_in) - 1]
    assert plate.demand > strip_strength(phi=0.9, F_y=36.0, t=thinner)
    assert found.plate_x_in == found.plate_y_in >= 12.75 + 2.0 * (found.weld_lower_in + 0.25)
    weight = found.plate_x_in * found.plate_y_in * found.plate_in * 490.0 / 1728.0
    assert found.plate_lb == pytest.approx(weight) and found.weld_lb > 0.0
    assert all(c.case == CASES[0][0] for c in found.checks if c.case)


def test_the_force_on_the_cap_plate_is_that_of_the_upper_wall() -> None:
    lower, upper = column("HSS12.750X0.375"), column("HSS10.000X0.250")
    N, M = 3.0, 12.0 * math.hypot(36.0, 0.5)
    f = N / (math.pi * 10.0) + M / (math.pi * 25.0)
    gap = (12.75 - lower.section.t - 10.0 + upper.section.t) / 2.0
    plate = next(c for c in splice(QUIET, lower, upper, 14.0, CASES, STEEL, DOC).checks if "bending" in c.name)
    assert plate.demand == pytest.approx(f * gap)
    shear = next(c for c in splice(QUIET, lower, upper, 14.0, CASES, STEEL, DOC).checks if "plate, shear" in c.name)
    assert shear.demand == pytest.approx(f)


@given(b=st.floats(2.0, 9.0), gap=st.floats(0.01, 6.0), W=st.floats(1.0, 90.0))
def test_the_strip_moment_is_never_below_that_of_a_round_plate_under_a_ring(b, gap, W) -> None:
    """Timoshenko, Theory of Plates and Shells, art. 17: moment inside a ring load on a simply supported plate."""
    a, nu = b + gap, 0.3
    exact = W / (4.0 * math.pi) * ((1 + nu) * math.log(a / b) + (1 - nu) / 2.0 * (1.0 - b * b / (a * a)))
    ours = strip_moment(f=W / (2.0 * math.pi * b), g=gap)
    assert ours >= exact
    if gap < 0.05 * b:
        assert ours == pytest.approx(exact, rel=0.08)


def test_a_narrow_gap_needs_no_more_than_the_wall_of_the_upper_section() -> None:
    lower, upper = column("HSS10.000X0.375"), column("HSS10.000X0.250")
    found = splice(QUIET, lower, upper, 10.0, CASES, STEEL, DOC)
    assert wall_gap(lower, upper) == pytest.approx((lower.section.t - upper.section.t) / 2.0)
    assert found.passes and found.plate_in == 0.375


def brute_gap(low, up):
    """Longest strip by trying: outward from the center, or square to the walls between two boxes."""

    def reach(c, angle):
        h_x, h_y = c.half_x_in - c.section.t / 2.0, c.half_y_in - c.section.t / 2.0
        if hasattr(c.section, "D"):
            return h_x
        cos, sin = abs(math.cos(angle)), abs(math.sin(angle))
        return min(h_x / max(cos, 1e-12), h_y / max(sin, 1e-12))

    return max(reach(low, k * math.pi / 7200.0) - reach(up, k * math.pi / 7200.0) for k in range(3601))


@pytest.mark.parametrize(("low", "up"), [
    ("HSS12.750X0.375", "HSS8.625X0.250"), ("HSS10X10X3/8", "HSS8.625X0.250"), ("HSS12.750X0.375", "HSS6X6X1/4"),
    ("HSS12X8X3/8", "HSS7.000X0.250"), ("HSS16.000X0.375", "HSS8X4X1/4"),
])  # fmt: skip
def test_the_gap_is_the_longest_strip_between_the_walls(low, up) -> None:
    lower, upper = column(low), column(up)
    require_landing(lower, upper)
    assert wall_gap(lower, upper) == pytest.approx(brute_gap(lower, upper), rel=1e-3)


def test_between_boxes_the_strips_run_square_to_the_walls() -> None:
    lower, upper = column("HSS12X8X3/8"), column("HSS8X6X1/4")
    t = (lower.section.t - upper.section.t) / 2.0
    assert wall_gap(lower, upper) == pytest.approx(2.0 - t)
    assert wall_gap(column("HSS12X8X3/8", "weak"), column("HSS8X6X1/4", "weak")) == pytest.approx(2.0 - t)


@pytest.mark.parametrize(("low", "up"), [
    ("HSS8.625X0.250", "HSS10.000X0.250"), ("HSS8X8X1/4", "HSS10X6X1/4"), ("HSS8.625X0.250", "HSS7X7X1/4"),
    ("HSS8X6X1/4", "HSS7.000X0.250"), ("W12X26", "HSS6.000X0.250"), ("HSS12.750X0.375", "W8X31"),
])  # fmt: skip
def test_an_upper_section_that_does_not_stand_on_the_lower_one_is_refused(low, up) -> None:
    with pytest.raises(OutOfScope) as refused:
        splice(QUIET, column(low), column(up), 10.0, CASES, STEEL, DOC)
    assert refused.value.problems[0].field == "support.segments"


def test_where_nothing_stocked_is_enough_the_checks_fail() -> None:
    heavy = [("1.2D + 1.0W", Action(5.0, 0.0, 40.0, 600.0, 0.0, 20.0))]
    found = splice(QUIET, column("HSS16.000X0.375"), column("HSS8.625X0.250"), 10.0, heavy, STEEL, DOC)
    failed = {c.name for c in found.checks if not c.passes}
    assert {"Splice 1: upper weld", "Splice 1: upper wall at the weld", "Splice 1: cap plate, bending"} <= failed
    assert found.weld_upper_in == max(STEEL.legs_in) and found.plate_in == max(STEEL.plates_in)


@given(a=forces, k=st.floats(1.0, 2.5))
@settings(max_examples=30, deadline=None)
def test_more_force_never_gives_a_smaller_weld_or_plate(a, k) -> None:
    lower, upper = column("HSS12.750X0.375"), column("HSS8X8X1/4")
    before = splice(QUIET, lower, upper, 10.0, [("one", a)], STEEL, DOC)
    after = splice(QUIET, lower, upper, 10.0, [("one", a.times(k))], STEEL, DOC)
    assert after.weld_upper_in >= before.weld_upper_in and after.plate_in >= before.plate_in
    assert after.weld_lower_in >= before.weld_lower_in


def test_the_wall_beside_the_weld_breaks_by_the_strength_of_its_own_grade() -> None:
    lower, upper = column("HSS12.750X0.375"), column("HSS10.000X0.250")
    made = splice(QUIET, lower, upper, 14.0, CASES, STEEL, DOC)
    walls = [c for c in made.checks if "wall" in c.name]
    assert [w.capacity for w in walls] == pytest.approx([0.45 * c.grade.f_u_ksi for c in (upper, lower)])
    # On the leg of the fillet, 1/0.707 of the throat, from all that passes there.
    leg = integrated(upper, CASES[0][1]) * 0.707
    assert leg * 0.999 <= walls[0].demand * made.weld_upper_in <= 1.45 * leg


def test_the_choice_of_detail_is_written_down() -> None:
    sheet = Sheet()
    splice(sheet, column("HSS12.750X0.375"), column("HSS10.000X0.250"), 14.0, CASES, STEEL, DOC, number=2)
    assert any("cap plate" in text for text in sheet.assumptions)
    assert all(c.name.startswith("Splice 2: ") for c in sheet.checks) and len(sheet.checks) == 8


# --- stations -------------------------------------------------------------------------------------------------------


def two(P_e=None, upper="HSS10.000X0.250"):
    parts = []
    for label, z in (("HSS10.000X0.250", 0.0), (upper, 12.0)):
        c = column(label)
        cases = [(name, a if z == 0.0 else a._replace(M_x=a.M_x * 0.4)) for name, a in CASES]
        steel = steel_of(c)
        euler = math.pi**2 * steel.E * c.section.I / (2.0 * 12.0 * 20.0) ** 2
        parts.append(Segment(c.section, steel, [Station(z, cases)], P_e or euler))
    return parts


def test_segments_of_one_section_are_checked_as_that_section() -> None:
    c = column("HSS10.000X0.250")
    held = available(QUIET, strength(QUIET, c.section, steel_of(c), 240.0, 2.1), "LRFD")
    worst = envelope(CASES, held)
    base, above = stations(QUIET, two(), 20.0, "LRFD", DOC)
    assert [g.ratio for g in base.governing] == pytest.approx([g.ratio for g in worst])
    assert pytest.approx(2.1) == base.K and base.available == held
    assert above.ratio < base.ratio and above.checks[0].name == "Segment 2: Flexure"
    assert base.checks[0].case == "1.2D + 1.0W, case B, at 0 ft"


def test_the_compression_of_a_segment_follows_the_buckling_of_the_whole() -> None:
    lower, upper = column("HSS10.000X0.250"), column("HSS6.000X0.250")
    E = steel_of(lower).E
    spans = stacked([(12.0, E * lower.section.I, 1e6, 26.0), (8.0, E * upper.section.I, 1e6, 15.0)])
    whole = buckling(QUIET, spans, [Spread(20.0, 20.0, Action(N=3.0))])
    base, _ = stations(QUIET, two(whole.P_e_kip, "HSS6.000X0.250"), 20.0, "LRFD", DOC)
    uniform = math.pi**2 * E * lower.section.I / 480.0**2
    assert whole.P_e_kip < uniform and base.K > 2.1
    F_y, A = 46.0, lower.section.A
    F_e = whole.P_e_kip / A / 1.05**2
    F_n = 0.877 * F_e if F_y / F_e > 2.25 else 0.658 ** (F_y / F_e) * F_y
    assert pytest.approx(F_n * A, rel=5e-3) == base.nominal.P


def test_the_worst_station_of_a_segment_governs_wherever_it_lies() -> None:
    parts = two()
    twisted = Station(6.0, [("seismic", Action(T=25.0))])
    more = [replace(parts[0], stations=[*parts[0].stations, twisted]), parts[1]]
    base, _ = stations(QUIET, more, 20.0, "LRFD", DOC)
    torsion = next(c for c in base.checks if c.name == "Segment 1: Torsion")
    assert torsion.demand == 25.0 and torsion.case == "seismic, at 6 ft"


def test_a_wide_flange_segment_under_torsion_is_refused_and_without_it_is_checked() -> None:
    c = column("W12X26")
    plain = [("1.0W", Action(2.0, 0.0, 3.0, 20.0))]
    s = Segment(c.section, steel_of(c), [Station(0.0, plain)], 50.0)
    assert stations(QUIET, [s], 20.0, "LRFD", DOC)[0].checks[0].name == "Segment 1: Flexure"
    with pytest.raises(OutOfScope):
        stations(QUIET, [replace(s, stations=[Station(0.0, [("B", Action(T=1.0))])])], 20.0, "LRFD", DOC)
