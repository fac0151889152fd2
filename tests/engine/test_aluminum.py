"""Aluminum tubes against a second implementation, against theory, and against published figures."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from apex.engine.aluminum import combined, compression, constant, flexure, option, shear
from apex.engine.aluminum.scope import require_aluminum_scope, require_tube
from apex.engine.aluminum.strength import available_aluminum, nominal_aluminum
from apex.engine.load.action import Action
from apex.engine.steel import shear as steel_shear
from apex.engine.steel import torsion as steel_torsion
from apex.engine.steel.section import Round
from apex.engine.trace import Computed, Quiet, Sheet, Taken
from apex.errors import OutOfScope
from apex.packs.aluminum_import import round_row, square_row
from apex.packs.load import load_packs
from tests.engine.aluminum_second import T6, THICK_4043, WELDED, round_tube, square_tube

PACKS = load_packs()
ALLOY, CATALOG = PACKS.aluminum.alloy, PACKS.aluminum.sections
E = 10100.0
LENGTHS = (24.0, 120.0, 180.0)


def usable(section):
    try:
        require_tube(section)
    except OutOfScope:
        return False
    return True


USABLE = [s for s in CATALOG.sections if usable(s)]
every_tube = pytest.mark.parametrize("tube", USABLE, ids=lambda s: s.name)


def second(tube, made, L):
    if isinstance(tube, Round):
        return round_tube(made, tube.D, tube.t, L)
    return square_tube(made, tube.H, tube.t, L)


@every_tube
@pytest.mark.parametrize("filler", ["5356", "4043"])
def test_nominal_strengths_are_those_of_the_second_implementation(tube, filler):
    made = THICK_4043 if filler == "4043" and tube.t > 0.375 else WELDED
    for L in LENGTHS:
        n, theirs = nominal_aluminum(Quiet(), tube, filler, L, alloy=ALLOY), second(tube, made, L)
        ours = {"M": n.strength.M_x, "V": n.strength.V_y, "P": n.strength.P, "T": n.strength.T, "M_u": n.rupture.M}
        assert ours == pytest.approx(theirs, rel=2e-6)
        assert (n.strength.M_y, n.strength.V_x) == (n.strength.M_x, n.strength.V_y)


@pytest.mark.parametrize("L", [12.0, 120.0, 600.0, 6000.0])
@pytest.mark.parametrize(
    "tube",
    [square_row("thin", H, t) for H in (4.0, 8.0, 12.0) for t in (0.04, 0.0625, 0.09, 0.125)]
    + [round_row("thin", 8.0, t) for t in (0.02, 0.04, 0.0625)],
    ids=lambda s: f"{s.kind}{s.depth_in:g}x{s.t:g}",
)
def test_walls_thinner_than_any_sold_follow_their_buckling_curves(tube, L):
    """Post-buckling, elastic shear, and the interaction of wall and member, which no tube of the pack reaches."""
    n, theirs = nominal_aluminum(Quiet(), tube, "5356", L, alloy=ALLOY).strength, second(tube, WELDED, L)
    assert {"M": n.M_x, "V": n.V_y, "P": n.P, "T": n.T} == pytest.approx({k: theirs[k] for k in "MVPT"}, rel=1e-9)


@every_tube
def test_available_strengths_are_the_least_by_the_factors_of_each_limit_state(tube):
    theirs = second(tube, WELDED, 120.0)
    for method, y, r in (("LRFD", 0.90, 0.75), ("ASD", 1 / 1.65, 1 / 1.95)):
        c = available_aluminum(Quiet(), tube, "5356", 120.0, method, alloy=ALLOY)
        assert c.M_x == pytest.approx(min(y * theirs["M"], r * theirs["M_u"]), rel=2e-6)
        assert pytest.approx(y * theirs["P"], rel=2e-6) == c.P
        # Rupture in shear at 14.4 ksi never governs over yielding at 9 ksi or buckling below it.
        assert (c.V_y, c.T) == pytest.approx((y * theirs["V"], y * theirs["T"]), rel=2e-6)


def test_rupture_governs_where_its_factor_makes_it_the_least():
    weak = replace(ALLOY, f_tuw=replace(ALLOY.f_tuw, value=16.0))
    tube = CATALOG.find("AL-ST4X4X1/4")
    for method, r in (("LRFD", 0.75), ("ASD", 1 / 1.95)):
        c = available_aluminum(Quiet(), tube, "5356", 1.0, method, alloy=weak)
        assert c.M_x == pytest.approx(r * 16.0 * tube.Z_x)
        assert c.V_x == pytest.approx(r * 9.6 * 2.0)
        assert pytest.approx(r * 9.6 * tube.C) == c.T


@every_tube
def test_the_tube_away_from_its_weld_is_stronger_in_every_limit_state(tube):
    for L in LENGTHS:
        away, beside = second(tube, T6, L), second(tube, WELDED, L)
        # Long columns are elastic in either metal; the two fits to Euler's curve differ by less than 1 %.
        assert all(away[k] >= beside[k] * (0.99 if k == "P" else 1.0) for k in beside)


# Published: ADM 2020 Part VI Table 2-19W (6061-T6 welded), allowable stresses of 1.65.
def test_flat_walls_give_the_stress_of_the_published_table():
    t = 0.25
    tube = square_row("published", 31.1 * t, t)
    sheet = Sheet()
    sheet.part("support", "strength")
    nominal_aluminum(sheet, tube, "5356", 120.0, alloy=ALLOY)
    stress = next(s.value for s in sheet.parts[0].steps if isinstance(s, Computed) and s.clause.number == "B.5.4.2"
                  and s.clause.symbol == "F_c")  # fmt: skip
    # The coefficients of the table are printed with three figures.
    assert stress / 1.65 == pytest.approx(12.0 - 0.105 * 29.1, rel=0.01)


@pytest.mark.parametrize(("lam", "published"), [(10.0, 9.1), (35.3, 8.3)])
def test_member_buckling_gives_the_stress_of_the_published_table(lam, published):
    tube = CATALOG.find("AL-RT8X1/2")
    P = nominal_aluminum(Quiet(), tube, "5356", lam * tube.r, alloy=ALLOY, k=1.0).strength.P
    assert pytest.approx(published, abs=0.05) == P / tube.A / 1.65


# Theory: what the lines of the tables are drawn to.
@pytest.mark.parametrize("F", [11.0, 15.0])
def test_an_inelastic_line_is_the_tangent_from_its_intercept_to_the_euler_curve(F):
    B = constant.member_intercept(F_cyw=F)
    for intercept, slope in (
        (B, lambda B: constant.member_slope(B_c=B, E=E)),
        (constant.plate_intercept(F_cyw=F), lambda B: constant.plate_slope(B_p=B, E=E)),
        (constant.flexed_plate_intercept(F_cyw=F), lambda B: constant.flexed_plate_slope(B_br=B, E=E)),
        (constant.shear_intercept(F_syw=0.6 * F), lambda B: constant.shear_slope(B_s=B, E=E)),
    ):
        touch = math.sqrt(3.0 * math.pi**2 * E / intercept)
        assert slope(intercept) == pytest.approx(2.0 * intercept / (3.0 * touch), rel=2e-3)
    D = constant.member_slope(B_c=B, E=E)
    C = constant.member_intersection(B_c=B, D_c=D)
    assert pytest.approx(math.sqrt(3.0 * math.pi**2 * E / B), rel=2e-3) == C


def test_elastic_lateral_buckling_is_that_of_a_closed_tube_under_uniform_moment():
    tube, L = CATALOG.find("AL-ST2X2X1/8"), 60000.0
    theory = math.pi * math.sqrt(E * tube.I_x * 3800.0 * tube.J) / L
    assert nominal_aluminum(Quiet(), tube, "5356", L, alloy=ALLOY).strength.M_x == pytest.approx(theory, rel=0.04)


def test_elastic_shear_and_torsion_of_a_round_tube_are_those_of_another_standard():
    """AISC 360 Eq. G5-2a and H3-2a come from the same tests; their ratio 1.60/1.23 is the 1.3 of G.4."""
    D, t, L = 12.0, 0.05, 400.0
    lam = shear.round_slenderness(R_b=(D - t) / 2, t=t, L_v=L)
    twist = steel_torsion.round_torsion_stress(E=E, L=L, D=D - t, t=t, F_y=1e6)
    across = steel_shear.round_shear_stress(E=E, L_v=L, D=D - t, t=t, F_y=1e6)
    assert shear.elastic_stress(E=E, lam=lam) == pytest.approx(twist, rel=0.04)
    assert shear.round_elastic_stress(E=E, lam=lam) == pytest.approx(across, rel=0.04)


def test_no_wall_in_scope_reaches_the_branches_beyond_the_first_line_of_a_round_tube():
    for F in (11.0, 15.0):
        B_t, B_tb = constant.tube_intercept(F_cyw=F), constant.flexed_tube_intercept(F_cyw=F)
        D_t, D_tb = constant.tube_slope(B_t=B_t, E=E), constant.flexed_tube_slope(B_tb=B_tb, E=E)
        assert ((B_tb - B_t) / (D_tb - D_t)) ** 2 > 20.0
        elastic = math.pi**2 * E / (16.0 * 20.0 * (1.0 + math.sqrt(20.0) / 35.0) ** 2)
        assert elastic > 240.0 > compression.round_inelastic_stress(B_t=B_t, D_t=D_t, lam=20.0)


def test_a_stocky_box_carries_the_stress_blocks_of_its_walls():
    """Flanges at F, webs from 0 to 1.5 F at their edge: strips of the section summed."""
    H, t, F, n = 4.0, 0.25, 15.0, 4000
    total = 0.0
    for i in range(n):
        y = (i + 0.5) / n * H - H / 2.0
        inside = abs(y) < H / 2.0 - t
        width = 2.0 * t if inside else H
        stress = 1.5 * F * abs(y) / (H / 2.0 - t) if inside else F * abs(y) / (H / 2.0 - t / 2.0)
        total += stress * width * abs(y) * H / n
    ours = flexure.box_local_moment(
        F_c=F, S_f=flexure.flange_modulus(H=H, t=t), F_b=1.5 * F, S_e=flexure.web_modulus(H=H, t=t)
    )
    assert ours == pytest.approx(total, rel=1e-4)


def test_the_reduced_elastic_load_is_that_at_which_a_softened_cantilever_loses_its_stiffness():
    I, L = 18.699, 120.0
    P = combined.elastic_load(tau_b=1.0, E=E, I=I, L=L)
    k = math.sqrt(P / (0.8 * E * I))
    assert math.cos(k * L) == pytest.approx(0.0, abs=1e-9)
    assert k * L == pytest.approx(math.pi / 2)


@pytest.mark.parametrize("kind", ["round wall", "round size", "square wall", "square size"])
def test_a_bigger_tube_never_carries_less(kind):
    shape, what = kind.split()
    make = round_row if shape == "round" else square_row
    walls, sizes = (0.125, 0.1875, 0.25, 0.3125, 0.375, 0.5, 0.625), (2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0)
    rows = [[make("t", d, t) for t in walls] for d in sizes] if what == "wall" else [
        [make("t", d, t) for d in sizes] for t in walls
    ]  # fmt: skip
    for row in rows:
        for L in LENGTHS:
            found = [available_aluminum(Quiet(), s, "5356", L, "LRFD", alloy=ALLOY) for s in row if usable(s)]
            for less, more in pairwise(found):
                assert all(getattr(more, k) >= getattr(less, k) * (1 - 1e-9) for k in ("M_x", "V_y", "P", "T"))


def test_4043_filler_on_a_thick_wall_leaves_11_ksi():
    thick, limit = CATALOG.find("AL-RT6X1/2"), CATALOG.find("AL-RT6X3/8")
    L = 1e-3
    for tube, filler, F in ((thick, "4043", 11.0), (thick, "5356", 15.0), (limit, "4043", 15.0), (limit, "5356", 15.0)):
        M = nominal_aluminum(Quiet(), tube, filler, L, alloy=ALLOY).strength.M_x
        assert pytest.approx(F * tube.Z, rel=2e-3) == M
    assert ALLOY.welded_yield_ksi("4043", 0.376) == 11.0
    assert ALLOY.welded_yield_ksi("4043", 0.375) == 15.0


# Scope.
def test_supports_over_15_ft_are_refused_with_the_reason():
    tube = CATALOG.find("AL-RT6X1/4")
    assert require_aluminum_scope(tube, 15.0) is tube
    with pytest.raises(OutOfScope, match="fatigue of welds") as refused:
        require_aluminum_scope(tube, 15.01)
    (problem,) = refused.value.problems
    assert (problem.field, problem.code) == ("support.material", "out_of_scope")


def test_a_thin_wall_beside_a_circumferential_weld_is_refused():
    with pytest.raises(OutOfScope, match=r"R_b/t of AL-RT6X1/8 = 23\.5"):
        require_tube(CATALOG.find("AL-RT6X1/8"))
    assert require_tube(round_row("limit", 20.5, 0.5)).D == 20.5
    with pytest.raises(OutOfScope):
        require_tube(round_row("beyond", 20.6, 0.5))


@pytest.mark.parametrize("label", ["W12X26", "Pipe8STD"])
def test_a_steel_section_is_no_aluminum_support(label):
    with pytest.raises(OutOfScope, match="round or square tubes"):
        require_tube(PACKS.sections.find(label))


# Interaction.
@pytest.mark.parametrize("name", ["AL-RT6X1/4", "AL-ST4X4X1/4"])
def test_the_interaction_adds_axial_force_and_moment_in_full(name):
    c = available_aluminum(Quiet(), CATALOG.find(name), "5356", 120.0, "LRFD", alloy=ALLOY)
    p, m, v, tau = 0.10, 0.55, 0.20, 0.25
    a = Action(N=p * c.P, V_y=v * c.V_y, M_x=m * c.M_x / 12.0, T=tau * c.T / 12.0)
    r = combined.ratios(a, c)
    together = p + m + (v + tau) ** 2 if c.round else max(p + m, p + m**2 + (v + tau) ** 2)
    assert (r.p, r.m_x, r.v, r.tau, r.together) == pytest.approx((p, m, v, tau, together))


def test_a_square_tube_under_shear_and_torsion_is_judged_by_its_flat_walls():
    c = available_aluminum(Quiet(), CATALOG.find("AL-ST4X4X1/4"), "5356", 120.0, "LRFD", alloy=ALLOY)
    a = Action(V_y=0.3 * c.V_y, V_x=0.4 * c.V_x, M_x=0.3 * c.M_x / 12.0, M_y=0.2 * c.M_y / 12.0, T=0.4 * c.T / 12.0)
    assert combined.ratios(a, c).together == pytest.approx(0.25 + 0.81)
    assert combined.ratios(a._replace(T=0.0), c).together == pytest.approx(0.5)


def test_a_round_tube_bends_about_the_resultant():
    c = available_aluminum(Quiet(), CATALOG.find("AL-RT6X1/4"), "5356", 120.0, "ASD", alloy=ALLOY)
    assert combined.ratios(Action(M_x=3.0, M_y=4.0), c).together == pytest.approx(60.0 / c.M_x)
    assert combined.ratios(Action(M_x=3.0, M_y=4.0), c).m_y == 0.0


def test_the_envelope_takes_the_worst_case_of_each_check_and_its_checks_say_units():
    c = available_aluminum(Quiet(), CATALOG.find("AL-ST6X6X1/4"), "5356", 120.0, "LRFD", alloy=ALLOY)
    cases = [("bends", Action(M_x=8.0, V_y=0.5)), ("twists", Action(T=6.0, V_y=2.0)), ("stands", Action(N=3.0))]
    sheet = Sheet()
    sheet.part("support", "checks")
    checks = {k.name: k for k in combined.strength_checks(sheet, combined.envelope(cases, c), c)}
    assert {n: k.case for n, k in checks.items()} == {
        "Flexure": "bends", "Shear": "twists", "Torsion": "twists", "Compression": "stands",
        "Combined forces": max(cases, key=lambda x: combined.ratios(x[1], c).together)[0],
    }  # fmt: skip
    assert [(checks[n].demand, checks[n].unit, checks[n].clause) for n in ("Flexure", "Shear", "Torsion")] == [
        (8.0, "kip-ft", "ADM F"), (2.0, "kip", "ADM G"), (6.0, "kip-ft", "ADM H.2"),
    ]  # fmt: skip
    assert checks["Flexure"].capacity == pytest.approx(c.M_x / 12.0)
    together = [combined.ratios(a, c).together for _, a in cases]
    assert checks["Combined forces"].ratio == pytest.approx(max(together))


# The whole catalog at once.
@pytest.mark.parametrize("filler", ["5356", "4043"])
@pytest.mark.parametrize("method", ["LRFD", "ASD"])
def test_the_sweep_gives_what_one_tube_after_another_gives(filler, method):
    action = Action(1.0, 0.3, 0.6, 5.0, 2.0, 1.5)
    seen = 0
    for group in option.groups(PACKS.aluminum, ("tube_round", "tube_square"), filler):
        ratios, held = option.by_loads(group, [action], method, 12.0, ALLOY, filler)
        for i, tube in enumerate(group.sections):
            c = available_aluminum(Quiet(), tube, filler, 144.0, method, alloy=ALLOY)
            assert held[0][i] == pytest.approx(c.M_x / 12.0)
            assert ratios["Combined forces"][i] == pytest.approx(combined.ratios(action, c).together)
            assert bool(group.reasons[i]) != usable(tube)
            seen += 1
    assert seen == len(CATALOG.sections)


def test_the_sheet_takes_the_strengths_of_the_filler_from_the_pack():
    for filler, t, F in (("5356", 0.5, 15.0), ("4043", 0.5, 11.0), ("4043", 0.25, 15.0)):
        sheet = Sheet()
        sheet.part("support", "material")
        ALLOY.record(sheet, filler, t, PACKS.aluminum.label)
        taken = {s.symbol: s for s in sheet.parts[0].steps if isinstance(s, Taken)}
        assert (taken["F_tyw"].value, taken["F_tyw"].unit, taken["F_tyw"].pack) == (F, "ksi", "sections_aluminum v1")
        assert taken["E"].value == E
