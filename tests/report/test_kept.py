"""Sheets that were kept are the sheets that were drawn."""

import json

import pytest

from apex.report.drawing import sheet_svg
from apex.report.dxf import dxf
from apex.report.folio import folio
from apex.report.kept import plain, sheets_of
from tests.report.test_dxf import sheets as drawn


@pytest.mark.parametrize("name", ["pylon", "failing", "odd"])
def test_the_sheets_of_a_design_come_back_as_they_were(request, name):
    made = folio(request.getfixturevalue(name), revision="7", sha="0123456789abcdef")
    again = sheets_of(json.loads(json.dumps(plain(made))))
    assert again == made
    assert [sheet_svg(each) for each in again] == [sheet_svg(each) for each in made]


def test_the_file_is_the_same_whether_it_was_kept_in_between():
    made = tuple(drawn())
    assert dxf(sheets_of(json.loads(json.dumps(plain(made))))) == dxf(made)


def test_a_kind_of_mark_nobody_knows_is_no_drawing():
    with pytest.raises(KeyError, match="scribble"):
        sheets_of([{"is": "scribble"}])
