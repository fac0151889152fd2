"""The assembly tree over HTTP: edits as saves, the document behind it, undo, the bill."""

import csv
import io

import pytest

from tests.web.parts import DESIGN, FACE, Shop, labels


@pytest.fixture
def shop(house):
    return Shop(house)


def test_each_edit_is_a_version_with_its_reason_and_a_row_of_the_log(shop):
    face = shop.face()
    assert shop.versions[0] | {"at": "", "sha256": "", "actor": ""} == {
        "version": 2, "reason": "added face Acrylic to Main ID", "at": "", "sha256": "", "actor": "",
    }  # fmt: skip
    shop.do(do="delete", nodes=[face])
    events = shop.client.get(f"/api/v1/projects/{shop.id}/events").get_json()["result"]["items"]
    assert [e["verb"] for e in events[:2]] == ["tree.edited"] * 2
    assert events[0]["reason"] == "deleted face Acrylic"
    assert list(events[0]["changes"]) == ["version", "parts.nodes", "parts.children"]
    assert len(shop.versions) == 3


def test_an_edit_needs_the_version_it_saw(shop):
    etag = shop.client.get(shop.url).headers["ETag"]
    body = {"do": "add", "parent": shop.main, "kind": "face", "part": FACE}
    assert shop.client.post(shop.url, json=body).status_code == 428
    assert shop.send(etag, **body).status_code == 200
    stale = shop.send(etag, **body)
    assert stale.status_code == 412
    assert all(f.startswith("parts") for f in stale.get_json()["result"]["changed_fields"])
    assert len(shop.now()["tree"]["children"][0]["children"]) == 1


def test_cabinets_of_the_tree_are_those_of_the_design(shop):
    shop.do(do="rename", nodes=[shop.main], label="Main & <b>")
    assert shop.design["sign"]["cabinets"][0]["name"] == "Main & <b>"
    shop.face()
    made = shop.do(do="duplicate", nodes=[shop.main])
    (copy,) = made["made"]
    rows = shop.design["sign"]["cabinets"]
    assert [row["bottom_ft"] for row in rows] == [17, 25], "a copy stands on top, since two cannot stand in one place"
    assert rows[1] == {**rows[0], "bottom_ft": 25}
    assert labels(made["tree"]["children"][1]) == ["Acrylic"]
    assert shop.versions[0]["reason"].endswith("on top of the others: set its place under Design")
    shop.do(do="up", nodes=[copy])
    assert [row["bottom_ft"] for row in shop.design["sign"]["cabinets"]] == [25, 17]
    shop.do(do="delete", nodes=[copy])
    assert shop.design["sign"]["cabinets"] == rows[:1]


def test_the_calculation_follows_a_cabinet_that_was_added_in_the_tree(shop):
    before = shop.get("price")["total_usd"]
    cabinet = {"name": "Reader", "width_ft": 8, "height_ft": 3, "bottom_ft": 13, "weight_psf": 12}
    shop.do(do="add", parent="sign", kind="cabinet", cabinet=cabinet)
    assert shop.design["sign"]["cabinets"][1] == cabinet
    assert shop.get("price")["total_usd"] > before
    wrong = shop.refused(do="add", parent="sign", kind="cabinet", cabinet={**cabinet, "bottom_ft": 14, "width": 3})
    assert "overlaps" in wrong or "unknown field" in wrong
    assert len(shop.design["sign"]["cabinets"]) == 2


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"do": "delete", "nodes": ["MAIN"]}, "at least one cabinet"),
        ({"do": "delete", "nodes": ["foundation"]}, "the design has one"),
        ({"do": "duplicate", "nodes": ["support"]}, "set under Design"),
        ({"do": "rename", "nodes": ["support"], "label": "Pole"}, "has no name of its own in the design"),
        ({"do": "change", "nodes": ["MAIN"], "part": FACE}, "it is changed under Design"),
        ({"do": "add", "parent": "sign", "kind": "baseplate", "part": FACE}, "stands on no base plate"),
        ({"do": "add", "parent": "foundation", "kind": "face", "part": FACE}, "face belongs in a cabinet"),
        ({"do": "add", "parent": "gone", "kind": "face", "part": FACE}, "not in the tree any more"),
        ({"do": "move", "nodes": ["MAIN"], "parent": "MAIN"}, "into itself"),
        ({"do": "move", "nodes": ["gone"], "parent": "MAIN"}, "not in the tree any more"),
        ({"do": "paste", "nodes": [], "parent": "MAIN"}, "nothing was cut or copied"),
        ({"do": "undo", "version": 99}, "there is no version 99"),
        ({"do": "undo", "version": 1}, "nothing came before"),
        ({"do": "fly"}, "must be one of"),
        ({"do": "add", "parent": "MAIN", "kind": "face", "part": {**FACE, "quantity": 0}}, "must be more than 0"),
        ({"do": "add", "parent": "MAIN", "kind": "face", "part": {**FACE, "unit_price_usd": 0.035}}, "to the cent"),
        ({"do": "add", "parent": "MAIN", "kind": "face", "part": {"label": ""}}, "at least 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_reason_and_nothing_saved(shop, body, why):
    body = {k: [shop.main if n == "MAIN" else n for n in v] if isinstance(v, list) else v for k, v in body.items()}
    body = {k: shop.main if v == "MAIN" else v for k, v in body.items()}
    assert why in shop.refused(**body)
    assert len(shop.versions) == 1


def test_an_edit_that_changes_nothing_is_no_version(shop):
    face = shop.face()
    before = len(shop.versions)
    shop.do(do="delete", nodes=["gone"])
    shop.do(do="move", nodes=[face], parent=shop.main)
    shop.do(do="up", nodes=[face])
    shop.do(do="rename", nodes=[face], label="Acrylic")
    assert len(shop.versions) == before


def test_undo_after_a_save_is_a_save_and_gives_back_exactly_what_was(shop):
    first = shop.get("versions/1")["snapshot"]
    shop.face()
    shop.do(do="duplicate", nodes=[shop.main])
    done = shop.get("versions/3")["snapshot"]
    shop.do(do="undo", version=3)
    assert shop.versions[0]["reason"].startswith("undid: duplicated")
    shop.do(do="undo", version=2)
    now = shop.get("versions/5")["snapshot"]
    assert (now["document"], now["parts"]) == (first["document"], first["parts"])
    shop.do(do="undo", version=5)
    assert shop.versions[0]["reason"].startswith("did again: added face")
    shop.do(do="undo", version=4)
    now = shop.get("versions/7")["snapshot"]
    assert (now["document"], now["parts"]) == (done["document"], done["parts"])


def test_undo_leaves_what_was_saved_elsewhere_since(shop):
    shop.face()
    design = shop.design
    design["site"]["wind_speed_mph"] = 120
    design["sign"]["cabinets"][0]["width_ft"] = 11
    put = shop.client.put(f"/api/v1/projects/{shop.id}/design", json=design, headers={"If-Match": "*"})
    assert put.status_code == 200
    now = shop.now()
    assert labels(now["tree"]["children"][0]) == ["Acrylic"], "parts stay with a cabinet that is edited elsewhere"
    shop.do(do="undo", version=2)
    assert shop.now()["parts"] == 0
    assert (shop.design["site"]["wind_speed_mph"], shop.design["sign"]["cabinets"][0]["width_ft"]) == (120, 11)


def test_a_cabinet_of_an_old_version_does_not_go_where_no_design_is(house):
    shop = Shop(house)
    bare = house.project(shop.client)
    there = f"/api/v1/projects/{bare['id']}"
    assert shop.client.put(f"{there}/design", json=DESIGN, headers={"If-Match": "*"}).status_code == 200
    main = shop.client.get(f"{there}/tree").get_json()["result"]["tree"]["children"][0]["id"]
    back = shop.client.post(f"{there}/restore", json={"version": 1, "reason": ""}, headers={"If-Match": "*"})
    assert back.status_code == 200
    body = {"do": "paste", "nodes": [main], "parent": "sign", "how": "copy", "version": 2}
    refused = shop.client.post(f"{there}/tree", json=body, headers={"If-Match": "*"})
    assert refused.status_code == 422
    assert "there is no design yet" in refused.get_json()["errors"][0]["message"]
    assert shop.client.get(f"{there}/versions").get_json()["result"]["total"] == 3


def test_restore_and_clone_bring_the_parts_along(shop):
    shop.face()
    body = {"version": 1}
    assert (
        shop.client.post(f"/api/v1/projects/{shop.id}/restore", json=body, headers={"If-Match": "*"}).status_code == 200
    )
    assert shop.now()["parts"] == 0
    shop.client.post(f"/api/v1/projects/{shop.id}/restore", json={"version": 2}, headers={"If-Match": "*"})
    assert shop.now()["parts"] == 1
    clone = shop.client.post(f"/api/v1/projects/{shop.id}/clone").get_json()["result"]["id"]
    assert shop.client.get(f"/api/v1/projects/{clone}/tree").get_json()["result"]["sum_usd"] == 241.0


def test_a_project_that_was_submitted_keeps_its_parts_as_they_are(shop):
    shop.face()
    for to in ("estimating", "submitted"):
        path = f"/api/v1/projects/{shop.id}/transitions"
        assert shop.client.post(path, json={"to": to}, headers={"If-Match": "*"}).status_code == 200
    refused = shop.send(do="delete", nodes=[shop.main])
    assert (refused.status_code, refused.get_json()["errors"][0]["code"]) == (409, "read_only")


def test_parts_are_lines_of_the_bill_beside_the_price_of_the_engine(shop):
    before, engine = shop.get("price"), shop.get("bom")
    etag = shop.client.get(f"/api/v1/projects/{shop.id}/bom").headers["ETag"]
    shop.face()
    shop.do(do="add", parent="foundation", kind="concrete", part={"label": "=Mix 4000", "unit": "yd3"})
    assert shop.get("price") == {**before, "shop_parts_usd": 241.0}
    assert before["shop_parts_usd"] == 0.0
    bom = shop.client.get(f"/api/v1/projects/{shop.id}/bom")
    assert bom.headers["ETag"] != etag
    lines = bom.get_json()["result"]
    assert lines[: len(engine)] == engine
    assert lines[len(engine)] == {
        "item": "Main ID: face Acrylic", "quantity": 2.0, "unit": "ea", "unit_price_usd": 120.5, "amount_usd": 241.0,
        "part_number": "AC-316", "source": "shop",
    }  # fmt: skip
    assert lines[-1]["amount_usd"] is None
    rows = list(csv.reader(io.StringIO(shop.client.get(f"/api/v1/projects/{shop.id}/bom.csv").get_data(as_text=True))))
    assert rows[0] == ["item", "quantity", "unit", "unit_price_usd", "amount_usd", "part_number", "source"]
    assert rows[-2] == ["Main ID: face Acrylic", "2.0", "ea", "120.5", "241.0", "AC-316", "shop"]
    assert len(rows) == 1 + len(engine) + 2
    page = shop.house.browser("engineer").get(f"/projects/{shop.id}/price").get_data(as_text=True)
    whole = sum(round(line["amount_usd"] * 100) for line in engine) + 24100
    assert f'Total of the bill</th><td class="n">${whole / 100:,.2f}' in page
    assert "Beside this price: shop parts, <b>$241.00</b>, without 1 that has no price" in page
    assert f'Total</th><td class="n">${before["total_usd"]:,.2f}' in page
