"""Invitation and reset links: what they open, for how long, how often, and what a dead one says."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import update

from apex.extensions import db
from apex.store.audit import AuditDetail, AuditRow
from apex.store.link import AccountLink
from apex.store.user import User
from tests.web.clock import Clock
from tests.web.house import PASSWORD, Browser, hidden

NEW = "four grey poles in the wind"
NOWHERE = "This link does not lead anywhere"


@pytest.fixture
def clock(house):
    return Clock(house.app)


@pytest.fixture
def admin(house):
    return house.client("admin")


def invited(admin, email="new@example.com"):
    """The path of an invitation, and the id of its account."""
    made = admin.post("/api/v1/admin/users", json={"email": email, "role": "engineer"})
    assert made.status_code == 201
    result = made.get_json()["result"]
    return result["invitation"]["address"].removeprefix("http://localhost"), result["id"]


def link(admin, user_id, kind="reset"):
    made = admin.post(f"/api/v1/admin/users/{user_id}/link", json={"kind": kind})
    assert made.status_code == 201, made.get_data(as_text=True)
    return made.get_json()["result"]["address"].removeprefix("http://localhost")


def submit(house, path, password=NEW, client=None, **more):
    """Fill in the page of a link; a link that is dead by then has no page, and is posted to all the same."""
    http = client or house.app.test_client()
    return http.post(path, data={"csrf_token": token(http), "password": password}, **more)


def token(http, **more):
    return hidden(http.get("/login", **more).get_data(as_text=True))["csrf_token"]


def said(answer):
    return re.sub(r"Request <code>[^<]*", "", re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True)))


def log(house):
    return house.look(lambda s: [(row.verb, row.actor, row.object) for row in s.query(AuditRow).order_by(AuditRow.seq)])


def test_an_invitation_lets_its_person_choose_a_password_and_come_in(house, admin):
    path, user_id = invited(admin)
    someone = Browser(house.app, "new@example.com")
    assert someone.log_in(NEW).status_code == 401
    page = someone.get(path)
    assert page.status_code == 200
    assert "new@example.com" in page.get_data(as_text=True)
    answer = someone.post_form(path, {"password": NEW}, page=path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login")
    assert someone.log_in(NEW).status_code == 303
    assert someone.get("/projects").status_code == 200
    told = log(house)
    assert [row for row in told if row[0] in ("password.changed", "link.used")] == [
        ("password.changed", user_id, user_id),
        ("link.used", user_id, user_id),
    ]
    assert ("link.made", house.user_id(admin.email), user_id) in told


def test_only_the_hash_of_a_link_is_stored(house, admin):
    path, _ = invited(admin)
    secret = path.rsplit("/", 1)[1]
    rows = house.look(lambda s: [str(vars(row)) for row in s.query(AccountLink)])
    details = house.look(lambda s: list(s.scalars(db.select(AuditDetail.detail))))
    assert len(rows) == 1
    assert secret not in "".join(rows + details)


def test_an_administrator_sees_the_link_once_on_the_page(house):
    browser = house.browser("admin")
    answer = browser.post_form("/admin/users", {"email": "new@example.com", "role": "viewer"}, page="/admin/users")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    address = re.search(r"http://localhost(/welcome/[\w-]{43})", text)[1]
    page = f"/admin/users/{house.user_id('new@example.com')}"
    assert "/welcome/" not in browser.get(page).get_data(as_text=True)
    again = browser.post_form(f"{page}/link", {"kind": "invite"}, page=page)
    second = re.search(r"http://localhost(/welcome/[\w-]{43})", again.get_data(as_text=True))[1]
    assert submit(house, address).status_code == 404
    assert submit(house, second).status_code == 303
    assert 'value="reset"' in browser.get(page).get_data(as_text=True)


def test_a_link_is_over_after_half_an_hour(house, admin, clock):
    path, _ = invited(admin)
    clock.move(minutes=29, seconds=59)
    assert house.app.test_client().get(path).status_code == 200
    clock.move(seconds=1)
    assert house.app.test_client().get(path).status_code == 404
    assert submit(house, path).status_code == 404


def test_every_dead_link_reads_the_same(house, admin, clock):
    expired, _ = invited(admin, "expired@example.com")
    clock.move(minutes=31)
    used, _ = invited(admin, "used@example.com")
    assert submit(house, used).status_code == 303
    replaced, user_id = invited(admin, "replaced@example.com")
    link(admin, user_id)
    disabled, gone = invited(admin, "disabled@example.com")
    # Past the action, which would end the link by itself.
    house.act(lambda call: call.session.execute(update(User).where(User.id == gone).values(active=False)))
    told = set()
    for path in (used, expired, replaced, disabled, "/welcome/" + "x" * 43, "/welcome/x"):
        seen, sent = house.app.test_client().get(path), submit(house, path)
        assert (seen.status_code, sent.status_code) == (404, 404), path
        told |= {said(seen).replace(path, ""), said(sent).replace(path, "")}
    (only,) = told
    assert NOWHERE in only


def test_a_link_does_not_come_back_when_its_account_does(house, admin):
    path, user_id = invited(admin)
    for active in (False, True):
        body = {"role": "engineer", "active": active}
        admin.put(f"/api/v1/admin/users/{user_id}", json=body, headers={"If-Match": "*"})
    assert submit(house, path).status_code == 404


def test_a_bad_password_is_refused_and_the_link_stays(house, admin):
    path, _ = invited(admin)
    http = house.app.test_client()
    for weak in ("", "short", "passwordpassword", "new@example.com"):
        answer = submit(house, path, weak, http)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 422, weak
        assert 'role="alert"' in text
        assert "passwordpassword" not in text
    assert submit(house, path, NEW, http).status_code == 303


def test_a_reset_ends_every_session_and_every_other_link(house, admin):
    here = house.browser("engineer")
    path = link(admin, house.user_id(here.email))
    assert submit(house, path, client=here.http).status_code == 303
    assert here.get("/projects").status_code == 401
    assert Browser(house.app, here.email).log_in(PASSWORD).status_code == 401
    assert Browser(house.app, here.email).log_in(NEW).status_code == 303


def test_an_administrator_who_opens_somebodys_link_stays_logged_in(house):
    browser = house.browser("admin")
    admin = house.client("admin")
    path, _ = invited(admin)
    assert browser.post_form(path, {"password": NEW}, page=path).status_code == 303
    assert browser.get("/projects").status_code == 200


def test_a_password_set_otherwise_ends_the_links_that_were_made_before(house, admin):
    browser = house.browser("engineer")
    path = link(admin, house.user_id(browser.email))
    assert browser.post_form("/account/password", {"password": PASSWORD, "password_new": NEW}).status_code == 303
    assert submit(house, path, "nine blue cabinets on a hill").status_code == 404


def test_of_two_who_submit_at_once_one_wins(house, admin):
    for attempt in range(4):
        email = f"new{attempt}@example.com"
        path, _ = invited(admin, email)
        words = ["nine blue cabinets on a hill", "four grey poles in the wind"]
        clients = [house.app.test_client() for _ in words]
        forms = [{"csrf_token": token(http), "password": word} for http, word in zip(clients, words, strict=True)]
        start = Barrier(2)

        def go(http, form, path=path, start=start):
            start.wait()
            return http.post(path, data=form).status_code

        with ThreadPoolExecutor(2) as pool:
            got = list(pool.map(go, clients, forms))
        assert sorted(got) == [303, 404]
        winner = words[got.index(303)]
        entries = [Browser(house.app, email).log_in(word).status_code for word in words]
        assert entries == [303 if word == winner else 401 for word in words]
        assert [verb for verb, _, _ in log(house)].count("link.used") == attempt + 1


def test_a_form_without_its_token_uses_nothing_up(house, admin):
    path, _ = invited(admin)
    http = house.app.test_client()
    for data in ({"password": NEW}, {"password": NEW, "csrf_token": token(house.app.test_client())}):
        answer = http.post(path, data=data)
        assert answer.status_code == 403
        assert NEW not in answer.get_data(as_text=True)
    # The API's own proof of who asks does not stand in for it.
    assert admin.post(path, data={"password": NEW}).status_code == 403
    assert submit(house, path).status_code == 303


def test_the_page_works_over_https_where_browsers_then_name_no_referrer(house, admin):
    path, _ = invited(admin)
    http, base = house.app.test_client(), "https://localhost"
    page = http.get(path, base_url=base)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    form = {**hidden(page.get_data(as_text=True)), "password": NEW}
    assert http.post(path, data=form, base_url=base).status_code == 303


def test_the_address_is_told_to_nobody(house, admin):
    path, _ = invited(admin)
    http = house.app.test_client()
    answers = [http.get(path), http.get("/welcome/unknown"), http.post(path), submit(house, path)]
    assert [answer.status_code for answer in answers] == [200, 404, 403, 303]
    for answer in answers:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_visits_are_limited_by_address(house, admin):
    path, _ = invited(admin)
    http = house.app.test_client()
    got = [http.get("/welcome/unknown").status_code for _ in range(21)]
    assert got == [404] * 20 + [429]
    refused = submit(house, path)
    assert refused.status_code == 429
    assert "Retry-After" in refused.headers
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert http.get(path, environ_base=elsewhere).status_code == 200


def test_a_link_fits_how_the_account_stands(house, admin):
    user_id = house.user_id(house.user("engineer", PASSWORD))
    url = f"/api/v1/admin/users/{user_id}/link"
    refused = admin.post(url, json={"kind": "invite"})
    assert (refused.status_code, refused.get_json()["errors"][0]["code"]) == (409, "conflict")
    assert admin.post(url, json={"kind": "other"}).status_code == 422
    made = admin.post(url, json={})
    assert made.get_json()["result"]["kind"] == "reset"
    assert admin.post("/api/v1/admin/users/unknown/link", json={}).status_code == 404
    body = {"role": "engineer", "active": False}
    admin.put(f"/api/v1/admin/users/{user_id}", json=body, headers={"If-Match": "*"})
    assert admin.post(url, json={}).status_code == 409


def test_the_login_page_says_where_a_forgotten_password_leads(house):
    assert "Ask an administrator for a reset link" in house.app.test_client().get("/login").get_data(as_text=True)
