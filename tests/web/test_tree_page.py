"""The page of the assembly tree without scripts: every button, two tabs, what was typed."""

import re

import pytest

from apex.web.treeplace import place_of
from tests.web.page import form
from tests.web.parts import DESIGN, FACE, PIER, Shop, labels


@pytest.fixture
def shop(house):
    return Shop(house)


class Desk:
    """One tab of a browser without scripts: it presses buttons and follows links."""

    def __init__(self, shop, browser=None):
        self.shop, self.browser = shop, browser or shop.house.browser("engineer")
        self.open(shop.page)

    def open(self, url):
        answer = self.browser.get(url)
        assert answer.status_code == 200
        self.text, self.url = answer.get_data(as_text=True), url
        return self

    def at(self, node):
        links = re.findall(r'href="([^"]+/tree[^"]*)"', self.text)
        return self.open(next(link.replace("&amp;", "&") for link in links if f"at={node}" in link))

    def press(self, do, form_with="", **fields):
        """Send the form that has the button, as it stands with these fields in it."""
        holders = re.findall(r"<form.*?</form>", self.text, re.DOTALL)
        page = next(f for f in holders if f'value="{do}"' in f and form_with in f)
        sent = form(page, self.shop.page)
        for name, value in fields.items():
            sent.setlist(name.replace("__", "."), value if isinstance(value, list) else [value])
        return self.sent(sent | {"do": do})

    def sent(self, fields):
        answer = self.browser.http.post(self.shop.page, data=fields)
        self.status = answer.status_code
        if self.status == 303:
            return self.open(answer.headers["Location"])
        self.text = answer.get_data(as_text=True)
        return self

    @property
    def again(self):
        """What the form of a conflict sends."""
        page = next(f for f in re.findall(r"<form.*?</form>", self.text, re.DOTALL) if "Do it on this tree" in f)
        return form(page, self.shop.page)

    @property
    def ids(self):
        return re.findall(r'role="treeitem" id="i-([^"]+)"', self.text)


def test_the_page_works_without_scripts_from_adding_to_redoing(shop):
    desk = Desk(shop).at(shop.main)
    desk.press("add", "new.label", kind="face", new__label="Panel", new__quantity="2", new__unit_price_usd="10.50")
    assert (desk.status, shop.now()["sum_usd"]) == (303, 21.0)
    assert "Done: added face Panel to Main ID." in desk.text
    face = desk.ids[2]
    desk.at(face).press("change", part__label="Panel B", part__quantity="3")
    assert shop.now()["sum_usd"] == 31.5
    desk.press("duplicate", node=[face])
    assert shop.now()["parts"] == 2
    desk.press("undo")
    assert (shop.now()["parts"], "Done: undid: duplicated face Panel B" in desk.text) == (1, True)
    desk.open(desk.url).press("undo").press("redo").press("redo")
    assert [c["label"] for c in shop.now()["tree"]["children"][0]["children"]] == ["Panel B", "Panel B"]
    assert 'value="redo" title="Nothing to do again" aria-keyshortcuts="Control+Y" disabled' in desk.text
    desk.press("delete", node=[face])
    assert shop.now()["parts"] == 1
    assert len(shop.versions) == 9


def test_cut_and_paste_and_copy_and_paste_by_buttons(house):
    shop = Shop(house, {**PIER, "sign": {"cabinets": [*DESIGN["sign"]["cabinets"], {
        "name": "Reader", "width_ft": 8, "height_ft": 3, "bottom_ft": 13, "weight_psf": 12}]}})  # fmt: skip
    first, second = shop.face(label="One"), shop.face(label="Two")
    reader = shop.now()["tree"]["children"][1]["id"]
    desk = Desk(shop)
    assert 'aria-keyshortcuts="Control+V" disabled' in desk.text
    desk.press("cut", node=[first, second])
    assert "Cut: 2 parts." in desk.text
    assert len(shop.versions) == 3, "to cut is no change of the project"
    assert desk.text.count('class="cut"') == 2
    desk.at(reader).press("paste")
    now = shop.now()["tree"]["children"]
    assert [c["id"] for c in now[1]["children"]] == [first, second], "what is cut keeps its ids"
    assert now[0]["children"] == []
    assert 'aria-keyshortcuts="Control+V" disabled' in desk.text, "what was cut is pasted once"
    desk.press("copy", node=[first])
    shop.do(do="delete", nodes=[first])
    desk.open(desk.url).at(second).press("paste")
    now = shop.now()["tree"]["children"][1]["children"]
    assert [c["label"] for c in now] == ["Two", "One"], "beside what holds nothing"
    assert first not in [c["id"] for c in now]
    desk.press("paste", form_with="tree-list")
    assert [c["label"] for c in shop.now()["tree"]["children"][1]["children"]] == ["Two", "One", "One"]
    desk.press("move", node=[second], parent=shop.main)
    assert labels(shop.now()["tree"]["children"][0]) == ["Two"]


def test_a_refused_form_keeps_what_was_typed(shop):
    desk = Desk(shop).at(shop.main)
    desk.press("add", "new.label", kind="frame", new__label="Angle <2>", new__quantity="many", new__number="A&B")
    assert desk.status == 422
    assert 'value="Angle &lt;2&gt;"' in desk.text
    assert 'value="A&amp;B"' in desk.text
    assert "must be a number" in desk.text
    assert desk.text.count("data-returned") == 1, "scripts keep it as a draft at once"
    desk.press("delete", node=[shop.main])
    assert (desk.status, "a sign needs at least one cabinet" in desk.text) == (422, True)


def test_a_refused_form_goes_on_from_the_version_it_began_from(shop):
    face = shop.face()
    desk = Desk(shop).at(face)
    shop.do(do="change", nodes=[face], part={"label": "Glass", "unit_price_usd": 99})
    desk.press("change", part__quantity="many", part__number="N-7")
    assert (desk.status, "must be a number" in desk.text) == (422, True)
    desk.press("change", part__quantity="3")
    assert desk.status == 412, "what somebody saved meanwhile was never on the page"
    assert "Acrylic → Glass" in desk.text
    assert shop.now()["tree"]["children"][0]["children"][0]["label"] == "Glass"


def test_a_form_that_does_not_say_where_it_began_is_told_so_before_anything_else(shop):
    face = shop.face()
    desk = Desk(shop).at(face)
    desk.press("change", part__quantity="many", etag="")
    assert (desk.status, "open the page again" in desk.text) == (428, True)


def test_special_characters_in_names_are_text_and_nothing_else(shop):
    wild = "<script>alert(1)</script> \"q\" 'a' & ünï {{ 7*7 }}"
    shop.face(label=wild)
    for url in (shop.page, f"/projects/{shop.id}/price", f"/projects/{shop.id}/versions"):
        page = shop.house.browser("engineer").get(url).get_data(as_text=True)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &#34;q&#34; &#39;a&#39; &amp; ünï {{ 7*7 }}" in page
    assert shop.now()["tree"]["children"][0]["children"][0]["label"] == wild


def test_two_tabs_in_conflict_lose_nothing_and_the_edit_is_done_again_on_the_new_tree(shop):
    face = shop.face()
    first, second = Desk(shop).at(face), Desk(shop).at(face)
    first.press("change", part__label="Glass", part__unit_price_usd="99")
    second.press("duplicate", node=[face])
    assert second.status == 412
    assert "Engineer saved" in second.text
    assert "Glass: unit price 120.5 → 99" in second.text
    assert "Yours: <b>duplicated face Glass</b>" in second.text
    assert shop.now()["parts"] == 1, "nothing is done unseen"
    second.sent(second.again)
    assert (second.status, labels(shop.now()["tree"]["children"][0])) == (303, ["Glass", "Glass"])
    second.press("undo")
    assert labels(shop.now()["tree"]["children"][0]) == ["Glass"], "the undo of one tab leaves the edit of the other"
    first.open(first.url).press("undo")
    assert labels(shop.now()["tree"]["children"][0]) == ["Acrylic"]


def test_in_a_conflict_the_edit_may_not_be_possible_any_more_and_what_was_typed_is_shown(shop):
    face = shop.face()
    first, second = Desk(shop), Desk(shop).at(face)
    first.press("delete", node=[face])
    second.press("change", part__label="Long <typed> text", part__number="N-1")
    assert second.status == 412
    assert "face Acrylic was taken out of Main ID" in second.text
    assert "Yours cannot be done on this tree: it is not in the tree any more" in second.text
    assert "to be added to <b>Main ID</b>" in second.text
    second.press("add", 'data-form="add"')
    assert second.status == 303
    (added,) = shop.now()["tree"]["children"][0]["children"]
    assert (added["kind"], added["label"], added["number"]) == ("face", "Long <typed> text", "N-1")


def test_what_was_typed_is_a_draft_of_its_version_while_a_conflict_waits(shop):
    face = shop.face()
    first, second = Desk(shop).at(face), Desk(shop).at(face)
    began = form(next(f for f in re.findall(r"<form.*?</form>", second.text, re.DOTALL) if "change" in f), shop.page)
    first.press("change", part__unit_price_usd="99")
    second.press("change", part__unit_price_usd="130.25", tab="tab-00000009")
    page = next(f for f in re.findall(r"<form.*?</form>", second.text, re.DOTALL) if "Do it on this tree" in f)
    assert re.search(r'data-unsaved="[^"]+" data-draft="tree" data-form="part" data-returned="1"', page)
    kept = second.again
    assert (kept["tab"], kept["began:etag"]) == ("tab-00000009", began["etag"])
    second.browser.http.post(f"/projects/{shop.id}/unsaved", data={**kept.to_dict(), "unsaved_form": "tree"})
    later = Desk(shop, second.browser).open(f"{shop.page}?draft=tab-00000009")
    later.press("change")
    assert later.status == 412
    later.sent({**later.again, "choose:part.unit_price_usd": "mine"})
    assert (later.status, part(shop)[4]) == (303, 130.25)
    assert "and not saved" not in later.open(shop.page).text


PARTS = ("label", "number", "quantity", "unit", "unit_price_usd")


def part(shop):
    face = shop.now()["tree"]["children"][0]["children"][0]
    return tuple(face[name] for name in PARTS)


def test_two_who_changed_different_fields_of_one_part_both_keep_theirs(shop):
    face = shop.face()
    first, second = Desk(shop).at(face), Desk(shop).at(face)
    first.press("change", part__unit_price_usd="99", part__unit="sheet")
    second.press("change", part__label="Glass", part__quantity="3")
    assert second.status == 412
    assert 'name="conflict"' not in second.text
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", second.text))
    assert "Name Glass yours" in said
    assert "Unit price ($) 99 theirs" in said
    second.sent(second.again)
    assert (second.status, part(shop)) == (303, ("Glass", "AC-316", 3, "sheet", 99))


@pytest.mark.parametrize(("choice", "price"), [("theirs", 99), ("mine", 130.25)])
def test_a_field_of_a_part_both_changed_is_chosen(shop, choice, price):
    face = shop.face()
    first, second = Desk(shop).at(face), Desk(shop).at(face)
    first.press("change", part__unit_price_usd="99", part__number="AC-1")
    second.press("change", part__unit_price_usd="130.25", part__quantity="3")
    sent = second.again
    assert sent.getlist("conflict") == ["part.unit_price_usd"]
    assert sent["part.unit_price_usd"] == "130.25", "one's own is sent along, so that a draft of the form has it"
    second.sent({**sent, "choose:part.unit_price_usd": choice})
    assert (second.status, part(shop)) == (303, ("Acrylic", "AC-1", 3, "ea", price))


def test_a_field_of_a_part_nobody_chose_for_is_not_blanked(shop):
    face = shop.face()
    first, second = Desk(shop).at(face), Desk(shop).at(face)
    first.press("change", part__unit_price_usd="99")
    second.press("change", part__unit_price_usd="130.25")
    second.sent(second.again)
    assert (second.status, "say what it is to be" in second.text) == (422, True)
    assert part(shop)[4] == 99


def test_a_third_writer_of_the_part_is_asked_about_too(shop):
    face = shop.face()
    first, second = Desk(shop).at(face), Desk(shop).at(face)
    first.press("change", part__unit_price_usd="99")
    second.press("change", part__quantity="3")
    shop.do(do="change", nodes=[face], part={"label": "Acrylic", "quantity": 4, "unit_price_usd": 99})
    second.sent(second.again)
    assert second.status == 412
    assert second.again.getlist("conflict") == ["part.quantity"]
    second.sent({**second.again, "choose:part.quantity": "mine"})
    assert (second.status, part(shop)[2:]) == (303, (3, "ea", 99))


def test_undo_that_would_take_another_ones_edit_along_is_refused(shop):
    face = shop.face()
    first = Desk(shop).at(face)
    first.press("change", part__label="Glass")
    shop.do(do="rename", nodes=[face], label="Steel")
    first.open(first.url).press("undo")
    assert first.status == 422
    assert "the same was changed since" in first.text
    assert labels(shop.now()["tree"]["children"][0]) == ["Steel"]


def test_a_new_edit_cuts_off_what_could_be_done_again(shop):
    desk = Desk(shop).at(shop.main)
    desk.press("add", "new.label", kind="face", new__label="A").press("undo")
    assert "redo=3" in desk.url
    desk.press("add", "new.label", kind="frame", new__label="B")
    assert "redo" not in desk.url
    assert "undo=4" in desk.url


def test_an_address_that_was_made_up_does_no_harm(shop):
    for query in ("undo=9.8&redo=x&clip=cut.1.9999&at=<b>", "clip=copy.77.1", "undo=0", "undo=1.", "clip=cut.1.3-1"):
        assert Desk(shop).open(f"{shop.page}?{query}").ids[0] == "sign"
    desk = Desk(shop).open(f"{shop.page}?undo=9&redo=8&clip=copy.77.1")
    for do in ("undo", "redo"):
        assert "there is no version" in desk.open(f"{shop.page}?undo=9&redo=8").press(do).text
    assert len(shop.versions) == 1


def test_what_was_copied_is_at_most_what_a_tree_holds():
    assert place_of({"clip": "copy.1.0-999"}).held.places == tuple(range(1000))
    for wild in ("0-999.0", "0-9999." + "0-9999." * 498 + "0-9999", "9999-0.0-999.0-999"):
        assert place_of({"clip": f"copy.1.{wild}"}).held is None
    assert place_of({"clip": "cut.2.998-9999"}).held.places == (998, 999)


def test_a_fragment_is_the_tree_alone(shop):
    browser = shop.house.browser("engineer")
    part = browser.get(shop.page, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert part.lstrip().startswith('<div class="parts">')
    assert "<html" not in part


def test_who_may_only_read_sees_the_tree_and_no_button(shop):
    shop.face()
    page = shop.house.browser("viewer").get(shop.page).get_data(as_text=True)
    assert "Acrylic" in page
    assert 'name="do"' not in page
    assert 'type="checkbox"' not in page


def test_a_project_without_a_design_says_where_to_begin(house):
    client = house.client("engineer")
    project = house.project(client)
    page = house.browser("engineer").get(f"/projects/{project['id']}/tree").get_data(as_text=True)
    assert "Nothing is designed yet" in page
    body = {"do": "add", "parent": "sign", "kind": "cabinet", "cabinet": {"width_ft": 3}}
    answer = client.post(f"/api/v1/projects/{project['id']}/tree", json=body, headers={"If-Match": "*"})
    assert "drawn under Design" in answer.get_json()["errors"][0]["message"]


def test_the_base_plate_holds_rods_where_the_design_has_one(house):
    shop = Shop(house, PIER)
    plate = shop.do(do="add", parent="sign", kind="baseplate", part={"label": "Plate"})["made"][0]
    shop.do(do="add", parent=plate, kind="rod", part={"label": "F1554", "quantity": 4, "unit_price_usd": 41.25})
    children = shop.now()["tree"]["children"]
    assert [c["kind"] for c in children] == ["cabinet", "support", "baseplate", "foundation"]
    assert shop.now()["sum_usd"] == 165.0


def test_what_was_typed_beside_the_tree_is_offered_taken_up_and_saved(shop):
    face = shop.face()
    desk = Desk(shop).at(face)
    holder = next(f for f in re.findall(r"<form.*?</form>", desk.text, re.DOTALL) if 'value="change"' in f)
    typed = form(holder, shop.page)
    typed["part.label"], typed["tab"] = "Half-typed", "tab-00000001"
    kept = desk.browser.http.post(f"/projects/{shop.id}/unsaved", data={**typed.to_dict(), "unsaved_form": "tree"})
    assert kept.status_code == 204
    desk.open(shop.page)
    assert re.search(r"Acrylic: typed .* and not saved", desk.text)
    assert "You typed in the parts and did not save" in desk.open("/").text
    address = re.search(r'href="([^"]*/tree\?draft=[^"]+)"', desk.text)[1]
    desk.open(address)
    assert 'value="Half-typed"' in desk.text
    assert "Take it up" not in desk.text
    desk.press("change")
    assert (desk.status, labels(shop.now()["tree"]["children"][0])) == (303, ["Half-typed"])
    assert "and not saved" not in desk.text
    assert "and did not save" not in desk.open("/").text


def test_a_draft_of_a_new_part_fills_its_own_form_and_is_dropped_by_a_button(shop):
    desk = Desk(shop).at(shop.main)
    holder = next(f for f in re.findall(r"<form.*?</form>", desk.text, re.DOTALL) if "new.label" in f)
    typed = form(holder, shop.page).to_dict() | {"new.label": "Trim", "kind": "frame", "tab": "tab-00000002"}
    desk.browser.http.post(f"/projects/{shop.id}/unsaved", data={**typed, "unsaved_form": "tree"})
    desk.open(f"{shop.page}?draft=tab-00000002")
    holder = next(f for f in re.findall(r"<form.*?</form>", desk.text, re.DOTALL) if "new.label" in f)
    again = form(holder, shop.page)
    assert (again["new.label"], again["kind"], again["tab"]) == ("Trim", "frame", "tab-00000002")
    desk.open(shop.page)
    drop = re.search(r'action="([^"]*/unsaved/tree/[^"]+)"', desk.text)[1]
    answer = desk.browser.http.post(drop, data=form(desk.text, drop))
    assert (answer.status_code, answer.headers["Location"]) == (303, shop.page)
    assert "and not saved" not in desk.open(shop.page).text


def test_a_draft_that_began_before_another_save_is_settled_as_a_conflict(shop):
    face = shop.face()
    desk = Desk(shop).at(face)
    holder = next(f for f in re.findall(r"<form.*?</form>", desk.text, re.DOTALL) if 'value="change"' in f)
    typed = form(holder, shop.page).to_dict() | {"part.label": "Mine", "tab": "tab-00000003"}
    desk.browser.http.post(f"/projects/{shop.id}/unsaved", data={**typed, "unsaved_form": "tree"})
    shop.do(do="change", nodes=[face], part={**FACE, "number": "X-2"})
    desk.open(f"{shop.page}?draft=tab-00000003").press("change")
    assert desk.status == 412
    assert "part number AC-316 → X-2" in desk.text
