"""Blobs in a bucket of a store that speaks S3: `<prefix>ab/<sha256>`, as the folder has them.

Bytes go through a file without a name on the local disk, both ways: memory stays small whatever their size, nothing is
sent before all of it is here, and nothing is given out before all of it was found whole.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, BinaryIO, TypeVar, cast

from apex.errors import ExternalServiceError
from apex.settings import BucketSettings, SettingsError
from apex.store.blob import CHUNK, GONE, SPOILED, DamagedError, Stored, copied, demand_sha256, is_sha256
from apex.store.probe import Inquiry

T = TypeVar("T")
log = logging.getLogger("apex.store")
CONNECT_S, READ_S = 3.0, 15.0
"""To be reached, and from one sign of life to the next."""
TOTAL_S = 60.0
"""For one file of 50 MiB, there or back; who sends a byte now and then is not waited for longer."""
TRIES = 2
LATER_S = 5
MISSING = ("NoSuchKey", "404", "NotFound")
_SECONDS = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Blobs in a bucket. Another machine that is given the same settings has the same ones."""

    at: BucketSettings
    total: float = TOTAL_S

    def put(self, stream: BinaryIO, most: int) -> tuple[str, int]:
        """The store shows an object whole or not at all, so what breaks off on the way leaves nothing behind.

        Sent also where there is one already: should that one be damaged, it is whole again.
        """
        with ExitStack() as held:
            whole = held.enter_context(tempfile.TemporaryFile())
            sha256, size = copied(stream, whole, most)
            whole.seek(0)
            md5 = hashlib.file_digest(whole, lambda: hashlib.md5(usedforsecurity=False)).digest()
            whole.seek(0)
            sent = {
                "Bucket": self.at.bucket,
                "Key": self._key(sha256),
                "Body": whole,
                "ContentLength": size,
                "ContentType": "application/octet-stream",
                # The store holds what arrives against both, and refuses what was changed on the way: every store
                # knows the older one, the newer one is kept beside the object.
                "ContentMD5": base64.b64encode(md5).decode(),
                "ChecksumSHA256": base64.b64encode(bytes.fromhex(sha256)).decode(),
            }
            # The thread has the file, for as long as it takes it.
            held.pop_all()
            self._within(lambda: self._sent(whole, sent))
        return sha256, size

    def open(self, sha256: str) -> BinaryIO:
        key = self._key(sha256)
        found, digest = self._within(lambda: self._fetched(key))
        if digest != sha256:
            found.close()
            raise DamagedError(SPOILED)
        return found

    def stored(self) -> Iterator[Stored]:
        """By their names in the bucket, a thousand at a time."""
        asked: dict[str, Any] = {"Bucket": self.at.bucket, "Prefix": self.at.prefix}
        while True:
            page = self._within(lambda: self._client().list_objects_v2(**asked))
            for row in page.get("Contents", ()):
                folder, _, name = row["Key"].removeprefix(self.at.prefix).partition("/")
                if is_sha256(name) and folder == name[:2]:
                    yield Stored(name, row["Size"], row["LastModified"].timestamp())
            if not page.get("IsTruncated"):
                return
            asked["ContinuationToken"] = page["NextContinuationToken"]

    def discard(self, sha256: str, before: float) -> bool:
        """Looked at once more before. Between that look and the end of it lies one call to the store: what somebody
        brings anew in that moment is lost, so this is for when nobody adds files (docs/backup.md).
        """
        named = {"Bucket": self.at.bucket, "Key": self._key(sha256)}

        def gone() -> bool:
            if self._client().head_object(**named)["LastModified"].timestamp() >= before:
                return False
            self._client().delete_object(**named)
            return True

        try:
            return self._within(gone)
        except DamagedError:
            # Another was faster.
            return True

    def demand(self) -> None:
        # Not HEAD: its refusals come without a body, and so without a word of what is wrong.
        self._within(lambda: self._client().list_objects_v2(Bucket=self.at.bucket, Prefix=self.at.prefix, MaxKeys=1))

    def _key(self, sha256: str) -> str:
        demand_sha256(sha256)
        return f"{self.at.prefix}{sha256[:2]}/{sha256}"

    def _client(self) -> Any:
        return _client(self.at, os.getpid())

    def _sent(self, whole: BinaryIO, sent: dict[str, Any]) -> None:
        with whole:
            self._client().put_object(**sent)

    def _fetched(self, key: str) -> tuple[BinaryIO, str]:
        """A copy on this disk, at its beginning, and the hash it has."""
        with ExitStack() as held:
            copy = held.enter_context(tempfile.TemporaryFile())
            answer = self._client().get_object(Bucket=self.at.bucket, Key=key)
            digest = hashlib.sha256()
            with closing(answer["Body"]) as body:
                # The stream itself holds the end against the length that was announced.
                for chunk in body.iter_chunks(CHUNK):
                    digest.update(chunk)
                    copy.write(chunk)
            copy.seek(0)
            held.pop_all()
        return cast("BinaryIO", copy), digest.hexdigest()

    def _within(self, work: Callable[[], T]) -> T:
        """What it comes to, in time, or an error in our words. What runs out of time is left alone in its thread."""
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 (an extra)

        try:
            return Inquiry(work, "bucket").ask(self.total)
        except TimeoutError:
            log.warning("the bucket %s has not answered within %g s", self.at.bucket, self.total)
            raise ExternalServiceError("the store of files is too slow to answer", retry_after=LATER_S) from None
        except ClientError as refused:
            raise _refusal(refused.response, self.at.bucket) from None
        except BotoCoreError as broken:
            log.warning("the bucket %s does not answer: %s", self.at.bucket, broken)
            raise ExternalServiceError("the store of files does not answer", retry_after=LATER_S) from None


def _refusal(response: dict[str, Any], bucket: str) -> DamagedError | ExternalServiceError:
    """What an answer of the store that is an error means for the one who asked."""
    code = str(response.get("Error", {}).get("Code", ""))
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if code in MISSING:
        return DamagedError(GONE)
    log.error("the bucket %s answers %s (%s)", bucket, status, code)
    if status == 403 or code == "NoSuchBucket":
        return ExternalServiceError("the store of files does not let APEX in", retry_after=60)
    told = str(response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("retry-after", ""))
    after = int(told) if _SECONDS.fullmatch(told) else LATER_S
    return ExternalServiceError("the store of files does not take it now", retry_after=after)


@lru_cache(maxsize=8)
def _client(at: BucketSettings, _process: int) -> Any:
    """The client of one process: a forked child must not go on talking over its parent's connections."""
    session_of, config_of = kit()
    # Nothing but the settings counts: no profile, no file of somebody's home folder, no role of the machine.
    alone = {"profile": (None, None, None, None), "config_file": (None, None, os.devnull, None)}
    return session_of(session_vars=alone).create_client(
        "s3",
        endpoint_url=at.endpoint,
        region_name=at.region,
        aws_access_key_id=at.access_key,
        aws_secret_access_key=at.secret_key,
        config=config_of(
            signature_version="s3v4",
            connect_timeout=CONNECT_S,
            read_timeout=READ_S,
            retries={"mode": "standard", "total_max_attempts": TRIES},
            # The bucket's name in the path: what every store takes, also one without names of its own.
            s3={"addressing_style": "path"},
            # Ours are in every put; other stores choke on what is added by itself.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


def kit() -> tuple[Any, Any]:
    """The library, which is an extra: what to install where it is not there."""
    try:
        from botocore.config import Config  # noqa: PLC0415 (an extra)
        from botocore.session import Session  # noqa: PLC0415 (an extra)
    except ImportError:
        raise SettingsError(
            ["APEX_S3_ENDPOINT is set, and botocore is not installed: make extras, or pip install botocore"]
        ) from None
    return Session, Config
