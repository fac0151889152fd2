"""The databases the tests are given: migrated, fresh for each test, on both kinds of server."""

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, make_url, text

from apex.extensions import db
from apex.settings import ROOT
from apex.store.connect import writing
from tests.database import application


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_has_a_migrated_database_of_its_own(database_url, tmp_path, turn):
    with application(database_url, tmp_path) as app, app.app_context():
        assert not inspect(db.engine).has_table("left_by_a_test")
        db.session.rollback()
        writing(db.session())
        db.session.execute(text("CREATE TABLE left_by_a_test (x int)"))
        db.session.commit()
        (head,) = ScriptDirectory(ROOT / "migrations").get_heads()
        assert db.session.scalars(text("SELECT version_num FROM alembic_version")).all() == [head]


def test_both_kinds_of_database_are_given(request, database_url):
    assert make_url(database_url).get_backend_name() == request.node.callspec.id
