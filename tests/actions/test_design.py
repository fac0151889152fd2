"""The answer of a whole design: its parts, its packs, its money, its confidence."""

import copy
from decimal import Decimal

import pytest

from apex.actions import design as action
from apex.engine.envelope import confidence, round_ratio, rounded, show_ratio, taken_off
from apex.engine.trace import Check
from apex.errors import InvalidInputError, OutOfScope
from apex.packs.load import load_packs
from apex.schema.text import load_yaml
from apex.settings import ROOT

VERSION = {"version": "test"}


def document(name="main_street_pylon", **sections):
    given = load_yaml((ROOT / "examples" / f"{name}.yaml").read_bytes())
    for section, values in sections.items():
        given[section] = {**given.get(section, {}), **values}
    return given


def worked(given):
    return action.work_out(load_packs(), given)


def test_the_packs_used_are_named_with_their_hashes():
    _, outcome = worked(document())
    assert set(outcome.pack_metadata) == {
        "exposure_factors", "wind_asce7_16", "footing_calibration", "sections_aisc_v16", "materials", "pricing",
    }  # fmt: skip
    assert all(len(entry["sha256"]) == 64 for entry in outcome.pack_metadata.values())


def test_lines_region_margin_and_tax_make_the_total():
    made, _ = worked(document(pricing={"region": "northeast"}))
    price = made.price
    assert price.subtotal_usd == sum(line.amount_usd for line in price.lines)
    assert price.total_usd == price.subtotal_usd + price.region_usd + price.margin_usd + price.tax_usd
    material = sum((line.amount_usd for line in price.lines if line.material), Decimal(0))
    tax = material * Decimal("1.12") * Decimal("1.18") * Decimal("0.07")
    assert abs(price.tax_usd - tax) <= Decimal("0.01")


@pytest.mark.parametrize(("bottom", "fee"), [(17, "200.00"), (17.01, "300.00")])
def test_engineering_costs_more_above_25_ft(bottom, fee):
    given = document()
    given["sign"]["cabinets"][0]["bottom_ft"] = bottom
    made, _ = worked(given)
    assert made.price.lines[0].amount_usd == Decimal(fee)


def test_an_unknown_addon_and_region_are_named_together():
    with pytest.raises(InvalidInputError) as caught:
        worked(document(pricing={"addons": ["calc_paket"], "region": "mars"}))
    problems = {p.field: p.message for p in caught.value.problems}
    assert "did you mean calc_packet?" in problems["pricing.addons.0"]
    assert "pricing.region" in problems


def test_nothing_feasible_shows_the_nearest_and_lowers_confidence():
    made, outcome = worked(document("nothing_feasible"))
    assert outcome.result["support"]["nearest"]["reason"]
    assert outcome.result["summary"]["feasible"] is False
    assert outcome.confidence == 0.0
    assert any("no section of the chosen families passes" in a for a in outcome.assumptions)
    assert made.support.section.name == outcome.result["support"]["nearest"]["section"]


def test_a_given_section_and_depth_are_checked_and_not_resized():
    made, _ = worked(document(support={"section": "HSS6.000X0.125"}, foundation={"depth_ft": 4}))
    assert made.support.section.name == "HSS6.000X0.125"
    assert made.foundation.burial.depth_ft == 4
    failing = {c.name for c in made.checks if not c.passes}
    assert {"Combined forces", "Embedment depth"} <= failing


def test_what_the_engine_chose_passes_when_given_back():
    made, _ = worked(document("auto_row_wide_sign"))
    depth = made.foundation.burial.depth_ft
    again, _ = worked(
        document("auto_row_wide_sign", support={"section": made.support.section.name}, foundation={"depth_ft": depth})
    )
    assert made.passes
    assert again.passes


def test_depth_left_open_grows_until_torsion_passes():
    made, _ = worked(document("auto_row_wide_sign"))
    torsion = next(c for c in made.checks if c.name == "Torsion in the soil")
    assert torsion.passes
    assert made.foundation.burial.depth_ft > made.foundation.burial.depth_required_ft + 0.5


def test_all_that_is_out_of_scope_is_said_at_once():
    given = document(
        "flag_offset_cafe", support={"material": "aluminum", "families": ["tube_round"], "count": 2, "spacing_ft": 6}
    )
    given["sign"]["cabinets"][0]["bottom_ft"] = 20
    given["foundation"]["kind"] = "spread_footing"
    given["site"] |= {"risk_category": "IV", "soil": {"class": 6}}
    with pytest.raises(OutOfScope) as caught:
        worked(given)
    assert {p.field for p in caught.value.problems} == {
        "support.material", "site.outside_tornado_region", "site.soil.class", "foundation.kind",
    }  # fmt: skip


def test_an_open_section_is_refused_under_the_torsion_of_case_b():
    with pytest.raises(OutOfScope, match="closed section"):
        worked(document(support={"section": "W12X26", "families": ["W"]}))


def test_the_envelope_is_the_same_on_every_run():
    given = document("flag_offset_cafe")
    first, second = (worked(copy.deepcopy(given))[1].envelope(code_version=VERSION) for _ in range(2))
    assert first == second


def test_ratios_never_read_one_when_they_fail():
    assert round_ratio(1.0000001) == 1.001
    assert round_ratio(0.9996) == 1.0
    assert round_ratio(1.002) == 1.002
    assert show_ratio(0.8501) == "0.851"
    assert show_ratio(0.85) == "0.850"
    assert round_ratio(float("inf")) is None


def test_figures_are_rounded_in_any_nesting_and_never_infinite():
    assert rounded({"a": (1.23456, [2.0004]), "m": Decimal("1.20"), "n": None, "b": True}) == {
        "a": [1.235, [2.0]], "m": 1.2, "n": None, "b": True,
    }  # fmt: skip
    with pytest.raises(ValueError, match="finite"):
        rounded({"a": float("nan")})


def test_what_is_taken_off_says_all_that_lowers_confidence():
    failed = Check("a", "", 2.0, 1.0, "")
    off = taken_off([failed], ["warning: x"], feasible=False, abstained=True, engineering_requested=True)
    assert [(one.step, one.times) for one in off] == [(0.5, 1), (0.4, 1), (0.3, 1), (0.3, 1), (0.1, 1)]
    assert taken_off([], ["y"]) == []


def test_confidence_falls_as_it_must():
    failed, passed = Check("a", "", 2.0, 1.0, ""), Check("b", "", 1.0, 2.0, "")
    assert confidence([passed], []) == 1.0
    assert confidence([failed, passed], ["warning: x", "y"]) == 0.6
    assert confidence([], [], feasible=False) == 0.6
    assert confidence([failed] * 5, []) == 0.0
    assert confidence([], [], abstained=True, engineering_requested=True) == 0.2


def test_a_pole_behind_an_open_cabinet_stands_in_the_wind():
    def force(ratio):
        given = document(support={"section": "HSS14.000X0.375"})
        given["sign"]["cabinets"][0] |= {"bottom_ft": 8, "height_ft": 17, "solid_ratio": ratio}
        made, _ = worked(given)
        return made

    open_frame, closed = force(0.05), force(1.0)
    notes = [s.text for p in open_frame.sheet.parts for s in p.steps if hasattr(s, "text")]
    assert "From 8 to 25 ft, wind normal to the face" in notes
    assert not any(
        getattr(s, "text", "") == "From 8 to 25 ft, wind normal to the face"
        for p in closed.sheet.parts
        for s in p.steps
    )


def test_defaults_nobody_chose_are_named():
    said = " ".join(worked(document())[1].assumptions)
    assert "Equal to their defaults, given or not: risk category II, K_zt 1.0" in said
    given = document()
    del given["sign"]["cabinets"][0]["depth_ft"]
    assert "no depth was given; its edge is taken as 2 ft" in " ".join(worked(given)[1].assumptions)


def test_assumptions_speak_of_the_posts_and_the_cabinets_there_are():
    one = " ".join(worked(document())[1].assumptions)
    assert "The post stands at x = 0 and" in one and "several cabinets" not in one
    two = " ".join(worked(document("bank_two_posts"))[1].assumptions)
    assert "The posts stand in a line along the face, its middle at x = 0" in two and "The post stands" not in two
    assert 'each on its own (cases "each")' in two and 'close together as one sign (cases "merged")' in two


def test_the_true_reason_is_told_where_the_site_is_out_of_scope():
    given = document()
    given["site"]["soil"] = {"lateral_psf_per_ft": 150, "vertical_psf": 2000, "source": "Geo report"}
    with pytest.raises(OutOfScope, match="friction or cohesion"):
        worked(given)


def test_a_hole_too_small_for_any_section_is_told_as_such():
    with pytest.raises(OutOfScope, match="too wide for the hole"):
        worked(document(foundation={"diameter_ft": 0.5}))


def test_families_not_made_in_the_grade_are_said_to_be_left_out():
    _, outcome = worked(document(support={"grade": "A1085"}))
    assert any("left out: pipe" in a for a in outcome.assumptions)


def test_a_design_without_a_section_has_no_price():
    made, outcome = worked(document("nothing_feasible"))
    assert made.price is None
    assert outcome.result["price"] is None
    assert outcome.result["bom"] == []


def test_each_example_is_what_it_is_there_for():
    flexible, _ = worked(document("harbor_flexible_pole"))
    assert min(flexible.support.demand.n_1) < 1.0
    assert flexible.passes
    wide, _ = worked(document("auto_row_wide_sign"))
    assert {"case C left", "case C right"} <= {name for name, _ in wide.support.demand.normal}
    flag, _ = worked(document("flag_offset_cafe"))
    assert all(r.T != 0.0 for _, r in flag.support.demand.normal[:1])
    tall, _ = worked(document("truck_stop_high_rise"))
    assert tall.setting.H_ft == 60
    low, _ = worked(document("monument_height_clinic"))
    assert low.setting.H_ft < 6


def test_what_no_code_gives_and_nobody_told_is_not_called_a_fact():
    made, _ = worked(document())
    assert (
        next(c.clause for c in made.checks if c.name == "Torsion in the soil")
        == "engineering method; see Torsion of the pier in the soil"
    )
