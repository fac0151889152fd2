"""What may succeed when it is tried again, by the errors real databases raise."""

import sqlite3
import threading
import time
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from apex.store.connect import WRITE, is_transient, writing
from tests.store.tally import ADD, READ, count, opened, write


def test_a_busy_sqlite_is_transient_and_leaves_the_session_usable(tally_file):
    one = {"APEX_DB_POOL_MAX_SIZE": "1"}
    with (
        opened(tally_file, **one) as engine,
        opened(tally_file, **one) as other,
        Session(engine) as first,
        Session(other) as second,
    ):
        # The pool of one connection keeps what is set on it.
        second.connection().exec_driver_sql("PRAGMA busy_timeout=20")
        second.rollback()
        writing(first)
        with pytest.raises(OperationalError, match="database is locked") as caught:
            writing(second)
        assert is_transient(caught.value)
        first.rollback()
        writing(second)
        second.execute(ADD)
        second.commit()
        assert count(other) == 1


def test_a_stale_snapshot_and_a_locked_table_of_sqlite_are_transient(tally_file):
    path = tally_file.removeprefix("sqlite:///")
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as late,
        closing(sqlite3.connect(path, isolation_level=None)) as early,
    ):
        late.execute("BEGIN")
        rows = late.execute("SELECT n FROM tally")
        early.execute("UPDATE tally SET n = 5")
        with pytest.raises(sqlite3.OperationalError) as caught:
            late.execute("UPDATE tally SET n = 6")
        assert caught.value.sqlite_errorcode == sqlite3.SQLITE_BUSY_SNAPSHOT
        assert is_transient(caught.value)
        rows.close()
        late.execute("ROLLBACK")
        rows = late.execute("SELECT n FROM tally UNION ALL SELECT 2")
        rows.fetchone()
        with pytest.raises(sqlite3.OperationalError) as caught:
            late.execute("DROP TABLE tally")
        assert caught.value.sqlite_errorcode == sqlite3.SQLITE_LOCKED
        assert is_transient(caught.value)
        rows.close()


def test_a_broken_rule_or_statement_is_not_transient(tally):
    with tally.connect().execution_options(**WRITE) as connection:
        with pytest.raises(IntegrityError) as rule:
            connection.exec_driver_sql("INSERT INTO tally VALUES (1, 0)")
        connection.rollback()
        with pytest.raises((OperationalError, ProgrammingError)) as statement:
            connection.exec_driver_sql("SELEKT 1")
    assert not is_transient(rule.value)
    assert not is_transient(statement.value)
    assert not is_transient(statement.value.orig)
    assert not is_transient(ValueError("anything"))


def test_a_deadlock_is_transient(tally_server):
    errors = []
    with opened(tally_server) as engine:
        write(engine, "INSERT INTO tally VALUES (2, 0)")
        meet = threading.Barrier(2)

        def cross(first, second):
            with Session(engine) as session:
                writing(session)
                session.execute(text("UPDATE tally SET n = n + 1 WHERE id = :id"), {"id": first})
                meet.wait(10)
                try:
                    session.execute(text("UPDATE tally SET n = n + 1 WHERE id = :id"), {"id": second})
                    session.commit()
                except DBAPIError as error:
                    errors.append(error)

        threads = [threading.Thread(target=cross, args=pair) for pair in ((1, 2), (2, 1))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    (error,) = errors
    assert error.orig.sqlstate == "40P01"
    assert is_transient(error)


def test_a_lock_not_had_in_time_and_a_lost_snapshot_are_transient(tally_server):
    with opened(tally_server) as engine, Session(engine) as holder:
        with engine.connect().execution_options(isolation_level="REPEATABLE READ", **WRITE) as late:
            late.execute(READ)
            writing(holder)
            holder.execute(ADD)
            late.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
            with late.begin_nested() as inner:
                with pytest.raises(OperationalError) as waited:
                    late.execute(ADD)
                inner.rollback()
            holder.commit()
            with pytest.raises(OperationalError) as lost:
                late.execute(ADD)
        assert (waited.value.orig.sqlstate, lost.value.orig.sqlstate) == ("55P03", "40001")
        assert is_transient(waited.value)
        assert is_transient(lost.value)


def test_a_connection_the_server_ended_is_transient_and_the_next_one_works(tally_server):
    with opened(tally_server) as engine:
        with Session(engine) as session, engine.connect() as other:
            pid = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
            other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
            with pytest.raises(OperationalError) as caught:
                session.execute(READ)
            assert is_transient(caught.value)
        # Those at rest in the pool are tried before they are lent.
        with engine.connect() as one, engine.connect() as two:
            pids = [c.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() for c in (one, two)]
        with opened(tally_server) as another, another.connect() as killer:
            for pid in pids:
                killer.exec_driver_sql(f"SELECT pg_terminate_backend({pid}, 5000)")
        assert count(engine) == 0


def test_a_transaction_ended_for_idling_is_transient(tally_server):
    with opened(tally_server) as engine, Session(engine) as session, engine.connect() as other:
        pid = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        session.execute(text("SET LOCAL idle_in_transaction_session_timeout = '20ms'"))
        until = time.monotonic() + 5
        while other.exec_driver_sql(f"SELECT 1 FROM pg_stat_activity WHERE pid = {pid}").first():
            other.rollback()
            assert time.monotonic() < until
        with pytest.raises(DBAPIError) as caught:
            session.execute(READ)
    assert caught.value.orig.sqlstate == "25P03"
    assert is_transient(caught.value)


def test_a_server_that_is_not_there_is_transient():
    with opened("postgresql://apex@127.0.0.1:1/apex") as engine, pytest.raises(OperationalError) as caught:
        engine.connect()
    assert is_transient(caught.value)
