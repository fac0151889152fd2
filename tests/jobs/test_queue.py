"""The queue of an installation, and the clients its jobs share."""

import pytest

from apex.jobs.outside import services, strangers
from apex.jobs.queue import queue_name
from tests.database import application


def test_installations_that_share_a_redis_have_a_queue_each(tmp_path, redis_server):
    """By the database, whoever opens it and however."""
    with (
        application(f"sqlite:///{tmp_path}/one.db", tmp_path, APEX_REDIS_URL=redis_server.url) as one,
        application(f"sqlite:///{tmp_path}/two.db", tmp_path, APEX_REDIS_URL=redis_server.url) as two,
    ):
        ours, theirs = (app.extensions["apex_queue"]() for app in (one, two))
        before = theirs.pending_count()
        with one.app_context():
            one.extensions["apex_job"]("a job")
        assert (ours.pending_count(), theirs.pending_count()) == (1, before)
        ours.flush()


@pytest.mark.parametrize(
    "other", ["postgresql+psycopg://web:secret@db/apex", "postgresql+psycopg://w@db:5432/apex?a=b"]
)
def test_the_name_of_a_queue_says_nothing_of_who_opens_the_database(other):
    name = queue_name("postgresql+psycopg://worker:word@db:5432/apex")
    assert queue_name(other) == name
    assert name != queue_name("postgresql+psycopg://worker:word@db:5432/other")


def test_one_client_of_each_kind_is_kept(house):
    with house.app.app_context():
        assert services() is services()
        assert strangers() is strangers()
        assert services() is not strangers()
