"""The bytes of files: damage is found, a crash leaves no row without them, nobody waits for a slow sender or disk."""

import hashlib
import logging
import multiprocessing
import os
import signal
import threading
from io import BytesIO

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from apex.extensions import db
from apex.store.attachment import Attachment
from apex.web.body import MIB
from tests.database import application
from tests.web.upload import PNG, got, listed, send, sent, stored, url


@pytest.fixture
def client(house):
    return house.client("engineer")


@pytest.fixture
def project(house, client):
    return house.project(client)


@pytest.mark.parametrize("harm", ["flip", "cut", "gone"])
def test_a_damaged_file_is_logged_and_never_given_out(client, project, tmp_path, caplog, harm):
    file = sent(client, project)
    place = stored(tmp_path)[0]
    if harm == "flip":
        place.write_bytes(PNG[:-1] + b"\x00")
    elif harm == "cut":
        place.write_bytes(PNG[:-1])
    else:
        place.unlink()
    with caplog.at_level(logging.ERROR, "apex.web"):
        answer = got(client, project, file)
    assert answer.status_code == 500
    assert answer.get_json()["result"] is None
    assert PNG[:8] not in answer.data
    assert str(tmp_path) not in answer.get_data(as_text=True)
    assert file["id"] in caplog.text
    sent(client, project)
    assert got(client, project, file).data == PNG


def test_the_same_bytes_are_two_files_and_lie_there_once(client, project, tmp_path):
    one, two = sent(client, project, "a.png"), sent(client, project, "b.png")
    assert one["id"] != two["id"]
    assert len(stored(tmp_path)) == 1
    client.delete(url(project, f"/{one['id']}"), headers={"If-Match": one["etag"]})
    assert got(client, project, two).data == PNG


def test_a_file_of_50_mib_is_taken_and_a_larger_one_is_not(client, project, tmp_path):
    body = b"a,b\n" * (50 * MIB // 4)
    file = sent(client, project, "long.csv", body)
    assert file["size"] == 50 * MIB
    assert hashlib.sha256(got(client, project, file).data).hexdigest() == file["sha256"]
    larger = send(client, project, ("long.csv", body + b"\n"))
    assert larger.status_code == 413
    assert "50 MiB" in larger.get_json()["errors"][0]["message"]
    assert len(stored(tmp_path)) == 1


def test_who_sends_slowly_holds_nobody_up(house, client, project):
    """The other write would wait for the lock of SQLite, and be refused after its timeout."""
    boundary, encoded = encode_multipart({"file": FileStorage(BytesIO(PNG), "plan.png")})
    reached, go_on, answers = threading.Event(), threading.Event(), []

    class Slow(BytesIO):
        def readinto(self, into):
            reached.set()
            assert go_on.wait(30)
            return super().readinto(into)

        def read(self, size=-1):
            reached.set()
            assert go_on.wait(30)
            return super().read(size)

    def upload():
        answers.append(
            client.post(
                url(project),
                input_stream=Slow(encoded),
                content_type=f"multipart/form-data; boundary={boundary}",
                content_length=len(encoded),
            )
        )

    slow = threading.Thread(target=upload)
    slow.start()
    try:
        assert reached.wait(10)
        other = house.client("engineer")
        assert house.project(other)["id"]
        assert not answers
    finally:
        go_on.set()
        slow.join(30)
    assert answers[0].status_code == 201


def test_the_bytes_are_on_the_disk_before_the_transaction_begins(house, client, project, tmp_path):
    """Nobody waits for the database because a disk is slow."""
    found = []

    def look(connection):
        if connection.get_execution_options().get("apex_write"):
            found.append(len(stored(tmp_path)))

    with house.app.app_context():
        engine = db.engine
    event.listen(engine, "begin", look)
    sent(client, project)
    event.remove(engine, "begin", look)
    assert found[-1] == 1


def die_before_the_commit(database_url, folder, token, project, body):
    def end(_session):
        os.kill(os.getpid(), signal.SIGKILL)

    def watch(session, _context):
        if any(isinstance(row, Attachment) for row in session.new):
            event.listen(Session, "before_commit", end)

    event.listen(Session, "after_flush", watch)
    with application(database_url, folder) as app:
        client = app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        send(client, project, ("plan.png", body))


def test_a_crash_between_the_bytes_and_the_commit_leaves_no_row(house, client, project, database_url, tmp_path):
    token = client.environ_base["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    given = (database_url, tmp_path, token, project, PNG)
    process = multiprocessing.get_context("spawn").Process(target=die_before_the_commit, args=given)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert len(stored(tmp_path)) == 1
    assert listed(client, project)["total"] == 0
    assert house.look(lambda session: session.scalars(select(Attachment)).all()) == []
    file = sent(client, project)
    assert got(client, project, file).data == PNG
