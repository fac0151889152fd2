"""Bytes under their own hash: kept whole, given out whole, or not at all."""

import hashlib
from io import BytesIO

import pytest

from apex.errors import TooLargeError
from apex.store.blob import CHUNK, DamagedError, Folder

BYTES = b"a survey of the lot " * 200_000


@pytest.fixture
def blobs(tmp_path):
    return Folder(tmp_path / "files")


def put(blobs, body=BYTES, most=CHUNK * 8):
    return blobs.put(BytesIO(body), most)[0]


def read(blobs, sha256):
    with blobs.open(sha256) as found:
        return found.read()


def everything(blobs):
    return sorted(path for path in blobs.path.rglob("*") if path.is_file())


def test_what_was_put_is_given_back_from_the_place_its_hash_names(blobs):
    sha256, size = blobs.put(BytesIO(BYTES), CHUNK * 8)
    assert (sha256, size) == (hashlib.sha256(BYTES).hexdigest(), len(BYTES))
    assert everything(blobs) == [blobs.path / sha256[:2] / sha256]
    assert read(blobs, sha256) == BYTES


def test_the_same_bytes_are_kept_once(blobs):
    assert put(blobs) == put(blobs)
    assert len(everything(blobs)) == 1


def test_a_byte_more_than_may_be_is_refused_and_leaves_nothing(blobs):
    assert put(blobs, bytes(100), most=100)
    with pytest.raises(TooLargeError):
        put(blobs, bytes(101), most=100)
    assert len(everything(blobs)) == 1


def test_a_sender_that_breaks_off_leaves_nothing(blobs):
    class Broken(BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise ConnectionResetError
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        blobs.put(Broken(bytes(CHUNK * 2)), CHUNK * 8)
    assert everything(blobs) == []


@pytest.mark.parametrize("at", [0, len(BYTES) // 2, len(BYTES) - 1])
def test_one_flipped_bit_anywhere_is_found_before_a_byte_is_given_out(blobs, at):
    sha256 = put(blobs)
    place = everything(blobs)[0]
    body = bytearray(BYTES)
    body[at] ^= 1
    place.write_bytes(body)
    with pytest.raises(DamagedError):
        blobs.open(sha256)


def test_a_truncated_or_missing_file_is_an_error_and_not_an_empty_one(blobs):
    sha256 = put(blobs)
    place = everything(blobs)[0]
    place.write_bytes(BYTES[:-1])
    with pytest.raises(DamagedError):
        blobs.open(sha256)
    place.unlink()
    with pytest.raises(DamagedError):
        blobs.open(sha256)


def test_putting_it_again_mends_a_damaged_one(blobs):
    sha256 = put(blobs)
    everything(blobs)[0].write_bytes(b"rot")
    put(blobs)
    assert read(blobs, sha256) == BYTES


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
def test_only_a_hash_names_a_place(blobs, name):
    with pytest.raises(ValueError, match="not a SHA-256"):
        blobs.open(name)


def test_nobody_else_on_the_machine_may_read_them(blobs):
    place = blobs.path / put(blobs)[:2]
    assert [path.stat().st_mode & 0o077 for path in (blobs.path, place, *everything(blobs))] == [0, 0, 0]
