"""A caller has one bucket for all routes, and a narrower one to log in with."""

import time

import pytest
from limits import parse

from apex.web import limit
from apex.web.ask import API
from tests.web.limited import KINDS, ask, asked_until_refused, emptied, limited_app, log_in


@pytest.fixture
def redis_url(redis_server):
    with emptied(redis_server) as url:
        yield url


@pytest.fixture
def url(request, kind):
    return "" if kind == "memory" else request.getfixturevalue("redis_url")


@KINDS
def test_one_bucket_counts_over_all_routes_and_both_places_they_are_mounted_at(url):
    app = limited_app(redis_url=url)
    paths = ["/first", "/second", f"{API}/plain", f"{API}/first"]
    assert [ask(app, path).status_code for path in paths] == [200, 200, 200, 429]


def test_a_user_has_a_bucket_of_his_own_wherever_he_calls_from():
    app = limited_app()
    assert asked_until_refused(app, user="ann") == 3
    assert ask(app, user="ann", address="198.51.100.4").status_code == 429
    assert asked_until_refused(app, user="bob") == 3
    assert asked_until_refused(app) == 3


def test_tokens_that_name_nobody_count_by_address():
    app = limited_app()
    assert [ask(app, user=f"guess{n}").status_code for n in range(4)] == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("not an address", "not an address", True),
        ("", "", True),
    ],
)
def test_an_address_is_counted_alone_and_an_ipv6_one_with_its_64_bits_of_network(one, other, same):
    app = limited_app()
    assert asked_until_refused(app, address=one) == 3
    assert ask(app, address=other).status_code == (429 if same else 200)


@KINDS
def test_a_route_with_its_own_limit_has_a_multiple_of_the_default_to_itself(url):
    app = limited_app(redis_url=url)
    assert asked_until_refused(app, path="/double") == 6
    assert ask(app, f"{API}/double").status_code == 429
    assert ask(app, "/double", address="198.51.100.4").status_code == 200
    assert asked_until_refused(app) == 3
    assert app.test_client().post("/double", environ_base={"REMOTE_ADDR": "203.0.113.7"}).status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/static/icon.svg", "/free", "/nowhere"])
def test_what_is_exempt_is_not_counted_and_says_nothing_of_limits(path):
    app = limited_app()
    answers = [ask(app, path) for _ in range(5)]
    assert 429 not in {answer.status_code for answer in answers}
    assert not [name for name, _ in answers[0].headers if "ratelimit" in name.lower()]
    assert asked_until_refused(app) == 3


def test_preflights_are_not_counted():
    app = limited_app()
    environ = {"REMOTE_ADDR": "203.0.113.7"}
    assert {app.test_client().options("/first", environ_base=environ).status_code for _ in range(5)} == {200}
    assert asked_until_refused(app) == 3


@KINDS
def test_every_answer_of_a_limited_route_says_how_the_caller_stands(url):
    app = limited_app(redis_url=url)
    before = time.time()
    answer = ask(app, "/missing")
    assert answer.status_code == 404
    assert answer.headers["RateLimit-Policy"] == '"default";q=3;w=60'
    assert answer.headers["RateLimit"] in {'"default";r=2;t=60', '"default";r=2;t=59'}
    assert answer.headers["X-RateLimit-Limit"] == "3"
    assert answer.headers["X-RateLimit-Remaining"] == "2"
    assert before + 59 < int(answer.headers["X-RateLimit-Reset"]) <= time.time() + 61
    assert "Retry-After" not in answer.headers
    assert ask(app, "/double").headers["RateLimit"].startswith('"route";r=5;t=')
    assert ask(app).headers["X-RateLimit-Remaining"] == "1"
    assert ask(app).headers["X-RateLimit-Remaining"] == "0"
    refused = ask(app)
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    assert refused.headers["RateLimit"] == f'"default";r=0;t={refused.headers["Retry-After"]}'
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_a_refusal_comes_in_the_form_that_was_asked_for():
    app = limited_app("1/hour")
    ask(app)
    envelope = ask(app, f"{API}/first", headers={"Accept": "*/*"})
    assert envelope.status_code == 429
    assert envelope.get_json()["errors"][0]["code"] == "rate_limit"
    assert envelope.get_json()["result"] is None
    problem = ask(app, headers={"Accept": "application/problem+json"})
    assert (problem.mimetype, problem.get_json()["type"]) == ("application/problem+json", "/problems/rate_limit")
    fragment = ask(app, headers={"Accept": "text/html", "HX-Request": "true"})
    assert (fragment.status_code, fragment.mimetype) == (429, "text/html")
    assert "Too many requests" in fragment.get_data(as_text=True)
    assert {3590 < int(answer.headers["Retry-After"]) <= 3600 for answer in (envelope, problem, fragment)} == {True}


@KINDS
def test_the_sixth_login_to_an_account_in_a_minute_is_refused_from_wherever_it_comes(url):
    app = limited_app("1000/minute", url)
    codes = [log_in(app, "Ann@Shop.test", address=f"203.0.113.{n}").status_code for n in range(5)]
    assert codes == [401] * 5
    refused = log_in(app, " ann@shop.TEST", "right", address="198.51.100.1")
    assert refused.status_code == 429
    assert refused.get_json()["errors"][0]["code"] == "rate_limit"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Policy"] == '"login";q=5;w=60'
    assert log_in(app, "bob@shop.test", "right", address="203.0.113.1").status_code == 200


def test_how_often_an_account_was_tried_is_told_to_nobody():
    answer = log_in(limited_app(), "ann@shop.test")
    assert answer.status_code == 401
    assert not [name for name, _ in answer.headers if "ratelimit" in name.lower()]


def test_an_e_mail_address_that_cannot_be_encoded_is_an_account_too():
    app = limited_app()
    with app.app_context():
        assert limit.account("ann\ud800@shop.test") != limit.account("ann@shop.test")


@KINDS
def test_the_twenty_first_login_to_an_account_in_an_hour_is_refused(url):
    app = limited_app(redis_url=url)
    with app.app_context():
        windows, names = app.extensions["apex_limits"].windows, ("login", limit.account("ann@shop.test"))
        for _ in range(4):
            assert {log_in(app, "ann@shop.test").status_code for _ in range(5)} == {401}
            windows.clear(parse("5/minute"), *names)
            windows.clear(parse("20/minute"), "login", "address:203.0.113.7")
    refused = log_in(app, "ann@shop.test")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 3500


def test_an_address_that_tries_many_accounts_is_refused_without_using_them_up():
    app = limited_app()
    codes = [log_in(app, f"guess{n}@shop.test").status_code for n in range(21)]
    assert codes == [401] * 20 + [429]
    for _ in range(6):
        assert log_in(app, "ann@shop.test", "right").status_code == 429
    assert log_in(app, "ann@shop.test", "right", address="198.51.100.1").status_code == 200


def test_a_success_forgets_the_attempts_at_the_account_but_not_those_of_the_address():
    app = limited_app()
    for _ in range(4):
        codes = [log_in(app, "ann@shop.test").status_code for _ in range(4)]
        assert [*codes, log_in(app, "ann@shop.test", "right").status_code] == [401, 401, 401, 401, 200]
    assert log_in(app, "ann@shop.test", "right").status_code == 429


def test_an_attempt_counts_once_when_its_transaction_is_repeated():
    app = limited_app()
    assert [log_in(app, "ann@shop.test", runs=3).status_code for _ in range(6)] == [401] * 5 + [429]


def test_the_address_is_what_the_nearest_trusted_proxy_saw():
    trusting, plain = limited_app("1/minute", proxies="1"), limited_app("1/minute")
    by_proxy = {"X-Forwarded-For": "198.51.100.9, 203.0.113.50"}
    spoofed = {"X-Forwarded-For": "198.51.100.77, 203.0.113.50"}
    other = {"X-Forwarded-For": "203.0.113.51"}
    assert [ask(trusting, headers=h).status_code for h in (by_proxy, spoofed, other)] == [200, 429, 200]
    assert [ask(plain, headers=h).status_code for h in (by_proxy, other)] == [200, 429]
