"""`flask apex init` and `flask apex demo`: a place ready to run, with believable work in it."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy.exc import SQLAlchemyError

from apex.actions import design as action
from apex.actions.package import package
from apex.cli.file import write_whole
from apex.errors import ApexError
from apex.packs.load import IN_USE, load_packs
from apex.schema.text import load_yaml
from apex.settings import ROOT, Settings, code_version


@click.command()
def init() -> None:
    """Prepare the data folder, the database and the packs."""
    try:
        upgrade()
    except SQLAlchemyError as error:
        click.echo(f"the database cannot be prepared: {type(error).__name__}", err=True)
        sys.exit(1)
    load_packs()
    click.echo(f"database ready, {len(IN_USE)} packs verified", err=True)


@click.command()
def demo() -> None:
    """Work out every example and keep its permit package in the data folder."""
    settings: Settings = current_app.extensions["apex_settings"]
    folder = settings.data_dir / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        try:
            made, outcome = action.work_out(load_packs(), load_yaml(path.read_bytes()))
        except ApexError as error:
            click.echo(f"{path.stem:28} {error.message}")
            continue
        target = folder / f"{path.stem}-{outcome.content_sha256[:12]}.pdf"
        if not target.exists():
            write_whole([(target, package(made, outcome, code_version()))])
        verdict = "passes" if made.passes else "fails"
        click.echo(f"{path.stem:28} {made.support.section.name:16} {verdict}")
