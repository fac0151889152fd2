"""`flask apex user anonymise`: nothing stored says who it was, the chain holds, their projects stay."""

import pytest
from sqlalchemy import String, select, text

from apex.actions import account
from apex.actions.anonymise import ANSWERS, BARE, GONE, STANDING, anonymise
from apex.actions.call import Actor, Call, utc_now
from apex.actions.link import make
from apex.errors import ConflictError
from apex.schema.account import NewLink
from apex.store.audit import AuditRow
from apex.store.models import METADATA
from apex.store.passkey import Passkey
from apex.store.personal import Person
from apex.store.second import RecoveryCode
from apex.store.user import User, UserSettings
from apex.store.verb import Verb
from tests.cli.spare import all_rows, count
from tests.database import on_sqlite
from tests.web.house import PASSWORD, Browser

SAM, ANN = "sam.ortiz@example.com", "ann@example.com"
WORDS = ("sam.ortiz", "Sam Ortiz", "Samuel", "TX 4711", "Yours, Sam", "10.9.8.7", "Sams phone", "SamBrowser")
"""What would tell who it was, where they were and with what."""
"""Where what is asked is the same on every database."""


@pytest.fixture
def sam(at):
    """Somebody who has worked here under two names, and of whom others have spoken; their id."""
    for email, name in ((SAM, "Samuel"), (ANN, "Ann")):
        at.ok("user", "add", email, "--role", "admin", "--name", name, "--password", PASSWORD)
    person = at.house.user_id(SAM)
    at.house.act(lambda call: named(call, person))
    token = at.ok("token", "issue", SAM, "--scopes", "read,write", "--name", "Sams phone").strip()
    for email, address, agent in ((SAM, "10.9.8.7", "SamBrowser"), (ANN, "10.0.0.2", "AnnBrowser")):
        browser = Browser(at.app, email)
        browser.http.environ_base |= {"REMOTE_ADDR": address, "HTTP_USER_AGENT": agent}
        assert browser.log_in("wrong " + PASSWORD).status_code == 401
        assert browser.log_in(PASSWORD).status_code == 303
    assert browser.get(f"/audit?actor={SAM}").status_code == 200
    api = at.app.test_client()
    api.environ_base |= {"HTTP_AUTHORIZATION": f"Bearer {token}", "REMOTE_ADDR": "10.9.8.7"}
    made = api.post("/api/v1/projects", json={"name": "Pylon"}, headers={"Idempotency-Key": "of sam"}).get_json()
    typed = {"form": "overview", "tab": "tab-0001", "etag": '"1-x"', "fields": {"customer": "Sam Ortiz"}}
    assert api.post(f"/api/v1/projects/{made['result']['id']}/unsaved", json=typed).status_code == 200
    return person


def named(call, person):
    user = call.session.get(User, person)
    wanted = {"name": "Sam Ortiz", "role": "admin", "license": "TX 4711", "active": True}
    account.change(call, user, user.version, wanted)
    held = call.session.get(UserSettings, person)
    chosen = {name: getattr(held, name) for name in account.CHOSEN} | {"signature": "Yours, Sam"}
    account.choose(call, held, held.version, chosen)
    make(call, user, NewLink(kind="reset"))
    call.record(Verb.PASSKEY_ADDED, "passkey", "k" * 26, changes={"name": (None, "Sams phone")})
    call.session.add(RecoveryCode(user_id=person, secret_sha256="c", created_at=call.now))
    call.session.add(
        Passkey(
            id="k" * 26,
            user_id=person,
            credential_id="k",
            public_key=b"k",
            sign_count=0,
            name="Sams phone",
            created_at=call.now,
            transports=[],
        )
    )


def said(at):
    """Which of the words are still stored somewhere."""
    everything = repr(all_rows(at))
    return [word for word in WORDS if word.lower() in everything.lower()]


def test_nothing_that_is_stored_says_who_it_was(at, sam):
    assert said(at) == list(WORDS)
    result = at.result("user", "anonymise", SAM.upper(), "--yes")
    assert said(at) == []
    assert (result["id"], result["email"], result["projects"]) == (sam, f"removed-{sam}", 1)
    assert at.ok("audit", "verify").startswith("intact:")
    at.ok("doctor")


@on_sqlite
def test_the_account_is_shut_and_the_projects_stay(at, sam):
    browser, token = Browser(at.app, SAM), at.house.token(SAM)
    browser.log_in(PASSWORD)
    at.ok("user", "anonymise", SAM, "--yes")
    name = f"removed-{sam}"
    (state,) = [row for row in at.result("user", "list")["items"] if row["id"] == sam]
    assert (state["email"], state["name"], state["license"], state["active"]) == (name, name, name, False)
    assert browser.get("/projects").status_code == 401
    headers = {"Authorization": f"Bearer {token}"}
    assert at.app.test_client().get("/api/v1/projects", headers=headers).status_code == 401
    assert Browser(at.app, name).log_in(PASSWORD).status_code == 401
    seen = at.house.client("engineer").get("/api/v1/projects").get_json()["result"]["items"]
    assert [(project["name"], project["owner"]) for project in seen] == [("Pylon", name)]
    assert count(at, "drafts") == count(at, "passkeys") == count(at, "recovery_codes") == 0
    assert {row["state"] for row in at.result("token", "list")["items"] if row["email"] == name} == {"revoked"}


@on_sqlite
def test_rows_of_others_and_rows_without_an_address_keep_their_detail(at, sam):
    before = details(at)
    at.ok("user", "anonymise", SAM, "--yes")
    after = details(at)
    emptied = {seq for seq in before if after[seq] is None}
    assert all(after[seq] == before[seq] for seq in before if seq not in emptied)
    rows = {row["seq"]: row for row in map(dict, at.house.look(log_rows))}
    by = {(row["verb"], row["actor"] == sam, row["object"] == sam) for seq, row in rows.items() if seq in emptied}
    assert ("user.added", False, True) in by
    assert ("settings.changed", False, True) in by
    assert ("login.failed", False, False) in by
    assert ("audit.read", False, False) in by
    assert ("project.created", True, False) in by
    assert ("link.made", False, True) not in by
    ann = at.house.user_id(ANN)
    kept = {row["verb"] for seq, row in rows.items() if seq not in emptied and ann in (row["actor"], row["object"])}
    assert kept == {"user.added", "login.succeeded"}


def details(at):
    query = text("SELECT seq, detail FROM audit_details ORDER BY seq")
    return dict(at.house.look(lambda session: [tuple(row) for row in session.execute(query)]))


def log_rows(session):
    query = select(AuditRow.seq, AuditRow.verb, AuditRow.actor, AuditRow.object).order_by(AuditRow.seq)
    return [row._mapping for row in session.execute(query)]


@on_sqlite
def test_each_row_that_lost_its_detail_is_named_by_one_that_says_so(at, sam):
    last = max(details(at))
    result = at.result("user", "anonymise", SAM, "--yes")
    emptied = [seq for seq, detail in details(at).items() if detail is None]
    told = at.log("audit.anonymised")
    assert [int(row["object"]) for row in told] == emptied
    assert len(emptied) == result["emptied"] > 5
    assert all(row["seq"] > last >= int(row["object"]) for row in told)
    assert [row["object"] for row in at.log("user.disabled")] == [sam]


@on_sqlite
def test_a_detail_that_is_gone_without_such_a_row_is_a_fault_of_the_log(at, sam):
    at.ok("user", "anonymise", SAM, "--yes")
    at.sql("UPDATE audit_details SET detail = NULL WHERE seq = :seq", seq=max(details(at)))
    assert "lost its detail, and no row says who took it out" in at.refused("audit", "verify", code=1)


@on_sqlite
def test_without_yes_nothing_happens(at, sam):
    before = all_rows(at)
    assert "say --yes to do it" in at.refused("user", "anonymise", SAM)
    assert all_rows(at) == before


@on_sqlite
def test_nobody_of_that_name_exits_2(at):
    assert at.refused("user", "anonymise", "no@example.com", "--yes") == (
        "there is no account for no@example.com, and no customer of that name or e-mail\n"
    )


def test_done_again_it_empties_what_came_late_and_changes_nothing_else(at, sam):
    at.ok("user", "anonymise", SAM, "--yes")
    at.house.act(lambda call: late(call, sam))
    version = at.result("user", "list")["items"][-1]["version"]
    for name in (sam, f"removed-{sam}"):
        emptied = at.result("user", "anonymise", name, "--yes")["emptied"]
        assert emptied == (1 if name == sam else 0)
    assert at.result("user", "list")["items"][-1]["version"] == version
    assert len(at.log("user.disabled")) == 1
    assert said(at) == []
    at.ok("audit", "verify")


def late(call, person):
    own = Call(session=call.session, actor=Actor(person, "", "", "admin"), now=utc_now(), address="10.9.8.7")
    own.record(Verb.PROJECT_CREATED, "project", "x")


@on_sqlite
def test_one_who_was_disabled_before_is_taken_out_too(at, sam):
    at.ok("user", "disable", SAM, "--yes")
    at.ok("user", "anonymise", SAM, "--yes")
    assert said(at) == []


@on_sqlite
def test_nobody_does_it_to_themselves(at, sam):
    def work(call):
        user = call.session.get(User, sam)
        anonymise(Call(session=call.session, actor=Actor(sam, SAM, "", "admin"), now=call.now), user)

    with pytest.raises(ConflictError, match="yourself"):
        at.house.act(work)


HELD = {
    "alarms": "name",
    "api_tokens": "beginning name scopes",
    "attachments": "name media_type",
    "audit_details": "detail",
    "audit_head": "",
    "audit_log": "at actor verb kind object project request previous",
    "breakers": "state fault host",
    "calculations": "engine_version packs document",
    "deliveries": "event state log body",
    "hooks_received": "outcome source",
    "idempotency_keys": "scope key fingerprint headers",
    "jobs": "kind args state worker message result error key",
    "logins": "address agent",
    "messages": "recipient text subject kind",
    "number_counters": "",
    "project_members": "role",
    "project_versions": "reason snapshot",
    "projects":
        "number status previous_status visibility name customer site_name address description document packs parts "
        "pm_number",
    "reports": "",
    "seals": "",
    "share_answers": "key kind name email text etag settled_by",
    "shares": "label",
    "submissions": "step state number",
    "supersessions": "",
    "user_settings": "units time_zone signature",
    "users": "email name role license totp_secret",
    "webhooks": "description events reason secret secret_before url",
}  # fmt: skip
"""Texts of tables that keep their rows, as they were looked at for what says who somebody is."""


def test_every_table_and_every_text_of_one_that_stays_is_seen_to():
    """A new one has to be looked at, and put on a list, first."""
    gone = {model.__tablename__ for model in GONE}
    seen_to = {model.__tablename__ for model in (*BARE, *ANSWERS)} | {"users", "idempotency_keys", "audit_details"}
    assert gone | seen_to | set(STANDING) == set(METADATA.tables)
    held = {
        name: {
            column.name
            for column in table.columns
            if isinstance(getattr(column.type, "impl", column.type), String)
            and not column.name.endswith(("id", "sha256", "hash"))
        }
        for name, table in METADATA.tables.items()
        if name not in gone
    }
    assert held == {name: set(columns.split()) for name, columns in HELD.items()}


def test_every_table_that_knows_an_account_is_seen_to():
    knowing = {
        table.name
        for table in METADATA.tables.values()
        if any(key.target_fullname == "users.id" for key in table.foreign_keys)
        or any(column.name in ("user_id", "actor_id", "owner_id") or column.name.endswith("_by") for column in table.c)
    }
    assert knowing <= {model.__tablename__ for model in (*GONE, *BARE, *ANSWERS)} | set(STANDING)


@pytest.mark.parametrize(
    ("reason", "changes", "expected"),
    [
        ("for sam@example.com", {}, True),
        ("SAM@EXAMPLE.COM.", {}, True),
        ("for adsam@example.com", {}, False),
        ("for sam@example.com.au", {}, False),
        ("asked by Sam Ortiz", {}, True),
        ("asked by Sam Ortizano", {}, False),
        ("asked by Sam", {}, False),
        ("", {"name": [None, "Sam"]}, True),
        ("", {"document.sign": [{"label": "SAM"}, None]}, True),
        ("", {"document.sign": [{"label": "Samsung"}, ["a", 1, None]]}, False),
    ],
)
def test_whose_name_stands_in_a_detail(reason, changes, expected):
    sam = Person("01", frozenset({"sam@example.com"}), frozenset({"sam ortiz", "sam"}))
    assert sam.is_in("02", "project", "03", {"address": "10.0.0.1", "reason": reason, "changes": changes}) is expected
