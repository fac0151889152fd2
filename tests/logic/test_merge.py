"""Two people change one design: what is merged, what is asked, and that a choice is needed for the rest."""

import copy

import pytest

from apex.logic.diff import equal
from apex.logic.flat import ABSENT, drop, put
from apex.logic.merge import Conflict, Field, UnresolvedError, merge, resolve

BASE = {
    "name": "Main Street pylon",
    "site": {"wind_speed_mph": 115, "exposure": "C", "soil": {"class": 4}, "sds": None},
    "sign": {"cabinets": [{"name": "Main ID", "width_ft": 12, "height_ft": 8}, {"name": "Reader", "width_ft": 8}]},
    "support": {"families": ["HSS_round", "pipe"], "count": 1},
    "foundation": {"kind": "direct_burial", "rebar": {"size": 5, "count": 8}},
}


def changed(**puts):
    document = BASE
    for path, value in puts.items():
        dotted = path.replace("__", ".")
        document = drop(document, dotted) if value is ABSENT else put(document, dotted, value)
    return document


def paths(fields):
    return [field.path for field in fields]


def test_changes_to_different_fields_are_both_in_and_told_apart():
    theirs = changed(site__exposure="B", sign__cabinets__0__width_ft=14)
    mine = changed(name="Main Street", sign__cabinets__0__height_ft=9)
    merged = merge(BASE, theirs, mine)
    assert merged.document == changed(
        site__exposure="B", sign__cabinets__0__width_ft=14, name="Main Street", sign__cabinets__0__height_ft=9
    )
    assert merged.taken == (
        Field("site.exposure", "C", "B", "C"),
        Field("sign.cabinets.0.width_ft", 12, 14, 12),
    )
    assert merged.kept == (
        Field("name", "Main Street pylon", "Main Street pylon", "Main Street"),
        Field("sign.cabinets.0.height_ft", 8, 8, 9),
    )
    assert merged.agreed == ()
    assert merged.conflicts == ()


def test_a_field_both_changed_is_a_conflict_and_holds_mine_until_chosen():
    merged = merge(BASE, changed(site__wind_speed_mph=120), changed(site__wind_speed_mph=130))
    assert merged.conflicts == (Conflict("site.wind_speed_mph", 115, 120, 130),)
    assert merged.document["site"]["wind_speed_mph"] == 130
    assert merged.taken == merged.kept == merged.agreed == ()


def test_the_same_change_on_both_sides_is_agreed():
    merged = merge(BASE, changed(site__wind_speed_mph=120), changed(site__wind_speed_mph=120.0))
    assert merged.agreed == (Field("site.wind_speed_mph", 115, 120, 120.0),)
    assert merged.conflicts == ()
    assert isinstance(merged.document["site"]["wind_speed_mph"], float)


def test_true_against_one_is_a_conflict():
    merged = merge(BASE, changed(support__count=True), changed(support__count="1"))
    assert paths(merged.conflicts) == ["support.count"]


def test_a_list_of_values_is_one_field():
    merged = merge(BASE, changed(support__families=["pipe"]), changed(support__families=["HSS_round"]))
    assert merged.conflicts == (Conflict("support.families", ["HSS_round", "pipe"], ["pipe"], ["HSS_round"]),)
    merged = merge(BASE, changed(support__families=["pipe"]), changed(name="B"))
    assert merged.document["support"]["families"] == ["pipe"]


@pytest.mark.parametrize("removed", [ABSENT, None, "none"])
def test_removing_what_the_other_edited_is_one_conflict_at_what_was_removed(removed):
    edit = changed(foundation__rebar__size=6, foundation__rebar__ties=3)
    gone = changed(foundation__rebar=removed)
    merged = merge(BASE, edit, gone)
    assert merged.conflicts == (
        Conflict("foundation.rebar", {"size": 5, "count": 8}, {"size": 6, "count": 8, "ties": 3}, removed),
    )
    assert merged.taken == merged.kept == merged.agreed == ()
    assert resolve(merged, {"foundation.rebar": "mine"}) == gone
    assert resolve(merged, {"foundation.rebar": "theirs"}) == edit
    turned = merge(BASE, gone, edit)
    assert paths(turned.conflicts) == ["foundation.rebar"]
    assert resolve(turned, {"foundation.rebar": "mine"}) == edit
    assert resolve(turned, {"foundation.rebar": "theirs"}) == gone


def test_removing_what_nobody_else_touched_removes_it():
    assert merge(BASE, changed(name="B"), changed(foundation__rebar=ABSENT)).kept == (
        Field("foundation.rebar", {"size": 5, "count": 8}, {"size": 5, "count": 8}, ABSENT),
    )
    merged = merge(BASE, changed(foundation__rebar=ABSENT), changed(name="B"))
    assert paths(merged.taken) == ["foundation.rebar"]
    assert merged.document == changed(foundation__rebar=ABSENT, name="B")


def test_both_removing_a_thing_agree():
    merged = merge(BASE, changed(foundation__rebar=ABSENT), changed(foundation__rebar=ABSENT))
    assert merged.agreed == (Field("foundation.rebar", {"size": 5, "count": 8}, ABSENT, ABSENT),)
    assert "rebar" not in merged.document["foundation"]


def test_an_object_both_added_is_chosen_whole():
    theirs = changed(site__topography={"kind": "ridge", "H_ft": 50})
    mine = changed(site__topography={"kind": "hill", "x_ft": 10})
    merged = merge(BASE, theirs, mine)
    assert paths(merged.conflicts) == ["site.topography"]
    assert resolve(merged, {"site.topography": "theirs"}) == theirs
    assert resolve(merged, {"site.topography": "mine"}) == mine


def test_a_cabinet_one_side_added_is_in_when_the_other_left_the_cabinets_alone():
    longer = changed(sign__cabinets__2={"width_ft": 4})
    merged = merge(BASE, longer, changed(name="B"))
    assert merged.document == put(longer, "name", "B")
    assert paths(merged.taken) == ["sign.cabinets"]
    merged = merge(BASE, changed(name="B"), longer)
    assert merged.document == put(longer, "name", "B")
    assert paths(merged.kept) == ["sign.cabinets"]


@pytest.mark.parametrize(
    "longer",
    [changed(sign__cabinets__2={"width_ft": 4}), changed(sign__cabinets__0=ABSENT), changed(sign__cabinets=[])],
)
def test_cabinets_added_or_removed_while_the_other_edited_one_are_one_conflict(longer):
    edit = changed(sign__cabinets__1__width_ft=9)
    for theirs, mine in ((longer, edit), (edit, longer)):
        merged = merge(BASE, theirs, mine)
        assert paths(merged.conflicts) == ["sign.cabinets"]
        assert resolve(merged, {"sign.cabinets": "theirs"}) == theirs
        assert resolve(merged, {"sign.cabinets": "mine"}) == mine


def test_different_fields_of_different_cabinets_merge_and_one_field_of_one_conflicts():
    theirs = changed(sign__cabinets__0__width_ft=14, sign__cabinets__1__width_ft=9)
    mine = changed(sign__cabinets__0__width_ft=15, sign__cabinets__1__name="Board")
    merged = merge(BASE, theirs, mine)
    assert merged.conflicts == (Conflict("sign.cabinets.0.width_ft", 12, 14, 15),)
    assert merged.document["sign"]["cabinets"][1] == {"name": "Board", "width_ft": 9}


def test_a_field_dropped_from_a_cabinet_comes_back_when_theirs_is_chosen():
    theirs, mine = changed(sign__cabinets__0__height_ft=9), changed(sign__cabinets__0__height_ft=ABSENT)
    merged = merge(BASE, theirs, mine)
    assert merged.conflicts == (Conflict("sign.cabinets.0.height_ft", 8, 9, ABSENT),)
    assert resolve(merged, {"sign.cabinets.0.height_ft": "theirs"}) == theirs
    assert resolve(merge(BASE, mine, theirs), {"sign.cabinets.0.height_ft": "theirs"}) == mine


def test_each_conflict_is_chosen_for_itself():
    theirs = changed(site__wind_speed_mph=120, site__soil__class=3, name="Theirs")
    mine = changed(site__wind_speed_mph=130, site__soil__class=5, name="Mine")
    merged = merge(BASE, theirs, mine)
    chosen = resolve(merged, {"site.wind_speed_mph": "theirs", "site.soil.class": "mine", "name": "theirs"})
    assert chosen == changed(site__wind_speed_mph=120, site__soil__class=5, name="Theirs")


@pytest.mark.parametrize("choices", [{}, {"name": "mine"}, {"name": "mine", "site.exposure": "both"}])
def test_a_conflict_without_a_choice_is_refused_and_named(choices):
    merged = merge(BASE, changed(name="T", site__exposure="B"), changed(name="M", site__exposure="D"))
    with pytest.raises(UnresolvedError) as refused:
        resolve(merged, choices)
    missing = ("site.exposure",) if "name" in choices else ("name", "site.exposure")
    assert refused.value.paths == missing
    assert isinstance(refused.value, ValueError)
    assert all(path in str(refused.value) for path in missing)


def test_choices_for_what_no_longer_conflicts_are_left_aside():
    merged = merge(BASE, changed(name="T"), changed(site__exposure="D"))
    assert resolve(merged, {"name": "mine", "site.exposure": "theirs"}) == merged.document


def test_the_merged_document_keeps_the_order_of_mine_with_theirs_beside_it():
    merged = merge({"a": 1, "z": 1}, {"a": 1, "b": 2, "z": 1}, {"z": 1, "c": 3, "a": 1})
    assert list(merged.document) == ["z", "c", "a", "b"]


def typed(older, newer):
    """As a form compares: a blank is null or nothing, and numbers are what their text says."""
    return _shown(older) == _shown(newer)


def _shown(value):
    if value is None or value is ABSENT:
        return ""
    if isinstance(value, (bool, dict, list)):
        return str(value).lower()
    try:
        return f"{float(value):g}"
    except ValueError:
        return value


def test_typed_text_is_compared_with_stored_numbers_as_the_form_does():
    mine = {
        "name": "Main Street pylon",
        "site": {"wind_speed_mph": "115.0", "exposure": "B", "soil": {"class": "4"}},
        "sign": {"cabinets": [{"name": "Main ID", "width_ft": "13", "height_ft": "8"}, BASE["sign"]["cabinets"][1]]},
        "support": {"families": ["HSS_round", "pipe"], "count": "1"},
        "foundation": {"kind": "direct_burial", "rebar": {"size": "6", "count": "8"}},
    }
    theirs = changed(site__sds=0.2, site__wind_speed_mph=120, sign__cabinets__0__width_ft=14, foundation__rebar__size=6)
    merged = merge(BASE, theirs, mine, typed)
    assert paths(merged.taken) == ["site.wind_speed_mph", "site.sds"]
    assert paths(merged.kept) == ["site.exposure"]
    assert merged.agreed == (Field("foundation.rebar.size", 5, 6, "6"),)
    assert merged.conflicts == (Conflict("sign.cabinets.0.width_ft", 12, 14, "13"),)
    assert merged.document["site"]["sds"] == 0.2
    assert merged.document["site"]["wind_speed_mph"] == 120
    assert len(merge(BASE, theirs, mine).conflicts) > 1


def test_what_they_only_wrote_another_way_is_no_change():
    merged = merge(BASE, changed(site__wind_speed_mph="115.0"), changed(site__wind_speed_mph=120), typed)
    assert paths(merged.kept) == ["site.wind_speed_mph"]
    assert merged.taken == merged.agreed == merged.conflicts == ()


def test_the_comparison_sees_the_older_side_first_and_never_two_objects_or_two_lists():
    ranks = {"base": 0, "theirs": 1, "mine": 2}
    seen = []

    def same(older, newer):
        seen.append((older, newer))
        return equal(older, newer)

    merge(*({"a": {"b": [side]}, "c": [{"d": side}]} for side in ranks), same)
    assert seen
    assert all(ranks[older] < ranks[newer] for older, newer in seen)


def test_nothing_given_is_changed_or_shared():
    theirs = changed(foundation__rebar__size=6, sign__cabinets__2={"width_ft": 4})
    mine = changed(foundation__rebar=ABSENT, support__families=["W"])
    before = copy.deepcopy((BASE, theirs, mine))
    merged = merge(BASE, theirs, mine)
    chosen = resolve(merged, {"foundation.rebar": "theirs"})
    chosen["foundation"]["rebar"]["size"] = 9
    mine_chosen = resolve(merged, {"foundation.rebar": "mine"})
    mine_chosen["name"] = "Other"
    assert merged.document["name"] == BASE["name"]
    for document in (merged.document, chosen, mine_chosen):
        document["sign"]["cabinets"].clear()
        document["site"]["soil"]["class"] = 1
        document["support"]["families"].append("x")
    assert (BASE, theirs, mine) == before
    assert merged.conflicts[0].theirs == {"size": 6, "count": 8}
    assert "rebar" not in merged.document["foundation"]
