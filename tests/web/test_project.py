"""Projects over HTTP: made, read, changed against their version, put away, cloned."""

import pytest
from sqlalchemy import event

from apex.schema.text import load_yaml
from apex.settings import ROOT
from apex.store.calculation import Calculation

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())


@pytest.fixture
def client(house):
    return house.client("engineer")


@pytest.fixture
def project(house, client):
    return house.project(client, customer="Acme")


def url(project, rest=""):
    return f"/api/v1/projects/{project['id']}{rest}"


def tag(client, project):
    return client.get(url(project)).headers["ETag"]


def put_design(client, project, document=None, **headers):
    given = {"If-Match": tag(client, project), **headers}
    return client.put(url(project, "/design"), json=document or DESIGN, headers=given)


def test_a_created_project_says_where_it_is_and_what_it_is_called(house, client):
    answer = client.post("/api/v1/projects", json={"name": "Pylon", "customer": "Acme"})
    result = answer.get_json()["result"]
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/v1/projects/{result['id']}"
    assert answer.headers["ETag"] == answer.get_json()["etag"]
    assert result["number"].startswith("P-20")
    assert result["status"] == "draft"
    assert result["version"] == 1
    assert result["owner"] == client.email
    assert client.get(answer.headers["Location"]).get_json()["result"] == result


def test_numbers_follow_each_other(house, client):
    numbers = [house.project(client)["number"] for _ in range(3)]
    first = int(numbers[0][-4:])
    assert [int(n[-4:]) for n in numbers] == [first, first + 1, first + 2]


def test_every_bad_field_is_named_at_once(client):
    answer = client.post("/api/v1/projects", json={"name": "", "custmer": "x", "visibility": "all"})
    assert answer.status_code == 422
    assert {e["field"] for e in answer.get_json()["errors"]} == {"name", "custmer", "visibility"}


def test_a_write_without_its_version_is_428_and_a_stale_one_412_with_what_changed(client, project):
    assert client.put(url(project), json={"name": "A"}).status_code == 428
    first = tag(client, project)
    assert client.put(url(project), json={"name": "A"}, headers={"If-Match": first}).status_code == 200
    answer = client.put(url(project), json={"name": "B"}, headers={"If-Match": first})
    assert answer.status_code == 412
    result = answer.get_json()["result"]
    assert result["current"]["name"] == "A"
    assert set(result["changed_fields"]) == {"name", "customer"}
    assert answer.headers["ETag"] == tag(client, project)
    assert client.get(url(project)).get_json()["result"]["name"] == "A"


@pytest.mark.parametrize("wrap", ["W/{}", '{}-gzip"', 'W/{}-gzip"', '{}:br"', '"other", {}', "*"])
def test_a_tag_a_proxy_changed_is_still_the_tag(client, project, wrap):
    held = tag(client, project)
    said = wrap.format(held[:-1] if wrap.endswith('"') else held)
    assert client.put(url(project), json={"name": "A"}, headers={"If-Match": said}).status_code == 200


def test_patch_changes_what_is_named_and_no_change_makes_no_version(client, project):
    first = tag(client, project)
    answer = client.patch(url(project), json={"site_name": "North lot"}, headers={"If-Match": first})
    assert answer.get_json()["result"]["customer"] == "Acme"
    assert answer.get_json()["result"]["version"] == 2
    same = client.patch(url(project), json={"site_name": "North lot"}, headers={"If-Match": answer.headers["ETag"]})
    assert same.status_code == 200
    assert same.headers["ETag"] == answer.headers["ETag"]
    assert client.patch(url(project), json={"status": "accepted"}, headers={"If-Match": "*"}).status_code == 422


def test_a_reader_who_has_it_is_told_so(client, project):
    held = tag(client, project)
    for said in (held, f"W/{held}", "*"):
        answer = client.get(url(project), headers={"If-None-Match": said})
        assert answer.status_code == 304
        assert answer.data == b""
    assert client.get(url(project), headers={"If-None-Match": '"0-0"'}).status_code == 200


def test_a_saved_design_is_echoed_to_the_letter_and_stores_its_calculation(client, project):
    document = {**DESIGN, "site": {**DESIGN["site"], "elevation_ft": 12.3456789}}
    answer = put_design(client, project, document)
    assert answer.status_code == 200, answer.get_json()["errors"]
    assert client.get(url(project, "/design")).get_json()["result"] == document
    calculation = client.get(url(project, "/calculation"))
    assert calculation.get_json()["result"]["summary"]["name"] == DESIGN["name"]
    assert client.get(url(project)).get_json()["result"]["name"] == "Main Street pylon"
    direct = client.post("/api/v1/design", json=document).get_json()
    assert calculation.get_json()["content_sha256"] == direct["content_sha256"]
    again = client.get(url(project, "/calculation"), headers={"If-None-Match": calculation.headers["ETag"]})
    assert again.status_code == 304


def test_stages_are_saved_one_by_one_until_the_design_computes(client, project):
    for stage in ("site", "sign", "support"):
        answer = client.put(
            url(project, f"/design/{stage}"), json=DESIGN[stage], headers={"If-Match": tag(client, project)}
        )
        assert answer.status_code == 200, answer.get_json()["errors"]
        assert answer.get_json()["result"] == DESIGN[stage]
    assert any("nothing was computed" in said for said in answer.get_json()["assumptions"])
    assert client.get(url(project, "/calculation")).status_code == 404
    client.put(url(project, "/design/foundation"), json=DESIGN["foundation"], headers={"If-Match": "*"})
    assert client.get(url(project, "/calculation")).status_code == 200
    assert client.get(url(project, "/design/roof")).status_code == 404


def test_a_bad_stage_is_refused_and_the_stored_one_stays(client, project):
    put_design(client, project)
    bad = {**DESIGN["site"], "wind_speed_mph": 20, "wnd": 1}
    answer = client.put(url(project, "/design/site"), json=bad, headers={"If-Match": "*"})
    assert answer.status_code == 422
    assert {e["pointer"] for e in answer.get_json()["errors"]} == {"/site/wind_speed_mph", "/site/wnd"}
    assert client.get(url(project, "/design/site")).get_json()["result"] == DESIGN["site"]


def test_a_design_out_of_scope_is_kept_and_says_that_nothing_was_computed(client, project):
    document = {**DESIGN, "site": {**DESIGN["site"], "soil": {"class": 6}}}
    answer = put_design(client, project, document)
    assert answer.status_code == 200
    assert any("nothing was computed" in said for said in answer.get_json()["assumptions"])
    assert client.get(url(project, "/design")).get_json()["result"] == document
    assert client.get(url(project, "/calculation")).status_code == 404


def test_preview_computes_and_saves_nothing(client, project):
    put_design(client, project)
    before = tag(client, project)
    changed = {**DESIGN, "site": {**DESIGN["site"], "wind_speed_mph": 150}}
    answer = client.post(url(project, "/design/preview"), json=changed)
    assert answer.get_json()["trace"]["data"]["inputs"]["site"]["wind_speed_mph"] == 150
    assert tag(client, project) == before


def test_drawing_bill_and_price_come_from_the_stored_calculation(client, project):
    put_design(client, project)
    drawing = client.get(url(project, "/drawing.svg"))
    assert drawing.mimetype == "image/svg+xml"
    assert drawing.data.startswith(b"<svg")
    assert (
        client.get(url(project, "/drawing.svg"), headers={"If-None-Match": drawing.headers["ETag"]}).status_code == 304
    )
    plans = client.get(url(project, "/drawing.dxf"))
    assert plans.mimetype == "image/vnd.dxf"
    assert "NOT SEALED" in plans.get_data(as_text=True)
    assert client.get(url(project, "/drawing.dxf"), headers={"If-None-Match": plans.headers["ETag"]}).status_code == 304
    page = client.get(url(project, "/calculation").removeprefix("/api/v1"), headers={"Accept": "text/html"}).get_data(
        as_text=True
    )
    assert page.count("<svg") >= 3
    total = client.get(url(project, "/price")).get_json()["result"]["total_usd"]
    assert total == client.get(url(project, "/calculation")).get_json()["result"]["price"]["total_usd"]
    assert client.get(url(project, "/bom.csv")).get_data(as_text=True).startswith("item,quantity,unit")
    assert client.get(url(project, "/bom")).get_json()["result"]


def test_the_whole_way_to_acceptance_and_back_from_rejection(house, client, project):
    approver = house.client("approver")
    put_design(client, project)
    assert b">NOT SEALED<" in client.get(url(project, "/drawing.svg")).data

    def go(who, to, reason="", status=200):
        answer = who.post(
            url(project, "/transitions"), json={"to": to, "reason": reason}, headers={"If-Match": tag(client, project)}
        )
        assert answer.status_code == status, answer.get_json()["errors"]
        return answer.get_json()

    assert "estimating or archived" in go(client, "submitted", status=409)["errors"][0]["message"]
    go(client, "estimating")
    go(client, "submitted")
    sealed = client.get(url(project, "/final")).get_json()["content_sha256"]
    assert b">SEALED<" in client.get(url(project, "/drawing.svg")).data
    assert "NOT SEALED" not in client.get(url(project, "/drawing.dxf")).get_data(as_text=True)
    assert put_design(client, project).status_code == 409
    go(client, "accepted", status=403)
    go(approver, "rejected")
    go(client, "estimating", status=422)
    go(client, "estimating", reason="customer wants it taller")
    changed = {**DESIGN, "site": {**DESIGN["site"], "wind_speed_mph": 120}}
    assert put_design(client, project, changed).status_code == 200
    assert client.get(url(project, "/final")).get_json()["content_sha256"] == sealed
    go(client, "submitted")
    assert client.get(url(project, "/final")).get_json()["content_sha256"] != sealed
    go(approver, "accepted")
    assert "last status" in go(client, "estimating", status=409)["errors"][0]["message"]


def test_a_project_that_does_not_compute_or_fails_cannot_be_submitted(client, project):
    client.post(url(project, "/transitions"), json={"to": "estimating"}, headers={"If-Match": "*"})
    answer = client.post(url(project, "/transitions"), json={"to": "submitted"}, headers={"If-Match": "*"})
    assert answer.status_code == 409
    assert answer.get_json()["errors"][0]["field"] == "design"
    weak = {**DESIGN, "support": {**DESIGN["support"], "section": "HSS5X5X1/4", "families": ["HSS_square"]}}
    assert put_design(client, project, weak).status_code == 200
    answer = client.post(url(project, "/transitions"), json={"to": "submitted"}, headers={"If-Match": "*"})
    assert answer.status_code == 409
    assert all("fails at a ratio of" in e["message"] for e in answer.get_json()["errors"])


def test_delete_puts_away_and_the_previous_status_comes_back(client, project):
    client.post(url(project, "/transitions"), json={"to": "estimating"}, headers={"If-Match": "*"})
    answer = client.delete(url(project), headers={"If-Match": tag(client, project)})
    assert answer.get_json()["result"]["status"] == "archived"
    assert client.delete(url(project)).status_code == 428
    refused = client.put(url(project), json={"name": "B"}, headers={"If-Match": "*"})
    assert refused.status_code == 409
    back = client.post(url(project, "/transitions"), json={"to": "estimating"}, headers={"If-Match": "*"})
    assert back.get_json()["result"]["status"] == "estimating"


def test_a_clone_has_the_content_and_its_own_identity(house, client, project):
    put_design(client, project)
    other = house.client("estimator")
    answer = other.post(url(project, "/clone"))
    copy = answer.get_json()["result"]
    assert answer.status_code == 201
    assert copy["number"] != project["number"]
    assert copy["owner"] == other.email
    assert copy["version"] == 1
    assert other.get(url(copy, "/design")).get_json()["result"] == DESIGN
    assert other.get(url(copy, "/calculation")).status_code == 200


def test_versions_are_whole_and_restore_makes_a_new_one(client, project):
    put_design(client, project)
    client.patch(url(project), json={"name": "Renamed"}, headers={"If-Match": "*"})
    versions = client.get(url(project, "/versions")).get_json()["result"]
    assert [v["version"] for v in versions["items"]] == [3, 2, 1]
    assert set(versions["items"][0]) == {"version", "actor", "at", "reason", "sha256"}
    two = client.get(url(project, "/versions/2")).get_json()["result"]["snapshot"]
    assert two["document"] == DESIGN
    diff = client.get(url(project, "/versions/2/diff/3")).get_json()["result"]["changes"]
    assert diff == [{"field": "name", "before": "Main Street pylon", "after": "Renamed"}]
    assert client.post(url(project, "/restore"), json={"version": 1}).status_code == 428
    answer = client.post(
        url(project, "/restore"),
        json={"version": 2, "reason": "by mistake"},
        headers={"If-Match": tag(client, project)},
    )
    result = answer.get_json()["result"]
    assert (result["version"], result["name"]) == (4, "Main Street pylon")
    assert client.get(url(project, "/design")).get_json()["result"] == DESIGN
    missing = client.post(url(project, "/restore"), json={"version": 9}, headers={"If-Match": "*"})
    assert missing.status_code == 422
    assert client.get(url(project, "/versions/9")).status_code == 404


def test_the_timeline_tells_who_did_what_and_hides_addresses(client, project):
    put_design(client, project, **{"X-Apex-Reason": "first sketch"})
    items = client.get(url(project, "/events")).get_json()["result"]["items"]
    assert [e["verb"] for e in items] == ["design.saved", "project.created"]
    assert items[0]["reason"] == "first sketch"
    assert items[0]["actor"] == "Engineer"
    assert "address" not in items[0]


def test_a_foreign_project_is_not_there(house, client):
    mine = house.project(client, visibility="members")
    other = house.client("engineer")
    for path in ("", "/design", "/versions", "/events", "/calculation", "/final"):
        assert other.get(url(mine, path)).status_code == 404
    assert other.put(url(mine), json={"name": "x"}, headers={"If-Match": "*"}).status_code == 404
    assert mine["id"] not in [p["id"] for p in other.get("/api/v1/projects").get_json()["result"]["items"]]
    assert house.client("viewer").put(url(mine), json={}, headers={"If-Match": "*"}).status_code == 404
    assert house.client("admin").get(url(mine)).status_code == 200


def test_a_viewer_reads_and_changes_nothing(house, client, project):
    viewer = house.client("viewer")
    assert viewer.get(url(project)).status_code == 200
    assert viewer.put(url(project), json={"name": "x"}, headers={"If-Match": "*"}).status_code == 403
    assert viewer.post("/api/v1/projects", json={"name": "x"}).status_code == 403
    assert viewer.post(url(project, "/clone")).status_code == 403


@pytest.fixture
def kept_as_text():
    """Calculations are stored as they were before sheets were kept as they are drawn."""

    def as_before(_mapper, _connection, made):
        made.sheet = {name: kept for name, kept in made.sheet.items() if name != "drawn"} | {"dxf": "a NOT SEALED file"}

    event.listen(Calculation, "before_insert", as_before)
    yield
    event.remove(Calculation, "before_insert", as_before)


def test_a_drawing_that_was_kept_as_text_is_given_as_it_was(client, project, kept_as_text):
    put_design(client, project)
    assert client.get(url(project, "/drawing.dxf")).get_data(as_text=True) == "a NOT SEALED file"
