"""What the proofs cost grows as it must. Times are held against each other and never against a clock."""

from __future__ import annotations

import time

from apex.store.chain import verify
from tests.proof.log import write_log

FEW, MANY = 5_000, 20_000
SLACK = 2.0


def test_verifying_takes_time_in_proportion_to_the_rows(own_place, record_property):
    with own_place.session() as session:
        write_log(session, FEW, chunk=1000)
        few = cost(session, FEW)
        write_log(session, MANY - FEW, chunk=1000)
        many = cost(session, MANY)
    record_property("figure", f"{MANY} rows cost {many / few:.1f} x as much as {FEW}")
    assert many / few < MANY / FEW * SLACK


def cost(session, rows):
    """Processor time of this process, the least of a few."""
    found = []
    for _ in range(3):
        start = time.process_time()
        verdict = verify(session)
        found.append(time.process_time() - start)
        assert (verdict.intact, verdict.rows) == (True, rows)
        session.rollback()
    return min(found)
