"""The administration: tokens of everybody, packs and where they come from, how the installation stands."""

import re

import pytest
from flask import Response, g, request
from werkzeug.datastructures import MultiDict

from apex.packs.load import CONFIG, IN_USE, load_packs
from apex.packs.lock import read_lock
from apex.packs.shelf import shelf
from apex.store.verb import Verb
from apex.web import onward, toast
from tests.web import page
from tests.web.house import PASSWORD, Browser


def api(client, path):
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["result"]


def test_the_first_page_counts_what_there_is(house):
    admin = house.client("admin")
    before = api(admin, "/admin")["counts"]
    house.client("engineer")
    after = api(admin, "/admin")["counts"]
    assert (after["people"], after["tokens"]) == (before["people"] + 1, before["tokens"] + 1)
    assert after["audit"] == before["audit"] + 2
    page = house.browser("admin").get("/admin").get_data(as_text=True)
    for address in ("/admin/users", "/admin/tokens", "/admin/packs", "/audit", "/admin/health"):
        assert f'href="{address}"' in page
    assert 'data-key="g a" aria-current="page"' in page


def test_a_token_of_somebody_is_seen_and_revoked_with_a_message(house):
    engineer = house.client("engineer")
    assert engineer.get("/api/v1/projects").status_code == 200
    browser = house.browser("admin")
    held = next(t for t in api(house.client("admin"), "/admin/tokens")["items"] if t["user"] == engineer.email)
    assert held["used_at"]
    assert not held["expired"]
    assert held["active"]
    assert "secret_sha256" not in held
    page = browser.get("/admin/tokens").get_data(as_text=True)
    assert engineer.email in page
    assert held["beginning"] in page
    gone = browser.post_form(f"/admin/tokens/{held['id']}/revoke", page="/admin/tokens")
    assert (gone.status_code, gone.headers["Location"]) == (303, "/admin/tokens")
    assert engineer.get("/api/v1/projects").status_code == 401
    told = browser.get("/admin/tokens").get_data(as_text=True)
    assert f"The token {held['beginning']}… is revoked." in told
    assert f'<a href="/admin/users/{held["user_id"]}">{engineer.email}' not in told
    log = api(house.client("admin"), f"/audit?verb={Verb.TOKEN_REVOKED}&object={held['id']}")["items"]
    assert [row["actor"] for row in log] == [house.user_id(browser.email)]
    assert house.client("admin").delete("/api/v1/admin/tokens/nothing").status_code == 404


def test_a_token_that_is_over_or_of_a_disabled_account_says_so(house):
    admin = house.client("admin")
    other = house.client("viewer")
    user = house.user_id(other.email)
    state = api(admin, f"/admin/users/{user}")
    body = {"role": "viewer", "name": state["name"], "active": False}
    assert admin.put(f"/api/v1/admin/users/{user}", json=body, headers={"If-Match": "*"}).status_code == 200
    held = next(t for t in api(admin, "/admin/tokens")["items"] if t["user"] == other.email)
    assert held["active"] is False
    assert "(disabled)" in house.browser("admin").get("/admin/tokens").get_data(as_text=True)


def test_every_released_pack_stands_there_with_its_hash_and_source(house):
    result = api(house.client("admin"), "/admin/packs")
    lock = read_lock(CONFIG)
    assert {f"{p['name']}_{p['version']}.yaml": p["sha256"] for p in result["items"]} == lock
    used = {p["name"]: p["version"] for p in result["items"] if p["in_use"]}
    assert used == IN_USE
    assert all(p["source"] and not p["fault"] and p["counts"] for p in result["items"])
    shapes = next(p for p in result["items"] if p["name"] == "sections_aisc_v16")
    assert shapes["counts"]["shapes"] == len(load_packs().sections.sections)
    places = load_packs().jurisdictions.places
    assert [j["title"] for j in result["jurisdictions"]] == [p.title for p in places]
    page = house.browser("admin").get("/admin/packs").get_data(as_text=True)
    assert f"{len([p for p in places if p.checked])} of {len(places)} were held against" in page


def test_a_pack_that_was_changed_is_a_fault(tmp_path):
    for path in CONFIG.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    changed = tmp_path / "pricing_v1.yaml"
    changed.write_bytes(changed.read_bytes().replace(b"200.00", b"100.00"))
    (tmp_path / "materials_v1.yaml").unlink()
    faults = {p.name: p.fault for p in shelf(tmp_path) if p.fault}
    assert faults == {
        "pricing": "is not the file that was released",
        "materials": "pack materials_v1.yaml cannot be read",
    }


def test_health_says_what_is_stored_and_what_runs(house):
    admin = house.client("admin")
    house.project(house.client("engineer"))
    result = api(admin, "/admin/health")
    assert all(check["ok"] for check in result["checks"].values())
    assert set(result["checks"]) >= {"database", "migrations", "packs"}
    assert (result["rows"]["projects"], result["rows"]["versions"]) == (1, 1)
    assert result["sizes"]["database"] > 10_000
    assert 0 < result["sizes"]["disk, free"] < result["sizes"]["disk, all"]
    assert result["versions"]["Runs as"] == "testing"
    page = house.browser("admin").get("/admin/health").get_data(as_text=True)
    assert "Everything answers" in page


@pytest.mark.parametrize("path", ["/admin", "/admin/tokens", "/admin/packs", "/admin/health"])
def test_nobody_else_sees_the_administration(house, path):
    assert house.browser("approver").get(path).status_code == 403
    assert "Admin" not in re.sub(
        r"<main.*</main>", "", house.browser("engineer").get("/projects").get_data(as_text=True)
    )


def saved(browser, url, **values):
    """The form of an account as its page has it, less what is changed."""
    form = page.form(browser.get(url).get_data(as_text=True), url)
    return browser.http.post(url, data=MultiDict({**form.to_dict(), "active": "true", **values})).status_code


def test_a_message_is_said_once(house):
    browser = house.browser("admin")
    url = f"/admin/users/{house.user_id(house.user('viewer', PASSWORD))}"
    assert saved(browser, url, name="Vera") == 303
    shown = browser.get(url).get_data(as_text=True)
    assert re.search(r'<div class="toasts" role="status">\s*<div class="toast"><span>The account is saved.', shown)
    assert f'<a class="button small" href="{url}" data-close>Close</a>' in shown
    assert "The account is saved." not in browser.get(url).get_data(as_text=True)


def test_a_message_of_a_refused_write_is_not_said(house):
    browser = house.browser("admin")
    url = f"/admin/users/{house.user_id(browser.email)}"
    assert saved(browser, url, role="viewer") == 422
    other = f"/admin/users/{house.user_id(house.user('viewer', PASSWORD))}"
    assert saved(browser, other, name="Vera", etag='"1-0000000000000000"') == 412
    assert "is saved" not in browser.get(url).get_data(as_text=True)


def test_messages_wait_for_their_own_person(house):
    one = house.browser("admin")
    other = Browser(house.app, house.user("viewer", PASSWORD))
    other.log_in(PASSWORD)
    assert saved(one, f"/admin/users/{house.user_id(other.email)}", name="Vera") == 303
    assert "is saved" not in other.get("/account").get_data(as_text=True)
    assert "is saved" in one.get("/account").get_data(as_text=True)


def test_a_message_can_be_taken_back_by_a_button(app):
    with app.test_request_context("/projects"):
        g.onward = {}
        toast.say("The file is removed.", undo="/files/1/restore", fields={"reason": "undo"})
        assert onward.keep(Response(status=422)).status_code == 422
        assert toast.shown() == []
        for number in (0, *range(onward.MOST + 2)):
            toast.say(f"File {number} is removed.", undo=f"/files/{number}/restore", fields={"reason": "undo"})
            onward.keep(Response(status=303))
            onward.keep(Response(status=303))
        (*_, last) = waiting = toast.shown()
        assert [one["text"][5] for one in waiting] == ["2", "3", "4"]
        assert toast.shown() == []
        made = app.jinja_env.get_template("parts.html").make_module({"request": request, "csrf_token": str}).toast(last)
    assert 'action="/files/4/restore"' in made
    assert '<input type="hidden" name="reason" value="undo">' in made
    assert ">Undo</button>" in made
