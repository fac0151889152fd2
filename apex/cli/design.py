"""`flask apex design FILE`: a whole design from a file, on the terminal or as files."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import click
import orjson

from apex.actions import design as action
from apex.actions.outcome import Outcome
from apex.cli.file import write_whole
from apex.engine.design import Design
from apex.engine.envelope import error_envelope
from apex.errors import ApexError, MalformedError
from apex.packs.load import load_packs
from apex.schema.text import MAX_BYTES, load_json, load_yaml
from apex.settings import code_version

PASS, FAIL, REFUSED = 0, 1, 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the envelope instead of the summary.")
@click.option("--pdf", type=click.Path(path_type=Path, dir_okay=False), help="Write the permit package here.")
@click.option("--svg", type=click.Path(path_type=Path, dir_okay=False), help="Write the elevation drawing here.")
@click.option("--dxf", type=click.Path(path_type=Path, dir_okay=False), help="Write every drawing here, for CAD.")
def design(file: Path, *, as_json: bool, pdf: Path | None, svg: Path | None, dxf: Path | None) -> None:
    """Design the sign in FILE (YAML or JSON).

    Exit code 0: every check passes. 1: some fail. 2: bad input, out of scope or unreadable.
    """
    try:
        _distinct(file, pdf, svg, dxf)
        given = _read(file)
        made, outcome = action.work_out(load_packs(), given)
        files = _files(made, outcome, pdf, svg, dxf)
        write_whole(files)
    except ApexError as error:
        _refuse(error, as_json=as_json)
    _print(made, outcome, as_json=as_json)
    for path, _ in files:
        click.echo(f"wrote {path}", err=True)
    sys.exit(PASS if made.passes else FAIL)


def _read(file: Path) -> Any:
    try:
        with file.open("rb") as stream:
            text = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise MalformedError(f"{file} cannot be read: {error.strerror}") from None
    return load_json(text) if file.suffix.lower() == ".json" else load_yaml(text)


def _files(
    made: Design, outcome: Outcome, pdf: Path | None, svg: Path | None, dxf: Path | None
) -> list[tuple[Path, bytes]]:
    """Contents of every file asked for, all made before any is written."""
    found: list[tuple[Path, bytes]] = []
    if pdf is not None:
        from apex.actions.package import package

        body = package(made, outcome, code_version())
        found.append((pdf, body))
    if svg is not None:
        from apex.report.drawing import svg as drawn
        from apex.report.geometry import elevation

        found.append((svg, drawn(elevation(made)).encode()))
    if dxf is not None:
        from apex.report.dxf import dxf as written
        from apex.report.folio import folio

        found.append((dxf, written(folio(made, sha=outcome.content_sha256))))
    return found


def _distinct(file: Path, *outputs: Path | None) -> None:
    """Refuse two outputs in one place, and an output over the input."""
    places = [p.resolve() for p in (file, *outputs) if p is not None]
    if len(set(places)) < len(places):
        raise MalformedError("the outputs need places of their own, other than the input")


def _print(made: Design, outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        envelope = outcome.envelope(code_version=code_version())
        click.echo(orjson.dumps(envelope, option=orjson.OPT_INDENT_2).decode())
        return
    from apex.report.summary import summary_text

    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    click.echo(summary_text(made, width, color=sys.stdout.isatty()))


def _refuse(error: ApexError, *, as_json: bool) -> None:
    if as_json:
        envelope = error_envelope(error, code_version=code_version())
        click.echo(orjson.dumps(envelope, option=orjson.OPT_INDENT_2).decode())
    else:
        click.echo(error.message, err=True)
        for p in error.problems:
            if p.field or p.message != error.message:
                click.echo(f"  {p.field or 'document'}: {p.message}", err=True)
    sys.exit(REFUSED)
