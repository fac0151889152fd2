"""Hand holes in supports, and what is refused of segments and holes."""

from dataclasses import replace

import pytest

from apex.engine.design import design
from apex.engine.document import Document
from apex.errors import InvalidInputError, OutOfScope
from apex.schema.read import read
from tests.engine.documents import cabinet, document, raw
from tests.engine.stepping import BASE, HOLE, PACKS, TWO, UPPER, by_name, made, segments, stepped

# --- hand holes -----------------------------------------------------------------------------------------------------


def test_a_hand_hole_in_a_pole_of_one_section_is_checked_and_changes_nothing_else() -> None:
    plain, holed = made(document()), made(document(support__hand_holes=[HOLE]))
    names = {c.name for c in holed.checks} - {c.name for c in plain.checks}
    assert names == {"Hand hole 1: combined forces", "Hand hole 1: shear"}
    kept = [c for c in holed.checks if c.name not in names]
    assert kept == list(plain.checks)
    (hole,) = holed.support.holes
    assert hole.ratio > by_name(plain)["Combined forces"].ratio
    assert hole.net.A < holed.support.section.A
    # Bending alone on the net section, the moment cut at the lower edge of the hole.
    z = 2.0 - 5.0 / 24.0
    case = max(plain.support.lrfd, key=lambda c: c.total.M_x).total
    M = case.M_x - z * case.V_y
    assert hole.ratio > 12.0 * M / (0.9 * 46.0 * hole.net.S_1)


def test_a_hole_higher_up_is_used_less_and_one_in_the_thinner_length_more() -> None:
    ratio = {
        z: made(stepped(*TWO, support__hand_holes=[{**HOLE, "center_ft": z}])).support.holes[0].ratio
        for z in (2.0, 8.0, 14.0)
    }
    assert ratio[8.0] < ratio[2.0]
    assert ratio[14.0] > ratio[8.0]


@pytest.mark.parametrize(
    ("hole", "words"),
    [
        ({**HOLE, "center_ft": 12.1}, "splices"),
        ({**HOLE, "width_in": 6}, "third"),
        ({**HOLE, "center_ft": 0.1}, "down to the base"),
    ],
)
def test_a_hole_the_method_does_not_cover_is_refused(hole, words) -> None:
    with pytest.raises(OutOfScope, match=words) as refused:
        made(stepped(*TWO, support__hand_holes=[hole]))
    assert refused.value.problems[0].field == "support.hand_holes"


def test_a_section_is_chosen_for_the_hole_it_has_too() -> None:
    found = made(document(support__section=None, support__hand_holes=[{**HOLE, "width_in": 4, "height_in": 8}]))
    plain = made(document(support__section=None))
    assert found.passes
    assert found.support.holes[0].ratio <= 1.0
    assert found.support.section.weight_plf > plain.support.section.weight_plf


# --- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (((UPPER, 12.0), (BASE, 13.0)), "support.segments"),
        ((("HSS10X10X3/8", 12.0), ("W8X31", 13.0)), "support.segments"),
        ((("W12X26", 25.0),), "support.segments"),
    ],
)
def test_what_is_not_computed_is_refused_by_its_segments(parts, field) -> None:
    with pytest.raises(OutOfScope) as refused:
        made(stepped(*parts))
    assert {p.field for p in refused.value.problems} == {field}


def test_walls_out_of_range_name_their_segment() -> None:
    thin = next(s for s in PACKS.sections.sections if s.kind == "round" and s.family == "HSS_round")
    sheet = replace(thin, name="HSS12.000X0.010", D=12.0, t=0.0093, t_nom=0.010)
    catalog = replace(PACKS.sections, by_label={**PACKS.sections.by_label, "HSS12.000X0.010": sheet})
    with pytest.raises(OutOfScope) as refused:
        design(stepped((BASE, 12.0), ("HSS12.000X0.010", 13.0)), replace(PACKS, sections=catalog))
    assert refused.value.problems[0].field == "support.segments.1.section"


def test_an_unknown_section_names_its_segment() -> None:
    with pytest.raises(InvalidInputError) as refused:
        made(stepped((BASE, 12.0), ("HSS99X99", 13.0)))
    assert refused.value.problems[0].field == "support.segments.1.section"


def test_segments_end_at_the_top_of_the_sign_within_their_tolerance() -> None:
    found = made(stepped((BASE, 12.0), (UPPER, 12.995)))
    assert found.support.steps[-1].z1_ft == 25.0
    with pytest.raises(InvalidInputError) as refused:
        made(stepped((BASE, 25.005), (UPPER, 0.004)))
    assert refused.value.problems[0].field == "support.segments.0.length_ft"


def test_aluminum_takes_neither_segments_nor_hand_holes() -> None:
    small = [cabinet(width_ft=3, height_ft=2, bottom_ft=8)]
    given = raw(sign__cabinets=small, support={"material": "aluminum", "hand_holes": [HOLE],
                "segments": segments(("5X0.25", 10.0))})  # fmt: skip
    with pytest.raises(OutOfScope) as refused:
        made(read(Document, given))
    assert {p.field for p in refused.value.problems} == {"support.segments", "support.hand_holes"}


def test_a_support_that_is_not_stable_has_its_lengths_and_no_cases() -> None:
    found = made(stepped(("HSS2.500X0.250", 12.0), ("HSS2.500X0.125", 13.0)))
    assert not by_name(found)["Stability"].passes
    assert not found.support.stable
    assert len(found.support.steps) == 2
    assert found.base is None
