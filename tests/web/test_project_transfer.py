"""Designs taken out and brought in as files: to the letter, with every fault named by field and line, nothing lost."""

import html
import json
import re
from io import BytesIO

import pytest

from apex.schema.text import load_json, load_yaml
from apex.settings import ROOT
from tests.database import on_sqlite
from tests.web.house import hidden
from tests.web.page import form

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
FILE = (ROOT / "examples" / "main_street_pylon.yaml").read_text()
DESIGN = load_yaml(FILE)


@pytest.fixture
def client(house):
    return house.client("engineer")


@pytest.fixture
def browser(house):
    return house.browser("engineer")


def url(project, rest=""):
    return f"/api/v1/projects/{project['id']}{rest}"


def taken(client, project, ending, query=""):
    answer = client.get(url(project, f"/design.{ending}{query}"))
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@on_sqlite
def test_what_is_taken_out_and_brought_in_again_is_the_same_design(client, house, path):
    document = load_yaml(path.read_bytes())
    project = house.project(client, name="Pylon", design=document)
    for ending, kind in (("yaml", "application/yaml"), ("json", "application/json")):
        body = taken(client, project, ending).data
        answer = client.post("/api/v1/projects/import", data=body, content_type=kind)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        again = answer.get_json()["result"]
        assert client.get(url(again, "/design")).get_json()["result"] == document
        assert again["name"] == document["name"]
        assert taken(client, again, ending).data == body


def test_a_file_says_exactly_what_was_typed(house, client):
    typed = {**DESIGN, "name": "12e3", "site": {**DESIGN["site"], "elevation_ft": 12.3456789012}}
    typed["sign"] = {"cabinets": [{**DESIGN["sign"]["cabinets"][0], "width_ft": "12'-6 1/2\"", "name": "017"}]}
    body = json.dumps({"name": "Pylon", "design": typed})
    project = client.post("/api/v1/projects", data=body, content_type="application/json").get_json()["result"]
    assert load_yaml(taken(client, project, "yaml").data) == typed
    assert load_json(taken(client, project, "json").data) == typed
    assert list(load_yaml(taken(client, project, "yaml").data)) == list(typed)


def test_the_file_is_named_by_number_and_name_and_has_a_tag(house, client):
    project = house.project(client, name='Main/Street: "pylon"', design=DESIGN)
    answer = taken(client, project, "yaml")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{project["number"]} Main Street pylon.yaml"'
    again = client.get(url(project, "/design.yaml"), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_design_of_an_older_version_can_be_taken_out(house, client):
    project = house.project(client, design=DESIGN)
    faster = {**DESIGN["site"], "wind_speed_mph": 140}
    client.put(url(project, "/design/site"), json=faster, headers={"If-Match": "*"})
    assert load_yaml(taken(client, project, "yaml", "?version=1").data) == DESIGN
    assert load_yaml(taken(client, project, "yaml").data)["site"]["wind_speed_mph"] == 140
    for wrong in ("7", "x", "99999999999"):
        assert client.get(url(project, f"/design.yaml?version={wrong}")).status_code == 404


def test_there_is_no_file_of_no_design(house, client):
    assert client.get(url(house.project(client), "/design.yaml")).status_code == 404


def test_every_bad_field_is_named_with_its_line_and_the_text_stays(browser):
    bad = FILE.replace("wind_speed_mph: 115", "wind_speed_mph: 20\n  wnd: 1")
    line = next(i for i, row in enumerate(bad.splitlines(), 1) if "wind_speed_mph: 20" in row)
    refused = browser.post_form("/projects/import", {"text": bad})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    told = [re.sub(r"<[^>]+>", "", row) for row in re.findall(r"<li>(Line.*?)</li>", page)]
    assert [row.partition(":")[0] for row in told] == [
        f"Line {line}, site.wind_speed_mph", f"Line {line + 1}, site.wnd",
    ]  # fmt: skip
    assert form(page, "/projects/import")["text"].strip() == bad.strip()


def test_text_that_is_not_yaml_is_refused_with_its_line(browser, client):
    for text, said in (
        ("name: [1,\nsite: {", "line 3"),
        ('{"name": 1,\n "x": }', "line 2"),
        ("just words", "no design"),
    ):
        refused = browser.post_form("/projects/import", {"text": text})
        assert refused.status_code == 400
        assert said in refused.get_data(as_text=True)
    assert browser.post_form("/projects/import", {"text": "  "}).status_code == 422
    wrong = client.post("/api/v1/projects/import", data=b"\xff\xfe\x00", content_type="application/yaml")
    assert wrong.status_code == 400
    assert client.post("/api/v1/projects/import", data=b"x", content_type="image/png").status_code == 415
    assert client.get("/api/v1/projects").get_json()["result"]["total"] == 0


def test_a_browser_uploads_a_file(browser, client):
    sent = {"document": (BytesIO(FILE.encode()), "sign.yaml")}
    answer = browser.post_form("/projects/import", sent, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    made = client.get(f"/api/v1{answer.headers['Location']}/design").get_json()["result"]
    assert made == DESIGN


def test_into_a_project_shows_first_what_it_changes_and_saves_it_then(house, client, browser):
    project = house.project(client, name="Kept", design=DESIGN)
    faster = FILE.replace("wind_speed_mph: 115", "wind_speed_mph: 140")
    where = f"/projects/{project['id']}/design/import"
    looked = browser.post_form(where, {"text": faster})
    page = looked.get_data(as_text=True)
    assert looked.status_code == 200
    assert "Basic wind speed V" in page
    assert "115 mph" in page
    assert "140 mph" in page
    assert client.get(url(project)).get_json()["result"]["version"] == 1
    sent = form(page, f"{where}/save")
    saved = browser.http.post(f"{where}/save", data={**sent, "reason": "from the engineer"})
    assert (saved.status_code, saved.headers["Location"]) == (303, f"/projects/{project['id']}/design")
    assert client.get(url(project, "/design")).get_json()["result"] == load_yaml(faster)
    versions = client.get(url(project, "/versions")).get_json()["result"]["items"]
    assert [row["reason"] for row in versions] == ["from the engineer", ""]
    assert client.get(url(project)).get_json()["result"]["name"] == "Kept"


def test_a_save_on_an_older_version_shows_the_changes_again_and_saves_nothing(house, client, browser):
    project = house.project(client, design=DESIGN)
    where = f"/projects/{project['id']}/design/import"
    faster = FILE.replace("wind_speed_mph: 115", "wind_speed_mph: 140")
    sent = form(browser.post_form(where, {"text": faster}).get_data(as_text=True), f"{where}/save")
    frost = {**DESIGN["site"], "frost_depth_ft": 1.0}
    client.put(url(project, "/design/site"), json=frost, headers={"If-Match": "*"})
    stale = browser.http.post(f"{where}/save", data={**sent, "reason": "from the engineer"})
    page = stale.get_data(as_text=True)
    assert stale.status_code == 412
    assert "Somebody saved the design meanwhile" in page
    assert "Frost depth" in page
    assert client.get(url(project, "/design")).get_json()["result"]["site"] == frost
    sent = form(page, f"{where}/save")
    assert sent["reason"] == "from the engineer"
    again = browser.http.post(f"{where}/save", data=sent)
    assert again.status_code == 303
    assert client.get(url(project, "/design")).get_json()["result"] == load_yaml(faster)


def test_machines_look_and_save_with_a_tag(house, client):
    project = house.project(client, design=DESIGN)
    faster = json.dumps({**DESIGN, "site": {**DESIGN["site"], "wind_speed_mph": 140}})
    where = url(project, "/design/import")
    looked = client.post(where, data=faster, content_type="application/json").get_json()["result"]
    assert looked["changes"] == [{"field": "site.wind_speed_mph", "before": "115 mph", "after": "140 mph"}]
    save = {"data": faster, "content_type": "application/json"}
    assert client.post(f"{where}/save", **save).status_code == 428
    assert client.post(f"{where}/save", headers={"If-Match": '"9-0000000000000000"'}, **save).status_code == 412
    tag = client.get(url(project)).headers["ETag"]
    assert client.post(f"{where}/save", headers={"If-Match": tag}, **save).status_code == 200


def test_a_design_that_is_sealed_takes_none(house, client, browser):
    project = house.project(client, design=DESIGN)
    for to in ("estimating", "submitted"):
        client.post(url(project, "/transitions"), json={"to": to}, headers={"If-Match": "*"})
    where = f"/projects/{project['id']}/design/import"
    shown = browser.get(where).get_data(as_text=True)
    assert "read-only while the project is submitted" in shown
    assert "<textarea" not in shown
    assert browser.post_form(where, {"text": FILE}).status_code == 409
    page = browser.get(f"/projects/{project['id']}").get_data(as_text=True)
    assert where not in page
    assert "design.yaml" in page
    assert hidden(page)["csrf_token"]


HOSTILE = {
    "an alias to itself": "a: &a [*a]",
    "billions of laughs": "\n".join(["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60))]),
    "brackets": "a: " + "[" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@on_sqlite
def test_a_text_made_to_be_endless_is_refused_wherever_it_is_sent(house, client, name):
    project, text, browser = house.project(client, design=DESIGN), HOSTILE[name], house.browser("engineer")
    tag = client.get(url(project)).headers["ETag"]
    expected = 413 if name == "brackets" else 400
    where = f"/projects/{project['id']}/design/import"
    for address in ("/projects/import", where, f"{where}/save"):
        page = browser.post_form(address, {"text": text, "etag": tag})
        assert page.status_code == expected, address
        assert text[:40] in page.get_data(as_text=True).replace("&amp;", "&")
        sent = {"data": text, "content_type": "application/yaml", "headers": {"If-Match": tag}}
        assert client.post(f"/api/v1{address}", **sent).status_code == expected, address
    assert client.get(url(project, "/design")).get_json()["result"] == DESIGN


def told(client, project):
    rows = client.get(url(project, "/events")).get_json()["result"]["items"]
    return [row["reason"] for row in rows if row["verb"] == "data.exported"]


def test_what_is_taken_out_is_on_the_log_once_it_is_given(house, client):
    project = house.project(client, design=DESIGN)
    tags = {}
    for path, said in (
        ("design.yaml", "design as yaml"), ("design.json", "design as json"), ("drawing.dxf", "drawings as DXF"),
    ):  # fmt: skip
        answer = client.get(url(project, f"/{path}"))
        assert answer.status_code == 200
        tags[path] = answer.headers["ETag"]
        assert told(client, project)[0] == said
    for path, tag in tags.items():
        assert client.get(url(project, f"/{path}"), headers={"If-None-Match": tag}).status_code == 304
    assert len(told(client, project)) == 3


@pytest.mark.parametrize("path", ["", "/save"])
def test_text_brought_to_a_project_that_was_closed_meanwhile_is_given_back(house, client, browser, path):
    project = house.project(client, design=DESIGN)
    where = f"/projects/{project['id']}/design/import"
    faster = FILE.replace("wind_speed_mph: 115", "wind_speed_mph: 140 # <gust>")
    tag = client.get(url(project)).headers["ETag"]
    for to in ("estimating", "submitted"):
        client.post(url(project, "/transitions"), json={"to": to}, headers={"If-Match": "*"})
    tag = client.get(url(project)).headers["ETag"] if path else tag
    refused = browser.post_form(f"{where}{path}", {"text": faster, "etag": tag})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 409
    assert "read-only while the project is submitted" in page.lower()
    area = re.search(r"<textarea[^>]* readonly>(.*?)</textarea>", page, re.DOTALL)[1]
    assert html.unescape(area).strip() == faster.strip()
    body = {"data": faster, "content_type": "application/yaml", "headers": {"If-Match": tag}}
    refused = client.post(f"/api/v1{where}{path}", **body)
    assert (refused.status_code, refused.get_json()["errors"][0]["code"]) == (409, "read_only")
