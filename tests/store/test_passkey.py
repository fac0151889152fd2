"""A passkey answers each challenge once and counts upwards, whatever the caller saw before."""

from datetime import timedelta

import pytest

from apex.actions.call import utc_now
from apex.extensions import db
from apex.store.connect import writing
from apex.store.passkey import Passkey, mark_used
from apex.store.user import User
from tests.database import application

ASKED = utc_now()
SOON, LATER = ASKED + timedelta(seconds=5), ASKED + timedelta(seconds=9)


@pytest.fixture
def use(database_url, tmp_path):
    """Marks a passkey used that counts `stored`, each time in a transaction of its own."""
    with application(database_url, tmp_path) as app, app.app_context():
        session = db.session()
        writing(session)
        user = User(email="ann@shop.example", role="engineer", created_at=ASKED, updated_at=ASKED)
        session.add(user)
        session.flush()
        row = Passkey(user_id=user.id, credential_id="x", public_key=b"", sign_count=0, created_at=ASKED, transports=[])
        session.add(row)
        session.flush()
        passkey_id = row.id
        session.commit()

        def used(asked_at, at, counted):
            writing(session)
            done = mark_used(session, passkey_id, asked_at, at, counted)
            session.commit()
            return done

        yield used
        session.close()


def test_a_challenge_no_younger_than_the_last_use_is_refused(use):
    assert use(ASKED, SOON, 0)
    assert not use(ASKED, SOON, 0)
    assert not use(SOON, LATER, 0)
    assert use(SOON + timedelta(microseconds=1), LATER, 0)


def test_a_clock_that_goes_behind_lets_no_answer_in_twice(use):
    assert use(LATER, ASKED, 0)
    assert not use(LATER, ASKED, 0)
    assert not use(SOON, ASKED, 0)


def test_a_count_that_was_reached_is_refused(use):
    now = iter(ASKED + timedelta(seconds=n) for n in range(20))
    taken = [use(next(now), next(now), counted) for counted in (0, 0, 4, 4, 3, 0, 5, 2**32 - 1)]
    assert taken == [True, True, True, False, False, False, True, True]
