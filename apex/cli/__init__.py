"""`flask apex ...`: the shell's way in."""

from __future__ import annotations

import click

from apex.cli.clauses import clauses
from apex.cli.demo import demo, init
from apex.cli.design import design
from apex.cli.packs import packs
from apex.cli.sections import sections


@click.group()
def apex() -> None:
    """APEX: design signs, keep packs, run the house."""


for command in (design, packs, sections, clauses, init, demo):
    apex.add_command(command)
