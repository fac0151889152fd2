"""Transactions say whether they write, races lose nothing, every connection is set up."""

import multiprocessing
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from apex.store.connect import is_transient, migrating, pool_status, writing
from tests.store.tally import ADD, READ, REFUSED, count, opened, seed, write


def test_a_write_that_was_not_announced_is_refused(tally):
    with Session(tally) as session:
        with pytest.raises(DBAPIError, match=REFUSED) as caught:
            session.execute(ADD)
        assert not is_transient(caught.value)
    assert count(tally) == 0


def test_only_the_announced_transaction_writes(tally):
    with Session(tally) as session:
        assert session.execute(READ).scalar_one() == 0
        session.commit()
        writing(session)
        session.execute(ADD)
        session.commit()
        with pytest.raises(DBAPIError, match=REFUSED):
            session.execute(ADD)
    assert count(tally) == 1


def test_a_write_without_a_transaction_is_refused_too(tally):
    with tally.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        assert connection.execute(READ).scalar_one() == 0
        with pytest.raises(DBAPIError, match=REFUSED):
            connection.execute(ADD)
    with Session(tally) as session:
        writing(session)
        session.execute(ADD)
        session.rollback()
    assert count(tally) == 0


def test_an_open_transaction_cannot_be_turned_into_a_writing_one(tally):
    with Session(tally) as session:
        session.execute(READ)
        with pytest.raises(RuntimeError, match="transaction is open"):
            writing(session)
    sessions = scoped_session(sessionmaker(tally))
    writing(sessions)
    with pytest.raises(RuntimeError, match="transaction is open"):
        writing(sessions)
    sessions.execute(ADD)
    sessions.commit()
    sessions.remove()
    assert count(tally) == 1


def test_a_savepoint_undoes_its_part_of_a_writing_transaction(tally):
    with Session(tally) as session:
        writing(session)
        session.execute(ADD)
        with session.begin_nested() as inner:
            session.execute(ADD)
            inner.rollback()
        session.commit()
    assert count(tally) == 1


def test_a_database_in_memory_follows_the_same_rules():
    with opened("sqlite:///:memory:") as engine:
        seed(engine)
        with Session(engine) as session:
            with pytest.raises(OperationalError, match=REFUSED):
                session.execute(ADD)
            session.rollback()
            writing(session)
            session.execute(ADD)
            session.commit()
        assert count(engine) == 1
        assert pool_status(engine)["max_size"] == 1


def add_many(url, times, start):
    with opened(url) as engine, Session(engine) as session:
        start.wait(30)
        for _ in range(times):
            writing(session)
            seen = session.execute(READ).scalar_one()
            session.execute(text("UPDATE tally SET n = :n WHERE id = 1"), {"n": seen + 1})
            session.commit()


def test_two_processes_that_read_and_then_write_lose_nothing(tally_file):
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(2)
    both = [spawn.Process(target=add_many, args=(tally_file, 60, start)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    with opened(tally_file) as engine:
        assert count(engine) == 120


def test_a_reader_neither_waits_for_a_writer_nor_stops_one(tally):
    with Session(tally) as reader, Session(tally) as writer:
        writing(writer)
        writer.execute(ADD)
        assert reader.execute(READ).scalar_one() == 0
        writer.commit()
        reader.commit()
        assert reader.execute(READ).scalar_one() == 1


def test_sqlite_is_set_up_on_every_connection(tally_file):
    with opened(tally_file) as engine, engine.connect() as connection:
        pragmas = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
        assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in pragmas] == [1, "wal", 1, 5000]


def shown(connection, name):
    return connection.exec_driver_sql(f"SHOW {name}").scalar_one()


def test_everybody_may_open_a_new_sqlite_file_at_once(tmp_path):
    errors = []

    def open_each(start):
        for number in range(40):
            with opened(f"sqlite:///{tmp_path / f'{number}.db'}") as engine:
                start.wait(10)
                try:
                    write(engine, "CREATE TABLE IF NOT EXISTS tally (id INTEGER)")
                except OperationalError as error:
                    errors.append(error)

    start = threading.Barrier(6)
    threads = [threading.Thread(target=open_each, args=(start,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []


def test_postgresql_is_set_up_on_every_connection(tally_server):
    with opened(tally_server) as engine, engine.connect() as connection:
        assert shown(connection, "transaction_isolation") == "read committed"
        assert shown(connection, "statement_timeout") == "15s"
        assert shown(connection, "lock_timeout") == "5s"
        assert shown(connection, "idle_in_transaction_session_timeout") == "30s"
        assert shown(connection, "application_name") == "apex"
    joint = "&" if "?" in tally_server else "?"
    with opened(f"{tally_server}{joint}options=-c%20statement_timeout%3D7s") as engine, engine.connect() as connection:
        assert (shown(connection, "statement_timeout"), shown(connection, "lock_timeout")) == ("7s", "5s")


SHOP = (
    "CREATE TABLE shop (id INTEGER PRIMARY KEY)",
    "CREATE TABLE job (id INTEGER PRIMARY KEY, shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE)",
    "INSERT INTO shop VALUES (1)",
    "INSERT INTO job VALUES (1, 1)",
)


def test_a_table_is_rebuilt_without_losing_what_refers_to_it(tally_file):
    with opened(tally_file) as engine:
        write(engine, *SHOP)
        with migrating(engine) as connection, connection.begin():
            connection.exec_driver_sql("CREATE TABLE new (id INTEGER PRIMARY KEY, name TEXT)")
            connection.exec_driver_sql("INSERT INTO new (id) SELECT id FROM shop")
            connection.exec_driver_sql("DROP TABLE shop")
            connection.exec_driver_sql("ALTER TABLE new RENAME TO shop")
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM job").scalar_one() == 1
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_migration_that_leaves_a_reference_to_nothing_changes_nothing(tally_file):
    with opened(tally_file) as engine:
        write(engine, *SHOP)
        nothing = pytest.raises(RuntimeError, match=r"1 rows would refer to nothing \(job -> shop\)")
        with nothing, migrating(engine) as connection, connection.begin():
            connection.exec_driver_sql("DELETE FROM shop")
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM shop").scalar_one() == 1
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_migration_on_postgresql_may_last_and_leaves_no_such_connection_behind(tally_server):
    with opened(tally_server) as engine:
        with migrating(engine) as connection:
            assert shown(connection, "statement_timeout") == "0"
            connection.exec_driver_sql("CREATE TABLE made (id INTEGER)")
            connection.commit()
        with engine.connect() as connection:
            assert shown(connection, "statement_timeout") == "15s"
            with pytest.raises(InternalError, match=REFUSED):
                connection.exec_driver_sql("INSERT INTO made VALUES (1)")
