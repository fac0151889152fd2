"""Circuit breakers: when a host is left alone, who may try it again, and that all processes agree about it."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from apex.actions.breaker import SharedBreaker, forget_quiet, shown
from apex.actions.call import SYSTEM, Call
from apex.outside.client import CircuitOpenError, Client, Pass
from apex.store.audit import AuditRow
from apex.store.breaker import FAILURES, PROBE, REST, Breaker, try_now
from apex.store.retry import transact
from tests.outside.service import serving
from tests.process import ROOT
from tests.store.tally import opened

HOST = "shop.example"


class Clock:
    """Stands still until it is moved."""

    def __init__(self):
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def engine(database_url):
    with opened(database_url) as made:
        yield made


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(engine, clock):
    return SharedBreaker(engine, clock)


def call(breaker, failure="", host=HOST):
    breaker.tell(breaker.admit(host), failure)


def opening(breaker, host=HOST):
    for _ in range(FAILURES):
        call(breaker, "too slow", host)


def row(engine, host=HOST):
    with Session(engine) as session:
        return shown(session.get(Breaker, host))


def audited(engine):
    with Session(engine) as session:
        return list(session.scalars(select(AuditRow.verb).order_by(AuditRow.seq)))


def refused(breaker, host=HOST):
    with pytest.raises(CircuitOpenError) as caught:
        breaker.admit(host)
    return caught.value.retry_after


def test_five_failures_in_a_row_open_a_circuit_and_four_do_not(breaker, engine, clock):
    for _ in range(FAILURES - 1):
        call(breaker, "too slow")
    call(breaker)
    for _ in range(FAILURES - 1):
        call(breaker, "status 503")
    assert row(engine)["state"] == "closed"
    assert row(engine)["failures"] == FAILURES - 1
    call(breaker, "status 503")
    assert {**row(engine), "last_error_at": None} == {
        "host": HOST, "state": "open", "since": clock.now.isoformat(), "failures": 5, "successes": 0, "openings": 1,
        "last_error": "status 503", "last_error_at": None,
    }  # fmt: skip
    assert refused(breaker) == 60
    assert audited(engine) == ["breaker.opened"]


def test_other_hosts_are_not_concerned(breaker):
    opening(breaker)
    assert breaker.admit("other.example") == Pass("other.example")


def test_after_a_rest_one_probe_goes_out_at_a_time_and_two_that_come_through_close_it(breaker, engine, clock):
    opening(breaker)
    clock.wait(59)
    assert refused(breaker) == 1
    clock.wait(1)
    first = breaker.admit(HOST)
    assert first.probe == 1
    assert refused(breaker) == 30
    breaker.tell(first, "")
    assert row(engine)["state"] == "half_open"
    second = breaker.admit(HOST)
    assert second.probe == 2
    refused(breaker)
    breaker.tell(second, "")
    assert (row(engine)["state"], row(engine)["failures"]) == ("closed", 0)
    assert breaker.admit(HOST) == breaker.admit(HOST) == Pass(HOST)
    assert audited(engine) == ["breaker.opened", "breaker.closed"]


def test_a_probe_that_fails_opens_it_for_another_rest(breaker, engine, clock):
    opening(breaker)
    clock.wait(60)
    breaker.tell(breaker.admit(HOST), "")
    breaker.tell(breaker.admit(HOST), "too slow")
    assert (row(engine)["state"], row(engine)["openings"]) == ("open", 2)
    assert refused(breaker) == 60
    clock.wait(60)
    breaker.tell(breaker.admit(HOST), "")
    assert row(engine)["state"] == "half_open", "successes before the failure do not count"
    assert audited(engine) == ["breaker.opened"] * 2


def test_a_probe_nobody_heard_of_gives_way_and_counts_no_more(breaker, engine, clock):
    opening(breaker)
    clock.wait(60)
    lost = breaker.admit(HOST)
    clock.wait(PROBE.total_seconds())
    refused(breaker)
    clock.wait(1)
    other = breaker.admit(HOST)
    assert (lost.probe, other.probe) == (1, 2)
    breaker.tell(lost, "too slow")
    breaker.give_back(lost)
    assert row(engine)["state"] == "half_open"
    refused(breaker)
    breaker.tell(other, "")
    breaker.tell(lost, "")
    assert row(engine)["successes"] == 1


def test_what_was_sent_before_it_opened_counts_no_more(breaker, engine, clock):
    late = [breaker.admit(HOST) for _ in range(9)]
    opening(breaker)
    for leave in late[:8]:
        breaker.tell(leave, "too slow")
    breaker.tell(late[8], "")
    assert (row(engine)["state"], row(engine)["openings"]) == ("open", 1)
    assert refused(breaker) == 60


def test_a_probe_that_was_not_sent_leaves_its_place(breaker, clock):
    opening(breaker)
    clock.wait(60)
    breaker.give_back(breaker.admit(HOST))
    assert breaker.admit(HOST).probe == 2


def test_a_host_can_be_tried_before_its_time(breaker, engine, clock):
    opening(breaker)
    with Session(engine) as session:
        assert transact(session, lambda: try_now(session, HOST, clock.now)) == "open"
        assert transact(session, lambda: try_now(session, "other.example", clock.now)) is None
    assert breaker.admit(HOST).probe == 1


def test_a_working_host_is_written_down_once_and_not_again(breaker, engine, clock):
    call(breaker)
    assert row(engine)["state"] == "closed"
    with Session(engine) as session:
        # A writer would have to wait for this one, and give up.
        session.connection(execution_options={"apex_write": True})
        session.execute(text("UPDATE breakers SET probe = 7"))
        for _ in range(3):
            call(breaker)
        session.commit()


def test_turns_at_a_paced_host_are_a_second_apart(breaker, clock):
    gap = timedelta(seconds=1)
    assert [breaker.turn(HOST, gap, 3.0) for _ in range(3)] == [0.0, 1.0, 2.0]
    clock.wait(10)
    assert breaker.turn(HOST, gap, 3.0) == 0.0


def test_who_does_not_wait_for_a_turn_keeps_nobody_else_from_it(breaker, clock):
    gap = timedelta(seconds=1)
    assert [breaker.turn(HOST, gap, 3.0) for _ in range(4)] == [0.0, 1.0, 2.0, 3.0]
    assert [breaker.turn(HOST, gap, 3.0) for _ in range(50)] == [4.0] * 50
    clock.wait(1)
    assert [breaker.turn(HOST, gap, 3.0) for _ in range(2)] == [3.0, 4.0]
    clock.wait(4)
    assert breaker.turn(HOST, gap, 0.0) == 0.0


def test_hosts_that_work_are_forgotten_after_a_season(breaker, engine, clock):
    call(breaker)
    opening(breaker, "down.example")

    def forgotten(days):
        with Session(engine) as session:
            late = Call(session=session, actor=SYSTEM, now=clock.now + timedelta(days=days))
            return transact(session, lambda: forget_quiet(late))

    assert (forgotten(89), forgotten(91), forgotten(91)) == (0, 1, 0)
    assert row(engine, "down.example")["state"] == "open"


def test_a_client_leaves_a_host_alone_and_finds_it_again(breaker, engine, clock):
    up = []
    with serving(lambda _: Response(status=200 if up else 503)) as service:
        client, name = Client(breaker), f"127.0.0.1:{service.port}"
        for _ in range(FAILURES):
            assert client.send("GET", service.url).status == 503
        with pytest.raises(CircuitOpenError):
            client.send("GET", service.url)
        assert len(service.asked) == FAILURES
        up.append(True)
        clock.wait(60)
        assert [client.send("GET", service.url).status for _ in range(3)] == [200] * 3
    assert (row(engine, name)["state"], row(engine, name)["last_error"]) == ("closed", "status 503")
    assert audited(engine) == ["breaker.opened", "breaker.closed"]


def test_a_database_that_is_not_there_stops_no_call(clock):
    gone = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with serving() as service:
        assert Client(SharedBreaker(gone, clock)).send("GET", service.url).status == 200


class Processes:
    """So many of them, which begin together."""

    def __init__(self, url, folder, what, number):
        command = [sys.executable, "-m", "tests.outside.probing", url, HOST, str(folder), what]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.all = [
            subprocess.Popen(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, **pipes) for _ in range(number)
        ]  # fmt: skip
        for process in self.all:
            assert process.stdout.readline() == "ready\n"

    def go(self):
        for process in self.all:
            process.stdin.close()
        told = []
        for process in self.all:
            with process.stdout:
                told.append(process.stdout.read())
        assert [process.wait(60) for process in self.all] == [0] * len(self.all)
        return [json.loads(line) for line in told]


def test_four_processes_that_fail_at_once_open_it_once(database_url, engine, tmp_path):
    told = Processes(database_url, tmp_path, "failing", 4).go()
    assert sum(each["calls"] for each in told) >= FAILURES
    assert (row(engine)["state"], row(engine)["openings"], row(engine)["failures"]) == ("open", 1, FAILURES)
    assert audited(engine) == ["breaker.opened"]


def test_of_four_processes_exactly_one_has_the_probe_at_a_time(database_url, engine, tmp_path):
    past = Clock()
    past.now = datetime.now(UTC) - REST
    opening(SharedBreaker(engine, past))
    told = Processes(database_url, tmp_path, "probe", 4).go()
    assert [each["two"] for each in told] == [0] * 4
    assert sum(each["refused"] for each in told) > 0
    with Session(engine) as session:
        assert session.get(Breaker, HOST).probe == sum(each["probes"] for each in told) == 4 * 15


def test_the_probe_of_a_killed_process_gives_way(database_url, engine, tmp_path):
    past, later = Clock(), Clock()
    past.now = datetime.now(UTC) - REST
    opening(SharedBreaker(engine, past))
    (process,) = Processes(database_url, tmp_path, "hold", 1).all
    process.stdin.close()
    assert process.stdout.readline() == "1\n"
    process.kill()
    process.wait(10)
    process.stdout.close()
    later.now = datetime.now(UTC)
    breaker = SharedBreaker(engine, later)
    refused(breaker)
    later.wait(PROBE.total_seconds() + 1)
    assert breaker.admit(HOST).probe == 2
