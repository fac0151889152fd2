"""Things within things, by their real ids: what belongs to another project or person is not there, and stays."""

from io import BytesIO

import pytest

from tests.engine.documents import raw

ANSWER = {"kind": "change", "name": "Pat", "text": "taller"}


class Owned:
    """A project nobody else may see, with a file, a link and an answer; its owner's client and ids."""

    def __init__(self, house):
        self.client = house.client("engineer")
        self.id = house.project(self.client, design=raw(), visibility="members")["id"]
        self.url = f"/api/v1/projects/{self.id}"
        file = {"file": (BytesIO(b"%PDF-1.4 the survey"), "survey.pdf")}
        self.file = self.client.post(f"{self.url}/files", data=file).get_json()["result"]["id"]
        made = self.client.post(f"{self.url}/shares", json={"label": "Owner"}).get_json()["result"]
        self.share, guest = made["id"], house.app.test_client()
        tag = guest.get(f"/api/v1/share/{made['token']}").headers["ETag"]
        said = guest.post(f"/api/v1/share/{made['token']}", json=ANSWER, headers={"If-Match": tag})
        assert said.status_code == 201
        self.answer = self.client.get(f"{self.url}/shares/answers").get_json()["result"]["items"][0]["id"]

    def state(self):
        """What is there of it, as far as others could have changed it."""
        shares = self.client.get(f"{self.url}/shares").get_json()["result"]
        files = self.client.get(f"{self.url}/files").get_json()["result"]["items"]
        return (
            [row["state"] for row in shares["items"]],
            [row["settled_at"] for row in shares["answers"]],
            [row["id"] for row in files],
        )

    def ways(self):
        """Every way to something within a project, by the ids of what is there."""
        return [
            ("GET", f"/files/{self.file}"), ("DELETE", f"/files/{self.file}"), ("POST", f"/files/{self.file}/remove"),
            ("DELETE", f"/shares/{self.share}"), ("POST", f"/shares/{self.share}/revoke"),
            ("POST", f"/shares/answers/{self.answer}/settle"),
        ]  # fmt: skip


@pytest.fixture
def owned(house):
    return Owned(house)


def test_the_ways_lead_to_what_is_there(owned):
    for method, path in owned.ways():
        sent = owned.client.open(f"{owned.url}{path}", method=method, headers={"If-Match": "*"})
        # Removed things are gone for the second way to remove them.
        assert sent.status_code in (200, 404 if path.endswith("/remove") else 200), (method, path)
        sent.close()
    assert owned.state()[0] == ["revoked"]


def test_what_is_in_another_project_is_not_there_under_ones_own(house, owned):
    other = house.client("engineer")
    mine = house.project(other, design=raw())["id"]
    before = owned.state()
    for method, path in owned.ways():
        for project in (mine, owned.id):
            sent = other.open(f"/api/v1/projects/{project}{path}", method=method, headers={"If-Match": "*"})
            assert sent.status_code == 404, (method, path)
    assert owned.state() == before


@pytest.mark.parametrize("role", ["viewer", "approver"])
def test_who_may_only_read_changes_nothing_within_a_project(house, owned, role):
    member = house.client(role)
    owned.client.post(f"{owned.url}/members", json={"email": member.email, "role": "editor"})
    before = owned.state()
    for method, path in owned.ways():
        sent = member.open(f"{owned.url}{path}", method=method, headers={"If-Match": "*"})
        assert sent.status_code == (200 if method == "GET" else 403), (method, path)
        sent.close()
    assert owned.state() == before


def test_tokens_and_sessions_of_others_are_not_there(house):
    one, other = house.browser("engineer"), house.client("engineer")
    held = one.get("/account", headers={"Accept": "application/json"}).get_json()["result"]
    login = held["sessions"][0]["id"]
    made = one.post_form("/account/tokens", {"name": "mine", "scopes": "read", "days": "9"})
    assert made.status_code == 200
    token = one.get("/account", headers={"Accept": "application/json"}).get_json()["result"]["tokens"][0]["id"]
    for method, path in (
        ("DELETE", f"/account/tokens/{token}"), ("POST", f"/account/tokens/{token}/revoke"),
        ("DELETE", f"/account/sessions/{login}"), ("POST", f"/account/sessions/{login}/end"),
    ):  # fmt: skip
        assert other.open(f"/api/v1{path}", method=method).status_code == 404, (method, path)
    for method, path in (("DELETE", f"/admin/tokens/{token}"), ("POST", f"/admin/tokens/{token}/revoke")):
        assert other.open(f"/api/v1{path}", method=method).status_code == 403, (method, path)
    after = one.get("/account", headers={"Accept": "application/json"}).get_json()["result"]
    assert ([row["id"] for row in after["sessions"]], len(after["tokens"])) == ([login], 1)
    boss = house.client("admin")
    assert boss.delete(f"/api/v1/admin/tokens/{token}").status_code == 200
