"""Who comes in: sessions of browsers, tokens, bearer tokens of other systems, and what each refusal says."""

from datetime import timedelta

import jwt
import pytest
from sqlalchemy import update

from apex.actions.call import utc_now
from apex.app import create_app
from apex.extensions import db
from apex.settings import Settings
from apex.store.audit import AuditRow
from apex.store.connect import writing
from apex.store.login import Login
from apex.store.token import ApiToken
from apex.web.login import own_address
from tests.web.house import PASSWORD, Browser, House, hidden

JWT = {
    "APEX_JWT_KEY": "an integrator's shared key of more than 32 bytes",
    "APEX_JWT_ALGORITHM": "HS256",
    "APEX_JWT_ISSUER": "https://id.example.com",
    "APEX_JWT_AUDIENCE": "apex",
}


def change(house, statement):
    with house.app.app_context():
        writing(db.session())
        db.session.execute(statement)
        db.session.commit()


def verbs(house):
    return house.look(lambda session: [row.verb for row in session.query(AuditRow).order_by(AuditRow.seq)])


@pytest.mark.parametrize("path", ["/", "/projects", "/account", "/audit", "/sheet"])
def test_a_page_without_a_login_is_401_and_the_login_form(house, path):
    answer = house.app.test_client().get(path)
    assert answer.status_code == 401
    assert 'name="password"' in answer.get_data(as_text=True)
    assert hidden(answer.get_data(as_text=True))["next"] == path


def test_a_machine_without_a_token_gets_an_envelope_and_the_scheme(house):
    answer = house.app.test_client().post("/api/v1/signage/concrete/yards", json={"diameter_ft": 3, "depth_ft": 8})
    assert answer.status_code == 401
    assert answer.get_json()["errors"][0]["code"] == "authentication"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_logging_in_opens_what_was_asked_for_and_out_closes_it(house):
    browser = Browser(house.app, house.user("engineer", PASSWORD))
    answer = browser.log_in(PASSWORD, next="/projects?q=x")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/projects?q=x")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert browser.get("/projects").status_code == 200
    assert browser.post_form("/logout").status_code == 303
    assert browser.get("/projects").status_code == 401
    assert verbs(house)[-2:] == ["login.succeeded", "login.ended"]


@pytest.mark.parametrize("target", ["https://evil.example", "/\t/evil.example"])
def test_a_login_leads_nowhere_but_here(house, target):
    browser = Browser(house.app, house.user("engineer", PASSWORD))
    assert browser.log_in(PASSWORD, next=target).headers["Location"] == "/"
    again = Browser(house.app, browser.email).log_in(PASSWORD, next=target, customer="Acme").get_data(as_text=True)
    assert [line for line in again.splitlines() if "evil" in line] == []


ELSEWHERE = (
    "//evil.example", "/\\evil.example", "/\\/evil.example", "\\\\evil.example", "javascript:alert(1)", "x.example", "",
    "/projects\\..", "/projects q", "/login", "/login/oidc", *(f"/{chr(stray)}/evil.example" for stray in range(33)),
    *(f"{chr(stray)}//evil.example" for stray in range(33)), "/\x7f/evil.example",
)  # fmt: skip


def test_only_a_plain_address_of_this_site_is_gone_on_to():
    assert [target for target in ELSEWHERE if own_address(target) != "/"] == []
    for target in ("/", "/projects?q=a%20b&sort=-name", "/projects/x/design/site#f-site", "/größe"):
        assert own_address(target) == target


def test_a_wrong_password_an_unknown_account_and_a_disabled_one_read_the_same(house):
    known = house.user("engineer", PASSWORD)
    gone = house.user("engineer", PASSWORD)
    admin = house.client("admin")
    user = admin.get(f"/api/v1/admin/users/{house.user_id(gone)}")
    state = {**{k: user.get_json()["result"][k] for k in ("name", "role", "license")}, "active": False}
    url = f"/api/v1/admin/users/{house.user_id(gone)}"
    assert admin.put(url, json=state, headers={"If-Match": user.headers["ETag"]}).status_code == 200
    told = set()
    for email, password in ((known, "wrong words entirely"), ("nobody@example.com", PASSWORD), (gone, PASSWORD)):
        answer = Browser(house.app, email).log_in(password)
        assert answer.status_code == 401
        told.add(answer.get_data(as_text=True).split('role="alert">')[1].split("<")[0])
    assert told == {"e-mail and password do not match an account"}
    assert verbs(house).count("login.failed") == 3


def test_disabling_an_account_ends_its_sessions_and_tokens_at_once(house):
    browser = house.browser("engineer")
    token = house.token(browser.email)
    admin = house.client("admin")
    url = f"/api/v1/admin/users/{house.user_id(browser.email)}"
    admin.put(url, json={"role": "engineer", "active": False}, headers={"If-Match": "*"})
    assert browser.get("/projects").status_code == 401
    answer = house.app.test_client().get("/api/v1/projects", headers={"X-Apex-Key": token})
    assert answer.status_code == 401


def test_a_new_password_ends_every_session_and_must_be_a_good_one(house):
    here, there = house.browser("engineer"), None
    there = Browser(house.app, here.email)
    there.log_in(PASSWORD)
    for weak in ("short", "passwordpassword", "111111111111111", here.email):
        answer = here.post_form("/account/password", {"password": PASSWORD, "password_new": weak})
        assert answer.status_code == 422, weak
    wrong = here.post_form("/account/password", {"password": "no", "password_new": "four grey poles in the wind"})
    assert wrong.status_code == 422
    done = here.post_form("/account/password", {"password": PASSWORD, "password_new": "four grey poles in the wind"})
    assert done.status_code == 303
    assert here.get("/projects").status_code == 401
    assert there.get("/projects").status_code == 401
    assert Browser(house.app, here.email).log_in("four grey poles in the wind").status_code == 303


def test_a_session_ends_when_idle_and_at_its_absolute_age(house):
    browser = house.browser("engineer")
    assert browser.get("/projects").status_code == 200
    change(house, update(Login).values(seen_at=utc_now() - timedelta(hours=9)))
    assert browser.get("/projects").status_code == 401
    change(house, update(Login).values(seen_at=utc_now(), created_at=utc_now() - timedelta(days=8)))
    assert browser.get("/projects").status_code == 401


def test_a_session_can_be_seen_and_ended_from_another(house):
    here = house.browser("engineer")
    there = Browser(house.app, here.email)
    there.log_in(PASSWORD)
    listed = here.get("/account", headers={"Accept": "application/json"}).get_json()["result"]["sessions"]
    other = next(s["id"] for s in listed if not s["this"])
    assert here.post_form(f"/account/sessions/{other}/end").status_code == 303
    assert there.get("/projects").status_code == 401
    assert here.get("/projects").status_code == 200
    stranger = house.browser("engineer")
    mine = next(s["id"] for s in listed if s["this"])
    assert stranger.post_form(f"/account/sessions/{mine}/end").status_code == 404


def test_only_hashes_of_secrets_are_stored(house):
    browser = house.browser("engineer")
    token = house.token(browser.email)
    held = house.look(
        lambda s: [*s.scalars(db.select(Login.secret_sha256)), *s.scalars(db.select(ApiToken.secret_sha256))]
    )
    assert all(len(value) == 64 for value in held)
    assert token not in held


def test_a_form_without_its_token_is_refused_and_keeps_its_text(house):
    browser = house.browser("engineer")
    answer = browser.http.post("/projects", data={"name": "Typed with care"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert hidden(text)["name"] == "Typed with care"
    again = browser.http.post("/projects", data=hidden(text))
    assert again.status_code == 303


def test_a_save_that_a_login_interrupts_is_sent_after_it(house):
    browser = house.browser("engineer")
    token = browser.csrf()
    change(house, update(Login).values(ended_at=utc_now()))
    answer = browser.http.post("/projects", data={"name": "Typed with care", "csrf_token": token})
    assert answer.status_code == 401
    kept = hidden(answer.get_data(as_text=True))
    assert kept["name"] == "Typed with care"
    after = browser.http.post("/login", data={**kept, "email": browser.email, "password": PASSWORD})
    text = after.get_data(as_text=True)
    assert "Typed with care" in text
    assert PASSWORD not in text
    made = browser.http.post(kept["next"], data=hidden(text))
    assert made.status_code == 303
    assert "Typed with care" in browser.get(made.headers["Location"]).get_data(as_text=True)


def test_a_token_does_what_its_scopes_say(house):
    reader = house.client("engineer", scopes=("read",))
    assert reader.get("/api/v1/projects").status_code == 200
    answer = reader.post("/api/v1/projects", json={"name": "x"})
    assert answer.status_code == 403
    assert "scope write" in answer.get_json()["errors"][0]["message"]
    admin = house.client("admin", scopes=("read", "write"))
    assert admin.get("/api/v1/audit").status_code == 403
    wider = reader.post("/api/v1/account/tokens", json={"scopes": ["read", "write"]})
    assert wider.status_code == 403
    assert "access.refused" in verbs(house)


@pytest.mark.parametrize("column", ["expires_at", "revoked_at"])
def test_an_expired_or_revoked_token_is_refused(house, column):
    client = house.client("engineer")
    change(house, update(ApiToken).values({column: utc_now() - timedelta(seconds=1)}))
    assert client.get("/api/v1/projects").status_code == 401


def test_a_token_is_issued_once_listed_without_its_secret_and_revoked(house):
    client = house.client("engineer")
    made = client.post("/api/v1/account/tokens", json={"name": "ci", "scopes": ["read"], "days": 30}).get_json()
    secret = made["result"]["token"]
    fresh = house.app.test_client()
    assert fresh.get("/api/v1/projects", headers={"X-Apex-Key": secret}).status_code == 200
    listed = client.get("/api/v1/account/tokens").get_json()["result"]["items"]
    assert secret not in str(listed)
    mine = next(t["id"] for t in listed if t["name"] == "ci")
    assert house.client("engineer").delete(f"/api/v1/account/tokens/{mine}").status_code == 404
    assert client.delete(f"/api/v1/account/tokens/{mine}").status_code == 200
    assert fresh.get("/api/v1/projects", headers={"X-Apex-Key": secret}).status_code == 401


def test_a_bearer_token_of_another_system_is_held_to_issuer_audience_key_and_age(database_url, tmp_path):
    given = {"APEX_ENV": "testing", "APEX_DATABASE_URL": database_url, "APEX_DATA_DIR": str(tmp_path), **JWT}
    app = create_app(Settings.from_environment(given))
    house = House(app)
    email = house.user("engineer")

    def status(key=JWT["APEX_JWT_KEY"], algorithm="HS256", **claims):
        body = {
            "sub": email, "iss": JWT["APEX_JWT_ISSUER"], "aud": "apex", "exp": utc_now() + timedelta(minutes=5),
            "scope": "read write", **claims,
        }  # fmt: skip
        token = jwt.encode({k: v for k, v in body.items() if v is not None}, key, algorithm=algorithm)
        return app.test_client().get("/api/v1/projects", headers={"Authorization": f"Bearer {token}"}).status_code

    try:
        assert status() == 200
        assert status(key="another key that is long enough to be one") == 401
        assert status(aud="other") == 401
        assert status(iss="https://evil.example") == 401
        assert status(exp=utc_now() - timedelta(minutes=1)) == 401
        assert status(exp=None) == 401
        assert status(sub="nobody@example.com") == 401
        assert status(key="", algorithm="none") == 401
        assert status(scope="") == 403
    finally:
        with app.app_context():
            db.engine.dispose()


def test_an_administrator_adds_people_and_nobody_else_does(house):
    admin = house.client("admin")
    body = {"email": "New@Example.com", "role": "estimator", "password": PASSWORD}
    assert house.client("engineer").post("/api/v1/admin/users", json=body).status_code == 403
    made = admin.post("/api/v1/admin/users", json=body)
    assert made.status_code == 201
    assert made.get_json()["result"]["email"] == "new@example.com"
    assert admin.post("/api/v1/admin/users", json=body).status_code == 409
    weak = admin.post("/api/v1/admin/users", json={**body, "email": "b@example.com", "password": "x"})
    assert weak.get_json()["errors"][0]["field"] == "password"
    assert Browser(house.app, "new@example.com").log_in(PASSWORD).status_code == 303


def test_settings_are_saved_against_their_version_and_a_stale_form_shows_both_sides(house):
    browser = house.browser("engineer")
    page = browser.get("/account").get_data(as_text=True)
    form = {k: v for k, v in hidden(page).items() if k.startswith("was:") or k in ("etag", "csrf_token")}
    plain = {k.removeprefix("was:"): v for k, v in form.items() if k.startswith("was:")}
    first = browser.http.post("/account/settings", data={**form, **plain, "signature": "Ann", "units": "si"})
    assert first.status_code == 303
    stale = browser.http.post("/account/settings", data={**form, **plain, "signature": "Bob", "page_length": "100"})
    text = stale.get_data(as_text=True)
    assert stale.status_code == 412
    assert 'name="choose:signature"' in text
    assert "Ann" in text
    assert "Bob" in text
    assert 'value="100"' in text
    again = hidden(text)
    settled = {k: v for k, v in again.items() if k.startswith("was:") or k in ("etag", "csrf_token", "conflict")}
    kept = {k.removeprefix("was:"): v for k, v in settled.items() if k.startswith("was:")}
    done = browser.http.post(
        "/account/settings",
        data={**settled, **kept, "signature": "Bob", "page_length": "100", "choose:signature": "theirs"},
    )
    assert done.status_code == 303
    result = browser.get("/account/settings", headers={"Accept": "application/json"}).get_json()["result"]
    assert (result["signature"], result["page_length"], result["units"]) == ("Ann", 100, "si")
