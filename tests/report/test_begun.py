"""A sign is drawn as soon as a cabinet of it is typed; nothing is claimed that nobody worked out."""

import pytest

from apex.report.begun import begun

CABINET = {"name": "Main ID", "width_ft": "12", "height_ft": "8'-0\"", "bottom_ft": 17}


def test_a_cabinet_and_its_post_are_drawn_before_weight_and_ground_are_known():
    drawn = begun({"name": "Pylon", "sign": {"cabinets": [CABINET]}})
    assert "Main ID" in drawn
    for length in ("12'-0\"", "8'-0\"", "17'-0\"", "25'-0\""):
        assert f">{length}<" in drawn
    assert "96 ft²<" in drawn
    assert " lb" not in drawn
    assert "not sized yet" in drawn
    assert "pier" not in drawn.lower()


def test_what_is_typed_so_far_is_drawn_beside_a_row_that_is_not_whole():
    rows = [{**CABINET, "weight_psf": "10"}, {"name": "Reader", "width_ft": "8"}, "?", {**CABINET, "width_ft": "wide"}]
    drawn = begun({"sign": {"cabinets": rows}, "support": {"count": 2, "spacing_ft": "6 ft", "section": "HSS8X8X1/4"}})
    assert "96 ft², 960 lb" in drawn
    assert "Reader" not in drawn
    assert ">6'-0\"<" in drawn
    assert "HSS8X8X1/4" in drawn


@pytest.mark.parametrize("support", [{"count": 2}, "?", {"count": "many"}])
def test_cabinets_are_drawn_without_posts_while_nobody_knows_where_those_stand(support):
    drawn = begun({"sign": {"cabinets": [CABINET]}, "support": support})
    assert ">25'-0\"<" in drawn
    assert "not sized yet" not in drawn


@pytest.mark.parametrize(
    "given",
    [{}, {"sign": None}, {"sign": {"cabinets": "x"}}, {"sign": {"cabinets": [{"name": ""}]}},
     {"sign": {"cabinets": [{**CABINET, "width_ft": ""}]}}, {"sign": {"cabinets": [{**CABINET, "bottom_ft": "low"}]}}],
)  # fmt: skip
def test_nothing_is_drawn_of_what_is_no_sign(given):
    assert begun(given) == ""
