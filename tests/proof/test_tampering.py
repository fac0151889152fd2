"""Whatever is done to the log behind the application's back, verifying it says so and names the row."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from sqlalchemy import event, text

from apex.store.audit import record
from apex.store.chain import head, verify
from apex.store.connect import writing
from apex.store.verb import Verb
from tests.proof.attack import ATTACKS, COLUMNS, Attacker, every_column
from tests.proof.dose import LOG_ROWS, MUTATIONS, SEED
from tests.proof.log import entry, write_log
from tests.proof.place import fresh_key

EMPTIED = 7


@pytest.fixture
def session(own_place):
    with own_place.session() as held:
        yield held
        held.rollback()


@pytest.fixture
def log(session):
    """A log of some hundred rows, of which one had its detail taken out, as another says."""
    write_log(session, LOG_ROWS - 1)
    writing(session)
    session.execute(text("UPDATE audit_details SET detail = NULL WHERE seq = :seq"), {"seq": EMPTIED})
    record(session, entry(0, Verb.AUDIT_ANONYMISED, str(EMPTIED)))
    session.commit()
    assert verify(session).intact
    session.rollback()
    return session


def attacked(session, attack, chance):
    """What is found after one attack, and which row it was, and the log as it was before."""
    writing(session)
    by = Attacker(session, chance, head(session)[0], EMPTIED)
    by.disarm()
    bad = attack(by)
    verdict = verify(session, by.exported)
    session.rollback()
    return verdict, bad


def test_each_way_to_change_the_log_is_found_and_its_row_named(log, record_property):
    assert every_column(log) == set(COLUMNS)
    log.rollback()
    chance, done = random.Random(SEED), Counter()
    turns = chance.sample(ATTACKS, len(ATTACKS)) * (MUTATIONS // len(ATTACKS) + 1)
    for attack in turns[:MUTATIONS]:
        verdict, bad = attacked(log, attack, chance)
        assert (verdict.intact, verdict.bad_seq) == (False, bad), (attack.__name__, SEED, verdict)
        assert verdict.fault
        done[attack.__name__] += 1
    verdict = verify(log)
    assert (verdict.intact, verdict.rows) == (True, LOG_ROWS)
    record_property("figure", f"{done.total()} mutations of {len(done)} kinds in a log of {LOG_ROWS} rows, each found "
                              f"and its row named, seed {SEED}")  # fmt: skip


def test_the_first_and_the_last_row_are_no_exception(log):
    for attack in ATTACKS:
        for end in (1, LOG_ROWS):
            verdict, bad = attacked(log, attack, Ends(end))
            assert (verdict.intact, verdict.bad_seq) == (False, bad), (attack.__name__, end, verdict)


class Ends(random.Random):
    """Chooses a row at one end wherever it can."""

    def __init__(self, end: int) -> None:
        super().__init__(end)
        self.end = end
        self.asked = 0

    def randint(self, a: int, b: int) -> int:
        self.asked += 1
        return min(max(self.end, a), b) if self.asked == 1 else super().randint(a, b)


def test_a_log_that_grows_while_it_is_verified_is_intact(log, own_place):
    """The rows of the walk and the head that is read beside it are not of one moment."""
    engine = log.get_bind()
    seen, growing = [], []

    def grow(_connection, _cursor, statement, *_):
        if "FROM audit_" in statement and not growing:
            seen.append(statement)
            growing.append(True)
            own_place.house.act(lambda call: call.record(Verb.SETTINGS_CHANGED, "user", fresh_key()[:26]))
            growing.clear()

    event.listen(engine, "after_cursor_execute", grow)
    try:
        verdict = verify(log)
    finally:
        event.remove(engine, "after_cursor_execute", grow)
    assert len(seen) >= 3
    assert verdict.intact, verdict
    log.rollback()
    assert verify(log).rows == LOG_ROWS + len(seen)
