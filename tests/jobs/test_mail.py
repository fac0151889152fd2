"""E-mail as jobs: in the transaction of what it tells of, kept closed, sent, and gone from the row."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from apex.actions.anonymise import anonymise
from apex.actions.call import SYSTEM, Call, utc_now
from apex.actions.mail import KEPT, Draft, post, tidy
from apex.extensions import db
from apex.jobs import attempt as attempts
from apex.jobs.mail import postbox
from apex.store.audit import AuditRow
from apex.store.job import Job, revoke
from apex.store.message import Message
from apex.store.models import METADATA
from apex.store.retry import transact
from apex.store.user import user_by_email
from tests.database import application, on_sqlite
from tests.jobs.office import ready, status, submit, task, work
from tests.outside.mailbox import Mailbox, mailing
from tests.outside.service import authority
from tests.web.house import House

FROM = "APEX <apex@shop.example>"


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    return authority(tmp_path_factory.mktemp("authority"), "127.0.0.1")


@pytest.fixture
def box(trusted, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))
    with mailing(trusted[1], Mailbox()) as made:
        yield made


@pytest.fixture
def shop(database_url, tmp_path, box, monkeypatch):
    """A house with a mail server; retries are due at once."""
    monkeypatch.setattr(attempts, "pause", lambda number, retry_after=None: 0.0)
    given = {"APEX_SMTP_URL": f"smtp://127.0.0.1:{box.port}", "APEX_MAIL_FROM": FROM}
    with application(database_url, tmp_path, **given, APEX_PUBLIC_URL="http://apex.shop.example") as app:
        yield House(app)


def everything(house):
    """All that is stored, as text."""

    def rows(session):
        return [list(map(repr, session.execute(table.select()).all())) for table in METADATA.sorted_tables]

    return str(house.look(rows))


def messages(house):
    return house.look(lambda s: [(m.kind, m.recipient, m.text, m.sent_at) for m in s.query(Message)])


def write(call, **more):
    fields = {"kind": "note", "to": "ann@example.com", "subject": "Hello", "text": "the secret word"}
    return post(call, postbox(), Draft(**fields | more)).job_id


def test_a_transaction_that_is_taken_back_leaves_no_mail_and_no_job(shop):
    def work():
        write(Call(session=db.session(), actor=SYSTEM, now=utc_now()))
        return 1 // 0

    with shop.app.app_context(), pytest.raises(ZeroDivisionError):
        transact(db.session(), work)
    assert shop.look(lambda s: (s.query(Message).count(), s.query(Job).count())) == (0, 0)


def test_what_it_says_is_closed_until_it_is_sent_and_gone_after(shop, box, caplog):
    one = shop.act(write)
    assert "the secret word" not in everything(shop)
    work(shop)
    (got,) = box.letters
    assert got.get_content().strip() == "the secret word"
    ((kind, to, left, sent),) = messages(shop)
    assert (kind, to, left, sent is not None) == ("note", "ann@example.com", "", True)
    assert shop.look(lambda s: s.get(Job, one).state) == "SUCCESS"
    assert "mail.sent" in shop.look(lambda s: [row.verb for row in s.query(AuditRow)])
    assert "the secret word" not in everything(shop) + caplog.text


@on_sqlite
def test_greylisted_it_is_tried_again_and_arrives_once(shop, box):
    box.recipient = lambda asked: "450 4.2.0 greylisted" if asked < 3 else "250 OK"
    one = shop.act(write)
    work(shop)
    assert shop.look(lambda s: (s.get(Job, one).state, s.get(Job, one).attempt)) == ("SUCCESS", 3)
    assert len(box.letters) == 1


@on_sqlite
def test_refused_for_good_it_is_told_and_can_be_done_again(shop, box):
    box.recipient = "550 5.1.1 no such mailbox"
    one = shop.act(write)
    work(shop)
    admin = shop.client("admin")
    held = task(admin, one)
    assert (held["state"], held["attempts"]) == ("FAILURE", 1)
    assert "550 5.1.1 no such mailbox" in held["error"]
    box.recipient = "250 OK"
    assert admin.post(f"/api/v1/tasks/{one}/retry").status_code == 200
    work(shop)
    assert len(box.letters) == 1


def test_taken_and_not_confirmed_it_is_sent_again_under_the_same_id(shop, box):
    box.taken = lambda asked: "die" if asked == 1 else "250 taken"
    shop.act(write)
    work(shop)
    assert len({letter["Message-ID"] for letter in box.letters}) == 1
    assert box.raw[0] == box.raw[1]


def test_what_is_over_is_not_sent_and_is_emptied(shop, box):
    one = shop.act(lambda call: write(call, until=call.now - timedelta(seconds=1)))
    work(shop)
    assert "over" in task(shop.client("admin"), one)["error"]
    assert box.letters == []
    assert shop.act(tidy) == 0
    assert messages(shop)[0][2] == ""


def test_old_messages_are_forgotten(shop):
    shop.act(write)

    def age(call):
        call.session.execute(text("UPDATE messages SET created_at = :then"), {"then": call.now - KEPT - KEPT / 90})

    shop.act(age)
    assert shop.act(tidy) == 1
    assert messages(shop) == []


def test_whoever_is_taken_out_has_no_message_left(shop):
    shop.user("viewer", email="ann@example.com")
    shop.act(write)
    shop.act(lambda call: write(call, to="bob@example.com"))
    shop.act(lambda call: anonymise(call, user_by_email(call.session, "ann@example.com")).id)
    assert [to for _, to, _, _ in messages(shop)] == ["bob@example.com"]


def test_an_invitation_is_mailed_and_its_secret_is_stored_nowhere(shop, box):
    admin = shop.client("admin")
    made = admin.post("/api/v1/admin/users", json={"email": "new@example.com", "role": "viewer"}).get_json()["result"]
    address = made["invitation"]["address"]
    assert made["invitation"]["mailed"] is True
    token = address.rsplit("/", 1)[1]
    assert token not in everything(shop)
    work(shop)
    (got,) = box.letters
    assert got["To"] == "new@example.com"
    assert address in got.get_content()
    assert token not in everything(shop)
    page = shop.browser("admin").post_form(f"/admin/users/{made['id']}/link", {"kind": "invite"})
    assert "It is on its way to new@example.com by e-mail, too." in page.get_data(as_text=True)


@on_sqlite
def test_without_a_mail_server_the_page_says_to_pass_the_link_on(house):
    browser = house.browser("admin")
    page = browser.post_form("/admin/users", {"email": "new@example.com", "role": "viewer"}).get_data(as_text=True)
    assert "No mail server is set: pass it on yourself." in page
    assert house.look(lambda s: (s.query(Message).count(), s.query(Job).count())) == (0, 0)


@on_sqlite
def test_who_decides_owns_and_submits_hears_of_it(shop, box):
    client = shop.client("engineer")
    approver, hidden = shop.user("approver"), shop.user("approver")
    at = ready(shop, client, visibility="members")
    member = {"email": approver, "role": "viewer"}
    assert client.post(f"{at}/members", json=member).status_code in (200, 201)
    submit(client, at)
    work(shop)
    assert status(client, at) == "submitted"
    assert sorted(letter["To"] for letter in box.letters) == sorted([approver, client.email])
    said = box.letters[0].get_content()
    assert "P-2026-0001" in box.letters[0]["Subject"]
    assert f"http://apex.shop.example/projects/{at.rsplit('/', 1)[1]}" in said
    assert hidden not in str(messages(shop))


@on_sqlite
def test_the_direct_way_writes_to_people_too(shop, box):
    client = shop.client("engineer")
    at = ready(shop, client)
    answer = client.post(f"{at}/transitions", json={"to": "submitted"}, headers={"If-Match": "*"})
    assert answer.status_code == 200
    work(shop)
    assert [letter["To"] for letter in box.letters] == [client.email]


def test_nothing_is_taken_back_because_mail_failed(shop, box):
    box.recipient = "451 4.7.1 not now"
    client = shop.client("engineer")
    at = ready(shop, client)
    one = submit(client, at)
    work(shop)
    assert (status(client, at), task(client, one)["state"]) == ("submitted", "SUCCESS")
    assert shop.look(lambda s: [j.state for j in s.query(Job).filter_by(kind="email.send")]) == ["FAILURE"]


@on_sqlite
def test_a_name_with_line_breaks_becomes_no_header(shop, box):
    client = shop.client("engineer")
    at = ready(shop, client, name="Pylon\u2028Bcc: eve@example.com Ärger")
    submit(client, at)
    work(shop)
    (got,) = box.letters
    assert got["Bcc"] is None
    assert got["Subject"].endswith("Ärger: submitted")


def test_what_was_sent_while_somebody_cancelled_it_is_known_to_be_sent(shop, box):
    one = shop.act(write)

    def taken(_):
        assert shop.act(lambda call: revoke(call.session, one, call.now))
        return "250 taken"

    box.taken = taken
    work(shop)
    ((_, _, left, sent),) = messages(shop)
    assert (left, sent is not None, len(box.letters)) == ("", True, 1)
    assert shop.look(lambda s: s.get(Job, one).state) == "REVOKED"
