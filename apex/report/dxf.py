"""The sheets as DXF R2018: figures at their true size in inches, real dimensions, one paper layout a sheet.

Model space holds every figure at 1:1, side by side; text and ticks are as large as they are on the
sheet the figure belongs to. Paper space holds a frame, the title block and a window on each figure.
The bytes of a drawing depend on nothing but the sheets: dates and ids in the file are fixed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from ezdxf import units
from ezdxf._options import options
from ezdxf.document import Drawing
from ezdxf.filemanagement import new
from ezdxf.layouts.layout import Modelspace

from apex.report.dxfstyle import LINETYPES, layers, name_layout, styles
from apex.report.dxfwriter import Writer
from apex.report.figure import Figure
from apex.report.ink import Text, bounds
from apex.report.paper import Paper
from apex.report.title import NOT_SEALED, wrapped

# The file would carry the moment it was written and random ids: two drawings of one design would differ.
options.write_fixed_meta_data_for_testing = True

APART_IN = 24.0
LETTER_IN = (8.5, 11.0)
MARGIN_IN = 0.5
SMALL = 9.0
LEAST_CAPTION = 240.0


def dxf(sheets: Sequence[Paper]) -> bytes:
    """The file. Raises ValueError where there is no sheet."""
    if not sheets:
        raise ValueError("a drawing needs a sheet")
    doc = _document()
    model = doc.modelspace()
    x = 0.0
    for number, sheet in enumerate(sheets, 1):
        windows = []
        for shown in sheet.figures:
            writer, width = _figure(model, sheet, shown, x)
            windows.append((shown, writer))
            x += width + APART_IN
        _paper(doc, sheet, number, windows)
    doc.layouts.delete("Layout1")
    return _bytes(doc)


def _document() -> Drawing:
    doc = new("R2018")
    doc.units = units.IN
    doc.header["$MEASUREMENT"] = 0
    doc.header["$LUNITS"] = 4
    doc.header["$LUPREC"] = 4
    for name, pattern in LINETYPES.items():
        doc.linetypes.add(name, pattern)
    layers(doc)
    styles(doc)
    return doc


def _figure(model: Modelspace, sheet: Paper, shown: Figure, x: float) -> tuple[Writer, float]:
    """One figure in model space with its left end at `x`; answers its width in inches."""
    left, _, right, bottom = shown.bounds
    k = shown.paper_per_inch
    caption = [
        Text(left, bottom + 20.0 + 12.0 * i, line, "start", SMALL)
        for i, line in enumerate(wrapped(_caption(sheet, shown), max(right - left, LEAST_CAPTION), SMALL))
    ]
    right = max(right, bounds(caption)[2])
    writer = Writer(model, k, (x - (left - shown.origin[0]) / k, 0.0), shown.origin)
    writer.write([*shown.marks, *caption])
    return writer, (right - left) / k


def _caption(sheet: Paper, shown: Figure) -> str:
    """What a title block says, for those who see model space alone."""
    t = sheet.title
    fields = "".join(f", {label.lower()} {words}" for label, words in t.cells if label != "Scale")
    return f"{t.sign}, {shown.name}. {NOT_SEALED}{fields}."


def _paper(doc: Drawing, sheet: Paper, number: int, windows: Sequence[tuple[Figure, Writer]]) -> None:
    """A letter page: all that is not to scale drawn on it, a window in the place of every figure."""
    layout = doc.layouts.new(name_layout(number, sheet.heading, [one.name for one in doc.layouts]))
    layout.page_setup(size=LETTER_IN, margins=(0, 0, 0, 0), units="inch", scale=(1, 1))
    left, top, right, bottom = bounds(sheet.every)
    room = (LETTER_IN[0] - 2 * MARGIN_IN, LETTER_IN[1] - 2 * MARGIN_IN)
    k = max((right - left) / room[0], (bottom - top) / room[1])
    # The page's units lie the same way as the sheet's, its zero at the lower left corner.
    corner = (MARGIN_IN - left / k, LETTER_IN[1] - MARGIN_IN + top / k)
    page = Writer(layout, k, corner, (0.0, 0.0))
    page.write(sheet.marks)
    page.frame(MARGIN_IN / 2, MARGIN_IN / 2, LETTER_IN[0] - MARGIN_IN / 2, LETTER_IN[1] - MARGIN_IN / 2)
    for shown, writer in windows:
        a, b, c, d = shown.bounds
        middle = ((a + c) / 2, (b + d) / 2)
        size = ((c - a + 4.0) / k, (d - b + 4.0) / k)
        layout.add_viewport(
            center=page.at(*middle),
            size=size,
            view_center_point=writer.at(*middle),
            view_height=(d - b + 4.0) / writer.k,
            dxfattribs={"layer": "SIGN-VIEW"},
        )


def _bytes(doc: Drawing) -> bytes:
    # The library lists the kinds of entities as a set gives them; first come, first written.
    for name in sorted(doc.entitydb.dxf_types_in_use()):
        doc.classes.add_class(name)
    stream = io.StringIO()
    doc.write(stream)
    return doc.encode(stream.getvalue())
