"""The loop around every writing transaction: what passes by itself is tried again, all else is an answer."""

import threading

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from apex.actions.call import utc_now
from apex.errors import BusyError
from apex.extensions import db
from apex.store.retry import PAUSES, aside, transact
from apex.store.user import User
from tests.database import application, fresh

ATTEMPTS = len(PAUSES) + 1


@pytest.fixture
def session(database_url, tmp_path):
    with application(database_url, tmp_path) as app, app.app_context():
        yield db.session()


def person(session: Session, email="sam@example.com"):
    session.add(User(email=email, role="viewer", created_at=utc_now(), updated_at=utc_now()))
    session.flush()


def people(session: Session):
    found = session.scalar(select(func.count()).select_from(User))
    session.rollback()
    return found


def take_the_lock(url: str):
    """Take the one lock of SQLite, at once or not at all, and give it back."""
    other = create_engine(url, connect_args={"timeout": 0})
    try:
        with other.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        other.dispose()


def pass_by(session: Session, url: str):
    """What the database itself says of a race that was lost."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$"))
    take_the_lock(url)


def test_what_was_done_is_committed_and_given_back(session):
    assert transact(session, lambda: person(session) or "done") == "done"
    assert people(session) == 1
    assert not session.in_transaction()


def test_a_lost_race_is_tried_again_and_leaves_one_of_each(session, database_url):
    tried = []

    def work():
        person(session)
        tried.append(1)
        if len(tried) < ATTEMPTS:
            pass_by(session, database_url)

    transact(session, work)
    assert len(tried) == ATTEMPTS
    assert people(session) == 1


def test_after_four_attempts_it_is_an_error(session, database_url):
    tried = []

    def work():
        tried.append(1)
        pass_by(session, database_url)

    with pytest.raises(DBAPIError):
        transact(session, work)
    assert len(tried) == ATTEMPTS
    assert not session.in_transaction()


@pytest.mark.parametrize("fault", ["constraint", "own"])
def test_a_true_fault_is_not_tried_again_and_leaves_nothing(session, fault):
    tried = []

    def work():
        tried.append(1)
        person(session)
        if fault == "own":
            raise KeyError(fault)
        person(session)

    with pytest.raises(IntegrityError if fault == "constraint" else KeyError):
        transact(session, work)
    assert len(tried) == 1
    assert people(session) == 0


def test_a_result_that_is_not_kept_takes_its_work_back(session):
    assert transact(session, lambda: person(session) or 404, lambda status: status < 400) == 404
    assert people(session) == 0


def test_two_that_lock_each_other_out_both_come_through(migrated_server, tmp_path):
    """A deadlock of the server's own making: one of the two is thrown out, and tries again."""
    with fresh(migrated_server) as url, application(url, tmp_path) as app, app.app_context():
        for email in ("ann@example.com", "joe@example.com"):
            transact(db.session(), lambda email=email: person(db.session(), email))
        barrier, done = threading.Barrier(2), []
        names = ["ann@example.com", "joe@example.com"]
        threads = [
            threading.Thread(target=_locking, args=(app, barrier, order, done)) for order in (names, names[::-1])
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(done) == sorted(["ann@example.com", "joe@example.com"])
        versions = db.session.scalars(select(User.version)).all()
    assert versions == [3, 3]


def _locking(app, barrier, names, done):
    tries = []

    def work():
        tries.append(1)
        for name in names:
            db.session.execute(text("UPDATE users SET version = version + 1 WHERE email = :email"), {"email": name})
            if len(tries) == 1 and name == names[0]:
                barrier.wait(10)

    with app.app_context():
        transact(db.session(), work)
    done.append(names[0])


def test_a_commit_nobody_knows_the_end_of_is_not_done_twice(migrated_server, tmp_path):
    with fresh(migrated_server) as url, application(url, tmp_path) as app, app.app_context():
        tried = []

        def work():
            tried.append(1)
            person(db.session())
            own = db.session.scalar(text("SELECT pg_backend_pid()"))
            other = create_engine(url)
            with other.connect() as connection:
                connection.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own})
            other.dispose()

        with pytest.raises(BusyError):
            transact(db.session(), work)
        assert len(tried) == 1
        assert people(db.session()) == 0


def test_a_database_that_is_not_there_is_an_error_at_once_or_after_the_last_try(tmp_path):
    with application("postgresql://nobody@127.0.0.1:9/none", tmp_path) as app, app.app_context():
        with pytest.raises(OperationalError):
            transact(db.session(), lambda: None)
        assert not db.session().in_transaction()


def sentinel(session, url, tried):
    """Slow work: notes how often the work began before it, and that another may write meanwhile."""

    def slow():
        assert not session.in_transaction()
        if session.get_bind().dialect.name == "sqlite":
            take_the_lock(url)
        return f"found in attempt {len(tried)}"

    return slow


def test_what_takes_long_holds_no_lock_and_is_done_once(session, database_url):
    tried = []
    slow = sentinel(session, database_url, tried)

    def work():
        tried.append(1)
        person(session)
        return [aside(session, "same", slow), aside(session, "same", slow), aside(session, "other", slow)]

    assert transact(session, work) == ["found in attempt 1", "found in attempt 1", "found in attempt 2"]
    assert (people(session), len(tried)) == (1, 3)


def test_what_was_found_aside_is_not_kept_for_the_next_work(session):
    assert [transact(session, lambda n=n: aside(session, "key", lambda: n)) for n in range(2)] == [0, 1]
    assert aside(session, "key", lambda: "at once") == "at once"


def test_a_refusal_found_aside_is_an_answer_of_the_work(session):
    def refused():
        raise BusyError("no room", retry_after=1)

    def work():
        person(session)
        try:
            return aside(session, "key", refused)
        except BusyError as error:
            return error.message

    assert transact(session, work) == "no room"
    assert people(session) == 1
    with pytest.raises(BusyError):
        transact(session, lambda: person(session, "alex@example.com") or aside(session, "key", refused))
    assert people(session) == 1
    with pytest.raises(ZeroDivisionError):
        transact(session, lambda: person(session, "other@example.com") or aside(session, "key", lambda: 1 // 0))
    assert people(session) == 1


def test_a_lost_race_does_not_compute_again(session, database_url):
    tried, computed = [], []

    def work():
        found = aside(session, "key", lambda: computed.append(1))
        tried.append(found)
        if len(tried) == 1:
            pass_by(session, database_url)
        return len(tried)

    assert transact(session, work, pauses=(0,)) == 2
    assert len(computed) == 1


def test_the_shell_computes_within_its_one_transaction(session):
    tried = []

    def work():
        tried.append(1)
        return aside(session, "key", session.in_transaction)

    assert transact(session, work, at_once=True) is True
    assert len(tried) == 1
