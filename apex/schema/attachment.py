"""Files people attach to a project: which kinds are taken, told by extension and by what they hold."""

from __future__ import annotations

import codecs
import re
import struct
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from apex.schema.read import BIDI

MAX_SIZE = 50 * 1024 * 1024
LONGEST_NAME = 200
_HEAD = 64 * 1024
_CHUNK = 1024 * 1024
_DIRECTORY = 1024 * 1024
"""How long the list of what a zip holds may be; a workbook's is a few KiB."""
_UNSEEN = BIDI | {"\u200e", "\u200f", "\u061c"}
_BINARY_DXF = b"AutoCAD Binary DXF\r\n\x1a\x00"
_COMMENT = re.compile(rb"\s*999[ \t]*\r?\n[^\r\n]*\r?\n")
_SECTION = re.compile(rb"\s*0[ \t]*\r?\nSECTION[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, and whether a stream positioned anywhere holds one."""

    media_type: str
    holds: Callable[[BinaryIO], bool]


def plain_name(given: str) -> tuple[str, str]:
    """The name without any folder before it, and what is wrong with it, if anything."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", given)[-1].strip())
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in _UNSEEN for c in name):
        return "", "the name holds control characters"
    if len(name) > LONGEST_NAME:
        return "", f"the name is longer than {LONGEST_NAME} characters"
    return name, ""


def kind_of(name: str, stream: BinaryIO) -> tuple[str, str]:
    """The media type of a file, and what is wrong with the file, if anything."""
    stem, _, extension = name.rpartition(".")
    kind = KINDS.get(extension.lower()) if stem else None
    if kind is None:
        return "", f"is not of a kind that is taken: {', '.join(KINDS)}"
    if not _from(stream, 0, 1):
        return "", "is empty"
    if not kind.holds(stream):
        return "", f"is named .{extension.lower()} and holds something else"
    return kind.media_type, ""


def _from(stream: BinaryIO, at: int, length: int) -> bytes:
    stream.seek(at)
    return stream.read(length)


def _begins(pattern: bytes) -> Callable[[BinaryIO], bool]:
    begins = re.compile(pattern, re.DOTALL)
    return lambda stream: begins.match(_from(stream, 0, 16)) is not None


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        yield chunk


def _is_csv(stream: BinaryIO) -> bool:
    """UTF-8 text without NUL, to its end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        clean = all("\0" not in decoder.decode(chunk) for chunk in _chunks(stream))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return clean


def _is_dxf(stream: BinaryIO) -> bool:
    """The binary form by its mark; the text form by the section it begins with, after any comments."""
    head = _from(stream, 0, _HEAD)
    if head.startswith(_BINARY_DXF):
        return True
    at = 3 if head.startswith(codecs.BOM_UTF8) else 0
    while comment := _COMMENT.match(head, at):
        at = comment.end()
    return _SECTION.match(head, at) is not None and all(b"\0" not in chunk for chunk in _chunks(stream))


def _is_xlsx(stream: BinaryIO) -> bool:
    names = _zipped(stream)
    return b"[Content_Types].xml" in names and any(name.startswith(b"xl/") for name in names)


def _zipped(stream: BinaryIO) -> list[bytes]:
    """Names in the directory at the end of a zip; none where it is no zip, or its directory is beyond reason.

    Read here, since the standard library would build an object for each of a million made-up entries.
    """
    if _from(stream, 0, 4) != b"PK\x03\x04":
        return []
    size = stream.seek(0, 2)
    tail = _from(stream, max(0, size - 65_557), 65_557)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        return []
    length, offset = struct.unpack_from("<II", tail, end + 12)
    if length > _DIRECTORY or offset + length > size:
        return []
    return list(_entries(_from(stream, offset, length)))


def _entries(directory: bytes) -> Iterator[bytes]:
    at = 0
    while directory[at : at + 4] == b"PK\x01\x02" and at + 46 <= len(directory):
        name, extra, comment = struct.unpack_from("<HHH", directory, at + 28)
        yield directory[at + 46 : at + 46 + name]
        at += 46 + name + extra + comment


_JPEG = Kind("image/jpeg", _begins(rb"\xff\xd8\xff"))
KINDS = {
    "png": Kind("image/png", _begins(rb"\x89PNG\r\n\x1a\n")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "webp": Kind("image/webp", _begins(rb"RIFF....WEBP")),
    "pdf": Kind("application/pdf", _begins(rb"%PDF-")),
    "dxf": Kind("image/vnd.dxf", _is_dxf),
    "dwg": Kind("image/vnd.dwg", _begins(rb"AC10[0-9]{2}")),
    "csv": Kind("text/csv", _is_csv),
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _is_xlsx),
}
"""What is taken, by extension."""
