"""The assembly tree by mouse and by keyboard, in a real browser against a real server."""

import pytest
from playwright.sync_api import expect

from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.web.house import House

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
READER = {"name": "Reader", "width_ft": 8, "height_ft": 3, "bottom_ft": 13, "weight_psf": 12}
PARTS = (("face", "Acrylic"), ("face", "Vinyl"), ("frame", "Angle"), ("lighting", "LED"))


class Tree:
    """A project with two cabinets, the first with parts, and a tab with its tree open."""

    def __init__(self, shop):
        self.shop, self.client = shop, House(shop.app).client("admin")
        design = {**DESIGN, "sign": {"cabinets": [*DESIGN["sign"]["cabinets"], READER]}}
        self.id = House(shop.app).project(self.client, design=design)["id"]
        self.main, self.reader = [c["id"] for c in self.now()["children"][:2]]
        self.ids = {label: self.add(kind, label) for kind, label in PARTS}
        self.tab = shop.tab("engineer")
        self.page = self.tab.open(f"/projects/{self.id}/tree")

    def api(self, path, **sent):
        return getattr(self.client, "post" if sent else "get")(f"/api/v1/projects/{self.id}/{path}", **sent)

    def now(self):
        return self.api("tree").get_json()["result"]["tree"]

    def do(self, **body):
        answer = self.api("tree", json=body, headers={"If-Match": "*"})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()["result"]

    def add(self, kind, label):
        return self.do(do="add", parent=self.main, kind=kind, part={"label": label})["made"][0]

    def below(self, cabinet=0):
        return [child["label"] for child in self.now()["children"][cabinet]["children"]]

    @property
    def version(self):
        return self.api("tree").get_json()["result"]["version"]

    def item(self, label):
        return self.page.get_by_role("treeitem", name=label).first

    def focus(self, label):
        self.item(label).focus()
        return self

    def focused(self):
        return self.page.evaluate("document.activeElement.dataset.label")

    def press(self, *keys):
        """Keys that only go about the tree."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def edit(self, *keys):
        """Keys that post: each is answered before the next."""
        for key in keys:
            with self.page.expect_response(
                lambda r: r.request.method == "GET" and "/tree" in r.url and r.status == 200
            ):
                self.page.keyboard.press(key)
            self.page.wait_for_selector("#tree:not([aria-busy])")
        return self

    def drag(self, label, onto, where=0.5):
        box = self.item(onto).bounding_box()
        with self.page.expect_response(lambda r: r.request.method == "POST"):
            self.item(label).locator(".what").drag_to(
                self.item(onto), target_position={"x": box["width"] / 2, "y": box["height"] * where}
            )
        self.page.wait_for_selector("#tree:not([aria-busy])")
        return self


@pytest.fixture
def tree(shop):
    return Tree(shop)


def test_enter_in_a_box_of_the_tree_does_nothing_and_fails_nothing(tree):
    tree.page.locator("#tree-list input[type=checkbox]:not(:disabled)").first.focus()
    with tree.page.expect_response(lambda r: r.request.method == "GET" and "/tree" in r.url and r.status == 200):
        tree.page.keyboard.press("Enter")
    tree.page.wait_for_selector("#tree:not([aria-busy])")
    assert "Not done" not in tree.page.inner_text("#told")
    assert tree.version == 5


def test_arrows_home_end_and_letters_go_about_the_tree(tree):
    tree.focus("Main Street pylon").press("ArrowDown")
    assert tree.focused() == "Main ID"
    tree.press("ArrowRight")
    assert tree.focused() == "Acrylic"
    tree.press("ArrowLeft", "ArrowLeft")
    assert tree.item("Main ID").get_attribute("aria-expanded") == "false"
    tree.press("ArrowDown")
    assert tree.focused() == "Reader", "what is closed is stepped over"
    tree.press("End")
    assert tree.focused().startswith("Foundation")
    tree.press("Home")
    assert tree.focused() == "Main Street pylon"
    tree.press("r")
    assert tree.focused() == "Reader"
    tree.press("*")
    tree.page.wait_for_timeout(800)
    tree.press("l", "e")
    assert tree.focused() == "LED"
    tree.press("ArrowUp")
    assert tree.focused() == "Angle"
    stops = tree.page.evaluate("document.querySelectorAll('[role=tree] [tabindex=\"0\"]').length")
    assert stops == 1, "Tab finds one item and goes on"


def test_roles_levels_and_marks_are_said(tree):
    item = tree.item("Vinyl")
    assert [item.get_attribute(f"aria-{name}") for name in ("level", "posinset", "setsize", "selected")] == [
        "3", "2", "4", "false"
    ]  # fmt: skip
    tree.focus("Vinyl").press("Space")
    assert tree.item("Vinyl").get_attribute("aria-selected") == "true"
    assert tree.tab.refusals() == []


def test_by_keyboard_from_renaming_to_deleting_and_back(tree):
    tree.focus("Acrylic").press("F2")
    tree.page.keyboard.type("Glass <1>")
    tree.edit("Enter")
    assert tree.below() == ["Glass <1>", "Vinyl", "Angle", "LED"]
    assert tree.focused() == "Glass <1>"
    tree.edit("Control+d")
    assert tree.below() == ["Glass <1>", "Glass <1>", "Vinyl", "Angle", "LED"]
    tree.focus("Vinyl").edit("Delete")
    assert (tree.below(), tree.focused()) == (["Glass <1>", "Glass <1>", "Angle", "LED"], "Angle")
    tree.edit("Control+z", "Control+z", "Control+z")
    assert tree.below() == ["Acrylic", "Vinyl", "Angle", "LED"]
    tree.edit("Control+y", "Control+y")
    assert tree.below() == ["Glass <1>", "Glass <1>", "Vinyl", "Angle", "LED"]
    tree.page.reload()
    tree.focus("Angle").edit("Control+z")
    assert tree.below() == ["Glass <1>", "Vinyl", "Angle", "LED"], "a reload loses nothing"


def test_by_keyboard_cut_copy_paste_and_moves(tree):
    tree.focus("Acrylic").press("Shift+ArrowDown").edit("Control+x")
    assert "Cut: 2 parts" in tree.page.text_content("#told")
    tree.press("Escape").focus("Reader").edit("Control+v")
    assert (tree.below(), tree.below(1)) == (["Angle", "LED"], ["Acrylic", "Vinyl"])
    assert [c["id"] for c in tree.now()["children"][1]["children"]] == [tree.ids["Acrylic"], tree.ids["Vinyl"]]
    tree.focus("Angle").edit("Alt+ArrowDown")
    assert tree.below() == ["LED", "Angle"]
    tree.edit("Alt+ArrowUp")
    assert (tree.below(), tree.focused()) == (["Angle", "LED"], "Angle")
    tree.edit("Alt+ArrowRight")
    assert (tree.below(), tree.below(1)) == (["LED"], ["Acrylic", "Vinyl", "Angle"])
    tree.edit("Alt+ArrowLeft")
    assert tree.below() == ["LED", "Angle"]
    tree.focus("LED").edit("Control+c")
    tree.focus("Reader").edit("Control+v")
    assert tree.below(1) == ["Acrylic", "Vinyl", "LED"]


def test_a_part_is_added_and_priced_without_touching_the_mouse(tree):
    tree.focus("Reader").edit("Insert")
    assert tree.page.evaluate("document.activeElement.name") == "new.label"
    tree.page.keyboard.type("Panel")
    tree.press("Tab", "Tab")
    tree.page.keyboard.type("3")
    tree.press("Tab", "Tab")
    tree.page.keyboard.type("19.99")
    tree.edit("Enter")
    assert tree.below(1) == ["Panel"]
    assert "59.97" in tree.item("Panel").text_content()
    assert tree.page.evaluate("document.activeElement.name") == "new.label", "ready for the next"


def test_by_mouse_a_part_is_dragged_before_behind_and_into_another(tree):
    tree.drag("LED", "Acrylic", 0.2)
    assert tree.below() == ["LED", "Acrylic", "Vinyl", "Angle"]
    tree.drag("LED", "Angle", 0.8)
    assert tree.below() == ["Acrylic", "Vinyl", "Angle", "LED"]
    tree.drag("Vinyl", "Reader")
    assert (tree.below(), tree.below(1)) == (["Acrylic", "Angle", "LED"], ["Vinyl"])
    tree.drag("Reader", "Main ID", 0.2)
    assert [c["label"] for c in tree.now()["children"][:2]] == ["Reader", "Main ID"]
    assert tree.api("design").get_json()["result"]["sign"]["cabinets"][0]["name"] == "Reader"
    tree.page.click("button[value=undo]")
    tree.page.wait_for_selector("#told:has-text('undid')")
    assert [c["label"] for c in tree.now()["children"][:2]] == ["Main ID", "Reader"]


def test_by_mouse_several_are_marked_and_dragged_together(tree):
    tree.item("Acrylic").locator("input").check()
    tree.item("LED").locator(".what").click(modifiers=["Control"])
    tree.drag("LED", "Reader")
    assert (tree.below(), tree.below(1)) == (["Vinyl", "Angle"], ["Acrylic", "LED"])
    tree.item("Vinyl").locator("input").uncheck()
    assert tree.item("Acrylic").get_attribute("aria-selected") == "true", "what was marked stays marked"


def test_nothing_is_dropped_where_it_may_not_be(tree):
    before = tree.version
    for target in ("Foundation", "Support"):
        tree.item("Acrylic").locator(".what").drag_to(tree.item(target))
    tree.item("Main ID").locator(".what").drag_to(tree.item("Vinyl"))
    assert tree.page.locator(".drop-in, .drop-before, .drop-after").count() == 0
    assert tree.version == before


def test_a_click_shows_a_part_and_what_is_typed_is_not_left_unasked(tree):
    tree.item("Vinyl").locator("a").click()
    tree.page.wait_for_selector("#panel [name='part.label'][value=Vinyl]")
    tree.page.fill("#panel [name='part.number']", "V-1")
    tree.page.once("dialog", lambda asked: asked.dismiss())
    tree.item("LED").locator("a").click()
    assert tree.page.input_value("#panel [name='part.number']") == "V-1"
    tree.page.click("#panel button[value=change]")
    tree.page.wait_for_selector("#told:has-text('changed face Vinyl')")
    assert tree.now()["children"][0]["children"][1]["number"] == "V-1"


def test_what_is_typed_beside_the_tree_is_kept_and_offered_when_one_comes_back(tree):
    tree.item("Vinyl").locator("a").click()
    tree.page.wait_for_selector("#panel [name='part.label'][value=Vinyl]")
    tree.page.fill("#panel [name='part.quantity']", "many")
    tree.page.fill("#panel [name='part.number']", "V-77")
    with tree.page.expect_response(lambda r: r.url.endswith("/unsaved") and r.status == 204):
        tree.page.click("#panel button[value=change]")
    tree.page.wait_for_selector("#panel .bad:has-text('must be a number')")
    expect(tree.page.locator("#panel .kept-note")).to_contain_text("Draft kept")
    tree.page.goto(f"{tree.shop.base}/projects/{tree.id}/tree")
    assert "Vinyl: typed" in tree.page.text_content(".drafts")
    tree.page.click(".drafts a")
    assert tree.page.input_value("#panel [name='part.number']") == "V-77"
    tree.page.fill("#panel [name='part.quantity']", "2")
    tree.page.click("#panel button[value=change]")
    tree.page.wait_for_selector("#told:has-text('changed face Vinyl')")
    assert tree.page.locator(".drafts").count() == 0
    assert tree.now()["children"][0]["children"][1]["number"] == "V-77"
    tree.tab.complaints[:] = [one for one in tree.tab.complaints if "422" not in one]


def test_a_second_tab_is_told_what_changed_and_does_it_again(tree):
    tree.do(do="rename", nodes=[tree.ids["Vinyl"]], label="Film")
    tree.focus("LED").press("Control+d")
    tree.page.wait_for_selector(".clash")
    assert "name Vinyl → Film" in tree.page.text_content(".clash")
    assert tree.below() == ["Acrylic", "Film", "Angle", "LED"]
    tree.edit("Enter")
    assert tree.below() == ["Acrylic", "Film", "Angle", "LED", "LED"]
    said = [one for one in tree.tab.complaints if "412" not in one]
    tree.tab.complaints[:] = said


def test_what_was_typed_stays_a_draft_on_the_server_while_a_conflict_waits(tree):
    tree.item("Vinyl").locator("a").click()
    tree.page.wait_for_selector("#panel [name='part.label'][value=Vinyl]")
    tree.page.fill("#panel [name='part.number']", "V-9")
    tree.do(do="rename", nodes=[tree.ids["Vinyl"]], label="Film")
    tree.page.click("#panel button[value=change]")
    expect(tree.page.locator(".clash .kept-note")).to_contain_text("Draft kept")
    assert tree.page.locator(".drafts").count() == 0, "and is not offered from this browser beside it"
    tree.page.click(".clash button.main")
    tree.page.wait_for_selector("#told:has-text('changed face Film')")
    assert tree.now()["children"][0]["children"][1]["number"] == "V-9"
    assert tree.page.evaluate("localStorage.length") == 0
    tree.tab.complaints[:] = [one for one in tree.tab.complaints if "412" not in one]


def test_while_the_server_is_away_nothing_is_lost_and_it_is_said(tree):
    tree.page.context.set_offline(True)
    tree.focus("LED").press("Delete")
    tree.page.wait_for_selector("#told:has-text('the server did not answer')")
    tree.page.context.set_offline(False)
    assert tree.focus("LED").edit("Delete").below() == ["Acrylic", "Vinyl", "Angle"]
    tree.tab.complaints[:] = [one for one in tree.tab.complaints if "ERR_INTERNET_DISCONNECTED" not in one]


def test_without_scripts_the_buttons_do_it(tree):
    page = tree.shop.tab("engineer", java_script_enabled=False).open(f"/projects/{tree.id}/tree")
    page.check(f"input[value='{tree.ids['LED']}']")
    page.click("button[value=duplicate]")
    assert tree.below() == ["Acrylic", "Vinyl", "Angle", "LED", "LED"]
    page.click("a:has-text('Angle')")
    page.fill("[name='part.unit_price_usd']", "4.50")
    page.click("button[value=change]")
    assert "4.50" in page.text_content("[role=tree]")
    page.click("button[value=undo]")
    assert "Done: undid: changed frame Angle" in page.text_content("#told")
    page.check(f"input[value='{tree.ids['LED']}']")
    page.select_option("#tree-into", label="Reader")
    page.click("button[value=move]")
    assert tree.below(1) == ["LED"]
    page.context.close()
    tree.shop.tabs[:] = [tab for tab in tree.shop.tabs if tab.page is not page]
