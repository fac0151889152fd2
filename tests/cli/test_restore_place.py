"""What `flask apex restore` meets in the place it restores into: broken files, other people, other people's tables."""

import os
import sqlite3

import pytest
from flask_migrate import downgrade
from sqlalchemy import create_engine, text

from apex.store import load
from tests.cli.spare import add_files, all_rows, installations, members, rewrite, with_tools

SQLITE = pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("shop", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def tools(monkeypatch):
    with_tools(monkeypatch)


@pytest.fixture
def elsewhere(request, tmp_path):
    with installations(request, tmp_path) as make:
        yield make


@pytest.fixture
def file(shop, tmp_path):
    place = tmp_path / "apex.tar"
    add_files(shop, b"drawing")
    shop.ok("backup", place)
    return place


@SQLITE
def test_a_file_that_is_no_database_any_more_goes_out_of_the_way(shop, file):
    shop.house.look(lambda session: session.get_bind().dispose())
    database = shop.folder / "apex.db"
    database.write_bytes(b"the disk was full of this" * 1000)
    assert "something that cannot be read" in shop.refused("restore", file)
    shop.ok("restore", file, "--yes")
    shop.ok("doctor")
    (aside,) = shop.folder.glob("apex.db.unreadable-*")
    assert aside.read_bytes().startswith(b"the disk was full")


@SQLITE
def test_a_file_with_damaged_pages_is_written_over(shop, file):
    shop.house.look(lambda session: session.get_bind().dispose())
    database = shop.folder / "apex.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:8192] + os.urandom(len(whole) - 8192))
    shop.ok("restore", file, "--yes")
    shop.ok("doctor")


@SQLITE
def test_pages_of_another_size_are_written_anew(shop, file, tmp_path):
    part = tmp_path / "part"
    part.write_bytes(members(file)["database.sqlite"])
    copy = sqlite3.connect(part)
    copy.executescript("PRAGMA journal_mode=DELETE; PRAGMA page_size=8192; VACUUM")
    copy.close()
    shop.ok("restore", rewrite(file, database_sqlite=part.read_bytes()), "--yes")
    shop.ok("doctor")


def test_a_database_somebody_holds_is_not_waited_for_without_end(shop, file, monkeypatch):
    before = all_rows(shop)
    monkeypatch.setattr(load, "BUSY_S", 0.3)
    engine = create_engine(shop.url, isolation_level="AUTOCOMMIT" if shop.sqlite else "READ COMMITTED")
    with engine.connect() as connection:
        if shop.sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql("UPDATE users SET name = name")
        said = shop.refused("restore", file, "--yes", code=1)
        connection.exec_driver_sql("ROLLBACK") if shop.sqlite else connection.rollback()
    engine.dispose()
    assert "others write to the database" in said or "lock timeout" in said
    assert all_rows(shop) == before


@POSTGRESQL
def test_tables_of_others_in_the_same_database_stay(shop, file, elsewhere):
    other = elsewhere(shop)
    other.sql("CREATE TABLE theirs (id int)", "INSERT INTO theirs VALUES (7)")
    other.ok("restore", file)
    assert other.house.look(lambda session: session.scalar(text("SELECT id FROM theirs"))) == 7


@POSTGRESQL
def test_a_database_with_tables_of_those_names_that_are_not_ours_is_refused(shop, file, elsewhere):
    other = elsewhere(shop)
    other.sql("CREATE TABLE users (id int)")
    assert "has a table users that is not of APEX" in other.refused("restore", file, "--yes")
    third = elsewhere(shop)
    third.ok("init")
    with third.app.app_context():
        downgrade(revision="2026_11_21_audit")
    assert "not at the revision of this code" in third.refused("restore", file, "--yes")
