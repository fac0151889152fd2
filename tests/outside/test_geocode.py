"""Addresses looked up at the Census and at Nominatim, as they really answer."""

import pytest
from werkzeug.wrappers import Response

from apex.errors import ExternalServiceError
from apex.outside.client import Client, NonsenseError
from apex.outside.geocode import Census, Match, Nominatim
from tests.outside.sites import census, census_match, place


def ours(there):
    return Census(Client(total_s=2), f"{there.service.url}/census")


def openstreetmap(there, turn=lambda _: 0.0):
    return Nominatim(Client(total_s=2), f"{there.service.url}/nominatim", "shop@example.com", turn)


def test_the_census_is_asked_as_it_wants_to_be_and_x_is_the_longitude(there):
    assert ours(there).find("2201 Mounds Rd & 1st, Anderson") == [
        Match("2201 MOUNDS RD, ANDERSON, IN, 46016", 40.0923, -85.653)
    ]
    (request,) = there.asked("/census")
    assert request.args.to_dict() == {
        "address": "2201 Mounds Rd & 1st, Anderson", "benchmark": "Public_AR_Current", "format": "json",
    }  # fmt: skip


def test_nominatim_is_told_who_asks_and_a_street_is_less_than_a_house(there):
    there.says["/nominatim"] = [place("Mounds Road", rank=26), place(rank=30), place("Anderson", rank=16)]
    assert openstreetmap(there).find("2201 Mounds Rd") == [
        Match("2201, Mounds Road, Anderson, Indiana", 40.0923, -85.653), Match("Mounds Road", 40.0923, -85.653, False),
    ]  # fmt: skip
    (request,) = there.asked("/nominatim")
    assert request.args.to_dict() == {
        "q": "2201 Mounds Rd", "format": "jsonv2", "limit": "5", "countrycodes": "us", "email": "shop@example.com",
    }  # fmt: skip
    assert request.headers["User-Agent"].startswith("APEX/")


def test_nominatim_is_not_asked_before_it_is_ones_turn(there):
    with pytest.raises(ExternalServiceError) as caught:
        openstreetmap(there, lambda _: 7.2).find("2201 Mounds Rd")
    assert caught.value.retry_after == 8
    assert there.asked("/nominatim") == []


def test_an_address_nobody_knows_is_no_error(there):
    there.says |= {"/census": census(), "/nominatim": []}
    assert ours(there).find("nowhere at all") == openstreetmap(there).find("nowhere at all") == []


def test_an_address_too_long_to_be_asked_for_is_told_as_such(there):
    for service in (ours(there), openstreetmap(there)):
        with pytest.raises(NonsenseError, match="too long"):
            service.find("街" * 300)
    assert there.asked("/census") == there.asked("/nominatim") == []


NONSENSE = [
    {}, [], None, "x", 5, {"result": None}, {"result": {"addressMatches": None}}, {"result": {"addressMatches": [5]}},
    census({**census_match(), "coordinates": None}), census({**census_match(), "matchedAddress": 7}),
    census({**census_match(), "coordinates": {"x": "east", "y": 1}}),
]  # fmt: skip


@pytest.mark.parametrize("said", NONSENSE, ids=str)
def test_nonsense_of_the_census_is_told_as_such(there, said):
    there.says["/census"] = said
    with pytest.raises(NonsenseError):
        ours(there).find("2201 Mounds Rd")


@pytest.mark.parametrize(
    "said", [{}, "x", None, [5], [{**place(), "lat": "north"}], [{**place(), "display_name": None}]], ids=str
)
def test_nonsense_of_nominatim_is_told_as_such(there, said):
    there.says["/nominatim"] = said
    with pytest.raises(NonsenseError):
        openstreetmap(there).find("2201 Mounds Rd")


@pytest.mark.parametrize(
    "said",
    [
        Response("<html>Bad gateway</html>", 502), Response("no", 400), Response(status=429), Response("x" * 2_000_000),
        Response("plain words"), Response(b"\xff\xfe"), Response(status=301, headers={"Location": "https://a.example/"}),
    ],
    ids=lambda said: said.status,
)  # fmt: skip
def test_a_service_that_fails_is_told_as_such(there, said):
    there.says["/census"] = said
    with pytest.raises(ExternalServiceError):
        ours(there).find("2201 Mounds Rd")
