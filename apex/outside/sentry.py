"""Telling Sentry of errors nobody foresaw: what broke where, and never with whose words.

What is sent is made of a short list of things that hold no values of anybody: types of errors, places in the code,
names of routes and kinds of jobs, ids that are in the log. The text of an error is left out: it quotes what was typed.
"""

from __future__ import annotations

import atexit
from collections.abc import Mapping
from typing import Any

from apex.settings import Settings, SettingsError, code_version

PARTING_S = 2.0
"""How long a process that ends waits for what is not sent yet."""
EVENT = ("event_id", "timestamp", "level", "platform", "release", "environment", "server_name", "transaction", "tags")
ERROR = ("type", "module")
FRAME = ("filename", "function", "module", "lineno", "in_app")


class Sentry:
    """A line to one project of a Sentry. Sending is done by a thread of its own: who tells it does not wait, and what
    does not fit its queue is dropped.
    """

    def __init__(self, dsn: str, release: str, environment: str) -> None:
        sdk = _kit()
        self._event_of = sdk.utils.event_from_exception
        # A client of ours, and no integration of anybody's: nothing is patched, and nothing is collected on the way.
        self._client = sdk.Client(
            dsn=dsn,
            release=release,
            environment=environment,
            default_integrations=False,
            auto_enabling_integrations=False,
            auto_session_tracking=False,
            send_client_reports=False,
            include_local_variables=False,
            include_source_context=False,
            max_breadcrumbs=0,
            max_request_body_size="never",
            enable_backpressure_handling=False,
            spotlight=False,
            shutdown_timeout=PARTING_S,
            before_send=plain,
        )
        atexit.register(self.close)

    def send(self, error: BaseException, transaction: str, tags: Mapping[str, str]) -> None:
        """Have it sent, some time."""
        event, hint = self._event_of(error, client_options=self._client.options)
        self._client.capture_event({**event, "transaction": transaction, "tags": dict(tags)}, hint)

    def close(self) -> None:
        atexit.unregister(self.close)
        self._client.close(timeout=PARTING_S)


def sentry_of(chosen: Settings) -> Sentry | None:
    """The line of an installation; None where none is configured."""
    if chosen.sentry_dsn is None:
        return None
    code = code_version()
    release = "+".join(part for part in (f"apex@{code['version']}", str(code["git_sha"])[:12]) if part)
    return Sentry(chosen.sentry_dsn, release, chosen.env)


def plain(event: Mapping[str, Any], _: Any = None) -> dict[str, Any]:
    """The last gate: what is not on the lists does not leave, whoever put it there."""
    errors = [
        {**_only(error, ERROR), "stacktrace": {"frames": [_only(frame, FRAME) for frame in _frames(error)]}}
        for error in event.get("exception", {}).get("values", ())
    ]
    return {**_only(event, EVENT), "exception": {"values": errors}}


def _frames(error: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list((error.get("stacktrace") or {}).get("frames", ()))


def _only(given: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: given[name] for name in names if name in given}


def _kit() -> Any:
    """The library, which is an extra: what to install where it is not there."""
    try:
        import sentry_sdk.utils  # noqa: PLC0415 (an extra)
    except ImportError:
        raise SettingsError(
            ["SENTRY_DSN is set, and sentry-sdk is not installed: make extras, or pip install sentry-sdk"]
        ) from None
    return sentry_sdk
