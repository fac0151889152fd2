"""Input nobody means well with: an answer with a reason, never a 500, nothing half-written."""

import pytest

HOSTILE = [
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202eevil",
    "x" * 5000,
    "'; DROP TABLE projects; --",
    "<script>alert(1)</script>",
]


@pytest.fixture
def client(house):
    return house.client("engineer")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_any_field_is_kept_whole_or_refused(house, client, text):
    for field in ("name", "customer", "address", "description"):
        body = {"name": "Pylon", field: text}
        answer = client.post("/api/v1/projects", json=body)
        assert answer.status_code in (201, 422), (field, answer.get_data(as_text=True))
        if answer.status_code == 201:
            assert answer.get_json()["result"][field] == text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_searches_and_filters_are_answered(client, text):
    query = {"q": text.encode("utf-8", "surrogatepass")}
    expected = 422 if "\0" in text else 200
    assert client.get("/api/v1/projects", query_string=query).status_code == expected
    assert client.get("/api/v1/projects", query_string={"sort": query["q"]}).status_code == 422
    assert client.get("/projects", query_string=query).status_code == expected
    assert client.get("/api/v1/audit", query_string={"actor": query["q"]}).status_code in (403, 422)


@pytest.mark.parametrize(
    "q", ['"', "a OR b", "NEAR(a b)", "name:x", "*", "a*", "-a", "(", "&|!", "x:*", "ä ö", "P-2026-0001"]
)
def test_the_words_of_a_search_are_words_and_no_language(house, client, q):
    house.project(client, name="ä ö Pylon")
    answer = client.get("/api/v1/projects", query_string={"q": q})
    assert answer.status_code == 200
    assert "search_fallback" not in answer.get_json()["trace"]["data"]["intermediates"]


def test_a_search_finds_the_beginnings_of_words_in_every_field(house, client):
    made = house.project(
        client, name="Elm Street Clinic", customer="Acmé", address="12 Main St", description="tall one"
    )
    for q in ("elm cli", "acm", "12 main", "tal", made["number"], "ELM", "street-clinic"):
        items = client.get("/api/v1/projects", query_string={"q": q}).get_json()["result"]["items"]
        assert [item["id"] for item in items] == [made["id"]], q
    client.patch(f"/api/v1/projects/{made['id']}", json={"name": "Oak"}, headers={"If-Match": "*"})
    assert client.get("/api/v1/projects?q=clinic").get_json()["result"]["total"] == 0
    assert client.get("/api/v1/projects?q=oak").get_json()["result"]["total"] == 1


def test_without_its_index_a_search_reads_every_row_and_says_so(house, client):
    from sqlalchemy import text

    from apex.extensions import db
    from apex.store.connect import migrating

    made = house.project(client, name="Elm Street Clinic")
    house.project(client, name="Oak")
    with house.app.app_context(), migrating(db.engine) as connection:
        if db.engine.dialect.name == "sqlite":
            for name in ("insert", "update", "delete"):
                connection.execute(text(f"DROP TRIGGER project_search_{name}"))
        connection.execute(text("DROP TABLE project_search"))
        connection.commit()
    answer = client.get("/api/v1/projects?q=clinic").get_json()
    assert [item["id"] for item in answer["result"]["items"]] == [made["id"]]
    assert answer["trace"]["data"]["intermediates"]["search_fallback"] is True


def test_lists_page_sort_and_link_to_the_next(house, client):
    made = [house.project(client, name=f"Project {i:02d}")["id"] for i in range(7)]
    first = client.get("/api/v1/projects?limit=3&sort=name")
    assert [p["id"] for p in first.get_json()["result"]["items"]] == made[:3]
    assert first.get_json()["result"]["total"] == 7
    assert 'rel="next"' in first.headers["Link"]
    target = first.headers["Link"].split(">")[0].lstrip("<")
    second = client.get(target)
    assert [p["id"] for p in second.get_json()["result"]["items"]] == made[3:6]
    assert 'rel="prev"' in second.headers["Link"]
    last = client.get("/api/v1/projects?limit=3&offset=6&sort=name").get_json()["result"]["items"]
    assert [p["id"] for p in last] == made[6:]
    turned = client.get("/api/v1/projects?limit=3&offset=4&sort=-name").get_json()["result"]["items"]
    assert [p["id"] for p in turned] == [made[2], made[1], made[0]]
    for bad in ("limit=0", "limit=501", "offset=-1", "limit=x", "status=open", "sort=id"):
        assert client.get(f"/api/v1/projects?{bad}").status_code == 422


def test_a_list_that_is_not_sorted_or_searched_says_so_and_accounts_are(house):
    admin = house.client("admin")
    project = house.project(admin)["id"]
    lists = ("versions", "events", "files", "shares", "members", "unsaved")
    for path in ("/tasks", "/webhooks", "/account/tokens", "/admin/tokens", "/admin/jobs", "/admin/outside", "/audit",
                 *(f"/projects/{project}/{name}" for name in lists)):  # fmt: skip
        answer = admin.get(f"/api/v1{path}?q=x&sort=name&limit=0")
        fields = [error["field"] for error in answer.get_json()["errors"]]
        assert (path, answer.status_code, fields) == (path, 422, ["sort", "q", "limit"])
        assert admin.get(f"/api/v1{path}").status_code == 200
    for email in ("zoe_1@shop.test", "abe@shop.test", "zoe%1@other.test"):
        house.user("viewer", email=email)

    def emails(query):
        return [item["email"] for item in admin.get(f"/api/v1/admin/users?{query}").get_json()["result"]["items"]]

    assert emails("q=shop.TEST") == ["abe@shop.test", "zoe_1@shop.test"]
    assert emails("q=viewer+shop.test&sort=-email") == ["zoe_1@shop.test", "abe@shop.test"]
    assert emails("q=zoe_1") == ["zoe_1@shop.test"]
    assert emails("sort=-created_at")[0] == "zoe%1@other.test"
    assert admin.get("/api/v1/admin/users?sort=password_hash").status_code == 422


@pytest.mark.parametrize("header", ['"', "W/", '"1-', "abc", '""', "1-abc", ", ,", '"' + "9" * 400 + '-x"', "\x7f"])
def test_a_strange_if_match_is_stale_or_refused_and_never_a_fault(house, client, header):
    project = house.project(client)
    answer = client.put(f"/api/v1/projects/{project['id']}", json={"name": "A"}, headers={"If-Match": header})
    assert answer.status_code in (412, 428), answer.get_data(as_text=True)


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "a\tb", "ключ"])
def test_a_strange_key_is_taken_or_refused(client, key):
    answer = client.post(
        "/api/v1/projects", json={"name": "A"}, headers={"Idempotency-Key": key.encode("utf-8").decode("latin-1")}
    )
    assert answer.status_code in (201, 422)


@pytest.mark.parametrize(
    "path", ["/projects/%00", "/projects/..%2f..", "/projects/" + "x" * 3000, "/projects/%ff", "/share/%00"]
)
def test_strange_addresses_are_not_found(client, path):
    assert client.get(path).status_code == 404
    assert client.get(f"/api/v1{path}").status_code == 404


def test_a_token_that_does_not_hold_is_on_the_log(house):
    stranger = house.app.test_client()
    assert stranger.get("/api/v1/projects", headers={"X-Apex-Key": "apx_nothing"}).status_code == 401
    assert stranger.get("/api/v1/projects").status_code == 401
    admin = house.client("admin")
    items = admin.get("/api/v1/audit?verb=access.refused").get_json()["result"]["items"]
    assert [item["actor"] for item in items] == ["anonymous"]
