"""Known traps of the wind, each by name: what signs have been got wrong with before."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.engine.design import Design, design
from apex.engine.document import Cabinet
from apex.engine.trace import Computed, Note
from apex.engine.wind.cabinet import unbroken
from apex.engine.wind.coefficient import bilinear, case_c
from apex.packs.load import load_packs
from tests.engine.documents import cabinet, document

PACKS = load_packs()
FIGURE = PACKS.wind["7-16"].sign


def worked(**changes: object) -> Design:
    return design(document(**{"options__gust": 0.85, "options__wind_on_support": False, **changes}), PACKS)


def case(found: Design, name: str):
    return dict(found.support.demand.normal)[name]


@pytest.mark.parametrize(
    ("B_s", "s_h", "C_f"),
    [(1, 1.0, 1.45), (1, 0.1, 1.80), (20, 1.0, 1.30), (0.05, 0.5, 1.95), (60, 0.16, 1.95), (1.5, 0.32, 1.7925),
     (3.236, 0.545, 1.678)],
)  # fmt: skip
def test_the_force_coefficient_is_read_from_the_figure_and_never_flat(B_s: float, s_h: float, C_f: float) -> None:
    assert bilinear(FIGURE, B_s, s_h) == pytest.approx(C_f, abs=5e-4)


def test_rows_of_the_figure_are_not_reversed_in_s_over_h() -> None:
    for B_s in (0.05, 0.5, 1.0, 2.0, 5.0, 20.0, 45.0):
        column = [bilinear(FIGURE, B_s, s_h) for s_h in (0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0)]
        assert column == sorted(column, reverse=True)


@pytest.mark.parametrize("basis", ["IBC2021", "IBC2024"])
def test_k_d_is_applied_exactly_once(basis: str) -> None:
    found = worked(site__code_basis=basis)
    k, z_g, alpha = (2.01, 900.0, 9.5) if basis == "IBC2021" else (2.41, 2460.0, 9.8)
    bare = 0.00256 * k * (25.0 / z_g) ** (2.0 / alpha) * 115.0**2
    assert found.sign.q_kd == pytest.approx(0.85 * bare)
    assert found.sign.q_h == pytest.approx(0.85 * bare if basis == "IBC2021" else bare)
    assert pytest.approx(0.85 * bare * 0.85 * 1.7925 * 96.0) == case(found, "case A").F


def test_k_d_is_0_90_for_a_square_edge_and_1_for_a_round_pole() -> None:
    found = worked()
    edge = 0.00256 * found.sign.K_z * 0.90 * 115.0**2 * (1.4 + 0.6 * 5.5 / 18.0) * 16.0 * 0.85
    assert pytest.approx(edge) == found.support.demand.along.F
    pole = worked(options__wind_on_support=True).support.demand.along.F - found.support.demand.along.F
    z = (17.0, 25.0)
    q = [0.00256 * 2.01 * (h / 900.0) ** (2 / 9.5) * 115.0**2 for h in z]
    D = PACKS.sections.find("HSS12.750X0.375").depth_in / 12.0
    C_f = 0.6 + 0.1 * (25.0 / D - 7.0) / 18.0
    assert pole == pytest.approx(0.85 * C_f * D * (q[0] * 17.0 + q[1] * 8.0))


def test_7_22_has_its_own_terrain_constants() -> None:
    old, new = worked(site__exposure="B"), worked(site__exposure="B", site__code_basis="IBC2024")
    assert old.sign.K_z == pytest.approx(2.01 * (25 / 1200) ** (2 / 7))
    assert new.sign.K_z == pytest.approx(2.41 * (25 / 3280) ** (2 / 7.5))
    said = {s.clause.cite(new.editions.names()) for p in new.sheet.parts for s in p.steps if isinstance(s, Computed)}
    assert not [c for c in said if "7-16" in c]


def test_no_importance_factor_multiplies_the_wind() -> None:
    loads = {worked(site__risk_category=c).support.demand.along.M for c in ("I", "II", "III", "IV")}
    assert len(loads) == 1


@pytest.mark.parametrize("width", [6.0, 16.0, 40.0])
def test_case_b_is_kept_whatever_the_aspect(width: float) -> None:
    found = worked(sign__cabinets=[cabinet(width_ft=width)])
    names = {n for n, _ in found.support.demand.normal}
    assert {"case A", "case B left", "case B right"} <= names
    assert ("case C left" in names) == (width / 8.0 >= 2.0) == ("case C right" in names)
    A, B = case(found, "case A"), case(found, "case B right")
    assert (pytest.approx(A.F), pytest.approx(A.M)) == (B.F, B.M)
    assert pytest.approx(0.2 * width * A.F) == B.T


def test_q_is_taken_at_the_top_not_the_centroid() -> None:
    assert worked().sign.K_z == pytest.approx(2.01 * (25.0 / 900.0) ** (2 / 9.5))
    two = worked(sign__cabinets=[cabinet(), cabinet(bottom_ft=40, height_ft=4)], options__grouping="each")
    assert {s.q_kd for s in two.sign.solids} == {two.sign.q_kd}
    assert two.sign.K_z == pytest.approx(2.01 * (44.0 / 900.0) ** (2 / 9.5))


def test_the_arm_of_the_wind_is_the_center_of_the_face_not_its_top_nor_its_bottom() -> None:
    A = case(worked(), "case A")
    assert pytest.approx(21.0) == A.M / A.F
    ground = case(worked(sign__cabinets=[cabinet(bottom_ft=0)]), "case A")
    assert pytest.approx(4.0 + 0.05 * 8.0) == ground.M / ground.F


def test_wind_acts_at_the_center_of_area_whatever_the_cabinets_weigh() -> None:
    def sign(*weights: float) -> Design:
        return worked(sign__cabinets=[cabinet(weight_psf=weights[0]), cabinet(bottom_ft=30, weight_psf=weights[1])])

    light, heavy = sign(2, 30), sign(30, 2)
    assert pytest.approx(heavy.support.demand.normal[0][1].M) == light.support.demand.normal[0][1].M
    assert light.support.demand.weight_height_ft > heavy.support.demand.weight_height_ft


@given(aspect=st.floats(2.0, 60.0), s=st.floats(0.5, 20.0))
def test_strips_of_case_c_follow_each_other_and_end_at_b(aspect: float, s: float) -> None:
    B = aspect * s
    strips = case_c(PACKS.wind["7-16"].strips, B, s)
    assert strips[0].start == 0.0 and strips[-1].end == pytest.approx(B)
    assert all(a.end == pytest.approx(b.start) for a, b in pairwise(strips))
    assert sum(c.end - c.start for c in strips) == pytest.approx(B)
    assert all(c.end >= c.start and 0.5 < c.cf < 4.31 for c in strips)


@pytest.mark.parametrize(("B_s", "expected"), [
    (2, [2.25, 1.50]), (2.5, [2.425, 1.60, 1.15]), (3, [2.60, 1.70, 1.15]), (3.5, [2.75, 1.80, 1.225, 1.10]),
    (4, [2.90, 1.90, 1.30, 1.10]), (9, [3.65, 2.35, 1.75, 1.00]), (10, [3.75, 2.45, 1.85, 0.95]),
    (11.5, [3.875, 2.525, 1.925, 1.225, 1.15, 0.925, 0.55]), (13, [4.00, 2.60, 2.00, 1.50, 1.35, 0.90, 0.55]),
    (29, [4.15, 2.575, 1.975, 1.675, 1.60, 1.00, 0.55]), (50, [4.30, 2.55, 1.95, 1.85, 1.85, 1.10, 0.55]),
])  # fmt: skip
def test_strips_of_case_c_have_the_coefficients_of_the_figure(B_s: float, expected: list[float]) -> None:
    assert [c.cf for c in case_c(PACKS.wind["7-22"].strips, 10.0 * B_s, 10.0)] == pytest.approx(expected)


def test_no_case_and_no_direction_is_dropped() -> None:
    found = worked(sign__cabinets=[cabinet(width_ft=30), cabinet(bottom_ft=25.5, width_ft=20, height_ft=4)])
    names = {n for n, _ in found.support.demand.loads.wind}
    letters = ("case A", "case B left", "case B right", "case C left", "case C right")
    wanted = {f"{g}, {c} (±)" for g in ("each", "merged") for c in letters}
    assert names == wanted | {"along the face, to the right", "along the face, to the left"}


def test_the_minimum_of_16_psf_is_a_floor_on_the_whole_case_and_is_said() -> None:
    low = worked(site__wind_speed_mph=85, site__exposure="B", sign__cabinets=[cabinet(width_ft=30, solid_ratio=0.71)])
    A, C = case(low, "case A"), case(low, "case C left")
    assert pytest.approx(16.0 * 240.0) == A.F
    assert C.F >= 16.0 * 240.0 * (1.0 - 1e-12)
    notes = [s.text for p in low.sheet.parts for s in p.steps if isinstance(s, Note)]
    assert any("minimum of 16 psf governs" in n for n in notes)


def least(found: Design, *, iced: bool = False) -> dict[str, float]:
    """What the sheet says of the minimum on posts and edges: pounds by the words before them."""
    title = "Where the minimum of 16 psf governs" + (", with ice" if iced else "")
    steps = [s for p in found.sheet.parts if p.title == title for s in p.steps]
    notes, forces = steps[::2], steps[1::2]
    assert all(isinstance(f, Computed) and f.clause.key == "wind.force.minimum_force" for f in forces)
    said = {tuple(n.text.split(": ")[0].split("; ")): f.value for n, f in zip(notes, forces, strict=True)}
    return {name: pounds for names, pounds in said.items() for joined in names for name in apart(joined)}


def apart(joined: str) -> list[str]:
    """The parts that are told together because they differ in the direction of the wind alone."""
    part, comma, winds = joined.partition(", wind ")
    return [part + comma + wind for wind in winds.split(" and ")]


def test_the_sheet_says_where_the_minimum_governs_on_posts_and_edges() -> None:
    """What it says adds up to the wind that is used, and above the minimum it says nothing."""
    low = worked(options__wind_on_support=True, site__wind_speed_mph=85, site__exposure="B")
    said, D = least(low), 12.75 / 12.0
    assert said["Post from 0 to 17 ft, wind normal to the face"] == pytest.approx(16.0 * D * 17.0)
    assert said["Edge of cabinet 1, wind along the face"] == pytest.approx(16.0 * 2.0 * 8.0)
    along = [pounds for words, pounds in said.items() if "wind along" in words]
    assert sum(along) == pytest.approx(low.support.demand.along.F)
    strong = worked(options__wind_on_support=True, support__section="HSS12X12X1/2", site__wind_speed_mph=150)
    assert not least(strong)
    row = worked(
        options__wind_on_support=True, site__wind_speed_mph=85, site__exposure="B", support__count=2,
        support__spacing_ft=6,
    )  # fmt: skip
    assert least(row)["2 posts together from 0 to 17 ft, wind along the face"] == pytest.approx(32.0 * D * 17.0)


def test_with_ice_the_minimum_is_said_of_the_faces_too() -> None:
    found = worked(options__wind_on_support=True, site__ice_in=1, site__ice_wind_mph=30)
    said = least(found, iced=True)
    (faces,) = (pounds for words, pounds in said.items() if "case A" in words)
    assert found.support.demand.iced is not None
    posts = said["Post from 0 to 17 ft, wind normal to the face"]
    assert pytest.approx(faces + posts) == dict(found.support.demand.iced.normal)["ice, case A"].F


@pytest.mark.parametrize(
    ("upper", "closed"),
    [
        ({"bottom_ft": 25.0}, True),
        ({"bottom_ft": 25.0, "width_ft": 8.0, "offset_ft": 2.0}, True),
        ({"bottom_ft": 25.5}, False),
        ({"bottom_ft": 17.0, "offset_ft": 12.0}, True),
        ({"bottom_ft": 17.0, "offset_ft": 12.5}, False),
    ],
)
def test_a_gap_between_cabinets_takes_the_reduction_from_them_as_one_sign(upper: dict, closed: bool) -> None:
    """Fig. 29.3-1 of 7-22 reduces a sign closed on all sides; wind goes in where cabinets stand apart."""
    both = [cabinet(double_faced=True, depth_ft=2), cabinet(double_faced=True, depth_ft=2, **upper)]
    found = worked(site__code_basis="IBC2024", sign__cabinets=both)
    merged = next(w for w in found.sign.solids if "+" in w.solid.name)
    alone = [w for w in found.sign.solids if "+" not in w.solid.name]
    assert all(w.k_face < 1.0 for w in alone)
    assert (merged.k_face < 1.0) is closed
    assert closed is (merged.e < 0.2 * merged.solid.B)
    assert any("not closed on all sides" in a for a in found.sheet.assumptions) is not closed


def test_cabinets_around_a_gap_are_not_closed_and_ice_between_touching_ones_opens_none() -> None:
    left, top, low = (
        Cabinet(width_ft=w, height_ft=s, bottom_ft=z, offset_ft=x, weight_psf=10)
        for w, s, z, x in ((2, 12, 10, 1), (6, 4, 18, 5), (6, 4, 10, 5))
    )
    assert unbroken([left, top]) and unbroken([left, low])
    assert not unbroken([left, top, low])
    apart = replace(top, bottom_ft=18.0 + 2e-9)
    assert unbroken([left, replace(low, height_ft=8.0), apart])


def test_a_double_faced_sign_is_reduced_in_7_22_only() -> None:
    plain, closed = (
        worked(site__code_basis="IBC2024", sign__cabinets=[cabinet(double_faced=d, depth_ft=2)]) for d in (False, True)
    )
    unsaid = worked(site__code_basis="IBC2024", sign__cabinets=[cabinet(double_faced=True)])
    assert case(unsaid, "case A").F == case(plain, "case A").F  # no depth given, no reduction
    assert pytest.approx(case(plain, "case A").F * (1.0 - 0.133 * 2.0 / 8.0)) == case(closed, "case A").F
    e = case(closed, "case B right").T / case(closed, "case B right").F
    assert e == pytest.approx((0.2 - 0.25 * 2.0 / 12.0) * 12.0)
    old = [case(worked(sign__cabinets=[cabinet(double_faced=d, depth_ft=2)]), "case A").F for d in (False, True)]
    assert old[0] == old[1]


def test_a_flag_sign_shows_its_whole_pole_and_twists_it() -> None:
    hidden, flag = (worked(options__wind_on_support=True, sign__cabinets=[cabinet(offset_ft=x)]) for x in (0.0, 8.0))
    A, B = case(hidden, "case A"), case(flag, "case A")
    assert B.F > A.F
    assert pytest.approx(8.0) == B.T / case(worked(), "case A").F


@pytest.mark.parametrize(("kind", "side", "expected"), [("ridge", "upwind", 1.45), ("hill", "upwind", 1.05),
                                                        ("escarpment", "downwind", 0.85)])  # fmt: skip
def test_topography_is_that_of_the_figure(kind: str, side: str, expected: float) -> None:
    land = {"kind": kind, "H_ft": 100.0, "L_h_ft": 250.0, "x_ft": 50.0, "side": side}
    base = worked()
    gamma, mu = {"ridge": (3.0, 1.5), "hill": (4.0, 1.5), "escarpment": (2.5, 4.0)}[kind]
    K = expected * 0.4 * (1 - 50.0 / (mu * 250.0)) * math.exp(-gamma * 25.0 / 250.0)
    assert worked(site__topography=land).sign.q_h / base.sign.q_h == pytest.approx((1.0 + K) ** 2)
    flat = {**land, "H_ft": 14.0, "L_h_ft": 20.0}
    assert worked(site__topography=flat).sign.q_h == base.sign.q_h


def test_elevation_thins_the_air_only_where_it_is_asked_to() -> None:
    high, ignored = (worked(site__elevation_ft=5000, options__use_elevation=u).sign.q_h for u in (True, False))
    assert high / ignored == pytest.approx(math.exp(-0.181))


def test_one_cabinet_is_the_same_by_every_grouping() -> None:
    base = document(options__gust=0.85)
    found = [
        design(replace(base, options=replace(base.options, grouping=g)), PACKS).support.demand.normal
        for g in ("each", "merged", "envelope")
    ]
    assert found[0] == found[1] == found[2]
