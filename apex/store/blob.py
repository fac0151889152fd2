"""Bytes kept under their own hash. What a row of the database names is found here, whole, or is an error."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from apex.errors import ApexError, TooLargeError

CHUNK = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


class DamagedError(ApexError):
    """What is stored under a hash is gone, or does not have that hash. It is never given out."""


class Blobs(Protocol):
    """A place for bytes."""

    def put(self, stream: BinaryIO, most: int) -> tuple[str, int]:
        """Keep a stream of at most so many bytes for good; its SHA-256 and size."""

    def open(self, sha256: str) -> BinaryIO:
        """What was kept under a hash, from its beginning, after all of it was found to have that hash."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Blobs on a local disk: `<folder>/ab/<sha256>`."""

    path: Path

    def put(self, stream: BinaryIO, most: int) -> tuple[str, int]:
        """A copy that does not come to its end leaves nothing behind but, if the process dies, a file `.part-*`."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".part-", dir=self.path)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as to:
                sha256, size = _copied(stream, to, most)
                to.flush()
                os.fsync(to.fileno())
            place = self._place(sha256)
            place.parent.mkdir(mode=0o700, exist_ok=True)
            # Also where there is one already: should that one be damaged, it is whole again.
            part.replace(place)
        except BaseException:
            with suppress(FileNotFoundError):
                part.unlink()
            raise
        for folder in (place.parent, self.path):
            _settle(folder)
        return sha256, size

    def open(self, sha256: str) -> BinaryIO:
        try:
            found = self._place(sha256).open("rb")
        except FileNotFoundError:
            raise DamagedError("a stored file is not where it was put; it cannot be given out") from None
        with ExitStack() as closing:
            closing.enter_context(found)
            if hashlib.file_digest(found, "sha256").hexdigest() != sha256:
                raise DamagedError("a stored file does not hold what was put there; it is not given out")
            found.seek(0)
            closing.pop_all()
        return found

    def _place(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise ValueError("not a SHA-256 in hex")
        return self.path / sha256[:2] / sha256


def _copied(stream: BinaryIO, to: BinaryIO, most: int) -> tuple[str, int]:
    """Copy to the end; the hash and how much it was."""
    found, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > most:
            raise TooLargeError(f"a file is larger than {most // 1024 // 1024} MiB")
        found.update(chunk)
        to.write(chunk)
    return found.hexdigest(), size


def _settle(folder: Path) -> None:
    """Have the names in a folder outlive a loss of power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
