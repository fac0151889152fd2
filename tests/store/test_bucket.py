"""Blobs in a bucket: whole or an error, whatever the store, the way to it or its keys do."""

import hashlib
import subprocess
import sys
import threading
import time
from io import BytesIO

import pytest
from werkzeug.wrappers import Response

from apex.errors import ExternalServiceError, TooLargeError
from apex.settings import ROOT, Settings
from apex.store.blob import CHUNK, DamagedError, Stored
from apex.store.bucket import Bucket
from apex.store.depot import depot
from tests.depot import DIGESTS, refusal, running

BYTES = b"%PDF-1.7 permit" * 100_000
SHA256 = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def store():
    with running() as made:
        yield made


def opened(store, total=20.0, **more):
    return Bucket(Settings.from_environment({**store.settings(), **more}).bucket, total)


@pytest.fixture
def blobs(store):
    return opened(store)


def put(blobs, body=BYTES, most=CHUNK * 8):
    return blobs.put(BytesIO(body), most)


def read(blobs, sha256=SHA256):
    with blobs.open(sha256) as found:
        return found.read()


def later(blobs, do, *words):
    """The error of a store that may do better later."""
    with pytest.raises(ExternalServiceError) as caught:
        do(blobs, *words)
    assert caught.value.retry_after > 0
    return caught.value


def test_what_was_put_is_given_back_from_the_place_its_hash_names(store, blobs):
    assert put(blobs) == (SHA256, len(BYTES))
    assert store.keys() == [f"shop/{SHA256[:2]}/{SHA256}"]
    assert read(blobs) == BYTES
    assert read(depot(Settings.from_environment(store.settings()))) == BYTES


def test_a_bucket_without_a_prefix_has_the_names_of_the_folder(store):
    blobs = opened(store, APEX_S3_PREFIX="")
    put(blobs)
    assert store.keys() == [f"{SHA256[:2]}/{SHA256}"]
    assert [one.sha256 for one in blobs.stored()] == [SHA256]


def test_the_same_bytes_are_kept_once_and_mend_what_was_damaged(store, blobs):
    put(blobs)
    store.client().put_object(**store.place(SHA256), Body=b"rot")
    put(blobs)
    assert len(store.keys()) == 1
    assert read(blobs) == BYTES


def test_an_empty_file_is_kept_too(blobs):
    sha256, size = put(blobs, b"")
    assert (size, read(blobs, sha256)) == (0, b"")


def test_a_byte_more_than_may_be_is_refused_before_anything_is_sent(store, blobs):
    with pytest.raises(TooLargeError):
        put(blobs, bytes(101), most=100)
    assert not [method for method, _ in store.asked if method == "PUT" and store.prefix in _]


def test_a_sender_that_breaks_off_leaves_nothing(store, blobs):
    class Broken(BytesIO):
        def read(self, size=-1):
            if self.tell() > CHUNK:
                raise OSError("the line is cut")
            return super().read(size)

    with pytest.raises(OSError, match="the line is cut"):
        blobs.put(Broken(bytes(CHUNK * 4)), CHUNK * 8)
    assert store.keys() == []


def test_one_flipped_bit_anywhere_is_found_before_a_byte_is_given_out(store, blobs):
    put(blobs)
    for at in (0, len(BYTES) // 2, len(BYTES) - 1):
        rotten = bytearray(BYTES)
        rotten[at] ^= 1
        store.client().put_object(**store.place(SHA256), Body=bytes(rotten))
        with pytest.raises(DamagedError, match="does not hold what was put there"):
            blobs.open(SHA256)


def test_a_truncated_or_missing_object_is_an_error_and_not_an_empty_one(store, blobs):
    put(blobs)
    store.client().put_object(**store.place(SHA256), Body=BYTES[:-1])
    with pytest.raises(DamagedError, match="does not hold"):
        blobs.open(SHA256)
    store.client().delete_object(**store.place(SHA256))
    with pytest.raises(DamagedError, match="not where it was put"):
        blobs.open(SHA256)


@pytest.mark.parametrize("known", DIGESTS)
def test_a_store_that_knows_one_of_the_checksums_refuses_what_was_changed_on_the_way(store, blobs, known):
    store.knows = {known}
    store.bend = lambda body: body.replace(b"permit", b"forged", 1)
    later(blobs, put)
    assert store.keys() == []
    store.bend = lambda body: body
    put(blobs)
    assert read(blobs) == BYTES


def test_a_store_that_dies_in_the_middle_of_an_upload_shows_nothing_and_is_503(store, blobs):
    store.bend = lambda body: store.line.cut() or body[: len(body) // 2]
    assert later(blobs, put).status == 503
    store.bend = lambda body: body
    assert store.keys() == []
    store.line.restore()
    put(blobs)
    assert read(blobs) == BYTES


def test_a_store_that_dies_in_the_middle_of_an_answer_gives_no_half_file(store, blobs):
    put(blobs)

    def half(request):
        return Response(iter([BYTES[: len(BYTES) // 2]]), headers={"Content-Length": str(len(BYTES))})

    store.instead = half
    assert "does not answer" in later(blobs, read).message


def test_an_answer_a_byte_at_a_time_is_not_waited_for_without_end(store):
    put(opened(store))
    over = threading.Event()

    def drip(request):
        def body():
            for byte in BYTES:
                yield bytes([byte])
                over.wait(0.05)

        return Response(body(), headers={"Content-Length": str(len(BYTES))})

    store.instead = drip
    try:
        assert "too slow" in later(opened(store, total=0.5), read).message
    finally:
        over.set()


def test_a_store_that_is_silent_is_not_waited_for_without_end(store):
    store.line.silence()
    patient = opened(store, total=0.5)
    for do in (put, read, lambda blobs: list(blobs.stored()), lambda blobs: blobs.demand()):
        assert "too slow" in later(patient, do).message


def test_nobody_there_is_503(store, blobs):
    blobs.demand()
    store.line.cut()
    for do in (put, read, lambda blobs: list(blobs.stored()), lambda blobs: blobs.demand()):
        assert "does not answer" in later(blobs, do).message


@pytest.mark.parametrize("wrong", ["APEX_S3_SECRET_KEY", "APEX_S3_ACCESS_KEY", "APEX_S3_BUCKET"])
def test_wrong_keys_and_a_bucket_that_is_not_there_are_no_missing_file(store, wrong, caplog):
    blobs = opened(store, **{wrong: "somebody-else"})
    for do in (put, read, lambda blobs: list(blobs.stored()), lambda blobs: blobs.demand()):
        assert later(blobs, do).message == "the store of files does not let APEX in"
    assert store.secret_key not in caplog.text
    assert store.secret_key not in repr(blobs)
    assert store.keys() == []


def test_a_store_that_asks_for_patience_is_told_on(store, blobs):
    store.instead = lambda request: refusal(503, "SlowDown", Retry_After="17")
    assert later(blobs, put).retry_after == 17
    store.instead = lambda request: refusal(500, "InternalError")
    assert later(blobs, read).retry_after == 5


def test_an_answer_that_is_no_s3_is_503(store, blobs):
    store.instead = lambda request: Response("<html>a gateway</html>", 502)
    later(blobs, read)
    store.instead = lambda request: Response("<not><closed>", 200, content_type="application/xml")
    later(blobs, lambda blobs: list(blobs.stored()))


def test_what_is_stored_is_listed_page_by_page_without_what_is_not_ours(store, blobs, monkeypatch):
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "2")
    hashes = sorted(put(blobs, bytes([n]))[0] for n in range(5))
    for strange in ("shop/README", "shop/ab/not-a-hash", f"shop/zz/{SHA256}", f"other/{SHA256[:2]}/{SHA256}"):
        store.client().put_object(Bucket=store.bucket, Key=strange, Body=b"x")
    found = list(blobs.stored())
    assert [one.sha256 for one in found] == hashes
    assert {one.size for one in found} == {1}
    assert all(abs(one.changed - time.time()) < 3600 for one in found)
    assert isinstance(found[0], Stored)
    assert len([1 for method, path in store.asked if method == "GET" and path == f"/{store.bucket}"]) > 1


def test_only_what_nobody_put_there_since_is_discarded(store, blobs):
    put(blobs)
    assert not blobs.discard(SHA256, time.time() - 60)
    assert read(blobs) == BYTES
    assert blobs.discard(SHA256, time.time() + 60)
    assert store.keys() == []
    assert blobs.discard(SHA256, time.time() + 60)


def test_only_a_hash_names_an_object(blobs):
    for name in ("", "../secret", "ab" * 31, "AB" * 32, "ab" * 32 + "\n"):
        with pytest.raises(ValueError, match="not a SHA-256"):
            blobs.open(name)


def test_nothing_of_somebody_s_own_aws_settings_counts(store, monkeypatch, tmp_path):
    for name, value in (
        ("PROFILE", "other"), ("ACCESS_KEY_ID", "other"), ("SECRET_ACCESS_KEY", "other"), ("SESSION_TOKEN", "other"),
        ("ENDPOINT_URL_S3", "http://127.0.0.1:9"), ("CONFIG_FILE", str(tmp_path / "config")),
    ):  # fmt: skip
        monkeypatch.setenv(f"AWS_{name}", value)
    (tmp_path / "config").write_text("[profile other]\ns3 =\n  addressing_style = virtual\n")
    Bucket(Settings.from_environment(store.settings()).bucket).demand()


MEASURED = """
import os, sys, tracemalloc
from apex.settings import Settings
from apex.store.depot import depot
blobs = depot(Settings.from_environment())
blobs.demand()
tracemalloc.start()
with open(sys.argv[1], "rb") as stream:
    sha256, size = blobs.put(stream, 50 * 1024 * 1024)
with blobs.open(sha256) as found:
    assert found.seek(0, os.SEEK_END) == size == 24 * 1024 * 1024
print(tracemalloc.get_traced_memory()[1])
"""


def test_a_large_file_takes_little_memory_both_ways(store, tmp_path):
    (tmp_path / "large").write_bytes(b"sign" * (6 * 1024 * 1024))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, tmp_path / "large"], env={**store.settings(), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 8 * 1024 * 1024
