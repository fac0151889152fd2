"""The solver endpoints through HTTP: exactly the fields of their contract, and every refusal."""

import json

import pytest

WIND = {
    "asce7": "7-22",
    "wind_speed_mph": 115,
    "exposure": "C",
    "sign": {"width_ft": 30, "height_ft": 30, "top_ft": 30},
}
CASE = {"force_lb", "arm_ft", "moment_kipft", "torsion_kipft"}
CHECK = {"name", "clause", "demand", "capacity", "unit", "ratio", "pass"}
BURIAL = {"lateral_lb": 200, "height_ft": 4.54, "width_ft": 1, "shape": "round", "soil": {"class": 4}}
LOADS = {"moment_kipft": 80, "shear_kip": 4, "axial_kip": 3, "torsion_kipft": 10}


def post(client, path, body):
    return client.post(f"/api/v1{path}", json=body)


def result(client, path, body):
    answer = post(client, path, body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["result"]


def fields(answer):
    return {error["field"] for error in answer.get_json()["errors"]}


def test_wind_answers_exactly_its_fields(client):
    found = result(client, "/signage/wind", WIND)
    assert set(found) == {
        "kz", "ke", "kd", "gust", "qh_psf", "qh_kd_psf", "cf", "pressure_psf", "force_lb", "minimum_governs", "cases",
    }  # fmt: skip
    assert set(found["cases"]) == {"A", "B", "C"}
    assert set(found["cases"]["A"]) == set(found["cases"]["B"]) == CASE
    assert found["cases"]["C"] is None
    assert found["force_lb"] == pytest.approx(31283, rel=1e-3)


def test_a_wide_sign_has_strips_that_add_up(client):
    sign = {"width_ft": 50, "height_ft": 10, "top_ft": 30}
    found = result(client, "/signage/wind", {**WIND, "sign": sign})["cases"]["C"]
    assert set(found) == CASE | {"strips"}
    assert set(found["strips"][0]) == {"from_ft", "to_ft", "cf", "pressure_psf", "force_lb"}
    assert sum(s["to_ft"] - s["from_ft"] for s in found["strips"]) == pytest.approx(50)
    assert sum(s["force_lb"] for s in found["strips"]) == pytest.approx(found["force_lb"], abs=0.01)


def test_both_editions_carry_k_d_once(client):
    new, old = (result(client, "/signage/wind", {**WIND, "asce7": edition}) for edition in ("7-22", "7-16"))
    assert new["qh_kd_psf"] == pytest.approx(0.85 * new["qh_psf"], abs=2e-3)
    assert old["qh_kd_psf"] == old["qh_psf"]


def test_the_minimum_pressure_governs_a_sheltered_sign_and_says_so(client):
    sign = {"width_ft": 4, "height_ft": 4, "top_ft": 5}
    found = result(client, "/signage/wind", {**WIND, "wind_speed_mph": 85, "exposure": "B", "sign": sign})
    assert found["minimum_governs"] is True
    assert found["force_lb"] == pytest.approx(16 * 16)
    assert found["pressure_psf"] == 16


def test_a_calculated_gust_needs_a_frequency(client):
    answer = post(client, "/signage/wind", {**WIND, "gust": "calculated"})
    assert answer.status_code == 422
    assert fields(answer) == {"frequency_hz"}


def test_a_gust_number_below_that_of_a_flexible_sign_is_a_failed_check(client):
    answer = post(client, "/signage/wind", {**WIND, "gust": 0.85, "frequency_hz": 0.5}).get_json()
    (check,) = answer["trace"]["data"]["checks"]
    assert check["name"] == "Gust factor"
    assert check["pass"] is False
    assert answer["confidence"] == pytest.approx(0.7)


def test_cabinets_are_totalled(client):
    cabinets = [
        {"width_ft": 12, "height_ft": 8, "bottom_ft": 17, "weight_psf": 10},
        {"width_ft": 6, "height_ft": "4'-0\"", "bottom_ft": 12, "offset_ft": 3, "weight_psf": 20},
    ]
    found = result(client, "/signage/cabinets/derive", {"cabinets": cabinets})
    assert found == {
        "area_ft2": 120.0, "centroid_ft": 19.6, "centroid_x_ft": 0.6, "weight_lb": 1440.0,
        "weight_centroid_ft": 18.667, "weight_centroid_x_ft": 1.0, "top_ft": 25.0, "width_ft": 12.0,
    }  # fmt: skip


def test_overlapping_cabinets_are_refused_by_name(client):
    one = {"width_ft": 12, "height_ft": 8, "bottom_ft": 17, "weight_psf": 10}
    answer = post(client, "/signage/cabinets/derive", {"cabinets": [one, {**one, "bottom_ft": 20}]})
    assert answer.status_code == 422
    assert fields(answer) == {"cabinets.1.bottom_ft"}


def test_options_are_feasible_and_lightest_first(client):
    found = result(client, "/signage/poles/options", {"loads": LOADS, "height_ft": 25})
    assert set(found) == {"options", "recommended", "feasible_count", "nearest"}
    assert set(found["options"][0]) == {
        "section", "family", "grade", "weight_plf", "ratio", "governing", "checks", "cost_usd",
    }  # fmt: skip
    weights = [row["weight_plf"] for row in found["options"]]
    assert weights == sorted(weights)
    assert found["feasible_count"] == len(weights)
    assert found["recommended"] == found["options"][0]
    assert all(row["ratio"] <= 1 for row in found["options"])
    assert found["nearest"] is None


def test_options_say_why_not(client):
    asked = {"loads": LOADS, "height_ft": 25, "families": ["W", "pipe"], "include_infeasible": True}
    rows = result(client, "/signage/poles/options", asked)["options"]
    assert any("open section" in row.get("reason", "") for row in rows if row["family"] == "W")
    assert all("reason" in row for row in rows if row["ratio"] > 1)


def test_no_option_is_a_warning_and_the_nearest(client):
    loads = {"moment_kipft": 90000, "shear_kip": 400}
    answer = post(client, "/signage/poles/options", {"loads": loads, "height_ft": 25}).get_json()
    assert answer["result"]["options"] == []
    assert answer["result"]["recommended"] is None
    assert answer["result"]["nearest"]["section"] == "W36X925"
    assert "flexure" in answer["result"]["nearest"]["reason"]
    assert answer["confidence"] == pytest.approx(0.5)
    assert answer["assumptions"][0].startswith("warning:")


def test_posts_share_the_loads_once(client):
    asked = {"loads": {"moment_kipft": 100, "shear_kip": 5, "torsion_kipft": 20}, "height_ft": 20}
    two = result(client, "/signage/poles/options", {**asked, "count": 2, "spacing_ft": 8})
    # e = 4 ft, x = 4 ft, sum x2 = 32: one post takes it all, and no post is twisted.
    one = result(client, "/signage/poles/options", {**asked, "loads": {"moment_kipft": 100, "shear_kip": 5}})
    assert two["recommended"]["section"] == one["recommended"]["section"]
    assert two["recommended"]["ratio"] == one["recommended"]["ratio"]


def test_options_are_kept_and_answered_again_the_same(client):
    asked = {"loads": {**LOADS, "moment_kipft": 81.25}, "height_ft": 26}
    first, second = (post(client, "/signage/poles/options", asked) for _ in range(2))
    assert "fwd=miss" in first.headers["Cache-Status"]
    assert "hit" in second.headers["Cache-Status"]
    assert first.get_json()["content_sha256"] == second.get_json()["content_sha256"]
    assert first.get_json()["request_id"] != second.get_json()["request_id"]


def test_a_pole_is_checked_with_every_capacity(client):
    asked = {
        "section": "hss 6x4x1/4", "grade": "a500-b", "unbraced_ft": 10,
        "demands": {"moment_kipft": 10, "torsion_kipft": 5, "shear_kip": 1, "axial_kip": 2},
    }  # fmt: skip
    found = result(client, "/signage/poles/check", asked)
    assert set(found) == {"capacities", "ratio", "governing", "checks"}
    assert set(found["capacities"]) == {
        "moment_nominal_kipft", "moment_kipft", "shear_nominal_kip", "shear_kip", "torsion_nominal_kipft",
        "torsion_kipft", "axial_kip",
    }  # fmt: skip
    assert found["capacities"]["torsion_nominal_kipft"] * 12 == pytest.approx(279, rel=5e-3)
    assert all(set(check) == CHECK for check in found["checks"])


def test_asd_allows_less_than_lrfd_by_its_factors(client):
    asked = {"section": "Pipe8XS", "unbraced_ft": 10, "demands": {"moment_kipft": 10}}
    lrfd, asd = (
        result(client, "/signage/poles/check", {**asked, "method": method})["capacities"] for method in ("LRFD", "ASD")
    )
    assert lrfd["moment_kipft"] == pytest.approx(0.9 * lrfd["moment_nominal_kipft"], abs=2e-3)
    assert asd["moment_kipft"] == pytest.approx(asd["moment_nominal_kipft"] / 1.67, abs=2e-3)


def test_an_open_section_under_torsion_is_out_of_scope(client):
    asked = {"section": "W12X26", "unbraced_ft": 10, "demands": {"moment_kipft": 10, "torsion_kipft": 1}}
    answer = post(client, "/signage/poles/check", asked)
    assert answer.status_code == 422
    (error,) = answer.get_json()["errors"]
    assert error["code"] == "out_of_scope"
    assert "closed section" in error["message"]


def test_an_unknown_section_and_grade_are_named_together(client):
    asked = {"section": "HSS5x0.249", "grade": "A51", "unbraced_ft": 10, "demands": {}}
    answer = post(client, "/signage/poles/check", asked)
    assert fields(answer) == {"section", "grade"}
    assert "HSS5.000X0.250" in answer.get_data(as_text=True)


def test_aluminum_above_15_ft_is_refused_with_the_reason(client):
    answer = post(client, "/signage/poles/options", {"loads": LOADS, "height_ft": 16, "material": "aluminum"})
    assert answer.status_code == 422
    assert "aluminum" in answer.get_json()["errors"][0]["message"]


def test_burial_answers_exactly_its_fields(client):
    found = result(client, "/signage/direct_burial/solve", BURIAL)
    assert set(found) == {
        "depth_required_ft", "depth_ft", "s1_psf", "a_ft", "concrete_yd3", "ratio", "max_moment_kipft",
        "max_shear_kip", "checks",
    }  # fmt: skip
    assert found["depth_required_ft"] == pytest.approx(4.45, rel=2e-3)
    assert found["depth_ft"] == 4.5


def test_a_constrained_pier_is_warned_about(client):
    answer = post(client, "/signage/direct_burial/solve", {**BURIAL, "constrained": True}).get_json()
    assert "s3_psf" in answer["result"]
    assert any(a.startswith("warning: the slab") for a in answer["assumptions"])


def test_the_count_multiplies_concrete_only(client):
    one, three = (result(client, "/signage/direct_burial/solve", {**BURIAL, "count": n}) for n in (1, 3))
    assert three["concrete_yd3"] == pytest.approx(3 * one["concrete_yd3"], abs=2e-3)
    assert three["depth_ft"] == one["depth_ft"]


def test_soil_class_six_needs_a_report(client):
    answer = post(client, "/signage/direct_burial/solve", {**BURIAL, "soil": {"class": 6}})
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "out_of_scope"


def test_torsion_without_friction_or_cohesion_is_refused(client):
    soil = {"lateral_psf_per_ft": 150, "vertical_psf": 2000, "source": "Report 1"}
    answer = post(client, "/signage/direct_burial/solve", {**BURIAL, "soil": soil, "torsion_kipft": 2})
    assert answer.status_code == 422
    assert "friction" in answer.get_json()["errors"][0]["message"]


def test_yards_are_a_cylinder_over_27(client):
    found = result(client, "/signage/concrete/yards", {"diameter_ft": 3, "depth_ft": 8})
    assert found == {"concrete_yd3": 2.094, "volume_ft3": 56.549}


def test_not_a_number_is_named_at_its_field(client):
    body = json.dumps({**WIND, "wind_speed_mph": float("nan")})
    answer = client.post("/api/v1/signage/wind", data=body, content_type="application/json")
    assert answer.status_code == 422
    assert fields(answer) == {"wind_speed_mph"}


def test_every_bad_field_is_named_at_once(client):
    bad = {
        "asce7": "7-10", "wind_speed_mph": 60, "exposure": "A", "sihn": {}, "kzt": True,
        "sign": {"width_ft": "wide", "height_ft": 0, "top_ft": None, "depth_ft": [1]},
    }  # fmt: skip
    answer = post(client, "/signage/wind", bad)
    assert answer.status_code == 422
    assert fields(answer) == {
        "asce7", "wind_speed_mph", "exposure", "sihn", "kzt", "sign.width_ft", "sign.height_ft", "sign.top_ft",
        "sign.depth_ft",
    }  # fmt: skip
    by_field = {e["field"]: e for e in answer.get_json()["errors"]}
    assert by_field["sign.width_ft"]["pointer"] == "/sign/width_ft"
    assert "did you mean sign?" in by_field["sihn"]["message"]
    assert "at least 85 mph" in by_field["wind_speed_mph"]["message"]


def test_the_cost_of_an_option_is_that_of_all_its_posts(client):
    asked = {"loads": LOADS, "height_ft": 25, "families": ["HSS_round"]}
    row = result(client, "/signage/poles/options", asked)["recommended"]
    assert row["cost_usd"] == pytest.approx(row["weight_plf"] * 25 * 1.45, abs=0.01)


def test_every_check_of_an_option_has_demand_and_capacity(client):
    row = result(client, "/signage/poles/options", {"loads": LOADS, "height_ft": 25})["recommended"]
    assert [set(check) for check in row["checks"]] == [CHECK] * 5
    flexure = row["checks"][0]
    assert flexure["demand"] == 80
    assert flexure["ratio"] == pytest.approx(flexure["demand"] / flexure["capacity"], abs=1e-3)


def test_a_family_named_twice_counts_once(client):
    one, two = (
        result(client, "/signage/poles/options", {"loads": LOADS, "height_ft": 25, "families": f})
        for f in (["pipe"], ["pipe", "pipe"])
    )
    assert one == two


def test_an_unknown_grade_is_named_at_its_own_field(client):
    assert fields(post(client, "/signage/poles/options", {"loads": LOADS, "height_ft": 9, "grades": ["A51"]})) == {
        "grades"
    }


def test_an_open_sign_takes_its_area_one_way_only(client):
    sign = {"width_ft": 10, "height_ft": 10, "top_ft": 30, "solid_ratio": 0.5, "area_ft2": 50}
    assert fields(post(client, "/signage/wind", {**WIND, "sign": sign})) == {"sign.area_ft2"}
