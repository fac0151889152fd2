"""`flask apex restore`: nothing is touched before all of the file was read, and what fails changes nothing."""

import gzip
import stat

import pytest
from flask_migrate import downgrade
from sqlalchemy import create_engine, inspect, text

from apex.store import archive
from apex.store.litter import STAGE
from apex.store.probe import migration_heads
from tests.cli.spare import (
    add_files,
    all_rows,
    count,
    installations,
    kept,
    manifest,
    members,
    pack,
    rewrite,
    with_tools,
)

SQLITE = pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
"""Where what is asked is the same on every database: the file is read before any is touched."""
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
    """A backup of the shop, which has had one more project since."""
    place = tmp_path / "apex.tar"
    add_files(shop, b"drawing")
    shop.ok("backup", place)
    shop.house.project(shop.house.client("engineer"), name="Since then")
    return place


@pytest.fixture
def untouched(shop, file):
    """Whatever happens, the shop is as it was and works."""
    before, files = all_rows(shop), kept(shop)
    yield
    assert all_rows(shop) == before
    assert kept(shop) == files
    shop.ok("doctor")
    assert list(shop.folder.glob(f"{STAGE}*")) == []


def test_what_came_since_is_gone_and_what_was_there_is_back(shop, file):
    rows = count(shop, "projects")
    for path in (shop.folder / "files").glob("??/*"):
        path.unlink()
    said = shop.ok("restore", file, "--yes")
    assert said.endswith("10 projects, 34 versions, 1 files\n")
    assert count(shop, "projects") == rows - 1
    assert len(kept(shop)) == 1
    shop.ok("doctor")
    assert list(shop.folder.glob(f"{STAGE}*")) == []


@SQLITE
def test_a_place_with_accounts_or_projects_asks_for_yes(shop, file, untouched):
    assert "say --yes to do it" in shop.refused("restore", file)


def broken(file):
    """Many ways in which bytes are lost or changed, one after the other."""
    whole = file.read_bytes()
    last = whole.index(b"manifest.sha256")
    ends = (0, 100, 512, len(whole) // 2, whole.index(b"manifest.json"), last, last + 600)
    for end in ends:
        file.write_bytes(whole[:end])
        yield f"cut at {end}"
    places = range(0, last, len(whole) // 60)
    named = [whole.index(word) for word in (b"manifest.json", b'"audit_seq"', b'"revision": "', b"files/")]
    between = (whole.index(b"manifest.json") - 1, len(whole) - 1)
    for at in (*places, *named, *between):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        yield f"changed at {at}"
    file.write_bytes(whole)


@SQLITE
def test_a_file_that_lost_or_changed_a_byte_is_refused_before_anything_is_touched(shop, file, untouched):
    kinds = set()
    for what in broken(file):
        done = shop.run("restore", file, "--yes")
        assert done.exit_code in (1, 2), what
        assert done.stdout == "", what
        assert "Traceback" not in done.stderr
        kinds.add(done.stderr.split(str(file))[-1].partition(":")[0].strip())
    assert {"is not a backup of APEX", "is damaged", "is cut off or damaged"} <= kinds
    # All of it in the first reading, and none of it only where the parts are taken out.
    assert not any("while it was read" in kind for kind in kinds)


@SQLITE
def test_what_is_no_backup_is_refused(shop, file, untouched, tmp_path):
    for body in (b"", b"hello", gzip.compress(file.read_bytes()), b"\0" * 10_240):
        other = tmp_path / "other"
        other.write_bytes(body)
        assert shop.run("restore", other, "--yes").exit_code in (1, 2)
    assert "cannot be read: No such file" in shop.refused("restore", tmp_path / "none.tar", "--yes")


@SQLITE
def test_what_does_not_belong_in_a_backup_is_refused(shop, file, untouched, tmp_path):
    held = members(file)
    for name in ("../outside", "/etc/passwd", "files/../x", "files/" + "a" * 63):
        other = tmp_path / "other.tar"
        pack(other, {**held, name: b"x"})
        assert "does not belong in a backup" in shop.refused("restore", other, "--yes", code=1)
    swapped = {n: b"other" if n.startswith("files/") else b for n, b in held.items()}
    del swapped["manifest.json"], swapped["manifest.sha256"]
    renamed = rewrite(file, **{n.replace(".", "_"): b for n, b in swapped.items() if n.startswith("files/")})
    assert "is not what the manifest says" in shop.refused("restore", renamed, "--yes", code=1)


@SQLITE
def test_a_backup_of_a_newer_code_is_refused(shop, file, untouched):
    newer = rewrite(file, {"revision": "2999_01_01_flying", "code": {"version": "9.0"}})
    assert "was made by a newer APEX (9.0, at 2999_01_01_flying)" in shop.refused("restore", newer, "--yes")
    newer = rewrite(file, {"format": 2, "code": {"version": "9.1"}, "unheard": "of"})
    assert "was made by a newer APEX (9.1)" in shop.refused("restore", newer, "--yes")


@SQLITE
def test_a_manifest_that_nothing_of_ours_wrote_is_refused(shop, file, untouched):
    for changes in ({"format": "1"}, {"counts": None}, {"parts": 7}, {"parts": {"x": {}}}):
        said = shop.refused("restore", rewrite(file, changes), "--yes", code=1)
        assert "has a manifest that no APEX wrote" in said


def test_a_backup_of_the_other_kind_of_database_is_refused(shop, file, untouched):
    kind = "postgresql" if shop.sqlite else "sqlite"
    name, body = next(iter(members(file).items()))
    other = rewrite(file, {"engine": kind}, **{archive.DATABASE[kind].replace(".", "_"): body})
    assert f"holds a {kind} database" in shop.refused("restore", other, "--yes")
    assert name != archive.DATABASE[kind]


def test_what_is_loaded_must_be_what_the_manifest_says(shop, file, untouched):
    for changes, said in (
        ({"audit_head": "0" * 64}, "the audit log does not end where the backup says"),
        ({"counts": {"projects": 9}}, "projects has 10 rows, and the backup says 9"),
        ({"counts": {"unheard_of": 1}}, "unheard_of has no rows, and the backup says 1"),
    ):
        assert said in shop.refused("restore", rewrite(file, changes), "--yes", code=1)


@POSTGRESQL
def test_rows_that_the_tables_of_their_revision_do_not_take_change_nothing(shop, file, untouched):
    older = rewrite(file, {"revision": "2026_11_21_accounts"})
    assert "the backup cannot be loaded: " in shop.refused("restore", older, "--yes", code=1)


def test_a_part_the_database_cannot_read_changes_nothing(shop, file, untouched):
    name = archive.DATABASE["sqlite" if shop.sqlite else "postgresql"]
    body = members(file)[name]
    for bad in (b"no database", body[: len(body) // 2]):
        other = rewrite(file, **{name.replace(".", "_"): bad})
        done = shop.run("restore", other, "--yes")
        assert (done.exit_code, done.stdout) == (1, "")
        assert "Traceback" not in done.stderr


@SQLITE
def test_rows_that_do_not_fit_change_nothing(shop, file, untouched, elsewhere):
    """A backup whose hashes are right and whose rows are not what the application would have written."""
    other = elsewhere(shop)
    other.ok("restore", file)
    other.sql("UPDATE audit_details SET detail = NULL WHERE seq = 5")
    second = file.with_name("second.tar")
    assert other.run("backup", second).exit_code == 1
    said = shop.refused("restore", second, "--yes", code=1)
    assert "row 5 lost its detail, and no row says who took it out" in said
    assert "the database is as it was" in said


def test_an_older_backup_is_brought_to_the_revision_of_this_code(shop, elsewhere, tmp_path):
    """As one made before an upgrade."""
    place = tmp_path / "older.tar"
    with shop.app.app_context():
        downgrade(revision="2026_11_21_audit")
    shop.ok("backup", place)
    assert manifest(place)["revision"] == "2026_11_21_audit"
    rows = all_columns(shop)
    other = elsewhere(shop)
    other.ok("restore", place)
    other.ok("doctor")
    (found,) = migration_heads()
    assert other.house.look(lambda s: s.scalar(text("SELECT version_num FROM alembic_version"))) == found
    assert rows == all_columns(other, rows)


def all_columns(shell, like=None):
    """Rows of the columns there were."""
    engine = create_engine(shell.url)
    with engine.connect() as connection:
        found = {}
        every = ", ".join(
            column["name"] for column in inspect(connection).get_columns("projects") if "computed" not in column
        )
        for table, columns in (like or {"users": "id, email, role", "projects": every}).items():
            names = columns if isinstance(columns, str) else columns[0]
            query = text(f"SELECT {names} FROM {table} ORDER BY id")
            found[table] = (names, [tuple(row) for row in connection.execute(query)])
    engine.dispose()
    return found


@SQLITE
def test_heads_of_rows_that_are_gone_are_set_aside(shop, tmp_path):
    heads, file = shop.folder / "audit" / "heads.jsonl", tmp_path / "apex.tar"
    shop.ok("audit", "head", "--out", heads)
    early = heads.read_text()
    shop.ok("backup", file)
    shop.house.project(shop.house.client("engineer"))
    shop.ok("audit", "head", "--out", heads)
    both = heads.read_text()
    result = shop.result("restore", file, "--yes")
    (aside,) = heads.parent.glob("heads-before-*.jsonl")
    assert result["heads_aside"] == str(aside)
    assert aside.read_text() == both
    assert heads.read_text() == early
    shop.ok("doctor")
    assert shop.result("restore", file, "--yes")["heads_aside"] is None


@SQLITE
def test_a_heads_file_that_cannot_be_read_stops_it_before_anything_is_touched(shop, file, untouched):
    heads = shop.folder / "audit" / "heads.jsonl"
    heads.parent.mkdir()
    heads.write_text("no head")
    assert "is not a head" in shop.refused("restore", file, "--yes")
    heads.unlink()


@SQLITE
def test_an_installation_with_nothing_in_it_asks_for_nothing(shop, file, elsewhere):
    other = elsewhere(shop)
    other.ok("init")
    other.ok("restore", file)
    other.ok("user", "list")
    assert "say --yes" in other.refused("restore", file)


@SQLITE
def test_what_a_killed_restore_left_behind_is_gone_after_the_next(shop, file):
    left = shop.folder / f"{STAGE}abc"
    left.mkdir()
    (left / "database.sqlite").write_text("half")
    shop.ok("restore", file, "--yes")
    assert not left.exists()


def test_the_guards_stand_again(shop, file):
    shop.ok("restore", file, "--yes")
    for statement in ("UPDATE audit_log SET actor = 'x'", "DELETE FROM project_versions", "DELETE FROM audit_head"):
        with pytest.raises(Exception, match="never changed or removed"):
            shop.sql(statement)


@SQLITE
def test_the_stage_is_nobody_else_s_to_read(shop, file, monkeypatch):
    modes = []
    real = archive.extract

    def looked(of, name, to, part):
        real(of, name, to, part)
        modes.append(stat.S_IMODE(to.parent.stat().st_mode))

    monkeypatch.setattr(archive, "extract", looked)
    shop.ok("restore", file, "--yes")
    assert modes == [0o700]
