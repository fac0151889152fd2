"""Layers, line types, text and dimension styles of the DXF, and what its text may hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ezdxf.document import Drawing

from apex.report.ink import SIZE, TICK, Weight

OUTLINE, HIDDEN, DIMENSIONS, TEXT, REBAR, HATCH = (
    "SIGN-OUTL", "SIGN-HIDN", "SIGN-DIMS", "SIGN-TEXT", "SIGN-REBR", "SIGN-HTCH",
)  # fmt: skip
WINDOWS = "SIGN-VIEW"
DIMENSION_STYLE = "SIGN"
FONT = "SIGN"
# Capitals of the font are this part of the size a text has on screen.
CAPITALS = 0.716
DASHED, DASH_DOT = "SIGN-DASHED", "SIGN-CENTER"
# Lengths in the sheet's units; an entity's own scale turns them into inches of its figure.
LINETYPES = {DASHED: [10.0, 6.0, -4.0], DASH_DOT: [21.0, 12.0, -3.0, 3.0, -3.0]}
LONGEST_NAME = 60
BY_LAYER, WEIGHT_BY_LAYER = 256, -1


@dataclass(frozen=True, slots=True)
class Pen:
    layer: str
    linetype: str | None = None
    lineweight: int | None = None
    """In hundredths of a millimeter; the layer's where None."""


PENS: dict[Weight, Pen] = {
    "outline": Pen(OUTLINE),
    "thin": Pen(OUTLINE, lineweight=18),
    "grade": Pen(OUTLINE, lineweight=50),
    "hidden": Pen(HIDDEN, DASHED),
    "center": Pen(HIDDEN, DASH_DOT),
    "fine": Pen(DIMENSIONS),
    "dimension": Pen(DIMENSIONS),
    "tick": Pen(DIMENSIONS, lineweight=25),
    "leader": Pen(TEXT, lineweight=13),
    "table": Pen(TEXT, lineweight=18),
    "rebar": Pen(REBAR),
    "hatch": Pen(HATCH),
}


def layers(doc: Drawing) -> None:
    """Color 7 is black on white and white on black."""
    for name, color, weight in (
        (OUTLINE, 7, 35), (HIDDEN, 8, 18), (DIMENSIONS, 8, 13), (TEXT, 7, 18), (REBAR, 1, 40), (HATCH, 9, 9),
    ):  # fmt: skip
        doc.layers.add(name, color=color, lineweight=weight)
    doc.layers.add(WINDOWS, color=8, plot=False)


def styles(doc: Drawing) -> None:
    doc.styles.add(FONT, font="arial.ttf")
    style = doc.dimstyles.add(DIMENSION_STYLE)
    style.dxf.dimtxsty = FONT
    style.dxf.dimlunit = 4
    style.dxf.dimclrt = 7
    for line in ("dimclrd", "dimclre"):
        style.dxf.set(line, BY_LAYER)
    for line in ("dimlwd", "dimlwe"):
        style.dxf.set(line, WEIGHT_BY_LAYER)
    for name, value in dimension_sizes(1.0).items():
        style.dxf.set(name, value)


def dimension_sizes(k: float) -> dict[str, float | int]:
    """Sizes of a dimension's parts in inches, `k` units of the sheet an inch."""
    return {
        "dimtxt": CAPITALS * SIZE / k,
        "dimtsz": TICK / k,
        "dimexe": 5.0 / k,
        "dimexo": 0.0,
        "dimgap": 2.0 / k,
        "dimtad": 1,
        "dimdle": 0.0,
        "dimtih": 0,
        "dimtoh": 0,
    }


def plain(text: str) -> str:
    """Text that a reader of DXF shows as it stands: no control characters, none of its codes."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    return shown.replace("%%", "% %").replace("^", "\N{MODIFIER LETTER CIRCUMFLEX ACCENT}").replace("\\U+", "\\ U+")


def name_layout(number: int, heading: str, taken: Collection[str]) -> str:
    """A name for a paper layout: the sheet's number and what it shows, without what such names cannot hold."""
    words = "".join(c if c.isalnum() or c in " -" else " " for c in heading.partition(":")[0])
    name = " ".join(f"{number} {words}".split())[:LONGEST_NAME].strip()
    return name if name.lower() not in {t.lower() for t in taken} else f"{number}"
