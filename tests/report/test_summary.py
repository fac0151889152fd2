from __future__ import annotations

from dataclasses import replace

import pytest

from apex.engine.envelope import show_ratio
from apex.report.number import figure
from apex.report.summary import _short, summary_text, verdict


def test_the_summary_holds_the_figures_of_the_design(pylon):
    text = summary_text(pylon, 110)
    for said in (
        "Main Street pylon", "PASSES", "IBC 2021, ASCE 7-16", "HSS13.375X0.188, A500 Gr C",
        "3'-0\" diameter, 11'-6\" deep", f"{pylon.quantities.concrete_yd3:.2f} yd³", f"{pylon.price.total_usd:,.2f}",
    ):  # fmt: skip
        assert said in text


def test_every_check_stands_on_one_line_with_its_figures(pylon):
    lines = summary_text(pylon, 110).splitlines()
    for check in pylon.checks:
        line = next(row for row in lines if row.startswith(f"{check.name}  "))
        for said in (figure(check.demand), figure(check.capacity), show_ratio(check.ratio), "pass", _short(check.case)):
            assert said in line


def test_the_governing_check_is_marked(pylon):
    marked = [row for row in summary_text(pylon, 110).splitlines() if " * " in row or row.endswith(" *")]
    assert len([r for r in marked if not r.startswith("* governs")]) == 1
    assert marked[0].startswith(pylon.governing.name)


@pytest.mark.parametrize("width", [60, 72, 80, 100, 140])
def test_no_line_is_wider_than_asked(awkward, width):
    assert max(map(len, summary_text(awkward, width).splitlines())) <= max(width, 80)


def test_color_is_there_only_when_asked(pylon):
    assert "\033[" not in summary_text(pylon, 100)
    assert "\033[32mpass" in summary_text(pylon, 100, color=True)


def test_color_changes_no_letter(pylon):
    import re

    assert re.sub(r"\033\[\d+m", "", summary_text(pylon, 90, color=True)) == summary_text(pylon, 90)


def test_a_failing_design_says_so(failing):
    text = summary_text(failing, 100)
    assert verdict(failing) == "FAILS" and "FAILS" in text.splitlines()[0]
    assert "FAIL" in next(row for row in text.splitlines() if row.startswith(failing.governing.name))


def test_an_unstable_design_has_no_pier_and_no_price(unstable):
    text = summary_text(unstable, 100)
    assert "not designed: the support is not stable" in text
    assert "none: no section passes, or there is no foundation" in text


def test_a_name_cannot_steer_the_terminal(pylon):
    document = replace(pylon.document, name="\033[31mred\x07")
    assert "\033" not in summary_text(replace(pylon, document=document), 100)


def test_warnings_are_listed(pylon):
    assert "ortex shedding" in summary_text(pylon, 100)
