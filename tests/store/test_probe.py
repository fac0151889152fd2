"""Whether the processes fit the server, and a question that hangs no one."""

import threading

import pytest
from sqlalchemy import create_engine

from apex.errors import ExternalServiceError
from apex.settings import Settings, SettingsError
from apex.store.connect import engine_options
from apex.store.probe import Inquiry, Probe, check_capacity, check_server, migration_heads
from tests.database import fresh


def settings(url="sqlite:///a.db", processes=4, most=20):
    given = {"DATABASE_URL": url, "PROCESSES": str(processes), "DB_POOL_MAX_SIZE": str(most)}
    return Settings.from_environment({f"APEX_{name}": value for name, value in given.items()})


def probe(chosen):
    return Probe(create_engine(chosen.database_url, **engine_options(chosen)))


def test_what_fits_the_server_is_silent_what_nearly_fills_it_is_said_and_more_is_refused():
    assert check_capacity(settings(processes=79, most=10), 1000) is None
    assert "800 connections" in check_capacity(settings(processes=80, most=10), 1000)
    assert "999 connections" in check_capacity(settings(processes=27, most=37), 1000)
    with pytest.raises(SettingsError) as caught:
        check_capacity(settings(processes=100, most=10), 1000)
    (fault,) = caught.value.faults
    assert fault.startswith("APEX_PROCESSES 100 x APEX_DB_POOL_MAX_SIZE 10 = 1000 connections")


def test_the_limit_is_the_one_of_the_server_in_use(migrated_server):
    with fresh(migrated_server) as url:
        most = probe(settings(url)).ask().max_connections
        assert most >= 50
        assert check_server(probe(settings(url)), settings(url, processes=1)) is None
        with pytest.raises(SettingsError):
            check_server(probe(settings(url)), settings(url, processes=most, most=5))


def test_sqlite_has_no_limit_and_an_absent_server_stops_nobody(migrated_file):
    assert check_server(probe(settings(f"sqlite:///{migrated_file}")), settings(processes=1000)) is None
    absent = settings("postgresql://apex@127.0.0.1:1/apex", processes=1000)
    assert "does not answer yet" in check_server(probe(absent), absent)
    with pytest.raises(ExternalServiceError) as caught:
        probe(absent).ask()
    assert (caught.value.status, caught.value.retry_after) == (503, 1)
    assert "127.0.0.1" not in caught.value.message


def test_the_reply_names_the_revision_the_code_wants(database_url):
    reply = probe(settings(database_url)).ask()
    assert reply.revisions == migration_heads() != frozenset()


def test_who_asks_while_a_question_is_open_gets_its_answer_and_the_next_asks_anew():
    gate, asked = threading.Event(), []

    def question():
        asked.append(1)
        gate.wait(10)
        return len(asked)

    inquiry = Inquiry(question)
    for _ in range(3):
        with pytest.raises(TimeoutError):
            inquiry.ask(0.02)
    assert len(asked) == 1
    gate.set()
    assert inquiry.ask(5) == 1
    assert inquiry.ask(5) == 2


def test_what_a_question_raises_reaches_the_one_who_asks():
    def fail():
        raise LookupError("no answer")

    inquiry = Inquiry(fail)
    for _ in range(2):
        with pytest.raises(LookupError, match="no answer"):
            inquiry.ask(5)
