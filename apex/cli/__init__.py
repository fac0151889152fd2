"""`flask apex ...`: the shell's way in."""

from __future__ import annotations

import click

from apex.cli.anonymise import anonymise
from apex.cli.audit import audit
from apex.cli.backup import backup
from apex.cli.clauses import clauses
from apex.cli.cleanup import cleanup
from apex.cli.demo import demo
from apex.cli.design import design
from apex.cli.doctor import doctor
from apex.cli.init import init
from apex.cli.jobs import jobs_group
from apex.cli.packs import packs
from apex.cli.restore import restore
from apex.cli.sections import sections
from apex.cli.token import token
from apex.cli.user import user
from apex.cli.webhooks import webhooks_group


@click.group()
def apex() -> None:
    """APEX: design signs, keep packs, run the house."""


for command in (
    init, demo, user, token, audit, doctor, backup, restore, cleanup, jobs_group, webhooks_group, design, packs,
    sections, clauses,
):  # fmt: skip
    apex.add_command(command)
user.add_command(anonymise)
