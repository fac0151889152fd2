"""What the documents promise: their commands run, their lists are whole, generated ones are fresh."""

import re
import shlex

import pytest
import yaml
from click.testing import CliRunner

from apex.cli import apex
from apex.cli.clauses import clauses_markdown
from apex.engine.document import Document
from apex.schema.read import read
from apex.settings import KNOWN, ROOT
from apex.web.problem import PROBLEMS
from tests.database import application, copied
from tests.web.house import House

README = (ROOT / "README.md").read_text()
API = (ROOT / "docs" / "api.md").read_text()
PROJECTS = (ROOT / "docs" / "projects.md").read_text()
SETTINGS = (ROOT / "docs" / "settings.md").read_text()


def blocks(text, kind):
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


@pytest.fixture(scope="module")
def house(tmp_path_factory, migrated_file):
    folder = tmp_path_factory.mktemp("data")
    with application(copied(migrated_file, folder), folder) as app:
        yield House(app)


@pytest.fixture(scope="module")
def client(house):
    return house.client("engineer")


def curl(client, block, **known):
    """Send what the command line would, with its variables put in."""
    for name, value in known.items():
        block = block.replace(f"${name}", value)
    words = shlex.split(block)
    path = next(w for w in words if w.startswith("localhost:8000")).removeprefix("localhost:8000")
    given = [words[i + 1] for i, word in enumerate(words) if word == "-H"]
    headers = dict(line.split(": ", 1) for line in given if not line.startswith("Authorization"))
    assert "Authorization: Bearer $APEX_TOKEN" in given
    body = words[words.index("-d") + 1] if "-d" in words else None
    method = words[words.index("-X") + 1] if "-X" in words else "POST" if body else "GET"
    return client.open(path, method=method, data=body, headers=headers)


@pytest.mark.parametrize("block", blocks(API, "sh"))
def test_each_curl_of_the_api_page_is_answered(client, block):
    answer = curl(client, block)
    assert answer.status_code == 200, answer.get_data(as_text=True)


def test_the_curls_of_the_projects_page_work_one_after_the_other(client):
    known = {"ID": "", "ETAG": ""}
    for block in blocks(PROJECTS, "sh"):
        answer = curl(client, block, **known)
        assert answer.status_code in (200, 201, 202), answer.get_data(as_text=True)
        if answer.status_code == 201:
            known["ID"] = answer.get_json()["result"]["id"]
        known["ETAG"] = answer.headers.get("ETag", known["ETAG"]).replace('"', '\\"')


def test_every_route_is_on_a_page_of_the_documents(house):
    for rule in house.app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1") or rule.endpoint.startswith("health."):
            path = re.sub(r"<(?:int:)?(\w+)>", r"<\1>", rule.rule)
            assert path in API or path.removeprefix("/api/v1") in PROJECTS, path


def test_every_setting_and_problem_is_in_the_documents():
    for name in KNOWN:
        assert f"`{name}`" in SETTINGS
    for code in PROBLEMS:
        assert code in API


def test_the_example_of_the_readme_is_a_document():
    (block,) = blocks(README, "yaml")
    read(Document, yaml.safe_load(block))


def test_the_console_of_the_readme_runs_and_prints_what_it_shows(tmp_path, monkeypatch):
    (block,) = blocks(README, "console")
    command, *shown = block.strip().splitlines()
    words = shlex.split(command.removeprefix("$ flask apex "))
    words[words.index("out.pdf")] = str(tmp_path / "out.pdf")
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(apex, words)
    assert done.exit_code == 0
    for line in shown:
        assert line.strip() in done.stdout


def test_every_link_of_the_readme_leads_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_make_target_is_described():
    text = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z]+):", text, re.MULTILINE)
    for target in targets:
        assert re.search(rf"^{target}:.*## ", text, re.MULTILINE), target


def test_the_clauses_page_is_fresh():
    assert (ROOT / "docs" / "clauses.md").read_text() == clauses_markdown()


def test_every_dependency_has_its_line():
    text = (ROOT / "docs" / "dependencies.md").read_text()
    project = (ROOT / "pyproject.toml").read_text()
    for name in re.findall(r'^    "([a-z][a-z0-9-]+)', project.split("[build-system]")[0], re.MULTILINE):
        assert name in text, name


def test_the_lock_files_name_no_address():
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-extra.lock"):
        assert "http" not in (ROOT / name).read_text()


def test_the_vendored_files_are_the_ones_that_were_taken():
    import hashlib

    folder = ROOT / "static" / "vendor"
    for line in (folder / "SHA256SUMS").read_text().split("\n"):
        if line:
            value, name = line.split()
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == value
