"""`flask apex design` as a stranger types it: exit codes, streams, files whole or absent."""

import json

import ezdxf
import pytest
from flask import Flask

from apex.app import create_app
from apex.extensions import db
from apex.settings import ROOT, Settings
from tests.cli.conftest import Shell

PYLON = ROOT / "examples" / "main_street_pylon.yaml"


def without_address(folder) -> Flask:
    """An application that was told nothing but where its data is."""
    return create_app(Settings.from_environment({"APEX_ENV": "testing", "APEX_DATA_DIR": str(folder)}))


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """At no database: these commands do without."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        yield Shell(f"sqlite:///{folder / 'apex.db'}", folder, without_address(folder))
    assert not (folder / "apex.db").exists()


def test_a_passing_sign_prints_its_table_and_exits_0(shell):
    done = shell.run("design", PYLON)
    assert done.exit_code == 0
    for word in (
        "HSS13.375X0.188",
        "Embedment depth",
        "pass",
        "17,187.98",
        "subject to 6 conditions",
        "ortex shedding",
    ):
        assert word in done.stdout
    assert done.stderr == ""


def test_a_failing_sign_exits_1_and_names_what_fails(shell):
    done = shell.run("design", ROOT / "examples" / "nothing_feasible.yaml")
    assert done.exit_code == 1
    assert "FAIL" in done.stdout


def test_the_hash_is_the_same_in_a_process_with_another_seed(shell):
    done = shell.process("design", PYLON, "--json", environment={"PYTHONHASHSEED": "77"})
    assert (done.returncode, done.stderr) == (0, "")
    envelope = json.loads(done.stdout)
    assert set(envelope["result"]) == {
        "summary", "loads", "support", "foundation", "baseplate", "quantities", "bom", "price", "checks", "conditions",
    }  # fmt: skip
    assert envelope["content_sha256"] == json.loads(shell.ok("design", PYLON, "--json"))["content_sha256"]


def test_files_are_written_and_said_on_the_error_stream(shell, tmp_path):
    pdf, svg, dxf = (tmp_path / f"out.{kind}" for kind in ("pdf", "svg", "dxf"))
    done = shell.run("design", PYLON, "--pdf", pdf, "--svg", svg, "--dxf", dxf)
    assert done.exit_code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert svg.read_text().startswith(("<svg", "<?xml"))
    assert ezdxf.readfile(dxf).modelspace().query("DIMENSION")
    assert str(pdf) in done.stderr
    assert str(pdf) not in done.stdout
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.dxf", "out.pdf", "out.svg"]


@pytest.mark.parametrize("as_json", [False, True])
def test_bad_input_exits_2_names_every_field_and_writes_nothing(shell, tmp_path, as_json):
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        "schema: apex/design/1\nname: X\nsite: {code_basis: IBC2021, wind_speed_mph: .nan, exposure: E, soil: {}}\n"
        "sign: {cabinets: [{width_ft: 0.1, height_ft: 3, bottom_ft: 160, weight_psf: 99, colour: red}]}\n"
        "foundation: {kind: direct_burial, fc_psi: 100}\n"
    )
    out = tmp_path / "out.pdf"
    done = shell.run("design", bad, "--pdf", out, *(["--json"] if as_json else []))
    assert done.exit_code == 2
    assert not out.exists()
    said = done.stdout if as_json else done.stderr
    for field in (
        "site.wind_speed_mph", "site.exposure", "site.soil.lateral_psf_per_ft", "sign.cabinets.0.width_ft",
        "sign.cabinets.0.bottom_ft", "sign.cabinets.0.weight_psf", "sign.cabinets.0.colour", "foundation.fc_psi",
    ):  # fmt: skip
        assert field in said
    if as_json:
        assert json.loads(done.stdout)["result"] is None
    else:
        assert done.stdout == ""


def test_out_of_scope_exits_2_with_every_reason(shell, tmp_path):
    sign = tmp_path / "sign.yaml"
    text = PYLON.read_text().replace("material: steel", "material: aluminum, count: 2, spacing_ft: 8")
    sign.write_text(text.replace("direct_burial", "spread_footing"))
    done = shell.run("design", sign)
    assert done.exit_code == 2
    for word in ("support.material", "foundation.kind"):
        assert word in done.stderr


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_an_unreadable_file_exits_2_in_one_line(shell, name):
    done = shell.run("design", name)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "cannot be read" in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: " + "[" * 200 + "]" * 200, "nests deeper"),
        ("a: &x [1]\nb: *x\n", "aliases"),
        ("a: 1\na: 2\n", "twice"),
        ("a: [1\n", "line"),
        ("x" * (1024 * 1024 + 10), "larger than"),
        ("- 1\n- 2\n", "expected an object"),
        ("", "expected an object"),
        ("!!python/object/apply:os.system ['true']", "tags"),
    ],
)
def test_hostile_text_is_refused_in_words(shell, tmp_path, text, said):
    file = tmp_path / "x.yaml"
    file.write_text(text)
    done = shell.run("design", file)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_place_that_cannot_be_written_is_said_and_leaves_nothing(shell, tmp_path):
    done = shell.run("design", PYLON, "--pdf", tmp_path / "no" / "such" / "out.pdf")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_packs_are_verified_and_listed(shell):
    assert shell.run("packs", "verify").exit_code == 0
    assert "wind_asce7_22" in shell.run("packs", "list").stdout


def test_the_sections_pack_is_what_the_tables_give(shell):
    done = shell.run("sections", "import")
    assert done.exit_code == 0
    assert "is what the tables give" in done.stdout


def test_init_prepares_a_database_and_does_so_again(tmp_path):
    app = without_address(tmp_path)
    here = Shell("sqlite:///", tmp_path, app)
    for _ in range(2):
        here.ok("init")
    with app.app_context():
        db.engine.dispose()
    assert (tmp_path / "apex.db").exists()


def test_settings_that_are_not_known_refuse_to_start_in_one_line(shell):
    done = shell.process("packs", "list", environment={"APEX_DATA_DRI": "x"})
    assert done.returncode != 0
    assert "APEX_DATA_DRI is not a setting; did you mean APEX_DATA_DIR?" in done.stderr


def test_outputs_that_collide_or_hit_the_input_are_refused_before_anything_is_written(shell, tmp_path):
    sign = tmp_path / "sign.yaml"
    sign.write_text(PYLON.read_text())
    for words in (("--pdf", tmp_path / "x", "--svg", tmp_path / "x"), ("--pdf", sign)):
        assert shell.run("design", sign, *words).exit_code == 2
    assert [p.name for p in tmp_path.iterdir()] == ["sign.yaml"]
    assert sign.read_text() == PYLON.read_text()


def test_where_one_file_cannot_be_written_none_is(shell, tmp_path):
    done = shell.run("design", PYLON, "--pdf", tmp_path / "ok.pdf", "--svg", tmp_path / "no" / "x.svg")
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []
