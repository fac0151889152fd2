"""One browser and one seeded server for each process of the tests; every test has tabs of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import launched
from tests.browser.shop import Shop, seed, serving
from tests.database import application, copied
from tests.jobs.worker import working


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


@pytest.fixture(scope="session")
def _seeded(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, browser: Browser) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("shop")
    url = copied(migrated_file, folder)
    with application(url, folder) as app:
        seed(app)
        yield from serving(app, url, folder, browser)


@pytest.fixture(scope="module")
def worker(_seeded: Shop) -> Iterator[None]:
    """A worker of the shop, in a process of its own, for the tests of a module."""
    with working(_seeded.url, _seeded.folder):
        yield


@pytest.fixture
def shop(_seeded: Shop) -> Iterator[Shop]:
    """The shop; afterwards nothing in any of its tabs may have complained."""
    yield _seeded
    assert _seeded.close_tabs() == []
