"""The log tells of every change and of nothing else, however requests are refused, repeated or broken off."""

from __future__ import annotations

import random
import uuid
from collections import Counter

from sqlalchemy import select

from apex.store.audit import AuditRow
from tests.proof.dose import OPERATIONS, SEED
from tests.proof.fault import drawn, injected
from tests.proof.history import check_all, facts, told
from tests.proof.shop import Shop

FAILING = 0.25


def test_the_log_tells_of_every_change_and_of_no_other(own_place, record_property):
    """After each request the tables have gained and lost what its own rows of the log say; a refused or broken
    one, and one that was answered before, changed nothing and says nothing.
    """
    shop, chance = Shop(own_place, SEED), random.Random(SEED)
    with own_place.session() as session:
        engine = session.get_bind()
        before = facts(session)
    statuses, faults, changes = Counter(), Counter(), 0
    for _ in range(OPERATIONS):
        request, name = shop.draw(), uuid.uuid4().hex
        if chance.random() < FAILING:
            with injected(engine, drawn(chance)) as fault:
                answer = request.send(name)
            faults[f"{fault.kind} at commit" if fault.commit else fault.kind] += fault.fired
        else:
            answer = request.send(name)
        shop.learn(answer)
        statuses[answer.status_code] += 1
        with own_place.session() as session:
            after, said = facts(session), told(session, name)
        what = (SEED, request.method, request.path, answer.status_code, answer.get_data(as_text=True)[:300])
        assert (after - before, before - after) == said, what
        if answer.status_code >= 400 or "Idempotent-Replayed" in answer.headers:
            assert after == before, what
        changes += after != before
        before = after
    with own_place.session() as session:
        check_all(session)
        log = session.scalars(select(AuditRow.seq)).all()
    # What was drawn did happen: a test of nothing would pass as well.
    assert changes > OPERATIONS / 10
    assert faults.total() > OPERATIONS / 50
    assert {200, 201, 412, 422} <= set(statuses)
    # Nothing unreadable was sent: that would be a body lost on the way to a second attempt.
    assert 400 not in statuses
    told_of = ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))
    record_property("figure", f"{OPERATIONS} operations ({told_of}), {faults.total()} injected failures, "
                              f"{changes} changed something, {len(log)} rows, seed {SEED}")  # fmt: skip
