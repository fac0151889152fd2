"""Bending of reinforced concrete by independent routes: fibers added up, closed forms, the whole ring turned."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.concrete.block import block_factor, greatest_axial, reduction_14, reduction_19, yield_strain
from apex.engine.concrete.detail import most_bars_in_ring
from apex.engine.concrete.flexure import (
    Bent,
    _axial,
    merged,
    moment_strength,
    nominal,
    reduction,
    require_materials,
    ring_rows,
    ring_sections,
    weaker,
)
from apex.engine.concrete.layout import Layout, face_bars
from apex.engine.trace import Computed, Quiet, Sheet
from apex.errors import OutOfScope
from apex.packs.load import load_packs

PACK = load_packs().reinforcement
QUIET = Quiet()
AREAS = {4: (0.2, 0.5), 6: (0.44, 0.75), 8: (0.79, 1.0), 11: (1.56, 1.41)}


def beta(f_c: float) -> float:
    """Stress block depth by linear interpolation between 4,000 and 8,000 psi."""
    if f_c <= 4000.0:
        return 0.85
    return 0.65 if f_c >= 8000.0 else 0.85 + (f_c - 4000.0) * (0.65 - 0.85) / 4000.0


def across(y, shape, k, turn):
    """Length of the line at height y of the turned, k-times smaller shape: ("round", D) or ("box", b, h)."""
    if shape[0] == "round":
        R = k * shape[1] / 2.0
        return 2.0 * math.sqrt(max(R * R - y * y, 0.0)), 0.0
    half, ux, uy = (k * shape[1] / 2.0, k * shape[2] / 2.0), math.sin(turn), math.cos(turn)
    # Points of the line: y (ux, uy) + t (uy, -ux); t is cut by the four sides.
    low, high = -1e9, 1e9
    for at, slope, limit in ((y * ux, uy, half[0]), (y * uy, -ux, half[1])):
        if abs(slope) < 1e-12:
            if abs(at) > limit:
                return 0.0, 0.0
            continue
        ends = sorted(((-limit - at) / slope, (limit - at) / slope))
        low, high = max(low, ends[0]), min(high, ends[1])
    return (high - low, (low + high) / 2.0) if high > low else (0.0, 0.0)


def fibers(points, area, d_b, shape, f_c, f_y, c, turn=0.0, core=0.0, n=3000):
    """P and the moments of a section from thin strips of concrete and round bars, its edge turned by `turn`.

    A bar replaces the concrete where it stands; of one on the edge of the block, the slices inside it.
    """
    ux, uy = math.sin(turn), math.cos(turn)
    reach = shape[1] / 2.0 if shape[0] == "round" else abs(ux) * shape[1] / 2.0 + abs(uy) * shape[2] / 2.0
    a = min(beta(f_c) * c, 2.0 * reach)
    P = M_x = M_y = 0.0
    for i in range(n):
        y = reach - (i + 0.5) * a / n
        for k, sign in ((1.0, 1.0), (core, -1.0)):
            width, middle = across(y, shape, k, turn) if k else (0.0, 0.0)
            force = sign * 0.85 * f_c / 1000.0 * width * a / n
            P, M_x, M_y = P + force, M_x + force * (y * uy - middle * ux), M_y + force * (y * ux + middle * uy)
    for x, y in points:
        depth = reach - (x * ux + y * uy)
        strain = 0.003 * (1.0 - depth / c)
        stress = math.copysign(min(abs(strain) * 29000.0, f_y), strain)
        slices = [depth - d_b / 2.0 + (k + 0.5) * d_b / 50.0 for k in range(50)]
        chords = [2.0 * math.sqrt(max((d_b / 2.0) ** 2 - (s - depth) ** 2, 0.0)) for s in slices]
        covered = sum(w for s, w in zip(slices, chords, strict=True) if s <= a) / sum(chords)
        force = area * (stress - covered * 0.85 * f_c / 1000.0)
        P, M_x, M_y = P + force, M_x + force * y, M_y + force * x
    return P, M_x, M_y


@pytest.mark.parametrize(("D", "ring", "count", "size", "f_c", "f_y", "c", "core"), [
    (36.0, 28.5, 12, 6, 3000.0, 60.0, 5.9, 0.0), (36.0, 28.5, 12, 6, 3000.0, 60.0, 5.9, 0.69),
    (24.0, 16.0, 8, 8, 5000.0, 80.0, 9.0, 0.0), (60.0, 51.0, 24, 11, 4000.0, 60.0, 30.0, 0.6),
    (30.0, 22.0, 7, 8, 7000.0, 40.0, 40.0, 0.3), (18.0, 10.0, 6, 4, 2500.0, 60.0, 2.5, 0.0),
])  # fmt: skip
@pytest.mark.parametrize("turned", [0.0, 0.5])
def test_a_ring_agrees_with_fibers_added_up(D, ring, count, size, f_c, f_y, c, core, turned) -> None:
    area, d_b = AREAS[size]
    turn = turned * 2.0 * math.pi / count
    s = Bent(True, D, D, ring_rows(D, ring, count, area, turn), d_b, f_c, f_y, core)
    P, M = nominal(QUIET, s, c, block_factor(f_c=f_c))
    angles = [turn + 2.0 * math.pi * i / count for i in range(count)]
    points = [(ring / 2.0 * math.sin(t), ring / 2.0 * math.cos(t)) for t in angles]
    P_2, M_2, _ = fibers(points, area, d_b, ("round", D), f_c, f_y, c, core=core)
    scale = abs(P_2) + count * area * f_y
    assert pytest.approx(P_2, abs=0.005 * scale) == P
    assert pytest.approx(M_2, rel=0.005) == M


@pytest.mark.parametrize(("b", "h", "count", "size", "f_c", "c", "core"), [
    (36.0, 36.0, 12, 6, 3000.0, 5.0, 0.0), (24.0, 48.0, 10, 8, 4000.0, 20.0, 0.5),
    (48.0, 24.0, 16, 8, 6000.0, 8.0, 0.7),
])  # fmt: skip
def test_a_rectangle_agrees_with_fibers_added_up(b, h, count, size, f_c, c, core) -> None:
    area, d_b = AREAS[size]
    layout = Layout(False, b, h, PACK.bar(size), count, PACK.bar(3))
    rows = merged([(y, area) for _, y in layout.points], h / 2.0)
    P, M = nominal(QUIET, Bent(False, b, h, rows, d_b, f_c, 60.0, core), c, block_factor(f_c=f_c))
    P_2, M_2, M_other = fibers(layout.points, area, d_b, ("box", b, h), f_c, 60.0, c, core=core)
    assert pytest.approx(P_2, abs=0.005 * (abs(P_2) + count * area * 60.0)) == P
    assert pytest.approx(M_2, rel=0.005) == M
    assert abs(M_other) < 1e-3 * M


def test_a_lightly_reinforced_rectangle_is_the_beam_of_the_textbook() -> None:
    """a = A_s f_y/(0.85 f'c b), M_n = A_s f_y (d - a/2): one row of bars in tension."""
    A_s, b, d = 3.16, 12.0, 17.5
    a = A_s * 60.0 / (0.85 * 4.0 * b)
    by_hand = 0.9 * A_s * 60.0 * (d - a / 2.0)
    found = moment_strength(QUIET, Bent(False, b, 20.0, ((d, A_s),), 1.0, 4000.0, 60.0), 0.0, "318-14")
    assert found.phi == 0.9 and found.c_in == pytest.approx(a / 0.85)
    # About the middle the axial load is none, so the couple is the same about any point.
    assert found.phi_M_n == pytest.approx(by_hand, rel=1e-6)


@given(
    D=st.floats(20.0, 96.0), count=st.integers(4, 24), size=st.sampled_from(list(AREAS)),
    f_c=st.floats(2500.0, 10000.0), f_y=st.floats(40.0, 80.0), part=st.floats(-0.9, 0.95), core=st.floats(0.0, 0.7),
    aci=st.sampled_from(["318-14", "318-19"]),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_the_state_found_is_in_balance_with_the_load(D, count, size, f_c, f_y, part, core, aci) -> None:
    area, d_b = AREAS[size]
    for s in ring_sections(D, D - 8.0 - d_b, count, (area, d_b), f_c, f_y, core):
        A = math.pi / 4.0 * D**2 * (1.0 - core**2)
        most = greatest_axial(f_c=f_c, A_e=A, A_st=s.A_st, f_y=f_y)
        N = part * (most if part > 0.0 else 0.9 * s.A_st * f_y)
        found = moment_strength(QUIET, s, N, aci)
        assert found.c_in is not None and found.phi is not None and found.phi_M_n > 0.0
        P, M = nominal(QUIET, s, found.c_in, beta(f_c))
        assert found.phi * P == pytest.approx(N, abs=2e-6 * (abs(N) + A * f_c / 1000.0))
        assert found.phi_M_n == pytest.approx(found.phi * M)
        assert _axial(s, beta(f_c))(found.c_in) == pytest.approx(P, abs=1e-9 * A * f_c)


@pytest.mark.parametrize(("count", "size"), [(4, 11), (5, 8), (6, 6), (8, 8), (11, 4), (12, 8), (24, 11)])
@pytest.mark.parametrize("N", [-40.0, 0.0, 30.0, 200.0, 600.0])
@pytest.mark.parametrize("core", [0.0, 0.6])
def test_no_position_of_the_ring_is_weaker_than_the_two_that_are_looked_at(count, size, N, core) -> None:
    area, d_b = AREAS[size]
    found = ring_sections(36.0, 27.0, count, (area, d_b), 3000.0, 60.0, core)
    least = weaker(found, N, "318-19")[1].phi_M_n
    for i in range(25):
        rows = ring_rows(36.0, 27.0, count, area, i / 24.0 * math.pi / count)
        turned = moment_strength(QUIET, Bent(True, 36.0, 36.0, rows, d_b, 3000.0, 60.0, core), N, "318-19")
        assert turned.phi_M_n >= 0.998 * least


@pytest.mark.parametrize(
    ("b", "h", "count", "N"), [(36.0, 36.0, 8, 10.0), (36.0, 36.0, 4, 0.0), (30.0, 48.0, 12, 60.0)]
)
def test_the_straight_line_between_two_planes_is_inside_the_true_interaction(b, h, count, N) -> None:
    """Bending about a turned axis by fibers: M_x/phi M_nx + M_y/phi M_ny is at least 1 at its strength."""
    layout = Layout(False, b, h, PACK.bar(8), count, PACK.bar(3))
    (normal,), (along,) = layout.sections(4000.0, 60.0)
    full = [Bent(s.round, s.b, s.h, s.rows, s.d_b, s.f_c, s.f_y) for s in (normal, along)]
    M_nx, M_ny = (moment_strength(QUIET, s, N, "318-19").phi_M_n for s in full)
    for angle in (0.3, math.pi / 4.0, 1.2):
        low, high = 0.5, 40.0
        for _ in range(18):
            c = (low + high) / 2.0
            P, M_x, M_y = fibers(layout.points, 0.79, 1.0, ("box", b, h), 4000.0, 60.0, c, angle, n=200)
            low, high = (c, high) if 0.9 * P < N else (low, c)
        assert 0.9 * M_x / M_nx + 0.9 * M_y / M_ny >= 0.995


def test_the_reduction_factor_runs_from_compression_to_tension_by_edition() -> None:
    eps_ty = yield_strain(f_y=60.0)
    for factor, top in ((reduction_14, 0.005), (reduction_19, eps_ty + 0.003)):
        assert factor(eps_t=eps_ty, eps_ty=eps_ty) == pytest.approx(0.65)
        assert factor(eps_t=-0.001, eps_ty=eps_ty) == 0.65
        assert factor(eps_t=top, eps_ty=eps_ty) == pytest.approx(0.9)
        assert factor(eps_t=0.02, eps_ty=eps_ty) == 0.9
        middle = (top + eps_ty) / 2.0
        assert factor(eps_t=middle, eps_ty=eps_ty) == pytest.approx(0.775)
    assert reduction_19(eps_t=0.005, eps_ty=0.00276) < 0.9 == reduction_14(eps_t=0.005, eps_ty=0.00276)


def test_each_edition_reduces_by_its_own_rule() -> None:
    s = ring_sections(36.0, 27.0, 24, (1.56, 1.41), 3000.0, 80.0)[0]
    old, new = (moment_strength(QUIET, s, 60.0, aci) for aci in ("318-14", "318-19"))
    assert old.phi is not None and new.phi is not None
    assert 0.65 < new.phi < old.phi <= 0.9
    assert old.phi_M_n > new.phi_M_n


def test_a_load_beyond_the_section_leaves_no_moment() -> None:
    s = ring_sections(24.0, 16.0, 6, (0.44, 0.75), 3000.0, 60.0)[0]
    pulled_apart = moment_strength(QUIET, s, -0.9 * s.A_st * 60.0 - 1.0, "318-19")
    crushed = moment_strength(QUIET, s, 5000.0, "318-19")
    assert (pulled_apart.phi_M_n, crushed.phi_M_n) == (0.0, 0.0)
    assert moment_strength(QUIET, s, -0.9 * s.A_st * 60.0 + 5.0, "318-19").phi_M_n > 0.0


@pytest.mark.parametrize("change", [{"D": 37.0}, {"area": 0.5}, {"f_c": 3200.0}, {"f_y": 62.0}])
def test_more_of_anything_is_never_weaker_in_bending(change) -> None:
    base = {"D": 36.0, "area": 0.44, "f_c": 3000.0, "f_y": 60.0}
    more = {**base, **change}

    def strength(D, area, f_c, f_y):
        return weaker(ring_sections(D, D - 7.5, 12, (area, 0.75), f_c, f_y), 5.0, "318-19")[1].phi_M_n

    assert strength(**more) > strength(**base)


def test_the_sheet_shows_the_numbers_that_give_the_strength() -> None:
    sheet = Sheet()
    sheet.part("foundation", "x")
    s = ring_sections(36.0, 28.5, 12, (0.44, 0.75), 3000.0, 60.0, 0.69)[0]
    found = moment_strength(sheet, s, 2.7, "318-19")
    steps = {step.clause.symbol: step.value for step in sheet.parts[0].steps if isinstance(step, Computed)}
    assert steps["phi"] * steps["M_n"] == pytest.approx(found.phi_M_n)
    assert steps["phi"] * steps["P_n"] == pytest.approx(2.7)
    assert steps["eps_t"] == pytest.approx(reduction(QUIET, s, found.c_in, yield_strain(f_y=60.0), "318-19")[1])


def test_materials_out_of_range_are_refused() -> None:
    for f_c, f_y, field in ((2400.0, 60.0, "c"), (12000.0, 60.0, "c"), (3000.0, 100.0, "b"), (3000.0, 33.0, "b")):
        with pytest.raises(OutOfScope) as refused:
            require_materials(f_c, f_y, "c", "b")
        assert refused.value.problems[0].field == field


@given(count=st.integers(3, 40), ring=st.floats(8.0, 90.0), size=st.sampled_from(list(AREAS)))
def test_bars_of_a_ring_stand_as_far_apart_as_said(count, ring, size) -> None:
    layout = Layout(True, ring + 2 * (3.375 + AREAS[size][1] / 2), 0.0, PACK.bar(size), count, PACK.bar(3))
    layout = Layout(True, layout.x_in, layout.x_in, layout.bar, count, layout.tie)
    assert layout.ring_in == pytest.approx(ring)
    nearest = min(math.dist(p, q) for i, p in enumerate(layout.points) for q in layout.points[:i])
    assert layout.spacing_in == pytest.approx(nearest)
    fits = nearest - layout.bar.diameter_in >= 1.5
    close = abs(nearest - layout.bar.diameter_in - 1.5) < 1e-6
    assert close or fits == (count <= most_bars_in_ring(ring, layout.bar.diameter_in, 1.5))


@given(count=st.integers(2, 12), x=st.floats(18.0, 90.0), y=st.floats(18.0, 90.0))
def test_bars_along_faces_are_symmetric_and_inside_the_cover(count, x, y) -> None:
    layout = Layout(False, x, y, PACK.bar(6), 2 * count, PACK.bar(3))
    points = {(round(px, 6), round(py, 6)) for px, py in layout.points}
    assert len(points) == 2 * count
    assert points == {(-px, py) for px, py in points} == {(px, -py) for px, py in points} or any(
        0.0 in p for p in points
    )
    nearest = min(math.dist(p, q) for i, p in enumerate(layout.points) for q in layout.points[:i])
    assert layout.spacing_in == pytest.approx(nearest)
    for px, py in points:
        assert min(x / 2 - abs(px), y / 2 - abs(py)) == pytest.approx(3.0 + 0.375 + 0.375)


def test_an_odd_number_of_bars_has_no_place_in_a_rectangle() -> None:
    for count in (7, 2, 3):
        with pytest.raises(OutOfScope, match="even number"):
            face_bars(count, 20.0, 20.0)
    assert face_bars(4, 20.0, 20.0) == (0, 0)
    assert face_bars(12, 20.0, 60.0) == (1, 3)


@given(count=st.integers(4, 30), D=st.floats(20.0, 90.0), size=st.sampled_from(list(AREAS)))
def test_the_effective_area_is_one_percent_of_the_bars_and_holds_them(count, D, size) -> None:
    layout = Layout(True, D, D, PACK.bar(size), count, PACK.bar(3))
    hollow = layout.core
    area = math.pi / 4.0 * D**2 * (1.0 - hollow**2)
    assert area == pytest.approx(layout.A_e)
    assert area >= 0.5 * layout.A_g * (1.0 - 1e-9)
    assert layout.A_st >= 0.01 * area * (1.0 - 1e-9) or hollow == pytest.approx(math.sqrt(0.5))
