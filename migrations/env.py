"""Alembic's environment: the metadata of `apex.store`, on the database of the Flask app."""

from alembic import context
from flask import current_app

from apex.store.connect import migrating

database = current_app.extensions["migrate"].db
SEARCH = ("project_search", "search", "ix_projects_search")
"""Full-text indexes: each database has its own kind, so no model describes them."""


def modeled(_item: object, name: str | None, _kind: str, reflected: bool, _compare_to: object) -> bool:
    return not (reflected and name and (name in SEARCH or name.startswith("project_search_")))


def run_migrations_online() -> None:
    """Run every step in one transaction where the database can; SQLite rebuilds tables in batches."""
    engine = database.engine
    with migrating(engine) as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadatas[None],
            render_as_batch=engine.dialect.name == "sqlite",
            compare_type=True,
            include_object=modeled,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
