"""`flask apex audit`: the chain walked, damaged in every way, exported, and held against heads kept elsewhere."""

import csv
import io
import json
import stat

import pytest
from sqlalchemy import create_engine, event, text

from apex.extensions import db
from apex.store.verb import Verb
from tests.database import on_sqlite
from tests.web.house import PASSWORD

SAM = "sam@example.com"
"""Where what is asked is the same on every database."""


@pytest.fixture
def log(at):
    """Seven rows: three accounts, three changes, a refusal by a spreadsheet's own rules."""
    for name in ("sam", "ann", "joe"):
        at.ok("user", "add", f"{name}@example.com", "--role", "viewer", "--password", PASSWORD)
    for role in ("engineer", "approver", "viewer"):
        at.ok("user", "role", SAM, role)
    at.house.act(lambda call: call.record(Verb.ACCESS_REFUSED, "request", "/x", reason="=1+1"))
    assert at.result("audit", "verify")["rows"] == 7
    return at


def test_an_intact_chain_exits_0_and_says_how_long_it_is(log):
    assert log.ok("audit", "verify").startswith("intact: 7 rows")
    result = log.result("audit", "verify")
    assert (result["intact"], result["rows"], result["bad_seq"], result["heads"]) == (True, 7, None, 0)
    assert result["head"] == json.loads(log.ok("audit", "head"))["hash"]


@on_sqlite
def test_an_empty_chain_is_intact(at):
    assert at.ok("audit", "verify").startswith("intact: 0 rows")
    assert json.loads(at.ok("audit", "head"))["seq"] == 0


DAMAGE = {
    "a changed actor": (["UPDATE audit_log SET actor = 'somebody' WHERE seq = 3"], 3, "was changed after"),
    "a changed detail": (["UPDATE audit_details SET detail = '{}' WHERE seq = 4"], 4, "has another detail"),
    "a removed row": (["DELETE FROM audit_log WHERE seq = 4"], 4, "is missing"),
    "a cut end": (["DELETE FROM audit_log WHERE seq > 5"], 6, "is missing"),
    "a swap": (
        [
            "UPDATE audit_log SET seq = -2 WHERE seq = 2",
            "UPDATE audit_log SET seq = 2 WHERE seq = 3",
            "UPDATE audit_log SET seq = 3 WHERE seq = -2",
        ],
        2,
        "does not follow",
    ),
    "an insertion": (
        [
            "INSERT INTO audit_log (seq, at, actor, verb, kind, object, project, request, detail_sha256, previous, "
            "hash) SELECT 8, at, actor, verb, kind, object, project, request, detail_sha256, hash, hash "
            "FROM audit_log WHERE seq = 7"
        ],
        8,
        "was changed after",
    ),
}


ON_SERVER = ("a changed detail", "a cut end")
"""The walk is the same on both; what is read of two tables, and its end, are asked of PostgreSQL too."""


@pytest.mark.parametrize(
    ("database_url", "name"),
    [*(("sqlite", name) for name in DAMAGE), *(("postgresql", name) for name in ON_SERVER)],
    indirect=["database_url"],
)
def test_a_damaged_chain_exits_1_and_names_the_row_and_what_is_wrong_with_it(log, name):
    statements, row, fault = DAMAGE[name]
    log.unguard("audit_log", "audit_details")
    log.sql(*statements)
    said = log.refused("audit", "verify", code=1)
    assert said.startswith(f"the audit log is broken: row {row} {fault}"), said
    result = log.result("audit", "verify", code=1)
    assert (result["intact"], result["bad_seq"]) == (False, row)
    assert log.errors("audit", "verify", code=1)[0]["code"] == "broken"


def test_a_chain_cut_with_its_head_is_found_out_by_a_head_kept_elsewhere(log, tmp_path):
    kept = tmp_path / "elsewhere" / "heads.jsonl"
    log.ok("audit", "head", "--out", kept)
    _cut(log, 5)
    assert log.ok("audit", "verify").startswith("intact: 5 rows")
    assert "row 6 is missing" in log.refused("audit", "verify", "--head", kept, code=1)


def _cut(log, last):
    """Cut the chain after a row and put its head back, as somebody would who knows how it works."""
    log.unguard("audit_log", "audit_details")
    log.sql(
        f"DELETE FROM audit_log WHERE seq > {last}",
        *([] if log.sqlite else ["DROP TRIGGER audit_details_kept ON audit_details"]),
        f"DELETE FROM audit_details WHERE seq > {last}",
        f"UPDATE audit_head SET seq = {last}, hash = (SELECT hash FROM audit_log WHERE seq = {last})",
    )


@on_sqlite
def test_heads_of_the_data_folder_are_held_against_the_chain_without_being_named(log):
    usual = log.folder / "audit" / "heads.jsonl"
    log.ok("audit", "head", "--out", usual)
    assert log.result("audit", "verify")["heads"] == 1
    _cut(log, 5)
    assert log.run("audit", "verify").exit_code == 1


@on_sqlite
def test_a_rewritten_chain_differs_from_the_head_it_had(log, tmp_path):
    kept = tmp_path / "heads.jsonl"
    log.ok("audit", "head", "--out", kept)
    _cut(log, 6)
    log.ok("user", "role", SAM, "admin")
    log.ok("user", "role", SAM, "viewer")
    assert log.run("audit", "verify").exit_code == 0
    assert "row 7 differs from the head exported" in log.refused("audit", "verify", "--head", kept, code=1)


@on_sqlite
def test_a_file_with_two_heads_of_one_row_is_itself_the_proof(log, tmp_path):
    kept = tmp_path / "heads.jsonl"
    log.ok("audit", "head", "--out", kept)
    with kept.open("a") as stream:
        stream.write(json.dumps({"seq": 7, "hash": "a" * 64, "at": ""}) + "\n")
    assert "row 7 has two heads" in log.refused("audit", "verify", "--head", kept, code=1)


NO_HEADS = ("{", "[]", '{"seq": 1}', '{"seq": "1", "hash": "x"}', '{"seq": 1, "hash": "x", "at": ""}', "null", "\udcff")


@on_sqlite
def test_what_is_no_head_exits_2_and_names_its_line(at, tmp_path):
    kept = tmp_path / "heads.jsonl"
    for line in NO_HEADS:
        kept.write_bytes(f"\n{line}\n".encode(errors="surrogateescape"))
        said = at.refused("audit", "verify", "--head", kept)
        assert "line 2 is not a head" in said or "is not text" in said, line


@on_sqlite
def test_a_head_file_that_is_not_there_exits_2(at, tmp_path):
    assert "cannot be read" in at.refused("audit", "verify", "--head", tmp_path / "none")


@on_sqlite
def test_a_head_is_appended_as_the_line_that_is_printed(log, tmp_path):
    kept = tmp_path / "heads.jsonl"
    printed = log.ok("audit", "head", "--out", kept)
    log.ok("user", "role", SAM, "admin")
    printed += log.ok("audit", "head", "--out", kept, "--json")
    assert kept.read_text() == printed
    first, second = map(json.loads, printed.splitlines())
    assert list(first) == ["seq", "hash", "at"]
    assert (first["seq"], second["seq"]) == (7, 8)
    assert first["at"].endswith("+00:00")
    assert log.result("audit", "verify", "--head", kept)["heads"] == 2


@on_sqlite
def test_a_head_that_cannot_be_kept_exits_2(at, tmp_path):
    (tmp_path / "file").write_text("")
    assert "cannot be written" in at.refused("audit", "head", "--out", tmp_path / "file" / "heads")


def test_the_chain_is_walked_as_it_stood_while_others_write(log):
    """On PostgreSQL each statement would see rows written since, and the head would be ahead of the walk."""
    walks = []

    def write(connection, cursor, statement, *_):
        if "FROM audit_log" in statement and not walks:
            walks.append(statement)
            log.house.act(lambda call: call.record(Verb.AUDIT_READ, "audit", ""))

    with log.app.app_context():
        engine = db.engine
    event.listen(engine, "after_cursor_execute", write)
    assert log.ok("audit", "verify").startswith("intact: 7 rows")
    assert log.ok("audit", "verify").startswith("intact: 8 rows")


def test_an_export_is_every_row_with_its_detail_oldest_first(log):
    rows = [json.loads(line) for line in log.ok("audit", "export").splitlines()]
    assert [row["seq"] for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    assert rows[3]["changes"] == {"role": ["viewer", "engineer"]}
    assert rows[3]["actor"] == "system"


@on_sqlite
def test_an_export_is_on_the_log_with_its_filter_and_does_not_hold_itself(log):
    assert log.ok("audit", "export", "--verb", "audit.exported") == ""
    (row,) = log.log("audit.exported")
    assert row["reason"] == "jsonl verb audit.exported"


@on_sqlite
def test_a_csv_holds_nothing_a_spreadsheet_would_run(log):
    head, *rows = csv.reader(io.StringIO(log.ok("audit", "export", "--format", "csv")))
    assert head[:4] == ["seq", "at", "actor", "verb"]
    assert len(rows) == 7
    assert rows[6][head.index("reason")] == "'=1+1"


def test_an_export_is_filtered(log):
    for words, expected in (
        (("--verb", "user.changed"), [4, 5, 6]),
        (("--actor", "system"), [1, 2, 3, 4, 5, 6, 7]),
        (("--actor", SAM), []),
        (("--since", "2999-01-01"), []),
        (("--until", "2999-01-01", "--verb", "user.added"), [1, 2, 3]),
        (("--until", "2000-01-01"), []),
    ):
        rows = [json.loads(line) for line in log.ok("audit", "export", *words).splitlines()]
        # What came after the seven are the exports before this one.
        assert [row["seq"] for row in rows if row["seq"] <= 7] == expected, words


def test_an_export_of_one_project_and_one_person(log):
    client = log.house.client("estimator")
    made = log.house.project(client)
    log.house.project(client)
    for name in (made["number"], made["id"]):
        rows = [json.loads(line) for line in log.ok("audit", "export", "--project", name).splitlines()]
        assert [row["object"] for row in rows] == [made["id"]]
    rows = [json.loads(line) for line in log.ok("audit", "export", "--actor", client.email.upper()).splitlines()]
    assert {row["verb"] for row in rows} == {"project.created"}


@on_sqlite
def test_a_filter_that_names_nothing_exits_2_and_leaves_no_row(at):
    for words in (
        ("--project", "P-1999-0001"), ("--actor", "no@example.com"), ("--since", "yesterday"), ("--verb", "fly"),
        ("--format", "csv", "--json"),
    ):  # fmt: skip
        assert at.run("audit", "export", *words).exit_code == 2, words
    assert at.log("audit.exported") == []


@on_sqlite
def test_an_export_to_a_file_is_whole_and_counted(log, tmp_path):
    out = tmp_path / "audit.csv"
    result = log.result("audit", "export", "--format", "csv", "--out", out)
    assert result == {"rows": 7, "file": str(out)}
    assert len(out.read_text().splitlines()) == 8
    assert stat.S_IMODE(out.stat().st_mode) & 0o111 == 0
    assert log.ok("audit", "export", "--out", out) == f"wrote 8 rows to {out}\n"
    assert "cannot be written" in log.refused("audit", "export", "--out", tmp_path / "no" / "such")
    assert not any(path.name.startswith(".audit") for path in tmp_path.iterdir())


def test_half_a_surrogate_pair_leaves_as_its_escape(log, tmp_path):
    log.house.act(lambda call: call.record(Verb.AUDIT_READ, "audit", "", reason="\ud800 and é"))
    out = tmp_path / "audit.jsonl"
    log.ok("audit", "export", "--out", out)
    assert json.loads(out.read_text().splitlines()[-1])["reason"] == "\ud800 and é"
    assert log.log("audit.read")[0]["reason"] == "\ud800 and é"


@on_sqlite
def test_a_stranger_verifies_in_a_process_of_their_own(log):
    log.unguard("audit_log")
    log.sql("UPDATE audit_log SET actor = 'somebody' WHERE seq = 2")
    done = log.process("audit", "verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "the audit log is broken: row 2 was changed after it was written\n"


def test_the_log_refuses_to_be_changed_where_its_guards_stand(log):
    engine = create_engine(log.url)
    with engine.connect() as connection, pytest.raises(Exception, match="never changed or removed"):
        connection.execute(text("UPDATE audit_log SET actor = 'somebody' WHERE seq = 3"))
    engine.dispose()
