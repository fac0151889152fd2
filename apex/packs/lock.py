"""`config/LOCK`: the hash of every released pack, in the format of sha256sum."""

from __future__ import annotations

from pathlib import Path

from apex.errors import PackError


def read_lock(folder: Path) -> dict[str, str]:
    """File name to sha256."""
    try:
        lines = (folder / "LOCK").read_text().split("\n")
    except OSError:
        raise PackError(f"{folder.name}/LOCK cannot be read") from None
    pairs = [line.split(maxsplit=1) for line in lines if line.strip()]
    return {name.strip(): value for value, name in pairs}


def write_lock(folder: Path, entries: dict[str, str]) -> None:
    text = "".join(f"{value}  {name}\n" for name, value in sorted(entries.items()))
    (folder / "LOCK").write_text(text)
