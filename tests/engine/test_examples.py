"""Each example is there to show something, and together they show every kind of support and foundation."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from apex.engine.design import Design, design
from apex.engine.document import Document
from apex.engine.envelope import show_ratio
from apex.engine.footing.spread import SpreadFooting
from apex.engine.foundation.buried import BuriedPole
from apex.engine.foundation.drilled import DrilledPier
from apex.engine.steel.section import Box, Round, WideFlange
from apex.engine.support.tube import AluminumTube
from apex.engine.trace import Taken, by_use
from apex.packs.load import load_packs
from apex.schema.read import read
from apex.schema.text import load_yaml

FILES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))
FAILING = {"nothing_feasible", "fuel_stop_new_cabinet"}


@functools.cache
def shown(name: str) -> Design:
    (file,) = [f for f in FILES if f.stem == name]
    return design(read(Document, load_yaml(file.read_bytes())), load_packs())


def test_there_are_twelve() -> None:
    assert len(FILES) == 12


@pytest.mark.parametrize("name", [f.stem for f in FILES if f.stem not in FAILING])
def test_an_example_passes_whole(name: str) -> None:
    found = shown(name)
    assert found.passes, [(c.name, c.ratio) for c in found.checks if not c.passes]
    assert found.price is not None and found.price.total_usd > 0


def test_together_they_show_every_support_and_every_foundation() -> None:
    every = [shown(f.stem) for f in FILES]
    posts = [(d.document.support, d.support.section) for d in every]
    assert {type(section) for _, section in posts} == {Round, Box, WideFlange}
    assert {section.family for _, section in posts} >= {
        "HSS_round", "HSS_square", "HSS_rect", "pipe", "W", "tube_square",
    }  # fmt: skip
    assert {support.count for support, _ in posts} == {1, 2, 3}
    assert {support.method for support, _ in posts} == {"LRFD", "ASD"}
    assert any(support.covers for support, _ in posts)
    cabinets = [d.document.sign.cabinets for d in every]
    assert any(len(c) > 1 for c in cabinets) and any(c[0].bottom_ft == 0.0 for c in cabinets)
    assert any(c[0].offset_ft for c in cabinets) and any(c[0].solid_ratio <= 0.7 for c in cabinets)
    foundations = [(d.document.foundation, d.foundation) for d in every]
    assert {type(made) for _, made in foundations} == {BuriedPole, DrilledPier, SpreadFooting}
    assert {asked.shape for asked, _ in foundations} == {"round", "square"}
    assert any(asked.constrained for asked, _ in foundations)
    assert any(asked.pole_embedment_ft for asked, _ in foundations)
    sites = [d.document.site for d in every]
    assert {site.code_basis for site in sites} == {"IBC2018", "IBC2021", "IBC2024"}
    assert any(site.ice_in for site in sites) and any(site.snow_psf for site in sites) and any(s.sds for s in sites)


def test_the_bank_leans_on_one_of_its_posts_and_twists_neither() -> None:
    found = shown("bank_two_posts")
    left, right = (dict(post.wind) for post in found.support.demand.posts)
    case_b = next(name for name in right if "case B" in name)
    assert abs(right[case_b].V_y - left[case_b].V_y) > 0.5 * (right[case_b].V_y + left[case_b].V_y)
    assert all(a.T == 0.0 for post in (left, right) for a in post.values())
    assert isinstance(found.foundation, DrilledPier) and found.plate is not None
    assert found.plate.passes and found.plate.anchors.count == len(found.plate.points)
    assert any("Di + Wi" in name for name, _ in found.support.strength_cases)
    assert found.quantities is not None and found.quantities.anchor_rods == 2 * len(found.plate.points)


def test_the_letters_twist_nothing_and_their_posts_have_a_cage_below_them() -> None:
    found = shown("ballpark_open_letters")
    assert all(r.T == 0.0 for _, r in found.support.demand.normal)
    assert not [name for name, _ in found.support.demand.normal if "case C" in name]
    made = found.foundation
    assert isinstance(made, BuriedPole) and made.post is not None
    assert made.pole_embedment_ft == 4.5 < made.depth_ft
    assert made.post.cage.passes


def test_the_monument_stands_on_the_ground_and_its_footing_is_found() -> None:
    found = shown("plaza_monument_footing")
    c = found.document.sign.cabinets[0]
    case_a = dict(found.support.demand.normal)["case A"]
    assert c.height_ft / 2.0 * 1.05 < case_a.M / case_a.F
    made = found.foundation
    assert isinstance(made, SpreadFooting) and made.mats is not None and made.bars
    assert made.depth_ft >= found.document.site.frost_depth_ft
    assert all(row.q_max_psf is not None and row.q_max_psf <= 2000.0 for row in made.bearing)
    assert found.plate is not None and found.plate.passes


def test_the_trailhead_is_judged_by_the_welded_strength_of_its_tubes() -> None:
    found = shown("trailhead_aluminum_posts")
    assert found.document.top_ft <= 15.0
    assert isinstance(found.support.metal, AluminumTube)
    assert "ADM" in " ".join(c.clause for c in found.support.checks)
    taken = {s.symbol: s.value for p in found.sheet.parts for s in p.steps if isinstance(s, Taken)}
    assert taken["F_tyw"] == 15.0


def test_the_larger_cabinet_fails_in_the_old_pier_and_nowhere_else() -> None:
    found = shown("fuel_stop_new_cabinet")
    assert [c.name for c in found.checks if not c.passes] == ["Embedment depth"]
    made = found.foundation
    assert isinstance(made, BuriedPole)
    assert made.depth_ft == 6.0 < made.burial.depth_required_ft
    assert any("slab" in a and a.startswith("warning:") for a in found.sheet.assumptions)


def test_the_billboard_has_no_section_and_says_which_was_nearest() -> None:
    found = shown("nothing_feasible")
    assert not found.feasible and not found.passes and found.price is None
    assert found.selection is not None and found.selection.nearest is not None
    (said,) = (a for a in found.sheet.assumptions if "no section of the chosen families" in a)
    failing = [f"{c.name.lower()} {show_ratio(c.ratio)}" for c in by_use(found.checks) if not c.passes]
    assert said.endswith("fails in " + "; ".join(failing)) and failing[0].startswith(found.governing.name.lower())


def test_new_examples_say_in_a_comment_what_they_show() -> None:
    told = [f.stem for f in FILES if f.read_text().startswith("#")]
    assert set(told) >= {
        "bank_two_posts", "ballpark_open_letters", "plaza_monument_footing", "trailhead_aluminum_posts",
        "fuel_stop_new_cabinet",
    }  # fmt: skip


@pytest.mark.parametrize(("count", "crosses"), [(4, None), (8, 0.0), (12, 3.0)])
def test_crossties_that_would_run_through_a_post_fail(count, crosses) -> None:
    """Bars evenly along a face: with 8 one in its middle, with 12 two a third of the square of bars apart."""
    raw = load_yaml(next(f for f in FILES if f.stem == "ballpark_open_letters").read_bytes())
    raw["foundation"]["rebar"] = {"size": 9, "count": count}
    found = design(read(Document, raw), load_packs())
    made = [c for c in found.checks if c.name == "Crossties beside the post"]
    assert bool(made) is (crosses is not None)
    if made:
        half = found.foundation.post.cage.layout.points[0][0]
        assert made[0].capacity == pytest.approx(abs(half) / 3.0 if crosses else 0.0, abs=1e-9)
        assert not made[0].passes
        assert any("crossties of the pier" in a for a in found.sheet.assumptions)
