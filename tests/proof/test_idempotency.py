"""One key, one effect: of many requests at once, of a double click, of one that comes while the first still runs."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from sqlalchemy import select, text

from apex.actions.call import utc_now
from apex.store.connect import writing
from apex.store.idempotency import claim
from apex.store.project import Project
from apex.store.user import User
from tests.process import Answer, Caller, together, until_decided
from tests.proof.dose import SAME_KEY
from tests.proof.history import check_chain, check_versions, count, keys
from tests.proof.place import API, Place, fresh_key, made
from tests.web.house import PASSWORD, hidden


def many(place: Place, token: str, method: str, path: str, body=None, **headers: str) -> list[Answer]:
    """The same request at once, each process with half; who is told to come again later does."""
    callers = [Caller(place.apart[i % 2], token) for i in range(SAME_KEY)]

    def ask(caller: Caller, go) -> Answer:
        first = caller.send(method, path, body, headers, go)
        if first.status != 409:
            return first
        assert first.headers["Retry-After"] == "1"
        assert first.code == "idempotency_running"
        again = until_decided(lambda: caller.send(method, path, body, headers))
        assert again.replayed
        return again

    return together([lambda go, c=c: ask(c, go) for c in callers])


def check_one(answers: list[Answer], status: int) -> Answer:
    """One was the first, and every other is the same to the letter."""
    assert {answer.status for answer in answers} == {status}, {answer.body for answer in answers}
    (first,) = [answer for answer in answers if not answer.replayed]
    for answer in answers:
        assert answer.body == first.body
        for name in ("ETag", "Location", "Content-Type"):
            assert answer.headers[name] == first.headers[name]
    return first


def test_fifty_creations_under_one_key_make_one_project(place, record_property):
    token, name, key = place.token(), fresh_key(), fresh_key()
    answers = many(place, token, "POST", f"{API}/projects", {"name": name}, **{"Idempotency-Key": key})
    first = check_one(answers, 201)
    with place.session() as session:
        assert count(session, Project, Project.name == name) == 1
        assert len(check_versions(session, first.result["id"])) == 1
        (kept,) = keys(session, key)
        assert kept.status == 201
        assert first.body not in kept.body
        check_chain(session)
    record_property("figure", f"{len(answers)} at once: 1 effect, {sum(a.replayed for a in answers)} replayed")


def test_fifty_saves_under_one_key_make_one_version_and_no_conflict(place, record_property):
    """Each says If-Match with the tag that is stale once the first is through; a replay is no stale write."""
    token = place.token()
    project = made(Caller(place.apart[0], token))
    headers = {"Idempotency-Key": fresh_key(), "If-Match": project["etag"]}
    answers = many(place, token, "PUT", f"{API}/projects/{project['id']}", {"name": "Once"}, **headers)
    assert check_one(answers, 200).result["version"] == 2
    with place.session() as session:
        assert len(check_versions(session, project["id"])) == 2
    record_property("figure", f"{len(answers)} at once: 1 effect, {sum(a.replayed for a in answers)} replayed")


def test_fifty_clonings_under_one_key_make_one_clone(place, record_property):
    token = place.token()
    project = made(Caller(place.apart[0], token))
    path = f"{API}/projects/{project['id']}/clone"
    answers = many(place, token, "POST", path, **{"Idempotency-Key": fresh_key()})
    check_one(answers, 201)
    with place.session() as session:
        assert count(session, Project, Project.name == f"{project['name']} (copy)") == 1
    record_property("figure", f"{len(answers)} at once: 1 effect, {sum(a.replayed for a in answers)} replayed")


def test_a_form_that_is_clicked_twice_has_one_effect(place):
    """A person without scripts, who makes a project and then saves it, each with an impatient finger."""
    email = place.house.user("engineer", PASSWORD)
    caller = Caller(place.apart[0])
    login = caller.send("GET", "/login")
    fields = {**hidden(login.body.decode()), "email": email, "password": PASSWORD}
    entered = caller.send("POST", "/login", urlencode(fields), {"Cookie": cookie(login)})
    assert entered.status == 303, entered.body
    jar = cookie(entered)

    name = fresh_key()
    path = click_twice(place, jar, "/projects", "/projects", {"name": name})
    click_twice(place, jar, path, path, {"name": name, "customer": "Acme", "visibility": "organization"})
    with place.session() as session:
        assert count(session, Project, Project.name == name) == 1
        versions = check_versions(session, path.rsplit("/", 1)[1])
        assert [row.snapshot["customer"] for row in versions] == ["", "Acme"]


def cookie(answer: Answer) -> str:
    held = SimpleCookie(answer.headers["Set-Cookie"] or "")
    return "; ".join(f"{name}={morsel.value}" for name, morsel in held.items())


def click_twice(place: Place, jar: str, page: str, path: str, typed: dict[str, str]) -> str:
    """Send the form of a page to both processes at once; where both answers lead to."""
    shown = Caller(place.apart[0]).send("GET", page, None, {"Cookie": jar})
    sent = {"Cookie": cookie(shown) or jar}
    form = urlencode({**hidden(shown.body.decode()), **typed})
    clicks = [Caller(port) for port in place.apart]
    answers = together([lambda go, c=c: c.send("POST", path, form, sent, go) for c in clicks])
    assert [answer.status for answer in answers] == [303, 303], [answer.body for answer in answers]
    assert sorted(answer.replayed for answer in answers) == [False, True]
    (target,) = {answer.headers["Location"] for answer in answers}
    return target


@pytest.fixture
def held_key(place_on_postgresql):
    """A key whose first request is in the middle of its transaction, which the test ends. SQLite has one writer at a
    time and cannot tell whom it waits for.
    """
    place, key = place_on_postgresql, fresh_key()
    email = place.house.user("engineer")
    caller = Caller(place.apart[0], place.house.token(email))
    post = lambda: caller.send("POST", f"{API}/projects", {"name": key}, {"Idempotency-Key": key})  # noqa: E731
    with place.session() as session:
        writing(session)
        owner = session.scalars(select(User.id).where(User.email == email)).one()
        assert claim(session, owner, key, "another request", utc_now())
        yield session, post
        session.rollback()


def test_while_the_first_runs_the_second_is_told_to_come_again(held_key):
    session, post = held_key
    answer = post()
    assert (answer.status, answer.code, answer.headers["Retry-After"]) == (409, "idempotency_running", "1")
    session.rollback()
    answer = post()
    assert (answer.status, answer.replayed) == (201, False)
    assert count(session, Project, Project.id == answer.result["id"]) == 1


@pytest.mark.parametrize(("end", "status"), [("commit", 422), ("rollback", 201)])
def test_the_second_waits_for_the_end_of_the_first(held_key, end, status):
    """422 because what the first asked was another thing: the second has seen what the first committed."""
    session, post = held_key
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(post)
        until = time.monotonic() + 10
        while not session.scalar(waiting) and time.monotonic() < until:
            # Within a transaction the list of connections stays the one first seen.
            session.execute(text("SELECT pg_stat_clear_snapshot()"))
            time.sleep(0.01)
        getattr(session, end)()
        assert answer.result().status == status
