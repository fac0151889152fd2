"""Alembic's environment: the metadata of `apex.store`, on the database of the Flask app."""

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db


def run_migrations_online() -> None:
    """Run every step in one transaction where the database can; SQLite rebuilds tables in batches."""
    engine = database.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadatas[None],
            render_as_batch=engine.dialect.name == "sqlite",
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
