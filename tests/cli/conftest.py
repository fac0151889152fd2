"""The shell as its commands' tests meet it: on a fresh database of each kind, in this process or in one of its own."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import create_engine, text

from apex.app import create_app
from apex.cli import apex
from apex.extensions import db
from apex.settings import ROOT, Settings
from tests.database import TEMPLATE, application, copied
from tests.servers import PostgresServer
from tests.web.house import House

SECRET = "a secret of the tests, longer than thirty-two characters"
CHECKS = [
    "database", "migrations", "packs", "file", "guards", "audit", "versions", "projects", "submissions",
    "calculations", "attachments",
]  # fmt: skip
"""What the doctor looks at, in that order."""


class Shell:
    """Runs `flask apex ...` against one database."""

    def __init__(self, url: str, folder: Path, app: Flask) -> None:
        self.url, self.folder, self.app = url, folder, app
        self.house = House(app)
        self.sqlite = url.startswith("sqlite")

    def run(self, *words: object, typed: str | None = None) -> Result:
        """In this process, in a context of its own as each command has it."""
        with self.app.app_context():
            done = self.app.test_cli_runner().invoke(apex, list(map(str, words)), input=typed)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    def ok(self, *words: object, typed: str | None = None) -> str:
        done = self.run(*words, typed=typed)
        assert done.exit_code == 0, done.output
        return done.stdout

    def refused(self, *words: object, code: int = 2) -> str:
        """What the error stream says; nothing stands on the other one."""
        done = self.run(*words)
        assert done.exit_code == code, done.output
        assert done.stdout == ""
        return done.stderr

    def result(self, *words: object, code: int = 0):
        """The result of an envelope."""
        done = self.run(*words, "--json")
        assert done.exit_code == code, done.output
        return json.loads(done.stdout)["result"]

    def errors(self, *words: object, code: int = 2) -> list[dict]:
        done = self.run(*words, "--json")
        assert done.exit_code == code, done.output
        return json.loads(done.stdout)["errors"]

    def state(self, email: str) -> dict:
        return next(row for row in self.result("user", "list")["items"] if row["email"] == email)

    def log(self, verb: str) -> list[dict]:
        """Rows of the audit log with a verb, oldest first."""
        lines = self.ok("audit", "export", "--verb", verb).splitlines()
        return [json.loads(line) for line in lines]

    def findings(self, code: int = 1) -> dict[str, dict]:
        """What each check of the doctor says."""
        return {check["name"]: check for check in self.result("doctor", code=code)["checks"]}

    def faults(self) -> dict[str, list[str]]:
        """The checks that fail, each with what it found."""
        return {name: check["faults"] for name, check in self.findings().items() if not check["ok"]}

    def sql(self, *statements: str, **values: object) -> None:
        """Change the database behind the application's back."""
        engine = create_engine(self.url)
        try:
            with engine.begin() as connection:
                for statement in statements:
                    connection.execute(text(statement), values)
        finally:
            engine.dispose()

    def unguard(self, *tables: str) -> None:
        """Take away what keeps the rows of a table as they were written."""
        for table in tables:
            names = ("no_update", "no_delete") if self.sqlite else ("forever",)
            where = "" if self.sqlite else f" ON {table}"
            self.sql(*(f"DROP TRIGGER IF EXISTS {table}_{name}{where}" for name in names))

    def process(self, *words: object, **more) -> subprocess.CompletedProcess[str]:
        """In a process of its own, with nothing set but what scripts set."""
        return subprocess.run(**self.started(*words, **more), capture_output=True, timeout=120, check=False)

    def started(self, *words: object, **more) -> dict:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("APEX_", "COV_"))}
        given = {"APEX_DATABASE_URL": self.url, "APEX_DATA_DIR": str(self.folder), "APEX_SECRET_KEY": SECRET}
        environment = {**kept, **given, "FLASK_APP": "wsgi.py", **more.pop("environment", {})}
        command = [sys.executable, "-m", "flask", "apex", *map(str, words)]
        return {"args": command, "cwd": ROOT, "env": environment, "text": True, **more}


@pytest.fixture
def at(database_url: str, tmp_path: Path) -> Iterator[Shell]:
    """A shell at an installation with nobody and nothing in it."""
    with application(database_url, tmp_path) as app:
        yield Shell(database_url, tmp_path, app)


SHOP = "apex_shop"


def seed(url: str, folder: Path) -> None:
    with application(url, folder) as app:
        Shell(url, folder, app).ok("demo")


@pytest.fixture(scope="session")
def shop_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    seed(copied(migrated_file, folder), folder)
    return folder / migrated_file.name


@pytest.fixture(scope="session")
def shop_server(migrated_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> PostgresServer:
    migrated_server.create(SHOP, TEMPLATE)
    seed(migrated_server.url(SHOP), tmp_path_factory.mktemp("shop"))
    return migrated_server


@pytest.fixture(params=["sqlite", "postgresql"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    """A shell at the demo's shop: seeded once, then copied."""
    if request.param == "sqlite":
        url = copied(request.getfixturevalue("shop_file"), tmp_path)
        with application(url, tmp_path) as app:
            yield Shell(url, tmp_path, app)
        return
    server, name = request.getfixturevalue("shop_server"), f"shop_{secrets.token_hex(6)}"
    server.create(name, SHOP)
    try:
        with application(server.url(name), tmp_path) as app:
            yield Shell(server.url(name), tmp_path, app)
    finally:
        server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    """A shell at a database that was never prepared."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    name = f"bare_{secrets.token_hex(6)}"
    if server is not None:
        server.create(name)
    url = server.url(name) if server is not None else f"sqlite:///{tmp_path / 'apex.db'}"
    app = create_app(
        Settings.from_environment({"APEX_ENV": "testing", "APEX_DATABASE_URL": url, "APEX_DATA_DIR": str(tmp_path)})
    )
    try:
        yield Shell(url, tmp_path, app)
    finally:
        with app.app_context():
            db.engine.dispose()
        if server is not None:
            server.drop(name)
