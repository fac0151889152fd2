"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from apex.errors import MalformedError

ESCAPED = "backslashreplace"
"""What becomes of half a surrogate pair, which UTF-8 cannot carry: its escape, as JSON spells it."""


def write_whole(files: Sequence[tuple[Path, bytes]]) -> None:
    """All files or none: each is written beside its place first, then all are moved into theirs."""
    waiting: list[tuple[str, Path]] = []
    try:
        for path, body in files:
            waiting.append((_beside(path, body), path))
        for name, path in waiting:
            Path(name).replace(path)
    except OSError as error:
        raise MalformedError(
            f"{error.filename2 or error.filename or 'a file'} cannot be written: {error.strerror}"
        ) from None
    finally:
        for name, _ in waiting:
            Path(name).unlink(missing_ok=True)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """A file of any length, line by line; nothing is there before all of it is."""
    waiting: Path | None = None
    try:
        waiting = Path(_beside(path, b""))
        with waiting.open("w", encoding="utf-8", errors=ESCAPED, newline="") as stream:
            stream.writelines(lines)
        waiting.replace(path)
    except OSError as error:
        raise MalformedError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        if waiting is not None:
            waiting.unlink(missing_ok=True)


def _beside(path: Path, body: bytes) -> str:
    """A temporary file in the folder of `path`, with the mode a new file would have."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as stream:
        stream.write(body)
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(name, 0o666 & ~mask)  # noqa: PTH101 (the file was made private)
    return name
