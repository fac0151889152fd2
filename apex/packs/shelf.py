"""What stands on the shelf: every released pack with its hash, where its values come from, how much is in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from apex.errors import ApexError, PackError
from apex.packs.load import CONFIG, IN_USE, MAX_PACK_BYTES, digest
from apex.packs.lock import read_lock
from apex.schema.text import load_yaml

_FILE = re.compile(r"(?P<name>\w+?)_(?P<version>v\d+)\.yaml")
_PRICE = re.compile(r"\d+(?:\.\d+)?")
HEAD = ("name", "version", "effective_date", "source", "units", "edition")


@dataclass(frozen=True, slots=True)
class Shelved:
    """One released pack. `fault` says what is wrong with its file; nothing where it is as it was released."""

    name: str
    version: str
    sha256: str
    in_use: bool
    fault: str
    effective_date: str
    source: str
    size: int
    counts: dict[str, int]


def shelf(folder: Path = CONFIG) -> list[Shelved]:
    """Every pack of the lock, those in use first."""
    found = [_shelved(folder, name, released) for name, released in read_lock(folder).items()]
    return sorted(found, key=lambda pack: (not pack.in_use, pack.name, pack.version))


def _shelved(folder: Path, file: str, released: str) -> Shelved:
    named = _FILE.fullmatch(file)
    name, version = (named["name"], named["version"]) if named else (file, "")
    used = IN_USE.get(name) == version
    try:
        if digest(folder / file) != released:
            return Shelved(name, version, released, used, "is not the file that was released", "", "", 0, {})
        head = _read(folder / file, released)
    except PackError as fault:
        return Shelved(name, version, released, used, fault.message, "", "", 0, {})
    size = (folder / file).stat().st_size
    return Shelved(name, version, released, used, "", head["effective_date"], head["source"], size, head["counts"])


@lru_cache(maxsize=64)
def _read(path: Path, _sha256: str) -> Mapping[str, Any]:
    """Header and counts of a file of this hash, which does not change."""
    try:
        held = load_yaml(path.read_bytes(), max_bytes=MAX_PACK_BYTES)
    except (OSError, ApexError):
        raise PackError(f"pack {path.name} cannot be read") from None
    if not isinstance(held, Mapping):
        raise PackError(f"pack {path.name} holds no values")
    return {
        "effective_date": str(held.get("effective_date", "")),
        "source": str(held.get("source", "")),
        "counts": counts(held),
    }


def counts(held: Mapping[str, Any]) -> dict[str, int]:
    """How many rows each list of a pack has, and how many numbers stand in all the rest of it."""
    found = {name: sum(map(_rows, value)) for name, value in held.items() if isinstance(value, list)}
    numbers = sum(_numbers(value) for name, value in held.items() if name not in (*HEAD, *found))
    return found | ({"values": numbers} if numbers else {})


def _rows(entry: Any) -> int:
    """Shapes are rows of text."""
    rows = entry.get("rows") if isinstance(entry, Mapping) else None
    return len([line for line in rows.splitlines() if line.strip()]) if isinstance(rows, str) else 1


def _numbers(value: Any) -> int:
    if isinstance(value, Mapping):
        return sum(_numbers(each) for each in value.values())
    if isinstance(value, list):
        return sum(map(_numbers, value))
    return int(isinstance(value, (int, float)) and not isinstance(value, bool)) or int(_is_price(value))


def _is_price(value: Any) -> bool:
    """Money stands as text, so that it is exact."""
    return isinstance(value, str) and bool(_PRICE.fullmatch(value))
