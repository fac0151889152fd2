"""`flask apex token`: tokens as scripts ask for them."""

import json
from datetime import timedelta

import pytest

from apex.actions.call import utc_now
from tests.database import copied
from tests.web.house import PASSWORD

SAM = "sam@example.com"


@pytest.fixture
def database_url(migrated_file, tmp_path):
    """What these commands do is the same on every database."""
    return copied(migrated_file, tmp_path)


@pytest.fixture
def sam(at):
    at.ok("user", "add", SAM, "--role", "estimator", "--password", PASSWORD)
    return at


def asks(at, secret, method="get"):
    client = at.app.test_client()
    headers = {"Authorization": f"Bearer {secret}"}
    if method == "get":
        return client.get("/api/v1/projects", headers=headers).status_code
    return client.post("/api/v1/projects", json={"name": "x"}, headers=headers).status_code


def issued(at, *more):
    return json.loads(at.ok("token", "issue", SAM, *more, "--json"))["token"]


def test_json_is_the_token_and_nothing_else_and_it_works(sam):
    done = sam.run("token", "issue", SAM, "--scopes", "read,write", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert list(answer) == ["token"]
    assert answer["token"].startswith("apx_")
    assert asks(sam, answer["token"], "post") == 201


def test_without_json_the_token_stands_alone_on_its_stream(sam):
    done = sam.run("token", "issue", SAM)
    assert asks(sam, done.stdout.strip()) == 200
    assert "not shown again" in done.stderr


def test_scopes_bound_what_a_token_does(sam):
    assert asks(sam, issued(sam), "post") == 403
    assert asks(sam, issued(sam, "--scopes", "read, write"), "post") == 201


def test_what_cannot_be_issued_exits_2_and_says_why(sam):
    for words, code, field in (
        (("--scopes", "read,fly"), "validation", "scopes.1"),
        (("--scopes", ","), "validation", "scopes"),
        (("--scopes", "admin"), "authorization", ""),
        (("--days", "0"), "validation", "days"),
        (("--name", "x" * 101), "validation", "name"),
    ):
        (row,) = sam.errors("token", "issue", SAM, *words)
        assert (row["code"], row["field"]) == (code, field)
    assert sam.result("token", "list")["total"] == 0


def test_nobody_and_the_disabled_get_no_token(sam):
    assert "there is no account" in sam.refused("token", "issue", "no@example.com")
    sam.ok("user", "disable", SAM, "--yes")
    assert "is disabled" in sam.refused("token", "issue", SAM)


def test_days_bound_how_long(sam):
    issued(sam, "--days", "2", "--name", "press")
    (row,) = sam.result("token", "list")["items"]
    assert row["name"] == "press"
    assert row["expires_at"][:10] == (utc_now() + timedelta(days=2)).date().isoformat()


@pytest.mark.parametrize("by", ["beginning", "id", "secret", "part"])
def test_a_token_is_revoked_by_its_beginning_its_id_or_itself(sam, by):
    secret = issued(sam)
    (row,) = sam.result("token", "list")["items"]
    name = {"beginning": row["beginning"], "id": row["id"], "secret": secret, "part": secret[:8]}[by]
    assert "say --yes" in sam.refused("token", "revoke", name)
    assert asks(sam, secret) == 200
    assert sam.result("token", "revoke", name, "--yes")["state"] == "revoked"
    assert asks(sam, secret) == 401
    assert sam.result("token", "list")["items"][0]["state"] == "revoked"
    sam.ok("token", "revoke", name, "--yes")
    assert len(sam.log("token.revoked")) == 1


def test_a_beginning_of_several_revokes_none(sam):
    first, second = issued(sam), issued(sam)
    assert "2 tokens begin with apx_" in sam.refused("token", "revoke", "apx_", "--yes")
    assert (asks(sam, first), asks(sam, second)) == (200, 200)


def test_a_beginning_in_other_letters_is_another_one(sam):
    secret = issued(sam)
    assert "there is no such token" in sam.refused("token", "revoke", "apx_" + secret[4:12].swapcase(), "--yes")
    assert asks(sam, secret) == 200


def test_the_list_is_of_everybody_or_of_one_and_shows_no_secret(sam):
    sam.ok("user", "add", "ann@example.com", "--role", "viewer", "--password", PASSWORD)
    sam.ok("token", "issue", "ann@example.com", "--name", "wall screen")
    secret = issued(sam)
    assert sam.result("token", "list")["total"] == 2
    assert [row["email"] for row in sam.result("token", "list", SAM)["items"]] == [SAM]
    assert "wall screen" in sam.ok("token", "list", "ann@example.com")
    assert secret not in sam.ok("token", "list") + str(sam.result("token", "list"))
    assert "there is no account" in sam.refused("token", "list", "no@example.com")


def test_an_expired_token_is_said_to_be(sam):
    issued(sam)
    sam.sql("UPDATE api_tokens SET expires_at = :past", past="2026-01-01 00:00:00.000000")
    assert sam.result("token", "list")["items"][0]["state"] == "expired"
