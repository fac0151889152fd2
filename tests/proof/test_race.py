"""Writers that begin from one version at once: one is acknowledged, the others are told, nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from apex.store.audit import AuditRow
from apex.store.calculation import Calculation
from apex.store.chain import rows
from apex.store.project import Project
from apex.store.user import UserSettings
from apex.store.verb import Verb
from tests.process import Answer, Caller, together
from tests.proof.dose import ROUNDS, WRITERS
from tests.proof.history import check_chain, check_versions, count
from tests.proof.place import API, DESIGN, Place, made, put

Content = Callable[[int, int], dict[str, Any]]
"""What a writer puts in a round; no two put the same."""


@dataclass(frozen=True)
class Acknowledged:
    """A write that was answered with 200, and the tag it was answered with."""

    content: dict[str, Any]
    etag: str


def writers(place: Place, tokens: list[str]) -> list[Caller]:
    """Each process has half of them."""
    return [Caller(place.apart[i % 2], token) for i, token in enumerate(tokens)]


def race(callers: list[Caller], path: str, content: Content) -> list[Acknowledged]:
    """Round after round from the version of the round before. One write is acknowledged in each."""
    won = []
    etag = callers[0].send("GET", path).headers["ETag"]
    for turn in range(ROUNDS):
        given = [content(turn, i) for i in range(len(callers))]
        answers = together([asking(caller, path, body, etag) for caller, body in zip(callers, given, strict=True)])
        told = Counter(answer.status for answer in answers)
        assert told == {200: 1, 412: len(callers) - 1}, [a.body[:300] for a in answers if a.status not in (200, 412)]
        winner = next(i for i, answer in enumerate(answers) if answer.status == 200)
        etag = answers[winner].headers["ETag"]
        won.append(Acknowledged(given[winner], etag))
        for answer in answers:
            if answer.status == 412:
                # What a loser is told is what the winner wrote.
                assert answer.headers["ETag"] == etag
                assert answer.result["changed_fields"]
        assert callers[0].send("GET", path).headers["ETag"] == etag
    return won


def asking(caller: Caller, path: str, body: Any, etag: str) -> Callable[[Callable[[], object]], Answer]:
    return lambda go: caller.send("PUT", path, body, {"If-Match": etag}, go)


def test_of_ten_writers_of_a_project_one_is_acknowledged(place, record_property):
    callers = writers(place, [place.token() for _ in range(WRITERS)])
    project = made(callers[0])
    won = race(
        callers, f"{API}/projects/{project['id']}", lambda turn, i: {"name": f"round {turn}", "customer": f"{i}"}
    )
    with place.session() as session:
        versions = check_versions(session, project["id"])
        check_chain(session)
        for version, write in zip(versions[1:], won, strict=True):
            assert {name: version.snapshot[name] for name in write.content} == write.content
            assert f'"{version.version}-{version.sha256[:16]}"' == write.etag
    record_property("figure", f"{ROUNDS} rounds of {WRITERS}: {len(won)} acknowledged, the rest 412, 0 lost, 0 of 5xx")


def test_of_ten_writers_of_a_stage_one_is_acknowledged(place, record_property):
    callers = writers(place, [place.token() for _ in range(WRITERS)])
    project = made(callers[0])
    first = put(callers[0], f"/projects/{project['id']}/design", DESIGN, project["etag"])
    assert first.status == 200, first.body

    def content(turn: int, i: int) -> dict[str, Any]:
        return {**DESIGN["site"], "elevation_ft": turn * WRITERS + i + 1}

    won = race(callers, f"{API}/projects/{project['id']}/design/site", content)
    with place.session() as session:
        versions = check_versions(session, project["id"])
        check_chain(session)
        assert [v.snapshot["document"]["site"] for v in versions[2:]] == [write.content for write in won]
        # Those who lost left no calculation behind either.
        assert count(session, Calculation, Calculation.project_id == project["id"]) == 1 + len(won)
    record_property("figure", f"{ROUNDS} rounds of {WRITERS}: {len(won)} acknowledged, the rest 412, 0 lost, 0 of 5xx")


def test_of_ten_writers_of_a_record_without_versions_one_is_acknowledged(place, record_property):
    """A person's settings, written by programs that have tokens of that person."""
    email = place.house.user("engineer")
    owner = place.house.user_id(email)
    callers = writers(place, [place.house.token(email) for _ in range(WRITERS)])
    path = f"{API}/account/settings"

    def content(turn: int, i: int) -> dict[str, Any]:
        return {"signature": f"round {turn} writer {i}", "page_length": 50}

    won = race(callers, path, content)
    now = callers[0].send("GET", path).result
    assert now["signature"] == won[-1].content["signature"]
    with place.session() as session:
        session.rollback()
        assert session.get_one(UserSettings, owner).version == 1 + len(won)
        log = select(AuditRow).where(AuditRow.object == owner, AuditRow.verb == Verb.SETTINGS_CHANGED)
        told = [row.changes["signature"] for row in rows(session, log.order_by(AuditRow.seq))]
        written = ["", *(write.content["signature"] for write in won)]
        assert told == [list(pair) for pair in pairwise(written)]
        check_chain(session)
    record_property("figure", f"{ROUNDS} rounds of {WRITERS}: {len(won)} acknowledged, the rest 412, 0 lost, 0 of 5xx")


def test_writers_who_read_again_all_come_through(place):
    """Each adds its own line to what stands there, as often as it takes. A lost update would be a lost line."""
    callers = writers(place, [place.token() for _ in range(WRITERS)])
    project = made(callers[0])
    path = f"{API}/projects/{project['id']}"

    def add(caller: Caller, line: str, go: Callable[[], object]) -> int:
        go()
        for attempt in range(1, 1000):
            seen = caller.send("GET", path)
            lines = [*seen.result["description"].splitlines(), line]
            answer = caller.send("PATCH", path, {"description": "\n".join(lines)}, {"If-Match": seen.headers["ETag"]})
            if answer.status == 200:
                return attempt
            assert answer.status == 412, answer.body
        pytest.fail("never came through")

    together([lambda go, c=c, i=i: add(c, f"line {i}", go) for i, c in enumerate(callers)])
    lines = callers[0].send("GET", path).result["description"].splitlines()
    assert sorted(lines) == sorted(f"line {i}" for i in range(WRITERS))
    with place.session() as session:
        assert len(check_versions(session, project["id"])) == 1 + WRITERS


def test_writers_of_different_things_do_not_meet(place, record_property):
    """Each makes a project, renames it and chooses settings of its own; they share only the counter of numbers and
    the chain of the log, which takes all of them one after the other.
    """
    callers = writers(place, [place.token() for _ in range(WRITERS)])

    def work(caller: Caller, go: Callable[[], object]) -> list[str]:
        go()
        done = []
        for turn in range(ROUNDS // 5):
            project = made(caller)
            answer = put(caller, f"/projects/{project['id']}", {"name": f"turn {turn}"}, project["etag"])
            assert answer.status == 200, answer.body
            answer = put(caller, "/account/settings", {"signature": f"turn {turn}"}, "*")
            assert answer.status == 200, answer.body
            done.append(project["id"])
        return done

    done = [id_ for ids in together([lambda go, c=c: work(c, go) for c in callers]) for id_ in ids]
    with place.session() as session:
        check_chain(session)
        for id_ in done:
            assert len(check_versions(session, id_)) == 2
        numbers = session.scalars(select(Project.number).where(Project.id.in_(done))).all()
        assert len(set(numbers)) == len(done)
    record_property("figure", f"{3 * len(done)} writes of {WRITERS} at once, all through, the chain intact")
