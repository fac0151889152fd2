"""One handler, three forms; every error an answer; headers that always stand."""

import hashlib
import json

import pytest

YARDS = "/api/v1/signage/concrete/yards"
BODY = {"diameter_ft": 3, "depth_ft": 8}


def test_live_answers_without_a_database(client):
    answer = client.get("/health/live")
    assert answer.status_code == 200
    assert answer.get_json()["result"] == {"status": "live"}


def test_the_envelope_has_its_parts_and_its_hash(client):
    envelope = client.post(YARDS, json=BODY).get_json()
    assert set(envelope) == {
        "result", "errors", "assumptions", "confidence", "trace", "content_sha256", "etag", "envelope_version",
        "request_id",
    }  # fmt: skip
    assert set(envelope["trace"]) == {"data", "code_version", "model_config"}
    data = envelope["trace"]["data"]
    assert set(data) == {"inputs", "intermediates", "outputs", "checks", "artifacts", "pack_metadata"}
    content = {"inputs": data["inputs"], "result": envelope["result"], "pack_metadata": data["pack_metadata"]}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert envelope["content_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert envelope["envelope_version"] == "1.0"


def test_given_values_are_echoed_exactly(client):
    body = {"diameter_ft": 3.00001234, "depth_ft": "8'-0\""}
    assert client.post(YARDS, json=body).get_json()["trace"]["data"]["inputs"] == body


def test_an_unknown_address_is_an_envelope_under_the_api_and_a_page_elsewhere(client):
    under = client.get("/api/v1/nothing")
    assert under.status_code == 404
    assert under.get_json()["errors"][0]["code"] == "not_found"
    assert under.get_json()["result"] is None
    assert under.get_json()["confidence"] == 0
    page = client.get("/nothing")
    assert page.status_code == 404
    assert page.mimetype == "text/html"
    assert page.headers["X-Request-Id"] in page.get_data(as_text=True)


def test_a_wrong_method_says_which_ones_do(client):
    answer = client.get(YARDS)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert answer.get_json()["errors"][0]["code"] == "method"


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        ("{", "application/json", 400, "malformed"),
        (b"\xff\xfe", "application/json", 400, "malformed"),
        ('{"a": 1, "a": 2}', "application/json", 400, "malformed"),
        ("a: 1", "application/yaml", 415, "media_type"),
        ("[" * 100_000, "application/json", 413, "too_large"),
        (" " * (1024 * 1024 + 1), "application/json", 413, "too_large"),
    ],
)
def test_an_unreadable_body_is_refused_in_an_envelope(client, body, kind, status, code):
    answer = client.post(YARDS, data=body, content_type=kind)
    assert answer.status_code == status
    assert answer.get_json()["errors"][0]["code"] == code


def test_problem_json_carries_the_same_errors(client):
    answer = client.post(YARDS, json={}, headers={"Accept": "application/problem+json"})
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == 422
    assert {e["field"] for e in answer.get_json()["errors"]} == {"diameter_ft", "depth_ft"}
    assert client.get(answer.get_json()["type"]).status_code == 200


def test_an_unforeseen_failure_shows_an_id_and_no_text_of_it(app, caplog):
    def fail() -> None:
        raise RuntimeError("the secret text of SELECT 1")

    endpoint = app.view_functions["signage.yards"]
    app.view_functions["signage.yards"] = fail
    try:
        answer = app.test_client().post(YARDS, json=BODY)
    finally:
        app.view_functions["signage.yards"] = endpoint
    assert answer.status_code == 500
    text = answer.get_data(as_text=True)
    assert "secret" not in text
    error_id = answer.get_json()["errors"][0]["message"].split()[2].rstrip(";")
    assert error_id in caplog.text


def test_the_page_varies_and_is_not_stored(client):
    answer = client.get("/sketch")
    assert {"Accept", "HX-Request"} <= set(answer.vary)
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_every_answer_forbids_inline_script_and_framing(client):
    for path in ("/", "/health/live", "/nothing", "/static/apex.css"):
        with client.get(path) as answer:
            headers = answer.headers
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_caller_s_request_id_is_kept_if_it_is_a_plain_one(client):
    assert (
        client.get("/health/live", headers={"X-Request-Id": "abcdef-123456"}).headers["X-Request-Id"] == "abcdef-123456"
    )
    odd = client.get("/health/live", headers={"X-Request-Id": "<script>alert(1)</script>"})
    assert "<" not in odd.headers["X-Request-Id"]
