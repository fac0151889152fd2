"""The file of a backup: a plain tar of the database, the files and, last, a manifest with the hash of each part."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from apex.errors import ConflictError, MalformedError
from apex.store.blob import CHUNK, DamagedError

FORMAT = 1
MANIFEST, SUM, FILES = "manifest.json", "manifest.sha256", "files/"
DATABASE: Mapping[str, str] = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
PART = ".apex-part"
LEFT_S = 24 * 3600
"""After so long without a change a part beside a backup is what a process that died left behind."""
_NAME = re.compile(r"database\.(sqlite|dump)|files/[0-9a-f]{64}|manifest\.(json|sha256)")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Part:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself."""

    format: int = FORMAT
    made_at: str
    engine: str
    server: str
    revision: str
    code: Mapping[str, Any]
    audit_seq: int
    audit_head: str
    counts: Mapping[str, int]
    faults: tuple[str, ...]
    """What was not sound when the backup was made."""
    parts: Mapping[str, Part]

    @property
    def database(self) -> str:
        return DATABASE[self.engine]

    @property
    def files(self) -> int:
        return sum(name.startswith(FILES) for name in self.parts)


class Packing:
    """A backup being written, part by part."""

    def __init__(self, stream: BinaryIO) -> None:
        self._tar = tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT)  # noqa: SIM115 (`close` ends it)
        self.parts: dict[str, Part] = {}

    def add(self, name: str, stream: IO[bytes]) -> None:
        """Take in a stream from its beginning to its end."""
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        hashing = _Hashing(stream)
        self._put(name, size, hashing)
        self.parts[name] = Part(size, hashing.found.hexdigest())

    def close(self, manifest: Manifest) -> None:
        """The manifest stands last: a file that was cut off has none."""
        body = json.dumps(asdict(manifest), indent=1).encode()
        for name, text in ((MANIFEST, body), (SUM, f"{hashlib.sha256(body).hexdigest()}  {MANIFEST}\n".encode())):
            self._put(name, len(text), io.BytesIO(text))
        self._tar.close()

    def _put(self, name: str, size: int, stream: Any) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, int(time.time())
        self._tar.addfile(info, stream)


class _Hashing:
    """A stream that is hashed as it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.found = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self.found.update(chunk)
        return chunk


@contextmanager
def written(place: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A stream to a private file beside `place`, which gets that name once all of it is on the disk."""
    if place.exists() and not force:
        raise _taken(place)
    try:
        _sweep(place.parent)
        handle, name = tempfile.mkstemp(prefix=f".{place.name}.", suffix=PART, dir=place.parent)
    except OSError as error:
        raise MalformedError(f"{place} cannot be written: {error.strerror}") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _name(part, place, force=force)
    finally:
        part.unlink(missing_ok=True)


def _name(part: Path, place: Path, *, force: bool) -> None:
    if force:
        part.replace(place)
    else:
        try:
            # Unlike a rename it refuses a name that was taken meanwhile.
            os.link(part, place)
        except FileExistsError:
            raise _taken(place) from None
        except OSError:
            # Some file systems know no second name.
            part.replace(place)
    handle = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _taken(place: Path) -> ConflictError:
    return ConflictError(f"{place} is there already; --force writes over it")


def _sweep(folder: Path) -> None:
    """Remove what a process that was killed left here long ago."""
    for left in folder.glob(f".*{PART}*"):
        # It may be another user's, or be gone by now.
        with suppress(PermissionError, FileNotFoundError):
            if time.time() - left.stat().st_mtime > LEFT_S:
                left.unlink()


def verified(file: Path) -> Manifest:
    """Read a backup from end to end and hold every part against its hash."""
    found: dict[str, Part] = {}
    texts: dict[str, bytes] = {}
    spans: list[tuple[int, int]] = []
    with _opened(file) as tar:
        for member in tar:
            if member.name in found or member.type != tarfile.REGTYPE or not _NAME.fullmatch(member.name):
                raise DamagedError(f"{file} holds {member.name!r}, which does not belong in a backup")
            stream = _member(tar, member)
            if member.name in (MANIFEST, SUM):
                texts[member.name] = stream.read()
                stream = io.BytesIO(texts[member.name])
            found[member.name] = Part(member.size, _digest(stream))
            spans.append((member.offset_data + member.size, -member.size % tarfile.BLOCKSIZE))
    if len(texts) < 2:
        raise DamagedError(f"{file} is cut off or damaged: its manifest is missing")
    _demand_blank(file, spans)
    if texts[SUM].split() != [found[MANIFEST].sha256.encode(), MANIFEST.encode()]:
        raise DamagedError(f"{file} is damaged: its manifest does not have its hash")
    manifest = _manifest(file, texts[MANIFEST])
    for name in (MANIFEST, SUM):
        del found[name]
    wrong = sorted(n for n in {*manifest.parts, *found} if manifest.parts.get(n) != found.get(n))
    wrong += sorted(n for n, part in found.items() if n.startswith(FILES) and n != FILES + part.sha256)
    if wrong or manifest.database not in found:
        raise DamagedError(f"{file} is damaged: {(wrong or [manifest.database])[0]} is not what the manifest says")
    return manifest


def _demand_blank(file: Path, spans: Sequence[tuple[int, int]]) -> None:
    """Between the parts, and after the last, there is nothing: no hash covers what stands there."""
    end = max(start + size for start, size in spans)
    with file.open("rb") as stream:
        for start, size in (*spans, (end, file.stat().st_size - end)):
            stream.seek(start)
            if stream.read(size).strip(b"\0"):
                raise DamagedError(f"{file} is damaged: something stands between its parts")


def _digest(stream: BinaryIO) -> str:
    hashing = _Hashing(stream)
    while hashing.read(CHUNK):
        pass
    return hashing.found.hexdigest()


def _manifest(file: Path, text: bytes) -> Manifest:
    """Its hash holds, so it is what some APEX wrote; which one?"""
    try:
        given = json.loads(text)
        if given["format"] > FORMAT:
            version = given["code"]["version"]
            raise ConflictError(f"{file} was made by a newer APEX ({version}); this one cannot read it")
        known = {field.name: given[field.name] for field in fields(Manifest)}
        known["parts"] = {name: Part(**part) for name, part in given["parts"].items()}
        known |= {"counts": dict(given["counts"]), "faults": tuple(given["faults"])}
        return Manifest(**known)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(f"{file} has a manifest that no APEX wrote: {error}") from None


def extract(file: Path, name: str, to: Path, part: Part) -> None:
    """Copy a part out of a backup that was verified. That it still has its hash is looked at again."""
    with _opened(file) as tar, to.open("xb") as out:
        stream = _Hashing(_member(tar, name))
        while chunk := stream.read(CHUNK):
            out.write(chunk)
    if stream.found.hexdigest() != part.sha256:
        raise DamagedError(f"{file} was changed while it was read")


def files(file: Path) -> Iterator[tuple[str, int, BinaryIO]]:
    """Hash, size and bytes of every file."""
    with _opened(file) as tar:
        for member in tar:
            if member.name.startswith(FILES):
                yield member.name.removeprefix(FILES), member.size, _member(tar, member)


def _member(tar: tarfile.TarFile, member: str | tarfile.TarInfo) -> BinaryIO:
    # Nothing only where it is no regular file, and then it was refused.
    return cast("BinaryIO", tar.extractfile(member))


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        tar = tarfile.open(file, "r:")  # noqa: SIM115 (entered below)
    except OSError as error:
        raise MalformedError(f"{file} cannot be read: {error.strerror}") from None
    except tarfile.TarError:
        raise MalformedError(f"{file} is not a backup of APEX") from None
    try:
        with tar:
            yield tar
    except (tarfile.TarError, KeyError) as error:
        raise DamagedError(f"{file} is cut off or damaged: {error}") from None
