"""`flask apex user anonymise` for customers, who have no account: their answers say nothing of them any more."""

import pytest

from tests.cli.spare import all_rows
from tests.cli.test_anonymise import details, log_rows
from tests.database import on_sqlite
from tests.engine.documents import raw
from tests.web.house import PASSWORD

DESIGN = raw()
PAT, LEE = "Pat.Keller@example.com", "lee@example.com"
OF_PAT = ("Pat Keller", "pat.keller", "a foot higher", "10.7.7.7")


@pytest.fixture
def answered(at):
    """Two customers who answered through links of one project; the project's client and address."""
    client = at.house.client("engineer")
    project = at.house.project(client, name="Corner", design=DESIGN)
    url = f"/api/v1/projects/{project['id']}"
    for label, name, email, words in (
        ("Pat Keller", "Pat Keller", PAT, "a foot higher"),
        ("Lee", "Lee", LEE, "as Pat Keller said"),
        ("", "Owner", "", "fine by me"),
    ):
        token = client.post(f"{url}/shares", json={"label": label}).get_json()["result"]["token"]
        guest = at.app.test_client()
        guest.environ_base["REMOTE_ADDR"] = "10.7.7.7" if name == "Pat Keller" else "10.8.8.8"
        tag = guest.get(f"/api/v1/share/{token}").headers["ETag"]
        body = {"kind": "change", "name": name, "email": email, "text": words}
        assert guest.post(f"/api/v1/share/{token}", json=body, headers={"If-Match": tag}).status_code == 201
    return client, url


def answers(answered):
    client, url = answered
    rows = client.get(f"{url}/shares").get_json()["result"]["answers"]
    return {(row["name"], row["email"], row["text"], row["label"]) for row in rows}


def held_words(at, words):
    everything = repr(all_rows(at)).lower()
    return [word for word in words if word.lower() in everything]


def test_a_customer_without_an_account_is_taken_out_by_e_mail(at, answered):
    assert held_words(at, OF_PAT) == list(OF_PAT)
    assert "say --yes to do it" in at.refused("user", "anonymise", PAT)
    result = at.result("user", "anonymise", PAT.lower(), "--yes")
    assert held_words(at, OF_PAT) == []
    assert (result["id"], result["answers"], result["projects"]) == ("", 2, 0)
    assert answers(answered) == {
        ("removed", "", "", ""), ("Lee", LEE, "", "Lee"), ("Owner", "", "fine by me", ""),
    }  # fmt: skip
    assert len(at.log("answer.anonymised")) == 2
    assert len(at.log("audit.anonymised")) == result["emptied"] > 0
    assert at.ok("audit", "verify").startswith("intact:")
    at.ok("doctor")
    client, url = answered
    said = [row["sentence"] for row in client.get(f"{url}/events").get_json()["result"]["items"]]
    assert any(one.startswith("Somebody (customer)") for one in said)


@on_sqlite
def test_a_name_of_one_word_is_looked_for_in_their_own_answers_only(at, answered):
    client, url = answered
    member = at.house.user("engineer")
    assert client.post(f"{url}/members", json={"email": member, "role": "owner"}).status_code in (200, 201)
    before = details(at)
    result = at.result("user", "anonymise", "owner", "--yes")
    assert (result["answers"], answers(answered)) == (1, {
        ("Pat Keller", PAT, "a foot higher", "Pat Keller"), ("Lee", LEE, "as Pat Keller said", "Lee"),
        ("removed", "", "", ""),
    })  # fmt: skip
    after = details(at)
    verbs = {row["seq"]: row["verb"] for row in map(dict, at.house.look(log_rows))}
    assert {verbs[seq] for seq in before if after[seq] is None} == {"share.answered", "share.opened"}


@on_sqlite
def test_an_account_takes_its_own_answers_along(at, answered):
    at.ok("user", "add", PAT, "--role", "viewer", "--name", "Patricia", "--password", PASSWORD)
    assert at.result("user", "anonymise", PAT, "--yes")["answers"] == 1
    assert ("removed", "", "", "Pat Keller") in answers(answered)
    assert held_words(at, ("pat.keller", "a foot higher", "10.7.7.7")) == []
