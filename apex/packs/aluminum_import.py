"""Making the pack of aluminum tubes and pipes from their dimensions.

Round tubes and pipes are exact rings. Square tubes are extruded with sharp corners, outside and in,
and the properties are those of the sharp square ring; the torsional constants of a square tube are
Bredt's, with the midline of the wall. Run `python -m apex.packs.aluminum_import FILE`.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from apex.engine.steel.section import Box, Round
from apex.packs.steel_import import UNITS

DENSITY_LB_IN3 = 0.098
# Any: the shapes of the engine were typed for the families of steel.
ROUND: Any = "tube_round"
SQUARE: Any = "tube_square"
THIN = ("1/8", "3/16", "1/4")
THICK = ("1/4", "3/8", "1/2")
ALL = (*THIN, "3/8", "1/2")
ROUND_TUBES = {
    "3": ALL, "3-1/2": ALL, "4": ALL, "4-1/2": ALL, "5": ALL, "6": ALL, "8": ("3/16", *THICK), "10": THICK, "12": THICK,
}  # fmt: skip
SQUARE_TUBES = {
    "2": THIN, "2-1/2": THIN, "3": (*THIN, "3/8"), "4": ALL, "5": ALL, "6": ALL, "8": ("3/16", *THICK), "10": THICK,
    "12": THICK,
}  # fmt: skip
# Outside diameter and the walls of schedules 40 and 80, in (ASME B36.10M).
PIPES = {
    "1-1/2": (1.900, 0.145, 0.200), "2": (2.375, 0.154, 0.218), "2-1/2": (2.875, 0.203, 0.276),
    "3": (3.500, 0.216, 0.300), "3-1/2": (4.000, 0.226, 0.318), "4": (4.500, 0.237, 0.337),
    "5": (5.563, 0.258, 0.375), "6": (6.625, 0.280, 0.432), "8": (8.625, 0.322, 0.500),
    "10": (10.750, 0.365, 0.594), "12": (12.750, 0.406, 0.688),
}  # fmt: skip
ALLOY = f"""alloy:
  name: 6061-T6
  density: {{value: {DENSITY_LB_IN3}, unit: lb/in3, source: "Aluminum Association, nominal density of 6061"}}
  e: {{value: 10100, unit: ksi, source: "ADM Table A.3.1"}}
  g: {{value: 3800, unit: ksi, source: "ADM Table A.3.1"}}
  f_ty: {{value: 35, unit: ksi, source: "ADM Table A.3.3, 6061-T6 extrusions and pipe"}}
  f_tu: {{value: 38, unit: ksi, source: "ADM Table A.3.3, 6061-T6 extrusions and pipe"}}
  f_tyw: {{value: 15, unit: ksi, source: "ADM Table A.3.3, welded 6061-T6; 5356 filler, or 4043 to 0.375 in"}}
  f_tuw: {{value: 24, unit: ksi, source: "ADM Table A.3.3, welded 6061-T6"}}
  f_tyw_4043_thick: {{value: 11, unit: ksi, source: "ADM Table A.3.3, welded 6061-T6; 4043 filler over 0.375 in"}}
  thick_in: {{value: 0.375, unit: in, source: "ADM Table A.3.3, welded 6061-T6"}}
"""


def inches(size: str) -> float:
    """`3-1/2` is 3.5."""
    whole, _, part = size.rpartition("-")
    over, _, under = part.partition("/")
    return float(whole or 0) + (float(over) / float(under) if under else float(over))


def round_row(name: str, D: float, t: float) -> Round:
    """The exact ring of outside diameter D and wall t."""
    d = D - 2.0 * t
    A, moment = math.pi / 4.0 * (D**2 - d**2), math.pi / 64.0 * (D**4 - d**4)
    return Round(
        name, ROUND, 12.0 * DENSITY_LB_IN3 * A, A, D, t, t, moment, (D**3 - d**3) / 6.0, 2.0 * moment / D,
        math.sqrt(moment / A), 2.0 * moment,
    )  # fmt: skip


def square_row(name: str, H: float, t: float) -> Box:
    """The exact square ring of side H and wall t; J and C by Bredt."""
    h, m = H - 2.0 * t, H - t
    A, moment, Z = H**2 - h**2, (H**4 - h**4) / 12.0, (H**3 - h**3) / 4.0
    axis = (moment, Z, 2.0 * moment / H, math.sqrt(moment / A))
    return Box(
        name, SQUARE, 12.0 * DENSITY_LB_IN3 * A, A, H, H, t, t, *axis, *axis, m**3 * t, 2.0 * m**2 * t
    )  # fmt: skip


def rounds() -> Iterator[Round]:
    for size, (D, *walls) in PIPES.items():
        for schedule, t in zip((40, 80), walls, strict=True):
            yield round_row(f"AL-Pipe{size}SCH{schedule}", D, t)
    for size, thicknesses in ROUND_TUBES.items():
        for wall in thicknesses:
            yield round_row(f"AL-RT{size}X{wall}", inches(size), inches(wall))


def squares() -> Iterator[Box]:
    for size, thicknesses in SQUARE_TUBES.items():
        for wall in thicknesses:
            yield square_row(f"AL-ST{size}X{size}X{wall}", inches(size), inches(wall))


def aluminum_yaml() -> str:
    """The text of the aluminum pack."""
    parts = [
        "# Made by `python -m apex.packs.aluminum_import`; not edited by hand.",
        "name: sections_aluminum",
        "version: v1",
        "effective_date: 2026-01-01",
        "source: Sizes commonly extruded in 6061-T6 (ASTM B221, B241), confirm with the supplier; ADM 2015 and 2020",
        ALLOY.rstrip(),
        "shapes:",
    ]
    for kind, cls, found, source in (
        ("round", Round, rounds(), "Ring of the outside diameter and wall; pipe to ASME B36.10M"),
        ("box", Box, squares(), "Square ring with sharp corners; J and C by Bredt on the midline of the wall"),
    ):
        names = [f.name for f in fields(cls)]
        units = ", ".join(f"{n}: {UNITS[n]}" for n in names if n in UNITS)
        rows = (",".join((s.name, s.family, *(f"{getattr(s, n):.7g}" for n in names[2:]))) for s in found)
        parts += [
            f"  - kind: {kind}",
            f"    units: {{{units}}}",
            f"    source: {source}",
            f"    columns: [{', '.join(names)}]",
            "    rows: |",
            *(f"      {row}" for row in rows),
        ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(aluminum_yaml(), encoding="utf-8")
