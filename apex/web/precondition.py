"""ETags: what a write says it saw, and what a reader has already."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Response, request

from apex.errors import ApexError, PreconditionRequiredError
from apex.web.ask import API

FIELD = "etag"
_TAG = re.compile(r'\s*(?:W/)?("[^"]*")\s*(?:,|$)')
_SUFFIX = re.compile(r'(?:-|;|:)(?:gzip|br|deflate|zstd)"$')


def opaque(tag: str) -> str:
    """A tag without what proxies add: the weakness mark, and the name of a compression."""
    return _SUFFIX.sub('"', tag.strip().removeprefix("W/"))


def tags(header: str) -> list[str]:
    """The tags of an If-Match or If-None-Match header."""
    return [opaque(found) for found in _TAG.findall(header)]


def state(tag: str) -> str:
    """The part of a tag that names the state: what else an answer held makes no write on it stale."""
    return re.sub(r'\.[^."]*"$', '"', tag)


def given() -> str:
    """What the request says it saw: the If-Match header, else the form's hidden field."""
    header = request.headers.get("If-Match", "").strip()
    return header or request.form.get(FIELD, "").strip()


def seen(current: str, version: int, stale: Callable[[int], ApexError]) -> int:
    """The version the request may write on top of.

    Nothing said is 428. Another tag than the current one is what `stale` makes of the version it
    names. `*` is whatever stands now.
    """
    said = given()
    if not said:
        message = "send If-Match with the ETag you read" if request.path.startswith(API) or not request.form else (
            "the form does not say which version it began from; open the page again"
        )  # fmt: skip
        raise PreconditionRequiredError(message)
    if said == "*" or current in map(state, [*tags(said), opaque(f'"{said}"')]):
        return version
    raise stale(named_version(said))


def named_version(said: str) -> int:
    """The version a tag of ours names; 0 for any other."""
    found = re.search(r'"?(\d{1,9})-', said)
    return int(found.group(1)) if found else 0


def known(etag: str) -> bool:
    """Whether the reader has what carries this tag already."""
    held = request.headers.get("If-None-Match", "")
    return request.method in ("GET", "HEAD") and (held == "*" or etag in tags(held))


def fresh(response: Response, etag: str) -> Response:
    """The response with its tag; 304 without a body where the reader has it already."""
    response.headers["ETag"] = etag
    if response.status_code == 200 and known(etag):
        response.status_code = 304
        response.set_data(b"")
        response.headers.pop("Content-Type", None)
    return response
