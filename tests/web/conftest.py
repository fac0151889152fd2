"""The application as tests of the web room meet it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.database import application, copied
from tests.web.house import House


@pytest.fixture
def environ() -> dict[str, str]:
    """What is set beyond what every application needs; a module that needs more has its own."""
    return {}


@pytest.fixture
def house(database_url: str, tmp_path: Path, environ: dict[str, str]) -> Iterator[House]:
    """The application on a fresh database of each kind."""
    with application(database_url, tmp_path, **environ) as app:
        yield House(app)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Flask]:
    """One application for the tests that store nothing."""
    folder = tmp_path_factory.mktemp("data")
    with application(copied(migrated_file, folder), folder) as made:
        yield made


@pytest.fixture(scope="session")
def secret(app: Flask) -> str:
    return House(app).token(House(app).user("engineer"))


@pytest.fixture
def client(app: Flask, secret: str) -> FlaskClient:
    """An engineer with an API token."""
    made = app.test_client()
    made.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return made
