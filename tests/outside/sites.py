"""The services a site is looked up at, answering as the real ones do; each can be bent."""

from contextlib import contextmanager

from werkzeug.wrappers import Response

from tests.outside.service import serving
from tests.provider import json_response

WHERE = {"lat": 40.0923, "lon": -85.653}


def census_match(address="2201 MOUNDS RD, ANDERSON, IN, 46016", lat=40.0923, lon=-85.653):
    return {
        "tigerLine": {"side": "R", "tigerLineId": "31127863"},
        "coordinates": {"x": lon, "y": lat},
        "addressComponents": {"zip": "46016", "streetName": "MOUNDS", "city": "ANDERSON", "state": "IN"},
        "matchedAddress": address,
    }


def census(*matches):
    return {
        "result": {
            "input": {"address": {"address": "asked"}, "benchmark": {"id": "4", "benchmarkName": "Public_AR_Current"}},
            "addressMatches": list(matches),
        }
    }


def place(name="2201, Mounds Road, Anderson, Indiana", lat="40.0923", lon="-85.653", rank=30):
    return {
        "place_id": 100149, "licence": "Data © OpenStreetMap contributors, ODbL 1.0", "lat": lat, "lon": lon,
        "category": "place", "type": "house", "place_rank": rank, "importance": 0.1, "display_name": name,
    }  # fmt: skip


def elevation(value="879.265"):
    return {
        "location": {"x": -85.653, "y": 40.0923, "spatialReference": {"wkid": 4326, "latestWkid": 4326}},
        "locationId": 0, "value": value, "rasterId": 20689, "resolution": 1,
    }  # fmt: skip


def motion(status="success", **data):
    told = {"pgam": 0.08, "sms": 0.19, "sm1": 0.13, "sds": 0.127, "sd1": 0.087, "sdc": "B", "ss": 0.14, "s1": 0.074}
    return {"request": {"status": status, "parameters": {}}, "response": {"data": {**told, "cv": None, **data}}}


def gusts(speeds=None, **flags):
    told = {"mri300": 100, "mri700": 107, "mri1700": 114, "mri3000": 119} if speeds is None else speeds
    return {
        "requestInfo": {"url": "https://told.example/?token=secret", "currentMonthlyRequestNumber": "69/1000"},
        "wind": {"mriResults": told, "isHurricaneWindDebrisZone": False, "isSpecialWindZone": False, **flags},
    }


class Sites:
    """One server with a door for each service: `says` holds what each answers, as data or as a Response."""

    def __init__(self):
        self.says = {
            "/census": census(census_match()), "/nominatim": [place()], "/elevation": elevation(),
            "/seismic/asce7-16": motion(), "/seismic/asce7-22": motion(sds=0.131), "/wind": gusts(),
        }  # fmt: skip
        self.service = None

    def answer(self, request):
        said = self.says.get(request.path, Response(status=404))
        return said if isinstance(said, Response) else json_response(said)

    def asked(self, path):
        return [request for request in self.service.asked if request.path == path]

    def settings(self, *, nominatim=False):
        url = self.service.url
        given = {
            "APEX_GEOCODER_URL": f"{url}/census", "APEX_ELEVATION_URL": f"{url}/elevation",
            "APEX_SEISMIC_URL": f"{url}/seismic/{{edition}}", "APEX_WIND_URL": f"{url}/wind",
            "APEX_WIND_TOKEN": "the-key-we-were-given",
        }  # fmt: skip
        if nominatim:
            given |= {
                "APEX_GEOCODER_URL": f"{url}/nominatim", "APEX_GEOCODER_KIND": "nominatim",
                "APEX_GEOCODER_CONTACT": "shop@example.com",
            }  # fmt: skip
        return given


@contextmanager
def sites():
    made = Sites()
    with serving(made.answer) as service:
        made.service = service
        yield made
