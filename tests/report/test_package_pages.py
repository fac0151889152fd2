"""Pages of packages: short tables whole, no heading alone at a foot, both columns of the last page in use, at rest."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
import typst
from pypdf import PdfReader

from apex.report import package
from tests.engine.test_examples import shown
from tests.report.test_package import pdf_of

EXAMPLES = (
    "auto_row_wide_sign",
    "fuel_stop_new_cabinet",
    "flag_offset_cafe",
    "ballpark_open_letters",
    "plaza_monument_footing",
)
MIDDLE, FOOT, HEAD = 4.2 * 72.0, 0.66 * 72.0, (11.0 - 0.72) * 72.0


@pytest.fixture(scope="module", params=EXAMPLES)
def words(request):
    """Page, place from the left and from the foot of the page, in points, and the text there."""
    found = []
    for i, page in enumerate(PdfReader(BytesIO(pdf_of(shown(request.param)))).pages):
        page.extract_text(visitor_text=lambda text, around, at, *_, i=i: found.append((i, *place(at, around), text)))
    return [w for w in found if w[3].strip() and w[2] > FOOT]


def place(at, around):
    x, y = at[4], at[5]
    return around[0] * x + around[2] * y + around[4], around[1] * x + around[3] * y + around[5]


def test_sections_are_numbered_in_their_order(words):
    heads = [m for m in (re.match(r"(\d+)$|(\d+) [A-Z]", w[3].strip()) for w in words) if m]
    assert heads, "sections begin with their numbers"
    text = " ".join(w[3].strip() for w in words if w[0] > 0)
    at = [text.find(f"{n} {name}") for n, name in ((3, "Drawings"), (4, "Wind"), (10, "Notes and"), (12, "Record"))]
    assert -1 not in at and at == sorted(at)


def test_the_steps_begin_below_the_figures_and_their_table(words):
    name = next(w for w in words if w[0] > 1 and w[3].strip() == "Wind" and w[1] < MIDDLE)
    above = [w[2] for w in words if w[0] == name[0] and name[2] + 1.0 < w[2] < HEAD and w[1] < MIDDLE]
    assert not above or min(above) - name[2] > 18.0


def test_a_last_page_of_more_than_a_few_lines_has_words_in_both_columns(words):
    last = max(w[0] for w in words)
    lows = [min((w[2] for w in words if w[0] == last and (w[1] < MIDDLE) == first), default=None) for first in (1, 0)]
    assert None not in lows
    high = [HEAD - low for low in lows]
    few = 1.5 * 72.0
    assert max(high) <= few or min(high) >= 0.4 * max(high)


def test_the_steps_begin_where_a_page_has_room_for_some_of_them(words):
    start = next(w for w in words if w[0] > 1 and w[3].strip() == "Wind" and w[1] < MIDDLE)
    assert start[2] > 1.75 * 72.0


def test_a_short_table_stands_in_one_column(words):
    first = next(i for i, w in enumerate(words) if w[0] > 0 and w[3].strip() == "Item")
    rows = []
    for w in words[first:]:
        if w[3].strip().endswith("Record") or w[3].strip() == "12":
            break
        rows.append(w)
    assert len({(w[0], w[1] < MIDDLE) for w in rows}) == 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_layout_comes_to_rest(name):
    made = shown(name)
    content = package.package_content(
        made, pack_metadata={}, engine_version="1", content_sha256="a" * 64, inputs={"a": 1}, revision="2"
    )
    data = json.dumps(package._printable(content), ensure_ascii=False)
    for steady in ("", "yes"):
        _, warned = typst.compile_with_warnings(
            package._template(), sys_inputs={"data": data, "steady": steady}, ignore_system_fonts=True
        )
        assert [w.message for w in warned] == []


SHAPE = package.TEMPLATES[0].read_text()
LONG = """
#set page(width: 300pt, height: 190pt, margin: 20pt, header: none, footer: none)
#v({above}pt)
#block(breakable: true, long-table(columns: (1fr, auto), ("A", "B"), range(12).map(i => ("row" + str(i), "x"))))
"""


@pytest.mark.parametrize("above", [20, 40, 60, 90, 105, 120])
def test_a_long_table_leaves_three_rows_at_least_on_either_side(above):
    data = json.dumps({"name": "x", "unfit": "", "heading": "", "revision": "", "engine": "", "short": ""})
    made = typst.compile(
        (SHAPE + LONG.replace("{above}", str(above))).encode(), sys_inputs={"data": data, "steady": ""}
    )
    rows = [page.extract_text().count("row") for page in PdfReader(BytesIO(made)).pages]
    assert sum(rows) == 12 and len(rows) > 1 and all(n == 0 or n >= 3 for n in rows)


def test_a_layout_that_does_not_rest_is_known_by_its_warning():
    restless = b'#let c = counter("x")\n#context { for i in range(c.final().first() + 1) { c.step() } }'
    _, warned = typst.compile_with_warnings(restless)
    assert any(package.UNSETTLED in w.message for w in warned)
