"""Backups while people work, and `kill -9` in the middle of a backup and of a restore."""

import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from itertools import count as counting

import pytest

from apex.store.archive import verified
from tests.cli.spare import add_files, all_rows, count, head_before, installations, manifest, with_tools
from tests.process import Caller, Web
from tests.proof.dose import SOAK

FALLING = "tests/cli/falling.py"


@pytest.fixture(autouse=True)
def tools(monkeypatch):
    with_tools(monkeypatch)


@pytest.fixture
def elsewhere(request, tmp_path):
    with installations(request, tmp_path) as make:
        yield make


@pytest.fixture
def file(tmp_path):
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "apex.tar"


@contextmanager
def writers(shop, number):
    """So many people who make and change projects, in the process of a web server, until the block ends."""
    end, done, wrong = threading.Event(), [0] * number, []

    def work(who, caller):
        for turn in counting():
            if end.is_set():
                return
            made = caller.send("POST", "/api/v1/projects", {"name": f"Writer {who}, {turn}"})
            saved = caller.send(
                "PATCH", f"/api/v1/projects/{made.result['id']}", {"customer": f"Customer {turn}"},
                {"If-Match": made.headers["ETag"], "Content-Type": "application/merge-patch+json"},
            )  # fmt: skip
            if (made.status, saved.status) != (201, 200):
                wrong.append((made.status, saved.status, saved.body))
            done[who] += 2

    with closing_web(Web(shop.url, shop.folder, workers=1, threads=4)) as web:
        tokens = [shop.house.token(shop.house.user("engineer")) for _ in range(number)]
        threads = [threading.Thread(target=work, args=(i, Caller(web.port, t))) for i, t in enumerate(tokens)]
        for thread in threads:
            thread.start()
        try:
            yield done
        finally:
            end.set()
            for thread in threads:
                thread.join()
    assert wrong == []
    assert min(done) > 0


@contextmanager
def closing_web(web):
    try:
        yield web
    finally:
        web.stop()


def test_a_backup_made_while_four_people_write_is_of_one_moment(shop, elsewhere, tmp_path):
    files, spans = [tmp_path / f"{i}.tar" for i in range(2)], []
    with writers(shop, 4) as done:
        for file in files:
            before = sum(done)
            wait_for(lambda before=before: sum(done) > before + 8)
            began = sum(done)
            shop.ok("backup", file)
            spans.append((began, sum(done)))
        wait_for(lambda: sum(done) > spans[-1][1] + 8)
    # They went on meanwhile.
    assert any(ended > began + 4 for began, ended in spans)
    heads = [manifest(file)["audit_seq"] for file in files]
    assert heads == sorted(set(heads))
    for file, (began, ended) in zip(files, spans, strict=True):
        other = elsewhere(shop)
        other.ok("restore", file)
        other.ok("doctor")
        assert head_before(other) == manifest(file)["audit_head"]
        assert began <= count(other, "project_versions") - 33 <= ended + 8
    shop.ok("doctor")


def wait_for(condition, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


BACKUP = ["sqlite open|.apex-part|3", "sqlite os.link|.apex-part|1", "postgresql subprocess.Popen|--snapshot|1"]
"""With the database packed, with all of it written but the name, and before the dump."""
if SOAK:
    BACKUP += ["sqlite sqlite3.connect|.apex-part|1", "sqlite os.remove|.apex-part|1"]
    BACKUP += ["postgresql open|.apex-part|4", "postgresql os.link|.apex-part|1"]
NAMED = "os.remove|.apex-part|2"


@pytest.mark.parametrize(("shop", "point"), [point.split() for point in BACKUP], indirect=["shop"])
def test_a_backup_that_is_killed_leaves_nothing_under_its_name(shop, file, point):
    add_files(shop, b"one")
    fall(shop, point, "backup", file)
    assert not file.exists()
    shop.ok("doctor")
    shop.ok("backup", file)
    verified(file)


@pytest.mark.parametrize("shop", ["sqlite", *["postgresql"] * SOAK], indirect=True)
def test_a_backup_that_is_killed_after_it_has_its_name_is_whole(shop, file):
    fall(shop, NAMED, "backup", file)
    verified(file)


def fall(shop, point, *words):
    done = shop.process(*words, environment={"FLASK_APP": FALLING, "APEX_TEST_FALL": point})
    assert done.returncode == -signal.SIGKILL, (point, done.stdout, done.stderr)


RESTORE = ["sqlite os.rename|/files/|1", "sqlite sqlite3.connect|.sqlite|3", "postgresql subprocess.Popen|--use-list|1"]
"""With a file taken out, with all of it looked at; on PostgreSQL with the tables dropped and made again."""
if SOAK:
    RESTORE += ["sqlite open|database.sqlite|1", "sqlite sqlite3.connect|.sqlite|1"]
    RESTORE += ["postgresql subprocess.Popen|--list|1", "postgresql open|/files/|5"]
"""With nothing taken out, with all of it taken out; on PostgreSQL before and after the tables are filled."""


@pytest.mark.parametrize(("shop", "point"), [point.split() for point in RESTORE], indirect=["shop"])
def test_a_restore_that_is_killed_leaves_the_database_as_it_was(shop, file, point):
    add_files(shop, b"one", b"two")
    shop.ok("backup", file)
    shop.house.project(shop.house.client("engineer"))
    before = all_rows(shop)
    fall(shop, point, "restore", file, "--yes")
    assert all_rows(shop) == before
    shop.ok("doctor")
    shop.ok("restore", file, "--yes")
    assert count(shop, "projects") == len(before["projects"]) - 1


@pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
def test_a_restore_that_is_killed_while_its_pages_are_written_leaves_the_database_as_it_was(shop, file, elsewhere):
    large = elsewhere(shop)
    large.ok("init")
    fill = (
        "INSERT INTO idempotency_keys (scope, key, fingerprint, at, headers, body) "
        "VALUES ('s', :key, 'f', '2026-01-01', '[]', zeroblob(4000000))"
    )
    for key in range(15):
        large.sql(fill, key=str(key))
    large.ok("backup", file)
    before = all_rows(shop)
    log = shop.folder / "apex.db-wal"
    running = subprocess.Popen(**shop.started("restore", file, "--yes"))
    wait_for(lambda: log.exists() and log.stat().st_size > 8_000_000)
    running.kill()
    assert running.wait() == -signal.SIGKILL
    assert log.stat().st_size > 8_000_000
    assert all_rows(shop) == before
    shop.ok("doctor")


def test_people_who_are_there_find_the_restored_place(shop, file):
    """They should not be; but nothing of theirs may end up in what is neither the old nor the new database."""
    shop.ok("backup", file)
    with closing_web(Web(shop.url, shop.folder, workers=1, threads=4)) as web:
        caller = Caller(web.port, shop.house.token(shop.house.user("engineer")))
        late = caller.send("POST", "/api/v1/projects", {"name": "Late"})
        assert late.status == 201
        shop.ok("restore", file, "--yes")
        assert caller.send("GET", f"/api/v1/projects/{late.result['id']}").status == 401
        caller = Caller(web.port, shop.house.token(shop.house.user("engineer")))
        assert caller.send("GET", f"/api/v1/projects/{late.result['id']}").status == 404
        assert caller.send("POST", "/api/v1/projects", {"name": "After"}).status == 201
    assert count(shop, "projects") == 10
    shop.ok("doctor")
