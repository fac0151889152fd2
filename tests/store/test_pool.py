"""The pool says how full it is, and gives back what it lent."""

import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from apex.store.connect import pool_status, writing
from tests.store.tally import opened


def test_the_pool_tells_how_full_it_is(database_url):
    with opened(database_url, APEX_DB_POOL_MIN_SIZE="2", APEX_DB_POOL_MAX_SIZE="10") as engine:
        assert pool_status(engine) == {
            "min_size": 2, "max_size": 10, "current_size": 0, "active": 0, "idle": 0, "utilization_percent": 0.0,
            "status": "healthy",
        }  # fmt: skip
        held, said = [], []
        for _ in range(10):
            held.append(engine.connect())
            status = pool_status(engine)
            said.append((status["active"], status["utilization_percent"], status["status"]))
        assert said[6:] == [(7, 70.0, "healthy"), (8, 80.0, "warning"), (9, 90.0, "warning"), (10, 100.0, "critical")]
        for connection in held:
            connection.close()
        # The least is kept open, what went beyond it is closed.
        after = pool_status(engine)
        assert (after["current_size"], after["active"], after["idle"]) == (2, 0, 2)


def test_an_exhausted_pool_says_so_in_time_and_recovers(database_url):
    given = {"APEX_DB_POOL_MIN_SIZE": "1", "APEX_DB_POOL_MAX_SIZE": "2", "APEX_DB_POOL_TIMEOUT": "0.3"}
    with opened(database_url, **given) as engine:
        held = [Session(engine), Session(engine)]
        for session in held:
            session.execute(text("SELECT 1"))
        third = Session(engine)
        for begin in (lambda: third.execute(text("SELECT 1")), lambda: writing(third)):
            third.rollback()
            begun = time.monotonic()
            with pytest.raises(PoolTimeoutError):
                begin()
            assert 0.25 < time.monotonic() - begun < 0.8
        third.rollback()
        held[0].close()
        assert third.execute(text("SELECT 1")).scalar_one() == 1
        third.close()
        held[1].close()
        assert pool_status(engine)["active"] == 0
