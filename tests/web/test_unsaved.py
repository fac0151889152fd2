"""Forms typed in and not saved: kept to the letter, for their author alone, each tab for itself."""

import threading

import pytest
from sqlalchemy import func, select

from apex.actions.call import Actor, Call, utc_now
from apex.actions.draft import drop
from apex.extensions import db
from apex.store.audit import AuditRow
from apex.store.connect import writing
from apex.store.draft import Draft
from apex.web.body import MIB

TAB, OTHER = "tab-00000001", "tab-00000002"


@pytest.fixture
def client(house):
    return house.client("engineer")


@pytest.fixture
def project(house, client):
    return house.project(client)


def url(project, rest=""):
    return f"/api/v1/projects/{project['id']}/unsaved{rest}"


def draft(form="overview", tab=TAB, etag='"1-0123456789abcdef"', **fields):
    return {"form": form, "tab": tab, "etag": etag, "fields": fields}


def kept(client, project, query=""):
    return client.get(url(project, query)).get_json()["result"]["items"]


def test_what_was_typed_comes_back_to_the_letter(client, project):
    typed = {"name": " Main Street ", "description": "two\r\nlines \t", "sign.cabinets.0.width_ft": "12'-6 1/2\""}
    typed |= {"support.families": ["pipe", "HSS_round"], "emoji": "\N{ROCKET}", "blank": "", "nul": "a\x00b"}
    given = {**draft("design"), "fields": typed}
    answer = client.post(url(project), json=given)
    assert answer.status_code == 200
    (held,) = kept(client, project)
    assert {name: held[name] for name in given} == given
    assert held["at"] == answer.get_json()["result"]["at"]


def test_a_tab_keeps_its_last_state_and_no_other(client, project):
    for customer in ("A", "Ac", "Acme"):
        assert client.post(url(project), json=draft(customer=customer)).status_code == 200
    client.post(url(project), json=draft(tab=OTHER, customer="Bolt", etag='"2-0123456789abcdef"'))
    client.post(url(project), json=draft("design.site", **{"site.wind_speed_mph": "115"}))
    told = {(d["form"], d["tab"]): (d["etag"][1], d["fields"]) for d in kept(client, project)}
    assert told == {
        ("overview", TAB): ("1", {"customer": "Acme"}),
        ("overview", OTHER): ("2", {"customer": "Bolt"}),
        ("design.site", TAB): ("1", {"site.wind_speed_mph": "115"}),
    }
    assert [d["form"] for d in kept(client, project)] == ["design.site", "overview", "overview"]
    assert [d["tab"] for d in kept(client, project, "?form=overview")] == [OTHER, TAB]


def test_drafts_are_for_nobody_else(house, client, project):
    client.post(url(project), json=draft(customer="Acme"))
    for other in (house.client("engineer"), house.client("admin")):
        assert kept(other, project) == []
        assert other.delete(url(project, f"/overview/{TAB}")).status_code == 404
    assert kept(client, house.project(client)) == []
    assert len(kept(client, project)) == 1


def test_one_is_dropped_and_the_others_stay(client, project):
    client.post(url(project), json=draft())
    client.post(url(project), json=draft(tab=OTHER))
    assert client.delete(url(project, f"/overview/{TAB}")).status_code == 200
    assert client.delete(url(project, f"/overview/{TAB}")).status_code == 404
    assert client.delete(url(project, f"/design/{OTHER}")).status_code == 404
    assert [d["tab"] for d in kept(client, project)] == [OTHER]


def test_a_save_that_succeeds_can_drop_its_own(house, client, project):
    client.post(url(project), json=draft())
    client.post(url(project), json=draft(tab=OTHER))
    me = Actor(house.user_id(client.email), client.email, "", "engineer")
    with house.app.app_context():
        writing(db.session())
        call = Call(session=db.session(), actor=me, now=utc_now())
        assert drop(call, project["id"], "overview", TAB)
        assert not drop(call, project["id"], "overview", TAB)
        db.session.commit()
    assert [d["tab"] for d in kept(client, project)] == [OTHER]


def test_a_draft_changes_nothing_of_the_project_and_is_not_on_the_log(house, client, project):
    def logged(session):
        return session.scalar(select(func.count()).select_from(AuditRow))

    before, tag = house.look(logged), client.get(f"/api/v1/projects/{project['id']}").headers["ETag"]
    client.post(url(project), json=draft(name="Other"))
    client.delete(url(project, f"/overview/{TAB}"))
    assert house.look(logged) == before
    assert client.get(f"/api/v1/projects/{project['id']}").headers["ETag"] == tag


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"form": "roof"}, "form"),
        ({"form": "design.roof"}, "form"),
        ({"tab": "short"}, "tab"),
        ({"tab": "x" * 41}, "tab"),
        ({"tab": "tab/../00001"}, "tab"),
        ({"etag": ""}, "etag"),
        ({"etag": "x" * 41}, "etag"),
        ({"fields": {"a": 1}}, "fields"),
        ({"fields": {"a": {"b": "c"}}}, "fields"),
        ({"fields": {"a": "\ud800"}}, "fields"),
        ({"fields": {"x" * 201: "a"}}, "fields"),
        ({"fields": ["a"]}, "fields"),
        ({"more": 1}, "more"),
    ],
)
def test_a_draft_that_is_none_is_refused(client, project, change, field):
    answer = client.post(url(project), json={**draft(), **change})
    assert answer.status_code == 422, answer.get_data(as_text=True)
    assert {e["field"].split(".")[0] for e in answer.get_json()["errors"]} == {field}
    assert kept(client, project) == []


def test_the_twenty_first_is_refused_with_the_way_out_and_nothing_is_lost(client, project):
    tabs = [f"tab-{i:08}" for i in range(21)]
    for tab in tabs[:20]:
        assert client.post(url(project), json=draft(tab=tab)).status_code == 200
    refused = client.post(url(project), json=draft(tab=tabs[20]))
    assert refused.status_code == 409
    assert "drop one" in refused.get_json()["errors"][0]["message"]
    assert {d["tab"] for d in kept(client, project)} == set(tabs[:20])
    assert client.post(url(project), json=draft(tab=tabs[0], name="still typing")).status_code == 200
    client.delete(url(project, f"/overview/{tabs[1]}"))
    assert client.post(url(project), json=draft(tab=tabs[20])).status_code == 200


def test_tabs_that_open_at_once_do_not_pass_the_bound_together(house, client, project):
    for i in range(18):
        client.post(url(project), json=draft(tab=f"tab-{i:08}"))
    gate, found = threading.Barrier(6), []

    def open_tab(i):
        own = house.app.test_client()
        own.environ_base["HTTP_AUTHORIZATION"] = client.environ_base["HTTP_AUTHORIZATION"]
        gate.wait()
        found.append(own.post(url(project), json=draft(tab=f"new-{i:08}")).status_code)

    crowd = [threading.Thread(target=open_tab, args=(i,)) for i in range(6)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert sorted(found) == [200] * 2 + [409] * 4
    assert house.look(lambda session: session.scalar(select(func.count()).select_from(Draft))) == 20


def test_a_mebibyte_is_the_most(client, project):
    assert client.post(url(project), json=draft(description="x" * (MIB - 500))).status_code == 200
    assert client.post(url(project), json=draft(description="x" * MIB)).status_code == 413
    typed = {"unsaved_form": "overview", "tab": TAB, "etag": '"1-0"', "description": "x" * (MIB + 1)}
    assert client.post(url(project), data=typed).status_code == 413
    assert len(kept(client, project)[0]["fields"]["description"]) == MIB - 500


def test_who_cannot_edit_the_project_keeps_no_drafts_of_it(house, client, project):
    assert house.client("viewer").post(url(project), json=draft()).status_code == 403
    reader = house.client("engineer")
    member = {"email": reader.email, "role": "viewer"}
    assert client.post(f"/api/v1/projects/{project['id']}/members", json=member).status_code == 201
    assert reader.post(url(project), json=draft()).status_code == 403
    assert reader.get(url(project)).status_code == 403
    hidden = house.project(client, visibility="members")
    assert house.client("engineer").post(url(hidden), json=draft()).status_code == 404
    assert house.client("engineer").get(url(hidden)).status_code == 404
    assert house.client("engineer").delete(url(hidden, f"/overview/{TAB}")).status_code == 404


def test_a_browser_sends_its_form_as_it_stands_and_drops_it(house):
    browser = house.browser("estimator")
    home = browser.post_form("/projects", {"name": "Pylon"}).headers["Location"]
    typed = {
        "unsaved_form": "design.support", "tab": TAB, "etag": '"1-0123456789abcdef"', "idempotency_key": "k",
        "support.families": ["pipe", "HSS_round"], "support.finish": "painted", "reason": "why not ",
    }  # fmt: skip
    answer = browser.post_form(f"{home}/unsaved", typed)
    assert (answer.status_code, answer.data) == (204, b"")
    assert browser.http.post(f"{home}/unsaved", data=typed).status_code == 403
    (held,) = browser.get(f"{home}/unsaved").get_json()["result"]["items"]
    assert (held["form"], held["etag"]) == ("design.support", '"1-0123456789abcdef"')
    assert held["fields"] == {
        "support.families": ["pipe", "HSS_round"], "support.finish": "painted", "reason": "why not ",
    }  # fmt: skip
    for _ in range(2):
        answer = browser.post_form(f"{home}/unsaved/design.support/{TAB}/drop")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{home}/design/support")
    assert browser.get(f"{home}/unsaved").get_json()["result"]["items"] == []
    away = browser.post_form(f"{home}/unsaved/overview/{TAB}/drop")
    assert away.headers["Location"] == home
