"""What the documents promise: their commands run, their lists are whole, generated ones are fresh."""

import json
import re
import shlex

import pytest
import yaml
from click.testing import CliRunner

from apex.app import create_app
from apex.cli import apex
from apex.cli.clauses import clauses_markdown
from apex.engine.document import Document
from apex.schema.read import read
from apex.settings import KNOWN, ROOT, Settings
from apex.web.problem import PROBLEMS

README = (ROOT / "README.md").read_text()
API = (ROOT / "docs" / "api.md").read_text()


def blocks(text, kind):
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    return create_app(Settings.from_environment({"APEX_ENV": "testing", "APEX_DATA_DIR": str(folder)}))


@pytest.mark.parametrize("block", blocks(API, "sh"))
def test_each_curl_of_the_api_page_is_answered(house, block):
    words = shlex.split(block)
    path = next(w for w in words if w.startswith("localhost:8000")).removeprefix("localhost:8000")
    answer = house.test_client().post(path, json=json.loads(words[words.index("-d") + 1]))
    assert answer.status_code == 200, answer.get_data(as_text=True)


def test_every_api_route_is_on_the_api_page(house):
    for rule in house.url_map.iter_rules():
        if rule.rule.startswith("/api/v1") or rule.endpoint.startswith("health."):
            assert rule.rule.split("<")[0] in API, rule.rule


def test_every_setting_and_problem_is_on_the_api_page():
    for name in KNOWN:
        assert f"`{name}`" in API
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
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "http" not in (ROOT / name).read_text()


def test_the_vendored_files_are_the_ones_that_were_taken():
    import hashlib

    folder = ROOT / "static" / "vendor"
    for line in (folder / "SHA256SUMS").read_text().split("\n"):
        if line:
            value, name = line.split()
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == value
