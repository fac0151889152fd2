"""Share links: what somebody without an account sees, until when, and what is never shown."""

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from apex.schema.text import load_yaml
from apex.settings import ROOT
from apex.store.audit import AuditRow
from apex.store.chain import rows
from apex.store.seal import Seal, supersede
from apex.store.share import Share

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
OVERVIEW = {
    "name": "Corner <pylon>",
    "customer": "Acme Petroleum",
    "site_name": "North lot",
    "address": "12 Main St",
    "description": "pays late, ask for a deposit",
}


@pytest.fixture
def client(house):
    return house.client("engineer")


@pytest.fixture
def project(house, client):
    made = house.project(client, **OVERVIEW)
    saved = client.put(f"/api/v1/projects/{made['id']}/design", json=DESIGN, headers={"If-Match": "*"})
    assert saved.status_code == 200
    return made


@pytest.fixture
def visitor(house):
    """Somebody without an account."""
    return house.app.test_client()


def url(project, rest=""):
    return f"/api/v1/projects/{project['id']}/shares{rest}"


def shared(client, project, **fields):
    answer = client.post(url(project), json=fields)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer.get_json()["result"]


def looked(visitor, share):
    return visitor.get(f"/api/v1/share/{share['token']}")


def stamp(visitor, share):
    page = visitor.get(f"/share/{share['token']}").get_data(as_text=True)
    return re.search(r'<p class="stamp[^"]*">([^<]+)<', page)[1]


def later(house, **time):
    house.app.extensions["apex_clock"] = lambda: datetime.now(UTC) + timedelta(**time)


def openings(house):
    told = select(func.count()).select_from(AuditRow).where(AuditRow.verb == "share.opened")
    return house.look(lambda session: session.scalar(told))


def test_a_link_is_shown_once_and_kept_as_a_hash(house, client, project):
    share = shared(client, project, label="for the owner")
    assert share["address"].endswith(f"/share/{share['token']}")
    assert share["address"].startswith("http")
    assert len(share["token"]) >= 43
    days = datetime.fromisoformat(share["expires_at"]) - datetime.fromisoformat(share["at"])
    assert days == timedelta(days=30)
    listed = client.get(url(project)).get_json()["result"]
    assert listed["total"] == 1
    assert listed["items"] == [{name: share[name] for name in listed["items"][0]}]
    assert set(listed["items"][0]) == {"id", "label", "state", "by", "at", "expires_at", "revoked_at"}
    kept = house.look(lambda session: session.scalars(select(Share)).one().secret_sha256)
    assert share["token"] not in kept


@pytest.mark.parametrize("fields", [{"days": 0}, {"days": 366}, {"days": "soon"}, {"label": "x" * 201}, {"dayz": 3}])
def test_what_is_said_of_a_link_has_bounds(client, project, fields):
    answer = client.post(url(project), json=fields)
    assert answer.status_code == 422
    assert [e["field"] for e in answer.get_json()["errors"]] == list(fields)


def test_a_visitor_sees_what_was_chosen_and_nothing_else(client, project, visitor):
    share = shared(client, project)
    result = looked(visitor, share).get_json()["result"]
    assert set(result) == {
        "number", "name", "site_name", "address", "status", "verdict", "conditions", "facts", "total_usd", "drawing",
        "answers",
    }  # fmt: skip
    assert (result["name"], result["address"]) == (OVERVIEW["name"], OVERVIEW["address"])
    assert result["status"] == "not sealed"
    assert result["verdict"]["tone"] == "pass"
    assert result["verdict"]["title"].endswith(f"subject to {len(result['conditions'])} conditions")
    assert all(
        said in visitor.get(f"/share/{share['token']}").get_data(as_text=True) for said in result["conditions"][-1:]
    )
    assert result["drawing"].startswith("<svg")
    price = client.get(f"/api/v1/projects/{project['id']}/price").get_json()["result"]
    assert result["total_usd"] == price["total_usd"]
    assert set(result["verdict"]) == {"title", "text", "tone"}


@pytest.mark.parametrize("form", ["/share/", "/api/v1/share/"])
def test_nothing_internal_is_in_any_form_of_the_answer(client, project, visitor, form):
    share = shared(client, project, label="the stingy uncle")
    price = client.get(f"/api/v1/projects/{project['id']}/price").get_json()["result"]
    body = visitor.get(form + share["token"]).get_data(as_text=True)
    assert float(price["margin_usd"]) > 0
    hidden = [
        OVERVIEW["customer"], OVERVIEW["description"], client.email, "Engineer", "the stingy uncle", share["id"],
        project["id"], f"{price['margin_usd']:,.2f}", f"{price['subtotal_usd']:,.2f}", str(price["margin_usd"]),
        *(line["item"] for line in price["lines"] if not line["item"].startswith("Support")), "argin", share["token"],
    ]  # fmt: skip
    assert [text for text in hidden if text in body] == []


def test_the_page_needs_no_account_and_says_not_sealed(client, project, visitor):
    share = shared(client, project)
    answer = visitor.get(f"/share/{share['token']}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert stamp(visitor, share) == "NOT SEALED"
    assert "Corner &lt;pylon&gt;" in page
    assert "<svg" in page
    assert "North lot" in page
    assert re.search(r"Total</th><td class=\"n\">\$[\d,]+\.\d\d<", page)
    assert "/projects" not in page


@pytest.mark.parametrize("form", ["/share/", "/api/v1/share/"])
@pytest.mark.parametrize("known", [True, False])
def test_the_address_goes_nowhere_else_whatever_the_answer(client, project, visitor, form, known):
    token = shared(client, project)["token"] if known else "unknown"
    answer = visitor.get(form + token)
    assert answer.status_code == (200 if known else 404)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_says_sealed_as_long_as_the_seal_stands(house, client, project, visitor):
    share = shared(client, project)
    where = f"/api/v1/projects/{project['id']}"

    def move(who, to, reason=""):
        answer = who.post(f"{where}/transitions", json={"to": to, "reason": reason}, headers={"If-Match": "*"})
        assert answer.status_code == 200

    move(client, "estimating")
    move(client, "submitted")
    assert looked(visitor, share).get_json()["result"]["status"] == "sealed"
    assert stamp(visitor, share) == "SEALED"
    sealed = house.look(lambda session: session.scalars(select(Seal)).one().version)
    house.act(lambda call: supersede(call.session, project["id"], sealed + 1, call.now))
    assert stamp(visitor, share) == "NOT SEALED"
    move(house.client("approver"), "rejected")
    move(client, "estimating", "taller")
    taller = {**DESIGN, "site": {**DESIGN["site"], "wind_speed_mph": 120}}
    assert client.put(f"{where}/design", json=taller, headers={"If-Match": "*"}).status_code == 200
    assert looked(visitor, share).get_json()["result"]["status"] == "not sealed"
    assert stamp(visitor, share) == "NOT SEALED"


def test_a_project_that_does_not_compute_has_a_page_without_numbers(house, client, visitor):
    share = shared(client, house.project(client))
    result = looked(visitor, share).get_json()["result"]
    assert (result["verdict"], result["total_usd"], result["drawing"]) == (None, None, "")
    assert stamp(visitor, share) == "NOT SEALED"
    assert "being worked on" in visitor.get(f"/share/{share['token']}").get_data(as_text=True)


def test_unknown_revoked_expired_and_archived_are_one_and_the_same_404(house, client, project, visitor):
    revoked, expired, away = (shared(client, project, days=days) for days in (1, 1, 30))
    client.delete(url(project, f"/{revoked['id']}"))

    def said(token):
        answer = visitor.get(f"/api/v1/share/{token}")
        body = {name: value for name, value in answer.get_json().items() if name != "request_id"}
        page = visitor.get(f"/share/{token}")
        text = re.sub(r"[0-9a-f]{32}", "", page.get_data(as_text=True)).replace(token, "")
        return answer.status_code, body, page.status_code, text

    unknown = said("x" * 43)
    assert unknown[0] == unknown[2] == 404
    assert said(revoked["token"]) == unknown
    assert looked(visitor, expired).status_code == 200
    later(house, days=1, seconds=1)
    assert said(expired["token"]) == unknown
    assert looked(visitor, away).status_code == 200
    client.delete(f"/api/v1/projects/{project['id']}", headers={"If-Match": "*"})
    assert said(away["token"]) == unknown
    assert client.post(url(project), json={}).status_code == 409


def test_a_revoked_link_stays_so_and_the_others_live(client, project, visitor):
    one, two = shared(client, project), shared(client, project)
    assert client.delete(url(project, f"/{one['id']}")).get_json()["result"] == {"revoked": [one["id"]]}
    assert client.delete(url(project, f"/{one['id']}")).get_json()["result"] == {"revoked": []}
    assert looked(visitor, two).status_code == 200
    assert [s["state"] for s in client.get(url(project)).get_json()["result"]["items"]] == ["live", "revoked"]
    three = shared(client, project)
    ended = client.delete(url(project)).get_json()["result"]["revoked"]
    assert set(ended) == {two["id"], three["id"]}
    assert looked(visitor, two).status_code == looked(visitor, three).status_code == 404
    told = client.get(f"/api/v1/projects/{project['id']}/events").get_json()["result"]["items"]
    assert [e["verb"] for e in told].count("share.revoked") == 3


def test_opening_is_recorded_once_a_day_for_each_link(house, client, project, visitor):
    one, two = shared(client, project, days=5), shared(client, project, days=5)
    for _ in range(3):
        assert looked(visitor, one).status_code == 200
    assert openings(house) == 1
    looked(visitor, two)
    assert openings(house) == 2
    visitor.get("/api/v1/share/unknown")
    later(house, days=1)
    visitor.get(f"/share/{one['token']}")
    visitor.get(f"/share/{one['token']}")
    assert openings(house) == 3
    opened = select(AuditRow).where(AuditRow.verb == "share.opened")
    told = {(row.actor, row.object, row.project) for row in house.look(lambda s: list(rows(s, opened, 9, 0)))}
    assert told == {("anonymous", share["id"], project["id"]) for share in (one, two)}


def test_visitors_who_come_at_once_are_one_opening(house, client, project):
    share = shared(client, project)
    gate, found = threading.Barrier(6), []

    def come():
        visitor = house.app.test_client()
        gate.wait()
        found.append(looked(visitor, share).status_code)

    crowd = [threading.Thread(target=come) for _ in range(6)]
    [each.start() for each in crowd]
    [each.join() for each in crowd]
    assert found == [200] * 6
    assert openings(house) == 1


def test_who_may_not_share_may_look_at_the_list_at_most(house, client, project):
    share = shared(client, project)
    for client in (house.client("viewer"), house.client("engineer", ("read",))):
        assert client.get(url(project)).status_code == 200
        assert client.post(url(project), json={}).status_code == 403
        assert client.delete(url(project)).status_code == 403
        assert client.delete(url(project, f"/{share['id']}")).status_code == 403


def test_a_foreign_project_and_a_foreign_link_are_not_there(house, client, visitor):
    mine = house.project(client, visibility="members")
    share = shared(client, mine)
    other = house.client("engineer")
    own = house.project(other)
    assert other.get(url(mine)).status_code == 404
    assert other.post(url(mine), json={}).status_code == 404
    assert other.delete(url(mine)).status_code == 404
    assert other.delete(url(mine, f"/{share['id']}")).status_code == 404
    assert other.delete(url(own, f"/{share['id']}")).status_code == 404
    assert looked(visitor, share).status_code == 200


def test_a_browser_makes_and_revokes_links_with_forms(house, client, project, visitor):
    browser = house.browser("estimator")
    page = f"/projects/{project['id']}/shares"
    assert "No link yet" in browser.get(page).get_data(as_text=True)
    assert "must be at least 1" in browser.post_form(page, {"days": "0", "label": "kept"}).get_data(as_text=True)
    answer = browser.post_form(page, {"label": "for <the owner>", "days": "7"})
    assert answer.status_code == 200
    address = re.search(r"<code>(http[^<]+)</code>", answer.get_data(as_text=True))[1]
    assert visitor.get(address).status_code == 200
    again = browser.get(page).get_data(as_text=True)
    assert address not in again
    assert "for &lt;the owner&gt;" in again
    share = client.get(url(project)).get_json()["result"]["items"][0]
    revoke = f"{page}/{share['id']}/revoke"
    assert revoke in again
    answer = browser.post_form(revoke)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert visitor.get(address).status_code == 404
    for _ in range(2):
        browser.post_form(page, {"days": "7"})
    assert f'action="{page}/revoke"' in browser.get(page).get_data(as_text=True)
    browser.post_form(f"{page}/revoke")
    assert {s["state"] for s in client.get(url(project)).get_json()["result"]["items"]} == {"revoked"}
