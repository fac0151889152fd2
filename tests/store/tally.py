"""A table with one number to count up in: what the tests of transactions work on."""

from contextlib import contextmanager

from sqlalchemy import create_engine, text

from apex.settings import Settings
from apex.store.connect import WRITE, engine_options, prepare

ADD = text("UPDATE tally SET n = n + 1 WHERE id = 1")
READ = text("SELECT n FROM tally WHERE id = 1")
REFUSED = "readonly database|read-only transaction"


@contextmanager
def opened(url, **given):
    """An engine as the application has it."""
    settings = Settings.from_environment({"APEX_DATABASE_URL": url, **given})
    made = create_engine(settings.database_url, **engine_options(settings))
    prepare(made)
    try:
        yield made
    finally:
        made.dispose()


def write(engine, *statements):
    with engine.connect().execution_options(**WRITE) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()


def count(engine):
    with engine.connect() as connection:
        return connection.execute(READ).scalar_one()


def seed(engine):
    write(engine, "CREATE TABLE tally (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)", "INSERT INTO tally VALUES (1, 0)")
