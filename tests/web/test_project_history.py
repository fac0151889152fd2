"""History and activity as people read them: versions compared, one gone back to, sentences by days of one's zone."""

import html
import re

import pytest

from apex.actions.design import work_out
from apex.engine.envelope import show_ratio
from apex.packs.load import load_packs
from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.web.page import form
from tests.web.parts import FACE, Shop

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())


@pytest.fixture
def client(house):
    return house.client("engineer")


@pytest.fixture
def project(house, client):
    """Three versions: 115 mph, 140 mph, a customer."""
    made = house.project(client, design=DESIGN)
    where = f"/api/v1/projects/{made['id']}"
    faster = {**DESIGN["site"], "wind_speed_mph": 140}
    headers = {"If-Match": "*", "X-Apex-Reason": "the county's map"}
    assert client.put(f"{where}/design/site", json=faster, headers=headers).status_code == 200
    client.patch(where, json={"customer": "Acme"}, headers={"If-Match": "*"})
    return made


def text(client, project, rest):
    answer = client.get(f"/projects/{project['id']}{rest}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def plain(page):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def test_two_versions_are_picked_without_scripts(client, project):
    page = text(client, project, "/versions")
    sent = form(page, f"/projects/{project['id']}/versions")
    assert (sent["a"], sent["b"]) == ("2", "3")
    answer = client.get(f"/projects/{project['id']}/versions?a=1&b=3")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/projects/{project['id']}/versions/1/diff/3")
    for wrong in ("?a=x&b=2", "?a=1", "?a=1&b=99999999999", "?a=²&b=1"):
        assert client.get(f"/projects/{project['id']}/versions{wrong}").status_code == 200
    assert client.get(f"/projects/{project['id']}/versions?a=1&b=77", follow_redirects=True).status_code == 404


def test_a_diff_groups_fields_in_words_and_shows_checks_and_both_drawings(client, project):
    page = text(client, project, "/versions/1/diff/3")
    said = plain(page)
    assert "Basic wind speed V 115 mph 140 mph" in said
    assert "Customer (blank) Acme" in said
    assert said.index("Overview Customer") < said.index("Site Basic wind")
    checks = page[page.index("Checks whose ratio changed") :]
    before, after = calculated(115), calculated(140)
    name = "Flexure"
    assert before[name] != after[name]
    assert re.search(rf"{name}.*?{before[name]}.*?{after[name]}", plain(checks))
    assert page.count("<svg") == 2
    assert len(re.findall(r'id="before-title"', page)) == len(re.findall(r'id="after-title"', page)) == 1
    assert "elevation-title" not in page


def calculated(mph):
    """Ratios of the design at a wind speed, as pages print them."""
    made, _ = work_out(load_packs(), {**DESIGN, "site": {**DESIGN["site"], "wind_speed_mph": mph}})
    return {check.name: show_ratio(check.ratio) for check in made.checks}


def test_versions_that_do_not_differ_say_so(client, project):
    assert "Nothing differs" in text(client, project, "/versions/2/diff/2")
    assert "Checks whose ratio changed" not in text(client, project, "/versions/2/diff/3")


def test_going_back_shows_what_it_does_before_it_does_it(house, project, client):
    browser = house.browser("engineer")
    where = f"/projects/{project['id']}"
    assert f"{where}/versions/3/diff/1" in browser.get(f"{where}/versions").get_data(as_text=True)
    page = browser.get(f"{where}/versions/3/diff/1").get_data(as_text=True)
    assert "Going back to version 1 changes this" in page
    assert "Basic wind speed V 140 mph 115 mph" in plain(page)
    sent = form(page, f"{where}/restore")
    answer = browser.http.post(f"{where}/restore", data={**sent, "reason": "the city said so"})
    assert answer.status_code == 303
    after = client.get(f"/api/v1{where}/design").get_json()["result"]
    assert after == DESIGN
    assert client.get(f"/api/v1{where}").get_json()["result"]["version"] == 4
    assert answer.headers["Location"] == where
    assert "Going back" not in browser.get(f"{where}/versions/3/diff/1").get_data(as_text=True)
    assert browser.http.post(f"{where}/restore", data={**sent, "idempotency_key": "2"}).status_code == 412


@pytest.mark.parametrize(
    ("back", "to"),
    [("design.site", "/design/site"), ("design", "/design"), ("https://elsewhere.example/", ""), ("design.x", "")],
)
def test_going_back_from_a_form_leads_to_it_and_nowhere_else(house, project, back, to):
    browser, where = house.browser("engineer"), f"/projects/{project['id']}"
    sent = form(browser.get(f"{where}/versions/3/diff/1").get_data(as_text=True), f"{where}/restore")
    answer = browser.http.post(f"{where}/restore", data={**sent, "go:back": back})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{where}{to}")


def test_who_may_not_edit_is_not_offered_to_go_back(house, client, project):
    viewer = house.client("viewer")
    for rest in ("/versions", "/versions/3/diff/1", "/versions/1"):
        assert "restore" not in text(viewer, project, rest)
        assert "back" not in plain(text(viewer, project, rest)).replace("Feedback", "")


def test_what_a_restore_never_touches_is_not_among_what_it_changes(client, project):
    client.post(f"/api/v1/projects/{project['id']}/transitions", json={"to": "estimating"}, headers={"If-Match": "*"})
    page = plain(text(client, project, "/versions/4/diff/3"))
    assert "Going back to version 3" in page
    assert "Nothing differs" in page
    assert "Status draft estimating" in plain(text(client, project, "/versions/3/diff/4"))


def test_the_project_as_of_a_version_says_what_it_was(client, project):
    page = text(client, project, "/versions/1")
    assert "Basic wind speed V 115 mph" in plain(page)
    assert "<svg" in page
    assert "NOT SEALED" in page
    assert "Cabinet 1, Width" in plain(page)


def test_a_version_that_was_sealed_is_shown_with_its_seal(house, client, project):
    where = f"/api/v1/projects/{project['id']}"
    lighter = {**DESIGN, "support": {**DESIGN.get("support", {}), "section": None}}
    client.put(f"{where}/design", json=lighter, headers={"If-Match": "*"})
    for to in ("estimating", "submitted"):
        assert client.post(f"{where}/transitions", json={"to": to}, headers={"If-Match": "*"}).status_code == 200
    last = client.get(where).get_json()["result"]["version"]
    page = text(client, project, f"/versions/{last}/diff/1")
    assert page.count("NOT SEALED") == 1
    assert len(re.findall(r">SEALED<", page)) == 1


def test_activity_reads_as_sentences_with_labels_units_and_reasons(client, project):
    items = client.get(f"/api/v1/projects/{project['id']}/events").get_json()["result"]["items"]
    assert [row["sentence"] for row in items] == [
        "Engineer changed the project: customer set to Acme",
        "Engineer saved the design: basic wind speed V 115 to 140 mph, because: the county's map",
        "Engineer made the project",
    ]
    page = plain(text(client, project, "/events"))
    assert "Engineer saved the design: basic wind speed V 115 to 140 mph because: the county's map" in page


def test_days_are_those_of_the_zone_one_chose(house, client, project):
    chosen = client.get("/api/v1/account/settings")
    settings = {name: value for name, value in chosen.get_json()["result"].items() if name != "version"}
    days = {}
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        tag = client.get("/api/v1/account/settings").headers["ETag"]
        answer = client.put("/api/v1/account/settings", json={**settings, "time_zone": zone}, headers={"If-Match": tag})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        page = text(client, project, "/events")
        assert zone in page
        days[zone] = re.findall(r'class="day" aria-label="([^"]+)"', page)
    assert days["Pacific/Kiritimati"] != days["Pacific/Pago_Pago"]


def test_parts_of_the_shop_are_told_in_words_and_never_by_their_paths(house):
    shop = Shop(house)
    face = shop.face()
    shop.do(do="change", nodes=[face], part={**FACE, "label": "Acrylic", "quantity": 3})
    where = f"/projects/{shop.id}/versions"
    told = plain(house.browser("engineer").get(f"{where}/2/diff/3").get_data(as_text=True))
    assert "Acrylic: quantity 2 → 3" in told
    assert "Nothing differs" not in told
    added = plain(house.browser("engineer").get(f"{where}/1/diff/3").get_data(as_text=True))
    assert "face Acrylic was added to Main ID" in added
    for page in (told, added, plain(house.browser("engineer").get(f"{where}/3").get_data(as_text=True))):
        assert face not in page
        assert "parts." not in page
    assert shop.get("versions/2/diff/3")["parts"] == ["Acrylic: quantity 2 → 3"]


def test_who_works_in_si_reads_every_version_in_it(house, client, project):
    reader = house.metric("viewer")
    where = f"/projects/{project['id']}"
    compared = plain(reader.get(f"{where}/versions/1/diff/2").get_data(as_text=True))
    assert "Basic wind speed V 51.4 m/s 62.6 m/s" in compared
    then = plain(reader.get(f"{where}/versions/1").get_data(as_text=True))
    assert "Cabinet 1, Width B 3.6576 m" in then
    assert not re.search(r"\d (?:mph|ft|psf)\b", then[then.index("Cabinet 1") :])
    told = plain(reader.get(f"{where}/events").get_data(as_text=True))
    assert "basic wind speed V 51.4 to 62.6 m/s" in told
