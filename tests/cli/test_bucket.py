"""Files in a bucket: served, backed up, restored, looked at and cleaned up as those of the data folder are."""

import hashlib
from datetime import timedelta

import pytest

from apex.actions.call import SYSTEM, Call, utc_now
from apex.actions.cleanup import tidy
from apex.store.depot import depot
from tests.cli.conftest import Shell
from tests.cli.spare import add_files, with_tools
from tests.database import application, copied
from tests.depot import running
from tests.web.upload import PNG, got, sent, stored

SHA256 = hashlib.sha256(PNG).hexdigest()


@pytest.fixture(autouse=True)
def tools(monkeypatch):
    with_tools(monkeypatch)


@pytest.fixture
def store():
    with running() as made:
        yield made


@pytest.fixture
def here(tmp_path, migrated_file, store):
    """An installation whose files are in a bucket."""
    with application(copied(migrated_file, tmp_path), tmp_path, **store.settings()) as app:
        yield Shell(f"sqlite:///{tmp_path / migrated_file.name}", tmp_path, app)


@pytest.fixture
def client(here):
    return here.house.client("engineer")


@pytest.fixture
def project(here, client):
    return here.house.project(client)


def blobs(shell):
    return depot(shell.app.extensions["apex_settings"])


def test_a_file_of_a_project_goes_to_the_bucket_and_comes_back_from_it(here, client, project, store):
    file = sent(client, project)
    assert store.keys() == [store.place(SHA256)["Key"]]
    assert stored(here.folder) == []
    answer = got(client, project, file)
    assert (answer.status_code, answer.data) == (200, PNG)
    assert answer.headers["Content-Length"] == str(len(PNG))


def test_a_damaged_object_is_an_error_and_not_a_file(client, project, store):
    file = sent(client, project)
    store.client().put_object(**store.place(SHA256), Body=PNG[:-1] + b"!")
    answer = got(client, project, file)
    assert answer.status_code == 500
    assert PNG[:8] not in answer.data


def test_a_bucket_that_is_gone_is_503_and_the_rest_goes_on(here, client, project, store):
    file = sent(client, project)
    store.line.cut()
    answers = [got(client, project, file)]
    with pytest.raises(AssertionError, match="external_service"):
        sent(client, project, "other.png", PNG + b"2")
    answers.append(client.get("/api/v1/projects"))
    assert [answer.status_code for answer in answers] == [503, 200]
    assert int(answers[0].headers["Retry-After"]) > 0
    assert [row["name"] for row in client.get(f"/api/v1/projects/{project['id']}/files").json["result"]["items"]] == [
        "plan.png"
    ]


def test_health_tells_of_the_bucket_and_the_process_stays_ready(here, store):
    client = here.app.test_client()
    # A busy machine may need more than the half second one question has.
    assert any(client.get("/ready").json["result"]["checks"]["files"]["ok"] for _ in range(20))
    store.line.cut()
    answer = client.get("/ready")
    assert answer.status_code == 200
    assert not answer.json["result"]["checks"]["files"]["ok"]
    page = here.house.browser("admin").get("/admin/health").get_data(as_text=True)
    assert "files: the store of files" in page


def test_the_doctor_reads_what_is_in_the_bucket(here, store):
    first, second = add_files(here, b"one", b"two")
    assert here.findings(code=0)["attachments"]["message"] == "2 files"
    store.client().put_object(**store.place(first["sha256"]), Body=b"rot")
    store.client().delete_object(**store.place(second["sha256"]))
    said = "\n".join(here.faults()["attachments"])
    assert "does not hold what was put there" in said
    assert "not where it was put" in said
    store.line.cut()
    assert here.faults()["attachments"] == ["cannot be read to the end: the store of files does not answer"]


def test_a_backup_takes_the_files_of_the_bucket_and_a_restore_puts_them_into_another(here, store, tmp_path):
    files = add_files(here, b"one", b"two")
    here.ok("backup", tmp_path / "apex.tar")
    with (
        running() as other,
        application(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "new", **other.settings()) as app,
    ):
        there = Shell(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "new", app)
        there.ok("restore", tmp_path / "apex.tar")
        assert other.keys() == sorted(other.place(file["sha256"])["Key"] for file in files)
        there.ok("doctor")


def test_a_backup_of_the_folder_is_restored_into_a_bucket(at, store, tmp_path):
    """How an installation moves, on both kinds of database."""
    (file,) = add_files(at, b"one")
    at.ok("backup", tmp_path / "apex.tar")
    with application(at.url, tmp_path, **store.settings()) as app:
        there = Shell(at.url, tmp_path, app)
        there.ok("restore", tmp_path / "apex.tar", "--yes")
        assert store.keys() == [store.place(file["sha256"])["Key"]]
        (at.folder / "files" / file["sha256"][:2] / file["sha256"]).unlink()
        there.ok("doctor")


def test_there_is_no_backup_without_the_files_of_a_bucket_that_does_not_answer(here, store, tmp_path):
    add_files(here, b"one")
    store.line.cut()
    assert "the store of files does not answer" in here.refused("backup", tmp_path / "apex.tar", code=1)
    assert not (tmp_path / "apex.tar").exists()


def test_an_object_of_no_project_is_counted_and_goes_when_that_is_asked_for(here, store):
    (file,) = add_files(here, b"one")
    with (here.folder / "lost").open("wb+") as lost:
        lost.write(PNG)
        lost.seek(0)
        blobs(here).put(lost, 1000)

    def clean(days, **more):
        def work(session):
            call = Call(session=session, actor=SYSTEM, now=utc_now() + timedelta(days=days))
            return tidy(call, here.folder, blobs(here), **more)

        return here.house.look(work)

    assert clean(0).orphans == clean(0, with_orphans=True).orphans == 0
    assert (clean(2).orphans, clean(2).orphan_bytes) == (1, len(PNG))
    assert clean(2, with_orphans=True).orphans_removed == 1
    assert store.keys() == [store.place(file["sha256"])["Key"]]
    assert here.result("cleanup")["orphans"] == 0
