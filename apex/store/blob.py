"""Bytes kept under their own hash. What a row of the database names is found here, whole, or is an error."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from apex.errors import ApexError, ExternalServiceError, TooLargeError

CHUNK = 1024 * 1024
FILES, PART = "files", ".part-"
"""The folder of blobs in the data folder, and how names in it begin of what is not whole yet or goes away."""
GONE = "a stored file is not where it was put; it cannot be given out"
SPOILED = "a stored file does not hold what was put there; it is not given out"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class DamagedError(ApexError):
    """What is stored under a hash is gone, or does not have that hash. It is never given out."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One of the things that are kept: how many bytes, and when they were put there last (seconds of the epoch)."""

    sha256: str
    size: int
    changed: float


class Blobs(Protocol):
    """A place for bytes."""

    def put(self, stream: BinaryIO, most: int) -> tuple[str, int]:
        """Keep a stream of at most so many bytes for good; its SHA-256 and size."""

    def open(self, sha256: str) -> BinaryIO:
        """What was kept under a hash, from its beginning, after all of it was found to have that hash."""

    def stored(self) -> Iterator[Stored]:
        """Everything that is kept, by hash."""

    def discard(self, sha256: str, before: float) -> bool:
        """Let go of one that nobody put there since then; False if somebody did."""

    def demand(self) -> None:
        """An error where nothing can be kept now."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Blobs on a local disk: `<folder>/ab/<sha256>`."""

    path: Path

    def put(self, stream: BinaryIO, most: int) -> tuple[str, int]:
        """A copy that does not come to its end leaves nothing behind but, if the process dies, a file `.part-*`."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=PART, dir=self.path)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as to:
                sha256, size = copied(stream, to, most)
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
            raise DamagedError(GONE) from None
        with ExitStack() as closing:
            closing.enter_context(found)
            if hashlib.file_digest(found, "sha256").hexdigest() != sha256:
                raise DamagedError(SPOILED)
            found.seek(0)
            closing.pop_all()
        return found

    def stored(self) -> Iterator[Stored]:
        for path in sorted(path for path in self.path.glob("??/*") if is_sha256(path.name)):
            with suppress(FileNotFoundError):
                found = path.stat()
                yield Stored(path.name, found.st_size, found.st_mtime)

    def discard(self, sha256: str, before: float) -> bool:
        """Of somebody who brings the same bytes meanwhile nothing is lost.

        It is taken aside first: who brings them later makes a file anew, and who did a moment ago made it young.
        """
        place, aside = self._place(sha256), self.path / f"{PART}{sha256}"
        place.replace(aside)
        if aside.stat().st_mtime >= before:
            aside.replace(place)
            return False
        aside.unlink()
        return True

    def demand(self) -> None:
        place = self.path if self.path.exists() else self.path.parent
        if not os.access(place, os.R_OK | os.W_OK | os.X_OK):
            raise ExternalServiceError("the folder of files cannot be written to")

    def _place(self, sha256: str) -> Path:
        demand_sha256(sha256)
        return self.path / sha256[:2] / sha256


def is_sha256(name: str) -> bool:
    return _SHA256.fullmatch(name) is not None


def demand_sha256(name: str) -> None:
    """Nothing else names a place."""
    if not is_sha256(name):
        raise ValueError("not a SHA-256 in hex")


def copied(stream: BinaryIO, to: BinaryIO, most: int) -> tuple[str, int]:
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
