"""A house with a queue, on each kind of database; one with a project management system."""

import pytest
import redis

from apex.jobs import attempt as attempts
from tests.database import application
from tests.jobs.listening import trusting
from tests.jobs.office import office, ready
from tests.receiver import receiving
from tests.web.house import House


@pytest.fixture(params=["sqlite", "redis"])
def queue(request):
    """Where the queue is: in the data folder, or a Redis."""
    if request.param == "sqlite":
        return {}
    server = request.getfixturevalue("redis_server")
    with redis.Redis.from_url(server.url) as client:
        client.flushall()
    return {"APEX_REDIS_URL": server.url}


@pytest.fixture
def house(database_url, tmp_path):
    with application(database_url, tmp_path) as app:
        yield House(app)


@pytest.fixture
def admin(house):
    return house.client("admin")


@pytest.fixture
def receiver(house):
    with receiving() as made:
        trusting(house, made)
        yield made


@pytest.fixture
def pm():
    with office() as made:
        yield made


@pytest.fixture
def shop(database_url, tmp_path, pm, monkeypatch):
    """A house with a project management system; retries are due at once."""
    monkeypatch.setattr(attempts, "pause", lambda number, retry_after=None: 0.0)
    with application(database_url, tmp_path, **pm.settings) as app:
        yield House(app)


@pytest.fixture
def client(shop):
    return shop.client("engineer")


@pytest.fixture
def at(shop, client):
    return ready(shop, client)
