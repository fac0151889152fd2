"""What all tests share: the packs, servers, fresh databases, and how hypothesis runs.

Hypothesis draws the same examples every time; `soak` draws new ones.
"""

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import is_hypothesis_test, settings

from apex.engine.bundle import Packs
from apex.packs.load import load_packs
from tests.servers import PostgresServer, RedisServer, ServerError, start_postgres, start_redis

if TYPE_CHECKING:
    from tests.outside.sites import Sites

settings.register_profile("apex", deadline=None, derandomize=True, database=None)
settings.register_profile("soak", deadline=None, database=None)
settings.load_profile("apex")


SEARCHES = (
    "test_anchor_monotone", "test_baseplate_depth", "test_baseplate_search", "test_fed_back", "test_footing_search",
    "test_footing_size", "test_monotone", "test_monotone_base", "test_stepped_any", "test_sweep", "test_whole_space",
    "test_condition", "test_drawing_layout", "test_package_kinds",
)  # fmt: skip
"""Tests that work designs out again and again, of the engine alone or on the way to a drawing or a package."""
ROOMS_ON_BOTH = ("actions", "cli", "jobs", "outside", "web")
"""Rooms whose code is the same on either database."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Some tests run again and again the lines that plain examples run, or run on the other database what ran on the
    first: tracing them for coverage finds nothing more, and would make them take up to nine times as long.
    """
    params = getattr(getattr(item, "callspec", None), "params", {})
    again = item.path.parent.name in ROOMS_ON_BOTH and "postgresql" in params.values()
    if again or item.path.stem in SEARCHES or is_hypothesis_test(getattr(item, "obj", None)):
        item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """In a process of pytest-xdist two measurements are under way, and where pytest-cov pauses the second for such a
    test the first goes on: so tracing ends here, and begins again where pytest-cov takes up its own.
    """
    if item.get_closest_marker("no_cover"):
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What shares servers for a whole run comes first and together, in whatever order it was drawn: so one process of
    pytest-xdist has it all, and the others, which take over what is left at the end, start none of those servers.
    """
    items.sort(key=lambda item: item.path.parent.name not in ("browser", "proof"))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the garbage collector need not walk all those tests again and again."""
    gc.collect()
    gc.freeze()


Server = TypeVar("Server", PostgresServer, RedisServer)


@pytest.fixture(scope="session")
def packs() -> Packs:
    return load_packs()


def started(start: Callable[[], Server]) -> Server:
    try:
        return start()
    except ServerError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    server = started(start_postgres)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """One for all tests of a process: who writes to it empties it, who stops it starts it again."""
    server = started(start_redis)
    yield server
    server.close()


@pytest.fixture
def there() -> Iterator["Sites"]:
    """The services a site is looked up at, all well."""
    from tests.outside.sites import sites

    with sites() as made:
        yield made


# From here on the application is loaded, and only then: the tests of the engine do without it.
@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.database import prepare_file

    return prepare_file(tmp_path_factory.mktemp("migrated"))


@pytest.fixture(scope="session")
def migrated_server(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> PostgresServer:
    from tests.database import prepare_template

    return prepare_template(postgres, tmp_path_factory.mktemp("migrated"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of its own for each test, migrated and empty, on both kinds of server."""
    from tests.database import copied, fresh

    if request.param == "sqlite":
        yield copied(request.getfixturevalue("migrated_file"), tmp_path)
        return
    with fresh(request.getfixturevalue("migrated_server")) as url:
        yield url
