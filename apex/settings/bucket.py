"""Where files are kept that several machines share: a bucket of a store that speaks S3."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from apex.settings.reading import Reading

ENDPOINT, BUCKET, REGION = "APEX_S3_ENDPOINT", "APEX_S3_BUCKET", "APEX_S3_REGION"
ACCESS_KEY, SECRET_KEY, PREFIX = "APEX_S3_ACCESS_KEY", "APEX_S3_SECRET_KEY", "APEX_S3_PREFIX"
NEEDED = (ENDPOINT, BUCKET, REGION, ACCESS_KEY, SECRET_KEY)
"""All of them or none."""
_BUCKET = re.compile(r"(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REGION = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_KEY = re.compile(r"[\x21-\x7e]{1,256}")
_PREFIX = re.compile(r"(?!\.)[A-Za-z0-9._-]+(?:/(?!\.)[A-Za-z0-9._-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketSettings:
    """A bucket, and what opens it. `prefix` is empty or ends in a slash."""

    endpoint: str
    bucket: str
    region: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    prefix: str


def read_bucket(reading: Reading, env: str) -> BucketSettings | None:
    """The bucket files are kept in, None where they are in the data folder."""
    endpoint = reading.origin(ENDPOINT, plain=env != "production")
    bucket = _fits(reading, BUCKET, _BUCKET, "must be the name of a bucket: 3 to 63 of a-z, 0-9, dot and hyphen")
    region = _fits(reading, REGION, _REGION, "must look like us-east-1")
    access_key = _fits(reading, ACCESS_KEY, _KEY, "must be printable characters without spaces")
    secret_key = _fits(reading, SECRET_KEY, _KEY, "must be printable characters without spaces")
    given = [bool(reading.text(name)) for name in NEEDED]
    prefix = _fits(reading, PREFIX, _PREFIX, "must look like shop or shop/files")
    if reading.text(PREFIX) and not any(given):
        reading.refuse(PREFIX, f"says where in a bucket, and {BUCKET} names none")
    if any(given):
        missing = [name for name, there in zip(NEEDED, given, strict=True) if not there]
        reading.faults += [f"{name} must be set too: the APEX_S3_ settings go together" for name in missing]
    if not (endpoint and bucket and region and access_key and secret_key):
        return None
    return BucketSettings(
        endpoint=endpoint, bucket=bucket, region=region, access_key=access_key, secret_key=secret_key,
        prefix=f"{prefix}/" if prefix else "",
    )  # fmt: skip


def _fits(reading: Reading, name: str, pattern: re.Pattern[str], fault: str) -> str | None:
    """A value of that form. What is refused is not shown: keys get into the wrong setting now and then."""
    value = reading.text(name)
    if value is not None and not pattern.fullmatch(value):
        reading.refuse(name, fault)
        return None
    return value
