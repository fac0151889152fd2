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
from tests.database import on_sqlite
from tests.web.house import Browser

# The package's own `demo` is the command.
demo = importlib.import_module("apex.cli.demo")
EVERY = {"viewer", "estimator", "engineer", "approver", "admin"}
AT_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
SHOP_ON_SQLITE = pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
"""Each once: the stories go through the same actions on every database, and `shop` is seeded on both."""
LIVE = {"APEX_ENV": "production", "APEX_CORS_ORIGINS": "none"}


def rows(at, *columns):
    return at.house.look(lambda session: session.execute(select(*columns)).all())


def count(at, model):
    return at.house.look(lambda session: session.scalar(select(func.count()).select_from(model)))


@on_sqlite
def test_the_shop_has_somebody_of_each_role_who_logs_in_with_what_is_printed(at):
    said = at.ok("demo")
    assert f'log in as demo@example.com, password "{demo.PASSWORD}"' in said
    people = dict(rows(at, User.email, User.role))
    assert set(people.values()) == EVERY
    assert people["demo@example.com"] == "admin"
    for email in people:
        assert email in said
        assert Browser(at.app, email).log_in(demo.PASSWORD).status_code == 303


@SHOP_ON_SQLITE
def test_there_is_a_project_of_each_story_and_of_each_status_whose_page_is_there(shop):
    stories = rows(shop, Project.id, Project.name, Project.status, Project.document)
    signs = {load_yaml(file.read_bytes())["name"] for file in EXAMPLES.glob("*.yaml")}
    assert len({project.name for project in stories} & signs) == len(STORIES)
    assert {project.status for project in stories} == {
        "draft", "estimating", "submitted", "accepted", "rejected", "archived",
    }  # fmt: skip
    assert all(project.document for project in stories)
    browser = Browser(shop.app, "demo@example.com")
    browser.log_in(demo.PASSWORD)
    assert "Keller Hardware" in browser.get("/projects").get_data(as_text=True)
    for project in stories:
        assert browser.get(f"/projects/{project.id}").status_code == 200


def test_the_shop_has_a_history_two_people_wrote_a_clone_and_a_superseded_seal(shop):
    (shared,) = [row.id for row in rows(shop, Project.id, Project.name) if row.name.startswith("Auto Row")]
    versions = rows(shop, ProjectVersion.project_id, ProjectVersion.version, ProjectVersion.actor_id)
    own = [row for row in versions if row.project_id == shared]
    assert [row.version for row in own] == [1, 2, 3, 4, 5, 6]
    assert len({row.actor_id for row in own}) == 2
    assert len(shop.log("project.cloned")) == 2
    assert len(shop.log("project.restored")) == 1
    assert (count(shop, Seal), count(shop, Supersession)) == (4, 1)


def test_a_second_time_changes_nothing(shop):
    before = shop.ok("audit", "head").split('"at"')[0]
    assert "is there already: 9 projects" in shop.ok("demo")
    assert shop.ok("audit", "head").split('"at"')[0] == before
    assert shop.result("demo")["made"] == 0


@SHOP_ON_SQLITE
def test_what_people_made_of_the_shop_is_kept(shop):
    shop.ok("user", "role", "viewer@example.com", "engineer")
    shop.ok("user", "password", "demo@example.com", "--password", "a crooked ladder behind the shop")
    said = shop.ok("demo")
    assert demo.PASSWORD not in said
    assert "the password it was given since" in said
    assert shop.state("viewer@example.com")["role"] == "engineer"


@on_sqlite
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


@on_sqlite
def test_what_breaks_on_the_way_leaves_nothing(at, monkeypatch):
    def torn(shop: Shop) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(demo, "STORIES", (*STORIES, torn))
    with pytest.raises(RuntimeError):
        at.run("demo")
    assert (count(at, Project), count(at, User)) == (0, 0)


@AT_POSTGRESQL
def test_two_at_once_seed_one_shop(at):
    running = [subprocess.Popen(**at.started("demo"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    assert count(at, Project) == 9
    assert at.run("doctor").exit_code == 0


@on_sqlite
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
