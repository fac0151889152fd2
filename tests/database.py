"""Fresh databases with the application's own migrations in them: migrated once, then copied."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from apex.actions import password
from apex.app import create_app
from apex.extensions import db
from apex.settings import Settings
from tests.servers import PostgresServer

TEMPLATE = "apex_template"
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""A test of what is the same on every database; where something is stored its neighbors run on both."""
LOOSE = {"APEX_RATE_LIMIT_DEFAULT": "100000/minute"}
"""What most tests are not about."""


COMPILED_RULE = ("_parts", "_trace", "_converters", "_build", "_build_unknown", "arguments")


def _remember_rules() -> None:
    """Werkzeug compiles each rule into what it matches and two functions that build its addresses: most of the time a
    new application takes. That depends on the rule alone, so the next application of a process takes that of the first.
    """
    compiled, known = Rule.compile, {}

    def remembered(rule: Rule) -> None:
        key = (rule.rule, rule.subdomain, rule.host, repr(rule.defaults), rule.strict_slashes, rule.merge_slashes)
        if key in known:
            vars(rule).update(known[key])
            return
        compiled(rule)
        known[key] = {name: value for name, value in vars(rule).items() if name in COMPILED_RULE}

    Rule.compile = remembered


_remember_rules()
# Passwords are not what most tests are about: at its real cost each login would take as long as twenty pages.
password._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class _Compiled(BytecodeCache):
    """Templates compiled once for all applications of a process, each of which has an environment of its own."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.code


COMPILED = _Compiled()


@contextmanager
def application(url: str, folder: Path, **more: str) -> Iterator[Flask]:
    """APEX on this database, with its connections closed at the end."""
    given = {"APEX_ENV": "testing", "APEX_DATABASE_URL": url, "APEX_DATA_DIR": str(folder), **LOOSE, **more}
    app = create_app(Settings.from_environment(given))
    app.jinja_env.bytecode_cache = COMPILED
    try:
        yield app
    finally:
        with app.app_context():
            for engine in db.engines.values():
                engine.dispose()


def migrate(url: str, folder: Path) -> None:
    with application(url, folder) as app, app.app_context():
        upgrade()


def prepare_file(folder: Path) -> Path:
    file = folder / "apex.db"
    migrate(f"sqlite:///{file}", folder)
    left = sorted(path.name for path in folder.glob("apex.db-*"))
    if left:
        raise AssertionError(f"a connection stayed open: what {', '.join(left)} holds would be missing in every copy")
    return file


def copied(file: Path, folder: Path) -> str:
    return f"sqlite:///{shutil.copyfile(file, folder / file.name)}"


def prepare_template(server: PostgresServer, folder: Path) -> PostgresServer:
    server.create(TEMPLATE)
    migrate(server.url(TEMPLATE), folder)
    return server


@contextmanager
def fresh(server: PostgresServer) -> Iterator[str]:
    name = f"apex_{secrets.token_hex(6)}"
    server.create(name, TEMPLATE)
    try:
        yield server.url(name)
    finally:
        server.drop(name)
