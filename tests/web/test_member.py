"""Who is in a project: who says so, what each part may do, and who can never be taken out."""

import threading

import pytest


@pytest.fixture
def owner(house):
    return house.client("engineer")


@pytest.fixture
def project(house, owner):
    return house.project(owner, visibility="members")


def url(project, rest=""):
    return f"/api/v1/projects/{project['id']}{rest}"


def named(client, project, email, role, status=201):
    answer = client.post(url(project, "/members"), json={"email": email, "role": role})
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()["result"]


def people(client, project):
    return client.get(url(project, "/members")).get_json()["result"]["items"]


def edits(client, project):
    return client.patch(url(project), json={"customer": client.email}, headers={"If-Match": "*"}).status_code


def events(client, project):
    items = client.get(url(project, "/events")).get_json()["result"]["items"]
    return [(e["verb"], e["changes"].get("role")) for e in items if e["verb"].startswith("member.")]


def test_the_owner_takes_somebody_in_and_everybody_in_it_sees_who_is(house, owner, project):
    other = house.client("estimator")
    assert other.get(url(project)).status_code == 404
    answer = owner.post(url(project, "/members"), json={"email": other.email.upper(), "role": "editor"})
    member = answer.get_json()["result"]
    assert answer.status_code == 201
    assert answer.headers["ETag"] == member["etag"]
    assert answer.headers["Location"] == url(project, f"/members/{member['user_id']}")
    assert [(p["email"], p["role"]) for p in people(other, project)] == [
        (owner.email, "owner"), (other.email, "editor"),
    ]  # fmt: skip
    assert project["id"] in [p["id"] for p in other.get("/api/v1/projects").get_json()["result"]["items"]]


@pytest.mark.parametrize(("role", "edit", "change"), [("viewer", 403, 403), ("editor", 200, 403), ("owner", 200, 201)])
def test_each_part_may_do_what_its_name_says(house, owner, project, role, edit, change):
    client = house.client("engineer")
    named(owner, project, client.email, role)
    assert client.get(url(project)).status_code == 200
    assert edits(client, project) == edit
    answer = client.post(url(project, "/members"), json={"email": house.user("viewer"), "role": "viewer"})
    assert answer.status_code == change


def test_what_somebody_is_named_stands_in_a_project_open_to_all(house, owner):
    project = house.project(owner)
    client, keeper = house.client("engineer"), house.client("engineer")
    assert edits(client, project) == 200
    named(owner, project, client.email, "viewer")
    assert edits(client, project) == 403
    assert client.get(url(project)).status_code == 200
    named(owner, project, keeper.email, "owner")
    named(keeper, project, client.email, "editor", 200)
    assert edits(client, project) == 200


def test_the_role_of_the_account_is_still_the_most_one_may(house, owner, project):
    viewer = house.client("viewer")
    named(owner, project, viewer.email, "owner")
    assert viewer.get(url(project)).status_code == 200
    assert edits(viewer, project) == 403
    assert viewer.post(url(project, "/members"), json={"email": owner.email, "role": "viewer"}).status_code == 403


def test_only_owners_and_administrators_change_who_is_in_it(house, owner):
    project = house.project(owner)
    someone = house.client("engineer")
    outsider = house.user("estimator")
    assert named(someone, project, outsider, "viewer", 403) is None
    named(house.client("admin"), project, outsider, "viewer")
    removed = someone.delete(url(project, f"/members/{house.user_id(outsider)}"), headers={"If-Match": "*"})
    assert removed.status_code == 403
    assert len(people(owner, project)) == 2


def test_naming_a_member_again_changes_their_part(house, owner, project):
    client = house.client("engineer")
    first = named(owner, project, client.email, "viewer")
    second = named(owner, project, client.email, "editor", 200)
    assert first["etag"] != second["etag"]
    assert first["since"] == second["since"]
    assert edits(client, project) == 200
    named(owner, project, client.email, "editor", 200)
    assert events(owner, project) == [("member.changed", ["viewer", "editor"]), ("member.added", [None, "viewer"])]


def test_a_removal_says_what_it_saw(house, owner, project):
    client = house.client("engineer")
    first = named(owner, project, client.email, "viewer")
    where = url(project, f"/members/{first['user_id']}")
    assert owner.delete(where).status_code == 428
    second = named(owner, project, client.email, "editor", 200)
    stale = owner.delete(where, headers={"If-Match": first["etag"]})
    assert stale.status_code == 412
    assert stale.headers["ETag"] == second["etag"]
    assert stale.get_json()["result"]["current"]["role"] == "editor"
    assert stale.get_json()["result"]["changed_fields"] == ["role"]
    assert owner.delete(where, headers={"If-Match": second["etag"]}).status_code == 200
    assert owner.delete(where, headers={"If-Match": second["etag"]}).status_code == 404
    assert client.get(url(project)).status_code == 404
    assert events(owner, project)[0] == ("member.removed", ["editor", None])


def test_the_owner_of_the_project_stays(house, owner, project):
    keeper = house.client("engineer")
    named(owner, project, keeper.email, "owner")
    where = url(project, f"/members/{house.user_id(owner.email)}")
    assert keeper.delete(where, headers={"If-Match": "*"}).status_code == 409
    assert named(keeper, project, owner.email, "viewer", 409) is None
    assert edits(owner, project) == 200
    assert people(owner, project)[0]["role"] == "owner"


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"email": "nobody@example.com", "role": "viewer"}, {"email"}),
        ({"email": "x", "role": "boss"}, {"email", "role"}),
        ({}, {"email", "role"}),
        ({"email": "nobody@example.com", "role": "viewer", "rolle": "x"}, {"rolle"}),
    ],
)
def test_who_is_to_be_in_it_must_have_an_account_and_a_part(owner, project, given, fields):
    answer = owner.post(url(project, "/members"), json=given)
    assert answer.status_code == 422
    assert {e["field"] for e in answer.get_json()["errors"]} == fields


def test_a_disabled_account_is_nobody(house, owner, project):
    admin, email = house.client("admin"), house.user("engineer")
    where = f"/api/v1/admin/users/{house.user_id(email)}"
    change = {"name": "", "role": "engineer", "license": "", "active": False}
    assert admin.put(where, json=change, headers={"If-Match": "*"}).status_code == 200
    assert named(owner, project, email, "viewer", 422) is None


def test_a_foreign_project_is_not_there(house, owner, project):
    other = house.client("engineer")
    member = named(owner, project, house.user("engineer"), "editor")
    assert other.get(url(project, "/members")).status_code == 404
    assert named(other, project, other.email, "owner", 404) is None
    gone = other.delete(url(project, f"/members/{member['user_id']}"), headers={"If-Match": "*"})
    assert gone.status_code == 404
    own = house.project(other)
    assert other.delete(url(own, f"/members/{member['user_id']}"), headers={"If-Match": "*"}).status_code == 404
    assert len(people(owner, project)) == 2


def test_who_names_the_same_person_at_once_gets_one_member(house, owner, project):
    email = house.user("engineer")
    gate, found = threading.Barrier(6), []

    def name(role):
        client = house.app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = owner.environ_base["HTTP_AUTHORIZATION"]
        gate.wait()
        found.append(client.post(url(project, "/members"), json={"email": email, "role": role}).status_code)

    crowd = [threading.Thread(target=name, args=(role,)) for role in ("viewer", "editor") * 3]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert set(found) <= {200, 201}
    assert [p["email"] for p in people(owner, project)] == [owner.email, email]


def test_a_browser_takes_people_in_and_out_with_forms(house):
    browser = house.browser("estimator")
    home = browser.post_form("/projects", {"name": "Pylon", "visibility": "members"}).headers["Location"]
    page, email = f"{home}/members", house.user("engineer")
    refused = browser.post_form(page, {"email": "nobody@example.com", "role": "editor"})
    assert refused.status_code == 422
    assert "nobody has an account" in refused.get_data(as_text=True)
    assert "nobody@example.com" in refused.get_data(as_text=True)
    answer = browser.post_form(page, {"email": email, "role": "editor"})
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    shown = browser.get(page).get_data(as_text=True)
    assert email in shown
    member = browser.get(page, headers={"Accept": "application/json"}).get_json()["result"]["items"][1]
    remove = f"{page}/{member['user_id']}/remove"
    assert f'action="{remove}"' in shown
    assert browser.post_form(remove).status_code == 428
    assert browser.post_form(remove, {"etag": member["etag"]}).headers["Location"] == page
    assert email not in browser.get(page).get_data(as_text=True)


def test_the_page_offers_changes_to_owners_alone(house, owner):
    project = house.project(owner)
    shown = house.browser("engineer").get(f"/projects/{project['id']}/members").get_data(as_text=True)
    assert owner.email in shown
    assert '<form method="post" action="/projects' not in shown
