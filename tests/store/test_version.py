"""Snapshots give back every column of the content, in every format there ever was."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import String, Text
from sqlalchemy.orm import Session

from apex.actions.call import SYSTEM
from apex.extensions import db
from apex.store.advance import advance
from apex.store.column import Json
from apex.store.connect import writing
from apex.store.project import Project
from apex.store.user import User
from apex.store.version import CONTENT, IDENTITY, SCHEMA_VERSION, content, keep_version, snapshot, version_of
from tests.database import application

NOW = datetime(2026, 11, 21, 12, 30, 15, 123456, UTC)
SNAPSHOTS = Path(__file__).parent / "snapshots"
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def values_of(column):
    """Anything the column may hold. A column of another type fails here until it is handled."""
    if isinstance(column.type, Json):
        return st.dictionaries(st.text(max_size=8), PLAIN, max_size=4)
    if isinstance(column.type, (Text, String)):
        return TEXT
    raise AssertionError(f"no values known for the column {column.name}")


COLUMNS = {column.key: column for column in Project.__table__.columns}
ANYTHING = st.fixed_dictionaries({name: values_of(COLUMNS[name]) for name in CONTENT})


def test_every_mapped_column_is_either_identity_or_content():
    assert set(COLUMNS) == set(IDENTITY) | set(CONTENT)
    assert not set(IDENTITY) & set(CONTENT)


@pytest.fixture
def session(database_url, tmp_path):
    with application(database_url, tmp_path) as app, app.app_context():
        yield db.session()


def begun(session: Session) -> Project:
    writing(session)
    user = User(email="a@example.com", role="engineer", created_at=NOW, updated_at=NOW)
    session.add(user)
    session.flush()
    project = Project(number="P-2026-0001", owner_id=user.id, created_at=NOW, updated_at=NOW, name="Pylon")
    session.add(project)
    session.flush()
    return project


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ANYTHING, second=ANYTHING)
def test_restoring_a_snapshot_gives_back_every_column_of_the_content(session, first, second):
    project = begun(session)
    try:
        assert advance(session, project, 1, dict(first))
        keep_version(session, project, SYSTEM.id, NOW, "")
        assert advance(session, project, 2, dict(second))
        identity = {name: getattr(project, name) for name in IDENTITY if name != "version"}
        held = version_of(session, project.id, 2)
        session.flush()
        session.expire_all()
        assert advance(session, project, 3, content(held.snapshot, held.schema_version))
        assert {name: getattr(project, name) for name in CONTENT} == first
        assert {name: getattr(project, name) for name in identity} == identity
        kept = snapshot(project)
        assert json.loads(json.dumps(kept)) == kept
    finally:
        session.rollback()


@pytest.mark.parametrize("file", sorted(SNAPSHOTS.glob("*.json")), ids=lambda file: file.stem)
def test_a_snapshot_of_every_past_format_loads(file):
    held = json.loads(file.read_text())
    found = content(held, int(file.stem))
    assert set(found) == set(CONTENT)
    assert found["name"] == "Main Street pylon"
    assert found["document"]["sign"]["cabinets"][0]["width_ft"] == "12'-6 1/2\""
    assert found["document"]["site"] == {"elevation_ft": 12.3456789, "sds": None}


def test_parts_came_with_the_second_format():
    old, new = (json.loads((SNAPSHOTS / name).read_text()) for name in ("1.json", "2.json"))
    assert content(old, 1)["parts"] == {}
    assert content(new, 2)["parts"] == new["parts"]
    assert new["parts"]["nodes"]["01M7Z1KN3AE23KH2TRPXVQDZ99"]["unit_price_usd"] == 120.5


def test_there_is_a_fixture_for_every_format():
    assert {int(file.stem) for file in SNAPSHOTS.glob("*.json")} == set(range(1, SCHEMA_VERSION + 1))


def test_a_snapshot_older_than_a_column_takes_its_default():
    found = content({"name": "Old"}, 1)
    assert found == {**CONTENT, "name": "Old"}
    found["document"]["touched"] = True
    assert content({"name": "Old"}, 1)["document"] == {}
