"""Migrations run up and down on both databases, and end where the models are."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from apex.extensions import db
from apex.store.connect import writing
from apex.store.models import METADATA
from tests.database import application

SEARCH = ("project_search", "search", "ix_projects_search")


def modeled(item, name, kind, reflected, compare_to):
    """Full-text indexes are of each database's own kind; no model describes them."""
    return not (reflected and name and (name in SEARCH or name.startswith("project_search_")))


def differences():
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_object": modeled}
        return compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)


@pytest.fixture
def app(database_url, tmp_path):
    with application(database_url, tmp_path) as made, made.app_context():
        yield made


def test_the_migrated_database_has_what_the_models_say(app):
    assert differences() == []


def test_a_database_that_lacks_a_column_is_noticed(app):
    writing(db.session())
    db.session.execute(text("ALTER TABLE drafts DROP COLUMN etag"))
    db.session.commit()
    assert differences()


def test_every_step_goes_down_and_up_again(app):
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade()
    assert differences() == []


def test_steps_go_down_with_rows_in_the_tables(app):
    writing(db.session())
    db.session.execute(
        text(
            "INSERT INTO users (id, email, name, role, license, active, version, created_at, updated_at) "
            "VALUES ('u', 'a@example.com', '', 'admin', '', :yes, 1, '2026-11-21', '2026-11-21')"
        ),
        {"yes": True},
    )
    db.session.commit()
    downgrade(revision="2026_11_21_accounts")
    assert db.session.scalar(text("SELECT email FROM users")) == "a@example.com"
    db.session.rollback()
    upgrade()
    assert differences() == []
