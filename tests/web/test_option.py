"""The options of a project: one table in three forms, sorted and filtered by links, taken by a plain form."""

import copy
import html
import re
from dataclasses import replace

import pytest

from apex.engine.document import Document
from apex.schema.read import read
from apex.schema.text import load_yaml
from apex.settings import ROOT
from apex.web import option
from tests.web.page import form

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
HTMX = {"HX-Request": "true"}


@pytest.fixture
def shop(house):
    """An engineer with a project."""
    client = house.client("engineer")
    return house, client, f"/projects/{house.project(client, design=DESIGN)['id']}"


def text_of(answer):
    return answer.get_data(as_text=True)


def cells(page):
    """The rows of the first table of options as plain text: section, at grade, whole, what governs."""
    body = page[page.index('<table class="options">') :]
    body = body[: body.index("</table>")]
    found = []
    for row in re.findall(r"<tr[^>]*>(<th scope=\"row\">.*?)</tr>", body, re.DOTALL):
        parts = [html.unescape(re.sub(r"<[^>]+>", " ", c)).split() for c in re.findall(r"<t[hd][^>]*>.*?</t[hd]>", row)]
        found.append([" ".join(p) for p in parts])
    return found


def names(page):
    return [row[0].split()[0] for row in cells(page)]


def with_section(name):
    return {**DESIGN, "support": {**DESIGN["support"], "section": name}}


def meant(document):
    """A document with its defaults put in: a form sends what it shows."""
    return read(Document, document)


def put(client, url, design):
    answer = client.put(f"/api/v1{url}/design", json=design, headers={"If-Match": "*"})
    assert answer.status_code == 200, text_of(answer)


def test_page_and_machine_get_the_same_rows(shop):
    _, client, url = shop
    page = text_of(client.get(f"{url}/options"))
    rows = client.get(f"/api/v1{url}/options").get_json()["result"]["options"]
    assert names(page) == [r["section"] for r in rows]
    for cell, row in zip(cells(page), rows, strict=True):
        # People read a ratio rounded upward, machines to the nearest below 1.
        assert float(cell[1]) == pytest.approx(row["ratio_at_grade"], abs=1.001e-3)
        assert (cell[2] == "not yet") == (row["ratio_whole"] is None) == (not row["proven"])
        assert cell[3] == row["governing"]
        assert ("front" in cell[0].split()) == row["pareto"]
        assert ("in the design" in cell[0]) == row["in_design"]
        assert ("lightest proven" in cell[0]) == row["taken"]
        assert float(cell[5].replace(",", "")) == row["cost_usd"]
    assert page.count("not yet") == len(rows) - 5


def test_the_fragment_is_the_list_alone(shop):
    _, client, url = shop
    fragment = text_of(client.get(f"{url}/options", headers=HTMX))
    assert "<html" not in fragment
    assert names(fragment) == names(text_of(client.get(f"{url}/options")))


def test_columns_are_sorted_by_their_links_one_way_and_the_other(shop):
    _, client, url = shop
    page = text_of(client.get(f"{url}/options?family=pipe&family=HSS_round&all=1"))
    assert 'aria-sort="ascending"' in page
    link = html.unescape(re.search(r'<a href="([^"]+sort=cost[^"]*)"', page).group(1))
    assert "all=1" in link
    assert "family=pipe&family=HSS_round" in link
    once = text_of(client.get(link))
    back = html.unescape(re.search(r'aria-sort="ascending"><a href="([^"]+)"', once).group(1))
    cost = [float(row[5].replace(",", "")) for row in cells(once)]
    turned = [float(row[5].replace(",", "")) for row in cells(text_of(client.get(back)))]
    assert cost == sorted(cost)
    assert turned == sorted(cost, reverse=True)
    assert cost != turned


@pytest.mark.parametrize("query", ["sort=colour", "by=depth", "all=2", "family=tube_round", "family=<b>"])
def test_a_query_that_means_nothing_is_refused(shop, query):
    _, client, url = shop
    assert client.get(f"{url}/options?{query}").status_code == 422
    answer = client.get(f"/api/v1{url}/options?{query}")
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == query.split("=")[0]


def test_families_are_chosen_and_what_is_plotted_too(shop):
    _, client, url = shop
    page = text_of(client.get(f"{url}/options?family=HSS_square&by=weight"))
    assert all(name.count("X") == 2 for name in names(page))
    assert re.search(r'value="HSS_square" checked', page)
    assert not re.search(r'value="HSS_round" checked', page)
    assert "The design has <b>HSS13.375X0.188</b>, which is not among these." in page
    assert "Weight, lb/ft" in page[page.index("<svg") :]
    result = client.get(f"/api/v1{url}/options?family=HSS_square&by=weight").get_json()["result"]
    assert result["by"] == "weight"
    assert {r["family"] for r in result["options"]} == {"HSS_square"}


def test_those_that_fail_are_counted_and_listed_where_asked_for(shop):
    _, client, url = shop
    counted, listed = (text_of(client.get(f"{url}/options{q}")) for q in ("", "?all=1"))
    result = client.get(f"/api/v1{url}/options?all=1").get_json()["result"]
    for group in result["infeasible"]:
        words = f"{group['count']}: {group['reason']}"
        assert words in html.unescape(counted)
        assert f"<summary>{words}</summary>" in html.unescape(listed)
        assert len(group["options"]) == group["count"]
    assert counted.count("<table") == 1
    assert listed.count("<table") == 1 + len(result["infeasible"])
    assert result["tried"] == len(result["options"]) + sum(g["count"] for g in result["infeasible"])


def test_the_plot_of_the_page_has_a_point_for_each_row(shop):
    _, client, url = shop
    page = text_of(client.get(f"{url}/options"))
    plot = page[page.index('<svg xmlns="http://www.w3.org/2000/svg" class="plot"') :]
    points = plot[plot.index('class="points"') : plot.index('class="legend"')]
    assert sorted(re.findall(r"<title>([^:]+):", points)) == sorted(names(page))
    assert points.count('class="ring"') == 1


def test_who_has_it_already_gets_no_body_and_engine_packs_and_query_make_the_tag(shop):
    _, client, url = shop
    first = client.get(f"/api/v1{url}/options")
    tag = first.headers["ETag"]
    assert tag.startswith('"1-')
    assert first.get_json()["etag"] == tag
    again = client.get(f"/api/v1{url}/options", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    other = client.get(f"/api/v1{url}/options?sort=cost", headers={"If-None-Match": tag})
    assert other.status_code == 200
    design = client.get(f"/api/v1{url}/design").headers["ETag"]
    assert design != tag
    page = client.get(f"{url}/options", headers={"If-None-Match": tag})
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    put(client, url, {**DESIGN, "name": "Another"})
    assert client.get(f"/api/v1{url}/options", headers={"If-None-Match": tag}).status_code == 200


def test_what_the_reader_has_is_not_worked_out_again(shop, monkeypatch):
    _, client, url = shop
    tag = client.get(f"/api/v1{url}/options").headers["ETag"]
    worked = []
    weigh = option.weigh
    monkeypatch.setattr(option, "weigh", lambda *given: worked.append(1) or weigh(*given))
    assert client.get(f"/api/v1{url}/options", headers={"If-None-Match": tag}).status_code == 304
    assert worked == []
    assert client.get(f"/api/v1{url}/options", headers={"If-None-Match": '"1-0"'}).status_code == 200
    assert worked == [1]


def test_another_release_of_a_pack_is_another_answer(shop, monkeypatch, packs):
    _, client, url = shop
    tag = client.get(f"/api/v1{url}/options").headers["ETag"]
    repriced = replace(packs, hashes={**packs.hashes, "pricing": "0" * 64})
    monkeypatch.setattr(option, "load_packs", lambda: repriced)
    after = client.get(f"/api/v1{url}/options", headers={"If-None-Match": tag})
    assert after.status_code == 200
    assert after.headers["ETag"] != tag


def test_a_section_is_taken_by_its_button_and_nothing_else_changes(shop):
    house, client, url = shop
    ann = house.browser("engineer")
    page = text_of(ann.get(f"{url}/options"))
    sent = form(page, f"{url}/design/support")
    assert 'form="take" name="support.section" value="HSS14.000X0.188"' in page
    assert 'value="HSS13.375X0.188" aria-label' not in page
    assert "support.section" not in sent
    sent["support.section"] = "HSS14.000X0.188"
    answer = ann.http.post(f"{url}/design/support", data=sent)
    assert answer.status_code == 303
    stored = client.get(f"/api/v1{url}/design").get_json()["result"]
    assert meant(stored) == meant(with_section("HSS14.000X0.188"))
    versions = client.get(f"/api/v1{url}/versions").get_json()["result"]["items"]
    assert versions[0]["reason"] == "section taken from the options"
    after = client.get(f"/api/v1{url}/options").get_json()["result"]
    assert [r["section"] for r in after["options"] if r["in_design"]] == ["HSS14.000X0.188"]
    assert after["taken"]["section"] == "HSS13.375X0.188"


def test_taking_a_section_instead_of_segments_says_so_and_removes_them(shop):
    house, client, url = shop
    stepped = copy.deepcopy(DESIGN)
    stepped["support"]["segments"] = [{"section": "HSS14.000X0.375", "length_ft": 25}]
    put(client, url, stepped)
    ann = house.browser("engineer")
    page = text_of(ann.get(f"{url}/options"))
    assert "taking one removes its segments" in page
    assert "in the design" not in page
    sent = form(page, f"{url}/design/support")
    sent["support.section"] = "HSS14.000X0.188"
    assert ann.http.post(f"{url}/design/support", data=sent).status_code == 303
    stored = client.get(f"/api/v1{url}/design").get_json()["result"]
    assert "segments" not in stored["support"]
    assert meant(stored) == meant(with_section("HSS14.000X0.188"))


def test_the_same_click_twice_takes_it_once(shop):
    house, client, url = shop
    ann = house.browser("engineer")
    sent = form(text_of(ann.get(f"{url}/options")), f"{url}/design/support")
    sent["support.section"] = "HSS14.000X0.188"
    answers = [ann.http.post(f"{url}/design/support", data=sent) for _ in range(2)]
    assert [a.status_code for a in answers] == [303, 303]
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    assert client.get(f"/api/v1{url}/versions").get_json()["result"]["total"] == 2


def test_taking_a_section_of_a_design_that_was_changed_shows_the_conflict(shop):
    house, client, url = shop
    ann = house.browser("engineer")
    sent = form(text_of(ann.get(f"{url}/options")), f"{url}/design/support")
    changed = copy.deepcopy(DESIGN)
    changed["support"]["section"] = "HSS14.000X0.250"
    put(client, url, changed)
    sent["support.section"] = "HSS14.000X0.188"
    answer = ann.http.post(f"{url}/design/support", data=sent)
    page = text_of(answer)
    assert answer.status_code == 412
    assert 'name="choose:support.section" value="theirs"' in page
    assert "HSS14.000X0.250" in page
    assert "HSS14.000X0.188" in page
    assert client.get(f"/api/v1{url}/design").get_json()["result"] == changed
    settle = form(page, f"{url}/design/support")
    settle["choose:support.section"] = "mine"
    assert ann.http.post(f"{url}/design/support", data=settle).status_code == 303
    assert client.get(f"/api/v1{url}/design").get_json()["result"]["support"]["section"] == "HSS14.000X0.188"


def test_a_viewer_reads_and_takes_nothing(shop):
    house, client, url = shop
    sent = form(text_of(house.browser("engineer").get(f"{url}/options")), f"{url}/design/support")
    vic = house.browser("viewer")
    page = text_of(vic.get(f"{url}/options"))
    assert len(names(page)) == 99
    assert 'name="support.section"' not in page
    assert 'id="take"' not in page
    sent["csrf_token"] = vic.csrf()
    sent["support.section"] = "HSS14.000X0.188"
    assert vic.http.post(f"{url}/design/support", data=sent).status_code == 403
    assert client.get(f"/api/v1{url}/design").get_json()["result"] == DESIGN


def test_a_project_that_is_read_only_offers_no_section_to_take(shop):
    house, client, url = shop
    moved = client.post(f"/api/v1{url}/transitions", json={"to": "archived"}, headers={"If-Match": "*"})
    assert moved.status_code == 200
    assert 'name="support.section"' not in text_of(house.browser("engineer").get(f"{url}/options"))


def test_where_nothing_passes_the_nearest_is_told(shop):
    house, client, _ = shop
    given = load_yaml((ROOT / "examples" / "nothing_feasible.yaml").read_bytes())
    url = f"/projects/{house.project(client, design=given)['id']}"
    page = text_of(client.get(f"{url}/options"))
    result = client.get(f"/api/v1{url}/options").get_json()["result"]
    assert "None of 51 sections passes" in page
    assert f"The nearest is <b>{result['nearest']['section']}</b>" in page
    assert result["nearest"]["reason"] in page
    assert result["options"] == []
    assert result["taken"] is None
    assert "in the design" not in text_of(client.get(f"{url}/options?all=1"))


def test_a_sign_out_of_scope_shows_why(shop):
    _, client, url = shop
    soft = copy.deepcopy(DESIGN)
    soft["site"]["soil"] = {"class": 6}
    put(client, url, soft)
    answer = client.get(f"{url}/options")
    page = text_of(answer)
    assert answer.status_code == 200
    assert "<h2>Out of scope</h2>" in page
    assert "geotechnical report" in page
    assert '<table class="options">' not in page
    told = client.get(f"/api/v1{url}/options")
    assert told.status_code == 422
    assert html.escape(told.get_json()["errors"][0]["message"]) in page


def test_a_project_without_a_design_says_what_is_missing(shop):
    house, client, _ = shop
    url = f"/projects/{house.project(client)['id']}"
    assert "the design is not complete: no site, no sign, no foundation" in text_of(client.get(f"{url}/options"))
    assert client.get(f"/api/v1{url}/options").status_code == 404


def test_the_design_page_leads_to_the_options(shop):
    _, client, url = shop
    assert text_of(client.get(f"{url}/design")).count(f'href="{url}/options"') == 2


def test_names_and_labels_are_escaped(shop):
    _, client, url = shop
    put(client, url, {**DESIGN, "name": "<script>alert(1)</script>"})
    client.patch(f"/api/v1{url}", json={"name": "<script>alert(2)</script>"}, headers={"If-Match": "*"})
    assert "<script>alert" not in text_of(client.get(f"{url}/options"))


def test_the_sketch_folds_the_same_rows_under_its_result(shop):
    _, client, url = shop
    page = text_of(client.get("/sketch?example=main_street_pylon"))
    assert 'hx-post="/options"' in page
    assert 'formaction="/options"' in page
    sent = form(page, "/sketch")
    # Each preview puts a fresh place there, so that rows of an earlier form do not stay.
    assert '<div id="options" hx-swap-oob="true" hx-post="/options"' in text_of(
        client.post("/sketch", data=sent, headers=HTMX)
    )
    fragment = text_of(client.post("/options", data=sent, headers=HTMX))
    whole = text_of(client.post("/options", data=sent))
    assert names(fragment) == names(whole) == names(text_of(client.get(f"{url}/options")))
    assert 'class="plot"' in fragment
    assert "<html" not in fragment
    assert 'name="support.section"' not in fragment
    assert "sort=" not in fragment


def test_a_sketch_with_faults_offers_no_options_and_keeps_what_was_typed(shop):
    _, client, _ = shop
    sent = form(text_of(client.get("/sketch?example=main_street_pylon")), "/sketch")
    sent["site.wind_speed_mph"] = "fast"
    preview = text_of(client.post("/sketch", data=sent, headers=HTMX))
    assert 'hx-post="/options"' not in preview
    assert '<div id="options" hx-swap-oob="true" >' in preview
    answer = client.post("/options", data=sent)
    assert answer.status_code == 422
    assert 'value="fast"' in text_of(answer)
    assert client.get("/options").headers["Location"] == "/sketch"
