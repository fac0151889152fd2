"""Pages read what they show and not all there is: plans of the database, columns, limits."""

import json

import pytest
from sqlalchemy import event, insert, text

from apex.actions.token import issue
from apex.extensions import db
from apex.schema.account import NewToken
from apex.store import version
from apex.store.audit import AuditRow
from apex.store.login import Login
from apex.store.user import user_by_email
from apex.store.waiting import lately
from tests.engine.documents import raw

OTHERS = 20_000


@pytest.fixture
def client(house):
    return house.client("engineer")


def fill(house):
    """A long log of what others did since; its chain is of no matter here."""

    def put(call):
        first = call.session.scalar(text("SELECT max(seq) FROM audit_log")) + 1
        same = {"at": "2026-11-22T00:00:00Z", "actor": "x", "verb": "project.changed", "kind": "project",
                "request": "", "detail_sha256": "", "previous": "", "hash": ""}  # fmt: skip
        rows = [
            {**same, "seq": first + i, "object": f"other-{i % 50}", "project": f"other-{i % 50}"} for i in range(OTHERS)
        ]
        call.session.execute(insert(AuditRow), rows)

    house.act(put)
    house.act(lambda call: call.session.execute(text("ANALYZE")) and None)


def visited(house, work):
    """How many rows of the log the statements of some work go through, as PostgreSQL counts them."""
    with house.app.app_context():
        engine, sent = db.engine, []
        event.listen(engine, "before_cursor_execute", lambda _c, _u, sql, values, *_: sent.append((sql, values)))
        work(db.session())
        asked, total = [each for each in sent if "audit_log" in each[0]], 0
        assert asked
        with engine.connect() as connection:
            for sql, values in asked:
                plan = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", values).scalar()
                plan = plan if isinstance(plan, list) else json.loads(plan)
                total += _rows(plan[0]["Plan"])
        db.session.rollback()
        return total


def _rows(plan):
    own = 0
    if plan.get("Relation Name") == "audit_log":
        own = (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"]
    return own + sum(_rows(inner) for inner in plan.get("Plans", ()))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_news_of_a_person_do_not_walk_the_log_of_everybody(house, client):
    for i in range(30):
        house.project(client, name=f"Quiet {i}")
    fill(house)
    me = house.user_id(client.email)
    assert visited(house, lambda session: lately(session, me, 12)) < 500


def test_the_news_are_the_last_of_all_projects_of_a_person(house, client):
    made = [house.project(client, name=f"Sign {i}") for i in range(15)]
    other = house.client("engineer")
    theirs = house.project(other, name="Theirs")
    for project in (made[3], theirs, made[0]):
        client.patch(f"/api/v1/projects/{project['id']}", json={"customer": "Acme"}, headers={"If-Match": "*"})
    news = client.get("/api/v1/").get_json()["result"]["news"]
    names = [row["project"] for row in news]
    assert names == ["Sign 0", "Sign 3", *(f"Sign {i}" for i in range(14, 4, -1))]
    joined = {"email": client.email, "role": "editor"}
    other.post(f"/api/v1/projects/{theirs['id']}/members", json=joined)
    news = client.get("/api/v1/").get_json()["result"]["news"]
    assert [row["project"] for row in news][:3] == ["Theirs", "Sign 0", "Theirs"]
    assert house.client("viewer").get("/api/v1/").get_json()["result"]["news"] == []


def test_the_history_reads_no_snapshot(house, client):
    project = house.project(client, design=raw())
    house.app.test_client()
    with house.app.app_context():
        (row,) = version.versions_of(db.session(), project["id"], 50, 0)
        assert "snapshot" not in row.__dict__
        db.session.rollback()
    items = client.get(f"/api/v1/projects/{project['id']}/versions").get_json()["result"]["items"]
    assert len(items[0]["sha256"]) == 64


def test_the_account_shows_so_many_sessions_and_tokens_and_says_how_many_there_are(house, client):
    def put(call):
        user = user_by_email(call.session, client.email)
        for i in range(60):
            issue(call, user, NewToken(name=f"t{i}", scopes=("read",)))
            ended = call.now if i < 5 else None
            call.session.add(Login(
                secret_sha256=f"{i:064}", user_id=user.id, created_at=call.now, seen_at=call.now, ended_at=ended,
                agent=f"browser {i}",
            ))  # fmt: skip

    house.act(put)
    account = client.get("/api/v1/account").get_json()["result"]
    assert (len(account["sessions"]), len(account["tokens"]), account["tokens_total"]) == (50, 50, 61)
    assert "11 older ones are not shown" in client.get("/account").get_data(as_text=True)
    first = client.get("/api/v1/account/tokens?limit=40")
    assert 'rel="next"' in first.headers["Link"]
    rest = client.get("/api/v1/account/tokens?limit=40&offset=40").get_json()["result"]
    assert (len(rest["items"]), rest["total"]) == (21, 61)


def test_the_administration_does_not_count_the_log(house):
    admin = house.client("admin")
    for path in ("/admin", "/admin/health"):
        sent = []
        with house.app.app_context():
            engine = db.engine
        note = lambda _c, _u, sql, *_, sent=sent: sent.append(sql)  # noqa: E731 (listened to below)
        event.listen(engine, "before_cursor_execute", note)
        result = admin.get(f"/api/v1{path}").get_json()["result"]
        event.remove(engine, "before_cursor_execute", note)
        assert not any("FROM audit_log" in sql for sql in sent)
        held = house.look(lambda session: session.query(AuditRow).count())
        assert (result.get("counts") or result["rows"]).get("audit", result.get("rows", {}).get("audit rows")) == held
