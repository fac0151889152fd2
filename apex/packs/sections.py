"""The sections pack: AISC shapes as rows of text inside YAML, read into typed sections."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from annotated_types import MinLen

from apex.engine.aluminum.alloy import Alloy, Aluminum
from apex.engine.steel.catalog import Catalog, plain
from apex.engine.steel.section import Box, Round, Section, WideFlange
from apex.errors import ApexError, InvalidInputError, PackError
from apex.schema.read import read
from apex.schema.text import load_yaml

T = TypeVar("T")
MAX_BYTES = 4 * 1024 * 1024
KINDS: dict[str, type] = {"round": Round, "box": Box, "wide_flange": WideFlange}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """One table of the pack: columns as the section's fields, rows as CSV text."""

    kind: Literal["round", "box", "wide_flange"]
    units: dict[str, str]
    source: str
    columns: Annotated[tuple[str, ...], MinLen(4)]
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionsFile:
    name: str
    version: str
    effective_date: str
    source: str
    shapes: tuple[Shapes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AluminumFile(SectionsFile):
    alloy: Alloy


def read_sections(path: Path) -> Catalog:
    """The catalog of a sections pack, lightest first."""
    return _catalog(path, _file(SectionsFile, path))


def read_aluminum(path: Path) -> Aluminum:
    """The alloy and the catalog of an aluminum pack, lightest first."""
    file = _file(AluminumFile, path)
    return Aluminum(
        name=file.name,
        version=file.version,
        effective_date=file.effective_date,
        source=file.source,
        alloy=file.alloy,
        sections=_catalog(path, file),
    )


def _file(cls: type[T], path: Path) -> T:
    try:
        return read(cls, load_yaml(path.read_bytes(), max_bytes=MAX_BYTES))
    except OSError:
        raise PackError(f"pack {path.name} cannot be read") from None
    except InvalidInputError as faults:
        said = "; ".join(f"{p.field}: {p.message}" for p in faults.problems[:10])
        raise PackError(f"pack {path.name}: {said}") from None
    except ApexError as broken:
        raise PackError(f"pack {path.name}: {broken.message}") from None


def _catalog(path: Path, file: SectionsFile) -> Catalog:
    sections = [s for table in file.shapes for s in _rows(path.name, table)]
    sections.sort(key=lambda s: (s.weight_plf, s.depth_in, s.name))
    by_label = {plain(s.name): s for s in sections}
    if len(by_label) != len(sections):
        raise PackError(f"pack {path.name}: a label stands twice")
    return Catalog(
        name=file.name,
        version=file.version,
        effective_date=file.effective_date,
        source=file.source,
        sections=tuple(sections),
        by_label=by_label,
    )


def _rows(pack: str, table: Shapes) -> list[Section]:
    cls = KINDS[table.kind]
    wanted = [f.name for f in fields(cls)]
    if list(table.columns) != wanted:
        raise PackError(f"pack {pack}: columns of {table.kind} must be {', '.join(wanted)}")
    found = []
    for number, row in enumerate(csv.reader(io.StringIO(table.rows.strip())), 1):
        try:
            values: list[Any] = [row[0], row[1], *(_positive(v) for v in row[2:])]
            found.append(cls(*values))
        except (ValueError, TypeError, IndexError):
            raise PackError(f"pack {pack}: {table.kind} row {number} is not readable") from None
    return found


def _positive(text: str) -> float:
    value = float(text)
    if not 0.0 < value < 1e7:
        raise ValueError(text)
    return value
