"""The page of the services: how each host stands, and having one tried before its time."""

import pytest

from apex.actions.breaker import SharedBreaker
from apex.extensions import db
from apex.store.breaker import FAILURES
from apex.store.verb import Verb

HOST = "shop.example:8443"


@pytest.fixture
def breaker(house):
    with house.app.app_context():
        return SharedBreaker(db.engine)


def fail(breaker, times=FAILURES, host=HOST):
    for _ in range(times):
        breaker.tell(breaker.admit(host), "too slow")


def items(house):
    answer = house.client("admin").get("/api/v1/admin/outside")
    assert answer.status_code == 200
    return answer.get_json()["result"]["items"]


def test_every_host_is_listed_those_in_trouble_first(house, breaker):
    assert items(house) == []
    breaker.tell(breaker.admit("a.example"), "")
    fail(breaker, 2, "b.example")
    fail(breaker)
    assert [(i["host"], i["state"], i["failures"], i["openings"], i["last_error"]) for i in items(house)] == [
        (HOST, "open", 5, 1, "too slow"), ("a.example", "closed", 0, 0, None),
        ("b.example", "closed", 2, 0, "too slow"),
    ]  # fmt: skip
    part = house.client("admin").get("/api/v1/admin/outside?limit=2&offset=1")
    told = part.get_json()["result"]
    assert ([i["host"] for i in told["items"]], told["total"], told["limit"]) == (["a.example", "b.example"], 3, 2)
    assert 'rel="prev"' in part.headers["Link"]
    page = house.browser("admin").get("/admin/outside").get_data(as_text=True)
    assert "left alone" in page
    assert page.count("Try now") == 1


def test_a_host_is_tried_now_by_who_may_and_that_is_on_the_log(house, breaker):
    fail(breaker)
    browser = house.browser("admin")
    done = browser.post_form("/admin/outside/try", {"host": HOST}, page="/admin/outside")
    assert (done.status_code, done.headers["Location"]) == (303, "/admin/outside")
    assert f"The next request goes to {HOST}." in browser.get("/admin/outside").get_data(as_text=True)
    assert items(house)[0]["state"] == "half_open"
    assert breaker.admit(HOST).probe == 1
    admin = house.client("admin")
    log = admin.get(f"/api/v1/audit?verb={Verb.BREAKER_TRIED}").get_json()["result"]["items"]
    assert [(row["actor"], row["object"]) for row in log] == [(house.user_id(browser.email), HOST)]
    verbs = [row["verb"] for row in admin.get(f"/api/v1/audit?object={HOST}").get_json()["result"]["items"]]
    assert sorted(verbs) == ["breaker.opened", "breaker.tried"]


def test_what_cannot_be_tried_is_refused_in_words(house, breaker):
    admin = house.client("admin")
    breaker.tell(breaker.admit("a.example"), "")

    def tried(**given):
        answer = admin.post("/api/v1/admin/outside/try", json=given)
        return answer.status_code, answer.get_json()["errors"][0]["message"]

    assert tried(host="a.example") == (409, "the host works; there is nothing to try")
    assert tried(host="b.example") == (404, "no request was sent to that host yet")
    assert tried()[0] == tried(host=5)[0] == tried(host="x" * 271)[0] == 422
