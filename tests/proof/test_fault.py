"""What passes by itself is tried again inside the request, what does not is told; either way there is one effect at
most, and the next request finds a sound connection.
"""

from __future__ import annotations

from contextlib import ExitStack
from io import BytesIO

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from apex.store.connect import writing
from apex.store.idempotency import IdempotencyKey
from apex.store.project import Project
from tests.proof.fault import Fault, injected
from tests.proof.history import check_chain, check_versions, count
from tests.proof.place import API, DESIGN, fresh_key

WRITES = (
    "INSERT INTO idempotency_keys",
    "INSERT INTO projects",
    "INSERT INTO project_versions",
    "INSERT INTO audit_log",
    "UPDATE audit_head",
    "UPDATE idempotency_keys",
)
PLACES = (*({"words": words} for words in WRITES), {"commit": True})


@pytest.fixture
def engine(place):
    with place.session() as session:
        return session.get_bind()


@pytest.fixture
def engineer(place):
    """Somebody whose token was used before: the first use is a write of its own."""
    person = place.house.client("engineer")
    assert person.get(f"{API}/projects").status_code == 200
    return person


def create(engineer, name):
    return engineer.post(f"{API}/projects", json={"name": name}, headers={"Idempotency-Key": name})


def check_effects(place, name, expected):
    with place.session() as session:
        assert count(session, Project, Project.name == name) == expected
        assert count(session, IdempotencyKey, IdempotencyKey.key == name) == expected
        check_chain(session)


def at(where):
    return "commit" if "commit" in where else where["words"]


@pytest.mark.parametrize("where", PLACES, ids=at)
def test_what_passes_is_tried_again_inside_the_request(place, engine, engineer, where):
    name = fresh_key()
    with injected(engine, Fault("passing", **where)) as fault:
        answer = create(engineer, name)
    assert fault.fired
    assert answer.status_code == 201
    check_effects(place, name, 1)
    with place.session() as session:
        assert len(check_versions(session, answer.get_json()["result"]["id"])) == 1


@pytest.mark.parametrize("where", PLACES, ids=at)
@pytest.mark.parametrize("kind", ["broken", "unforeseen"])
def test_what_does_not_pass_is_a_failure_without_effect(place, engine, engineer, kind, where):
    name = fresh_key()
    with injected(engine, Fault(kind, **where)) as fault:
        answer = create(engineer, name)
    assert fault.fired
    assert answer.status_code == 500
    assert "injected" not in answer.get_data(as_text=True)
    check_effects(place, name, 0)
    assert create(engineer, name).status_code == 201
    check_effects(place, name, 1)


def test_what_an_attempt_said_before_it_failed_is_not_logged(place, engine, engineer):
    """The seals are looked at when the save has been recorded already."""
    project = place.house.project(engineer)
    path = f"{API}/projects/{project['id']}/design"
    with injected(engine, Fault("passing", words="SELECT seals")) as fault:
        answer = engineer.put(path, json=DESIGN, headers={"If-Match": "*"})
    assert fault.fired
    assert answer.status_code == 200
    with place.session() as session:
        assert len(check_versions(session, project["id"])) == 2


def csv():
    return {"file": (BytesIO(b"item,quantity\npole,1\n"), "bill.csv")}


@pytest.mark.parametrize(
    ("path", "sent", "words", "status"),
    [
        ("", {"json": {"name": "As sent"}, "method": "PUT"}, "UPDATE projects", 200),
        (
            "",
            {"data": {"name": "As sent"}, "method": "POST", "headers": {"Accept": "text/html"}},
            "UPDATE projects",
            303,
        ),
        ("/files", {"data": csv, "method": "POST"}, "INSERT INTO attachments", 201),
    ],
    ids=["json", "form", "file"],
)
def test_what_was_sent_is_there_for_a_second_attempt(place, engine, engineer, path, sent, words, status):
    """A body can be read only once; here no key has had it read before."""
    project = f"{API}/projects/{place.house.project(engineer)['id']}"
    given = {**sent, "data": csv()} if sent.get("data") is csv else dict(sent)
    given["headers"] = {"If-Match": engineer.get(project).headers["ETag"], **sent.get("headers", {})}
    root = project.removeprefix(API) if "Accept" in given["headers"] else project
    with injected(engine, Fault("passing", words=words)) as fault:
        answer = engineer.open(root + path, **given)
    assert fault.fired
    assert answer.status_code == status, answer.get_data(as_text=True)
    if path:
        with engineer.get(API + answer.headers["Location"].removeprefix(API)) as file:
            assert file.data == csv()["file"][0].read()
    else:
        assert engineer.get(project).get_json()["result"]["name"] == "As sent"


def test_what_does_not_pass_in_four_attempts_is_told_to_come_again(place, engine, engineer):
    name = fresh_key()
    with ExitStack() as stack:
        faults = [stack.enter_context(injected(engine, Fault("passing", words=WRITES[1]))) for _ in range(4)]
        answer = create(engineer, name)
    assert [fault.fired for fault in faults] == [True] * 4
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    check_effects(place, name, 0)


def test_a_commit_that_fails_leaves_no_lock_in_the_pool(place_on_sqlite):
    """SQLite stays in a transaction whose COMMIT it refused, here for a reference that leads nowhere."""
    with place_on_sqlite.session() as session:
        engine = session.get_bind()
    with Session(engine) as session:
        writing(session)
        session.execute(text("PRAGMA defer_foreign_keys=ON"))
        session.execute(text("INSERT INTO project_members VALUES ('none', 'nobody', 'viewer', '2026-01-01')"))
        with pytest.raises(IntegrityError):
            session.commit()
        session.close()
    for _ in range(3):
        assert place_on_sqlite.house.client("engineer").get(f"{API}/projects").status_code == 200
