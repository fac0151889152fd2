"""Two people in one form: nothing typed is lost, nothing is saved unseen, one more submit settles it."""

import re

import pytest
from werkzeug.datastructures import MultiDict

from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.web.page import form

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
WIND, WIDTH, NAME = "site.wind_speed_mph", "sign.cabinets.0.width_ft", "name"


class Desk:
    """One person at the form of a project."""

    def __init__(self, browser, url, query=""):
        self.browser, self.url = browser, url
        self.page = browser.get(f"{url}{query}").get_data(as_text=True)
        self.fields = form(self.page, url)

    def type(self, **changes):
        for name, value in changes.items():
            self.fields[name] = value

    def save(self, **more):
        return self.send(self.url, **more)

    def check(self, **more):
        """Press "Check without saving"."""
        return self.send(f"{self.url}/preview", **more)

    def send(self, url, **more):
        self.type(**more)
        answer = self.browser.http.post(url, data=self.fields)
        if answer.status_code != 303:
            self.page = answer.get_data(as_text=True)
            self.fields = form(self.page, self.url)
        return answer.status_code


@pytest.fixture
def people(house):
    """Ann and Bob, and where a new project of theirs is."""
    ann, bob = house.browser("engineer"), house.browser("engineer")
    client = house.client("engineer")
    project = house.project(client, design=DESIGN, customer="Acme")
    return ann, bob, f"/projects/{project['id']}", client


def stored(client, url):
    return client.get(f"/api/v1{url}/design").get_json()["result"]


def versions(client, url):
    return client.get(f"/api/v1{url}/versions").get_json()["result"]["total"]


def test_a_form_saved_untouched_makes_no_version_and_changes_nothing(people):
    ann, _, url, client = people
    assert Desk(ann, f"{url}/design").save() == 303
    assert Desk(ann, url).save() == 303
    assert versions(client, url) == 1
    assert stored(client, url) == DESIGN


def test_changes_to_different_fields_are_merged_marked_and_saved_by_one_more_submit(people):
    ann, bob, url, client = people
    first, second = Desk(ann, f"{url}/design"), Desk(bob, f"{url}/design")
    assert first.save(**{WIND: "130"}) == 303
    assert second.save(**{WIDTH: "11'-6\""}) == 412
    assert stored(client, url)["sign"]["cabinets"][0]["width_ft"] == DESIGN["sign"]["cabinets"][0]["width_ft"]
    assert second.fields[WIND] == "130"
    assert second.fields[WIDTH] == "11'-6\""
    assert "Theirs, taken over below" in second.page
    assert 'class="mark theirs"' in second.page
    assert "Checks, highest utilization first" in second.page
    assert second.save() == 303
    now = stored(client, url)
    assert now["site"]["wind_speed_mph"] == 130
    assert now["sign"]["cabinets"][0]["width_ft"] == "11'-6\""
    assert versions(client, url) == 3


@pytest.mark.parametrize(("choice", "wind"), [("theirs", 130), ("mine", 140)])
def test_a_field_both_changed_is_chosen_by_one_click(people, choice, wind):
    ann, bob, url, client = people
    first, second = Desk(ann, f"{url}/design"), Desk(bob, f"{url}/design")
    first.save(**{WIND: "130"})
    assert second.save(**{WIND: "140", NAME: "Bob's name"}) == 412
    assert f'name="choose:{WIND}"' in second.page
    assert second.fields[WIND] == "140"
    assert "Engineer" in second.page
    assert second.save(**{f"choose:{WIND}": choice}) == 303
    assert stored(client, url)["site"]["wind_speed_mph"] == wind
    assert stored(client, url)["name"] == "Bob's name"


def test_a_conflict_nobody_chose_for_is_asked_again_and_nothing_saved(people):
    ann, bob, url, client = people
    first, second = Desk(ann, f"{url}/design"), Desk(bob, f"{url}/design")
    first.save(**{WIND: "130"})
    second.save(**{WIND: "140"})
    assert second.save(reason="a gust chart") == 412
    assert "Choose a side for each field" in second.page
    assert (second.fields[WIND], second.fields["reason"]) == ("140", "a gust chart")
    assert stored(client, url)["site"]["wind_speed_mph"] == 130
    assert 'data-returned="1"' in second.page, "scripts keep it as a draft at once"
    kept = {**second.fields.to_dict(), "tab": "tab-00000001", "unsaved_form": "design"}
    assert bob.http.post(f"{url}/unsaved", data=kept).status_code == 204
    draft = Desk(bob, f"{url}/design", "?draft=tab-00000001")
    assert (draft.fields[WIND], draft.fields["reason"]) == ("140", "a gust chart")
    assert draft.save() == 412, "the choice is still to be made"
    assert draft.fields.getlist("conflict") == [WIND]
    assert draft.save(**{f"choose:{WIND}": "mine"}) == 303


def test_a_third_writer_in_between_is_shown_before_anything_is_saved(people):
    ann, bob, url, client = people
    first, second = Desk(ann, f"{url}/design"), Desk(bob, f"{url}/design")
    first.save(**{WIND: "130"})
    second.save(**{WIDTH: "11"})
    third = Desk(ann, f"{url}/design")
    third.save(**{"site.frost_depth_ft": "4"})
    assert second.save() == 412
    assert second.fields["site.frost_depth_ft"] == "4"
    assert second.fields[WIDTH] == "11"
    assert second.save() == 303
    now = stored(client, url)
    assert (now["site"]["wind_speed_mph"], now["site"]["frost_depth_ft"]) == (130, 4)
    assert now["sign"]["cabinets"][0]["width_ft"] == 11


def test_checking_without_saving_does_not_make_a_page_that_never_saw_what_was_saved_meanwhile(people):
    ann, bob, url, client = people
    first, second = Desk(ann, f"{url}/design"), Desk(bob, f"{url}/design")
    first.save(**{WIND: "130"})
    assert second.check(**{WIDTH: "11", "reason": "as built"}) == 200
    assert (second.fields[WIND], second.fields[WIDTH], second.fields["reason"]) == ("115", "11", "as built")
    assert second.save() == 412
    assert second.fields[WIND] == "130"
    assert second.save() == 303
    now = stored(client, url)
    assert (now["site"]["wind_speed_mph"], now["sign"]["cabinets"][0]["width_ft"]) == (130, 11)


def test_checking_without_saving_keeps_the_choices_of_a_conflict(people):
    ann, bob, url, client = people
    first, second = Desk(ann, f"{url}/design"), Desk(bob, f"{url}/design")
    first.save(**{WIND: "130", WIDTH: "13"})
    assert second.save(**{WIND: "140", WIDTH: "11"}) == 412
    assert second.check(**{f"choose:{WIND}": "theirs", f"choose:{WIDTH}": "mine"}) == 200
    assert second.fields.getlist("conflict") == [WIND, WIDTH]
    assert (second.fields[f"choose:{WIND}"], second.fields[f"choose:{WIDTH}"]) == ("theirs", "mine")
    assert second.fields[WIND] == "140", "what was typed is there to be chosen after all"
    assert second.check(**{f"choose:{WIND}": "mine", f"choose:{WIDTH}": "theirs"}) == 200
    assert second.save() == 303
    now = stored(client, url)
    assert (now["site"]["wind_speed_mph"], now["sign"]["cabinets"][0]["width_ft"]) == (140, 13)


def test_nothing_but_a_save_ends_a_conflict(people):
    ann, bob, url, client = people
    first, second = Desk(ann, f"{url}/design/site"), Desk(bob, f"{url}/design/site")
    first.save(**{WIND: "130"})
    assert second.save(**{WIND: "140"}) == 412
    assert second.send(f"{url}/design/site/lookup", **{"try:address": "2201 Mounds Rd"}) == 200
    assert second.fields.getlist("conflict") == [WIND]
    assert second.save(**{"do": "wind", "try:wind": "120"}) == 200
    assert (second.fields.getlist("conflict"), second.fields[WIND]) == ([WIND], "120")
    assert second.save() == 412
    assert stored(client, url)["site"]["wind_speed_mph"] == 130
    assert second.save(**{f"choose:{WIND}": "mine"}) == 303
    assert stored(client, url)["site"]["wind_speed_mph"] == 120


def test_a_third_writer_is_shown_by_a_check_as_well(people):
    ann, bob, url, client = people
    first, second = Desk(ann, f"{url}/design"), Desk(bob, f"{url}/design")
    first.save(**{WIND: "130"})
    second.save(**{WIND: "140"})
    Desk(ann, f"{url}/design").save(**{WIND: "150"})
    assert second.check(**{f"choose:{WIND}": "mine"}) == 200
    assert second.fields.getlist("conflict") == [WIND]
    assert "150 mph</label>" in second.page
    assert second.save() == 412, "the choice is made again, against what is saved now"
    assert second.save(**{f"choose:{WIND}": "mine"}) == 303
    assert stored(client, url)["site"]["wind_speed_mph"] == 140


def test_rules_across_fields_are_checked_again_after_a_merge(people):
    """Each change alone is fine; together the pier ends in the layer it may not use."""
    ann, bob, url, client = people
    first, second = Desk(ann, f"{url}/design"), Desk(bob, f"{url}/design")
    assert first.save(**{"foundation.depth_ft": "9"}) == 303
    assert second.save(**{"foundation.neglect_top_ft": "10"}) == 412
    assert "must reach below the neglected top layer" in second.page
    assert second.save() == 422
    assert second.fields["foundation.neglect_top_ft"] == "10"
    assert stored(client, url)["foundation"].get("neglect_top_ft") != 10


def test_a_stage_form_merges_the_same_way(people):
    ann, bob, url, client = people
    first, second = Desk(ann, f"{url}/design/site"), Desk(bob, f"{url}/design/site")
    first.save(**{WIND: "130"})
    assert second.save(**{"site.exposure": "B"}) == 412
    assert second.save() == 303
    site = stored(client, url)["site"]
    assert (site["wind_speed_mph"], site["exposure"]) == (130, "B")
    assert stored(client, url)["sign"] == DESIGN["sign"]


def test_the_overview_merges_too_and_keeps_every_character(people):
    ann, bob, url, client = people
    first, second = Desk(ann, url), Desk(bob, url)
    first.save(customer="Acme & Söhne")
    typed = "two lines\r\nof <b>text</b> & \"quotes\" 'too' — ünï"
    assert second.save(description=typed, name="N" * 201) == 412
    assert second.fields["name"] == "N" * 201
    assert second.fields["description"] == typed.replace("\r\n", "\n")
    assert second.fields["customer"] == "Acme & Söhne"
    assert second.save(name="Short") == 303
    now = client.get(f"/api/v1{url}").get_json()["result"]
    assert now["description"] == typed.replace("\r\n", "\n")
    assert (now["customer"], now["name"]) == ("Acme & Söhne", "Short")


def test_bad_fields_of_a_form_keep_its_text_and_save_nothing(people):
    ann, _, url, client = people
    desk = Desk(ann, f"{url}/design")
    assert desk.save(**{WIND: "gusty", WIDTH: "11", "reason": "as built"}) == 422
    assert (desk.fields[WIND], desk.fields[WIDTH], desk.fields["reason"]) == ("gusty", "11", "as built")
    assert 'data-returned="1"' in desk.page
    assert versions(client, url) == 1
    overview = Desk(ann, url)
    assert overview.save(name="", address="12 Elm St") == 422
    assert overview.fields["address"] == "12 Elm St"
    assert 'data-returned="1"' in overview.page
    assert "data-returned" not in Desk(ann, url).page


def test_a_form_without_its_etag_is_told_to_open_the_page_again(people):
    ann, _, url, _ = people
    desk = Desk(ann, url)
    desk.fields.pop("etag")
    answer = ann.http.post(url, data=desk.fields)
    assert answer.status_code == 428
    assert "Acme" in answer.get_data(as_text=True)


def test_a_cabinet_added_on_one_side_and_edited_on_the_other_is_one_choice(people):
    ann, bob, url, client = people
    first, second = Desk(ann, f"{url}/design"), Desk(bob, f"{url}/design")
    assert first.save(do="add") == 200
    first.fields.pop("do", None)
    assert first.save() == 303
    assert second.save(**{WIDTH: "11"}) == 412
    assert 'name="choose:sign.cabinets"' in second.page
    assert second.fields[WIDTH] == "11"
    assert second.save(**{"choose:sign.cabinets": "theirs"}) == 303
    assert len(stored(client, url)["sign"]["cabinets"]) == len(DESIGN["sign"]["cabinets"]) + 1


def test_what_is_said_of_a_save_names_its_project(house, people):
    ann, _, url, client = people
    other = house.project(client, design=DESIGN)
    assert Desk(ann, f"{url}/design").save(**{WIND: "130"}) == 303
    number = client.get(f"/api/v1{url}").get_json()["result"]["number"]
    elsewhere = ann.get(f"/projects/{other['id']}").get_data(as_text=True)
    assert f"Saved as version 2 of {number}." in elsewhere
    assert number != other["number"]


def test_a_double_click_saves_once_and_the_last_answer_says_all_that_the_first_did(people):
    ann, _, url, client = people
    desk = Desk(ann, f"{url}/design")
    desk.type(**{WIND: "130", "tab": "tab-00000001"})
    fields = MultiDict(desk.fields)
    before = ann.http.get_cookie("apex_session").value
    answers = [ann.http.post(f"{url}/design", data=fields)]
    # The browser left the first answer for that to the second click.
    ann.http.set_cookie("apex_session", before)
    answers += [ann.http.post(f"{url}/design", data=fields) for _ in range(2)]
    assert [a.status_code for a in answers] == [303] * 3
    assert answers[2].headers["Idempotent-Replayed"] == "true"
    assert versions(client, url) == 2
    page = ann.get(f"{url}/design").get_data(as_text=True)
    assert page.count("Saved as version 2") == 1
    assert 'data-saved="tab-00000001"' in page
    assert "Saved as version" not in ann.get(f"{url}/design").get_data(as_text=True)


def test_a_sketch_becomes_a_project_with_everything_on_it(people):
    ann, _, _, client = people
    page = ann.get("/sketch?example=main_street_pylon").get_data(as_text=True)
    fields = form(page, "/sketch")
    fields[WIND] = "122"
    answer = ann.http.post("/projects", data=fields)
    assert answer.status_code == 303
    kept = stored(client, answer.headers["Location"])
    assert kept["site"]["wind_speed_mph"] == 122
    assert kept["sign"]["cabinets"][0]["name"] == DESIGN["sign"]["cabinets"][0]["name"]


def test_who_works_in_si_settles_a_conflict_in_it(house, people):
    ann, _, url, client = people
    first, second = Desk(ann, f"{url}/design"), Desk(house.metric(), f"{url}/design")
    first.save(**{WIND: "130", WIDTH: "11"})
    assert second.save(**{WIND: "60"}) == 412
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", second.page))
    assert re.search(r"Basic wind speed V 51.4 m/s 58.1 m/s 60 m/s", told)
    assert re.search(r"Cabinet 1, Width B ?: 3.6576 m → 3.3528 m", told)
    assert second.save(**{f"choose:{WIND}": "mine"}) == 303
    assert stored(client, url)["site"]["wind_speed_mph"] == pytest.approx(134.2162, abs=1e-4)


def test_fields_of_the_overview_are_called_as_the_form_calls_them(people):
    ann, bob, url, _ = people
    first, second = Desk(ann, url), Desk(bob, url)
    first.save(site_name="North")
    assert second.save(site_name="South") == 412
    assert ">Site name</a></th><td>(blank)</td>" in second.page
    assert ">site_name<" not in second.page
    assert "Yours, kept below" not in second.page, "a field that is blank on both sides is no change"
