"""`flask apex doctor`: sound on what the application wrote; each kind of damage is named by the check that finds it."""

import json
import zlib

import pytest
from sqlalchemy import text

from apex.engine.envelope import sha256
from apex.settings import ROOT
from apex.store import sound, version
from apex.store.project import Project
from apex.store.seal import Seal
from tests.cli.conftest import CHECKS
from tests.database import on_sqlite

ON_SQLITE = pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
FOREVER = ("audit_log", "project_versions", "calculations", "seals")


def pylon(at, column=Project.id):
    return at.house.look(lambda session: session.query(column).filter(Project.name == "Main Street pylon").scalar())


def test_a_new_installation_is_sound(at):
    lines = at.ok("doctor").splitlines()
    assert [line.split()[:2] for line in lines] == [["ok", name] for name in CHECKS]


def test_a_shop_at_work_is_sound_and_says_what_was_looked_at(shop):
    said = {name: check["message"] for name, check in shop.findings(code=0).items()}
    assert said["projects"] == "9 projects"
    assert said["versions"] == "33 versions"
    assert said["calculations"] == "16 calculations, 4 seals"
    assert shop.result("doctor")["sound"] is True


def test_looking_changes_nothing(shop):
    before = shop.ok("audit", "head").split('"at"')[0]
    shop.ok("doctor")
    assert shop.ok("audit", "head").split('"at"')[0] == before


DAMAGE = {
    "a snapshot changed": (
        "UPDATE project_versions SET snapshot = replace(snapshot, 'Keller', 'Killer') "
        "WHERE project_id = :id AND version = 2",
        "versions", "project {id}, version 2 is not what was written",
    ),
    "a snapshot cut short": (
        "UPDATE project_versions SET snapshot = '{{' WHERE project_id = :id AND version = 2",
        "versions", "project {id}, version 2 is not what was written",
    ),
    "a snapshot of another version": (
        "UPDATE project_versions SET snapshot = (SELECT snapshot FROM project_versions WHERE project_id = :id "
        "AND version = 2), sha256 = (SELECT sha256 FROM project_versions WHERE project_id = :id AND version = 2) "
        "WHERE project_id = :id AND version = 3",
        "versions", "project {id}, version 3 is not what was written",
    ),
    "a version missing": (
        "DELETE FROM project_versions WHERE project_id = :id AND version = 2",
        "versions", "project {id}, version 3 stands where version 2 should",
    ),
    "the first version missing": (
        "DELETE FROM project_versions WHERE project_id = :id AND version = 1",
        "versions", "project {id}, version 2 stands where version 1 should",
    ),
    "the last version missing": (
        "DELETE FROM project_versions WHERE project_id = :id AND version = 6",
        "projects", "project P-{year}-0001 ({id}) is at version 6, which is not there",
    ),
    "a project changed by hand": (
        "UPDATE projects SET customer = 'Somebody' WHERE id = :id",
        "projects", "project P-{year}-0001 ({id}) is not what its version 6 says: customer",
    ),
    "a design changed by hand": (
        "UPDATE projects SET document = replace(document, '115', '95') WHERE id = :id",
        "projects", "says: document.site.wind_speed_mph",
    ),
    "a design that is no JSON": (
        "UPDATE projects SET document = 'x' WHERE id = :id",
        "projects", "says: document",
    ),
    "a project set back": (
        "UPDATE projects SET version = 5 WHERE id = :id",
        "projects", "is at version 5, and there is a version 6",
    ),
    "a calculation lost": (
        "UPDATE projects SET calculation_id = 'gone' WHERE id = :id",
        "projects", "refers to the calculation gone, which is not there",
    ),
    "a calculation of another project": (
        "UPDATE projects SET calculation_id = (SELECT id FROM calculations WHERE project_id <> :id LIMIT 1) "
        "WHERE id = :id",
        "projects", "is not there or is another project's",
    ),
    "a submission that is not under way": (
        "UPDATE projects SET submission_id = 'gone' WHERE id = :id",
        "submissions", "({id}) is read-only for gone, which is not under way",
    ),
    "a submission its project does not know": (
        "INSERT INTO submissions (id, project_id, calculation_id, state, step, job_id, actor_id, created_at) "
        "SELECT 'stray', id, calculation_id, 'pending', 'push', '', owner_id, created_at FROM projects WHERE id = :id",
        "submissions", "({id}) does not know that stray is under way",
    ),
    "calculations removed": (
        "DELETE FROM calculations WHERE project_id = :id AND id NOT IN (SELECT calculation_id FROM seals)",
        "versions", "project {id}, version 1 refers to the calculation",
    ),
    "a hash of a calculation changed": (
        "UPDATE calculations SET content_sha256 = 'x' WHERE id = (SELECT calculation_id FROM projects WHERE id = :id)",
        "calculations", "is not what was written: its content does not have its hash",
    ),
    "an envelope cut short": (
        "UPDATE calculations SET envelope = substr(envelope, 1, 100) "
        "WHERE id = (SELECT calculation_id FROM projects WHERE id = :id)",
        "calculations", "is not what was written: its content does not have its hash",
    ),
    "a seal on something else": (
        "UPDATE seals SET content_sha256 = 'x' WHERE project_id = :id",
        "calculations", "which is not there or not the one it sealed",
    ),
    "a row of the audit log changed": (
        "UPDATE audit_log SET actor = 'somebody' WHERE seq = 9",
        "audit", "the audit log is broken: row 9 was changed after it was written",
    ),
}  # fmt: skip


ON_SERVER = (
    "a snapshot changed",
    "a project changed by hand",
    "an envelope cut short",
    "a row of the audit log changed",
)
"""One of each check; which rows are wrong is found by the same code on both."""


@pytest.mark.parametrize(
    ("shop", "name"),
    [*(("sqlite", name) for name in DAMAGE), *(("postgresql", name) for name in ON_SERVER)],
    indirect=["shop"],
)
def test_damage_is_named_by_the_check_that_finds_it(shop, name):
    statement, check, said = DAMAGE[name]
    known = {"id": pylon(shop), "year": pylon(shop, Project.created_at).year}
    shop.unguard(*FOREVER)
    shop.sql(statement.format(**known), **({"id": known["id"]} if ":id" in statement else {}))
    found = shop.faults()
    assert any(said.format(**known) in fault for fault in found[check]), found
    assert set(found) <= {check, "guards", "projects", "versions", "calculations"}
    line = next(line for line in shop.run("doctor").stdout.splitlines() if f" {check} " in line)
    assert line.startswith("FAULT")


@ON_SQLITE
def test_a_number_changed_inside_a_stored_envelope_is_found(shop):
    held = shop.house.look(lambda session: session.query(Seal.calculation_id).order_by(Seal.id).first()[0])
    shop.unguard(*FOREVER)
    packed = shop.house.look(
        lambda session: session.scalar(text("SELECT envelope FROM calculations WHERE id = :id"), {"id": held})
    )
    changed = zlib.compress(zlib.decompress(packed).replace(b'"pass":true', b'"pass":false', 1))
    shop.sql("UPDATE calculations SET envelope = :envelope WHERE id = :id", envelope=changed, id=held)
    assert f"calculation {held} is not what was written" in shop.faults()["calculations"][0]


@ON_SQLITE
def test_many_faults_are_counted_in_one_line_and_listed_as_json(shop):
    shop.sql("UPDATE projects SET customer = 'Somebody'")
    (line,) = [line for line in shop.run("doctor").stdout.splitlines() if line.startswith("FAULT")]
    assert line.endswith("(and 8 more)")
    assert len(shop.faults()["projects"]) == 9
    assert len(shop.errors("doctor", code=1)) == 9


def test_of_more_faults_than_can_be_read_a_hundred_are_kept_and_all_are_counted():
    found = sound.Found()
    for number in range(250):
        found.fault(str(number))
    assert (found.count, len(found.faults)) == (250, sound.MOST)


def test_a_log_cut_short_is_found_by_the_head_in_the_data_folder(shop):
    shop.ok("audit", "head", "--out", shop.folder / "audit" / "heads.jsonl")
    assert shop.findings(code=0)["audit"]["message"].endswith("held against 1 kept heads")
    shop.unguard("audit_log")
    shop.sql("DELETE FROM audit_log WHERE seq > 20", "UPDATE audit_head SET seq = 20, hash = "
             "(SELECT hash FROM audit_log WHERE seq = 20)")  # fmt: skip
    assert "row 21 is missing" in shop.faults()["audit"][0]


@ON_SQLITE
def test_versions_of_an_older_format_are_held_to_what_they_knew(shop, monkeypatch):
    """As after a release that added a column: what stands has one field more than its last version."""
    held = {"id": pylon(shop)}
    query = text("SELECT snapshot FROM project_versions WHERE project_id = :id AND version = 6")
    snapshot = json.loads(shop.house.look(lambda session: session.scalar(query, held)))
    assert snapshot.pop("description") == ""
    shop.unguard("project_versions")
    shop.sql(
        "UPDATE project_versions SET snapshot = :snapshot, sha256 = :sha256 WHERE project_id = :id AND version = 6",
        **held, snapshot=json.dumps(snapshot), sha256=sha256(snapshot),
    )  # fmt: skip
    assert shop.faults()["projects"][0].endswith("says: description")
    now = version.SCHEMA_VERSION
    monkeypatch.setattr(version, "SCHEMA_VERSION", now + 1)
    monkeypatch.setattr(sound, "SCHEMA_VERSION", now + 1)
    monkeypatch.setattr(version, "UPGRADES", {**version.UPGRADES, now: dict})
    assert list(shop.faults()) == ["guards"]
    shop.sql("UPDATE projects SET customer = 'Somebody' WHERE id = :id", **held)
    assert shop.faults()["projects"][0].endswith("says: customer")


@on_sqlite
def test_a_stranger_asks_in_a_process_of_their_own(at):
    done = at.process("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(CHECKS)
    assert str(ROOT) not in done.stdout
