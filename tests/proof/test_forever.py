"""What is written once is never changed or removed: the database itself refuses it, whoever asks."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from apex.store.connect import writing
from tests.proof.place import API, DESIGN, Place

FOREVER = ("audit_log", "project_versions", "calculations", "seals", "supersessions")


@pytest.fixture(scope="session")
def submitted():
    """Places in which a project went through everything that leaves a row for ever."""
    done: set[str] = set()

    def fill(place: Place) -> Place:
        if place.url not in done:
            done.add(place.url)
            leave_rows(place)
        return place

    return fill


def leave_rows(place: Place) -> None:
    engineer, approver = place.house.client("engineer"), place.house.client("approver")
    project = place.house.project(engineer)
    path = f"{API}/projects/{project['id']}"

    def put(design):
        answer = engineer.put(f"{path}/design", json=design, headers={"If-Match": "*"})
        assert answer.status_code == 200, answer.get_json()["errors"]

    def move(who, to, reason=""):
        answer = who.post(f"{path}/transitions", json={"to": to, "reason": reason}, headers={"If-Match": "*"})
        assert answer.status_code == 200, answer.get_json()["errors"]

    put({**DESIGN, "support": {**DESIGN["support"], "section": None}})
    move(engineer, "estimating")
    move(engineer, "submitted")
    move(approver, "rejected")
    move(engineer, "estimating", "taller")
    put(DESIGN)


@pytest.fixture
def session(place, submitted):
    with submitted(place).session() as held:
        writing(held)
        yield held
        held.rollback()


def rows(session, table):
    return sorted(map(str, session.execute(text(f"SELECT * FROM {table}")).all()))


def refused(session, statement):
    """The statement fails by the trigger, and alone: what stood in the table stands there still."""
    with pytest.raises(DatabaseError, match="never changed or removed"), session.begin_nested():
        session.execute(text(statement))


@pytest.mark.parametrize("table", FOREVER)
def test_rows_are_never_changed(session, table):
    before = rows(session, table)
    assert before
    for column in inspect(session.connection()).get_columns(table):
        refused(session, f"UPDATE {table} SET {column['name']} = {column['name']}")
    assert rows(session, table) == before


@pytest.mark.parametrize("table", [*FOREVER, "audit_details", "audit_head"])
def test_rows_are_never_removed(session, table):
    before = rows(session, table)
    assert before
    refused(session, f"DELETE FROM {table}")
    refused(session, f"DELETE FROM {table} WHERE 1 = 1")
    if session.get_bind().dialect.name == "postgresql":
        refused(session, f"TRUNCATE {table} CASCADE")
    assert rows(session, table) == before


@pytest.mark.parametrize("table", FOREVER)
def test_rows_are_never_replaced(session, table):
    """By an insert that finds them in its way."""
    before = rows(session, table)
    if session.get_bind().dialect.name == "sqlite":
        refused(session, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        refused(session, f"REPLACE INTO {table} SELECT * FROM {table}")
    key = ", ".join(inspect(session.connection()).get_pk_constraint(table)["constrained_columns"])
    first = key.split(", ")[0]
    found = f"SELECT * FROM {table} WHERE true ON CONFLICT ({key}) DO UPDATE SET {first} = excluded.{first}"
    refused(session, f"INSERT INTO {table} {found}")
    assert rows(session, table) == before


def test_of_a_detail_only_its_removal_goes_through(session):
    """So that personal data can be taken out; which row says who did it is another test's matter."""
    refused(session, "UPDATE audit_details SET detail = 'another' WHERE seq = 1")
    refused(session, "UPDATE audit_details SET seq = seq + 100000 WHERE seq = 1")
    session.execute(text("UPDATE audit_details SET detail = NULL WHERE seq = 1"))
