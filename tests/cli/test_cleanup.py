"""`flask apex cleanup`: what is over goes, nothing else does."""

import os
import secrets
import time
from datetime import timedelta
from io import BytesIO

import pytest

from apex.actions.call import SYSTEM, Call, utc_now
from apex.actions.cleanup import tidy
from apex.actions.link import make
from apex.schema.account import NewLink
from apex.store import litter
from apex.store.blob import Folder
from apex.store.idempotency import IdempotencyKey
from apex.store.link import AccountLink
from apex.store.login import Login
from apex.store.received import HookReceived, claim_message
from apex.store.user import user_by_email
from apex.store.webhook import Delivery
from tests.cli.spare import add_files, all_rows, kept
from tests.database import on_sqlite

"""Of files: no database has a say in them."""
DAY = timedelta(days=1)
NOTHING = {
    "idempotency_keys": 0, "sessions": 0, "links": 0, "messages": 0, "e_mails": 0, "leftovers": 0, "orphans": 0,
    "orphan_bytes": 0,
    "orphans_removed": 0,
}  # fmt: skip


def put(at, *rows):
    def work(call):
        call.session.add_all(rows)

    at.house.act(work)


def left(at, column):
    return at.house.look(lambda session: sorted(session.scalars(session.query(column).statement)))


def aged(path, days):
    """As if nobody had touched it for so long."""
    os.utime(path, (time.time() - days * 86_400,) * 2)
    return path


def test_a_shop_at_work_loses_nothing(shop):
    client = shop.house.browser("engineer")
    add_files(shop, b"one")
    shop.house.client("engineer").post("/api/v1/projects", json={"name": "x"}, headers={"Idempotency-Key": "k"})
    before, files = all_rows(shop), kept(shop)
    assert shop.result("cleanup") == NOTHING
    assert all_rows(shop) == before
    assert kept(shop) == files
    assert client.get("/projects").status_code == 200


def test_keys_of_more_than_a_day_ago_go(at):
    now = utc_now()
    put(
        at,
        *(
            IdempotencyKey(scope="s", key=name, fingerprint="f", at=now - age)
            for name, age in (("young", DAY * 0.99), ("old", DAY * 1.01), ("older", DAY * 400))
        ),
    )
    assert at.result("cleanup") == NOTHING | {"idempotency_keys": 2}
    assert left(at, IdempotencyKey.key) == ["young"]
    assert at.result("cleanup") == NOTHING


def test_sessions_go_ninety_days_after_their_end(at):
    user = at.house.user_id(at.house.user())
    now = utc_now()
    ages = {
        "open": (DAY * 119, None), "ended": (DAY * 200, DAY * 89), "long ended": (DAY * 91, DAY * 91),
        "never heard of again": (DAY * 121, None),
    }  # fmt: skip
    put(
        at,
        *(
            Login(
                user_id=user,
                secret_sha256=secrets.token_hex(32),
                created_at=now - DAY * 300,
                seen_at=now - seen,
                ended_at=None if ended is None else now - ended,
                agent=name,
            )
            for name, (seen, ended) in ages.items()
        ),
    )
    assert at.result("cleanup") == NOTHING | {"sessions": 2}
    assert left(at, Login.agent) == ["ended", "open"]


def test_links_that_lead_nowhere_go(at):
    made = {}

    def link(name):
        def work(call):
            user = user_by_email(call.session, at_email[name])
            made[name] = make(call, user, NewLink(kind="invite"))[1].id

        at.house.act(work)

    at_email = {name: at.house.user() for name in ("live", "used", "over")}
    for name in at_email:
        link(name)
    at.sql("UPDATE account_links SET used_at = created_at WHERE id = :id", id=made["used"])
    at.sql("UPDATE account_links SET expires_at = created_at WHERE id = :id", id=made["over"])
    assert at.result("cleanup") == NOTHING | {"links": 2}
    assert left(at, AccountLink.id) == [made["live"]]


def test_messages_of_webhooks_go_thirty_days_after_they_were_made(at):
    admin = at.house.client("admin")
    given = {"url": "https://crm.example.com/in", "events": ["project.created"]}
    assert admin.post("/api/v1/webhooks", json=given).status_code == 201
    for _ in range(3):
        at.house.project(admin)

    def age(call):
        old, older, young = call.session.query(Delivery).order_by(Delivery.id)
        old.created_at, old.state = call.now - timedelta(days=30, minutes=1), "sent"
        older.created_at = call.now - timedelta(days=90)
        young.created_at = call.now - timedelta(days=29)
        for name, days in (("msg_old", 31), ("msg_young", 29)):
            assert claim_message(call.session, "pm", name, call.now - timedelta(days=days))
        return young.id

    young = at.house.act(age)
    assert at.result("cleanup") == NOTHING | {"messages": 3}
    assert left(at, Delivery.id) == [young]
    assert left(at, HookReceived.id) == ["msg_young"]


@on_sqlite
def test_what_killed_uploads_and_restores_left_goes_a_day_later(at):
    files = at.folder / "files"
    files.mkdir()
    for name, days in ((".part-old", 1.1), (".part-young", 0.9), ("something", 9)):
        (files / name).write_bytes(b"half")
        aged(files / name, days)
    for name, days in ((".restore-old", 1.1), (".restore-young", 0.9), (".restore-busy", 1.1)):
        stage = at.folder / name
        stage.mkdir()
        (stage / "database.sqlite").write_bytes(b"half")
        aged(stage / "database.sqlite", 0 if name == ".restore-busy" else days)
        aged(stage, days)
    assert at.result("cleanup") == NOTHING | {"leftovers": 2}
    assert sorted(path.name for path in files.iterdir()) == [".part-young", "something"]
    assert sorted(path.name for path in at.folder.glob(".restore-*")) == [".restore-busy", ".restore-young"]


@pytest.fixture
def orphan(at):
    """A file no row names and two that are named, one of them taken off its project; all of them old."""
    _, second = add_files(at, b"named", b"taken off")
    at.sql("UPDATE attachments SET removed_at = at WHERE id = :id", id=second["id"])
    sha256, _ = Folder(at.folder / "files").put(BytesIO(b"of nobody"), 100)
    for path in (at.folder / "files").glob("??/*"):
        aged(path, 2)
    return at.folder / "files" / sha256[:2] / sha256


def test_a_stored_file_of_no_project_is_only_counted(at, orphan):
    assert at.result("cleanup") == NOTHING | {"orphans": 1, "orphan_bytes": 9}
    assert "1 stored files (0.0 MB) belong to no project; --orphans --yes removes them" in at.ok("cleanup")
    assert orphan.exists()


@on_sqlite
def test_it_goes_when_that_is_asked_for_and_meant(at, orphan):
    for half in ("--orphans", "--yes"):
        assert "go together" in at.refused("cleanup", half)
    assert orphan.exists()
    assert at.result("cleanup", "--orphans", "--yes") == NOTHING | {"orphans_removed": 1}
    assert not orphan.exists()
    assert len(kept(at)) == 2
    assert at.run("doctor").exit_code == 0
    assert at.result("cleanup", "--orphans", "--yes") == NOTHING


@on_sqlite
def test_a_file_that_was_just_stored_waits_for_its_row(at, orphan):
    aged(orphan, 0)
    assert at.result("cleanup", "--orphans", "--yes") == NOTHING
    assert orphan.exists()


@on_sqlite
def test_bytes_somebody_brings_while_they_are_removed_are_not_lost(at, orphan, monkeypatch):
    """The upload ends after the file was found to be nobody's, and its row comes later still."""
    found = litter.orphans

    def and_then_an_upload(session, blobs, before):
        lost = found(session, blobs, before)
        with orphan.open("rb") as stream:
            blobs.put(stream, 100)
        return lost

    monkeypatch.setattr("apex.actions.cleanup.orphans", and_then_an_upload)
    assert at.result("cleanup", "--orphans", "--yes") == NOTHING | {"orphans": 1, "orphan_bytes": 9}
    assert orphan.read_bytes() == b"of nobody"
    assert [path.name for path in (at.folder / "files").glob(".part-*")] == []


@on_sqlite
def test_the_line_says_how_many_of_each(at):
    assert at.ok("cleanup") == (
        "removed 0 idempotency keys, 0 sessions, 0 links, 0 messages, 0 e-mails, 0 leftovers, 0 files of no project\n"
    )


@on_sqlite
def test_looking_after_the_folder_needs_no_writing_transaction(at, orphan):
    def work(session):
        return tidy(Call(session=session, actor=SYSTEM, now=utc_now()), at.folder, Folder(at.folder / "files"))

    assert at.house.look(work).orphans == 1
