"""Pages of the origins on the list may read the API, without cookies; other pages may not."""

import pytest
from flask import Flask, Response, request

from apex.errors import RateLimitError
from apex.web import cors
from apex.web.respond import send_json
from tests.web.bare import bare_app

LISTED, OTHER = "https://shop.example", "https://elsewhere.example"
PATH = "/api/v1/projects"


@pytest.fixture(scope="module")
def served() -> Flask:
    app, chosen = bare_app(cors_origins=f"{LISTED}, http://localhost:5173")
    cors.install(app, chosen)
    app.after_request(vary)
    app.add_url_rule(PATH, "projects", projects, methods=["GET", "PUT"])
    app.add_url_rule("/projects", "page", projects)
    app.add_url_rule("/api/v1/failing", "failing", failing)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def projects() -> Response:
    return send_json({}, 201 if request.method == "PUT" else 200)


def failing() -> Response:
    if "limited" in request.args:
        raise RateLimitError("too many requests")
    raise ZeroDivisionError


def vary(response: Response) -> Response:
    response.vary.add("Accept")
    return response


def words(answer, header: str) -> set[str]:
    return {word.strip() for word in answer.headers.get(header, "").split(",")}


def granted(answer) -> list[str]:
    return [name for name, _ in answer.headers if name.startswith("Access-Control-")]


def preflight(app: Flask, origin: str, path: str = PATH, method: str = "PUT"):
    asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": "if-match"}
    return app.test_client().options(path, headers=asked | {"Origin": origin, "Accept": "application/json"})


def get(app: Flask, origin: str, path: str = PATH):
    return app.test_client().get(path, headers={"Origin": origin, "Accept": "application/json"})


def test_a_preflight_from_a_listed_origin_is_told_what_it_may_send(served):
    answer = preflight(served, LISTED)
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == LISTED
    assert words(answer, "Access-Control-Allow-Methods") >= {"GET", "POST", "PUT", "PATCH", "DELETE"}
    assert words(answer, "Access-Control-Allow-Headers") == {
        "Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "X-Apex-Key", "X-Request-Id",
    }  # fmt: skip
    assert int(answer.headers["Access-Control-Max-Age"]) > 0
    assert words(answer, "Vary") == {"Origin", "Accept"}


@pytest.mark.parametrize("origin", [LISTED, "http://localhost:5173"])
def test_an_answer_names_the_origin_that_asked_and_what_it_may_read(served, origin):
    answer = get(served, origin)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert words(answer, "Access-Control-Expose-Headers") >= {
        "ETag", "Location", "Link", "Retry-After", "RateLimit", "RateLimit-Policy", "X-RateLimit-Limit",
        "X-RateLimit-Remaining", "X-RateLimit-Reset", "Idempotent-Replayed", "X-Request-Id",
    }  # fmt: skip
    assert words(answer, "Vary") == {"Origin", "Accept"}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/v1/nothing", 404), ("/api/v1/failing?limited", 429), ("/api/v1/failing", 500)],
)
def test_errors_can_be_read_too(served, path, status):
    answer = get(served, LISTED, path)
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == LISTED
    assert answer.get_json()["errors"]


@pytest.mark.parametrize(
    "origin",
    [OTHER, "null", "https://shop.example.evil.example", "https://shop.example:8443", "http://shop.example", "*", ""],
)
def test_an_origin_that_is_not_listed_is_told_nothing(served, origin):
    answers = [preflight(served, origin), get(served, origin)]
    assert [granted(answer) for answer in answers] == [[], []]
    assert [answer.status_code for answer in answers] == [204, 200]
    assert "Origin" in words(answers[1], "Vary")


def test_no_origin_is_ever_let_in_with_its_cookies(served):
    for answer in (preflight(served, LISTED), get(served, LISTED)):
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert answer.headers["Access-Control-Allow-Origin"] != "*"


@pytest.mark.parametrize(("path", "status"), [("/projects", 200), ("/api/v10/projects", 404), ("/api/v1projects", 404)])
def test_only_the_api_is_open_to_other_origins(served, path, status):
    answers = [preflight(served, LISTED, path), get(served, LISTED, path)]
    assert [answer.status_code for answer in answers] == [status, status]
    assert [granted(answer) for answer in answers] == [[], []]
    assert "Origin" not in words(answers[1], "Vary")


def test_a_request_without_an_origin_is_answered_so_that_caches_keep_it_apart(served):
    answer = served.test_client().get(PATH)
    assert granted(answer) == []
    assert "Origin" in words(answer, "Vary")


def test_options_that_are_no_preflight_list_the_methods(served):
    answer = served.test_client().options(PATH, headers={"Origin": LISTED})
    assert answer.status_code == 200
    assert words(answer, "Allow") >= {"GET", "PUT"}


def test_an_empty_list_lets_no_origin_in():
    app, chosen = bare_app(cors_origins="none")
    cors.install(app, chosen)
    app.add_url_rule(PATH, "projects", projects)
    answers = [preflight(app, LISTED), get(app, LISTED)]
    assert [granted(answer) for answer in answers] == [[], []]
