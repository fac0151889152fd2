"""Every route x role x ownership, generated from the URL map. A route without an entry here fails."""

import pytest

from apex.actions.permission import ROLES
from apex.schema.text import load_yaml
from apex.settings import ROOT
from tests.database import application, copied, fresh
from tests.web.house import House

ALL = {"viewer", "estimator", "engineer", "approver", "admin"}
MAKE = {"estimator", "engineer", "admin"}
DECIDE = {"approver", "admin"}
ADMIN = {"admin"}
PUBLIC = None
"""Open to anybody, without an account."""

# Written from the specification and not from the code: who may, by route.
ENTRIES = {
    "account.create_token": ALL, "account.end_session": ALL, "account.remove_session": ALL,
    "account.remove_token": ALL, "account.revoke_token": ALL, "account.save_password": ALL,
    "account.save_settings": ALL, "account.show": ALL, "account.show_settings": ALL, "account.show_tokens": ALL,
    "admin.health": ADMIN, "admin.jobs": ADMIN, "admin.packs": ADMIN, "admin.show": ADMIN,
    "audit.check": ADMIN, "audit.export": ADMIN, "audit.index": ADMIN,
    "calculation.bom": ALL, "calculation.bom_csv": ALL, "calculation.drawing": ALL,
    "calculation.drawing_dxf": ALL, "calculation.final": ALL,
    "calculation.price": ALL, "calculation.show": ALL,
    "design.look_up_site": MAKE, "design.preview": ALL, "design.save": MAKE, "design.save_stage": MAKE,
    "design.show": ALL, "design.show_stage": ALL,
    "file.index": ALL, "file.add": MAKE, "file.show": ALL, "file.remove": MAKE, "file.take_away": MAKE,
    "guide.keys": ALL,
    "health.database": PUBLIC, "health.live": PUBLIC, "health.problem": PUBLIC, "health.ready": PUBLIC,
    "health.show": PUBLIC, "health.version": PUBLIC,
    "history.diff": ALL, "history.events": ALL, "history.restore": MAKE, "history.version": ALL,
    "history.versions": ALL,
    "home.show": ALL,
    "hook.receive": PUBLIC,
    "loads.show": ALL, "review.show": ALL,
    "link.save": PUBLIC, "link.show": PUBLIC,
    "login.remove": ALL, "login.save": PUBLIC, "login.save_code": PUBLIC, "login.show": PUBLIC,
    "metrics.show": PUBLIC,
    "member.index": ALL, "member.put": MAKE, "member.remove": MAKE, "member.take_out": MAKE,
    "oidc.back": PUBLIC, "oidc.start": PUBLIC,
    "option.show": ALL,
    "outside.index": ADMIN, "outside.try_now": ADMIN,
    "passkey.add": ALL, "passkey.begin": ALL, "passkey.index": ALL, "passkey.remove": ALL, "passkey.take_away": ALL,
    "passkey_login.ask": PUBLIC, "passkey_login.save": PUBLIC,
    "project.clone": MAKE, "project.create": MAKE, "project.index": ALL, "project.patch": MAKE,
    "project.remove": MAKE, "project.save": MAKE, "project.show": ALL, "project.transition": ALL,
    "report.make": ALL, "report.show": ALL,
    "second.confirm": ALL, "second.remove": ALL, "second.renew": ALL, "second.show": ALL, "second.start": ALL,
    "second.take_away": ALL,
    "share.answers": ALL,
    "share.index": ALL, "share.make": MAKE, "share.revoke": MAKE, "share.revoke_all": MAKE, "share.end": MAKE,
    "share.end_all": MAKE, "share.show": PUBLIC, "share.answer": PUBLIC, "share.settle": MAKE,
    "signage.check": ALL, "signage.checks": ALL, "signage.derive": ALL, "signage.design": ALL, "signage.options": ALL,
    "signage.solve_burial": ALL, "signage.solve_footing": ALL,
    "signage.whole_design": ALL, "signage.wind": ALL, "signage.yards": ALL,
    "site.find": ALL, "site.show": ALL,
    "sketch.document": ALL, "sketch.drawing": ALL, "sketch.drawing_dxf": ALL, "sketch.no_options": ALL,
    "sketch.no_sheet": ALL, "sketch.options": ALL, "sketch.package": ALL,
    "sketch.save": ALL, "sketch.sheet": ALL, "sketch.show": ALL,
    "static": PUBLIC,
    "styleguide.show": ALL,
    "submission.show": ALL, "submission.submit": MAKE,
    "task.cancel": ALL, "task.index": ALL, "task.remove": ALL, "task.retry": ALL, "task.show": ALL,
    "token.index": ADMIN, "token.remove": ADMIN, "token.take_away": ADMIN,
    "transfer.as_json": ALL, "transfer.as_yaml": ALL, "transfer.begin": MAKE, "transfer.create": MAKE,
    "transfer.look": MAKE, "transfer.save": MAKE, "transfer.show": MAKE,
    "tree.edit": MAKE, "tree.show": ALL,
    "unsaved.index": MAKE, "unsaved.save": MAKE, "unsaved.remove": MAKE, "unsaved.drop": MAKE,
    "user.create": ADMIN, "user.index": ADMIN, "user.link": ADMIN, "user.remove_second": ADMIN, "user.save": ADMIN,
    "webhook.create": ADMIN, "webhook.disable": ADMIN, "webhook.enable": ADMIN, "webhook.end_rotation": ADMIN,
    "webhook.index": ADMIN, "webhook.remove": ADMIN, "webhook.replay": ADMIN, "webhook.replay_since": ADMIN,
    "webhook.rotate": ADMIN, "webhook.save": ADMIN, "webhook.show": ADMIN, "webhook.take_away": ADMIN,
    "webhook.test": ADMIN,
    "user.show": ADMIN, "user.take_second_off": ADMIN,
}  # fmt: skip
TRANSITIONS = {"estimating": MAKE, "submitted": MAKE, "accepted": DECIDE, "rejected": DECIDE, "archived": MAKE}
DESIGN = load_yaml((ROOT / "examples" / "main_street_pylon.yaml").read_bytes())
VALUES = {
    "version": 1,
    "a": 1,
    "b": 1,
    "stage": "site",
    "code": "validation",
    "filename": "apex.css",
    "tab": "12345678",
}


class World:
    """Everybody, a project of the organization, and one that is nobody's business."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.clients = {role: house.client(role) for role in ALL}
        owner = house.client("engineer")
        self.open = house.project(owner, design=DESIGN)["id"]
        self.hidden = house.project(owner, visibility="members", design=DESIGN)["id"]
        self.rules = [rule for rule in house.app.url_map.iter_rules() if not rule.endpoint.startswith("api_")]

    def ask(self, client, rule, method, project):
        values = {name: VALUES.get(name, "01ARZ3NDEKTSV4RRFFQ69G5FAV") for name in rule.arguments}
        if "project_id" in rule.arguments:
            values["project_id"] = project
        with self.house.app.test_request_context():
            url = self.house.app.url_map.bind("localhost").build(rule.endpoint, values, method)
        body = None if method == "GET" else {"to": "nowhere"}
        return client.open(url, method=method, json=body, headers={"Accept": "application/json"})

    def calls(self):
        """Every route with each of its methods."""
        for rule in self.rules:
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield rule, method


@pytest.fixture(scope="module")
def world(migrated_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    with application(copied(migrated_file, folder), folder) as app:
        yield World(House(app))


def test_every_route_has_an_entry_and_no_entry_is_left_over(world):
    assert {rule.endpoint for rule in world.rules} == set(ENTRIES)


def test_both_mounts_of_a_blueprint_are_the_same_handlers(world):
    functions = world.house.app.view_functions
    twins = [name for name in functions if name.startswith("api_")]
    assert twins
    for name in twins:
        assert functions[name] is functions[name.removeprefix("api_")], name


def test_every_route_that_is_not_public_says_what_it_asks(world):
    for endpoint, roles in ENTRIES.items():
        access = getattr(world.house.app.view_functions[endpoint], "access", None)
        if roles is PUBLIC:
            assert access is None or access.permission is None, endpoint
        else:
            assert access is not None, endpoint
            assert access.permission is not None, endpoint
            assert access.permission in ROLES


def test_nobody_comes_in_without_an_account(world):
    stranger = world.house.app.test_client()
    for rule, method in world.calls():
        answer = world.ask(stranger, rule, method, world.open)
        if ENTRIES[rule.endpoint] is PUBLIC:
            # A wrong login is 401 as well; it carries no scheme to present a token by.
            assert answer.status_code != 401 or rule.endpoint == "login.save", (rule.endpoint, method)
        else:
            assert answer.status_code == 401, (rule.endpoint, method)
        answer.close()


@pytest.mark.parametrize("role", sorted(ALL))
def test_a_role_may_what_its_entry_says_and_nothing_else(world, role):
    client = world.clients[role]
    for rule, method in world.calls():
        roles = ENTRIES[rule.endpoint]
        if roles is PUBLIC or rule.endpoint == "login.remove":
            continue
        answer = world.ask(client, rule, method, world.open)
        if role in roles:
            assert answer.status_code not in {401, 403, 500}, (rule.endpoint, method, answer.status_code)
        else:
            assert answer.status_code == 403, (rule.endpoint, method, answer.status_code)


@pytest.mark.parametrize("role", sorted(ALL - ADMIN))
def test_a_foreign_project_is_not_there_for_any_role(world, role):
    for rule, method in world.calls():
        if "project_id" in rule.arguments:
            answer = world.ask(world.clients[role], rule, method, world.hidden)
            assert answer.status_code == 404, (rule.endpoint, method, answer.status_code)
            assert answer.get_json()["errors"][0]["message"] == "there is no such project"


@pytest.mark.parametrize("role", sorted(ALL))
@pytest.mark.parametrize("to", sorted(TRANSITIONS))
def test_a_status_is_moved_by_who_may(world, role, to):
    answer = world.clients[role].post(f"/api/v1/projects/{world.open}/transitions", json={"to": to})
    assert answer.status_code == (428 if role in TRANSITIONS[to] else 403)


def test_who_may_see_it_all_sees_foreign_projects_too(world):
    assert world.clients["admin"].get(f"/api/v1/projects/{world.hidden}").status_code == 200


COMPUTING = ("signage.", "sketch.", "design.preview", "site.")
"""What is posted and changes nothing."""


@pytest.mark.parametrize("role", ["viewer", "engineer", "admin"])
def test_a_token_that_only_reads_changes_nothing(world, role):
    client = world.house.client(role, scopes=("read",))
    for rule, method in world.calls():
        if (
            method == "GET"
            or ENTRIES[rule.endpoint] is PUBLIC
            or rule.endpoint in ("login.remove", "project.transition")
        ):
            continue
        status = world.ask(client, rule, method, world.open).status_code
        if rule.endpoint.startswith(COMPUTING):
            assert status not in {401, 403, 500}, (rule.endpoint, method, status)
        else:
            assert status == 403, (rule.endpoint, method, status)
    for to in TRANSITIONS:
        assert client.post(f"/api/v1/projects/{world.open}/transitions", json={"to": to}).status_code == 403
    assert client.get("/api/v1/projects").status_code == 200


def test_a_token_that_does_not_administer_sees_nothing_of_the_administration(world):
    client = world.house.client("admin", scopes=("read", "write"))
    for rule, method in world.calls():
        if ENTRIES[rule.endpoint] is ADMIN:
            assert world.ask(client, rule, method, world.open).status_code == 403, (rule.endpoint, method)


def test_the_same_holds_on_postgresql(migrated_server, tmp_path):
    with fresh(migrated_server) as url, application(url, tmp_path) as app:
        other = World(House(app))
        test_a_foreign_project_is_not_there_for_any_role(other, "approver")
        test_a_role_may_what_its_entry_says_and_nothing_else(other, "engineer")
