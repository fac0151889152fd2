"""The rows of options: each section once, what is known of it and no more, why not, the front, the order."""

import copy
from dataclasses import replace

import pytest

from apex.actions.option import Wish, freed, weigh
from apex.engine.design import design
from apex.engine.document import Document
from apex.engine.envelope import show_ratio
from apex.engine.support.candidate import pareto
from apex.errors import InvalidInputError, NotFoundError, OutOfScope
from apex.report.choice import FARTHEST, drawn, plot
from apex.report.option import BELOW, HOLE, SLENDER, SORTS, as_result, front, in_order, natural, options
from apex.schema.read import read
from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.report.test_plot import read_back

EVERY = ("W", "HSS_square", "HSS_rect", "HSS_round", "pipe")
NAMES = ("main_street_pylon", "flag_offset_cafe", "auto_row_wide_sign", "truck_stop_high_rise")


def document(name="main_street_pylon", **support):
    found = load_yaml((ROOT / "examples" / f"{name}.yaml").read_bytes())
    found["support"] = {**found.get("support", {}), **support}
    return found


def chosen(packs, given):
    return design(read(Document, given), packs)


@pytest.fixture(scope="module", params=NAMES)
def pair(request, packs):
    """A design whose section the engine chose, and its options."""
    made = chosen(packs, document(request.param))
    return made, options(made.selection)


def test_every_candidate_is_there_once(pair):
    made, found = pair
    assert sorted(o.section for o in found.every) == sorted(c.section.name for c in made.selection.candidates)
    assert found.tried == len(made.selection.candidates)
    assert {o.section for o in found.passing} == {c.section.name for c in made.selection.candidates if c.feasible}


def test_proven_are_those_the_engine_worked_out_and_no_other(pair):
    made, found = pair
    proven = {o.section: o.ratio_whole for o in found.passing if o.state == "proven"}
    assert proven == {c.section.name: c.ratio for c in made.selection.feasible}
    assert found.taken.section == made.support.section.name
    for o in found.passing:
        if o.state == "proven":
            assert o.ratio_whole >= o.ratio_at_grade - 1e-12
        else:
            assert o.ratio_whole is None


@pytest.mark.parametrize("place", [0, 2, 8, -1])
def test_a_row_says_what_the_design_with_that_section_comes_to(packs, place):
    found = options(chosen(packs, document()).selection)
    o = found.passing[place]
    made = chosen(packs, document(section=o.section))
    # The sweep over arrays and the design of one section are two routes to the same figure.
    assert o.ratio_at_grade == pytest.approx(max(c.ratio for c in made.support.checks), rel=1e-9)
    if o.state == "proven":
        (check,) = [c for c in made.checks if c.name == o.governing]
        assert o.ratio_whole == pytest.approx(check.ratio, rel=1e-9)
    assert (o.weight_plf, o.depth_in) == (made.support.section.weight_plf, made.support.section.depth_in)
    rate = packs.pricing.steel[o.family].value
    assert o.cost_usd == pytest.approx(25.0 * o.weight_plf * float(rate))


@pytest.mark.parametrize("by", ["cost", "weight"])
def test_the_front_is_what_nothing_beats_in_both(pair, by):
    made, _ = pair
    found = options(made.selection, by=by)
    column = {"cost": "cost_usd", "weight": "weight_plf"}[by]

    def beaten(o):
        a, b = getattr(o, column), o.ratio_at_grade
        others = [(getattr(p, column), p.ratio_at_grade) for p in found.passing if p is not o]
        return any(x <= a and y <= b and (x < a or y < b) for x, y in others)

    marked = {o.section for o in found.passing if o.front}
    assert marked
    assert marked == {o.section for o in found.passing if not beaten(o)}
    if by == "cost":
        assert marked == {c.section.name for c in pareto(made.selection.candidates)}
    line = front(found.passing, by)
    assert [getattr(o, column) for o in line] == sorted(getattr(o, column) for o in line)
    assert [o.ratio_at_grade for o in line] == sorted((o.ratio_at_grade for o in line), reverse=True)


@pytest.mark.parametrize("sort", SORTS)
def test_rows_come_in_the_order_asked_for(packs, sort):
    found = options(chosen(packs, document()).selection, sort=sort)
    keys = {
        "weight": lambda o: o.weight_plf,
        "depth": lambda o: o.depth_in,
        "cost": lambda o: o.cost_usd,
        "ratio": lambda o: o.ratio_at_grade,
        "name": lambda o: natural(o.section),
    }
    got = [keys[sort.removeprefix("-")](o) for o in found.passing]
    assert got == sorted(got, reverse=sort.startswith("-"))
    assert len(set(map(str, got))) > 1


def test_ties_go_by_weight_depth_and_name_both_ways(packs):
    first = options(chosen(packs, document()).selection).passing[0]
    rows = [replace(first, section=s, weight_plf=w) for s, w in (("B", 2.0), ("A", 2.0), ("C", 1.0))]
    for sort in ("depth", "-depth"):
        assert [o.section for o in in_order(rows, sort)] == ["C", "A", "B"]


def test_labels_are_sorted_as_people_read_them():
    names = ["HSS10X10X1/4", "HSS6.000X0.250", "HSS6.000X0.125", "Pipe12STD", "HSS4-1/2X4-1/2X1/8", "Pipe8STD"]
    assert sorted(names, key=natural) == [
        "HSS4-1/2X4-1/2X1/8", "HSS6.000X0.125", "HSS6.000X0.250", "HSS10X10X1/4", "Pipe8STD", "Pipe12STD",
    ]  # fmt: skip


def test_each_reason_counts_its_own_and_none_shows_a_figure_the_method_does_not_cover(packs):
    found, _ = weigh(packs, document("flag_offset_cafe"), Wish(families=EVERY))
    counts = {r.kind: len(r.options) for r in found.failing}
    assert sum(counts.values()) == found.ruled_out == found.tried - len(found.passing)
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    kinds = {r.kind: r.options for r in found.failing}
    assert {HOLE, SLENDER} < set(kinds)
    open_sections = next(held for kind, held in kinds.items() if "closed section" in kind)
    assert {o.family for o in open_sections} == {"W"}
    for o in (*kinds[SLENDER], *kinds[HOLE], *open_sections):
        assert o.ratio_at_grade is None
        assert o.at_grade_text == ""
    assert all("needs a hole of" in o.reason and "30.0 in wide" in o.reason for o in kinds[HOLE])


def test_a_failing_ratio_is_told_upward_with_every_check_it_fails(packs):
    made = chosen(packs, document())
    found = options(made.selection)
    known = {c.section.name: c for c in made.selection.candidates}
    at_grade = [o for r in found.failing if r.kind.startswith("fails at grade") for o in r.options]
    assert at_grade
    for o in at_grade:
        c = known[o.section]
        failed = {name: ratio for name, ratio in c.ratios.items() if ratio > 1.0}
        assert o.ratio_at_grade == max(failed.values())
        assert o.reason == ", ".join(f"{name.lower()} {show_ratio(ratio)}" for name, ratio in failed.items())


def test_what_passes_at_grade_and_fails_in_the_ground_says_both(packs):
    found, _ = weigh(packs, document("auto_row_wide_sign"), Wish(families=EVERY))
    (below,) = [r for r in found.failing if r.kind == BELOW]
    for o in below.options:
        assert o.state == "fails"
        assert o.ratio_at_grade <= 1.0 < o.ratio_whole
        assert "1." in o.reason


def test_where_nothing_passes_the_nearest_is_named_with_what_it_fails(packs):
    found, outcome = weigh(packs, document("nothing_feasible"), Wish(every=True))
    assert found.passing == ()
    assert found.taken is None
    others = [o.ratio_at_grade for r in found.failing for o in r.options if o.ratio_at_grade is not None]
    assert found.nearest.ratio_at_grade == min(others)
    assert f"combined forces {show_ratio(found.nearest.ratio_at_grade)}" in found.nearest.reason
    assert outcome.result["nearest"]["section"] == found.nearest.section
    assert outcome.confidence < 0.6
    assert plot(found) == ""
    assert found.nearest.section in plot(found, every=True)


def test_the_section_of_the_design_is_marked_and_left_aside(packs):
    given = document(section="hss14.000 x 0.250")
    before = copy.deepcopy(given)
    found, _ = weigh(packs, given, Wish(), "hss14.000 x 0.250")
    free, _ = weigh(packs, document(), Wish())
    assert given == before
    assert [o.section for o in found.every if o.in_design] == ["HSS14.000X0.250"]
    assert [replace(o, in_design=False) for o in found.every] == list(free.every)
    assert found.taken.section == "HSS13.375X0.188"
    assert plot(found).count('class="ring"') == 1
    assert 'class="ring"' not in plot(free)


def test_segments_are_left_aside_too():
    given = document(segments=[{"section": "Pipe8STD", "length_ft": 25}])
    assert freed(given)["support"]["segments"] is None
    assert freed(given, ("pipe",))["support"]["families"] == ["pipe"]
    assert given["support"]["families"] == ["HSS_round", "pipe"]


def test_a_family_filter_shows_those_families_and_another_material_is_refused(packs):
    found, outcome = weigh(packs, document(), Wish(families=("HSS_square", "HSS_rect")))
    assert {o.family for o in found.every} == {"HSS_square", "HSS_rect"}
    assert outcome.result["families"] == ["HSS_square", "HSS_rect"]
    with pytest.raises(InvalidInputError, match="1 field"):
        weigh(packs, document(), Wish(families=("tube_round",)))


def test_aluminum_and_several_posts_have_options_too(packs):
    low = document("monument_height_clinic")
    low["support"] = {"material": "aluminum"}
    tubes, outcome = weigh(packs, low, Wish(every=True))
    assert {o.family for o in tubes.every} == {"tube_round", "tube_square"}
    assert tubes.taken is not None
    assert "sections_aluminum" in outcome.pack_metadata
    one, _ = weigh(packs, document(), Wish())
    two, _ = weigh(packs, document(count=2, spacing_ft=8), Wish())
    assert two.taken.weight_plf < one.taken.weight_plf
    same = next(o for o in two.every if o.section == one.taken.section)
    assert same.cost_usd == pytest.approx(2.0 * one.taken.cost_usd)


def test_checks_no_section_answers_for_are_told_beside_those_that_pass(packs):
    shallow = document()
    shallow["foundation"] = {**shallow["foundation"], "depth_ft": 4}
    found, outcome = weigh(packs, shallow, Wish())
    assert found.passing
    assert "Embedment depth" in found.design_fails
    assert any(a.startswith("warning:") and "Embedment depth" in a for a in outcome.assumptions)
    assert outcome.result["design_fails"] == list(found.design_fails)
    assert weigh(packs, document(), Wish())[0].design_fails == ()


def test_what_is_out_of_scope_or_not_complete_has_no_options_but_a_reason(packs):
    with pytest.raises(OutOfScope, match="closed section"):
        weigh(packs, document(), Wish(families=("W",)))
    with pytest.raises(NotFoundError, match="no site, no sign, no foundation"):
        weigh(packs, {"schema": "apex/design/1", "name": "x"}, Wish())


@pytest.mark.parametrize("every", [False, True])
def test_the_plot_has_one_point_for_each_option_it_shows(pair, every):
    _, found = pair
    shown = drawn(found, every=every)
    text = plot(found, every=every)
    marks = [text.count(f'class="{kind}" ') for kind in ("full", "hollow", "cross")]
    legend = text[text.index('class="legend"') :]
    samples = [legend.count(f'class="{kind}" ') for kind in ("full", "hollow", "cross")]
    points = [m - s for m, s in zip(marks, samples, strict=True)]
    states = [sum(o.state == s for o in shown) for s in ("proven", "at_grade", "fails")]
    assert points == states
    assert set(found.passing) <= set(shown)
    for o in shown:
        assert text.count(f"<title>{o.section}: ") == 1
        assert max(o.ratio_at_grade, o.ratio_whole or 0.0) <= FARTHEST
    if every:
        near = {
            o.section
            for r in found.failing
            for o in r.options
            if o.ratio_at_grade is not None and max(o.ratio_at_grade, o.ratio_whole or 0.0) <= FARTHEST
        }
        assert near == {o.section for o in shown if o.state == "fails"}


@pytest.mark.parametrize(("by", "column"), [("cost", "cost_usd"), ("weight", "weight_plf")])
def test_each_point_stands_at_the_figures_of_its_row(pair, by, column):
    made, _ = pair
    found = options(made.selection, by=by)
    rows = {o.section: o for o in found.passing}
    read_off = {title.split(":")[0]: (x, y) for title, x, y in read_back(plot(found))}
    assert set(read_off) == set(rows)
    for section, (x, y) in read_off.items():
        assert x == pytest.approx(rows[section].ratio_at_grade, abs=1e-3)
        assert y == pytest.approx(getattr(rows[section], column), rel=2e-3)


def test_machines_get_the_same_rows_rounded_upward_where_they_fail(packs):
    found, outcome = weigh(packs, document(), Wish(every=True))
    shown = outcome.envelope(code_version={})["result"]
    assert [r["section"] for r in shown["options"]] == [o.section for o in found.passing]
    assert shown["proven_count"] == found.proven == 5
    for row, o in zip(shown["options"], found.passing, strict=True):
        assert row["ratio_at_grade"] == pytest.approx(o.ratio_at_grade, abs=5.1e-4)
        assert (row["ratio_whole"] is None) == (o.ratio_whole is None)
        assert row["proven"] == (o.state == "proven")
    failing = [(row, o) for g, r in zip(shown["infeasible"], found.failing, strict=True)
               for row, o in zip(g["options"], r.options, strict=True)]  # fmt: skip
    assert all(row["ratio_at_grade"] > 1.0 for row, o in failing if o.kind.startswith("fails at grade"))
    assert all(row["reason"] for row, _ in failing)
    short = as_result(found, every=False)
    assert [g["options"] for g in short["infeasible"]] == [None] * len(found.failing)
    assert [g["count"] for g in short["infeasible"]] == [len(r.options) for r in found.failing]
