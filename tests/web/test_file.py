"""Files of projects: which are taken, how they are listed and removed, and who may."""

from io import BytesIO

import pytest
from werkzeug.http import parse_options_header

from tests.web.upload import PNG, got, listed, send, sent, stored, url

WRONG = {"page.png": b"<!doctype html><script>alert(1)</script>", "plan.pdf": PNG, "run.exe": b"MZ", "empty.csv": b""}


@pytest.fixture
def client(house):
    return house.client("engineer")


@pytest.fixture
def project(house, client):
    return house.project(client)


@pytest.mark.parametrize("name", WRONG)
def test_what_a_file_holds_must_be_what_its_name_says(client, project, tmp_path, name):
    answer = send(client, project, (name, WRONG[name]))
    assert answer.status_code == 422
    assert [e["field"] for e in answer.get_json()["errors"]] == ["file"]
    assert listed(client, project)["items"] == []
    assert stored(tmp_path) == []


def test_a_created_file_says_where_it_is(client, project):
    answer = send(client, project, ("plan.png", PNG))
    file = answer.get_json()["result"]
    assert answer.headers["Location"] == url(project, f"/{file['id']}")
    assert answer.headers["ETag"] == file["etag"] == f'"1-{file["sha256"][:16]}"'
    assert file["by"] == "Engineer"
    assert listed(client, project) == {"items": [file], "total": 1, "limit": 50, "offset": 0}


def test_several_files_come_together_or_not_at_all(client, project, tmp_path):
    mixed = send(client, project, ("a.png", PNG), ("b.pdf", PNG), ("c.exe", PNG))
    assert mixed.status_code == 422
    assert [e["field"] for e in mixed.get_json()["errors"]] == ["file.1", "file.2"]
    assert stored(tmp_path) == []
    good = send(client, project, ("a.png", PNG), ("b.csv", b"a,b"))
    assert [f["name"] for f in good.get_json()["result"]["items"]] == ["a.png", "b.csv"]
    assert {f["name"] for f in listed(client, project)["items"]} == {"a.png", "b.csv"}


def test_a_request_without_a_file_says_so(client, project):
    assert client.post(url(project), data={"file": "text"}, content_type="multipart/form-data").status_code == 422
    assert client.post(url(project), json={"file": "x"}).status_code == 415
    many = send(client, project, *[(f"{i}.png", PNG) for i in range(21)])
    assert many.status_code == 422
    assert "at most 20" in many.get_json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../../etc/passwd.png", "passwd.png"), ("Änderung für José 看板.png", "Änderung für José 看板.png")],
)
def test_a_name_is_a_name_and_never_a_path(client, project, tmp_path, given, kept):
    file = sent(client, project, given)
    assert file["name"] == kept
    assert [path.name for path in stored(tmp_path)] == [file["sha256"]]
    told = got(client, project, file).headers["Content-Disposition"]
    assert told.startswith('attachment; filename="')
    assert told.isascii()
    assert parse_options_header(told)[1]["filename"] == kept


@pytest.mark.parametrize("name", ["a\u202egnp.exe.png", "a\tb.png", "x" * 197 + ".png", ".."])
def test_a_name_that_deceives_or_does_not_fit_is_refused(client, project, name):
    answer = send(client, project, (name, PNG))
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "file"


def test_a_file_is_a_download_that_nothing_sniffs_and_who_has_it_is_told_so(client, project):
    file = sent(client, project)
    answer = got(client, project, file)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="plan.png"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Length"] == str(len(PNG))
    assert answer.headers["ETag"] == file["etag"]
    assert "private" in answer.headers["Cache-Control"]
    again = got(client, project, file, {"If-None-Match": f"W/{file['etag']}"})
    assert (again.status_code, again.data) == (304, b"")
    assert got(client, project, file, {"If-None-Match": '"1-0"'}).status_code == 200


def test_a_removal_says_what_it_saw_and_leaves_the_bytes(client, project, tmp_path):
    file = sent(client, project)
    where = url(project, f"/{file['id']}")
    assert client.delete(where).status_code == 428
    stale = client.delete(where, headers={"If-Match": '"1-0000000000000000"'})
    assert stale.status_code == 412
    assert stale.headers["ETag"] == file["etag"]
    assert stale.get_json()["result"]["current"]["id"] == file["id"]
    assert client.delete(where, headers={"If-Match": file["etag"]}).status_code == 200
    assert client.delete(where, headers={"If-Match": file["etag"]}).status_code == 404
    assert client.get(where).status_code == 404
    assert listed(client, project)["total"] == 0
    assert len(stored(tmp_path)) == 1


def test_what_came_and_went_is_on_the_log(client, project):
    file = sent(client, project)
    client.delete(url(project, f"/{file['id']}"), headers={"If-Match": "*"})
    items = client.get(f"/api/v1/projects/{project['id']}/events").get_json()["result"]["items"]
    assert [e["verb"] for e in items] == ["file.removed", "file.added", "project.created"]
    assert items[1]["object"] == file["id"]
    assert items[1]["changes"]["sha256"] == [None, file["sha256"]]


def test_the_same_key_adds_a_file_once(client, project):
    first = send(client, project, ("plan.png", PNG), **{"Idempotency-Key": "k-1"})
    again = send(client, project, ("plan.png", PNG), **{"Idempotency-Key": "k-1"})
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.get_json()["result"] == first.get_json()["result"]
    assert listed(client, project)["total"] == 1
    other = send(client, project, ("plan.png", PNG + b"!"), **{"Idempotency-Key": "k-1"})
    assert other.status_code == 422


def test_a_list_is_given_in_pages(client, project):
    names = [f"{i}.csv" for i in range(3)]
    for name in names:
        sent(client, project, name, name.encode())
    answer = client.get(url(project, "?limit=2"))
    assert [f["name"] for f in answer.get_json()["result"]["items"]] == ["2.csv", "1.csv"]
    assert answer.get_json()["result"]["total"] == 3
    assert 'rel="next"' in answer.headers["Link"]
    rest = client.get(url(project, "?limit=2&offset=2")).get_json()["result"]["items"]
    assert [f["name"] for f in rest] == ["0.csv"]


def test_a_foreign_project_and_a_foreign_file_are_not_there(house, client, tmp_path):
    mine = house.project(client, visibility="members")
    file = sent(client, mine)
    other = house.client("engineer")
    own = house.project(other)
    assert send(other, mine, ("plan.png", PNG + b"2")).status_code == 404
    for path in ("", f"/{file['id']}"):
        assert other.get(url(mine, path)).status_code == 404
    assert other.delete(url(mine, f"/{file['id']}"), headers={"If-Match": "*"}).status_code == 404
    assert other.get(url(own, f"/{file['id']}")).status_code == 404
    assert other.delete(url(own, f"/{file['id']}"), headers={"If-Match": "*"}).status_code == 404
    assert len(stored(tmp_path)) == 1
    assert got(client, mine, file).status_code == 200


def test_a_viewer_reads_files_and_neither_adds_nor_removes(house, client, project, tmp_path):
    file = sent(client, project)
    viewer = house.client("viewer")
    assert listed(viewer, project)["total"] == 1
    assert got(viewer, project, file).status_code == 200
    assert send(viewer, project, ("b.csv", b"a,b")).status_code == 403
    assert viewer.delete(url(project, f"/{file['id']}"), headers={"If-Match": "*"}).status_code == 403
    assert send(house.app.test_client(), project, ("b.csv", b"a,b")).status_code == 401
    assert send(house.client("engineer", ("read",)), project, ("b.csv", b"a,b")).status_code == 403
    assert len(stored(tmp_path)) == 1


def test_an_archived_project_keeps_its_files_and_takes_none(client, project):
    file = sent(client, project)
    client.delete(f"/api/v1/projects/{project['id']}", headers={"If-Match": "*"})
    assert send(client, project, ("b.csv", b"a,b")).status_code == 409
    assert client.delete(url(project, f"/{file['id']}"), headers={"If-Match": "*"}).status_code == 409
    assert got(client, project, file).status_code == 200


def test_a_browser_adds_and_removes_files_with_forms(house):
    browser = house.browser("estimator")
    made = browser.post_form("/projects", {"name": "Corner pylon"})
    page = made.headers["Location"] + "/files"
    assert "No file yet" in browser.get(page).get_data(as_text=True)
    answer = browser.post_form(page, {"file": (BytesIO(PNG), "<plan>.png")}, content_type="multipart/form-data")
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    shown = browser.get(page).get_data(as_text=True)
    assert "&lt;plan&gt;.png" in shown
    assert "<plan>" not in shown
    file = browser.get(page, headers={"Accept": "application/json"}).get_json()["result"]["items"][0]
    assert f'value="{file["etag"]}"'.replace('"1-', "&#34;1-").replace('""', '&#34;"') in shown
    remove = f"{page}/{file['id']}/remove"
    assert remove in shown
    assert browser.post_form(remove).status_code == 428
    answer = browser.post_form(remove, {"etag": file["etag"]})
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert "No file yet" in browser.get(page).get_data(as_text=True)
    fragment = browser.get(page, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "<html" not in fragment
