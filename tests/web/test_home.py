"""The first page: what waits for whom, whose projects it shows, what happened, and what to do first."""

import re

import pytest

from apex.schema.text import load_yaml
from apex.settings import ROOT

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())


@pytest.fixture
def client(house):
    return house.client("engineer")


def home(client):
    return client.get("/", headers={"Accept": "application/json"}).get_json()["result"]


def page(client):
    return client.get("/").get_data(as_text=True)


def move(client, project, to, reason=""):
    where = f"/api/v1/projects/{project['id']}/transitions"
    answer = client.post(where, json={"to": to, "reason": reason}, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.get_data(as_text=True)


def names(rows):
    return [row["name"] for row in rows]


def test_who_has_nothing_is_told_what_to_do_first(house, client):
    shown = page(client)
    for address in ("/projects?new=1", "/projects/import", "/sketch"):
        assert f'href="{address}' in shown
    assert "Waits for you" not in shown
    assert "/projects/import" not in page(house.client("viewer"))


def test_my_projects_come_last_changed_first_and_no_others(house, client):
    first, second = house.project(client, name="First"), house.project(client, name="Second")
    house.project(house.client("engineer"), name="Theirs")
    assert names(home(client)["projects"]) == ["Second", "First"]
    client.patch(f"/api/v1/projects/{first['id']}", json={"customer": "Acme"}, headers={"If-Match": "*"})
    assert names(home(client)["projects"]) == ["First", "Second"]
    client.delete(f"/api/v1/projects/{second['id']}", headers={"If-Match": "*"})
    assert names(home(client)["projects"]) == ["First"]
    assert "First" in page(client)


def test_what_is_submitted_waits_for_who_decides_and_for_nobody_else(house, client):
    for name, more in (("Open one", {}), ("Closed one", {"visibility": "members"})):
        made = house.project(client, name=name, design=DESIGN, **more)
        move(client, made, "estimating")
        move(client, made, "submitted")
    approver = house.client("approver")
    assert names(home(approver)["waiting"]["decide"]) == ["Open one"]
    assert "waits for your decision" in page(approver)
    assert names(home(house.client("admin"))["waiting"]["decide"]) == ["Open one", "Closed one"]
    assert home(client)["waiting"]["decide"] == []
    move(approver, home(approver)["waiting"]["decide"][0], "accepted")
    assert home(approver)["waiting"]["decide"] == []


def test_what_was_rejected_waits_for_its_owner(house, client):
    made = house.project(client, design=DESIGN)
    move(client, made, "estimating")
    move(client, made, "submitted")
    move(house.client("approver"), made, "rejected", "too low")
    assert [row["id"] for row in home(client)["waiting"]["rejected"]] == [made["id"]]
    assert home(house.client("engineer"))["waiting"]["rejected"] == []
    move(client, made, "estimating", "raised")
    assert home(client)["waiting"]["rejected"] == []


def test_what_was_typed_and_not_saved_can_be_taken_up(house, client):
    made = house.project(client, name="Half typed")
    tag = client.get(f"/api/v1/projects/{made['id']}").headers["ETag"]
    kept = {"form": "overview", "tab": "tab-12345678", "etag": tag, "fields": {"name": "Half typed twice"}}
    assert client.post(f"/api/v1/projects/{made['id']}/unsaved", json=kept).status_code == 200
    address = re.search(r'href="(/projects/[^"]+draft=[^"]+)"', page(client))[1]
    assert "Half typed twice" in client.get(address).get_data(as_text=True)
    assert home(house.client("engineer"))["waiting"]["drafts"] == []


def test_a_draft_of_a_project_that_was_closed_to_me_is_not_named(house, client):
    made = house.project(client, name="Secret harbor")
    other = house.client("engineer")
    tag = client.get(f"/api/v1/projects/{made['id']}").headers["ETag"]
    kept = {"form": "design.site", "tab": "tab-12345678", "etag": tag, "fields": {"site.exposure": "C"}}
    assert other.post(f"/api/v1/projects/{made['id']}/unsaved", json=kept).status_code == 200
    assert [row["project"] for row in home(other)["waiting"]["drafts"]] == ["Secret harbor"]
    client.patch(f"/api/v1/projects/{made['id']}", json={"visibility": "members"}, headers={"If-Match": "*"})
    assert home(other)["waiting"]["drafts"] == []


def test_projects_i_was_taken_into_are_there_with_who_and_as_what(house, client):
    made = house.project(client, name="Lent", visibility="members")
    other = house.client("estimator")
    assert home(other)["waiting"]["shared"] == []
    client.post(f"/api/v1/projects/{made['id']}/members", json={"email": other.email, "role": "editor"})
    (row,) = home(other)["waiting"]["shared"]
    assert (row["name"], row["part"], row["by"]) == ("Lent", "editor", "Engineer")
    assert home(client)["waiting"]["shared"] == []


def test_what_a_customer_said_waits_for_the_owner_until_it_is_done(house, client):
    made = house.project(client, design=DESIGN)
    token = client.post(f"/api/v1/projects/{made['id']}/shares", json={}).get_json()["result"]["token"]
    visitor = house.app.test_client()
    tag = visitor.get(f"/api/v1/share/{token}").headers["ETag"]
    said = {"kind": "change", "name": "Pat <Keller>", "text": "higher"}
    assert visitor.post(f"/api/v1/share/{token}", json=said, headers={"If-Match": tag}).status_code == 201
    (row,) = home(client)["waiting"]["answers"]
    assert (row["name"], row["text"], row["project_id"]) == ("Pat <Keller>", "higher", made["id"])
    shown = page(client)
    assert "Pat &lt;Keller&gt; (customer) asked for a change" in shown
    assert f"/projects/{made['id']}/shares#answer-{row['id']}" in shown
    assert home(house.client("engineer"))["waiting"]["answers"] == []
    client.post(f"/api/v1/projects/{made['id']}/shares/answers/{row['id']}/settle")
    assert home(client)["waiting"]["answers"] == []


def test_what_happened_is_told_of_my_projects_only(house, client):
    mine = house.project(client, name="Mine")
    other = house.client("engineer")
    house.project(other, name="Theirs")
    news = home(client)["news"]
    assert [(row["sentence"], row["project_id"]) for row in news] == [("Engineer made the project", mine["id"])]
    other.patch(f"/api/v1/projects/{mine['id']}", json={"customer": "Acme"}, headers={"If-Match": "*"})
    assert home(client)["news"][0]["sentence"] == "Engineer changed the project: customer set to Acme"
    assert home(other)["news"][0]["project"] == "Theirs"
