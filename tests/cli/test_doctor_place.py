"""`flask apex doctor` on what lies around the rows: guards, files, packs, the database itself."""

import hashlib
import io
import shutil
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from apex.cli.doctor import packs
from apex.extensions import db
from apex.packs.load import CONFIG
from apex.store import sound
from apex.store.attachment import Attachment
from apex.store.blob import Folder
from apex.store.project import Project
from tests.cli.conftest import CHECKS, Shell
from tests.database import application, copied


@pytest.fixture
def on_file(tmp_path, migrated_file):
    """Of what only a file can suffer."""
    url = copied(migrated_file, tmp_path)
    with application(url, tmp_path) as app:
        yield Shell(url, tmp_path, app)


def test_each_guard_that_is_gone_is_named(at):
    gone = []
    for table, on_file, on_server in (
        ("audit_log", "no_update", "forever"), ("seals", "no_delete", "whole"),
        ("audit_details", "no_delete", "kept"), ("audit_head", "no_delete", "kept"),
    ):  # fmt: skip
        name = f"{table}_{on_file if at.sqlite else on_server}"
        at.sql(f"DROP TRIGGER {name}" + ("" if at.sqlite else f" ON {table}"))
        gone.append(f"the trigger {name} is gone or switched off")
        assert {check: sorted(faults) for check, faults in at.faults().items()} == {"guards": sorted(gone)}


def test_a_guard_that_is_switched_off_is_named(at):
    if at.sqlite:
        at.sql("DROP TRIGGER seals_no_update")
    else:
        at.sql("ALTER TABLE seals DISABLE TRIGGER seals_forever")
    assert list(at.faults()) == ["guards"]


def test_every_guard_the_migrations_make_is_looked_for(at):
    with at.app.app_context():
        kind = db.engine.dialect.name
        standing = {
            name for name in db.session.scalars(text(sound._TRIGGERS[kind])) if not name.startswith("project_search")
        }
    assert standing == sound.GUARDS[kind]


def keep(at, body=b"%PDF-1.7 permit", removed=False):
    """A file of the pylon, kept as the application keeps it."""
    sha256, size = Folder(at.folder / "files").put(io.BytesIO(body), 1000)

    def work(call):
        row = Attachment(
            project_id=call.session.query(Project.id).first()[0], name="permit.pdf", media_type="application/pdf",
            size=size, sha256=sha256, actor_id="x", at=call.now, removed_at=call.now if removed else None,
        )  # fmt: skip
        call.session.add(row)

    at.house.act(work)
    return at.folder / "files" / sha256[:2] / sha256


def test_files_that_are_gone_or_damaged_are_named(shop):
    place, other = keep(shop), keep(shop, b"another")
    assert shop.findings(code=0)["attachments"]["message"] == "2 files"
    place.write_bytes(b"%PDF-1.7 forged")
    other.unlink()
    said = "\n".join(shop.faults()["attachments"])
    digest = hashlib.sha256(b"%PDF-1.7 permit").hexdigest()
    assert f"file {digest[:12]} (permit.pdf): a stored file does not hold what was put there" in said
    assert "a stored file is not where it was put" in said


def test_a_file_that_was_removed_may_be_gone(shop):
    keep(shop, removed=True).unlink()
    shop.ok("doctor")


def test_a_database_behind_this_code_is_said_and_not_read(at):
    at.sql("UPDATE alembic_version SET version_num = '2026_11_21_projects'")
    found = at.findings()
    assert "flask apex init brings it there" in found["migrations"]["message"]
    assert [name for name in CHECKS if not found[name]["made"]] == CHECKS[3:]
    assert "not checked" in at.run("doctor").stdout


def test_a_database_never_prepared_is_not_sound(before):
    """Nor is one made by looking for it."""
    done = before.run("doctor")
    assert done.exit_code == 1
    assert ("the database does not answer" if before.sqlite else "at no revision") in done.stdout
    assert not (before.folder / "apex.db").exists()


def test_a_database_that_does_not_answer_is_not_sound(tmp_path):
    url = "postgresql://nobody@127.0.0.1:9/none"
    with application(url, tmp_path) as app:
        done = Shell(url, tmp_path, app).run("doctor")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("FAULT  database")
    assert all("not checked" in line for line in lines[3:])


def test_a_table_that_is_gone_fails_its_checks_and_the_others_are_made(shop):
    shop.sql("DROP TABLE attachments")
    found = shop.findings()
    assert "cannot be read to the end" in found["attachments"]["message"]
    assert [name for name in CHECKS if not found[name]["ok"]] == ["attachments"]


def test_a_moment_nobody_can_read_fails_its_check_only(on_file):
    on_file.ok("demo")
    on_file.sql("UPDATE projects SET created_at = 'long ago'")
    found = on_file.faults()
    assert list(found) == ["projects"]
    assert "cannot be read to the end" in found["projects"][0]


def test_a_reference_to_nothing_is_found_in_a_file(on_file):
    on_file.sql("INSERT INTO project_members VALUES ('none', 'nobody', 'viewer', '2026-11-21 00:00:00')")
    assert sorted(on_file.faults()["file"]) == [
        "row 1 of project_members refers to a row of projects that is not there",
        "row 1 of project_members refers to a row of users that is not there",
    ]


def test_a_file_with_a_damaged_page_is_not_sound(on_file):
    on_file.ok("demo")
    with on_file.app.app_context():
        db.engine.dispose()
    file = on_file.folder / "apex.db"
    with closing(sqlite3.connect(file)) as own:
        own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = own.execute("SELECT max(rootpage) FROM sqlite_master WHERE name LIKE 'ix_projects_%'").fetchone()
        (size,) = own.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as stream:
        stream.seek((page - 1) * size)
        stream.write(b"\xff" * size)
    assert "file" in on_file.faults()


def test_a_released_pack_that_was_edited_or_lost_is_named(tmp_path):
    folder = shutil.copytree(CONFIG, tmp_path / "config")
    assert packs(folder).faults == []
    with (folder / "pricing_v1.yaml").open("a") as stream:
        stream.write("# cheaper\n")
    (folder / "materials_v1.yaml").unlink()
    assert packs(folder).faults == [
        "pack materials_v1.yaml cannot be read",
        "pricing_v1.yaml is not the one that was released",
    ]
