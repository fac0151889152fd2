"""The tables of loads in the package: wind by case, actions at grade, combinations of each end post."""

from __future__ import annotations

import pytest

from apex.engine.design import design
from apex.engine.document import Document
from apex.packs.load import load_packs
from apex.report.content import package_content
from apex.report.number import minus
from apex.report.part import load
from apex.report.part.load import short
from apex.report.part.step import TABLED
from apex.schema.read import read
from tests.engine.documents import document
from tests.report.test_package_kinds import DOCUMENTS, content, given, worked


def actions(kind):
    return {t["title"]: t["rows"] for t in content(kind)["actions"]}


def number(shown):
    return float(shown.replace(",", "").replace("−", "-"))


def combined(kind, method):
    """Combinations of each end post by their names in the design, and the words under their tables."""
    for table in content(kind)["actions"]:
        if table["title"].startswith(method) and table["title"].endswith("post"):
            yield table["title"].rpartition(", ")[2], {r[0]: r for r in table["rows"]}, table["words"]


@pytest.mark.parametrize(("method", "cases"), [("LRFD", "strength"), ("ASD", "allowable")])
def test_each_end_post_has_the_combinations_that_govern(method, cases):
    kind = "two posts on drilled piers"
    made = worked(kind)
    found = list(combined(kind, method))
    assert [place for place, _, _ in found] == ["left post", "right post"]
    governing = {c.case for c in made.checks}
    for place, rows, words in found:
        own = [c for c in getattr(made.support, cases) if c.name.endswith(place)]
        named = {short(c.name.removesuffix(f", {place}")): c.total for c in own}
        assert set(rows) <= set(named) and f"{len(rows)} of {len(own)} cases of " in words
        assert {short(c.name.removesuffix(f", {place}")) for c in own if c.name in governing} <= set(rows)
        for k, action in enumerate(("N", "V_x", "V_y", "M_x", "M_y", "T"), start=1):
            most = max(abs(getattr(c.total, action)) for c in own)
            assert max(abs(number(r[k])) for r in rows.values()) == pytest.approx(most, abs=0.006)
        assert min(number(r[1]) for r in rows.values()) == pytest.approx(min(c.total.N for c in own), abs=0.006)
        for name, row in rows.items():
            assert number(row[4]) == pytest.approx(named[name].M_x, abs=0.006)


def test_the_velocity_pressure_is_told_once_where_it_has_k_d_in_it():
    older, newer = content("a spread footing")["wind_facts"], content("two posts on drilled piers")["wind_facts"]
    q = f"{worked('a spread footing').sign.q_h:.2f} psf"
    assert older[0] == ["Velocity pressure q_h, K_d in it", q] and [v for _, v in older].count(q) == 1
    assert [name for name, _ in newer[:2]] == ["Velocity pressure q_h", "q_h K_d"] and newer[0][1] != newer[1][1]


def test_few_combinations_are_all_shown():
    made, tables = worked("a buried pole"), content("a buried pole")["actions"]
    assert [len(t["rows"]) for t in tables[1:]] == [len(made.support.strength), len(made.support.allowable)]
    assert not any(t["words"] for t in tables)


def test_the_dead_load_of_a_post_is_factored():
    made = worked("two posts on drilled piers")
    dead = {x: loads.dead for (_, x), loads in zip(made.setting.posts.ends, made.support.demand.posts, strict=True)}
    for (_, rows, _), x in zip(combined("two posts on drilled piers", "LRFD"), (-4.0, 4.0), strict=True):
        assert number(rows["1.4D"][1]) == pytest.approx(1.4 * dead[x].N, abs=0.006)


def test_the_posts_together_carry_the_loads_of_the_sign():
    tables = actions("two posts on drilled piers")
    whole, left, right = list(tables.values())[:3]
    for row in whole[1:]:
        own = [next(r for r in rows if r[0] == row[0]) for rows in (left, right)]
        assert sum(number(r[3]) for r in own) == pytest.approx(number(row[3]), abs=0.011)


def test_ice_and_snow_have_their_rows():
    tables = actions("ice, by allowable stress")
    loads = next(iter(tables.values()))
    assert {"Dead", "Snow", "Ice", "on ice: case A"} <= {r[0] for r in loads}
    combined = [r[0] for title, rows in tables.items() if title.startswith("ASD") for r in rows]
    assert any("Wi" in name for name in combined) and any(name.endswith("+S") or "S," in name for name in combined)
    assert len([t for t in tables if t.startswith("ASD")]) == 2  # once for each post, support and soil alike
    assert not [t for t in tables if t.startswith("LRFD")]  # nothing of concrete is reinforced here


def test_the_wind_at_grade_stands_in_a_table_and_not_twice():
    made, found = worked("two posts on drilled piers"), content("two posts on drilled piers")
    assert TABLED in [p.title for p in made.sheet.parts]
    assert TABLED not in [p["title"] for p in found["stages"]["wind"]]
    assert [r[0] for r in found["wind_cases"]] == [*(name for name, _ in made.support.demand.normal), "along the face"]


def test_the_moment_of_a_wind_case_is_its_force_at_its_height():
    for _, force, height, moment, _ in content("two posts on drilled piers")["wind_cases"]:
        assert number(force) * number(height) == pytest.approx(number(moment), rel=0.01)


def test_a_plate_follows_lrfd_where_the_support_does_not():
    made = read(Document, {**DOCUMENTS["a spread footing"], "support": {"method": "ASD", "families": ["HSS_square"]}})
    found = package_content(design(made, load_packs()), **given("a spread footing"))
    titles = [t["title"] for t in found["actions"]]
    assert titles[1:] == [
        "ASD combinations at grade, for the support and the soil",
        "LRFD combinations at grade, for the plate and concrete",
    ]


WET = {
    "foundation__kind": "spread_footing", "foundation__water_depth_ft": 2, "site__sds": 1.0, "site__s1": 0.6,
    "site__sd1": 0.6, "site__snow_psf": 25, "site__ice_in": 1.0, "site__ice_wind_mph": 40,
}  # fmt: skip


@pytest.mark.parametrize("posts", [1, 2])
def test_what_governs_at_some_edge_or_water_is_among_the_combinations(posts):
    """The checks of a footing add the level of the water and the edge to the name of the combination."""
    several = {"support__count": 2, "support__spacing_ft": 8, "support__section": None} if posts > 1 else {}
    made = design(document(**WET, **several), load_packs())
    rows, many = set(), 0
    for table in load.actions(made):
        if "combinations" in table["title"]:
            place = table["title"].rpartition(", ")[2] if posts > 1 else ""
            rows |= {f"{r[0]}, {place}" if place else r[0] for r in table["rows"]}
            many += bool(table["words"])
    assert many
    checks = [c for c in made.checks if ", water at 2 ft" in c.case]
    assert len(checks) > 10
    for c in checks:
        assert short(c.case.partition(", water at")[0]) in rows, c.name


def test_a_combination_of_all_posts_is_shown_at_each():
    made = design(document(**WET, support__count=2, support__spacing_ft=8, support__section=None), load_packs())
    whole = next(c.case for c in made.checks if c.name == "Stability")
    assert not whole.endswith("post")
    tables = [t for t in load.actions(made) if "combinations" in t["title"] and t["words"]]
    method = "ASD" if whole in {c.name.removesuffix(", left post") for c in made.support.allowable} else "LRFD"
    of = [t for t in tables if t["title"].startswith(method)]
    assert len(of) == 2 and all(short(whole) in {r[0] for r in t["rows"]} for t in of)


def texts(value):
    """Every text that is shown, drawings left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from () if key in {"drawings", "sheets"} else texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)


def test_places_left_of_the_middle_have_a_true_minus():
    said = [t for t in texts(content("two posts on drilled piers")) if "x = " in t and "<" not in t]
    assert any("x = −4 ft" in t for t in said)
    assert not [t for t in said if "x = -" in t]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("post at x = -5, 0 and 5 ft", "post at x = −5, 0 and 5 ft"), ("3'-0\" deep", "3'-0\" deep"),
        ("ASCE 7-22", "ASCE 7-22"), ("-2 kip", "−2 kip"), ("(-2, 3)", "(−2, 3)"), ("A500-21 Gr C", "A500-21 Gr C"),
    ],
)  # fmt: skip
def test_a_hyphen_is_a_minus_only_before_a_negative_number(given, shown):
    assert minus(given) == shown


def test_no_two_parts_of_the_wind_have_one_title_where_there_is_ice():
    titles = [p["title"] for p in content("ice, by allowable stress")["stages"]["wind"]]
    assert len(set(titles)) == len(titles)
    assert any(t.startswith("Force coefficients of") and t.endswith(", with ice") for t in titles)
    assert not [t for t in titles[: next(i for i, t in enumerate(titles) if t.startswith("Ice of"))] if "with ice" in t]
