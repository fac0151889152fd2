"""Steps that repeat: one in full, all of them as lines of a table, and none lost."""

from __future__ import annotations

import pytest

from apex.report.part.brief import rounds, table
from apex.report.part.step import TABLED, stages
from apex.report.sheet import sheet_rows
from tests.report.test_package_kinds import DOCUMENTS, content, worked
from tests.report.test_package_loads import number

POSTS = "two posts on drilled piers"


def step(symbol="F", value=1.0, kind="computed", **other):
    row = {
        "kind": kind, "symbol": symbol, "label": f"about {symbol}", "citation": "here", "formula": "a * b", "unit": "",
        "unit_text": "lb", "value": value, "value_text": "" if value is None else f"{value:g}", "given": {}, "case": "",
    }  # fmt: skip
    return {**row, **other}


def note(text):
    return step("", None, "note", label=text, formula="", citation="", value_text="", unit_text="")


def force(a, b):
    return step("F", a * b, given={"a": a, "b": b})


def parts(kind, start):
    return [p for found in content(kind)["stages"].values() for p in found if p["title"].startswith(start)]


def tables(part):
    return [r for r in part["rows"] if r["kind"] == "table"]


def test_rounds_of_the_same_steps_are_found_with_their_notes():
    rows = [force(9, 9), note("x"), *(s for i in (1, 2, 3) for s in (note(f"case {i}"), force(i, 2.0))), note("end")]
    assert [len(r) for r in rounds(rows)] == [1, 1, 3, 1]
    assert [r for found in rounds(rows) for made in found for r in made] == rows


def test_two_of_a_kind_and_checks_are_left_alone():
    twice = [note("a"), force(1, 2), note("b"), force(2, 2)]
    assert all(len(r) == 1 for r in rounds(twice))
    checked = [r for i in (1, 2, 3) for r in (force(i, 1), step("", None, "checked"))]
    assert all(len(r) == 1 for r in rounds(checked))


def test_a_last_round_that_goes_on_is_no_round():
    rows = [s for i in (1, 2, 3, 4) for s in (note(f"case {i}"), force(i, 2.0))] + [force(7, 2.0)]
    assert next(len(r) for r in rounds(rows)) == 3


def test_a_table_has_what_differs_and_marks_the_largest():
    made = table([[note(f"case {i}, of wind"), force(float(i), 2.0)] for i in (1, 3, 2)])
    assert [(c.head, c.cells) for c in made.columns] == [("a", ["1", "3", "2"]), ("F", ["2", "6", "4"])]
    assert [(line.name, line.largest) for line in made.lines] == [
        ("case 1", False),
        ("case 3", True),
        ("case 2", False),
    ]


def test_a_result_that_stays_is_shown_where_its_numbers_do_not():
    made = table([[step("K", 0.85, given={"z": z})] for z in (6.0, 9.0, 15.0, 12.0)])
    assert [c.head for c in made.columns] == ["z", "K"]


def test_what_a_step_takes_from_the_one_before_is_told_once():
    made = table([[force(i, 2.0), step("G", 4.0 * i, given={"F": 2.0 * i})] for i in (1, 2, 3)])
    assert [c.head for c in made.columns] == ["a", "F", "G"]


def test_shares_of_shear_and_of_moment_stand_under_their_names():
    (part,) = parts(POSTS, "Loads of the left post")
    assert [h["unit"] for h in tables(part)[0]["heads"]] == ["shear", "shear", "moment", "moment"]


@pytest.mark.parametrize("kind", [POSTS, "a spread footing"])
def test_a_check_and_a_table_stay_with_the_step_before_them(kind):
    for part in (p for found in content(kind)["stages"].values() for p in found):
        rows = part["rows"]
        for row, after in zip(rows, [*rows[1:], {"kind": ""}], strict=True):
            assert row["stuck"] is (after["kind"] in ("checked", "table"))


def test_equal_lines_are_told_together():
    made = table([[note(f"post at x = {x} ft"), force(a, 2.0)] for a in (1, 2) for x in (-5, 0, 5)])
    assert [line.name for line in made.lines] == ["post at x = -5, 0 and 5 ft"] * 2
    assert [line.cells for line in made.lines] == [["1", "2"], ["2", "4"]]
    unnamed = table([[force(a, 2.0)] for a in (1, 2, 1, 1)])
    assert [line.name for line in unnamed.lines] == ["3 alike", ""]


def test_rounds_that_do_not_differ_need_no_table():
    assert table([[force(1, 2)], [force(1, 2)], [force(1, 2)]]) is None


@pytest.mark.parametrize("place", ["left post", "right post"])
def test_the_table_of_shares_agrees_with_the_loads_of_the_posts(place):
    """A share is the load of the post over that of all posts: the loads stand in tables of their own."""
    loads = {t["title"]: {r[0]: [number(v) for v in r[1:]] for r in t["rows"]} for t in content(POSTS)["actions"]}
    whole = next(rows for title, rows in loads.items() if "of all posts" in title)
    post = next(rows for title, rows in loads.items() if f", {place}, x = " in title)
    (part,) = parts(POSTS, f"Loads of the {place}")
    (made,) = tables(part)
    found = {}
    for line in made["lines"]:
        names, _, case = line["name"].rpartition(", ")
        for group in names.replace(",", "").split(" and "):
            found[f"{group}, {case}"] = [float(line["cells"][i].replace("−", "-")) for i in (1, 3)]
    assert len(found) >= 6
    for name, (shear, moment) in found.items():
        assert post[name][2] / whole[name][2] == pytest.approx(shear, abs=0.006)
        assert post[name][3] / whole[name][3] == pytest.approx(moment, abs=0.002)


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_no_computed_figure_is_lost(kind):
    """Every result of the sheet is in a row of its part, in full, cited again, or in a table."""
    made = stages(worked(kind))
    for stage in sheet_rows(worked(kind)):
        own = [p for p in stage["parts"] if p["title"] != TABLED]
        for part, shown in zip(own, made[stage["stage"]], strict=True):
            rows = shown["rows"]
            values = {r["value"] for r in rows if "value" in r} | {
                c for r in rows if r["kind"] == "table" for line in r["lines"] for c in line["cells"]
            }
            assert {r["value_text"] for r in part["rows"] if r["kind"] == "computed"} <= values


def test_letters_stand_once_in_a_section_and_numbers_every_time():
    rows = [r for p in content(POSTS)["stages"]["support"] for r in p["rows"] if r["kind"] in ("computed", "again")]
    shown = [(r["spoken"], r["label"], r["cite"]) for r in rows if r["kind"] == "computed" and r["letters"]]
    assert len(shown) == len(set(shown))
    assert all(r["numbers"] for r in rows if r["kind"] == "computed")
    assert any(not r["letters"] for r in rows if r["kind"] == "computed") and any(r["kind"] == "again" for r in rows)
