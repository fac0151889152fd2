"""How many queries each route costs, and that none costs more where there is more to show."""

from contextlib import contextmanager
from io import BytesIO

import pytest
from sqlalchemy import event

from apex.extensions import db
from apex.jobs.attempt import attempt
from apex.schema.text import load_yaml
from apex.settings import ROOT
from apex.store.breaker import meet
from apex.store.job import Job
from tests.database import application, copied
from tests.web.house import House

DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
# Recognizing the caller costs one query; most pages of a project three more: the project, the part in it, its owner.
MOST = {
    "/": 11, "/projects/import": 1, "/projects/{id}/design.yaml": 6, "/projects/{id}/design.json": 6,
    "/projects/{id}/design/import": 4,
    "/projects": 5, "/projects/{id}": 6, "/projects/{id}/design": 7, "/projects/{id}/design/site": 7,
    "/projects/{id}/tree": 5,
    "/projects/{id}/options": 6, "/projects/{id}/calculation": 7, "/projects/{id}/price": 6,
    "/projects/{id}/drawing.svg": 6, "/projects/{id}/drawing.dxf": 11,
    "/projects/{id}/final": 7, "/projects/{id}/versions": 7,
    "/projects/{id}/versions/1": 7,
    "/projects/{id}/versions/1/diff/2": 9, "/projects/{id}/events": 8, "/projects/{id}/files": 6,
    "/projects/{id}/shares": 8, "/projects/{id}/shares/answers": 6,
    "/projects/{id}/members": 6, "/account": 7, "/account/tokens": 7,
    "/account/second-step": 3,
    "/account/settings": 7,
    "/account/passkeys": 7, "/projects/{id}/bom": 6, "/projects/{id}/bom.csv": 10, "/projects/{id}/unsaved": 5,
    "/projects/{id}/submit": 7, "/projects/{id}/loads": 6, "/projects/{id}/review": 10,
    "/tasks": 3, "/projects/{id}/report.pdf": 8, "/site/resolve": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def shop(migrated_file, tmp_path_factory):
    """A house with one project that has a history."""
    folder = tmp_path_factory.mktemp("shop")
    with application(copied(migrated_file, folder), folder) as app:
        house = House(app)
        client = house.client("engineer")
        project = house.project(client, design=DESIGN)
        client.patch(f"/api/v1/projects/{project['id']}", json={"customer": "Acme"}, headers={"If-Match": "*"})
        task = client.post(f"/api/v1/projects/{project['id']}/report").get_json()["result"]["task_id"]
        with app.app_context():
            attempt(app, task)
        yield house, client, project["id"]


@contextmanager
def counted(app):
    """The statements a block sends, less what only marks transactions."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.split()[0] in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def cost(house, client, url):
    client.get(url)  # the first look of a token in a minute writes down that it was seen
    with counted(house.app) as sent:
        answer = client.get(url, headers={"Accept": "text/html"} if not url.startswith("/api") else {})
        assert answer.status_code == 200, url
        answer.get_data()
    return sent


@pytest.mark.parametrize("path", sorted(MOST))
@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_a_route_costs_at_most_so_many_queries(shop, path, prefix):
    house, client, project = shop
    sent = cost(house, client, prefix + path.format(id=project))
    assert len(sent) <= MOST[path], "\n".join(sent)


def test_every_page_that_reads_is_counted(shop):
    house, _, _ = shop
    reading = {
        rule.rule.replace("<project_id>", "{id}").replace("<stage>", "site")
        for rule in house.app.url_map.iter_rules()
        if "GET" in rule.methods
        and not rule.endpoint.startswith(
            (
                "api_",
                "health.",
                "sketch.",
                "static",
                "login.",
                "oidc.",
                "audit.",
                "metrics.",
                "guide.",
                "styleguide.",
                "share.show",
            )
        )
    }
    plain = {path for path in reading if "<" not in path}
    own = {path for path in MORE if path.startswith(("/admin", "/webhooks")) and "{" not in path}
    assert plain == own | {path for path in MOST if "/1" not in path}


MORE = (
    "/", "/projects", "/projects/{id}/versions", "/projects/{id}/events", "/projects/{id}/members",
    "/projects/{id}/tree", "/projects/{id}/shares", "/projects/{id}/shares/answers", "/projects/{id}/files",
    "/projects/{id}/unsaved", "/tasks", "/account", "/account/tokens", "/admin", "/admin/health", "/admin/users",
    "/admin/tokens", "/admin/jobs", "/admin/outside", "/admin/packs", "/audit", "/webhooks", "/webhooks/{hook}",
)  # fmt: skip


def more(house, client, project, hook, i):
    """One more of everything there is to show."""
    at = f"/api/v1/projects/{project}"
    house.project(client, name=f"Another {i}")
    assert client.patch(at, json={"customer": f"Acme {i}"}, headers={"If-Match": "*"}).status_code == 200
    body = {"email": house.user("estimator"), "role": "viewer"}
    assert client.post(f"{at}/members", json=body).status_code in (200, 201)
    main = client.get(f"{at}/tree").get_json()["result"]["tree"]["children"][0]["id"]
    edit = {"do": "add", "parent": main, "kind": "face", "part": {"label": f"Face {i}"}}
    assert client.post(f"{at}/tree", json=edit, headers={"If-Match": "*"}).status_code == 200
    token = client.post(f"{at}/shares", json={"label": f"For {i}"}).get_json()["result"]["token"]
    guest = house.app.test_client()
    tag = guest.get(f"/api/v1/share/{token}").headers["ETag"]
    answer = {"kind": "change", "name": f"Guest {i}", "text": "taller"}
    assert guest.post(f"/api/v1/share/{token}", json=answer, headers={"If-Match": tag}).status_code == 201
    file = {"file": (BytesIO(f"%PDF-1.4 {i}".encode()), f"survey-{i}.pdf")}
    assert client.post(f"{at}/files", data=file).status_code == 201
    typed = {"form": "overview", "tab": f"tab-{i:05}", "etag": '"1-x"', "fields": {"customer": "Acme"}}
    assert client.post(f"{at}/unsaved", json=typed).status_code == 200
    task = client.post(f"{at}/report").get_json()["result"]["task_id"]
    assert client.delete(f"/api/v1/tasks/{task}").status_code == 200
    house.token(client.email)
    assert client.post(f"/api/v1/webhooks/{hook}/test").status_code == 202
    listening(client, f"https://crm.example.com/{i}")

    def trouble(call):
        meet(call.session, f"host-{i}.example", call.now)
        call.session.get(Job, task).state = "FAILURE"

    house.act(trouble)


def listening(client, url):
    answer = client.post("/api/v1/webhooks", json={"url": url, "events": ["job.failed"]})
    assert answer.status_code == 201
    return answer.get_json()["result"]["id"]


@pytest.fixture(scope="module")
def grown(migrated_file, tmp_path_factory):
    """What each of these costs with one of everything, and with six."""
    folder = tmp_path_factory.mktemp("grown")
    with application(copied(migrated_file, folder), folder) as app:
        house = House(app)
        client = house.client("admin")
        ids = {"id": house.project(client, design=DESIGN)["id"], "hook": listening(client, "https://crm.example.com/")}
        urls = [prefix + path.format(**ids) for path in MORE for prefix in ("", "/api/v1")]
        found = []
        for many in (range(1), range(1, 6)):
            for i in many:
                more(house, client, *ids.values(), i)
            found.append({url: cost(house, client, url) for url in urls})
        yield {url: (before, found[1][url]) for url, before in found[0].items()}, ids


@pytest.mark.parametrize("path", MORE)
@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_more_to_show_costs_no_more_queries(grown, path, prefix):
    costs, ids = grown
    before, after = costs[prefix + path.format(**ids)]
    assert len(after) == len(before), "\n".join(after)
