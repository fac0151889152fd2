"""Two people in one form, each in a browser of their own: nothing typed is lost, one click and one submit settle it."""

import pytest

from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.web.house import House

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
WIND, WIDTH, NAME = "#f-site-wind_speed_mph", "#f-sign-cabinets-0-width_ft", "#f-name"


@pytest.fixture
def made(shop):
    """A project, who reads what is stored of it, and two tabs with its design open."""
    client = House(shop.app).client("engineer")
    address = f"/projects/{House(shop.app).project(client, design=DESIGN)['id']}/design"
    ann, bob = shop.tab("engineer"), shop.tab("estimator")
    yield ann.open(address), bob.open(address), lambda: client.get(f"/api/v1{address}").get_json()["result"]
    # A browser tells its console that a page was answered with 412, which is what a conflict is.
    assert sum("412" in said for said in bob.complaints) == 1
    bob.complaints[:] = [said for said in bob.complaints if "412" not in said]


def save(page):
    with page.expect_navigation():
        page.locator("main .entry-side").get_by_role("button", name="Save", exact=True).click()


def test_a_field_both_changed_is_settled_by_a_click_and_nothing_typed_is_lost(made):
    ann, bob, stored = made
    ann.fill(WIND, "130")
    bob.fill(WIND, "140")
    bob.fill(WIDTH, "11'-6\"")
    bob.fill(NAME, 'Bob\'s & "own" name')
    save(ann)
    save(bob)
    assert stored()["site"]["wind_speed_mph"] == 130
    assert bob.locator(".clash").is_visible()
    row = bob.locator(".threeway tbody tr").all_inner_texts()
    assert len(row) == 1
    assert all(said in row[0] for said in ("115", "130", "140"))
    assert bob.input_value(WIDTH) == "11'-6\""
    assert bob.input_value(NAME) == 'Bob\'s & "own" name'
    assert "Saved as version" not in bob.inner_text("body")
    bob.locator(".threeway label", has_text="130").click()
    with bob.expect_navigation():
        bob.get_by_role("button", name="Save what is chosen").click()
    assert bob.locator(".clash").count() == 0
    now = stored()
    assert now["site"]["wind_speed_mph"] == 130
    assert (now["sign"]["cabinets"][0]["width_ft"], now["name"]) == ("11'-6\"", 'Bob\'s & "own" name')


def test_it_is_settled_by_keys_alone(made):
    ann, bob, stored = made
    ann.fill(WIND, "130")
    bob.fill(WIND, "140")
    save(ann)
    save(bob)
    bob.focus(".threeway input[value=theirs]")
    bob.keyboard.press("Space")
    bob.keyboard.press("ArrowRight")
    assert bob.is_checked(".threeway input[value=mine]")
    with bob.expect_navigation():
        bob.keyboard.press("Enter")
    assert stored()["site"]["wind_speed_mph"] == 140


def test_changes_to_different_fields_are_marked_and_saved_by_one_more_submit(made):
    ann, bob, stored = made
    ann.fill(WIND, "130")
    bob.fill(WIDTH, "11")
    save(ann)
    save(bob)
    assert bob.input_value(WIND) == "130"
    assert bob.locator(".mark.theirs").count() == 1
    assert bob.locator(".mark.yours").count() == 1
    assert stored()["sign"]["cabinets"][0]["width_ft"] == 12
    with bob.expect_navigation():
        bob.get_by_role("button", name="Save both").click()
    now = stored()
    assert (now["site"]["wind_speed_mph"], now["sign"]["cabinets"][0]["width_ft"]) == (130, 11)
