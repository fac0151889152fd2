"""The sketch: the form is the document, the preview follows it, the files come out of it."""

import io
import re

import pytest
import yaml
from werkzeug.datastructures import MultiDict

from apex.actions import design as action
from apex.packs.load import load_packs
from apex.schema.text import load_yaml
from apex.web.form import as_data, flat, from_form
from apex.web.sketch import EXAMPLES, example_names
from tests.web.page import form as page_form

MANY = ("support.families", "pricing.addons")


def typed(example="main_street_pylon", **changes):
    document = load_yaml((EXAMPLES / f"{example}.yaml").read_bytes())
    pairs = [(k, v) for k, v in flat(document) if not k.startswith(MANY)]
    for many in MANY:
        group, field = many.split(".")
        pairs += [(many, v) for v in document.get(group, {}).get(field, [])]
    form = MultiDict(pairs)
    for field, value in changes.items():
        form[field.replace("__", ".")] = value
    return form


@pytest.mark.parametrize("name", example_names())
def test_each_example_opens_with_its_drawing_and_checks(client, name):
    page = client.get(f"/sketch?example={name}").get_data(as_text=True)
    assert "<svg" in page
    assert "Checks, highest utilization first" in page


def test_an_unknown_example_is_a_404(client):
    assert client.get("/sketch?example=../../etc/passwd").status_code == 404


def test_the_preview_is_a_fragment_with_the_result_alone(client):
    answer = client.post("/sketch", data=typed(), headers={"HX-Request": "true"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "<html" not in text
    assert "Every check passes" in text
    assert len(answer.data) <= 40_000


def test_more_wind_changes_checks_and_price(client):
    calm, storm = (
        client.post("/sketch", data=typed(site__wind_speed_mph=v), headers={"HX-Request": "true"}).get_data(
            as_text=True
        )
        for v in ("100", "160")
    )
    total = re.compile(r"\$([\d,]+\.\d\d)")
    assert total.search(calm) is not None
    assert total.search(calm).group(1) != total.search(storm).group(1)


def test_a_bad_value_is_named_beside_its_field_and_stays_typed(client):
    form = typed(site__wind_speed_mph="fast")
    fragment = client.post("/sketch", data=form, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert 'id="f-site-wind_speed_mph-e" hx-swap-oob="true">must be a number in mph<' in fragment
    page = client.post("/sketch", data=form).get_data(as_text=True)
    assert 'value="fast"' in page


def test_without_javascript_the_same_form_gives_the_whole_page(client):
    page = client.post("/sketch", data=typed(site__wind_speed_mph="140")).get_data(as_text=True)
    assert "<html" in page
    assert 'value="140"' in page


def test_a_cabinet_is_added_where_it_fits_and_removed_again(client):
    added = client.post("/sketch", data=typed(do="add")).get_data(as_text=True)
    assert "Cabinet 2" in added
    assert 'name="sign.cabinets.1.bottom_ft" value="14"' in added
    assert "to correct" not in added
    assert "Checks, highest utilization first" in added
    form = typed("truck_stop_high_rise", do="remove.0")
    removed = client.post("/sketch", data=form).get_data(as_text=True)
    assert "Cabinet 2" not in removed
    assert 'value="Diesel price"' in removed


def test_what_the_form_does_not_show_is_not_lost(client):
    form = typed()
    form["baseplate.concrete.fc_psi"] = "5000"
    page = client.post("/sketch", data=form).get_data(as_text=True)
    assert '<input type="hidden" name="baseplate.concrete.fc_psi" value="5000">' in page


ROWS = {
    "sign.cabinets": 'name="sign.cabinets.1.bottom_ft" value="14"',
    "support.covers": 'name="support.covers.0.top_ft" value="17"',
    "support.hand_holes": 'name="support.hand_holes.0.width_in" value="4"',
    "support.segments": 'name="support.segments.0.section" value="HSS14.000X0.375"',
}


@pytest.mark.parametrize("path", sorted(ROWS))
def test_rows_are_added_where_they_fit_and_removed_again(client, path):
    form = typed(support__section="HSS14.000X0.375", do=f"add.{path}")
    page = client.post("/sketch", data=form).get_data(as_text=True)
    assert ROWS[path] in page
    assert "to correct" not in page
    assert "Checks, highest utilization first" in page
    place = 1 if path == "sign.cabinets" else 0
    again = page_form(page, "/sketch")
    again["do"] = f"remove.{path}.{place}"
    after = client.post("/sketch", data=again).get_data(as_text=True)
    assert f'name="{path}.{place}.' not in after


def test_segments_are_added_up_to_the_top_of_the_sign(client):
    form = typed(support__section="HSS14.000X0.250", do="add.support.segments")
    first = page_form(client.post("/sketch", data=form).get_data(as_text=True), "/sketch")
    assert first["support.segments.0.length_ft"] == "25"
    assert first["support.section"] == ""
    first["support.segments.0.length_ft"] = "17"
    first["do"] = "add.support.segments"
    second = page_form(client.post("/sketch", data=first).get_data(as_text=True), "/sketch")
    assert second["support.segments.1.length_ft"] == "8"


def test_an_answer_to_a_page_holds_only_the_parts_that_differ(client):
    fields = page_form(client.get("/sketch?example=main_street_pylon").get_data(as_text=True), "/sketch")
    fields["support.section"] = "HSS14.000X0.250"
    fields = page_form(client.post("/sketch", data=fields).get_data(as_text=True), "/sketch")

    def parts(**changes):
        sent = MultiDict(fields)
        for name, value in changes.items():
            sent[name.replace("__", ".")] = value
        answer = client.post("/sketch", data=sent, headers={"HX-Request": "true"}).get_data(as_text=True)
        return set(re.findall(r'id="part-(\w+)"', answer)), answer

    assert parts()[0] == set()
    assert parts(site__wind_speed_mph="120")[0] >= {"verdict", "bars", "facts", "checks"}
    assert parts(pricing__region="west")[0] == {"facts", "cost", "whatif"}
    wrong, text = parts(site__wind_speed_mph="fast")
    assert wrong >= {"rail", "verdict", "errors"}
    assert len(re.findall(r'class="error"', text)) == 1


def test_another_wind_is_shown_beside_the_design_and_not_in_it(client):
    fields = page_form(client.get("/sketch").get_data(as_text=True), "/sketch")
    fields["try:wind"] = "140"
    tried = client.post("/sketch", data=fields).get_data(as_text=True)
    stormy = client.post("/sketch", data=typed(site__wind_speed_mph="140")).get_data(as_text=True)
    total = re.compile(r"<dt>Price</dt><dd>(\$[\d,.]+)</dd>")
    assert f"<td>{total.search(stormy).group(1)}</td>" in tried
    assert total.search(tried).group(1) != total.search(stormy).group(1)
    assert page_form(tried, "/sketch")["site.wind_speed_mph"] == "115"
    fields["do"] = "wind"
    taken = client.post("/sketch", data=fields).get_data(as_text=True)
    assert page_form(taken, "/sketch")["site.wind_speed_mph"] == "140"
    for odd, said in (("20", "Cannot be worked out"), ("x", "Cannot be worked out")):
        fields["try:wind"], fields["do"] = odd, ""
        assert said in client.post("/sketch", data=fields).get_data(as_text=True)


def test_a_saved_file_opens_as_the_same_document(client):
    saved = client.post("/document.yaml", data=typed(support__section="HSS14.000X0.250"))
    assert saved.headers["Content-Disposition"] == 'attachment; filename="Main Street pylon.yaml"'
    document = yaml.safe_load(saved.data)
    assert document["site"]["wind_speed_mph"] == 115
    assert document["support"]["section"] == "HSS14.000X0.250"
    made, _ = action.work_out(load_packs(), document)
    assert made.support.section.name == "HSS14.000X0.250"


def test_the_form_and_the_file_make_the_same_design():
    document = load_yaml((EXAMPLES / "main_street_pylon.yaml").read_bytes())
    from_page = as_data(from_form(typed(), MANY))
    by_file, by_form = (action.work_out(load_packs(), d)[0] for d in (document, from_page))
    assert by_file.support.section == by_form.support.section
    assert [c.ratio for c in by_file.checks] == [c.ratio for c in by_form.checks]


def test_lengths_are_typed_as_the_trade_does(client):
    inches = client.post(
        "/sketch", data=typed(sign__cabinets__0__width_ft="12'-6 1/2\""), headers={"HX-Request": "true"}
    )
    assert "12&#39;-6 1/2&#34;" in inches.get_data(as_text=True) or "12'-6 1/2\"" in inches.get_data(as_text=True)


def test_the_sheet_shows_every_step_with_its_clause(client):
    page = client.post("/sheet", data=typed()).get_data(as_text=True)
    assert "NOT SEALED" in page
    assert page.count("<math") > 100
    for clause in ("ASCE 7-16 Eq. 26.10-1", "AISC 360-16", "IBC 2021 Eq. 18-1"):
        assert clause in page


def test_the_package_is_a_pdf_and_the_same_each_time(client):
    first, second = (client.post("/package.pdf", data=typed()) for _ in range(2))
    assert first.data.startswith(b"%PDF")
    assert first.data == second.data
    assert first.headers["Content-Disposition"] == 'attachment; filename="Main Street pylon.pdf"'


def test_a_document_with_faults_gives_no_package_but_their_list(client):
    answer = client.post("/package.pdf", data=typed(site__wind_speed_mph="20", site__exposure="Z"))
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "site.wind_speed_mph" in text
    assert "site.exposure" in text


def test_a_file_that_is_not_yaml_is_refused_with_its_line(client):
    data = {"document": (io.BytesIO(b"a: [1,\nb: }"), "x.yaml")}
    answer = client.post("/sketch", data=data, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert "line 2" in answer.get_data(as_text=True)


def test_names_are_escaped_everywhere(client):
    name = "<script>alert(1)</script>"
    form = typed(name=name, sign__cabinets__0__name=name)
    for path in ("/sketch", "/sheet"):
        text = client.post(path, data=form).get_data(as_text=True)
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text


def test_the_same_address_answers_json_when_asked(client):
    answer = client.post("/sketch", data=typed(), headers={"Accept": "application/json"})
    assert answer.get_json()["result"]["summary"]["pass"] is True


def test_enter_in_a_field_recalculates_and_edits_nothing(client):
    page = client.get("/sketch").get_data(as_text=True)
    first = re.search(r"<button[^>]*>", page[page.index('<form id="bench"') :]).group(0)
    assert 'name="do"' not in first
    assert "formaction" not in first


@pytest.mark.parametrize("path", ["/sheet", "/package.pdf", "/drawing.svg", "/drawing.dxf"])
def test_a_fault_keeps_everything_typed_on_the_page(client, path):
    answer = client.post(path, data=typed(site__wind_speed_mph="fast", name="My own name"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="fast"' in page
    assert 'value="My own name"' in page
    assert "must be a number in mph" in page


def test_a_file_that_cannot_be_opened_keeps_everything_typed(client):
    for content in (b"a: [1,\nb: }", b"- 1\n", b""):
        form = typed(name="My own name")
        form["document"] = (io.BytesIO(content), "x.yaml")
        answer = client.post("/sketch", data=form, content_type="multipart/form-data")
        assert answer.status_code == 400
        assert 'value="My own name"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "odd",
    [
        {"sign.cabinets.²": "3"},
        {"sign.cabinets.²": "3", "do": "remove.²"},
        {f"sign.cabinets.{'9' * 5000}.width_ft": "3"},
        {"sign": "abc", "do": "add"},
        {".".join("a" * 2000): "1"},
        {"site.wind_speed_mph": "9" * 5000},
        {"sign.cabinets": "x", "do": "add"},
        {"do": "remove.99999999999999999999"},
    ],
)
@pytest.mark.parametrize("path", ["/sketch", "/sheet", "/document.yaml"])
def test_hostile_forms_are_answered_and_not_a_crash(client, path, odd):
    assert client.post(path, data=odd).status_code < 500


def test_without_a_form_there_is_no_sheet_but_the_way_to_one(client):
    answer = client.get("/sheet")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sketch"


def test_the_sheet_lists_every_combination(client):
    page = client.post("/sheet", data=typed()).get_data(as_text=True)
    assert "1.2D + 1.0W, case B left (±)" in page
    assert "0.6D + 0.6W, along the face, to the left" in page


def test_who_may_make_projects_keeps_the_sketch_as_one(house):
    browser = house.browser("engineer")
    page = browser.get("/sketch").get_data(as_text=True)
    assert "Keep as a project" in page
    assert "Keep as a project" not in house.browser("viewer").get("/sketch").get_data(as_text=True)
    form = typed()
    made = browser.post_form("/projects", dict(form.items(multi=False)), page="/sketch")
    assert made.status_code == 303, made.get_data(as_text=True)[:300]
    found = browser.get(f"{made.headers['Location']}/design", headers={"Accept": "application/json"}).get_json()
    assert found["result"]["name"] == form["name"]


def test_a_sketch_with_a_bad_field_is_not_lost_when_it_is_to_be_kept(house):
    browser = house.browser("engineer")
    sent = page_form(browser.get("/sketch").get_data(as_text=True), "/sketch")
    sent["site.wind_speed_mph"], sent["name"] = "fast", 'Mine & <only> "this"'
    refused = browser.http.post("/projects", data=sent)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    again = page_form(page, "/sketch")
    assert (again["site.wind_speed_mph"], again["name"]) == ("fast", 'Mine & <only> "this"')
    assert "must be a number in mph" in page
    assert browser.http.post("/projects", data={**again, "site.wind_speed_mph": "120"}).status_code == 303


@pytest.mark.parametrize("name", ["12e3", "017", "1:30", "yes", "~", "a\u2028b"])
def test_a_saved_file_opens_as_it_was_typed(client, name):
    answer = client.post("/document.yaml", data=typed(name=name))
    assert load_yaml(answer.data)["name"] == name
