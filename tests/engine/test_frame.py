"""Posts in a line against a frame program: PyNite's beam elements give the posts what the shares say."""

from __future__ import annotations

from typing import Any

import pytest
from Pynite import FEModel3D

from apex.engine.design import Design, design
from apex.engine.load.action import Action
from apex.engine.steel.section import Box
from apex.packs.load import load_packs
from tests.engine.documents import cabinet, document

PACKS = load_packs()
SECTION = "HSS10X10X3/8"
STIFF, SOFT = 1e4, 1e-9
LINES = [(2, 10.0), (2, 5.0), (3, 7.0), (5, 3.5)]


def worked(count: int, spacing: float) -> Design:
    """One cabinet and no wind on the posts: each case is one force at one height."""
    sign = [cabinet(width_ft=16, height_ft=6, bottom_ft=12)]
    return design(
        document(
            support__section=SECTION, support__count=count, support__spacing_ft=spacing, sign__cabinets=sign,
            options__gust=0.85, options__wind_on_support=False,
        ),
        PACKS,
    )  # fmt: skip


def frame(places: tuple[float, ...], F: float, at: float, z: float, *, twist: float) -> list[tuple[float, float]]:
    """Shear and moment (kip, kip-ft) at the feet of posts fixed at grade and joined at z by a beam stiff in plan.

    The wind is along Z, up is Y. `twist` is what beam and posts keep of their torsional stiffness.
    """
    s = PACKS.sections.find(SECTION)
    assert isinstance(s, Box)
    model: Any = FEModel3D()
    model.add_material("steel", 29000.0, 11200.0, 0.3, 0.0)
    model.add_section("post", s.A, s.I_x, s.I_x, twist * s.J)
    model.add_section("beam", STIFF * s.A, STIFF * s.I_x, STIFF * s.I_x, twist * STIFF * s.J)
    stops = sorted({*places, at})
    for i, x in enumerate(stops):
        model.add_node(f"top {i}", 12.0 * x, 12.0 * z, 0.0)
        if i:
            model.add_member(f"beam {i}", f"top {i - 1}", f"top {i}", "steel", "beam")
    feet = [i for i, x in enumerate(stops) if x in places]
    for i in feet:
        model.add_node(f"foot {i}", 12.0 * stops[i], 0.0, 0.0)
        model.def_support(f"foot {i}", *[True] * 6)
        model.add_member(f"post {i}", f"foot {i}", f"top {i}", "steel", "post")
    model.add_node_load(f"top {stops.index(at)}", "FZ", F)
    model.analyze_linear()
    found = [model.nodes[f"foot {i}"] for i in feet]
    return [(-n.RxnFZ["Combo 1"], -n.RxnMX["Combo 1"] / 12.0) for n in found]


def cases(found: Design) -> list[tuple[float, float, float, tuple[Action, Action]]]:
    """Force (kip), its place along the face and its height, with what the end posts are given."""
    left, right = (dict(p.wind) for p in found.support.demand.posts)
    return [
        (r.F / 1000.0, r.T / r.F, r.M / r.F, (left[f"{name} (±)"], right[f"{name} (±)"]))
        for name, r in found.support.demand.normal
    ]


@pytest.mark.parametrize(("count", "spacing"), LINES)
def test_the_end_posts_carry_what_the_frame_gives_them(count: int, spacing: float) -> None:
    found = worked(count, spacing)
    for F, at, z, ends in cases(found):
        feet = frame(found.setting.posts.places, F, at, z, twist=SOFT)
        assert sum(V for V, _ in feet) == pytest.approx(F)
        for (V, M), given in zip((feet[0], feet[-1]), ends, strict=True):
            assert given.V_y == pytest.approx(V, abs=1e-3 * F)
            assert given.M_x == pytest.approx(M, abs=1e-3 * F * z)


@pytest.mark.parametrize(("count", "spacing"), LINES)
def test_the_twist_posts_and_cabinet_resist_only_eases_the_post_that_governs(count: int, spacing: float) -> None:
    """With their torsional stiffness the posts take part of the couple themselves: our moment is not exceeded."""
    found = worked(count, spacing)
    for F, at, z, ends in cases(found):
        feet = frame(found.setting.posts.places, F, at, z, twist=1.0)
        most = max(abs(M) for _, M in feet)
        ours = max(abs(a.M_x) for a in ends)
        assert most <= ours * 1.002
        if at:
            assert most < ours
