"""Endpoints that are told what happens, as administrators make, change and look after them."""

import re
from datetime import timedelta

import pytest

from apex.actions.call import utc_now
from apex.actions.delivery import counting
from apex.actions.webhook import ROTATION, opened
from apex.store.audit import AuditDetail, AuditRow
from apex.store.job import Job
from apex.store.vault import Vault
from apex.store.webhook import Delivery, Webhook
from tests.web.house import hidden
from tests.web.page import form

URL = "https://crm.example.com/hooks/apex?key=not-for-the-log"


@pytest.fixture
def admin(house):
    return house.client("admin")


def make(admin, **more):
    body = {"url": URL, "events": ["project.created", "report.made"], **more}
    answer = admin.post("/api/v1/webhooks", json=body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer.get_json()["result"]


def show(admin, hook):
    answer = admin.get(f"/api/v1/webhooks/{hook['id']}")
    return answer.get_json()["result"], answer.headers["ETag"]


def secrets(house, hook, at=None):
    """What signs now."""

    def read(session):
        row = session.get(Webhook, hook["id"])
        key = house.app.extensions["apex_settings"].secret_key
        return opened(Vault(key), row.id, counting(row, at or utc_now(), ROTATION))

    return house.look(read)


def test_an_endpoint_is_made_and_its_secret_shown_once_and_stored_closed(house, admin):
    hook = make(admin, description="CRM")
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", hook["secret"])
    state, _ = show(admin, hook)
    assert "secret" not in state
    assert (state["state"], state["events"]) == ("active", ["project.created", "report.made"])
    listed = admin.get("/api/v1/webhooks").get_json()["result"]
    assert [item["owner"] for item in listed["items"]] == [admin.email]
    stored = house.look(lambda session: session.get(Webhook, hook["id"]).secret)
    assert hook["secret"] not in stored
    assert secrets(house, hook) == [hook["secret"]]
    log = house.look(
        lambda s: [
            detail for row, detail in s.query(AuditRow, AuditDetail.detail).join(
                AuditDetail, AuditDetail.seq == AuditRow.seq).filter(AuditRow.object == hook["id"])
        ]
    )  # fmt: skip
    assert len(log) == 1
    assert "crm.example.com" in log[0]
    assert "not-for-the-log" not in log[0]
    assert hook["secret"] not in log[0]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"url": "http://crm.example.com/x", "events": ["file.added"]}, "url"),
        ({"url": "https://me:word@crm.example.com/x", "events": ["file.added"]}, "url"),
        ({"url": "https://crm.example.com:22/", "events": ["file.added"]}, "url"),
        ({"url": "ftp://crm.example.com", "events": ["file.added"]}, "url"),
        ({"url": URL, "events": []}, "events"),
        ({"url": URL, "events": ["project.exploded"]}, "events.0"),
        ({"events": ["file.added"]}, "url"),
        ({"url": URL, "events": ["file.added"], "secret": "whsec_mine"}, "secret"),
    ],
)
def test_what_cannot_be_an_endpoint_is_refused_by_its_field(admin, body, field):
    answer = admin.post("/api/v1/webhooks", json=body)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == field


def test_a_change_names_the_version_it_saw(admin):
    hook = make(admin)
    at, body = f"/api/v1/webhooks/{hook['id']}", {"url": URL, "events": ["file.added"], "description": "Files"}
    assert admin.put(at, json=body).status_code == 428
    _, tag = show(admin, hook)
    saved = admin.put(at, json=body, headers={"If-Match": tag})
    assert saved.status_code == 200
    assert saved.get_json()["result"]["events"] == ["file.added"]
    stale = admin.put(at, json=body | {"description": "Other"}, headers={"If-Match": tag})
    assert (stale.status_code, stale.headers["ETag"]) == (412, saved.headers["ETag"])
    assert stale.get_json()["result"]["current"]["description"] == "Files"
    assert admin.delete(at, headers={"If-Match": tag}).status_code == 412
    assert admin.delete(at, headers={"If-Match": saved.headers["ETag"]}).status_code == 200
    assert admin.get(at).status_code == 404


def test_what_a_reader_has_is_no_longer_fresh_once_something_was_sent_or_rotated(admin):
    hook = make(admin)
    at = f"/api/v1/webhooks/{hook['id']}"
    _, first = show(admin, hook)

    def asked(tag):
        return admin.get(at, headers={"If-None-Match": tag}).status_code

    assert asked(first) == 304
    assert admin.post(f"{at}/test").status_code == 202
    assert asked(first) == 200
    _, second = show(admin, hook)
    assert admin.post(f"{at}/rotate").status_code == 200
    assert asked(second) == 200
    body = {"url": URL, "events": ["file.added"]}
    assert admin.put(at, json=body, headers={"If-Match": first}).status_code == 200, "neither is a change of it"
    assert admin.put(at, json=body, headers={"If-Match": first}).status_code == 412


def test_for_a_day_two_secrets_sign_or_until_it_is_ended(house, admin):
    hook = make(admin)
    at = f"/api/v1/webhooks/{hook['id']}"
    assert admin.post(f"{at}/rotate/end").status_code == 409
    new = admin.post(f"{at}/rotate").get_json()["result"]["secret"]
    assert new != hook["secret"]
    assert secrets(house, hook) == [new, hook["secret"]]
    unseen, new = new, admin.post(f"{at}/rotate").get_json()["result"]["secret"]
    assert secrets(house, hook) == [new, hook["secret"]], "the newest, which nobody may have seen, makes way"
    assert unseen != new
    assert show(admin, hook)[0]["rotation_until"]
    assert secrets(house, hook, utc_now() + timedelta(hours=23, minutes=59)) == [new, hook["secret"]]
    assert secrets(house, hook, utc_now() + timedelta(hours=24)) == [new]
    assert admin.post(f"{at}/rotate/end").status_code == 200
    assert secrets(house, hook) == [new]
    assert show(admin, hook)[0]["rotation_until"] is None


def test_a_form_that_is_refused_keeps_what_was_typed(house):
    browser = house.browser("admin")
    typed = {"url": "http://crm.example.com/x", "description": "Our CRM", "events": "file.added"}

    def sent(at, page, **more):
        fields = form(browser.get(page).get_data(as_text=True), at)
        answer = browser.http.post(at, data={**fields.to_dict(), **more})
        return answer, answer.get_data(as_text=True)

    def kept(text):
        return [
            word in text
            for word in ('value="http://crm.example.com/x"', 'value="Our CRM"', 'value="file.added" checked')
        ]

    answer, text = sent("/webhooks", "/webhooks", **typed)
    assert (answer.status_code, kept(text)) == (422, [True] * 3)
    assert "must begin with https://" in text
    answer, text = sent("/webhooks", "/webhooks", **typed | {"url": URL})
    at = re.search(r'action="(/webhooks/[0-9A-Z]{26})"', text)[1]
    answer, text = sent(at, at, **typed)
    assert (answer.status_code, kept(text)) == (422, [True] * 3)
    assert "must begin with https://" in text
    assert form(text, at)["etag"] == form(browser.get(at).get_data(as_text=True), at)["etag"]
    answer, text = sent(f"{at}/replay", at, since="some day last week")
    assert (answer.status_code, 'value="some day last week"' in text) == (422, True)
    assert "is not a day or a time" in text


def test_a_disabled_endpoint_is_sent_nothing_and_says_why(house, admin):
    hook = make(admin)
    at = f"/api/v1/webhooks/{hook['id']}"
    assert admin.post(f"{at}/disable", headers={"X-Apex-Reason": "the CRM moves"}).status_code == 200
    assert admin.post(f"{at}/disable").status_code == 409
    house.project(admin)
    state, _ = show(admin, hook)
    assert (state["state"], state["reason"], state["deliveries"]["total"]) == ("disabled", "the CRM moves", 0)
    for path in ("/test", "/replay"):
        assert admin.post(f"{at}{path}", json={"since": utc_now().date().isoformat()}).status_code == 409
    assert admin.post(f"{at}/enable").status_code == 200
    assert admin.post(f"{at}/enable").status_code == 409
    assert admin.post(f"{at}/test").status_code == 202
    assert show(admin, hook)[0]["deliveries"]["items"][0]["event"] == "webhook.test"


def test_a_message_that_waits_is_sent_now_and_one_whose_job_is_gone_gets_another(house, admin):
    hook = make(admin)
    house.project(admin)
    message = show(admin, hook)[0]["deliveries"]["items"][0]
    again = f"/api/v1/webhooks/{hook['id']}/deliveries/{message['id']}/replay"
    first = house.look(lambda session: session.get(Delivery, message["id"]).job_id)
    house.act(lambda call: call.session.query(Job).update({"due_at": call.now + timedelta(hours=5)}))
    assert admin.post(again).status_code == 202
    assert house.look(lambda session: session.get(Job, first).due_at) <= utc_now()
    assert admin.delete(f"/api/v1/tasks/{first}").status_code == 200
    assert admin.post(again).status_code == 202
    assert house.look(lambda session: session.get(Delivery, message["id"]).job_id) != first
    old = make(admin)
    other = f"/api/v1/webhooks/{old['id']}/deliveries/{message['id']}/replay"
    assert admin.post(other).status_code == 404
    house.act(lambda call: call.session.query(Delivery).update({"created_at": call.now - timedelta(days=31)}))
    assert admin.post(again).status_code == 409


def test_the_same_by_its_pages_without_scripts(house):
    browser = house.browser("admin")
    sent = {"url": URL, "description": "CRM", "events": ["project.created", "share.answered"], "events.sent": "1"}
    page = browser.post_form("/webhooks", sent, page="/webhooks")
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    secret = re.search(r"<code>(whsec_[^<]+)</code>", text)[1]
    at = re.search(r'action="(/webhooks/[0-9A-Z]{26})"', text)[1]
    shown = browser.get(at).get_data(as_text=True)
    assert secret not in shown
    assert 'value="share.answered" checked' in shown
    assert "Nothing was sent yet" in shown
    assert "Make a new secret" in shown
    browser.post_form(f"{at}/rotate", page=at)
    going_on = browser.get(at).get_data(as_text=True)
    assert "Make another secret" in going_on
    asked = re.search(r'<details class="ask"><summary>End that now</summary>(.*?)</details>', going_on, re.DOTALL)[1]
    assert f'action="{at}/rotate/end"' in asked
    tag = hidden(shown)["etag"]
    fields = {**sent, "etag": tag, "description": "New CRM", "was:url": URL, "was:description": "CRM"}
    fields["was:events"] = "project.created share.answered"
    assert browser.post_form(at, fields, page=at).status_code == 303
    stale = browser.post_form(at, fields | {"description": "Another"}, page=at)
    assert stale.status_code == 412
    assert "New CRM" in stale.get_data(as_text=True)
    for path in ("test", "disable", "enable", "rotate/end"):
        browser.post_form(f"{at}/rotate") if path == "rotate/end" else None
        assert browser.post_form(f"{at}/{path}", page=at).status_code == 303, path
    assert "webhook.test" in browser.get(at).get_data(as_text=True)
    gone = browser.post_form(f"{at}/remove", {"etag": hidden(browser.get(at).get_data(as_text=True))["etag"]}, page=at)
    assert gone.headers["Location"] == "/webhooks"
    assert "No webhook yet" in browser.get("/webhooks").get_data(as_text=True)
