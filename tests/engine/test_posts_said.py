"""What is taken of posts in a line is said where it counts."""

import pytest

from apex.engine.design import design
from apex.packs.load import load_packs
from tests.engine.documents import document

PACKS = load_packs()


def said(count: int, spacing_ft: float) -> str:
    made = design(document(support__count=count, support__spacing_ft=spacing_ft, foundation__diameter_ft=2.0), PACKS)
    return " ".join(made.sheet.assumptions)


@pytest.mark.parametrize(("count", "soft"), [(2, False), (3, True)])
def test_from_three_posts_on_the_stiffness_of_the_cabinets_is_said(count: int, soft: bool) -> None:
    assert ("those in the middle take more" in said(count, 5.0)) is soft


@pytest.mark.parametrize(
    ("spacing_ft", "group", "shared"), [(5.0, False, True), (6.5, True, False), (16.5, False, False)]
)
def test_piers_near_one_another_are_said_to_be_a_group(spacing_ft: float, group: bool, shared: bool) -> None:
    words = said(2, spacing_ft)
    assert ("1810.2.5" in words) is group
    assert ("lateral bearing is shared" in words) is shared
