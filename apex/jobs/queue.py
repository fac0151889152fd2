"""The queue that hands ids of jobs to workers: SQLite in the data folder, or Redis. What it loses the sweeper finds."""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer
from redis import ConnectionPool, RedisError
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from apex.settings import Settings
from apex.store.job import QUEUED

log = logging.getLogger("apex.jobs")
NAME = "apex"


class JsonSerializer(Serializer):  # type: ignore[misc]
    """Messages as JSON: what stands in the queue is never executed, whoever wrote it."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps({name: value for name, value in data._asdict().items() if value is not None}).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(**json.loads(data))


def queue_name(database_url: str) -> str:
    """One for each database, so that installations may share a Redis. Machines that call a database by different names
    have a queue each: there the sweeper, which every worker has, hands over what another machine's web queued.
    """
    url = make_url(database_url)
    file = url.get_backend_name() == "sqlite"
    place = str(Path(url.database or "").resolve()) if file else f"{url.host}:{url.port or 5432}/{url.database}"
    return f"{NAME}-{hashlib.sha256(place.encode()).hexdigest()[:12]}"


def make_queue(chosen: Settings) -> Huey:
    """The queue of an installation. Results are rows of jobs; the queue keeps none."""
    common: dict[str, Any] = {"results": False, "store_none": False, "utc": True, "serializer": JsonSerializer()}
    if chosen.redis_url:
        pool = ConnectionPool.from_url(chosen.redis_url, socket_timeout=2.0, socket_connect_timeout=0.5)
        return RedisHuey(queue_name(chosen.database_url), connection_pool=pool, read_timeout=1, **common)
    return SqliteHuey(NAME, filename=str(chosen.data_dir / "queue.db"), timeout=5, **common)


def queue_of(app: Flask) -> Huey:
    """The queue of the application; nothing is opened before somebody asks for it."""
    found: Huey = app.extensions["apex_queue"]()
    return found


def push(*job_ids: str) -> bool:
    """Tell the workers; False where the queue is not to be had. Nothing is lost: the sweeper looks at the table."""
    try:
        queue_of(current_app)
        for job_id in job_ids:
            current_app.extensions["apex_job"](job_id)
    except (RedisError, sqlite3.Error, OSError) as error:
        log.warning("the queue cannot be reached: %s jobs wait for the sweeper: %s", len(job_ids), type(error).__name__)
        return False
    return True


def is_reachable() -> bool:
    """Whether the queue answers now."""
    try:
        queue_of(current_app).pending_count()
    except (RedisError, sqlite3.Error, OSError):
        return False
    return True


def forget(session: Session) -> None:
    """A transaction begins again: what it queued before is gone."""
    session.info.pop(QUEUED, None)


def let_loose(session: Session, *, committed: bool) -> None:
    """After a transaction: the workers hear of what it queued, if it was committed."""
    queued = session.info.pop(QUEUED, [])
    if committed and queued:
        push(*queued)
