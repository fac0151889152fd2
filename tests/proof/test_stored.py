"""Which answers a key keeps, for whom, for which request, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from apex.actions.call import utc_now
from apex.app import create_app
from apex.extensions import db
from apex.settings import Settings
from apex.store.idempotency import IdempotencyKey
from apex.store.project import Project
from apex.store.user import User
from apex.store.version import ProjectVersion
from tests.proof.fault import Fault, injected
from tests.proof.history import check_versions, count, keys
from tests.proof.place import API, fresh_key
from tests.web.house import House


@pytest.fixture
def engineer(place):
    return place.house.client("engineer")


def keyed(client, method, path, key, body=None, **headers):
    return client.open(API + path, method=method, json=body, headers={"Idempotency-Key": key, **headers})


def replayed(answer) -> bool:
    return answer.headers.get("Idempotent-Replayed") == "true"


def stored(place, key) -> bool:
    with place.session() as session:
        return bool(keys(session, key))


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/projects", {"name": "Another"}),
        ("POST", "/projects?q=1", {"name": "First"}),
        ("POST", "/projects/{id}/clone", {"name": "First"}),
        ("PUT", "/projects/{id}", {"name": "First"}),
    ],
    ids=["body", "query", "path", "method"],
)
def test_another_request_under_the_same_key_is_refused(place, engineer, method, path, body):
    key = fresh_key()
    first = keyed(engineer, "POST", "/projects", key, {"name": "First"})
    id_ = first.get_json()["result"]["id"]
    answer = keyed(engineer, method, path.format(id=id_), key, body, **{"If-Match": "*"})
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "idempotency_mismatch"
    again = keyed(engineer, "POST", "/projects", key, {"name": "First"})
    assert replayed(again)
    assert again.data == first.data
    with place.session() as session:
        assert len(check_versions(session, id_)) == 1


def test_the_same_key_of_somebody_else_is_another_key(place, engineer):
    key, other = fresh_key(), place.house.client("engineer")
    ids = {
        keyed(who, "POST", "/projects", key, {"name": "Mine"}).get_json()["result"]["id"] for who in (engineer, other)
    }
    assert len(ids) == 2


def test_a_key_that_is_too_long_is_a_bad_field(engineer):
    answer = keyed(engineer, "POST", "/projects", "k" * 256, {"name": "x"})
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "Idempotency-Key"
    assert keyed(engineer, "POST", "/projects", "k" * 255, {"name": "x"}).status_code == 201


def test_a_refusal_after_the_work_began_is_replayed_though_it_would_succeed_now(place, engineer):
    project = place.house.project(engineer)
    path, key = f"/projects/{project['id']}", fresh_key()
    keyed(engineer, "DELETE", path, fresh_key(), **{"If-Match": "*"})
    refused = keyed(engineer, "PUT", path, key, {"name": "New"}, **{"If-Match": "*"})
    assert refused.status_code == 409
    back = keyed(engineer, "POST", f"{path}/transitions", fresh_key(), {"to": "draft"}, **{"If-Match": "*"})
    assert back.status_code == 200
    again = keyed(engineer, "PUT", path, key, {"name": "New"}, **{"If-Match": "*"})
    assert (again.status_code, again.data, replayed(again)) == (409, refused.data, True)
    assert keyed(engineer, "PUT", path, fresh_key(), {"name": "New"}, **{"If-Match": "*"}).status_code == 200
    with place.session() as session:
        assert len(check_versions(session, project["id"])) == 4


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [("/projects", {"name": ""}, 422), ("/projects", {"nme": "x"}, 422), ("/projects/nothing/clone", None, 404)],
)
def test_a_refusal_is_stored_and_has_no_effect(place, engineer, path, body, status):
    key = fresh_key()
    with place.session() as session:
        before = count(session, ProjectVersion)
    answers = [keyed(engineer, "POST", path, key, body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [status] * 3
    assert [replayed(answer) for answer in answers] == [False, True, True]
    assert len({answer.data for answer in answers}) == 1
    with place.session() as session:
        assert count(session, ProjectVersion) == before
        assert len(keys(session, key)) == 1


def test_a_stale_or_missing_version_is_not_stored(place, engineer):
    """The same request with the tag it should have had goes through under the same key."""
    project = place.house.project(engineer)
    path, key = f"/projects/{project['id']}", fresh_key()
    assert keyed(engineer, "PUT", path, key, {"name": "New"}).status_code == 428
    assert not stored(place, key)
    stale = keyed(engineer, "PUT", path, key, {"name": "New"}, **{"If-Match": '"9-0000000000000000"'})
    assert stale.status_code == 412
    assert not stored(place, key)
    answer = keyed(engineer, "PUT", path, key, {"name": "New"}, **{"If-Match": stale.headers["ETag"]})
    assert (answer.status_code, replayed(answer)) == (200, False)


def test_a_refused_person_is_not_stored(place):
    viewer = place.house.client("viewer")
    key = fresh_key()
    assert keyed(viewer, "POST", "/projects", key, {"name": "x"}).status_code == 403
    assert not stored(place, key)
    promote(place, viewer.email)
    answer = keyed(viewer, "POST", "/projects", key, {"name": "x"})
    assert (answer.status_code, replayed(answer)) == (201, False)


def promote(place, email):
    place.house.act(lambda call: call.session.execute(update(User).where(User.email == email).values(role="engineer")))


def test_an_unknown_person_is_not_stored(place, engineer):
    key = fresh_key()
    stranger = place.house.app.test_client()
    assert keyed(stranger, "POST", "/projects", key, {"name": "x"}).status_code == 401
    assert not stored(place, key)
    assert keyed(engineer, "POST", "/projects", key, {"name": "x"}).status_code == 201


@pytest.mark.parametrize("kind", ["unforeseen", "broken"])
def test_a_failure_of_ours_is_not_stored(place, engineer, kind):
    key = fresh_key()
    with place.session() as session:
        engine = session.get_bind()
    with injected(engine, Fault(kind, words="INSERT INTO project_versions")):
        answer = keyed(engineer, "POST", "/projects", key, {"name": key})
    assert answer.status_code == 500
    assert not stored(place, key)
    answer = keyed(engineer, "POST", "/projects", key, {"name": key})
    assert (answer.status_code, replayed(answer)) == (201, False)
    with place.session() as session:
        assert count(session, Project, Project.name == key) == 1


def test_a_key_is_kept_for_a_day_and_is_free_again_then(place, engineer):
    key = fresh_key()
    ids = []
    for hours in (0, 23.9, 24.1):
        age(place, key, hours)
        answer = keyed(engineer, "POST", "/projects", key, {"name": key})
        ids.append(answer.get_json()["result"]["id"])
        assert replayed(answer) == (hours == 23.9)
    assert ids[0] == ids[1] != ids[2]
    # Also for another request, which it would otherwise not fit.
    age(place, key, 24.1)
    assert keyed(engineer, "POST", "/projects", key, {"name": "Another"}).status_code == 201


def age(place, key, hours):
    """As if what is kept under the key had been written so many hours ago."""
    moved = update(IdempotencyKey).where(IdempotencyKey.key == key).values(at=utc_now() - timedelta(hours=hours))
    place.house.act(lambda call: call.session.execute(moved) and None)


def test_a_refused_rate_is_not_stored(place, tmp_path):
    """The same house with room for three requests a minute."""
    given = {"APEX_ENV": "testing", "APEX_DATABASE_URL": place.url, "APEX_RATE_LIMIT_DEFAULT": "3/minute"}
    app = create_app(Settings.from_environment({**given, "APEX_DATA_DIR": str(tmp_path)}))
    narrow, key = House(app).client("engineer"), fresh_key()
    for _ in range(3):
        narrow.get(f"{API}/projects")
    assert keyed(narrow, "POST", "/projects", key, {"name": "x"}).status_code == 429
    assert not stored(place, key)
    with app.app_context():
        db.engine.dispose()
