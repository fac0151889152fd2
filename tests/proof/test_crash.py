"""A web process is killed, or its connection lost, in the middle of a save; who asks again finds one effect."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from apex.store.project import Project
from tests.process import LOST, Answer, Caller, until_decided
from tests.proof.conftest import KINDS
from tests.proof.dose import SOAK
from tests.proof.history import check_chain, check_versions, count, keys
from tests.proof.place import API, DESIGN, Place, fresh_key, made

POINTS = ("claimed", "effect", "audited", "committed", "answered")
SMALL = {"sqlite": [("saved", "effect")], "postgresql": [("created", "audited"), ("saved", "committed")]}
WHOLE = [(what, point) for point in POINTS for what in ("created", "saved")]


class Doomed:
    """A place whose web processes fall where they are told to."""

    def __init__(self, place: Place, folder: Path, workers: int) -> None:
        self.place = place
        self.order = folder / "fall-at"
        web = place.serve(workers=workers, app="tests.crashing:app", APEX_TEST_CRASH=str(self.order))
        self.log = web.log
        self.caller = Caller(web.port, place.token())

    def ask(self, point: str, method: str, path: str, body: Any, **headers: str) -> list[Answer]:
        """What the request that falls there is answered, if it is, and the same one again until it is decided."""
        again = lambda: self.caller.send(method, path, body, headers)  # noqa: E731
        return [*self.fall(point, again), until_decided(again)]

    def fall(self, point: str, ask: Callable[[], Answer]) -> list[Answer]:
        """No answer where a process was killed, and then by the trap alone."""
        before = self.log.read_text().count("SIGKILL")
        self.order.write_text(point)
        try:
            answers = [ask()]
        except LOST:
            answers = []
        assert not self.order.exists(), "nobody came by"
        assert bool(answers) == point.startswith("lose")
        until = time.monotonic() + 10
        while (
            fallen := self.log.read_text().count("SIGKILL") - before + len(answers)
        ) < 1 and time.monotonic() < until:
            time.sleep(0.01)
        assert fallen == 1
        return answers


@pytest.fixture(scope="session")
def doomed_on_sqlite(place_on_sqlite, tmp_path_factory):
    return Doomed(place_on_sqlite, tmp_path_factory.mktemp("doomed"), 2)


@pytest.fixture(scope="session")
def doomed_on_postgresql(place_on_postgresql, tmp_path_factory):
    return Doomed(place_on_postgresql, tmp_path_factory.mktemp("doomed"), 2)


@pytest.mark.parametrize("kind", KINDS)
def test_a_process_killed_at_any_point_leaves_one_effect(request, kind, record_property):
    """One of two; the other lives on. A new project and a saved design, each asked for again under its key."""
    doomed = request.getfixturevalue(f"doomed_on_{kind}")
    for what, point in WHOLE if SOAK else SMALL[kind]:
        check_created(doomed, point) if what == "created" else check_saved(doomed, point)
    record_property("figure", f"killed at {len(WHOLE if SOAK else SMALL[kind])} places: each effect once")


@pytest.mark.parametrize("database_url", KINDS if SOAK else ["sqlite"], indirect=True)
@pytest.mark.parametrize("point", POINTS if SOAK else ["audited"])
def test_the_only_process_killed_leaves_one_effect(own_place, tmp_path, point):
    """Nobody else has the database open: the next process finds it as the dead one left it."""
    alone = Doomed(own_place, tmp_path, 1)
    own_place.release()
    check_created(alone, point)
    own_place.release()
    check_saved(alone, point)
    with own_place.session() as session:
        assert check_chain(session)


def check_created(doomed: Doomed, point: str) -> None:
    name, key = fresh_key(), fresh_key()
    (answer,) = doomed.ask(point, "POST", f"{API}/projects", {"name": name}, **{"Idempotency-Key": key})
    assert answer.status == 201, answer.body
    assert answer.replayed == (point in ("committed", "answered"))
    with doomed.place.session() as session:
        assert count(session, Project, Project.name == name) == 1
        assert len(check_versions(session, answer.result["id"])) == 1
        (kept,) = keys(session, key)
        assert kept.status == 201


def check_saved(doomed: Doomed, point: str) -> None:
    project = made(doomed.caller)
    path, headers = f"{API}/projects/{project['id']}/design", {"If-Match": project["etag"]}
    headers["Idempotency-Key"] = fresh_key()
    (answer,) = doomed.ask(point, "PUT", path, DESIGN, **headers)
    assert answer.status == 200, answer.body
    assert answer.headers["ETag"] == doomed.caller.send("GET", path).headers["ETag"]
    with doomed.place.session() as session:
        versions = check_versions(session, project["id"])
        assert [row.snapshot["document"] for row in versions] == [{}, DESIGN]


@pytest.fixture
def severed(doomed_on_postgresql):
    """On PostgreSQL the connection can be lost and the process live on."""
    return doomed_on_postgresql


@pytest.mark.parametrize("point", ["claimed", "effect", "audited"])
def test_a_connection_lost_before_the_commit_is_made_good(severed, point):
    """Tried again inside the request; only where it was lost during the commit is the caller asked to look."""
    name, key = fresh_key(), fresh_key()
    headers = {"Idempotency-Key": key}
    first, again = severed.ask(f"lose {point}", "POST", f"{API}/projects", {"name": name}, **headers)
    if point == "audited":
        assert (first.status, first.code, first.headers["Retry-After"]) == (503, "busy", "1")
    else:
        assert first.status == 201, first.body
    assert again.status == 201
    assert again.replayed == (first.status == 201)
    check_one(severed, name)


def test_a_commit_nobody_heard_of_is_never_done_twice(severed):
    """The server committed and the connection died before it said so. No key: nothing but caution prevents a second."""
    name = fresh_key()
    (first,) = severed.fall("lose committing", lambda: severed.caller.send("POST", f"{API}/projects", {"name": name}))
    assert (first.status, first.code, first.headers["Retry-After"]) == (503, "busy", "1")
    check_one(severed, name)


def test_a_commit_nobody_heard_of_is_replayed_by_its_key(severed):
    name = fresh_key()
    headers = {"Idempotency-Key": fresh_key()}
    first, again = severed.ask("lose committing", "POST", f"{API}/projects", {"name": name}, **headers)
    assert first.status == 503
    assert (again.status, again.replayed) == (201, True)
    check_one(severed, name)


def check_one(severed: Doomed, name: str) -> None:
    with severed.place.session() as session:
        session.rollback()
        (id_,) = session.scalars(select(Project.id).where(Project.name == name)).all()
        assert len(check_versions(session, id_)) == 1
        check_chain(session)
