"""Posts in a rigid line: shares by equilibrium, worked again piece by piece; covers; what stands behind a cabinet."""

import copy
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apex.engine.design import design
from apex.engine.document import Cabinet, Cover, Document
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet
from apex.engine.support.line import Posts, line_twist, shared
from apex.engine.trace import Quiet
from apex.engine.wind.member import reaches
from apex.engine.wind.part import block, resultant
from apex.errors import InvalidInputError
from apex.packs.load import load_packs
from apex.schema.read import read
from apex.schema.text import load_yaml

QUIET = Quiet()
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
forces = st.tuples(st.floats(100, 5000), st.floats(-30, 30), st.floats(1, 80))


def on_springs(count, spacing, pieces):
    """Shear and moment of every post: a rigid bar on equal springs, each force carried by itself."""
    x = (np.arange(count) - (count - 1) / 2) * spacing
    stiffness = np.array([[count, x.sum()], [x.sum(), (x * x).sum()]])
    V, M = np.zeros(count), np.zeros(count)
    for F, at, z in pieces:
        shift, turn = np.linalg.solve(stiffness, [F, F * at])
        V += shift + turn * x
        M += (shift + turn * x) * z
    return V, M


def worked(count, spacing, pieces, dead=None):
    """Loads of the end posts under one case made of these forces (lb, ft)."""
    r = resultant([block(F, x, z, 0.0, 0.0) for F, x, z in pieces], 1.0)
    total = Action(V_y=r.F, M_x=r.M, T=r.T)
    loads = LoadSet(dead or Action(N=1.0), [("case (±)", total)])
    return shared(QUIET, Posts(count, spacing), loads, [("case", r)])


@given(st.integers(2, 6), st.floats(1, 30), st.lists(forces, min_size=1, max_size=6))
def test_end_posts_carry_what_a_rigid_bar_on_springs_gives_them(count, spacing, pieces):
    V, M = on_springs(count, spacing, pieces)
    for end, i in zip(worked(count, spacing, pieces), (0, count - 1), strict=True):
        ((_, a),) = end.wind
        assert a.V_y == pytest.approx(V[i], rel=1e-9, abs=1e-6)
        assert a.M_x == pytest.approx(M[i], rel=1e-9, abs=1e-6)
        assert (a.V_x, a.M_y, a.T) == (0.0, 0.0, 0.0)
    # Every post of the line lies between its ends.
    assert min(V[0], V[-1]) - 1e-6 <= V.min()
    assert V.max() <= max(V[0], V[-1]) + 1e-6


def test_case_b_of_a_20_ft_sign_on_posts_8_ft_apart_is_carried_by_one_post():
    left, right = worked(2, 8.0, [(1000.0, 4.0, 20.0)])
    assert (left.wind[0][1].V_y, right.wind[0][1].V_y) == (0.0, 1000.0)
    assert right.wind[0][1].M_x == pytest.approx(20_000.0)


def test_cabinets_that_balance_in_shear_still_lean_on_one_post():
    """Equal forces left and right at different heights have no torsion, but the higher one loads its own post more."""
    left, right = worked(2, 10.0, [(1000.0, 5.0, 40.0), (1000.0, -5.0, 10.0)])
    assert left.wind[0][1].V_y == right.wind[0][1].V_y == 1000.0
    assert right.wind[0][1].M_x == pytest.approx(40_000.0)
    assert left.wind[0][1].M_x == pytest.approx(10_000.0)


def test_weight_beside_the_posts_lifts_the_far_one():
    dead = Action(N=4.0, M_y=4.0 * 7.0)
    left, right = worked(2, 8.0, [(1.0, 0.0, 1.0)], dead)
    assert pytest.approx([-1.5, 5.5]) == [left.dead.N, right.dead.N]
    assert math.isclose(left.dead.N + right.dead.N, dead.N)
    assert math.isclose((right.dead.N - left.dead.N) * 4.0, dead.M_y)
    assert left.dead.M_y == right.dead.M_y == 0.0


def test_a_torsion_without_shear_is_a_couple_between_the_posts():
    loads = LoadSet(Action(N=1.0), [], None, [("seismic", Action(T=12.0))])
    left, right = shared(QUIET, Posts(2, 6.0), loads, [])
    assert (left.seismic[0][1].V_y, right.seismic[0][1].V_y) == (-2.0, 2.0)


def test_along_the_face_every_post_takes_its_part():
    loads = LoadSet(Action(N=1.0), [("along the face", Action(V_x=6.0, M_y=90.0))])
    for end in shared(QUIET, Posts(3, 6.0), loads, []):
        assert end.wind[0][1] == Action(V_x=2.0, M_y=30.0)


@given(st.floats(1, 20), st.floats(1, 20), st.floats(-15, 15))
def test_posts_further_apart_are_loaded_more_evenly(near, wider, e):
    narrow, wide = Posts(2, near), Posts(2, near + wider)
    assert wide.largest(e) <= narrow.largest(e)
    assert wide.largest(e) >= 0.5


def test_the_turn_of_the_line_is_the_difference_of_its_ends():
    posts, delta, e = Posts(2, 8.0), 3.0, 2.5
    ends = [delta * posts.share(QUIET, e, x) for _, x in posts.ends]
    turn = np.degrees((ends[1] - ends[0]) / (8.0 * 12.0))
    assert line_twist(delta=delta, e=e, sum_x2=posts.sum_x2) == pytest.approx(turn)


def two_posts(**support):
    document = load_yaml((EXAMPLES / "main_street_pylon.yaml").read_bytes())
    document["support"] = {**document.get("support", {}), "count": 2, "spacing_ft": 8, "section": None, **support}
    return document


def made(document):
    return design(read(Document, document), load_packs())


def test_two_posts_pass_and_their_loads_add_up():
    found = made(two_posts(section="HSS12.750X0.250"))
    demand = found.support.demand
    assert found.passes
    for i, (_, total) in enumerate(demand.loads.wind):
        ends = [loads.wind[i][1] for loads in demand.posts]
        for name in ("V_x", "V_y", "M_x", "M_y"):
            assert sum(getattr(a, name) for a in ends) == pytest.approx(getattr(total, name), abs=1e-9)
        assert sum(a.V_y * x for a, (_, x) in zip(ends, Posts(2, 8.0).ends, strict=True)) == pytest.approx(total.T)
    assert sum(loads.dead.N for loads in demand.posts) == pytest.approx(demand.loads.dead.N)


def test_a_mirrored_sign_is_the_mirrored_design():
    document = two_posts(section="HSS12.750X0.250")
    document["sign"]["cabinets"][0]["offset_ft"] = 2.0
    mirrored = copy.deepcopy(document)
    mirrored["sign"]["cabinets"][0]["offset_ft"] = -2.0
    right, left = made(document), made(mirrored)
    assert right.governing.ratio == pytest.approx(left.governing.ratio, rel=1e-12)
    assert right.governing.case.replace("right", "left") == left.governing.case.replace("right", "left")
    assert [c.ratio for c in right.checks] == pytest.approx([c.ratio for c in left.checks], rel=1e-9)


def test_an_open_section_serves_where_posts_take_the_torsion_as_a_couple():
    found = made(two_posts(section="W14X38", families=["W"]))
    assert "Torsion" not in {c.name for c in found.support.checks}
    assert found.support.twist_deg > 0.0


def test_the_sweep_and_the_whole_design_agree_for_several_posts():
    found = made(two_posts(families=["HSS_square"], section=None))
    taken = next(c for c in found.selection.candidates if c.section.name == found.support.section.name)
    whole = {c.name: c.ratio for c in found.support.checks}
    for name, ratio in taken.ratios.items():
        if name in whole and name != "Stability":
            assert ratio == pytest.approx(whole[name], rel=1e-9), name


def cabinet(**change):
    return Cabinet(**{"width_ft": 10, "height_ft": 6, "bottom_ft": 10, "weight_psf": 8} | change)


def test_every_post_stands_in_the_wind_where_no_cabinet_is_before_it():
    found = reaches([cabinet()], (-4.0, 4.0, 9.0))
    shown = {(r.x, r.z0, r.z1): r.hidden for r in found}
    assert shown[(-4.0, 10, 16)] == shown[(4.0, 10, 16)] == 1.0
    assert shown[(9.0, 10, 16)] == -4.0
    assert shown[(4.0, 0.0, 10)] == -1.0


def test_a_cover_takes_the_place_of_the_post_in_the_wind_and_adds_its_weight():
    document = two_posts(section="HSS12.750X0.250")
    bare = made(document)
    document["support"]["covers"] = [{"bottom_ft": 0, "top_ft": 10, "width_ft": 3, "depth_ft": 2, "weight_plf": 20}]
    dressed = made(document)
    assert dressed.support.demand.weight_lb - bare.support.demand.weight_lb == pytest.approx(2 * 20 * 10)
    reach = [r for r in reaches(bare.setting.cabinets, (0.0,), read(Document, document).support.covers) if r.cover]
    assert [(r.z0, r.z1) for r in reach] == [(0.0, 10)]
    q = next(q for r, _, q in dressed.setting.pressures["square"] if r.cover)
    # Two covers, C_f 1.3 to 2.0 by height over width, G 0.85, against two bare posts of a foot.
    assert (
        bare.support.demand.along.F + 0.85 * 1.3 * q * 2 * (2 - 12.75 / 12) * 10 * 0.5 < dressed.support.demand.along.F
    )


@pytest.mark.parametrize(
    ("support", "field"),
    [
        ({"covers": [{"bottom_ft": 0, "top_ft": 90, "width_ft": 2, "depth_ft": 2}]}, "support.covers.0.top_ft"),
        ({"covers": [{"bottom_ft": 9, "top_ft": 8, "width_ft": 2, "depth_ft": 2}]}, "support.covers.0.top_ft"),
        ({"hand_holes": [{"center_ft": 80, "width_in": 4, "height_in": 6}]}, "support.hand_holes.0.center_ft"),
        ({"segments": [{"section": "HSS10.000X0.250", "length_ft": 5}]}, "support.segments"),
    ],
)
def test_what_does_not_fit_the_support_is_named(support, field):
    with pytest.raises(InvalidInputError) as caught:
        read(Document, two_posts(**support))
    assert field in {p.field for p in caught.value.problems}


def test_a_cover_lower_than_the_post_leaves_the_rest_of_it_bare():
    found = reaches([cabinet()], (0.0,), (Cover(bottom_ft=0, top_ft=4, width_ft=2, depth_ft=2),))
    assert [(r.z0, r.z1, r.cover is not None) for r in found] == [(0, 4, True), (4, 10, False), (10, 16, False)]


def test_a_post_that_is_lifted_is_held_by_the_weight_of_its_pier():
    document = two_posts(section="HSS16.000X0.500", spacing_ft=6)
    document["sign"]["cabinets"][0] |= {"offset_ft": 14.0, "weight_psf": 60}
    found = made(document)
    check = next(c for c in found.checks if c.name == "Uplift")
    left, right = (loads.dead.N for loads in found.support.demand.posts)
    assert left < 0.0 < right
    assert check.case.endswith("left post")
    depth, area = found.foundation.depth_ft, math.pi / 4 * document["foundation"].get("diameter_ft", 3) ** 2
    assert check.capacity == pytest.approx(0.6 * 0.150 * area * depth)
    assert check.demand == pytest.approx(-min(a.N for _, a in found.support.soil))
    document["foundation"]["water_depth_ft"] = 2.0
    wet = made(document)
    check = next(c for c in wet.checks if c.name == "Uplift")
    depth = wet.foundation.depth_ft
    assert check.capacity == pytest.approx(0.6 * area * (0.150 * depth - 0.0624 * (depth - 2.0)))


def test_uplift_that_bending_does_not_cover_deepens_the_pier():
    document = two_posts(section="HSS16.000X0.500", spacing_ft=3)
    document["sign"]["cabinets"][0] |= {"offset_ft": 20.0, "weight_psf": 60, "bottom_ft": 2.0}
    document["site"] |= {"wind_speed_mph": 85}
    document["foundation"] |= {"max_depth_ft": 100}
    found = made(document)
    assert next(c for c in found.checks if c.name == "Uplift").passes
    assert found.foundation.depth_ft > found.foundation.burial.depth_required_ft + 1.0
