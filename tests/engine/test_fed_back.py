"""What the engine chose, written back into the document as given sizes: the same checks with the same ratios."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from apex.engine.design import Design, design
from apex.engine.document import BasePlate, Document, Rebar
from apex.engine.document.foundation import Ties
from apex.engine.footing.spread import SpreadFooting
from apex.engine.foundation.buried import BuriedPole
from apex.engine.foundation.cage import Cage
from apex.engine.foundation.drilled import DrilledPier
from apex.errors import InvalidInputError, OutOfScope
from apex.packs.load import load_packs
from tests.engine.documents import KINDS, cabinet, document, documents
from tests.proof.dose import DRAWS

PACKS = load_packs()
SLOW = settings(suppress_health_check=list(HealthCheck), phases=[Phase.generate])
"""A document that fails is shown as it was drawn: to shrink it would take minutes."""
SIGNS: dict[str, dict[str, Any]] = {
    "one post": {"sign__cabinets": [cabinet(width_ft=8, height_ft=5, bottom_ft=10)]},
    "flag, seismic": {
        "sign__cabinets": [cabinet(width_ft=6, height_ft=4, bottom_ft=12, offset_ft=3)], "site__sds": 0.9,
        "site__sd1": 0.4, "site__s1": 0.4, "support__method": "ASD",
    },
    "two posts": {
        "sign__cabinets": [cabinet(width_ft=16, height_ft=6, bottom_ft=6)], "support__count": 2,
        "support__spacing_ft": 10, "support__families": ["W", "HSS_square"], "site__snow_psf": 20,
    },
    "three posts, ice": {
        "sign__cabinets": [cabinet(width_ft=24, height_ft=5, bottom_ft=8)], "support__count": 3,
        "support__spacing_ft": 9, "site__ice_in": 1.0, "site__ice_wind_mph": 40, "site__code_basis": "IBC2024",
    },
}  # fmt: skip
FOUNDATIONS: dict[str, dict[str, Any]] = {
    "burial": {"kind": "direct_burial", "diameter_ft": 2.5},
    "held at grade": {"kind": "direct_burial", "diameter_ft": 2.5, "constrained": True, "restraint": "rigid_slab"},
    "short post": {"kind": "direct_burial", "diameter_ft": 3, "pole_embedment_ft": 4},
    "drilled pier": {"kind": "drilled_pier", "diameter_ft": 3},
    "square pier": {"kind": "drilled_pier", "shape": "square", "width_ft": 3},
    "footing": {"kind": "spread_footing"},
}
RULES_OF_GIVEN, RULES_OF_SEARCH = {"Frost depth", "Least depth"}, {"Greatest depth"}
"""A depth that is chosen obeys the first by itself; one that is given may be any depth."""


def rebar_of(cage: Cage) -> Rebar:
    ties = Ties(size=cage.ties.bar.size, spacing_in=cage.tie_spacing_in)
    return Rebar(size=cage.vertical.bar.size, count=cage.vertical.count, fy_ksi=cage.f_y_ksi, ties=ties)


def given_back(found: Design) -> Document:
    """The document with every size the engine chose."""
    made, asked = found.foundation, found.document
    assert made is not None
    support = asked.support
    if support.segments is None:
        support = replace(support, section=found.support.section.name, grade=found.support.grade.name)
    f = asked.foundation
    match made:
        case BuriedPole():
            cage = made.post.cage if made.post else None
            f = replace(f, depth_ft=made.depth_ft, rebar=rebar_of(cage) if cage else f.rebar)
        case DrilledPier():
            f = replace(f, depth_ft=made.depth_ft, rebar=rebar_of(made.cage))
        case SpreadFooting():
            b = made.footing
            pedestal = b.c_ft if b.pedestal_height_ft > 0.0 else f.pedestal_ft
            f = replace(
                f, width_ft=b.B_ft, length_ft=b.L_ft, thickness_ft=b.t_ft, depth_ft=b.D_ft, pedestal_ft=pedestal
            )
    plate = asked.baseplate
    if found.plate is not None:
        p = found.plate
        held = plate.concrete if plate else None
        plate = BasePlate(plate=p.plate, anchors=p.anchors, weld=p.weld, concrete=held)
    return replace(asked, support=support, foundation=f, baseplate=plate)


def ratios(found: Design) -> dict[str, float]:
    """By name; a name that comes twice (pier and post) gets its place."""
    seen: dict[str, float] = {}
    for c in found.checks:
        seen[c.name if c.name not in seen else f"{c.name} again"] = c.ratio
    return seen


def same(found: Design) -> None:
    again = design(given_back(found), PACKS)
    before, after = ratios(found), ratios(again)
    assert before.keys() - after.keys() <= RULES_OF_SEARCH
    assert after.keys() - before.keys() <= RULES_OF_GIVEN
    for name in before.keys() & after.keys():
        assert after[name] == pytest.approx(before[name], rel=1e-9, abs=1e-12), name
    assert not found.passes or again.passes
    assert again.support.section is found.support.section


@pytest.mark.parametrize("foundation", FOUNDATIONS)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_chosen_design_given_back_passes_with_the_same_ratios(sign: str, foundation: str) -> None:
    asked = document(support__section=None, foundation=FOUNDATIONS[foundation], **SIGNS[sign])
    found = design(asked, PACKS)
    assert found.passes, [(c.name, c.ratio, c.case) for c in found.checks if not c.passes]
    same(found)


@pytest.mark.parametrize("kind", KINDS)
def test_any_design_given_back_is_judged_as_before(kind: str) -> None:
    compared: list[bool] = []

    @given(asked=documents(kind))
    @settings(SLOW, max_examples=int(max(1.0, DRAWS) * (80 if kind == "direct_burial" else 45)))
    def judged(asked: Document) -> None:
        try:
            found = design(asked, PACKS)
        except (OutOfScope, InvalidInputError):
            return
        if found.base is not None and found.base.whole:
            compared.append(found.feasible)
            same(found)

    judged()
    assert len(compared) >= 3
    assert any(compared)


@pytest.mark.parametrize("foundation", ["burial", "drilled pier", "footing"])
def test_a_size_below_the_chosen_one_fails(foundation: str) -> None:
    """The search returned what is needed, not more than a step of it."""
    asked = document(support__section="HSS10X10X3/8", foundation=FOUNDATIONS[foundation], **SIGNS["one post"])
    found = design(asked, PACKS)
    given_sizes = given_back(found)
    f = given_sizes.foundation
    if foundation == "footing":
        assert f.width_ft is not None and f.length_ft is not None
        less = replace(f, width_ft=f.width_ft - 0.5, length_ft=f.length_ft - 0.5)
    else:
        assert f.depth_ft is not None
        less = replace(f, depth_ft=f.depth_ft - 0.5)
    assert not design(replace(given_sizes, foundation=less), PACKS).passes
