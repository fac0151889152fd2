"""Places that last for all tests of a process, one for each kind of database, and the figures of a soak."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.database import copied, fresh
from tests.proof.dose import SOAK
from tests.proof.place import Place

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def place_on_sqlite(migrated_file, tmp_path_factory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("place")
    with closing(Place(copied(migrated_file, folder), folder)) as made:
        yield made


@pytest.fixture(scope="session")
def place_on_postgresql(migrated_server, tmp_path_factory) -> Iterator[Place]:
    with fresh(migrated_server) as url, closing(Place(url, tmp_path_factory.mktemp("place"))) as made:
        yield made


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest) -> Place:
    """Not parametrized where it is made: pytest would end one kind whenever the other's turn comes."""
    return request.getfixturevalue(f"place_on_{request.param}")


@pytest.fixture
def own_place(database_url, tmp_path) -> Iterator[Place]:
    """A place of the test's own."""
    with closing(Place(database_url, tmp_path)) as made:
        yield made


def pytest_terminal_summary(terminalreporter) -> None:
    figures = [
        f"{report.nodeid.split('::')[-1]}: {value}"
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "figure"
    ]
    if SOAK and figures:
        terminalreporter.section("figures")
        for line in figures:
            terminalreporter.line(line)
