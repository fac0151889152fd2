"""`flask apex demo`: a shop with people and work in it, seeded once."""

import importlib
import subprocess

import pytest
from sqlalchemy import func, select

from apex.app import create_app
from apex.cli.shop import EXAMPLES, STORIES, Shop
from apex.extensions import db
from apex.schema.text import load_yaml
from apex.settings import Settings
from apex.store.project import Project
from apex.store.seal import Seal, Supersession
from apex.store.user import User
from apex.store.version import ProjectVersion
from tests.cli.conftest import SECRET
from tests.cli.conftest import Shell as At
from tests.web.house import Browser

# The package's own `demo` is the command.
demo = importlib.import_module("apex.cli.demo")
EVERY = {"viewer", "estimator", "engineer", "approver", "admin"}
LIVE = {"APEX_ENV": "production", "APEX_CORS_ORIGINS": "none"}


def rows(at, *columns):
    return at.house.look(lambda session: session.execute(select(*columns)).all())


def count(at, model):
    return at.house.look(lambda session: session.scalar(select(func.count()).select_from(model)))


def test_the_shop_has_somebody_of_each_role_who_logs_in_with_what_is_printed(at):
    said = at.ok("demo")
    assert f'log in as demo@example.com, password "{demo.PASSWORD}"' in said
    people = dict(rows(at, User.email, User.role))
    assert set(people.values()) == EVERY
    assert people["demo@example.com"] == "admin"
    for email in people:
        assert email in said
        assert Browser(at.app, email).log_in(demo.PASSWORD).status_code == 303


def test_there_is_a_project_of_each_story_and_of_each_status(at):
    at.ok("demo")
    names = {project.name for project in rows(at, Project.name)}
    signs = {load_yaml(file.read_bytes())["name"] for file in EXAMPLES.glob("*.yaml")}
    assert len(names & signs) == len(STORIES)
    assert {row.status for row in rows(at, Project.status)} == {
        "draft", "estimating", "submitted", "accepted", "rejected", "archived",
    }  # fmt: skip
    assert all(document for (document,) in rows(at, Project.document))


def test_the_shop_has_a_history_two_people_wrote_a_clone_and_a_superseded_seal(at):
    at.ok("demo")
    (shared,) = [row.id for row in rows(at, Project.id, Project.name) if row.name.startswith("Auto Row")]
    versions = rows(at, ProjectVersion.project_id, ProjectVersion.version, ProjectVersion.actor_id)
    own = [row for row in versions if row.project_id == shared]
    assert [row.version for row in own] == [1, 2, 3, 4, 5, 6]
    assert len({row.actor_id for row in own}) == 2
    assert len(at.log("project.cloned")) == 2
    assert len(at.log("project.restored")) == 1
    assert (count(at, Seal), count(at, Supersession)) == (4, 1)


def test_the_pages_of_the_shop_are_there_for_who_logs_in(at):
    at.ok("demo")
    browser = Browser(at.app, "demo@example.com")
    browser.log_in(demo.PASSWORD)
    assert "Keller Hardware" in browser.get("/projects").get_data(as_text=True)
    for (project_id,) in rows(at, Project.id):
        assert browser.get(f"/projects/{project_id}").status_code == 200


def test_a_second_time_changes_nothing(at):
    at.ok("demo")
    before = at.ok("audit", "head").split('"at"')[0]
    assert "is there already: 9 projects" in at.ok("demo")
    assert at.ok("audit", "head").split('"at"')[0] == before
    assert at.result("demo")["made"] == 0


def test_what_people_made_of_the_shop_is_kept(at):
    at.ok("demo")
    at.ok("user", "role", "viewer@example.com", "engineer")
    at.ok("user", "password", "demo@example.com", "--password", "a crooked ladder behind the shop")
    said = at.ok("demo")
    assert demo.PASSWORD not in said
    assert "the password it was given since" in said
    assert at.state("viewer@example.com")["role"] == "engineer"


def test_an_account_that_was_there_first_is_kept_and_the_shop_is_seeded(at):
    mine = "a crooked ladder behind the shop"
    at.ok("init", "--email", "demo@example.com", "--password", mine)
    assert at.result("demo") == {
        "made": 9,
        "projects": 9,
        "accounts": [email for email, _ in demo.PEOPLE.values()],
        "password": None,
    }
    assert Browser(at.app, "demo@example.com").log_in(mine).status_code == 303


def test_what_breaks_on_the_way_leaves_nothing(at, monkeypatch):
    def torn(shop: Shop) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(demo, "STORIES", (*STORIES, torn))
    with pytest.raises(RuntimeError):
        at.run("demo")
    assert (count(at, Project), count(at, User)) == (0, 0)
    monkeypatch.undo()
    assert at.result("demo")["made"] == 9


def test_two_at_once_seed_one_shop(at):
    running = [subprocess.Popen(**at.started("demo"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert count(at, Project) == 9
    assert at.run("doctor").exit_code == 0


def test_production_refuses_without_yes_and_gets_a_password_nobody_knows(at):
    given = {"APEX_DATABASE_URL": at.url, "APEX_DATA_DIR": str(at.folder), "APEX_SECRET_KEY": SECRET, **LIVE}
    live = At(at.url, at.folder, create_app(Settings.from_environment(given)))
    try:
        assert "--yes" in live.refused("demo")
        assert count(at, User) == 0
        password = live.result("demo", "--yes")["password"]
        assert password != demo.PASSWORD
        assert Browser(at.app, "demo@example.com").log_in(password).status_code == 303
        assert live.result("demo", "--yes")["password"] is None
    finally:
        with live.app.app_context():
            db.engine.dispose()
