"""A house with a queue, on each kind of database."""

import pytest

from tests.database import application
from tests.web.house import House


@pytest.fixture
def house(database_url, tmp_path):
    with application(database_url, tmp_path) as app:
        yield House(app)
