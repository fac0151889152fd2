"""What customers answer through a share link: kept once, told to the shop, refused in time."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from apex.schema.text import load_yaml
from apex.settings import ROOT
from apex.store.answer import ShareAnswer, put_answer
from apex.store.audit import AuditRow
from apex.store.chain import rows
from tests.database import application
from tests.web.house import House, hidden
from tests.web.page import form

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
YES = {"kind": "approved", "name": "Pat Keller"}
NO = {"kind": "change", "name": "Pat Keller", "email": "pat@example.com", "text": "1 ft higher, please"}


@pytest.fixture
def client(house):
    return house.client("engineer")


@pytest.fixture
def project(house, client):
    return house.project(client, name="Corner pylon", design=DESIGN)


@pytest.fixture
def token(client, project):
    made = client.post(f"/api/v1/projects/{project['id']}/shares", json={"label": "Keller Hardware"})
    return made.get_json()["result"]["token"]


@pytest.fixture
def visitor(house):
    """Somebody without an account."""
    return house.app.test_client()


def tag(visitor, token):
    return visitor.get(f"/api/v1/share/{token}").headers["ETag"]


def say(visitor, token, answer, **headers):
    given = {"If-Match": tag(visitor, token), **headers}
    return visitor.post(f"/api/v1/share/{token}", json=answer, headers=given)


def told(client, project):
    return client.get(f"/api/v1/projects/{project['id']}/shares").get_json()["result"]["answers"]


def faster(client, project, mph=120):
    wind = {**DESIGN["site"], "wind_speed_mph": mph}
    where = f"/api/v1/projects/{project['id']}/design/site"
    assert client.put(where, json=wind, headers={"If-Match": "*"}).status_code == 200


def test_an_answer_is_kept_with_what_was_seen_and_by_whom(client, project, visitor, token):
    answer = say(visitor, token, NO)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert {n: answer.get_json()["result"][n] for n in ("kind", "name", "text")} == {
        n: NO[n] for n in NO if n != "email"
    }
    (kept,) = told(client, project)
    assert (kept["email"], kept["label"], kept["version"], kept["settled_at"]) == (
        "pat@example.com", "Keller Hardware", 1, None,
    )  # fmt: skip
    shown = visitor.get(f"/api/v1/share/{token}").get_json()["result"]["answers"]
    assert [(a["kind"], a["name"]) for a in shown] == [("change", "Pat Keller")]
    assert "email" not in shown[0]


def test_the_log_says_the_link_and_not_a_person_did_it(house, client, project, visitor, token):
    say(visitor, token, NO)
    share = client.get(f"/api/v1/projects/{project['id']}/shares").get_json()["result"]["items"][0]["id"]
    query = select(AuditRow).where(AuditRow.verb == "share.answered")
    (row,) = house.look(lambda session: list(rows(session, query, 9, 0)))
    assert (row.actor, row.object, row.project) == (f"share:{share}", share, project["id"])
    assert (row.reason, row.changes["answer"]) == (NO["text"], [None, "change"])
    assert NO["email"] not in str(row)
    events = client.get(f"/api/v1/projects/{project['id']}/events").get_json()["result"]["items"]
    said = next(e["sentence"] for e in events if e["verb"] == "share.answered")
    assert said == 'Pat Keller (customer) asked for a change: "1 ft higher, please"'


def test_one_can_answer_again_and_what_was_said_before_stays(client, project, visitor, token):
    assert say(visitor, token, NO).status_code == 201
    assert say(visitor, token, YES).status_code == 201
    assert [a["kind"] for a in told(client, project)] == ["approved", "change"]


def test_the_same_key_is_one_answer(client, project, visitor, token):
    first = say(visitor, token, YES, **{"Idempotency-Key": "k"})
    again = say(visitor, token, YES, **{"Idempotency-Key": "k"})
    assert (first.status_code, again.status_code, again.headers["Idempotent-Replayed"]) == (201, 200, "true")
    assert again.get_json()["result"] == first.get_json()["result"]
    assert len(told(client, project)) == 1
    other = say(visitor, token, NO, **{"Idempotency-Key": "k"})
    assert (other.status_code, other.get_json()["errors"][0]["code"]) == (422, "idempotency_mismatch")


def test_those_sent_at_once_under_one_key_are_one_answer(house, client, project, visitor, token):
    gate, found, seen = threading.Barrier(5), [], tag(visitor, token)

    def send():
        guest = house.app.test_client()
        gate.wait()
        headers = {"If-Match": seen, "Idempotency-Key": "same"}
        found.append(guest.post(f"/api/v1/share/{token}", json=YES, headers=headers).status_code)

    crowd = [threading.Thread(target=send) for _ in range(5)]
    [each.start() for each in crowd]
    [each.join() for each in crowd]
    assert sorted(found) == [200, 200, 200, 200, 201]
    assert len(told(client, project)) == 1


def test_an_answer_says_what_it_answers_to(client, project, visitor, token):
    assert visitor.post(f"/api/v1/share/{token}", json=YES).status_code == 428
    before = tag(visitor, token)
    faster(client, project)
    stale = visitor.post(f"/api/v1/share/{token}", json=YES, headers={"If-Match": before})
    assert stale.status_code == 412
    assert stale.headers["ETag"] == tag(visitor, token) != before
    assert told(client, project) == []


def test_who_holds_what_was_shown_before_an_answer_is_given_the_answer(client, project, visitor, token):
    before = tag(visitor, token)
    held = visitor.get(f"/api/v1/share/{token}", headers={"If-None-Match": before})
    assert held.status_code == 304
    say(visitor, token, NO)
    again = visitor.get(f"/api/v1/share/{token}", headers={"If-None-Match": before})
    assert (again.status_code, len(again.get_json()["result"]["answers"])) == (200, 1)
    assert again.headers["ETag"] != before
    late = visitor.post(f"/api/v1/share/{token}", json=YES, headers={"If-Match": before})
    assert late.status_code == 201, "what others answered makes no answer stale"


def test_what_the_link_does_not_show_does_not_make_an_answer_stale(client, project, visitor, token):
    before = tag(visitor, token)
    where = f"/api/v1/projects/{project['id']}"
    client.patch(where, json={"description": "pays late"}, headers={"If-Match": "*"})
    answer = visitor.post(f"/api/v1/share/{token}", json=YES, headers={"If-Match": before})
    assert answer.status_code == 201
    assert told(client, project)[0]["version"] == 2


def test_a_design_that_fails_or_is_not_there_cannot_be_approved_but_changed(house, client, visitor, project, token):
    weak = {**DESIGN["support"], "section": "HSS6.625X0.188"}
    where = f"/api/v1/projects/{project['id']}/design/support"
    assert client.put(where, json=weak, headers={"If-Match": "*"}).status_code == 200
    assert say(visitor, token, YES).status_code == 409
    page = visitor.get(f"/share/{token}").get_data(as_text=True)
    assert 'value="approved"' not in page
    assert 'value="change"' in page
    assert say(visitor, token, NO).status_code == 201
    empty = house.project(client)
    other = client.post(f"/api/v1/projects/{empty['id']}/shares", json={}).get_json()["result"]["token"]
    assert say(visitor, other, YES).status_code == 409


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        ({"kind": "change", "name": "Pat"}, {"text"}),
        ({"kind": "maybe", "name": ""}, {"kind", "name"}),
        ({**YES, "email": "nowhere"}, {"email"}),
        ({**YES, "project_id": "x"}, {"project_id"}),
        ({**YES, "text": "x" * 4001}, {"text"}),
    ],
)
def test_every_bad_field_is_named(client, project, visitor, token, answer, fields):
    refused = say(visitor, token, answer)
    assert refused.status_code == 422
    assert {e["field"] for e in refused.get_json()["errors"]} == fields
    assert told(client, project) == []


def test_a_revoked_and_an_expired_link_take_no_answer(house, client, project, visitor, token):
    seen = tag(visitor, token)
    house.app.extensions["apex_clock"] = lambda: datetime.now(UTC) + timedelta(days=30, seconds=1)
    assert visitor.post(f"/api/v1/share/{token}", json=YES, headers={"If-Match": seen}).status_code == 404
    house.app.extensions.pop("apex_clock")
    client.delete(f"/api/v1/projects/{project['id']}/shares")
    assert visitor.post(f"/api/v1/share/{token}", json=YES, headers={"If-Match": seen}).status_code == 404
    assert told(client, project) == []


def test_a_link_brings_twenty_answers_a_day(house, client, project, visitor, token):
    def many(call):
        share = call.session.scalar(select(ShareAnswer))
        fields = {n: getattr(share, n) for n in ("share_id", "project_id", "kind", "name", "version", "etag", "at")}
        call.session.add_all(ShareAnswer(key=str(i), **fields) for i in range(19))

    assert say(visitor, token, YES).status_code == 201
    house.act(many)
    assert say(visitor, token, YES).status_code == 429
    house.app.extensions["apex_clock"] = lambda: datetime.now(UTC) + timedelta(days=1, seconds=1)
    assert say(visitor, token, YES).status_code == 201


def test_one_address_answers_twenty_times_a_minute(client, project, visitor, token):
    codes = [visitor.post("/api/v1/share/unknown", json=YES).status_code for _ in range(21)]
    assert codes == [404] * 20 + [429]


def test_the_shop_marks_an_answer_as_done_once(house, client, project, visitor, token):
    say(visitor, token, NO)
    answer = told(client, project)[0]["id"]
    where = f"/api/v1/projects/{project['id']}/shares/answers"
    assert house.client("viewer").post(f"{where}/{answer}/settle").status_code == 403
    assert client.post(f"{where}/{answer}/settle").get_json()["result"] == {"settled": answer}
    assert client.post(f"{where}/{answer}/settle").get_json()["result"] == {"settled": None}
    assert told(client, project)[0]["settled_at"]
    assert client.post(f"{where}/unknown/settle").status_code == 404
    other = house.project(client)
    assert client.post(f"/api/v1/projects/{other['id']}/shares/answers/{answer}/settle").status_code == 404


def test_a_stranger_answers_with_the_form_of_the_page(house, client, project, visitor, token):
    page = f"/share/{token}"
    sent = form(visitor.get(page).get_data(as_text=True), "")
    answer = visitor.post(page, data={**sent, **YES})
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert visitor.post(page, data={**sent, **YES}).status_code == 303
    assert len(told(client, project)) == 1
    shown = visitor.get(page).get_data(as_text=True)
    assert "Pat Keller" in shown
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    refused = visitor.post(page, data={**sent, "kind": "change", "name": "<Pat>", "idempotency_key": "2"})
    assert refused.status_code == 422
    assert "say what should be different" in refused.get_data(as_text=True)
    assert "&lt;Pat&gt;" in refused.get_data(as_text=True)
    faster(client, project)
    stale = visitor.post(page, data={**sent, **NO, "idempotency_key": "3"})
    text = stale.get_data(as_text=True)
    assert stale.status_code == 412
    assert "changed the design while you read" in text
    assert "1 ft higher, please" in text
    again = hidden(text)
    assert visitor.post(page, data={**again, **NO}).status_code == 303
    assert [a["kind"] for a in told(client, project)] == ["change", "approved"]


def test_a_form_without_the_token_of_its_page_is_refused(client, project, visitor, token):
    refused = visitor.post(f"/share/{token}", data={**YES, "etag": tag(visitor, token)})
    assert refused.status_code == 403
    assert told(client, project) == []


def test_the_token_vouches_over_https_too_where_no_referrer_is_sent(database_url, tmp_path):
    with application(database_url, tmp_path) as app:
        house = House(app)
        client = house.client("engineer")
        project = house.project(client, design=DESIGN)
        made = client.post(f"/api/v1/projects/{project['id']}/shares", json={}).get_json()["result"]["token"]
        visitor, page = app.test_client(), f"/share/{made}"
        sent = form(visitor.get(page, base_url="https://localhost").get_data(as_text=True), "")
        answer = visitor.post(page, data={**sent, **YES}, base_url="https://localhost")
        assert answer.status_code == 303


def many(house, client, project, count):
    """So many answers, the first ones earliest; their ids."""
    share = client.get(f"/api/v1/projects/{project['id']}/shares").get_json()["result"]["items"][0]["id"]

    def put(call):
        return [
            put_answer(
                call.session, share_id=share, project_id=project["id"], key=f"{i:064}", kind="change",
                name=f"Guest {i}", email="guest@example.com", text="", version=1, etag="", at=call.now,
            )
            for i in range(count)
        ]  # fmt: skip

    return house.act(put)


def test_old_answers_stay_within_reach_until_they_are_dealt_with(house, client, project, token):
    ids = many(house, client, project, 60)
    where = f"/api/v1/projects/{project['id']}/shares"
    result = client.get(where).get_json()["result"]
    assert (len(result["answers"]), result["answers_total"]) == (50, 60)
    assert f'href="/projects/{project["id"]}/shares/answers"' in client.get(where[7:]).get_data(as_text=True)
    for answer in ids[11:]:
        assert client.post(f"{where}/answers/{answer}/settle").status_code == 200
    oldest = [row["id"] for row in client.get(where).get_json()["result"]["answers"]][:11]
    assert oldest == ids[10::-1], "what waits stands before what is done"
    first = client.get(f"{where}/answers?limit=40")
    assert 'rel="next"' in first.headers["Link"]
    rest = client.get(f"{where}/answers?limit=40&offset=40").get_json()["result"]
    assert (rest["total"], rest["items"][-1]["id"]) == (60, ids[11])
    page = client.get(f"/projects/{project['id']}/shares/answers?limit=5").get_data(as_text=True)
    assert page.count("Done</button>") == 5
    assert "of 60" in page


def test_home_says_how_many_answers_wait_beside_those_it_shows(house, client, project, token):
    many(house, client, project, 13)
    waiting = client.get("/api/v1/").get_json()["result"]["waiting"]
    assert (len(waiting["answers"]), waiting["answers_total"]) == (10, 13)
    assert "3 more answers of customers wait" in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize(("role", "shown"), [("viewer", False), ("approver", False), ("estimator", True)])
def test_the_e_mail_of_a_customer_is_for_those_who_share_the_project(
    house, client, project, visitor, token, role, shown
):
    say(visitor, token, NO)
    other = house.client(role)
    for path in ("", "/answers"):
        where = f"/projects/{project['id']}/shares{path}"
        for address in (where, f"/api/v1{where}"):
            body = other.get(address).get_data(as_text=True)
            assert "Pat Keller" in body
            assert ("pat@example.com" in body) is shown, address
