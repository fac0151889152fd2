"""Rods in concrete against published figures (Hilti 2025; ACI 349.2R via tests of xcfem/xc) and hand cases."""

import math

import pytest

from apex.engine.anchor.edge_body import edge_body
from apex.engine.anchor.placed import Placed
from apex.engine.anchor.work import anchor_checks
from apex.engine.trace import Quiet, Sheet
from tests.engine.anchoring import NEW, OLD, WIDE, block, forces, grid, group, named

Q = Quiet()


def test_the_group_of_sixteen_of_hilti_p_86_has_its_area_and_factors() -> None:
    """4 x 4 rods, 9 in. by 6 in., h_ef 5.75 in., one edge at 8 in.: A_Nc 1532.16, psi_ed 0.978, N_cbg 92,221 lb.

    The example has k_c 21 of its anchor; ours is cast in, k_c 24.
    """
    points = grid(4, 4, 9.0, 6.0, y=-WIDE / 2 + 8.0 + 9.0)
    found = Placed(points, block(WIDE, WIDE)).cone(Q, group(points, 5.75), tuple(range(16)))
    assert found.A_Nc_in2 == pytest.approx(1532.16, abs=0.02)
    assert found.A_Nco_in2 == pytest.approx(297.56, abs=0.01)
    assert found.psi_ed == pytest.approx(0.978, abs=5e-4)
    assert found.central_lb == pytest.approx(92221.0 * 24.0 / 21.0, rel=1e-3)


def test_a_group_near_three_edges_has_the_embedment_and_area_worked_by_hand() -> None:
    """h_ef 5.5, edges 6, 4 and 5 in., s 9 in., by hand: h'_ef max(6/1.5, 9/3) = 4.0, A_Nc (6+4)(5+9+1.5x4) = 200."""
    points = ((-1.0, -45.0), (-1.0, -36.0))
    found = Placed(points, block(10.0, 100.0)).cone(Q, group(points, 5.5), (0, 1))
    assert found.h_ef_in == pytest.approx(4.0)
    assert found.A_Nc_in2 == pytest.approx(200.0)


def test_a_narrow_thin_member_has_the_edge_distance_and_area_worked_by_hand() -> None:
    """c_a1 12, c_a2 5 and 7, s 9, h_a 8 in., by hand: c'_a1 8/1.5 = 5.33, A_Vc (5+9+7)(1.5x5.33) = 168."""
    points = ((38.0, -5.5), (38.0, 3.5))
    body = edge_body(Q, group(points), block(100.0, 21.0, depth_in=8.0), 0, (0, 1))
    assert body.c_a1_in == pytest.approx(5.333, abs=1e-3)
    assert body.A_Vc_in2 == pytest.approx(168.0, abs=0.1)


@pytest.mark.parametrize(
    ("page", "c_a1", "h_a", "A_Vc", "psi_h"),
    [("p. 98", 6.0, 12.0, 405.0, 1.0), ("p. 88", 8.0, 10.0, 510.0, 1.0954), ("p. 78", 14.0, 15.0, 1035.0, 1.1832),
     ("p. 99", 18.0, 12.0, 972.0, 1.5)],
)  # fmt: skip
def test_a_row_of_four_rods_of_hilti_has_its_area_towards_the_edge(
    page: str, c_a1: float, h_a: float, A_Vc: float, psi_h: float
) -> None:
    points = grid(1, 4, 9.0, 9.0, x=WIDE / 2 - c_a1)
    body = edge_body(Q, group(points, 10.0, 0.75), block(WIDE, WIDE, 5000.0, depth_in=h_a), 0, (0, 1, 2, 3))
    assert body.A_Vc_in2 == pytest.approx(A_Vc), page
    assert body.psi_h == pytest.approx(psi_h, abs=5e-4)
    assert body.A_Vco_in2 == pytest.approx(4.5 * c_a1**2)


def test_the_first_row_of_hilti_p_98_has_its_strength() -> None:
    """V_cbg 28,059 lb with psi_c 1.2 for edge bars; ours has none."""
    points = grid(1, 4, 9.0, 9.0, x=WIDE / 2 - 6.0)
    body = edge_body(Q, group(points, 10.0, 0.75), block(WIDE, WIDE, 5000.0, depth_in=12.0), 0, (0, 1, 2, 3))
    assert body.V_b_lb == pytest.approx(9353.0, rel=1e-4)
    assert body.strength_lb(Q, 0.0, parallel=False) == pytest.approx(28059.0 / 1.2, rel=1e-3)
    assert body.outward_kip == pytest.approx(0.7 * 28.059 / 1.2, rel=1e-3)


def test_the_row_with_a_side_edge_of_hilti_p_123_has_its_area_and_factors() -> None:
    """c_a2 12 in. on one side, c_a1 18, h_a 12 in.: A_Vc 792, psi_ed 0.833; e_V 0.361 in. gives 0.987."""
    points = tuple((WIDE / 2 - 18.0, -WIDE / 2 + 12.0 + 9.0 * i) for i in range(4))
    body = edge_body(Q, group(points, 10.0, 0.75), block(WIDE, WIDE, 5000.0, depth_in=12.0), 0, (0, 1, 2, 3))
    assert body.A_Vc_in2 == pytest.approx(792.0)
    assert body.psi_ed == pytest.approx(0.833, abs=5e-4)
    central = body.strength_lb(Q, 0.0, parallel=False)
    assert body.strength_lb(Q, 0.361, parallel=False) / central == pytest.approx(0.987, abs=5e-4)
    assert body.along_kip == pytest.approx(2.0 * body.outward_kip / body.psi_ed)


def test_single_studs_of_aci_349_2r_have_their_breakout_and_pullout() -> None:
    """Example A1: h_ef 4.69 in. 15.417 kip, head 0.59 in2 18.88 kip. A3: h_ef 6.63 in., 25.913 and 29.44 kip."""
    for h_ef, head, d_a, N_cb, N_pn in ((4.69, 0.59, 0.5, 15.417, 18.88), (6.63, 0.92, 0.625, 25.9126, 29.44)):
        rod = group([(0.0, 0.0)], h_ef, d_a, head_area_in2=head)
        for editions in (NEW, OLD):
            found = named(anchor_checks(Sheet(), rod, block(60.0, 60.0), [forces([1.0])], editions))
            assert found["Concrete breakout in tension"].capacity == pytest.approx(0.7 * N_cb, rel=1e-4)
            assert found["Pullout"].capacity == pytest.approx(0.7 * N_pn, rel=1e-4)


def test_a_single_rod_in_shear_has_the_pryout_of_aci_349_2r_a3() -> None:
    """51.825 kip: twice its cone."""
    rod = group([(0.0, 0.0)], 6.63, 0.625, head_area_in2=0.92)
    found = named(anchor_checks(Sheet(), rod, block(60.0, 60.0), [forces([0.0], 1.0)], NEW))
    assert found["Pryout"].capacity == pytest.approx(0.7 * 51.825, rel=1e-4)


def test_rod_steel_has_the_strengths_of_its_formulas() -> None:
    """3/4 in. F1554 Grade 36, by hand: 0.75 x 0.334 x 58 = 14.53 kip."""
    found = named(
        anchor_checks(
            Sheet(), group(grid(2, 2, 12.0, 12.0), 8.0, 0.75), block(60.0, 60.0), [forces([5.0] * 4, 4.0)], NEW
        )
    )
    assert found["Rod steel in tension"].capacity == pytest.approx(14.53, abs=0.01)
    assert found["Rod steel in shear"].capacity == pytest.approx(0.65 * 0.6 * 0.334 * 58.0)
    assert found["Rod steel in shear"].demand == pytest.approx(2.0)


def test_the_straight_edge_given_to_a_round_block_lies_in_the_circle_and_no_farther_one_does() -> None:
    for R, u, t in ((18.0, 10.0, 4.0), (21.0, -9.0, 6.0), (15.0, 0.0, 12.0), (30.0, 12.0, 0.0)):
        points = ((u, -t), (u, t)) if t else ((u, 0.0),)
        body = edge_body(Q, group(points), block(2 * R), 0, tuple(range(len(points))))
        c = body.c_a1_in
        assert c > 0.0
        assert math.hypot(u + c, t + 1.5 * c) == pytest.approx(R)
        assert math.hypot(u + 1.01 * c, t + 1.5 * 1.01 * c) > R
        widest = 2.0 * t + 3.0 * c if 2.0 * t <= 3.0 * c else 6.0 * c
        assert body.A_Vc_in2 == pytest.approx(widest * 1.5 * c)
