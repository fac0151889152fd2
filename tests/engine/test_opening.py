"""Hand holes: the net section by adding up small cells, the strips by statics, and every refusal."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apex.engine.document.support import HandHole
from apex.engine.load.action import Action
from apex.engine.steel.catalog import find_grade, material
from apex.engine.steel.opening import box_net, round_net
from apex.engine.steel.opening_strength import strip_shear_stress, strip_stress
from apex.engine.steel.section import Box
from apex.engine.steel.strength import strength
from apex.engine.support.hand_hole import hole_checks
from apex.engine.support.member import available
from apex.engine.trace import Quiet, Sheet
from apex.errors import OutOfScope
from apex.packs.load import load_packs

PACKS = load_packs()
QUIET = Quiet()
DOC = "AISC 360-16"


def tube(label):
    section = PACKS.sections.find(label)
    return section, material(PACKS.materials, find_grade(PACKS.materials, None, section.family))


def sharp_box(H, B, t):
    A = H * B - (H - 2 * t) * (B - 2 * t)
    I_x, I_y = ((b * h**3 - (b - 2 * t) * (h - 2 * t) ** 3) / 12.0 for h, b in ((H, B), (B, H)))
    S_x, S_y = 2 * I_x / H, 2 * I_y / B
    return Box("sharp", "HSS_rect", 30.0, A, H, B, t, t, I_x, 1.15 * S_x, S_x, (I_x / A) ** 0.5,
               I_y, 1.15 * S_y, S_y, (I_y / A) ** 0.5, 1.0, 1.0)  # fmt: skip


def sums(x, y, dA):
    """Area, centroid, second moments about it, and the coordinates from it."""
    A = dA.sum()
    cx, cy = (x * dA).sum() / A, (y * dA).sum() / A
    return A, cx, cy, ((x - cx) ** 2 * dA).sum(), ((y - cy) ** 2 * dA).sum()


def ring_cells(b, t, width, n=1200, layers=24):
    beta = math.asin(width / (2.0 * b))
    angles = beta + (np.arange(n) + 0.5) / n * 2.0 * (math.pi - beta)
    radii = b - t + (np.arange(layers) + 0.5) / layers * t
    r, p = np.meshgrid(radii, angles)
    dA = r * (t / layers) * (2.0 * (math.pi - beta) / n)
    return r * np.cos(p), r * np.sin(p), dA


@given(b=st.floats(2.0, 10.0), slender=st.floats(12.0, 60.0), part=st.floats(0.02, 0.333))
@settings(max_examples=25, deadline=None)
def test_the_net_section_of_a_round_tube_is_the_sum_of_its_cells(b, slender, part) -> None:
    section, _ = tube("HSS8.625X0.250")
    t, width = 2.0 * b / slender, part * 2.0 * b
    net = round_net(QUIET, replace(section, D=2.0 * b, t=t), width)
    A, cx, cy, across, through = sums(*ring_cells(b, t, width))
    assert pytest.approx(A, rel=1e-4) == net.A
    assert net.e == pytest.approx(-cx, rel=1e-3) and abs(cy) < 1e-6
    assert net.A * net.r_1**2 == pytest.approx(across, rel=1e-3)
    assert net.A * net.r_2**2 == pytest.approx(through, rel=1e-3)
    beta = math.asin(part)
    edge = beta + np.linspace(0.0, 1.0, 2001) * 2.0 * (math.pi - beta)
    x, y = b * np.cos(edge) - cx, b * np.sin(edge)
    turns = np.linspace(0.0, 2.0 * math.pi, 721)[:, None]
    stress = np.abs(np.cos(turns) * x / across + np.sin(turns) * y / through).max()
    assert net.S_any == pytest.approx(1.0 / stress, rel=1e-3)
    assert pytest.approx(across / np.abs(x).max(), rel=2e-3) == net.S_1
    assert pytest.approx(through / b, rel=1e-3) == net.S_2
    assert net.S_any <= min(net.S_1, net.S_2) * (1.0 + 1e-9)


@given(H=st.floats(5.0, 16.0), B=st.floats(5.0, 16.0), t=st.floats(0.2, 0.6), part=st.floats(0.02, 0.333))
@settings(max_examples=25, deadline=None)
def test_the_net_section_of_a_box_is_the_sum_of_its_walls(H, B, t, part) -> None:
    width = part * min(H, B)
    box = sharp_box(H, B, t)
    for wall, d, face in (("short", H, B), ("long", B, H)):
        net = box_net(QUIET, box, width, wall)
        # y square to the wall with the hole, which lies on top: pieces (x middle, y middle, width, height).
        side = (face - width) / 2.0
        pieces = [(0.0, -(d - t) / 2.0, face, t), (-(face - t) / 2.0, 0.0, t, d - 2.0 * t),
                  ((face - t) / 2.0, 0.0, t, d - 2.0 * t), (-(width + side) / 2.0, (d - t) / 2.0, side, t),
                  ((width + side) / 2.0, (d - t) / 2.0, side, t)]  # fmt: skip
        A = sum(w * h for _, _, w, h in pieces)
        cy = sum(y * w * h for _, y, w, h in pieces) / A
        I_1 = sum(w * h**3 / 12.0 + w * h * (y - cy) ** 2 for _, y, w, h in pieces)
        I_2 = sum(h * w**3 / 12.0 + w * h * x**2 for x, _, w, h in pieces)
        assert (net.A, net.e) == pytest.approx((A, -cy))
        assert net.A * net.r_1**2 == pytest.approx(I_1) and net.A * net.r_2**2 == pytest.approx(I_2)
        assert pytest.approx(I_1 / (d / 2.0 - cy)) == net.S_1 and pytest.approx(2.0 * I_2 / face) == net.S_2


def test_a_slit_tube_has_the_torsional_constant_of_thin_strips() -> None:
    section, _ = tube("HSS8.625X0.250")
    net, t, r = round_net(QUIET, section, 2.5), section.t, (section.D - section.t) / 2.0
    arc = (2.0 * math.pi - 2.0 * math.asin(2.5 / section.D)) * r
    assert pytest.approx(arc * t**3 / 3.0) == net.J and net.J < section.J / 500.0
    box = sharp_box(10.0, 8.0, 0.25)
    line = 2.0 * (10.0 + 8.0 - 0.5) - 2.0
    assert pytest.approx(line * 0.25**3 / 3.0) == box_net(QUIET, box, 2.0, "short").J


@given(q=st.floats(0.05, 3.0), h=st.floats(2.0, 12.0), w=st.floats(1.0, 4.0), s=st.floats(1.0, 5.0))
def test_the_strip_beside_a_hole_is_in_balance(q, h, w, s) -> None:
    """Half of the flow lost in the hole and its own at both ends, the flow along its closed edge piece by piece."""
    t, n = 0.25, 200
    ends = q * (w / 2.0 + s)
    couple = ends * h  # the two end shears, h apart
    edge = sum(q * h / n * s / 2.0 for _ in range(n))  # about the middle of the strip
    M = (couple - edge) / 2.0
    assert strip_stress(q=q, h=h, w=w, s=s, t=t) == pytest.approx(M / (t * s * s / 4.0))
    assert strip_shear_stress(q=q, w=w, s=s, t=t) == pytest.approx(ends / (t * s))


def worked(label="HSS8.625X0.250", width=2.5, height=5.0, center=2.0, cases=None, method="LRFD", **more):
    section, steel = tube(label)
    gross = available(QUIET, strength(QUIET, section, steel, 240.0), method)
    cases = cases or [("1.0W", Action(2.0, 0.0, 1.5, 20.0, 0.0, 1.0))]
    hole = HandHole(center_ft=center, width_in=width, height_in=height)
    return hole_checks(more.pop("sheet", QUIET), section, steel, hole, gross, cases, method, DOC, **more)


def test_the_ratio_of_a_round_hole_is_that_of_its_parts_worked_by_hand() -> None:
    section, steel = tube("HSS8.625X0.250")
    N, V, M, T, c = 2.0, 1.5, 240.0, 12.0, 0.9 * 46.0
    net, r = round_net(QUIET, section, 2.5), (section.D - section.t) / 2.0
    q = V / (math.pi * r) + T / (2.0 * math.pi * r**2)
    arc, s = 2.0 * math.asin(2.5 / section.D) * r, section.D / 4.0
    strip = q * 5.0 * (arc + s) / 4.0 / (section.t * s**2 / 4.0)
    normal = N / net.A + (M + N * net.e) / net.S_any + strip
    around = q * (arc / 2.0 + s) / (section.t * s)
    tau = T / (2.0 * math.pi * r**2 * section.t)
    shear = max(around, 2.0 * V / net.A + tau) / (0.6 * c)
    found = worked()
    assert found.checks[0].demand == pytest.approx(normal / c + shear**2)
    assert found.checks[1].demand == pytest.approx(2.0 * V / net.A / (0.6 * c))
    assert steel.F_y == 46.0


@pytest.mark.parametrize(("M_x", "M_y", "worse"), [(20.0, 6.0, "short"), (3.0, 22.0, "long")])
def test_the_ratio_of_a_box_hole_takes_the_worse_wall(M_x, M_y, worse) -> None:
    box, _ = tube("HSS8X6X3/8")
    found = worked("HSS8X6X3/8", 1.8, 4.0, cases=[("1.0W", Action(2.0, 0.8, 1.5, M_x, M_y, 1.0))])
    c, t, ratios, shears = 0.9 * 50.0, box.t, {}, []
    for wall, face, M_1, M_2, V_1, V_2 in (("short", 6.0, M_x, M_y, 0.8, 1.5), ("long", 8.0, M_y, M_x, 1.5, 0.8)):
        net = box_net(QUIET, box, 1.8, wall)
        q = V_1 / (2.0 * (face - 3.0 * t)) + 12.0 / (2.0 * (8.0 - t) * (6.0 - t))
        s = (face - 3.0 * t - 1.8) / 2.0
        normal = 2.0 / net.A + (12.0 * M_1 + 2.0 * net.e) / net.S_1 + 12.0 * M_2 / net.S_2
        normal += q * 4.0 * (1.8 + s) / (t * s * s)
        other = 16.0 - 6.0 * t if wall == "short" else 12.0 - 6.0 * t
        whole = math.hypot(V_1 / ((2.0 * face - 6.0 * t - 1.8) * t), V_2 / (other * t))
        shears.append(whole / (0.6 * c))
        tau = 12.0 / (2.0 * (8.0 - t) * (6.0 - t) * t)
        ratios[wall] = normal / c + (max(q * (0.9 + s) / (t * s), whole + tau) / (0.6 * c)) ** 2
    assert max(ratios, key=lambda wall: ratios[wall]) == worse
    assert found.checks[0].demand == pytest.approx(ratios[worse])
    assert found.checks[1].demand == pytest.approx(max(shears))
    other_way = Action(2.0, 1.5, 0.8, M_y, M_x, 1.0)
    turned = worked("HSS8X6X3/8", 1.8, 4.0, cases=[("1.0W", other_way)], orientation="weak")
    assert turned.checks[0].demand == pytest.approx(ratios[worse])


def test_asd_uses_omega() -> None:
    loads = [("D + 0.6W", Action(V_y=1.5, M_x=10.0))]
    assert worked(cases=loads, method="ASD").checks[1].demand == pytest.approx(
        worked(cases=loads).checks[1].demand * 0.9 * 1.67
    )


@pytest.mark.parametrize("label", ["HSS8.625X0.250", "HSS8X6X3/8"])
@given(a=st.builds(Action, *(st.floats(0.0, b) for b in (5, 2, 2, 15, 15, 1))), k=st.floats(1.02, 1.3))
@settings(max_examples=15, deadline=None)
def test_a_larger_hole_or_load_never_gives_a_smaller_ratio(label, a, k) -> None:
    before = worked(label, 1.5, 4.0, cases=[("one", a)]).ratio
    assert worked(label, 1.5 * k, 4.0, cases=[("one", a)]).ratio >= before
    assert worked(label, 1.5, 4.0 * k, cases=[("one", a)]).ratio >= before
    assert worked(label, 1.5, 4.0, cases=[("one", a.times(k))]).ratio >= before


@pytest.mark.parametrize(("how", "said"), [
    ({"width": 2.9}, "width"), ({"height": 8.7}, "height"), ({"center": 0.2}, "center"),
    ({"label": "W12X26"}, "section"), ({"label": "HSS16.000X0.250"}, "D/t"),
    ({"label": "HSS9X9X1/4", "width": 3.0}, "b/t of a wall"),
    ({"label": "HSS12X12X1/4", "width": 2.0}, "b/t of the strip"), ({"label": "HSS8X6X3/8", "width": 2.1}, "width"),
    ({"cases": [("B", Action(T=15.0))]}, "torsion"),
])  # fmt: skip
def test_a_hole_outside_of_the_method_is_refused(how, said) -> None:
    with pytest.raises(OutOfScope) as refused:
        worked(**how)
    assert refused.value.name.startswith(said)
    assert refused.value.problems[0].field == "support.hand_holes"


def test_torsion_up_to_a_fifth_is_worked_and_beyond_it_is_not() -> None:
    section, steel = tube("HSS8.625X0.250")
    T_c = available(QUIET, strength(QUIET, section, steel, 240.0), "LRFD").T / 12.0
    inside = worked(cases=[("B", Action(T=0.1999 * T_c))])
    assert inside.ratio > worked(cases=[("B", Action(T=0.1 * T_c))]).ratio
    with pytest.raises(OutOfScope):
        worked(cases=[("B", Action(T=-0.2001 * T_c))])


def test_the_choice_is_written_down_and_the_numbers_do_not_depend_on_the_sheet() -> None:
    sheet = Sheet()
    for label in ("HSS8.625X0.250", "HSS8X6X3/8"):
        quiet = worked(label, 1.8, 4.0)
        assert worked(label, 1.8, 4.0, sheet=sheet) == quiet
    assert any("third" in text for text in sheet.assumptions)
    assert [c.name for c in sheet.checks[:2]] == ["Hand hole 1: combined forces", "Hand hole 1: shear"]
