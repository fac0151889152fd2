"""Elevation, earthquake and wind as the USGS and the ASCE Hazard Tool tell them."""

import logging

import pytest
from werkzeug.wrappers import Response

from apex.errors import ExternalServiceError
from apex.outside.client import Client, NonsenseError
from apex.outside.elevation import Elevation
from apex.outside.seismic import DesignMaps, Motion
from apex.outside.wind import HazardTool, MappedWind
from tests.outside.sites import elevation, gusts, motion

LAT, LON = 40.0923, -85.653


def height(there):
    return Elevation(Client(total_s=2), f"{there.service.url}/elevation").at(LAT, LON)


def shaking(there, edition="7-22", site_class=None, url="/seismic/{edition}"):
    return DesignMaps(Client(total_s=2), there.service.url + url).at(LAT, LON, edition, "III", site_class)


def blowing(there, edition="7-22", risk="II"):
    return HazardTool(Client(total_s=2), f"{there.service.url}/wind", "the-key").at(LAT, LON, edition, risk)


@pytest.mark.parametrize(
    ("value", "feet"),
    [("879.265", 879.265), (879.265, 879.265), (-282, -282.0), ("-1000000", None), (-999999, None), (None, None)],
)
def test_the_ground_lies_as_high_as_the_point_query_says(there, value, feet):
    there.says["/elevation"] = elevation(value)
    assert height(there) == feet
    (request,) = there.asked("/elevation")
    assert request.args.to_dict() == {
        "x": "-85.653", "y": "40.0923", "units": "Feet", "wkid": "4326", "includeDate": "False",
    }  # fmt: skip


@pytest.mark.parametrize("value", ["high", [], {}, True, "1e999", ""])
def test_a_height_that_is_no_number_is_nonsense(there, value):
    there.says["/elevation"] = elevation(value)
    with pytest.raises(NonsenseError):
        height(there)


def test_what_the_point_query_says_of_bad_input_is_no_height(there):
    """200, and words instead of JSON."""
    there.says["/elevation"] = Response("Invalid or missing input parameters.")
    with pytest.raises(NonsenseError):
        height(there)


@pytest.mark.parametrize(
    ("edition", "site_class", "sent"),
    [("7-16", None, "D-default"), ("7-22", None, "Default"), ("7-22", "CD", "CD"), ("7-16", "B", "B")],
)
def test_the_design_maps_are_asked_for_the_edition_and_its_own_site_classes(there, edition, site_class, sent):
    assert shaking(there, edition, site_class) == Motion(0.127 if edition == "7-16" else 0.131, 0.074, 0.087)
    (request,) = there.asked(f"/seismic/asce{edition}")
    assert request.args.to_dict() == {
        "latitude": "40.0923", "longitude": "-85.653", "riskCategory": "III", "siteClass": sent, "title": "APEX",
    }  # fmt: skip


def test_an_address_without_a_place_for_the_edition_is_a_folder(there):
    there.says["/maps/asce7-22.json"] = motion()
    assert shaking(there, url="/maps/") == shaking(there, url="/maps") == Motion(0.127, 0.074, 0.087)


def test_a_site_class_the_edition_does_not_map_is_not_asked_for(there):
    assert shaking(there, "7-22", "F") is shaking(there, "7-16", "CD") is None
    assert there.service.asked == []


def test_soils_that_need_a_study_of_their_own_have_no_values(there):
    there.says["/seismic/asce7-16"] = motion(sds=None, sd1="null - see section 11.4.8")
    assert shaking(there, "7-16", "E") == Motion(None, 0.074, None)


@pytest.mark.parametrize(
    "said",
    [
        motion("error"), {**motion(), "response": "Internal Server Error"}, {**motion(), "response": {}}, [], {}, "x",
        None,
    ],
    ids=str,
)  # fmt: skip
def test_nonsense_of_the_design_maps_is_told_as_such(there, said):
    there.says["/seismic/asce7-22"] = said
    with pytest.raises(NonsenseError):
        shaking(there)


@pytest.mark.parametrize(
    ("risk", "speed", "level"), [("I", 100, "1"), ("II", 107, "2"), ("III", 114, "3"), ("IV", 119, "4")]
)
def test_the_wind_is_that_of_the_risk_category(there, risk, speed, level):
    assert blowing(there, "7-16", risk) == MappedWind(speed, False, False)
    (request,) = there.asked("/wind")
    assert request.args.to_dict() == {
        "lat": "40.0923", "lon": "-85.653", "standardsVersion": "7-16", "riskLevel": level, "token": "the-key",
    }  # fmt: skip


@pytest.mark.parametrize(
    "speeds",
    [{"700": "107"}, {"mri700": 107.0}, [{"mri": 700, "value": 107}], [{"mri": "700-year", "value": "107"}]],
    ids=str,
)
def test_speeds_are_found_by_their_return_period_however_it_is_written(there, speeds):
    there.says["/wind"] = gusts(speeds, isSpecialWindZone=True, isHurricaneWindDebrisZone=True)
    assert blowing(there) == MappedWind(107.0, True, True)


def test_a_map_without_the_risk_category_has_no_speed(there):
    there.says["/wind"] = gusts({"mri300": 100})
    assert blowing(there).speed_mph is None


@pytest.mark.parametrize(
    "said", [{}, [], "x", {"wind": None}, gusts({}), gusts("fast"), gusts([5]), gusts({"mri700": "fast"})], ids=str
)
def test_nonsense_of_the_hazard_tool_is_told_as_such(there, said):
    there.says["/wind"] = said
    with pytest.raises(NonsenseError):
        blowing(there)


@pytest.mark.parametrize("status", [400, 401, 500])
def test_a_key_that_is_refused_stays_out_of_message_and_log(there, status, caplog):
    there.says["/wind"] = Response('{"code": 401, "message": "Token required"}', status)
    with caplog.at_level(logging.DEBUG, "apex"), pytest.raises(ExternalServiceError) as caught:
        blowing(there)
    assert "the-key" not in caught.value.message + "".join(r.getMessage() for r in caplog.records if "apex" in r.name)
    assert len(there.asked("/wind")) == (3 if status == 500 else 1)
