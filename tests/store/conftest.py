"""Databases with a tally in them."""

import pytest

from tests.database import fresh
from tests.store.tally import opened, seed


@pytest.fixture
def tally(database_url):
    """An engine as the application has it, on both kinds of server."""
    with opened(database_url) as made:
        seed(made)
        yield made


@pytest.fixture
def tally_file(tmp_path):
    """The address of a SQLite database."""
    url = f"sqlite:///{tmp_path / 'tally.db'}"
    with opened(url) as made:
        seed(made)
    return url


@pytest.fixture
def tally_server(migrated_server):
    """The address of a PostgreSQL database."""
    with fresh(migrated_server) as url:
        with opened(url) as made:
            seed(made)
        yield url
