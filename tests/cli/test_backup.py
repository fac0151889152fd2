"""`flask apex backup`: all of it in one file, of one moment, whole or not there at all."""

import hashlib
import json
import os
import re
import shlex
import sqlite3
import stat
import time

import pytest
from sqlalchemy import make_url, text

from apex.settings import ROOT
from apex.store import tool
from apex.store.archive import MANIFEST, SUM
from tests.cli.conftest import CHECKS, Shell
from tests.cli.spare import add_files, all_rows, count, head_before, installations, kept, manifest, members, with_tools
from tests.database import application, on_sqlite

LOG = ("audit_log", "audit_details", "audit_head")
AT_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
ON_SQLITE = pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
"""Where what is asked is the same on every database."""


@pytest.fixture(autouse=True)
def tools(monkeypatch):
    with_tools(monkeypatch)


@pytest.fixture
def elsewhere(request, tmp_path):
    with installations(request, tmp_path) as make:
        yield make


@pytest.fixture
def file(tmp_path):
    return tmp_path / "backups" / "apex.tar" if (tmp_path / "backups").mkdir() is None else None


def test_what_is_restored_elsewhere_is_every_row_and_every_file(shop, elsewhere, file):
    add_files(shop, b"first", b"second")
    shop.ok("backup", file)
    rows = all_rows(shop)
    other = elsewhere(shop)
    assert other.ok("restore", file).startswith(f"restored {file} of 20")
    found = all_rows(other)
    # The log and its details went on by one row, and the hash of the one before stands for all of them.
    assert [len(found[name]) - len(rows[name]) for name in LOG] == [1, 1, 0]
    assert {n: r for n, r in found.items() if n not in LOG} == {n: r for n, r in rows.items() if n not in LOG}
    assert len(rows["projects"]) == 10
    assert kept(other) == kept(shop) != {}
    assert [line.split()[0] for line in other.ok("doctor").splitlines()] == ["ok"] * len(CHECKS)
    assert head_before(other) == manifest(file)["audit_head"]
    assert other.result("audit", "verify")["intact"]


@ON_SQLITE
def test_a_restore_is_on_the_restored_log_and_names_the_log_it_ended(shop, file):
    shop.ok("backup", file)
    shop.house.project(shop.house.client("engineer"))
    ended = json.loads(shop.ok("audit", "head"))
    shop.ok("restore", file, "--yes")
    (row,) = shop.log("data.restored")
    assert row["actor"] == "system"
    assert row["object"] == "apex.tar"
    assert row["reason"] == f"restored in the place of a log that ended at row {ended['seq']}: {ended['hash']}"


def test_a_restored_place_goes_on_counting_and_logging(shop, elsewhere, file):
    shop.ok("backup", file)
    other = elsewhere(shop)
    other.ok("restore", file)
    client = other.house.client("estimator")
    made = other.house.project(client)
    assert made["number"].endswith("-0010")
    assert other.house.look(lambda session: session.scalar(text("SELECT max(serial) FROM projects"))) == 10
    other.ok("doctor")
    found = client.get("/api/v1/projects?q=keller").get_json()["result"]
    assert found["total"] == 1


def test_the_file_is_a_tar_whose_manifest_has_the_hash_of_each_part(shop, file):
    add_files(shop, b"one")
    result = shop.result("backup", file)
    held = members(file)
    said = json.loads(held[MANIFEST])
    assert held[SUM].decode() == f"{hashlib.sha256(held[MANIFEST]).hexdigest()}  {MANIFEST}\n"
    assert list(held)[-2:] == [MANIFEST, SUM]
    assert {n: p["sha256"] for n, p in said["parts"].items()} == {
        name: hashlib.sha256(body).hexdigest() for name, body in held.items() if name not in (MANIFEST, SUM)
    }
    assert said["counts"]["projects"] == result["counts"]["projects"] == 10
    assert (said["engine"], said["format"]) == ("sqlite" if shop.sqlite else "postgresql", 1)
    assert re.fullmatch(r"20\d\d_\d\d_\d\d_\w+", said["revision"])
    assert said["code"]["version"]
    assert result["audit"] == {"seq": said["audit_seq"], "hash": said["audit_head"]}
    assert result["files"] == 1
    assert result["size"] == file.stat().st_size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    # That it was made is on the log, and in the file.
    (row,) = shop.log("data.exported")
    assert (row["kind"], row["object"], row["actor"]) == ("backup", "apex.tar", "system")
    assert said["audit_seq"] == row["seq"]


@on_sqlite
def test_a_file_that_is_there_is_kept_unless_forced(at, file):
    at.ok("backup", file)
    first = file.read_bytes()
    assert "--force writes over it" in at.refused("backup", file)
    assert file.read_bytes() == first
    assert len(at.log("data.exported")) == 1
    at.ok("backup", file, "--force")
    assert file.read_bytes() != first


@on_sqlite
def test_a_file_that_comes_meanwhile_is_kept_too(at, file, monkeypatch):
    """Another backup of that name ends first."""
    real = os.fsync

    def late(handle):
        real(handle)
        file.write_text("another one")

    monkeypatch.setattr(os, "fsync", late)
    assert "is there already" in at.refused("backup", file)
    assert file.read_text() == "another one"
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@on_sqlite
def test_a_place_that_cannot_be_written_exits_2_and_one_that_is_full_exits_1(at, tmp_path, file):
    assert "cannot be written" in at.refused("backup", tmp_path / "no" / "such.tar")
    done = at.process("backup", file, preexec_fn=small_files)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert list(file.parent.iterdir()) == []


def small_files():
    """No file of the process grows beyond this, as on a disk that is full."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


@ON_SQLITE
def test_a_file_of_a_project_that_is_lost_is_named_and_the_rest_is_kept(shop, elsewhere, file):
    lost, there = add_files(shop, b"lost", b"there")
    (path,) = (shop.folder / "files").rglob(lost["sha256"])
    path.unlink()
    done = shop.run("backup", file)
    assert done.exit_code == 1
    said = f"attachments: file {lost['sha256'][:12]} (plan-0.png) is not in the backup"
    assert f"not sound: {said}" in done.stderr
    assert list(members(file))[1:-2] == [f"files/{there['sha256']}"]
    other = elsewhere(shop)
    assert "is not sound: attachments" in other.refused("restore", file, code=1)
    assert "not sound" in other.run("restore", file, "--unsound").stderr
    assert list(kept(other)) == [there["sha256"]]


@ON_SQLITE
def test_a_database_that_is_not_sound_is_backed_up_as_it_is_and_that_is_said(shop, elsewhere, file):
    shop.sql("UPDATE projects SET customer = 'Somebody' WHERE number LIKE '%-0001'")
    errors = shop.errors("backup", file, code=1)
    assert len(errors) == 1
    assert "says: customer" in errors[0]["message"]
    other = elsewhere(shop)
    assert "says: customer" in other.refused("restore", file, code=1)
    assert other.run("doctor").exit_code == 1
    assert len(other.result("restore", file, "--unsound")["faults"]) == 1
    assert all_rows(other)["projects"] == all_rows(shop)["projects"]


@on_sqlite
def test_parts_of_a_backup_that_was_killed_are_gone_a_day_later(at, file):
    old, young, others = (file.with_name(n) for n in (".x.tar.1.apex-part", ".x.tar.2.apex-part", ".other"))
    for path in (old, young, others):
        path.write_text("")
    for path in (old, others):
        os.utime(path, (time.time() - 90_000,) * 2)
    at.ok("backup", file)
    assert sorted(path.name for path in file.parent.iterdir()) == [".other", ".x.tar.2.apex-part", "apex.tar"]


def test_a_database_that_was_never_prepared_has_nothing_to_back_up(before, file):
    assert "flask apex init prepares it" in before.refused("backup", file, code=1)
    assert list(file.parent.iterdir()) == []


def test_the_part_is_what_the_database_s_own_programs_take(shop, file, tmp_path, elsewhere):
    """Should there be no APEX any more."""
    shop.ok("backup", file)
    name, body = next(iter(members(file).items()))
    part = tmp_path / name
    part.write_bytes(body)
    other = elsewhere(shop)
    if shop.sqlite:
        copy = sqlite3.connect(part)
        assert copy.execute("SELECT count(*) FROM projects").fetchone() == (9,)
        copy.close()
    else:
        words, password = tool.address(make_url(other.url))
        pg_restore = tool.tool("pg_restore", server_major(shop))
        with tool.output(
            [pg_restore, "--no-owner", "--clean", "--if-exists", f"--dbname={words}", str(part)], password
        ):
            pass
        assert count(other, "projects") == 9
        assert other.run("doctor").exit_code == 0


def server_major(shop):
    said = shop.house.look(lambda session: session.scalar(text("SHOW server_version_num")))
    return int(said) // 10_000


@AT_POSTGRESQL
def test_without_pg_dump_one_line_says_what_is_missing(at, file, tmp_path, monkeypatch):
    monkeypatch.setattr(tool, "DEBIAN", tmp_path / "usr")
    monkeypatch.setenv("PATH", str(tmp_path))
    said = at.refused("backup", file)
    assert re.fullmatch(r"this needs pg_dump of PostgreSQL \d+ or newer on PATH or in .*/\*/bin \(Debian: .*\)\n", said)
    old = tmp_path / "usr" / "9" / "bin" / "pg_dump"
    old.parent.mkdir(parents=True)
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    old.chmod(0o755)
    assert "; found: 9 (Debian" in at.refused("backup", file)
    assert list(file.parent.iterdir()) == []


def test_a_password_is_not_among_the_words_others_see():
    for url in (
        "postgresql+psycopg://me:s3cret@host:5/db",
        "postgresql://me@host:5/db?password=s3cret&sslmode=require",
    ):
        words, password = tool.address(make_url(url))
        assert password == "s3cret"
        assert words.startswith("postgresql://me@host:5/db")
        assert "s3cret" not in words


@pytest.mark.parametrize("shop", ["postgresql"], indirect=True)
def test_rows_go_into_whatever_schema_the_address_names(shop, elsewhere, file):
    shop.ok("backup", file)
    other = elsewhere(shop)
    other.sql("CREATE SCHEMA signs")
    address = f"{other.url}?options=-csearch_path%3Dsigns"
    again = file.with_name("again.tar")
    with application(address, other.folder) as app:
        inside = Shell(address, other.folder, app)
        inside.ok("restore", file)
        inside.ok("backup", again)
    shop.ok("restore", again, "--yes")
    assert count(shop, "projects") == 9
    shop.ok("doctor")


@AT_POSTGRESQL
def test_what_pg_dump_says_is_the_reason(at, file, tmp_path, monkeypatch):
    failing = tmp_path / "pg_dump"
    failing.write_text(
        "#!/bin/sh\n[ $1 = --version ] && echo 'pg_dump (PostgreSQL) 99.1' && exit\necho half; echo oh no >&2; exit 1\n"
    )
    failing.chmod(0o755)
    monkeypatch.setattr(tool, "DEBIAN", tmp_path / "usr")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert at.refused("backup", file, code=1) == "oh no\n"
    assert list(file.parent.iterdir()) == []


@ON_SQLITE
def test_a_stranger_backs_up_and_restores_in_processes_of_their_own(shop, elsewhere, file):
    done = shop.process("backup", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert str(ROOT) not in done.stdout
    other = elsewhere(shop)
    done = other.process("restore", file, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    other.ok("doctor")


@ON_SQLITE
def test_what_the_page_shows_happens(shop, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "backup.md").read_text()
    steps = [
        step for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL) for step in block.split("$ flask apex ")
    ]
    assert len([step for step in steps if step]) == 4
    for step in filter(None, steps):
        command, *shown = step.strip().splitlines()
        said = shop.ok(*shlex.split(command))
        for line in shown:
            assert line in said, command
